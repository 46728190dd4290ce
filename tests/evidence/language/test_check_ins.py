"""Which asks of ours want no more than to be in touch."""

from __future__ import annotations

import pytest

from regard.evidence.language import cues
from regard.evidence.language.check_ins import CHECKS_IN, COMPANY, kind_of_ask
from regard.model import Span


@pytest.mark.parametrize(
    "sentence",
    [
        "Any news on your side?",
        "Just checking in: how are things going?",
        "How is the new warehouse coming along?",
        "Could we have twenty minutes on the phone?",
        "May I ring you some time?",
        "Would you be open to a short call?",
        "Would you fill in our short survey?",
        "How satisfied are you with our deliveries?",
        "Will we see you at our open day?",
        "Did you read our latest newsletter?",
        "Is there anything we can help with?",
        "Let me know if you have any questions.",
        "Is everything going well?",
        "How are you getting on?",
        "Do you know anyone else who might need us?",
        "Do you know anyone who could use us?",
        "Will you join us for our open evening?",
        "May I ring you about it?",
        "Haben Sie kurz Zeit für ein Telefonat?",
        "Gibt es Neuigkeiten bei Ihnen?",
        "Auriez-vous quelques minutes pour échanger ?",
        "¿Tendría unos minutos para hablar?",
    ],
)
def test_an_ask_for_touch(sentence: str) -> None:
    """A chat, news in general, a survey, our own event: we are served, and nothing waits for it."""
    assert kind_of_ask(sentence) == CHECKS_IN


@pytest.mark.parametrize(
    "sentence",
    [
        "Any news on the order?",
        "How is the delivery coming along?",
        "May I ring you about the invoice?",
        "Could we have twenty minutes on Thursday?",
        "Could we talk at 3 pm?",
        "Can you confirm the quantities?",
        "Shall I go ahead?",
        "Do you have time to check the drawing?",
        "How did the trial go?",
        "Which colour do you need?",
        "Haben Sie die Bestellung erhalten?",
        "Could you call me back about the leaking valve?",
        "Can you join us for the acceptance test?",
        "Are you okay with the change?",
        "Tell me whether anything falls to me.",
        "Please say what falls to me and whether anybody wonders.",
        "How has the night shift been getting on with the new thresholds?",
        "Let us talk after lunch.",
        "When can we call the surveyor?",
        "Please complete the customs questionnaire.",
        "Please give us your thoughts on the layout, and your questions.",
        "Please invite the following people to the party.",
        "¿Podríamos hablar esta semana de sus importaciones de fruta?",
        "Any updates on that?",
        "Any thoughts?",
        "Could we have a chat about the takeover of the Lyon site?",
        "Do you have ten minutes to go through the layout?",
        "Do you know anybody in the warehouse who has the key?",
        "Do you know someone who can decide on this?",
        "Will you come to the trade fair to sign?",
        "How is the evaluation coming along?",
        "Haben Sie Zeit für ein Gespräch über den Umbau?",
        "Gibt es Neuigkeiten zum Umbau?",
        "Avez-vous des nouvelles du chantier ?",
        "¿Hay novedades del proyecto?",
    ],
)
def test_an_ask_for_something(sentence: str) -> None:
    """A matter of business, a day or an hour makes it an ask for something."""
    assert kind_of_ask(sentence) == ""


@pytest.mark.parametrize("sentence", ["Shall we go for a beer some time?", "How was your holiday?", "Fancy a round of golf?"])
def test_an_ask_for_company(sentence: str) -> None:
    """A drink, a match, how the holiday was: company alone."""
    assert kind_of_ask(sentence) == COMPANY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We have not spoken yet. Could we have twenty minutes on the phone?", CHECKS_IN),
        ("How was your holiday? Any news on your side?", CHECKS_IN),
        ("How was your holiday? Could you send me the signed contract?", ""),
        ("How are things going? I need your order number for the 24 t.\nCould you send it?", ""),
        ("The goods left today.", ""),
    ],
)
def test_one_ask_for_something_makes_it_an_ask(text: str, kind: str) -> None:
    """All that a mail asks is looked at: what asks for touch beside a real ask changes nothing."""
    found = {cue.kind for cue in cues(text, [Span(0, len(text), "own")])} & {CHECKS_IN, COMPANY}
    assert found == ({kind} if kind else set())
