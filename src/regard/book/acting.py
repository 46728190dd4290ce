"""A book's actions: the one list, what changes it, and its way to calendars and CRMs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regard.book.dealing import Dealing
from regard.errors import UnknownReference, UsageError
from regard.ids import digest
from regard.results import ActionRow, Rows
from regard.time import as_of_us, iso_day, now_us

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need
    from regard.answers.deal_rows import RiskRow
    from regard.answers.seller import Seller
    from regard.answers.view import View
    from regard.deals.records import Deal

LONGEST = 2_000
"""Characters of an action, an answer or a note."""
FILES = ("csv", "ics", "salesforce", "hubspot")
CHANGES = ("edited", "done", "dropped", "reopened", "confirmed", "rejected", "shared")


def one_line(text: str, what: str) -> str:
    """Text as one line. Raises UsageError where there is none, or too much."""
    flat = " ".join(text.split())
    if not flat:
        raise UsageError(f"Say {what}. Nothing was written down.")
    if len(flat) > LONGEST:
        raise UsageError(f"That is {len(flat):,} characters; {LONGEST:,} fit. Nothing was written down.")
    return flat


def a_day(text: str) -> str:
    """An ISO day, or "". Raises UsageError for anything else."""
    return iso_day(as_of_us(text) - 1) or "" if text.strip() else ""


class Acting(Dealing):
    """Actions: made by people or in reviews, or following from promises and risks; done is noticed, never asked after."""

    def actions(
        self,
        *,
        state: str | None = None,
        owner: str | None = None,
        person: str | None = None,
        looking: str | None = None,
        proposals: bool = True,
        as_of: str | None = None,
    ) -> Rows[ActionRow]:
        """The actions as known then, what is due first. `looking`: who asks (an address of ours), who alone sees what is private to them.

        `proposals`: also what follows from promises and risks and nobody took up. Raises UsageError for an unknown state or person.
        """
        from regard.answers import actions as found

        if state is not None and state not in found.STATES:
            raise UsageError(f"There is no state “{state}”; there are {', '.join(found.STATES)}.")
        view = self._view(as_of)
        whose = self._seller(view, owner).address if owner else None
        who = self._who(view.live, person) if person else None
        rows = self._actions(view, self._looking(view, looking), proposals=proposals)
        return Rows(found.select(found.ordered(rows, view.as_of_us), state=state, owner=whose, person=who))

    def colleagues(self) -> list[tuple[str, str]]:
        """(address, name) of each of our people who deals with buyers, by name."""
        from regard.answers.seller import ours

        return ours(self._live())

    def seats(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """`colleagues` in two parts: those whose mailboxes are read, who look at this book, and all others."""
        from regard.answers.seller import read_of

        every, read = self.colleagues(), read_of(self._live())
        mine = [one for one in every if one[0] in read]
        return (mine, [one for one in every if one[0] not in read]) if mine else (every, [])

    def seller(self, ref: str) -> Seller:
        """The one of ours who is meant by an address or a name. Raises UsageError where it is nobody of ours."""
        from regard.answers.seller import seller

        return seller(self._live(), ref)

    def action_add(
        self,
        text: str,
        *,
        to: str = "",
        owner: str = "",
        due: str = "",
        deal: str = "",
        kind: str = "",
        reason: str = "",
        by: str | None = None,
        as_of: str | None = None,
        once: str = "",
    ) -> dict[str, Any]:
        """Write down an action. `to`: the buyer it is about; `owner`: who of ours does it; `due`: a date; `by`: who says so.

        `once` is a word of the caller's: two calls with the same one make one action. Raises UsageError, UnknownReference.
        """
        view = self._view(as_of)
        said = {"text": text, "owner": owner, "due": due, "deal": deal, "kind": kind, "reason": reason}
        made = self._make(view, to, said, source="seller", by=self._looking(view, by), once=once)
        return {"message": f"Written down. It is done with: regard actions done {made}", "action": made}

    def action_change(
        self,
        action: str,
        change: str,
        *,
        message: str = "",
        by: str | None = None,
        as_of: str | None = None,
        **said: str,
    ) -> dict[str, Any]:
        """Say that an action is done, dropped, open again, edited (text, owner, due, kind, deal, reason), that a message shows it was done
        (confirmed) or does not (rejected), or share a private one with the team. What follows from a promise or a risk is taken up by this.

        Raises UnknownReference where there is no such action, UsageError where the change is none.
        """
        from regard.answers.actions import stored
        from regard.store import ledger

        if change not in CHANGES:
            raise UsageError(f"“{change}” is no change of an action; there are {', '.join(CHANGES)}.")
        view = self._view(as_of)
        who = self._looking(view, by)
        known = stored(self._records, view.as_of_us)
        action = action.strip()
        if action not in known:
            action = self._take_up(view, action, who)
            known = stored(self._records, view.as_of_us)
        at = known[action]
        if at.private_to and (who is None or who.address != at.private_to):
            raise UnknownReference(f"There is no action “{action}”. List those there are: regard actions")
        data: dict[str, Any] = self._edited(view, said) if change == "edited" else {}
        if change in {"confirmed", "rejected", "done"} and message:
            data["message"] = self._message(view, message)
        if change in {"confirmed", "rejected"} and not message:
            raise UsageError(f"Name the message that {'shows' if change == 'confirmed' else 'does not show'} it.")
        if change == "edited" and not data:
            raise UsageError("Say what is to change. Nothing was written down.")
        row = self._event(view, action, change, at.buyer_h, data, who)
        ledger.append(self._records, "action_event", [row], self._addresses(view, at.buyer_h))
        return {"message": _DONE[change], "action": action}

    def actions_file(self, form: str, *, looking: str | None = None, as_of: str | None = None) -> str:
        """The stored actions as a file's text: csv, ics (calendar tasks), salesforce or hubspot (CSV in the columns of the CRM's tasks).

        Nobody's private ones are in a file but those of whoever asks for it. Raises UsageError for another form.
        """
        from regard.answers import action_tasks as tasks

        if form not in FILES:
            raise UsageError(f"Actions are not written as “{form}”; there are {', '.join(FILES)}.")
        live = self._live()
        rows = list(self.actions(looking=looking, proposals=form == "csv", as_of=as_of))
        if form == "ics":
            from regard.answers.action_calendar import todos

            return todos(rows, now_us()).decode("utf-8", "replace")
        return tasks.plain(rows) if form == "csv" else (tasks.salesforce if form == "salesforce" else tasks.hubspot)(live, rows)

    def actions_import(self, file: str | Path, *, preview: bool = False, by: str | None = None) -> dict[str, Any]:
        """Read back what became of actions in a CRM: a CSV of tasks with our mark in them. With `preview` nothing is written down.

        seen = stored + duplicate + set_aside. Raises SourceError where the file cannot be read.
        """
        from regard.answers.action_tasks import read_back
        from regard.answers.actions import stored
        from regard.store import ledger

        view = self._view(None)
        who = self._looking(view, by)
        found = read_back(Path(file), stored(self._records, view.as_of_us), looking=who.address if who else "")
        if not preview:
            rows = [self._event(view, a, event, h, data, who) for a, event, h, data in found.pop("events")]
            ledger.append(self._records, "action_event", rows)
        found.pop("events", None)
        return {"message": f"{found['stored']} of {found['seen']} tasks told something new.", **found}

    # ------------------------------------------------------------------------------------------------------- inside

    def _looking(self, view: View, said: str | None) -> Seller | None:
        from regard.answers.seller import looking

        return looking(view.live, said, self._settings["us.owners"])

    def _seller(self, view: View, said: str) -> Seller:
        from regard.answers.seller import seller

        return seller(view.live, said)

    def _actions(self, view: View, who: Seller | None, *, proposals: bool) -> list[ActionRow]:
        from regard.answers import actions as found
        from regard.answers.confided import IN_CONFIDENCE
        from regard.answers.open_with import open_with
        from regard.answers.own_words import of_rows

        known = found.stored(self._records, view.as_of_us)
        promises = self._ledger(view) if proposals or any(a.source == "promise" for a in known.values()) else ()
        names = {d.id: d.name for d in view.money().deals} if any(a.deal for a in known.values()) else {}
        address = who.address if who else ""
        rows = found.rows(view, known.values(), looking=address, promises=promises, deals=names)
        if proposals:
            told = of_rows(view, promises, who)
            rows += found.from_promises(view, told, known.values(), hidden={p.id for p in promises if p.text == IN_CONFIDENCE})
            rows += found.from_open(view, open_with(view), known.values())
            rows += self._from_risks(view, {a.ref for a in known.values()})
        return rows

    def _from_risks(self, view: View, taken: set[str]) -> list[ActionRow]:
        """What would clear the foremost high risk of each open deal, as proposed actions; none of those that are put off, and of those on
        trial only what a colleague of ours writes: it costs a question.
        """
        from regard.answers.deals import all_risks
        from regard.deals.risks_inside import INSIDE

        def high() -> list[tuple[RiskRow, Deal]]:
            board = self._board_of(view)
            told = (r for r in all_risks(board) if r.told and r.level == "high" and (not r.trial or r.kind in INSIDE))
            return [(r, board.known[r.deal].deal) for r in told]

        made: list[ActionRow] = []
        for risk, deal in self._of_board(view, ("high risks",), high):
            key = digest("r", self._records.key, deal.id, risk.kind)
            if key not in taken and not any(r.deal == deal.id for r in made):
                made.append(
                    ActionRow(
                        key, risk.clears, "open", "any", "", "", "", None, "", deal.account, deal.company_id, deal.id, deal.name,
                        risk.says, "risk", key, "", None, "", None, proposed=True,
                    )
                )  # fmt: skip
        return made

    def _make(
        self,
        view: View,
        to: str,
        said: Mapping[str, str],
        *,
        source: str,
        by: Seller | None,
        ref: str = "",
        month: str = "",
        private_to: str = "",
        once: str = "",
    ) -> str:
        """Append the making of an action; its id."""
        from regard.review.action import kind_of
        from regard.store import ledger

        data = {
            k: v
            for k, v in self._edited(view, {**said, "text": one_line(said.get("text", ""), "what is to be done")}).items()
            if v
        }
        data.setdefault("kind", kind_of(data["text"]))
        data |= {k: v for k, v in (("source", source), ("ref", ref), ("month", month), ("private_to", private_to)) if v}
        buyer_h = self._handle(view, to) if to else ""
        made = digest("a", self._records.key, once or secrets.token_hex(16))
        row = self._event(view, made, "made", buyer_h, data, by)
        row["id"] = digest("v", self._records.key, made, "made")
        ledger.append(self._records, "action_event", [row], self._addresses(view, buyer_h))
        return made

    def _take_up(self, view: View, ref: str, who: Seller | None) -> str:
        """Make an action of what follows from a promise or a risk. Raises UnknownReference where there is no such thing."""
        rows = [r for r in self._actions(view, who, proposals=True) if r.proposed and r.id == ref]
        if not rows:
            raise UnknownReference(f"There is no action “{ref}”. List those there are: regard actions")
        r = rows[0]
        said = {"text": r.text, "owner": r.owner, "due": r.due, "deal": r.deal, "kind": r.kind, "reason": r.reason}
        mine = who.address if r.private and who is not None else ""
        return self._make(view, r.person or "", said, source=r.source, by=who, ref=r.ref, private_to=mine, once=r.ref)

    def _event(
        self, view: View, action: str, event: str, buyer_h: str, data: Mapping[str, Any], by: Seller | None
    ) -> dict[str, Any]:
        return {
            "id": digest("v", self._records.key, action, event, secrets.token_hex(8)),
            "us": view.as_of_us,
            "recorded_us": now_us(),
            "by": by.address if by else "",
            "buyer_h": buyer_h,
            "action_id": action,
            "event": event,
            "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        }

    def _edited(self, view: View, said: Mapping[str, str]) -> dict[str, Any]:
        """What was said of an action, as it is kept. Raises UsageError where something cannot be read."""
        from regard.review.action import EDITABLE, KINDS

        data: dict[str, Any] = {}
        for name, value in said.items():
            if name not in EDITABLE:
                raise UsageError(f"“{name}” of an action cannot be changed; {', '.join(EDITABLE)} can.")
            if name == "text":
                data[name] = one_line(value, "what is to be done")
            elif name == "owner":
                data[name] = self._seller(view, value).address if value.strip() else ""
            elif name == "due":
                data[name] = a_day(value)
            elif name == "kind" and value and value not in KINDS:
                raise UsageError(f"“{value}” is no way of doing something; there are {', '.join(KINDS)}.")
            elif name == "deal" and value.strip():
                data[name] = self._deal_id(view, value)
            elif name != "kind" or value:
                data[name] = " ".join(value.split())[:LONGEST]
        return data

    def _deal_id(self, view: View, ref: str) -> str:
        from regard.errors import AmbiguousReference

        text, low = ref.strip(), ref.strip().casefold()
        deals = view.money().deals
        near = [d for d in deals if d.id == text] or [d for d in deals if d.name.casefold() == low]
        near = near or [d for d in deals if low in d.name.casefold()]
        if len(near) == 1:
            return near[0].id
        if near:
            raise AmbiguousReference(ref, [f"{d.id}  {d.name}" for d in near])
        raise UnknownReference(f"No deal in this book goes by “{ref}”. List those there are: regard deals")

    def _handle(self, view: View, ref: str, what: str = "an action is about a buyer. Name its owner with --owner.") -> str:
        """The handle on which what is written of a buyer hangs: that of their address."""
        who = self._who(view.live, ref)
        rows = view.live.rows(
            "SELECT h.id FROM handle h JOIN person s ON s.id = h.person WHERE s.id = ? AND s.side <> 'us' "
            "ORDER BY h.address <> s.address, h.id LIMIT 1",
            who,
        )
        if not rows:
            raise UsageError(f"“{ref}” is one of us: {what}")
        return str(rows[0][0])

    def _addresses(self, view: View, buyer_h: str) -> Sequence[str]:
        return [r[0] for r in view.live.rows("SELECT address FROM handle WHERE id = ?", buyer_h)] if buyer_h else []

    def _message(self, view: View, message_id: str) -> str:
        if not view.live.rows("SELECT 1 FROM message WHERE id = ?", message_id.strip()):
            raise UnknownReference(f"No message in this book goes by “{message_id}”.")
        return message_id.strip()


_DONE = {
    "edited": "Changed.",
    "done": "Done.",
    "dropped": "Dropped.",
    "reopened": "Open again.",
    "confirmed": "Confirmed: done.",
    "rejected": "Kept: that message does not show it.",
    "shared": "Shared: everybody on this book sees it now.",
}
