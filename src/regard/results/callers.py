"""Somebody who wrote to us and has no answer of ours that is kept."""

from __future__ import annotations

from dataclasses import dataclass

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class CallerRow(Record):
    """One who only wrote to us: how many mails in person, the first and last day, whether they asked something (`asks`).

    `subject`, `message_id` and `to` (whom of ours) are of the last mail that asked, else of the last. `seen`: sent mail that
    was read would show an answer of theirs. `basis`: "recovered" where that mail is known from a quote alone. `referred_by`: who
    sent them to us, as they write it, "" where they name nobody. `shared`: a mailbox of a customer that several read, whose last ask
    waits; mail of ours to it may be kept. `signed`: who signed that mail, "" where nobody did or words are not read.
    """

    id: str
    name: str
    address: str
    company: str
    company_id: str | None
    mails: int
    first: str | None
    last: str | None
    asks: bool
    subject: str
    message_id: str
    to: str
    seen: bool
    basis: str = "observed"
    referred_by: str = ""
    shared: bool = False
    signed: str = ""
