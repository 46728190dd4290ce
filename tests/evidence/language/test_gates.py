"""What is read off a pattern: words that every match holds, and never one too many."""

from __future__ import annotations

import pytest

from regard.evidence.language import gates as module
from regard.evidence.language.detect import SPLIT, indexed
from regard.evidence.language.gates import MOST_GATES, MOST_WORDS, gates, worked_out
from regard.evidence.language.rules import read, rules
from regard.evidence.language.sentences import plain


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\bwe (?:decline|pass)\b", [{"decline", "pass"}, {"we"}]),
        (r"\bnot (?:really )?interested\b", [{"interested"}, {"not"}]),
        (r"\b(?:late|over ?due)\b", [{"late", "overdue", "due"}]),
        (r"\bpass(?:ed)? on\b", [{"pass", "passed"}, {"on"}]),
        (r"\b[a-z]+ pump\b", [{"pump"}]),
        (r"\bpump[a-z]*", []),
        (r"pump\b", []),
        (r"^[^?]{2,20}\?", []),
        (r"\b(?:\w+ )+pump(?: \w+)* valve\b", [{"valve"}, {"pump"}]),
        (r"\b(?:a \w+ pump|the \w+ valve)\b", [{"pump", "valve"}]),
        (r"\b(?:pump|\w+)\b", []),
        (r"\bpump(?= valve)", []),
        (r"\bwe(?:'ll|'d)? pass\b", [{"pass"}, {"we", "we'll", "we'd"}]),
    ],
)
def test_gates(source, expected):
    """Whole words that begin and end for certain, the rarest set first; nothing of what may be missing or goes on."""
    found = [set(words) for words in gates(source)]
    assert all(any(want <= got or got <= want for got in found) for want in expected), found
    assert bool(found) is bool(expected)


def test_every_match_passes():
    """No rule's example is kept from its pattern: each pattern that matches one finds a word of every gate in it."""
    seen = 0
    for rule in rules():
        for part in rule.parts:
            for text in (*rule.right, *rule.wrong):
                sentence = " ".join(plain(text).split())
                if rule.kind != "closing" and part.pattern.search(sentence):
                    words = {*sentence.translate(SPLIT).split(), *("?" if "?" in sentence else "")}
                    derived = gates(part.pattern.pattern)
                    assert all(words & gate for gate in derived), (rule.id, sentence, derived)
                    seen += 1
    assert seen > 400


def test_gates_are_bounded():
    """A pattern has few gates, and none so wide that it rules out nothing."""
    for rule in rules():
        for part in rule.parts:
            found = gates(part.pattern.pattern)
            assert len(found) <= MOST_GATES
            assert all(0 < len(words) <= MOST_WORDS for words in found)


def test_without_the_parser_all_is_found_slowly(monkeypatch):
    """Where Python does not show how it parses, patterns have no gates, and the same rules find the same."""
    row = "[[rule]]\nid = 'a'\nkind = 'declines'\npattern = '\\bwe decline\\b'\nq = 0.5\n"
    (gated,) = read("en", [row])
    monkeypatch.setattr(module, "_parser", None)
    (open_rule,) = read("en", [row])
    assert gated.parts[0].keys
    assert not open_rule.parts[0].keys
    assert open_rule.finds("sadly we decline")
    index = indexed([open_rule])
    assert [found[0].id for found in index.candidates([], ["nothing"])] == ["a"]


def test_a_word_behind_an_apostrophe_is_no_word_of_its_own() -> None:
    """Of more forms than can be spelled out none is asked for as a whole word where it may be written on to what stands before it."""
    verbs = "|".join(f"{chr(97 + n % 26)}{n}" for n in range(120))
    for source, text in (
        (rf"\b(?:je |j')(?:{verbs}|envoie)\b", "j'envoie"),
        (rf"\b(?:we|i'll) ?(?:{verbs}|send)\b", "i'll send"),
    ):
        words = frozenset(text.split())
        assert all(gate & words for gate in worked_out(source))
    assert worked_out(rf"\b(?:we|i'll) ?(?:{verbs})\b")


def test_a_rule_finds_nothing_in_a_sentence_without_the_words_it_asks_for() -> None:
    """What `any` asks for is asked of a sentence by `finds` as by the index: words whole, signs anywhere."""
    row = "[[rule]]\nid = 'a'\nkind = 'declines'\npattern = '\\bno\\b'\nany = ['thanks', 'e-mail']\nq = 0.5\n"
    (rule,) = read("en", [row])
    assert [rule.finds(text) for text in ("no", "no thanks", "no thankses", "no e-mails")] == [False, True, False, True]


def test_no_shipped_pattern_is_tried_on_everything():
    """Each pattern of each language can be looked up by some word or sign."""
    assert all(part.keys for rule in rules() if rule.kind != "closing" for part in rule.parts)


def test_kept_gates_are_those_of_the_rules() -> None:
    """What is kept beside the rules is what working it out gives: write it anew with python -m regard.evidence.language.kept."""
    from importlib import resources

    from regard.evidence.language import kept

    assert (resources.files("regard.evidence.language") / "kept.json").read_text("utf-8") == kept.text()


def test_every_pattern_compiles() -> None:
    """Patterns are compiled late; none of them fails then."""
    from regard.evidence.language.rules import rules

    for rule in rules():
        for pattern in (*(part.pattern for part in rule.parts), *rule.unless, *rule.before):
            assert pattern.compiled
