"""The whole pass: zones, offsets, places, closings, languages, and time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.rules import rules
from regard.evidence.language.sentences import LONGEST, plain
from regard.model import Cue, Span


def read(text: str, *, subject: str = "", is_reply: bool = False) -> dict[str, str]:
    """Kind -> the words of its (last) cue."""
    return {c.kind: text[c.start : c.end] for c in cues(text, [Span(0, len(text), "own")], subject=subject, is_reply=is_reply)}


def test_only_own_words_are_read():
    """What is quoted, signed or a disclaimer does nothing, and offsets point into the whole text."""
    own, quoted, signature = "We are not interested.\n", "> When could we start?\n", "This is unacceptable.\n"
    text = signature + own + quoted + own.replace("We are", "I am")
    a, b, c = len(signature), len(signature + own), len(signature + own + quoted)
    spans = [Span(0, a, "disclaimer"), Span(a, b, "own"), Span(b, c, "quoted"), Span(c, len(text), "own")]
    found = cues(text, spans)
    assert [(cue.kind, text[cue.start : cue.end]) for cue in found] == [
        ("declines", "We are not interested."),
        ("declines", "I am not interested."),
    ]
    assert cues(text, [Span(0, len(text), "signature")]) == ()
    assert cues("", []) == ()


def test_a_cue_is_its_sentence():
    """A cue quotes the whole sentence, across the line it was wrapped at."""
    text = "Hi Lena,\n\nThe pilot went well. After a long talk with the plant we have decided to go\nwith another supplier. Best, Marc"
    assert read(text)["declines"] == "After a long talk with the plant we have decided to go\nwith another supplier."


def test_small_talk_is_never_quotable():
    """Of small talk only that it happened is kept: no offsets, and one cue a confidence however often."""
    text = "How are the kids? How is the family?"
    (cue,) = (cue for cue in cues(text, [Span(0, len(text), "own")]) if cue.kind == "social_talk")
    assert (cue.start, cue.end) == (0, 0)


def test_a_request_is_not_also_a_question():
    """A question that asks for an action is a request; one sentence is not counted as two asks."""
    assert set(read("Can you send the certificate?")) == {"request"}
    assert set(read("Is the certificate valid?")) == {"question"}


@pytest.mark.parametrize(
    ("text", "is_reply", "subject", "thanked"),
    [
        ("Thank you for the great work on the layout. It helps.", True, "", False),
        ("Hi Lena,\n\nThank you for the great work on the layout. It helps.", True, "", False),
        ("Thank you for the great work on the layout. It helps.", False, "Re: layout", False),
        ("Thank you for the great work on the layout. It helps.", False, "Layout", True),
        ("The dryer runs. Thank you for the great work on the layout.", True, "", True),
    ],
)
def test_thanks_that_open_a_reply_are_prompted(text, is_reply, subject, thanked):
    """Thanks count as unprompted unless they open an answer to something just delivered, after the greeting or not."""
    assert ("unprompted_thanks" in read(text, is_reply=is_reply, subject=subject)) is thanked


def test_some_refusals_need_something_to_refuse():
    """Only in a reply does “I'm afraid not” say no."""
    assert "declines" in read("I'm afraid not.", is_reply=True)
    assert "declines" in read("I'm afraid not.", subject="RE: Thursday")
    assert "declines" not in read("I'm afraid not.", subject="Thursday")


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "Hi Lena,\n\nThank you very much.\n\nMarc",
        "Ok, will do.\nMarc Ly",
        "FYI",
        "See you on Monday! Have a great weekend.",
        "Alles klar, danke.",
        "Merci beaucoup !",
    ],
)
def test_closings(text):
    """A message of nothing but formulas, a greeting and names needs no answer."""
    assert set(read(text)) == {"closing"}


@pytest.mark.parametrize(
    "text",
    [
        "Thanks! When does it ship?",
        "Ok. Please send the invoice.",
        "Thanks. The pump broke again and line two stands still.",
        "Marc",
        "Sure, but not before the pump is repaired.",
        "Thanks. " * 100,
        "",
    ],
)
def test_no_closings(text):
    """A message that says anything else, is long, or says nothing, is no closing."""
    assert "closing" not in read(text)


def test_thanks_with_a_refusal_are_no_closing():
    """What declines or complains is not closed by its thanks."""
    assert set(read("No, thank you. Thanks!")) == {"declines"}


@pytest.mark.parametrize(
    "text",
    [
        "He told us that we are not interested.",
        'The paper wrote: "This is unacceptable."',
        "If we were disappointed with your service, you would know.",
        "Should you decide to go with another supplier, tell us.",
        "We were never disappointed with your service.",
        "They cannot accept your terms.",
        "Please advise.",
        "Any questions, just call.",
    ],
)
def test_neither_heard_nor_supposed_nor_denied(text):
    """Reported, quoted, hypothetical and negated sentences neither decline nor complain nor ask for advice."""
    assert not {"declines", "complains", "asks_advice"} & set(read(text, is_reply=True))


def test_at_most_one_cue_a_kind_and_sentence():
    """Two rules of a kind on one sentence give one cue, with the surer one's q."""
    text = "I regret that I must decline, since I will not be able to attend."
    declines = [cue for cue in cues(text, [Span(0, len(text), "own")]) if cue.kind == "declines"]
    assert declines == [
        Cue("declines", 0, len(text), max(r.q for r in rules() if r.kind == "declines" and r.finds(plain(text))))
    ]


def test_offsets_survive_letters_that_grow():
    """A capital whose lower case is two characters shifts nothing."""
    text = "İstanbul İİİ works. We are not interested."
    assert read(text)["declines"] == "We are not interested."


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "\n",
        "?",
        ".",
        "? x",
        "can you? ",
        "please ",
        "we will not be able to ",
        "i ",
        "thanks ",
        "also, ",
        "ok ",
        "does, ",
        "'",
        "İ",
    ],
)
def test_a_megabyte_of_anything_is_read_in_linear_time(unit):
    """No text can make the pass slow: a megabyte of one thing takes less than two seconds."""
    text = unit * (1_000_000 // len(unit))
    within(2, lambda: cues(text, [Span(0, len(text), "own")]))


def test_no_rule_backtracks():
    """On the longest sentence possible, made of pieces of its own examples, all rules together take a fraction of a second each."""
    for rule in rules():
        texts = [
            (f"{piece} " * LONGEST)[:LONGEST]
            for example in rule.right
            for words in [plain(example).split()]
            for piece in {*words, *(f"{word}," for word in words), " ".join(words[:3]), " ".join(words[:-1])} - {""}
        ]
        within(1, lambda rule=rule, texts=texts: [rule.finds(text) for text in texts])


def test_what_lies_beyond_is_a_document():
    """Own words are read up to LONGEST_READ characters; a refusal after that is not looked for."""
    filler = "The pump runs well. " * (LONGEST_READ // 20)
    assert "declines" in read(filler[:-100] + " We are not interested.")
    assert "declines" not in read(filler + " We are not interested.")


def test_nothing_is_compiled_on_import():
    """Importing reads no rule file and compiles no rule: that waits for the first message."""
    code = (
        "import sys, regard.evidence.language as l; from regard.evidence.language import rules, sentences\n"
        "assert rules.rules.cache_info().currsize == 0 and 'tomllib' not in sys.modules\n"
        "from regard.model import Span; l.cues('Hello?', [Span(0, 6, 'own')])\n"
        "assert rules.rules.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
