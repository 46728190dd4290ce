"""What is one seller's alone: their ratings beside behaviour and stated views, and what buyers advised them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import Company, mail, put
from tests.test_privacy import traces

from regard.book import Book
from regard.errors import SourceError, UnknownReference, UsageError
from regard.review.advising import kind_of

US = ("us.example",)
SAM, LIZ = "Sam Hart <sam.hart@us.example>", "Liz Poe <liz.poe@us.example>"
JO, MAX = "Jo Reed <jo@acme.example>", "Max Oak <max@beta.example>"
ME, OTHER = "sam.hart@us.example", "liz.poe@us.example"
ADVICE = "Between you and me: do not send the price before Marc has seen the numbers."


def day(n: int, hour: int = 10) -> str:
    return f"{n:02d} Jan 2026 {hour:02d}:00:00 +0000"


@pytest.fixture
def desk(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Jo advises Sam, who writes that he did so; Max writes with Liz."""
    book = make_book()
    book.sync(
        put(
            tmp_path / "mail",
            mail(SAM, JO, subject="Offer", date=day(4), body="When may I send the offer?", message_id="1@us.example"),
            mail(JO, SAM, subject="Re: Offer", date=day(5), body=ADVICE, message_id="2@acme.example", cc=LIZ),
            mail(
                SAM, JO, subject="Numbers", date=day(8), body="As you suggested, the numbers first.", message_id="3@us.example"
            ),
            mail(MAX, LIZ, subject="Valves", date=day(6), body="Which valves fit?", message_id="4@beta.example"),
            mail(LIZ, MAX, subject="Re: Valves", date=day(7), body="These.", message_id="5@us.example"),
        ),
        us=US,
    )
    return book


def everything_shown(book: Book, looking: str | None) -> str:
    """All that a book tells to somebody, of actions, reviews and people, as text."""
    told = [
        [r.as_json() for r in book.actions(looking=looking)],
        book.review("2026-01", looking=looking).as_json(),
        [r.as_json() for r in book.people()],
        book.person("jo@acme.example").as_json()["why"],
    ]
    return str(told)


# -------------------------------------------------------------------------------------------------------------- ratings


def test_a_rating_is_shown_to_its_seller_alone(desk: Book) -> None:
    """Sam's rating stands beside what Jo shows him; nobody else is shown it anywhere, and nothing of it moves an estimate."""
    before = desk.why("jo@acme.example").as_json()
    desk.rate("jo@acme.example", trust="91.5", value="low", by=ME)
    (jo,) = desk.perceived(ME)
    assert (jo.name, jo.rated, jo.rated_on) == ("Jo Reed", {"trust": 91.5, "value": 25.0, "rapport": None}, "2026-01-08")
    assert jo.says == {"trust": "unknown", "value": "unknown", "rapport": ""}
    assert [p.name for p in desk.perceived(OTHER)] == ["Max Oak"]
    assert all(p.rated["trust"] is None for p in desk.perceived(OTHER))
    assert "91.5" not in everything_shown(desk, OTHER) + everything_shown(desk, None)
    assert desk.why("jo@acme.example").as_json() == before
    desk.rate("jo@acme.example", trust="", by=ME)
    assert desk.perceived(ME)[0].rated["trust"] is None
    desk.rate("jo@acme.example", trust="60", by=ME)
    assert desk.perceived(ME)[0].rated["trust"] == 60
    assert desk.perceived(ME, as_of="2026-01-07")[0].rated["trust"] is None


def test_the_gap_is_held_against_the_interval(book_copy: Book, company: Company) -> None:
    """A rating above or below the 80 % interval of what the buyer shows is said to be so; one within it is as they act."""
    me = company.files.mailboxes[0].owner
    known = next(p for p in book_copy.perceived(me) if p.shown["trust"].known)
    at = known.shown["trust"]
    for score, says in ((at.high + 1, "above"), (max(at.low - 1, 0), "below"), ((at.low + at.high) / 2, "within")):
        book_copy.rate(known.person, trust=f"{min(score, 100):.2f}", by=me)
        again = next(p for p in book_copy.perceived(me) if p.person == known.person)
        assert again.says["trust"] == says


