"""Is a quoted original a message we have? By author, minute and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from regard.model import DAY
from regard.parse.message import letters_and_digits

if TYPE_CHECKING:
    from regard.parse.quoted import Recovered


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


def match_keys(recovered: Recovered) -> tuple[tuple[str, int], ...]:
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


_WORD = re.compile(r"[^\W\d_]+")


def _author(recovered: Quoted, names: tuple[str, ...], address: str | None) -> str:
    """How the author is the sender: by "address" or by "name"; "" where they differ."""
    if recovered.author_address and address and recovered.author_address == address.lower():
        return "address"
    shown = recovered.author_name or (recovered.author_address or "").partition("@")[0]
    quoted = _words(shown)
    for name in (*names, (address or "").partition("@")[0]):
        if quoted and _one_name(quoted, _words(name)):
            return "name"
    return ""


@lru_cache(maxsize=1 << 16)
def name_fits(name: str, shown: str, address: str) -> bool:
    """Whether somebody shown as `shown` at `address` can be meant by a name."""
    quoted = _words(name)
    for other in (_words(shown), _words(address.partition("@")[0])):
        # What shares no word can be one name only where one of the two is run together.
        if (not quoted.isdisjoint(other) or len(other) < 3 or len(quoted) < 3) and _one_name(quoted, other):
            return True
    return False


@lru_cache(maxsize=1 << 15)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold()))


@lru_cache(maxsize=1 << 16)
def _one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether words can be of one name: the longest word in both (or `jlee` for "Jane Lee"), and no first name against it."""
    long, more = ({w for w in words if len(w) > 1} for words in (one, other))
    if not long or not more:
        return False
    if long <= more or more <= long:
        return True
    if shared := long & more:
        left, right = {w[0] for w in one - shared}, {w[0] for w in other - shared}
        return bool(left & right) or not left or not right
    return any(_runs_together(run, of) for run, of in ((long, more), (more, long)))


def _runs_together(run: set[str], of: set[str]) -> bool:
    """Whether the one word of `run` is an initial and a last name of `of` ("jlee"), or both names without space."""
    if len(run) != 1 or len(of) < 2:
        return False
    (word,) = run
    return any(word in (a[0] + b, a + b[0], a + b) for a in of for b in of if a != b)


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
