"""Which rules are off, for the team and for one writer?

`coach.off = ["jargon"]` switches a rule off for everybody, `coach.on` one on that is off by default, `coach.off_for =
["ben@ourfirm.example:jargon"]` one off for a single writer.
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.config import Settings
from regard.errors import ConfigError


def off_and_on(settings: Settings, by: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules to switch off and on for the writer `by` (an address; None for nobody in particular). Raises ConfigError."""
    own = entries(settings["coach.off_for"])
    return (*settings["coach.off"], *(rule for address, rule in own if by and address == _plain(by))), tuple(
        settings["coach.on"]
    )


def entries(said: Sequence[str]) -> list[tuple[str, str]]:
    """The values of `coach.off_for` as (address, rule), letter case and spaces aside. Raises ConfigError for one that is none."""
    found = []
    for entry in said:
        address, colon, rule = map(_plain, entry.rpartition(":"))
        if not colon or "@" not in address or not rule:
            raise ConfigError(
                f"“{entry}” is no value for coach.off_for: write address:rule, such as ben@ourfirm.example:jargon."
            )
        found.append((address, rule))
    return found


def _plain(text: str) -> str:
    return text.strip().lower()


def writer(said: str | None, owners: Sequence[str]) -> str | None:
    """Who writes: as said, else the only owner of the book's mailboxes."""
    return said or (owners[0] if len(owners) == 1 else None)
