"""Which mails ask to keep something quiet only by a line that stands under most mails of their writer, or of their company?

"This message contains confidential information." under every mail of a house is the house's and no confidence of anybody. Such a line is
known by coming back word for word, below what is said: under most mails from an address of each of two people of one company (two
addresses of one person are one); or under most of one address (at least `LEAST`), where it speaks to nobody ("private and confidential",
not "please keep this between us": who writes that each time means it each time). What is asked beside such a line still counts. Reads
matter, message, body, handle, person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from regard.evidence.language.confidences import asked, in_confidence
from regard.store.live import Live

LEAST = 3
"""Mails under which a line stands, before it is a line of theirs."""
_SENT = """SELECT m.n, m.from_n, p.company_id FROM message m JOIN matter x ON x.message = m.n AND x.quiet JOIN handle h ON h.n = m.from_n
    JOIN person p ON p.id = h.person WHERE m.n IN ({})"""
_COLLEAGUES = "SELECT p.company_id, p.id, h.n FROM person p JOIN handle h ON h.person = p.id WHERE p.company_id IN ({})"
_COUNTED = """SELECT m.from_n, count(*), sum(x.quiet <> 0) FROM message m JOIN matter x ON x.message = m.n
    WHERE m.from_n IN ({}) GROUP BY m.from_n"""
_QUIET = """SELECT m.from_n, m.n, m.subject, b.own FROM message m JOIN matter x ON x.message = m.n AND x.quiet
    JOIN body b ON b.message = m.n WHERE m.from_n IN ({})"""
_SPEAKS = re.compile(
    r"(?i)\b(?:i|me|my|we|us|our|ours|you|your|yours?el(?:f|ves)|please|pls|ich|mir|mich|mein\w*|wir|uns|unser\w*|sie|du|dich|dir|dein\w*|euch|"
    r"ihnen|ihr\w*|bitte|je|moi|mon|nous|notre|nos|vous|votre|vos|tu|toi|merci|prière|veuillez|yo|mí|nosotros|nuestr[oa]s?|usted(?:es)?|tú|ti|"
    r"te|le|les|favor|ruego|pido)\b"
)
"""Somebody speaks to somebody. Forms of "you" that are also "they" or an article keep a line a wish: a quote less."""


def by_a_line_alone(live: Live, messages: Iterable[int]) -> frozenset[int]:
    """Those of some mails (by their number in the live store) whose only wish to keep something quiet is such a line."""
    sent = live.rows_in(_SENT, sorted(set(messages)))
    houses: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for company, person, handle in live.rows_in(_COLLEAGUES, sorted({c for _, _, c in sent if c})):
        houses[company].append((person, handle))
    handles = {h for _, h, _ in sent} | {h for of in houses.values() for _, h in of}
    counted = {h: total for h, total, quiet in live.rows_in(_COUNTED, sorted(handles)) if 2 * quiet > total}
    if not counted:
        return frozenset()
    said: dict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for handle, n, subject, own in live.rows_in(_QUIET, sorted(handles)):
        said[handle][n] = () if in_confidence(subject) else tuple(_lines(own))
    usual = {h: _usual(said[h].values(), counted[h]) for h in counted}
    known = {company: _of_house((person, usual[h]) for person, h in of if h in usual) for company, of in houses.items()}
    found = set()
    for n, handle, company in sent:
        lines = said[handle].get(n, ())
        theirs = known.get(company, frozenset()) | _alone(usual.get(handle, {}))
        if lines and theirs.issuperset(lines):
            found.add(n)
    return frozenset(found)


def _lines(own: str) -> Iterator[str]:
    """The wishes of a mail, each as one line; one that opens the mail as "", which is no line below anything."""
    opens = len(own) - len(own.lstrip())
    for start, end in asked(own):
        yield " ".join(own[start:end].casefold().split()) if start > opens else ""


def _usual(mails: Iterable[Sequence[str]], of: int) -> Mapping[str, int]:
    """Line -> under how many mails of an address it stands, of those that stand under most of all `of`."""
    found = Counter(line for lines in mails for line in set(lines) if line)
    return {line: n for line, n in found.items() if n > 1 and 2 * n > of}


def _of_house(usual: Iterable[tuple[str, Mapping[str, int]]]) -> frozenset[str]:
    """The lines that two people of a company write under most mails from an address of theirs, of (person, lines) of each address."""
    found = Counter(line for _, line in {(person, line) for person, lines in usual for line in lines})
    return frozenset(line for line, people in found.items() if people > 1)


def _alone(usual: Mapping[str, int]) -> frozenset[str]:
    return frozenset(line for line, n in usual.items() if n >= LEAST and not _SPEAKS.search(line))
