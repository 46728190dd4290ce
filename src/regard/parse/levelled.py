"""One spelling for what mail programs write in many: odd spaces, dashes and wide punctuation as their ASCII cousins.

Every character stands for one character, so places in the levelled text are places in the text itself. Only for looking: nothing that
is kept or shown is taken from it.
"""

from __future__ import annotations

import re

_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
_WIDE = {"：": ":", "，": ",", "、": ",", "（": "(", "）": ")", "＜": "<", "＞": ">", "＠": "@"}
_TABLE = str.maketrans({**dict.fromkeys(_SPACES + _INVISIBLE, " "), **dict.fromkeys(_DASHES, "-"), **_WIDE})
_ODD = re.compile("[" + _SPACES + _INVISIBLE + _DASHES + "".join(_WIDE) + "]")


def levelled(text: str) -> str:
    """`text` with odd spaces and marks that nobody sees as spaces, every dash as "-", wide punctuation narrow; of the same length."""
    return text if text.isascii() or not _ODD.search(text) else text.translate(_TABLE)


_UNSEEN = re.compile("[" + _INVISIBLE + "]")


def visible(text: str) -> str:
    """`text` with spaces for marks that nobody sees; of the same length."""
    return text if text.isascii() else _UNSEEN.sub(" ", text)
