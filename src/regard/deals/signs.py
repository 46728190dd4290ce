"""What do the words of a mail say about its deal? Price, a last call for one, a competitor, a choice, who leaves, who has no say.

Three sources, joined: the patterns of `signs.toml`; cues of the language rules (`evidence/language`) that no channel counts because they
are not yet proven, and the situations that plain words tell (`evidence/language/situations.py`): those two say so (`trial`). A sign is
a sentence with its place, never a judgement: the rules of `risks` decide what it is worth. English, and the commonest German forms;
situations in four languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

from regard.deals.mentions import own_sentences, person
from regard.deals.naming import PERSON
from regard.deals.records import Touch
from regard.deals.staying import stays
from regard.evidence.language.sentences import plain
from regard.evidence.language.situations import Situation, told

SignKind = Literal[
    "price", "final_price", "no_meeting", "rival", "chosen", "reopens", "no_say", "postpones", "offers_people", "keeps_to_one", "leaves",
    "red_flag", "checks_in", "no_ideas", "proposal", "coaching", "decision",
    "social", "brushes_off", "compares", "unasked", "stops", "frozen", "chose_other", "put_off", "money_back",
    "notice_asked", "data_asked", "shrinks", "ends_with_us", "looks_around", "ultimatum", "mended", "orders",
]  # fmt: skip
"""What a sentence can be a sign of."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sentence of one touch. `about` names whom it is about ("" for the writer or nobody in particular); `trial`: by an unproven
    cue.
    """

    kind: SignKind
    touch: str
    start: int
    end: int
    words: str
    about: str = ""
    trial: bool = False


_BILLS = re.compile(r"\b(?:invoices?|overdue|fell due|due (?:on|since)|payment|paid|credit note|reminder|rechnung|mahnung)\b")


@cache
def _rules() -> dict[str, Any]:
    """The patterns and examples of `signs.toml`, fragments put in."""
    import tomllib

    told: dict[str, Any] = tomllib.loads((resources.files("regard.deals") / "signs.toml").read_text("utf-8"))

    def whole(pattern: str) -> str:
        return re.sub(r"<(money|offer|talk|firm|boss|here|whoever|another)>", lambda m: str(told["fragments"][m[1]]), pattern)

    signs_ = {kind: {**rule, "patterns": [whole(p) for p in rule["patterns"]]} for kind, rule in told["signs"].items()}
    rivals = told["rivals"]
    return {
        "signs": signs_,
        "shown": whole(rivals["shown"]),
        "words": f"{whole(rivals['shown'])}|{whole(rivals['words'])}",
        "frames": [whole(p) for p in rivals["frames"]],
        "weak": [whole(p) for p in rivals["weak"]],
    }


@cache
def _compiled(kind: SignKind) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _rules()["signs"][kind]["patterns"]))


@cache
def _rival_words() -> re.Pattern[str]:
    return re.compile(_rules()["words"])


@cache
def _frames() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(p), kind == "frames") for kind in ("frames", "weak") for p in _rules()[kind])


def sources(kind: SignKind) -> list[str]:
    """The patterns of a kind of sign, over plain words."""
    return list(_rules()["signs"][kind]["patterns"])


def rival_sources() -> tuple[list[str], list[str]]:
    """The patterns that speak of competitors in general terms, over plain words, and those that set a firm beside ours, as written."""
    return [_rules()["words"]], [*_rules()["frames"], *_rules()["weak"]]


def examples() -> list[tuple[SignKind, str, bool]]:
    """(kind, sentence, whether it is a sign of it) of every example that stands beside a pattern."""
    return [
        (kind, sentence, right == "right")
        for kind, rule in _rules()["signs"].items()
        for right in ("right", "wrong")
        for sentence in rule[right]
    ]


_IF = re.compile(r"\b(?:if|unless|whether|provided|wenn|falls|sofern|si)\b")
"""What makes a choice one that is yet to be made."""


def is_sign(kind: SignKind, words: str) -> bool:
    """Whether a sentence is a sign of one kind, by the patterns of this module alone."""
    low = plain(words)
    if (kind == "proposal" and _BILLS.search(low)) or (kind == "leaves" and not tells_leaving(words)):
        return False
    if kind == "chosen" and _IF.search(low):
        return False
    return bool(_compiled(kind).search(low))


def may_sign(kind: SignKind, low: str) -> bool:
    """Whether plain words (`plain`) have a form of a kind; a proposal may still turn out to be a bill."""
    return _compiled(kind).search(low) is not None


def may_be_rival(low: str) -> bool:
    """Whether plain words speak of competitors in general terms."""
    return _rival_words().search(low) is not None


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(_rules()["shown"])


def shows_another(low: str) -> bool:
    """Whether plain words say that another firm's offer is shown to us."""
    return _shown().search(low) is not None


