"""`python -m regard.evidence.language.kept`: work out the gates of every pattern and keep them beside the rules."""

from __future__ import annotations

import json
from pathlib import Path

from regard.evidence.commitments import ACTORS
from regard.evidence.language.gates import mark, worked_out
from regard.evidence.language.rules import patterns


def text() -> str:
    """The content of `kept.json` for the rules as they are."""
    sources = patterns({"commitments": tuple(ACTORS)})
    found = {mark(source): [sorted(words) for words in worked_out(source)] for source in sources}
    return json.dumps(dict(sorted(found.items())), ensure_ascii=False, indent=0) + "\n"


def main() -> None:
    """Write it."""
    (Path(__file__).parent / "kept.json").write_text(text(), "utf-8")


if __name__ == "__main__":
    main()
