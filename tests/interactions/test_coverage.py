"""Which source shows which direction of whose mail, and when."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.eval_data import mailbox

from regard.interactions.coverage import Covered, coverage, covered, reach
from regard.interactions.replied_to import shown
from regard.interactions.seen_mail import SeenMail
from regard.model import DAY, Coverage

T0 = 19_000 * DAY


def exchange(
    days: range,
    *,
    inbox: str = "Inbox",
    sent: str = "Sent",
    keep_in: bool = True,
    keep_out: bool = True,
    source: str = "s1",
    owner: str = "h_sam",
    external: bool = True,
) -> list[SeenMail]:
    """A conversation a day: they ask in the morning, the owner answers, they confirm to the owner alone."""
    mail = []
    for day in days:
        at, core = T0 + day * DAY, f"order {day}"
        if keep_in:
            mail.append(SeenMail(source, owner, inbox, at + 1, False, external, False, core, alone=True))
            mail.append(SeenMail(source, owner, inbox, at + DAY // 3, False, external, True, core, alone=True))
        if keep_out:
            mail.append(SeenMail(source, owner, sent, at + DAY // 4, True, external, True, core))
    return mail


def spans(mail: list[SeenMail], *, inbound: bool) -> list[tuple[int, int]]:
    """Covered periods in days since the start, rounded."""
    rows = [r for r in coverage(mail) if r.inbound == inbound]
    return [(round((r.start_us - T0) / DAY), round((r.end_us - T0) / DAY)) for r in rows]


def test_a_whole_mailbox_shows_both_directions():
    """From the first mail to the last, with the folders that hold them."""
    mail = exchange(range(60))
    assert spans(mail, inbound=True) == spans(mail, inbound=False) == [(0, 59)]
    assert {(r.folder_class, r.inbound, r.outbound) for r in coverage(mail)} == {("inbox", True, False), ("sent", False, True)}


def test_sent_mail_alone_does_not_show_what_came_in():
    """However many stray inbound messages lie in topic folders, replies without their originals tell."""
    mail = exchange(range(60), keep_in=False)
    mail += [SeenMail("s1", "h_sam", "Topics", T0 + d * DAY, False, True, False, f"bulletin {d}") for d in range(60)]
    assert spans(mail, inbound=True) == []
    assert spans(mail, inbound=False) == [(0, 59)]
    assert [(s.inbound, s.replies, s.found) for s in shown(mail)] == [(True, 60, 0), (False, 0, 0)]


def test_an_inbox_alone_does_not_show_what_went_out():
    """Replies to the owner alone whose originals are missing tell that the sent folder is not there."""
    mail = exchange(range(60), keep_out=False)
    first_halves = [m for m in mail if m.is_reply]
    assert spans(first_halves, inbound=False) == []
    assert spans(first_halves, inbound=True) == [(0, 59)]


def test_an_inbox_kept_for_the_last_months_only_covers_those():
    """Where the sent folder goes back further than the inbox, coverage of the inbound direction starts with the inbox."""
    mail = exchange(range(200), keep_in=False) + exchange(range(200, 320))
    ((start, end),) = spans(mail, inbound=True)
    assert start >= 199
    assert end == 319
    assert spans(mail, inbound=False) == [(0, 319)]


def test_an_inbox_that_was_emptied_is_covered_only_where_originals_remain():
    """Inbound mail on both sides of an emptied stretch does not hide it."""
    kept = exchange(range(120)) + exchange(range(120, 240), keep_in=False) + exchange(range(240, 360))
    strays = [SeenMail("s1", "h_sam", "Inbox", T0 + d * DAY + 5, False, True, False, f"bulletin {d}") for d in range(120, 240)]
    rows = Covered(coverage(kept + strays))
    assert rows.covers("h_sam", inbound=True, start_us=T0 + 30 * DAY, end_us=T0 + 60 * DAY)
    assert rows.covers("h_sam", inbound=True, start_us=T0 + 300 * DAY, end_us=T0 + 330 * DAY)
    assert not rows.covers("h_sam", inbound=True, start_us=T0 + 170 * DAY, end_us=T0 + 173 * DAY)


def test_a_source_that_goes_dark_ends_its_row_and_starts_another():
    """A gap far longer than the rhythm is not quiet, it is blind."""
    mail = exchange(range(30)) + exchange(range(80, 110))
    assert spans(mail, inbound=True) == [(0, 29), (80, 109)]
    weekly = exchange(range(0, 300, 7))
    assert spans(weekly, inbound=True) == [(0, 294)]


def test_two_sources_of_one_owner_are_judged_together():
    """The sent folder in one file and the inbox in another are one mailbox: originals are looked for in both."""
    mail = exchange(range(60), keep_in=False, source="sent.mbox") + exchange(range(60), keep_out=False, source="inbox.mbox")
    rows = coverage(mail)
    assert {(r.source_id, r.inbound) for r in rows} == {("sent.mbox", False), ("inbox.mbox", True)}


def test_replies_to_outsiders_decide_where_there_are_enough():
    """A mailbox stripped of internal mail still shows the buyers' direction."""
    mail = exchange(range(40)) + exchange(range(40), keep_in=False, external=False, sent="Sent/internal")
    assert [(s.replies, s.found) for s in shown(mail) if s.inbound] == [(40, 40)]
    assert spans(mail, inbound=True) == [(0, 39)]


