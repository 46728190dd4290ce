"""Is it true, on this book? Its own history foretold month by month, from what was known when each began, and compared with what came.

Reads interaction, trial, person, coverage; model, prediction and check (records).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

import numpy as np

from regard.answers.practice_pays import practice_pays
from regard.flow.learning import learned_by
from regard.flow.predicting import kept_predictions
from regard.flow.stored_history import BookHistory, stored_history
from regard.flow.weighing import known_weights, learned_since
from regard.model import DAY
from regard.relationships.calibration import METRICS, measured, reliability
from regard.relationships.validity import verdicts
from regard.relationships.validity.invariants import invariants
from regard.relationships.validity.origins import MOST_FITTED, SHORTEST, Months, affordable, months, origins
from regard.relationships.validity.report import interval, reading_of, share, targets
from regard.relationships.validity.targets import TARGETS
from regard.relationships.weights import Weights
from regard.results import Bin, Check, Figure, Invariant, Kept, TargetCheck
from regard.results.validity import PracticeCheck
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso

Say = Callable[[str], None]


def check(live: Live, records: Records, as_of_us: int, wanted: str, say: Say, *, text: bool = True) -> Check:
    """All of it. `wanted` is the setting `model.active`, `text` whether words are read.

    Raises nothing for a small, one-sided or empty book: it says so.
    """
    began = monotonic()
    book = stored_history(live, as_of_us)
    weights = known_weights(records, wanted, book.facts, as_of_us)
    learned = learned_since(records, wanted, as_of_us, book.span.start_us)
    past = months(book.span.start_us, book.span.end_us, affordable(len(book.facts), learned=learned))
    notes = tuple(_notes(book, past, as_of_us))
    record = on_record(records, as_of_us)
    if past.chosen and len(book.facts):
        with _one_thread():
            say("what was learned by each month")
            cuts = origins(past.chosen, lambda at: _weights_then(records, wanted, book, as_of_us, at))
            world = book.world(weights, past.taught_us)
            found = targets(world, cuts, say)
            say("intervals")
            held = interval(world, cuts)
            say("what must hold")
            must = invariants(world, as_of_us)
            say("does practice pay?")
            pays: PracticeCheck | None = practice_pays(live, book, world, as_of_us, text=text)
    else:
        found, held, must, pays = tuple(_nothing()), None, (), None
    return Check(
        as_of=iso(as_of_us) or "",
        model=weights.version,
        start=None if book.one_sided else iso(book.span.start_us),
        end=None if book.one_sided else iso(book.span.end_us),
        days=book.span.days,
        cuts=tuple(iso(at) or "" for at, _ in past.chosen),
        verdict=_verdict(found, must, notes, Figure(held.share, held.low, held.high) if held else None),
        targets=found,
        coverage80=held.share if held else None,
        coverage=held,
        invariants=must,
        kept=next((k for k in record if k.name == "answers_ask"), None),
        on_record=record,
        notes=notes,
        changes=tuple(_changes(book, found)),
        seconds=round(monotonic() - began, 1),
        practice=pays,
        months=past.possible,
    )


def _weights_then(records: Records, wanted: str, book: BookHistory, as_of_us: int, at_us: int) -> Weights:
    """The weights in force at an origin; where those in force now were learned on this book later, what would have been learned by then."""
    if learned_since(records, wanted, as_of_us, at_us) and (found := learned_by(book, at_us)) is not None:
        return found
    return known_weights(records, wanted, book.facts, at_us, MOST_FITTED)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Boosting's threads wait busily for each other on a shared machine: one is as fast."""
    import sklearn.ensemble  # noqa: F401 - only what is loaded already can be held
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def _nothing() -> Iterator[TargetCheck]:
    for target in TARGETS:
        yield TargetCheck(target.name, target.question, "too_few", verdicts.too_few(0, 0, 0), 0, 0)


def _notes(book: BookHistory, past: Months, as_of_us: int) -> Iterator[str]:
    """What this book cannot show, and why."""
    buyers = len(np.unique(book.facts.b))
    if not len(book.mail.us) and not len(book.facts):
        yield "The book holds no mail with buyers, or only automated mail: there is nothing to foretell."
        return
    if book.one_sided:
        yield "No source shows what buyers write (a sent folder alone, say): nothing that they do can be told from nothing seen."
    elif book.span.end_us - book.span.start_us < SHORTEST:
        days = f"{book.span.days} {'day' if book.span.days == 1 else 'days'}"
        yield f"What buyers write is shown for {days}: at least {SHORTEST // DAY} are needed to foretell one half from the other."
    elif not past.chosen:
        yield "No month began after enough time to learn from and long enough before the end: there is nothing to foretell yet."
    elif len(past.chosen) == 1:
        yield "One month alone could be foretold from what came before it: whether it gets better or worse cannot be said yet."
    elif len(past.chosen) < past.possible:
        yield (
            f"Of {past.possible} months {len(past.chosen)} are foretold, evenly spread, so that a check stays within minutes: all "
            "figures are of these."
        )
    if buyers < verdicts.NEEDED_PEOPLE:
        people = "one buyer" if buyers == 1 else f"{buyers} buyers"
        yield (
            f"There are decided chances of {people} only: {verdicts.NEEDED_PEOPLE} are needed for any verdict, and for what must hold "
            "beyond sums and order (chance, time reversal, volume)."
        )
    early = int((book.mail.us < as_of_us - 50 * 365 * DAY).sum())
    if early:
        yield f"{early:,} mails carry a date of more than fifty years ago: clocks were wrong. They stand before everything else."


