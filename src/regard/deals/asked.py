"""What did the buyer ask on a deal, did we answer, how soon, and did they have to ask again? Pure.

A question is a mail of theirs with a question or request in it that is not about fixing a time. Our answer is the first mail of ours
to them in its thread that does more than promise an answer; a short one that promised what is overdue by now is none either. It is asked
again where a later sentence is about the same things; or where its writer comes back to a thing that both name, in other words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.life import asks_of_life
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.results import Record
from regard.time import iso

HOUR = 3_600_000_000
WAIT = 7 * DAY
"""An answer may take so long before its absence counts."""
SETTLES = 14 * DAY
"""So long after an answer nobody has asked again: it was final."""
QUOTE = 240
Shows = Callable[[str, int, int], bool]
"""Whether what one of ours sent is seen over a whole period [from, until)."""


@dataclass(frozen=True, slots=True)
class Asked(Record):
    """One mail of theirs that asks. `hours` to our answer, None where there is none; `final` None where nobody can tell yet.

    outcome: answered, unanswered, open (it may still come), spoke (they spoke with us before), unseen (a mailbox was dark).
    `promised_id`: the mail of ours that came in place of an answer, and promised what is overdue by now.
    """

    message_id: str
    date: str | None
    person: str
    quote: str
    start: int
    end: int
    outcome: Literal["answered", "unanswered", "open", "spoke", "unseen"]
    answer_id: str | None = None
    hours: float | None = None
    final: bool | None = None
    again_id: str | None = None
    promised_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """When what each of ours sends is seen: person to periods [from, until)."""

    periods: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, int, int]]) -> Sent:
        """From (person, from, until)."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for person, start, end in rows:
            found[person].append((start, end))
        return cls({person: sorted(of) for person, of in found.items()})

    def shows(self, person: str, start: int, end: int) -> bool:
        """Whether one period, or several that meet, hold [start, end) whole."""
        at = start
        for begin, until in self.periods.get(person, ()):
            if begin > at:
                break
            at = max(at, until)
        return at >= end


def questions(past: Sequence[Touch], as_of_us: int, since_us: int, shows: Shows, late: Collection[str] = ()) -> list[Asked]:
    """What the buyer's side asked since a moment, in order of time, each with what became of it. `late`: mails of ours, by id, that promised
    what is overdue now.
    """
    threads: dict[str, list[Touch]] = defaultdict(list)
    spoken: list[Touch] = []
    for t in past:
        if t.kind == "mail":
            threads[t.thread_id].append(t)
        else:
            spoken.append(t)
    sentences = {t.id: asks(t) for t in past if not t.by_us and t.kind == "mail"}
    later = Asks.of((t, words) for t in past for _, _, words in sentences.get(t.id, ()))
    found = []
    for t in past:
        told = sentences.get(t.id)
        if not told or t.us < since_us or t.recovered or not t.thread_id:
            continue
        ours = [a for a in threads[t.thread_id] if a.us > t.us and a.by_us and t.writer in a.theirs and not promises_answer(a)]
        empty = [a for a in ours if a.id in late and sum(len(w.split()) for _, _, w in own_sentences(a)) <= MOST_HOLDING]
        answer = next((a for a in ours if a not in empty), None)
        met = next(
            (s for s in spoken if s.us > t.us and t.writer in s.theirs and s.us < (answer.us if answer else t.us + WAIT)), None
        )
        one = _became(t, told, answer, met, later, as_of_us, shows)
        found.append(replace(one, promised_id=empty[0].id) if empty and one.outcome == "unanswered" else one)
    return found


