"""Which situation of a deal do a buyer's plain words tell? Money stopped, another chosen, open again, later, money back, and five more.

A situation is data (`situations.toml`): word classes of four languages, and frames over them that say how buyers put it (who acts, what is
done, to what). What is negated, merely supposed, asked, long over, told of others or stands in quotation marks is no situation. The same
sentence is told wherever a page speaks of it: as a sign of a deal's risk, as a stake, as what matters to its writer. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from regard.evidence.language.sentences import plain
from regard.evidence.language.sieve import Sieve, numbers
from regard.evidence.language.situation_frames import data, frames, number

Situation = Literal[
    "freeze", "chose_other", "reopened", "delayed", "refund", "decider_unseen", "leaver_named", "rival_above", "price_only", "stakes",
    "notice_asked", "data_asked", "shrinks", "ends_with_us", "looks_around", "ultimatum",
    "mended", "orders",
]  # fmt: skip
"""What can be told; `situations.toml`, of who makes ready to leave `situations_leaving.toml`, and of what is put right or ordered
`situations_mended.toml` say of each how buyers say it.
"""
SITUATIONS: tuple[Situation, ...] = get_args(Situation)


@dataclass(frozen=True, slots=True)
class Told:
    """A situation that a sentence tells; `who` is the name or rank that the words give whoever it is about, as written ("" for none)."""

    situation: Situation
    who: str = ""


@cache
def _ways() -> tuple[tuple[Situation, str], ...]:
    """Every frame of every situation: (situation, pattern)."""
    return tuple((situation, frame.source) for situation in SITUATIONS for frame in frames(situation))


@cache
def _sieve() -> Sieve:
    return Sieve(frame.asked() for situation in SITUATIONS for frame in frames(situation))


@cache
def _sieve_of(*situations: Situation) -> tuple[Sieve, tuple[int, ...]]:
    """The sieve of some situations' frames alone, and the number of each among `_ways`."""
    found = [(n, frame) for n, (one, frame) in enumerate((s, f) for s in SITUATIONS for f in frames(s)) if one in situations]
    return Sieve(frame.asked() for _, frame in found), tuple(n for n, _ in found)


@cache
def _compiled(way: int) -> re.Pattern[str]:
    return re.compile(_ways()[way][1], re.IGNORECASE)


def compile_all() -> None:
    """Compile every frame and what takes it back; else each is compiled when a sentence first may hold it."""
    for way in range(len(_ways())):
        _compiled(way)
    for situation in SITUATIONS:
        for made in (_unless, _only, _guards):
            made(situation)


@cache
def _unless(situation: Situation) -> re.Pattern[str]:
    """What takes a sentence back for one situation alone."""
    return re.compile(
        "|".join(f"(?:{way})" for way in data()["situations"][situation].get("unless", ())) or r"(?!)", re.IGNORECASE
    )


@cache
def _only(situation: Situation) -> re.Pattern[str] | None:
    """What a sentence must hold to tell a situation; None where it need not hold anything beside a frame."""
    asked = data()["situations"][situation].get("only")
    return None if asked is None else re.compile(asked, re.IGNORECASE)


@cache
def _guards(situation: Situation) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The guards that hold for a situation: (name, what it looks for)."""
    free = data()["situations"][situation].get("free", ())
    return tuple((name, re.compile("|".join(ways))) for name, ways in data()["guards"].items() if name not in free)


@lru_cache(maxsize=16_384)
def told(words: str) -> tuple[Told, ...]:
    """The situations that a sentence of a buyer's own words tells, each once, in the order of `SITUATIONS`."""
    flat, low = _flat(words)
    if _MACHINE.search(low):
        return ()
    found: dict[Situation, Told] = {}
    for way in numbers(_sieve().passed(low)):
        situation = _ways()[way][0]
        if situation not in found and (one := _matched(situation, way, flat, low)) is not None:
            found[situation] = one
    return tuple(found[s] for s in SITUATIONS if s in found)


@lru_cache(maxsize=16_384)
def tells(words: str, *situations: Situation) -> bool:
    """Whether a sentence tells one of some situations, as `told` would; of one a fifth of the time, since no other frame is tried."""
    flat, low = _flat(words)
    sieve, ways = _sieve_of(*situations)
    passed = sieve.passed(low)
    if not passed or _MACHINE.search(low):
        return False
    return any(_matched(_ways()[ways[n]][0], ways[n], flat, low) is not None for n in numbers(passed))


def may_tell(text: str, *situations: Situation) -> bool:
    """Whether any sentence of a text may tell one of some situations: the text holds the words that one of their frames needs.

    A sentence may be asked for with its lines joined, so that those of the text are.
    """
    sieve, _ = _sieve_of(*situations)
    return bool(sieve.passed(_flat(" ".join(text.split()))[1]))


def _flat(words: str) -> tuple[str, str]:
    """The words with straight marks, as written and plain."""
    flat = words.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return flat, plain(flat)


_MACHINE = re.compile(r"https?://|www\.|<[a-z/]|\[image\]|\bclick (?:here|on|the)\b|\bunsubscribe\b|-{4}|={3}|\*{3}")
"""What a list or a shop writes; no buyer's sentence."""


