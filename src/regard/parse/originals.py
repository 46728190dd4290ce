"""What of a mail's quotes can become messages: each original with its author's address, who got it, and how to find it again.

An author or recipient by name alone is whoever on the mail bears that name, or else whoever its quotes name with an address; where
nobody or more than one does, the name stays a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b

from regard.model import DAY, Message, Original, Quoting, Role, Somebody
from regard.parse.message import letters_and_digits
from regard.parse.quoted import Recovered, recovering
from regard.parse.quoted_match import KEY_LETTERS, bearers
from regard.parse.quoted_people import Named
from regard.parse.stages import ORIGINALS, Staged, alone

HOUR = DAY // 24
FARTHEST = 14
"""Clocks of two places differ by no more hours than this, mostly; what is later than that is a wrong date."""


def quoting(message: Message, *, key: bytes, us: tuple[str, ...] = ()) -> Staged[Quoting]:
    """What a mail says, and what it quotes. Of automated mail, and of mail without date or sender, no originals are taken.

    `us` are our domains, if known: of originals of ours it is not asked whom they went to, and in mail among ourselves, which is
    shown to nobody, they are passed over.
    """
    if not message.text:
        return Quoting()
    found = yield from _originals(message, key, us)
    return Quoting(letters(said(message.text, ((s.start, s.end, s.zone) for s in message.spans))), found)


def said(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """A mail's text without what it quotes."""
    kept = [text[start:end] for start, end, zone in spans if zone != "quoted"]
    return kept[0] if len(kept) == 1 else "\n".join(kept)


def letters(text: str) -> int | None:
    """A number that an original and its quotes share: of the first letters and digits; None where there are none."""
    found = letters_and_digits(text, KEY_LETTERS)
    return int.from_bytes(blake2b(found.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big") if found else None


def originals(message: Message, *, key: bytes, us: tuple[str, ...] = ()) -> tuple[Original, ...]:
    """The originals in a mail's quotes that name their author, outermost first; each once."""
    return alone(_originals(message, key, us))


def _originals(message: Message, key: bytes, us: tuple[str, ...]) -> Staged[tuple[Original, ...]]:
    if message.automated or message.us is None or message.sender is None:
        return ()
    ours = tuple(end for domain in us for end in (f"@{domain}", f".{domain}"))
    inside = bool(ours) and all(p.address.endswith(ours) for p in (message.sender, *message.parties))
    found = yield from recovering(message, key=key, idle=_by_us(message, ours) if inside else None)
    if not found:
        return ()
    yield ORIGINALS
    names = _Names(message, found)
    made: dict[str, Original] = {}
    around: list[str] = [message.sender.address]
    for r in found:
        author = r.author_address or names.address(r.author_name)
        del around[r.depth :]
        asked = bool(author) and not author.endswith(ours)
        if r.id not in made and (asked or not author or not inside):
            made[r.id] = _original(message, r, author, around[-1] or message.sender.address, names if asked else None)
        around += [author] * (r.depth + 1 - len(around))
    return tuple(made.values())


def _by_us(message: Message, ours: tuple[str, ...]) -> Callable[[str, str | None], bool]:
    """Whether whoever is named so, with this address if any, is one of ours, as far as the mail's own people tell."""
    names = _Names(message, ())
    return lambda name, address: not (name or address) or (address or names.address(name)).endswith(ours)


def _original(message: Message, r: Recovered, author: str, reader: str, names: _Names | None) -> Original:
    """`reader` is who quoted it, and so must have had it; without `names` nobody asks whom it went to."""
    known = letters(r.text)
    timed = r.us is not None and r.us <= (message.us or 0) + DAY
    people: dict[str, Somebody] = {author: (author, r.author_name if r.author_address else "", "from")} if author else {}
    nameless = False
    roles: tuple[tuple[Role, tuple[Named, ...]], ...] = (("to", r.to), ("cc", r.cc)) if names else ()
    for role, entries in roles:
        for name, written in entries:
            address = written or (names.address(name) if names else "")
            nameless = nameless or not address
            if address:
                people.setdefault(address, (address, name if written else "", role))
    if names and (nameless or len(people) < 2) and reader not in people:
        people[reader] = (reader, "", "to")
    return Original(
        id=r.id,
        letters=known if timed else None,
        us=_before(r, message.us),
        minute_known=r.minute_known,
        tz_minutes=r.tz_minutes if r.tz_minutes is not None else message.tz_minutes,
        author_address=author,
        author_name=r.author_name,
        people=tuple(people.values()),
        recipients=max(len(r.to) + len(r.cc), len(people) - bool(author)),
        subject=r.subject,
        subject_core=r.subject_core,
        text="" if message.text[r.start : r.end] == r.text else r.text,
        start=r.start,
        end=r.end,
        header_start=min(r.header_start, r.start),
        depth=r.depth,
        why="" if timed and known is not None else "no words" if timed else "no time",
    )


def _before(r: Recovered, carrier_us: int | None) -> int | None:
    """When an original was written: what is quoted was there before.

    Above a quote stands the clock of whoever quoted, without its zone, and the carrier's own may be another: then as many whole hours are
    taken off as put it before its carrier.
    """
    if r.us is None or carrier_us is None or r.tz_minutes is not None or not r.minute_known or r.us <= carrier_us:
        return r.us
    hours = -(-(r.us - carrier_us) // HOUR)
    return r.us - hours * HOUR if hours <= FARTHEST else r.us


class _Names:
    """Who is meant by a name on this mail: first those it was written by and to, then those its quotes give an address."""

    def __init__(self, message: Message, found: Iterable[Recovered]) -> None:
        parties = {p.address: p.name for p in (message.sender, *message.parties) if p is not None and p.role != "reply_to"}
        quoted: dict[str, str] = {}
        for r in found:
            for name, address in ((r.author_name, r.author_address), *r.to, *r.cc):
                if address and address not in parties:
                    quoted.setdefault(address, name)
        self._circles = (parties, quoted)
        self._found: dict[str, str] = {}

    def address(self, name: str) -> str:
        """The address of the only one who bears a name, "" where there is none or more than one."""
        if name not in self._found:
            self._found[name] = self._address(name)
        return self._found[name]

    def _address(self, name: str) -> str:
        for circle in self._circles:
            fitting = bearers(name, circle) if len(circle) <= MOST_NAMES else []
            if fitting:
                return fitting[0] if len(fitting) == 1 else ""
        return ""


MOST_NAMES = 200
"""A mail to more people is a mailing: a name on it says little."""
