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
    off = [*settings["coach.off"]]
    for entry in settings["coach.off_for"]:
        address, colon, rule = entry.rpartition(":")
        if not colon or "@" not in address or not rule.strip():
            raise ConfigError(
                f"“{entry}” is no value for coach.off_for: write address:rule, such as ben@ourfirm.example:jargon."
            )
        if by is not None and address.strip() == by.strip().lower():
            off.append(rule.strip())
    return tuple(off), tuple(settings["coach.on"])


def writer(said: str | None, owners: Sequence[str]) -> str | None:
    """Who writes: as said, else the only owner of the book's mailboxes."""
    return said or (owners[0] if len(owners) == 1 else None)