def asking(rate: int, *, days: int = 200, closes: bool = False, inbox: str = "Inbox") -> list[SeenMail]:
    """An ask every day, of which `rate` in a hundred are answered the day after; `closes`: the owner answers these in turn."""
    mail = []
    for n in range(days):
        at, core = T0 + n * DAY, f"item {n}"
        mail.append(SeenMail("s1", "h_sam", "Sent", at, True, True, False, core, f"<a{n}>"))
        if (n * 37) % 100 < rate:
            mail.append(SeenMail("s1", "h_sam", inbox, at + DAY, False, True, True, core, f"<b{n}>", f"<a{n}>", alone=True))
            if closes:
                mail.append(SeenMail("s1", "h_sam", "Sent", at + DAY + 1, True, True, True, core, f"<c{n}>", f"<b{n}>"))
    return mail


@pytest.mark.parametrize("closes", [True, False])
@pytest.mark.parametrize("rate", [3, 5, 10, 30, 90])
def test_whether_silence_counts_does_not_rest_on_how_many_answer(rate: int, closes: bool):
    """A whole mailbox is one whether three in a hundred answer or nine in ten, and whether its owner answers them in turn or not."""
    ((start, end),) = spans(asking(rate, closes=closes), inbound=True)
    assert start == 0
    assert end >= 199


def test_circulars_alone_show_that_an_inbox_is_there():
    """Nobody answers at all: the silences count where mail of machines comes in, and where nothing does nobody can say."""
    silent = asking(0)
    news = [SeenMail("s1", "h_sam", "Inbox", T0 + n * 7 * DAY, False, True, False, f"news {n}", sign=True) for n in range(29)]
    assert spans(silent, inbound=True) == []
    assert spans(silent + news, inbound=True) == [(0, 199)]
    assert spans(silent + news[:4], inbound=True) == []


@pytest.mark.parametrize("folder", ["Sent", "Trash", "Pumps/offers"])
def test_what_lies_beside_sent_mail_makes_no_inbox(folder: str):
    """Mail that strayed into the sent folder, the trash or the folder of one matter: the rest may be gone."""
    assert spans(asking(30, inbox=folder), inbound=True) == []


def test_a_folder_of_both_sides_is_an_inbox_where_most_of_theirs_lies():
    """One file with everything in it shows both sides; a matter's folder with a few of both among folders of others does not."""
    everything = [replace(m, folder="mail") for m in asking(30)]
    assert spans(everything, inbound=True) == [(0, 199)]
    few = [replace(m, folder="Pumps") for m in asking(5)]
    filed = [SeenMail("s1", "h_sam", f"matter {n % 9}", T0 + n * DAY, False, True, False, f"note {n}") for n in range(100)]
    assert spans(few + filed, inbound=True) == []


