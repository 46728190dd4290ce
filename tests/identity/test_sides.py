"""Us and them, and what kind of mailbox it is."""

import pytest

from regard.identity.sides import ContactFacts, guess_us, mailbox_kind, sends_forms, side, side_of


@pytest.mark.parametrize(
    ("senders", "recipients", "us"),
    [
        ({"m1": {"eva@harlow.com": 60, "tom@brook.com": 40}}, None, ("harlow.com",)),
        ({"m1": {"tom@brook.com": 60, "x@mill.com": 5}}, {"m1": {"eva@harlow.com": 65}}, ("harlow.com",)),
        (
            {"m1": {"eva@harlow.com": 30, "tom@brook.com": 70}, "m2": {"ina@harlow.com": 40, "a@mill.com": 60}},
            None,
            ("harlow.com",),
        ),
        (
            {"m1": {"eva@harlow.com": 50, "tom@brook.com": 45}, "m2": {"ina@mail.harlow.com": 40, "a@mill.com": 30}},
            {"m1": {"eva@harlow.com": 45, "tom@brook.com": 50}, "m2": {"ina@harlow.com": 30, "a@mill.com": 40}},
            ("harlow.com",),
        ),
        (
            {"m1": {"eva@harlow.com": 50}, "m2": {"bo@harlow-north.com": 30, "x@mill.com": 20}},
            None,
            ("harlow.com", "harlow-north.com"),
        ),
        ({"m1": {"eva@gmail.com": 90, "tom@brook.com": 10}}, None, ()),
        ({"m1": {"noreply@brook.com": 900, "eva@harlow.com": 10}}, None, ("harlow.com",)),
        ({"m1": {f"x@d{i}.com": 1 for i in range(50)}}, None, ()),
        ({}, None, ()),
        ({"m1": {}}, {"m1": {}}, ()),
        ({"m1": {"broken": 3}}, None, ()),
    ],
)
def test_our_domains_are_guessed_from_who_takes_part(senders, recipients, us):
    """The domain that takes part in most mail over all sources is ours; free mail, robots and a flat spread give none."""
    assert guess_us(senders, recipients) == us


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("eva@harlow.com", "us"),
        ("eva@mail.harlow.com", "us"),
        ("eva@notharlow.com", "them"),
        ("eva@harlow.com.evil.org", "them"),
        ("owner@gmail.com", "us"),
        ("other@gmail.com", "them"),
        ("", "them"),
    ],
)
def test_the_side_follows_the_domain(address, expected):
    """Our domains, all below them and owners' own addresses are us; look-alikes are not."""
    assert side(address, ["harlow.com"], ["owner@gmail.com"]) == expected


@pytest.mark.parametrize(
    ("address", "automated", "mails", "kind"),
    [
        ("eva@brook.com", 0, 10, ""),
        ("eva@brook.com", 2, 2, ""),
        ("eva@brook.com", 8, 10, "automated"),
        ("eva@brook.com", 7, 10, ""),
        ("sales@brook.com", 0, 10, "shared"),
        ("sales@brook.com", 10, 10, "automated"),
        ("noreply@brook.com", 0, 0, "automated"),
    ],
)
def test_a_robot_is_known_by_its_address_or_its_mail(address, automated, mails, kind):
    """At least three mails, four in five automated, make a robot of any address."""
    assert mailbox_kind(address, automated=automated, mails=mails) == kind


def test_the_side_of_one_address():
    """Us before robots, robots before private contacts, and the user can bring a private contact in."""
    family = ContactFacts("tom.lundqvist@gmail.com", mails_in=4, messages=9, read=9, personal=6, seller_surnames=("lundqvist",))
    assert side_of(ContactFacts("sales@harlow.com"), ["harlow.com"]) == "us"
    assert side_of(ContactFacts("sales@brook.com"), ["harlow.com"]) == "shared"
    assert side_of(ContactFacts("eva@brook.com", mails_in=5, automated=5), ["harlow.com"]) == "automated"
    assert side_of(ContactFacts("eva@brook.com"), ["harlow.com"]) == "them"
    assert side_of(family, ["harlow.com"]) == "personal"
    assert side_of(family, ["harlow.com"], bring_in=True) == "them"


@pytest.mark.parametrize(
    ("mails", "alike", "replies", "out", "forms"),
    [
        (4, 3, 0, 0, True),
        (8, 3, 0, 0, True),
        (8, 2, 0, 0, False),
        (3, 2, 0, 0, False),
        (6, 5, 1, 0, False),
        (6, 5, 0, 1, False),
    ],
)
def test_a_sender_of_forms_is_no_person(mails: int, alike: int, replies: int, out: int, *, forms: bool) -> None:
    """One text sent again and again, in answer to nothing and answered by nobody, is a machine's; one answer makes it a person's."""
    facts = ContactFacts("desk@acme.example", mails_in=mails, alike=alike, replies=replies, mails_out=out)
    assert sends_forms(facts) == forms
