"""Templates and what they can call. Whatever a template prints is escaped, and hidden characters in it are made visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regard.model import FACTORS
from regard.results.people import PROMISED_IN
from regard.surfaces.web import navigation, words
from regard.surfaces.web.mark import mark, scale

STATIC = Path(__file__).parent / "static"

DONE = {
    "same": "Kept: these are one person now. Everything is scored anew; “undo” is under “Who this is”.",
    "different": "Kept: these are two people, and will stay two.",
    "undone": "Undone.",
    "who-sure": "Kept: each pair is one human from now on, all scored anew; each can be undone below under “Judged lately”.",
    "who-same": "Kept: they are one from now on. Everything is scored anew; “undo” stands below under “Judged lately”.",
    "who-different": "Kept: they are two, and will stay two. “Undo” stands below under “Judged lately”.",
    "who-unsure": "Left open: the pair comes back when there is new evidence.",
    "mapped": "Kept, for every file with this header. The next sync reads such files so.",
    "found-deal": "Kept: it is a deal from now on. “Take back” stands under “What you said”.",
    "no-deal": "Kept: it is not proposed again.",
    "deal-role": "Kept: your word holds over the CRM and what was found. “Take back” stands under “What you said”.",
    "deal-same": "Kept: they are one deal, and count once. “Take back” stands under “What you said” on its page.",
    "deal-apart": "Kept: they are two deals, and count as two. “Take back” stands under “What you said” on their pages.",
    "deal-link": "Kept. The deal is read anew without guessing; “take back” stands under “What you said”.",
    "snoozed": "Put off. It comes back when the day has passed or when it rests on something new.",
    "account-side": "Kept: your word holds over the CRM and the mail. “Undo” stands beside it.",
    "excluded": "Excluded: what matches is left out of every score and page.",
    "included": "Kept: counted that way from now on.",
    "again": "Taken back. The next sync reads that mail again: regard sync",
    "modelled": "Taken back: this person is modelled again.",
    "objected": "Kept: this person is no longer modelled. What was said stays readable; no estimate is made.",
    "rated": "Kept, for you alone.",
    "matters": "Kept. Everybody on this book reads it on this page, and it moves no estimate.",
    "action-added": "Written down.",
    "review-first": "The meeting has not begun: begin it here, and its agenda stays as it is.",
    "review-empty": "Nothing was written: answer, note something, name an action, or pass on.",
    "action-done": "Kept: done.",
    "action-dropped": "Kept: dropped.",
    "action-open": "Open again.",
    "action-not": "Kept: that message does not show it, and is not suggested again.",
    "action-edited": "Changed.",
    "action-shared": "Shared: everybody on this book sees it now.",
    "forgotten": "Forgotten: this person is gone from the records, the text index and every score.",
}
"""What a page says after a change, by code."""

EXPERIMENTAL = {
    "complains": "complains",
    "acts_on": "acted on what we brought",
    "discloses": "tells of their inside",
    "names_competitor": "names another supplier",
    "defers": "has somebody else to ask",
    "brings_superior": "brings somebody senior in",
    "talks_outcomes": "speaks of their own results",
    "price_only": "asks about the price",
    "leaves": "somebody leaves",
}
"""What experimental detectors found, in words."""
FACTOR_SAYS = {
    "trust": "they answer, start contact, bring others in",
    "value": "they ask what we think, and for more",
    "rapport": "they are friendly with us",
}


def _finalize(value: Any) -> Any:
    if value is None:
        return ""
    return words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The templates, with what they can call."""
    env = Environment(
        loader=PackageLoader("regard.surfaces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    env.filters |= {
        "day": words.day, "month": words.month, "clock": words.clock, "zoned": words.zoned, "age": words.age,
        "ago": words.ago, "signed": words.signed, "refitted": words.refitted, "figure": words.figure,
        "channel": words.channel, "days_before": words.days_before,
        "prose": words.prose, "breaks": words.breaks,
        "opening": words.opening,
    }  # fmt: skip
    env.globals |= {
        "mark": mark, "scale": scale, "plural": words.plural, "unheard": words.unheard, "PROMISED_IN": PROMISED_IN,
        "FACTORS": FACTORS, "FACTOR_SAYS": FACTOR_SAYS, "EXPERIMENTAL": EXPERIMENTAL,
        "ARROWS": words.TREND_ARROWS, "TRENDS": words.TREND_WORDS, "said": words.estimate_words, "asset": _asset,
        "seg": segment, "parted": parted,
    }  # fmt: skip
    return env


@cache
def _asset(name: str) -> str:
    """The address of a file of ours, with a digest so that browsers may keep it."""
    digest = blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?v={digest}"


def segment(text: str) -> str:
    """`text` as one segment of a path."""
    return quote(text, safe="")


def parted(text: str, marks: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is marked. `marks` are sorted places (start, end)."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes addresses within the app that keep the date looked at."""

    as_of: str | None

    def __call__(self, path: str, fragment: str = "", **query: str | float | None) -> str:
        """`path?query#fragment`; empty values are left out."""
        asked = {k: v for k, v in {"as_of": self.as_of, **query}.items() if v not in (None, "")}
        return path + (f"?{urlencode(asked)}" if asked else "") + (f"#{fragment}" if fragment else "")

    def person(self, ref: str) -> str:
        """The page of a person."""
        return self(f"/people/{segment(ref)}")

    def message(self, ref: str, start: int = 0, end: int = 0, words: str = "") -> str:
        """A message; at the very words that `start` and `end` bound in its text, or where `words` stand, if given."""
        if end > start:
            return self(f"/messages/{segment(ref)}", "here", at=f"{start}-{end}")
        return self(f"/messages/{segment(ref)}", "here" if words else "", q=words)

    def why(self, ref: str, factor: str) -> str:
        """The exact sum behind one of a person's estimates."""
        return self(f"/people/{segment(ref)}/why", of=factor)


def asked_date(request: Request) -> str | None:
    """The `as_of` that the address names, None for the book's own default."""
    return request.query_params.get("as_of", "").strip() or None


def page(request: Request, template: str, code: int = 200, *, seen: str | None = None, **context: Any) -> HTMLResponse:
    """The page `template` makes of `context`. `seen` (ISO) is when what it shows was known; ages count from it."""
    as_of = asked_date(request)
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in {"as_of", "page", "done"}]
    today = seen or as_of
    here = "/" + request.url.path.lstrip("/")
    made = environment().get_template(template)
    html = made.render(
        link=Linker(as_of),
        here=here,
        daily=navigation.entries(here, navigation.DAILY),
        others=navigation.entries(here, navigation.OTHERS),
        kept=kept,
        as_of=as_of,
        seen=today,
        last_day=words.last_day(today),
        zone=request.app.state.book.zone,
        token=request.app.state.token,
        done=DONE.get(request.query_params.get("done", ""), ""),
        query=request.query_params.get("q", "") if request.url.path == "/search" else "",
        **context,
    )
    return HTMLResponse(html.encode("utf-8", "replace"), code)
