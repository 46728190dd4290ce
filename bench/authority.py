"""Fit the shipped weights of the message graph and write them: src/regard/deals/authority.json.

python -m bench.authority --data DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from bench.truth.weight import LAMBDA, PRIOR, fit, load

TARGET = Path("src/regard/deals/authority.json")


def main() -> None:
    """Fits on every pair of the folder."""
    parser = argparse.ArgumentParser(prog="bench.authority", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    graph = load(parser.parse_args().data)
    weights = fit(graph, np.ones(len(graph.above), bool))
    told: dict[str, object] = {
        "version": "authority-2",
        "digest": graph.digest,
        "pairs": len(graph.above),
        "lambda": LAMBDA,
        "prior": PRIOR,
        "weights": weights,
    }
    TARGET.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(json.dumps(weights))


if __name__ == "__main__":
    main()
