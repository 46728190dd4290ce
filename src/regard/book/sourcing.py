"""Reading sources into a book, and taking them out or moving them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regard import config
from regard.book.opened import Opened
from regard.errors import AmbiguousReference, UnknownReference, UsageError

if TYPE_CHECKING:
    from regard.results import SyncReport


class Sourcing(Opened):
    """Sources in and out."""

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
        as settings of the book. Raises SourceError where a source cannot be read at all, BookBusy while another sync runs, UsageError
        for `text` false in a book that holds words already.
        """
        from regard.flow.syncing import Flow
        from regard.parse.address import normalise
        from regard.sources import detect

        owners = tuple(filter(None, (normalise(o) for o in owner)))
        known = [Path(s.path) for s in self._records.sources()]
        paths = [Path(s) for s in sources] or [p for p in known if p.exists()]
        if not paths:
            if known:
                gone = ", ".join(str(p) for p in known)
                raise UsageError(
                    f"There is nothing to read: not where it was is {gone}. Say where it lies now: regard source move OLD NEW, "
                    "or name a mailbox: regard sync PATH"
                )
            raise UsageError("There is nothing to read. Name a mailbox: regard sync PATH")
        found = [source for path in dict.fromkeys(paths) for source in detect(path)]
        self._progress = progress
        self._remember(us, owners, text)
        flow = Flow(self.folder, self._records, self._live(), self._settings)
        if progress is not None:
            flow.progress = progress
        before = flow.live.get("refreshed")
        report = flow.sync(found, owners)
        if flow.live.get("refreshed") != before:
            self._keep_standings()
        report = replace(report, read_again=report.read_again + self._read_again)
        self._read_again = 0
        return report

    def to_read_again(self) -> int:
        """How many kept items this version of the program has to read again before the book can be read, as it reads them otherwise."""
        from regard.store.live import Live

        live = Live.open(self.folder, read_only=True)
        if live is None:
            return self._records.last_item()
        live.close()
        return 0

    def _keep_standings(self) -> None:
        """Fit a large book when enough of it changed: the next process to open it then reads where everybody stands."""
        from regard.flow.stored_trials import is_large

        if is_large(self._live()):
            view = self._view(None)
            view.standings(None)
            view.a_month_ago(None)

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
        if changes.get("text.read") is False and self._holds_words():
            raise UsageError(
                "This book holds the words of what it has read, and `--metadata-only` would leave them in it. "
                "Begin another book for headers alone: regard --book NEW sync --metadata-only PATH"
            )
        if not changes:
            return
        config.write(self.folder, changes)
        self._settings = config.load(self.folder, {key: value for key, value in self._flags.items() if key not in changes})
        self._forget_answers()
        self._everybody_is_dirty()

    def _holds_words(self) -> bool:
        return bool(self._live().rows("SELECT 1 FROM body WHERE text <> '' LIMIT 1"))

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
            self._drop_copies()
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
        from regard.flow.applying import catch_up

        flow = self._flow()
        catch_up(self._records, self._live(), flow.reader("mail"))
        flow.settle()
        self._erase_copies()
