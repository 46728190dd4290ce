"""Is it true? A book's own past foretold: verdicts, leakage, invariants, and books that cannot be checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.books import SHIPPED, copy_book, mail

from regard.answers.validity import LED, _verdict, _weights_then
from regard.book import Book
from regard.flow import learning
from regard.flow.stored_history import BookHistory, stored_history
from regard.flow.weighing import learned_since
from regard.relationships import learning as relationships_learning
from regard.relationships.calibration import auc, auc_within, gain
from regard.relationships.validity import report, verdicts
from regard.relationships.validity.protocols import accepts, initiation, introduction, lasting, persistence, reply
from regard.relationships.validity.targets import TARGETS
from regard.relationships.validity.world import LANGUAGES, Answers
from regard.relationships.weights import load
from regard.results import Check, Figure, TargetCheck
from regard.time import now_us


@pytest.fixture(scope="module")
def checked(synced: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Check, list[dict[str, object]]]:
    """One check of the made-up company's book, and what was kept of it."""
    few = {"NEEDED": 40, "NEEDED_OF_EACH": 8, "NEEDED_PEOPLE": 5}  # the made-up company has 18 buyers
    with pytest.MonkeyPatch.context() as patched:
        for name, least in few.items():
            patched.setattr(verdicts, name, least)
        with Book.open(copy_book(synced, tmp_path_factory.mktemp("checked") / "book"), flags=SHIPPED) as book:
            return book.check(), book.checks()


@pytest.fixture(scope="module")
def history(synced: Path) -> BookHistory:
    """The company's history as protocols read it."""
    with Book.open(synced, flags=SHIPPED) as book:
        view = book._view(None)
        return stored_history(view.live, view.as_of_us)


def test_the_verdict_names_what_to_rely_on_and_what_not(checked: tuple[Check, list[dict[str, object]]]) -> None:
    """Every question stands in the first sentences under what was found of it, by what it is about and not as a number."""
    found, _ = checked
    said = dict(zip(LED, (part for part in LED.values()), strict=True))
    for target, asked in zip(found.targets, TARGETS, strict=True):
        after = found.verdict.partition(said[target.level])[2]
        assert f"who {asked.who}" in after.partition(".")[0], target.name


@pytest.mark.parametrize(("share", "said"), [(0.68, True), (0.85, False)])
def test_the_verdict_warns_of_intervals_that_are_too_narrow(
    checked: tuple[Check, list[dict[str, object]]], share: float, said: bool
) -> None:
    """Where fewer than four fifths lie inside for certain, the first sentences say so; else they do not."""
    found, _ = checked
    text = _verdict(found.targets, (), (), Figure(share, share - 0.1, share + 0.1))
    assert ("too narrow" in text) is said


def test_the_verdict_says_what_a_better_standing_does_not_surely_beat() -> None:
    """Better than recency and volume is not better than everything: the nearest rule that may be as good stands beside it."""
    sure, unsure = Figure(0.1, 0.05, 0.15), Figure(0.02, -0.03, 0.06)
    rows = [
        TargetCheck("replies_3", "?", "better", "", 500, 40, gains={"recency": sure, "volume": sure, "person_rate": rate})
        for rate in (unsure, sure)
    ]
    texts = [_verdict((row,), (), (), None) for row in rows]
    assert "(but not surely better than each person's own rate)" in texts[0]
    assert "not surely" not in texts[1]


def test_every_target_has_a_verdict_and_no_figure_without_its_interval(checked: tuple[Check, list[dict[str, object]]]) -> None:
    """A target is measured with intervals around its figures, or it is words alone; all of it is JSON."""
    found, _ = checked
    assert [t.name for t in found.targets] == [
        "replies_3", "starts_contact_14", "accepts_meeting", "introduces_60", "active_30", "active_60",
    ]  # fmt: skip
    json.dumps(found.as_json(), allow_nan=False)
    for target in found.targets:
        assert target.verdict
        if target.level == "too_few":
            assert (target.auc, target.base, target.baselines, target.reliability) == (None, None, {}, ())
            continue
        assert target.low["auc"] <= target.auc <= target.high["auc"]
        assert target.low["base"] <= target.base <= target.high["base"]
        assert {"global_rate", "person_rate", "volume", "recency", "recency_x_frequency", "count_recency", "boosting"} <= set(
            target.baselines
        )
        for reading in (*target.rows.values(), *target.baselines.values()):
            for f in (reading.auc, reading.log_loss, reading.brier, reading.ece):
                assert isinstance(f, Figure)
                assert f.low <= f.value + 0.02
    assert any(t.level != "too_few" for t in found.targets), "the made-up company must be large enough for one verdict"


