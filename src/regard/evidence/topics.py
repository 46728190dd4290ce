"""What matters to a buyer, in their own words: goals, problems, deadlines, questions still open, words they keep coming back to.

A pure function over their own messages. Never a topic: small talk and thanks (rapport stores that they happened, not what they
were about), anything private (health, faith, party politics, family), threads about people at work or the law, names of people. Too few
messages give none: unknown is an answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import log
from typing import Literal, NamedTuple

from regard.evidence.goals import is_goal
from regard.evidence.language.dates import due_dates
from regard.evidence.language.detect import SPLIT, located
from regard.evidence.language.sentences import sentences
from regard.evidence.language.situations import tells
from regard.identity.exclusions import content_topic
from regard.identity.sensitive import NEVER_A_TOPIC, TELLING
from regard.identity.vocabulary import words
from regard.model import DAY, Cue, DueDate, Span
from regard.time import iso_day

Kind = Literal["question", "deadline", "goal", "problem", "word"]

CURRENT = 120 * DAY
"""What was said within so long before the moment is current."""
MOST = 8
MOST_OF: dict[Kind, int] = {"goal": 3, "question": 3, "deadline": 2, "problem": 2, "word": 3}
"""In this order they are told; a sentence that tells a goal and a day is told once, as the goal."""
LEAST_MESSAGES = 3
"""With fewer messages of their own, or turns on calls, nothing is said about what matters to them."""
LONGEST_READ = 8_000
"""Own words of one message that are read; what lies beyond is a document."""
LONGEST_SENTENCE = 400
"""A longer sentence is a list or a table, and no quote."""
TOLD = 3
"""A word is one of theirs when it stands in this many of their messages, in two threads or more."""
LIFT = 3.0
"""… and this many times as often as in the rest of the book."""
TRIED = 24
"""So many words are held against the rest of the book."""
FEWEST_WORDS = 3
"""Words that a question holds."""
ASKS = 0.85
"""A sentence without a cue is an open question when it asks this surely (`language.requests`, at the base rate of its training)."""
HARDLY_ASKS = 0.15
"""… and a cue is none where it asks less surely than this."""
WEIGHED = 24
"""So many sentences, the newest first, are given to that model, and as many to the reader of dates."""
WORDED = 1_000
"""So many sentences, the newest first, are looked at for words that come back."""

_DUE = re.compile(
    r"\b(?:by|before|until|till|due|deadlines?|expir(?:es?|y|ing)|no later than|needs?|must|have to|has to|"
    r"required?|end of|go(?:ing)? live|bis|spätestens|muss|müssen|\w*frist|avant|d'ici|au plus tard|doit|devons|doivent|date limite|"
    r"antes del?|a más tardar|debemos|debe|deben|tiene(?:n)? que|tenemos que|plazo|fecha límite)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:we|our|us|i|my)\b[^.;?]{0,80}\b(?:problems?|issues?|troubles?|difficult(?:y|ies)?|struggl(?:e|es|ing)|concern(?:s|ed)?|worried|"
    r"delay(?:s|ed)?|outages?|broken|fail(?:s|ed|ing|ures?)?|not work(?:ing)?|doesn['’]t work|"
    r"bottlenecks?|shortages?|overloaded|too slow|too many errors)\b",
    re.IGNORECASE,
)
_TELLS_TROUBLE = re.compile(
    r"rob|iss|diff|rug|conc|worr|dela|outa|brok|fail|not w|t work|ottle|hort|verl|too s|too m", re.IGNORECASE
)
_UNLESS = r"(?![^.;?]{0,120}\b(?:but|however|yet|still|now|since|then)\b)"
_NO_TROUBLE = re.compile(
    r"\b(?:no|not a|any|if|without|isn['’]t|never)\b[^.;?]{0,30}\b(?:problem|issue|trouble|concern|delay)|\?"
    r"|\b(?:not|n['’]t|never|nothing)(?: (?:be|been|being|have|had|seen?|expect|any|an?|all|too|so|really|at|much|to)){0,3}"
    r" (?:problems?|issues?|troubles?|concern(?:s|ed)?|worry|worried)\b|n['’]t (?:\w+ ){0,2}(?:worried|concerned|any (?:problem|issue)s?)\b"
    r"|\b(?:(?:went|go|going|gone) with|(?:took|taken) up|adopted|followed|accepted|chose|approved|implemented) your "
    rf"(?:\w+ )?(?:proposal|suggestion|advice|idea|recommendation|solution|plan)\b{_UNLESS}"
    r"|\b(?:is|are|was|were|been|got) (?:now |all )?(?:solved|resolved|fixed|sorted(?: out)?)\b"
    rf"|\balways (?:been )?(?:(?:very|so|really) )?(?:good|great|kind|fair|helpful|reliable)\b{_UNLESS}",
    re.IGNORECASE,
)
"""Trouble that is denied, asked for or gone, and praise ("we went with your proposal for the alert delay") that no “but” takes back."""
FARTHEST = 180
"""A day of which no year is said is no deadline when it would lie more days after the mail: it has gone by, in the year of writing."""
_YEAR = re.compile(
    r"\b(?:19|20)\d\d\b|['’]\d\d\b|\d{1,2}([./-])\d{1,2}\1\d{2}\b|\bnext year|\bnächste[ns]? jahr|\bl['’]an(?:née)? prochain|\bpróximo año",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()–—?!]|\.\s|\b(?:and|but|so|because|while|weil|und|aber|mais|parce que|pero|porque)\b", re.IGNORECASE
)
_ABSENCE = re.compile(
    r"\b(?:off|away|out|gone|absent|unavailable|travell?ing|abroad|closed|leav(?:e|es|ing)|vacation|holidays?)\b[^.;]{0,25}\b(?:until|till|through|to|on|at)\b"
    r"|\b(?:until|till|from)\b[^.;]{0,30}\b(?:off|away|out of|absent|unavailable|on (?:leave|holiday|vacation))\b"
    r"|\b(?:back|returns?|returning)(?: (?:in|at|to) (?:the |my |our )?(?:office|work|desk))? (?:on|from|after|by|in|until|at)\b"
    r"|\b(?:stopped|frozen|froze|paused|on hold|park(?:ed)?|wait|postponed?)\b[^;]{0,60}\b(?:until|till)\b|\bnot before\b"
    r"|\b(?:abwesend|urlaub|nicht (?:im (?:büro|haus)|da|erreichbar)|wieder (?:da|zurück|im büro))\b"
    r"|\b(?:absente?|en (?:congés?|vacances|déplacement)|de retour|de vacaciones|fuera de la oficina|de vuelta|ausente)\b",
    re.IGNORECASE,
)
"""Until when somebody is not there or something rests: a day before which nothing happens, not one by which it must."""
_TOLD = re.compile(
    r"\b(?:was|were|had|did|came|went|got|sent|told|said|saw|met|made|took|gave|spoke|wrote|bought|paid|began|broke|lost|found|heard|kept|"
    r"brought|held|ran)\b"
    r"|\b(?:i|we|you|he|she|they|it|who|which|that)(?: have| has|['’]ve)?(?: \w+ly)? \w{2,}ed\b"
    r"|\b(?:war|waren|hatten?|wurden?|kam(?:en)?|gab|ging(?:en)?)\b|\b(?:était|étaient|avait|avons|avez|ont|a été)\b",
    re.IGNORECASE,
)
_STILL_TO_DO = re.compile(
    r"\b(?:must|needs?|have to|has to|required?|due|deadline|expir\w+|no later than|will|shall|should|please|can|could|would|if|want|wants|"
    r"go(?:es|ing)? live|ends?|muss|müssen|sollen?|brauchen|spätestens|bitte|faut|doit|devons|doivent|merci|"
    r"debe|deben|debemos|plazo)\b|\w*frist\b|['’]ll\b",
    re.IGNORECASE,
)
"""Beside such a word the past says what somebody was told, not that it is over."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]|[^\w\s]")
_LEADS = words(
    """
    the a an our your this that these those new any some no each every of for with on in about from and other more current existing
    next first second last all both between per
    """
)  # what stands before a noun
_EMPTY = words(
    """
    able about above after again against also always another anyone anything around attached away back because been before being below
    best better both business call came cannot come could date dear detail details does doing done down during each either else email
    enough even ever every everyone everything fact feel file find fine first following from further give given glad going good great
    have having hello help here hope idea information into issue just keep kind know last later least less like list little long look
    looking made mail make many matter maybe mean meeting might mind moment month more morning most much must name need never next nice
    note nothing number okay once only other others over part people place please point possible problem question questions quite rather
    really reason regards right said same seem sent should side since some someone something soon sorry still such sure take team than
    thank thanks that their them then there these they thing things think this those though thought through time times today together
    told tomorrow tonight took toward under until upon used very want week weeks well went were what when where which while whole will
    wish with within without word words work working would year years yesterday your yours message copy line days afternoon evening
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
    december january's way ways case lot lots bit answer reply response phone office end start change changes
    maintain continue continues takes taken increase decrease remain remains receive received send sends
    """
)


