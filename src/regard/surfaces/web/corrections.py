"""What a reader may change, as forms: who is whom, what is left out, who is not to be modelled, who is to be forgotten."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from regard.errors import UsageError
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.pages import after, book_of, may_read
from regard.surfaces.web.render import segment

router = APIRouter(include_in_schema=False, dependencies=[FromOurForm])

Text = Annotated[str, Form()]
Shown = Annotated[list[str] | None, Form()]
"""The addresses that the page showed as somebody's."""


@router.post("/people/{ref}/same")
def same(request: Request, ref: str, other: Text = "", reason: Text = "", as_of: Text = "") -> RedirectResponse:
    """Say that this person and another are one."""
    book_of(request).same(ref, _named(other, "the other person"), reason=reason.strip())
    return after(f"/people/{segment(ref)}", "same", as_of)


@router.post("/people/{ref}/different")
def different(
    request: Request, ref: str, *, one: Text = "", other: Text = "", reason: Text = "", as_of: Text = ""
) -> RedirectResponse:
    """Say that two addresses held to be this person are two people."""
    book_of(request).different(_named(one, "the first address"), _named(other, "the second address"), reason=reason.strip())
    return after(f"/people/{segment(ref)}", "different", as_of)


@router.post("/check")
def check(request: Request, as_of: Text = "") -> RedirectResponse:
    """Start a check of whether the numbers are true on this book; the page tells how it goes and, in the end, what was found."""
    request.app.state.checking.start(as_of or None)
    return RedirectResponse("/check" + (f"?{urlencode({'as_of': as_of})}" if as_of else ""), 303)


@router.post("/who")
def judge(request: Request, one: Text = "", other: Text = "", verdict: Text = "", then: Text = "/who") -> RedirectResponse:
    """Say of a pair of people, or of companies (`@harlow.com`), that they are the same, different, or that nobody can tell."""
    book = book_of(request)
    if verdict not in {"same", "different", "unsure"}:
        raise UsageError("Say which: same, different or not sure. Nothing was changed.")
    getattr(book, verdict)(_named(one, "the first of the two"), _named(other, "the second of the two"))
    return after(_within(then), f"who-{verdict}", None)


@router.post("/who/sure")
def judge_sure(request: Request, pair: Shown = None) -> RedirectResponse:
    """Join the pairs that the page showed as almost sure (`id id` each), all at once."""
    pairs = [tuple(p.split()) for p in pair or ()]
    if not pairs or any(len(p) != 2 for p in pairs):
        raise UsageError("Choose the pairs that are one human. Nothing was changed.")
    book_of(request).same_all([(p[0], p[1]) for p in pairs])
    return after("/who", "who-sure", None)


@router.post("/deals/proposed/{proposal}")
def judge_proposal(
    request: Request,
    proposal: str,
    *,
    verdict: Text = "",
    name: Text = "",
    amount: Text = "",
    currency: Text = "",
    as_of: Text = "",
) -> RedirectResponse:
    """Say that a proposed deal is one, or none."""
    book = book_of(request)
    if verdict == "reject":
        book.reject_deal(proposal, as_of=as_of or None)
        return after("/deals/proposed", "no-deal", as_of)
    kept = book.confirm_deal(proposal, name, amount, currency, as_of=as_of or None)
    return after(f"/deals/{segment(kept['deal'])}", "found-deal", as_of)


@router.post("/deals/{ref:path}/role")
def deal_role(
    request: Request,
    ref: str,
    *,
    person: Text = "",
    part: Text = "",
    pin: Text = "",
    was: Text = "",
    reason: Text = "",
    as_of: Text = "",
) -> RedirectResponse:
    """Say which part somebody has in a deal, and whether they stay on its map: of both, what the form changed."""
    book, who, day = book_of(request), _named(person, "who"), as_of or None
    was_part, _, was_pin = was.partition("|")
    changed = False
    if part and part != was_part:
        book.deal_role(ref, who, part, reason, as_of=day)
        changed = True
    if (pin == "yes") != (was_pin == "yes"):
        book.deal_pin(ref, who, pinned=pin == "yes", reason=reason, as_of=day)
        changed = True
    if not changed:
        raise UsageError("Nothing was changed in the form, and nothing was kept.")
    return after(f"/deals/{segment(ref)}", "deal-role", as_of, "who")


