"""What can go wrong when Regard is used badly, as one tree.

    RegardError
    ├── UsageError            the command or call cannot be understood (exit 2)
    │   ├── UnknownReference  no person, company or message goes by that name
    │   ├── AmbiguousReference  several do; the candidates are listed
    │   └── ConfigError       a setting is unknown or has a value it cannot take
    ├── BookError             the book on disk cannot be used (exit 1)
    │   ├── BookMissing       there is no book there yet
    │   ├── BookTooNew        a later version of Regard wrote it
    │   ├── BookDamaged       one of its files cannot be read whole
    │   └── BookBusy          another sync holds the writer lock
    └── SourceError           a source cannot be read at all (exit 1)

Bad *data* never raises: it becomes a `regard.model.SetAside`, is stored and counted. Every message says what happened, to
which item, and what to do next.
"""

from __future__ import annotations


class RegardError(Exception):
    """The root: catch this to catch everything Regard raises on purpose."""

    exit_code = 1


class UsageError(RegardError):
    """The command or call cannot be understood."""

    exit_code = 2


class UnknownReference(UsageError):
    """No person, company or message goes by that id, address or name."""


class AmbiguousReference(UsageError):
    """Several things go by that name; `candidates` holds one line for each."""

    def __init__(self, reference: str, candidates: list[str]) -> None:
        self.candidates = candidates
        listed = "\n  ".join(candidates[:10])
        super().__init__(f"“{reference}” could be any of these; name one by its id or address:\n  {listed}")


class ConfigError(UsageError):
    """A setting is unknown or has a value it cannot take."""


class BookError(RegardError):
    """The book on disk cannot be used."""


class BookMissing(BookError):
    """There is no book at that place yet."""


class BookTooNew(BookError):
    """A later version of Regard wrote this book."""


class BookDamaged(BookError):
    """One of the book's files cannot be read whole."""


class BookBusy(BookError):
    """Another process is writing to this book."""


class SourceError(RegardError):
    """A source cannot be read at all."""
