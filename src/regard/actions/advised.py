"""Does a draft do what a buyer asked this writer not to do? "Please do not send it to purchasing before our budget round."

`bans` reads what people of the reader's company asked the writer to leave be: whom not to reach, what not to give to whom, what not to
speak of, until when; a later "you can send it to purchasing now" of the same person lifts it. `against_advice` finds the sentence of a
draft that goes against one: a price in a mail to somebody of purchasing, "I have sent it to purchasing" in a mail to anybody there. Where
it is not certain who or what is meant ("them", "it" without a price in the draft), nothing is remarked: days and months are nobody, the
board is whoever heads the firm, and what was done must have been done to those who were meant ("to purchasing", "called Susan"). Words are
data (`advised.toml`), English. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from regard.actions.draft import Draft, Sentence
from regard.actions.reader import Reader, Receiver, Said
from regard.actions.rulebook import Finding, Tongue
from regard.deals.ranks import level
from regard.evidence.language.sentences import plain
from regard.evidence.pledges import stems
from regard.time import iso_day, now_us

_WORDS = re.compile(r"[\w'&]+")


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    """The file of words, with the fragments put into the patterns."""
    import tomllib

    row = tomllib.loads(resources.files(__package__).joinpath("advised.toml").read_text("utf-8"))
    fragments = row["fragments"]

    def made(source: str) -> re.Pattern[str]:
        while (filled := _FRAGMENT.sub(lambda m: fragments[m[1]], source)) != source:
            source = filled
        return re.compile(source)

    patterns = {k: tuple(map(made, v)) if isinstance(v, list) else made(v) for k, v in row["patterns"].items()}
    posts = {post: frozenset(words.split()) for post, words in row["posts"].items()}
    return {
        **patterns,
        **{k: frozenset(v.split()) for k, v in row["words"].items()},
        "not": made("<not>"),
        "posts": posts,
        "called": {word: post for post, words in posts.items() for word in words},
    }


_FRAGMENT = re.compile(r"(?<!\?P)<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Ban:
    """What is not to be done: `who` (posts, or words of a name; empty: nobody in particular), `thing` (stems; empty: "it"), `reach`: not
    even to write to them; `said` where it was asked.
    """

    who: frozenset[str]
    thing: frozenset[str]
    reach: bool
    said: Said


@lru_cache(maxsize=256)
def bans(advised: Sequence[Said]) -> tuple[Ban, ...]:
    """What stands of what was asked, in order of time: what was allowed later by the same person stands no more."""
    found: list[Ban] = []
    for said in advised:
        low = " ".join(plain(said.words).split())
        may = _data()["may"].search(low) if not _data()["not"].search(low) else None
        if may is not None:
            lifted = _whom(may["who"])
            found = [b for b in found if b.said.by != said.by or not lifted or not b.who & lifted]
            continue
        found += _asked(low, said)
    return tuple(found)


def asks_to_leave(words: str) -> bool:
    """Whether a sentence may ask to leave something be, or allow it after all."""
    low = plain(words)
    return bool(_data()["hint"].search(low)) and bool(bans((Said(words),)) or _data()["may"].search(" ".join(low.split())))


def _asked(low: str, said: Said) -> Iterator[Ban]:
    for pattern in _data()["bans"]:
        match = pattern.search(low)
        if match is None:
            continue
        groups = match.groupdict()
        who = frozenset(w for w in _whom(groups.get("who") or "") if _is_somebody(w, said.words))
        if (groups.get("reach") or "").startswith("go") and not who & (_data()["posts"].keys() | _data()["relation"]):
            continue  # "do not go to Berlin": as likely a place
        thing = stems(groups.get("thing") or "") if groups.get("thing") else frozenset()
        if groups.get("who") and not who and not set(_WORDS.findall(groups["who"] or "")) & _data()["anybody"]:
            continue
        if not who and not thing:
            return
        if not who and groups.get("reach"):
            continue
        yield Ban(who, thing, bool(groups.get("reach")), said)
        return
    rather = _data()["rather"].search(low)
    if rather is not None and (who := frozenset(w for w in _whom(rather["who"]) if _is_somebody(w, said.words))):
        yield Ban(who, stems(rather["thing"]), reach=False, said=said)


def _is_somebody(word: str, written: str) -> bool:
    """Whether a word is a post, somebody by what they are, or a name: written large inside the sentence, and no day or month."""
    if word in _data()["days"]:
        return False
    return word in _data()["posts"] or word in _data()["relation"] or bool(re.search(rf"(?<!^){word.capitalize()}\b", written))


def _whom(words: str) -> frozenset[str]:
    """The posts and names among some words; a name is any other word that is not small talk for a person. "On Monday" is nobody."""
    said = _WORDS.findall(words)
    if said and said[0] in _data()["when"]:
        return frozenset()
    named = [
        w
        for w in said
        if w not in {"my", "our", "the", "your", "any", "of"} and w not in _data()["nobody"] | _data()["anybody"]
    ]
    return frozenset(_data()["called"].get(w, w) for w in named)


def against_advice(draft: Draft, _tongue: Tongue, reader: Reader) -> Iterator[Finding]:
    """The first sentence that does what somebody of the reader's company asked the writer not to do, once for each who asked."""
    if not reader.advised:
        return
    today = iso_day(now_us()) or ""
    told: set[str] = set()
    for ban in bans(reader.advised):
        if ban.said.by in told or (ban.said.until and ban.said.until < today):
            continue
        sentence = _broken(ban, draft, reader.receivers)
        if sentence is not None:
            told.add(ban.said.by)
            yield Finding(
                sentence.start, sentence.end,
                f"{ban.said.by or 'They'} asked you on {ban.said.day or 'an earlier day'}: “{ban.said.words}” This goes against it.",
                source=ban.said.message_id,
            )  # fmt: skip