@router.post("/deals/{ref:path}/found")
def found_deal(
    request: Request,
    ref: str,
    *,
    amount: Text = "",
    currency: Text = "",
    outcome: Text = "",
    day: Text = "",
    was: Text = "",
    as_of: Text = "",
) -> RedirectResponse:
    """Say what a deal found in the mail is worth and how it ended: of both, what the form changed."""
    book, at = book_of(request), as_of or None
    was_amount, _, rest = was.partition("|")
    was_currency, _, was_outcome = rest.partition("|")
    if (amount.strip(), currency.strip().upper()) != (was_amount, was_currency) and amount.strip():
        book.deal_amount(ref, amount, currency, as_of=at)
    elif outcome == was_outcome:
        raise UsageError("Nothing was changed in the form, and nothing was kept.")
    if outcome and outcome != was_outcome:
        book.deal_outcome(ref, outcome, day or None, as_of=at)
    return after(f"/deals/{segment(ref)}", "deal-role", as_of)


@router.post("/deals/{ref:path}/seat")
def deal_seat(
    request: Request, ref: str, *, name: Text = "", part: Text = "", reason: Text = "", as_of: Text = ""
) -> RedirectResponse:
    """Say that somebody is to be met, or that a name in the mail is nobody to meet."""
    book_of(request).deal_seat(ref, _named(name, "who the seat is for"), part, reason, as_of=as_of or None)
    return after(f"/deals/{segment(ref)}", "deal-role", as_of, "who")


@router.post("/deals/{ref:path}/link")
def deal_link(
    request: Request, ref: str, *, message: Text = "", linked: Text = "no", reason: Text = "", as_of: Text = ""
) -> RedirectResponse:
    """Say that a message belongs to a deal, or that it does not."""
    wanted = _named(message, "which message").rstrip("/").rpartition("/")[2].partition("?")[0]
    book_of(request).deal_link(ref, wanted, linked=linked == "yes", reason=reason, as_of=as_of or None)
    return after(f"/deals/{segment(ref)}", "deal-link", as_of, "passed")


@router.post("/deals/{ref:path}/same")
def deal_same(
    request: Request, ref: str, *, other: Text = "", verdict: Text = "", reason: Text = "", then: Text = "", as_of: Text = ""
) -> RedirectResponse:
    """Say that a deal of another CRM is this one, which then counts once, or that they are two."""
    if verdict not in {"same", "apart"}:
        raise UsageError("Say which: one deal, or two. Nothing was changed.")
    wanted = _named(other, "which deal of the other CRM, by its id there")
    book_of(request).deal_same(ref, wanted, same=verdict == "same", reason=reason.strip(), as_of=as_of or None)
    return after(_within(then) if then else f"/deals/{segment(ref)}", f"deal-{verdict}", as_of, "crms" if then else "")


@router.post("/deals/{ref:path}/snooze")
def snooze(
    request: Request, ref: str, *, risk: Text = "", until: Text = "", reason: Text = "", then: Text = "", as_of: Text = ""
) -> RedirectResponse:
    """Put a risk of a deal off, with a reason."""
    book_of(request).snooze(
        ref, _named(risk, "which risk"), _named(reason, "why it is put off"), until or None, as_of=as_of or None
    )
    page = "/risks" if ref.startswith("account:") else f"/deals/{segment(ref)}"
    return after(_within(then) if then else page, "snoozed", as_of, "risks")


