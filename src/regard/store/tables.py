"""Every table of the records store, column by column: the truth. Losing anything else loses nothing.

SQLAlchemy Core, so that PostgreSQL can take SQLite's place. Changes come as alembic migrations (`store/migrations`), and a test
holds both equal. Times are UTC microseconds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""book_key (hex), schema, book_rev (bumped by every commit), created_us."""

source = Table(
    "source",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("owner", Text),
    Column("owner_by", Text),
    Column("added_us", BigInteger, nullable=False),
    Column("last_sync_us", BigInteger),
)
"""One place mail comes from. `owner` is the address whose mailbox it is, `owner_by` is user or found."""

cursor = Table(
    "cursor",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("folder", Text, primary_key=True),
    Column("state", Text, nullable=False),
)
"""How far each folder of a source has been read: JSON of the source's own, moved only with what it passed."""

item = Table(
    "item",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source_id", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("raw", LargeBinary),
    Column("size", BigInteger, nullable=False),
    Column("file_us", BigInteger),
    Column("gone", Text, nullable=False, default=""),
)
"""The bytes of each item, compressed (zlib), and the message they were read as.

`gone` says why there are none any more: erased, excluded."""

left_day = Table(
    "left_day",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("h", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
)
"""On which days (since 1970, UTC) a buyer, by the digest of their address, wrote mail that a topic, a subject or a folder keeps out:
so that nobody's silence is told where they did write. Which mail, and what keeps it out, is not said."""

seen = Table(
    "seen",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("locator", Text, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("item_id", Text),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("detail", Text, nullable=False, default=""),
    Column("us", BigInteger, nullable=False),
)
"""Everything a source ever showed, with what became of it: stored, duplicate or set_aside (with its reason)."""

judgement = Table(
    "judgement",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("left_h", Text, nullable=False),
    Column("right_h", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("rule_version", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("undone_by", Text),
)
"""Who said that two handles are the same person, or different; append-only."""

side_choice = Table(
    "side_choice",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("h", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
)
"""A user's word that a handle is a buyer (them), personal, shared or automated; the latest wins."""

deal_judgement = Table(
    "deal_judgement",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("deal", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("undone_us", BigInteger),
)
"""What a person says of a deal: parts, pins, seats, links, snoozes, deals found in the mail; append-only, the latest on a subject holds.

`subject` is a handle, a contact of the CRM, a message, a name as mentioned or a kind of risk; `mark` a fingerprint of the evidence then."""

exclusion = Table(
    "exclusion",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("added_us", BigInteger, nullable=False),
    Column("removed_us", BigInteger),
)
"""What is never read: a person, domain, folder or subject."""

objection = Table("objection", metadata, Column("h", Text, primary_key=True), Column("at_us", BigInteger, nullable=False))
"""People who are not modelled: their mail is kept, no estimate is made."""

erased = Table("erased", metadata, Column("key_hash", Text, primary_key=True), Column("at_us", BigInteger, nullable=False))
"""Keyed hashes of erased addresses, so that they do not come back."""

model = Table(
    "model",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("version", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("weights", Text, nullable=False),
    Column("trained_to_us", BigInteger, nullable=False),
    Column("n_trials", Integer, nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("stale_since", BigInteger),
)
"""Versions of the weights fitted on this book; the shipped ones lie in the package."""

crm_row = Table(
    "crm_row",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("object", Text, nullable=False),
    Column("crm_id", Text, nullable=False),
    Column("known_us", BigInteger, nullable=False),
    Column("sequence", Text, nullable=False),
    Column("item_id", Text, nullable=False),
)
"""Which item told of which CRM record, and when it was known; `sequence` orders rows of one moment. The facts follow from these."""

crm_fact = Table(
    "crm_fact",
    metadata,
    Column("object", Text, primary_key=True),
    Column("crm_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("known_us", BigInteger, primary_key=True),
    Column("value", Text, nullable=False),
    Column("valid_us", BigInteger),
    Column("item_id", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What the CRM says: a field of a record took a value, known from `known_us` on, holding since `valid_us` where the CRM says so."""

checked = Table(
    "checked",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("made_us", BigInteger, nullable=False),
    Column("as_of_us", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("result", Text, nullable=False),
)
"""Each time somebody asked whether the numbers are true: what was told (JSON of figures alone, nothing of any person)."""

prediction = Table(
    "prediction",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("made_us", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("trial_id", Text, nullable=False),
    Column("buyer_h", Text, nullable=False),
    Column("p", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("outcome", Text),
    Column("scored_us", BigInteger),
)
"""Chances written down while a window was open. Append-only, but that `outcome` (1, 0, censored, gone) and `scored_us` come once."""

action_event = Table(
    "action_event",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("buyer_h", Text, nullable=False),
    Column("action_id", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("data", Text, nullable=False),
)
"""What happened to actions: made, edited, done, dropped, reopened, confirmed, rejected, shared. Append-only; `data` is JSON of what the
event says, `us` the moment of the book that was looked at, `recorded_us` when it was written down; `buyer_h` "" where nobody is meant."""

review_entry = Table(
    "review_entry",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("buyer_h", Text, nullable=False),
    Column("month", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
)
"""A month's review as it was held: the items of its agenda (kept from when it begins), answers, notes, items passed over. Append-only."""

rating = Table(
    "rating",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("buyer_h", Text, nullable=False),
    Column("factor", Text, nullable=False),
    Column("score", Float),
)
"""How one of ours rates a relationship of their own (0 to 100; null takes it back). Shown to `by` alone; moves nothing."""

stated = Table(
    "stated",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("buyer_h", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("factor", Text, nullable=False),
    Column("score", Float),
    Column("words", Text, nullable=False),
)
"""What a buyer said of us when asked (survey, loss interview, review): a score of 0 to 100, words, or both; entered or imported."""

meaning = Table(
    "meaning",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("buyer_h", Text, nullable=False),
    Column("words", Text, nullable=False),
)
"""What makes a relationship matter to one of ours, in their own line; the last one stands, an empty one takes it back. Append-only."""

audit = Table(
    "audit",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("us", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
"""What was done to the book, and when. Holds no personal data of an erased person."""

Index("item_source", item.c.source_id, item.c.folder)
Index("item_gone", item.c.message_id, sqlite_where=item.c.gone != "")  # naming another engine here would load its dialect
Index("seen_item", seen.c.item_id)
Index("side_choice_h", side_choice.c.h)
Index("crm_row_record", crm_row.c.object, crm_row.c.crm_id, crm_row.c.known_us, crm_row.c.item_id, unique=True)
Index("deal_judgement_deal", deal_judgement.c.deal)
Index("prediction_trial", prediction.c.trial_id)
Index("prediction_buyer", prediction.c.buyer_h)
Index("crm_row_item", crm_row.c.item_id)
Index("action_event_buyer", action_event.c.buyer_h)
Index("review_entry_month", review_entry.c.month)
Index("review_entry_buyer", review_entry.c.buyer_h)
Index("rating_buyer", rating.c.buyer_h)
Index("stated_buyer", stated.c.buyer_h)
Index("meaning_buyer", meaning.c.buyer_h)
