"""What would a good sales teacher say about this draft before it is sent?

`coach(text, reader)` looks at the writer's own words alone and returns remarks: where, what, why, and a rewrite where an honest one exists.
Most rules find words in sentences; some look at the whole draft (`checks`), some also at what the book knows of its reader. Nothing is
sent and nothing is kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType

from regard.actions.draft import Draft, Sentence
from regard.actions.reader import Reader
from regard.actions.rulebook import CoachRule, Find, Finding, Tongue, rules
from regard.actions.tongue import JUDGED
from regard.errors import ConfigError
from regard.results import Remark, Remarks

NOBODY = Reader()
"""A reader of whom nothing is known."""

WHEN: dict[str, Callable[[Reader], bool]] = {
    "untrusted": lambda reader: reader.trust in {"unknown", "low"} or bool(reader.refused)
}
"""Of which readers a rule may speak at all."""

GONE = MappingProxyType({
    "too-long": "of 20 remarks on real mail two readers found 3 and 2 right",
    "question-unanswered": "of 30 remarks on real mail 9 were right; the reader’s open question stands beside the draft instead",
})  # fmt: skip
"""Rules that there were, and why they are no more. Switching one off says nothing wrong."""

AGAINST = "A price or a proposal to them goes against it."
WHY_AGAINST = (
    "Whoever said no and is offered the same again learns that nobody listens. Keep to what they wrote until its day, or until they say"
    " otherwise; come back with something of use that asks for nothing."
)
_SLOT = re.compile(r"\{([a-z]+)(?::([a-z]+))?\}")
NAMES = MappingProxyType({"en": "English", "de": "German", "fr": "French", "es": "Spanish"})


def coach(
    text: str, reader: Reader = NOBODY, *, off: Collection[str] = (), on: Collection[str] = (), names: Sequence[str] = ()
) -> Remarks:
    """The remarks on a draft in the order of their places; `off` and `on` name rules to switch; `names` are the writer's, by which a
    signature is known. `note` of the result says what was not judged. Raises ConfigError for a rule that does not exist.
    """
    wanted = [rule for rule in rules() if switched(rule, off, on)]
    draft = Draft(text, names)
    note = _note(draft, wanted)
    told = [_remark(rule, found, draft, reader) for rule, found in _found(draft, wanted, reader)]
    told.sort(key=lambda r: (r.start, r.end, r.rule))
    return Remarks(told, note)


def _remark(rule: CoachRule, found: Finding, draft: Draft, reader: Reader) -> Remark:
    """A finding as it is told: in the draft's language where the rule speaks it, with an example where nothing can be put in its place."""
    grave = rule.graver and bool(reader.waits)
    tongue = rule.tongues[draft.language]
    message = found.message or tongue.message or rule.message
    if rule.when == "untrusted" and reader.refused:
        return Remark(
            rule.id,
            *draft.given(found.start, found.end),
            f"{reader.refused} {AGAINST}",
            None,
            WHY_AGAINST,
            "warning",
            rule.version,
            None,
        )
    return Remark(
        rule.id, *draft.given(found.start, found.end), f"{reader.waits} {message}" if grave else message, found.rewrite,
        tongue.why or rule.why, "warning" if grave else rule.level, rule.version,
        None if found.rewrite else found.example or tongue.example or None, found.source,
    )  # fmt: skip


def switched(rule: CoachRule, off: Collection[str], on: Collection[str]) -> bool:
    """Whether a rule is on. Raises ConfigError where a name is no rule's."""
    known = {r.id for r in rules()}
    if gone := sorted(GONE.keys() & set(on)):
        raise ConfigError(f"The coach’s rule “{gone[0]}” was taken out: {GONE[gone[0]]}. Take it out of coach.on.")
    for name in (*off, *on):
        if name in GONE:
            continue
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"Did you mean “{near[0]}”?" if near else f"There are {', '.join(sorted(known))}."
            raise ConfigError(f"The coach has no rule “{name}”. {hint}")
    return rule.id not in off and (rule.on or rule.id in on)


def _note(draft: Draft, wanted: Iterable[CoachRule]) -> str:
    """What is not judged, in a sentence; "" where everything is."""
    cut = f"Only the first {len(draft.read):,} characters were read. " if draft.shortened else ""
    if not draft.own.strip():
        return cut + "There are no words of the writer's own to judge."
    if draft.language not in JUDGED:
        return cut + "Not judged: language. Rules exist for English and, in part, for German, French and Spanish."
    silent = [rule.id for rule in wanted if draft.language not in rule.tongues]
    if silent:
        return f"{cut}Not judged: language. In {NAMES[draft.language]} there are no rules yet for {', '.join(silent)}."
    return cut.strip()


