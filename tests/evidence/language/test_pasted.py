"""From where on are own words an article that somebody put into a mail?"""

from __future__ import annotations

from time import process_time

import pytest

from regard.deals.mentions import cut
from regard.evidence.language.pasted import pasted_from
from regard.model import Span

SURE = [
    "OSTEND (AP) - The chairman of Marlow Pumps has resigned.",
    "OSTEND, May 3 (Reuters) -- Marlow Pumps has agreed to buy a rival.",
    "By Ada Stone, Staff Writer\nMarlow's chief executive left the company in August.",
    "FOR IMMEDIATE RELEASE\nMarlow Pumps has a new chairman.",
]
"""A report however short."""
IF_LONG = [
    "OSTEND, May 3 (Mill Post) - The chairman of Marlow Pumps has resigned.",
    "By Ada Stone\nMarlow's chief executive left the company in August.",
    "By Ada Stone, The Mill Post\nMarlow's chief executive left the company in August.",
    "PR Newswire\nMarlow Pumps invites bids for its new plant.",
    'The plant is late, said Mr. Brook. "We will buy no more," said Ada Stone, who left the company. A spokesman said nothing.',
    "Analysts said the chairman resigned in May. (c) 2001 The Mill Post",
]
"""A report where as much follows as an article holds."""
MORE = "\n\n" + " ".join(
    f"In district {n} the mill stood still, and the pumps of the harbour ran until the evening." for n in range(20)
)
REPORTS = [*SURE, *(report + MORE for report in IF_LONG)]
OWN = [
    "I have resigned, and Omar takes over from me.",
    "Ada said that she leaves us in May.\nBy Friday you have the draft.",
    "By the way, Omar has left the company.",
    "ACTION - please sign both copies.",
    "Mr. Brook said yes, and we will buy forty. All the best",
    "By Omar's count we need forty.",
    "Marlow (Ostend) - the offer is attached.",
    *IF_LONG,
    "Karl Berg said yes to the pump. Mary Holt said she needs the sheet.\nTom Ash says it costs too much.\n\nThe chairman leaves in May.",
    "UPDATE (FYI): the pumps go to Globex. The chairman leaves in May.",
    "ACME LTD (UK) - no budget is left.",
    "NOTE (URGENT): the chairman leaves in May.",
    "INVOICES (AP) - the batch of April is open.",
    "The screens are for\nBloomberg needs forty of them\nuntil May.",
    "The data sheet came late\nBy Friday Noon\nthe chairman leaves the company.",
    "FOR IMMEDIATE RELEASE OF THE GOODS\nthe chairman signs in May.",
]
"""Too short for an article, or with a heading, a place, a name that begins a line."""
OWN_BELOW = [
    "We want to go ahead.", "Send me the contract, please.", "Is that the price?", "Wir bestellen vierzig.", "Nous en voulons quarante.",
    "Necesitamos cuarenta.", "I leave in May.", "Their pumps are worse than yours.", "Jetzt brauchen Sie den Vertrag.",
]  # fmt: skip


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


@pytest.mark.parametrize("words", OWN_BELOW)
@pytest.mark.parametrize("report", REPORTS)
def test_who_speaks_for_themselves_below_is_heard(report: str, words: str) -> None:
    """A report ends nobody's words who writes on below it, in the same paragraph or the next."""
    for between in (" ", "\n\n"):
        text = f"{report}{between}{words}"
        assert pasted_from(text, 0, len(text)) == len(text)
        assert cut(text, (Span(0, len(text), "own"),))[-1][2] == words


def test_what_others_say_in_quotation_marks_is_not_the_writers() -> None:
    """An article stays one where those it quotes say "we", in whichever marks and over two lines."""
    for quote in (
        '"We buy no more,\nand you know it," he said.',
        "“We stop,” he said.",
        "„Wir kaufen nichts“, hieß es.",
        "«Nous arrêtons», dit-il.",
    ):
        text = f"OSTEND (AP) - The mill is late. {quote}"
        assert pasted_from(text, 0, len(text)) == 0


def test_an_inch_mark_opens_no_quotation() -> None:
    """What stands between two sizes is read as the writer's."""
    text = 'OSTEND (AP) - The mill is late. The pipe of 5" is what we want, and the 6" too.'
    assert pasted_from(text, 0, len(text)) == len(text)


def test_only_what_stands_below_the_last_own_words_can_be_a_report() -> None:
    """A mark above them begins none, and one below them does."""
    text = "By Ada Stone\nWe want the pumps.\n\nOSTEND (AP) - The chairman has resigned."
    assert pasted_from(text, 0, len(text)) == text.index("OSTEND")


def test_marks_of_a_hostile_text_are_read_in_time() -> None:
    """A hundred thousand characters of each mark take less than two seconds."""
    for unit in (
        '"a ',
        "said in the ",
        "OSTEND, May 3 (",
        "By Ada Stone ",
        "\n\n",
        "“",
        "A. ",
        "analysts said\n\n",
        "By A B C\n",
    ):
        text = (unit * 100_000)[:100_000]
        begun = process_time()
        pasted_from(text, 0, len(text))
        assert process_time() - begun < 2, unit


def test_what_follows_an_article_is_left_out_too() -> None:
    """In all later own words as well: nobody can tell where it ends. But who speaks for themselves there is heard."""
    text = "OSTEND (AP) - The chairman has resigned.\n> Is it so?\nShe has left the company."
    spans = (Span(0, 41, "own"), Span(41, 53, "quoted"), Span(53, len(text), "own"))
    assert cut(text, spans) == ()
    text = text.replace("She has left the", "And I shall leave our")
    assert [words for _, _, words in cut(text, (*spans[:2], Span(53, len(text), "own")))] == ["And I shall leave our company."]
