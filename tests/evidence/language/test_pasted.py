"""From where on are own words an article that somebody put into a mail?"""

from __future__ import annotations

import pytest

from regard.deals.mentions import cut
from regard.evidence.language.pasted import pasted_from
from regard.model import Span

REPORTS = [
    "OSTEND (AP) - The chairman of Marlow Pumps has resigned.",
    "OSTEND, May 3 (Reuters) -- Marlow Pumps has agreed to buy a rival.",
    "By Ada Stone\nMarlow's chief executive left the company in August.",
    "By Ada Stone, Staff Writer\nMarlow's chief executive left the company in August.",
    "PR Newswire\nMarlow Pumps invites bids for its new plant.",
    "FOR IMMEDIATE RELEASE\nMarlow Pumps has a new chairman.",
    'The plant is late, said Mr. Brook. "We will buy no more," said Ada Stone, who left the company. A spokesman said nothing.',
    "Analysts said the chairman resigned in May. (c) 2001 The Mill Post",
]
OWN = [
    "I have resigned, and Omar takes over from me.",
    "Ada said that she leaves us in May.\nBy Friday you have the draft.",
    "By the way, Omar has left the company.",
    "ACTION - please sign both copies.",
    "Mr. Brook said yes, and we will buy forty. All the best",
    "By Omar's count we need forty.",
    "Marlow (Ostend) - the offer is attached.",
]


@pytest.mark.parametrize("report", REPORTS)
def test_an_article_under_a_note_is_not_the_writers(report: str) -> None:
    """What stands before it is theirs, nothing of it is."""
    note = "For your information: we still want the forty pumps.\n\n"
    text = note + report
    assert len(note.rstrip()) <= pasted_from(text, 0, len(text)) <= len(note)
    assert [words for _, _, words in cut(text, (Span(0, len(text), "own"),))] == [note.strip()]


@pytest.mark.parametrize("words", OWN)
def test_own_words_stay_whole(words: str) -> None:
    """Somebody's saying, a remark, a heading or a place begins no article."""
    assert pasted_from(words, 0, len(words)) == len(words)


def test_what_follows_an_article_is_left_out_too() -> None:
    """In all later own words as well: nobody can tell where it ends."""
    text = "OSTEND (AP) - The chairman has resigned.\n> Is it so?\nShe has left the company."
    spans = (Span(0, 41, "own"), Span(41, 53, "quoted"), Span(53, len(text), "own"))
    assert cut(text, spans) == ()
