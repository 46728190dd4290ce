"""What a deal's risks are held against: how long the book's deals live, who is gone, which competitors are known, what mailboxes show.

Reads coverage, message, body, handle, party and what `jobs` reads.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from regard.answers.jobs import left
from regard.answers.view import View
from regard.config import Settings
from regard.deals.case import Limits
from regard.deals.durations import Survival, survival, time_to
from regard.deals.forecast import ENDED
from regard.deals.records import Deal, Evidence, Touch
from regard.deals.signs import framed
from regard.evidence.language.sentences import plain
from regard.flow.stored_gists import framed_of
from regard.model import DAY
from regard.store.live import Live
from regard.time import iso, iso_day


def limits(view: View, settings: Settings) -> Limits:
    """The thresholds of risks in force (`risks.*`), and where standing is good and fair."""
    told = {k.removeprefix("risks."): settings[k] for k in settings.values if k.startswith("risks.")}
    return Limits(**told, good=view.bands.good, fair=view.bands.fair)


@dataclass(frozen=True, slots=True)
class Lives:
    """How long the book's deals lived, and stayed in each stage; `won_of` by the CRM's word for the kind of deal."""

    won: Survival
    won_of: Mapping[str, Survival]
    ended: Survival
    stays: Mapping[str, Sequence[float]]

    def such(self, deal: Deal, fewest: int) -> Survival:
        """How long it took to win deals of this one's kind; of any kind where fewer than `fewest` of its kind were won."""
        mine = self.won_of.get(deal.type)
        return mine if mine is not None and mine.ended >= fewest else self.won


def lives(deals: Sequence[Deal], as_of_us: int) -> Lives:
    """The book's own history at a moment. Deals closed before they were opened lived nobody knows how long, and are left out."""
    rows: list[tuple[str, float, bool, bool]] = []
    stays: dict[str, list[float]] = defaultdict(list)
    for deal in deals:
        over = deal.outcome in ENDED and deal.closed_us is not None
        days = (((deal.closed_us or 0) if over else as_of_us) - deal.opened_us) / DAY
        if days < 0 or deal.outcome == "unclear":
            continue
        rows.append((deal.type, days, over, deal.outcome == "won"))
        for a, b in pairwise(deal.moves):
            stays[a.stage].append((b.us - a.us) / DAY)
    kinds = {row[0] for row in rows}
    return Lives(
        time_to(row[1:] for row in rows),
        {kind: time_to(row[1:] for row in rows if row[0] == kind) for kind in kinds if kind},
        survival((days, over) for _, days, over, _ in rows),
        stays,
    )


def customers(deals: Iterable[Deal]) -> set[str]:
    """Ids of deals of an account that bought before them."""
    first: dict[str, int] = {}
    every = list(deals)
    for deal in every:
        if deal.outcome == "won" and deal.closed_us is not None and deal.account_id:
            first[deal.account_id] = min(first.get(deal.account_id, deal.closed_us), deal.closed_us)
    again = re.compile(r"renew|existing|expan|upsell|upgrade|extension|verläng|bestand", re.IGNORECASE)
    return {d.id for d in every if again.search(d.type) or first.get(d.account_id, d.opened_us) < d.opened_us}


def visible(view: View) -> dict[str, tuple[int, int]]:
    """From when and until when each colleague's mailbox shows what comes in."""
    sql = """SELECT h.person, min(c.start_us), max(c.end_us) FROM coverage c JOIN handle h ON h.id = c.owner_h WHERE c.inbound GROUP BY 1"""
    return {person: (start, min(end, view.as_of_us)) for person, start, end in view.live.rows(sql)}


COMPANIES = 2
"""A name that a buyer's words may or may not set beside ours is a competitor's from so many companies that say so on."""


def rivals(
    deals: Iterable[Deal],
    said: Iterable[Touch],
    known: Iterable[str],
    named: Collection[str],
    company: Mapping[str, str],
    common: Callable[[Collection[str]], Collection[str]],
) -> tuple[str, ...]:
    """Names of competitors: as set, as the CRM has them for any deal, and as buyers set them beside us.

    `known` are names of anything else; `company` is where each person works; `common` says which of some names are mere words.
    """
    told = {name.strip() for deal in deals for name in re.split(r"[;,]", deal.competitor) if len(name.strip()) > 2}
    elsewhere = {part for name in known for part in plain(name).split()}
    by: dict[str, set[str]] = defaultdict(set)
    for touch in said:
        for name, sure in framed(touch, elsewhere):
            by[name] |= {"", "sure"} if sure else {company.get(touch.writer, "")}
    heard = {name for name, where in by.items() if len(where) >= COMPANIES}
    return tuple(sorted({*named, *told, *(heard - set(common(heard)))}))


def framing(live: Live, said: Mapping[str, Touch]) -> Iterator[Touch]:
    """Those of some mails (by id) that may set a firm beside ours, with the sentences that may. Names are not learned from calls: there
    everything that begins a sentence has a capital, by whoever wrote it down.
    """
    for ident, sentences in framed_of(live, [t.id for t in said.values() if not t.by_us and t.kind == "mail"]):
        yield replace(said[ident], sentences=sentences)


