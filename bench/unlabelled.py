"""Which sentences does a folder of mailboxes hold, each once? What small models learn from without anybody's labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bench.quotes import messages

_SENTENCE = re.compile(r"\n\s*\n|(?<=[.?!])\s+(?=[A-Z])")


def distinct_sentences(folder: Path) -> Iterator[str]:
    """The sentences of what people wrote themselves or quoted, as they stand, in the order of the mailboxes."""
    seen: set[str] = set()
    for box in sorted(p for p in folder.iterdir() if p.is_dir()):
        for message in messages(box):
            for span in message.spans:
                if span.zone in {"own", "quoted"}:
                    for sentence in _SENTENCE.split(message.text[span.start : span.end]):
                        if 8 < len(sentence) < 1_500 and sentence not in seen:
                            seen.add(sentence)
                            yield sentence
