"""Are the lines of briefs, and the places of a month's agenda, right? `python -m bench.judged` prints what readers made of them.

No mail is needed: verdicts stand beside references. `truth/text/briefs.csv`: a mail (SHA-256 of its bytes), start and end of a sentence,
section, kind and day of a line, `right`: is it so as of that day, and worth its line? `truth/text/agenda.csv`: month and place of a
relationship, `because` ("stake" or "turn"), `evidence` (the last mail by us: SHA-256 of its bytes), `right`: does it rightly come up?
`facts`: is all so that is said of it? `why` names what is wrong (`REASONS`). Columns ending in 2 are a second reader's, "" where there is
none.

`truth/text/agenda_again.csv` and `briefs_again.csv` were judged after the rules were changed, by two other readers at once: of agendas of
three books (`book`; "other" in `because` is somebody who was not on it, shown without a word of why), and of ten briefs, where `so` (is it
so?) and `worth` (is it worth its line?) are told apart.

`agenda_third.csv` and `briefs_third.csv` are the same of other mail (`place`: told at once, or behind "more"), and `waits.csv` holds asks
of which a book said that they wait for an answer: `asks` (does the sentence want one?), `open` (is none shown?), `to` (was it asked of whom
is named?), `pitch` (does the mail sell to us?).

`agenda_fourth.csv`, `briefs_fourth.csv` and `waits_again.csv` are the same once more, of people on no sheet before and of a half of the
companies on whose mail no rule was written. `agenda_fifth.csv` and `briefs_fifth.csv` are other people and months again, after what a
place has to be was changed; `todo`: does the page answer why now, and what one could do? In `waits_again.csv` book F is four mailboxes
whose owners' colleagues are taken for outsiders.

`agenda_facts.csv` holds every fact told at 30 places (`place`), after facts were made exact: is it `so`, and `worth` telling?
`topics_rank.csv` holds what 30 people (`person`) are said to care about, a line a row in the order of the product (`place`; `told`: worth a
line at once), shown to the readers in no order: which line belongs on `top`, which is `worth` a line? `coach_narrowed.csv` holds remarks of
three narrowed rules of the coach: is it `so`, and `apt`, would a good teacher make it?

`waits_third.csv` holds asks weighed by `regard.evidence.waits` with their `chance`: `told` as waiting, or only that they "may".
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.truth.text.readers import right_by
from bench.truth.text.reading import shares

TEXT = Path(__file__).with_name("truth") / "text"
BRIEFS, AGENDA = TEXT / "briefs.csv", TEXT / "agenda.csv"
BRIEFS_AGAIN, AGENDA_AGAIN = TEXT / "briefs_again.csv", TEXT / "agenda_again.csv"
BRIEFS_THIRD, AGENDA_THIRD, WAITS = TEXT / "briefs_third.csv", TEXT / "agenda_third.csv", TEXT / "waits.csv"
WAITS_THIRD = TEXT / "waits_third.csv"
BRIEFS_FOURTH, AGENDA_FOURTH, WAITS_AGAIN = TEXT / "briefs_fourth.csv", TEXT / "agenda_fourth.csv", TEXT / "waits_again.csv"
BRIEFS_FIFTH, AGENDA_FIFTH = TEXT / "briefs_fifth.csv", TEXT / "agenda_fifth.csv"
FACTS, RANK, COACH = TEXT / "agenda_facts.csv", TEXT / "topics_rank.csv", TEXT / "coach_narrowed.csv"
REASONS = {
    "mistaken": "a mail meant for somebody else, or a test",
    "list": "a circular, or to be taken off its list",
    "private": "a friend, a charity, a search for work",
    "ours": "one of our own, writing from elsewhere",
    "over": "the business had ended",
    "proxy": "sends on behalf of another, who is the relationship",
    "answers": "little standing is said of somebody who had kept answering",
    "unseen": "silence is said of one of ours whose mailbox is not read",
    "company": "a company is named that there is not",
    "topic": "a sentence of a circular is told as theirs",
    "job": "a search for work",
    "trivial": "a courtesy, or an errand that was done",
    "notcares": "what they are said to care about is no matter of theirs",
    "wrongdate": "another day",
    "supplier": "only sells to us",
    "notpromise": "no promise",
    "kept": "a promise that was kept",
    "notasked": "no question that waits",
    "notsaid": "not what they said",
    "answered": "a question or promise that had been answered",
    "wronglast": "another mail passed later",
    "other": "another reason",
}

COLLEAGUES = "F"
"""The book in `waits_again.csv` whose outsiders are colleagues."""
Row = Mapping[str, str]


def rows(sheet: Path) -> list[dict[str, str]]:
    """The rows of a sheet, by column."""
    with sheet.open(encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def verdicts(found: Sequence[Row], question: str) -> dict[str, Any]:
    """The share of yes to a question by the first reader; by both, with agreement and kappa, where a second has judged.

    Where the second judged only some rows, only these are counted. Intervals after Wilson.
    """
    twice = [row for row in found if row.get(f"{question}2")]
    if twice:
        return right_by([(row[question] == "1", row[f"{question}2"] == "1") for row in twice])
    return {"n": len(found), **shares({"first": (sum(row[question] == "1" for row in found), len(found))})}


def parted(found: Sequence[Row], by: str, question: str) -> dict[str, Any]:
    """The same for each value of a column."""
    return {
        value: verdicts([row for row in found if row[by] == value], question) for value in sorted({row[by] for row in found})
    }


def figures() -> dict[str, Any]:
    """What is counted of both sheets."""
    briefs, agenda = rows(BRIEFS), rows(AGENDA)
    waits, again, third = rows(WAITS), rows(WAITS_AGAIN), rows(WAITS_THIRD)
    wrong = [reason for row in agenda for reason in row["why"].split()]
    return {
        "briefs": {"all": verdicts(briefs, "right"), "by section": parted(briefs, "section", "right")},
        "agenda": {
            "right": verdicts(agenda, "right"),
            "facts": verdicts(agenda, "facts"),
            "by month": parted(agenda, "month", "right"),
            "by reason to come up": parted(agenda, "because", "right"),
            "what was wrong": {reason: wrong.count(reason) for reason in REASONS if reason in wrong},
        },
        "agenda again": _agenda(rows(AGENDA_AGAIN)),
        "briefs again": _briefs(rows(BRIEFS_AGAIN)),
        "agenda, third sheet": _agenda(rows(AGENDA_THIRD)),
        "briefs, third sheet": _briefs(rows(BRIEFS_THIRD), "place"),
        "waits": {question: verdicts(waits, question) for question in ("asks", "open", "to", "pitch")}
        | {"both": verdicts([_waits(row) for row in waits], "both")},
        "agenda, fourth sheet": _agenda(rows(AGENDA_FOURTH)),
        "briefs, fourth sheet": _briefs(rows(BRIEFS_FOURTH), "place"),
        "agenda, fifth sheet": _agenda(rows(AGENDA_FIFTH)) | {"todo": verdicts(rows(AGENDA_FIFTH), "todo")},
        "briefs, fifth sheet": _briefs(rows(BRIEFS_FIFTH)),
        "agenda, its facts": _facts(rows(FACTS)),
        "what they care about, its order": _rank(rows(RANK)),
        "coach, narrowed rules": {q: parted([_apt(row) for row in rows(COACH)], "rule", q) for q in ("so", "apt", "right")},
        "waits, again": _asks(
            all=again,
            outsiders=[row for row in again if row["book"] != COLLEAGUES],
            colleagues=[row for row in again if row["book"] == COLLEAGUES],
        ),
        "waits, third sheet": _asks(
            told=[row for row in third if row["told"] == "told"],
            outsiders=[row for row in third if row["told"] == "told" and row["outsider"] == "1"],
            may=[row for row in third if row["told"] == "may"],
        ),
    }


def _agenda(again: Sequence[Row]) -> dict[str, Any]:
    """What is counted of a sheet with people who were not named."""
    named = [row for row in again if row["because"] != "other"]
    return {
        "right": verdicts(named, "right"),
        "facts": verdicts(named, "facts"),
        "by reason to come up": parted(again, "because", "right"),
        "by book": parted(named, "book", "right"),
        "what was wrong, by both": _by_both(named),
    }


def _briefs(found: Sequence[Row], *by: str) -> dict[str, Any]:
    """What is counted of a sheet of lines, by section and by further columns."""
    lines = [_right(row) for row in found]
    return {
        question: {"all": verdicts(lines, question)} | {f"by {c}": parted(lines, c, question) for c in ("section", *by)}
        for question in ("so", "worth", "right")
    }


def _facts(found: Sequence[Row]) -> dict[str, Any]:
    """Facts one by one, and the places of which all facts are so."""
    places: dict[str, list[Row]] = {}
    for row in found:
        places.setdefault(row["place"], []).append(row)
    whole = [{f"so{n}": str(int(all(row[f"so{n}"] == "1" for row in of))) for n in ("", "2")} for of in places.values()]
    return {
        "so": verdicts(found, "so"),
        "worth": verdicts(found, "worth"),
        "by kind": parted(found, "kind", "so"),
        "places of which all is so": verdicts(whole, "so"),
        "what was wrong, by both": _by_both(found),
    }


def _rank(found: Sequence[Row]) -> dict[str, Any]:
    """How often the first line is the one that belongs on top, of people of whom a reader names one, beside a line drawn at random; and how
    many lines are worth one, of those told at once and of the others.
    """
    people: dict[str, list[Row]] = {}
    for row in found:
        people.setdefault(row["person"], []).append(row)
    told: dict[str, Any] = {}
    for n, who in (("", "first"), ("2", "second")):
        named = [of for of in people.values() if any(row[f"top{n}"] == "1" for row in of)]
        best = sum(row[f"top{n}"] == "1" for of in named for row in of if row["place"] == "1")
        told[who] = shares({"top": (best, len(named))}) | {"at random": round(sum(1 / len(of) for of in named) / len(named), 3)}
    return told | {"worth a line, told at once": parted(found, "told", "worth")}


def _apt(row: Row) -> dict[str, str]:
    """A remark with whether it is so and apt, by either reader."""
    return {**row, **{f"right{n}": str(int(row[f"so{n}"] == row[f"apt{n}"] == "1")) for n in ("", "2")}}


def _asks(**parts: Sequence[Row]) -> dict[str, Any]:
    """What is counted of asks said to wait, by part: each question, and whether it truly waits."""
    return {
        name: {question: verdicts(found, question) for question in ("asks", "open", "to")}
        | {"both": verdicts([_waits(row) for row in found], "both")}
        for name, found in parts.items()
    }


def _waits(row: Row) -> dict[str, str]:
    """An ask with whether it truly waits: wants an answer, and none is shown, by either reader."""
    return {**row, **{f"both{n}": str(int(row[f"asks{n}"] == row[f"open{n}"] == "1")) for n in ("", "2")}}


def _right(row: Row) -> dict[str, str]:
    """A line of a brief with whether it is so and worth its line, by either reader."""
    return {**row, **{f"right{n}": str(int(row[f"so{n}"] == row[f"worth{n}"] == "1")) for n in ("", "2")}}


def _by_both(found: Sequence[Row]) -> dict[str, int]:
    """How often both readers name the same thing as wrong."""
    both = [reason for row in found for reason in set(row["why"].split()) & set(row["why2"].split())]
    return {reason: both.count(reason) for reason in REASONS if reason in both}


if __name__ == "__main__":
    print(json.dumps(figures(), indent=1))
