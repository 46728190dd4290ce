"""Why somebody is on the agenda, in words."""

from __future__ import annotations

import pytest

from regard.answers.agenda import Agenda, Chosen, Last, sentence
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
    passed = given.pop("passed", Contacted(19_000 * DAY, 19_900 * DAY, 19_890 * DAY))
    return Agenda((chosen,), {"p_jo": JO}, {"p_jo": passed}, {}, {}, **given), chosen  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "nothing by us since 2024-06-26"),
        (
            {"twins": {"p_jo": (Twin("p_j2", "jo.reed@mail.example", 19_950 * DAY, None),)}},
            "since 2024-06-26, may also be jo.reed@mail.example (not joined), where we last wrote on 2024-08-15",
        ),
        (
            {"about": {"p_jo": Last("Pump", 19_900 * DAY, False)}},
            "nothing by us since 2024-06-26, last about “Pump” on 2024-06-26",
        ),
        ({"about": {"p_jo": Last("Pump", 19_880 * DAY, False)}}, "nothing by us since 2024-06-26"),
        (
            {"passed": Contacted(19_000 * DAY, 19_900 * DAY, 19_910 * DAY), "about": {"p_jo": Last("", 19_910 * DAY, False)}},
            "nothing by us since 2024-06-26, though they wrote on 2024-07-06",
        ),
        (
            {"passed": Contacted(19_000 * DAY, 19_900 * DAY, 19_910 * DAY), "about": {"p_jo": Last("", 19_910 * DAY, True)}},
            "no mail of ours is kept since 2024-06-26, though one of us had a mail of theirs of 2024-07-06",
        ),
        (
            {"promised": {"p_jo": Promised("I will send it.", "2024-07-01", "2024-06-20", overdue=True, by="Sam Hart")}},
            "a promise by Sam Hart to them is overdue since 2024-07-01: “I will send it.”, nothing by us since 2024-06-26",
        ),
        ({"waiting": {"p_jo": ASK}}, "a question of theirs to Sam Hart and Kim Dale waits since 2024-10-04"),
        ({"waiting": {"p_jo": ASK}, "you": "p_kim"}, "a question of theirs to Sam Hart and you waits since 2024-10-04"),
    ],
)
def test_what_is_said_of_neglect(more: dict[str, object], says: str) -> None:
    """A question names whom of ours it waits for; of somebody who may write from two addresses only this one's silence is told; where
    one of us had a later mail of theirs nobody says that we were silent.
    """
    at, chosen = agenda(**more)
    assert sentence(at, chosen).endswith(says)