def test_bad_ratings_are_refused(desk: Book) -> None:
    """Nobody named, numbers out of range, words that mean nothing, other factors, unknown or objecting buyers: nothing is kept."""
    for call in (
        lambda: desk.rate("jo@acme.example", trust="70"),
        lambda: desk.rate("jo@acme.example", trust="101", by=ME),
        lambda: desk.rate("jo@acme.example", trust="-1", by=ME),
        lambda: desk.rate("jo@acme.example", trust="nan", by=ME),
        lambda: desk.rate("jo@acme.example", trust="splendid", by=ME),
        lambda: desk.rate("jo@acme.example", charm="70", by=ME),
        lambda: desk.rate("jo@acme.example", by=ME),
        lambda: desk.rate("jo@acme.example", trust="70", by="jo@acme.example"),
        lambda: desk.rate(OTHER, trust="70", by=ME),
        desk.perceived,
        desk.coached,
    ):
        with pytest.raises(UsageError):
            call()
    desk.object("jo@acme.example")
    with pytest.raises(UsageError):
        desk.rate("jo@acme.example", trust="70", by=ME)
    assert list(desk.perceived(ME)) == []


# --------------------------------------------------------------------------------------------------------- stated views


def test_a_survey_is_looked_at_then_kept_once(desk: Book, tmp_path: Path) -> None:
    """Every row of a CSV is stored, a duplicate or set aside with its reason; a preview keeps nothing; twice is once."""
    file = tmp_path / "survey.csv"
    file.write_text(
        "Email;Date;Score;Trust;Comment;Type\n"
        "jo@acme.example;07.01.2026;8;9;Quick and honest;Survey\n"
        "JO@acme.example;07.01.2026;8;9;Quick and honest;Survey\n"
        "Max Oak;2026-01-07;;;They were late;Lost deal interview\n"
        "nobody@nowhere.example;07.01.2026;5;;;\n"
        "jo@acme.example;07.01.2026;11;;;\n"
        "jo@acme.example;soon;5;;;\n"
        "jo@acme.example;;5;;;\n"
        "jo@acme.example;07.01.2031;5;;;\n"
        "jo@acme.example;07.01.2026;;;;\n"
        ";07.01.2026;5;;;\n",
        "utf-8",
    )
    seen = desk.stated_import(file, scale=10, preview=True)
    assert desk.perceived(ME)[0].stated == ()
    kept = desk.stated_import(file, scale=10)
    assert {k: kept[k] for k in kept if k != "message"} == {k: seen[k] for k in seen if k != "message"}
    assert (kept["seen"], kept["stored"], kept["duplicate"], kept["set_aside"]) == (10, 2, 1, 7)
    assert {r["reason"] for r in kept["reasons"]} == {
        "nobody in the book goes by that",
        "overall is not between 0 and 10",
        "date unreadable",
        "no date",
        "date in the future",
        "says nothing",
    }
    assert desk.stated_import(file, scale=10)["stored"] == 0
    said = {(s.factor, s.score, s.words, s.how, s.date) for s in desk.perceived(ME)[0].stated}
    assert said == {
        ("overall", 80.0, "", "survey", "2026-01-07"),
        ("trust", 90.0, "", "survey", "2026-01-07"),
        ("overall", None, "Quick and honest", "survey", "2026-01-07"),
    }
    assert [s.how for s in desk.perceived(OTHER)[0].stated] == ["loss interview"]
    assert "Quick and honest" not in everything_shown(desk, OTHER)


