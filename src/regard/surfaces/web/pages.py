"""The pages that read: people, person, why, accounts, account, sources, search, message. One function is one page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from regard.deals.asked import became
from regard.deals.risks import first
from regard.deals.roles import ROLES
from regard.errors import UsageError
from regard.model import FACTORS
from regard.results import Contribution, TimelineEntry
from regard.surfaces.reasons import Line, lines, whole
from regard.surfaces.web import boards, listing, proof, reading, strips
from regard.surfaces.web.beginning import beginning
from regard.surfaces.web.committees import committee_map, parts
from regard.surfaces.web.guard import host_name, is_ours
from regard.surfaces.web.looking import looking
from regard.surfaces.web.picture import by_silence, picture
from regard.surfaces.web.render import Linker, asked_date, page, segment
from regard.surfaces.web.ribbons import Pin, ribbon
from regard.surfaces.web.shelves import shelves
from regard.surfaces.web.words import last_day

if TYPE_CHECKING:
    from regard.book import Book

TABLES = frozenset({".csv", ".tsv", ".tab", ".txt"})
router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

TIMELINE, ACCOUNT_TIMELINE = 50, 30
"""Interactions on one page of a timeline."""
GRID = 400
"""So many of their people stand in the grid of who knows whom, those with most mail; the list below has everyone."""
SAID = {"role": "part", "pin": "pinned:", "seat": "to be met:", "link": "about this deal:", "snooze": "put off until",
        "same": "one deal with that:",
        "found": "a deal:", "amount": "worth", "outcome": "it is"}  # fmt: skip
"""How a page says what a judgement on a deal is about."""
PAIRS = 10
"""Pairs on one page of who is who."""
SUM_PAGE = 250
"""Summands on one page of a sum by date."""
WITHIN = 50
"""Of a kind of small events so many unfold on the page of the sum, the newest; all are in the sum by date."""
FOUND, FOUND_NOW = 60, 5
"""Messages shown of a search, and while its words are still being typed."""
WORDY = re.compile(r"[^\W_]")


def book_of(request: Request) -> Book:
    """The book this app serves."""
    book: Book = request.app.state.book
    return book


@router.get("/")
@router.get("/people")
def people(request: Request) -> HTMLResponse:
    """Every buyer: the picture, who needs you, the list; or, if asked, the contacts left out as personal."""
    book, as_of, asked = book_of(request), asked_date(request), request.query_params
    personal = asked.get("personal") == "1"
    status = book.status(as_of=as_of)
    me = looking(request)
    mine = "1" if me and not personal and asked.get("mine") == "1" else ""
    rows = list(book.people(as_of=as_of, personal=personal, mine=bool(mine), looking=me))
    link = Linker(as_of)
    needed = sorted((row for row in rows if listing.needs(row)), key=lambda row: -row.need)
    text, show, sort = (
        asked.get("q", ""),
        asked.get("show", "all" if personal or asked.get("q") else "touch"),
        asked.get("sort", "need"),
    )
    found = listing.select(rows, text, show, sort)
    drawn = [row for row in rows if not row.slight] or rows
    narrowed = personal or bool(text) or show != "touch" or sort != "need" or number_of(asked.get("page")) > 1
    start = beginning(book, as_of, status, rows, needed) if rows and not (narrowed or mine) else None
    return page(
        request, "people.html", seen=status.as_of, start=start,
        status=status, rows=rows, needed=needed, personal=personal, narrowed=narrowed, me=me, mine=mine,
        silence=by_silence(rows), placeable=any(row.trust.known or row.value.known for row in rows),
        usual="all" if personal or text else "touch",
        figures={code: sum(map(test, rows)) for code, (_, test) in listing.SHOW.items()},
        picture=picture(drawn, link.person, frozenset(row.id for row in needed[:12]), status.as_of) if rows and not narrowed else "",
        found=listing.page_of(found, number_of(asked.get("page"))),
        text=text, show=show, sort=sort, shows=listing.SHOW, sorts=listing.SORTS,
    )  # fmt: skip


@router.get("/people/{ref:path}/why")
def why(request: Request, ref: str) -> HTMLResponse:
    """The exact sum behind one estimate of one buyer: the strongest events and kinds of small ones, or, by date, every event."""
    book, as_of, asked = book_of(request), asked_date(request), request.query_params
    factor, seller = asked.get("of", "trust"), asked.get("seller") or None
    if factor not in FACTORS:
        raise UsageError(f"“{factor}” is not an estimate. There are three: {', '.join(FACTORS)}.")
    result = book.why(ref, of=factor, seller=seller, as_of=as_of)
    person = book.person(result.person, as_of=as_of, timeline=0)
    order = "date" if asked.get("by") == "date" else "size"
    told = whole(result.contributions) if order == "size" else []
    summands = [] if told else sorted(result.contributions, key=_newest)
    first = (max(number_of(asked.get("page")), 1) - 1) * SUM_PAGE
    return page(
        request, "why.html", seen=person.as_of,
        why=result, person=person, factor=factor, seller=seller, order=order,
        lines=told, within=WITHIN,
        shown=summands[first : first + SUM_PAGE], first=first, step=SUM_PAGE, total=len(result.contributions),
        moved=sum(c.contribution for c in result.contributions),
        most=max((abs(amount) for amount in ([t.amount for t in told] or [c.contribution for c in summands])), default=1.0) or 1.0,
    )  # fmt: skip


@router.get("/people/{ref:path}")
def person(request: Request, ref: str) -> HTMLResponse:
    """One buyer: where you stand, why, what now, and everything that passed between you."""
    book, as_of, asked = book_of(request), asked_date(request), request.query_params
    start = (max(number_of(asked.get("page")), 1) - 1) * TIMELINE
    whole = book.person(ref, as_of=as_of, timeline=TIMELINE, offset=start)
    sums = whole.sums
    link = Linker(as_of)
    reasons = {f: lines(s.contributions) for f, s in sums.items()}
    drawn = {f: ribbon(whole.history, f, _pins(link, reasons[f])) for f in sums}
    return page(
        request, "person.html", seen=whole.as_of, maybe=book.maybe_same(whole.id),
        person=whole, sums=sums, reasons=reasons, ribbons=drawn, start=start, step=TIMELINE,
        waiting=waiting(whole.timeline) if not start else [], me=looking(request), once=token_urlsafe(12),
        actions=[a for a in book.actions(person=whole.id, looking=looking(request), proposals=False, as_of=as_of)
                 if a.state in {"open", "noticed"}],
    )  # fmt: skip


STANDING = (("due this week", "due"), ("overdue", "overdue"), ("broken", "broken"), ("open", "open"))
SETTLED = (("kept", ("kept", "kept late")), ("not known, or released", ("unknown", "released")))


@router.get("/promises")
def promises(request: Request) -> HTMLResponse:
    """What each side promised: due this week, overdue, broken, open; what was settled is folded."""
    book, as_of = book_of(request), asked_date(request)
    status = book.status(as_of=as_of)
    me = looking(request)
    mine = "1" if me and request.query_params.get("mine") == "1" else ""
    rows = list(book.promises(as_of=as_of, mine=bool(mine), looking=me))
    by_side = {side: [row for row in rows if row.side == side] for side in ("us", "them")}
    return page(
        request, "promises.html", seen=status.as_of, status=status, me=me, mine=mine, total=len(rows),
        unread=book.promises_unread(as_of=as_of),
        standing={s: [(name, [r for r in of if r.state == state]) for name, state in STANDING] for s, of in by_side.items()},
        settled={s: [(name, [r for r in of if r.state in states]) for name, states in SETTLED] for s, of in by_side.items()},
    )  # fmt: skip


@router.get("/accounts")
def accounts(request: Request) -> HTMLResponse:
    """Every company, read from its people; suppliers on a list of their own."""
    book, as_of = book_of(request), asked_date(request)
    status = book.status(as_of=as_of)
    asked = request.query_params.get("side")
    side = asked if asked in ("supplier", "neither") else ""
    found = book.accounts(as_of=as_of, side=side)
    out = {s: len(found) if s == side else len(book.accounts(as_of=as_of, side=s)) for s in ("supplier", "neither")}
    doubts = [row for row in found if row.doubt]
    rows = sorted(found, key=lambda row: (-row.need, -row.messages, row.name.casefold()))
    shown = listing.page_of(rows, number_of(request.query_params.get("page")))
    return page(request, "accounts.html", seen=status.as_of, status=status, shown=shown, side=side, out=out, doubts=doubts)


@router.get("/accounts/{ref:path}")
def account(request: Request, ref: str) -> HTMLResponse:
    """One company: who of ours knows whom of theirs, whom nobody knows, mail by week, money, everything that passed."""
    start = (max(number_of(request.query_params.get("page")), 1) - 1) * ACCOUNT_TIMELINE
    result = book_of(request).account(ref, as_of=asked_date(request), timeline=ACCOUNT_TIMELINE, offset=start)
    cells = {(cell.us, cell.them): cell for cell in result.cells}
    met = {ours.id: sum((ours.id, theirs.id) in cells for theirs in result.people) for ours in result.ours}
    called = Counter((p.name or p.address).casefold() for p in result.people)
    return page(
        request, "account.html", seen=result.as_of, namesakes={p.id for p in result.people if called[(p.name or p.address).casefold()] > 1},
        account=result, cells=cells, met=met, weekly=strips.weekly(result.weeks),
        known=sum(map(listing.known, result.people)), start=start, step=ACCOUNT_TIMELINE,
        needing=sorted(filter(listing.needs, result.people), key=lambda p: -p.need),
        shown=listing.page_of(result.people, number_of(request.query_params.get("people"))),
        grid=sorted(result.people, key=lambda p: (-p.messages, p.name, p.id))[:GRID],
    )  # fmt: skip


@router.get("/deals")
def deals(request: Request) -> HTMLResponse:
    """Open deals: the picture by close date and standing, the list with coverage, risks and next step."""
    book, as_of = book_of(request), asked_date(request)
    status = book.status(as_of=as_of)
    rows = list(book.deals(as_of=as_of))
    link = Linker(as_of)
    return page(
        request, "deals.html", seen=status.as_of, status=status,
        rows=rows, shown=listing.page_of(rows, number_of(request.query_params.get("page"))),
        picture=boards.bubbles(rows, lambda ref: link(f"/deals/{segment(ref)}"), status.as_of),
        high=sum(any(r.level == "high" for r in row.risks) for row in rows), today=last_day(status.as_of).isoformat(),
        thin=sum(not row.roles.filled for row in rows), nostep=sum(row.next_step is None for row in rows),
        money=book.money(as_of=as_of) if rows else None, whole=request.query_params.get("money") == "all",
    )  # fmt: skip


@router.get("/risks")
def risks(request: Request) -> HTMLResponse:
    """What is at risk over all open deals, the higher level first; with what is less pressing, or of one kind, if asked."""
    book, as_of, kind = book_of(request), asked_date(request), request.query_params.get("kind", "")
    status, whole = book.status(as_of=as_of), request.query_params.get("all") == "yes"
    every = list(book.risks(as_of=as_of))
    rows = [r for r in every if r.told or whole or kind]
    counts = Counter(r.kind for r in rows)
    wanted = [r for r in rows if not kind or r.kind == kind]
    return page(
        request, "risks.html", seen=status.as_of, status=status, rows=rows, kind=kind,
        shown=listing.page_of(wanted, number_of(request.query_params.get("page"))),
        kinds=sorted(counts.items(), key=lambda k: (-k[1], k[0])), deals=len(book.deals(as_of=as_of)),
        levels={level: sum(r.level == level for r in rows) for level in ("high", "medium", "low")},
        touched=len({r.deal for r in rows if r.deal}), beside=sum(not r.deal for r in rows),
        behind=len(every) - sum(r.told for r in every), all=whole,
        snoozed=list(book.risks(as_of=as_of, snoozed=True)),
    )  # fmt: skip


@router.get("/deals/proposed")
def proposed(request: Request) -> HTMLResponse:
    """Deals that the mail speaks for and no CRM tells of, to be confirmed or rejected."""
    book, as_of = book_of(request), asked_date(request)
    status = book.status(as_of=as_of)
    return page(request, "proposed.html", seen=status.as_of, status=status, rows=list(book.proposed_deals(as_of=as_of)))


@router.get("/deals/{ref:path}")
def deal(request: Request, ref: str) -> HTMLResponse:
    """One deal: what is at risk and why, who decides, what passed."""
    as_of = asked_date(request)
    found = book_of(request).deal(ref, as_of=as_of)
    link, top = Linker(as_of), first(found.risks)
    return page(
        request, "deal.html", seen=found.as_of, deal=found, first=top, rest=[r for r in found.risks if r not in top],
        map=committee_map(found, link.person, moves=True), committee=parts(found), ROLES=ROLES, SAID=SAID, became=became,
    )  # fmt: skip


@router.get("/sources")
def sources(request: Request) -> HTMLResponse:
    """Where the book's knowledge comes from, what was set aside, what is left out."""
    book = book_of(request)
    status = book.status(as_of=asked_date(request))
    bounds = strips.span(status.sources)
    return page(
        request, "sources.html", seen=status.as_of,
        status=status, on=shelves(status.sources), bounds=bounds, strips={s.id: strips.coverage(s, bounds) for s in status.sources},
        exclusions=list(book.exclusions()), last_covered=last_day(bounds[1].isoformat()) if bounds else None,
    )  # fmt: skip


