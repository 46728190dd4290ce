"""To whom of a mail's readers a sentence speaks by name."""

from __future__ import annotations

import pytest

from regard.evidence.language.addressing import behind_address, spoken_to

READERS = {"h": "Hanno Mills", "t": "Tilda Kane", "b": "Beatrix Dove", "x": "oak.max@acme.example"}
NAMED = {"h": "Hanno Mills", "r": "Robert Dove"}
CASES = [
    ("Tilda - the sheet lacks a page, can you send it? Hanno - fine by me. What happens on two belts?", "What happens", {"h"}),
    ("Tilda - the sheet lacks a page, can you send it? Hanno - fine by me. What happens on two belts?", "can you send", {"t"}),
    ("Hi Tilda,\n\nThe plan is ready. Could you look at it?", "Could you", {"t"}),
    ("All,\n\nplease send comments.", "please send", None),
    ("The plan is ready. Could you look at it?", "Could you", None),
    ("Beattrix, please ring me about the crates.", "Beattrix", {"b"}),
    ("Hanno and Tilda, who brings the ladder?", "Hanno and", {"h", "t"}),
    ("Tilda if you would please verify it and tell me.", "Tilda if", None),
    ("Tilda, will you come? All, please note the room. Who brings the key?", "Who brings", None),
    ("However, is the hall free?", "However", None),
    ("Max, do you have the list?", "Max, do", {"x"}),
    ("Pam is away, could you send the list?", "Pam is", None),
    ("Will you send the list?", "Will you", None),
    ("Bill please the usual account?", "Bill please", None),
    ("I spoke with Hanno, who agrees. Is that all right?", "Is that", None),
]


@pytest.mark.parametrize(("text", "says", "whom"), CASES)
def test_the_last_name_called_holds(text: str, says: str, whom: set[str] | None) -> None:
    """A mail speaks to whom it called last by name, a slip of the pen included, until it calls another or everybody."""
    start = text.index(says)
    end = next((i + 1 for i in range(start, len(text)) if text[i] in ".?"), len(text))
    assert spoken_to(text, start, end, READERS) == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("(Pam did I count these right?)", set()),
        ("Pam, please send the list to Hanno.", set()),
        ("Bob, could you send the list?", {"r"}),
        ("Pam is away, could you send the list?", None),
        ("Will you send the list?", None),
    ],
)
def test_a_sentence_to_somebody_else_asks_no_reader(text: str, whom: set[str] | None) -> None:
    """A sentence that begins with the given name of nobody among the readers speaks to none of them; a short form is a name."""
    assert spoken_to(text, 0, len(text), NAMED) == whom


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Dear Mr Oak, I will send you the quote by Friday.", "I will send you the quote by Friday."),
        ("Hi Beatrix - you will have it on Monday.", "You will have it on Monday."),
        ("Beatrix, Hanno, you will have them by Thursday.", "You will have them by Thursday."),
        ("And Hanno: I'll have the kit quote to you by 3 July.", "I'll have the kit quote to you by 3 July."),
        ("Liebe Beatrix, ich schicke den Plan bis Freitag.", "Ich schicke den Plan bis Freitag."),
        ("Two small changes, I will come back to you with them.", "Two small changes, I will come back to you with them."),
        ("Tomorrow, I will send it to you.", "Tomorrow, I will send it to you."),
        ("Dear Hanno, will do.", "Dear Hanno, will do."),
        ("Hi, I will send you the list.", "I will send you the list."),
    ],
)
def test_a_promise_is_told_behind_whom_it_greets(said: str, told: str) -> None:
    """The greeting in front, or the readers called by name, are taken off; nothing else, and nothing where hardly a word would stay."""
    assert behind_address(said, "Hanno Berg", "Beatrix Lund") == told
