"""Marks that make themselves: which lines of a mail are quoted, told by the mails it answers, without looking for quotes.

In a folder that holds originals too, a line is *quoted* where all its letters stand in an earlier mail of somebody else with the same
subject, and *own* where they stand in none. Marks in front of a line say nothing. Only mails whose every telling line can be told
this way are kept: what is quoted is all marked, or stands below lines that a program wrote, with nothing own among it. Lines under 12
letters and what programs write tell nothing, unless quoted lines stand on both sides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from regard.model import DAY, Message
from regard.parse.message import letters_and_digits

FEWEST = 12
"""Letters a line must have to tell anything."""
LEAST = 3
"""Quoted lines that a mail must have to be kept."""
REACH = 120 * DAY
_MARK = re.compile(r"^[ \t>|]+")
_MARKED = re.compile(r"[ \t]{0,3}(?:>|\|[ \t])")
_PROGRAM = re.compile(
    r"""(?ix)^[ \t>|*_]*(?:
      -{2,}.*(?:message|forwarded|nachricht|original).*
    | (?:from|to|cc|bcc|sent|date|subject|reply-to|importance|sent[ ]by)[ ]?[*_]*:.*
    | .{0,300}\b(?:wrote|writes|said)\b.{0,40}:[ \t]*
    | .*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*\d:\d\d.*
    | .*[/@][A-Z]{2,}.* | _{10,} | -{10,} )$"""
)
"""Lines that programs write: their letters are no original's."""
_ENDS = re.compile(r"(?i)(?:wrote|writes|said)[ ]?:[ \t]*$")
_NAME = re.compile(r"[ \t>|]*(?:[A-Z][\w.'’-]*,?[ ]?){2,4}(?:<[^<>]*>)?[ \t]*$")


def told_lines(known: Sequence[Message]) -> Iterator[tuple[Message, tuple[bool | None, ...]]]:
    """(mail, for each line of its text whether it is quoted; None where that is not told) for mails that quote originals in `known`."""
    groups: dict[str, list[tuple[int, Message, str]]] = defaultdict(list)
    for message in known:
        if message.us is not None and message.subject_core:
            groups[message.subject_core].append((message.us, message, letters_and_digits(message.text, 100_000)))
    for group in groups.values():
        if len(group) < 2:
            continue
        group.sort(key=lambda row: (row[0], row[1].id))
        for us, carrier, _ in group:
            first = bisect_left(group, us - REACH, key=lambda row: row[0])
            earlier = [(o, letters) for at, o, letters in group[first:] if at < us and _others(o, carrier)]
            if earlier and (told := _told(carrier, earlier)):
                yield carrier, told


def _others(original: Message, carrier: Message) -> bool:
    """Whether a mail is somebody else's: what its own writer says again, such as a signature, is not quoted."""
    return original.sender is not None and carrier.sender is not None and original.sender.address != carrier.sender.address


def _told(carrier: Message, earlier: Sequence[tuple[Message, str]]) -> tuple[bool | None, ...] | None:
    """Each line's mark; None where too little is quoted, or lines of the quote stand in no mail that we have."""
    lines = carrier.text.split("\n")
    found: list[bool | None] = []
    for n, line in enumerate(lines):
        letters = letters_and_digits(_MARK.sub("", line), 400)
        begun = n + 1 < len(lines) and line.strip() and _ENDS.search(lines[n + 1]) is not None
        if len(letters) < FEWEST or begun or _PROGRAM.match(line) or _NAME.match(line):
            found.append(None)
        else:
            found.append(any(letters in text for _, text in earlier))
    quoted = [n for n, q in enumerate(found) if q]
    if len(quoted) < LEAST or not any(q is False for q in found):
        return None
    if not _whole(lines, found, quoted):
        return None
    marked = any(_MARKED.match(lines[n]) for n in quoted)
    return tuple(
        q if q is not None else None if marked and not _MARKED.match(lines[n]) else _between(found, n)
        for n, q in enumerate(found)
    )


def _whole(lines: Sequence[str], found: Sequence[bool | None], quoted: Sequence[int]) -> bool:
    """Whether what is not quoted is surely the writer's: all that is quoted is marked and none of the rest; or own lines stand only
    above the first line that a program wrote, and what is quoted only below it (a signature stands in its writer's other mails too).
    """
    own = [n for n, q in enumerate(found) if q is False]
    if any(_MARKED.match(lines[n]) for n in own):
        return False
    if all(_MARKED.match(lines[n]) for n in quoted):
        return True
    program = next((n for n, line in enumerate(lines) if found[n] is None and _PROGRAM.match(line)), len(lines))
    return program < quoted[0] and all(n < program for n in own)


def _between(found: Sequence[bool | None], at: int) -> bool | None:
    """The mark of a line that tells nothing: quoted where quoted lines are nearest on both sides."""
    above = next((q for q in reversed(found[:at]) if q is not None), None)
    below = next((q for q in found[at + 1 :] if q is not None), None)
    return True if above and below else None