def _became(
    t: Touch, told: Sequence[tuple[int, int, str]], answer: Touch | None, met: Touch | None,
    later: Asks, as_of_us: int, shows: Shows,
) -> Asked:  # fmt: skip
    start, end, words = told[0]
    plain_ = (t.id, iso(t.us), t.writer, words[:QUOTE], start, end)
    seen = all(shows(s, t.us, min(t.us + WAIT, as_of_us)) for s in t.ours)
    if answer is None:
        outcome: Literal["unanswered", "open", "spoke", "unseen"] = (
            "spoke" if met is not None else "unseen" if not seen else "open" if as_of_us < t.us + WAIT else "unanswered"
        )
        return Asked(*plain_, outcome)
    again = later.again([words for _, _, words in told], answer.us, t)
    final = False if again is not None else True if as_of_us >= answer.us + SETTLES else None
    hours = None if met is not None or not seen else round((answer.us - t.us) / HOUR, 1)
    counted: Literal["answered", "unseen"] = "answered" if seen else "unseen"
    return Asked(*plain_, counted, answer.id, hours, final, again.id if again is not None else None)


_PERSON = r"(?:we|you|i|us|they|he|she|everybody|somebody|anybody|team)"
_TALK = r"(?:call|meeting|chat|lunch|dinner|breakfast|coffee|visit|appointment|slot|session|demo|date|invite|invitation)s?"
_NORM = (
    r"(?:requirements?|limits?|standards?|spec\w*|deadlines?|targets?|needs?|criteri\w+|norms?|regulations?|rules?|demands?|prices?|budgets?"
    r"|dates?|conditions?|terms|expectations?|code|class|grade|tolerances?|iso|en|din|astm|ip|rohs|reach)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|next week|this week|\d{1,2}(?::\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|o'?clock|noon"
_TIME = re.compile(
    # People come together, or write it into a calendar; a pump that meets a limit and a call of a function are none of these.
    rf"\b{_PERSON}\b(?: [\w'’-]+){{0,4}}? (?:meet\b(?!(?: [\w./-]+){{1,6}}? {_NORM}\b)(?! {_NORM}\b)|chat\b|catch up\b|get together\b|sit down\b"
    rf"|(?:talk|speak) (?:on|at|by|next|this|over|again|soon|tomorrow|about (?:it|this|that))\b|come (?:by|over|round|along|and see)\b|drop (?:by|in)\b|dial in\b"
    rf"|call (?:me|us|him|her|them|you|back|on|at|in|again|tomorrow|today|this|next)\b|ring (?:me|us)\b|phone (?:me|us)\b"
    rf"|(?:see|visit) (?:you|me|us)\b|free\b(?! of| from)|available\b)"
    rf"|\b(?:have|had|do|arrange|schedule|set up|plan|fix|book|organi[sz]e|find|accept|propose|suggest|attend|join|for|send|move|shift|push|postpone|cancel)"
    rf" (?:[\w'’-]+ ){{0,4}}?{_TALK}\b(?! (?:out|sheet|report|minutes|to the deliver))"
    rf"|\breschedul\w+ (?:[\w'’-]+ ){{0,3}}?{_TALK}\b|\breschedule\W*$"
    r"|\bgive (?:me|us) a (?:\w+ )?(?:call|ring)\b|\b(?:chance|time|possibility) (?:in|of|for) (?:a )?meeting\b|\b(?:chance|time) to meet\b"
    r"|\byour (?:availability|calendar|diary|agenda)\b|\b(?:what|which) (?:time|day)s?\b|\bsuits? (?:you|us|me|him|her|them|everybody)\b"
    rf"|\b(?:how|what) about (?:[\w'’]+ ){{0,3}}?(?:{_DAY})|(?:{_DAY})(?: [\w:'’]+){{0,5}}? (?:suits?|works?|fits?|ok|okay|fine|good|possible|convenient)\b"
    rf"|\bwould (?:it|that|this|(?:[\w'’]+ ){{0,2}}?(?:{_DAY}))(?: [\w:'’]+){{0,4}}? (?:suit|work)\b"
    rf"|^\W*(?:[\w'’]+\W+){{0,4}}(?:{_DAY})(?:\W+(?:[\w:'’]+\W+){{0,3}})?\?$"
    r"|\btermin (?:vorschlagen|vereinbaren|finden|machen|am|im|nächste\w*|für)\b|\beinen termin\b|\btreffen (?:wir|sich|uns)\b|\b(?:wir|uns) (?:\w+ ){0,4}treffen\b"
    r"|\btelefonieren\b|\b(?:mich|uns|sie) anrufen\b|\buhrzeit\b|\bpasst (?:es|ihnen|dir|euch)\b|\brendez-vous\b|\bréunion\b|\b(?:me|nous|vous) rappeler\b",
)
"""Fixing a time: who comes together or talks, a calendar, whether a day suits. A day by itself is none: “Will the pallet come on Tuesday?”"""
_SUBSTANCE = re.compile(
    r"\b(?:how(?! about)|why|which|what (?:is|are|if|does|would|happens)|whether|explain|specif\w+|data|test\w*|report|install\w*|integrat\w*|support\w*"
    r"|prices?|costs?|quote|offer|contract|warranty|delivery|capacity|temperature|licen[cs]e|security|wie|warum|welche\w*)\b",
)


_WANTS = re.compile(
    r"\b(?:send|share|provide|explain|tell|confirm|clarify|let (?:me|us) know|advise|show|give|list|describe|compare|forward|look (?:at|into)|check"
    r"|schicken|senden|erklären|bestätigen|mitteilen|prüfen|envoyer|expliquer|confirmer)\b",
)
_GREETS = re.compile(
    r"\b(?:how (?:are|is|have|has|was|were|did) (?:you|your (?:family|weekend|holidays?|vacation|kids|children|wife|husband|daughter|son|trip|summer|garden))\b"
    r"(?! (?:handle|process|test|measure|ensure|calculat\w+|plan\w*|going to|support\w*|price\w*|deal\w*|install\w*))"
    r"|(?:enjoy|had|have|having|doing over|away (?:for|over)|for|at|on) (?:you |a |the |your )*(?:nice |good |great |long |lovely )*"
    r"(?:weekend|holidays?|vacation|wedding|birthday|barbecue)(?=\W*$)"
    r"|your (?:weekend|holidays?|vacation|wedding|birthday|kids|children|wife|husband|daughter|son|marathon|barbecue)\b"
    r"|play(?:ing|ed)? (?:any )?(?:golf|football|soccer|cricket|tennis)|(?:ihr|dein|euer|schönes) (?:urlaub|wochenende)|wie war (?:der|ihr|dein) urlaub"
    r"|(?:vos|tes) vacances)\b",
)


def _is_social(words: str) -> bool:
    """Whether a question is small talk: of how somebody is, or of their life outside work, by forms and not by single words."""
    return asks_of_life(words) or _GREETS.search(words.casefold()) is not None


_STOP = re.compile(
    r"\b(?:do not|don['’]t|never|stop|no longer|refrain from) (?:ever )?(?:send|write|e-?mail|mail|call|phone|contact|ring|approach)(?:ing)?\b"
    r"|\b(?:take|remove|delete|strike|cross) (?:me|us|my|our)\b[^.?!]{0,40}\b(?:lists?|mailing|database)\b|\bunsubscribe\b|\bleave (?:me|us) alone\b",
)
"""A wish to hear no more: the next mail of ours does not answer it, it passes it over."""


def asks(t: Touch) -> list[tuple[int, int, str]]:
    """The sentences of a mail that ask for more than a time to meet, and are not small talk: (start, end, words on one line).

    A request counts where it asks for something to be told or sent; "please keep it to yourself" does not.
    """
    found = []
    for start, end in t.asks:
        words = " ".join(t.piece(start, end).split())
        low = words.casefold()
        if not words or not (words.endswith("?") or _WANTS.search(low)) or _is_social(words):
            continue
        if not _STOP.search(low) and not (_TIME.search(low) and not _SUBSTANCE.search(low)):
            found.append((start, end, words))
    return found


HOLDING = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| shall| have to| need to|'m going to| am going to)? (?:check|look into|find out|ask|come back|get back|clarify|revert)"
    r"|let (?:me|us) (?:check|look|find out|ask|come back|get back)|will (?:get|come) back to you|bear with (?:me|us)|looking into (?:it|this|that)"
    r"|(?:ich|wir) (?:kläre?n?|melden? (?:mich|uns)|schaue?n?|frage?n? nach)|je reviens vers vous|je me renseigne)\b",
)
MOST_HOLDING = 45


