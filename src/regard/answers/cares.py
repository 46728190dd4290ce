"""Which of a buyer's topics are worth one line of few: what they care about, as a brief and a review tell it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

OFTEN = 5
WHOLE_SENTENCE = 5
PASSING = 45
"""Days after which a problem that was told of is no news any more."""
KINDS = ("goal", "deadline", "problem", "word")
"""In the order in which they are told, on every page alike; a deadline within `SOON` comes first. Questions stand by themselves."""
SOON = 7
_DEADLINE = re.compile(
    r"(?<!\boff )\bby\b|\b(?:before|deadline|no later than|due (?:on|by|date|in)|is due|are due|expires?|ends?|go(?:es)? live)\b"
    r"|\b(?:bis|spätestens|avant|d'ici|antes del?)\b|\b(?:must|ha(?:ve|s) to|muss|müssen|doit|doivent|devons|debe|deben|debemos)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:deadline|closing date|cut-?off(?: date)?|no later than)\b|\b\w*(?<!kündigungs)frist\b|\b(?:date limite|au plus tard|"
    r"fecha límite|a más tardar|spätestens)\b"
    r"|\b(?:he|she|er|il|elle|él|ella|(?:the|our|their) (?:board|management|director|panel|committee))"
    r" (?:must|has to|needs to|muss|doit|debe)\b",
    re.IGNORECASE,
)
"""A day that is one by which something must be, whoever's it is: it needs no “we” beside it."""
_PAST = re.compile(r"\b(?:was|were|had been|passed|missed|past|ago|already)\b", re.IGNORECASE)
"""A day told of as gone is no deadline ahead, whatever year it is read as."""
_NO_PROBLEM = re.compile(
    r"\b(?:to|will|would|can|could|must|should|may|not|we|they|i|you|and|then) issue\b"
    r"|\bissue (?:the|a|an|our|your|this|these|new|it)\b|"
    r"\b(?:no|any|if|without|not a) (?:\w+ )?(?:problems?|issues?|concerns?|trouble)\b|\b(?:discuss|suggest|propos\w+|agenda|solved|"
    r"resolved|fixed|reason i did|working from home|my (?:own )?(?:connection|computer|laptop|pc|phone|printer|mailbox|inbox|e-?mail"
    r"|internet|keyboard|car|flight|train|bus|password))\b",
    re.IGNORECASE,
)
"""Words beside which a problem is none, or one to talk about in general."""
_MOOD = re.compile(
    r"\W*(?:i|we)(?:['’]m|['’]re| am| are| was| were)(?: \w+){0,3} (?:disappointed|unhappy|frustrated|annoyed|upset|concerned|worried|happy"
    r"|surprised|angry|dissatisfied)\b\W*$",
    re.IGNORECASE,
)
"""How they feel, and nothing of what about: that they complained is told by itself."""
_THEIR_OWN = re.compile(r"\b(?:we|our|ours|us|my|i|wir|uns|unser\w*|ich|mein\w*|nous|notre|nos|je|mon|mes)\b", re.IGNORECASE)
_OPINION = re.compile(
    r"\b(?:i|we) (?:can |do |still |just )?(?:think|thought|guess|believe|suppose|bet|hear|heard|doubt)\b", re.IGNORECASE
)


