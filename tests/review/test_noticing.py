"""Whether a contact shows that an action was done: by kind, by whose, by what it is about, and never before it was made."""

from __future__ import annotations

import pytest

from regard.review.action import Action, Event, actions, kind_of
from regard.review.noticing import Contact, noticed

MADE = 1_000


def action(text: str, **more: object) -> Action:
    return Action(id="a_1", text=text, made_us=MADE, recorded_us=MADE, by="", kind=kind_of(text), **more)  # type: ignore[arg-type]


def mail(us: int, words: str, seller: str = "p_sam", message: str = "m_1") -> Contact:
    return Contact(message, us, us, "mail", seller, words)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Send Jo the test plan", "mail"),
        ("E-mail her about offline mode", "mail"),
        ("Ring Jo about the audit", "call"),
        ("Meet the director on site", "meeting"),
        ("Call Jo, then send the plan", "call"),
        ("Find out who decides", "any"),
        ("Discuss the callback rate", "any"),
        ("", "any"),
    ],
)
def test_kind_is_the_first_way_named(text: str, kind: str) -> None:
    """How an action is done is the first way that its words name; a word that merely holds another names none."""
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "contact", "sure"),
    [
        ("Send Jo the test plan", mail(2_000, "Attached is the plan for the test in May"), True),
        ("Send Jo the test plan", mail(2_000, "Lunch on Friday?"), False),
        ("Send Jo the test plan", mail(900, "Attached is the test plan"), None),
        ("Send Jo the test plan", mail(MADE, "Attached is the test plan"), None),
        ("Send Jo the test plan", mail(2_000, "Attached is the test plan", seller="p_liz"), None),
        ("Write to Jo", mail(2_000, "How are you getting on?"), True),
        ("Send Jo the test plan", mail(2_000, ""), False),
        ("Ring Jo about the audit", mail(2_000, "The audit"), None),
        ("Ring Jo about the audit", Contact("m_2", 2_000, 500, "call", "p_sam", "audit figures"), True),
        ("Meet Jo at the plant", Contact("m_2", 2_000, 1_500, "meeting", "p_liz", "Weekly"), True),
        ("Meet Jo at the plant", Contact("m_2", 2_000, 500, "meeting", "p_liz", "Weekly"), False),
        ("Ask Jo who signs contracts", mail(2_000, "Who signs your contracts?"), True),
    ],
)
def test_what_fits(text: str, contact: Contact, sure: bool | None) -> None:
    """A mail by the owner fits a mail, a talk a talk; sure where it takes up the words or was arranged since; else perhaps."""
    seen = noticed(action(text), [contact], ("Jo Reed", "jo reed acme example"), owner="p_sam")
    assert (seen.sure if seen else None) == sure


def test_a_name_in_common_is_nothing_in_common() -> None:
    """That a mail to Jo names Jo does not show that it is what was promised."""
    assert not noticed(action("Send Jo Reed prices"), [mail(2_000, "Hello Jo Reed, lunch?")], ("Jo Reed",)).sure  # type: ignore[union-attr]


def test_what_was_rejected_is_not_suggested_again() -> None:
    """A rejected message gives way to the next that fits, and is never named again."""
    two = [mail(2_000, "The plan"), mail(3_000, "The plan, again", message="m_9")]
    assert noticed(action("Send the plan"), two).message_id == "m_1"  # type: ignore[union-attr]
    assert noticed(action("Send the plan", rejected=frozenset({"m_1"})), two).message_id == "m_9"  # type: ignore[union-attr]
    assert noticed(action("Send the plan", rejected=frozenset({"m_1", "m_9"})), two) is None


def test_the_order_in_which_events_are_stored_makes_no_difference() -> None:
    """An action is what its events in order of their moments make of it, however they were read."""
    said = [
        Event(1, 10, 10, "a", "h_1", "a_1", "made", {"text": "Call", "due": "2026-01-05"}),
        Event(2, 20, 20, "b", "h_1", "a_1", "edited", {"due": "2026-02-05", "owner": "b@us.example"}),
        Event(3, 30, 30, "a", "h_1", "a_1", "done", {"message": "m_1"}),
        Event(4, 40, 40, "a", "h_1", "a_1", "reopened", {}),
        Event(5, 5, 50, "x", "", "a_never_made", "done", {}),
    ]
    found = actions(said)
    assert found == actions(reversed(said))
    assert list(found) == ["a_1"]
    only = found["a_1"]
    assert (only.state, only.due, only.owner, only.message) == ("open", "2026-02-05", "b@us.example", "")
    assert actions(said[:3])["a_1"].state == "done"