def promises_answer(t: Touch) -> bool:
    """Whether a short mail of ours promises an answer and is none."""
    return holds(t.text, own_sentences(t)) if t.gist is None else "holds" in t.gist.marks


def holds(text: str, sentences: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a short text, with its own sentences, promises an answer and is none."""
    if not HOLDING.search(" ".join(text.casefold().split())):
        return False
    words = [words for _, _, words in sentences]
    return sum(len(w.split()) for w in words) <= MOST_HOLDING and any(HOLDING.search(w.casefold()) for w in words)


_AGAIN = re.compile(
    r"\b(?:as i (?:asked|wrote|said)|i asked (?:already|before|last|twice|you)|once (?:more|again)|asking again|ask again|(?:my|our) question (?:is|was|about|still)"
    r"|still (?:no|not|don't|do not|haven't|have not|waiting|open|unclear)|(?:did|does|do) not answer|didn't answer|doesn't answer|not answered|noch (?:nicht|immer)"
    r"|nochmals?|erneut|wie gesagt)\b",
)
_CHASES = re.compile(
    r"\b(?:any|no|some) (?:news|word|update|progress|luck|sign|feedback|movement|joy|idea yet)\b|\b(?:what|where|how)(?:'s| is| are| about| do(?:es)? (?:we|it) stand)\b"
    r"[^.?!]{0,40}\b(?:status|stand|coming along|got to|progressing|happening|now|yet|still)\b|\bwhere (?:is|are|do we stand|have|has)\b"
    r"|\bwhen (?:do|does|will|can|could|should|might|is|are) (?:we|i|you|it|they|he|she|the|our|your|those|these)\b|\b(?:status|state) of\b|\bstatus on\b"
    r"|\b(?:have|has|did|do|are|were|is|was) (?:you|the|those|these|they|it|our|your)\b[^.?!]{0,60}\b(?:yet|already|meanwhile|come (?:in|through)|arrived?|ready|done"
    r"|manage[d]?|get (?:round|around) to|chance to|hear back|heard back|found out|find out)\b|\bremind(?:er|ing)?\b|\bfollow(?:ing)? up\b|\bchas(?:e|ing)\b"
    r"|\bstill (?:need|wait\w*|outstanding|missing|looking for)\b|\bgibt es (?:schon )?(?:etwas )?neu\w*|\bwo (?:bleibt|bleiben)\b|\bwann (?:kommt|kommen|bekommen|erhalten)\b"
)
"""Forms in which whoever waits comes back to what they asked: of a thing that both name, it is the same question in other words."""
SOON = 45 * DAY
"""So long whoever asked comes back to it, in whichever thread."""
_SHORT = {
    "cert": "certificate", "certs": "certificate", "spec": "specification", "specs": "specification", "docs": "document", "quote": "quotation",
    "quotes": "quotation", "info": "information", "calcs": "calculation", "calc": "calculation", "config": "configuration", "demo": "demonstration",
    "demos": "demonstration", "refs": "reference", "dwgs": "drawing", "pics": "picture", "photos": "picture", "photo": "picture",
    "dims": "dimension", "contracts": "contract", "licence": "license", "licences": "license", "app": "application", "apps": "application",
    "reqs": "requirement", "temp": "temperature", "temps": "temperature", "maintenance": "service", "servicing": "service",
}  # fmt: skip
"""What trade writes short, and what it writes in two ways."""
_SAY_LITTLE = """
news update updates word progress status luck sign reminder remind follow following chase chasing yet
arrive arrived coming come ready sent hear heard hope hoping today tomorrow week weeks month months
about again also another answer any anything been before being both could does doing done each even ever every from give
have here into just know like made make many more most much must need next once only other over please question send
should since some soon still such than that their them then there these they this those through time under until very
want well were what when where whether which while will with would your yours yourself tell work works same able sure
back look kind regards thanks thank bitte haben könnte können nicht noch oder sind über unser unsere wann wenn werden
wird
"""
_COMMON = frozenset(_SAY_LITTLE.split())
_LETTERS = re.compile(r"[^\W\d_]{4,}|(?<!\d)(?!0+(?!\d))\d{2,}")
"""Of a number of zeros only its first is looked at: looked at from each, a serial of them costs their square."""


@lru_cache(maxsize=8192)
def subject_words(words: str) -> frozenset[str]:
    """What a sentence is about: its words of four letters or more that say something, without common endings."""
    return frozenset(_stem(_SHORT.get(word, word)) for word in _LETTERS.findall(plain(words)) if word not in _COMMON)


def _stem(word: str) -> str:
    """A word without its common ending: "certificates" and "certificate" are one."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if word[-1] in "ey" and len(word) > 4 else word


def asked_again(first: str, later: str) -> bool:
    """Whether a later sentence asks what an earlier one asked: three fifths of what both are about in common and two words at least,
    or a third of the shorter one where it says that it asks again.
    """
    a, b = subject_words(first), subject_words(later)
    return _same(len(a & b), len(a), len(b), says_again=bool(_AGAIN.search(later.casefold())))


def _same(common: int, one: int, other: int, *, says_again: bool) -> bool:
    """Of so many words in common, of so many each."""
    if not common:
        return False
    return (common >= 2 and common / (one + other - common) >= 0.6) or (says_again and common / min(one, other) >= 0.34)


@dataclass(frozen=True, slots=True)
class Asks:
    """Sentences that ask, in order of time, found by what they are about: a deal of a thousand mails compares few with each other.

    `chases`: a sentence by which whoever waits comes back to something. Of a thing that it names with theirs it asks again what they
    asked themselves, in the same thread or within `SOON`.
    """

    touches: Sequence[Touch]
    about: Sequence[int]
    says_again: Sequence[bool]
    chases: Sequence[bool]
    at: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, sentences: Iterable[tuple[Touch, str]]) -> Asks:
        """From (mail, sentence), in order of time."""
        touches, about, says, back, at = [], [], [], [], defaultdict(list)
        for n, (touch, words) in enumerate(sentences):
            subject = subject_words(words)
            touches.append(touch)
            about.append(len(subject))
            says.append(bool(_AGAIN.search(words.casefold())))
            back.append(bool(_CHASES.search(plain(words))))
            for word in subject:
                at[word].append(n)
        return cls(touches, about, says, back, at)

    def again(self, asked: Iterable[str], after_us: int, of: Touch) -> Touch | None:
        """The first mail after a moment in which one of these sentences of a mail is asked again."""
        found: list[int] = []
        for words in asked:
            mine = subject_words(words)
            common = Counter(n for word in mine for n in self.at.get(word, ()) if self.touches[n].us > after_us)
            found += [
                n
                for n, k in common.items()
                if _same(k, len(mine), self.about[n], says_again=self.says_again[n] or self._back(n, of))
            ]
        return self.touches[min(found)] if found else None

    def _back(self, n: int, of: Touch) -> bool:
        """Whether a sentence comes back to what its writer asked in a mail: in its thread, or soon after it."""
        t = self.touches[n]
        near = (t.thread_id and t.thread_id == of.thread_id) or t.us <= of.us + SOON
        return self.chases[n] and t.writer == of.writer and bool(near)


def became(a: Asked) -> str:
    """What became of a question, in words."""
    if a.promised_id:
        return "not answered: what was promised in place of an answer is overdue"
    if a.outcome == "answered":
        when = f"answered after {_span(a.hours)}" if a.hours is not None else "answered"
        return when + (", asked again" if a.final is False else "")
    return {
        "unanswered": "not answered",
        "open": "still open",
        "spoke": "they spoke with us after it",
        "unseen": "our answer would not be seen here",
    }[a.outcome]


def _span(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
