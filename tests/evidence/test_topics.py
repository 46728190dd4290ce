"""What matters to a buyer: which of their own sentences and words are told, and which never."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.evidence.topic import CURRENT, Said, Topic
from regard.evidence.topics import MOST, topics
from regard.model import DAY, Span

NOW = 1_780_272_000_000_000  # 2026-06-01
PLAIN = ("Thank you for the file.", "The parcel came in on time.", "See the note for the numbers.")


def nothing_else(words: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """A book in which nobody else says any of it."""
    return 1_000, {}


def said(text: str, days_ago: int = 10, n: int = 0, thread: str = "", subject: str = "Plant") -> Said:
    spans = (Span(0, len(text), "own"),)
    us = NOW - days_ago * DAY
    return Said(f"m{n}", thread or f"t{n}", us, 0, subject, text, spans, cues(text, spans))


def found(*texts: str, days_ago: int = 10, answered: Mapping[str, int] | None = None) -> list[Topic]:
    """Topics of these texts, each a message, among plain ones."""
    messages = [said(text, days_ago, n) for n, text in enumerate((*texts, *PLAIN))]
    return topics(messages, answered or {}, NOW, rest=nothing_else)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our goal is to halve the downtime this year.", "goal"),
        ("We need to reduce our energy costs.", "goal"),
        ("We have a problem with the second pump.", "problem"),
        ("Our controls keep failing, and the outages are hurting us, we have had two failures.", "problem"),
        ("This is unacceptable.", "problem"),
        ("The contract must be signed by June 15.", "deadline"),
        ("We have to be live before 1 July.", "deadline"),
        ("Can you send the drawings of the pump?", "question"),
        ("Please send me the drawings.", "question"),
    ],
)
def test_sentences_that_matter(text, kind):
    """Goals, problems, days to come and open questions are told with the sentence, its message and its place."""
    (topic,) = [t for t in found(text) if t.kind == kind]
    assert (topic.quote, topic.message_id, topic.start, topic.end) == (text, "m0", 0, len(text))
    assert topic.current


@pytest.mark.parametrize(
    "text",
    [
        "We have no problem with that.",
        "We never had a problem with our pump.",
        "The meeting was on March 3.",
        "How are you?",
        "My wife has a problem with her knee, and we are worried.",
        "We need to reduce our costs, for our church.",
        "Can you send me the name of your doctor?",
        "Our union must decide by June 15.",
        "We had a great weekend, and our boat had a problem.",
        "We went with your proposal for the alert delay.",
        "Your team has always been good to us, so I am not worried.",
        "We are not too concerned about that.",
        "Our second pump had a problem, it is now fixed.",
    ],
)
def test_sentences_that_do_not(text):
    """No denial, no day gone by, nothing of health, faith, politics, family, work disputes or leisure."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Insurance came by before 8 May and counted fire doors.", ""),
        ("Dirk is off until 16 May, so I'm doing two jobs.", ""),
        ("You promised 191 sensors for 2 June, and they have to be here.", ""),
        ("The survey was to be with us by 10 May.", ""),
        ("I'd have to ask my boss, who is away until June 12.", ""),
        ("Can this wait until Rhonda is back on 12 June?", ""),
        ("Ich bin bis zum 12. Juni nicht im Büro.", ""),
        ("Our director has stopped all projects until September.", ""),
        ("Please deliver the tags, not before 15 June.", ""),
        ("We have to be live by 1 March 2027.", "2027-03-01"),
        ("We have to be live by 1 March.", ""),
        ("I am off until 20 June, so we need the numbers by 12 June.", "2026-06-12"),
        ("I was told that the contract must be signed by June 15.", "2026-06-15"),
        ("Delivery by 25 July if at all possible.", "2026-07-25"),
    ],
)
def test_a_deadline_is_a_day_ahead_by_which_something_is_due(text: str, due: str) -> None:
    """Days told of as past, absences, pauses and days half a year off without a year are none; beside them a real one stays."""
    assert [t.due for t in found(text, days_ago=12) if t.kind == "deadline"] == ([due] if due else [])


@pytest.mark.parametrize(
    "text",
    [
        "We went with your proposal for the pumps, but now we have outages.",
        "The pump is not working and we have a problem.",
        "We took delivery today and our second pump has a problem.",
        "Your team has always been good to us, but I am worried.",
        "We have a problem that must be fixed.",
    ],
)
def test_praise_that_is_taken_back_is_a_problem(text: str) -> None:
    """What went well before, or must be mended, leaves the trouble told."""
    assert [t.kind for t in found(text) if t.kind == "problem"] == ["problem"]


