"""How fast mail is read, by stage: `python -m bench.parse_speed FOLDER [--most 15000]`, messages per CPU second.

Stages are run one after the other over the same messages, in one process, so that their times can be added.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from regard.model import Message, RawItem, SetAside
from regard.parse.adapter import take_apart
from regard.parse.automated import automated
from regard.parse.message import letters_and_digits, read
from regard.parse.zones import zones
from regard.sources import Cursor, detect

KEY = b"k" * 32


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` returns and the CPU seconds it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def measure(path: Path, most: int) -> dict[str, Any]:
    """CPU seconds of each stage over the first `most` messages at `path`."""
    (source,) = detect(path)
    now = time.time_ns() // 1000
    cursor = Cursor()
    items, sources_s = timed(lambda: [i for i in islice(source.items(cursor), most) if isinstance(i, RawItem)])
    gc.collect()
    gc.freeze()  # what is kept here would be looked at again and again; a sync keeps a few hundred messages
    stages = {"sources": sources_s}

    def stage(name: str, work: Callable[[RawItem, Any], Any], given: Iterable[Any]) -> None:
        def run() -> None:
            for item, one in zip(items, given, strict=True):
                work(item, one)

        stages[name] = timed(run)[1]

    def whole(item: RawItem) -> Message | SetAside:
        return read(item, source_kind=source.kind, key=KEY, max_us=now)

    stage("read, whole", lambda i, _: whole(i), items)
    stage("take apart", lambda i, _: take_apart(i.raw), items)
    read_all = [(take_apart(i.raw), m) if isinstance(m := whole(i), Message) else None for i in items]
    gc.collect()
    gc.freeze()
    stage(
        "zones", lambda _, m: m and zones(m[1].text, (m[1].sender.name, m[1].sender.address) if m[1].sender else ()), read_all
    )
    stage("automated", lambda _, m: m and automated(m[0].headers, m[1].sender, m[1].subject, m[1].text, m[0].types), read_all)
    stage("letters", lambda _, m: m and letters_and_digits(m[1].text), read_all)
    stages["sources + read"] = stages["sources"] + stages["read, whole"]
    return {
        "messages": len(items),
        "bytes": sum(len(i.raw) for i in items),
        "stages": {
            name: {
                "cpu_s": round(s, 3),
                "per_message_ms": round(1000 * s / max(len(items), 1), 4),
                "per_cpu_s": round(len(items) / max(s, 1e-9)),
            }
            for name, s in stages.items()
        },
    }


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--most", type=int, default=15_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    result = measure(asked.path, asked.most)
    if asked.json:
        print(json.dumps(result))
        return
    print(f"{result['messages']:,} messages, {result['bytes'] / 1e6:.1f} MB")
    for name, row in result["stages"].items():
        print(f"{name:16} {row['cpu_s']:8.3f} s {row['per_message_ms']:9.4f} ms each {row['per_cpu_s']:10,} per CPU second")


if __name__ == "__main__":
    main()
