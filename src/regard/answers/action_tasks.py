"""Actions in the columns of CRM tasks, and back: what is written carries a mark by which an export tells what became of it.

Salesforce: the fields of Task. HubSpot: the labels of its tasks. The mark stands in Description or Notes; a row without it is no
action of ours.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from regard.answers.portability import harmless
from regard.errors import SourceError
from regard.parse.crm_values import Unread, date_order, moment
from regard.results import ActionRow
from regard.review.action import Action
from regard.sources.csv_table import form, rows
from regard.store.live import Live

SALESFORCE = ("Id", "WhoId", "WhatId", "OwnerId", "Subject", "ActivityDate", "Status", "Priority", "Type", "Description")
HUBSPOT = (
    "Task Title", "Task Type", "Due Date", "Task Status", "Task Priority", "Notes", "Assigned to", "Associated Contact",
    "Associated Deal",
)  # fmt: skip
PLAIN = ("id", "text", "state", "owner", "due", "person", "name", "company", "deal", "reason", "source", "made", "noticed")
_MARK = re.compile(r"\bRegard: (a_[a-z2-7]{20,32})\b")
_SUBJECT = ("subject", "task title", "task name", "hs_task_subject", "title")
_DUE = ("activitydate", "due date", "due date only", "hs_timestamp", "date")
_STATUS = ("status", "task status", "hs_task_status")
_NOTES = ("description", "notes", "task notes", "hs_task_body", "comments", "full comments")
_DONE = frozenset({"completed", "complete", "done", "erledigt", "closed"})
_DROPPED = frozenset({"deferred", "cancelled", "canceled"})
_TYPES = {"mail": ("Email", "EMAIL"), "call": ("Call", "CALL"), "meeting": ("Meeting", "TODO"), "any": ("Other", "TODO")}


def plain(found: Iterable[ActionRow]) -> str:
    """Actions as CSV in columns of ours."""
    return _csv(
        PLAIN,
        (
            (r.id, r.text, r.state, r.owner, r.due, r.person or "", r.name, r.company, r.deal_name or r.deal, r.reason, r.source,
             (r.made or "")[:10], r.noticed.message_id if r.noticed and r.noticed.sure else "")
            for r in found
        ),
    )  # fmt: skip


def salesforce(live: Live, found: Sequence[ActionRow]) -> str:
    """Actions as rows of Salesforce's Task."""
    contacts, users = _contact_ids(live, found), _user_ids(live)
    return _csv(
        SALESFORCE,
        (
            ("", contacts.get(r.person or "", ""), r.deal, users.get(r.owner, r.owner), r.text, r.due,
             "Completed" if r.state == "done" else "Not Started", "Normal", _TYPES[r.kind][0], _marked(r))
            for r in found
            if r.state != "dropped" and r.id.startswith("a_")
        ),
    )  # fmt: skip


def hubspot(live: Live, found: Sequence[ActionRow]) -> str:
    """Actions under the labels of HubSpot's tasks."""
    address = dict(
        live.rows_in("SELECT id, address FROM person WHERE id IN ({})", sorted({r.person for r in found if r.person}))
    )
    return _csv(
        HUBSPOT,
        (
            (r.text, _TYPES[r.kind][1], r.due, "COMPLETED" if r.state == "done" else "NOT_STARTED", "NONE", _marked(r), r.owner,
             address.get(r.person or "", ""), r.deal_name or r.deal)
            for r in found
            if r.state != "dropped" and r.id.startswith("a_")
        ),
    )  # fmt: skip


def _marked(r: ActionRow) -> str:
    return f"{r.reason}\nRegard: {r.id}".strip()


