"""Who is who: the queue of doubtful pairs, what a verdict does to it, and companies that may be one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.books import differences, mail, put, state

from regard.book import Book
from regard.errors import UnknownReference, UsageError
from regard.surfaces import written

HARLOW, BROOK = "Eva Lundqvist <eva.lundqvist@harlow.example>", "Eva Lundqvist <elundqvist@brook.example>"
SIGNED = "Could you send the prices?\n\nBest regards,\nEva Lundqvist\n{title}\n713-555-0102\n"


def on(day: int) -> str:
    """A Date header, so many days after new year 2026."""
    return format_datetime(datetime(2026, 1, 1, 10, tzinfo=UTC) + timedelta(days=day))


def the_mover(folder: Path) -> Path:
    """A buyer who writes from one company until February and from another from March on, with one telephone number."""
    mails = []
    for day in (4, 11, 18, 25):
        mails.append(mail(HARLOW, date=on(day), subject=f"Prices {day}", body=SIGNED.format(title="Purchasing Manager")))
        mails.append(mail("Sam Hart <sam.hart@us.example>", HARLOW, date=on(day + 1), subject=f"Re: Prices {day}"))
    for day in (62, 69, 76):
        mails.append(mail(BROOK, date=on(day), subject=f"Offer {day}", body=SIGNED.format(title="VP Operations")))
        mails.append(mail("Sam Hart <sam.hart@us.example>", BROOK, date=on(day + 1), subject=f"Re: Offer {day}"))
    mails += [
        mail(f"{n} <{n.lower().replace(' ', '.')}@acme{i % 3}.example>", date=on(i), subject=n) for i, n in enumerate(OTHERS)
    ]
    return put(folder, *mails)


OTHERS = [
    "Jo Reed",
    "Ina Roe",
    "Karl Holm",
    "Ada Vik",
    "Tom Dale",
    "Pia Nes",
    "Rolf Berg",
    "Mia Strand",
    "Jan Kvist",
    "Noor Haddad",
]


@pytest.fixture
def book(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    made = make_book()
    made.sync(the_mover(tmp_path / "mail"), us=("us.example",))
    return made


def queue(book: Book) -> list[set[str]]:
    """The addresses of each pair of the queue."""
    return [{*pair.left.addresses, *pair.right.addresses} for pair in book.who().pairs]


def test_a_buyer_at_two_companies_is_asked_about_and_not_merged(book: Book) -> None:
    """The two addresses stay two people; the queue shows them side by side, with what speaks for it and the messages."""
    assert book.person("eva.lundqvist@harlow.example").id != book.person("elundqvist@brook.example").id
    (pair,) = book.who().pairs
    assert {*pair.left.addresses, *pair.right.addresses} == {"eva.lundqvist@harlow.example", "elundqvist@brook.example"}
    assert pair.affected == 6
    says = {r.what: r for r in pair.reasons}
    assert says["name"].level == "given name"
    assert says["phone"].level == "same"
    assert says["company"].level == "one after the other"
    assert all(r.bits > 0 for r in (says["name"], says["phone"]))
    assert pair.left.phones == pair.right.phones == ("7135550102",)
    assert pair.left.shown
    assert all(book.message(s.message_id).subject == s.subject for s in pair.left.shown)


def test_each_verdict_empties_the_queue_and_undo_fills_it_again(book: Book) -> None:
    """Same, different and unsure each take the pair out; undo brings back the book and the queue as they were."""
    before, asked = state(book.folder), queue(book)
    for verdict in (book.same, book.different, book.unsure):
        made = verdict("eva.lundqvist@harlow.example", "elundqvist@brook.example")
        assert queue(book) == []
        assert made["judgement"] in [j.id for j in book.who().recent]
        book.undo(made["judgement"])
        assert queue(book) == asked
        assert made["judgement"] not in [j.id for j in book.who().recent]
    assert differences(state(book.folder), before) == ""


def test_unsure_comes_back_with_new_evidence_only(book: Book, tmp_path: Path) -> None:
    """More mail of the same kind leaves an unsure pair alone; a mail with both on it is new evidence."""
    book.unsure("eva.lundqvist@harlow.example", "elundqvist@brook.example")
    put(tmp_path / "mail", mail(BROOK, date=on(80), subject="Offer again"), start=100)
    book.sync()
    assert queue(book) == []
    put(tmp_path / "mail", mail("Ina Roe <ina.roe@acme1.example>", f"{HARLOW}, {BROOK}", date=on(81)), start=101)
    book.sync()
    assert len(queue(book)) == 1


def test_the_queue_of_one_person(book: Book) -> None:
    """Asked of one person, only their pairs come; their page knows of them once the queue was asked for, and not before."""
    assert book.maybe_same("eva.lundqvist@harlow.example") is None
    assert len(book.who("eva.lundqvist@harlow.example").pairs) == 1
    assert book.who("jo.reed@acme0.example").pairs == ()
    ((other, name, probability),) = book.maybe_same("eva.lundqvist@harlow.example") or ()
    assert (other, name) == (book.person("elundqvist@brook.example").id, "Eva Lundqvist")
    assert 0.2 <= probability <= 1


def test_a_buyer_who_changes_company_keeps_history_and_relationship(book: Book) -> None:
    """Once called the same, the person has two dated jobs with titles, one timeline; a past day shows the job of then."""
    before = book.person("eva.lundqvist@harlow.example").timeline_total
    book.same("eva.lundqvist@harlow.example", "elundqvist@brook.example")
    now = book.person("elundqvist@brook.example")
    assert [(j["company"], j["from"], j["until"]) for j in now.jobs] == [
        ("Brook", "2026-03-04", None),
        ("Harlow", "2026-01-05", "2026-01-26"),
    ]
    assert [t["title"] for j in now.jobs for t in j["titles"]] == ["VP Operations", "Purchasing Manager"]
    assert book.message(now.jobs[0]["titles"][0]["message_id"]).subject == "Offer 62"
    assert (now.company, now.title) == ("Brook", "VP Operations")
    assert now.timeline_total > before
    told = {day: book.brief("elundqvist@brook.example", as_of=day) for day in ("2026-02-10", "2026-03-20")}
    assert [(b.people[0].company, b.people[0].before) for b in told.values()] == [("Harlow", ""), ("Brook", "Harlow")]
    assert "(VP Operations, Brook; before at Harlow)" in " ".join(written.brief(told["2026-03-20"]).split())
    then = book.person("elundqvist@brook.example", as_of="2026-02-10")
    assert (then.company, then.title, [j["until"] for j in then.jobs]) == ("Harlow", "Purchasing Manager", [None])
    harlow, brook = book.account("harlow.example", as_of="now"), book.account("brook.example", as_of="2026-03-20")
    assert [(row["person"], row["company"]) for row in harlow.left] == [(now.id, "Brook")]
    assert now.id not in [p.id for p in harlow.people]
    assert brook.left == ()
    assert now.id in [p.id for p in brook.people]
    assert now.id in [p.id for p in book.account("harlow.example", as_of="2026-02-10").people]


def test_an_erased_person_leaves_the_queue(book: Book) -> None:
    """After `forget`, neither the queue nor the judgements name the person."""
    made = book.unsure("eva.lundqvist@harlow.example", "elundqvist@brook.example")
    book.forget("elundqvist@brook.example")
    assert queue(book) == []
    assert made["judgement"] not in [j.id for j in book.who().recent]


def test_two_domains_become_one_company_only_by_a_word(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Domains with shared people are proposed, joined by `same @a @b`, and parted again by undo; "different" ends the question."""
    mails = [
        mail(f"{who}@{domain}", date=on(i), subject=f"{who} {i}")
        for i, who in enumerate(("eva.lundqvist", "tom.reedholm", "ina.kvistad"))
        for domain in ("northgas.example", "vestkraft.example")
    ]
    put(tmp_path / "mail", *mails)
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    before = state(book.folder)
    (found,) = book.who().companies
    assert (found.left, found.right) == ("northgas.example", "vestkraft.example")
    made = book.same("@northgas.example", "@vestkraft.example")
    assert book.account("northgas.example").id == book.account("vestkraft.example").id
    assert book.who().companies == ()
    assert {"@northgas.example", "@vestkraft.example"} in [{j.left, j.right} for j in book.who().recent]
    book.undo(made["judgement"])
    assert differences(state(book.folder), before) == ""
    book.different("@northgas.example", "@vestkraft.example")
    assert book.who().companies == ()
    assert book.account("northgas.example").id != book.account("vestkraft.example").id


