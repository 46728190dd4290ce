"""What a book answers about people, companies, promises and messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regard.answers.references import company_ref
from regard.book.dealing import Dealing
from regard.errors import UsageError
from regard.model import DAY, FACTORS
from regard.results import (
    Rows,
)
from regard.time import as_of_us, iso_day

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.results import (
        AccountPage,
        AccountRow,
        CallerRow,
        DormantRow,
        Found,
        MessageView,
        PersonPage,
        PersonRow,
        PromiseRow,
        Status,
        Why,
    )


class Answering(Dealing):
    """Every reading method takes `as_of`: an ISO date or time; None is now, or an archive's last day."""

    def status(self, as_of: str | None = None) -> Status:
        """The health of the sources, and counts."""
        from regard.answers.status import status

        view = self._view(as_of)
        # Every page shows it: nothing of it changes within a minute unless the book does.
        looked = tuple(s.last_sync_us for s in self._records.sources())  # that a sync found nothing changes nothing else
        key = (self._records.rev(), self._live().get("settled_rev"), view.as_of_us // 60_000_000, view.note, looked)
        if self._status is None or self._status[0] != key:
            self._status = (key, status(view, self._records, self._settings))
        return self._status[1]

    @property
    def zone(self) -> str:
        """The book's time zone, in which times of day are told."""
        return str(self._settings["time.zone"])

    @property
    def as_of_note(self) -> str:
        """Where the book is an archive: that it is read as of its last day unless asked otherwise; else ""."""
        return self._default_moment(self._live())[1]

    @property
    def found_us(self) -> tuple[str, ...]:
        """Our domains as found from the mail, where nobody set them; else ()."""
        return () if self._settings["us.domains"] else tuple(self._live().get("us_found").split())

    def source_notes(self) -> list[str]:
        """One line for each mailbox that shows too little to estimate from: what it shows, and what to add."""
        from regard.answers.status import notes

        return notes(self._live(), self._records)

    def people(
        self,
        account: str | None = None,
        as_of: str | None = None,
        *,
        personal: bool = False,
        mine: bool = False,
        looking: str | None = None,
    ) -> Rows[PersonRow]:
        """Buyers, the worst need first; of one company, or the contacts left out as personal, if asked. `mine`: only those whom `looking`
        (who asks) deals with. Raises UsageError where nobody said who they are.
        """
        from regard.answers import people

        view = self._view(as_of)
        side = "personal" if personal else "them"
        rows = people.people(view, company=company_ref(view.live, account), side=side) if account else view.everybody(side)
        if not mine:
            return Rows(rows)
        from regard.answers.dealt_with import dealt_with

        own = dealt_with(view, self._me(view, looking))
        return Rows([row for row in rows if row.id in own])

    def _me(self, view: View, said: str | None) -> str:
        """The person of ours who asks for what is theirs. Raises UsageError where nobody said who they are."""
        from regard.answers.seller import looking, must_look

        return must_look(looking(view.live, said, self._settings["us.owners"]), "What is yours is shown to you.").person

    def callers(self, as_of: str | None = None) -> Rows[CallerRow]:
        """Who wrote to us in person and has no answer of ours that is kept, who asked something first; on no agenda."""
        from regard.answers.callers import callers

        view = self._view(as_of)
        return self._once(("callers",), view, lambda: Rows(callers(view)))

    def dormant(self, as_of: str | None = None) -> Rows[DormantRow]:
        """Buyers silent for longer than their own rhythm explains, those worth writing to first; explained silences last."""
        from regard.answers.dormant import dormant

        view = self._view(as_of)
        return self._once(("dormant",), view, lambda: Rows(dormant(view)))

    def person(self, ref: str, as_of: str | None = None, timeline: int = 100, offset: int = 0) -> PersonPage:
        """One buyer, whole. Raises UnknownReference, AmbiguousReference."""
        from regard.answers.jobs import from_crm
        from regard.answers.meaning import meanings
        from regard.answers.person import person

        view = self._view(as_of)
        who = self._who(view.live, ref)
        handles = {row[0] for row in view.live.rows("SELECT id FROM handle WHERE person = ?", who)}
        page = person(
            view,
            who,
            objected=bool(handles & self._records.objections()),
            judgements=[j for j in self._records.judgements() if j.left_h in handles] if len(handles) > 1 else [],
            timeline=timeline,
            offset=offset,
            told=from_crm(self._records, view.live, who, view.as_of_us),
        )
        return replace(page, matters=meanings(view, self._records, sorted(handles)))

    def why(self, ref: str, of: str = "trust", seller: str | None = None, as_of: str | None = None) -> Why:
        """The exact sum behind one estimate, toward the team or one seller: prior + Σ contributions = mean."""
        from regard.answers.evidence import why

        if of not in FACTORS:
            raise UsageError(f"There is no estimate “{of}”; there are {', '.join(FACTORS)}.")
        view = self._view(as_of)
        who = self._who(view.live, ref)
        return why(view, who, of, self._who(view.live, seller) if seller else None)

    def accounts(self, as_of: str | None = None, side: str = "") -> Rows[AccountRow]:
        """Companies, the worst need first, suppliers left out; of one side alone (buyer, supplier, partner, neither, unknown), if given;
        "doubtful": those that are buyers so far and may sell to us, to be asked about. Raises UsageError for any other word.
        """
        from regard.answers import accounts
        from regard.deals.account_side import DOUBTFUL, SIDES

        if side and side not in (*SIDES, DOUBTFUL):
            raise UsageError(
                f"“{side}” is no side of an account. There are {', '.join(SIDES)}, and {DOUBTFUL}: those to be asked about."
            )
        view = self._view(as_of)
        return Rows(accounts.accounts(view, side)) if as_of else self._accounts_of(view, side)

    def account(self, ref: str, as_of: str | None = None, timeline: int = 30, offset: int = 0) -> AccountPage:
        """One company, by id, domain or name; `timeline` interactions from `offset`, the newest first."""
        from regard.answers.accounts import account
        from regard.answers.deals_at import asked, told

        view = self._view(as_of)
        company = company_ref(view.live, ref)
        deals, proposals = self._deals_at(view, {company})
        found = account(view, company, timeline=timeline, offset=offset)
        return replace(found, deals=tuple(map(told, deals)), supposed=tuple(map(asked, proposals)))

    def promises(
        self,
        person: str | None = None,
        *,
        side: str | None = None,
        due_before: str | None = None,
        state: str | None = None,
        mine: bool = False,
        looking: str | None = None,
        as_of: str | None = None,
    ) -> Rows[PromiseRow]:
        """Promises between us and buyers, both sides, the most pressing first: those that stand or were made in the last 90 days; of one
        person, all. `looking`: who asks, who alone reads what they promised after a confidence; `mine`: only what they promised, or
        were promised. Raises UsageError where the side, the state or the day is none.
        """
        from regard.answers import promises
        from regard.answers.own_words import of_rows
        from regard.answers.seller import looking as find
        from regard.evidence.promises import ORDER

        if side not in (None, "us", "them"):
            raise UsageError(f"There is no side “{side}”; there are us and them.")
        if state is not None and state not in ORDER:
            raise UsageError(f"There is no state “{state}”; there are {', '.join(ORDER)}.")
        before = iso_day(as_of_us(due_before) - DAY) if due_before else None
        rows = self.person(person, as_of=as_of, timeline=0).promises if person else self._ledger(self._view(as_of))
        view = self._view(as_of)
        told = of_rows(view, rows, find(view.live, looking, self._settings["us.owners"]))
        if mine:
            me = self._me(view, looking)
            told = [row for row in told if me and me in (row.by_id, row.to_id)]
        return Rows(promises.select(told, side=side, due_before=before, state=state))

    def promises_unread(self, person: str | None = None, as_of: str | None = None) -> int:
        """How many mails with buyers, or with this person, are in a language in which no promise is read, both sides' (0 without words)."""
        from regard.answers.promises import unread

        view = self._view(as_of)
        if not view.text:
            return 0
        return unread(view.live, view.as_of_us, *((self.person(person, as_of=as_of, timeline=0).id,) if person else ()))

    def search(
        self, text: str, limit: int = 50, as_of: str | None = None, *, personal: bool = False, looking: str | None = None
    ) -> Found:
        """People, companies and messages that hold all words of `text`; “quoted words” stay together, the last may be unfinished.

        The newest `limit` messages. `personal`: the contacts left out as personal, instead. `looking`: who asks; what was told in
        confidence on their own mail is shown to them. Raises UsageError where there is no word.
        """
        from regard.answers.search import search

        view = self._view(as_of)
        return search(view, text, limit=limit, personal=personal, who=self._looks(view, looking))

    def _looks(self, view: View, said: str | None) -> str:
        """The person of ours who looks: as said, else the only owner of the book's mailboxes; "" where nobody knows."""
        from regard.answers.seller import looking as find

        who = find(view.live, said, self._settings["us.owners"])
        return who.person if who is not None else ""

    def message(self, message_id: str, as_of: str | None = None, words: str = "", *, looking: str | None = None) -> MessageView:
        """One message with a buyer, in its zones, always as text, with what was read in it and where it holds `words`.

        `looking`: who asks. The words of what was told in confidence to others are not there; `confided` says so, `told_to` whom.
        Here alone others' own words are shown as they stand, a name that is forgotten everywhere else among them.
        """
        from regard.answers.messages import message

        view = self._view(as_of)
        found = message(view, message_id, words, self._looks(view, looking))
        if not any("[er" in zone["text"] for zone in found.zones):
            return found
        from regard.flow.unnaming import as_written

        text = as_written(self._records, self._live(), self._flow().reader("mail"), message_id)
        return replace(found, zones=tuple(z | {"text": text[z["start"] : z["end"]] or z["text"]} for z in found.zones))
