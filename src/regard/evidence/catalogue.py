"""Every channel of evidence: what it is called, which factor it loads on, and the function that finds its chances.

A channel loads on exactly one factor. Its version is part of every trial's id and rises with anything that changes its trials.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from regard.evidence.channels import rapport, trust, value
from regard.evidence.history import Chance, History
from regard.model import Factor


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. `needs_text`: it exists only where words are read; `quotes`: its trials point at the words."""

    name: str
    factor: Factor
    version: int
    needs_text: bool
    quotes: bool
    find: Callable[[History], Iterator[Chance]]

    @property
    def documentation(self) -> str:
        """What counts as the event and as the missed chance, the window, the exposure, and where it comes from."""
        return inspect.getdoc(self.find) or ""


CATALOGUE: tuple[Channel, ...] = (
    Channel("answers_ask", "trust", 1, False, True, trust.answers_ask),
    Channel("answers_sooner", "trust", 1, False, False, trust.answers_sooner),
    Channel("starts_contact", "trust", 1, False, False, trust.starts_contact),
    Channel("introduces_colleague", "trust", 1, False, False, trust.introduces_colleague),
    Channel("satisfied", "trust", 1, True, True, trust.satisfied),
    Channel("asks_advice", "value", 1, True, True, value.asks_advice),
    Channel("asks_next_step", "value", 1, True, True, value.asks_next_step),
    Channel("acts_on_advice", "value", 1, True, True, value.acts_on_advice),
    Channel("social_talk", "rapport", 1, True, False, rapport.social_talk),
    Channel("unprompted_thanks", "rapport", 1, True, False, rapport.unprompted_thanks),
)
"""All channels, in the order in which they are documented."""

BY_NAME: dict[str, Channel] = {channel.name: channel for channel in CATALOGUE}


def active(*, text: bool) -> tuple[Channel, ...]:
    """The channels that exist where words are read, or where they are not."""
    return tuple(c for c in CATALOGUE if text or not c.needs_text)
