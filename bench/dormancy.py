"""`python -m bench.dormancy --data DIR [--split DATE] [--json]`: are ties that go quiet told sooner than by "no mail for 30 days"?

On a graph of messages: the four numbers of `relationships.rhythm` are fitted on the months before the split. After it, each week, every
directed pair with four days of contact or more is read as it was known then. A tie *ended* where the pair never wrote again and at least
`GONE` days remained to see it; an alert is *false* where they wrote again within `GONE` days. Both rules are also compared at the same
share of false alerts, by moving the simple rule's days and the chance.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.truth.messages import asks_of
from regard.model import DAY
from regard.relationships.calibration import auc, brier, ece, measured
from regard.relationships.rhythm import LEAST_AGAIN, Rhythm, Ties, alive, comes_back, fitted, ties_at
from regard.relationships.validity.mails import Mail

GONE = 60
"""Days without a mail after which a tie is called ended."""
STEP = 7
DAYS = (10, 14, 21, 30, 45)

CHANCES = (0.3, 0.5, 0.7, 0.8, 0.9)

Ints = NDArray[np.int64]
Rule = Callable[[Ties], NDArray[np.bool_]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", type=date.fromisoformat, default=date(2010, 5, 1))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    mail, _ = asks_of(args.data)
    found = measure(mail, int(datetime.combine(args.split, datetime.min.time(), UTC).timestamp()) // 86_400)
    if args.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(name)
        for key, figure in value.items():
            print(f"  {key:28} {figure}")


def measure(mail: Mail, split: int) -> dict[str, dict[str, Any]]:
    """Every figure, by name."""
    pair, day = mail.sender * mail.people + mail.recipient, mail.us // DAY
    end = int(day.max()) + 1
    _, early = ties_at(pair, day, split)
    rhythm = fitted(early)
    return {
        "fitted": asdict(rhythm),
        "comes back within 30 days": _foretold(mail, pair, day, split, end, rhythm),
        **_alerts(pair, day, split, end, rhythm),
    }


def _foretold(mail: Mail, pair: Ints, day: Ints, split: int, end: int, rhythm: Rhythm) -> dict[str, Any]:
    """Whether pairs with a rhythm write within 30 days, beside days since their last mail."""
    ys, ps, gaps, who = [], [], [], []
    for cut in range(split, end - 30 + 1, 30):
        groups, ties = ties_at(pair, day, cut)
        rows = np.flatnonzero(ties.again >= LEAST_AGAIN)
        later = np.unique(pair[(day >= cut) & (day < cut + 30)])
        ys.append(np.isin(groups[rows], later).astype(float))
        ps.append(comes_back(ties, 30, rhythm)[rows])
        gaps.append(-(ties.age - ties.last)[rows])
        who.append(groups[rows] // mail.people)
    y, p, gap, buyer = (np.concatenate(v) for v in (ys, ps, gaps, who))
    metrics = {"auc": auc, "brier": brier, "ece": ece}
    ours = measured(p, y, buyer, metrics)
    return {
        "pairs": len(y),
        "base": round(float(y.mean()), 3),
        "own rhythm": ours,
        "days since last": measured(gap, y, buyer, {"auc": auc}),
    }


def _alerts(pair: Ints, day: Ints, split: int, end: int, rhythm: Rhythm) -> dict[str, dict[str, Any]]:
    """Each rule's alerts between the split and the end."""
    rules: dict[str, Rule] = {f"no mail for {d} days": _gap(d) for d in DAYS}
    rules |= {f"P(alive) < {q}": _chance(q, rhythm) for q in CHANCES}
    return {name: _alerted(pair, day, split, end, rule) for name, rule in rules.items()}


def _gap(days: int) -> Rule:
    return lambda ties: ties.age - ties.last > days


def _chance(least: float, rhythm: Rhythm) -> Rule:
    return lambda ties: alive(ties, rhythm) < least


def _alerted(pair: Ints, day: Ints, split: int, end: int, rule: Rule) -> dict[str, Any]:
    """How many ended ties one rule told, how soon after the last mail, and how often it was wrong. One alert a silence."""
    once = np.unique(np.stack([pair, day]), axis=1)
    groups, start = np.unique(once[0], return_index=True)
    days_of = dict(zip(groups.tolist(), np.split(once[1], start[1:]), strict=True))
    raised: dict[tuple[int, int], int] = {}
    for cut in range(split, end + 1, STEP):
        g, ties = ties_at(pair, day, cut)
        fires = rule(ties) & (ties.again >= LEAST_AGAIN)
        last = (cut - (ties.age - ties.last)).astype(int)
        for one, since in zip(g[fires].tolist(), last[fires].tolist(), strict=True):
            if since >= split:  # what fell silent before the measurement began is not counted
                raised.setdefault((one, since), cut)
    ended = {g: int(d[-1]) for g, d in days_of.items() if len(d) > LEAST_AGAIN and split <= d[-1] <= end - GONE}
    found = [raised[g, at] - at for g, at in ended.items() if (g, at) in raised]
    judged = false = 0
    for (one, since), at in raised.items():
        later = days_of[one][days_of[one] > since]
        back = bool(len(later)) and int(later[0]) - at < GONE
        if at + GONE <= end or back:
            judged += 1
            false += back
    return {
        "ended ties": len(ended),
        "told, share": round(len(found) / max(len(ended), 1), 3),
        "days after the last mail, median": float(np.median(found)) if found else None,
        "told within 30 days, share": round(sum(f <= 30 for f in found) / max(len(ended), 1), 3),
        "alerts": judged,
        "false, share": round(false / max(judged, 1), 3),
    }


if __name__ == "__main__":
    main()
