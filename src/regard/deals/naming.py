"""How is a person's name written? A pattern over words as written: capitals, particles between them, at most three parts."""

from __future__ import annotations

WORD = r"[A-ZÀ-ÖØ-Þ][\w'’]*(?:-[A-ZÀ-ÖØ-Þ]?[\w'’]+)?"
"""One part of a name."""
PERSON = rf"{WORD}(?: (?:van|von|de|der|den|di|la|le|el|al|dos|da) ?)*(?: {WORD}){{0,2}}"
"""Some words with capitals; which of them are nobody's name is for `mentions.person` to say."""
