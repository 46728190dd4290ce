"""A message as it was read: who, when, its text with zones, what its words do, and the originals in its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regard.model.kinds import Kind, Role, Zone
from regard.model.meetings import Event
from regard.model.promises import Pledge
from regard.model.sent import Sent


@dataclass(frozen=True, slots=True)
class Party(Sent):
    """One participant as written in a header: normalised address, display name as shown, role."""

    address: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Span(Sent):
    """`text[start:end]` belongs to `zone`. Spans of a message are sorted and do not overlap."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class Attachment(Sent):
    """What hangs on a message: its name, type and size in bytes as sent; never its content."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Cue(Sent):
    """Something the author's own words do (`kind`, see `evidence.language`), where, and how sure (`q`, 0 to 1)."""

    kind: str
    start: int
    end: int
    q: float = 1.0


TradeKind = Literal["sells", "buys"]


@dataclass(frozen=True, slots=True)
class TradeSign(Sent):
    """A sentence by which its writer sells something or buys it; `form` says how: pitch, offer, bill, thanks; asks, orders, pays."""

    kind: TradeKind
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message(Sent):
    """One mail, read. `us` is None where no trustworthy date exists; such a mail is kept but makes no evidence.

    `us_basis` says what `us` rests on: its Date (`us_claimed`), when it came (`came_us`, None where no server says), the file, the quote
    it was found in, or what it answers.
    `automated` is "" for a person's mail, else why not: list, newsletter, bounce, out_of_office, calendar, notification,
    sender_unproven (its receiving server says that its sender did not send it).
    `tz_minutes` is the sender's offset from UTC as the Date header says it. `text` is the whole decoded body, with plain newlines.
    `cues` is None while nobody has looked for any; `pledges` are the promises and `trade` the signs of trade found with them, `expects`
    what its words add to the log-odds of an answer (None: not read). `events`
    are the calendar components that it is or carries, `speakers` the names that a call's transcript shows, `voiced` what the words
    of each of them do (a call has no `cues` of its own); `kind`, `end_us` and
    `known_us` (when it was known, if not at `us`) are those of meetings and calls.
    """

    id: str
    item_id: str
    rfc_id: str
    in_reply_to: str
    references: tuple[str, ...]
    us: int | None
    us_claimed: int | None
    us_basis: Literal["date", "received", "quote", "file", "order"]
    tz_minutes: int | None
    sender: Party | None
    parties: tuple[Party, ...]
    subject: str
    subject_core: str
    text: str
    spans: tuple[Span, ...]
    automated: str
    attachments: tuple[Attachment, ...] = ()
    cues: tuple[Cue, ...] | None = ()
    kind: Kind = "mail"
    end_us: int | None = None
    known_us: int | None = None
    events: tuple[Event, ...] = ()
    speakers: tuple[str, ...] = ()
    voiced: tuple[tuple[str, tuple[Cue, ...]], ...] = ()
    pledges: tuple[Pledge, ...] = ()
    trade: tuple[TradeSign, ...] = ()
    expects: float | None = None
    came_us: int | None = None

    def own(self) -> str:
        """The author's own words, zones joined by newlines."""
        return "\n".join(self.text[s.start : s.end] for s in self.spans if s.zone == "own")

    def tell(
        self,
        cues: tuple[Cue, ...] | None,
        pledges: tuple[Pledge, ...] = (),
        trade: tuple[TradeSign, ...] = (),
        expects: float | None = None,
    ) -> None:
        """Write down what was found in its words. For whoever has just made it, and nobody else: a message never changes.

        A copy with three other fields costs twenty-five assignments, once a mail.
        """
        for name, value in (("cues", cues), ("pledges", pledges), ("trade", trade), ("expects", expects)):
            object.__setattr__(self, name, value)


Somebody = tuple[str, str, Role]
"""An address, the name written beside it in the quote ("" where it stands elsewhere), and their part."""


@dataclass(frozen=True, slots=True)
class Original(Sent):
    """One original as the mail that quotes it shows it (see `parse.quoted.Recovered` for what is not said here).

    `author_address` is "" where the author is a name that nobody on the mail bears alone. `people` are the author and everybody
    it went to, as far as addresses are known; `recipients` counts those without one too. `letters` is None, and `why` says
    "no time" or "no words", for what can never be a message. `text` is "" where it is what stands at `[start:end]` of the carrier's text.
    """

    id: str
    letters: int | None
    us: int | None
    minute_known: bool
    tz_minutes: int | None
    author_address: str
    author_name: str
    people: tuple[Somebody, ...]
    recipients: int
    subject: str
    subject_core: str
    text: str
    start: int
    end: int
    header_start: int
    depth: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quoting(Sent):
    """By which letters a mail is found as somebody's original (None: by none), and the originals in its own quotes."""

    letters: int | None = None
    originals: tuple[Original, ...] = ()
