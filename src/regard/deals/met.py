"""Did we meet what somebody of the account complained of, or threatened over, in their own later words? Pure.

Theirs are enough in the talk in which it was said, or where both name the same thing; a colleague's too, in that talk, or with them on the
mail. Any order of somebody who threatened says that they stay; a colleague's where it is of that talk or names the same thing. Nothing
is met whose talk holds a complaint written since.
"""

from __future__ import annotations

from regard.deals.case import Case
from regard.deals.records import Touch
from regard.evidence.put_right import names


def is_met(case: Case, said: Touch, words: str, *, orders: bool = True) -> bool:
    """Whether what `words` of a touch complain of or threaten with is met, as somebody of theirs says since; `orders` says so as well."""
    of = names(f"{said.subject} {words}")
    kinds = ("mended", "orders") if orders else ("mended",)
    for touch, sign in case.heard([t for t in case.account_touches if t.us > said.us], *kinds):
        here = bool(said.thread_id) and touch.thread_id == said.thread_id
        same = here or not of.isdisjoint(names(f"{touch.subject} {sign.words}"))
        own = touch.writer == said.writer
        if touch.automated or not (same or (own and sign.kind == "orders")):
            continue
        if not (own or here or said.writer in touch.theirs or (same and sign.kind == "orders")):
            continue
        if not _complains_since(case, said, touch):
            return True
    return False


def _complains_since(case: Case, said: Touch, met: Touch) -> bool:
    """Whether somebody of theirs complained after it was met, in either talk, or either of the two who spoke."""
    talks = {t for t in (said.thread_id, met.thread_id) if t}
    return any(
        t.us > met.us
        and not t.by_us
        and "complains" in t.cues
        and (t.thread_id in talks or t.writer in (said.writer, met.writer))
        for t in case.account_touches
    )
