"""What of a message's words do the rules of deals need? Read once, so that a board of deals is made of small rows.

A gist is a function of the message alone: it holds whatever any rule could be about, whichever side the writer is on. The rules decide
as they do over the whole text, on the few sentences that are left. What a rule asks of all of the words is a mark:

text, zones: there is text, and there are zones. business: it speaks of buying or terms. decision: of deciding. coaching: somebody is told
how to go about it. done: it says that the matter is done. holds: it is short and promises an answer. brings: it offers a thought or a
link. invited: it says that what it brings was agreed. access: it asks to be heard. yes: it takes something up.
money: it names an
amount that is no bill. offer: an offer hangs on it. whole: it may reopen a choice or speak of a competitor, for which the rules look
at every word. goes: somebody makes ready to leave, or says that they go unless something is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources

from regard.deals.amounts import is_offer, names_amount
from regard.deals.asked import holds
from regard.deals.gist_forms import OF_ANY_SIGN, by_words
from regard.deals.hired import is_change
from regard.deals.ideas import brings, is_idea, paper_of
from regard.deals.matters import is_business
from regard.deals.mentions import cut, may_mention
from regard.deals.negotiating import is_step
from regard.deals.records import Gist, Mark
from regard.deals.risks_price import invited, says_yes, wants_access
from regard.deals.settled import is_done
from regard.deals.signs import is_sign, may_be_rival, may_frame, may_sign
from regard.deals.stakes import is_stated
from regard.deals.succession import successor
from regard.deals.unanswered import is_indirect, is_open
from regard.evidence.language.refusals import releases
from regard.evidence.language.sentences import plain
from regard.evidence.language.situation_frames import FILES
from regard.evidence.language.situations import Situation, told
from regard.model import Span
from regard.parse.signature_facts import signature_facts


def gist(
    text: str,
    spans: Sequence[Span],
    attachments: Sequence[str],
    asks: Iterable[tuple[int, int]],
    said: Iterable[tuple[str, int, int]],
    *,
    gated: bool = False,
) -> Gist:
    """The gist of a text with its zones, the names of what hangs on it, and where its cues stand.

    `gated`: a form is tried only where its words stand, which is worth its beginning (.2 s) from some hundreds of texts on. The gist is
    the same.
    """
    own = cut(text, spans)
    said = tuple(said)
    may = by_words if gated else _every
    marks: set[Mark] = set()
    kept: list[tuple[int, int, str]] = []
    names: list[tuple[int, int, str]] = []
    for sentence in own:
        words = sentence[2]
        low = plain(words)
        situations = {one.situation for one in told(words)}
        if situations & _WHOLE:
            marks.add("whole")
        if situations & GOES:
            marks.add("goes")
        if not (forms := may(low, words, False)) and not situations:
            continue
        marks.update(mark for mark, (by, is_so) in _OF_ANY.items() if mark not in marks and by & forms and is_so(words))
        if (
            situations
            or any(kind in forms and may_sign(kind, low) for kind in OF_ANY_SIGN)
            or any(name in forms and about(words) for name, about in _ABOUT.items())
        ):
            kept.append(sentence)
        if "frame" in forms and may_frame(words):
            names.append(sentence)
    if any(cue == "leaves" for cue, _, _ in said) or any(is_sign("leaves", words) for _, _, words in kept):
        kept = sorted({*kept, *(s for s in own if successor(s[2]))})
    if any(cue == "names_competitor" for cue, _, _ in said):
        marks.add("whole")
    if names_amount(own):
        marks.add("money")
    if is_offer(attachments):
        marks.add("offer")
    if text:
        marks.add("text")
    if spans:
        marks.add("zones")
    forms = may(plain(text), text, True)
    if "holding" in forms and holds(text, own):
        marks.add("holds")
    if "idea" in forms and brings(text):
        marks.add("brings")
    words = " ".join(text[s.start : s.end] for s in spans if s.zone == "own")
    forms = forms if words == text else may(plain(words), words, True)
    marks.update(mark for mark, (by, is_so) in _OF_ALL.items() if by in forms and is_so(words))
    titles = [t for s in spans if s.zone == "signature" and (t := _title(text[s.start : s.end]))]
    places = (*asks, *((start, end) for _, start, end in said), *((start, end) for start, end, _ in kept))
    return Gist(
        frozenset(marks),
        tuple(kept),
        {(start, end): text[start:end] for start, end in places},
        tuple(names),
        titles[-1] if titles else "",
        paper_of(attachments),
    )


def _every(_low: str, _written: str, _whole: bool) -> AbstractSet[str]:
    """The forms that are tried on any words where they are not chosen by these."""
    return _ALL


def _decides(words: str) -> bool:
    return may_sign("decision", plain(words))


def _coaches(words: str) -> bool:
    return may_sign("coaching", plain(words))


def _is_whole(words: str) -> bool:
    low = plain(words)
    return may_be_rival(low) or may_sign("reopens", low)


_WHOLE = frozenset(("reopened", "rival_above"))
"""Situations for which the rules look at every word."""
GOES: frozenset[Situation] = frozenset(("notice_asked", "data_asked", "shrinks", "ends_with_us", "looks_around", "ultimatum"))
"""Situations of who makes ready to leave, or says that they will."""
_ABOUT: dict[str, Callable[[str], bool]] = {
    "mention": may_mention, "open": is_open, "indirect": is_indirect, "stated": is_stated, "change": is_change, "idea": is_idea,
    "step": is_step, "releases": releases,
}  # fmt: skip
"""What a sentence is kept for, beside the signs, by the name of its forms."""
_OF_ANY: dict[Mark, tuple[frozenset[str], Callable[[str], bool]]] = {
    "business": (frozenset(("price", "buying", "step")), is_business),
    "decision": (frozenset(("decision",)), _decides),
    "coaching": (frozenset(("coaching",)), _coaches),
    "done": (frozenset(("done",)), is_done),
    "whole": (frozenset(("rival", "reopens")), _is_whole),
}
"""Marks of a message of which one sentence is enough, each with the names of its forms."""
_OF_ALL: dict[Mark, tuple[str, Callable[[str], bool]]] = {
    "invited": ("invited", invited),
    "access": ("access", wants_access),
    "yes": ("yes", says_yes),
}
"""Marks of all own words together."""
_ALL = frozenset((*OF_ANY_SIGN, *_ABOUT, *(name for by, _ in _OF_ANY.values() for name in by), *_OF_ALL, "frame", "holding"))


@lru_cache(maxsize=4096)
def _title(signature: str) -> str:
    """The title in a signature; the same few stand under thousands of mails."""
    return signature_facts(signature).title


@cache
def version() -> str:
    """What gists follow from beside the messages: the text of the program that reads them, as a digest."""
    found = blake2b(digest_size=8)
    deals = resources.files("regard.deals")
    names = (
        "amounts.py",
        "asked.py", "gist.py", "gist_forms.py", "hired.py", "ideas.py", "mentions.py", "naming.py", "negotiating.py", "negotiating.toml",
        "newcomers.py", "proposing.py",
        "records.py", "risks_price.py", "settled.py", "signs.py", "signs.toml", "stakes.py", "staying.py", "succession.py", "unanswered.py",
    )  # fmt: skip
    beside = [
        *(
            resources.files("regard.evidence.language") / name
            for name in (
                "forms.py",
                "gates.py",
                "pasted.py",
                "refusals.py",
                "refusals.toml",
                "sentences.py",
                "situations.py",
                "situation_frames.py",
                *FILES,
            )
        ),
        resources.files("regard.parse") / "signature_facts.py",
        *sorted(
            (f for f in (resources.files("regard.parse") / "phrases").iterdir() if f.name.endswith(".py")), key=lambda f: f.name
        ),
    ]
    for path in [*(deals / name for name in names), *beside]:
        found.update(path.read_bytes())
    return found.hexdigest()