def test_what_must_hold_holds_on_the_made_up_company(checked: tuple[Check, list[dict[str, object]]]) -> None:
    """Exact sums, no gain from our own volume, no order, no look ahead, placebo: each holds and says so."""
    found, _ = checked
    assert {i.name for i in found.invariants} >= {"exact_sum", "own_volume", "any_order", "no_look_ahead", "placebo"}
    assert [i.says for i in found.invariants if not i.holds] == []


def test_a_check_is_kept_and_never_written_over(checked: tuple[Check, list[dict[str, object]]]) -> None:
    """What was told stays in the records as it was told."""
    found, kept = checked
    assert len(kept) == 1
    assert kept[0]["verdict"] == found.verdict
    assert kept[0]["targets"] == json.loads(json.dumps(found.as_json()))["targets"]


@pytest.mark.parametrize("protocol", [reply, initiation, accepts, introduction, persistence, lasting])
def test_nothing_known_after_the_cut_reaches_a_chance(history: BookHistory, protocol: Callable) -> None:
    """Turn round every outcome that was known only after a day: chances of what opened that day stay the same to the bit."""
    span = history.span
    split = (span.start_us + span.end_us) // 2
    until = split + 60_000_000  # what opens in the first minute
    if protocol in {reply, accepts}:
        opened = history.asks.us[history.asks.us >= split]
        until = int(opened[0]) + 1 if len(opened) else until
    world = replace(history.world(load(), split), until_us=until)
    before = protocol(world)
    facts = history.facts
    later = facts.known_us >= until
    turned = replace(facts, outcome=np.where(later, 1 - facts.outcome, facts.outcome))
    mail_ = history.mail
    gone = mail_.us < until
    short = replace(
        mail_, sender=mail_.sender[gone], recipient=mail_.recipient[gone], us=mail_.us[gone], recipients=mail_.recipients[gone]
    )
    other = replace(history, facts=turned)
    fresh = replace(other.world(load(), split), until_us=until)
    # Outcomes of the rows themselves are looked up in the mail after the cut, so the history alone loses it.
    fresh = replace(fresh, history=type(fresh.history).of(short, fresh.asks))
    after = protocol(fresh)
    assert len(before) == len(after)
    for name, p in before.rows.items():
        np.testing.assert_array_equal(p, after.rows[name])


def test_auc_within_groups_gains_nothing_from_what_groups_differ_by() -> None:
    """A chance that only tells groups apart has an AUC of one half within them."""
    group = np.repeat([0, 1], 200)
    y = np.concatenate([np.tile([0.0, 0, 0, 1], 50), np.tile([0.0, 1, 1, 1], 50)])
    p = group * 0.5 + 0.25
    ones = np.ones(400)
    assert auc(p, y, ones) > 0.7
    assert auc_within(p, y, ones, group) == pytest.approx(0.5)
    assert gain(p, np.full(400, 0.5), y, np.arange(400), group=group)[0] == pytest.approx(0.0)


SAM = "Sam Hart <sam.hart@us.example>"
NOBODY = {
    "empty": ([], "no mail with buyers"),
    "one contact": (
        [mail(date=f"{d:02d} Jan 2026 10:00:00 +0000", body=f"And when, on the {d}?") for d in range(5, 12)],
        "one buyer",
    ),
    "all automated": (
        [
            mail("robot <noreply@shop.example>", date=f"{d:02d} Jan 2026 08:00:00 +0000", auto_submitted="auto-generated")
            for d in range(1, 20)
        ],
        "automated",
    ),
    "sent only": (
        [mail(SAM, f"b{d} <b{d}@acme.example>", date=f"{d:02d} Jan 2026 08:00:00 +0000") for d in range(1, 25)],
        "No source shows what buyers write",
    ),
    "clocks wrong": ([mail(date=f"{d:02d} Jan 1802 08:00:00 +0000", body=f"{d}") for d in range(1, 9)], ""),
}


