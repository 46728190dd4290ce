"""Does a draft name another price, term or share than we wrote them last, without a word that it changed?

`other_figure` lays each sentence of the draft that holds one amount of money, one span of days, weeks, months or years, or one percentage
beside those of ours to the same people that hold one of the same kind, of the same matter (delivery, warranty, payment, discount) and of
the same thing (words they share); or, where their last mail names both figures and asks, beside the one we named. A draft that names the
old figure too, or says that something is new, revised or meanwhile otherwise, is left alone, and so are several figures in one sentence.
Where each
names a thing that the other does not, they are of two things, and money that was invoiced or came is another sum each time. English.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regard.actions.draft import Draft
from regard.actions.reader import Reader, Said
from regard.actions.rulebook import Finding, Tongue
from regard.actions.telling_on import content
from regard.evidence.language.sentences import plain

LONGEST_READ = 20_000
"""Characters of their last mail that are looked through."""
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPAN = re.compile(rf"\b(?P<n>\d{{1,3}}|{'|'.join(_SPELT)})[ -](?:working |business )?(?P<unit>day|week|month|year)s?\b")
_MONEY = re.compile(
    r"(?P<c1>[€$£]|\b(?:eur|usd|gbp|chf))\s?(?P<n1>\d[\d,.]*)"
    r"|\b(?<!\d[,.])(?P<n2>\d[\d,.]{0,15})\s?(?P<c2>€|eur\b|usd\b|gbp\b|chf\b|euros?\b|dollars\b|pounds\b)"
)
"""An amount begins at no digit inside a longer number: a line of numbers would be read from each of them to its end."""
_SHARE = re.compile(r"\b(?P<n>\d{1,2}(?:[.,]\d+)?) ?(?:%|percent\b|per cent\b)")
_NUMBER = re.compile(r"\d[\d,.]*")
_CURRENCIES = {"€": "eur", "euro": "eur", "euros": "eur", "$": "usd", "dollars": "usd", "£": "gbp", "pounds": "gbp"}
_MATTERS = {
    "delivery": re.compile(r"\b(?:deliver\w*|lead[- ]times?|(?:from|after|of) (?:the |your )?order|ship\w*|arriv\w*)\b"),
    "warranty": re.compile(r"\b(?:warrant\w*|guarantee\w*)\b"),
    "payment": re.compile(r"\b(?:pay\w*|net|invoic\w*)\b"),
    "discount": re.compile(r"\b(?:discount\w*|rebate\w*|off|reduc\w*)\b"),
    "notice": re.compile(r"\b(?:notice|terminat\w*|cancel\w*)\b"),
    "term": re.compile(r"\b(?:contract|term|subscription|runs? for|trial|pilot)\b"),
}
_CHANGED = re.compile(
    r"\b(?:instead|rather than|no longer|now|new|revised|updated|changed?|changes|correct(?:ed|ion)?|meanwhile|after all|previously"
    r"|earlier|originally|last (?:time|mail|offer|quote)|down|up|reduced|lower(?:ed)?|better|improved?|raised|higher|more|less"
    r"|further|additional(?:ly)?|extra|another|other|option|alternativ\w+|sorry|mistake|apolog\w+|wrong(?:ly)?|misprint|if"
    r"|unless|would|could|up to|at least|at most|about|around|between|or)\b|n't\b|\bnot\b|\?"
)
"""That it is otherwise now, that it hangs on something, or that it is roughly so."""
_PAST = re.compile(r"\b(?:ago|last|past|since|for the (?:last|past)|was|were|took|had|within the (?:last|past)|old)\b")
"""Spans that are told, not promised."""
_BOOKED = re.compile(r"\b(?:invoic\w+|payments?|paid|instal+ments?|refund\w*|credit notes?|transfer\w*|remit\w*|deposits?)\b")
"""Money that is asked for or came, each time another sum."""
_OF_ANOTHER = re.compile(
    r"\b([^\W\d_]+) (?:for|of|on|in|to|at) (?:(?:the|your|our|an?|this|that|these|those) )?(?=([^\W\d_]+))"
)
"""A thing for another: "spare parts for the press line"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence: `kind` ("eur", "week", "%"), its value as written without separators, the matter ("" unknown), the stems of
    the sentence's other words (`about`; `things` without the words of the matter and verbs), the sentence in small letters.
    """

    kind: str
    value: str
    matter: str
    about: frozenset[str]
    things: frozenset[str]
    low: str


def figure(words: str) -> Figure | None:
    """The one figure of a sentence; None where there is none, or several of a kind, or numbers beside it that may be of something else."""
    low = plain(words)
    found = [
        *(((_CURRENCIES.get(c := m["c1"] or m["c2"], c)), _value(m["n1"] or m["n2"])) for m in _MONEY.finditer(low)),
        *((m["unit"], _value(m["n"])) for m in _SPAN.finditer(low)),
        *(("%", _value(m["n"])) for m in _SHARE.finditer(low)),
    ]
    if len({kind for kind, _ in found}) != 1 or len({value for _, value in found}) != 1 or _PAST.search(low):
        return None
    kind, value = found[0]
    if kind in _MONEYS and _BOOKED.search(low):
        return None
    matters = [name for name, pattern in _MATTERS.items() if pattern.search(low)]
    about = content(re.sub(r"\d\S*", " ", low)) - _UNITS
    bare = re.sub(r"\d\S*", " ", low)
    for pattern in _MATTERS.values():
        bare = pattern.sub(" ", bare)
    return Figure(kind, value, matters[0] if matters else "", about, content(bare) - _UNITS - _VERBS, low)


_MONEYS = frozenset({"eur", "usd", "gbp", "chf"})
_VERBS = content(
    "takes take took taking stays stay lasts last lasting need needs due have has runs run costs comes come remains remain gives give"
    " charge charges offer offers promise promised send sends confirm confirmed please thank thanks yes dear hello still here from with"
    " total"
)
_UNITS = content(
    "day days week weeks month months year years percent euro euros dollars pounds eur usd gbp chf price prices cost costs offer each order"
)


def _value(said: str) -> str:
    if said in _SPELT:
        return str(_SPELT.index(said) + 1)
    bare = said.rstrip(".,")
    cut = re.sub(r"[.,](?=\d{3}\b)", "", bare).replace(",", ".")
    return cut.rstrip("0").rstrip(".") if "." in cut else cut


def other_figure(draft: Draft, _tongue: Tongue, reader: Reader) -> Iterator[Finding]:
    """The first sentence that contradicts what we wrote them last."""
    if not reader.stated:
        return
    low = plain(draft.own)
    numbers = {_value(n) for n in _NUMBER.findall(low)}
    for sentence in draft.sentences:
        made = figure(sentence.low)
        if made is None or _CHANGED.search(sentence.low):
            continue
        for said in reversed(reader.stated):
            before = figure(said.words)
            if before is None or before.kind != made.kind or not _same(made, before, said, reader.asked):
                continue
            if before.value != made.value and before.value not in numbers:
                yield Finding(
                    sentence.start, sentence.end,
                    f"On {said.day or 'an earlier day'} {said.by or 'one of us'} wrote to them: “{said.words}” This names another figure.",
                    source=said.message_id,
                )  # fmt: skip
                return
            break


def _same(made: Figure, before: Figure, said: Said, asked: str) -> bool:
    """Whether both are of the same matter and thing, or their last mail lays the two beside each other."""
    asked = asked[:LONGEST_READ]
    theirs = {_value(n) for n in _NUMBER.findall(plain(asked))}
    if made.value != before.value and {made.value, before.value} <= theirs and _kinds(asked, made.kind):
        return True
    if _of_two(made, before):
        return False
    shared = made.about & before.about
    if made.kind in _MONEYS:
        small = min(len(made.about), len(before.about))
        return len(shared) >= max(2, round(0.6 * small)) and _NUMBER.findall(plain(said.words)) == _only(said.words)
    return bool(made.matter) and made.matter == before.matter and len(shared - content(made.matter)) >= 2


def _of_two(made: Figure, before: Figure) -> bool:
    """Whether each names a thing that the other does not, or one is of a thing for the other's: spare parts for the press line."""
    one, other = made.things - before.things, before.things - made.things
    if one and other:
        return True
    shared = made.things & before.things
    return any(
        content(m[1]) & (one | other) and content(m[2]) & shared for f in (made, before) for m in _OF_ANOTHER.finditer(f.low)
    )


def _only(words: str) -> list[str]:
    """The numbers of a sentence that are of its figures."""
    low = plain(words)
    return [m["n1"] or m["n2"] for m in _MONEY.finditer(low)]


def _kinds(asked: str, kind: str) -> bool:
    """Whether their mail names a figure of this kind."""
    low = plain(asked)
    if kind == "%":
        return bool(_SHARE.search(low))
    if kind in {"day", "week", "month", "year"}:
        return any(m["unit"] == kind for m in _SPAN.finditer(low))
    return bool(_MONEY.search(low))
