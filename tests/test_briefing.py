"""Briefs, the week's digest and practice: what stands in them, what must not, and for whom."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.books import ics, mail, put, vevent, vtt
from tests.flow.crm_files import write

from regard.answers import deal_board, digest
from regard.book import Book
from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.surfaces import written
from regard.surfaces.api import create_app
from regard.surfaces.cli import main

JO, BO, KIM = "jo.reed@acme.example", "bo.lind@acme.example", "kim.dale@us.example"
JO_REED, SAM, KIM_DALE = f"Jo Reed <{JO}>", "Sam Hart <sam.hart@us.example>", f"Kim Dale <{KIM}>"
AS_OF = "2026-01-21"
CHANGED, BOARD = digest.changed, deal_board.board
ASKED = "Sam, which of the two pumps would survive a wash-down every night?"
PROMISED = "I will send you the drawings on Friday."


def letters() -> list[bytes]:
    """A talk between Sam and Jo, with a promise, a question of each side left open, a complaint, and a colleague who joins late."""
    said = [
        (SAM, JO_REED, "Pumps", "Thanks for the call. As promised, here is the plan.", "02 Jan 2026 09:00", ""),
        (JO_REED, SAM, "Re: Pumps", "Good, we went through it.", "05 Jan 2026 10:00", "m0"),
        (SAM, JO_REED, "Re: Pumps", "I forgot the second page, here it is.", "06 Jan 2026 10:00", "m1"),
        (JO_REED, SAM, "Leak", "We are still not happy with the service.", "15 Jan 2026 09:00", ""),
        (SAM, JO_REED, "Re: Leak", f"I am sorry about the seal. {PROMISED}", "15 Jan 2026 12:00", "m3"),
        (JO_REED, SAM, "Re: Leak", "Fine. Bo joins us from now on.", "16 Jan 2026 12:00", "m4"),
        (SAM, JO_REED, "Roof", "Could you tell me how high the ceiling of the second hall is?", "16 Jan 2026 14:00", ""),
        (JO_REED, SAM, "Wash-down", ASKED, "20 Jan 2026 08:00", ""),
    ]
    made = []
    for n, (sender, to, subject, body, when, answers) in enumerate(said):
        more: dict[str, Any] = (
            {"in_reply_to": f"<{answers}@x.example>", "references": f"<{answers}@x.example>"} if answers else {}
        )
        if n == 5:
            more["cc"] = f"Bo Lind <{BO}>"
        made.append(mail(sender, to, subject=subject, body=body, date=f"{when}:00 +0000", message_id=f"m{n}@x.example", **more))
    return made


@pytest.fixture
def desk(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """The letters, a review ahead with Jo, Bo and one whom nobody ever wrote to, and a call on 8 January."""
    return synced(make_book(), tmp_path)


def synced(book: Book, tmp_path: Path) -> Book:
    folder = tmp_path / "all"
    put(folder, *letters())
    ahead = vevent("a", "20260122T100000Z", guests=f"{JO}:ACCEPTED {BO} new.face@acme.example {KIM}", summary="Pump review")
    (folder / "a.ics").write_bytes(ics(ahead))
    (folder / "GMT20260108-100000_Review.vtt").write_bytes(vtt(("Sam Hart", "How are things?"), ("Jo Reed", "Well.")))
    book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
    return book


def test_a_brief_tells_what_is_open_owed_and_changed(desk: Book) -> None:
    """Promises, open questions of both sides, complaints, who joined and the next meeting, each with the message that says so."""
    brief = desk.brief(JO, as_of=AS_OF)
    assert (brief.kind, brief.title, brief.people[0].name) == ("person", "Jo Reed", "Jo Reed")
    assert [p.says for p in brief.owed] == [PROMISED]
    assert [q.quote for q in brief.asked] == [ASKED]
    assert [q.quote for q in brief.asking] == ["Could you tell me how high the ceiling of the second hall is?"]
    assert [line.kind for line in brief.first][:1] == ["complaint"]
    kinds = {c.kind for c in brief.changed}
    assert "complaint" not in kinds, "it stands at the head already"
    assert "person" in kinds
    assert "contact" not in kinds, "the head says who wrote last"
    assert brief.since_says == "since you spoke on 2026-01-08"
    assert brief.meeting is not None
    assert brief.meeting.subject == "Pump review"
    assert {p.address for p in brief.people} == {JO, BO, "new.face@acme.example"}
    for line in (*brief.owed, *brief.asked, *brief.asking):
        shown = desk.message(line.message_id, as_of=AS_OF)
        text = "".join(z["text"] for z in shown.zones)
        assert line.quote.rstrip("….") in " ".join(text.split())


def test_a_meeting_has_everybody_who_may_come(desk: Book) -> None:
    """A meeting is found by words of its title; somebody never met is there, without a standing and said to be new."""
    brief = desk.brief("pump rev", as_of=AS_OF)
    assert (brief.kind, brief.title) == ("meeting", "Pump review")
    new = next(p for p in brief.people if p.address == "new.face@acme.example")
    assert (new.met, new.trust.known) == (False, False)
    assert brief.people[0].name == "Jo Reed"
    assert brief.meeting is not None
    assert {o["name"] for o in brief.meeting.ours} >= {"Kim Dale"} or {o["name"] for o in brief.meeting.ours} >= {KIM}
    assert desk.brief(brief.meeting.message_id, as_of=AS_OF) == brief


def test_a_brief_knows_only_what_was_known_then(desk: Book) -> None:
    """As of a past day nothing later stands in it; an answer given later still was missing then."""
    before = desk.brief(JO, as_of="2026-01-14")
    assert not before.owed
    assert not before.asked
    assert "complaint" not in {c.kind for c in before.changed}
    early = desk.brief(JO, as_of="2025-12-01")
    assert "Nothing has passed between you yet." in early.note
    assert not early.people[0].met


@pytest.mark.parametrize(
    ("ref", "error"), [("nobody at all", UnknownReference), ("", AmbiguousReference), ("Sam Hart", UsageError)]
)
def test_who_cannot_be_briefed_about(desk: Book, ref: str, error: type[Exception]) -> None:
    """Nobody, everybody and one of us get a sentence, never an empty brief."""
    with pytest.raises((error, UnknownReference)):
        desk.brief(ref, as_of=AS_OF)


def test_small_talk_and_private_matters_are_never_quoted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A question about a weekend or somebody's health is answered by people, not told by a brief."""
    folder = tmp_path / "all"
    chat = "How was your weekend with the kids? Did your brother get well? Which pump did you choose in the end?"
    put(folder, mail(SAM, JO_REED, subject="Hello", body="Here it is.", message_id="a@x.example"),
        mail(JO_REED, SAM, subject="Us", body=chat, date="Mon, 19 Jan 2026 10:00:00 +0000", message_id="b@x.example"))  # fmt: skip
    book = make_book()
    book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
    told = str(book.brief(JO, as_of=AS_OF)) + str(book.digest(as_of=AS_OF))
    assert "Which pump did you choose" in told
    assert "weekend" not in told
    assert "brother" not in told


