"""The mail graph of a company, read from `messages.csv`, and the two definitions every protocol rests on, as Ibis expressions.

A *mail* is one (sender, recipient, second), self-addressed ones left out. An *ask* is a mail to at most five recipients with
no ask of that pair in the 6 hours before it (what follows sooner joins it); it is answered where any mail comes back within
(0, 3 days].
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regard.relationships.validity.events import HOUR
from regard.relationships.validity.mails import NEVER, WINDOW, Asks, Mail

BURST = 6 * HOUR
MOST_RECIPIENTS = 5

_NAMES = {
    "sender": ("sender", "from", "source", "src"),
    "recipient": ("recipient", "to", "receiver", "target", "dst"),
    "date": ("eventdate", "date", "time", "timestamp", "datetime", "sent"),
}


class Unreadable(ValueError):
    """The folder holds no `messages.csv` in the expected form; says what is missing."""


def read_mail(mails: Any, people: int) -> Mail:
    """The mail table as arrays."""
    table = mails.execute()
    sender, recipient, us, recipients = (table[c].to_numpy(np.int64) for c in ("sender", "recipient", "us", "recipients"))
    return Mail(sender, recipient, us, recipients, people, int(us[0]), int(us[-1]))


def load_rows(folder: Path) -> pd.DataFrame:
    """The rows as written: sender, recipient (text) and us. Rows without a date or a party are left out."""
    path = next((p for p in sorted(folder.glob("*")) if p.name.lower() == "messages.csv"), None)
    if path is None:
        raise Unreadable(f"{folder} holds no messages.csv")
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = lines.readline()
    separator = max(";,\t|", key=head.count)
    written = [h.strip().strip('"') for h in next(csv.reader([head.strip()], delimiter=separator))]
    found = {want: next((w for w in written if w.lower().replace("_", "").replace(" ", "") in names), None)
             for want, names in _NAMES.items()}  # fmt: skip
    missing = [want for want, name in found.items() if name is None]
    if missing:
        raise Unreadable(f"{path} has no column for {', '.join(missing)}; it has {', '.join(written)}")
    raw = pd.read_csv(path, sep=separator, dtype=str, encoding="utf-8-sig", encoding_errors="replace", skipinitialspace=True)
    raw.columns = [str(c).strip().strip('"') for c in raw.columns]
    date = raw[found["date"]]
    if pd.to_numeric(date, errors="coerce").notna().mean() > 0.9:
        moment = pd.to_datetime(pd.to_numeric(date, errors="coerce"), unit="s", utc=True)
    else:
        moment = pd.to_datetime(date, errors="coerce", utc=True, format="mixed")
    out = pd.DataFrame({"sender": raw[found["sender"]].str.strip(), "recipient": raw[found["recipient"]].str.strip()})
    out["us"] = moment.dt.as_unit("us").astype("int64")
    out = out[moment.notna() & out["sender"].notna() & out["recipient"].notna()]
    if out.empty:
        raise Unreadable(f"{path} has no row with a sender, a recipient and a date")
    return out.reset_index(drop=True)


def mail_table(rows: pd.DataFrame) -> tuple[Any, int]:
    """One row a mail (Ibis), people numbered, with `recipients` of its (sender, second); and the number of people."""
    names = sorted(set(rows["sender"]) | set(rows["recipient"]))
    code = {name: i for i, name in enumerate(names)}
    numbered = pd.DataFrame(
        {"sender": rows["sender"].map(code), "recipient": rows["recipient"].map(code), "us": rows["us"]}
    ).astype("int64")
    mails = ibis.memtable(numbered).filter(lambda m: m.sender != m.recipient).distinct()
    counted = mails.mutate(recipients=mails.recipient.count().over(ibis.window(group_by=[mails.sender, mails.us])))
    return counted.order_by("us", "sender", "recipient"), len(names)


def chance_table(mails: Any) -> Any:
    """One row a mail that could be an ask (Ibis): s writes to b; `back_us` is the next mail of b to s."""
    back = mails.select(b=mails.sender, s=mails.recipient, back_us=mails.us)
    few = mails.filter(mails.recipients <= MOST_RECIPIENTS)
    chances = few.select(s=few.sender, b=few.recipient, us=few.us, recipients=few.recipients)
    joined = chances.asof_join(back, on=chances.us < back.back_us, predicates=["s", "b"])
    return joined.select("s", "b", "us", "recipients", back_us=joined.back_us.fill_null(int(NEVER))).order_by("us", "s", "b")


def openers(s: NDArray[np.int64], b: NDArray[np.int64], us: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which mails open a burst: no ask of that pair stands within the 6 hours before. (Sequential, so code and not SQL.)"""
    latest: dict[tuple[int, int], int] = {}
    keep = np.zeros(len(us), dtype=bool)
    for i, (one, other, at) in enumerate(zip(s.tolist(), b.tolist(), us.tolist(), strict=True)):
        if at - latest.get((one, other), -BURST) >= BURST:
            latest[(one, other)] = at
            keep[i] = True
    return keep


def asks_of(folder: Path) -> tuple[Mail, Asks]:
    """The mail and the asks of a folder; asks within 3 days of the end are dropped (their window is not covered)."""
    mails, people = mail_table(load_rows(folder))
    mail = read_mail(mails, people)
    table = chance_table(mails).execute()
    chances = Asks(*(table[c].to_numpy(np.int64) for c in ("s", "b", "us", "recipients", "back_us")))
    asks = chances.where(openers(chances.s, chances.b, chances.us))
    return mail, asks.where(asks.us + WINDOW <= mail.end_us)