def may_frame(words: str) -> bool:
    """Whether a sentence has a form in which a firm is set beside ours."""
    return any(frame.search(words) is not None for frame, _ in _frames())


THEIRS: tuple[SignKind, ...] = (
    "price", "final_price", "no_meeting", "chosen", "reopens", "no_say", "postpones", "offers_people", "leaves", "red_flag", "no_ideas",
    "social", "brushes_off", "compares", "unasked", "stops",
)  # fmt: skip
OURS: tuple[SignKind, ...] = ("proposal", "keeps_to_one", "leaves", "checks_in")
"""What is looked for in whose words."""
_OF_CUE: dict[str, SignKind] = {"leaves": "leaves", "price_only": "final_price", "names_competitor": "rival"}
_AUTHORITY = re.compile(r"\bauthority\b")
_BAD = re.compile(
    r"\b(?:cut|frozen|freeze|not|no|lost|laying off"
    r"|restructur\w+|reorgani[sz]\w+|acquired|resistance|opposition|against|under pressure|down)\b"
)


def signs(touch: Touch, rivals: Collection[str] = ()) -> tuple[Sign, ...]:
    """The signs in a touch's own words, in order of place; `rivals` are names known to be competitors'. Empty where words are not read."""
    if not touch.read:
        return ()
    found: dict[tuple[SignKind, int], Sign] = {}
    for start, end, words in own_sentences(touch):
        low = plain(words)
        for kind in OURS if touch.by_us else THEIRS:
            if _compiled(kind).search(low) and is_sign(kind, words):
                found[kind, start] = Sign(kind, touch.id, start, end, words, _leaver(words) if kind == "leaves" else "")
        if not touch.by_us and (_rival_words().search(low) or _held(low, rivals)):
            found["rival", start] = Sign("rival", touch.id, start, end, words)
            if _gone_to(low, rivals):
                found["chose_other", start] = Sign("chose_other", touch.id, start, end, words, trial=True)
    for sign in (*_cued(touch), *_situated(touch)):
        known = found.setdefault((sign.kind, sign.start), sign)
        if sign.about and not known.about and not _SPEAKS_OF_SELF.search(known.words):
            found[sign.kind, sign.start] = replace(known, about=sign.about)
    return tuple(sorted(found.values(), key=lambda s: (s.start, s.kind)))


def _cued(touch: Touch) -> Iterator[Sign]:
    """What the language rules on trial found, as signs."""
    for cue, start, end in touch.said:
        words = " ".join(touch.piece(start, end).split())
        low = plain(words)
        if not words:
            continue
        if cue in _OF_CUE and (cue == "leaves" or not touch.by_us):
            yield Sign(_OF_CUE[cue], touch.id, start, end, words, _leaver(words) if cue == "leaves" else "", trial=True)
        elif cue == "defers" and not touch.by_us and _AUTHORITY.search(low):
            yield Sign("no_say", touch.id, start, end, words, trial=True)
        elif cue == "discloses" and not touch.by_us and _BAD.search(low):
            yield Sign("red_flag", touch.id, start, end, words, trial=True)


