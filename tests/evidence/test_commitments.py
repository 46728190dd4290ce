"""Promises in the words of a mail: whose, what, by when, how said; and what looks like one and is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.pace import within

from regard.evidence.commitments import commitments, read_commitments, rules
from regard.model import Message, Span

WEDNESDAY = int(datetime(2024, 5, 15, 10, tzinfo=UTC).timestamp()) * 1_000_000


def found(text: str) -> list[tuple[str, str, str]]:
    """(actor, form, due day) of every commitment."""
    own = [Span(0, len(text), "own")]
    return [(c.actor, c.form, c.due.day if c.due else "") for c in read_commitments(text, own, WEDNESDAY)]


EXAMPLES = [(rule, right) for rule in rules() for right in rule.right]
WRONG = [wrong for rule in rules() for wrong in rule.wrong]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[f"{rule.id}: {text}" for rule, text in EXAMPLES])
def test_examples_of_the_rules(rule: object, text: str) -> None:
    """Every rule's own examples are firm or joint commitments."""
    assert [form for _, form, _ in found(text)] in (["firm"], ["joint"])


@pytest.mark.parametrize("text", WRONG)
def test_what_is_none(text: str) -> None:
    """Requests, offers, absences, reports and boilerplate commit nobody to anything."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'll send you the revised quote by Friday.", [("writer", "firm", "2024-05-17")]),
        ("We will get back to you tomorrow.", [("writer", "firm", "2024-05-16")]),
        ("You'll have it Monday.", [("writer", "firm", "2024-05-20")]),
        ("Let me check and come back to you.", [("writer", "firm", "")]),
        ("If you sign today, I will ship it next week.", [("writer", "conditional", "2024-05-24")]),
        ("Send me the sizes and I'll order the seals.", [("writer", "conditional", "")]),
        ("Sure, stop by and we'll arrange a place.", [("writer", "conditional", "")]),
        ("Call me first and I'll give you the key.", [("writer", "conditional", "")]),
        ("I will then have the drawings sent to you.", [("writer", "conditional", "")]),
        ("I'll let Ida know.", [("writer", "firm", "")]),
        ("I'll let you know if he calls.", [("writer", "firm", "")]),
        ("I will try to call you tonight.", [("writer", "tentative", "2024-05-15")]),
        ("I won't send it before June.", [("writer", "negated", "2024-05-31")]),
        ("We will meet on Monday to discuss the seals.", [("writer+reader", "joint", "2024-05-20")]),
        ("Ida will send you the certificate tomorrow.", [("colleague", "firm", "2024-05-16")]),
        ("The drawings will be mailed to you next week.", [("writer", "firm", "2024-05-24")]),
        ("I'll call you. I'll also send the list on Friday.", [("writer", "firm", ""), ("writer", "firm", "2024-05-17")]),
        ("Thanks for the call on Monday.", []),
        ("As discussed last Friday, I'll send it.", [("writer", "firm", "")]),
    ],
)
def test_who_how_and_by_when(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Actor, form and due date of each sentence; a date behind the writing is no deadline."""
    assert found(text) == expected


def test_spans_and_words() -> None:
    """The span is the sentence's, the due date's lies within it, and what is promised are the writer's words."""
    text = "Hello Ida,\n\nthank you. I'll send the quote by Friday.\n"
    (one,) = read_commitments(text, [Span(0, len(text), "own")], WEDNESDAY)
    assert text[one.start : one.end] == "I'll send the quote by Friday."
    assert one.what == "I'll send the quote by Friday"
    assert one.due is not None
    assert text[one.due.start : one.due.end] == "Friday"
    assert one.to == ""


def mail(text: str, spans: tuple[Span, ...], automated: str = "") -> Message:
    return Message(
        "m_1", "i_1", "", "", (), WEDNESDAY, WEDNESDAY, "date", 0, None, (), "", "", text, spans, automated
    )  # fmt: skip


def test_only_own_words_of_people() -> None:
    """What others wrote below, and machines, promise nothing of the writer's."""
    text = "All right.\nI'll send it.\n"
    assert commitments(mail(text, (Span(0, 11, "own"), Span(11, 25, "quoted")))) == ()
    assert commitments(mail(text, (Span(0, 25, "own"),), "newsletter")) == ()
    assert len(commitments(mail(text, (Span(0, 25, "own"),)))) == 1


