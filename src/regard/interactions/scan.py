"""Whole-book definitions beyond counting (`ledger`): what stands on each buyer's mails, and each buyer's figures, on any engine.

`on_mails` is what `evidence.scan.trials_of` makes trials from; `figures` and `answers` are the figures of `kpis` for everybody at once. A
row, its grain and its units stand at each. Only integers are computed with times (see `ledger`), and quantiles are exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from regard.interactions.answering import LATE
from regard.interactions.kpis import HOUR, READ_MINUTES, WRITE_MINUTES
from regard.model import DAY
from regard.parse.authenticity import UNPROVEN

if TYPE_CHECKING:
    from ibis.expr.types import Table


def on_mails(message: Table, message_party: Table, person_handle: Table, person: Table) -> Table:
    """A row is one address on one mail with one buyer: who is behind it, and when they were first on a mail with us (`first_us`).

    `place` is the address's place among all addresses, null where nobody is known behind it.
    Buyers who object to being modelled have none.
    """
    mail = message.filter(message.us.notnull(), message.kind == "mail").select(
        "id", "us", "known_us", "from_h", "thread_id", "basis", "automated", "is_reply", "words", "tz", "parent_id"
    )
    party = message_party.select("message_id", "h", "role")
    people = person_handle.select("h", "person", "side", "company", "place")
    modelled = person.filter(person.side == "them", person.objected == 0).select(buyer="id")
    on_it = party.join(people, "h").select("message_id", "person")
    theirs = on_it.join(modelled, on_it.person == modelled.buyer).select("message_id", "buyer").distinct()
    named = party.left_join(people, "h").select("message_id", "h", "role", "person", "side", "company", "place")
    seen = first_seen(message, message_party, person_handle).select(seen="person", first_us="first_us")
    rows = mail.join(theirs, mail.id == theirs.message_id).drop("message_id")
    rows = rows.join(named, rows.id == named.message_id).drop("message_id")
    return rows.left_join(seen, rows.person == seen.seen).drop("seen")


def first_seen(message: Table, message_party: Table, person_handle: Table) -> Table:
    """A row is one person: when they were first on an observed mail with one of ours."""
    seen = message.filter(message.us.notnull(), message.kind == "mail", message.basis == "observed")
    mail = seen.filter(seen.automated != UNPROVEN).select("id", "us")
    who = person_handle.select("h", "person", "side")
    on_it = message_party.select("message_id", "h").join(who, "h").select("message_id", "person", "side").distinct()
    ours = on_it.filter(on_it.side == "us").select(with_us="message_id").distinct()
    met = on_it.join(ours, on_it.message_id == ours.with_us).join(mail, ibis._.message_id == mail.id)
    return met.group_by("person").agg(first_us=met.us.min())


def figures(interaction: Table, as_of_us: int) -> Table:
    """A row is one buyer: mails each way, hours of e-mail each way (`kpis`), and whole days since the last of each (null where none).

    Automated mail is not counted; a copy to them is no mail to them.
    """
    i = _mails(interaction, as_of_us)
    out, back = i.outbound == 1, i.outbound == 0
    to_them = out & (i.copied == 0)
    counted = i.group_by("buyer").agg(
        mails_us=to_them.ifelse(1, 0).sum().cast("int64"),
        mails_them=back.ifelse(1, 0).sum().cast("int64"),
        last_us=i.us.max(where=out),
        last_them=i.us.max(where=back),
    )
    written = ((counted.mails_us, counted.mails_them), (counted.mails_them, counted.mails_us))
    hours_us, hours_them = (
        (WRITE_MINUTES * own.cast("float64") + READ_MINUTES * other.cast("float64")) / 60 for own, other in written
    )
    return counted.select(
        "buyer",
        "mails_us",
        "mails_them",
        hours_us=hours_us,
        hours_them=hours_them,
        days_since_us=_days(counted.last_us, as_of_us),
        days_since_them=_days(counted.last_them, as_of_us),
    )


def answers(interaction: Table, message: Table, as_of_us: int) -> Table:
    """A row is one buyer and direction (`by_us`: we answer them): how many replies, and their median and mean in hours.

    A reply is the first mail of one side after mails of the other in a thread, before two months passed; it is timed from the first that
    waited for it, whether it asked anything or not. How soon either side answers what it is *asked* stands on each page (`kpis`).
    """
    i = _mails(interaction, as_of_us)
    i = i.filter(i.recovered == 0, i.copied == 0)
    threads = message.select("id", "thread_id")
    i = i.join(threads, i.message_id == threads.id)
    i = i.mutate(thread=ibis.coalesce(i.thread_id, i.message_id)).select("buyer", "thread", "us", "message_id", "outbound")
    turn = ibis.window(group_by=["buyer", "thread"], order_by=["us", "message_id"])
    i = i.mutate(begins=(i.outbound.lag().over(turn).fill_null(-1) != i.outbound).ifelse(1, 0))
    begun = i.filter(i.begins == 1)  # the first mail of each side's turn
    waited = begun.mutate(since=begun.us.lag().over(turn))
    answered = waited.filter(waited.since.notnull(), waited.us - waited.since < LATE)
    hours = (answered.us - answered.since).cast("float64") / HOUR
    made = answered.mutate(by_us=answered.outbound, hours=hours)
    return made.group_by("buyer", "by_us").agg(
        answers=made.count().cast("int64"), median_hours=made.hours.quantile(0.5), mean_hours=made.hours.mean()
    )


def _mails(interaction: Table, as_of_us: int) -> Table:
    i = interaction
    return i.filter(i.kind == "mail", i.is_automated == 0, i.us <= as_of_us, i.known_us <= as_of_us)


def _days(last_us: ibis.expr.types.IntegerColumn, as_of_us: int) -> ibis.expr.types.IntegerColumn:
    """UTC days from a moment to another; the remainder of a division is alike on every engine where neither side is negative."""
    today = (as_of_us - 1) - (as_of_us - 1) % DAY  # a moment of knowledge at midnight covers the day before (`time.days_ago`)
    return ((today - (last_us - last_us % DAY)) // DAY).cast("int64")