_OF_SITUATION: dict[Situation, SignKind] = {
    "freeze": "frozen", "chose_other": "chose_other", "reopened": "reopens", "delayed": "put_off", "refund": "money_back",
    "leaver_named": "leaves", "rival_above": "rival", "price_only": "final_price", "notice_asked": "notice_asked",
    "data_asked": "data_asked", "shrinks": "shrinks", "ends_with_us": "ends_with_us", "looks_around": "looks_around",
    "ultimatum": "ultimatum", "mended": "mended", "orders": "orders",
}  # fmt: skip
"""Who decides unseen is a mention, and what is at stake a stake."""


def _situated(touch: Touch) -> Iterator[Sign]:
    """The situations that a buyer's plain words tell, as signs on trial."""
    if touch.by_us:
        return
    for start, end, words in own_sentences(touch):
        for one in told(words):
            if one.situation in _OF_SITUATION and (one.situation != "leaver_named" or tells_leaving(words)):
                about = person(one.who) if one.situation in ("leaver_named", "chose_other") else ""
                yield Sign(_OF_SITUATION[one.situation], touch.id, start, end, words, about, trial=True)


_ASKED = re.compile(
    r"^\W*(?:(?:and|so|but|by the way|btw),? )?(?:do|does|did|is|are|was|were|has|have|can|could|will|would"
    r"|how(?! \w+[:,!])|what(?! an? (?:blow|loss|pity|shame|surprise)\b)|when|where|who|which|why)\b(?! i\b)"
)
_BEARS_IT = re.compile(
    r"^\W*(?:(?i:and|so|but|by the way|btw),? )?(?:Are|Can|Will)(?: [A-Z][\w'’-]{1,30}){0,2}"
    r" (?:is|has|was|had|left|leaves|resigned|resigns|retired|retires|quit)\b"
)
"""Somebody's name that is a question's first word too, as written: "Will Berg has resigned"."""
_TO_A_POST = (
    r"(?:an?|the|our|your|their|one of (?:our|your|their)) (?:[\w-]+ )?"
    r"(?:competitors?|competition|rivals?|firm|company|employer|start-?up|role|post|position)"
    r"(?: of (?:ours|yours|theirs))?|[\w&.-]+(?: [\w&.-]+)? (?:gmbh|ag|ltd|limited|inc|llc|plc|corp|corporation|s\.?a|s\.?r\.?l|b\.?v)"
)
"""What nobody travels to: somebody who is leaving on Friday for it leaves their post."""
_OF_SELF = re.compile(
    r"\b(?:my|me|mein\w*|mon|ma|mi)\b|\bi(?:'m| am|'ve| have|'ll| will| leave| retire| resign| quit)\b|\b(?:ich|je) "
)
_TRIP = re.compile(
    r"\bleaving (?:[a-z]+ ){0,3}?(?:this (?:weekend|afternoon|morning|evening)|tonight|tomorrow|today)\b"
    r"|\bleaving (?:(?:this|next) \w+|on \w+(?: \w+)?) for (?!good\b|a (?:new|job)\b|another\b|personal\b|pastures\b"
    rf"|(?:{_TO_A_POST})(?:[,.;:!)]|$| (?:in|at|and|where|which|that)\b))"
    r"|\bleaving (?:\w+ )?(?:this|next|on) \w+ to (?:go|visit|see|attend|spend|travel|fly)\b"
    r"|\bnever (?:actually |really |in fact )?left\b"
)


def tells_leaving(words: str) -> bool:
    """Whether a sentence that speaks of leaving says that somebody leaves their post: no question about others, no trip."""
    low = plain(words)
    asked = _ends_asking(low) or (_ASKED.search(low) and not _BEARS_IT.search(words))
    return not (_TRIP.search(low) or stays(low) or (asked and not _OF_SELF.search(low)))


