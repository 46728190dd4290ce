"""Was it done? What a mail, meeting or call after an action was made shows of it.

A mail of ours to the person fits a mail, a meeting or call that took place fits a meeting or call. It is noticed where it also takes up the
action's own words, or was arranged after the action was made; otherwise it is a mere "perhaps". A telephone call leaves no trace in a
mailbox: nothing seen never means not done.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from regard.evidence.language.uptake import stem
from regard.review.action import Action

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_DOING = """
the and for with that this from them they their his her him she our ours you your about again ask asks asked call calls called ring
phone talk speak meet meeting meetings visit send sends sent write mail email answer reply forward share get find out try make see look
let have has will would could should next week month today tomorrow monday tuesday wednesday thursday friday soon before after
back into over more than what who when where how why are was were been being not can may need needs bring come take give set
know tell told keep touch contact check arrange agree first once there then some any all one two new introduce
und der die das mit für von nach bei ihm ihr ihn sie wir uns noch mal anrufen schreiben schicken senden fragen treffen
"""
_EMPTY = frozenset(stem(w) for w in _DOING.split())


@dataclass(frozen=True, slots=True)
class Contact:
    """One thing that passed with a buyer: a mail of ours, or a meeting or call that took place. `words` are its subject, own words and
    names of what is attached ("" where words are not read); `arranged_us` is since when it is known."""

    message_id: str
    us: int
    arranged_us: int
    kind: str
    seller: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What fits an action. `sure` is false where nothing but the person and the way fit."""

    message_id: str
    us: int
    kind: str
    sure: bool


def content(text: str, leave_out: Collection[str] = ()) -> frozenset[str]:
    """The stems of the words that say what something is about; names (`leave_out`) and words of mere doing aside."""
    out = {stem(w) for name in leave_out for w in _WORD.findall(name.casefold())}
    return frozenset(stem(w) for w in _WORD.findall(text.casefold())) - _EMPTY - out


def noticed(action: Action, contacts: Iterable[Contact], names: Sequence[str] = (), owner: str = "") -> Seen | None:
    """The first contact after the action was made that fits it; a sure one before a mere perhaps. None where there is none.

    `names` are the buyer's, which every mail to them holds; `owner` is the person who is to do it (anybody of ours, if "").
    """
    about = content(action.text, names)
    perhaps: Seen | None = None
    for c in sorted(contacts, key=lambda c: (c.us, c.message_id)):
        if c.us <= action.made_us or c.message_id in action.rejected or not _fits(action.kind, c.kind):
            continue
        if owner and c.kind == "mail" and c.seller != owner:
            continue
        takes_up = bool(about & content(c.words, names)) if about and c.words else not about
        if takes_up or (c.kind != "mail" and c.arranged_us > action.made_us):
            return Seen(c.message_id, c.us, c.kind, sure=True)
        perhaps = perhaps or Seen(c.message_id, c.us, c.kind, sure=False)
    return perhaps


def _fits(wanted: str, kind: str) -> bool:
    """Whether a kind of contact is a way of doing it: a recorded call and a meeting are both talking."""
    if wanted == "any":
        return True
    return kind == "mail" if wanted == "mail" else kind in {"meeting", "call"}
