"""A sync from end to end: reads sources into the book, runs the stages that `regard.flow` lists, and publishes.

Reads and writes the marks of how far it is (`refreshed`, `settled_rev`, `read_us`, `us_found` in the live store).
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from regard.config import Settings
from regard.errors import BookError
from regard.flow import people_due
from regard.flow.applying import catch_up
from regard.flow.calling import settle_calls
from regard.flow.calls_noted import settle_calls_noted
from regard.flow.covering import settle_coverage
from regard.flow.crm_keeping import CrmKeeper
from regard.flow.crm_numbers import look_again
from regard.flow.crm_portals import portal_of, said
from regard.flow.crm_state import ours, place_accounts, settle_crm
from regard.flow.excluding import DUE, Removed, carried_out, carry_out, look_at_left_out, names_left_out
from regard.flow.held_anew import is_judged_otherwise, judge_again, judged
from regard.flow.instants import settle_instants
from regard.flow.keeping import Keeper
from regard.flow.leaving_out import settle_left_out
from regard.flow.meeting import settle_meetings
from regard.flow.people import settle_people
from regard.flow.predicting import settle_predictions
from regard.flow.reading import Reader, draw_all, read_all, undisturbed
from regard.flow.recovering import Recovering, hang
from regard.flow.refused import read_refused
from regard.flow.scoring import settle_buyers
from regard.flow.sources_changing import forget_empty
from regard.flow.stored_matters import matters_ahead, settle_matters
from regard.flow.threading import ahead, thread
from regard.flow.weighing import active, settle_weights
from regard.identity.exclusions import DEFAULTS, Exclusion, rules
from regard.identity.sides import guess_us
from regard.model import DAY
from regard.parse.address import normalise
from regard.parse.authenticity import UNPROVEN
from regard.privacy import Gate
from regard.results import SourceCount, SyncReport
from regard.sources.crm_exports import CrmExports
from regard.sources.cursor import Cursor
from regard.sources.source import Source
from regard.store import generations, making
from regard.store.deal_judgements import any_found
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us

Progress = Callable[[str, int, int | None], None]
REFRESH_SHARE = 0.05
REFRESH_EVERY = 600_000_000
"""What is kept of the whole book is made again when 5 % of the messages are new to it, or after ten minutes with any change."""


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    return


@dataclass(slots=True)
class Flow:
    """One book being written. `us` are our domains, found from the mail where nobody said."""

    folder: Path
    records: Records
    live: Live
    settings: Settings
    progress: Progress = _quiet
    counts: list[SourceCount] = field(default_factory=list)
    recovered: int = 0
    read_again: int = 0
    judged_out: int = 0
    untouched: Callable[[], bool] = field(default_factory=lambda: _not_known)
    left_out: Removed = field(default_factory=Removed)

    def sync(self, sources: Sequence[Source], owners: Sequence[str] = ()) -> SyncReport:
        """Read sources into the book. One writer at a time; killed anywhere, the next sync goes on from there."""
        started = monotonic()
        self.live.keep_pages()
        usual = gc.get_threshold()
        gc.set_threshold(200_000, 20, 20)  # millions of small records without cycles pass through here
        try:
            with self.records.writer(careful=True), self._answers_kept() as look:
                self.read_again += catch_up(self.records, self.live, self.reader("mail"), self.progress)
                look_at_left_out(self.records, self.us_domains())
                if not self.records.last_item():
                    judged(self.records)
                for source in sources:
                    self._read(source, owners)
                look()
                with self._publisher() as publish:
                    self.settle()
                    publish()
        finally:
            gc.set_threshold(*usual)
        c = self.counts
        totals = (sum(s.seen for s in c), sum(s.stored for s in c), sum(s.duplicate for s in c), sum(s.set_aside for s in c))
        seconds = round(monotonic() - started, 3)
        return SyncReport(*totals, seconds, tuple(c), self.recovered, self.read_again, self.judged_out)

    @contextmanager
    def _answers_kept(self) -> Iterator[Callable[[], None]]:
        """Let what is kept of answers stand where a sync changes nothing; yields what looks whether something came in already, or is to be
        taken out: nothing of it may outlive that, wherever the sync is cut short.
        """

        def stands() -> tuple[int, int]:
            return self.records.rev(), self.live.connection.total_changes

        def look() -> None:
            if not self.untouched():
                self.records.drop_answers()

        before = stands()
        self.untouched = lambda: stands() == before and not self.records.get_meta(DUE)
        try:
            yield look
        finally:
            look()
            self.untouched = _not_known

    def settle(self) -> None:
        """Bring everything that rests on messages up to date with them."""
        self._read_anew()
        read_refused(self.records, self.live, self.reader("mail"))
        due = bool(self.records.get_meta(DUE))
        if due:  # just noted, or noted by a command that was cut short: then there may be copies made since
            generations.collect(self.folder, keep=0)
            self.left_out = carry_out(self.records, self.live, self.us_domains)
        if self.settings["privacy.defaults"] and is_judged_otherwise(self.records):
            generations.collect(self.folder, keep=0)
            self.judged_out += judge_again(self.records, self.live, self.us_domains())
        said = people_due.look_again(self.records, self.live)
        us = self.us_domains()
        owners = self.owners()
        self.progress("meetings", 0, None)
        settle_meetings(self.live, self.records.key, self.live.now_us())
        settle_instants(self.live)
        with ahead(self.live) as found:
            self.progress("what quotes hold", 0, None)
            self.recovered += Recovering(self.records, self.live, us, owners, self.gate()).settle()
            self.progress("who is who", 0, None)
            settle_crm(self.records, self.live)
            mine = (*owners, *ours(self.live))
            settle_people(self.records, self.live, us, mine, personal=bool(self.settings["privacy.personal"]))
            place_accounts(self.live)
            settle_calls_noted(self.live)
            settle_calls(self.records, self.live, self.gate())
            self.progress("threads", 0, None)
            thread(self.live, self.records.key, found)
        hang(self.live)
        settle_left_out(self.records, self.live)
        read = bool(self.settings["text.read"])
        with self._gists() as settle_gists, matters_ahead(self.live, wanted=read) as matters:
            changed = settle_coverage(self.records, self.live, owners)
            self.progress("evidence", 0, None)
            settle_buyers(
                self.live,
                self.records.key,
                text=read,
                everybody=changed,
                moved=not self.untouched(),
            )
            settle_weights(self.records, self.live)
            settle_predictions(self.records, self.live, lambda: active(self.records, str(self.settings["model.active"])))
            settle_gists()
            settle_matters(self.live, wanted=read, made=matters)
        with self.live.writing() as c:
            self.live.put("settled_rev", str(self.records.rev()))
            making.end(c, self.records.last_item())
        people_due.carried_out(self.records, said)
        if due:
            self.records.compact()
            self.live.compact()
            carried_out(self.records)

    @contextmanager
    def _gists(self) -> Iterator[Callable[[], None]]:
        """Read what messages say of deals, in a book that knows of any, beside this process; yields what settles them."""
        deals = bool(self.live.rows("SELECT 1 FROM opportunity LIMIT 1")) or any_found(self.records)
        wanted = deals and bool(self.settings["text.read"])
        if not wanted and not self.live.get("gists"):
            yield self._no_gists
            return
        from regard.flow.stored_gists import gists_ahead, settle_gists  # the rules of deals, which most syncs do without

        def settle() -> None:
            self.progress("deals", 0, None)
            settle_gists(self.live, wanted=wanted, ahead=ahead_of)

        with gists_ahead(self.live, wanted=wanted) as ahead_of:
            yield settle

    def _no_gists(self) -> None:
        with self.live.writing() as c:
            c.execute("DELETE FROM dirty WHERE kind = 'gist'")

    def _read_anew(self) -> None:
        """Read all mail again where a domain is ours no more (what it quotes was passed over in mail among ourselves), and where the check
        of its sender counts now and did not, or the other way round.
        """
        us = sorted(self.settings["us.domains"])
        before = self.live.get("read_us").split()
        checked = "" if self.settings["mail.checked"] else "no"
        other = checked != self.live.get("read_checked")
        if us == before and not other:
            return
        if set(before) - set(us) or other:
            self.live.clear()
            self.read_again += catch_up(self.records, self.live, self.reader("mail"), self.progress)
        with self.live.writing():
            self.live.put("read_us", " ".join(us))
            self.live.put("read_checked", checked)

    def reader(self, kind: str) -> Reader:
        """How items of a kind are read in this book."""
        us = tuple(self.settings["us.domains"])
        text, checked = bool(self.settings["text.read"]), bool(self.settings["mail.checked"])
        return Reader(
            kind, self.records.key, text, self.live.now_us() + DAY, us, zone=str(self.settings["time.zone"]), checked=checked
        )

    def gate(self) -> Gate:
        """What is let into this book."""
        said = [Exclusion(row.kind, row.pattern) for row in self.records.exclusions()]
        let_in = self.records.removed_defaults()
        defaults = [e for e in DEFAULTS if e.pattern not in let_in] if self.settings["privacy.defaults"] else []
        names = names_left_out(self.records)
        erased = frozenset(self.records.erased())
        return Gate(rules([*said, *defaults], self.us_domains()), erased, self.records.erased_hash, names)

    def owners(self) -> tuple[str, ...]:
        """The addresses named as owners, normalised."""
        return tuple(filter(None, (normalise(o) for o in self.settings["us.owners"])))

    def us_domains(self) -> tuple[str, ...]:
        """Our domains: as set, else found from who takes part most in each source; the finding is kept until mail says otherwise.

        The readers of a mail share it: one mail to a thousand people tells no more of who we are than one to a single reader.
        """
        said = tuple(self.settings["us.domains"])
        if said:
            return said
        senders: dict[str, dict[str, float]] = {}
        for source, address, n in self.live.rows(
            "SELECT i.source_id, h.address, count(*) FROM message_item i JOIN message m ON m.n = i.message "
            f"JOIN handle h ON h.n = m.from_n WHERE m.kind = 'mail' AND m.automated <> '{UNPROVEN}' GROUP BY 1, 2"
        ):
            senders.setdefault(source, {})[address] = n
        recipients: dict[str, dict[str, float]] = {}
        for source, address, n in self.live.rows(
            "SELECT i.source_id, h.address, sum(1.0 / max(m.recipients, 1)) FROM message_item i "
            "JOIN message m ON m.n = i.message AND m.kind = 'mail' "
            "JOIN party p ON p.message = m.n AND p.role <> 'from' JOIN handle h ON h.n = p.handle GROUP BY 1, 2"
        ):
            recipients.setdefault(source, {})[address] = n
        found = guess_us(senders, recipients) or ()
        before = tuple(self.live.get("us_found").split())
        if found and found != before:
            with self.live.writing() as c:
                self.live.put("us_found", " ".join(found))
                c.execute("INSERT OR IGNORE INTO dirty SELECT 'handle', CAST(n AS TEXT) FROM handle")
                c.execute("INSERT OR IGNORE INTO dirty VALUES('name', 'all')")
            c.execute("INSERT OR IGNORE INTO dirty VALUES('name', 'all')")
        return found or before

    # ------------------------------------------------------------------------------------------------- one source

    def _read(self, source: Source, owners: Sequence[str]) -> None:
        """Read one source to its end."""
        kind, path = source.id_parts
        with self.records.plainly() as c:
            source_id = self.records.put_source(c, kind, path)
            if len(owners) == 1 and not isinstance(source, CrmExports):
                self.records.set_owner(c, source_id, owners[0], "user")
        if len(owners) == 1:
            with self.live.writing() as c_live:
                c_live.execute("INSERT OR IGNORE INTO dirty VALUES('source', ?)", (source_id,))
        if isinstance(source, CrmExports):
            look_again(self.records, source_id)
        cursor = Cursor(self.records.cursors(source_id))
        if isinstance(source, CrmExports):
            self._read_crm(source, source_id, cursor)
            return
        gate = self.gate()
        reader = replace(self.reader(kind), exclusions=gate.exclusions)
        keeper = Keeper(self.records, self.live, gate, source_id, kind, self.reader(kind))
        total = source.estimate() if self.progress is not _quiet else 0
        pending: dict[str, dict[str, object]] = {}
        unsaved = 0
        draws = draw_all(source, cursor, lambda: self.records.set_aside_in(source_id))
        for draw, batch in read_all(draws, reader, int(self.settings["sync.processes"])):
            pending |= draw.cursors
            unsaved += draw.count
            # A cursor of a large folder is large: it moves when the work since is worth it, and at the end.
            moved = unsaved >= max(2_000, keeper.counts.seen // 4)
            keeper.keep(replace(draw, cursors=pending if moved else {}), batch)
            if moved:
                pending, unsaved = {}, 0
            self.progress(path, keeper.counts.seen, max(total, keeper.counts.seen))
        with self.records.plainly(counted=False) as c:
            self.records.put_cursors(c, source_id, pending)
            self.records.touch_source(c, source_id, now_us())
        n = keeper.counts
        forgotten = not n.stored and not n.duplicate and forget_empty(self.records, source_id)
        self.counts.append(SourceCount(path, kind, n.seen, n.stored, n.duplicate, n.set_aside, kept=not forgotten))

    def _read_crm(self, source: CrmExports, source_id: str, cursor: Cursor) -> None:
        """Read a source of CRM exports to its end: its rows are no messages."""
        kind, path = source.id_parts
        portal = portal_of(said(self.records), path)
        keeper = CrmKeeper(self.records, self.gate(), source_id, words=bool(self.settings["text.read"]), portal=portal)
        total = source.estimate() if self.progress is not _quiet else 0
        for seen in keeper.read(source, cursor):
            self.progress(path, seen, max(total, seen))
        with self.records.plainly() as c:
            self.records.touch_source(c, source_id, now_us())
        with self.live.writing():
            self.live.put("applied_item", str(self.records.last_item()))  # rows are not read into the live store one by one
        n = keeper.counts
        self.counts.append(SourceCount(path, kind, n.seen, n.stored, n.duplicate, n.set_aside))

    # --------------------------------------------------------------------------------------------------- publishing

    def publish(self) -> None:
        """Publish a generation, in a process of its own."""
        with self._publisher(due_only=False) as publish:
            publish()

    @contextmanager
    def _publisher(self, *, due_only: bool = True) -> Iterator[Callable[[], None]]:
        """A way to publish what stands in the live store when it is called; with `due_only`, where enough has changed and somebody asked
        for a generation before: most books are never scanned, and a whole copy costs as much as a tenth of reading them.

        The process that will do it starts at once and loads what it needs beside the work that comes first.
        """
        applied = int(self.live.get("applied_item", "0"))
        refreshed, at = (int(x) for x in (self.live.get("refreshed") or "0 0").split())
        share = (applied - refreshed) / max(applied, 1)
        due = share >= REFRESH_SHARE or (applied != refreshed and now_us() - at > REFRESH_EVERY)
        if due_only and not due:
            yield lambda: None
            return
        if due_only and not generations.asked_for(self.folder):
            yield lambda: self._refreshed(applied)
            return
        theirs, ours = Pipe(duplex=False)
        process = Process(target=_publish, args=(str(self.folder), str(self.live.path), applied, theirs, ours))
        with undisturbed():
            process.start()
        theirs.close()
        try:
            yield lambda: self._publish_now(process, ours, applied)
        finally:
            ours.close()  # one that was not told to publish ends by this
            process.join()

    def _publish_now(self, process: Process, told: Connection, applied: int) -> None:
        """Have the waiting process publish, and note that it did."""
        with suppress(BrokenPipeError):  # it ended before: its exit says why
            told.send(True)
        process.join()
        if process.exitcode:
            where, ended = self.folder / "gen", -process.exitcode
            if ended > 0:  # it could say nothing itself
                raise BookError(
                    f"{where} could not be written: the process that writes it was ended by signal {ended} (out of memory?). "
                    "The mail is kept; run this again."
                )
            raise BookError(
                f"{where} could not be written (the reason stands above). The mail is kept; mend that and run this again."
            )
        self._refreshed(applied)

    def _refreshed(self, applied: int) -> None:
        with self.live.writing():
            self.live.put("refreshed", f"{applied} {now_us()}")


def _not_known() -> bool:
    return False


def _publish(folder: str, live_path: str, base_rev: int, told: Connection, parents: Connection) -> None:
    """Publish when told to, in a process of its own. DuckDB looks for pandas whenever it meets Arrow; importing it would cost more than
    all the rest.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    parents.close()  # so that the parent's end is the last one, and its death is heard
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
    try:
        generations.get_ready()
        told.recv()
    except EOFError:
        return
    try:
        generations.write(Path(folder), Path(live_path), base_rev)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it in its own words
        sys.exit(f"regard: {error}")
