"""From when on somebody is dealt with as a buyer, and what they did before that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.mails import WHOLE, at, found, meeting, them, us

from regard.evidence.dealing import dealing_since
from regard.interactions.coverage import Covered
from regard.model import Interaction

PITCHES = [them(f"p{k}", 2 + k, thread_id=f"t{k}", cues="question asks_next_step") for k in range(3)]
BEGINS: list[tuple[str, list[Interaction], float | None]] = [
    ("whoever only writes to us is no buyer", PITCHES, None),
    ("whom we only wrote to is none yet", [us("a", 1)], None),
    ("a mail of ours that nobody takes up begins nothing", [*PITCHES, us("a", 9, thread_id="new")], None),
    ("a no begins nothing", [*PITCHES, us("a", 9, thread_id="t0", cues="declines")], None),
    ("our answer begins it", [*PITCHES, us("a", 9, thread_id="t0")], 9),
    ("their answer begins it", [us("a", 1), them("b", 3)], 3),
    ("so does an answer to what is not there", [them("a", 1, is_reply=True)], 1),
    ("their chase of their own mail does not", [them("a", 1), them("b", 4, is_reply=True)], None),
    ("mail both ways within two weeks does, in threads of their own", [us("a", 1, thread_id="x"), them("b", 14)], 14),
    ("after longer it does not", [us("a", 1, thread_id="x"), them("b", 16)], None),
    ("a meeting begins it", [*PITCHES, meeting("m", 5)], 5),
    ("a machine's answer does not", [*PITCHES, us("a", 9, thread_id="t0", automated="out_of_office")], None),
]


@pytest.mark.parametrize(("mails", "day"), [pytest.param(*c[1:], id=c[0]) for c in BEGINS])
def test_dealing_begins(mails: list[Interaction], day: float | None) -> None:
    """With a conversation both ways, a meeting, or a reply to what no source holds."""
    assert dealing_since(mails, people()) == (None if day is None else at(day))


def test_whoever_asks_to_buy_is_dealt_with_from_then_on() -> None:
    """An inquiry that nobody answered is a buyer's all the same."""
    assert dealing_since(PITCHES, people(), {"p1"}) == at(3)


def test_where_our_sent_mail_is_not_shown_nobody_is_left_out() -> None:
    """That we never wrote is known only of days whose sent mail was read."""
    assert dealing_since(PITCHES, people(sent=False)) == at(2)


def test_what_was_done_before_is_no_chance() -> None:
    """Three pitches make no trial; with our answer what follows does, and a silence to our own asks always counts."""
    assert not found(*PITCHES, now=30, inquired=())
    assert found(*PITCHES, now=30)
    later = [us("a", 9, thread_id="t0"), them("b", 20, thread_id="t0", cues="asks_next_step")]
    steps = found(*PITCHES, *later, channel="asks_next_step", now=30, inquired=())
    assert [(t.opened_us, t.outcome) for t in steps] == [(at(20), "1")]
    assert {t.channel for t in found(us("a", 1, cues="question"), now=30, inquired=())} == {"answers_ask", "comes_back"}


def test_our_volume_begins_nothing() -> None:
    """Ten mails of ours in new threads that nobody answers leave whoever only pitches without value."""
    ours = [us(f"o{k}", 5 + k, thread_id=f"n{k}") for k in range(10)]
    assert {t.factor for t in found(*PITCHES, *ours, now=60, inquired=())} == {"trust"}


def people(*, sent: bool = True) -> Covered:
    rows = WHOLE if sent else [replace(c, outbound=False) for c in WHOLE if c.inbound]
    return Covered(rows, {"h_sam": "sam", "h_tom": "tom"})
