"""Every channel of evidence: what it is called, which factor it loads on, and the function that finds its chances.

A channel loads on exactly one factor. Its version is part of every trial's id and rises with anything that changes its trials.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from regard.evidence.channels import rapport, trust, value
from regard.evidence.history import Chance, History
from regard.model import Factor


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. `needs_text`: it exists only where words are read; `quotes`: its trials point at the words.

    `experimental`: what its detector finds has not been right often enough on mail that it was not written on (thirty firings, .85), so
    it is shown and has no trials: it is in no estimate, no base rate, no check. So is one that is read rightly and tells nothing of where
    somebody stands (`answers_sooner`, docs/why.md). This is the one switch; see docs/validity/reading.md.

    `occasion` is what gives the chance: an ask of ours, an invitation, a week, a mail of theirs. Channels that look at the same occasion
    make one fair chance of it together, in the number that is told (`relationships.occasions`).
    """

    name: str
    factor: Factor
    version: int
    occasion: str
    needs_text: bool
    quotes: bool
    find: Callable[[History], Iterator[Chance]]
    experimental: bool = False

    @property
    def documentation(self) -> str:
        """What counts as the event and as the missed chance, the window, the exposure, and where it comes from."""
        return inspect.getdoc(self.find) or ""


CATALOGUE: tuple[Channel, ...] = (
    Channel("answers_ask", "trust", 15, "ask", False, True, trust.answers_ask),
    Channel("comes_back", "trust", 8, "ask", False, True, trust.comes_back),
    Channel("answers_sooner", "trust", 2, "ask", False, False, trust.answers_sooner, experimental=True),
    Channel("starts_contact", "trust", 9, "week", False, False, trust.starts_contact),
    Channel("introduces_colleague", "trust", 4, "week", False, False, trust.introduces_colleague),
    Channel("accepts_meeting", "trust", 6, "invitation", False, False, trust.accepts_meeting),
    Channel("satisfied", "trust", 2, "week", True, True, trust.satisfied, experimental=True),
    Channel("asks_advice", "value", 2, "mail", True, True, value.asks_advice),
    Channel("asks_next_step", "value", 6, "mail", True, True, value.asks_next_step),
    Channel("acts_on_advice", "value", 2, "mail", True, True, value.acts_on_advice, experimental=True),
    Channel("social_talk", "rapport", 4, "mail", True, False, rapport.social_talk),
    Channel("unprompted_thanks", "rapport", 2, "mail", True, False, rapport.unprompted_thanks),
)
"""All channels, in the order in which they are documented."""

BY_NAME: dict[str, Channel] = {channel.name: channel for channel in CATALOGUE}


def as_markdown() -> str:
    """The documentation of every channel, as `docs/evidence.md` carries it."""
    parts = []
    for channel in CATALOGUE:
        title, _, rest = channel.documentation.partition("\n\n")
        reads = ", words" if channel.needs_text else ""
        reads += ", **experimental: read and shown, in no sum**" if channel.experimental else ""
        items = "\n".join(f"- **{name}:** {text}" for name, text in _items(rest))
        parts.append(f"### {channel.name}\n\n*{channel.factor}, version {channel.version}{reads}.* {title}\n\n{items}\n")
    return "\n".join(parts)


def _items(text: str) -> Iterator[tuple[str, str]]:
    """(Event | Missed chance | Window | Exposure | Literature, what it says) of a channel's docstring."""
    for item in re.split(r"\n(?=[A-Z][a-z ]+: )", text):
        name, _, said = item.partition(": ")
        yield name, " ".join(said.split())


def active(*, text: bool) -> tuple[Channel, ...]:
    """The channels that count where words are read, or where they are not: never an experimental one."""
    return tuple(c for c in CATALOGUE if not c.experimental and (text or not c.needs_text))


if __name__ == "__main__":
    print(as_markdown())
