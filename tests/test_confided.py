"""What a buyer told one of ours in confidence is quoted on that seller's own list, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, new_book, put
from tests.flow.crm_files import TABLES, write

from regard.answers.confided import IN_CONFIDENCE, unquoted
from regard.book import Book
from regard.deals.records import Evidence
from regard.surfaces.api import create_app
from regard.surfaces.web.looking import COOKIE

SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
KIM = "Kim Ash <kim@acme.example>"
ME, OTHER = "sam.hart@us.example", "tea@us.example"
LATER = "2026-02-02"
WORD = "zebrawood"
CONFIDENCE = (
    f"Between you and me, our zebrawood board decides by 20 February and Kim Ash does not want the {WORD} fridges.\n"
    f"Our goal is to have the {WORD} line ready in May, and Zorvex quoted us 9000 EUR for {WORD}.\n"
    f"I am disappointed that the {WORD} drawings are late again.\n"
    f"Could you send me the {WORD} drawings for the fridges?\n"
    f"I will send you the {WORD} report by 12 February."
)


@pytest.fixture
def told(tmp_path: Path) -> Book:
    """Jo writes with Sam of an open deal, first of ordinary things, at last in confidence."""
    return book_of(tmp_path, CONFIDENCE)


def book_of(tmp_path: Path, body: str, subject: str = "Fridges", answer: str = "") -> Book:
    """Ordinary mail between Sam and Jo, at last one of Jo's to Sam alone, and Sam's answer to it where there is one."""
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    mails = [
        raw
        for n in range(5, 21, 3)
        for raw in (
            mail(SAM, JO, subject=f"Fridges {n}", date=f"{n:02d} Jan 2026 09:00:00 +0000", body="When do you need the fridges?"),
            mail(JO, f"{SAM}, {KIM}", subject=f"Re: Fridges {n}", date=f"{n:02d} Jan 2026 11:00:00 +0000",
                 body="We need the fridges in May. Could you send me the prices of all of them?"),
        )
    ]  # fmt: skip
    mails.append(mail(JO, SAM, subject=subject, date="28 Jan 2026 10:00:00 +0000", body=body, message_id="c@acme.example"))
    if answer:
        mails.append(mail(SAM, JO, subject=f"Re: {subject}", date="28 Jan 2026 12:00:00 +0000", body=answer,
                          message_id="o@us.example", reply_to="c@acme.example"))  # fmt: skip
    book.sync(put(tmp_path / "mail", *mails), write(tmp_path / "crm", TABLES))
    return book


def everything(book: Book, looking: str | None) -> dict[str, str]:
    """All results of a book but the mail itself and what finds mails, as JSON by name."""
    people = [p.id for p in book.people(as_of=LATER)]
    message = next(
        e["message_id"]
        for e in book.person("Jo Reed", as_of=LATER).as_json()["timeline"]
        if e["date"] and "2026-01-28T10" in e["date"]
    )
    opened = book.message(message, as_of=LATER)
    results: dict[str, Any] = {
        "heard": list(opened.heard),
        "thread": [e.as_json() for e in opened.thread],
        "people": [r.as_json() for r in book.people(as_of=LATER)],
        "person": [book.person(p, as_of=LATER).as_json() for p in people],
        "why": [book.why(p, of, as_of=LATER).as_json() for p in people for of in ("trust", "value", "rapport")],
        "brief": [book.brief(p, as_of=LATER).as_json() for p in people],
        "account": [book.account(a.id, as_of=LATER).as_json() for a in book.accounts(as_of=LATER)],
        "accounts": [r.as_json() for r in book.accounts(as_of=LATER)],
        "promises": [r.as_json() for r in book.promises(as_of=LATER)],
        "digest": book.digest(looking=looking, as_of=LATER).as_json(),
        "review": book.review("2026-01", looking=looking).as_json(),
        "next review": book.review("2026-02", looking=looking, as_of=LATER).as_json(),
        "actions": [r.as_json() for r in book.actions(looking=looking, as_of=LATER)],
        "deals": [r.as_json() for r in book.deals(LATER, closed=True)],
        "deal": [book.deal(r.id, LATER).as_json() for r in book.deals(LATER, closed=True)],
        "risks": [r.as_json() for r in book.risks(LATER)],
        "proposed": [r.as_json() for r in book.proposed_deals(LATER)],
    }
    return {name: json.dumps(of, ensure_ascii=False, default=str) for name, of in results.items()}


@pytest.mark.parametrize("looking", [None, OTHER])
def test_a_confidence_is_quoted_nowhere(told: Book, looking: str | None) -> None:
    """Its words stand on the list of the seller to whom it was told, and in the mail for them; in no other result."""
    (mine,) = told.coached(ME, as_of=LATER)
    assert WORD in mine.quote
    assert WORD in str(told.message(mine.message_id, as_of=LATER, looking=ME).zones)
    assert WORD not in json.dumps(told.message(mine.message_id, as_of=LATER, looking=looking).as_json(), default=str)
    assert list(told.coached(OTHER, as_of=LATER)) == []
    assert [name for name, text in everything(told, looking).items() if WORD in text] == []


ASKS = "The zebrawood budget is gone. Could you send me the zebrawood price by Friday? I will send you the zebrawood list by Friday."


@pytest.mark.parametrize(
    "body",
    [
        f"Please treat this as confidential. {ASKS}",
        f"Can we keep this between us? {ASKS}",
        f"Please do not share this with your colleagues. {ASKS}",
        "Bitte behandeln Sie das vertraulich: wir haben uns gegen das zebrawood Angebot entschieden.",
        "Entre nous, nous avons décidé de ne pas retenir votre offre zebrawood.\nPouvez-vous m'envoyer les plans zebrawood ?",
    ],
)
def test_a_wish_to_keep_it_quiet_is_enough(tmp_path: Path, body: str) -> None:
    """However it is asked for, in any of the languages, no word of that mail stands in a result."""
    shown = everything(book_of(tmp_path, body), None)
    assert [name for name, text in shown.items() if WORD in text] == []


@pytest.mark.parametrize("who", ["I am", "Kim Ash is"])
def test_that_somebody_leaves_is_a_confidence_itself(tmp_path: Path, who: str) -> None:
    """Told to one of ours alone, it is no risk, action, successor or change for anybody; the seller has it on their list."""
    book = book_of(tmp_path, f"Between you and me, {who} leaving Acme at the end of February. Zebrawood Miller takes over.")
    shown = everything(book, None)
    assert [name for name, text in shown.items() if "leaving" in text or "they leave" in text or "Zebrawood" in text] == []
    assert "leaving" in book.coached(ME, as_of=LATER)[0].quote


def test_that_somebody_leaves_is_told_where_it_is_said_openly(tmp_path: Path) -> None:
    """Without a wish to keep it quiet the same words are a risk and a change."""
    shown = everything(book_of(tmp_path, "I am leaving Acme at the end of February. Zebrawood Miller takes over."), None)
    assert "is leaving" in shown["risks"]
    assert "writes that they leave" in shown["digest"]


def test_a_subject_that_holds_it_is_hidden(tmp_path: Path) -> None:
    """Also over our answer; the mail itself and its own heading stay."""
    subject = "Between you and me: zebrawood line is cancelled"
    book = book_of(tmp_path, "Could you call me tomorrow about it?", subject, "I will call you tomorrow at ten.")
    shown = everything(book, None)
    assert [name for name, text in shown.items() if WORD in text] == []
    assert "(in confidence)" in shown["person"]


def test_our_answer_that_repeats_it_is_not_quoted(tmp_path: Path) -> None:
    """What we write after it in the same thread may say it again."""
    answer = "I will not tell Kim that the zebrawood budget is gone. I will send you a cheaper zebrawood quote by 10 February."
    shown = everything(book_of(tmp_path, "Between you and me, the budget is gone.", "Budget", answer), None)
    assert [name for name, text in shown.items() if WORD in text] == []


def test_other_words_are_quoted(told: Book) -> None:
    """What Jo wrote to everybody there is quoted as ever, and the promise made in confidence is still one."""
    shown = everything(told, None)
    assert [name for name in ("person", "why") if "Could you send me the prices" in shown[name]] == ["person", "why"]
    assert '"last": []' in shown["brief"], "what Jo wrote before is not the last word, and the last is not quoted"
    assert "said to one of us in confidence" in shown["promises"]


def test_records_lose_their_quotes_wherever_they_lie(told: Book) -> None:
    """In tuples, mappings and lists a record of a confidence keeps all but its quote; where there is none, the same object comes back."""
    (mine,) = told.coached(ME, as_of=LATER)
    live = told._view(LATER).live
    bare, other = Evidence("says", mine.message_id, None, "words", 1, 6), Evidence("says", "m_other", None, "words", 1, 6)
    found = unquoted(live, {"a": (bare, [other]), "b": 1})
    assert found == {"a": (Evidence("says", mine.message_id, None, "", 1, 6), [other]), "b": 1}
    same = (other, [other])
    assert unquoted(live, same) is same


OWN = "I will send you a cheaper zebrawood quote by 30 January."


@pytest.mark.parametrize("looking", [None, OTHER, ME])
def test_what_one_of_us_promised_after_it_is_read_by_that_one_alone(tmp_path: Path, looking: str | None) -> None:
    """Whoever wrote it reads it in promises, actions, brief and digest; to everybody else it is a promise made in confidence."""
    book = book_of(tmp_path, "Between you and me, the budget is gone.", "Budget", OWN)
    shown = {
        "promises": [r.text for r in book.promises(looking=looking, as_of=LATER) if r.side == "us"],
        "actions": [r.text for r in book.actions(looking=looking, as_of=LATER) if r.source == "promise"],
        "brief": [t.says for t in book.brief("Jo Reed", looking=looking, as_of=LATER).owed],
        "digest": [t.says for t in book.digest(looking=looking, as_of=LATER).due],
    }
    expected = [] if looking == OTHER else [OWN if looking == ME else IN_CONFIDENCE]
    assert shown.pop("digest") == expected, "another one's week has none of it"
    assert shown == {name: [OWN if looking == ME else IN_CONFIDENCE] for name in shown}


def test_what_is_taken_up_of_it_stays_with_whoever_wrote_it(tmp_path: Path) -> None:
    """An action made of it is private: nobody else sees its words."""
    book = book_of(tmp_path, "Between you and me, the budget is gone.", "Budget", OWN)
    (mine,) = [r for r in book.actions(looking=ME, as_of=LATER) if r.source == "promise"]
    assert mine.private
    book.action_change(mine.id, "edited", by=ME, due="2026-02-10", as_of=LATER)
    assert [r.text for r in book.actions(looking=ME, as_of=LATER) if r.source == "promise"] == [OWN]
    assert [name for name, text in everything(book, None).items() if WORD in text] == []
    assert [name for name, text in everything(book, OTHER).items() if WORD in text] == []


@pytest.mark.parametrize(
    "answer",
    [
        "I will make the other side's present look small by 10 February.",
        "I will write to the lady upstairs by 10 February and say nothing of you.",
        "I will let you have fifteen percent less by 10 February, so that they stay out.",
    ],
)
def test_an_answer_in_other_words_is_kept_as_well(tmp_path: Path, answer: str) -> None:
    """It gives a confidence away without one of its words: that two sentences share none shows nothing."""
    secret = "Between us: Vantis has offered the trust six loan pumps for free, and Margaret Osei likes that."
    shown = everything(book_of(tmp_path, secret, "Ward", answer), None)
    words = ("look small", "upstairs", "fifteen percent")
    assert [name for name, text in shown.items() if any(w in text for w in words)] == []


def test_a_search_finds_a_confidence_and_shows_it_to_whom_it_was_told(told: Book) -> None:
    """Whoever else searches sees that it was told in confidence; the mail says so too, and to whom, without its words."""
    (mine,) = told.coached(ME, as_of=LATER)
    for looking in (None, OTHER):
        (found,) = [m for m in told.search(WORD, as_of=LATER, looking=looking).messages if m.message_id == mine.message_id]
        assert (found.snippet, found.marks) == ("(said to one of us in confidence)", ())
        mail_ = told.message(mine.message_id, as_of=LATER, words=WORD, looking=looking)
        assert (mail_.confided, mail_.told_to, mail_.zones, mail_.marks) == (True, ("Sam Hart",), (), ())
    (found,) = [m for m in told.search(WORD, as_of=LATER, looking=ME).messages if m.message_id == mine.message_id]
    assert WORD in found.snippet
    assert found.marks
    assert not told.message(mine.message_id, as_of=LATER, looking=ME).confided


@pytest.mark.parametrize(("who", "shown"), [("", False), (OTHER, False), (ME, True)])
def test_page_and_rest_withhold_the_words_alike(told: Book, who: str, shown: bool) -> None:
    """Both say that it was told in confidence and to whom; whoever is on the mail and says so reads it in both."""
    (mine,) = told.coached(ME, as_of=LATER)
    client = TestClient(create_app(told), base_url="http://127.0.0.1:8000", cookies={COOKIE: who} if who else {})
    page = client.get(f"/messages/{mine.message_id}").text
    rest = client.get(f"/api/v1/messages/{mine.message_id}", params={"as": who} if who else {}).json()
    assert [WORD in page, WORD in json.dumps(rest)] == [shown, shown]
    assert ["Told in confidence to" in page, rest["confided"]] == [not shown, not shown]
    assert rest["told_to"] == ([] if shown else ["Sam Hart"])


def test_brief_and_digest_point_to_the_list_of_whoever_was_told(told: Book) -> None:
    """Before they meet, the seller who was told is led to their own list, without a word of it; nobody else is."""
    (mine,) = told.coached(ME, as_of=LATER)
    who = mine.person
    says = "told you something to keep to yourself, last on 2026-01-28"
    note = told.brief(who, as_of=LATER, looking=ME).note
    assert f"Jo Reed {says}" in note
    assert WORD not in note
    assert all(says not in told.brief(who, as_of=LATER, looking=one).note for one in (None, OTHER))
    assert all(says not in told.digest(looking=one, as_of=LATER).note for one in (None, OTHER))
