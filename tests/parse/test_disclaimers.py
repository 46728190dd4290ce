"""What companies and mail servers add to a mail is nobody's words."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.parse.zones import zones

FOOTERS = [
    "Please consider the environment before printing this e-mail.",
    "P Save a tree! Please consider the environment before\nprinting this email",
    "Please do not print this e-mail unless it is really necessary.",
    "Think before you print",
    "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
    "Pensez à l'environnement avant d'imprimer ce message",
    "This message has been scanned for viruses and dangerous content.",
    "Virus-free. www.scanner.example",
    "Do You Yahoo!?\nPhotos of your holiday, free",
]
SAID = [
    "Please consider the environment on site before you send the pump.",
    "Please print this only if you need it, and bring it on Monday.",
    "Think about the price before you answer.",
    "Did you scan the virus report?",
    "Do not print this document yet unless legal approves. We decided against you.",
    "Please only print this if you need the big version. We will sign on Monday.",
    "Virus-free tanks are what we sell; could you quote 40 of them by Friday?",
    "Think before you print the contract: clause 7 is wrong.",
    "Denken Sie an die Umwelt - deshalb kaufen wir vierzig Stück und unterschreiben am Montag.",
]
BANNERS = [
    "[EXTERNAL] This message came from outside the company. Be careful with links.",
    "CAUTION: This email originated from outside of the organization.\nDo not click links.",
    "You don't often get email from lena@buyer.example. Learn why this is important",
    "[EXTERNAL EMAIL]",
]
NO_BANNERS = [
    "External sender tests went well.",
    "Caution: the outside wall leaks.",
    "This message is from the board.",
    "This email is from outside your usual scope: we decided to cancel the contract.",
    "This message was sent from external counsel review: we cannot accept clause 3.",
    "Notice: this mail comes from outside counsel. Our lawyers agree to the price.",
]


def own(text: str) -> str:
    """What is left of a mail as its writer's own words."""
    return "".join(text[s.start : s.end] for s in zones(text) if s.zone == "own").strip()


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_line_that_stands_under_every_mail_is_not_what_somebody_says(footer: str) -> None:
    """Without a signature before it, a footer about printing or viruses is small print."""
    assert own(f"Hello Ann,\n\nthe report is ready.\n\n{footer}\n") == "Hello Ann,\n\nthe report is ready."


@pytest.mark.parametrize("sentence", SAID)
def test_a_sentence_that_is_like_a_footer_stays_the_writer_s(sentence: str) -> None:
    """A last sentence about printing, or the environment, that somebody means is theirs."""
    assert own(f"Hello Ann,\n\nthe report is ready.\n\n{sentence}\n").endswith(sentence)


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_mail_of_nothing_but_such_a_line_keeps_it(footer: str) -> None:
    """In doubt words are the author's own: where nothing else is there, the line stays."""
    assert own(footer) == footer


@pytest.mark.parametrize("banner", BANNERS)
def test_a_warning_that_the_server_puts_on_top_is_not_what_somebody_says(banner: str) -> None:
    """A banner about mail from outside, alone in the first paragraph, is small print; what follows is the mail."""
    assert own(f"{banner}\n\nHello Ann,\n\ncan you send the price?\n") == "Hello Ann,\n\ncan you send the price?"
    assert own(f"{banner}\n") == banner


@pytest.mark.parametrize(
    "said", ["Hi Ann, could you send me the price by Friday?", "Take care of the pump first.", "Do not forward this to Bo."]
)
def test_what_stands_under_a_warning_without_a_blank_line_is_the_mail(said: str) -> None:
    """The warning ends with its last sentence that only warns."""
    warning = "CAUTION: This email originated from outside of the organization. Do not click links unless you know the sender."
    assert own(f"{warning}\n{said}\n\nMore tomorrow.").startswith(said)


@pytest.mark.parametrize("opening", NO_BANNERS)
def test_an_opening_that_is_like_a_warning_stays_the_writer_s(opening: str) -> None:
    """What only sounds like a banner is said by somebody."""
    assert own(f"{opening}\n\nAll is fine.\n") == f"{opening}\n\nAll is fine."


LISTS = [
    "---\nYou are currently subscribed to pumps as ann@acme.example.\nTo unsubscribe, visit https://lists.example/pumps",
    "_______________________________________________\nPumps mailing list\npumps@lists.example\nhttps://lists.example/listinfo/pumps",
    "If you wish to be taken off all mailings of ours,\nplease click on the link below.\n\nhttp://lists.example/remove?x=1",
    "You received this email because you registered at fair.example. Unsubscribe: https://fair.example/u/1",
    "Um sich vom Newsletter abzumelden, klicken Sie hier: https://messe.example/ab",
    "Pour vous désinscrire, cliquez ici : https://salon.example/stop",
    "Para darse de baja, visite https://feria.example/baja",
    "__________________________________________________\nDo You Yahoo!?\nPhotos, free\nhttp://photos.yahoo.com/",
]
NO_LISTS = [
    "Please unsubscribe me from your mailing list, ann@acme.example is no longer in use.",
    "We want to be removed from the tender, see https://tender.example/4 for the notice.",
    "The subscription for the pump monitoring costs 40 EUR a month: https://pumps.example/price",
    "Our newsletter reaches 4,000 buyers; could we put your offer there?",
    "If you want to leave the list of vendors in our tender, tell me by Friday: http://tender.example/123. Otherwise send the price.",
    "How to unsubscribe users in your product? We see https://app.example/users and nothing there.",
    "You received this offer from our purchasing last week, see https://acme.example/rfp - can you answer by Friday?",
    "This message was sent to all three vendors, please send your final price to ann@acme.example by Monday.",
    "Können wir das zweite Modul abbestellen, oder läuft der Vertrag weiter? Details: https://acme.example/v",
    "Vous recevez ce message car vous êtes notre fournisseur: quel prix pour 100 licences? anna@acme.example",
    "To be removed from the contract: clause 4. To be added: https://acme.example/sla. Please confirm by Tuesday.",
    "-----\nOne more thing: can we opt out of the second year? Our board asks before we sign, see https://acme.example/b",
]


@pytest.mark.parametrize("footer", LISTS)
def test_how_to_leave_a_list_is_small_print_and_the_name_above_it_the_signature(footer: str) -> None:
    """Below a signature, and without one, a footer of a list or a web-mail service is neither own words nor signature."""
    text = f"Hello Ann,\n\nthe report is ready.\n\nRegards,\nBen Poe\n\n{footer}\n"
    spans = {s.zone: text[s.start : s.end].strip() for s in zones(text)}
    assert spans["disclaimer"] == footer
    assert spans["signature"] == "Regards,\nBen Poe"
    assert own(f"Hello Ann,\n\nthe report is ready.\n\n{footer}\n") == "Hello Ann,\n\nthe report is ready."


@pytest.mark.parametrize("sentence", NO_LISTS)
def test_who_speaks_of_lists_and_subscriptions_says_something(sentence: str) -> None:
    """A sentence about a subscription, or asking to be taken off a list, is its writer's."""
    assert own(f"Hello Ann,\n\nthe report is ready.\n\n{sentence}\n").endswith(sentence)


@pytest.mark.parametrize("line", ["To unsubscribe https://x.example ", "-----\n", "mailing list\n", "you received this\n\n"])
def test_a_megabyte_of_footers_is_read_in_time_with_its_length(line: str) -> None:
    """Only the end of a mail is looked at, each paragraph once."""
    text = "Hello.\n\n" + line * (1_000_000 // len(line))
    within(1, lambda: zones(text))
