-- The tables of an empty records.sqlite, so that a book is made without loading SQLAlchemy: what store/tables.py says, in plain SQL
-- (`CreateTable(table).compile(dialect=sqlite.dialect())`, and its indexes). tests/store/test_store.py holds both to one layout.
CREATE TABLE IF NOT EXISTS action_event (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    buyer_h TEXT NOT NULL,
    action_id TEXT NOT NULL,
    event TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS action_event_buyer ON action_event (buyer_h);
CREATE TABLE IF NOT EXISTS audit (
    n INTEGER NOT NULL,
    us BIGINT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (n)
);
CREATE TABLE IF NOT EXISTS checked (
    n INTEGER NOT NULL,
    made_us BIGINT NOT NULL,
    as_of_us BIGINT NOT NULL,
    model TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (n)
);
CREATE TABLE IF NOT EXISTS crm_fact (
    object TEXT NOT NULL,
    crm_id TEXT NOT NULL,
    field TEXT NOT NULL,
    known_us BIGINT NOT NULL,
    value TEXT NOT NULL,
    valid_us BIGINT,
    item_id TEXT NOT NULL,
    PRIMARY KEY (object, crm_id, field, known_us)
)
 WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS crm_row (
    n INTEGER NOT NULL,
    object TEXT NOT NULL,
    crm_id TEXT NOT NULL,
    known_us BIGINT NOT NULL,
    sequence TEXT NOT NULL,
    item_id TEXT NOT NULL,
    PRIMARY KEY (n)
);
CREATE INDEX IF NOT EXISTS crm_row_item ON crm_row (item_id);
CREATE UNIQUE INDEX IF NOT EXISTS crm_row_record ON crm_row (object, crm_id, known_us, item_id);
CREATE TABLE IF NOT EXISTS cursor (
    source_id TEXT NOT NULL,
    folder TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (source_id, folder)
);
CREATE TABLE IF NOT EXISTS deal_judgement (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    deal TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    mark TEXT NOT NULL,
    recorded_us BIGINT NOT NULL,
    undone_us BIGINT,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS deal_judgement_deal ON deal_judgement (deal);
CREATE TABLE IF NOT EXISTS erased (
    key_hash TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (key_hash)
);
CREATE TABLE IF NOT EXISTS exclusion (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    pattern TEXT NOT NULL,
    added_us BIGINT NOT NULL,
    removed_us BIGINT,
    PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS item (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    folder TEXT NOT NULL,
    kind TEXT NOT NULL,
    message_id TEXT NOT NULL,
    raw BLOB,
    size BIGINT NOT NULL,
    file_us BIGINT,
    gone TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS item_gone ON item (message_id) WHERE gone != '';
CREATE INDEX IF NOT EXISTS item_source ON item (source_id, folder);
CREATE TABLE IF NOT EXISTS judgement (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    left_h TEXT NOT NULL,
    right_h TEXT NOT NULL,
    verdict TEXT NOT NULL,
    "by" TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    reason TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    recorded_us BIGINT NOT NULL,
    undone_by TEXT,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE TABLE IF NOT EXISTS left_day (
    source_id TEXT NOT NULL,
    h TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (source_id, h, day)
);
CREATE TABLE IF NOT EXISTS meaning (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    buyer_h TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS meaning_buyer ON meaning (buyer_h);
CREATE TABLE IF NOT EXISTS meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE IF NOT EXISTS model (
    n INTEGER NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    parent TEXT NOT NULL,
    weights TEXT NOT NULL,
    trained_to_us BIGINT NOT NULL,
    n_trials INTEGER NOT NULL,
    created_us BIGINT NOT NULL,
    stale_since BIGINT,
    PRIMARY KEY (n),
    UNIQUE (version)
);
CREATE TABLE IF NOT EXISTS objection (
    h TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (h)
);
CREATE TABLE IF NOT EXISTS prediction (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    made_us BIGINT NOT NULL,
    model TEXT NOT NULL,
    target TEXT NOT NULL,
    trial_id TEXT NOT NULL,
    buyer_h TEXT NOT NULL,
    p FLOAT NOT NULL,
    low FLOAT NOT NULL,
    high FLOAT NOT NULL,
    outcome TEXT,
    scored_us BIGINT,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS prediction_buyer ON prediction (buyer_h);
CREATE INDEX IF NOT EXISTS prediction_trial ON prediction (trial_id);
CREATE TABLE IF NOT EXISTS rating (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    buyer_h TEXT NOT NULL,
    factor TEXT NOT NULL,
    score FLOAT,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS rating_buyer ON rating (buyer_h);
CREATE TABLE IF NOT EXISTS review_entry (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    buyer_h TEXT NOT NULL,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS review_entry_buyer ON review_entry (buyer_h);
CREATE INDEX IF NOT EXISTS review_entry_month ON review_entry (month);
CREATE TABLE IF NOT EXISTS seen (
    source_id TEXT NOT NULL,
    locator TEXT NOT NULL,
    folder TEXT NOT NULL,
    item_id TEXT,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    us BIGINT NOT NULL,
    PRIMARY KEY (source_id, locator)
);
CREATE INDEX IF NOT EXISTS seen_item ON seen (item_id);
CREATE TABLE IF NOT EXISTS side_choice (
    n INTEGER NOT NULL,
    h TEXT NOT NULL,
    side TEXT NOT NULL,
    recorded_us BIGINT NOT NULL,
    PRIMARY KEY (n)
);
CREATE INDEX IF NOT EXISTS side_choice_h ON side_choice (h);
CREATE TABLE IF NOT EXISTS source (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    owner TEXT,
    owner_by TEXT,
    added_us BIGINT NOT NULL,
    last_sync_us BIGINT,
    PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS stated (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    us BIGINT NOT NULL,
    recorded_us BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    buyer_h TEXT NOT NULL,
    how TEXT NOT NULL,
    factor TEXT NOT NULL,
    score FLOAT,
    words TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id)
);
CREATE INDEX IF NOT EXISTS stated_buyer ON stated (buyer_h);
