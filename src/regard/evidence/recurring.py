"""Which words and pairs of words does a buyer keep coming back to, far more often than the rest of the book? Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from math import log

from regard.evidence.topic import TOLD, WORD, Sentence, Topic
from regard.identity.sensitive import TELLING
from regard.identity.vocabulary import words

LIFT = 3.0
"""… and this many times as often as in the rest of the book."""

TRIED = 24
"""So many words are held against the rest of the book."""

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


def recurring_words(
    spoken: Sequence[Sentence],
    messages: int,
    since: int,
    rest: Callable[[Sequence[str]], tuple[int, Mapping[str, int]]],
    people: Collection[str],
) -> list[Topic]:
    """Words and pairs that stand in their messages far more often than elsewhere, the most telling first."""
    places: dict[str, list[Sentence]] = defaultdict(list)
    led: dict[str, int] = defaultdict(int)
    capital: dict[str, int] = defaultdict(int)
    cut = [WORD.findall(s.words) for s in spoken]
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