def test_a_question_is_open_until_we_write_in_its_thread():
    """What they asked is told while nothing of ours came later in the thread, and only while it is recent."""
    text = "Can you send the drawings of the pump?"
    asked = NOW - 10 * DAY
    assert [t.kind for t in found(text, answered={"t0": asked - 1})] == ["question"]
    assert found(text, answered={"t0": asked + 1}) == []
    assert found(text, days_ago=CURRENT // DAY + 1) == []


def test_a_deadline_carries_its_day_and_ends_with_it():
    """The day is read from the writer's own date, and a deadline gone by is none."""
    text = "The contract must be signed by June 15."
    assert [t.due for t in found(text)] == ["2026-06-15"]
    messages = [said(text, 10), *(said(p, 9, n + 1) for n, p in enumerate(PLAIN))]
    assert topics(messages, {}, NOW + 20 * DAY, rest=nothing_else) == []


def test_current_ones_come_first():
    """What was said lately stands before what was said long ago, which is marked."""
    old = said("Our goal is to halve the downtime.", 300, 0)
    new = said("We have a problem with the second pump.", 3, 1)
    told = topics([old, new, *(said(p, 9, n + 2) for n, p in enumerate(PLAIN))], {}, NOW, rest=nothing_else)
    assert [(t.kind, t.current) for t in told] == [("problem", True), ("goal", False)]


def test_words_they_come_back_to():
    """A noun of theirs in three mails of two threads is told when the rest of the book says it less; with the newest quote."""
    texts = ["We looked at the cooling tower again.", "The cooling tower runs hot.", "About the cooling tower: it stays."]
    messages = [said(text, 5 + n, n) for n, text in enumerate(texts)]
    (topic,) = topics(messages, {}, NOW, rest=nothing_else)
    assert (topic.kind, topic.text, topic.times, topic.quote) == ("word", "cooling tower", 3, texts[0])
    common = topics(messages, {}, NOW, rest=lambda words: (1_000, dict.fromkeys(words, 900)))
    assert common == []
    one_thread = [m._replace(thread_id="t") for m in messages]
    assert topics(one_thread, {}, NOW, rest=nothing_else) == []


def test_names_are_no_topics():
    """Neither the names of people on the mail nor words written like names are told."""
    texts = ["I met the holm again.", "About the holm: fine.", "The holm is here."]
    messages = [said(text, 5 + n, n) for n, text in enumerate(texts)]
    assert [t.text for t in topics(messages, {}, NOW, rest=nothing_else)] == ["holm"]
    assert topics(messages, {}, NOW, rest=nothing_else, people={"holm"}) == []
    written = [said(text.replace("holm", "Holm"), 5 + n, n) for n, text in enumerate(texts)]
    assert topics(written, {}, NOW, rest=nothing_else) == []


def test_rapport_is_no_topic():
    """Small talk gives neither a quote nor a word, however often it comes."""
    texts = [f"How was your trip with the sailboat, number {n}?" for n in range(5)]
    messages = [said(text, 5 + n, n) for n, text in enumerate(texts)]
    assert all("social_talk" in {c.kind for c in m.cues} for m in messages)
    assert topics(messages, {}, NOW, rest=nothing_else) == []


def test_a_sensitive_thread_is_left_alone():
    """One message about people at work, the law or an illness keeps its whole thread out."""
    goal = "Our goal is to halve the downtime."
    plain = [said(p, 9, n + 2) for n, p in enumerate(PLAIN)]
    shared = [said(goal, 3, 0, thread="t"), said("Her disciplinary hearing is on Monday.", 4, 1, thread="t"), *plain]
    assert topics(shared, {}, NOW, rest=nothing_else) == []
    apart = [said(goal, 3, 0, thread="t"), said("Her disciplinary hearing is on Monday.", 4, 1, thread="u"), *plain]
    assert [t.kind for t in topics(apart, {}, NOW, rest=nothing_else)] == ["goal"]


def test_too_little_says_nothing():
    """Two messages are too few; later ones are not looked at."""
    goal = said("Our goal is to halve the downtime.", 3)
    assert topics([goal, said(PLAIN[0], 4, 1)], {}, NOW, rest=nothing_else) == []
    assert topics([goal, said(PLAIN[0], 4, 1), said(PLAIN[1], -1, 2)], {}, NOW, rest=nothing_else) == []


def test_never_more_than_eight_and_no_sentence_twice():
    """The list stays short, and the same sentence sent again counts once."""
    texts = ["We have a problem with the pump."] * 4 + [f"Can you send drawing {n} of the pump?" for n in range(9)]
    texts += [f"Our goal is to halve the downtime of line {n}." for n in range(9)]
    told = found(*texts)
    assert len(told) <= MOST
    assert [t.kind for t in told].count("problem") == 1


def test_quick_enough_for_a_page():
    """Three hundred mails take well under the time a page may take (processor time, models loaded before)."""
    rng = random.Random(4)
    stock = [
        "pump",
        "valve",
        "report",
        "plant",
        "order",
        "tower",
        "line",
        "quote",
        "number",
        "drawing",
        "schedule",
        "budget",
        "price",
        "meeting",
        "change",
        "review",
        "test",
    ]
    texts = [
        " ".join(f"We looked at the {rng.choice(stock)} and the {rng.choice(stock)}." for _ in range(8)) for _ in range(300)
    ]
    messages = [said(text + " Can you send the drawings by Friday?", n, n) for n, text in enumerate(texts)]
    topics(messages, {}, NOW, rest=nothing_else)
    within(0.25, lambda: topics(messages, {}, NOW, rest=nothing_else))