def _verdict(found: tuple[TargetCheck, ...], must: tuple[Invariant, ...], notes: tuple[str, ...], held: Figure | None) -> str:
    """The whole in a few sentences: what to rely on, by name, what not, and what would mislead."""
    levels = {level: [t for t in found if t.level == level] for level in ("better", "equal", "worse", "too_few")}
    broken = [i for i in must if not i.holds]
    if len(levels["too_few"]) == len(found):
        text = f"Not enough evidence for any of {len(found)} questions."
        return f"{text} {notes[0]}" if notes else text
    text = " ".join(f"{LED[level]} {_who(levels[level])}." for level in LED if levels[level])
    if held is not None and held.high < INSIDE:
        text += f" Its intervals are too narrow here: they held {100 * held.value:.0f} % and not 80 % of what came next."
    if broken:
        text += f" {len(broken)} of {len(must)} things that must hold do not."
    return text


LED = {
    "better": "Where they stand tells better than who wrote last or most:",
    "equal": "It tells no better than that, do not rely on it:",
    "worse": "It tells worse, go by who wrote last or most:",
    "too_few": "Too little here to tell yet:",
}
"""How the verdict leads each kind of answer in, best first."""
INSIDE = 0.8
"""The share of what comes next that an interval is made to hold."""


def _who(found: Sequence[TargetCheck]) -> str:
    """What these are about, as a list."""
    said = {t.name: f"who {t.who}" for t in TARGETS}
    return "; ".join(said[t.name] + _but(t) for t in found)


def _but(target: TargetCheck) -> str:
    """What is not surely beaten, of what is better than recency and volume."""
    rule = verdicts.unbeaten(target.gains) if target.level == "better" else ""
    return f" (but not surely better than {rule})" if rule else ""


def _changes(book: BookHistory, found: tuple[TargetCheck, ...]) -> Iterator[str]:
    """What would make more measurable."""
    few = [t for t in found if t.level == "too_few"]
    if book.one_sided:
        yield "Add the mailboxes' inboxes beside what they sent: regard sync PATH"
        return
    if not few:
        return
    if book.span.days < 365:
        yield f"More time: {book.span.days} days are shown; every further month adds cases to each question."
    if any(t.name == "accepts_meeting" and not t.n for t in few):
        yield "Calendars: invitations and their answers are read from .ics files (regard sync calendar.ics)."
    if any(t.people < verdicts.NEEDED_PEOPLE for t in few):
        yield "More mailboxes of colleagues who write to buyers: figures rest on people, not on mails."


# ------------------------------------------------------------------------------------------------- what was recorded


ON_RECORD = {
    "answers_ask": "Will they answer this ask within 3 days?",
    "starts_contact": "Will they write of their own accord this week?",
    "introduces_colleague": "Will they bring a colleague in this week?",
    "accepts_meeting": "Will they accept this invitation?",
}
"""What is written down, as it is asked; in the order in which it is told."""


def on_record(records: Records, as_of_us: int) -> tuple[Kept, ...]:
    """The record of predictions written down before the moment and scored by it, a row for each thing that was ever foretold."""
    rows = kept_predictions(records, as_of_us)
    of = {name: [r for r in rows if r.target == name] for name in ON_RECORD}
    return tuple(_kept(mine, name, as_of_us) for name, mine in of.items() if mine)


def _kept(rows: list[Any], name: str, as_of_us: int) -> Kept:
    """What became of predictions of one thing."""
    scored = [r for r in rows if r.outcome in {"0", "1"} and r.scored_us is not None and r.scored_us <= as_of_us]
    y = np.array([r.outcome == "1" for r in scored], dtype=np.float64)
    people = {h: n for n, h in enumerate(sorted({r.buyer_h for r in scored}))}
    open_ = sum(r.scored_us is None or r.scored_us > as_of_us for r in rows)
    counts = {
        "made": len(rows),
        "open": open_,
        "scored": len(y),
        "people": len(people),
        "name": name,
        "question": ON_RECORD[name],
    }
    missing = verdicts.too_few(len(y), int(y.sum()), len(people))
    if missing:
        return Kept(**counts, verdict=missing)
    p = np.array([r.p for r in scored])
    buyer = np.array([people[r.buyer_h] for r in scored], dtype=np.int64)
    found = reading_of(measured(p, y, buyer, METRICS))
    bins = tuple(Bin(**b) for b in reliability(p, y, buyer))  # type: ignore[arg-type]
    base: Figure = share(y, buyer)
    return Kept(
        **counts,
        verdict=verdicts.calibration(found.ece),
        base=base,
        auc=found.auc,
        brier=found.brier,
        ece=found.ece,
        reliability=bins,
    )


def history(records: Records, as_of_us: int) -> list[dict[str, Any]]:
    """Past checks, newest first, as they were told."""
    return [
        {**json.loads(row.result), "made": iso(row.made_us)} for row in reversed(records.checks()) if row.made_us <= as_of_us
    ]