def _found(draft: Draft, wanted: Sequence[CoachRule], reader: Reader) -> Iterator[tuple[CoachRule, Finding]]:
    """What each rule finds."""
    spoken = draft.language
    here = [rule for rule in wanted if spoken in rule.tongues and (not rule.when or WHEN[rule.when](reader))]
    for rule, found in _in_sentences(draft, spoken, here, reader):
        yield rule, found
    if any(rule.check for rule in here):
        from regard.actions.checks import CHECKS

        for rule in here:
            if rule.check:
                for found in CHECKS[rule.check](draft, rule.tongues[spoken], reader):
                    yield rule, found


def _in_sentences(draft: Draft, spoken: str, here: Iterable[CoachRule], reader: Reader) -> Iterator[tuple[CoachRule, Finding]]:
    listed = {rule.id: rule for rule in here}
    index = _index(spoken)
    told: set[str] = set()
    for sentence in draft.sentences:
        taken: dict[str, int] = {}
        for n in sorted({n for word in ("", *sentence.words) if word in index for n in index[word]}):
            name, find = _numbered(spoken)[n]
            rule = listed.get(name)
            if rule is None or (rule.once and name in told) or not all(gate & sentence.words for gate in find.gates):
                continue
            for match in find.pattern.compiled.finditer(sentence.low):
                begin, stop = _marked(match)
                if begin < taken.get(name, 0) or not _stands(find, sentence, match.start(), draft, reader):
                    continue
                if rule.once and name in told:
                    break
                start, end = draft.place(sentence, begin, stop)
                if not rule.titles and start > sentence.start and draft.read[start].isupper():
                    continue
                taken[name] = stop
                told.add(name)
                made = _rewrite(find, rule.tongues[spoken], match, draft, sentence)
                yield rule, Finding(start, end, find.message, made, find.example)


@lru_cache(maxsize=8)
def _numbered(spoken: str) -> tuple[tuple[str, Find], ...]:
    """Every find of a language with its rule's id, in the order in which they are tried."""
    return tuple((rule.id, find) for rule in rules() if spoken in rule.tongues for find in rule.tongues[spoken].finds)


@lru_cache(maxsize=8)
def _index(spoken: str) -> dict[str, list[int]]:
    """Word -> the numbers of the finds that ask for it first."""
    index: dict[str, list[int]] = {}
    for n, (_, find) in enumerate(_numbered(spoken)):
        for word in find.gates[0] if find.gates else ("",):  # without gates it is tried on every sentence
            index.setdefault(word, []).append(n)
    return index


def _marked(match: re.Match[str]) -> tuple[int, int]:
    """The span of the group `mark`, else of the whole match, without spaces at its ends."""
    begin, stop = match.span("mark") if "mark" in match.re.groupindex and match["mark"] is not None else match.span()
    found = match.string[begin:stop]
    return begin + len(found) - len(found.lstrip()), begin + len(found.rstrip())


def _stands(find: Find, sentence: Sentence, at: int, draft: Draft, reader: Reader) -> bool:
    """Whether nothing says that what was found means something else, and the other side did not raise it first."""
    if any(veto.search(sentence.low) for veto in find.unless) or any(veto.search(sentence.low, 0, at) for veto in find.before):
        return False
    if reader.refused:  # they raised it, and said no
        return True
    return not any(word in draft.quoted or word in reader.said for word in find.raised)


def _large(text: str) -> str:
    """The text with its first letter large, behind a mark that opens a Spanish sentence, too."""
    at = len(text) - len(text.lstrip("¿¡"))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _rewrite(find: Find, tongue: Tongue, match: re.Match[str], draft: Draft, sentence: Sentence) -> str | None:
    """The find's template with the writer's own words in it; None where a word has no counterpart."""
    if find.rewrite is None:
        return None
    made, position = [], 0
    for slot in _SLOT.finditer(find.rewrite):
        made.append(find.rewrite[position : slot.start()])
        position = slot.end()
        held = match[slot[1]]
        if held is None:
            continue
        begin, stop = match.span(slot[1])
        words = " ".join(draft.read[slice(*draft.place(sentence, begin, stop))].split()) if held.strip() else ""
        if slot[2]:
            mapped = tongue.maps.get(slot[2], {}).get(held.strip())
            if mapped is None:
                return None
            words = mapped
        made.append((" " if held[:1] == " " and words else "") + words)
    text = "".join([*made, find.rewrite[position:]])
    start, _ = draft.place(sentence, *_marked(match))
    if draft.read[start].isupper() or draft.read[start : start + 2].lstrip("¿¡")[:1].isupper():
        return _large(text)
    return text
