"""When did we last speak with one buyer, and what did they say? One line of a brief, where a talk is the last contact that says something.

A recorded call tells what they said on it; of a meeting that was held and of a call that ours noted only the day is known. Words that were
told in confidence, or are private, are not quoted. What is only of a
month before, with mail of theirs since, is no last word. Reads what `voices`, `calls_noted` and `confided` read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regard.answers.brief_order import newest
from regard.answers.confided import confided
from regard.answers.evidence import SOCIAL, shortened
from regard.answers.last_words import SEASON, telling
from regard.answers.view import View
from regard.answers.voices import Voice, voices
from regard.answers.written_last import SAYS_NOTHING
from regard.flow.calls_noted import calls_noted
from regard.interactions.outcomes import of_meeting, takes_place
from regard.model import DAY, Interaction
from regard.parse.transcript import minute_of
from regard.results import Told
from regard.time import iso

QUOTE = 120
MONTH = 30 * DAY


def spoken_last(view: View, mine: Sequence[Interaction], buyer: str, name: str) -> Told | None:
    """The last talk of the season with a buyer, of their interactions `mine`; None where there was none, and where they wrote since and it
    tells only that it was, or was more than a month ago.

    `kind` is "spoke", `call` when on the call they said what is quoted.
    """
    told = _talk(view, mine, buyer, name)
    if told is None or not told.date:
        return None
    wrote = any(_writes(i) and i.us <= view.as_of_us and (iso(i.us) or "") > told.date for i in mine)
    lately = bool(told.quote) and told.date > (iso(view.as_of_us - MONTH) or "")
    return told if lately or not wrote else None


def _writes(i: Interaction) -> bool:
    """Whether a mail is one of theirs that says something."""
    return i.kind == "mail" and not i.outbound and not i.automated and i.words > SAYS_NOTHING


def _talk(view: View, mine: Sequence[Interaction], buyer: str, name: str) -> Told | None:
    """The last talk, whatever was written since."""
    last = max((i for i in mine if _held(view, i)), key=_last, default=None)
    calls = calls_noted(view.live, [buyer]).get(buyer, ())
    noted = max((c.us for c in calls if max(c.end_us, c.known_us) <= view.as_of_us), default=0)
    if max(noted, last.us if last is not None else 0) <= view.as_of_us - SEASON:
        return None
    if last is None or last.us // DAY < noted // DAY:
        return Told("spoke", "a call with them was noted", buyer, name, date=iso(noted), state="them")
    told = Told("spoke", "you met", buyer, name, date=iso(last.us), message_id=last.message_id, state="them")
    if last.kind == "meeting":
        return told
    voice = next((v for v in voices(view.live, [last.message_id]).get(last.message_id, ()) if v.person == buyer), None)
    place = _said(view, voice) if voice is not None else None
    if voice is None or place is None:
        return replace(told, says="you spoke")
    start, end = place
    says, quote = "on your last call they said", shortened(voice.text[start:end], QUOTE)
    return replace(told, says=says, quote=quote, start=start, end=end, by=name, call=minute_of(voice.text, start))


def _held(view: View, i: Interaction) -> bool:
    """Whether an interaction is a talk that is over by the view's moment."""
    if i.kind == "meeting":
        return i.part is not None and takes_place(i.part) and of_meeting(i.part, view.as_of_us) == "held"
    return i.kind == "call" and i.us <= view.as_of_us


def _last(i: Interaction) -> tuple[int, bool, int, str]:
    """By day; of one day what was recorded, for it tells what was said."""
    return i.us // DAY, i.kind == "call", i.us, i.message_id


def _said(view: View, voice: Voice) -> tuple[int, int] | None:
    """Where somebody says most on a call, as [start, end) of its text; None where nothing of it is to be quoted."""
    if not view.text or confided(view.live, [voice.call]):
        return None
    return telling(voice.text, voice.spans, voice.cues, social=any(c.kind in SOCIAL for c in voice.cues))


def with_talk(words: Sequence[Told], talk: Told | None) -> list[Told]:
    """What was written last and the last talk, the latest first; what we wrote before a talk has been spoken of."""
    if talk is None:
        return list(words)
    kept = [t for t in words if t.state == "them" or (t.date or "") > (talk.date or "")]
    return sorted([talk, *kept], key=lambda t: newest(t.date))
