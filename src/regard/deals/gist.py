"""What of a message's words do the rules of deals need? Read once, so that a board of deals is made of small rows.

A gist is a function of the message alone: it holds whatever any rule could be about, whichever side the writer is on. The rules decide
as they do over the whole text, on the few sentences that are left. What a rule asks of all of the words is a mark:

text, zones: there is text, and there are zones. business: it speaks of buying or terms. decision: of deciding. coaching: somebody is told
how to go about it. done: it says that the matter is done. holds: it is short and promises an answer. brings: it offers a thought or a
link. invited: it says that what it brings was agreed. access: it asks to be heard. yes: it takes something up.
whole: it may reopen a choice or speak of a competitor, for which the rules look
at every word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources

from regard.deals.asked import holds
from regard.deals.hired import is_change
from regard.deals.ideas import brings, is_idea, paper_of
from regard.deals.mentions import cut, may_mention
from regard.deals.negotiating import is_step
from regard.deals.proposing import is_business
from regard.deals.records import Gist, Mark
from regard.deals.risks_price import invited, says_yes, wants_access
from regard.deals.settled import is_done
from regard.deals.signs import OURS, THEIRS, SignKind, may_be_rival, may_frame, may_sign
from regard.deals.stakes import is_stated
from regard.deals.unanswered import is_indirect, is_open
from regard.evidence.language.sentences import plain
from regard.model import Span
from regard.parse.signature_facts import signature_facts

_SIGNS: tuple[SignKind, ...] = tuple(dict.fromkeys((*THEIRS, *OURS)))
_ABOUT: tuple[Callable[[str], bool], ...] = (may_mention, is_open, is_indirect, is_stated, is_change, is_idea, is_step)
"""What a sentence is kept for, beside the signs."""


def gist(
    text: str,
    spans: Sequence[Span],
    attachments: Sequence[str],
    asks: Iterable[tuple[int, int]],
    said: Iterable[tuple[str, int, int]],
) -> Gist:
    """The gist of a text with its zones, the names of what hangs on it, and where its cues stand."""
    own = cut(text, spans)
    lows = [plain(words) for _, _, words in own]
    whole = "\n".join(lows)
    said = tuple(said)
    marks: set[Mark] = set()
    kept: set[int] = set()
    for kind in _SIGNS:
        if may_sign(kind, whole):
            kept.update(n for n, low in enumerate(lows) if may_sign(kind, low))
    for n, (_, _, words) in enumerate(own):
        if n not in kept and any(about(words) for about in _ABOUT):
            kept.add(n)
    if may_be_rival(whole) or may_sign("reopens", whole) or any(cue == "names_competitor" for cue, _, _ in said):
        marks.add("whole")
    for mark, is_so in _OF_ANY.items():
        if any(is_so(words) for _, _, words in own):
            marks.add(mark)
    if text:
        marks.add("text")
    if spans:
        marks.add("zones")
    if holds(text, own):
        marks.add("holds")
    if brings(text):
        marks.add("brings")
    words = " ".join(text[s.start : s.end] for s in spans if s.zone == "own")
    marks.update(mark for mark, is_so in _OF_ALL.items() if is_so(words))
    titles = [t for s in spans if s.zone == "signature" and (t := _title(text[s.start : s.end]))]
    sentences = tuple(own[n] for n in sorted(kept))
    places = (*asks, *((start, end) for _, start, end in said), *((start, end) for start, end, _ in sentences))
    return Gist(
        frozenset(marks),
        sentences,
        {(start, end): text[start:end] for start, end in places},
        tuple(one for one in own if may_frame(one[2])),
        titles[-1] if titles else "",
        paper_of(attachments),
    )


def _decides(words: str) -> bool:
    return may_sign("decision", plain(words))


def _coaches(words: str) -> bool:
    return may_sign("coaching", plain(words))


_OF_ANY: dict[Mark, Callable[[str], bool]] = {
    "business": is_business,
    "decision": _decides,
    "coaching": _coaches,
    "done": is_done,
}
"""Marks of a message of which one sentence is enough."""
_OF_ALL: dict[Mark, Callable[[str], bool]] = {"invited": invited, "access": wants_access, "yes": says_yes}
"""Marks of all own words together."""


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
        "asked.py", "gist.py", "hired.py", "ideas.py", "mentions.py", "negotiating.py", "negotiating.toml", "proposing.py", "records.py",
        "risks_price.py", "settled.py", "signs.py", "signs.toml", "stakes.py", "unanswered.py",
    )  # fmt: skip
    beside = [
        resources.files("regard.evidence.language") / "sentences.py",
        resources.files("regard.parse") / "signature_facts.py",
        resources.files("regard.parse") / "phrases.py",
    ]
    for path in [*(deals / name for name in names), *beside]:
        found.update(path.read_bytes())
    return found.hexdigest()
