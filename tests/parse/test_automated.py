"""Machines are told from people, and people are never taken for machines."""

from __future__ import annotations

import pytest

from regard.model import Message, Party, RawItem
from regard.parse.automated import automated, automated_quote
from regard.parse.message import read

DAYS = 86_400_000_000


def kind(
    text: str = "Two boxes, please.",
    subject: str = "Order",
    sender: str = "ann@acme.example",
    types: tuple[str, ...] = (),
    **headers: str,
) -> str:
    return automated({k.replace("_", "-"): [v] for k, v in headers.items()}, Party(sender, "", "from"), subject, text, types)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"list_id": "<desk.acme.example>", "list_post": "<mailto:desk@acme.example>"}, "list"),
        ({"precedence": "list"}, "list"),
        ({"mailing_list": "contact desk-owner@acme.example"}, "list"),
        ({"list_id": "<x>", "list_unsubscribe": "<https://x.example>"}, "newsletter"),
        ({"list_unsubscribe": "<https://x.example>"}, "newsletter"),
        ({"list_post": "NO"}, "newsletter"),
        ({"precedence": "bulk"}, "newsletter"),
        ({"auto_submitted": "auto-generated"}, "notification"),
        ({"auto_submitted": "auto-replied (vacation)"}, "out_of_office"),
        ({"precedence": "auto_reply"}, "out_of_office"),
        ({"x_autoreply": "yes"}, "out_of_office"),
        ({"content_type": "multipart/report; report-type=delivery-status"}, "bounce"),
        ({"auto_submitted": "no"}, ""),
        ({"x_auto_response_suppress": "All"}, ""),
        ({"return_path": "<>"}, ""),
        ({"precedence": "normal"}, ""),
    ],
)
def test_headers(headers: dict[str, str], found: str) -> None:
    """Headers that machines set decide, and headers that people's programs set too do not."""
    assert kind(**headers) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("mailer-daemon@acme.example", "bounce"),
        ("postmaster@acme.example", "bounce"),
        ("noreply@acme.example", "notification"),
        ("do-not-reply@acme.example", "notification"),
        ("orders-no-reply@acme.example", "notification"),
        ("notifications@acme.example", "notification"),
        ("hr.announcements@acme.example", "notification"),
        ("newsletter@acme.example", "newsletter"),
        ("ann@news.acme.example", "newsletter"),
        ("owner-desk@acme.example", "list"),
        ("desk-bounces@acme.example", "list"),
        ("ann.newsome@acme.example", ""),
        ("sales@acme.example", ""),
        ("info@acme.example", ""),
        ("noreen@acme.example", ""),
        ("alerta@acme.example", ""),
    ],
)
def test_senders(sender: str, found: str) -> None:
    """Addresses that say they are machines are believed; names that only look so are people."""
    assert kind(sender=sender) == found


@pytest.mark.parametrize(
    ("subject", "text", "found"),
    [
        ("Out of Office AutoReply: Order", "I am away.", "out_of_office"),
        ("Automatic reply: Order", "I am away.", "out_of_office"),
        ("Abwesenheitsnotiz: Bestellung", "Ich bin am Montag zurück.", "out_of_office"),
        ("Réponse automatique : commande", "Je suis absent.", "out_of_office"),
        ("Respuesta automática: pedido", "Estoy fuera.", "out_of_office"),
        (
            "Ann Lee is out of the office.",
            "I will be out of the office starting  03/05/2020 and will not return until 03/09/2020.",
            "out_of_office",
        ),
        (
            "Re: Order",
            "Hello,\n\nI am currently out of the office and will be back on Monday. For urgent matters contact Ben.",
            "out_of_office",
        ),
        ("Undeliverable: Order", "Your message did not reach the following recipient(s):", "bounce"),
        ("Returned mail: see transcript", "550 5.1.1 user unknown", "bounce"),
        ("Accepted: Review", "", "calendar"),
        ("Canceled: Review", "When: Monday, March 9, 2020 10:00\nWhere: Room 4", "calendar"),
        ("Read: Order", "Your message\n\n  Subject: Order\n\nwas read on 5 March.", "notification"),
        ("March offers", "Great prices.\n\nTo unsubscribe, click here.", "newsletter"),
        ("March offers", "Great prices.\n\nIf you no longer wish to receive these e-mails, let us know.", "newsletter"),
    ],
)
def test_words(subject: str, text: str, found: str) -> None:
    """Words that only machines use are known in several languages."""
    assert kind(text, subject) == found


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of the office next week", "I will be out of the office on Friday. Can we meet on Monday instead?"),
        ("Re: Order", "I was out of the office, sorry for the delay. Two boxes it is."),
        ("Re: Order", "Please unsubscribe me from your offers, and send two boxes."),
        ("Re: Order", "You received this order because we agreed on it?"),
        ("Undeliverable goods", "The truck came back. What now?"),
        ("Delivery report for March", "Attached. All boxes arrived."),
        ("Invitation: dinner on Friday", "Would you like to come to dinner with our team?"),
        ("Accepted: your offer", "We accept your offer. Ben will send the papers."),
        ("Read: chapter two", "Please read it before Monday."),
        ("Re: browser", "Does it work in your web browser? Please view the plan."),
        ("Automatic doors", "The price of the doors is attached."),
        ("Order", "We will receive the boxes on Monday. Please update your preferences for the room."),
        ("Your subscription", "Your subscription ends in May. Shall we renew? Ann"),
    ],
)
def test_people(subject: str, text: str) -> None:
    """Ordinary mails with the same words are people's."""
    assert kind(text, subject) == ""