@pytest.mark.parametrize("piece", ["i will ", "we'll ", "if ", "let me ", "will be sent ", "a", "x will ", "i'll also just "])
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in about a second."""
    text = piece * (1_000_000 // len(piece))
    within(2, lambda: read_commitments(text, [Span(0, 100_000, "own")], WEDNESDAY))


@pytest.mark.parametrize(
    ("own", "forms"),
    [
        ("We want to go ahead. Please send the order confirmation, I will sign it this week.", ["conditional"]),
        ("Please send the contract. We will sign it on Friday.", ["conditional"]),
        ("Could you send the report? I will review it on Monday.", ["conditional"]),
        ("Send me the drawings; I'll check them tomorrow.", ["conditional"]),
        ("Upon receipt of your invoice we will pay within ten days.", ["conditional"]),
        ("The panel meets and we will decide on Tuesday, with you or without you.", ["conditional"]),
        ("We will sign the lease on 3 June with or without an answer from your side.", ["conditional"]),
        ("We shall start the season on Monday even if we have not received your figures.", ["conditional"]),
        ("I will take the cleaning to another company on Friday.", ["conditional"]),
        ("We will send you the leaflet with or without pictures by Friday.", ["firm"]),
        ("We will reply by Friday whether or not the committee sits.", ["firm"]),
        ("As soon as we receive your order, we will ship the valves.", ["conditional"]),
        ("Once I have your approval, I'll book the hall.", ["conditional"]),
        ("I got the contract, I will sign it this week.", ["firm"]),
        ("I will send you the list tomorrow, please confirm the date.", ["firm"]),
        ("Please call me tomorrow. I will send it on Friday.", ["firm"]),
        ("Can you send me the plan? There is a reason, and I will explain it to you.", ["firm"]),
        ("I will call you until I have an answer to your questions.", ["firm"]),
    ],
)
def test_what_waits_for_the_reader_is_conditional(own: str, forms: list[str]) -> None:
    """What is promised of a thing that the writer asks the reader for first is not theirs to keep before it came."""
    found = read_commitments(own, (Span(0, len(own), "own"),), 0, 0)
    assert [c.form for c in found] == forms


WAITS = (
    "As soon as my boss signs, I will send you the order.",
    "I will send you the order as soon as my boss signs.",
    "We'll place the order once legal is through with it.",
    "Once legal is through, we will send you the signed copy on Friday.",
    "Subject to board approval, we will sign on Friday.",
    "We will sign the contract on Friday, subject to board approval.",
    "I will confirm the order on Monday, pending approval from finance.",
    "When procurement gives the go-ahead, I'll send you the PO.",
    "We will issue the PO by Friday provided finance agrees.",
    "I'll send the contract back tomorrow assuming our lawyers are happy with it.",
    "After the committee has approved it, we will send the order.",
    "We'll release payment on Monday once accounting signs off.",
    "I will forward the order Thursday unless Bob objects.",
    "We'll start on Monday, conditional on the permit coming through.",
    "I will get you the number once the budget is approved.",
    "We will order ten pumps in May, contingent on funding.",
    "As long as management agrees, I will send the PO this week.",
    "Once we get the green light from the head office, I'll send you the signed offer.",
    "I'll book the line for you the moment the directors say yes.",
    "We'll ship on Tuesday if the paint is dry.",
    "Until the audit is over I can't sign, after it is passed I will send the order.",
    "Depending on what the board says, I will send you the order on Monday.",
    "Should the board agree, I'll send you the order on Monday.",
    "With the director's approval we will send you the order on Monday.",
    "I'll wire the deposit on Monday when treasury releases the funds.",
    "We will return the signed copy this week, provided our auditors raise no objection.",
    "As soon as Karen okays the budget I will send you a purchase order.",
    "We'll book the crane for the 12th once the city has issued the permit.",
    "Once it has been approved upstairs, I'll mail you the countersigned copy.",
    "I will send you the final list after the partners have agreed on it.",
    "Assuming the vote goes our way, we will order on Tuesday.",
    "I'll get the contract over to you tomorrow, legal permitting.",
    "Pending sign-off by the CFO, we will start on 3 June.",
    "We will pay the balance as soon as the inspector has accepted the line.",
    "With my director's okay I'll send you the layout on Friday.",
    "If and when head office agrees, we will place the order.",
    "We will deliver on Monday, credit approval permitting.",
    "I'll send it out as soon as I have my boss's signature.",
    "We'll go live in July as long as security clears the server.",
    "We will do that on Tuesday subject to the chair's word.",
    "We will pay the rest on Monday, contingent on the audit.",
)
STANDS = (
    "I will send you the drawings as soon as I am back at the plant.",
    "Once I am in the office tomorrow I'll send you the file.",
    "I'll send you the report as soon as possible, Friday at the latest.",
    "We will ship the pumps after the weekend.",
    "I'll call you once I land on Tuesday.",
    "I will send you the minutes after the board meeting on Friday.",
    "I'll let you know as soon as I hear from the lab.",
    "I will get back to you once I have spoken with legal.",
    "As agreed, I'll send you the contract tomorrow.",
    "We will send the approved drawings on Monday.",
    "I will send you the board's approval on Friday.",
    "My boss signed yesterday, so I will send the order today.",
    "I'll ask legal to approve it and send you the copy on Friday.",
    "I will send you the subject list and the approval form tomorrow.",
    "Legal is through with it, we will send you the signed copy on Friday.",
    "I will send you the paper on approval procedures tomorrow.",
    "We will sign off the drawings and send them to you on Monday.",
    "I'll forward the board's decision to you tomorrow morning.",
    "Now that legal has approved it, I will send you the contract today.",
    "I will ask Karen for approval and call you on Friday.",
    "We will send you the permit application on Tuesday.",
    "I'll send you the agreement once more on Monday.",
    "After lunch I'll send you the accepted quotation.",
    "Since the board agreed last week, we will place the order tomorrow.",
    "I will let you know on Monday whether finance agrees.",
    "We'll deliver the agreed quantity on Friday.",
    "I will get approval from finance by Wednesday.",
    "I'll return the signed copy when I am back on Monday.",
    "I will call you on Monday with the go-ahead dates.",
    "We will ship on Friday with the accepted paint.",
    "We will deliver the valves on Tuesday, not subject to any release.",
    "We will pay the deposit on Monday, no longer contingent on the audit.",
    "I will send the subject to our chair on Tuesday.",
    "I'll forward your subject to the jury tomorrow.",
    "I'll courier the guarantee as soon as it is signed.",
    "I will post the originals upon approval from your side.",
)


@pytest.mark.parametrize("text", WAITS)
def test_what_waits_for_somebodys_word_is_no_firm_promise(text: str) -> None:
    """A boss who signs, a board that approves, finance that agrees: until then nothing is owed."""
    assert [form for _, form, _ in found(text)] in ([], ["conditional"])


@pytest.mark.parametrize("text", STANDS)
def test_an_approval_beside_a_promise_is_no_condition(text: str) -> None:
    """What was approved, is to be approved or is only called so makes no promise wait."""
    assert [form for _, form, _ in found(text)] == ["firm"]
