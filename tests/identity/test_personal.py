"""Family, friends and alumni are no buyers; a buyer at free mail is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regard.identity.personal import THRESHOLD, WEIGHTS, ContactFacts, Cues, message_cues, talks_work, work_or_personal


def facts(address: str, **kw: object) -> ContactFacts:
    """Facts on a contact with all of whose messages were read."""
    messages = int(kw.pop("messages", 10))  # type: ignore[call-overload]
    return ContactFacts(address, **{"messages": messages, "read": messages, **kw})  # type: ignore[arg-type]


PERSONAL = {
    "brother at free mail": facts("tlundqvist@aol.com", names=("Tom Lundqvist",), seller_surnames=("Lundqvist",)),
    "sister at her own employer": facts(
        "ida.lundqvist@mill.com", messages=20, personal=8, seller_surnames=("Lundqvist",), mails_out=20
    ),
    "cousin whose address is cut": facts(
        "lundqvit@mill.com", messages=20, personal=7, business=1, seller_surnames=("Lundqvist",)
    ),
    "girlfriend": facts("jen77@hotmail.com", messages=34, personal=11, business=3, off_hours=10, mails_out=30, mails_in=4),
    "friend who gets jokes": facts("pete@aol.com", messages=40, personal=9, business=1, mails_out=38, forwards=30),
    "former fellow student": facts("ann@mba2002.x.edu", messages=30, business=8, mails_out=28, mails_in=2),
    "alumnus": facts("bo@alumni.x.edu", messages=3),
    "congregation at work addresses": facts(
        "w@mill.com", messages=30, personal=9, crowd=30, crowd_strangers=0.95, personal_folder=30
    ),
    "congregation at free mail": facts("w@juno.com", messages=20, crowd=20, crowd_strangers=0.9, personal=4),
    "friend at free mail with a word of work": facts("bo@yahoo.com", messages=18, personal=8, work=1, off_hours=9),
    "kept in a private folder": facts("k@swbell.net", messages=5, personal_folder=5),
}

WORK = {
    "buyer at a company": facts("eva@brook.com", messages=30, business=12, colleagues=4, domain_sellers=3),
    "buyer, hardly any words": facts("eva@brook.com", messages=2),
    "buyer at free mail": facts("brookfarm@gmail.com", messages=12, business=6, personal=1),
    "client at free mail who names a son twice": facts("a.finch@yahoo.com", messages=9, personal=2, work=6),
    "new at free mail": facts("someone@gmail.com", messages=1),
    "silent at free mail": facts("someone@gmail.com", messages=3),
    "friendly buyer": facts(
        "joni@brook.com", messages=50, business=3, personal=14, colleagues=4, domain_sellers=5, mails_out=50
    ),
    "buyer who talks of the weekend": facts("eva@brook.com", messages=20, business=6, personal=6, colleagues=1),
    "lone buyer at a small firm": facts("al@alswelding.com", messages=15, business=5, personal=1, off_hours=6),
    "buyer with our seller's common name": facts("mary.smith@brook.com", messages=10, business=4, seller_surnames=("Smith",)),
    "buyer whose firm bears our seller's name": facts(
        "eva@lundqvist.com", messages=10, business=2, seller_surnames=("Lundqvist",)
    ),
    "namesake whom three of us know": facts(
        "a.lundqvist@brook.com", business=4, sellers=3, seller_surnames=("Lundqvist", "A", "B")
    ),
    "university that buys": facts("purchasing.eva@x.edu", messages=15, business=7, colleagues=2, sellers=2),
    "buyer on large tenders": facts("eva@brook.com", messages=20, business=9, crowd=15, crowd_strangers=0.8, colleagues=1),
    "adviser at free mail": facts("mark@home.com", messages=20, business=10, personal=1, sellers=2),
}


@pytest.mark.parametrize("case", PERSONAL)
def test_private_contacts_are_left_out(case):
    """Family, friends, fellow students and circles read as personal, with a reason."""
    verdict = work_or_personal(PERSONAL[case])
    assert verdict.kind == "personal", verdict
    assert verdict.reason.startswith("personal: ")


@pytest.mark.parametrize("case", WORK)
def test_buyers_stay_in(case):
    """Free mail, small firms, friendliness, common names and silence make nobody personal."""
    verdict = work_or_personal(WORK[case])
    assert verdict.kind == "work", verdict
    assert verdict.reason.startswith("work: ")


@pytest.mark.parametrize("case", [*PERSONAL, *WORK])
def test_the_verdict_is_the_sum_of_its_parts(case):
    """Base and signals add up to the log-odds, the threshold decides, and the strongest signals come first."""
    verdict = work_or_personal({**PERSONAL, **WORK}[case])
    assert verdict.log_odds == pytest.approx(WEIGHTS["base"] + sum(w for _, w in verdict.parts), abs=0.05)
    assert (verdict.kind == "personal") == (verdict.log_odds >= THRESHOLD)
    assert [abs(w) for _, w in verdict.parts] == sorted((abs(w) for _, w in verdict.parts), reverse=True)


def test_without_words_nothing_is_read_from_their_lack():
    """In a metadata-only book a silent free-mail buyer stays in: words count only where words were read."""
    silent = facts("brookfarm@gmail.com", messages=40)
    assert work_or_personal(silent).log_odds > work_or_personal(replace(silent, read=0)).log_odds
    assert work_or_personal(replace(silent, read=0)).kind == "work"


@pytest.mark.parametrize(
    ("field", "way"), [("business", -1), ("personal", 1), ("colleagues", -1), ("personal_folder", 1), ("forwards", 1)]
)
def test_each_signal_pulls_its_own_way(field, way):
    """More of a signal never moves the sum against its meaning."""
    base = facts("eva@brook.com", messages=20, mails_out=20, personal=2, business=2)
    values = [work_or_personal(replace(base, **{field: n})).log_odds for n in (2, 5, 10, 18)]
    assert values == sorted(values, reverse=way < 0)
    assert values[0] != values[-1]


def test_work_outweighs_a_mention_of_family_and_its_lack_does_not():
    """Who talks of shops and staff and names a son once stays in; the same mail without a word of work is left out."""
    client = facts("a.finch@yahoo.com", messages=9, personal=2, work=6)
    assert work_or_personal(client).kind == "work"
    assert work_or_personal(replace(client, work=0)).kind == "personal"


@pytest.mark.parametrize(
    ("subject", "own", "works"),
    [
        ("Shop figures", "", True),
        ("", "How did the staff take the news?", True),
        ("", "Die Filialen melden den Umsatz am Montag.", True),
        ("", "Nos clients attendent la livraison.", True),
        ("", "De omzet viel tegen.", True),
        ("", "Happy birthday, see you at the lake!", False),
        ("", "Wir sehen uns am Sonntag bei Oma.", False),
        ("", "The figure skating was lovely.", False),
    ],
)
def test_a_word_of_work(subject, own, works):
    """Words of somebody's work are heard in six languages, whole words alone."""
    assert talks_work(subject, own) is works


@pytest.mark.parametrize(
    ("subject", "own", "lean"),
    [
        ("Nomination for May", "Volumes as agreed.", "business"),
        ("RE: invoice 1207", "", "business"),
        ("Sunday", "Mom says bring the kids, love you", "personal"),
        ("lunch?", "See you at the golf course this weekend", "personal"),
        ("Lunch", "Let us go over the contract and the price", "business"),
        ("Hi", "See you then.", ""),
        ("fwd", "word " * 150 + "price", ""),
        ("", "Dealer, pricey, momentum, dadaism, kidskin", ""),
        ("", "", ""),
    ],
)
def test_cues_lean_one_way_or_none(subject, own, lean):
    """Whole words are counted, once each; one stray word in a long text says nothing."""
    assert message_cues(subject, own).lean == lean


def test_a_tie_of_cues_says_nothing():
    """As much of the one as of the other leans nowhere."""
    assert Cues(2, 2, 10).lean == ""
