"""The rules of deals say of a message's gist what they say of all its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest
from tests.deals.made import day, touch
from tests.pace import within

from regard.deals.asked import asks, questions
from regard.deals.committee import _coaches
from regard.deals.competence import Bars, competence
from regard.deals.gist import gist, version
from regard.deals.hired import says_changed
from regard.deals.ideas import ideas
from regard.deals.matters import speaks_of_business
from regard.deals.mentions import cut, mentions, own_sentences
from regard.deals.negotiating import examples as of_steps
from regard.deals.negotiating import step
from regard.deals.records import SAID, Touch
from regard.deals.risks_price import _invited, _says_yes, _wants_access
from regard.deals.settled import says_done
from regard.deals.signs import examples, framed, signs
from regard.deals.stakes import Steps, stated
from regard.deals.unanswered import says_open
from regard.deals.weight import _decides
from regard.evidence.language import cues
from regard.evidence.language.refusals import releases
from regard.model import Span

SAYS = (
    "Thanks for the visit.", "Judge Brandt has asked for it.", "I have to ask my boss, Olga Petrenko.", "Could you send the test report?",
    "We will look into it and come back to you.", "Both have been signed.", "It needs the signature of our CFO.", "You did not answer.",
    "Have you considered a smaller pump?", "See https://pumps.example/guide for more.", "As we agreed, our offer is 12,000 EUR.",
    "My neck is on the line with this.", "I have moved to another firm.", "We have an offer from Kaltwerk.", "Kaltwerk was here.",
    "My neck is on the line here, too.", "My head is on the line with that.",
    "Is the question about the seals still open?", "Please keep it short with her; she likes numbers.", "Dear Judge Brandt,",
    "We are looking at it from the start again.", "The\nbudget was\ncut.", "Do you know the phone\nnumber of the site?",
    "The purchasing stop has been\nlifted.", "The project goes on from Monday.", "Das Projekt geht jetzt weiter.",
    "The funds for it were freed.",
)  # fmt: skip


@cache
def _texts() -> list[str]:
    """Made-up bodies, each of several sentences out of the rules' own examples and the sentences above."""
    pool = [*SAYS, *(sentence for _, sentence, _ in (*examples(), *of_steps()))]
    rng = Random(5)
    return [rng.choice((" ", "\n", "\n\n")).join(rng.sample(pool, rng.randint(1, 9))) for _ in range(260)]


@cache  # the same for every rule
def _both(text: str, *, by_us: bool) -> tuple[Touch, Touch]:
    """One mail with all its words, and with their gist alone."""
    spans = (Span(0, len(text), "own"),) if text else ()
    found = cues(text, spans, subject="Pumps", is_reply=False)
    asked = tuple((c.start, c.end) for c in found if c.kind in ("question", "request"))
    said = tuple((c.kind, c.start, c.end) for c in found if c.kind in SAID)
    names = ("pump-guide.pdf",) if len(text) % 3 == 0 else ()
    given: dict[str, Any] = {
        "asks": asked,
        "said": said,
        "cues": frozenset(c.kind for c in found),
        "thread_id": "t",
        "subject": "Pumps",
    }
    whole = touch(1, "SAM" if by_us else "lena", "lena" if by_us else "SAM", text, **given, attachments=names)
    read = gist(text, spans, names, asked, said)
    less = replace(
        whole, text="", spans=(), gist=read, sentences=read.sentences, attachments=(read.paper,) if read.paper else ()
    )
    return whole, less


