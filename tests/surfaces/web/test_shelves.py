"""Sources on their shelves: mailboxes first, the rest by kind, the folder they share said once."""

from __future__ import annotations

import pytest

from regard.results import SourceHealth
from regard.surfaces.web.shelves import shelves


def source(path: str, kind: str) -> SourceHealth:
    """A source at `path`, which is its id too."""
    return SourceHealth(path, path, kind, None, 1, 1, 0, 0, None, None, False)


def test_sources_are_put_by_kind() -> None:
    """Mailboxes of every form are one shelf; calendars, calls and CRM have their own, in the order read."""
    found = shelves(
        [
            source("/d/a", "maildir"),
            source("/d/b.ics", "calendar"),
            source("/d/c", "mbox"),
            source("/d/e", "crm"),
            source("/d/f", "new_kind"),
        ]
    )
    assert [s.path for s in found.mail] == ["/d/a", "/d/c"]
    assert [(kind, [s.path for s in of]) for kind, of in found.others] == [
        ("Calendars", ["/d/b.ics"]), ("CRM", ["/d/e"]), ("New kind", ["/d/f"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "folder", "names"),
    [
        (["/home/u/mail/anna", "/home/u/mail/ben"], "/home/u/mail/", ["anna", "ben"]),
        (["/home/u/mail/anna", "/home/u/mailing"], "/home/u/", ["mail/anna", "mailing"]),
        (["/home/u/mail", "/home/u/mail/ben"], "/home/u/", ["mail", "mail/ben"]),
        (["/srv/anna", "/home/ben"], "", ["/srv/anna", "/home/ben"]),
        (["/home/u/mail/anna"], "", ["/home/u/mail/anna"]),
        (["anna", "ben"], "", ["anna", "ben"]),
        ([], "", []),
    ],
)
def test_the_shared_folder_is_said_once(paths: list[str], folder: str, names: list[str]) -> None:
    """Whole folders are taken off, never part of a name; a source alone keeps its whole path."""
    found = shelves([source(p, "mbox") for p in paths])
    assert found.folder == folder
    assert [found.names[p] for p in paths] == names