def test_a_file_of_received_mail_is_an_inbox():
    """A source of its own whose mail lies at its root and is all of others, beside one of sent mail."""
    apart = [replace(m, source_id="sent" if m.outbound else "came", folder="") for m in asking(10)]
    rows = coverage(apart)
    assert {(r.source_id, r.inbound) for r in rows} == {("came", True), ("sent", False)}
    assert not any(r.inbound for r in coverage([m for m in apart if m.outbound]))


def test_an_inbox_of_which_nothing_answered_is_there_is_not_whole():
    """Two replies name mail that is gone: whatever else lies in the inbox, its owner clears away what is done. One may be chance."""
    done = [
        SeenMail("s1", "h_sam", "Sent", T0 + n * DAY, True, True, True, f"old {n}", f"<d{n}>", f"<gone{n}>") for n in range(2)
    ]
    assert spans(asking(30) + done, inbound=True) == []
    assert spans(asking(30) + done[:1], inbound=True) == [(0, 199)]


def test_when_buyers_stop_other_mail_shows_that_the_inbox_goes_on():
    """Buyers answer for 150 days and nobody after; circulars go on coming in. Without them the source may have gone dark."""
    stopped = [m for m in asking(90) if m.outbound or m.us < T0 + 150 * DAY]
    news = [SeenMail("s1", "h_sam", "Inbox", T0 + n * 4 * DAY, False, True, False, f"news {n}", sign=True) for n in range(50)]
    ((_, dark),) = spans(stopped, inbound=True)
    assert dark <= 150
    ((_, end),) = spans(stopped + news, inbound=True)
    assert end >= 196


def test_with_few_replies_an_inbox_decides():
    """A new mailbox is taken at its word where mail of others comes in; one mail of theirs in all tells nothing."""
    new = [SeenMail("s1", "h_sam", "all", T0 + n * DAY, n % 2 == 0, True, False, f"matter {n}") for n in range(10)]
    assert spans(new, inbound=True) == spans(new, inbound=False) == [(0, 9)]
    lopsided = [SeenMail("s1", "h_sam", "all", T0 + n * DAY, n > 0, True, False, f"matter {n}") for n in range(10)]
    assert spans(lopsided, inbound=True) == []
    assert coverage([]) == []


def test_periods_are_half_open_and_join_across_sources():
    """A window is covered when every moment of it is, by one source or by several that touch."""
    rows = [
        Coverage("a", "h", "inbox", True, False, 0, 10),
        Coverage("b", "h", "inbox", True, False, 10, 20),
        Coverage("b", "h", "sent", False, True, 5, 9),
    ]
    cases = [
        (True, 0, 20, True),
        (True, 0, 21, False),
        (True, 19, 20, True),
        (True, 20, 21, False),
        (False, 5, 9, True),
        (False, 4, 9, False),
    ]
    for inbound, start, end, expected in cases:
        assert covered(rows, "h", inbound=inbound, start_us=start, end_us=end) is expected
    assert not covered(rows, "other", inbound=True, start_us=0, end_us=1)
    both = Covered([*rows, Coverage("c", "h2", "inbox", True, False, 20, 30)], {"h": "sam", "h2": "sam"})
    assert both.covers("sam", inbound=True, start_us=0, end_us=30)
    assert both.any("sam", inbound=False)
    assert not both.any("tom", inbound=True)


