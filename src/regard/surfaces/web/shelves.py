"""The sources as the page shows them: mailboxes first, each with what it covers, then what else was read, kind by kind, one line each.

The folder that all of them lie in is said once; a source goes by the rest of its path.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from regard.results import SourceHealth

MAIL = frozenset({"mbox", "maildir", "mail_folder"})
SAID = {"calendar": "Calendars", "transcripts": "Calls", "crm": "CRM"}


@dataclass(frozen=True, slots=True)
class Shelves:
    """`folder` is what all paths begin with ("" where that says nothing), `names` what each source, by its id, goes by within it."""

    folder: str
    names: dict[str, str]
    mail: tuple[SourceHealth, ...]
    others: tuple[tuple[str, tuple[SourceHealth, ...]], ...]


def shelves(sources: Sequence[SourceHealth]) -> Shelves:
    """The sources put where they belong, in the order given."""
    folder = _shared([s.path for s in sources])
    others: dict[str, list[SourceHealth]] = {}
    for source in sources:
        if source.kind not in MAIL:
            others.setdefault(SAID.get(source.kind, source.kind.replace("_", " ").capitalize()), []).append(source)
    return Shelves(
        folder,
        {s.id: s.path[len(folder) :] or s.path for s in sources},
        tuple(s for s in sources if s.kind in MAIL),
        tuple((kind, tuple(of)) for kind, of in others.items()),
    )


def _shared(paths: Sequence[str]) -> str:
    """The folder of all these paths with its last separator; "" of fewer than two, and where they share the root alone."""
    parents = [PurePath(p).parent for p in paths]
    if len(parents) < 2 or len({p.anchor for p in parents}) > 1:
        return ""
    folder = PurePath(os.path.commonpath(parents))
    return f"{folder}{os.sep}" if folder.name else ""