@pytest.mark.parametrize(("mails", "says"), NOBODY.values(), ids=NOBODY)
def test_books_that_cannot_be_checked_say_so(
    make_book: Callable[..., Book], tmp_path: Path, mails: list[bytes], says: str
) -> None:
    """Too small, one-sided, one contact, all automated, wrong clocks: a plain statement, no figure, no crash."""
    folder = tmp_path / "mail" / ("Sent" if says.startswith("No source") else "Inbox")
    folder.mkdir(parents=True)
    for n, raw in enumerate(mails):
        (folder / f"{n}.eml").write_bytes(raw)
    book = make_book()
    if mails:
        book.sync(folder.parent, us=("us.example",), owner=("sam.hart@us.example",))
    found = book.check()
    assert found.coverage80 is None
    assert all(t.level == "too_few" and t.auc is None for t in found.targets)
    assert "Not enough evidence" in found.verdict
    assert says in " ".join(found.notes)


def scrambled(history: BookHistory, split: int) -> BookHistory:
    """The same history up to a moment; after it mail is between other people and every chance came out the other way."""
    rng = np.random.default_rng(4)
    mail, facts = history.mail, history.facts
    late = mail.us >= split
    sender, recipient = mail.sender.copy(), mail.recipient.copy()
    turn = rng.permutation(np.flatnonzero(late))
    sender[late], recipient[late] = recipient[turn], sender[turn]
    few = facts.where(np.flatnonzero((facts.known_us < split) | (rng.random(len(facts)) < 0.5)))
    few = replace(few, outcome=np.where(few.known_us >= split, 1 - few.outcome, few.outcome))
    return replace(history, mail=replace(mail, sender=sender, recipient=recipient), facts=few)


@pytest.mark.parametrize("protocol", [initiation, introduction, persistence, lasting])
def test_what_comes_later_changes_neither_who_is_asked_about_nor_any_chance(history: BookHistory, protocol: Callable) -> None:
    """With everything after the cut scrambled, the same pairs are asked about at the cut and given the same chances."""
    split = (history.span.start_us + history.span.end_us) // 2
    found = []
    for one in (history, scrambled(history, split)):
        world = replace(one.world(load(), split), until_us=split + 1)  # the first cut alone
        answers = protocol(world)
        found.append((answers.buyer, {**answers.rows, **answers.baselines, **answers.parts}))
    (buyers, chances), (others, changed) = found
    assert len(buyers) > 5
    assert np.array_equal(buyers, others)
    for name in chances:
        assert np.allclose(chances[name], changed[name], atol=1e-12), name


def test_intervals_are_of_what_was_usual_before(history: BookHistory) -> None:
    """The average circumstances under which an interval is drawn are those before the cut: later asks change nothing in it."""
    split = (history.span.start_us + history.span.end_us) // 2
    world = replace(history.world(load(), split), until_us=split + 1)
    asks = world.asks
    later = asks.us >= split + 40 * 86_400_000_000
    assert later.any()
    context = {k: np.where(later, 6, v) if k == "weekday" else v for k, v in (asks.context or {}).items()}
    changed = replace(world, asks=replace(asks, context=context))
    from regard.relationships.validity.protocols import coverage

    one, other = coverage(world), coverage(changed)
    assert np.array_equal(one.rows["state"], other.rows["state"])


def test_standing_without_its_own_channel_and_regions_are_told(checked: tuple[Check, list[dict[str, object]]]) -> None:
    """Replies are also foretold by a standing that never saw a reply, and read apart by where buyers' clocks stand."""
    found, _ = checked
    replies = found.targets[0]
    own = replies.parts["without_own_channel"]
    assert own.low <= own.value <= own.high
    assert own.value < replies.auc, "what it foretells tells most of it"
    assert "Built without such cases" in replies.composite
    assert {"rapport_adds_nothing"} <= {i.name for i in found.invariants}


