"""All that is held about one person, complete and readable: what could be handed to them on request.

Reads everything in the book that refers to them; `answers.held` walks over what is not their mail, promises and estimates.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from regard.answers.deal_board import Board
from regard.answers.evidence import why
from regard.answers.held import held
from regard.answers.promises import of_person
from regard.answers.view import View
from regard.flow.crm_privacy import contacts_at, held_about
from regard.flow.interacting import interactions
from regard.model import DAY, FACTORS
from regard.results import plain
from regard.store import deal_judgements, ledger
from regard.store.records import Records
from regard.time import iso, iso_day


def disclosure(view: View, person: str, records: Records, board: Board) -> dict[str, Any]:
    """Who they are held to be, every message, every estimate with its whole sum, and what can be done about it."""
    live = view.live
    name, address, side, side_why, company = live.rows(
        "SELECT name, address, side, side_why, company FROM person WHERE id = ?", person
    )[0]
    handles = live.rows("SELECT n, id, address, names FROM handle WHERE person = ? ORDER BY address", person)
    ids = {h[1] for h in handles}
    contacts = {f"contact:{key[1]}" for key in contacts_at(records, [h[2] for h in handles])}
    objected = bool(ids & records.objections())
    messages = live.rows_in(
        """SELECT m.us, m.subject, p.role, coalesce(f.address, ''), m.automated, coalesce(b.own, ''), m.basis,
            (SELECT group_concat(DISTINCT i.folder) FROM message_item i WHERE i.message = m.n)
        FROM party p JOIN message m ON m.n = p.message LEFT JOIN handle f ON f.n = m.from_n LEFT JOIN body b ON b.message = m.n
        WHERE p.handle IN ({}) ORDER BY m.us""",
        [h[0] for h in handles],
    )
    left = [row[0] for row in live.rows_in("SELECT DISTINCT day FROM left_out WHERE h IN ({}) ORDER BY day", sorted(ids))]
    estimates = {f: plain(why(view, person, f, None)) for f in FACTORS} if not objected and side == "them" else {}
    here = [] if side != "them" else interactions(live, [person])[person]
    promised = of_person(view, here) if here else ()
    return {
        "as_of": iso_day(view.as_of_us - 1),
        "person": {
            "id": person,
            "name": name,
            "address": address,
            "company": company,
            "held as": side,
            "because": side_why,
            "addresses": [{"address": h[2], "names seen": json.loads(h[3])} for h in handles],
        },
        "why these addresses are held to be one person": [
            {"id": j.id, "verdict": j.verdict, "by": j.by, "reason": j.reason, "undone": j.undone_by is not None}
            for j in records.judgements()
            if j.left_h in ids or j.right_h in ids
        ],
        "what was said of them in deals": [
            {
                "id": j.id,
                "deal": j.deal,
                "about": j.kind,
                "said": j.value,
                "reason": j.reason,
                "undone": j.undone_us is not None,
            }
            for j in deal_judgements.read(records)
            if j.subject in ids or j.subject in contacts or (j.kind == "seat" and j.subject.casefold() == name.casefold())
        ],
        "messages": [
            {
                "date": iso(us),
                "subject": subject,
                "their part": role,
                "from": sender,
                "automated": automated,
                "kept in": folder,
                "their own words": own if role == "from" else "",
                **({"known from": "a quote in another mail"} if basis == "recovered" else {}),
            }
            for us, subject, role, sender, automated, own, basis, folder in messages
        ],
        "left out of the book": [
            {"date": iso_day(day * DAY), "held": "that they wrote on that day, so that no silence is told; nothing of what"}
            for day in left
        ],
        "promises between us": plain(promised),
        "estimates": estimates,
        "in the CRM": [
            {
                "record": f"{row['object']} {row['id']}",
                "field": row["field"],
                "value": row["value"],
                "known": iso(row["known_us"]),
            }
            for row in held_about(records, [h[2] for h in handles])
        ],
        "money of deals they take part in": list(view.money().person(person)),
        **held(view, records, board, person, modelled=not objected and side == "them"),
        "written down about them": written(records, sorted(ids)),
        "objected": objected,
        "what these numbers are": (
            "Estimates of how likely this contact is to keep engaging, computed from how they answered and came to us. They do not "
            "measure character, feelings or worth, are not shared outside the team, and decide nothing by themselves."
        ),
        "rights": {
            "object": f"regard object {person}: no estimate is made any more",
            "forget": f"regard forget {person}: everything above is erased and does not come back",
            "correct": f"regard undo JUDGEMENT, regard different ADDRESS ADDRESS, regard include {person} --as SIDE",
        },
    }


def written(records: Records, handles: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """What our people wrote down about somebody beside the mail: actions, reviews, ratings, and what they said when asked.

    A person's right to know what is held about them comes before a seller's to keep a rating to themselves; who rated is not told.
    """
    found = ledger.about(records, handles)
    return {
        "actions": [{"date": iso(r.us), "what": r.event, **json.loads(r.data)} for r in found["action_event"]],
        "reviews": [{"date": iso(r.us), "month": r.month, "what": r.kind, **json.loads(r.data)} for r in found["review_entry"]],
        "how we rated the relationship": [{"date": iso(r.us), "factor": r.factor, "score": r.score} for r in found["rating"]],
        "what they said when asked": [
            {"date": iso(r.us), "how": r.how, "factor": r.factor, "score": r.score, "words": r.words} for r in found["stated"]
        ],
        "why we say it matters": [{"date": iso(r.us), "words": r.words} for r in found["meaning"]],
    }