@router.get("/sources/crm")
def import_preview(request: Request) -> HTMLResponse:
    """How a CSV file of a CRM would be read, and a form that says otherwise. Without a file, which ones the book reads."""
    file = request.query_params.get("file", "").strip()
    book = book_of(request)
    found = book.crm_preview(may_read(request, file)) if file else None
    return page(request, "crm.html", file=file, found=found, files=[] if file else book.crm_files())


def may_read(request: Request, file: str) -> str:
    """The file, if a page may show what is in it: one that the book reads, or a CSV file named by a browser on this machine.

    Raises UsageError for any other: the app may be served to others, who are not to read this machine's files.
    """
    book = book_of(request)
    sources = [Path(s.path).resolve() for s in book.status().sources if s.kind == "crm"]
    table = Path(file).suffix.lower() in TABLES
    if file in book.crm_files() or (table and any(Path(file).resolve().is_relative_to(source) for source in sources)):
        return file
    near = request.client is not None and is_ours(request.client.host, frozenset())
    if not near or not is_ours(host_name(request.headers.get("host", "")), frozenset()):
        raise UsageError("From another machine only files that the book reads can be looked at.")
    if not table:
        raise UsageError(f"“{file}” is no CSV file by its name: it should end in {', '.join(sorted(TABLES))}.")
    return file


