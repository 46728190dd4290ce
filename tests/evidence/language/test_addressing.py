"""To whom of a mail's readers a sentence speaks by name."""

from __future__ import annotations

import pytest

from regard.evidence.language.addressing import spoken_to

READERS = {"g": "Grant Mills", "v": "Vera Kane", "s": "Shirley Dove", "x": "oak.max@acme.example"}
CASES = [
    ("Vera - your part had notes, can you send them? Grant - I agree. What happens on one graph?", "What happens", {"g"}),
    ("Vera - your part had notes, can you send them? Grant - I agree. What happens on one graph?", "can you send", {"v"}),
    ("Hi Vera,\n\nThe plan is ready. Could you look at it?", "Could you", {"v"}),
    ("All,\n\nplease send comments.", "please send", None),
    ("The plan is ready. Could you look at it?", "Could you", None),
    ("Shireley, please call me for more details.", "Shireley", {"s"}),
    ("Grant and Vera, who is the judge?", "Grant and", {"g", "v"}),
    ("Vera if you would please verify it and tell me.", "Vera if", None),
    ("Vera, will you come? All, please note the room. Who brings the key?", "Who brings", None),
    ("However, is the hall free?", "However", None),
    ("Max, do you have the list?", "Max, do", {"x"}),
    ("I spoke with Grant, who agrees. Is that all right?", "Is that", None),
]


@pytest.mark.parametrize(("text", "says", "whom"), CASES)
def test_the_last_name_called_holds(text: str, says: str, whom: set[str] | None) -> None:
    """A mail speaks to whom it called last by name, a slip of the pen included, until it calls another or everybody."""
    start = text.index(says)
    end = next((i + 1 for i in range(start, len(text)) if text[i] in ".?"), len(text))
    assert spoken_to(text, start, end, READERS) == whom
