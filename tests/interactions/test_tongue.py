"""In which language is a mail that is too short to tell?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.mails import outcomes, them, us

from regard.interactions.tongue import told
from regard.model import Cue, Interaction

SHORT, FOREIGN, ENGLISH = "untold", "unread", "question"


def said(*mails: Interaction) -> list[str]:
    """The kinds of the cues of each mail, once their language is settled."""
    return [" ".join(sorted(c.kind for c in i.cues)) for i in told(mails)]


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        ([them("b", 1, cues=FOREIGN)], "unread"),
        ([us("b", 1, cues=FOREIGN)], "unread"),
        ([them("b", 1, cues=ENGLISH)], ""),
        ([them("b", 1)], ""),
        ([us("b", 1, cues=ENGLISH), them("c", 2, thread_id="t2", cues=FOREIGN)], ""),
        ([us("b", 1, cues="closing"), them("c", 2, thread_id="t2", cues=FOREIGN)], "unread"),
        ([us("b", 1, thread_id="t2", cues=FOREIGN)], ""),
        ([them("b", 1, thread_id="t2", cues=FOREIGN), them("c", 2, thread_id="t3", cues=FOREIGN)], "unread"),
        ([], ""),
    ],
)
def test_what_is_too_short_takes_the_language_of_its_thread_or_writer(others: list[Interaction], kind: str) -> None:
    """The thread's first, whoever wrote in it; where that tells none the writer's own; and where nobody tells any it is read as English."""
    assert said(*others, them("a", 3, cues=SHORT))[-1] == kind


def test_a_later_mail_does_not_change_what_a_past_day_tells() -> None:
    """What is too short is told by what came before it alone, in whatever order they are given."""
    assert said(them("a", 0, cues=SHORT), them("b", 1, cues=FOREIGN))[0] == ""
    assert said(them("a", 3, cues=SHORT), them("b", 1, cues=FOREIGN))[0] == "unread"


def test_the_place_of_a_question_mark_stays() -> None:
    """A question of ours too short to tell asks all the same."""
    short = replace(us("a", 3), cues=(Cue("untold", 0, 12),))
    (resolved, _) = told([short, them("b", 1, cues=FOREIGN)])
    assert resolved.cues == (Cue("unread", 0, 12),)


def test_short_words_of_a_language_that_is_not_read_count_neither_way() -> None:
    """That they asked no advice is not held against them where nobody can say that they did not."""
    mails = told([them("a", 2.1, cues=SHORT), them("b", 1.1, cues=FOREIGN)])
    assert outcomes(*mails, channel="asks_advice") == ["censored:not_read", "censored:not_read"]
