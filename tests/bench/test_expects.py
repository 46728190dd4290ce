"""Learning what words can expect: which asks are taken, and what is found in asks whose answer is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from bench.expects_asks import Asked, asked
from tests.books import mail, put

from bench import expects
from regard.evidence.expectation import SIGNS
from regard.relationships.weights import ASKING

SAM, JO = "sam@firm.example", "jo@buyer.example"


def made(number: int, *, answered: bool, **facts: float) -> Asked:
    return Asked(
        f"w{number % 9}", f"r{number % 11}", f"box{number % 3}", "sent", 1.0, answered, 0.0, "", "", (), (),
        {name: facts.get(name, 0.0) for name in SIGNS},
    )  # fmt: skip


def test_what_brings_answers_is_found_and_signs_are_kept() -> None:
    """Asks that want something are answered twice as often here, and thanks more often than not: the first is learned, the second may not
    speak for an answer.
    """
    at = np.random.default_rng(3)
    rows: list[Any] = []
    for n in range(900):
        wants, thanks = float(at.random() < 0.5), float(at.random() < 0.5)
        rows.append(made(n, answered=bool(at.random() < 0.15 + 0.4 * wants + 0.15 * thanks), asks=wants, thanks=thanks))
    weights, constant = expects.learned(expects.Asks(rows))
    assert weights["asks"] > 1
    assert weights["thanks"] == 0
    assert abs(constant + weights["asks"] - ASKING) < 1e-6  # mail that asks stands at the level


def test_asks_are_taken_where_both_sides_are_at_hand(tmp_path: Path) -> None:
    """An outsider's question to the owner, whose sent mail is kept, counts, answered or not; a mail to seven readers and one to somebody
    whose answers nobody shows do not.
    """
    sent = [
        mail(
            SAM,
            "kim@other.example",
            subject=f"Order {n}",
            body=f"Order {n} is packed.",
            date=f"{1 + n} Jan 2026 10:00:00 +0000",
            message_id=f"s{n}@x",
        )
        for n in range(28)
    ]
    answer = {"in_reply_to": "<q1@x>", "references": "<q1@x>"}
    sent.append(
        mail(SAM, JO, subject="Re: Valves", body="On Friday.", date="11 Jan 2026 09:00:00 +0000", message_id="a@x", **answer)
    )
    inbox = [
        mail(JO, SAM, subject="Valves", body="When do they come?", date="10 Jan 2026 09:00:00 +0000", message_id="q1@x"),
        mail(JO, SAM, subject="Hoses", body="Do you have them?", date="15 Jan 2026 09:00:00 +0000", message_id="q2@x"),
    ]
    put(tmp_path / "mail" / "sam" / "sent", *sent)
    put(tmp_path / "mail" / "sam" / "inbox", *inbox)
    found, _ = asked(tmp_path / "mail", "firm.example", tmp_path / "book")
    assert sorted((a.subject, a.answered, a.seen, a.kind) for a in found if a.subject in {"Valves", "Hoses"}) == [
        ("Hoses", False, "sent", "question"),
        ("Valves", True, "sent", "question"),
    ]