def test_look_alike_domains_held_apart_stay_apart(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Look-alike domains that join by themselves come apart by the user's word."""
    mails = [
        mail(f"{who}@{domain}", date=on(i), subject=f"{who} {i}")
        for i, who in enumerate(("eva.lundqvist", "tom.reedholm", "ina.kvistad"))
        for domain in ("harlow.com", "harlowgroup.com")
    ]
    put(tmp_path / "mail", *mails)
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    assert book.account("harlow.com").id == book.account("harlowgroup.com").id
    book.different("@harlow.com", "@harlowgroup.com")
    assert book.account("harlow.com").id != book.account("harlowgroup.com").id


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        ("@harlow.example", "jo.reed@acme0.example", "Name two of a kind"),
        ("@harlow.example", "@nowhere.example", "@nowhere.example"),
        ("@harlow.example", "@gmail.com", "Anybody"),
        ("@harlow.example", "@HARLOW.example", "one company already"),
    ],
)
def test_companies_named_wrongly_are_told_so(book: Book, left: str, right: str, says: str) -> None:
    """A person beside a company, an unknown or a free-mail domain and one domain twice are refused with the reason."""
    with pytest.raises(UsageError, match=says):
        book.same(left, right)


def test_mail_that_is_never_shown_is_no_evidence_to_open(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """An owner's private address is asked about without the subjects of mail with no buyer; what is named can be opened."""
    ours, home = "Sam Hart <sam.hart@us.example>", "Sam Hart <sam.hart77@freemail.example>"
    mails = [mail(HARLOW, date=on(day), subject=f"Prices {day}", to=ours) for day in (4, 11, 18)]
    mails += [mail(ours, HARLOW, date=on(day), subject=f"Re: Prices {day}") for day in (5, 12, 19)]
    mails += [mail(home, ours, date=on(day), subject=f"Photos {day}") for day in (6, 13, 20, 27)]
    made = make_book()
    made.sync(put(tmp_path / "mail", *mails), us=("us.example",))
    sides = [s for d in made.who().pairs for s in (d.left, d.right)]
    assert "sam.hart77@freemail.example" in {a for s in sides for a in s.addresses}
    named = [m for s in sides for m in s.shown] + [m for d in made.who().pairs for m in d.together]
    assert named
    assert not [m for m in named if "Photos" in m.subject]
    assert all(made.message(m.message_id).subject == m.subject for m in named)


def test_an_empty_book_has_an_empty_queue(make_book: Callable[..., Book]) -> None:
    """Nobody, no pairs, no error."""
    found = make_book().who()
    assert (found.pairs, found.companies, found.recent, found.people) == ((), (), (), 0)


def test_a_mailbox_owner_is_asked_about_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair of which one is whose mailbox was read stands before all others; the rest keep their order."""
    from regard.answers import who

    monkeypatch.setattr(who, "_doubt", lambda _view, _found, pair: (pair.left, pair.right))
    monkeypatch.setattr(who, "recent", lambda *_: ())
    monkeypatch.setattr(who, "almost_sure", lambda *_: ())
    pairs = [SimpleNamespace(left=a, right=b) for a, b in (("x", "y"), ("v", "w"), ("p", "owner"))]
    found = SimpleNamespace(pairs=pairs, companies=(), subjects={})
    view = SimpleNamespace(live=SimpleNamespace(rows=lambda _sql: [("owner",)]))
    told = who.who_is_who(view, found, (), limit=3, offset=0)  # type: ignore[arg-type]
    assert list(told.pairs) == [("p", "owner"), ("x", "y"), ("v", "w")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"affected": 200}, {"affected": 2}),
        ({"affected": 3, "deals": 2}, {"affected": 10}),
        ({"affected": 10, "probability": 0.9}, {"affected": 10, "probability": 0.1}),
        ({"affected": 20}, {"affected": 150, "left": "kim", "right": "sam"}),
        ({"affected": 150, "left": "kim", "right": "sam"}, {"affected": 5}),
    ],
)
def test_what_matters_most_is_asked_first(first: dict[str, object], second: dict[str, object]) -> None:
    """Mail that would move, by how likely they are one, more where an open deal hangs on it, less where both are our own people."""
    from regard.answers.doubts import Pair, matters

    given: dict[str, object] = {"left": "jo", "right": "ann", "probability": 0.5, "affected": 1, "seen": {}}
    sides = {"jo": "them", "ann": "them", "kim": "us", "sam": "us"}
    one, other = (matters(Pair(**{**given, **more}), sides) for more in (first, second))  # type: ignore[arg-type]
    assert one > other


def test_an_open_deal_is_told_with_a_pair(book: Book, tmp_path: Path) -> None:
    """Whom the CRM names on a deal that is open stands in the queue with it; of one that was won, without."""
    assert {p.deals for p in book._doubted(book._view(None)).pairs} == {0}
    header = "Deal ID,Deal Name,Stage,Amount,Close Date,Account Name,Contact Email,Created Date"
    rows = ("1,Ovens,Closed Won,5,2026-01-05", "2,Pumps,Offer,5,2026-12-05", "3,Seals,Offer,5,2026-12-05")
    (tmp_path / "crm").mkdir()
    text = "\n".join([header, *(f"{row},Harlow,eva.lundqvist@harlow.example,2025-10-02" for row in rows)])
    (tmp_path / "crm" / "deals.csv").write_text(text, "utf-8")
    book.sync(tmp_path / "crm")
    assert [p.deals for p in book._doubted(book._view(None)).pairs] == [2]


def two(book: Book) -> tuple[str, str, str]:
    """Ids of the two whom the queue asks about: who stays, who is merged into them; and that one's address."""
    ids = {a: book.person(a).id for a in ("eva.lundqvist@harlow.example", "elundqvist@brook.example")}
    book.same(*ids)
    stays = book.person("elundqvist@brook.example").id
    gone = next(i for i in ids.values() if i != stays)
    return stays, gone, next(a for a, i in ids.items() if i == gone)


def test_an_id_that_was_merged_away_leads_to_whom_it_belongs_to(book: Book) -> None:
    """A bookmark of somebody who was found to be another leads to that person, and to themselves again when it is taken back."""
    stays, gone, address = two(book)
    assert book.person(gone).id == stays
    judgement = book.who().recent[0].id
    book.undo(judgement)
    assert book.person(gone).addresses == (address,)
    with pytest.raises(UnknownReference):
        book.person("p_" + "a" * 26)


def test_a_second_verdict_on_a_pair_says_that_it_is_answered(book: Book) -> None:
    """Whoever answers a pair that a colleague answered meanwhile is told so, with what takes it back; nothing changes."""
    stays, gone, _ = two(book)
    judgements = [j.id for j in book._records.judgements()]
    for verdict in (book.different, book.unsure):
        for pair in ((stays, gone), (gone, stays)):
            with pytest.raises(UsageError, match=r"Answered meanwhile: somebody said on 20.*regard undo j_"):
                verdict(*pair)
    assert "already" in book.same(stays, gone)["message"]
    assert [j.id for j in book._records.judgements()] == judgements


def test_nothing_irrevocable_is_done_to_more_than_was_shown(book: Book) -> None:
    """What a page showed of one is not done to whoever they were joined with since, by that page's id or the other's."""
    stays, gone, address = two(book)
    mails = book.status().messages
    for ref in (stays, gone):
        for change in (book.forget, book.object):
            with pytest.raises(UsageError):
                change(ref, shown_as=[address])
    for change in (book.forget, book.object, book.disclose, book.whom):
        with pytest.raises(UsageError, match="one person with others since"):
            change(gone)
    with pytest.raises(UsageError, match="Open their page again"):
        book.forget(stays, shown_as=())
    assert book.status().messages == mails
    assert not book.person(stays).objected
    book.object(stays, shown_as=book.person(stays).addresses[::-1])
    assert book.person(stays).objected
    book.forget(stays, shown_as=book.person(stays).addresses)
    assert book.status().messages < mails


def the_sure(folder: Path) -> Path:
    """Three buyers of one company with two addresses each, signed alike with one telephone number, among ten others."""
    mails = []
    for n, (given, last) in enumerate((("Solveig", "Aakervik"), ("Torbjorn", "Ekelund"), ("Ragnhild", "Moberget"))):
        name, signed = (
            f"{given} {last}",
            f"Could you send the prices?\n\nBest regards,\n{given} {last}\nBuyer\n713-555-01{10 + n}\n",
        )
        for day, local in ((4, last), (11, last), (40, f"{given}.{last}"), (47, f"{given}.{last}")):
            who = f"{name} <{local.lower()}@harlow.example>"
            mails.append(mail(who, date=on(day + n), subject=f"Prices {given} {day}", body=signed))
            mails.append(mail("Sam Hart <sam.hart@us.example>", who, date=on(day + n + 1), subject=f"Re: Prices {given} {day}"))
    mails += [
        mail(f"{n} <{n.lower().replace(' ', '.')}@acme{i % 3}.example>", date=on(i), subject=n) for i, n in enumerate(OTHERS)
    ]
    return put(folder, *mails)


def test_almost_sure_pairs_are_joined_at_once_and_undone_one_by_one(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Pairs with a chance of 98 % are told by themselves; one yes joins them all in one settlement, and each can be taken back alone."""
    book = make_book()
    book.sync(the_sure(tmp_path / "mail"), us=("us.example",))
    sure = book.who().sure
    assert {a for p in sure for s in (p.left, p.right) for a in s.addresses} == {
        f"{local}@harlow.example"
        for local in ("aakervik", "solveig.aakervik", "ekelund", "torbjorn.ekelund", "moberget", "ragnhild.moberget")
    }
    assert all(p.probability >= 0.98 for p in sure)
    told = book.same_all([(p.left.id, p.right.id) for p in sure])
    assert (told["joined"], told["left"]) == (3, [])
    assert book.person("ekelund@harlow.example").id == book.person("torbjorn.ekelund@harlow.example").id
    assert book.who().sure == ()
    assert book.same_all([("ekelund@harlow.example", "torbjorn.ekelund@harlow.example")])["joined"] == 0
    book.undo(told["judgements"][0])
    assert len(book.who().sure) == 1


def test_joining_the_almost_sure_keeps_apart_whom_you_called_different(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who was said to be different is joined by no list: the pair is left, and the answer says so."""
    book = make_book()
    book.sync(the_sure(tmp_path / "mail"), us=("us.example",))
    sure = book.who().sure
    book.different("ekelund@harlow.example", "torbjorn.ekelund@harlow.example")
    assert len(book.who().sure) == 2
    told = book.same_all([(p.left.id, p.right.id) for p in sure])
    assert (told["joined"], len(told["left"])) == (2, 1)
    assert book.person("ekelund@harlow.example").id != book.person("torbjorn.ekelund@harlow.example").id


def test_an_address_of_somebody_else_is_joined_by_no_list(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A colleague's address that an address book shows with a buyer's name is almost sure by the sum alone; it is left to the queue."""
    folder = the_sure(tmp_path / "mail")
    signed = "Could you send the prices?\n\nBest regards,\nSolveig Aakervik\nBuyer\n713-555-0110\n"
    put(
        folder,
        *(mail("Solveig Aakervik <rcole@harlow.example>", date=on(n), subject=f"More {n}", body=signed) for n in (60, 67)),
    )
    book = make_book()
    book.sync(folder, us=("us.example",))
    found = book.who()
    held = [p for p in found.pairs if "rcole@harlow.example" in (*p.left.addresses, *p.right.addresses)]
    assert max(p.probability for p in held) >= 0.98
    assert not [p for p in found.sure if "rcole@harlow.example" in (*p.left.addresses, *p.right.addresses)]
    assert len(found.sure) == 3


def namesakes(folder: Path, first: list[int], second: list[int], *, until: int) -> Path:
    """Two of one name at two companies, each writing to Sam on some days without a telephone, and a mailbox that goes on until a day."""
    mails = []
    for who, days in ((HARLOW, first), (BROOK, second)):
        for day in days:
            mails.append(mail(who, date=on(day), subject=f"Prices {day}", body="Could you send the prices?"))
            mails.append(mail("Sam Hart <sam.hart@us.example>", who, date=on(day + 1), subject=f"Re: Prices {day}"))
    mails += [mail(f"{n} <{n.lower().replace(' ', '.')}@acme{i % 3}.example>", date=on(i)) for i, n in enumerate(OTHERS)]
    return put(folder, *mails, mail("Jo Reed <jo.reed@acme0.example>", date=on(until), subject="Fair"))


@pytest.mark.parametrize(
    ("first", "second", "until", "told"),
    [
        ([4, 18, 32, 46], [60, 66], 70, "both in use"),  # a fortnight's silence, as between any two of their mails
        ([4, 18, 32, 46], [60, 66, 150], 160, "changed company"),  # silent for months
        ([4, 104, 118], [125, 130, 190], 200, "both in use"),  # they paused for longer before
        ([4, 18, 32, 146], [60, 66, 150], 160, "both in use"),  # in the same weeks
    ],
)
def test_one_name_in_use_at_two_companies_says_no_more_than_that(
    make_book: Callable[..., Book], tmp_path: Path, first: list[int], second: list[int], until: int, told: str
) -> None:
    """An address has fallen silent once it is still for two months and longer than ever before; else two people may bear the name, and
    nobody joins them at one word."""
    book = make_book()
    book.sync(namesakes(tmp_path / "mail", first, second, until=until), us=("us.example",))
    found = book.who()
    (pair,) = found.pairs
    assert [r.level for r in pair.reasons if r.what == "moved"] == [told]
    assert (pair.probability <= 0.5) is (told == "both in use")
    assert bool(found.sure) is (told != "both in use")