def test_fifty_people_in_one_room(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A room of fifty is listed, six are told of whole, and the note says so."""
    folder = tmp_path / "all"
    guests = [f"guest{n}@acme.example" for n in range(55)]
    put(folder, *(mail(SAM, g, subject=f"Pump {n}", message_id=f"g{n}@x.example") for n, g in enumerate(guests)))
    (folder / "a.ics").write_bytes(ics(vevent("a", "20260122T100000Z", guests=" ".join(guests), summary="Open day")))
    book = make_book()
    book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
    brief = book.brief("Open day", as_of=AS_OF)
    assert (len(brief.people), brief.more) == (50, 5)
    assert "55 of theirs are expected" in brief.note
    assert all(len(getattr(brief, name)) <= 4 for name in ("changed", "owed", "owing", "asked", "asking", "cares"))


def test_without_words_there_is_no_word(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where headers alone are kept, brief, digest and practice tell times and people, no sentence of anybody's, and say why."""
    book = synced(make_book(text__read=False), tmp_path)
    brief, digest, practice = book.brief(JO, as_of=AS_OF), book.digest(as_of=AS_OF), book.practice(as_of=AS_OF)
    for found in (brief, digest):
        assert not found.text
        assert "Words are not read" in found.note
        every = [line for name in ("changed", "owing", "asked", "asking") for line in getattr(found, name)]
        assert all(not line.quote for line in every)
    assert "Words are not read" in practice.note
    assert practice.messages == 0
    told = str(brief) + str(digest) + str(practice)
    assert not any(words in told for words in ("wash-down every", "drawings", "not happy", "second page"))


def test_without_a_calendar_the_week_says_so(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whom you meet is not known without a calendar: said, not shown as nobody."""
    put(tmp_path / "all", *letters())
    book = make_book()
    book.sync(tmp_path / "all", us=("us.example",), owner=("sam.hart@us.example",))
    assert "No calendar is read" in book.digest(as_of=AS_OF).note
    assert book.brief(JO, as_of=AS_OF).meeting is None


def test_who_objects_is_not_modelled_and_who_is_forgotten_is_gone(desk: Book) -> None:
    """After an objection a brief tells who they are, what they asked and what we owe, and no more; after forgetting, nothing."""
    owed = desk.brief(JO, as_of=AS_OF).owed
    desk.object(JO)
    brief = desk.brief(JO, as_of=AS_OF)
    row = brief.people[0]
    assert (row.objected, row.why, row.trust.known) == (True, "asked not to be modelled", False)
    assert (brief.owing, brief.cares, brief.asking) == ((), (), ())
    assert {(t.message_id, t.start) for t in brief.owed} == {(t.message_id, t.start) for t in owed}
    assert "standing" not in {c.kind for c in brief.changed}
    text = written.brief(brief)
    assert "not modelled, as they asked" in text
    assert all(line.name != "Jo Reed" for line in desk.digest(as_of=AS_OF).changed)
    assert all(e.to != "Jo Reed" for b in desk.practice(as_of=AS_OF).behaviours for e in b.examples)
    desk.forget(JO)
    with pytest.raises(UnknownReference):
        desk.brief(JO, as_of=AS_OF)
    told = str(desk.digest(as_of=AS_OF)) + str(desk.practice(as_of=AS_OF)) + str(desk.brief("Pump review", as_of=AS_OF))
    assert "jo.reed" not in told.lower()
    assert "Jo Reed" not in told


# ------------------------------------------------------------------------------------------------------- the week


def test_the_week_tells_whom_you_meet_and_what_is_due(desk: Book) -> None:
    """The meeting, the overdue promise, both open questions and the complaint of the week; another week has its own meetings."""
    week = desk.digest(as_of=AS_OF)
    assert (week.week, week.start, week.end) == ("2026-W04", "2026-01-19", "2026-01-25")
    assert [m.meeting.subject for m in week.meets] == ["Pump review"]
    assert [t.says for t in week.due] == [PROMISED]
    assert [t.quote for t in week.asked] == [ASKED]
    assert len(week.asking) == 1
    assert "complaint" in {t.kind for t in week.changed}
    over = replace(week, meets=(*week.meets, replace(week.meets[0], past=True)))
    assert "1 meeting earlier in the week" in written.digest(over)
    assert "WHOM YOU MET" in written.digest(replace(week, meets=(replace(week.meets[0], past=True),)))
    assert not desk.digest("2026-W05", as_of=AS_OF).meets
    assert desk.digest("2026-01-20", as_of=AS_OF).week == "2026-W04"


def test_a_week_is_of_whoever_asks(desk: Book) -> None:
    """Another of ours has the meeting to which they are invited, and none of somebody else's promises or questions."""
    kim = desk.digest(as_of=AS_OF, looking=KIM)
    assert [m.meeting.subject for m in kim.meets] == ["Pump review"]
    assert (kim.due, kim.asked, kim.asking) == ((), (), ())


@pytest.mark.parametrize("week", ["2026-W60", "soon", "2026-13-40", "W04"])
def test_a_week_that_is_none(desk: Book, week: str) -> None:
    """What is no week is refused with an example of one."""
    with pytest.raises(UsageError, match="2026-W10"):
        desk.digest(week, as_of=AS_OF)


# -------------------------------------------------------------------------------------------------------- practice


def test_practice_shows_ones_own_words_with_their_places(desk: Book) -> None:
    """Each behaviour is told of one's own messages alone, by month with its range, with the very sentence."""
    page = desk.practice(as_of=AS_OF)
    assert (page.name, page.messages) == ("Sam Hart", 4)
    found = {b.name: b for b in page.behaviours}
    assert len(found) == 9
    assert (found["vulnerability"].whole.count, found["character"].whole.count) == (2, 1)
    assert [r.month for r in found["vulnerability"].months] == ["2026-01"]
    for behaviour in page.behaviours:
        assert 0 <= behaviour.whole.low <= behaviour.whole.share <= behaviour.whole.high <= 1
        for e in behaviour.examples:
            zones = desk.message(e.message_id, as_of=AS_OF).zones
            text = next(z for z in zones if z["start"] <= e.start < z["end"])
            assert text["text"][e.start - text["start"] : e.end - text["start"]].startswith(e.quote[:20])
    assert "not happy" not in str(page)
    assert page.promises == {"overdue": 1}


def test_practice_is_for_its_author_alone(desk: Book) -> None:
    """It takes one of ours and answers about that one: no way to ask for two, nobody outside, no list of sellers in it."""
    assert desk.practice(looking=KIM, as_of=AS_OF).messages == 0
    assert set(inspect.signature(Book.practice).parameters) == {"self", "looking", "as_of"}
    with pytest.raises(UsageError):
        desk.practice(looking=JO, as_of=AS_OF)
    told = str(desk.practice(as_of=AS_OF).as_json())
    assert "Kim" not in told
    client = TestClient(create_app(desk), base_url="http://localhost:8000", cookies={"regard_me": "kim.dale%40us.example"})
    assert not re.search(r"\d+%", client.get("/practice", params={"as_of": AS_OF}).text)


def test_practice_of_nobody_in_particular_asks_who_looks(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """With several owners and nobody named, nothing is shown but the question who is looking."""
    put(tmp_path / "all", *letters())
    book = make_book()
    book.sync(tmp_path / "all", us=("us.example",), owner=("sam.hart@us.example", KIM))
    with pytest.raises(UsageError, match="--as"):
        book.practice(as_of=AS_OF)
    client = TestClient(create_app(book), base_url="http://localhost:8000")
    page = client.get("/practice", params={"as_of": AS_OF}).text
    assert "Say who you are" in page
    assert "second page" not in page


def test_practice_moves_no_estimate(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Ours in other words that ask for no more, as long, full of every habit or of none, give the same standing."""
    kind = "I forgot the second page, as promised here it is, I am sorry, and I thought you might find this study useful."
    plain = "The second page was missing last week, it is here now, behind this mail, so you have all of the pages together."
    found = []
    for n, words in enumerate((kind, plain)):
        folder = tmp_path / str(n)
        put(folder, *(raw.replace(b"I forgot the second page, here it is.", words.encode()) for raw in letters()))
        book = make_book(name=f"b{n}")
        book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
        person = book.person(JO, as_of=AS_OF)
        found.append((person.trust, person.value, person.rapport))
    assert found[0] == found[1]


# -------------------------------------------------------------------------------------------------------- surfaces


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    return capsys.readouterr().out


def test_forms_and_surfaces_tell_the_same(desk: Book, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Text, mail, Markdown, the pages, REST and the command line carry the promise and the question; nothing is ever sent."""
    folder = str(desk.folder)
    client = TestClient(create_app(desk), base_url="http://localhost:8000")
    asked = {"of": JO, "as_of": AS_OF}
    texts = [client.get(f"/api/v1/brief{form}", params=asked).text for form in ("", ".md", ".txt")]
    texts.append(client.get("/brief", params=asked).text)
    command = ("--book", folder, "brief", JO, "--as-of", AS_OF, "--form")
    texts += [run(capsys, *command, form) for form in ("text", "markdown", "mail")]
    for text in texts:
        flat = " ".join(text.replace("&#39;", "'").split())
        assert "drawings on Friday" in flat
        assert "survive a wash" in flat
    assert texts[2].startswith("Subject: Before you meet: Jo Reed")
    assert texts[1].startswith("# Before you meet: Jo Reed")
    out = tmp_path / "week.md"
    run(capsys, "--book", folder, "digest", "--as-of", AS_OF, "--form", "markdown", "--out", str(out))
    assert "Pump review" in out.read_text("utf-8")
    assert "Pump review" in client.get("/today", params={"as_of": AS_OF}).text
    assert client.get("/api/v1/digest", params={"week": "never"}).status_code == 400
    assert "vulnerability" in run(capsys, "--book", folder, "practice", "--as-of", AS_OF)
    assert client.get("/api/v1/practice", params={"as_of": AS_OF}).json()["name"] == "Sam Hart"
    assert "vulnerability" in client.get("/practice", params={"as_of": AS_OF}).text


def test_written_forms_are_safe() -> None:
    """What others wrote cannot draw in Markdown, hide characters, or break a line out of its place."""
    from regard.results import Told

    line = Told("asked", "x", "p", "Jo", "a *b* <i>\n# not\u202e a title", "2026-01-05T10:00:00Z")
    plain = written._plain(written.told(line, AS_OF), marks=True)
    assert "\n" not in plain
    assert "\\*b\\*" in plain
    assert "\\<i\\>" in plain
    assert "\u202e" not in plain


def test_who_sits_there_is_kept_by_a_form_of_ours_only(desk: Book) -> None:
    """The form sets the cookie and goes back to a page of ours; without its token it is refused."""
    client = TestClient(create_app(desk), base_url="http://localhost:8000")
    assert client.post("/me", data={"address": KIM}, follow_redirects=False).status_code == 403
    token = re.search(r'name="token" value="([^"]+)"', client.get("/today", params={"as_of": AS_OF}).text)
    assert token is not None
    said = {"address": KIM, "token": token[1], "then": "https://elsewhere.example/"}
    answer = client.post("/me", data=said, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/today")
    assert "regard_me=kim.dale%40us.example" in answer.headers["set-cookie"]


def test_today_names_nobody_to_themselves(desk: Book) -> None:
    """Whoever said who they are reads of what they owe without their own name behind each line; the form is folded."""
    client = TestClient(create_app(desk), base_url="http://localhost:8000")

    week = desk.digest(as_of=AS_OF)
    assert {t.by for t in (*week.due, *week.asking)} == {t.to for t in week.asked} == {"you"}
    html = client.get("/today", params={"as_of": AS_OF}).text
    lines = html.split('<h2 id="due">', 1)[1].split('<h2 id="changed">', 1)[0]
    assert "drawings on Friday" in lines
    assert "you</bdi>" not in lines
    assert '<details class="looks"><summary>For <bdi>Sam Hart</bdi>' in html


def test_a_brief_tells_of_deals_what_their_own_page_does(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The open deals of a person with the first risks told on each deal's page, on trial or not, what changed, none of closed ones."""
    book = make_book()
    quote = mail(
        JO_REED,
        SAM,
        subject="Fridges",
        body="Thank you for the quote. Unless the leak is mended by Friday we will cancel the contract.",
        date="21 Jan 2026 08:00:00 +0000",
        message_id="q@x.example",
    )
    put(tmp_path / "all", *letters(), quote)
    book.sync(tmp_path / "all", write(tmp_path / "crm"), us=("us.example",), owner=("sam.hart@us.example",))
    page, brief = book.deal("Fridges", as_of="2026-02-02"), book.brief(JO, as_of="2026-02-02")
    (deal,) = brief.deals
    assert (deal.id, deal.name) == (page.id, "Fridges")
    told = [r for r in page.risks if r.told]
    assert {r.trial for r in told[:2]} >= {True}
    assert [(r["says"], r["trial"]) for r in deal.risks] == [(r.says, r.trial) for r in told[:2]]
    assert len(deal.risks) + deal.more == len(told)
    assert "“Sinks” was lost" in {c.says for c in brief.changed}
    assert "Fridges" in written.brief(brief, "markdown")
    assert "(on trial)" in written.brief(brief, "markdown")
    assert not book.brief("ada@north.example", as_of="2026-02-02").deals


def test_the_deals_of_a_brief_and_of_a_review_are_worked_out_once(
    make_book: Callable[..., Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked again, both tell the same of deals without looking through their mail anew, and neither takes the other's."""
    book, made = make_book(), []
    put(tmp_path / "all", *letters())
    book.sync(tmp_path / "all", write(tmp_path / "crm"), us=("us.example",), owner=("sam.hart@us.example",))
    monkeypatch.setattr(deal_board, "board", lambda *given, **named: made.append(named["owed"]) or BOARD(*given, **named))
    asked = [(book.brief(JO, as_of="2026-02-02"), book.review(as_of="2026-02-02")) for _ in range(2)]
    assert asked[0] == asked[1]
    assert len(made) == 2


def test_a_large_book_is_not_looked_through_for_a_week(desk: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What we asked in vain is found by its index; what changed is worked out once, until something else does."""
    book, times = desk, []
    monkeypatch.setattr(digest, "changed", lambda *given: times.append(given) or CHANGED(*given))
    live, asked = book._live(), []
    live.connection.set_trace_callback(asked.append)
    first = book.digest(as_of=AS_OF)
    live.connection.set_trace_callback(None)
    sql = next(q for q in asked if "'answers_ask'" in q and "LIMIT" in q)
    plan = " ".join(row[3] for row in live.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert "trial_asked" in plan
    assert "SCAN" not in plan
    assert book.digest(as_of=AS_OF) == first
    assert len(times) == 1
    put(
        tmp_path / "more",
        mail(JO_REED, SAM, subject="Late", body="Thank you.", date="20 Jan 2026 09:00", message_id="late@x.example"),
    )
    book.sync(tmp_path / "more")
    book.digest(as_of=AS_OF)
    assert len(times) == 2