@router.get("/callers")
def callers(request: Request) -> HTMLResponse:
    """Who wrote to us in person and has no answer of ours that is kept."""
    book, as_of = book_of(request), asked_date(request)
    rows = list(book.callers(as_of=as_of))
    shown = listing.page_of(rows, number_of(request.query_params.get("page")))
    return page(
        request, "callers.html", seen=book.status(as_of=as_of).as_of, status=book.status(as_of=as_of), shown=shown,
        asked=sum(r.asks for r in rows), unseen=sum(not r.seen for r in rows),
    )  # fmt: skip


@router.get("/dormant")
def dormant(request: Request) -> HTMLResponse:
    """Who went quiet by their own rhythm, and whom it is worth writing to; silences that something explains are folded."""
    book, as_of = book_of(request), asked_date(request)
    status = book.status(as_of=as_of)
    rows = list(book.dormant(as_of=as_of))
    groups = [(title, says, [r for r in rows if r.kind in kinds]) for title, says, kinds in QUIET]
    return page(request, "dormant.html", seen=status.as_of, status=status, total=len(rows), groups=groups)


QUIET = (
    ("Worth writing to", "", ("quiet", "moved", "ended")),
    ("Away", "An out-of-office note explains it.", ("away",)),
    ("Said that they leave", "Ask who takes over; nothing shows where they are now.", ("left",)),
    ("Perhaps at another address", "Who is who shows the pair; nothing is joined until you say.", ("elsewhere",)),
    ("Not seen", "No mailbox that the book reads would show it if they wrote.", ("not_seen",)),
)
"""Groups of the page: title, a sentence, and the kinds of silence in it."""


