"""`threads`: does each message find the one that it answers? Over an mbox, or a folder of mail.

Gold is the last entry of References that is in the set. `parent_accuracy` is over messages whose parent is in the set, `v_measure` over
the threads that parents make (intervals by a bootstrap over messages and over threads). With `--strip-headers` the reader sees no
In-Reply-To, References or Thread-* header, only subjects, people, times and words. Parents found for messages that have none in the
set are counted apart, as `false_parents`. Baselines: the headers alone (the last reference, else In-Reply-To), the latest earlier
message of the same subject, and the two joined as mail readers do it (Zawinski's algorithm).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text.reading import Reading, with_intervals
from regard.flow.reading import is_forward, is_reply
from regard.interactions.threads import Edge, MemoryIndex, ThreadFacts, edges, part_of, thread_ids
from regard.model import Message, RawItem
from regard.parse.message import read
from regard.parse.quoted_words import quoted_lines, said_lines
from regard.sources import Cursor, detect
from regard.time import now_us

KEY = b"k" * 32
Parents = Mapping[str, str]


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on an mbox or folder. Raises Unreadable where no message there names another one."""
    messages = messages_of(folder)
    gold = gold_parents(messages)
    if not gold:
        raise Unreadable(f"{folder} holds no mail whose References name another mail there.")
    seen = [stripped(m) for m in messages] if strip_headers else messages
    found = {e.child: e.parent for e in edges(map(facts, seen), MemoryIndex(map(facts, seen))) if e.answers}
    roots = [m.id for m in messages if m.id not in gold]
    return Reading(
        len(gold),
        scored(messages, gold, found),
        {
            "headers alone": scored(messages, gold, by_headers(seen)),
            "latest of the subject": scored(messages, gold, by_subject(messages)),
            "JWZ": scored(messages, gold, by_zawinski(seen)),
        },
        {
            "messages": len(messages),
            "false_parents": sum(m in found for m in roots),
            "roots": len(roots),
            "stripped": strip_headers,
        },
    )


def messages_of(folder: Path) -> list[Message]:
    """The distinct messages of an mbox or folder."""
    found: dict[str, Message] = {}
    for source in detect(folder):
        for item in source.items(Cursor()):
            if isinstance(item, RawItem):
                message = read(item, source_kind=source.kind, key=KEY, max_us=now_us())
                if isinstance(message, Message):
                    found.setdefault(message.id, message)
    return list(found.values())


def gold_parents(messages: Iterable[Message]) -> Parents:
    """Message -> its parent: the last entry of References that is in the set, the earliest where an id is there twice."""
    listed = list(messages)
    by_id = _by_rfc_id(listed)
    found = {}
    for m in listed:
        known = (by_id[r] for r in reversed(m.references) if r in by_id)
        if parent := next((p for p in known if p != m.id), None):
            found[m.id] = parent
    return found


def _by_rfc_id(messages: Iterable[Message]) -> dict[str, str]:
    ordered = sorted(messages, key=lambda m: (m.us is None, m.us or 0, m.id), reverse=True)
    return {m.rfc_id: m.id for m in ordered if m.rfc_id}


def stripped(message: Message) -> Message:
    """The message as if it had no threading header."""
    return replace(message, in_reply_to="", references=())


def facts(m: Message) -> ThreadFacts:
    """What threading looks at in a message."""
    people = [p for p in m.parties if p.role != "reply_to"]
    return ThreadFacts(
        id=m.id,
        us=m.us,
        rfc_id=m.rfc_id,
        in_reply_to=m.in_reply_to,
        references=m.references,
        subject_core=m.subject_core,
        is_reply=is_reply(m),
        from_p=m.sender.address if m.sender else "",
        participants=frozenset(p.address for p in people),
        direct=frozenset(p.address for p in people if p.role == "to"),
        is_forward=is_forward(m),
        part=part_of(m.subject),
        said=said_lines(m.text, m.spans),
        quotes=quoted_lines(m.text, m.spans),
    )


# ----------------------------------------------------------------------------------------------------- baselines


