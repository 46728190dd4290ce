"""Is a quoted original a message we have? By author, minute and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple, Protocol

from regard.model import DAY
from regard.parse.message import letters_and_digits


class Quoted(Protocol):
    """What must be known of a quoted original to compare it."""

    @property
    def author_name(self) -> str:
        """As written, "" where only an address is."""

    @property
    def author_address(self) -> str | None:
        """As written or found, None or "" where only a name is."""

    @property
    def us(self) -> int | None:
        """When it was written."""

    @property
    def minute_known(self) -> bool:
        """Whether more than the day is known."""

    @property
    def text(self) -> str:
        """Its words."""


MINUTE = 60_000_000
HOUR = 60 * MINUTE
FARTHEST_SHIFT = 26 * HOUR
"""Two clocks in the world never differ by more."""
KEY_LETTERS = 60
"""So many letters and digits at its beginning an original and its quotes have in common."""
_ALIKE = 0.8
_COMPARED = 200


def match_key(text: str, us: int | None) -> tuple[str, int] | None:
    """What an original and its quotes share: the first letters of its text and its minute of the hour; None without text or time.

    `text` is the message without what it quotes. Join by dictionary on `match_keys` of the quote, then ask `same_message`.
    """
    letters = letters_and_digits(text, KEY_LETTERS)
    return (letters, us // MINUTE % 60) if letters and us is not None else None


def match_keys(recovered: Quoted) -> tuple[tuple[str, int], ...]:
    """The keys under which the original may be found: its minute, then the ones after and before."""
    key = match_key(recovered.text, recovered.us) if recovered.minute_known else None
    return tuple((key[0], (key[1] + more) % 60) for more in (0, 1, -1)) if key else ()


def same_message(recovered: Quoted, names: Iterable[str], address: str | None, us: int | None, text: str) -> tuple[bool, str]:
    """Whether an observed message is the quoted original, and how it is known (or why it is not).

    `names` and `address` are the sender's, `us` the message's time, `text` its words without what it quotes. It is when the
    author can be the sender, the minutes differ by at most one, and at least .8 of the first 200 letters and digits are equal.
    Whole hours may lie between, even where the quote says its zone: headers whose clock was set to the wrong one are common.
    Without a minute, days are compared.
    """
    author = _author(recovered, tuple(names), address)
    if not author:
        return False, "author"
    time = _same_time(recovered, us) if us is not None else ""
    if not time:
        return False, "time"
    if not _alike(letters_and_digits(recovered.text, _COMPARED), letters_and_digits(text, _COMPARED)):
        return False, "text"
    return True, f"{author}, {time}, text"


def same_brief(recovered: Quoted, address: str, us: int, text: str) -> bool:
    """Whether a quote of few words is a message of the same author and minute that holds them.

    Of so few words a signature that the quote lost is the greater part, so neither the first letters nor four fifths of all tell.
    """
    said = letters_and_digits(recovered.text, KEY_LETTERS)
    if not 0 < len(said) < KEY_LETTERS or recovered.author_address != address or not recovered.minute_known:
        return False
    whole = letters_and_digits(text, _COMPARED)
    return _same_time(recovered, us) == "minute" and bool(whole) and (said in whole or whole in said)


def _same_time(recovered: Quoted, us: int) -> str:
    """How the times agree, "" where they do not."""
    if recovered.us is None:
        return ""
    if not recovered.minute_known:
        return "day" if abs(us - recovered.us) <= 2 * DAY else ""
    minutes = us // MINUTE - recovered.us // MINUTE
    if abs(minutes) <= 1:
        return "minute"
    return "minute, hours apart" if abs(us - recovered.us) <= FARTHEST_SHIFT and (minutes + 1) % 60 <= 2 else ""


MOST_RUN = 24
_WORD = re.compile(r"[^\W\d_]+")


def _author(recovered: Quoted, names: tuple[str, ...], address: str | None) -> str:
    """How the author is the sender: by "address" or by "name"; "" where they differ."""
    if recovered.author_address and address and recovered.author_address == address.lower():
        return "address"
    shown = recovered.author_name or (recovered.author_address or "").partition("@")[0]
    quoted = _parts(shown)
    for name in (*names, (address or "").partition("@")[0]):
        if quoted.words and _one_name(quoted, _parts(name)):
            return "name"
    return ""


def bearers(name: str, circle: Mapping[str, str]) -> list[str]:
    """The addresses of those of a circle, address to name as shown, who can be meant by a name."""
    quoted = _parts(name)
    found = []
    for address, shown in circle.items():
        for other in (_parts(shown), _of_address(address)):
            # Most share no word; then they can be one name only where one of the two is run together.
            if (
                _one_name(quoted, other)
                if not quoted.words.isdisjoint(other.words)
                else (quoted.lone or other.lone)
                and (len(other.words) < 3 or len(quoted.words) < 3)
                and _run_together(quoted, other)
            ):
                found.append(address)
                break
    return found


class _Parts(NamedTuple):
    """A name's words, those that are no initials, and the only one of these ("" where there are more or none)."""

    words: frozenset[str]
    long: frozenset[str]
    lone: str


@lru_cache(maxsize=1 << 15)
def _parts(name: str) -> _Parts:
    words = frozenset(_WORD.findall(name.casefold()))
    long = frozenset(w for w in words if len(w) > 1)
    return _Parts(words, long, min(long) if len(long) == 1 else "")


@lru_cache(maxsize=1 << 15)
def _of_address(address: str) -> _Parts:
    return _parts(address.partition("@")[0])


def _one_name(one: _Parts, other: _Parts) -> bool:
    """Whether words can be of one name: the longest word in both (or `jlee` for "Jane Lee"), and no first name against it."""
    shared = one.long & other.long
    if not shared:
        return _run_together(one, other)
    if len(shared) in (len(one.long), len(other.long)):
        return True
    left, right = {w[0] for w in one.words - shared}, {w[0] for w in other.words - shared}
    return bool(left & right) or not left or not right


def _run_together(one: _Parts, other: _Parts) -> bool:
    """Whether the one word of either is an initial and a last name of the other ("jlee"), or both names without space."""
    return any(lone and len(of) > 1 and lone in _runs(of) for lone, of in ((one.lone, other.long), (other.lone, one.long)))


@lru_cache(maxsize=1 << 15)
def _runs(names: frozenset[str]) -> frozenset[str]:
    """The words in which two of some names run together; of more than `MOST_RUN` nobody is called."""
    few = names if len(names) <= MOST_RUN else ()
    return frozenset(run for a in few for b in few if a != b for run in (a[0] + b, a + b[0], a + b))


def _alike(quoted: str, original: str) -> bool:
    """Whether at least .8 of the letters are equal; a quote that was cut short is compared as far as it goes."""
    if not quoted or not original:
        return quoted == original
    shorter = min(len(quoted), len(original))
    if quoted[:shorter] == original[:shorter]:
        return shorter >= _ALIKE * max(len(quoted), len(original)) or shorter >= KEY_LETTERS
    if shorter < _ALIKE * max(len(quoted), len(original)):
        return False
    blocks = SequenceMatcher(None, quoted, original, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks) >= _ALIKE * max(len(quoted), len(original))
