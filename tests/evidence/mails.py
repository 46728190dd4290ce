"""Short ways to write down one buyer's mail with us."""

from __future__ import annotations

from typing import Any

from regard.evidence.catalogue import BY_NAME
from regard.evidence.trials import trials
from regard.model import DAY, Coverage, Cue, Interaction, Part, Trial

KEY = b"k" * 32
MONDAY = 19_996 * DAY
"""1 October 2024 was a Tuesday: day 0 of these tests is Monday, 30 September 2024, UTC."""
NOON = DAY // 2
WHOLE = [
    Coverage("s1", h, "inbox", inbound, not inbound, MONDAY - 1000 * DAY, MONDAY + 1000 * DAY)
    for h in ("h_sam", "h_tom")
    for inbound in (True, False)
]


def at(day: float) -> int:
    return MONDAY + round(day * DAY)


def mail(name: str, day: float, outbound: bool, **more: Any) -> Interaction:
    cues = tuple(Cue(kind, 3, 9, 0.8) for kind in more.pop("cues", "").split())
    seller = more.pop("seller", "sam")
    values: dict[str, Any] = {
        "message_id": name,
        "thread_id": "t1",
        "parent_id": None,
        "us": at(day),
        "known_us": at(day),
        "outbound": outbound,
        "buyer": "ann",
        "buyer_h": "h_ann",
        "buyer_role": "to" if outbound else "from",
        "seller": seller,
        "seller_h": f"h_{seller}",
        "sellers": (seller,),
        "others": (),
        "recipients": 1,
        "subject": "Pump",
        "automated": "",
        "is_reply": False,
        "words": 10,
        "tz_minutes": 0,
        "cues": cues,
    }
    return Interaction(**{**values, **more})


def us(name: str, day: float, **more: Any) -> Interaction:
    """A mail of ours to the buyer."""
    return mail(name, day, True, **more)


def them(name: str, day: float, **more: Any) -> Interaction:
    """A mail of the buyer to us."""
    return mail(name, day, False, **more)


def found(
    *mails: Interaction, channel: str = "", now: float = 400, text: bool = True, coverage: Any = WHOLE, **more: Any
) -> list[Trial]:
    """The trials of these mails at the end of day `now`, of one channel (an experimental one too) or of all that count."""
    asked = [BY_NAME[channel]] if channel and text else None
    made = trials(mails, coverage, as_of_us=at(now), text=text, key=KEY, channels=asked, **more)
    return [t for t in made if channel in {"", t.channel}]


def outcomes(*mails: Interaction, **more: Any) -> list[str]:
    """What became of each trial: its outcome, with why where it was censored."""
    return [t.outcome + (f":{t.censored_why}" if t.censored_why else "") for t in found(*mails, **more)]


def meeting(name: str, day: float, *, invited: float | None = None, hours: float = 1, **more: Any) -> Interaction:
    """A meeting that begins on `day` and was known from `invited` on (a week before, if not said), called by us.

    Fields of `Part` are given by name: answer, answered (a day), cancelled (a day), by ("us" or "them"), shown, opens, all_day.
    """
    known = at(day - 7 if invited is None else invited)
    answered, cancelled, by = more.pop("answered", None), more.pop("cancelled", None), more.pop("by", "us")
    part = Part(
        start_us=at(day),
        end_us=at(day + hours / 24),
        all_day=more.pop("all_day", False),
        organised=by,
        answer=more.pop("answer", ""),
        answer_known_us=at(day) if answered is None else at(answered),
        answered_us=None if answered is None else at(answered),
        removed=more.pop("removed", False),
        cancelled_us=None if cancelled is None else at(cancelled),
        opens=more.pop("opens", True),
        answers_shown=more.pop("shown", True),
        ours=("sam",),
        theirs=("ann",),
    )
    values: dict[str, Any] = {
        "thread_id": f"t_{name}",
        "kind": "meeting",
        "part": part,
        "buyer_role": "to" if by == "us" else "from",
    }
    return mail(name, day, by == "us", **{**values, "known_us": known, **more})