def test_one_answer_by_hand(desk: Book) -> None:
    """What a buyer said can be entered; what lies in the future, says nothing or is of no known kind is refused."""
    desk.stated_add("Jo Reed", how="loss interview", words="Too dear", on="2026-01-06", trust="40")
    assert {(s.factor, s.score, s.words) for s in desk.perceived(ME)[0].stated} == {
        ("trust", 40.0, ""),
        ("overall", None, "Too dear"),
    }
    assert desk.stated_add("Jo Reed", how="loss interview", words="Too dear", on="2026-01-06", trust="40")["stored"] == 0
    for call in (
        lambda: desk.stated_add("Jo Reed"),
        lambda: desk.stated_add("Jo Reed", how="gossip", words="x"),
        lambda: desk.stated_add("Jo Reed", words="x", on="2030-01-01"),
        lambda: desk.stated_add("Jo Reed", charm="5"),
        lambda: desk.stated_add(ME, words="x"),
        lambda: desk.stated_import(b"email,score\n", scale=0),
    ):
        with pytest.raises(UsageError):
            call()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"email,colour\njo@acme.example,red\n", b"\0\0\0"])
def test_a_file_without_answers(desk: Book, content: bytes) -> None:
    """A table without people or answers is refused with what it needs."""
    with pytest.raises(SourceError):
        desk.stated_import(content)


# -------------------------------------------------------------------------------------------------------------- coaching


def test_advice_is_its_sellers_own(desk: Book) -> None:
    """What Jo advised Sam is proposed to Sam alone, though Liz got a copy; and what Sam wrote after it shows that it was heeded."""
    (advice,) = desk.coached(ME)
    assert (advice.name, advice.shows, advice.says) == ("Jo Reed", "heeded", "we wrote that we did as they advised")
    assert "do not send the price" in advice.quote
    assert desk.message(advice.message_id).subject == "Re: Offer"
    assert list(desk.coached(OTHER)) == []
    (mine,) = [a for a in desk.actions(looking=ME) if a.source == "coaching"]
    assert (mine.private, mine.proposed, mine.state) == (True, True, "open")
    for looking in (OTHER, None):
        assert not [a for a in desk.actions(looking=looking) if a.source == "coaching"]
        assert "do not send the price" not in everything_shown(desk, looking)


def test_advice_is_confirmed_rejected_and_shared(desk: Book) -> None:
    """Taken up it is still private; a rejected sign is not shown again; nobody else can touch it; shared, all see it."""
    (advice,) = desk.coached(ME)
    desk.action_change(advice.id, "rejected", message=str(advice.shown_by), by=ME)
    (taken,) = desk.coached(ME)
    assert taken.shows == ""
    assert taken.action is not None
    action = taken.action.id
    assert not [a for a in desk.actions(looking=OTHER) if a.source == "coaching"]
    assert "price" not in desk.actions_file("csv", looking=OTHER)
    with pytest.raises(UnknownReference):
        desk.action_change(action, "done", by=OTHER)
    with pytest.raises(UnknownReference):
        desk.action_change(advice.id, "done", by=OTHER)
    desk.action_change(action, "done", by=ME)
    assert desk.coached(ME)[0].action.state == "done"  # type: ignore[union-attr]
    desk.action_change(action, "shared", by=ME)
    assert [a.state for a in desk.actions(looking=OTHER) if a.source == "coaching"] == ["done"]


