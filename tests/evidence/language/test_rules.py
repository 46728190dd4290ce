"""Every rule finds its right examples and leaves its wrong ones alone."""

from __future__ import annotations

import pytest

from regard.errors import ConfigError
from regard.evidence.language import KINDS, cues
from regard.evidence.language.rules import Rule, languages, read, rules
from regard.evidence.language.sentences import plain
from regard.model import Span

ALL = {f"{rule.language}/{rule.kind}/{rule.id}": rule for rule in rules()}


GOES_ON = {
    "it": "Grazie mille, cordiali saluti a lei e alla squadra.",
    "nl": "Dank u wel, met vriendelijke groet van ons allen.",
}
"""What tells the language of a sentence, where rules are tried only on words that are told to be theirs."""


def kinds(text: str, *, is_reply: bool = False) -> set[str]:
    return {cue.kind for cue in cues(text, [Span(0, len(text), "own")], is_reply=is_reply)}


@pytest.mark.parametrize("name", ALL)
def test_right_examples(name):
    """A rule fires on each sentence it calls right, and so does the whole pass."""
    rule = ALL[name]
    for text in rule.right:
        assert rule.finds(" ".join(plain(text).split())), text
        said = f"{text} {GOES_ON.get(rule.language, '')}".strip()
        assert rule.kind in kinds(said, is_reply=rule.place == "reply"), text


@pytest.mark.parametrize("name", ALL)
def test_wrong_examples(name):
    """No rule of its kind fires on a sentence that a rule calls wrong."""
    rule = ALL[name]
    for text in rule.wrong:
        said = f"{text} {GOES_ON.get(rule.language, '')}".strip()
        assert rule.kind not in kinds(said, is_reply=rule.place == "reply"), text


@pytest.mark.parametrize("name", ALL)
def test_rules_carry_examples(name):
    """Each rule has at least two sentences it must find and two it must not."""
    rule = ALL[name]
    assert len(rule.right) >= 2
    assert len(rule.wrong) >= 2
    assert rule.place in ("anywhere", "reply", "unopened")


def test_english_knows_every_kind():
    """English covers every kind; the other languages at least the five that decide whether an ask was met."""
    spoken = {language: {rule.kind for rule in rules() if rule.language == language} for language in languages()}
    assert spoken["en"] == set(KINDS)
    for language in ("de", "fr"):
        assert spoken[language] >= {"declines", "complains", "question", "request", "closing"}


GOOD = '[[rule]]\nid = "a"\nkind = "declines"\nany = ["no"]\npattern = "no"\nq = 0.5\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD + GOOD, "two rules named a"),
        (GOOD + "colour = 1", "unknown key “colour”"),
        (GOOD.replace("q = 0.5", ""), "lacks “q”"),
        (GOOD.replace("0.5", "1.5"), "q = 1.5"),
        (GOOD.replace("declines", "sings"), "no known kind"),
        (GOOD.replace('"no"\nq', '"(no"\nq'), "cannot be compiled"),
        (GOOD.replace('"no"\nq', '"<nobody> no"\nq'), "fragment <nobody>"),
        (GOOD + 'unless = ["never"]', "veto 'never'"),
        (GOOD + 'place = "nowhere"', "place = “nowhere”"),
    ],
)
def test_bad_rules_name_themselves(text, says):
    """A rule that cannot be used is refused with its name and the reason."""
    with pytest.raises(ConfigError, match="de") as error:
        read("de", [text])
    assert says in str(error.value)


def test_a_language_is_only_data():
    """Rules can be read from any text, with fragments and vetoes shared between the files of a language."""
    shared = '[fragments]\nwe = "vi|jag"\n[vetoes]\nif = "\\\\bom\\\\b"\n'
    rule = '[[rule]]\nid = "avstår"\nkind = "declines"\nany = ["avstår"]\npattern = "<we> avstår"\nbefore = ["if"]\nq = 0.8\n'
    (found,) = read("sv", [shared, rule])
    assert isinstance(found, Rule)
    assert found.finds("tack, men vi avstår")
    assert not found.finds("om vi avstår hör du av oss")