def _matched(situation: Situation, way: int, flat: str, low: str) -> Told | None:
    """The situation, where a frame of it is matched and nothing takes it back."""
    if (only := _only(situation)) is not None and only.search(low) is None:
        return None
    for match in _compiled(way).finditer(flat):
        groups = match.groupdict()
        if groups.get("was") and not number(groups["now"]) < number(groups["was"]):
            continue
        who = (groups.get("who") or "").strip(" ,")
        start = match.start()
        if situation == "leaver_named" and (bare := _bare(who)) != who:
            start, who = flat.find(bare, start), bare
        if not _named(situation, who):
            continue
        if _taken_back(situation, low, start, match.end()) or _unless(situation).search(flat):
            continue
        return Told(situation, who)
    return None


_CAPITALS = """
aber after agreement all also although and any anyway apparently april as at august because before board both but by ceo cfo chief
commission committee company contract coo corp counsel cto das dear december dem den department der desk die director draft each ein
eine el elle er es et eu even every everybody everyone executive february finally for friday from general group he hello her hi his
honestly how however hr i i'll i'm i've ich if il in inc international it it's its january je july june just la las le leider les los
ltd mais managing march market master may meanwhile mein meine monday most my no nobody nos nosotros not notre nous november now nuestra
nuestro october oder officer on once online or our pero plan please po president q1 q2 q3 q4 regarding rfp sadly saturday september she
should sie since so some somebody someone sorry sunday thank thanks that the their then there these they this those though thursday to
today tomorrow tuesday uk un una und une unfortunately unser unsere until us usa votre vous we we're we've wednesday wenn what when
where while who why wir with y yes yesterday you your
übrigens gestern heute morgen nächste nächsten ende anfang bald jetzt nun dann auch nur schade wann ab zum im mitte zudem außerdem
übermorgen
demain hier bientôt malheureusement désormais dommage mañana ayer pronto desgraciadamente lamentablemente además tomorrow next last soon one
two three another nobody none did does do could would who's it they're there's i'd by
"""
_NO_NAME = frozenset(_CAPITALS.split())
"""Words with a capital that begin a sentence or name nobody."""


def _bare(who: str) -> str:
    """A name without the words that merely begin its sentence ("And Tim"), and without what says that something is theirs ("Tim's")."""
    words = who.removesuffix("'s").split()
    while words and words[0].casefold() in _NO_NAME:
        words.pop(0)
    return " ".join(words)


def _named(situation: Situation, who: str) -> bool:
    """Whether what stands where a name should is one; a leaver has one, which may be a first name: whose it is is told by who is there."""
    if situation == "leaver_named" and not who:
        return False
    if not who or who[0].islower():
        return True
    parts = [part for part in who.split() if part.casefold() not in _NO_NAME]
    if not parts or len(parts) < len(who.split()):
        return False
    return not who.isupper() or len(who) <= 6


_TURNS = re.compile(r"[;:]|\bbut\b|\baber\b|\bmais\b|\bpero\b|\bsondern\b")
_OPEN = re.compile(r'"[^"]*$')
_OURS = re.compile(
    r"\b(?:we|us|ours?|i|me|my|you|yours?|there(?:'s| is| was)|wir|uns|unser\w*|ich|mir|mich|mein\w*|sie|ihre?\w*|nous|notre"
    r"|nos|je|mon|ma|mes"
    r"|vous|votre|vos|on|nosotros|nuestr\w+|nos|mi|su|les|lo|\w+mos|this"
    r"|the (?:project|order|purchase|budget|group|board|investment|trustees|parent|owners?|company|management)\b|le|la|les|el|los|hay|das"
    r"|die|der|des)\b|\b(?:i|we|you|j|d)'"
    r"|\beverything (?:is|was|has been|stays|remains) (?:\w+ ){0,2}?(?:frozen|paused|put on|on (?:hold|ice))\b"
    r"|\b(?:(?:all|every|alle|sämtliche) (?:[\w-]+ ){0,3}?|(?:new|it|software|technology|tech|capital) )[\w-]*(?:software|projects?"
    r"|projekte|purchas(?:es?|ing)|spend(?:ing)?|procurement|investments?|initiatives?|roll-?outs?|tenders|evaluations|anschaffungen|investitionen"
    r"|beschaffungen) (?:(?:is|are|was|were|has been|have been|stays?|remains?) (?:\w+ ){0,2}?(?:frozen|paused|suspended|stopped|put on|on"
    r" (?:hold|ice))|(?:ist|sind|liegt|liegen|bleiben|wurden?))\b"
)
"""Somebody speaks of their own side, or to the reader."""


def _taken_back(situation: Situation, low: str, start: int, end: int) -> bool:
    """Whether a guard that holds for the situation takes a match back."""
    before = low[:start]
    clause = _TURNS.split(before)[-1]
    at = {
        "negated": clause[-40:],
        "supposed": clause,
        "maybe": low[max(0, start - 30) : end],
        "asked": low,
        "over": low,
        "papers": low,
        "not_us": low,
    }
    for name, guard in _guards(situation):
        if guard.search(at.get(name, clause + low[start:end])):
            return True
    if data()["situations"][situation].get("ours", False) and _OURS.search(low) is None:
        return True
    return before.count('"') % 2 == 1 and _OPEN.search(before) is not None
