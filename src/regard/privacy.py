"""What is never let in: excluded mail, default-private threads, and people who were erased.

Pure but for the sets it is given; `Gate.refuses` is asked for every message before anything of it is kept.
"""

from __future__ import annotations

import email
import re
import unicodedata
from base64 import encodebytes
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email.header import Header, decode_header, make_header
from email.utils import formataddr, getaddresses

from regard.identity.exclusions import MessageFacts, Rules, excluded
from regard.identity.names import parse_name
from regard.identity.normalize import local_key
from regard.idn import read_domain
from regard.model import Message
from regard.parse.adapter import take_apart
from regard.parse.address import normalise
from regard.parse.arrival import fetched_by
from regard.parse.transcript import without_speakers


def kept_out(message: Message, folder: str, exclusions: Rules) -> str:
    """Which exclusion keeps a message out, as a short reason; "" where none does."""
    told = facts(message, folder)
    reason = excluded(told, exclusions)
    if message.kind == "mail":  # what it invites to may be called otherwise than the mail
        for event in message.events:
            reason = reason or excluded(replace(told, subject=event.subject), exclusions)
    # The reason is counted and shown: it may name a topic or a kind of rule, not whom or what the user keeps private.
    kind, _, topic = reason.partition(":")
    return f"excluded: {topic if kind == 'default' else kind}" if reason else ""


@dataclass(slots=True)
class Gate:
    """Decides what is let in. `erased` holds keyed hashes, `hash_of` makes them; `left_out` those of the names of excluded people."""

    exclusions: Rules
    erased: frozenset[str]
    hash_of: Callable[[str], str]
    left_out: frozenset[str] = frozenset()
    _hashes: dict[str, bool] = field(default_factory=dict)

    def refuses(self, message: Message, left_out: str) -> str:
        """Why a message is not kept, as a short reason; "" where it is. `left_out` is what `kept_out` said of it."""
        return "erased" if self.erased and self._of_erased(message) else left_out

    def is_erased(self, address: str) -> bool:
        """Whether the person behind an address asked to be erased: the address in any spelling, or with a `+tag` of theirs."""
        if not self.erased:
            return False
        if address not in self._hashes:
            self._hashes[address] = any(self.hash_of(one) in self.erased for one in _mailboxes(address))
        return self._hashes[address]

    def is_left_out(self, mark: str) -> bool:
        """Whether a mark of a name (`name_mark`) is that of somebody whom an exclusion keeps out."""
        return bool(self.left_out) and self.hash_of(mark) in self.left_out

    def _of_erased(self, message: Message) -> bool:
        """Whether an erased person wrote it, or we wrote it to nobody else outside."""
        if message.sender is not None and self.is_erased(message.sender.address):
            return True
        gone = {p.address for p in message.parties if self.is_erased(p.address)}
        rest = [p for p in (message.sender, *message.parties) if p is not None and p.address not in gone]
        return bool(gone) and all(p.address.endswith(self.exclusions.us) for p in rest)

    def redacted(self, raw: bytes, message: Message) -> bytes | None:
        """The mail without what it holds of erased people; None where it holds nothing."""
        if not self.erased:
            return None
        quotes = [(s.start, s.end) for s in message.spans if s.zone == "quoted"]
        parties = {p.address: p.name for p in (message.sender, *message.parties) if p is not None}
        written = _ADDRESS.findall(message.text) + [
            a for c in (raw, *_contents(raw)) for a in _ADDRESS.findall(c.decode("latin-1"))
        ]
        if message.kind == "meeting":
            mine = [a for a in _ADDRESS.findall(raw.decode("latin-1").lower()) if self.is_erased(a)]
            return redact_calendar(raw, mine) if mine else None
        if message.kind == "call":
            names = {s for s in message.speakers if named_so(s, self.is_erased)}
            spelled = [a for a in _ADDRESS.findall(raw.decode("latin-1").lower()) if self.is_erased(a)]
            return redact_transcript(raw, spelled, names)
        invited = {a.address for e in message.events for a in e.attendees} | {
            e.organizer[0] for e in message.events if e.organizer
        }
        gone = {a for a in {*parties, *invited, *(w.lower() for w in written)} if self.is_erased(a)}
        names = {parties[a] for a in gone if len(parties.get(a, "").split()) > 1}
        for start, end in quotes:
            names |= self._erased_names(message.text[max(0, start - _NAMED_WITHIN) : min(end, start + _NAMED_WITHIN)])
        return redact(raw, message.text, quotes, gone or {BLANK}, names) if gone or names else None

    def _erased_names(self, text: str) -> set[str]:
        """The full names of erased people in a text: two to four words that follow each other."""
        words = _WORD.findall(text)
        runs = {" ".join(words[i : i + n]) for n in (2, 3, 4) for i in range(len(words) - n + 1)}
        return {run for run in runs if self.is_erased(name_mark(run))}


