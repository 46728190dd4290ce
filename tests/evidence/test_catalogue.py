"""The channels and their documentation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.evidence.mails import found, them, us

import regard
from regard.evidence.catalogue import BY_NAME, CATALOGUE, Channel, active, as_markdown
from regard.evidence.language.rules import EXPERIMENTAL, KINDS
from regard.model import FACTORS

DOCS = Path(__file__).parents[2] / "docs" / "evidence.md"
WEIGHTS = Path(regard.__file__).parent / "relationships" / "weights"


@pytest.mark.parametrize("channel", CATALOGUE, ids=lambda c: c.name)
def test_a_channel_says_what_it_counts(channel: Channel):
    """Event, missed chance, window, exposure and literature stand in its docstring, and its name is its function's."""
    for part in ("Event:", "Missed chance:", "Window:", "Exposure:", "Literature:"):
        assert part in channel.documentation
    assert channel.name == channel.find.__name__
    assert channel.factor in FACTORS
    assert channel.find.__module__.endswith(f".{channel.factor}")


def test_the_documentation_shows_every_channel_as_it_is():
    """docs/evidence.md ends with what `python -m regard.evidence.catalogue` prints."""
    assert DOCS.read_text("utf-8").endswith(as_markdown())


@pytest.mark.parametrize("path", sorted(WEIGHTS.glob("*.json")), ids=lambda p: p.stem)
def test_every_channel_has_weights_and_every_weight_a_channel(path: Path):
    """The shipped weights name exactly the channels of the catalogue, each under its factor."""
    weights = json.loads(path.read_text("utf-8"))["channels"]
    assert {name: w["factor"] for name, w in weights.items()} == {c.name: c.factor for c in CATALOGUE}


def test_weights_are_shipped():
    """There is at least one set, or the test above would say nothing."""
    assert list(WEIGHTS.glob("*.json"))


def test_names_are_unique_and_text_channels_can_be_left_out():
    """Value and rapport need words; five channels of trust that count do not."""
    assert len(BY_NAME) == len(CATALOGUE)
    assert [c.name for c in active(text=False)] == [
        "answers_ask",
        "comes_back",
        "starts_contact",
        "introduces_colleague",
        "accepts_meeting",
    ]
    assert active(text=True) == tuple(c for c in CATALOGUE if not c.experimental)
    assert {c.factor for c in CATALOGUE if not c.needs_text} == {"trust"}


def test_every_cue_that_the_buyer_can_give_moves_some_trial():
    """No detector works for nothing: each kind of cue in a buyer's answer changes what the trials say."""
    plain = found(us("a", 0), them("b", 1))
    ours = {"question", "request", "closing"}
    for kind in sorted(set(KINDS) - EXPERIMENTAL):
        spoken = found(us("a", 0, cues=kind), them("b", 1)) if kind in ours else found(us("a", 0), them("b", 1, cues=kind))
        assert [(t.outcome, t.context) for t in spoken] != [(t.outcome, t.context) for t in plain], kind


def test_an_experimental_channel_has_no_trials():
    """What is on trial is in no sum: neither a complaint, nor advice acted on, nor speed makes a trial that a state could count."""
    on_trial = {c.name for c in CATALOGUE if c.experimental}
    assert on_trial == {"answers_sooner", "satisfied", "acts_on_advice"}
    mails = [us("a", 0), them("b", 1, cues="complains"), them("c", 2, cues="acts_on"), them("d", 9)]
    assert not {t.channel for t in found(*mails)} & on_trial
    assert all(found(*mails, channel=name) for name in on_trial - {"answers_sooner"})  # which needs five answers before


def test_an_answer_that_may_be_a_complaint_counts_neither_way():
    """The one thing that a kind on trial may do is take an answer out of account; it never lowers or raises."""
    plain, angry = (found(us("a", 0), them("b", 1, cues=cue)) for cue in ("", "complains"))
    told = [(t.channel, t.outcome, t.censored_why) for t in angry]
    left = [row for row in told if row[2] != "complained"]
    assert set(left) <= {(t.channel, t.outcome, t.censored_why) for t in plain}
    assert [row[0] for row in told if row[2] == "complained"] == ["answers_ask"]


def test_experimental_kinds_move_nothing():
    """A cue that was not seen to be right often enough changes no trial, whoever says it."""
    plain = found(us("a", 0), them("b", 1))
    for kind in sorted(EXPERIMENTAL - {"complains"}):
        for spoken in (found(us("a", 0, cues=kind), them("b", 1)), found(us("a", 0), them("b", 1, cues=kind))):
            assert [(t.outcome, t.context) for t in spoken] == [(t.outcome, t.context) for t in plain], kind
