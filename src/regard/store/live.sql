-- Every table of the live store. Integer keys (n) inside, ids outside; times are UTC microseconds.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE handle(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, address TEXT NOT NULL UNIQUE, names TEXT NOT NULL DEFAULT '{}', person TEXT);
CREATE INDEX handle_person ON handle(person);
CREATE TABLE person(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, side TEXT NOT NULL, side_why TEXT NOT NULL DEFAULT '',
    company_id TEXT, company TEXT NOT NULL DEFAULT '', objected INTEGER NOT NULL DEFAULT 0,
    open_until INTEGER, settled_us INTEGER, decided INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX person_company ON person(company_id);
CREATE INDEX person_open ON person(open_until);
CREATE INDEX person_settled ON person(settled_us);
CREATE TABLE company(id TEXT PRIMARY KEY, name TEXT NOT NULL, domains TEXT NOT NULL) WITHOUT ROWID;
-- A mail was at us: at read_us, which its Date and its arrival say (came_us, the earliest of its copies), unless it answers what is later.
CREATE TABLE message(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, item_id TEXT NOT NULL, kind TEXT NOT NULL,
    rfc_id TEXT NOT NULL, in_reply_to TEXT NOT NULL, refs TEXT NOT NULL,
    us INTEGER, us_claimed INTEGER, us_basis TEXT NOT NULL, known_us INTEGER, from_n INTEGER,
    subject TEXT NOT NULL, subject_core TEXT NOT NULL, thread_id TEXT, parent_id TEXT, how TEXT,
    basis TEXT NOT NULL DEFAULT 'observed', carrier_id TEXT, automated TEXT NOT NULL,
    words INTEGER NOT NULL, is_reply INTEGER NOT NULL, is_forward INTEGER NOT NULL, tz INTEGER, recipients INTEGER NOT NULL,
    cues TEXT, lean INTEGER, erased_rev INTEGER,
    from_name TEXT NOT NULL DEFAULT '', letters INTEGER, quoted TEXT, end_us INTEGER, expects REAL,
    came_us INTEGER, read_us INTEGER);
CREATE INDEX message_us ON message(us);
CREATE INDEX message_thread ON message(thread_id);
CREATE INDEX message_rfc ON message(rfc_id) WHERE rfc_id <> '';
CREATE INDEX message_core ON message(subject_core, us);
CREATE INDEX message_from ON message(from_n, us);
CREATE INDEX message_letters ON message(letters, us) WHERE letters IS NOT NULL;
CREATE INDEX message_unread ON message(basis) WHERE instr(cues, '"unread"') > 0;
CREATE INDEX message_complains ON message(from_n) WHERE instr(cues, '"complains"') > 0;
CREATE INDEX message_rests ON message(from_n) WHERE instr(cues, '"rests"') > 0;
CREATE INDEX message_complained ON message(from_n, us) WHERE instr(cues, '"complains"') > 0;
CREATE INDEX message_carrier ON message(carrier_id) WHERE carrier_id IS NOT NULL;
-- A row is one original in the quotes of a message (its carrier); target is the message it is, observed or recovered.
CREATE TABLE quote(
    carrier INTEGER NOT NULL, k INTEGER NOT NULL, id TEXT NOT NULL, letters INTEGER, us INTEGER, minute_known INTEGER NOT NULL,
    tz INTEGER, author TEXT NOT NULL, author_name TEXT NOT NULL, people TEXT NOT NULL, recipients INTEGER NOT NULL,
    subject TEXT NOT NULL, subject_core TEXT NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    header_start INTEGER NOT NULL, depth INTEGER NOT NULL, why TEXT NOT NULL, target TEXT, PRIMARY KEY(carrier, k));
CREATE INDEX quote_letters ON quote(letters) WHERE letters IS NOT NULL;
CREATE INDEX quote_author ON quote(author, us);
CREATE TABLE reference(rfc_id TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(rfc_id, message)) WITHOUT ROWID;
CREATE INDEX reference_message ON reference(message);
-- The Message-IDs of further copies of a message, beside the one in its row: answers may name any of them.
CREATE TABLE copy_rfc(rfc_id TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(rfc_id, message)) WITHOUT ROWID;
CREATE INDEX copy_rfc_message ON copy_rfc(message);
CREATE TABLE party(message INTEGER NOT NULL, handle INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY(message, handle)) WITHOUT ROWID;
CREATE INDEX party_handle ON party(handle, message);
CREATE TABLE message_item(
    message INTEGER NOT NULL, item_id TEXT NOT NULL, source_id TEXT NOT NULL, folder TEXT NOT NULL,
    PRIMARY KEY(message, item_id, source_id, folder)) WITHOUT ROWID;
CREATE INDEX message_item_source ON message_item(source_id, folder);
CREATE TABLE body(
    message INTEGER PRIMARY KEY, subject TEXT NOT NULL, own TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL,
    attachments TEXT NOT NULL DEFAULT '[]');
CREATE VIRTUAL TABLE words USING fts5(
    subject, own, content='body', content_rowid='message', tokenize="unicode61 remove_diacritics 2");
-- What the author of a message, or a speaker of a call, promises in it, firmly or jointly; what became of it is read from the mail when it is asked.
CREATE TABLE pledge(
    message INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, actor TEXT NOT NULL, form TEXT NOT NULL, q REAL NOT NULL,
    kind TEXT NOT NULL, named TEXT NOT NULL, due_start INTEGER NOT NULL, due_end INTEGER NOT NULL, day TEXT NOT NULL,
    first TEXT NOT NULL, time TEXT NOT NULL, speaker TEXT NOT NULL, PRIMARY KEY(message, start)) WITHOUT ROWID;
-- Sentences by which the author of a message sells or buys, the first of each form; what a company is to us follows from them.
CREATE TABLE trade_sign(
    message INTEGER NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY(message, kind, form)) WITHOUT ROWID;
-- What the writer's company calls itself below the message, where its letters spell the domain it was sent from.
CREATE TABLE signed_company(message INTEGER PRIMARY KEY, domain TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX signed_company_domain ON signed_company(domain, name);
-- A name that was not signed before, or is not any more, has companies named anew.
CREATE TRIGGER signed_put AFTER INSERT ON signed_company
WHEN NOT EXISTS(SELECT 1 FROM signed_company WHERE domain = new.domain AND name = new.name AND message <> new.message) BEGIN
    INSERT OR IGNORE INTO dirty VALUES('name', 'signed'); END;
CREATE TRIGGER signed_gone AFTER DELETE ON signed_company
WHEN NOT EXISTS(SELECT 1 FROM signed_company WHERE domain = old.domain AND name = old.name) BEGIN
    INSERT OR IGNORE INTO dirty VALUES('name', 'signed'); END;
-- What of a message's words the rules of deals need (deals/gist.py): marks by their letters, sentences and the places of cues, sentences
-- that may set a firm beside ours, the title in the signature, the name of a document. Kept in books that know of deals. It goes with the
-- words it was read from, whoever takes them out or changes them, and is read anew where they are put in.
CREATE TABLE gist(
    message INTEGER PRIMARY KEY, marks TEXT NOT NULL, kept TEXT NOT NULL, names TEXT NOT NULL, title TEXT NOT NULL, paper TEXT NOT NULL);
CREATE INDEX gist_title ON gist(message) WHERE title <> '';
CREATE INDEX gist_goes ON gist(message) WHERE instr(marks, 'g') > 0;
-- What was read in a mail that somebody outside wrote for pages (evidence/matter.py): whether it is private, whether it asks to keep something
-- quiet, its sentences that may be told of. It goes with the words as a gist does.
CREATE TABLE matter(message INTEGER PRIMARY KEY, private INTEGER NOT NULL, quiet INTEGER NOT NULL, sentences TEXT NOT NULL);
CREATE TRIGGER body_put AFTER INSERT ON body BEGIN
    DELETE FROM gist WHERE message = new.message; DELETE FROM matter WHERE message = new.message;
    INSERT OR IGNORE INTO dirty VALUES('gist', new.message), ('matter', new.message); END;
CREATE TRIGGER body_changed AFTER UPDATE ON body BEGIN
    DELETE FROM gist WHERE message = new.message; DELETE FROM matter WHERE message = new.message;
    INSERT OR IGNORE INTO dirty VALUES('gist', new.message), ('matter', new.message); END;
CREATE TRIGGER body_gone AFTER DELETE ON body BEGIN
    DELETE FROM gist WHERE message = old.message; DELETE FROM matter WHERE message = old.message; END;
CREATE TRIGGER cues_changed AFTER UPDATE OF cues ON message BEGIN
    DELETE FROM gist WHERE message = new.n; DELETE FROM matter WHERE message = new.n;
    INSERT OR IGNORE INTO dirty VALUES('gist', new.n), ('matter', new.n); END;
CREATE TRIGGER subject_changed AFTER UPDATE OF subject ON message BEGIN
    DELETE FROM matter WHERE message = new.n; INSERT OR IGNORE INTO dirty VALUES('matter', new.n); END;
-- Calendar components as read, and where they lie; a meeting is made of all that share a uid.
CREATE TABLE event(item_id TEXT NOT NULL, k INTEGER NOT NULL, uid TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY(item_id, k)) WITHOUT ROWID;
CREATE INDEX event_uid ON event(uid);
CREATE TABLE event_place(
    item_id TEXT NOT NULL, source_id TEXT NOT NULL, folder TEXT NOT NULL, PRIMARY KEY(item_id, source_id, folder)) WITHOUT ROWID;
CREATE TABLE meeting(
    message INTEGER PRIMARY KEY, uid TEXT NOT NULL, recurrence_us INTEGER, all_day INTEGER NOT NULL, cancelled_us INTEGER,
    opens INTEGER NOT NULL, print TEXT NOT NULL);
CREATE INDEX meeting_uid ON meeting(uid);
CREATE TABLE attendance(
    message INTEGER NOT NULL, handle INTEGER NOT NULL, answer TEXT NOT NULL, answered_us INTEGER, known_us INTEGER NOT NULL,
    removed INTEGER NOT NULL, PRIMARY KEY(message, handle)) WITHOUT ROWID;
CREATE INDEX attendance_handle ON attendance(handle);
-- Organisers whose invitations somebody answered where the book could see it.
CREATE TABLE answered(handle INTEGER PRIMARY KEY);
-- Who speaks in a call, by the name its transcript shows, whom that name was found to be, and what their words do.
CREATE TABLE speaker(
    message INTEGER NOT NULL, name TEXT NOT NULL, handle INTEGER, how TEXT NOT NULL DEFAULT '', cues TEXT NOT NULL DEFAULT '',
    PRIMARY KEY(message, name)) WITHOUT ROWID;
CREATE INDEX speaker_handle ON speaker(handle) WHERE cues <> '';
CREATE TABLE interaction(
    buyer TEXT NOT NULL, us INTEGER NOT NULL, message_id TEXT NOT NULL, outbound INTEGER NOT NULL, seller TEXT NOT NULL,
    automated INTEGER NOT NULL, asks INTEGER NOT NULL, answered_us INTEGER, known_us INTEGER NOT NULL, recovered INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'mail', copied INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(buyer, us, message_id)) WITHOUT ROWID;
CREATE INDEX interaction_seller ON interaction(seller);
CREATE TABLE trial(
    id TEXT NOT NULL, channel TEXT NOT NULL, channel_version INTEGER NOT NULL, detector_version INTEGER NOT NULL,
    factor TEXT NOT NULL, buyer TEXT NOT NULL, buyer_h TEXT NOT NULL, seller TEXT NOT NULL, seller_h TEXT NOT NULL,
    opener_id TEXT NOT NULL, opened_us INTEGER NOT NULL, closes_us INTEGER NOT NULL, outcome TEXT NOT NULL,
    known_us INTEGER NOT NULL, decided_by TEXT, censored_why TEXT NOT NULL, latency_us INTEGER, q REAL NOT NULL, temper REAL NOT NULL,
    thread_id TEXT NOT NULL, kind TEXT NOT NULL, recipients INTEGER NOT NULL, weekday INTEGER NOT NULL, holiday INTEGER NOT NULL,
    load INTEGER NOT NULL, role TEXT NOT NULL, first_contact INTEGER NOT NULL, hour INTEGER NOT NULL, expects REAL NOT NULL,
    quote_message TEXT, quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, shown REAL NOT NULL,
    until_us INTEGER, until_why TEXT NOT NULL, PRIMARY KEY(buyer, known_us, id)) WITHOUT ROWID;
-- What we asked, in order of time: at any moment some of it waits for an answer of theirs, or waited in vain.
CREATE INDEX trial_asked ON trial(opened_us) WHERE channel = 'answers_ask';
CREATE INDEX trial_open ON trial(channel, opened_us) WHERE outcome = 'open';
-- Whose mail a top folder of a source is.
CREATE TABLE mailbox(
    source_id TEXT NOT NULL, folder TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY(source_id, folder)) WITHOUT ROWID;
CREATE TABLE coverage(
    source_id TEXT NOT NULL, owner_h TEXT NOT NULL, folder_class TEXT NOT NULL, inbound INTEGER NOT NULL, outbound INTEGER NOT NULL,
    start_us INTEGER NOT NULL, end_us INTEGER NOT NULL, share REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL);
CREATE INDEX coverage_owner ON coverage(owner_h);
-- The last mail of each UTC day of an owner's mailboxes: a silence is known at the first of them after its window.
CREATE TABLE reach(owner_h TEXT NOT NULL, us INTEGER NOT NULL, PRIMARY KEY(owner_h, us)) WITHOUT ROWID;
-- On which days (since 1970, UTC) a buyer wrote mail that is left out by a topic, a subject or a folder.
CREATE TABLE left_out(h TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY(h, day)) WITHOUT ROWID;
CREATE TABLE dirty(kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(kind, key)) WITHOUT ROWID;
-- What the CRM says as of now (flow/crm_state.py makes these from the records' crm_fact). Amounts are decimals as text.
CREATE TABLE account(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, domain TEXT NOT NULL, company_id TEXT, owner_id TEXT NOT NULL,
    owner TEXT NOT NULL, parent_id TEXT NOT NULL, type TEXT NOT NULL, industry TEXT NOT NULL, created_us INTEGER,
    known_us INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX account_company ON account(company_id);
CREATE INDEX account_name ON account(name_key);
CREATE TABLE contact(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, email TEXT NOT NULL, title TEXT NOT NULL, account_id TEXT NOT NULL,
    account TEXT NOT NULL, reports_to_id TEXT NOT NULL, owner_id TEXT NOT NULL, role TEXT NOT NULL, phone TEXT NOT NULL,
    known_us INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX contact_account ON contact(account_id);
CREATE TABLE contact_address(address TEXT NOT NULL, contact_id TEXT NOT NULL, PRIMARY KEY(address, contact_id)) WITHOUT ROWID;
CREATE INDEX contact_address_contact ON contact_address(contact_id);
CREATE TABLE opportunity(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, account_id TEXT NOT NULL, account TEXT NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL,
    amount TEXT NOT NULL, currency TEXT NOT NULL, list_amount TEXT NOT NULL, discount TEXT NOT NULL, probability TEXT NOT NULL,
    close_us INTEGER, created_us INTEGER, owner_id TEXT NOT NULL, owner TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL,
    contact_id TEXT NOT NULL, contact_email TEXT NOT NULL, known_us INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX opportunity_account ON opportunity(account_id);
CREATE TABLE opportunity_stage(
    opportunity_id TEXT NOT NULL, us INTEGER NOT NULL, stage TEXT NOT NULL, known_us INTEGER NOT NULL,
    PRIMARY KEY(opportunity_id, us)) WITHOUT ROWID;
CREATE TABLE contact_role(
    id TEXT PRIMARY KEY, opportunity_id TEXT NOT NULL, contact_id TEXT NOT NULL, contact_email TEXT NOT NULL, role TEXT NOT NULL,
    is_primary INTEGER NOT NULL, known_us INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX contact_role_opportunity ON contact_role(opportunity_id);
CREATE TABLE crm_user(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, title TEXT NOT NULL, manager_id TEXT NOT NULL, active INTEGER NOT NULL,
    ours INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE crm_stage(id TEXT PRIMARY KEY, name TEXT NOT NULL, outcome TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE activity(
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, us INTEGER, end_us INTEGER, who_id TEXT NOT NULL, what_id TEXT NOT NULL,
    account_id TEXT NOT NULL, owner_id TEXT NOT NULL, status TEXT NOT NULL, known_us INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE spoke(
    h TEXT NOT NULL, us INTEGER NOT NULL, activity TEXT NOT NULL, seller_h TEXT NOT NULL, end_us INTEGER NOT NULL,
    known_us INTEGER NOT NULL, PRIMARY KEY(h, us, activity)) WITHOUT ROWID;
CREATE TABLE crm_warning(kind TEXT NOT NULL, object TEXT NOT NULL, crm_id TEXT NOT NULL, PRIMARY KEY(kind, object, crm_id)) WITHOUT ROWID;