def by_headers(messages: Sequence[Message]) -> Parents:
    """The last reference that is there, else In-Reply-To."""
    by_id = _by_rfc_id(messages)
    found = {}
    for m in messages:
        named = (by_id[r] for r in (*reversed(m.references), m.in_reply_to) if r in by_id)
        if parent := next((p for p in named if p != m.id), None):
            found[m.id] = parent
    return found


def by_subject(messages: Sequence[Message]) -> Parents:
    """The latest earlier message of the same subject, prefixes aside."""
    times: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for m in messages:
        if m.us is not None:
            times[m.subject_core].append((m.us, m.id))
    for rows in times.values():
        rows.sort()
    found = {}
    for m in messages:
        if m.us is not None and (at := bisect_left(times[m.subject_core], (m.us, m.id))):
            found[m.id] = times[m.subject_core][at - 1][1]
    return found


def by_zawinski(messages: Sequence[Message]) -> Parents:
    """Headers first, then tops of threads gathered by subject: an answer hangs on the mail it has the subject of (jwz.org/doc/threading).

    Where a thread's top is an answer ("Re:") and one that is none has its subject, that one becomes its parent; of two alike neither does.
    """
    found = dict(by_headers(messages))
    begun: dict[str, tuple[int, str]] = {}
    tops = [m for m in messages if m.id not in found and m.us is not None and m.subject_core]
    for m in tops:
        if not is_reply(m):
            begun[m.subject_core] = min(begun.get(m.subject_core, (m.us or 0, m.id)), (m.us or 0, m.id))
    for m in tops:
        if is_reply(m) and m.subject_core in begun:
            found[m.id] = begun[m.subject_core][1]
    return found


# ------------------------------------------------------------------------------------------------------- scoring


def scored(messages: Sequence[Message], gold: Parents, found: Parents) -> dict[str, Any]:
    """Parent accuracy and V-measure with their intervals."""
    right = with_intervals([found.get(m) == parent for m, parent in gold.items()], {"parent_accuracy": _share})
    true, made = _threads(messages, gold), _threads(messages, found)
    groups: dict[str, list[str]] = defaultdict(list)
    for m in messages:
        groups[true[m.id]].append(made[m.id])
    grouped = with_intervals(sorted(groups.items()), {"v_measure": v_measure})
    return {
        "parent_accuracy": right["parent_accuracy"],
        "v_measure": grouped["v_measure"],
        "low": right["low"] | grouped["low"],
        "high": right["high"] | grouped["high"],
    }


def _share(rows: Sequence[bool]) -> float:
    return sum(rows) / max(len(rows), 1)


def _threads(messages: Sequence[Message], parents: Parents) -> dict[str, str]:
    links = [Edge(child, parent, "references", 1.0) for child, parent in parents.items()]
    return thread_ids(map(facts_of_time, messages), links, KEY)


def facts_of_time(m: Message) -> ThreadFacts:
    """A message as the making of threads looks at it."""
    return ThreadFacts(m.id, m.us, "", "", (), "", False, "", frozenset())


def v_measure(threads: Sequence[tuple[str, Sequence[str]]]) -> float:
    """Harmonic mean of homogeneity and completeness (Rosenberg & Hirschberg 2007).

    Each row is a true thread with the found thread of each of its messages; one that is there twice weighs twice.
    """
    pairs = Counter((true, found) for true, row in threads for found in row)
    n = sum(pairs.values())
    if not n:
        return 0.0
    true: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for (thread, found), k in pairs.items():
        true[thread] += k
        made[found] += k
    of_true = -sum(k / n * log(k / n) for k in true.values())
    of_made = -sum(k / n * log(k / n) for k in made.values())
    true_given = -sum(k / n * log(k / made[found]) for (_, found), k in pairs.items())
    made_given = -sum(k / n * log(k / true[thread]) for (thread, _), k in pairs.items())
    homogeneity = 1 - true_given / of_true if of_true else 1.0
    completeness = 1 - made_given / of_made if of_made else 1.0
    return 2 * homogeneity * completeness / (homogeneity + completeness) if homogeneity + completeness else 0.0
