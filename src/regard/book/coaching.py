"""Remarks on a draft, with or without a book to know its reader from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regard import config
from regard.answers.references import person_ref
from regard.book.opened import Opened
from regard.results import Remarks

if TYPE_CHECKING:
    from regard.actions.reader import Reader


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


class Coaching(Opened):
    """The coach, who knows the reader."""

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