@router.post("/judgements/{judgement_id}/undo")
def undo_judgement(request: Request, judgement_id: str, then: Text = "/", as_of: Text = "") -> RedirectResponse:
    """Take back a judgement on who is whom."""
    book_of(request).undo(judgement_id)
    return after(_within(then), "undone", as_of)


@router.post("/people/{ref}/side")
def side(request: Request, ref: str, side: Text = "", then: Text = "", as_of: Text = "") -> RedirectResponse:
    """Say whether somebody is a buyer, a personal contact, a shared or an automated mailbox."""
    book_of(request).include(ref, side=side)
    return after(_within(then) if then else f"/people/{segment(ref)}", "included", as_of)


@router.post("/accounts/{ref}/side")
def account_side(request: Request, ref: str, side: Text = "", reason: Text = "", as_of: Text = "") -> RedirectResponse:
    """Say what a company is to us."""
    book_of(request).account_side(ref, side, reason=reason.strip())
    return after(f"/accounts/{segment(ref)}", "account-side", as_of, "side")


@router.post("/exclusions/again")
def include_again(request: Request, kind: Text = "", pattern: Text = "", as_of: Text = "") -> RedirectResponse:
    """Take an exclusion back."""
    book_of(request).include_again(kind, pattern)
    return after("/sources", "again", as_of)


@router.post("/exclusions")
def exclude(request: Request, kind: Text = "", pattern: Text = "", as_of: Text = "") -> RedirectResponse:
    """Leave out a person, domain, folder or subject from now on."""
    book_of(request).exclude(kind, _named(pattern, "what to leave out"))
    return after("/sources", "excluded", as_of)


@router.post("/sources/crm")
async def map_columns(request: Request) -> RedirectResponse:
    """Keep what the columns of files with this header are: of each column, what was changed in the form."""
    form = await request.form()
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    file, table = may_read(request, _named(said.get("file", ""), "which file")), said.get("table", "")
    if said.get("clear") == "yes":
        await run_in_threadpool(book_of(request).crm_map, file, (), clear=True)
    else:
        columns = [
            f"{said[f'column{n}']}={said[f'field{n}']}"
            for n in range(len(said))
            if f"column{n}" in said and said.get(f"field{n}", "") != said.get(f"was{n}", "")
        ]
        changed = table if table != said.get("was_table", "") else ""
        dates = said.get("dates", "")
        if not columns and not changed and not dates:
            raise UsageError("No column was changed. Nothing was kept.")
        await run_in_threadpool(book_of(request).crm_map, file, columns, table=changed, dates=dates)
    return RedirectResponse(f"/sources/crm?{urlencode({'file': file, 'done': 'mapped'})}", 303)


@router.post("/people/{ref}/object")
def object_(request: Request, ref: str, *, undo: Text = "", shown: Shown = None, as_of: Text = "") -> RedirectResponse:
    """Record that this person does not want to be modelled, or (`undo`) that they do not mind any more."""
    book_of(request).object(ref, undo=undo == "yes", shown_as=shown)
    return after(f"/people/{segment(ref)}", "modelled" if undo == "yes" else "objected", as_of)


@router.post("/people/{ref}/forget")
def forget(request: Request, ref: str, sure: Text = "", shown: Shown = None) -> RedirectResponse:
    """Erase this person for good, with the addresses that the page showed and no others."""
    if sure != "yes":
        raise UsageError("Tick the box to forget somebody: it cannot be undone. Nothing was changed.")
    book_of(request).forget(ref, shown_as=shown or ())
    return after("/", "forgotten", None)


def _named(text: str, what: str) -> str:
    if not text.strip():
        raise UsageError(f"Say {what}. Nothing was changed.")
    return text.strip()


def _within(then: str) -> str:
    """A path of this app, whatever was sent: nothing leads elsewhere."""
    parts = urlsplit(then)
    path = parts.path if parts.path.startswith("/") and not parts.path.startswith("//") else "/"
    return "/" if parts.scheme or parts.netloc or "\\" in then else path