RULES: dict[str, Callable[[Touch], Any]] = {
    "read": lambda t: (t.read, t.worded),
    "asks": asks,
    "pieces": lambda t: [t.piece(s, e) for s, e in (*t.asks, *((n.start, n.end) for n in filter(None, [step(t)])))],
    "business": speaks_of_business,
    "changed": says_changed,
    "coaches": _coaches,
    "decides": _decides,
    "done": says_done,
    "invited": _invited,
    "access": _wants_access,
    "yes": _says_yes,
    "mentions": mentions,
    "open": says_open,
    "releases": lambda t: [one for one in own_sentences(t) if releases(one[2])],
    "signs": signs,
    "step": step,
    "stated": lambda t: stated([t], Steps()),
    "ideas": lambda t: ideas([t], 0),
    "competence": lambda t: competence([replace(t, id="m0", us=day(0)), t], day(30), Bars(least=1), lambda *_: True),
    "answered": lambda t: questions(
        [touch(0, "lena", "SAM", "Why?", asks=((0, 4),), thread_id="t"), t], day(40), 0, lambda *_: True
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_gist_says_what_the_words_say(rule: str) -> None:
    """Whichever side wrote it, a rule finds the same in a gist as in all the words, and finds something in some of them."""
    found = 0
    for text in _texts():
        for by_us in (False, True):
            whole, less = _both(text, by_us=by_us)
            said = RULES[rule](whole)
            assert RULES[rule](less) == said, text
            found += bool(said)
    assert found > 3


def test_only_what_its_words_ask_for_is_the_same() -> None:
    """Forms tried only where their words stand give the same gist, on examples of every rule and on odd letters."""
    rng = Random(9)
    pool = [
        *SAYS,
        "DON’T call Kim (our CFO).",
        "Prıce ſheet: €5, İt's ﬁnal!",
        *(sentence for _, sentence, _ in (*examples(), *of_steps())),
    ]
    for n in range(300):
        text = rng.choice((" ", "\n", "\n\n")).join(rng.sample(pool, rng.randint(1, 9)))
        text = text.upper() if n % 13 == 0 else text
        half = rng.randint(0, len(text))
        spans = (Span(0, half, "own"), Span(half, len(text), "quoted" if n % 2 else "signature"))
        asked = [(0, min(5, half))]
        assert gist(text, spans, ("a.pdf",), asked, (), gated=True) == gist(text, spans, ("a.pdf",), asked, ()), text


def test_firms_beside_ours() -> None:
    """The sentences that may set a firm beside ours are all that are needed to find it."""
    found = 0
    for text in _texts():
        whole, less = _both(text, by_us=False)
        assert less.gist is not None
        said = framed(whole, ())
        assert framed(replace(less, sentences=less.gist.names), ()) == said
        found += bool(said)
    assert found > 3


def test_a_gist_is_smaller_than_the_words() -> None:
    """Sentences that no rule is about are left out, and what stands in quotes."""
    text = "The seals came on Monday. They fit well. The budget has been frozen.\n> Is the budget cut?"
    spans = (Span(0, text.index(">"), "own"), Span(text.index(">"), len(text), "quoted"))
    read = gist(text, spans, (), (), ())
    assert [words for *_, words in read.sentences] == ["The budget has been frozen."]
    assert read.sentences[0] in cut(text, spans)


def test_no_words_have_an_empty_gist() -> None:
    """A message without words has a gist without marks."""
    read = gist("", (), (), (), ())
    assert (read.marks, read.sentences, read.pieces, read.title) == (frozenset(), (), {}, "")


def test_the_version_is_that_of_the_program() -> None:
    """Every file whose text a gist follows from is part of the version, and it is the same twice."""
    assert version() == version()
    assert len(version()) == 16


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for a " + "a " * 60 + "letter",
        "We are looking for " + "an new " * 400 + "letter",
        "\n".join(f"{'A' * 990} with it." for _ in range(100)),
        " with ".join("aB3dE9xQ" * 119 for _ in range(100)),
        " ".join("Kim" for _ in range(30_000)),
        "Dear Kim, " * 10_000,
        "> \n" * 25_000,
    ],
    ids=["letters a", "articles", "capitals", "coded", "names", "greetings", "marks"],
)
def test_no_text_holds_up_a_sync(text: str) -> None:
    """A hundred thousand characters of anything are read in a moment: a sync reads the gist of every mail."""
    within(2.0, lambda: gist(text, (Span(0, len(text), "own"),), (), (), ()))