_LEAVES = re.compile(
    r"\bmy (?:very )?last (?:working )?day\b|\bmy (?:notice|notice period|(?:employment )?contract with|time (?:at|with) [a-z]+ comes)\b"
    r"|\bi(?:['’]m|['’]ll| am| will| shall)?(?: also)?(?: be)? (?:leav(?:e|ing)(?! on (?:holiday|vacation|leave|my))"
    r"(?= (?:us|here|the (?:company|firm|business|group|house)|my (?:job|post|role|position)|on|at the end|in|by|as|after"
    r"|(?!(?:it|this|that|them|you|early|town|for)\b)[a-zà-ž]+ (?:on|by|at the end|after|in))\b| ?[.,;]|$)"
    r"|retir(?:e|ing)|resign(?:ing)?|stepping down|moving on|quitting)\b"
    r"|\bich (?:verlasse|gehe in (?:rente|pension|den ruhestand)|höre (?:hier |bei [a-z]+ )?auf|scheide)\b|\bmein letzter (?:arbeits)?tag\b"
    r"|\bje (?:quitte|pars (?:à|en) (?:la )?retraite|prends ma retraite|démissionne)\b|\bmon dernier jour\b"
    r"|\b(?:dejo (?:la|el|mi) (?:empresa|puesto)|me jubilo|renuncio|mi último día)\b",
    re.IGNORECASE,
)
"""The day on which they leave is theirs, and told as that they leave; nothing has to be done by it."""
_ASKED_BY = re.compile(
    r"\bplease\b|\bbefore (?:i|my)\b|\bwe (?:must|need|have to)\b|\bbitte\b|\bbevor\b|\bwir (?:müssen|brauchen)\b|\bavant (?:que|mon)\b"
    r"|\b(?:merci de|il nous faut)\b|\bantes de (?:que|mi|irme)\b|\bpor favor\b",
    re.IGNORECASE,
)
"""Unless something is asked for by then."""


def cares(topics: Iterable[Mapping[str, Any]], today: str) -> list[Mapping[str, Any]]:
    """Current topics that are worth a line, what belongs on top first; questions are left out. `today` is an ISO day."""
    here = (t for t in topics if t["kind"] in KINDS and t["current"] and worth_a_line(t, today))
    return sorted(here, key=lambda t: place(t["kind"], t["due"], t["date"], today))


def place(kind: str, due: str | None, date_: str | None, today: str) -> tuple[int, tuple[int, ...]]:
    """Where a topic stands among others: a day that is near, then goals, deadlines, problems, words; of one kind the latest said."""
    near = kind == "deadline" and bool(due) and days_between(today, str(due)) <= SOON
    return (-1 if near else KINDS.index(kind), tuple(-ord(c) for c in date_ or ""))


def matters(topics: Iterable[Mapping[str, Any]], today: str, asked: Collection[str]) -> tuple[dict[str, Any], ...]:
    """All topics of a page: what is worth a line now first (`told`), then the rest. A question is one only where it waits, or may:
    `asked` are the messages that do (`answers.waiting` alone decides).
    """
    rows = list(topics)
    first = cares(rows, today)
    rest = [t for t in rows if t not in first and (t["kind"] != "question" or t["message_id"] in asked)]
    return tuple([{**t, "told": True} for t in first] + [{**t, "told": t["kind"] == "question"} for t in rest])


def days_between(first: str, last: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def is_deadline(quote: str, due: str, today: str) -> bool:
    """Whether a sentence with a day still ahead (ISO) tells by when something of theirs has to be, and no view of the world."""
    if due < today or _PAST.search(quote) or _OPINION.search(quote):
        return False
    if _LEAVES.search(quote) and not _ASKED_BY.search(quote):
        return False
    return _NAMED.search(quote) is not None or (_DEADLINE.search(quote) is not None and _THEIR_OWN.search(quote) is not None)


def worth_a_line(topic: Mapping[str, Any], today: str) -> bool:
    """Whether a topic earns a line of so few: a matter of their own and no view of the world, a deadline still ahead that is called one, a
    word of many mails in a whole sentence.
    """
    if topic["kind"] == "deadline":
        return is_deadline(topic["quote"], topic["due"], today)
    if topic["kind"] != "word" and (not _THEIR_OWN.search(topic["quote"]) or _OPINION.search(topic["quote"])):
        return False
    if topic["kind"] == "problem":
        return (
            not (_NO_PROBLEM.search(topic["quote"]) or _MOOD.match(topic["quote"]))
            and days_between(topic["date"][:10], today) <= PASSING
        )
    return topic["kind"] != "word" or (topic["times"] >= OFTEN and len(topic["quote"].split()) >= WHOLE_SENTENCE)