class Said(NamedTuple):
    """One message of the buyer's: `text` with its `spans`, and the `cues` read in it. `times`: how often they took the floor in it, 1 in a
    mail and the turns of a call."""

    message_id: str
    thread_id: str
    us: int
    tz_minutes: int | None
    subject: str
    text: str
    spans: tuple[Span, ...]
    cues: tuple[Cue, ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that matters to them: what (`text`), and the words of theirs that say so, at `[start, end)` of their message.

    `due` is the day of a deadline (ISO), `times` in how many of their messages a word stands, `current` whether it was said lately.
    """

    kind: Kind
    text: str
    quote: str
    us: int
    message_id: str
    start: int
    end: int
    due: str = ""
    times: int = 1
    current: bool = True


class _Sentence(NamedTuple):
    said: Said
    start: int
    end: int
    words: str
    kinds: frozenset[str]


def topics(
    said: Sequence[Said],
    answered_us: Mapping[str, int],
    as_of_us: int,
    *,
    rest: Callable[[Sequence[str]], tuple[int, Mapping[str, int]]],
    people: Collection[str] = (),
) -> list[Topic]:
    """At most `MOST` topics, current ones first; where there are fewer than `LEAST_MESSAGES` messages, days alone: one mail can name one.

    `answered_us`: thread -> when we last wrote in it. `rest(words)` answers how many messages the rest of the book has, and how many of
    them hold each word or pair. `people`: words of names, lower case, that may be no topic.
    """
    told = _theirs(said, as_of_us)
    spoken = _no_standing_text([sentence for s in told for sentence in _sentences(s)], len(told))
    since, today = as_of_us - CURRENT, iso_day(as_of_us - 1) or ""
    if sum(s.times for s in told) < LEAST_MESSAGES:
        return _chosen(_deadlines(spoken, since, today))
    found = [
        *_open(spoken, answered_us, since),
        *_deadlines(spoken, since, today),
        *_of_kind(spoken, "goal", since, _is_goal),
        *_of_kind(spoken, "problem", since, _is_problem),
        *_recurring(spoken[:WORDED], len(told), since, rest, people),
    ]
    return _chosen(found)


def deadlines(said: Sequence[Said], as_of_us: int) -> list[Topic]:
    """The days still to come by which somebody says that something has to be done, the nearest first: those of `topics`, however few
    their messages are, and all of them.
    """
    told = _theirs(said, as_of_us)
    spoken = _no_standing_text([sentence for s in told for sentence in _sentences(s)], len(told))
    return _deadlines(spoken, as_of_us - CURRENT, iso_day(as_of_us - 1) or "")


def _theirs(said: Sequence[Said], as_of_us: int) -> list[Said]:
    """Messages written by then, the newest first, without the threads that are about people at work, the law or the like."""
    told = [s for s in said if s.us <= as_of_us]
    private = {s.thread_id for s in told if s.thread_id and _private(s)}
    told = [s for s in told if s.thread_id not in private and not (not s.thread_id and _private(s))]
    return sorted(told, key=lambda s: (-s.us, s.message_id))


def _chosen(found: Sequence[Topic]) -> list[Topic]:
    """The current ones first, of each kind so many, no sentence twice."""
    order = list(MOST_OF)
    kept: list[Topic] = []
    seen: set[tuple[str, int] | str] = set()
    for topic in sorted(found, key=lambda t: (not t.current, order.index(t.kind))):  # stable: within a kind as found
        place = (topic.message_id, topic.start) if topic.kind != "word" else topic.text
        same = " ".join(topic.quote.lower().split()) if topic.kind != "word" else topic.text
        if place in seen or same in seen or sum(t.kind == topic.kind for t in kept) >= MOST_OF[topic.kind]:
            continue
        seen |= {place, same}
        kept.append(topic)
    return kept[:MOST]


# ------------------------------------------------------------------------------------------------------- sentences


def _private(said: Said) -> bool:
    """Whether a message is about people at work, the law, somebody's health or the like: its thread is left alone."""
    return bool(content_topic(said.subject, _own(said), inside=True))


def _own(said: Said) -> str:
    return "\n".join(said.text[s.start : s.end] for s in said.spans if s.zone == "own")


def _sentences(said: Said) -> Iterator[_Sentence]:
    """Their own sentences that may be told of: no small talk, no thanks, nothing private."""
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for cue in said.cues:
        kinds[cue.start, cue.end].add(cue.kind)
    social = any(c.kind in _RAPPORT for c in said.cues)
    private = not NEVER_A_TOPIC.isdisjoint(said.text.lower().translate(SPLIT).split())
    left = LONGEST_READ
    for span in said.spans:
        if span.zone != "own" or left <= 0:
            continue
        stop = min(span.end, span.start + left)
        left -= stop - span.start
        rapport = {(a, b) for kind, a, b, _ in located(said.text, span.start, stop) if kind in _RAPPORT} if social else set()
        for start, end in sentences(said.text, span.start, stop):
            said_here = said.text[start:end]
            if (start, end) in rapport or end - start > LONGEST_SENTENCE:
                continue
            if private and not NEVER_A_TOPIC.isdisjoint(said_here.lower().translate(SPLIT).split()):
                continue
            yield _Sentence(said, start, end, said_here, frozenset(kinds.get((start, end), ())))


_RAPPORT = frozenset({"social_talk", "unprompted_thanks"})
_LETTERS = re.compile(r"[^\W\d_]+")


def _no_standing_text(spoken: list[_Sentence], messages: int) -> list[_Sentence]:
    """Without the sentences that stand in a quarter of their messages, `TOLD` at least: a form they fill in, or small print, is no word
    to us.
    """
    same = [" ".join(_LETTERS.findall(s.words.lower())) for s in spoken]
    mails: dict[str, set[str]] = defaultdict(set)
    for words_, s in zip(same, spoken, strict=True):
        mails[words_].add(s.said.message_id)
    return [s for words_, s in zip(same, spoken, strict=True) if len(mails[words_]) < max(TOLD, messages / 4)]


def _topic(kind: Kind, s: _Sentence, since: int, *, due: str = "") -> Topic:
    quote = " ".join(s.words.split())
    return Topic(kind, quote, quote, s.said.us, s.said.message_id, s.start, s.end, due, 1, s.said.us >= since)


def _of_kind(spoken: Sequence[_Sentence], kind: Kind, since: int, is_one: Callable[[_Sentence], bool]) -> Iterator[Topic]:
    return (_topic(kind, s, since) for s in spoken if is_one(s))


def _is_goal(s: _Sentence) -> bool:
    return "talks_outcomes" in s.kinds or is_goal(s.words)


def _is_problem(s: _Sentence) -> bool:
    return (
        "complains" in s.kinds
        or (
            _TELLS_TROUBLE.search(s.words) is not None
            and _TROUBLE.search(s.words) is not None
            and _NO_TROUBLE.search(s.words) is None
        )
        or tells(s.words, "stakes")
        or tells(s.words, "reopened")
    )


def _deadlines(spoken: Sequence[_Sentence], since: int, today: str) -> list[Topic]:
    """Days that they say something has to be done by, still to come; the nearest first."""
    found = []
    lately = (s for s in spoken if s.said.us >= since and _DUE.search(s.words) is not None)
    for s in islice(lately, WEIGHED):
        dates = due_dates(s.words, s.said.us, s.said.tz_minutes)
        days = [d.day for d in dates if d.day >= today and d.certainty >= 0.5 and _ahead(s, d)]
        if days:
            found.append(_topic("deadline", s, since, due=min(days)))
    return sorted(found, key=lambda t: t.due)


def _ahead(s: _Sentence, due: DueDate) -> bool:
    """Whether a day is one by which something is to be done: not one of last year's pushed on, nor one until which somebody is away, nor of
    what they tell of as past.
    """
    far = iso_day(s.said.us + FARTHEST * DAY) or ""
    if due.day > far and _YEAR.search(s.words) is None:
        return False
    start = max((m.end() for m in _CLAUSE.finditer(s.words, 0, due.start)), default=0)
    after = _CLAUSE.search(s.words, due.end)
    clause = s.words[start : after.start() if after else len(s.words)]
    return _ABSENCE.search(clause) is None and (_TOLD.search(clause) is None or _STILL_TO_DO.search(clause) is not None)


def _open(spoken: Sequence[_Sentence], answered_us: Mapping[str, int], since: int) -> Iterator[Topic]:
    """What they asked lately, in threads in which we have not written since; the newest first."""
    waiting = [
        s for s in spoken if s.said.us >= since and s.said.thread_id and answered_us.get(s.said.thread_id, 0) <= s.said.us
    ][:WEIGHED]
    if not waiting:
        return
    from regard.evidence.language.requests import chances

    for s, chance in zip(waiting, chances([s.words for s in waiting]), strict=True):
        if sum(w[0].isalpha() for w in _WORD.findall(s.words)) < FEWEST_WORDS:
            continue  # "???????", "Well?"
        asked = bool(s.kinds & {"question", "request"})
        if "defers" in s.kinds and not asked:
            continue  # "I need to check with our CFO" asks nothing of us
        if chance >= ASKS or (asked and chance >= HARDLY_ASKS):
            yield _topic("question", s, since)


# ------------------------------------------------------------------------------------------------------------ words


def _recurring(
    spoken: Sequence[_Sentence],
    messages: int,
    since: int,
    rest: Callable[[Sequence[str]], tuple[int, Mapping[str, int]]],
    people: Collection[str],
) -> list[Topic]:
    """Words and pairs that stand in their messages far more often than elsewhere, the most telling first."""
    places: dict[str, list[_Sentence]] = defaultdict(list)
    led: dict[str, int] = defaultdict(int)
    capital: dict[str, int] = defaultdict(int)
    cut = [_WORD.findall(s.words) for s in spoken]
    low = [[w.lower() for w in written] for written in cut]
    # What stands in fewer places is no topic, alone or in a pair: most words are looked at no further.
    recurring = {w for w, n in Counter(chain.from_iterable(low)).items() if n >= TOLD and _is_telling(w)}
    for s, written, lower in zip(spoken, cut, low, strict=True):
        for word, leads, is_name in _nouns(written, lower, recurring):
            places[word].append(s)
            led[word] += leads
            capital[word] += is_name
    held = {}
    for word, where in places.items():
        if len(where) < TOLD:
            continue
        mails = {s.said.message_id for s in where}
        threads = {s.said.thread_id or s.said.message_id for s in where}
        is_noun = 3 * led[word] >= len(where) and 2 * capital[word] <= len(where)
        if is_noun and len(mails) >= TOLD and len(threads) > 1 and not any(w in people or w in TELLING for w in word.split()):
            held[word] = len(mails)
    tried = sorted(held, key=lambda w: (-held[w] * (1 + w.count(" ")), w))[:TRIED]
    if not tried:
        return []
    total, elsewhere = rest(tried)
    scored = []
    for word in tried:
        often = max(elsewhere.get(word, 0) - held[word], 0)
        lift = (held[word] / messages) / ((often + 0.5) / (max(total - messages, 0) + 1))
        if lift >= LIFT:
            scored.append((held[word] * log(lift) * (1 + word.count(" ") / 2), word))
    found: list[Topic] = []
    for _, word in sorted(scored, key=lambda x: (-x[0], x[1])):
        if any(set(word.split()) & set(t.text.split()) for t in found):
            continue  # "gas storage" says "storage" too
        s = places[word][0]  # the newest
        found.append(
            Topic(
                "word",
                word,
                " ".join(s.words.split()),
                s.said.us,
                s.said.message_id,
                s.start,
                s.end,
                "",
                held[word],
                s.said.us >= since,
            )
        )
    return found


def _is_telling(word: str) -> bool:
    """Whether a word in lower case may be a noun that tells something."""
    return (
        len(word) > 3
        and word not in _EMPTY
        and word not in _LEADS
        and word[0].isalpha()
        and "'" not in word
        and "’" not in word
    )


def _nouns(words: Sequence[str], low: Sequence[str], often: Collection[str]) -> Iterator[tuple[str, bool, bool]]:
    """Those of a sentence's words that are among `often`, and pairs of two such, as (in lower case, does an article or the like lead, is
    it written like a name).
    """
    before, pair_led, pair_named = -2, False, False  # the last of them: where, and what was said of it
    for i, word in enumerate(low):
        if word not in often:
            continue
        led = i > 0 and low[i - 1] in _LEADS
        is_name = i > 0 and words[i][0].isupper() and not words[i].isupper()
        yield word, led or (i > 1 and low[i - 2] in _LEADS and _is_telling(low[i - 1])), is_name
        if before == i - 1:
            yield f"{low[before]} {word}", pair_led, pair_named or is_name
        before, pair_led, pair_named = i, led, is_name