@router.get("/check")
def check(request: Request) -> HTMLResponse:
    """Is it true? What the last check told, and the ones before it."""
    book, as_of = book_of(request), asked_date(request)
    past = book.checks(as_of=as_of)
    last = past[0] if past else None
    drawn = {
        t["name"]: {"reliability": proof.reliability(t["reliability"], t["question"]), "gains": proof.gains(t)}
        for t in (last["targets"] if last else ())
        if t["rows"]
    }
    kept = proof.reliability(last["kept"]["reliability"], "Predictions on record.") if last and last["kept"] else ""
    going = request.app.state.checking.progress
    return page(
        request,
        "check.html",
        check=last,
        past=past,
        drawn=drawn,
        record=kept,
        names=proof.NAMES,
        plain=proof.plain,
        going=going,
    )


@router.get("/who")
def who(request: Request) -> HTMLResponse:
    """Who is who: pairs that may be the same, side by side, and what was judged lately."""
    book, asked = book_of(request), request.query_params
    ref = asked.get("person") or None
    number = max(number_of(asked.get("page")), 1)
    found = book.who(ref, limit=PAIRS, offset=(number - 1) * PAIRS)
    named = book.person(ref, timeline=0) if ref else None
    return page(request, "who.html", who=found, ref=ref, person=named, number=number, step=PAIRS, start=(number - 1) * PAIRS)


