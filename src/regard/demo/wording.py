"""How does this person put it? Composes a mail's own words from phrases, facts and the writer's manner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from regard.demo.phrases import lines, pick
from regard.demo.records import Person, Style

_LEAD: dict[Style, float] = {"formal": 0.6, "plain": 0.45, "terse": 0.06, "chatty": 0.7, "lower": 0.2}
_WISH: dict[Style, float] = {"formal": 0.35, "plain": 0.12, "terse": 0.0, "chatty": 0.35, "lower": 0.03}
_MORE: dict[Style, float] = {"formal": 0.4, "plain": 0.4, "terse": 0.1, "chatty": 0.55, "lower": 0.2}
_CONTEXT: dict[Style, float] = {"formal": 0.35, "plain": 0.35, "terse": 0.08, "chatty": 0.55, "lower": 0.2}
_START = re.compile(r"(^|[.!?]\s+|\n)([a-z])")
_LONG = (
    ("can't", "cannot"),
    ("don't", "do not"),
    ("won't", "will not"),
    ("I'd", "I would"),
    ("I'll", "I will"),
    ("I'm", "I am"),
    ("We'll", "We will"),
    ("you're", "you are"),
    ("it's", "it is"),
    ("How's", "How is"),
)
_SHORT = (
    ("I am ", "I'm "),
    ("I will ", "I'll "),
    ("do not ", "don't "),
    ("does not ", "doesn't "),
    ("can not ", "can't "),
    ("It is ", "It's "),
    ("We are ", "We're "),
    ("That is ", "That's "),
    ("did not ", "didn't "),
    ("I have ", "I've "),
)
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"\b[a-z]{5,}\b")
_BRIEF = frozenset({"acks", "ack", "social_reply"})


def compose(
    rng: Random,
    writer: Person,
    reader: str,
    family: str,
    table: str,
    *,
    facts: Mapping[str, object],
    reply: bool,
    extras: tuple[str, ...] = (),
    reader_last: str = "",
) -> str:
    """The own words of one mail: greeting, the point, what else there is to say, closing and name.

    `extras` are further tables of the same family, each a paragraph of its own. Signature and quotes are the renderer's.
    """
    body = _point(rng, writer.style, (family, table), facts, reply=reply)
    paragraphs = [body] if isinstance(body, str) else body
    for extra in extras:
        text = pick(rng, family, extra, facts)
        paragraphs.insert(0 if extra == "social" and rng.random() < 0.4 else len(paragraphs), text)
    text = "\n\n".join(manner(rng, writer, p) for p in paragraphs if p)
    named = {"first": reader, "last": reader_last}
    brief = reply and (table in _BRIEF or writer.style in {"terse", "lower"}) and rng.random() < 0.5
    greeting = "" if brief else _ritual(rng, writer, "greeting", named)
    closing = "" if brief else _ritual(rng, writer, "closing", named)
    name = "" if (brief and rng.random() < 0.5) else _own_name(rng, writer)
    if writer.style == "lower":
        text, greeting, closing, name = _lower(text), greeting.lower(), closing.lower(), name.lower()
    parts = [greeting, text, "\n".join(x for x in (closing, name) if x)]
    return "\n\n".join(p for p in parts if p.strip())


def _point(rng: Random, style: Style, what: tuple[str, str], facts: Mapping[str, object], *, reply: bool) -> list[str] | str:
    family, table = what
    lead = pick(rng, family, table, facts, "lead") if rng.random() < _LEAD[style] else ""
    if not reply and rng.random() < _WISH[style] and table not in {"complains", "chases"}:
        lead = f"{pick(rng, 'people', 'wish', facts)} {lead}".strip()
    said = [pick(rng, family, table, facts)]
    if rng.random() < _MORE[style]:
        said.append(pick(rng, family, table, facts, "more"))
    if table not in _BRIEF and family in {"seller", "buyer"} and rng.random() < _CONTEXT[style]:
        said.insert(rng.randrange(len(said) + 1), pick(rng, family, "context", facts))
        if rng.random() < 0.25:
            said.append(pick(rng, family, "context", facts))
    ask = pick(rng, family, table, facts, "ask")
    if ask and said[-1].endswith("?") and rng.random() < 0.7:
        ask = ""
    first = " ".join(x for x in (lead, *said) if x)
    if lead and rng.random() < 0.3:
        return [lead, " ".join(x for x in (*said, ask) if x)]
    if ask and rng.random() < 0.45:
        return [first, ask]
    return f"{first} {ask}".strip()


def _ritual(rng: Random, writer: Person, what: str, named: Mapping[str, object]) -> str:
    own = lines("people", what, writer.country)
    manner_of = writer.country if own and rng.random() < 0.35 else writer.style
    return pick(rng, "people", what, named, manner_of).replace(" ,", ",")


def _own_name(rng: Random, writer: Person) -> str:
    if writer.kind == "shared":
        return ""
    if writer.style == "formal":
        return rng.choice((writer.name, writer.first))
    if writer.style == "terse":
        return rng.choice((writer.first[0], writer.first, ""))
    return writer.first


def manner(rng: Random, writer: Person, text: str) -> str:
    """The text as this writer types it: sentence capitals, contractions, exclamation marks, slips."""
    text = _START.sub(lambda m: m.group(1) + m.group(2).upper(), text)
    if writer.style == "formal":
        for short, long in _LONG:
            text = text.replace(short, long)
    elif writer.style in {"chatty", "lower"} or rng.random() < 0.3:
        for long, short in _SHORT:
            text = text.replace(long, short)
    if writer.style == "chatty" and rng.random() < 0.3:
        text = text.replace(". ", "! ", 1)
    if writer.typo and rng.random() < writer.typo * 1.5:
        text = _slip(rng, text)
    if writer.style == "lower" and rng.random() < 0.3:
        text = text.replace("'", "")
    return text


def _slip(rng: Random, text: str) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    at = rng.choice(words)
    word, i = at.group(), rng.randrange(1, len(at.group()) - 2)
    typed = rng.choice(
        (word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:])
    )
    return text[: at.start()] + typed + text[at.end() :]


def _lower(text: str) -> str:
    """Lower case, but for tokens with a digit: nobody retypes a ticket number."""
    return _TOKEN.sub(lambda m: m.group() if any(c.isdigit() for c in m.group()) else m.group().lower(), text)