def _ends_asking(low: str) -> bool:
    """Whether a question mark stands behind the last word: read once from the end, for a pattern from each mark costs their square."""
    last = next((i for i in range(len(low) - 1, -1, -1) if low[i].isalnum() or low[i] == "_"), -1)
    return "?" in low[last + 1 :]


def _held(low: str, names: Collection[str]) -> bool:
    return any(re.search(rf"\b{re.escape(plain(name))}\b", low) for name in names if name)


_GONE_TO = (
    r"\b(?:we|they)(?:'re| are|'ve| have|'ll| will)? (?:now |all |just |already |be )*"
    r"(?:(?:(?:going|gone|went|go)(?: ahead)? (?:with|for)|signed(?: up)? with|(?:decided|settled) (?:with|on|for)) (?:the )?{name}\b"
    r"(?! (?:for (?:an? |some )?(?:lunch|breakfast|dinner|drinks?|coffee|beers?|visit|tour|walk|chat|day|week)|on an?|into|through)\b)"
    r"|(?:(?:going|gone|went|go) over|(?:moved|switched|changed|transferred)(?: over)?) to (?:the )?{name}\b(?! for\b))"
    r"(?!'s\b)(?! (?:to|and (?:see|visit|meet|talk|look)|street|st|road|avenue|lane|square|place|house|tower|building|court|park|campus|"
    r"arena|stadium|hall|city|island)\b)"
)
"""They chose somebody, or changed over to them: to go *to* somebody is a visit, to go with them *to* something a journey, and a firm's name
before a street's is a place.
"""
_OPEN_STILL = re.compile(
    r"\?|\b(?:if|whether|unless|not|never|might|may|could|would|considering|thinking|about to talk|talks|call|meeting|visit)\b|n't\b"
)


def _gone_to(low: str, names: Collection[str]) -> bool:
    """Whether a plain sentence says that they went to a competitor that is known: of an unknown name it could be a place or a person."""
    if _OPEN_STILL.search(low):
        return False
    return any(re.search(_GONE_TO.format(name=re.escape(plain(name))), low) for name in names if name)


_GOES = re.compile(
    rf"(?P<name>{PERSON})(?: \([^)]*\)|, [^,]{{2,30}},|,)?(?: is| has|'s|’s)?(?: [a-z]+)?"
    r" (?:leaving|left|resigned|retiring|retired|no longer)\b"
    rf"|(?:from|for|succeed(?:s|ing)?|replac(?:e|es|ing)) (?P<before>{PERSON})\b"
)


_SPEAKS_OF_SELF = re.compile(
    r"\b(?:I|my|My)\b(?! (?:colleague|boss|manager|director|predecessor|hear|heard|think|learned|am told))"
)


def _leaver(words: str) -> str:
    """Whom a sentence says leaves: a name, or "" where it is the writer or nobody is named."""
    if _SPEAKS_OF_SELF.search(words):
        return ""
    match = _GOES.search(words)
    return person(match["name"] or match["before"] or "") if match else ""


def framed(touch: Touch, known: Collection[str]) -> list[tuple[str, bool]]:
    """Firms that a buyer's words may set beside ours: (name, whether the words leave no doubt). `known` are words that name anything else.

    Words that leave doubt ("Kaltwerk was here") are said of people too: only a name that several companies say so of is a competitor's.
    """
    if touch.by_us:
        return []
    found: dict[str, bool] = {}
    for _, _, words in own_sentences(touch):
        for frame, sure in _frames():
            for match in frame.finditer(words):
                name = person(match["firm"])
                if name and not any(part in known for part in plain(name).split()):
                    found[name] = found.get(name, False) or sure
    return sorted(found.items())


def first(found: Sequence[Sign], kind: SignKind) -> Sign | None:
    """The first sign of a kind."""
    return next((s for s in found if s.kind == kind), None)