MAIL = st.builds(
    SeenMail,
    st.sampled_from(["s1", "s2"]),
    st.sampled_from(["h_sam", "h_tom"]),
    st.sampled_from(["Inbox", "Sent"]),
    st.integers(T0, T0 + 90 * DAY),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "pump", "offer"]),
)
SIGN = st.builds(
    lambda source, folder, us: SeenMail(source, "h_sam", folder, us, False, True, False, "news", sign=True),
    st.sampled_from(["s1", "s2"]),
    st.sampled_from(["Inbox", "News"]),
    st.integers(T0 - 30 * DAY, T0 + 120 * DAY),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MAIL, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_import_does_not_matter(mail: list[SeenMail], rng: random.Random):
    """Coverage is a function of the set of mail; its rows are never empty and, for one source and direction, never overlap."""
    shuffled = list(mail)
    rng.shuffle(shuffled)
    rows = coverage(mail)
    assert coverage(shuffled) == rows
    assert all(r.start_us < r.end_us and r.inbound != r.outbound for r in rows)
    for key in {(r.source_id, r.owner_h, r.inbound) for r in rows}:
        of = sorted((r.start_us, r.end_us) for r in rows if (r.source_id, r.owner_h, r.inbound) == key)
        assert all(a[1] <= b[0] for a, b in pairwise(of))


@settings(max_examples=150, deadline=None)
@given(st.lists(MAIL, max_size=40), st.lists(SIGN, max_size=20))
def test_a_circular_more_hides_nothing(mail: list[SeenMail], signs: list[SeenMail]):
    """Mail of machines shows more of what came in, or as much, never less; of what went out it says nothing."""
    before, after = coverage(mail), coverage(mail + signs)
    assert [r for r in after if r.outbound] == [r for r in before if r.outbound]
    shows = Covered(after)
    for r in before:
        if r.inbound and r.owner_h == "h_sam":
            assert shows.covers("h_sam", inbound=True, start_us=r.start_us, end_us=r.end_us)


@pytest.mark.parametrize("digest", ["564888b8a3db", "07b9ec8e17e1"])
def test_real_sent_only_mailboxes_show_no_inbound_mail(digest: str):
    """A sent-only mailbox has outbound coverage and no inbound one, whatever strays into it."""
    rows = coverage(real_mail(mailbox(digest)))
    assert any(r.outbound for r in rows)
    assert not any(r.inbound for r in rows)


def real_mail(box: Path) -> list[SeenMail]:
    """Headers of a mailbox; its owner is whoever wrote most of its sent folders."""
    read = BytesHeaderParser()
    mails = [(path.parent.name, read.parsebytes(path.read_bytes())) for path in sorted(box.rglob("*.eml"))]

    def addresses(mail: object, *names: str) -> list[str]:
        return [a.lower() for _, a in getaddresses([str(v) for n in names for v in mail.get_all(n, [])]) if a]  # type: ignore[attr-defined]

    senders = Counter(a for folder, m in mails if folder.startswith("sent") for a in addresses(m, "from")[:1])
    owner = senders.most_common(1)[0][0]
    company = owner.rpartition("@")[2]
    found: dict[tuple[int, str, str], SeenMail] = {}
    for folder, m in mails:
        us = int(parsedate_to_datetime(m["date"]).timestamp()) * 1_000_000
        subject = " ".join(str(m["subject"] or "").lower().split())
        core = re.sub(r"^((re|fwd?)\s*:\s*)+", "", subject)
        sender, to, rest = addresses(m, "from")[0], addresses(m, "to"), addresses(m, "cc")
        external = any(not a.endswith(company) for a in (to + rest if sender == owner else [sender]))
        alone = to == [owner] and not rest
        if us > 10**14 * 8:
            found.setdefault(
                (us, sender, core),
                SeenMail("s", owner, folder, us, sender == owner, external, subject.startswith("re:"), core, alone=alone),
            )
    return list(found.values())


def losing(share: int, *, days: int = 200, **more: object) -> list[SeenMail]:
    """A conversation a day whose originals were deleted but for `share` in ten; the owner's replies are all there."""
    return [m for m in exchange(range(days), **more) if m.outbound or int(m.core.split()[1]) % 10 < share]  # type: ignore[arg-type]


def test_what_share_is_there_is_told_where_most_was_deleted():
    """Three in ten originals there: neither side of it shown, but about 30 %, with an interval that holds it, from first to last."""
    rows = [r for r in coverage(losing(3)) if not r.outbound]
    assert {(r.inbound, r.share) for r in rows} == {(False, 0.3)}
    assert all(r.low < 0.3 < r.high for r in rows)
    assert rows[0].start_us <= T0 + DAY
    assert rows[-1].end_us >= T0 + 190 * DAY
    assert sum(r.end_us - r.start_us for r in rows) >= 189 * DAY


@pytest.mark.parametrize(
    ("mail", "why"),
    [
        (losing(0), "sent mail alone"),
        (losing(1), "next to nothing"),
        (losing(4, days=19), "too few replies to tell"),
        (losing(10), "everything"),
    ],
)
def test_no_share_is_told_where_nobody_could_say(mail: list[SeenMail], why: str):
    """A share is told between next to nothing and half, from twenty replies on; else it is all or nothing, as ever."""
    assert not [r for r in coverage(mail) if r.share < 1], why


def test_a_share_is_told_whatever_the_order():
    """Periods, shares and intervals are a function of the set of mail."""
    mail = losing(3)
    assert coverage(random.Random(3).sample(mail, len(mail))) == coverage(mail)


def test_a_window_is_partly_seen_until_the_last_mail():
    """A window within is seen with the least share of its parts; one beyond the newest mail until there; one in a gap not at all."""
    rows = [
        Coverage("s1", "h_sam", "inbox", False, False, 0, 30 * DAY, 0.4, 0.3, 0.5),
        Coverage("s1", "h_sam", "inbox", False, False, 30 * DAY, 60 * DAY, 0.3, 0.2, 0.4),
        Coverage("s1", "h_sam", "inbox", True, False, 60 * DAY, 90 * DAY),
        Coverage("s1", "h_sam", "inbox", False, False, 120 * DAY, 150 * DAY, 0.2, 0.2, 0.3),
    ]
    shown_to = Covered(rows).partly_until
    assert shown_to("h_sam", start_us=DAY, end_us=4 * DAY) == (4 * DAY, 0.4)
    assert shown_to("h_sam", start_us=29 * DAY, end_us=32 * DAY) == (32 * DAY, 0.3)
    assert shown_to("h_sam", start_us=59 * DAY, end_us=62 * DAY) == (62 * DAY, 0.3)
    assert shown_to("h_sam", start_us=149 * DAY, end_us=152 * DAY) == (150 * DAY, 0.2)
    for start in (61, 89, 100, 151):
        assert shown_to("h_sam", start_us=start * DAY, end_us=(start + 3) * DAY) is None
    assert Covered(rows).share("h_sam") == (0.2, 0.4)
    assert not Covered(rows).covers("h_sam", inbound=True, start_us=DAY, end_us=2 * DAY)


def test_a_silence_is_known_when_the_mailbox_was_read_beyond_it() -> None:
    """The last mail of the first day that has one after the window; the window's end where none tells."""
    hour = DAY // 24
    mail = [
        SeenMail("s", "h", "Inbox", us, False, True, False, "prices")
        for us in (DAY + hour, DAY + 5 * hour, 4 * DAY, 4 * DAY + 9 * hour)
    ]
    reached = reach(mail)
    assert reached == [DAY + 5 * hour, 4 * DAY + 9 * hour]
    shows = Covered([], {"h": "sam", "h2": "sam"}, [*(("h", us) for us in reached), ("h2", 3 * DAY)])
    asked = (DAY, DAY + 5 * hour, DAY + 6 * hour, 3 * DAY + 1, 5 * DAY)
    assert [shows.reached_us("sam", us) for us in asked] == [
        DAY + 5 * hour,
        DAY + 5 * hour,
        3 * DAY,
        4 * DAY + 9 * hour,
        5 * DAY,
    ]
    assert shows.reached_us("nobody", 7) == 7
