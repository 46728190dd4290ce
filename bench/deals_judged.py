"""What two readers made of deals on real mail: the map of a committee, and risks that fired. `python -m bench.deals_judged` prints it.

No mail is needed: verdicts stand beside references (SHA-256 of a mail's bytes, start and end of a sentence, 0 and 0 where the row cites a
whole mail). `truth/text/deal_map.csv`: the map of one matter of several companies; kind: place, role, weight, seat, or nobody_missing (a
mail drawn at random: does it name nobody with a part who is not on the map?). `truth/text/deal_risks.csv`: risks of deals as of a day, with
kind and level; kind proposed_deal: is it a deal in the making at all? right, right2: 1, 0, or u where a reader could not tell, which
counts as not right. `truth/text/deal_risks_again.csv`: other risks, by the rules as mended after that; so (is it so?), worth (would
whoever owns the business want to be told?), quote (does it say what the statement makes of it?); a row is right where it is so and worth
it; of: a deal found in the mail, or an account taken as one; trial: 1 where its kind stood behind all others.
`truth/text/deal_proposed.csv`: of seven mailboxes on which no rule was written, all that is proposed as a deal since proposals were made
stricter (deal: is it one?), and all risks that fire on these. `truth/text/deal_told.csv`: of deals found in fourteen mailboxes and
confirmed by nobody, every risk that is told (told 1) or waits behind a line (0). `truth/text/deal_confirmed.csv`: proposals that nobody had
judged, risks of these and others as of days on which somebody had confirmed them (before: 1 where an earlier sheet cites the same mail for
the same kind), and threads drawn at random (told: 1 where a deal with its company is proposed for its time). Verdicts of the second
reader end in 2.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.truth.text.readers import right_by

TEXT = Path(__file__).with_name("truth") / "text"
MAP, RISKS, AGAIN = TEXT / "deal_map.csv", TEXT / "deal_risks.csv", TEXT / "deal_risks_again.csv"
PROPOSED, TOLD = TEXT / "deal_proposed.csv", TEXT / "deal_told.csv"
CONFIRMED = TEXT / "deal_confirmed.csv"
Row = dict[str, str]


def rows(sheet: Path) -> list[Row]:
    """The rows of a sheet, by column."""
    with sheet.open(encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def verdicts(found: Sequence[Row]) -> dict[str, Any]:
    """The share of right by each reader and by both, with agreement and kappa."""
    return right_by([(row["right"] == "1", row["right2"] == "1") for row in found])


def asked(found: Sequence[Row], *questions: str) -> dict[str, Any]:
    """The share of rows in which all of these were answered by yes, by each reader and by both; rows without an answer left out."""
    read = [row for row in found if all(row[q] and row[f"{q}2"] for q in questions)]
    return right_by([(all(row[q] == "1" for q in questions), all(row[f"{q}2"] == "1" for q in questions)) for row in read])


def again() -> dict[str, Any]:
    """What is counted of the second sheet of risks: right (so and worth it), so, quote; without those on trial; kind by kind."""
    found = rows(AGAIN)
    shown = [row for row in found if row["trial"] == "0"]
    return {
        "all": asked(found, "so", "worth"),
        "shown first": asked(shown, "so", "worth"),
        "so": asked(found, "so"),
        "quote": asked(found, "quote"),
        "deals found in the mail": asked([row for row in found if row["of"] == "found"], "so", "worth"),
        **{k: asked([r for r in found if r["kind"] == k], "so", "worth") for k in sorted({r["kind"] for r in found})},
    }


def stricter() -> dict[str, Any]:
    """What is counted of the sheet of stricter proposals: is it a deal; are its risks so, so and worth it; kind by kind."""
    found = rows(PROPOSED)
    fired = [row for row in found if row["kind"] != "proposed_deal"]
    return {
        "proposed_deal": asked([row for row in found if row["kind"] == "proposed_deal"], "deal"),
        "so": asked(fired, "so"),
        "so and worth": asked(fired, "so", "worth"),
        **{k: asked([r for r in fired if r["kind"] == k], "so") for k in sorted({r["kind"] for r in fired})},
    }


def before_a_word() -> dict[str, Any]:
    """What is counted of the risks of deals that nobody confirmed: of what is told and of what waits, is it a deal, so, so and worth it."""
    found = rows(TOLD)
    told = [row for row in found if row["told"] == "1"]
    waits = [row for row in found if row["told"] == "0"]
    return {
        **{
            name: {"deal": asked(of, "deal"), "so": asked(of, "so"), "so and worth": asked(of, "so", "worth")}
            for name, of in (("told", told), ("waits", waits))
        },
        **{k: asked([r for r in told if r["kind"] == k], "so", "worth") for k in sorted({r["kind"] for r in told})},
    }


def once_confirmed() -> dict[str, Any]:
    """What is counted of proposals by the rule of a fifth, of the risks told once they are confirmed, and of threads drawn at random."""
    found = rows(CONFIRMED)
    threads = [row for row in found if row["kind"] == "thread"]
    told = [row for row in found if row["told"] == "1" and row["kind"] != "thread"]
    negotiate = [row for row in threads if row["deal"] == row["deal2"] == "1"]
    return {
        "proposed_deal": asked([row for row in found if row["kind"] == "proposed_deal"], "deal"),
        "told": {"deal": asked(told, "deal"), "so": asked(told, "so"), "so and worth": asked(told, "so", "worth")},
        "told, not judged before": asked([row for row in told if row["before"] == "0"], "so", "worth"),
        **{k: asked([r for r in told if r["kind"] == k], "so", "worth") for k in sorted({r["kind"] for r in told})},
        "threads": {"n": len(threads), "negotiate": len(negotiate), "proposed": sum(row["told"] == "1" for row in negotiate)},
    }


def figures() -> dict[str, Any]:
    """What is counted of the sheets: all, and kind by kind; proposed deals apart from risks."""
    told, risks = rows(MAP), rows(RISKS)
    fired = [row for row in risks if row["kind"] != "proposed_deal"]
    return {
        "map": {kind: verdicts([r for r in told if r["kind"] == kind]) for kind in sorted({r["kind"] for r in told})},
        "risks": {
            "all": verdicts(fired),
            **{kind: verdicts([r for r in risks if r["kind"] == kind]) for kind in sorted({r["kind"] for r in risks})},
        },
        "risks again": again(),
        "stricter proposals": stricter(),
        "before a word": before_a_word(),
        "once confirmed": once_confirmed(),
    }


if __name__ == "__main__":
    print(json.dumps(figures(), indent=1))