def _mailboxes(address: str) -> set[str]:
    """An address as it stands, in its one form, and as the mailbox behind it; a mark of a name as it stands."""
    found = {address}
    for written in (address, *_reread(address)) if "@" in address else ():
        if plain := normalise(written):
            found |= {plain, local_key(plain)}
    return found


def _reread(text: str) -> tuple[str, ...]:
    """A text that was read byte by byte as the letters that the bytes stand for, where they are others."""
    try:
        return () if text.isascii() else (text.encode("latin-1").decode("utf-8"),)
    except UnicodeError:
        return ()


def erased_forms(address: str) -> tuple[str, ...]:
    """What is hashed of an erased address: itself, and the mailbox behind it, so that a new `+tag` is known again."""
    return tuple(dict.fromkeys((address, local_key(address)) if "@" in address else (address,)))


def name_mark(name: str) -> str:
    """What is hashed of an erased person's full name."""
    return "name " + " ".join(_WORD.findall(name.casefold()))


def name_marks(names: Iterable[str]) -> set[str]:
    """What is hashed of an erased person's full names: as written, without accents, and first name and surname alone; none of one word."""
    found: set[str] = set()
    for name in names:
        if (parsed := parse_name(name)) is None:
            continue  # "Goods In" is no person's, and a name of one word is everybody's
        short = f"{parsed.first} {parsed.last}" if parsed.full else ""
        found |= {name_mark(one) for one in (name, _without_accents(name), short) if len(_WORD.findall(one)) > 1}
    return found


def named_so(name: str, is_erased: Callable[[str], bool]) -> bool:
    """Whether a name that stands by itself (a speaker's label) is an erased one: as written, turned round ("REED, Jo"), in any case,
    without accents or a middle name. `is_erased` is asked about marks.
    """
    return any(is_erased(mark) for mark in (name_mark(name), *sorted(name_marks([name]))))


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def names_blanked(text: str, is_erased: Callable[[str], bool]) -> str:
    """A text of the same length without the full names that are erased: two to four words with capitals that follow each other, in the
    order of a name or of a list ("Reed, Jo"). `is_erased` is asked about marks (`name_mark`).
    """
    words = [m for m in _WORD.finditer(text) if not m.group()[0].islower() or m.group() in _PARTICLES]
    found: list[tuple[int, int]] = []
    for i, first in enumerate(words):
        if found and first.start() < found[-1][1]:
            continue
        for last in reversed(words[i + 1 : i + 4]):
            start, end = first.start(), last.start() + len(_bare(last.group()))
            run = text[start:end]
            if _APART.search(run) is None and any(is_erased(mark) for mark in _marks_of(run)):
                found.append((start, end))
                break
    for start, end in reversed(found):
        text = text[:start] + blanked(end - start) + text[end:]
    return text


def blanked(length: int) -> str:
    """What stands where a name of so many characters stood; always as long."""
    return BLANK.ljust(length) if length >= len(BLANK) else f"[{BLANK[1 : length - 1]}]"


def _marks_of(run: str) -> Iterator[str]:
    """The marks of a run of words as a name: as it stands, turned round where a comma says so, each without accents and middle initials."""
    before, comma, after = run.partition(",")
    for one in (run, f"{after} {before}") if comma else (run,):
        yield name_mark(one)
        if not one.isascii():
            yield name_mark(_without_accents(one))
        words = one.split()
        if len(words) > 2 and (left := [words[0], *(w for w in words[1:-1] if len(w.strip(".")) > 1), words[-1]]) != words:
            yield name_mark(" ".join(left))


def _bare(word: str) -> str:
    """A word without what ends a sentence or says whose something is."""
    return re.sub(r"(?:['’]s?|[.,-])+$", "", word)


_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "la",
        "le",
        "el",
        "al",
        "dos",
        "da",
        "du",
        "del",
        "della",
        "ter",
        "ten",
        "zu",
        "zum",
        "bin",
        "ibn",
        "af",
        "av",
    ]
)
_APART = re.compile(r"[^\w\s,.'’-]|\n\s*\n|,.*,")
"""What stands between the words of no name."""


def facts(message: Message, folder: str) -> MessageFacts:
    """What exclusions look at in a message."""
    parties = (message.sender, *message.parties) if message.sender else message.parties
    author = message.sender.address if message.sender else ""
    return MessageFacts(folder, message.subject, message.own(), tuple(p.address for p in parties), author=author)


