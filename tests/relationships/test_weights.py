"""The shipped weights: complete, lazy, validated, and alike for one context and for many."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relationships.worlds import CHANNELS, NOW, WEIGHTS, contexts, trial

from regard.errors import ConfigError
from regard.model import FACTORS, Context
from regard.relationships.state import fit
from regard.relationships.weights import load, parse

SHIPPED = {
    "trust": {
        "answers_ask",
        "comes_back",
        "answers_sooner",
        "starts_contact",
        "introduces_colleague",
        "accepts_meeting",
        "satisfied",
    },
    "value": {"asks_advice", "asks_next_step", "acts_on_advice"},
    "rapport": {"social_talk", "unprompted_thanks"},
}


def test_every_channel_ships_on_one_factor() -> None:
    """The shipped channels are the documented ones, each on its factor, each saying where its numbers come from."""
    by_factor = {f: {n for n, c in WEIGHTS.channels.items() if c.factor == f} for f in FACTORS}
    assert by_factor == SHIPPED
    assert all(c.source for c in WEIGHTS.channels.values())


@settings(max_examples=30, deadline=None)
@given(st.lists(contexts, min_size=1, max_size=8), st.sampled_from(CHANNELS))
def test_offsets_of_many_equal_those_of_one(many: list[Context], channel: str) -> None:
    """The vectorised offset is the single one, to 1e-12."""
    names = ("kind", "recipients", "weekday", "holiday", "load", "role", "first_contact", "hour", "expects")
    table = {name: np.array([getattr(c, name) for c in many]) for name in names}
    single = [WEIGHTS.offset(c, channel) for c in many]
    assert WEIGHTS.offsets(table, channel, len(many)) == pytest.approx(single, abs=1e-12)
    gates = [WEIGHTS.wanted(c, channel) for c in many]
    assert WEIGHTS.wanted_of_many(table, channel, len(many)) == pytest.approx(gates, abs=1e-12)
    assert all(0 < gate <= 1 for gate in gates)


def test_only_a_mail_that_asks_nothing_may_want_no_answer() -> None:
    """The less its words expect the less it wants one; it stands where a mail that asks does, and no other channel knows of it."""
    said = [Context("statement", expects=e) for e in (-1.5, -0.5, 0.2, 0.45, 1.0)]
    gates = [WEIGHTS.wanted(c, "answers_ask") for c in said]
    assert gates == sorted(gates)
    assert (gates[0] < 0.2, gates[-2:]) == (True, [1.0, 1.0])
    assert {WEIGHTS.offset(c, "answers_ask") for c in said} == {
        WEIGHTS.offset(Context("question", expects=0.45), "answers_ask")
    }
    assert WEIGHTS.wanted(Context("question", expects=-1.5), "answers_ask") == 1.0
    assert WEIGHTS.wanted(Context("", expects=-1.5), "answers_ask") == 1.0
    assert all(WEIGHTS.wanted(said[0], name) == 1.0 for name in WEIGHTS.channels if name != "answers_ask")


def test_silence_after_our_thanks_hardly_lowers_whoever_answers_everything() -> None:
    """It never raises, and takes less than a twentieth of what silence after a question does."""

    def moved(kind: str, expects: float) -> float:
        made = [trial(n, True, age_days=n, context=Context("question", expects=0.45)) for n in range(20)]
        silent = trial(99, False, age_days=1, context=Context(kind, expects=expects))
        return fit([*made, silent], NOW, WEIGHTS)["trust"].mean - fit(made, NOW, WEIGHTS)["trust"].mean

    assert moved("question", 0.45) < 20 * moved("closing", -0.6) < 0


def test_absent_columns_mean_their_defaults() -> None:
    """Offsets without any context column are those of a blank context."""
    assert WEIGHTS.offsets({}, "answers_ask", 2) == pytest.approx([WEIGHTS.offset(Context(), "answers_ask")] * 2)


def test_weights_survive_their_json_form() -> None:
    """Writing weights as JSON and reading them back changes nothing."""
    assert parse(json.loads(json.dumps(WEIGHTS.as_json()))) == WEIGHTS


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("rho",), 0, "rho"),
        (("rho",), "much", "cannot be read"),
        (("factors", "trust", "tau_b"), 0, "tau_b"),
        (("factors", "value", "drift"), 1, "drift"),
        (("channels", "answers_ask", "w"), -1, "answers_ask"),
        (("channels", "answers_ask", "rho"), 2, "answers_ask"),
        (("channels", "satisfied", "half_life_days"), 0, "satisfied"),
        (("channels", "satisfied", "factor"), "luck", "luck"),
        (("channels", "answers_ask", "circumstances", "weekday"), [0, 0], "weekdays"),
    ],
)
def test_impossible_weights_are_refused(path: tuple[str, ...], value: object, says: str) -> None:
    """A number that the model cannot take is an error that names it."""
    data = json.loads(json.dumps(WEIGHTS.as_json()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ConfigError, match=says):
        parse(data)


@pytest.mark.parametrize("version", ["trust-99", "../trust-1"])
def test_an_unknown_version_names_what_ships(version: str) -> None:
    """Asking for weights that do not ship lists those that do."""
    with pytest.raises(ConfigError, match="trust-1"):
        load(version)


def test_an_unknown_channel_is_named() -> None:
    """An offset for a channel without weights is an error with its name."""
    with pytest.raises(ConfigError, match="guesses"):
        WEIGHTS.offset(Context(), "guesses")


def test_importing_reads_and_loads_nothing() -> None:
    """Importing the module neither reads the file nor imports numpy."""
    code = "import sys, regard.relationships.weights as w; print(w._load.cache_info().currsize, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False"]


def test_versions_can_stand_side_by_side() -> None:
    """Weights are values: a changed copy leaves the shipped ones as they are."""
    changed = replace(WEIGHTS, rho=0.5)
    assert (changed.rho, load().rho) == (0.5, WEIGHTS.rho)
