"""Whole-book definitions as Ibis expressions: who wrote to whom how often, when first and last, and how busy each week was.

One definition for every engine. All time is `us BIGINT` (UTC microseconds) and only integers are computed with it, because engines
differ in how they take timestamps apart. No user-defined functions.

Reads `message(id, kind, us, from_h, automated)`, `message_party(message_id, h, role)` and `person_handle(h, person, side, company)`;
further columns do no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from regard.model import DAY

if TYPE_CHECKING:
    from ibis.expr.types import Table

WEEK = 7 * DAY
MONDAY = 4 * DAY
"""The first Monday of 1970 was the 5th: weeks are counted from there."""


def dealings(message: Table, message_party: Table, person_handle: Table) -> Table:
    """A row is one mail between one of ours and one of theirs: message_id, us, seller, buyer, company, outbound.

    A mail of ours deals with everybody of theirs whom it went to; a mail of theirs with everybody of ours. Automated mail and mail
    without a date deal with nobody.
    """
    mail = message.filter(message.us.notnull(), message.automated == "", message.kind == "mail").select("id", "us", "from_h")
    sender = person_handle.select(from_h="h", from_person="person", from_side="side", from_company="company")
    addressed = message_party.filter(message_party.role.isin(["to", "cc", "bcc"])).select("message_id", "h").distinct()
    reader = person_handle.select("h", "person", "side", "company")
    pairs = mail.join(sender, "from_h").join(addressed, ibis._.id == addressed.message_id).join(reader, "h")
    across = pairs.filter(
        ((pairs.from_side == "us") & (pairs.side == "them")) | ((pairs.from_side == "them") & (pairs.side == "us"))
    )
    ours = across.from_side == "us"
    return across.select(
        message_id=across.message_id,
        us=across.us,
        seller=ours.ifelse(across.from_person, across.person),
        buyer=ours.ifelse(across.person, across.from_person),
        company=ours.ifelse(across.company, across.from_company),
        outbound=ours,
    ).distinct()


def pair_counts(message: Table, message_party: Table, person_handle: Table) -> Table:
    """A row is one of ours with one of theirs: mails_us, mails_them, and first and last mail by direction (null where none)."""
    d = dealings(message, message_party, person_handle)
    return d.group_by("seller", "buyer").agg(
        mails_us=d.outbound.ifelse(1, 0).sum().cast("int64"),
        mails_them=d.outbound.ifelse(0, 1).sum().cast("int64"),
        first_us=d.us.min(where=d.outbound),
        last_us=d.us.max(where=d.outbound),
        first_them=d.us.min(where=~d.outbound),
        last_them=d.us.max(where=~d.outbound),
    )


def contact(message: Table, message_party: Table, person_handle: Table) -> Table:
    """A row is one buyer with all of us: distinct mails each way, and first and last mail by direction (null where none)."""
    d = dealings(message, message_party, person_handle).select("buyer", "message_id", "us", "outbound").distinct()
    return d.group_by("buyer").agg(
        mails_us=d.outbound.ifelse(1, 0).sum().cast("int64"),
        mails_them=d.outbound.ifelse(0, 1).sum().cast("int64"),
        first_us=d.us.min(where=d.outbound),
        last_us=d.us.max(where=d.outbound),
        first_them=d.us.min(where=~d.outbound),
        last_them=d.us.max(where=~d.outbound),
    )


def weekly_activity(message: Table, message_party: Table, person_handle: Table) -> Table:
    """A row is one company in one week (`week_us`: its Monday, 0 o'clock UTC): distinct mails each way.

    People without a company are left out; weeks without mail have no row.
    """
    d = dealings(message, message_party, person_handle)
    of_company = d.filter(d.company.notnull()).select("company", "message_id", "us", "outbound").distinct()
    since_monday = (of_company.us - MONDAY) % WEEK
    weeks = of_company.mutate(week_us=of_company.us - (since_monday + WEEK) % WEEK)
    return weeks.group_by("company", "week_us").agg(
        mails_us=weeks.outbound.ifelse(1, 0).sum().cast("int64"),
        mails_them=weeks.outbound.ifelse(0, 1).sum().cast("int64"),
    )