def test_no_words_no_advice(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where words are not read, nothing is found that anybody advised."""
    book = make_book()
    book.sync(put(tmp_path / "m", mail(JO, SAM, body=ADVICE), mail(SAM, JO, date=day(9))), us=US, text=False)
    assert list(book.coached(ME)) == []


def test_the_forgotten_leave_ratings_answers_and_advice(desk: Book) -> None:
    """After forget, ratings, answers and what was made of advice are gone from every file; disclose had told of them before."""
    desk.rate("jo@acme.example", trust="70", by=ME)
    desk.stated_add("Jo Reed", words="A very particular remark")
    desk.action_change(desk.coached(ME)[0].id, "reopened", by=ME)
    held = desk.disclose("Jo Reed")["written down about them"]
    assert [r["score"] for r in held["how we rated the relationship"]] == [70.0]
    assert [r["words"] for r in held["what they said when asked"]] == ["A very particular remark"]
    assert "by" not in held["how we rated the relationship"][0]
    desk.forget("jo@acme.example")
    assert traces(desk.folder, "jo@acme.example", "particular remark", "do not send the price") == []
    assert list(desk.perceived(ME)) == []
    assert list(desk.coached(ME)) == []


# ------------------------------------------------------------------------------------------------- why it matters to us


def test_each_writers_last_line_stands_and_moves_nothing(desk: Book) -> None:
    """A later line takes the place of one's earlier one, an empty one takes it back; of two people both stand, the newest first."""
    before = desk.person("Jo Reed")
    desk.matters("Jo Reed", "She lets me see her plant.", by=ME)
    desk.matters("Jo Reed", "  She tells me\nwhen we are wrong. ", by=ME)
    desk.matters("Jo Reed", "Our way into Acme.", by=OTHER)
    after = desk.person("jo@acme.example")
    assert [(m.words, m.name) for m in after.matters] == [
        ("Our way into Acme.", "Liz Poe"),
        ("She tells me when we are wrong.", "Sam Hart"),
    ]
    assert (after.trust, after.value, after.rapport) == (before.trust, before.value, before.rapport)
    desk.matters("Jo Reed", "", by=OTHER)
    assert [m.by for m in desk.person("Jo Reed").matters] == [ME]
    assert desk.person("Max Oak").matters == ()


def test_a_line_is_signed_and_short(desk: Book) -> None:
    """Nobody writes one without saying who they are, of one of us, or a report."""
    for ref, words, by, why in (
        ("Jo Reed", "x", None, "with your name"),
        ("Jo Reed", "x" * 401, ME, "at most 400"),
        ("Jo Reed", "x", "stranger@nowhere.example", "nobody of ours"),
        ("Jo Reed", "  ", ME, "nothing to take back"),
        ("Liz Poe", "x", ME, "say it of a buyer"),
    ):
        with pytest.raises(UsageError, match=why):
            desk.matters(ref, words, by=by)
    assert desk.person("Jo Reed").matters == ()


def test_a_line_is_known_from_its_own_day_on(desk: Book) -> None:
    """On a day before it was written there is none."""
    desk.matters("Jo Reed", "She asks first.", by=ME)
    assert desk.person("Jo Reed", as_of="2026-01-06").matters == ()


def test_a_line_is_disclosed_and_goes_with_whom_it_is_about(desk: Book) -> None:
    """Disclose tells it, forget erases it, and nothing of it stays in any file."""
    desk.matters("Jo Reed", "An unusual remark", by=ME)
    desk.matters("Max Oak", "Once a colleague of Jo Reed", by=OTHER)
    assert [r["words"] for r in desk.disclose("Jo Reed")["written down about them"]["why we say it matters"]] == [
        "An unusual remark"
    ]
    desk.forget("jo@acme.example")
    assert traces(desk.folder, "unusual remark", "Jo Reed") == []


def test_a_line_is_written_on_the_persons_page(desk: Book) -> None:
    """Whoever said who they are finds a form there; what they wrote stands on the page for everybody, and nobody else writes for them."""
    from fastapi.testclient import TestClient

    from regard.surfaces.api import create_app

    app = create_app(desk)
    with TestClient(app, base_url="http://localhost:8000", follow_redirects=False) as client:
        form = {"token": app.state.token, "words": "She says <no> kindly."}
        page = f"/people/{desk.person('Jo Reed').id}"
        assert "Say who you are" in client.get(page).text
        assert client.post(f"{page}/matters", data=form).status_code >= 400
        client.post("/me", data={"token": app.state.token, "address": ME, "then": "/mine"})
        assert "what makes this relationship matter to you" in client.get(page).text
        assert client.post(f"{page}/matters", data=form).headers["location"].startswith(page)
        client.cookies.clear()
        assert "She says &lt;no&gt; kindly." in client.get(page).text


def test_contacts_from_before_are_the_sellers_own(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A hired seller is told who of their contacts came over, with the mails that show it; a colleague who was here before, nothing."""
    book = make_book()
    moved = "You know me from my years at Frostline; I am now with Us. May I come by?"
    book.sync(
        put(
            tmp_path / "mail",
            mail(LIZ, MAX, subject="Valves", date="01 Sep 2025 10:00:00 +0000", body="These.", message_id="1@us.example"),
            mail(
                MAX, LIZ, subject="Re: Valves", date="02 Sep 2025 10:00:00 +0000", body="Thanks.", message_id="2@beta.example"
            ),
            mail(SAM, JO, subject="Hello again", date=day(4), body=moved, message_id="3@us.example"),
            mail(JO, SAM, subject="Re: Hello again", date=day(5), body="Could we meet on Friday?", message_id="4@acme.example"),
        )
    )
    at = "2026-01-20"
    (one,) = book.brought(ME, as_of=at)
    assert (one.name, one.because, one.evidence[0].quote) == (
        "Jo Reed",
        "said",
        moved.split("; ", maxsplit=1)[0] + "; I am now with Us.",
    )
    assert list(book.brought(OTHER, as_of=at)) == []
    with pytest.raises(UsageError):
        book.brought(None, as_of=at)
    book.forget("jo@acme.example")
    assert list(book.brought(ME, as_of=at)) == []


def test_a_mailbox_that_begins_later_is_no_new_hire(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whose mail begins later than a colleague's and says nothing of changing firms brought nobody: it is merely read from then on."""
    book = make_book()
    book.sync(
        put(
            tmp_path / "mail",
            mail(LIZ, MAX, subject="Valves", date="01 Sep 2025 10:00:00 +0000", body="These.", message_id="1@us.example"),
            mail(SAM, JO, subject="Pumps", date=day(4), body="May I show you the new pump?", message_id="3@us.example"),
            mail(JO, SAM, subject="Re: Pumps", date=day(5), body="Could we meet on Friday?", message_id="4@acme.example"),
        )
    )
    assert list(book.brought(ME, as_of="2026-01-20")) == []


@pytest.mark.parametrize(
    ("words", "near", "kind"),
    [
        ("Between us, the owners look for a second supplier.", "", "confidence"),
        ("It is not public, so please keep it to yourself.", "We may close the Leeds plant. {}", "confidence"),
        ("Please do not forward this to your boss.", "Our budget is gone. {}", "confidence"),
        ("Off the record: they have seen the other bid.", "", "confidence"),
        ("Off the record: they have seen the other bid.", "{} Come with the pilot first.", "advice"),
        ("Between you and me: do not send the price yet.", "", "advice"),
        ("You didn't hear it from me, but you should see Ann first.", "", "advice"),
        ("If I were you I would lead with the savings.", "", "advice"),
        ("He will press you on the price.", "", "advice"),
    ],
)
def test_a_confidence_is_no_advice(words: str, near: str, kind: str) -> None:
    """What is to be kept quiet and tells us nothing to do is a confidence; all else that coaches is advice."""
    assert kind_of(words, near.format(words) if near else words) == kind


def test_only_advice_is_heeded(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A confidence has its own heading and is never said to be heeded, though a later mail speaks of what somebody suggested."""
    secret = "We may close the Leeds plant. It is not public, so please keep it to yourself."
    book = make_book()
    book.sync(
        put(
            tmp_path / "mail",
            mail(SAM, JO, subject="Offer", date=day(4), body="When may I send it?", message_id="1@us.example"),
            mail(JO, SAM, subject="Re: Offer", date=day(5), body=secret, message_id="2@acme.example"),
            mail(SAM, JO, subject="Offer", date=day(8), body="As you suggested, here is the offer.", message_id="3@us.example"),
        ),
        us=US,
    )
    (told,) = book.coached(ME)
    assert (told.kind, told.shows, told.says) == ("confidence", "", "")
    assert told.as_json()["kind"] == "confidence"
    (action,) = [a for a in book.actions(looking=ME) if a.source == "coaching"]
    assert action.text.startswith("Bear in mind: “We may close")
    from fastapi.testclient import TestClient

    from regard.surfaces.api import create_app

    with TestClient(create_app(book), base_url="http://localhost:8000") as client:
        client.post("/me", data={"token": client.app.state.token, "address": ME, "then": "/mine"})  # type: ignore[attr-defined]
        page = client.get("/mine").text
    assert "What they told you in confidence" in page
    assert "What they advised you" not in page
    assert "heeded" not in page
