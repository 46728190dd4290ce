"""What wants something back, and what only looks as if it did."""

import pytest

from regard.evidence.language.answerable import offers_to_us, wants_answer

WANTS = [
    ("Would Friday at nine work for you?", "question"),
    ("Lena, are we still on for the audit?", "question"),
    ("What is the status of the second pump?", "question"),
    ("How about a plainer title?", "question"),
    ("We can do Tuesday, but is the hall free then?", "question"),
    ("I wonder whether you got the drawings?", "question"),
    ("Any news on the permit?", "question"),
    ("You still want the blue housing?", "question"),
    ("Two units by May, right?", "question"),
    ("Können Sie das Angebot bis Montag schicken?", "question"),
    ("Could you please send me the drawings?", "request"),
    ("Please let me know which day suits you.", "request"),
    ("Let us know if Thursday works.", "request"),
    ("Please provide your comments by noon on Tuesday.", "request"),
    ("Please confirm the second order.", "request"),
    ("Please send the order confirmation, I will sign it this week.", "request"),
    ("Could you provide the rate for May?", "request"),
    ("Give me a call when you are back.", "request"),
    ("Please forward the signed copy to me.", "request"),
    ("I need you to add this to the model.", "request"),
    ("Please read the draft and comment.", "request"),
    ("Please call me when you have a chance.", "asks_next_step"),
    ("We are not happy with the delay.", "complains"),
]
WANTS_NOT = [
    ("Attached is the final text after the changes.?", "question"),
    ("2 Mill Street?", "question"),
    ("Ann Lee, Conference Coordinator?", "question"),
    ("The talk can be found at?", "question"),
    ("I do not know the address, so here it is: ?", "question"),
    ("Please increase deliveries to 60 a day from the 8th.", "request"),
    ("Please continue the daily sale for 8 February.", "request"),
    ("Please send the invoice to Kim in accounting.", "request"),
    ("Please send the questions to: desk@firm.example", "request"),
    ("Please contact the hotel to arrange your stay.", "request"),
    ("Please let me know if you have any questions.", "request"),
    ("Let me know if you need anything else.", "request"),
    ("Please let us know if you are interested in meeting them.", "request"),
    ("If this is going to be a problem please let me know.", "request"),
    ("Please let me know if the list is not correct.", "request"),
    ("For more information please contact me at the desk.", "request"),
    ("Please do not reply to this message.", "request"),
    ("Please respond to Jo Reed", "request"),
    ("Please note the new address.", "request"),
    ("Feel free to call me back.", "request"),
    ("You will need to speak with Max at the lab.", "request"),
    ("Please pass the figures on to Meg.", "request"),
    ("Please review.", "request"),
    ("Are you okay?", "question"),
    ("Has your summer been kind to you?", "question"),
    ("Do you remember when we missed the last ferry?", "question"),
    ("Give me a call.", "request"),
]


@pytest.mark.parametrize(("sentence", "kind"), WANTS)
def test_what_waits_for_an_answer(sentence: str, kind: str) -> None:
    """Questions, and requests whose answer comes back to whoever asks."""
    assert wants_answer(sentence, kind)


@pytest.mark.parametrize(("sentence", "kind"), WANTS_NOT)
def test_what_waits_for_none(sentence: str, kind: str) -> None:
    """Orders, offers, pointers to others, courtesies, and question marks that are none."""
    assert not wants_answer(sentence, kind)


@pytest.mark.parametrize(
    ("subject", "own", "offers"),
    [
        ("Energy Week", "I am pleased to invite you to the keynote. To register, see the page.", True),
        ("Our suite", "We offer a free trial, and our software can save you days. A discount is possible.", True),
        ("The draft", "I am pleased to present the draft. Could you comment by Friday?", False),
        ("Price", "We need a discount of ten per cent, or we go elsewhere.", False),
    ],
)
def test_an_offer_to_us_has_two_signs(subject: str, own: str, offers: bool) -> None:
    """One word of selling is everybody's; two different signs make a mail an offer to us."""
    assert offers_to_us(subject, own) == offers