def test_what_a_buyer_writes_in_is_told_apart(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A buyer whose mails are mostly German stands apart from one who writes English; without words nobody's language is known."""
    jo, uli, ours = "Jo Reed <jo.reed@acme.example>", "Uli Baum <uli.baum@beta.example>", "Sam Hart <sam.hart@us.example>"
    english = "Could you tell me what the pump would cost us, and when it could be here?"
    german = "Können Sie mir bitte sagen, was die Pumpe kostet und wann sie bei uns sein kann?"
    for n, (who, body) in enumerate([(jo, english), (uli, german), (uli, german + " Danke schon einmal.")]):
        sent = mail(
            who, ours, subject=f"Pump {n}", date=f"{5 + n:02d} Jan 2026 10:00:00 +0000", body=body, message_id=f"l{n}@x.example"
        )
        path = tmp_path / "mail" / f"{n}.eml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(sent)
    told = {}
    for text in (True, False):
        book = make_book(f"book-{text}")
        book.sync(tmp_path / "mail", us=("us.example",), text=text)
        view = book._view("2026-01-31")
        found = stored_history(view.live, view.as_of_us)
        names = dict(view.live.rows("SELECT id, name FROM person"))
        told[text] = {names[p]: int(n) for p, n in zip(found.people, found.language, strict=True) if names[p] != "Sam Hart"}
    assert told == {True: {"Jo Reed": 0, "Uli Baum": 1}, False: {"Jo Reed": -1, "Uli Baum": -1}}


@pytest.mark.parametrize(("german", "told"), [(0, 0), (400, 2)])
def test_languages_are_read_apart_where_there_are_two(german: int, told: int) -> None:
    """Each language of a book's buyers gets its own calibration; a book of one language gets no row that says nothing."""
    rng = np.random.default_rng(5)
    buyer = np.repeat(np.arange(80), 10)
    y = (rng.random(800) < 0.5).astype(float)
    p = np.clip(0.5 + 0.3 * (y - 0.5) + rng.normal(0, 0.1, 800), 0.01, 0.99)
    flat = np.full(800, 0.5)
    language = (np.arange(800) < german).astype(np.int64)
    none = np.full(800, -1)
    answers = Answers(
        y,
        buyer,
        {"state": p, "context": p},
        dict.fromkeys(("volume", "recency"), flat),
        {},
        none > 0,
        none + 21,
        none + 1,
        region=none,
        language=language,
    )
    found = report.told(TARGETS[0], answers)
    assert len([part for part in found.subgroups if part.name in LANGUAGES]) == told


def test_what_was_learned_on_the_book_is_learned_anew_at_each_origin(book_copy: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once `learn` ran, loads at an earlier origin are those of what was known then, whatever came later; with the shipped version asked
    for, or before anything was learned, none are."""
    monkeypatch.setattr(learning, "ENOUGH", 100)
    monkeypatch.setattr(relationships_learning, "ENOUGH", 10)  # the made-up company has 18 buyers
    records, now = book_copy._records, now_us()
    book = stored_history(book_copy._view(None).live, now)
    at = (book.span.start_us + book.span.end_us) // 2

    def loads(wanted: str, of: BookHistory) -> dict[str, tuple[float, float]]:
        found = _weights_then(records, wanted, of, now_us(), at)
        return {name: (channel.w, channel.half_life_days) for name, channel in found.channels.items()}

    before = loads("", book)
    assert not learned_since(records, "", now, at)
    assert book_copy.learn().version is not None
    after = loads("", book)
    assert {w for w, _ in after.values()} != {w for w, _ in before.values()}
    late = book.facts.known_us >= at
    assert late.any()
    turned = replace(book, facts=replace(book.facts, outcome=np.where(late, 1 - book.facts.outcome, book.facts.outcome)))
    assert loads("", turned) == after
    assert loads("trust-1", book) == {name: (c.w, c.half_life_days) for name, c in load("trust-1").channels.items()}
    assert not learned_since(records, "", now_us(), now_us() + 1), "it had been found by then"
    assert not learned_since(records, "", at, at), "nobody knew of it then"
