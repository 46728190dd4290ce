"""Remarks on a draft, with or without a book to know its reader from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regard import config
from regard.book.opened import Opened
from regard.errors import AmbiguousReference, UnknownReference, UsageError

if TYPE_CHECKING:
    from regard.actions.reader import Reader
    from regard.answers.view import View
    from regard.results import ReaderNotes, Remarks


def coach(text: str, folder: str | Path | None = None, by: str | None = None) -> Remarks:
    """Remarks on a draft where there is no book to know the reader from; settings come from `folder`, if it has any."""
    from regard.actions.coach import NOBODY

    return _coached(text, NOBODY, config.load(Path(folder) if folder else None), by)


def _named(to: str) -> list[str]:
    """Whom a draft goes to: the references between semicolons, the reader first."""
    return [one for part in to.split(";") if (one := part.strip())] or [to]


def _coached(text: str, known: Reader, settings: config.Settings, by: str | None) -> Remarks:
    from regard.actions.coach import coach as remarks
    from regard.actions.switches import off_and_on, writer

    by = writer(by, settings["us.owners"])
    off, on = off_and_on(settings, by)
    return remarks(text, known, off=off, on=on, names=(by,) if by else ())


class Coaching(Opened):
    """The coach, who knows the reader."""

    def coach(self, text: str, to: str | None = None, by: str | None = None) -> Remarks:
        """Remarks on a draft before it is sent; nothing is kept of it. `to`: who will read it, as the book knows them, and, behind
        semicolons, whoever gets a copy; `by`: who writes it (an address), for their own switches, and to be told what buyers told them.

        Raises UnknownReference, AmbiguousReference, ConfigError for a rule that does not exist.
        """
        from regard.actions.coach import NOBODY
        from regard.actions.knowing import reader

        known = NOBODY
        if to:
            view = self._view(None)
            first, *copied = _named(to)
            who, objections = self._who(view.live, first), self._records.objections()
            others = [p for p in (self._who(view.live, ref) for ref in copied) if not self._objected(view, p, objections)]
            known = reader(
                view, who, objected=self._objected(view, who, objections), others=others, writer=self._writer(view, by)
            )
        return _coached(text, known, self._settings, by)

    def coach_reader(self, to: str) -> ReaderNotes:
        """What the book tells of who will read a draft: what they accepted before, what of theirs waits for an answer.

        Raises UnknownReference, AmbiguousReference.
        """
        from regard.actions.before import notes

        view = self._view(None)
        who = self._who(view.live, _named(to)[0])
        return notes(view, who, objected=self._objected(view, who, self._records.objections()))

    def _writer(self, view: View, by: str | None) -> str:
        """The person of ours who writes; "" where nobody of ours is named, and nothing is told that was told to one alone."""
        from regard.answers.seller import looking

        try:
            mine = looking(view.live, by, self._settings["us.owners"])
        except (UsageError, UnknownReference, AmbiguousReference):
            return ""
        return mine.person if mine is not None else ""

    @staticmethod
    def _objected(view: View, person: str, objections: frozenset[str] | set[str]) -> bool:
        """Whether they asked not to be modelled."""
        return any(row[0] in objections for row in view.live.rows("SELECT id FROM handle WHERE person = ?", person))

    def coach_switch(self, rule: str, by: str | None = None, *, off: bool = True) -> tuple[str, ...]:
        """Switch a rule off for one writer, or on again; kept in the book's settings (`coach.off_for`). What is off for them now.

        `by`: their address, else the only owner of the book's mailboxes. Raises ConfigError for a rule that does not exist, UsageError
        where nobody is named.
        """
        from regard.actions.coach import switched
        from regard.actions.rulebook import rules
        from regard.actions.switches import entries, writer

        for known in rules():
            switched(known, (rule,), ())
        who = (writer(by, self._settings["us.owners"]) or "").strip().lower()
        if "@" not in who:
            raise UsageError(
                "Say who you are first: a rule is switched off for one writer, by their address. Nothing was changed."
            )
        key = "coach.off_for"
        with self._records.writer():
            kept = [e for e in entries(config.load(self.folder, {}, {})[key]) if e != (who, rule)] + (
                [(who, rule)] if off else []
            )
            config.write(self.folder, {key: tuple(f"{address}:{name}" for address, name in kept)})
            # of the others, what was read when the book was opened stays: answers that are kept in memory rest on them
            now = config.load(self.folder, {k: v for k, v in self._flags.items() if k != key})
            self._settings = self._settings.taking(now, key)
        return self.coach_off(who)

    def coach_off(self, by: str | None = None) -> tuple[str, ...]:
        """The rules that a writer switched off for themselves, in order of name."""
        from regard.actions.switches import off_and_on, writer

        who = writer(by, self._settings["us.owners"])
        return tuple(sorted({*off_and_on(self._settings, who)[0]} - {*self._settings["coach.off"]}))
