"""What a subject is about, without the marks that replying, forwarding and mailing lists put before it."""

from __future__ import annotations

import re
from functools import lru_cache

_ANSWERS = (
    *(
        "re",
        "res",
        "ref",
        "rép",
        "rep",
        "réf",
        "rif",
        "r",
        "aw",
        "antw",
        "antwort",
        "ant",
        "sv",
        "vs",
        "vá",
        "hív",
        "odp",
        "od",
    ),
    *("ynt", "ilt", "ent", "enc", "reply", "回复", "回覆", "答复", "返信", "ответ", "отв", "отг", "на"),
)
_PASSED_ON = (
    *(
        "fw",
        "fwd",
        "fws",
        "wg",
        "weitergeleitet",
        "tr",
        "trs",
        "transfert",
        "doorst",
        "vb",
        "vl",
        "vid",
        "videresendt",
        "rv",
        "rvd",
    ),
    *("vidarebefordrat", "i", "inoltro", "inoltra", "encaminhado", "pd", "bls", "továbbítás", "转发", "轉寄", "转", "пересл"),
    *("forward", "forwarded"),
)
_PREFIX = re.compile(
    r"(?ix) \s* (?: (?: "
    + "|".join(sorted((*_ANSWERS, *_PASSED_ON), key=len, reverse=True))
    + r""" )
        \s* (?: \[ \d{1,4} \] | \( \d{1,4} \) | \^ \d{1,4} | \* \d{1,4} | \d{1,2} )? \s* [:：]
      | \[ (?! \s*\] ) [^\[\]]{1,40} \] (?= \s* \S )
      | \( (?: fwd | fw | re ) \) )"""
)
_TRAILER = re.compile(r"(?i)\s*(?:\((?:fwd|fw|re)\)|\[(?:fwd|fw)\])\s*$")


@lru_cache(maxsize=1 << 15)
def subject_core(subject: str) -> str:
    """The subject without reply and forward marks in many languages (`Re[2]:`, `AW:`, `RV:`), list tags and repeated space; case folded.

    What would leave nothing is kept: a subject that is only "[quotes]" stays so.
    """
    text = subject
    while (found := _PREFIX.match(text)) and found.end():
        text = text[found.end() :]
    if text.rstrip().endswith((")", "]")):
        text = _TRAILER.sub("", text)
    return " ".join(text.split()).casefold()


def is_marked(subject: str) -> bool:
    """Whether the subject says that this answers or passes on something."""
    found = _PREFIX.match(subject)
    return bool(found and found[0].strip()[0] != "[")


_AWAY = re.compile(
    r"\bout of (?:the )?office\b|\bauto(?:matic)?[- ]?(?:reply|response)\b|\babwesen|\bnicht im (?:büro|haus)\b|\babsen(?:t|ce) du bureau\b"
    r"|\bfuera de la oficina\b|\baway (?:from|until|till)\b|\bon (?:vacation|holiday|leave)\b",
    re.IGNORECASE,
)


def says_away(subject: str) -> bool:
    """Whether a subject says that its writer is away, or that a machine answers: no matter to take up."""
    return _AWAY.search(subject) is not None
