"""Which words are in a language that the rules read."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.evidence.language.tongues import LOOKED_AT, hinted, is_read
from regard.model import Span

ELSEWHERE = (
    "Vielen Dank für das Angebot, wir melden uns nächste Woche.",
    "Danke, passt!",
    "Bonjour, je vous remercie pour votre proposition. Cordialement",
    "Gracias, nos vemos mañana en la oficina.",
    "Grazie mille, ci sentiamo dopo la riunione con il direttore.",
    "Obrigado pela proposta, voltamos a falar para a semana.",
    "Bedankt voor het voorstel, we kijken er volgende week naar.",
    "Dziękuję za ofertę, odezwę się w przyszłym tygodniu.",
    "Dziekuje za oferte, odezwe sie w przyszlym tygodniu.",
    "Prosze o wiadomosc, czy to mozliwe.",
    "Tack för offerten, vi återkommer nästa vecka.",
    "Takk for tilbudet, vi kommer tilbake til deg etter møtet.",
    "Kiitos tarjouksesta, palaan asiaan ensi viikolla ja kerron mitä päätimme.",
    "Děkuji za nabídku, ozvu se příští týden.",
    "Köszönöm az ajánlatot, jövő héten jelentkezem.",
    "Mulțumesc pentru ofertă, revin săptămâna viitoare.",
    "Teklif için teşekkürler, haftaya size döneceğiz.",
    "Terima kasih, kami akan kembali dengan jawaban.",
    "ご提案ありがとうございます。来週ご連絡します。",
    "Спасибо за предложение, ответим на следующей неделе.",
    "谢谢，我们下周回复。",
    "شكرا على العرض",
)
HERE = (
    "Thanks for the offer, we will come back to you next week.",
    "OK thx",
    "Ted,\n\nTake a look.",
    "Uber to Sao Paulo, Mar 3",
    "FYI",
    "See you in Den Haag",
    "Thanks Jan van der Berg",
    "Dear Juan, Ms de la Cruz will be at the El Paso office on Monday.",
    "Please find it below. Mit freundlichen Grüßen, Jörg",
    "nom 5000 at HSC 3/12, 200 at 5.255",
    "http://www.valve.example/de/das/ist/es.htm",
    "und.der@die.example",
    "DEAL# PRICE TERM HRS TZ MWS PATH X SUPPLY -E-",
    "The file das-ist-nicht.doc is attached",
    "Müller & Söhne GmbH, Straße 12",
    "",
    "👍",
    "12.05.2026 14:30",
)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_other_languages_are_known(text: str) -> None:
    """A sentence or two is enough, in its own letters or by its small words."""
    assert not is_read(text)


@pytest.mark.parametrize("text", HERE)
def test_english_and_what_no_language_shows_is_read(text: str) -> None:
    """Names, addresses, figures and foreign courtesies in English mail are no other language."""
    assert is_read(text)


def test_a_mail_is_marked_and_what_was_found_in_it_stays() -> None:
    """What German rules find is kept; the mark says that the rest was not read. English mail has none, nor has one quoted in German."""
    text = "Leider können wir Ihr Angebot nicht annehmen, weil uns das Budget fehlt."
    kinds = {c.kind for c in cues(text, [Span(0, len(text), "own")])}
    assert "unread" in kinds
    english = "Thanks, we will look at it."
    whole = english + "\n" + text
    spans = [Span(0, len(english), "own"), Span(len(english), len(whole), "quoted")]
    assert "unread" not in {c.kind for c in cues(whole, spans)}
    assert cues("", []) == ()


@pytest.mark.parametrize("unit", ["a.", "/", "das ", "@", "x_", "日", ". "])
def test_any_text_is_told_at_once(unit: str) -> None:
    """Only the beginning is looked at, whatever it is."""
    text = unit * 1_000_000
    within(1, lambda: is_read(text))


def test_the_beginning_decides() -> None:
    """What follows after the first characters that are looked at changes nothing."""
    english, german = "the and of to is ", "der die das und ist nicht "
    assert is_read(english * LOOKED_AT + german * LOOKED_AT)
    assert not is_read(german * LOOKED_AT + english * LOOKED_AT)


@pytest.mark.parametrize("words", ["Dienstag 10 Uhr passt.", "55 Takte, gut.", "Mardi 10 h, parfait.", "Received, Tom"])
def test_few_words_without_a_small_english_one_tell_no_language(words: str) -> None:
    """They wait for their thread or their writer to tell it."""
    assert [c.kind for c in cues(words, (Span(0, len(words), "own"),)) if c.kind in {"untold", "unread"}] == ["untold"]


@pytest.mark.parametrize("words", ["Tuesday at 10 is fine.", "Please ring.", "", "Wir melden uns nicht vor Montag."])
def test_words_that_tell_their_language_wait_for_nobody(words: str) -> None:
    """One small English word tells English, words of another language tell that."""
    assert "untold" not in {c.kind for c in cues(words, (Span(0, len(words), "own"),))}


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Ti mando i disegni oggi pomeriggio.", "it"),
        ("Mañana por la mañana se lo digo.", "es"),
        ("Ik kom erop terug.", "nl"),
        ("Rotor 4711, seal kit 12", ""),
        ("Thanks, I will call you.", ""),
        ("Me too, Carlo.", ""),
    ],
)
def test_few_words_are_held_against_the_languages_of_which_they_hold_a_word(text: str, languages: str) -> None:
    """One word of a language is enough where no English word stands beside it that is not one of its own; English has none."""
    assert hinted(text)[:1] == tuple(languages.split())