@router.get("/search")
def search(request: Request) -> HTMLResponse:
    """People, companies and messages that hold the words asked for."""
    asked = request.query_params
    text, as_of, personal = asked.get("q", "").strip(), asked_date(request), asked.get("personal") == "1"
    found = (
        book_of(request).search(text, limit=FOUND, as_of=as_of, personal=personal, looking=looking(request))
        if WORDY.search(text)
        else None
    )
    seen = found.as_of if found else None
    return page(request, "search.html", seen=seen, text=text, found=found, personal=personal)


@router.get("/search/now")
def search_now(request: Request) -> HTMLResponse:
    """The first that fit what has been typed so far, as the list under the box (`find.js`); nothing where it holds no word."""
    text, as_of = request.query_params.get("q", "").strip(), asked_date(request)
    found = (
        book_of(request).search(text, limit=FOUND_NOW, as_of=as_of, looking=looking(request)) if WORDY.search(text) else None
    )
    return page(request, "search_now.html", seen=found.as_of if found else None, text=text, found=found)


@router.get("/messages/{message_id}")
def message(request: Request, message_id: str) -> HTMLResponse:
    """One message, always as text: who is on it, what was read in it, the thread around it."""
    words = request.query_params.get("q", "")
    result = book_of(request).message(message_id, as_of=asked_date(request), words=words, looking=looking(request))
    return page(
        request, "message.html", seen=result.as_of, message=result,
        zones=reading.zones(result, request.query_params),
        mattered=[r for r in result.readings if reading.matters(r)], lesser=[r for r in result.readings if not reading.matters(r)],
    )  # fmt: skip


def number_of(text: str | None) -> int:
    """A page number out of an address; 1 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1


def waiting(timeline: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """What we asked and is still open, newest first; what they asked is told by the page itself."""
    return [e for e in timeline if e.result == "still open" and e.direction == "us" and not e.automated][:6]


def after(path: str, done: str, as_of: str | None, fragment: str = "") -> RedirectResponse:
    """Go on to `path` after a change, which the page there then confirms."""
    asked = {"as_of": as_of, "done": done} if as_of else {"done": done}
    return RedirectResponse(f"{path}?{urlencode(asked)}{f'#{fragment}' if fragment else ''}", 303)


def _pins(link: Linker, reasons: Sequence[Line]) -> list[Pin]:
    single = [(n, line.event) for n, line in enumerate(reasons, 1) if line.count == 1]
    return [Pin(n, event, link.message(event.message_id, event.quote_start, event.quote_end)) for n, event in single]


def _newest(c: Contribution) -> tuple[tuple[int, ...], str]:
    return (tuple(-ord(x) for x in c.date or ""), c.message_id)