BLANK = "[erased]"
_NAMED_WITHIN = 400
"""So many characters before a quote its author's name may stand."""
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"(?ims)^(?:[!-9;-~]+)[ \t]*:.*?(?=^\S|\Z)")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_ADDRESS = re.compile(r"[\w.+%&'/=-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"\w[\w.'’-]*")
_BOUNDARY = "kept_by_regard"
"""Between parts in base64, which never hold it."""
_LISTS = {"to", "cc", "bcc", "reply-to"}


def redact_headers(raw: bytes, addresses: Collection[str]) -> bytes:
    """The mail without every entry of an address header that holds one of `addresses`, and without other headers that do.

    A subject stays, with the address blanked.
    """
    end = _HEADER_END.search(raw)
    head, rest = (raw[: end.start() + 1], raw[end.start() + 1 :]) if end else (raw, b"")
    mark = _mark(addresses)
    bare = frozenset(a.casefold() for a in addresses if not _is_looked_for(a))
    return _FIELD.sub(lambda m: _field(m.group(), mark, bare), head) + rest


_NOTHING = re.compile(r"(?!)")


def _mark(addresses: Collection[str]) -> re.Pattern[str]:
    """Finds these addresses, in either spelling of their domain, as text and as bytes read one by one, and no longer ones that end or
    begin with them. Where there are none to be found it finds nothing, as an empty pattern would find itself everywhere. A bare name
    ("john", of a header without an address) is none: it stands in others' addresses and words as well.
    """
    spelled = {one for a in addresses if _is_looked_for(a) for one in _spellings(a)}
    if not spelled:
        return _NOTHING
    any_of = "|".join(re.escape(a) for a in sorted(spelled, key=len, reverse=True))
    return re.compile(rf"(?<![\w.+%-])(?:{any_of})(?![\w@-]|\.\w)", re.IGNORECASE)


def _is_looked_for(address: str) -> bool:
    """Whether an address is one that can be told from other words wherever it stands: a mail address, or a path of Exchange or Notes."""
    return len(address.strip()) > 2 and ("@" in address or "/" in address)


def _spellings(address: str) -> set[str]:
    local, at, domain = address.rpartition("@")
    read = f"{local}{at}{read_domain(domain)}"
    return {address} if read == address else {address, read, read.encode("utf-8").decode("latin-1")}


def _field(line: bytes, mark: re.Pattern[str], bare: Collection[str] = ()) -> bytes:
    """A header without the entries that `mark` finds, and without those that are one of the `bare` names and nothing else."""
    text = line.decode("utf-8", "surrogateescape")
    name, _, value = text.partition(":")
    plain = _decoded(value)
    listed = bool(bare) and name.strip().lower() in _LISTS and any(one in plain.casefold() for one in bare)
    if not listed and not mark.search(text) and not mark.search(plain):
        return line
    if name.strip().lower() == "subject":
        return f"{name}: {Header(mark.sub(BLANK, plain), 'utf-8').encode()}\n".encode()
    if name.strip().lower() == "received":  # when it came stays, and that it was fetched: else the mail moves
        when = text.rpartition(";")[2]
        return b"" if mark.search(when) else f"{name}: {fetched_by(value)};{when}".encode("utf-8", "surrogateescape")
    if name.strip().lower() not in _LISTS:
        return b""
    pairs = getaddresses([value.replace("\r", " ").replace("\n", " ")])
    gone = [pair[1].casefold() in bare or mark.search(f"{_decoded(pair[0])} {pair[1]}") is not None for pair in pairs]
    if listed and not any(gone):
        return line
    kept = [formataddr(pair, "utf-8") for pair, out in zip(pairs, gone, strict=True) if pair[1] and not out]
    return f"{name}: {', '.join(kept)}\n".encode("utf-8", "surrogateescape") if kept else b""


def _decoded(value: str) -> str:
    """A header value with its encoded words read; as it stands where they cannot be."""
    if "=?" not in value:
        return _FOLD.sub(" ", value).strip()
    try:
        return str(make_header(decode_header(_FOLD.sub(" ", value)))).strip()
    except (ValueError, LookupError):
        return value


def mentions(raw: bytes, addresses: Collection[str]) -> bool:
    """Whether one of `addresses` stands in a mail: in its bytes, a header, or any part however encoded."""
    mark = _mark(addresses)
    if mark.search(raw.decode("latin-1")) or mark.search(_unfolded_calendar(raw).decode("latin-1")):
        return True
    low = raw.lower()
    if b"=?" not in raw and b"base64" not in low and b"quoted-printable" not in low:
        return False
    end = _HEADER_END.search(raw)
    head = raw[: end.start() + 1] if end else raw
    if any(mark.search(_decoded(m.group().decode("latin-1"))) for m in _FIELD.finditer(head)):
        return True
    return any(mark.search(content.decode("latin-1")) for content in _contents(raw))


def _contents(raw: bytes) -> Iterator[bytes]:
    """The decoded bytes of every part of a mail."""
    for part in email.message_from_bytes(raw).walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content
            yield _unfolded_calendar(content)


def _unfolded_calendar(content: bytes) -> bytes:
    """A calendar with its long lines whole again, where an address may stand across two; nothing of anything else."""
    return _UNFOLD.sub(b"", content) if b"BEGIN:VCALENDAR" in content else b""


def redact_transcript(raw: bytes, addresses: Collection[str], names: Collection[str]) -> bytes | None:
    """A transcript without what people of these names said and without their addresses; None where nothing of them is in it."""
    kept = without_speakers(raw, names, BLANK) if names else raw
    if addresses:
        kept = _mark(addresses).sub(BLANK, kept.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return None if kept == raw else kept


_UNFOLD = re.compile(rb"\r?\n[ \t]")
_WHO = (b"ATTENDEE", b"ORGANIZER", b"CONTACT", b"X-")


def redact_calendar(raw: bytes, addresses: Collection[str]) -> bytes | None:
    """A calendar component without the lines that name one of `addresses`, blanked elsewhere; None where none stands in it."""
    mark = _mark(addresses)
    lines = _UNFOLD.sub(b"", raw).splitlines()
    kept: list[bytes] = []
    for line in lines:
        text = line.decode("utf-8", "surrogateescape")
        whose = text.rpartition(":")[2] if line.upper().startswith(_WHO) else ""
        if mark.search(whose):
            continue
        # Others' lines may say on whose behalf they come.
        kept.append(mark.sub(BLANK, text).encode("utf-8", "surrogateescape") if mark.search(text) else line)
    return b"\r\n".join([*kept, b""]) if kept != lines else None


def redact(
    raw: bytes, text: str, quotes: Sequence[tuple[int, int]], addresses: Collection[str], names: Collection[str]
) -> bytes | None:
    """The mail without a person: headers without their address, the quotes of their words blanked; None if nothing changes.

    A quote is theirs where their address or full name stands in it or right before it. Their address goes from others' own words
    too; their name stays there. Where any part still held the address, the text alone is kept, and of calendars the lines of others.
    """
    mark = _mark(addresses)
    blanked = text
    for start, end in sorted(quotes, reverse=True):
        around = text[max(0, start - _NAMED_WITHIN) : end].casefold()
        if mark.search(around) or any(name.casefold() in around for name in names):
            blanked = blanked[:start] + BLANK + "\n" + blanked[end:]
    blanked = mark.sub(BLANK, blanked)
    headers = redact_headers(raw, addresses)
    if blanked != text or (raw and mentions(headers, addresses)):
        mail = take_apart(raw)
        kept = [redact_calendar(c.content, addresses) or c.content for c in mail.calendars]
        return with_calendars(headers, blanked, kept, attached=all(c.attached for c in mail.calendars))
    return None if headers == raw else headers


def with_calendars(raw: bytes, text: str, calendars: Sequence[bytes], *, attached: bool = False) -> bytes:
    """A mail with the headers of `raw` and `text` as its body, and with these calendars in one part, as a file where `attached`."""
    old = email.message_from_bytes(raw)
    kept = [(k, v) for k, v in old.items() if not k.lower().startswith(("content-", "mime-version"))]
    head = "".join(f"{k}: {_FOLD.sub(' ', str(v))}\n" for k, v in kept)
    body = encodebytes(text.encode("utf-8", "replace")).decode("ascii")
    plain = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}"
    if calendars:
        how = "Content-Disposition: attachment\n" if attached else ""
        content = encodebytes(b"\r\n".join(calendars)).decode("ascii")
        part = f"Content-Type: text/calendar; charset=utf-8\n{how}Content-Transfer-Encoding: base64\n\n{content}"
        parts = "".join(f"--{_BOUNDARY}\n{p}\n" for p in (plain, part))
        plain = f"Content-Type: multipart/mixed; boundary={_BOUNDARY}\n\n{parts}--{_BOUNDARY}--\n"
    return (head + "MIME-Version: 1.0\n" + plain).encode("utf-8", "surrogateescape")
