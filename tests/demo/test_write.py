"""The mail on disk: every file parses, headers are sane, the odd mailboxes are odd, and nothing names a real domain."""

import json
import re
from collections import Counter
from email import message_from_bytes, policy
from email.utils import getaddresses, parsedate_to_datetime

import pytest
from tests.demo.conftest import END

from regard.demo.mailboxes import holders
from regard.demo.world import generate
from regard.demo.write import write
from regard.errors import UsageError

HOST = re.compile(r"(?:@|https?://)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def test_every_mail_parses_without_defect(every):
    """The standard library reads every mail with no defect in any part, and each has text."""
    for copy in every:
        for part in copy.mail.walk():
            assert not part.defects, (copy.mail["Subject"], part.defects)
        assert copy.parts
        assert copy.text.strip() or copy.mail.get_content_type() == "multipart/alternative"


def test_strict_headers_parse_too(every):
    """Under the strict policy, which reads each header by its grammar, no header of a sample has a defect."""
    for copy in every[::12]:
        mail = message_from_bytes(copy.raw, policy=policy.default)
        assert [d for v in mail.values() for d in getattr(v, "defects", ())] == [], mail["Subject"]


def test_headers_are_sane(every):
    """From, To, Subject and Date are there once, the date has an offset, and header text decodes to printable text."""
    for copy in every:
        for name in ("From", "To", "Subject", "Date"):
            assert len(copy.mail.get_all(name, [])) == 1, name
            assert "\ufffd" not in copy.header(name)
            assert copy.header(name).isprintable()
        assert parsedate_to_datetime(copy.mail["Date"]).tzinfo is not None
        head = copy.raw.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
        assert max(map(len, head.split(b"\n"))) < 998


def test_as_many_mails_as_the_world_says(files, world, mails):
    """Each mailbox holds the mails of its owner that it can show, no more and no fewer."""
    for box, seller in zip(files.mailboxes, world.sellers, strict=True):
        assert box.mails == len(mails[box.owner]) == sum(1 for m in world.mails if seller in holders([seller], m))


def test_only_reserved_domains(every, files):
    """Every address, host and link in headers, texts and the truth ends in .example."""
    hosts = set(HOST.findall(files.truth.read_text(encoding="utf-8")))
    for copy in every:
        for value in (*map(str, copy.mail.values()), *(text for _, text in copy.parts)):
            hosts |= set(HOST.findall(value))
        people = getaddresses([copy.mail[name] for name in ("From", "To", "Cc") if copy.mail[name]])
        assert all(address.endswith(".example") for _, address in people), people
    assert len(hosts) > 25
    assert [h for h in hosts if not h.lower().endswith(".example")] == []


def test_kinds_of_mailbox(files):
    """The sellers have five kinds of mailbox, laid out as those are."""
    assert {b.box for b in files.mailboxes} == {"mbox folders", "maildir", "takeout", "eml", "sent only"}
    by = {b.box: b.path for b in files.mailboxes}
    assert (by["mbox folders"] / "Sent Items.mbox").read_bytes().startswith(b"From ")
    assert {p.name for p in by["maildir"].iterdir()} >= {"cur", "new", "tmp", ".Sent"}
    assert [p.name for p in by["takeout"].iterdir()] == ["All mail.mbox"]
    assert {p.name for p in by["eml"].iterdir()} >= {"Inbox", "Sent Items"}
    assert [p.name for p in by["sent only"].iterdir()] == ["Sent.mbox"]


def test_one_mailbox_goes_dark(world, mails):
    """The dark mailbox ends about two months before the others, though its buyers keep writing."""
    dark = next(s for s in world.sellers if s.dark_from)
    owner = world.people[dark.key].addresses[0][0]
    last = {o: max(copy.at for copy in found) for o, found in mails.items()}
    assert last[owner] < dark.dark_from
    assert all(last[o] > dark.dark_from + 40 * 86_400 for o in last if o != owner)
    assert any(m.at > dark.dark_from and dark.key in m.to and m.family == "buyer" for m in world.mails)


def test_sent_only_mailbox_has_only_sent_mail(files, mails):
    """Every mail of the sent-only mailbox is by its owner."""
    box = next(b for b in files.mailboxes if b.box == "sent only")
    assert {copy.sender for copy in mails[box.owner]} == {box.owner}


def test_one_mail_in_several_mailboxes(every):
    """Mail copied to a colleague lies in one's Sent and another's Inbox, the same but for what the servers added."""
    where = {}
    for copy in every:
        if copy.mail["Message-ID"]:
            where.setdefault(copy.mail["Message-ID"].strip(), []).append(copy)
    shared = [v for v in where.values() if len(v) > 1]
    assert len(shared) > 150
    assert max(len({c.owner for c in v}) for v in shared) >= 3
    for copies in shared:
        assert len({c.owner for c in copies}) == len(copies)
        assert len({(c.mail["Date"], c.header("Subject"), c.text) for c in copies}) == 1
    assert not any(c.folder.startswith("Sent") and c.mail["Received"] for v in shared for c in v)
    assert any({c.folder for c in v} >= {"Sent Items", "INBOX"} for v in shared)


def test_threading_headers_mostly_there(every):
    """Most replies say what they answer, some programs forget; nearly all mails have a Message-ID, a few do not."""
    replies = [c.mail for c in every if re.match(r"(re|aw): ", c.header("Subject"), re.IGNORECASE)]
    told = sum(1 for m in replies if m["In-Reply-To"]) / len(replies)
    assert 0.8 < told < 0.98
    assert any(m["In-Reply-To"] and not m["References"] for m in replies)
    unnamed = sum(1 for c in every if not c.mail["Message-ID"])
    assert 0 < unnamed < 0.03 * len(every)


def test_variety_of_encodings(every):
    """Plain, HTML and multipart mails; 7bit, 8bit, quoted-printable and base64; four charsets; encoded names of two kinds."""
    types, encodings, charsets, words = Counter(), Counter(), Counter(), Counter()
    for copy in every:
        types[copy.mail.get_content_type()] += 1
        words.update(re.findall(r"=\?[\w-]+\?\w\?", copy.mail["From"]))
        for part in copy.mail.walk():
            if part.get_content_maintype() == "text":
                encodings[part["Content-Transfer-Encoding"]] += 1
                charsets[part.get_content_charset()] += 1
    assert set(types) >= {"text/plain", "text/html", "multipart/alternative", "multipart/mixed", "multipart/report"}
    assert set(encodings) >= {"7bit", "8bit", "quoted-printable", "base64"}
    assert set(charsets) >= {"us-ascii", "utf-8", "iso-8859-1", "windows-1252"}
    assert set(words) >= {"=?utf-8?B?", "=?iso-8859-1?Q?"}


def test_variety_of_quoting(every):
    """Header blocks in two languages, attribution lines with marked quotes, replies between the lines, and no quote at all."""
    texts = [copy.text for copy in every]
    forms = {
        "block": r"\nFrom: .+\nSent: .+\nTo: .+\n(Cc: .+\n)?Subject: ",
        "german block": r"\nVon: .+\nGesendet: .+\nAn: .+\n(Cc: .+\n)?Betreff: ",
        "original": r"\n-----Original Message-----\n",
        "wrote": r"\nOn .+ wrote:\n\n> ",
        "between": r"^On .+ wrote:\n\n> [^\n]+\n(>[^\n]*\n)*\n[^>\n][^>]+\n> ",
        "nested": r"\n>> ",
        "signature": r"\n-- \n",
        "phone": r"\nSent from my phone",
    }
    for name, form in forms.items():
        assert sum(1 for t in texts if re.search(form, t)) >= 8, name
    bare = [
        c for c in every if re.match("re: ", c.header("Subject"), re.IGNORECASE) and not re.search(r"(?m)^(>|From:)", c.text)
    ]
    assert len(bare) >= 8


def test_the_rest_of_a_mailbox(world, every):
    """Newsletters, notices, away notes, bounces, invitations, personal, internal and confidential mail are all there."""
    families = Counter(m.family for m in world.mails)
    for family in ("newsletter", "notice", "away", "calendar", "personal", "internal", "personnel", "counsel", "health"):
        assert families[family] >= 5, family
    assert families["works council"] >= 1
    assert families["left"] + families["bounce"] >= 1
    assert any(c.mail["List-Unsubscribe"] for c in every)
    assert any(c.mail["Auto-Submitted"] == "auto-replied" for c in every)
    assert any(kind == "text/calendar" for c in every for kind, _ in c.parts)


def test_same_seed_same_bytes(tmp_path):
    """Writing the same small world twice gives the same files, byte for byte."""
    sizes = {"sellers": 5, "accounts": 6, "buyers": 14, "months": 4, "messages": 500}
    trees = []
    for name in ("a", "b"):
        write(generate(11, end=END, **sizes), tmp_path / name)
        trees.append({p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()})
    assert trees[0] == trees[1]


def test_an_earlier_demo_is_replaced_and_nothing_else(tmp_path):
    """A second demo replaces the first; a folder with anything else in it, or a file, is refused and left alone."""
    small = generate(1, end=END, sellers=1, accounts=2, buyers=4, months=2, messages=60)
    write(small, tmp_path / "demo")
    (tmp_path / "demo" / "mail" / "stale.mbox").write_text("old")
    write(small, tmp_path / "demo")
    assert not (tmp_path / "demo" / "mail" / "stale.mbox").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep")
    for target in (tmp_path / "mine", tmp_path / "mine" / "letter.txt"):
        with pytest.raises(UsageError):
            write(small, target)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep"


def test_truth_is_apart_and_fits(files, world, every):
    """The truth lies outside the mail; its messages are the world's, and their ids and times are those in the mailboxes."""
    assert files.truth.is_relative_to(files.folder / "truth")
    assert not any(files.truth.is_relative_to(s) for s in files.sources)
    truth = json.loads(files.truth.read_text(encoding="utf-8"))
    assert set(truth) >= {"sellers", "accounts", "people", "latent", "deviation", "situations", "messages"}
    assert len(truth["messages"]) == len(world.mails)
    assert set(truth["latent"]) == set(world.buyers)
    known = {m["rfc_id"]: m for m in truth["messages"] if m["rfc_id"]}
    for copy in every:
        if copy.mail["Message-ID"]:
            said = known[copy.mail["Message-ID"].strip()]
            assert said["us"] == copy.at * 1_000_000
            assert said["from"] == copy.sender


def test_no_mail_tells_the_truth(every):
    """No label, chance or key of the truth stands in a mail."""
    told = re.compile(r"\b(asks_advice|acts_on_advice|starts_contact|friend_not_peer|(buyer|thread|arc)-\d{3})")
    for copy in every:
        assert not any(told.search(str(v)) for v in copy.mail.values())
        assert not any(told.search(text) for _, text in copy.parts)