def _broken(ban: Ban, draft: Draft, receivers: Sequence[Receiver]) -> Sentence | None:
    """The sentence that goes against it."""
    others = [r for r in receivers if r.name != ban.said.by]
    theirs = [r for r in others if is_of(r, ban)]
    if theirs and ban.reach:
        return next((s for s in draft.sentences if len(s.words) > 2), None)
    if theirs or (not ban.who and others):
        found = next((s for s in draft.sentences if _speaks_of(ban.thing, s)), None)
        if found is not None:
            return found
    if not ban.who:
        return None
    return next((s for s in draft.sentences if _done_to(ban, s, receivers)), None)


def is_of(receiver: Receiver, ban: Ban) -> bool:
    """Whether a receiver is among those who were meant: by name, by post, or named in the next breath ("If Gareth has a number ...")."""
    names = {w for w in _WORDS.findall(plain(receiver.name)) if len(w) > 1}
    posts = {_data()["called"][w] for w in _WORDS.findall(plain(receiver.post)) if w in _data()["called"]}
    if "board" in posts and not heads(receiver.post):
        posts.remove("board")
    if ban.who & names or ban.who & posts:
        return True
    return bool(ban.who & _data()["posts"].keys()) and not posts and bool(names & set(_WORDS.findall(plain(ban.said.near))))


def heads(post: str) -> bool:
    """Whether a title is one of the board: whoever heads the firm or is said to be of it, no "Director of Engineering"."""
    return level(post) >= 3 or bool(_OF_BOARD.search(plain(post)))


_OF_BOARD = re.compile(r"\bboard (?:member|director)\b|\bmember of the (?:\w+ )?board\b|^(?:the )?board$")


def _speaks_of(thing: frozenset[str], sentence: Sentence) -> bool:
    """Whether a sentence speaks of a thing: of "it" where it puts a price or an offer."""
    if (not thing or thing & _data()["priced"]) and _data()["price"].search(sentence.low):
        return True
    if not thing:
        return False
    held = stems(sentence.low)
    return len(thing & held) >= max(1, round(0.7 * len(thing))) and (len(thing) > 1 or len(thing & held) == 1)


_TO_THEM = (
    r"(?:^ ?|\b(?:to|with|in|at|and|or|of) )(?:(?:the|your|my|our|all|mr|mrs|ms|dr)\.? )*{}\b"
    r"(?!['’]|(?:[ -](?:office|plant|works|site|hall|depot|warehouse|branch|factory|store)s?\b))"
)
"""Those who were meant, as the ones to whom something was done: behind "to" or "with", or right behind the verb."""


def _done_to(ban: Ban, sentence: Sentence, receivers: Sequence[Receiver]) -> bool:
    """Whether a sentence says that we did it, or will: "I have sent it to purchasing"."""
    called = {w for w in sentence.words if w in ban.who or (w != "director" and _data()["called"].get(w) in ban.who)}
    if not called or "?" in sentence.low or _data()["denied"].search(sentence.low) or not _data()["did"].search(sentence.low):
        return False
    deed = _data()["did"].search(sentence.low)
    behind = sentence.low[deed.end() :] if deed else ""
    if not any(re.search(_TO_THEM.format(re.escape(w)), behind) for w in called):
        return False
    return ban.reach or not ban.thing or _speaks_of(ban.thing, sentence) or not receivers
