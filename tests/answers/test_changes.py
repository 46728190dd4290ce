"""What a brief says of contact agrees with the days in its head."""

from __future__ import annotations

from dataclasses import replace

from tests.evidence.mails import mail

from regard.answers.changes import contact_matters, kept_until, of_company, of_contact
from regard.interactions.coverage import Covered
from regard.model import DAY, Coverage, Interaction

NOW = 20_000 * DAY


def one(day: int, *, ours: bool, role: str = "") -> Interaction:
    """A mail so many days ago; `role` is how the buyer is on it."""
    return replace(mail(f"m_{day}", 1, ours), us=NOW - day * DAY, buyer_role=role or ("to" if ours else "from"))


def says(*here: Interaction) -> tuple[str, str]:
    """The line about contact in the last 30 days, and the mail it stands on."""
    (told,) = of_contact(here, NOW - 30 * DAY, "p_b", "Bea Holm", NOW)
    return told.says, told.message_id


def test_a_copy_after_the_last_mail_is_said_beside_it() -> None:
    """The head counts the copy as the last by us; the line says that it was a copy, and since when nothing else passed."""
    told, where = says(one(140, ours=False), one(80, ours=True, role="cc"))
    assert told.startswith("no mail has passed either way since ")
    assert "(from them); a copy of ours to others " in told
    assert where == "m_80"


def test_a_copy_before_the_last_mail_is_not_said() -> None:
    """What they wrote after it is the last that passed."""
    told, where = says(one(140, ours=True, role="cc"), one(80, ours=False))
    assert "copy" not in told
    assert where == "m_80"


def test_who_got_copies_alone_is_told_so() -> None:
    """Nothing was written to them, and they are not said to have had nothing."""
    told, where = says(one(50, ours=True, role="cc"))
    assert told.startswith("no mail has passed either way but a copy of ours to others, ")
    assert where == "m_50"


def test_nothing_at_all_is_said_plainly() -> None:
    """No mail, no day."""
    assert says() == ("no mail has passed either way", "")


def test_of_a_time_that_no_mailbox_shows_nothing_is_said_to_be_silent() -> None:
    """Where the mailbox of whoever dealt with them ended before, the line says when it did; a quiet week of one that goes on is silence."""
    here = [one(140, ours=False), one(120, ours=True)]
    rows = [Coverage("s1", "h_sam", "inbox", side, not side, NOW - 900 * DAY, NOW - 100 * DAY) for side in (True, False)]
    until = kept_until(Covered(rows, {"h_sam": "sam"}), here, NOW)
    assert until == NOW - 100 * DAY
    (told,) = of_contact(here, NOW - 30 * DAY, "p_b", "Bea Holm", NOW, until)
    assert (told.says.startswith("what passed since "), told.state) == (True, "ended")
    (told,) = of_contact(here, NOW - 30 * DAY, "p_b", "Bea Holm", NOW, NOW - 2 * DAY)
    assert told.says.startswith("no mail has passed either way since ")


def test_one_side_that_goes_on_is_enough_to_be_told_of() -> None:
    """A mailbox that still shows what one of ours sends, or another of ours who dealt with them, has not ended."""
    here = [one(140, ours=False), one(120, ours=True)]
    ended = Coverage("s1", "h_sam", "inbox", True, False, NOW - 900 * DAY, NOW - 100 * DAY)
    goes_on = Coverage("s1", "h_sam", "sent", False, True, NOW - 900 * DAY, NOW + DAY)
    assert kept_until(Covered([ended, goes_on], {"h_sam": "sam"}), here, NOW) is None
    assert kept_until(Covered([], {}), here, NOW) is None


def test_how_much_passed_is_told_where_the_head_does_not_say_it() -> None:
    """Five mails of theirs in a month and none of ours; what went both ways, one mail or a silence is none."""
    since = NOW - 30 * DAY
    theirs = [replace(one(day, ours=False), basis="observed") for day in (2, 4, 5, 7, 9)]
    assert contact_matters(theirs, since, NOW)
    assert not contact_matters(theirs[:2], since, NOW)
    assert not contact_matters([*theirs, one(3, ours=True)], since, NOW)
    assert not contact_matters([one(day, ours=True) for day in (2, 4, 6, 8, 10)], since, NOW)
    assert not contact_matters([one(50, ours=False), one(40, ours=True)], since, NOW)
    assert not contact_matters([one(400, ours=False), one(300, ours=True)], since, NOW)


def test_whom_we_knew_before_did_not_join() -> None:
    """A colleague of theirs with whom something passed in another matter before is no news; nor is whom an absence note names."""
    before = one(50, ours=False)
    lately = replace(one(5, ours=False), others=("p_kim",))
    names = {"p_kim": "Kim Dale"}
    since = NOW - 30 * DAY
    told = of_company([before, lately], since, NOW, "Bea Holm", names, {"p_kim": lately.us})
    assert [t.says for t in told] == ["Kim Dale joined"]
    assert of_company([before, lately], since, NOW, "Bea Holm", names, {"p_kim": NOW - 200 * DAY}) == []
    away = replace(lately, subject="I will be out of the office until Monday")
    assert of_company([before, away], since, NOW, "Bea Holm", names, {"p_kim": lately.us}) == []


def test_who_stands_on_a_round_or_a_series_has_joined_nothing() -> None:
    """Another name on a list of ten, or on the daily sheet, is no newcomer; nor is who was on another mail earlier that week."""
    before, names, since = one(50, ours=False), {"p_kim": "Kim Dale"}, NOW - 30 * DAY
    lately = replace(one(5, ours=False), others=("p_kim",), recipients=2)

    def joined(mail_: Interaction, first: int) -> int:
        return len(of_company([before, mail_], since, NOW, "Bea Holm", names, {"p_kim": first}))

    assert joined(lately, lately.us) == 1
    assert joined(replace(lately, recipients=10), lately.us) == 0
    assert joined(replace(lately, subject="Daily nomination"), lately.us) == 0
    assert joined(lately, lately.us - DAY) == 0


def test_a_feed_that_nobody_answers_is_no_silence_of_ours() -> None:
    """Five daily sheets without a word from us tell nothing; five mails of their own do."""
    theirs = [replace(one(day, ours=False), basis="observed", subject=f"Pumps {day}") for day in (2, 4, 5, 7, 9)]
    own = [replace(i, subject=word) for i, word in zip(theirs, ("Roof", "Hall", "Audit", "Visit", "Steel"), strict=True)]
    assert contact_matters(own, NOW - 30 * DAY, NOW)
    assert not contact_matters([replace(i, subject="Daily volumes") for i in theirs], NOW - 30 * DAY, NOW)
    assert not contact_matters([replace(i, recipients=9) for i in own], NOW - 30 * DAY, NOW)
