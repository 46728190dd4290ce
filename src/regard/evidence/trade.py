"""Which way does business go? Sentences by which the writer of a mail sells something, or buys it.

A sign is one sentence of the writer's own words: it offers, bills, pitches or thanks for an order (`sells`), or asks for a price,
orders or pays (`buys`). What a company is to us follows from many of them (`deals.account_side`). Pure; English only; the patterns
and their examples are data (`trade.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.sieve import Sifted
from regard.model import Message, Span, TradeKind, TradeSign
from regard.parse.many_words import ManyWords

KINDS: tuple[TradeKind, ...] = ("sells", "buys")
LOOKED = 4_000
"""Characters of a mail that are looked at: who sells says so at once, and a newsletter is long."""
_FRAGMENT = re.compile(r"<(\w+)>")


@cache
def _rules() -> dict[str, Any]:
    import tomllib

    return tomllib.loads((resources.files("regard.evidence") / "trade.toml").read_text("utf-8"))


@cache
def _forms() -> tuple[tuple[TradeKind, str, str, tuple[str, ...]], ...]:
    """Kind, form, its patterns in one, and the words without one of which none fits."""
    told = _rules()
    put_in = told["fragments"]

    def whole(pattern: str) -> str:
        return _FRAGMENT.sub(lambda m: str(put_in[m[1]]), pattern)

    return tuple(
        (kind, form, "|".join(f"(?:{whole(p)})" for p in rule["patterns"]), tuple(rule["needs"]))
        for kind in KINDS
        for form, rule in told[kind].items()
    )


@cache
def _sifted() -> tuple[Sifted, tuple[int, ...]]:
    """The patterns of all forms, and of each form which of their ways are its."""
    sifted = Sifted(*(pattern for _, _, pattern, _ in _forms()))
    return sifted, tuple(sifted.of([k]) for k in range(len(_forms())))


@cache
def _needed() -> tuple[ManyWords, tuple[frozenset[int], ...]]:
    """The words without which no form fits, and for each word which forms (by their place in `_forms`) it lets through."""
    forms: dict[str, set[int]] = {}
    for k, (_kind, _form, _pattern, needs) in enumerate(_forms()):
        for word in needs:
            forms.setdefault(word, set()).add(k)
    return ManyWords(forms), tuple(frozenset(f) for f in forms.values())


def _held(whole: str) -> set[int]:
    """Which forms a plain text may hold."""
    words, forms = _needed()
    return {k for word in {word for word, _, _ in words.places(whole)} for k in forms[word]}


def examples() -> list[tuple[TradeKind, str, str, bool]]:
    """(kind, form, sentence, whether it is one) of every example that stands beside a pattern."""
    return [
        (kind, form, sentence, verdict == "right")
        for kind in KINDS
        for form, rule in _rules()[kind].items()
        for verdict in ("right", "wrong")
        for sentence in rule[verdict]
    ]


def trade(message: Message) -> tuple[TradeSign, ...]:
    """The signs in a mail's own words; none in automated mail."""
    return () if message.automated else read_trade(message.text, message.spans)


def read_trade(text: str, spans: Sequence[Span]) -> tuple[TradeSign, ...]:
    """The signs in the own words of a text: of each kind and form the first sentence, in order of place."""
    found: dict[tuple[TradeKind, str], TradeSign] = {}
    for span in spans:
        if span.zone != "own":
            continue
        stop = min(span.end, LOOKED)
        # Most mails hold none: their sentences are cut only where a pattern fits the whole.
        whole = " ".join(plain(text[span.start : stop]).split())
        held = _held(whole)
        if not held:
            continue
        sifted, ways = _sifted()
        may = sifted.may(whole)
        wanted = [(*_forms()[k][:2], ways[k]) for k in sorted(held) if sifted.matches(whole, may & ways[k])]
        for start, end in sentences(text, span.start, stop) if wanted else ():
            low = plain(" ".join(text[start:end].split()))
            for kind, form, of in wanted:
                if (kind, form) not in found and sifted.found(low, of):
                    found[kind, form] = TradeSign(kind, form, start, end)
    return tuple(sorted(found.values(), key=lambda s: (s.start, s.kind, s.form)))
