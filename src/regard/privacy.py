"""What is never let in: excluded mail, default-private threads, and people who were erased.

Pure but for the sets it is given; `Gate.refuses` is asked for every message before anything of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import formataddr, getaddresses

from regard.identity.exclusions import MessageFacts, Rules, excluded
from regard.model import Message


@dataclass(slots=True)
class Gate:
    """Decides what is let in. `erased` holds keyed hashes, `hash_of` makes them."""

    exclusions: Rules
    erased: frozenset[str]
    hash_of: Callable[[str], str]
    _hashes: dict[str, bool] = field(default_factory=dict)

    def refuses(self, message: Message, folder: str) -> str:
        """Why a message is not kept, as a short reason; "" where it is."""
        if message.sender is not None and self.is_erased(message.sender.address):
            return "erased"
        reason = excluded(facts(message, folder), self.exclusions)
        # The reason is counted and shown: it may name a topic or a kind of rule, not whom or what the user keeps private.
        kind, _, topic = reason.partition(":")
        return f"excluded: {topic if kind == 'default' else kind}" if reason else ""

    def is_erased(self, address: str) -> bool:
        """Whether the person behind an address asked to be erased."""
        if not self.erased:
            return False
        if address not in self._hashes:
            self._hashes[address] = self.hash_of(address) in self.erased
        return self._hashes[address]

    def erased_parties(self, message: Message) -> set[str]:
        """The recipients who asked to be erased."""
        return {p.address for p in message.parties if self.is_erased(p.address)} if self.erased else set()


def facts(message: Message, folder: str) -> MessageFacts:
    """What exclusions look at in a message."""
    parties = (message.sender, *message.parties) if message.sender else message.parties
    return MessageFacts(folder, message.subject, message.own(), tuple(p.address for p in parties))


_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"(?ims)^(?:[!-9;-~]+)[ \t]*:.*?(?=^\S|\Z)")


def redact_headers(raw: bytes, addresses: set[str]) -> bytes:
    """The mail without every entry of an address header that holds one of `addresses`, and without other headers that do."""
    end = _HEADER_END.search(raw)
    head, rest = (raw[: end.start() + 1], raw[end.start() + 1 :]) if end else (raw, b"")
    marks = [a.encode("utf-8", "replace").lower() for a in addresses]
    return _FIELD.sub(lambda m: _field(m.group(), marks), head) + rest


def _field(line: bytes, marks: Sequence[bytes]) -> bytes:
    if not any(mark in line.lower() for mark in marks):
        return line
    name, _, value = line.partition(b":")
    if name.strip().lower() not in {b"to", b"cc", b"bcc", b"reply-to"}:
        return b""
    pairs = getaddresses([value.decode("utf-8", "surrogateescape").replace("\r", " ").replace("\n", " ")])
    kept = [formataddr(pair, "utf-8") for pair in pairs if pair[1] and not any(m.decode() in pair[1].lower() for m in marks)]
    return name + b": " + ", ".join(kept).encode("utf-8", "surrogateescape") + b"\n" if kept else b""
