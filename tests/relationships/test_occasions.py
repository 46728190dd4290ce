"""How many fair chances an estimate rests on, as a person would count them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regard.evidence.catalogue import CATALOGUE
from regard.relationships.occasions import kinds, occasions

NAMES = tuple(c.name for c in CATALOGUE)


def counted(rows: Sequence[tuple[int, str, float]], owners: int = 1) -> list[int]:
    """Rows of (owner, channel, part of a chance)."""
    owner = np.array([r[0] for r in rows], dtype=np.int64)
    channel = np.array([NAMES.index(r[1]) for r in rows], dtype=np.int64)
    return occasions(NAMES, channel, np.array([r[2] for r in rows], dtype=np.float64), owner, owners).tolist()


def test_a_week_that_two_channels_look_at_is_one_chance() -> None:
    """Eight weeks in which nobody wrote and nobody was brought along are eight chances, not sixteen."""
    assert counted([(0, "starts_contact", 1.0)] * 8 + [(0, "introduces_colleague", 1.0)] * 8) == [8]


def test_a_mail_that_two_channels_read_is_one_chance() -> None:
    """Advice and a next step are looked for in the same mail."""
    assert counted([(0, "asks_advice", 1.0), (0, "asks_next_step", 1.0)] * 5) == [5]


def test_asks_and_weeks_are_different_occasions() -> None:
    """Three asks and four weeks are seven chances."""
    assert counted([(0, "answers_ask", 1.0)] * 3 + [(0, "starts_contact", 1.0)] * 4) == [7]


def test_mail_that_asks_nothing_is_half_a_chance() -> None:
    """Four notes of thanks weigh two chances."""
    assert counted([(0, "answers_ask", 0.5)] * 4) == [2]


def test_the_least_there_was_is_one_chance() -> None:
    """A tenth of a chance is shown as one: there was something; where there was nothing, none."""
    assert counted([(0, "answers_ask", 0.1)], owners=2) == [1, 0]


def test_everybody_is_counted_by_themselves() -> None:
    """Rows of several owners in any order."""
    assert counted([(1, "answers_ask", 1.0), (0, "starts_contact", 1.0), (1, "answers_ask", 1.0)], owners=2) == [1, 2]


def test_a_channel_outside_the_catalogue_stands_alone() -> None:
    """Channels of an evaluation are occasions of their own."""
    assert kinds(("starts_contact", "seen_elsewhere", "introduces_colleague")) == ((0, 2), (1,))


def test_every_channel_names_what_gives_its_chance() -> None:
    """No channel is without an occasion."""
    assert {c.occasion for c in CATALOGUE} == {"ask", "week", "invitation", "mail"}