def common(live: Live, said: Collection[str], names: Collection[str]) -> set[str]:
    """Those of some names that are written small in those of some mails (ids) whose own words hold them: they merely began a sentence."""
    found = set()
    for name in names:
        small = re.compile(rf"\b{re.escape(name.lower())}\b")
        near = [ident for ident in with_any(live, (name,)) if ident in said]
        for start in range(0, len(near), 200):
            rows = live.rows_in(_TEXTS, near[start : start + 200])
            if any(small.search(text) for (text,) in rows):
                found.add(name)
                break
    return found


def with_any(live: Live, names: Iterable[str], since_us: int = 0) -> Iterator[str]:
    """Messages since a moment whose own words hold one of some names, whatever its capitals and accents, by the text index."""
    for name in names:
        if any(c.isalnum() for c in name):
            asked = 'own : "' + name.replace('"', '""') + '"'
            yield from (row[0] for row in live.rows(_HOLDING, asked, since_us))


_TEXTS = "SELECT b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
_HOLDING = (
    "SELECT m.id FROM words w JOIN message m ON m.n = w.rowid WHERE w.words MATCH ? AND m.us >= ? ORDER BY m.us DESC, m.id"
)


def moved(view: View, deals: Iterable[Deal]) -> dict[str, dict[str, Evidence]]:
    """Deal -> who of its account was seen to work elsewhere since it was opened."""
    of_company: dict[str, list[dict[str, str]]] = {}
    found: dict[str, dict[str, Evidence]] = {}
    for deal in deals:
        if not deal.company_id:
            continue
        if deal.company_id not in of_company:
            of_company[deal.company_id] = left(view.live, deal.company_id, view.as_of_us)
        since = iso_day(deal.opened_us) or ""
        found[deal.id] = {
            row["person"]: Evidence(
                f"{row['name']} works at {row['company'] or 'another company'} now (last seen here {row['until']}).",
                person=row["person"],
            )
            for row in of_company[deal.company_id]
            if row["until"] and row["until"] >= since
        }
    return found


_RETURNED = """SELECT m.id, m.us, b.text FROM message m JOIN body b ON b.message = m.n
    WHERE m.automated = 'bounce' AND m.us BETWEEN {since} AND {as_of} AND m.known_us <= {as_of} ORDER BY m.us, m.id"""
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NOBODY = re.compile(
    r"\b5\d\d[ -]5\.1\.\d"
    r"|\b(?:user|recipient|mailbox|address|account)\b[^.]{0,40}\b(?:unknown|not found|does not exist|doesn't exist|disabled|inactive)"
    r"|\bno such (?:user|recipient|mailbox|address)|\bunknown (?:user|recipient|address)|\bno longer (?:accepts|exists|with|works)"
    r"|\b(?:unbekannt|existiert nicht)\b"
)


def returned(view: View, people: Collection[str], acts: Mapping[str, int], days: int) -> dict[str, Evidence]:
    """Person -> the notice of the last `days` that nobody is there. `acts`: when each did something last; whoever did since is there after
    all.

    A full or slow mailbox says nothing, and without words no notice is read.
    """
    if not view.text:
        return {}
    sql = _RETURNED.format(since=int(view.as_of_us - days * DAY), as_of=int(view.as_of_us))
    notices = []
    for message_id, us, text in view.live.rows(sql):
        match = _NOBODY.search(plain(text))
        if match:
            notices.append((message_id, us, text, match.span(), {a.casefold() for a in _ADDRESS.findall(text)}))
    addresses = sorted({a for *_, there in notices for a in there})
    who = dict(view.live.rows_in("SELECT address, person FROM handle WHERE address IN ({})", addresses))
    found: dict[str, Evidence] = {}
    for message_id, us, text, (start, end), there in notices:
        for person in sorted({who[a] for a in there if who.get(a) in people}):
            if acts.get(person, 0) <= us:
                quote = " ".join(text[start:end].split())
                found[person] = Evidence(
                    "Mail to them came back: nobody is there.", message_id, iso(us), quote, start, end, person
                )
    return found


def sizes(deals: Iterable[Deal]) -> Callable[[Deal], float]:
    """Where a deal's amount stands among the open deals of its currency, 0 to 1 (equals count half); .5 for one without an amount."""
    of: dict[str, list[Decimal]] = defaultdict(list)
    for deal in deals:
        if deal.outcome == "open" and (amount := _amount(deal)) is not None:
            of[deal.currency].append(amount)
    for amounts in of.values():
        amounts.sort()

    def size(deal: Deal) -> float:
        amount, among = _amount(deal), of.get(deal.currency, [])
        if amount is None or not among:
            return 0.5
        return (bisect_left(among, amount) + bisect_right(among, amount)) / (2 * len(among))

    return size


def _amount(deal: Deal) -> Decimal | None:
    try:
        found = Decimal(deal.amount)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None
