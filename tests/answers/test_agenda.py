"""Why somebody is on the agenda, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regard.answers.agenda import Agenda, Chosen
from regard.answers.agenda_facts import Kept, Passed, facts, sentence
from regard.answers.contacted import Contacted, Person
from regard.answers.need import Promised
from regard.answers.twins import Twin
from regard.answers.waiting import Waiting
from regard.model import DAY
from regard.review.agenda import Stake

JO = Person("p_jo", "Jo Reed", "jo@acme.example", "Acme", "c_acme")
ASK = Waiting("p_jo", "m_1", 20_000 * DAY, "Pumps", "Which one?", 0, 10, (("p_sam", "Sam Hart"), ("p_kim", "Kim Dale")))


def agenda(**more: object) -> tuple[Agenda, Chosen]:
    """An agenda of Jo alone, to whom we wrote last on a day and who is neglected."""
    chosen = Chosen("p_jo", "stake", Stake("p_jo", 0.1, 0.45, 1.0, 1.0, "unknown"))
    given = {"you": "", "waiting": {}, "twins": {}} | more
    last = given.pop("last", None)
    passed = given.pop("passed", Contacted(19_000 * DAY, 19_900 * DAY, 19_890 * DAY))
    return Agenda((chosen,), {"p_jo": JO}, {"p_jo": passed}, {}, {}, passed={"p_jo": last} if last else {}, **given), chosen  # type: ignore[arg-type]


OURS = Kept("m_7", 19_900 * DAY, "Pump", "p_sam", "Sam Hart")
LAST = "our last mail to jo@acme.example that is kept is of 2024-06-26, by Sam Hart, “Pump”"


def their(day: int, **more: object) -> Kept:
    """A mail of Jo's on a day."""
    return Kept("m_8", day * DAY, "Valve", outbound=False, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"last": Passed(OURS)}, LAST),
        ({"last": Passed(OURS), "you": "p_sam"}, "is of 2024-06-26, by you, “Pump”"),
        ({"last": Passed(Kept("m_7", 19_900 * DAY))}, "to jo@acme.example that is kept is of 2024-06-26"),
        (
            {"last": Passed(Kept("m_7", 19_900 * DAY, copied=True))},
            "with jo@acme.example in copy that is kept is of 2024-06-26",
        ),
        (
            {"last": Passed(Kept("m_7", 19_900 * DAY, "Tour", kind="call"))},
            "call with them was on 2024-06-26 (“Tour”), and no mail of ours is kept since",
        ),
        ({}, "no mail of ours to jo@acme.example is kept"),
        (
            {"last": Passed(OURS), "twins": {"p_jo": (Twin("p_j2", "jo.reed@mail.example", 19_950 * DAY, None),)}},
            f"{LAST}; may also be jo.reed@mail.example (not joined), where we last wrote on 2024-08-15",
        ),
        ({"last": Passed(OURS, their(19_880))}, LAST),
        ({"last": Passed(OURS, their(19_910))}, f"{LAST}; their later mail of 2024-07-06, “Valve” came after it"),
        (
            {"last": Passed(OURS, their(19_910, quoted=True))},
            f"{LAST}; their later mail of 2024-07-06, “Valve” stands in a quote",
        ),
        (
            {"last": Passed(OURS), "passed": Contacted(19_000 * DAY, 19_900 * DAY, 19_890 * DAY, 3, shown=False)},
            f"{LAST} (sent mail that could show a later one is not read)",
        ),
        (
            {
                "last": Passed(OURS),
                "promised": {"p_jo": Promised("I will send it.", "2024-07-01", "2024-06-20", overdue=True, by="Sam Hart")},
            },
            "Sam Hart promised them on 2024-06-20 “I will send it.”, due 2024-07-01, and no mail that is kept shows it done; "
            + LAST,
        ),
        (
            {"waiting": {"p_jo": ASK}},
            "they asked Sam Hart and Kim Dale on 2024-10-04 “Which one?”, and no answer of ours is kept",
        ),
        (
            {"waiting": {"p_jo": ASK}, "you": "p_kim"},
            "they asked Sam Hart and you on 2024-10-04 “Which one?”, and no answer of ours is kept",
        ),
    ],
)
def test_what_is_said_of_neglect(more: dict[str, object], says: str) -> None:
    """A question names whom of ours it waits for and is quoted; a silence is told as the last mail that is kept, to which address and by
    whom, never as nobody's having written.
    """
    at, chosen = agenda(**more)
    assert sentence(at, chosen).endswith(says)


def test_each_fact_leads_to_its_message() -> None:
    """What is said of a mail, a question or a promise names the message that shows it."""
    at, chosen = agenda(last=Passed(OURS, their(19_910)))
    assert [(f.kind, f.message_id) for f in facts(at, chosen)] == [("ours", "m_7"), ("theirs", "m_8")]
    at, chosen = agenda(waiting={"p_jo": ASK})
    assert [(f.kind, f.message_id, f.start, f.end) for f in facts(at, chosen)] == [("asked", "m_1", 0, 10)]


def test_a_turn_tells_what_passed_last() -> None:
    """In turn the last mail either way is told, with its address; another address of theirs is told too."""
    at, _ = agenda(last=Passed(OURS, their(19_910, quoted=True)))
    at = replace(at, turn={"within_months": 8})
    assert sentence(at, Chosen("p_jo", "turn", None)) == (
        "their company's turn: each comes up within 8 months; the last mail that is kept is “Valve” of 2024-07-06, "
        "from jo@acme.example, known from a quote"
    )