def _csv(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table as CSV; no cell of it is a formula to a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return out.getvalue()


def _contact_ids(live: Live, found: Sequence[ActionRow]) -> dict[str, str]:
    sql = """SELECT h.person, min(a.contact_id) FROM contact_address a JOIN handle h ON h.address = a.address
        WHERE h.person IN ({}) GROUP BY h.person"""
    return dict(live.rows_in(sql, sorted({r.person for r in found if r.person})))


def _user_ids(live: Live) -> dict[str, str]:
    return dict(live.rows("SELECT lower(email), min(id) FROM crm_user WHERE email <> '' GROUP BY 1"))


# --------------------------------------------------------------------------------------------------------------- back

Told = tuple[str, str, str, Mapping[str, Any]]
"""Action, event, its buyer's handle, what the event says."""


def read_back(file: Path, known: Mapping[str, Action], *, looking: str = "") -> dict[str, Any]:
    """What a CSV of tasks tells of actions: `events` to append, and how many rows were seen, told something
    new or nothing new, or were set aside.

    `rows` shows each row with what becomes of it, the first fifty. Raises SourceError where the file is no table of tasks.
    """
    try:
        with file.open("rb") as stream:
            how = form(stream)
            table = list(rows(stream, how)) if how else []
    except OSError as error:
        raise SourceError(f"{file} cannot be read ({error.strerror}). Name a CSV file that the CRM wrote.") from error
    header = [h.strip().casefold() for h in how.header] if how else []
    place = {name: next((header.index(c) for c in of if c in header), None) for name, of in _COLUMNS.items()}
    if place["notes"] is None:
        raise SourceError(
            f"{file} is no table of tasks: none of its columns is {', '.join(_NOTES[:3])}. Export the tasks with their description."
        )
    order = next((o for r in table if (o := date_order(_cell(r.cells, place["due"])))), "")
    events: list[Told] = []
    asides: Counter[str] = Counter()
    shown: list[dict[str, Any]] = []
    duplicate = stored = 0
    state = dict(known)
    for row in table:
        told, why = _told({name: _cell(row.cells, at) for name, at in place.items()}, state, order, looking)
        if why:
            asides[why] += 1
        elif not told:
            duplicate += 1
        else:
            stored += 1
            events += told
            del state[told[0][0]]  # a second row of the same action says nothing more
        outcome = why or ("; ".join(e for _, e, _, _ in told) if told else "nothing new")
        if len(shown) < 50:
            shown.append({"row": row.n, "subject": _cell(row.cells, place["subject"]), "outcome": outcome})
    return {
        "seen": len(table),
        "stored": stored,
        "duplicate": duplicate,
        "set_aside": sum(asides.values()),
        "reasons": [{"reason": reason, "count": n} for reason, n in asides.most_common()],
        "rows": shown,
        "events": events,
    }


_COLUMNS = {"subject": _SUBJECT, "due": _DUE, "status": _STATUS, "notes": _NOTES}


def _cell(cells: Sequence[str], at: int | None) -> str:
    text = cells[at].strip() if at is not None and at < len(cells) else ""
    return text[1:] if text.startswith("'") and text[1:2] in tuple("=+-@") else text


def _told(cells: Mapping[str, str], known: Mapping[str, Action], order: str, looking: str) -> tuple[list[Told], str]:
    """(events, "") of one row, or ([], why it is set aside)."""
    mark = _MARK.search(cells["notes"])
    if mark is None:
        return [], "no action of Regard's"
    action = known.get(mark[1])
    if action is None or (action.private_to and action.private_to != looking):
        return [], "unknown action, or told of twice"
    edited: dict[str, Any] = {}
    if cells["due"]:
        try:
            due = moment(cells["due"], order)[:10]  # type: ignore[arg-type]
        except Unread as error:
            return [], f"due date {error.why}"
        if due != action.due:
            edited["due"] = due
    subject = " ".join(cells["subject"].split())[:2_000]
    if subject and subject != action.text:
        edited["text"] = subject
    told: list[Told] = [(action.id, "edited", action.buyer_h, edited)] if edited else []
    status = cells["status"].casefold()
    if status in _DONE and action.state != "done":
        told.append((action.id, "done", action.buyer_h, {}))
    elif status in _DROPPED and action.state != "dropped":
        told.append((action.id, "dropped", action.buyer_h, {}))
    elif status and status not in _DONE | _DROPPED and action.state != "open":
        told.append((action.id, "reopened", action.buyer_h, {}))
    return told, ""
