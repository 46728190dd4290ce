"""What do our own people write each other about an account whose deal is open: that it is gone?

Mail wholly among ourselves is shown nowhere and counts nowhere; of such a mail this sentence alone is told, on the deal, as our colleague's
(`deals.over`). Nothing of mail that is private, or in which somebody asks to keep something quiet. Of an account with several open deals it
is of those whose own words stand in the mail, else it may be of any of them, and is told so. Reads message, handle, person, party, body.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from regard.answers.confided import confided
from regard.deals.over import may_be_over, names_it, says_over
from regard.deals.records import Deal, Inside
from regard.evidence.language.confidences import in_confidence
from regard.evidence.language.sentences import plain
from regard.identity.affiliations import without_legal_form
from regard.identity.sensitive import is_private

if TYPE_CHECKING:
    from regard.answers.view import View

_WORD = re.compile(r"[^\W_]+")
SHORTEST = 4
"""Letters of a first word that may stand for the whole name ("Brandt" for "Brandt Feinkost GmbH")."""
_EVERYDAY = """
best dear kind warm good great first last next new blue green red black white general royal united national global international
smart open true central north south east west northern southern eastern western modern clear simple prime total super
deal order offer forecast pipeline customer account team news sales project contract update price quote meeting call
they them their there this that these those with from have here what when where your yours will just only more most some such than then
hallo liebe lieber beste viele gute guten mein meine ihre unser unsere alle alles eine einen einer nach ohne oder aber auch noch schon
bonjour bien avec pour dans tout tous cher chère nouvelle hola buenos buenas para como todo todos esta este
"""
_NO_NAME = frozenset(_EVERYDAY.split())
"""First words that everybody writes, and that stand for no account alone ("Best Foods")."""
_OURS = "SELECT name FROM person WHERE side = 'us' AND name IS NOT NULL"
_MAIL = """SELECT m.id, m.us, p.name, b.own, b.subject FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person p ON p.id = h.person AND p.side = 'us' JOIN body b ON b.message = m.n
    WHERE m.us > ? AND m.us <= ? AND m.known_us <= ? AND m.kind = 'mail' AND m.automated = '' AND m.basis = 'observed' {among}
    AND NOT EXISTS (SELECT 1 FROM party q JOIN handle g ON g.n = q.handle LEFT JOIN person r ON r.id = g.person
        WHERE q.message = m.n AND coalesce(r.side, '') <> 'us') ORDER BY m.us, m.id"""


def said_inside(
    view: View, deals: Sequence[Deal], since_us: int, among: Collection[int] | None = None
) -> dict[str, list[Inside]]:
    """Deal -> what our people wrote each other since that says it is gone, in order of time; none where no words are read. `among`: numbers
    of the only messages looked at, if given.
    """
    still = [d for d in deals if d.outcome == "open" and d.account and not d.found]
    called = names(still)
    if not view.text or not called:
        return {}
    at: dict[str, list[Deal]] = defaultdict(list)
    for deal in still:
        at[_account(deal)].append(deal)
    found: dict[str, list[Inside]] = defaultdict(list)
    ours = frozenset(word for (name,) in view.live.rows(_OURS) for word in plain(name).split())
    words = {account: frozenset(w for deal in of for w in plain(deal.name).split()) for account, of in at.items()}
    only = "" if among is None else f"AND m.n IN ({','.join(map(str, sorted(among)))})"
    for message, us, who, own, subject in view.live.rows(_MAIL.format(among=only), since_us, view.as_of_us, view.as_of_us):
        if not may_be_over(own or ""):
            continue
        low = plain(f"{subject} {own}")
        about = [account for account, of in called.items() if names_it(low, of)]
        if len(about) != 1 or is_private(own) or in_confidence(own):
            continue
        if (told := says_over(own, called[about[0]], ours | words[about[0]])) is not None:
            meant = _meant(low, at[about[0]])
            for deal in meant:
                found[deal.id].append(Inside(message, us, who, told[0], len(meant)))
    private = confided(view.live, [one.message_id for of in found.values() for one in of])
    return {deal: kept for deal, of in found.items() if (kept := [one for one in of if one.message_id not in private])}


def said_over(view: View, deals: Sequence[Deal], since_us: int) -> dict[str, Inside]:
    """Deal -> the last word of a colleague that it is over, of those deals of which it says so for sure, and no other."""
    return {deal: of[-1] for deal, of in said_inside(view, deals, since_us).items() if of[-1].of == 1}


def _account(deal: Deal) -> str:
    return deal.account_id or deal.account


def _meant(low: str, deals: Sequence[Deal]) -> Sequence[Deal]:
    """Which of an account's open deals a mail (plain) speaks of: those of whose name it has a word that no other has, else any of them."""
    if len(deals) == 1:
        return deals
    words = {d.id: {w for w in _WORD.findall(plain(d.name)) if len(w) >= SHORTEST} for d in deals}
    often = Counter(w for of in words.values() for w in of)
    account = set(_WORD.findall(plain(deals[0].account)))
    alone = {i: {w for w in of if often[w] == 1} - account for i, of in words.items()}
    said = set(_WORD.findall(low))
    return [d for d in deals if alone[d.id] & said] or deals


def names(deals: Sequence[Deal]) -> dict[str, frozenset[str]]:
    """Account -> its names, plain: whole, without its legal form, and the first word, where no other account begins so."""
    whole = {_account(deal): " ".join(plain(without_legal_form(deal.account)).split()) for deal in deals}
    firsts: dict[str, int] = defaultdict(int)
    for name in whole.values():
        firsts[name.split()[0] if name else ""] += 1
    found = {}
    for key, name in whole.items():
        if len(name) >= SHORTEST:
            first = name.split()[0]
            short = {first} if len(first) >= SHORTEST and firsts[first] == 1 and first not in _NO_NAME else set()
            found[key] = frozenset({name, *short})
    return found