ORDER = "Thank you for shopping with us. Your order number is 17-4411. We will send you another note when it leaves."


@pytest.mark.parametrize(
    ("sender", "text", "found"),
    [
        ("orders@shop.example", ORDER, "notification"),
        ("travelercare@trips.example", "Your reservation is complete. Click here to print your itinerary.", "notification"),
        ("ann@shop.example", ORDER, ""),
        ("orders@acme.example", "Your order number please? I can't find it in our books.", ""),
        ("customerservice@acme.example", "We have looked at it with the plant. You'll get two new valves on Monday. Ann", ""),
    ],
)
def test_shops_and_services(sender: str, text: str, found: str) -> None:
    """A notice needs both: an address where services write from, and two turns of phrase that only machines use."""
    assert kind(text, "Hello", sender) == found


def test_a_person_behind_postmaster() -> None:
    """Somebody who answers from postmaster@ is not a bounce."""
    assert kind("Yes, we agree to the settlement.", "Re: Settlement", "postmaster@acme.example") == ""


def test_calendar_parts() -> None:
    """An invitation makes a calendar notice, a delivery report a bounce, a receipt a notification."""
    assert kind(types=("multipart/alternative", "text/plain", "text/calendar")) == "calendar"
    assert kind(types=("multipart/report", "message/delivery-status")) == "bounce"
    assert kind(types=("multipart/report", "message/disposition-notification")) == "notification"


def test_a_newsletter_passed_on_is_the_passers_mail() -> None:
    """What a person forwards does not make that person a machine."""
    raw = (
        b"From: ann@acme.example\nDate: Thu, 5 Mar 2020 10:00:00 +0000\nSubject: FW: offers\n\nWorth a look?\n\n"
        b"-----Original Message-----\nFrom: offers@bolt.example\n"
        b"Sent: 5 March 2020 09:00\nTo: Ann\nSubject: offers\n\nGreat prices. To unsubscribe, click here.\n"
    )
    found = read(RawItem("", "x", raw), source_kind="mbox", key=b"k", max_us=20_000 * DAYS)
    assert isinstance(found, Message)
    assert found.automated == ""


def test_no_sender() -> None:
    """A mail from nobody is judged by the rest."""
    assert automated({}, None, "Order", "Two boxes.") == ""


@pytest.mark.parametrize(
    ("sender", "text", "found"),
    [
        ("carecenter@shop.example", "As you have signed up for alerts, we will keep you informed.", ""),
        ("customercare@shop.example", "As you have signed up for alerts, we will keep you informed.", "notification"),
        ("no-reply@shop.example", "Your parcel is on its way.", "notification"),
        ("offers@news.shop.example", "Buy two. You received this e-mail because you registered with us.", "newsletter"),
        ("jo.reed@acme.example", "I signed up for the course. As you registered too, shall we travel together?", ""),
        ("jo.reed@acme.example", "Could you send me the price?", ""),
    ],
)
def test_a_quoted_machine_is_told_without_headers(sender: str, text: str, found: str) -> None:
    """Of a mail that is known from a quote its sender's address and its words tell; in doubt a person wrote it."""
    assert automated_quote(sender, text) == found
