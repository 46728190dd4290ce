"""A seller's book of business: the Python interface. Surfaces use `Book` and nothing below it.

    import regard
    with regard.open("book") as book:
        for buyer in book.people():
            print(buyer.name, buyer.trust, buyer.why)

Every reading method takes `as_of` (an ISO date or time; None is now, or an archive's last day) and returns frozen results.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from regard import config
from regard.answers.money import Money
from regard.answers.references import company_ref, person_ref
from regard.deals.records import Deal
from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.model import DAY, FACTORS, Side
from regard.results import (
    AccountPage,
    AccountRow,
    Check,
    Found,
    Learned,
    MessageView,
    PersonPage,
    PersonRow,
    PromiseRow,
    Remarks,
    Rows,
    Status,
    SyncReport,
    WhoIsWho,
    Why,
)
from regard.store.live import Live
from regard.store.records import Records
from regard.time import as_of_us, day_of, iso_day, now_us

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need (numpy above all)
    from regard.actions.reader import Reader
    from regard.answers.deals import Board, DealPage, DealRow, RiskRow
    from regard.answers.doubts import Doubts
    from regard.answers.need import Promised
    from regard.answers.remembered import Remembered
    from regard.answers.standing import Standings
    from regard.answers.view import View


def _domains(left: str, right: str) -> bool:
    """Whether companies are meant: both are written as domains (`@harlow.com`). Raises UsageError where only one is."""
    found = [side.strip().startswith("@") for side in (left, right)]
    if any(found) and not all(found):
        raise UsageError("One of these is a company's domain, the other a person. Name two of a kind.")
    return all(found)


def coach(text: str, folder: str | Path | None = None, by: str | None = None) -> Remarks:
    """Remarks on a draft where there is no book to know the reader from; settings come from `folder`, if it has any."""
    from regard.actions.coach import NOBODY

    return _coached(text, NOBODY, config.load(Path(folder) if folder else None), by)


def _coached(text: str, known: Reader, settings: config.Settings, by: str | None) -> Remarks:
    from regard.actions.coach import coach as remarks
    from regard.actions.switches import off_and_on, writer

    by = writer(by, settings["us.owners"])
    off, on = off_and_on(settings, by)
    return remarks(text, known, off=off, on=on, names=(by,) if by else ())


SIDES: tuple[Side, ...] = ("them", "personal", "shared", "automated")
TEN_MINUTES = 600_000_000
EXCLUSION_KINDS = ("person", "domain", "folder", "subject")


class Book:
    """An open book. Use `Book.open` (or `regard.open`), and `close` it or use it in a `with` block. Safe to share by threads."""

    def __init__(
        self, folder: Path, records: Records, settings: config.Settings, flags: Mapping[str, Any] | None = None
    ) -> None:
        self.folder = folder
        self._flags = dict(flags or {})
        self._records = records
        self._settings = settings
        self._local = threading.local()
        self._opened: list[Live] = []
        self._money: dict[tuple[str, int], Money] = {}
        self._promises: dict[tuple[str, int], Sequence[PromiseRow]] = {}
        self._status: tuple[tuple[object, ...], Status] | None = None
        self._doubts: tuple[str, Doubts] | None = None
        self._boards: dict[tuple[str, int], Board] = {}
        self._turn = threading.Lock()

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, flags: Mapping[str, Any] | None = None) -> Book:
        """Open the book in a folder. Raises BookMissing where there is none and `create` is false; ConfigError; BookTooNew."""
        folder = Path(path)
        settings = config.load(folder, flags)
        return cls(folder, Records.open(folder, create=create), settings, flags)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        for live in self._opened:
            live.close()
        self._opened.clear()
        self._local = threading.local()
        self._records.close()

    # -------------------------------------------------------------------------------------------------- reading in

    def sync(
        self,
        *sources: str | Path,
        us: Sequence[str] = (),
        owner: Sequence[str] = (),
        text: bool | None = None,
        progress: Callable[[str, int, int | None], None] | None = None,
    ) -> SyncReport:
        """Read mail into the book: mbox files, Maildirs, folders of mails, zips or gz of them; without any, the known sources.

        `us`: mail domains that are ours; `owner`: whose mailboxes these are; `text` false keeps headers only. All three are kept
        as settings of the book. Raises SourceError where a source cannot be read at all, BookBusy while another sync runs.
        """
        from regard.flow import Flow
        from regard.parse.address import normalise
        from regard.sources import detect

        owners = tuple(filter(None, (normalise(o) for o in owner)))
        known = [Path(s.path) for s in self._records.sources()]
        paths = [Path(s) for s in sources] or [p for p in known if p.exists()]
        if not paths:
            raise UsageError("There is nothing to read. Name a mailbox: regard sync PATH")
        found = [source for path in dict.fromkeys(paths) for source in detect(path)]
        self._remember(us, owners, text)
        flow = Flow(self.folder, self._records, self._live(), self._settings)
        if progress is not None:
            flow.progress = progress
        return flow.sync(found, owners)

    def _remember(self, us: Sequence[str], owners: Sequence[str], text: bool | None) -> None:
        """Keep what was said of us as settings, and look at sides again where that is new."""
        changes: dict[str, Any] = {}
        domains = tuple(d.strip().lower().removeprefix("@") for d in us)
        for key, said in (("us.domains", domains), ("us.owners", tuple(owners))):
            before = tuple(config.read_file(self.folder / config.FILE_NAME).get(key, ())) if self._has_file() else ()
            if set(said) - set(before):
                changes[key] = (*before, *(s for s in said if s not in before))
        if text is not None and text != self._settings["text.read"]:
            changes["text.read"] = text
        if not changes:
            return
        config.write(self.folder, changes)
        self._settings = config.load(self.folder, {key: value for key, value in self._flags.items() if key not in changes})
        self._everybody_is_dirty()

    def _has_file(self) -> bool:
        return (self.folder / config.FILE_NAME).exists()

    def _everybody_is_dirty(self) -> None:
        live = self._live()
        with live.writing() as c:
            c.execute("INSERT OR IGNORE INTO dirty SELECT 'handle', CAST(n AS TEXT) FROM handle")
            c.execute("INSERT OR IGNORE INTO dirty VALUES('name', 'all')")
            c.execute("INSERT OR IGNORE INTO dirty SELECT DISTINCT 'source', source_id FROM message_item")

    def remove_source(self, ref: str) -> dict[str, Any]:
        """Take a source out: what only it holds goes from the book, and comes back when it is read again. REF: an id or a path."""
        from regard.flow.sources_changing import remove_source

        found = self._sources(ref)
        with self._records.writer():
            removed = sum(remove_source(self._records, source.id) for source in found)
            self._made_anew()
        return {"message": f"Removed: {removed} items that nothing else holds.", "removed": removed, "sources": len(found)}

    def move_source(self, ref: str, path: str | Path) -> dict[str, Any]:
        """Say that a source lies elsewhere now; nothing is read or counted again. Raises UsageError where `path` is no such source."""
        from regard.flow.sources_changing import move_source
        from regard.sources import detect

        found = self._sources(ref)
        there = {s.id_parts[0]: s.id_parts[1] for s in detect(Path(path))}
        known = {s.id for s in self._records.sources()}
        for source in found:
            if source.kind not in there:
                raise UsageError(
                    f"“{path}” is {' and '.join(sorted(there))}, and {source.path} is {source.kind}. Nothing was changed."
                )
            if self._records.source_id(source.kind, there[source.kind]) in known:
                raise UsageError(f"“{path}” is a source of this book already. Remove one of the two: regard source remove REF")
        with self._records.writer():
            ids = [move_source(self._records, s.id, s.kind, there[s.kind]) for s in found]
            self._made_anew()
        return {"message": f"Moved. It is read from {path} from now on.", "sources": ids}

    def _sources(self, ref: str) -> list[Any]:
        """The sources that an id or a path means; those of several kinds at one path are meant together."""
        every = self._records.sources()
        text = ref.strip()
        real = os.path.realpath(Path(text).expanduser())
        for fits in (
            lambda s: s.id == text,
            lambda s: s.path in {text, real},
            lambda s: bool(text) and s.path.endswith(f"/{text.strip('/')}"),
        ):
            found = [s for s in every if fits(s)]
            if len({s.path for s in found}) > 1:
                raise AmbiguousReference(ref, [f"{s.id}  {s.path}" for s in found])
            if found:
                return found
        raise UnknownReference(f"No source of this book goes by “{ref}”. List them: regard sources")

    def _made_anew(self) -> None:
        """The live store from the records as they are now, settled, and no copy of what went."""
        from regard.flow.keeping import catch_up

        flow = self._flow()
        catch_up(self._records, self._live(), flow.reader("mail"))
        flow.settle()
        self._erase_copies()

    # ------------------------------------------------------------------------------------------------------ reading

    def status(self, as_of: str | None = None) -> Status:
        """The health of the sources, and counts."""
        from regard.answers.status import status

        view = self._view(as_of)
        # Every page shows it: nothing of it changes within a minute unless the book does.
        key = (self._records.rev(), self._live().get("settled_rev"), view.as_of_us // 60_000_000, view.note)
        if self._status is None or self._status[0] != key:
            self._status = (key, status(view, self._records, self._settings))
        return self._status[1]

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

    def people(self, account: str | None = None, as_of: str | None = None, *, personal: bool = False) -> Rows[PersonRow]:
        """Buyers, the worst need first; of one company, or the contacts left out as personal, if asked."""
        from regard.answers import people

        view = self._view(as_of)
        company = company_ref(view.live, account) if account else None
        return Rows(people.people(view, company=company, side="personal" if personal else "them"))

    def person(self, ref: str, as_of: str | None = None, timeline: int = 100, offset: int = 0) -> PersonPage:
        """One buyer, whole. Raises UnknownReference, AmbiguousReference."""
        from regard.answers.jobs import from_crm
        from regard.answers.person import person

        view = self._view(as_of)
        who = person_ref(view.live, ref)
        handles = {row[0] for row in view.live.rows("SELECT id FROM handle WHERE person = ?", who)}
        return person(
            view,
            who,
            objected=bool(handles & self._records.objections()),
            judgements=[j for j in self._records.judgements() if j.left_h in handles] if len(handles) > 1 else [],
            timeline=timeline,
            offset=offset,
            told=from_crm(self._records, view.live, who, view.as_of_us),
        )

    def why(self, ref: str, of: str = "trust", seller: str | None = None, as_of: str | None = None) -> Why:
        """The exact sum behind one estimate, toward the team or one seller: prior + Σ contributions = mean."""
        from regard.answers.evidence import why

        if of not in FACTORS:
            raise UsageError(f"There is no estimate “{of}”; there are {', '.join(FACTORS)}.")
        view = self._view(as_of)
        who = person_ref(view.live, ref)
        return why(view, who, of, person_ref(view.live, seller) if seller else None)

    def accounts(self, as_of: str | None = None) -> Rows[AccountRow]:
        """Companies, the worst need first."""
        from regard.answers import accounts

        return Rows(accounts.accounts(self._view(as_of)))

    def account(self, ref: str, as_of: str | None = None, timeline: int = 30, offset: int = 0) -> AccountPage:
        """One company, by id, domain or name; `timeline` interactions from `offset`, the newest first."""
        from regard.answers.accounts import account

        view = self._view(as_of)
        return account(view, company_ref(view.live, ref), timeline=timeline, offset=offset)

    def opportunities(self, as_of: str | None = None) -> Rows[Deal]:
        """The CRM's deals as known then, with their stages, outcome and who takes part; empty without a CRM export."""
        return Rows(self._view(as_of).money().deals)

    def deals(self, as_of: str | None = None, *, closed: bool = False) -> Rows[DealRow]:
        """The open deals (all, if `closed`) with coverage, risks and next step, the most pressing first."""
        from regard.answers.deals import rows

        return Rows(rows(self._board(as_of), closed=closed))

    def deal(self, ref: str, as_of: str | None = None) -> DealPage:
        """One deal, by CRM id or name: committee, coverage, empty seats, risks. Raises UnknownReference, AmbiguousReference."""
        from regard.answers.deals import page

        return page(self._board(as_of), ref)

    def risks(self, as_of: str | None = None) -> Rows[RiskRow]:
        """The risks of every open deal, the most pressing first."""
        from regard.answers.deals import all_risks

        return Rows(all_risks(self._board(as_of)))

    def _board(self, as_of: str | None) -> Board:
        """Everything about the deals of a moment, remembered until something changes (of now: for the day)."""
        from regard.answers.deals import board

        view = self._view(as_of)
        now = view.as_of_us >= int(view.live.get("settled_us", "0") or 0)
        key = (view.live.get("settled_rev"), view.as_of_us // DAY if now else view.as_of_us)
        with self._turn:
            if key not in self._boards:
                while len(self._boards) >= 3:
                    del self._boards[next(iter(self._boards))]
                self._boards[key] = board(view, self._settings)
            return self._boards[key]

    def crm_preview(self, file: str | Path) -> dict[str, Any]:
        """How a CSV file would be read: table, columns and why, some rows, what would be set aside. Raises SourceError."""
        from regard.answers.crm_preview import preview

        return preview(Path(file), self._records)

    def crm_files(self) -> list[str]:
        """The CSV files that the sources of CRM exports hold, by path; those that are not there any more are left out."""
        from regard.answers.crm_preview import files

        return files(self._records)

    def crm_map(
        self, file: str | Path, columns: Sequence[str] = (), *, table: str = "", dates: str = "", clear: bool = False
    ) -> dict[str, Any]:
        """Say what the columns of files with this header are ("COLUMN=FIELD"). Raises SourceError, UsageError."""
        from regard.answers.crm_mapping import keep

        with self._records.writer():
            return keep(self._records, Path(file), columns, table=table, dates=dates, clear=clear)

    def promises(
        self,
        person: str | None = None,
        *,
        side: str | None = None,
        due_before: str | None = None,
        state: str | None = None,
        as_of: str | None = None,
    ) -> Rows[PromiseRow]:
        """Promises between us and buyers, both sides, the most pressing first: those that stand or were made in the last 90 days; of one
        person, all. Raises UsageError where the side, the state or the day is none.
        """
        from regard.answers import promises
        from regard.evidence.promises import ORDER

        if side not in (None, "us", "them"):
            raise UsageError(f"There is no side “{side}”; there are us and them.")
        if state is not None and state not in ORDER:
            raise UsageError(f"There is no state “{state}”; there are {', '.join(ORDER)}.")
        before = iso_day(as_of_us(due_before) - DAY) if due_before else None
        rows = self.person(person, as_of=as_of, timeline=0).promises if person else self._ledger(self._view(as_of))
        return Rows(promises.select(rows, side=side, due_before=before, state=state))

    def search(self, text: str, limit: int = 50, as_of: str | None = None, *, personal: bool = False) -> Found:
        """People, companies and messages that hold all words of `text`; “quoted words” stay together, the last may be unfinished.

        The newest `limit` messages. `personal`: the contacts left out as personal, instead. Raises UsageError where there is no word.
        """
        from regard.answers.search import search

        return search(self._view(as_of), text, limit=limit, personal=personal)

    def message(self, message_id: str, as_of: str | None = None, words: str = "") -> MessageView:
        """One message with a buyer, in its zones, always as text, with what was read in it and where it holds `words`."""
        from regard.answers.messages import message

        return message(self._view(as_of), message_id, words)

    def coach(self, text: str, to: str | None = None, by: str | None = None) -> Remarks:
        """Remarks on a draft before it is sent; nothing is kept of it. `to`: who will read it, as the book knows them; `by`: who writes it
        (an address), for their own switches. Raises UnknownReference, AmbiguousReference, ConfigError for a rule that does not exist.
        """
        from regard.actions.coach import NOBODY
        from regard.actions.knowing import reader

        known = NOBODY
        if to:
            view = self._view(None)
            who = person_ref(view.live, to)
            handles = {row[0] for row in view.live.rows("SELECT id FROM handle WHERE person = ?", who)}
            known = reader(view, who, objected=bool(handles & self._records.objections()))
        return _coached(text, known, self._settings, by)

    # ------------------------------------------------------------------------------------------------- is it true?

    def check(self, as_of: str | None = None, progress: Callable[[str], None] | None = None) -> Check:
        """Whether the numbers are true on this book: its own history foretold out of time, beside simple rules; kept in the records.

        A book that is too small, one-sided or automated gets a statement in words, never a figure without its interval. Takes
        seconds to a minute; `progress` is told what comes next.
        """
        import json
        from dataclasses import replace

        from regard.answers.validity import check
        from regard.time import iso

        view = self._view(as_of)
        found = check(
            view.live, self._records, view.as_of_us, str(self._settings["model.active"]), progress or (lambda _: None)
        )
        found = replace(found, made=iso(now_us()))
        with self._records.writer(), self._records.writing() as c:
            self._records.put_check(c, view.as_of_us, found.model, json.dumps(found.as_json(), allow_nan=False))
        return found

    def learn(self, progress: Callable[[str], None] | None = None) -> Learned:
        """Refit the weights on this book, held to the shipped ones, and keep them as a version of their own; below 2,000 decided
        chances nothing is learned. Earlier versions stay selectable by the setting `model.active`. Takes up to some minutes.
        """
        from regard.flow.learning import learn

        with self._records.writer():
            return learn(self._records, self._live(), now_us(), progress or (lambda _: None))

    def checks(self, as_of: str | None = None) -> list[dict[str, Any]]:
        """Past checks as JSON-ready values, the newest first."""
        from regard.answers.validity import history

        return history(self._records, as_of_us(as_of) if as_of else now_us())

    # --------------------------------------------------------------------------------------------------- who is who

    def who(self, ref: str | None = None, *, limit: int = 50, offset: int = 0) -> WhoIsWho:
        """Pairs of people (all, or those of one person) and of companies that may be the same, the most consequential first."""
        from regard.answers.who import who_is_who

        view = self._view(None)
        person = person_ref(view.live, ref) if ref else None
        found = self._doubted(view.live)
        return who_is_who(view, found, self._records.judgements(), limit=limit, offset=offset, person=person)

    def maybe_same(self, ref: str) -> tuple[tuple[str, str, float], ...] | None:
        """(id, name, probability) of whoever may be this person; None while nobody has asked for the queue since the last change."""
        from regard.answers.who import maybe_same

        view = self._view(None)
        who = person_ref(view.live, ref)
        remembered = self._doubts
        if remembered is None or remembered[0] != view.live.get("settled_rev"):
            return None
        return maybe_same(view, remembered[1], who)

    def _doubted(self, live: Live) -> Doubts:
        """The queue of the book as it is now, remembered until something changes."""
        from regard.answers.doubts import doubts

        rev = live.get("settled_rev")
        remembered = self._doubts
        if remembered is None or remembered[0] != rev:
            remembered = self._doubts = (rev, doubts(live, self._records.key, self._records.judgements()))
        return remembered[1]

    # ---------------------------------------------------------------------------------------------------- correcting

    def same(self, left: str, right: str, reason: str = "") -> dict[str, Any]:
        """Say that two people are one, or two companies (`@harlow.com`). Raises UsageError where an earlier "different" says no."""
        from regard.identity.judgements import contradictions, verdict

        if _domains(left, right):
            return self._judge_companies(left, right, "same", reason)
        a, b = self._handles(left), self._handles(right)
        if set(a) & set(b):
            return {"message": "They are one person already.", "judgement": None}
        against = contradictions(self._records.judgements(), a[0], b[0])
        if against:
            raise UsageError(f"You said they are different people. Undo that first: regard undo {against[0].id}")
        made = verdict(a[0], b[0], "same", key=self._records.key, now_us=now_us(), reason=reason)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[*a, *b])
        return {"message": f"They are one person now. To take it back: regard undo {made.id}", "judgement": made.id}

    def different(self, left: str, right: str, reason: str = "") -> dict[str, Any]:
        """Say that two addresses are different people's (or `@domains` different companies'); no rule says otherwise any more."""
        from regard.identity.judgements import verdict

        if _domains(left, right):
            return self._judge_companies(left, right, "different", reason)
        a, b = self._handles(left, alone=True), self._handles(right, alone=True)
        if a[0] == b[0]:
            raise UsageError("Those are the same address. Name two addresses.")
        made = verdict(a[0], b[0], "different", key=self._records.key, now_us=now_us(), reason=reason)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[a[0], b[0]])
        return {"message": f"They are different people now. To take it back: regard undo {made.id}", "judgement": made.id}

    def unsure(self, left: str, right: str, reason: str = "") -> dict[str, Any]:
        """Say that nobody can tell whether two people are one: the pair leaves the queue until there is new evidence."""
        from regard.answers.doubts import evidence_on
        from regard.identity.judgements import verdict

        if _domains(left, right):
            return self._judge_companies(left, right, "unsure", reason)
        live = self._live()
        people = person_ref(live, left), person_ref(live, right)
        if people[0] == people[1]:
            raise UsageError("They are one person already. If that is wrong, undo the judgement that says so: regard who")
        a, b = self._handles(people[0]), self._handles(people[1])
        evidence = evidence_on(self._doubted(live), self._records.key, *people)
        made = verdict(a[0], b[0], "unsure", key=self._records.key, now_us=now_us(), reason=reason, evidence=evidence)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[a[0], b[0]])
        text = f"Left open until there is new evidence. To take it back: regard undo {made.id}"
        return {"message": text, "judgement": made.id}

    def _judge_companies(
        self, left: str, right: str, said: Literal["same", "different", "unsure"], reason: str
    ) -> dict[str, Any]:
        """Say of two domains whether they are one company's."""
        from regard.identity.affiliations import domain_handle
        from regard.identity.judgements import verdict
        from regard.identity.normalize import is_freemail, registrable

        bases = [registrable(side.strip().lower().removeprefix("@")) for side in (left, right)]
        known = {registrable(d) for (text,) in self._live().rows("SELECT domains FROM company") for d in text.split()}
        for base in bases:
            if base not in known:
                why = "Anybody can have a mailbox there" if is_freemail(base) else "No mail in this book is from or to it"
                raise UsageError(f"“@{base}” is no company's domain here. {why}. List those there are: regard accounts")
        if bases[0] == bases[1]:
            raise UsageError(f"Both are at {bases[0]}, which is one company already.")
        a, b = (domain_handle(self._records.key, base) for base in bases)
        made = verdict(a, b, said, key=self._records.key, now_us=now_us(), reason=reason)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[a, b])
        what = {"same": "They are one company now.", "different": "They stay two companies.", "unsure": "Left open."}[said]
        return {"message": f"{what} To take it back: regard undo {made.id}", "judgement": made.id}

    def undo(self, judgement: str) -> dict[str, Any]:
        """Take a judgement back, a rule's or a user's."""
        found = next((j for j in self._records.judgements() if j.id == judgement), None)
        if found is None or found.undone_by is not None:
            raise UnknownReference(f"There is no standing judgement “{judgement}”. List those there are: regard who")
        self._settle(lambda c: self._records.undo_judgement(c, judgement, "user"), handles=[found.left_h, found.right_h])
        return {"message": "Taken back.", "judgement": judgement}

    def include(self, ref: str, side: str = "them") -> dict[str, Any]:
        """Say on which side somebody is: them (a buyer), personal, shared or automated."""
        if side not in SIDES:
            raise UsageError(f"There is no side “{side}”; there are {', '.join(SIDES)}.")
        handles = self._handles(ref)
        self._settle(lambda c: self._records.put_side_choice(c, handles, side), handles=handles)
        return {"message": "A buyer from now on." if side == "them" else f"Counted as {side} from now on."}

    # ------------------------------------------------------------------------------------------------------- privacy

    def exclusions(self) -> list[dict[str, Any]]:
        """What is never read: the team's own exclusions and the defaults in force."""
        from regard.identity.exclusions import DEFAULTS

        rows = [row for row in self._records.exclusions() if row.kind != "default"]
        said = [{"id": row.id, "kind": row.kind, "pattern": row.pattern, "by": "you"} for row in rows]
        let_in = self._records.removed_defaults()
        defaults = [e for e in DEFAULTS if e.pattern not in let_in] if self._settings["privacy.defaults"] else []
        return said + [{"id": None, "kind": e.kind, "pattern": e.pattern, "by": "default"} for e in defaults]

    def excluded(self) -> list[dict[str, Any]]:
        """What was left out, a row a reason: how many mails, the rules behind it, by whom, and the command that takes one back."""
        from regard.identity.exclusions import TOPICS

        counts = {r.removeprefix("excluded: "): n for r, n in self._records.set_aside_counts() if r.startswith("excluded")}
        rules: dict[str, list[str]] = {}
        for rule in self.exclusions():
            rules.setdefault(rule["pattern"] if rule["kind"] == "default" else rule["kind"], []).append(rule["pattern"])
        found = []
        for reason in sorted({*counts, *rules}, key=lambda r: (-counts.get(r, 0), r)):
            default = reason in TOPICS
            undo = f"regard exclude default {reason} --undo" if default else f"regard exclude {reason} PATTERN --undo"
            row = {"reason": reason, "count": counts.get(reason, 0), "by": "default" if default else "you"}
            found.append({**row, "rules": [] if default else sorted(rules.get(reason, ())), "undo": undo})
        return found

    def exclude(self, kind: str, pattern: str) -> dict[str, Any]:
        """Never read this person, domain, folder or subject; what was read of it is removed."""
        from regard.erasing import covered_by
        from regard.flow.crm_privacy import exclude_contacts
        from regard.flow.keeping import leave_out
        from regard.identity.exclusions import Exclusion

        if kind == "default":
            return self._exclude_again(pattern)
        if kind not in EXCLUSION_KINDS:
            raise UsageError(f"“{kind}” cannot be excluded; there are {', '.join(EXCLUSION_KINDS)}.")
        live = self._live()
        if not pattern.strip(" *@"):
            raise UsageError(f"An exclusion by {kind} needs a pattern that names something.")
        wanted = self._pattern(kind, pattern)
        with self._records.writer():
            with self._records.writing() as c:
                for one in wanted:
                    self._records.put_exclusion(c, kind, one)
            messages = covered_by(live, [Exclusion(cast("Any", kind), one) for one in wanted])
            removed = leave_out(self._records, live, messages, f"excluded: {kind}")
            rows = 0
            if kind in ("person", "domain"):
                rows = exclude_contacts(self._records, [Exclusion(cast("Any", kind), one) for one in wanted], kind)
            self._flow().settle()
            self._erase_copies()
        also = f" and {rows} CRM rows" if rows else ""
        return {"message": f"Never read from now on; {removed} mails{also} were removed.", "removed": removed, "crm_rows": rows}

    def include_again(self, kind: str, pattern: str) -> dict[str, Any]:
        """Take an exclusion back, one of the defaults too (kind "default"); the next sync reads what it kept out."""
        if kind == "default":
            return self._let_in(pattern)
        wanted = set(self._pattern(kind, pattern))
        rows = [row for row in self._records.exclusions() if row.kind == kind and row.pattern in wanted]
        if not rows:
            raise UnknownReference(f"There is no exclusion {kind} “{pattern}”. List them: regard exclude")
        with self._records.writer(), self._records.writing() as c:
            for row in rows:
                self._records.remove_exclusion(c, row.id)
            self._records.forget_excluded(c)
        return {"message": "Taken back. The next sync reads that mail again: regard sync"}

    def _let_in(self, topic: str) -> dict[str, Any]:
        """Let in mail on a topic that is left out by default."""
        topic = self._topic(topic)
        with self._records.writer(), self._records.writing() as c:
            self._records.remove_exclusion(c, self._records.put_exclusion(c, "default", topic))
            self._records.forget_excluded(c)
        return {"message": f"Mail on “{topic}” is let in. The next sync reads it: regard sync"}

    def _exclude_again(self, topic: str) -> dict[str, Any]:
        """Leave out a topic again that is left out by default; what was read of it meanwhile is removed."""
        from regard.erasing import covered_by
        from regard.flow.keeping import leave_out
        from regard.identity.exclusions import Exclusion

        topic, live = self._topic(topic), self._live()
        with self._records.writer():
            with self._records.writing() as c:
                self._records.put_exclusion(c, "default", topic)
            flow = self._flow()
            messages = covered_by(live, [Exclusion("default", topic)], flow.us_domains())
            removed = leave_out(self._records, live, messages, f"excluded: {topic}")
            flow.settle()
            self._erase_copies()
        return {"message": f"Never read from now on; {removed} mails were removed.", "removed": removed}

    def _topic(self, text: str) -> str:
        from regard.identity.exclusions import TOPICS

        if text not in TOPICS:
            raise UsageError(f"“{text}” is left out by no default; there are {', '.join(TOPICS)}.")
        return text

    def _pattern(self, kind: str, pattern: str) -> list[str]:
        """What is stored for an exclusion: a person's every address, a lower-case domain, folder or words."""
        from regard.parse.address import normalise

        if kind != "person":
            return [pattern.strip().lower().removeprefix("@")]
        try:
            who = person_ref(self._live(), pattern)
        except UnknownReference:
            address = normalise(pattern)
            if address is None or "@" not in address:
                raise
            return [address]
        return [row[0] for row in self._live().rows("SELECT address FROM handle WHERE person = ?", who)]

    def object(self, ref: str, *, undo: bool = False) -> dict[str, Any]:
        """A person objects to being modelled: no trial and no estimate of them is made any more (or again, with `undo`)."""
        handles = self._handles(ref)
        change = self._records.remove_objections if undo else self._records.put_objections
        self._settle(lambda c: change(c, handles), handles=handles)
        return {"message": "Modelled again." if undo else "Not modelled any more. Their mail is kept; `forget` erases it."}

    def forget(self, ref: str) -> dict[str, Any]:
        """Erase a person from records, live store, text index, generations and every score; they do not come back."""
        from regard.erasing import erase
        from regard.parse.address import normalise

        live = self._live()
        address = ""
        try:
            who = person_ref(live, ref)
        except UnknownReference:
            who, address = "", normalise(ref) or ""
            if "@" not in address:
                raise
        if live.rows("SELECT 1 FROM person WHERE id = ? AND side = 'us'", who):
            raise UsageError("That is one of us. Only people outside can be erased; remove a mailbox by excluding it.")
        with self._records.writer():
            flow = self._flow()
            done = erase(self._records, live, flow.reader("mail"), who, address)
            flow.settle()
            self._erase_copies()
        note = "Names in other people's own words stay."
        also = f" {done['crm_rows']} CRM rows removed or blanked." if done["crm_rows"] else ""
        text = f"Erased: {done['removed']} mails removed, {done['redacted']} redacted.{also} {note}"
        return {"message": text, **done, "note": note}

    def disclose(self, ref: str) -> dict[str, Any]:
        """All that is held about a person, in a form that could be handed to them."""
        from regard.answers.disclosure import disclosure

        view = self._view(None)
        return disclosure(view, person_ref(view.live, ref), self._records)

    def export(self, folder: str | Path) -> dict[str, Any]:
        """The whole book as Parquet tables, JSON and the original mails, into a new or empty folder."""
        from regard.answers.portability import export

        with self._records.writer():
            self._flow().publish()
        return export(self.folder, self._records, Path(folder))

    # ------------------------------------------------------------------------------------------------------- inside

    def _live(self) -> Live:
        """This thread's connection to the live store; built again from the records where it is missing."""
        live: Live | None = getattr(self._local, "live", None)
        if live is None:
            live = Live.open(self.folder, read_only=True) or self._rebuilt()
            self._local.live = live
            self._opened.append(live)
        return live

    def _rebuilt(self) -> Live:
        """The live store, made anew from the records."""
        with self._records.writer():
            live = cast("Live", Live.open(self.folder))
            self._local.live = live
            if self._records.last_item():
                from regard.flow.keeping import catch_up

                flow = self._flow()
                catch_up(self._records, live, flow.reader("mail"))
                flow.settle()
        return live

    def _flow(self) -> Any:
        from regard.flow import Flow

        return Flow(self.folder, self._records, self._live(), self._settings)

    def _handles(self, ref: str, *, alone: bool = False) -> list[str]:
        """The handles of whoever is meant; of an address alone, with `alone`."""
        live = self._live()
        if alone and "@" in ref:
            rows = live.rows("SELECT id FROM handle WHERE address = lower(?)", ref.strip())
            if rows:
                return [rows[0][0]]
        who = person_ref(live, ref)
        return [row[0] for row in live.rows("SELECT id FROM handle WHERE person = ? ORDER BY id", who)]

    def _settle(self, change: Callable[[Any], Any], handles: Sequence[str]) -> None:
        """Write a change to the records and bring what rests on those handles up to date."""
        live = self._live()
        with self._records.writer():
            with self._records.writing() as c:
                change(c)
            with live.writing() as c:
                for h in handles:
                    c.execute("INSERT OR IGNORE INTO dirty SELECT 'handle', CAST(n AS TEXT) FROM handle WHERE id = ?", (h,))
                    c.execute("INSERT OR IGNORE INTO dirty VALUES('name', ?)", (h,))
            self._flow().settle()

    def _erase_copies(self) -> None:
        """After a removal: publish at once, drop older generations, and give freed pages back."""
        from regard.store import generations

        self._records.compact()
        self._live().compact()
        if generations.current(self.folder) is not None:
            self._flow().publish()
            generations.collect(self.folder, keep=1)
        self._remembered.clear()
        self._boards.clear()

    @cached_property
    def _remembered(self) -> Remembered:
        from regard.answers.remembered import Remembered

        return Remembered()

    def _view(self, as_of: str | None) -> View:
        from regard.answers.standing import standings
        from regard.answers.view import View
        from regard.flow.weighing import active
        from regard.relationships.display import Bands

        live = self._live()
        weights = active(self._records, str(self._settings["model.active"]))
        moment, note = (as_of_us(as_of), "") if as_of else self._default_moment(live)
        bands = Bands(self._settings["bands.good"], self._settings["bands.fair"])

        def of(buyers: list[str] | None, at: int = moment) -> Standings:
            if buyers is not None:
                return standings(live, at, weights, bands, buyers)
            return self._remembered.standings(live, at, weights.version, lambda some: standings(live, at, weights, bands, some))

        @cache
        def money() -> Money:
            from regard.answers.opportunities import opportunities
            from regard.store.crm import newest_known

            newest = newest_known(self._records)
            if newest is None:
                return Money(())
            key = (live.get("settled_rev"), min(moment, newest))  # from its newest row on, nothing more is known
            if key not in self._money:
                if len(self._money) > 4:
                    self._money.clear()
                self._money[key] = Money(tuple(opportunities(self._records, live, moment)))
            return self._money[key]

        def a_month_ago(buyers: list[str] | None) -> Standings:
            return of(buyers, (moment // DAY - 30) * DAY)  # of a day's beginning, so that it is one all day

        text = bool(self._settings["text.read"])

        @cache
        def promised() -> Mapping[str, Promised]:
            from regard.answers.promises import ours_pressing

            return ours_pressing(self._ledger(view), moment)

        view = View(live, self._records.key, moment, weights, bands, text, of, a_month_ago, note, money, promised)
        return view

    def _ledger(self, view: View) -> Sequence[PromiseRow]:
        """The promises of the whole book at a view's moment, remembered until something changes, or for ten minutes."""
        from regard.answers.promises import of_book

        at = view.as_of_us if view.as_of_us % DAY == 0 else view.as_of_us // TEN_MINUTES
        key = (view.live.get("settled_rev"), at)
        if key not in self._promises:
            if len(self._promises) > 4:
                self._promises.clear()
            self._promises[key] = of_book(view)
        return self._promises[key]

    def _default_moment(self, live: Live) -> tuple[int, str]:
        """Now; for an archive (no mail for `book.archive_days`) the end of its last day, and a note that says so."""
        now = now_us()
        last = live.rows(
            "SELECT us, kind FROM message WHERE kind IN ('mail', 'call') AND us_basis NOT IN ('file', 'quote') AND us <= ? "
            "ORDER BY us DESC LIMIT 1",
            now,
        )
        newest, kind = last[0] if last else (None, "")
        if newest is None or now - newest <= int(self._settings["book.archive_days"]) * DAY:
            return now, ""
        note = f"The newest {kind} is of {iso_day(newest)}: this book is read as of that day."
        return (day_of(newest) + 1) * DAY, note
