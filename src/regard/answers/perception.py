"""The perception gap: how one seller rates their own relationships, beside how the buyers act and what they said when asked.

Nothing here is told to anybody but that seller, and nothing of it moves an estimate. Reads rating, stated (records), interaction, person,
and the standings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from regard.answers.actions import whom
from regard.answers.seller import Seller
from regard.answers.view import View
from regard.errors import AmbiguousReference, SourceError, UnknownReference, UsageError
from regard.identity.normalize import is_role_address
from regard.model import DAY, FACTORS
from regard.parse.address import normalise
from regard.parse.crm_values import Unread, date_order, moment, moment_us
from regard.results import Estimate
from regard.results.perception import Perceived, Stated
from regard.sources.csv_table import form, rows
from regard.store import ledger
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso_day

YEAR = 365 * DAY
WORDS = {"none": 10.0, "low": 25.0, "fair": 50.0, "good": 75.0, "high": 90.0}
"""What may be said instead of a number."""
SAID_OF = (*FACTORS, "overall")
HOW = ("survey", "loss interview", "review", "other")
_MINE = """SELECT buyer FROM interaction WHERE seller = ? AND us > ? AND us <= ? AND known_us <= ? AND NOT automated
    GROUP BY buyer HAVING max(outbound OR kind <> 'mail') AND max(NOT outbound OR kind <> 'mail')"""
_COLUMNS: dict[str, tuple[str, ...]] = {
    "who": (
        "email",
        "e-mail",
        "email address",
        "address",
        "contact email",
        "contact",
        "respondent",
        "person",
        "name",
        "contact name",
    ),
    "date": ("date", "answered", "submitted", "response date", "date submitted", "interview date", "created date", "end date"),
    "how": ("how", "type", "kind", "source", "survey type"),
    "overall": ("score", "overall", "rating", "overall score", "satisfaction"),
    "trust": ("trust",),
    "value": ("value",),
    "rapport": ("rapport",),
    "words": ("words", "comment", "comments", "reason", "feedback", "answer", "notes", "verbatim"),
}


def rate(text: str) -> float | None:
    """A rating as said: 0 to 100, or none, low, fair, good, high; “” takes it back. Raises UsageError for anything else."""
    said = text.strip().lower()
    if not said:
        return None
    if said in WORDS:
        return WORDS[said]
    return _number(said, 100.0)


def _number(text: str, scale: float) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 <= number <= scale:
        raise UsageError(f"“{text}” is no rating: say 0 to {scale:g}" + (f", or {', '.join(WORDS)}." if scale == 100 else "."))
    return round(number / scale * 100, 2)


def perceived(view: View, records: Records, who: Seller) -> list[Perceived]:
    """The relationships of one seller: those they had contact with, both ways, within a year, and those they rated; by name."""
    given = [r for r in ledger.read(records, "rating", view.as_of_us) if r.by == who.address]
    people = {h: w for h, w in whom(view.live, {r.buyer_h for r in given}).items() if not w.objected}
    mine = (
        {r[0] for r in view.live.rows(_MINE, who.person, view.as_of_us - YEAR, view.as_of_us, view.as_of_us)}
        if who.person
        else set()
    )
    ids = sorted(mine | {w.person for w in people.values()})
    sql = "SELECT id, name, address, company, company_id FROM person WHERE side = 'them' AND NOT objected AND id IN ({})"
    known = [r for r in view.live.rows_in(sql, ids) if r[0] not in mine or not is_role_address(r[2])]
    rated: dict[str, dict[str, tuple[float | None, int]]] = defaultdict(dict)
    for r in given:
        if r.buyer_h in people:
            rated[people[r.buyer_h].person][r.factor] = (r.score, r.us)
    said = stated(view, records, [r[0] for r in known])
    standings = view.standings([r[0] for r in known])
    found = []
    for person, name, address, company, company_id in known:
        at = standings.pair(person, who.person) if who.person else standings.of(person)
        of: dict[str, float | None] = {f: rated[person].get(f, (None, 0))[0] for f in FACTORS}
        last = max((us for score, us in rated[person].values() if score is not None), default=None)
        found.append(
            Perceived(
                person, name or address, company, company_id, of, iso_day(last - 1 if last else None), {str(f): at[f] for f in FACTORS},
                {str(f): gap(of[f], at[f]) for f in FACTORS}, tuple(said.get(person, ())),
            )
        )  # fmt: skip
    return sorted(found, key=lambda p: (p.name.casefold(), p.person))


def gap(rated: float | None, shown: Estimate) -> str:
    """Where a rating lies to what the buyer shows: its 80 % interval is what they show."""
    if rated is None:
        return ""
    if not shown.known:
        return "unknown"
    return "above" if rated > shown.high else "below" if rated < shown.low else "within"


def stated(view: View, records: Records, people: Sequence[str]) -> dict[str, list[Stated]]:
    """Person -> what they said when asked, the newest first."""
    handles = dict(view.live.rows_in("SELECT id, person FROM handle WHERE person IN ({})", list(people)))
    found: dict[str, list[Stated]] = defaultdict(list)
    for r in reversed(ledger.read(records, "stated", view.as_of_us)):
        if r.buyer_h in handles:
            found[handles[r.buyer_h]].append(Stated(iso_day(r.us), r.how, r.factor, r.score, r.words))
    return {person: sorted(of, key=lambda s: s.date or "", reverse=True) for person, of in found.items()}


# ------------------------------------------------------------------------------------------------------------- import

Said = tuple[str, int, str, str, float | None, str]
"""Handle, moment, how, factor, score, words."""


def read_stated(file: Path, view: View, scale: float) -> tuple[list[tuple[int, list[Said]]], list[dict[str, Any]], int]:
    """(each row that says something, with its number; each row with what becomes of it, the first fifty; how many rows) of a CSV.

    A row that cannot be used has `set_aside` with the reason. Raises SourceError where the file is no table with a person and an answer.
    """
    try:
        with file.open("rb") as stream:
            how = form(stream)
            table = list(rows(stream, how)) if how else []
    except OSError as error:
        raise SourceError(f"{file} cannot be read ({error.strerror}). Name a CSV file.") from error
    header = [h.strip().casefold() for h in how.header] if how else []
    at = {name: next((header.index(c) for c in of if c in header), None) for name, of in _COLUMNS.items()}
    if at["who"] is None or all(at[name] is None for name in (*SAID_OF, "words")):
        raise SourceError(
            f"{file} holds no answers of buyers: it needs a column with their address (email) and one with what they said "
            f"({', '.join((*SAID_OF, 'comment'))})."
        )
    order = next((o for r in table if (o := date_order(_cell(r.cells, at["date"])))), "")
    told: list[tuple[int, list[Said]]] = []
    shown: list[dict[str, Any]] = []
    for row in table:
        cells = {name: _cell(row.cells, place) for name, place in at.items()}
        said, why = _row(cells, view, order, scale)
        if said:
            told.append((row.n, said))
        shown.append({"row": row.n, "who": cells["who"], "said": "; ".join(_told(s) for s in said), "set_aside": why})
    return told, shown, len(table)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _told(said: Said) -> str:
    _, us, how, factor, score, words = said
    return f"{how} of {iso_day(us)}: {factor}{'' if score is None else f' {score:g}'}{f' “{words[:60]}”' if words else ''}"


def _row(cells: Mapping[str, str], view: View, order: str, scale: float) -> tuple[list[Said], str]:
    try:
        handle = buyer_handle(view.live, cells["who"])
    except UnknownReference:
        return [], "nobody in the book goes by that"
    except AmbiguousReference:
        return [], "several go by that name"
    except UsageError:
        return [], "asked not to be modelled"
    try:
        us = moment_us(moment(cells["date"], order)) if cells["date"] else None  # type: ignore[arg-type]
    except Unread as error:
        return [], f"date {error.why}"
    if us is None:
        return [], "no date"
    if us > view.as_of_us:
        return [], "date in the future"
    how = _how(cells["how"])
    words = " ".join(cells["words"].split())[:4_000]
    said: list[Said] = []
    for factor in SAID_OF:
        if cells[factor]:
            try:
                said.append((handle, us, how, factor, _number(cells[factor], scale), ""))
            except UsageError:
                return [], f"{factor} is not between 0 and {scale:g}"
    if words:
        said.append((handle, us, how, "overall", None, words))
    return (said, "") if said else ([], "says nothing")


def _how(text: str) -> str:
    low = text.casefold()
    return (
        "loss interview" if "loss" in low or "lost" in low else next((h for h in HOW if h in low), "other" if low else "survey")
    )


def buyer_handle(live: Live, ref: str) -> str:
    """The handle of a buyer by address, or by a name that only one has. Raises UsageError where they asked not to be modelled."""
    address = normalise(ref) if "@" in ref else None
    sql = "SELECT h.id, s.objected, s.name, h.address FROM handle h JOIN person s ON s.id = h.person WHERE s.side = 'them' AND "
    found = (
        live.rows(f"{sql} h.address = ?", address)
        if address
        else live.rows(f"{sql} lower(s.name) = lower(?) AND h.address = s.address", ref)
    )
    if not found or not ref.strip():
        raise UnknownReference(f"No buyer in this book goes by “{ref}”. List who is there: regard people")
    if len(found) > 1:
        raise AmbiguousReference(ref, [f"{r[2]} <{r[3]}>" for r in found])
    if found[0][1]:
        raise UsageError(f"“{ref}” asked not to be modelled: nothing is rated or kept of what they think.")
    return str(found[0][0])


def reasons(shown: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Why rows were set aside, with how many of each."""
    counts = Counter(r["set_aside"] for r in shown if r["set_aside"])
    return [{"reason": reason, "count": n} for reason, n in counts.most_common()]
