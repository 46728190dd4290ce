"""What people say of a book's deals: parts, pins, seats, links, and risks put off. Kept as judgements; `undo` takes each back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from regard.book.dealing import Dealing
from regard.errors import UnknownReference, UsageError
from regard.ids import digest
from regard.model import DealJudgement
from regard.time import as_of_us, iso_day, now_us

if TYPE_CHECKING:
    from regard.answers.deal_board import Board, Known
    from regard.deals.records import Risk
    from regard.model import SaidOfDeal


class Correcting(Dealing):
    """Corrections of deals. Each takes a deal by id or name and returns what was kept, with its id."""

    def deal_role(self, ref: str, person: str, role: str, reason: str = "", as_of: str | None = None) -> dict[str, Any]:
        """Say which part somebody has in a deal ("none": no part is known, "off": not on the committee). The CRM and every rule give way.

        Raises UnknownReference, AmbiguousReference, and UsageError for a part that does not exist.
        """
        from regard.deals.corrections import NONE, OFF, part

        k, word = self._deal(ref, as_of), part(role)
        subject, name = self._subject(k, person)
        says = {NONE: "has no part that is known", OFF: "is not on the committee"}.get(word, f"is {word}")
        return self._say(k, "role", subject, word, reason, f"{name} {says} in {k.deal.name}.")

    def account_side(self, ref: str, side: str, reason: str = "") -> dict[str, Any]:
        """Say what a company is to us: buyer, supplier, partner, neither, or unknown (treated as a buyer).

        Your word holds over CRM and mail.

        Raises UnknownReference, AmbiguousReference, and UsageError for a side that does not exist, or for our own company.
        """
        from regard.answers.references import company_ref
        from regard.deals.account_side import KIND, SIDES

        word = side.strip().casefold()
        if word not in SIDES:
            raise UsageError(f"“{side}” is no side of an account. There are {', '.join(SIDES)}.")
        live = self._live()
        company = company_ref(live, ref)
        name, domains = live.rows("SELECT name, domains FROM company WHERE id = ?", company)[0]
        if {row[0] for row in live.rows("SELECT DISTINCT side FROM person WHERE company_id = ?", company)} == {"us"}:
            raise UsageError(f"{name or domains.split()[0]} is our own company: it has no side.")
        domain = domains.split()[0]
        says = f"{name or domain} is {'neither buyer nor supplier' if word == 'neither' else 'a ' + word} to us."
        says = says if word != "unknown" else f"What {name or domain} is to us is left open."
        return self._keep(f"account:{domain}", KIND, domain, word, reason, says)

    def deal_pin(
        self, ref: str, person: str, *, pinned: bool = True, reason: str = "", as_of: str | None = None
    ) -> dict[str, Any]:
        """Keep somebody on a deal's map whatever the mail shows, or (`pinned` false) not any more."""
        k = self._deal(ref, as_of)
        subject, name = self._subject(k, person)
        says = f"{name} stays on the map of {k.deal.name}." if pinned else f"{name} is not pinned any more."
        return self._say(k, "pin", subject, "yes" if pinned else "no", reason, says)

    def deal_seat(self, ref: str, name: str, role: str, reason: str = "", as_of: str | None = None) -> dict[str, Any]:
        """Say that somebody nobody met has a part in a deal, or ("off") that a name in the mail is nobody to meet."""
        from regard.deals.corrections import OFF, part, seat_key

        k, word = self._deal(ref, as_of), part(role)
        asked = seat_key(name)
        if not asked:
            raise UsageError("Say who the seat is for: a name, or a title such as “finance director”.")
        names = [seat_key(s.name or s.title) for s in k.seats] + [j.subject for j in self._standing(k).seat.values()]
        subject = next((n for n in names if n.casefold() == asked.casefold()), asked)
        if word == OFF and subject not in names:
            raise UnknownReference(f"No seat of {k.deal.name} is called “{asked}”. See them: regard deal {k.deal.id}")
        says = f"No seat for {subject}." if word == OFF else f"{subject} is to be met ({word})."
        return self._say(k, "seat", subject, word, reason, says)

    def deal_link(
        self, ref: str, message: str, *, linked: bool = True, reason: str = "", as_of: str | None = None
    ) -> dict[str, Any]:
        """Say that a message, meeting or call belongs to a deal, or (`linked` false) that it does not."""
        k, wanted = self._deal(ref, as_of), message.strip()
        if not linked and wanted not in k.why:
            raise UnknownReference(f"“{wanted}” is not linked to {k.deal.name}. See what is: regard deal {k.deal.id} --json")
        if not self._live().rows("SELECT 1 FROM message WHERE id = ?", wanted):
            raise UnknownReference(f"There is no message “{wanted}” in this book. Find it: regard search WORDS")
        says = f"It belongs to {k.deal.name}." if linked else f"It does not belong to {k.deal.name}."
        return self._say(k, "link", wanted, "yes" if linked else "no", reason, says)

    def deal_same(
        self, ref: str, other: str, *, same: bool = True, reason: str = "", as_of: str | None = None
    ) -> dict[str, Any]:
        """Say that a deal of another CRM is this one, which then counts once, or (`same` false) that they are two. Ids of the CRMs.

        Raises UnknownReference for an id that no CRM of the book has, UsageError where both are of one CRM.
        """
        from regard.deals.organisations import crms
        from regard.deals.two_crms import pair

        k, each = self._deal(ref, as_of), {d.id: d for d in self._view(as_of).money().each}
        wanted, this = other.strip(), ref.strip() if ref.strip() in each else k.deal.id
        if wanted not in each:
            raise UnknownReference(f"No deal of a CRM in this book is numbered “{other}”. See them: regard money")
        of = crms(list(each.values()))
        if this == wanted or of[this] == of[wanted]:
            raise UsageError(f"{this} and {wanted} are of one CRM: put them together there. Nothing was changed.")
        left, right = pair(this, wanted)
        says = f"{this} and {wanted} are one deal, and count once." if same else f"{this} and {wanted} are two deals."
        return self._keep(left, "same", right, "yes" if same else "no", reason, says)

    def snooze(self, ref: str, risk: str, reason: str, until: str | None = None, as_of: str | None = None) -> dict[str, Any]:
        """Put one risk of a deal off until the end of a day (two weeks), with a reason. It is back sooner where its evidence changes.

        Raises UsageError without a reason, for a day that is past, and for a risk that does not fire on this deal.
        """
        from regard.deals.snoozing import default_day, mark

        board, name, of, fire = self._at_risk(ref, as_of)
        kind = "_".join(risk.strip().casefold().replace("-", " ").split())
        found = next((r for r in fire if r.kind == kind), None)
        if found is None:
            there = ", ".join(r.kind for r in fire) or "none"
            raise UsageError(f"“{risk}” is no risk of {name} now. Those that fire: {there}.")
        if not reason.strip():
            raise UsageError("A risk is put off with a reason: say why. Nothing was changed.")
        day = until.strip() if until and until.strip() else default_day(board.as_of_us)
        if as_of_us(day) <= board.as_of_us:
            raise UsageError(f"{day} is not in the future of this book. Nothing was changed.")
        return self._keep(of, "snooze", kind, day, reason, f"Put off until {day}: {found.says}", mark(found, board.key))

    def _at_risk(self, ref: str, as_of: str | None) -> tuple[Board, str, str, Sequence[Risk]]:
        """The board, what a deal, or an account that makes ready to go without one, is called, what a word on it hangs on, its risks."""
        try:
            board, k = self._board_and_deal(ref, as_of)
        except UnknownReference:
            asked = ref.strip().casefold()
            here = [
                one for one in self._view(as_of).leaving_us() if one.said_of and asked in {one.said_of, one.account.casefold()}
            ]
            if not here:
                raise
            return (
                self._board(as_of),
                here[0].account,
                here[0].said_of,
                [one.risk for one in here if one.said_of == here[0].said_of],
            )
        return board, k.deal.name, k.deal.id, k.risks

    def confirm_deal(
        self, proposal: str, name: str = "", amount: str = "", currency: str = "", reason: str = "", as_of: str | None = None
    ) -> dict[str, Any]:
        """Say that a proposed deal is one, with a name and an amount if you know them; none is made up."""
        from regard.deals.found import money

        found = self._proposal(proposal, as_of)
        given = money(amount, currency) if amount.strip() else ""
        called = " ".join(name.split()) or found.name
        kept = self._keep(found.id, "found", found.id, f"yes {called}", reason, f"{called} is a deal.", found.mark)
        if given:
            self._keep(found.id, "amount", found.id, given, "", "")
        return {**kept, "deal": found.id}

    def reject_deal(self, proposal: str, reason: str = "", as_of: str | None = None) -> dict[str, Any]:
        """Say that a proposed deal is none; it is not proposed again."""
        found = self._proposal(proposal, as_of)
        return self._keep(found.id, "found", found.id, "no", reason, f"{found.name} is no deal.", found.mark)

    def deal_amount(
        self, ref: str, amount: str, currency: str = "", reason: str = "", as_of: str | None = None
    ) -> dict[str, Any]:
        """Say what a deal found in the mail is worth; the CRM's own deals have the CRM's amounts."""
        from regard.deals.found import money

        k = self._found_deal(ref, as_of)
        given = money(amount, currency)
        return self._say(k, "amount", k.deal.id, given, reason, f"{k.deal.name}: {given}.")

    def deal_outcome(
        self, ref: str, outcome: str, day: str | None = None, reason: str = "", as_of: str | None = None
    ) -> dict[str, Any]:
        """Say how a deal found in the mail ended: won, lost, no_decision, or open again; on the book's last day where none is given."""
        from regard.deals.found import ENDS

        board, k = self._board_and_deal(ref, as_of)
        k = self._found_deal(ref, as_of)
        end = "_".join(outcome.strip().casefold().split())
        if end not in ENDS:
            raise UsageError(f"“{outcome}” is no end of a deal. There are {', '.join(ENDS)}.")
        last = iso_day(board.as_of_us - 1) or ""
        on = day or last
        if end == "open" and day:
            raise UsageError("An open deal has not ended: leave the day out.")
        if as_of_us(on) > as_of_us(last):
            raise UsageError(f"{on} lies ahead of the last day of this book, {last}. Name the day on which the deal ended.")
        value = end if end == "open" else f"{end} {on}"
        return self._say(k, "outcome", k.deal.id, value, reason, f"{k.deal.name}: {value}.")

    def _proposal(self, proposal: str, as_of: str | None) -> Any:
        wanted = proposal.strip()
        found = next((p for p in self.proposed_deals(as_of) if p.id == wanted), None)
        if found is None:
            raise UnknownReference(f"No deal is proposed as “{wanted}”. List those there are: regard deals --proposed")
        return found

    def _found_deal(self, ref: str, as_of: str | None) -> Known:
        k = self._deal(ref, as_of)
        if not k.deal.id.startswith("x_"):
            raise UsageError(f"{k.deal.name} is the CRM's: change it there, and read the export again.")
        return k

    def _board_and_deal(self, ref: str, as_of: str | None) -> tuple[Any, Known]:
        from regard.answers.deals import deal_ref

        board = self._board(as_of)
        return board, board.known[deal_ref(board, ref)]

    def _deal(self, ref: str, as_of: str | None) -> Known:
        return self._board_and_deal(ref, as_of)[1]

    def _standing(self, k: Known) -> Any:
        from regard.deals.corrections import NOTHING

        return self._corrections().get(k.deal.id, NOTHING)

    def _subject(self, k: Known, person: str) -> tuple[str, str]:
        """(the handle or contact that a judgement hangs on, the name to say) of somebody on a deal, or of anybody in the book."""
        text = person.strip()
        low = text.casefold()
        fits: Iterable[Any] = [m for m in k.members if low and low in {m.name.casefold(), m.contact_id.casefold()}]
        exact = list(fits)
        if len(exact) == 1 and exact[0].person is None and exact[0].contact_id:
            return f"contact:{exact[0].contact_id}", exact[0].name
        ref = exact[0].person if len(exact) == 1 and exact[0].person else text.removeprefix("contact:")
        if text.startswith("contact:"):
            found = next((m for m in k.members if m.contact_id == ref), None)
            if found is None:
                raise UnknownReference(f"No contact “{ref}” is on {k.deal.name}.")
            if found.person is None:
                return text, found.name
            ref = found.person
        handles = self._handles(ref)
        rows = self._live().rows(
            "SELECT p.name, p.address, p.side FROM person p JOIN handle h ON h.person = p.id WHERE h.id = ?", handles[0]
        )
        if rows and rows[0][2] == "us":
            raise UsageError(f"{rows[0][0] or rows[0][1]} is one of us; a committee is made of buyers.")
        return handles[0], (rows[0][0] or rows[0][1]) if rows else text

    def _say(
        self, k: Known, kind: SaidOfDeal, subject: str, value: str, reason: str, says: str, mark: str = ""
    ) -> dict[str, Any]:
        """Keep one judgement on a deal."""
        return self._keep(k.deal.id, kind, subject, value, reason, says, mark)

    def _keep(
        self, deal: str, kind: SaidOfDeal, subject: str, value: str, reason: str, says: str, mark: str = ""
    ) -> dict[str, Any]:
        """Keep one judgement."""
        from regard.store.deal_judgements import put

        at, why = now_us(), " ".join(reason.split())
        ident = digest("d", self._records.key, deal, kind, subject, value, str(at))
        made = DealJudgement(ident, deal, kind, subject, value, why, mark, at)
        with self._records.writer(), self._records.writing() as c:
            put(c, [made])
        return {"message": f"{says} To take it back: regard undo {made.id}", "judgement": made.id}
