"""A book's monthly review: its agenda, what is answered in it, and what the next one opens with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regard.book.acting import LONGEST, Acting
from regard.errors import UsageError
from regard.ids import digest
from regard.model import DAY, Factor
from regard.results.review import QUESTION, Followed, LastMonth, Review, ReviewItem, Said
from regard.time import iso, iso_day, now_us

if TYPE_CHECKING:
    from regard.answers.agenda import Agenda, Chosen
    from regard.answers.deal_board import Board
    from regard.answers.seller import Seller
    from regard.answers.view import View
    from regard.results import ActionRow
    from regard.review.month import Month

SIZE, MOST = 12, 60
MONTH = 30 * DAY
POOL = 400
"""So many relationships without an action are compared with, at most, for each month."""
KINDS = ("answer", "note", "passed")


class Reviewing(Acting):
    """The monthly review. What is answered is kept at once, so that one left half-way goes on where it was."""

    def review(
        self,
        month: str | None = None,
        *,
        size: int = SIZE,
        looking: str | None = None,
        as_of: str | None = None,
        place: int | None = None,
    ) -> Review:
        """The review of a month (“2026-03”; the one of the moment, if None), of at most `size` relationships.

        A month that is over is reviewed as of its end. With `place` what an item rests on is told of that one alone (of none, for 0), once
        the review has begun. Raises UsageError for a month that has not begun, or a size that is none.
        """
        view, at = self._month(month, as_of)
        who, most, now = self._looking(view, looking), _size(size), as_of is None
        return self._once(
            ("review", str(at), most, who, now, place),
            view,
            lambda: self._review(view, at, most, who, now, place),
            kept=who is None,
        )

    def review_answer(
        self,
        person: str,
        text: str = "",
        *,
        kind: str = "answer",
        month: str | None = None,
        action: str = "",
        owner: str = "",
        due: str = "",
        by: str | None = None,
        size: int = SIZE,
        as_of: str | None = None,
        once: str = "",
    ) -> dict[str, Any]:
        """Keep what was said of a relationship in a month's review: an answer, a note, or that it was passed over; and an action, if given.

        The first word fixes the agenda. `once` is a word of the caller's: the same words twice with it are kept once, others beside.
        Raises UsageError.
        """
        if kind not in KINDS:
            raise UsageError(f"“{kind}” cannot be said in a review; there are {', '.join(KINDS)}.")
        words = "\n".join(line.rstrip() for line in text.strip().splitlines())
        if len(words) > 4 * LONGEST:
            raise UsageError(f"That is {len(words):,} characters; {4 * LONGEST:,} fit. Nothing was written down.")
        if not words and not action.strip() and kind != "passed":
            raise UsageError("Say something, or name an action. Nothing was written down.")
        view, at = self._month(month, as_of)
        who = self._looking(view, by)
        buyer_h = self._handle(view, person)
        self._begin(view, at, _size(size), who)
        made = ""
        if action.strip():
            said = {"text": action, "owner": owner, "due": due, "reason": words[:200]}
            twice = f"{once} action {buyer_h} {owner.strip()} {due.strip()} {action.strip()}" if once else ""
            made = self._make(view, person, said, source="review", by=who, month=str(at), once=twice)
        if words or kind == "passed":
            self._append(view, at, kind, buyer_h, {"text": words}, who, f"{once} {buyer_h} {words}" if once else "")
        return {"message": "Kept.", "action": made or None, "month": str(at)}

    def review_begin(
        self, month: str | None = None, *, size: int = SIZE, by: str | None = None, as_of: str | None = None
    ) -> dict[str, Any]:
        """Fix the agenda of a month's review as it is now. One that has begun stays as it is."""
        view, at = self._month(month, as_of)
        items = self._begin(view, at, _size(size), self._looking(view, by))
        return {"message": f"The review of {at} has begun: {items} relationships.", "items": items, "month": str(at)}

    def review_invitation(self, at: str, month: str | None = None, *, minutes: int = 60, as_of: str | None = None) -> bytes:
        """An .ics file of the meeting at a time in the book's zone, unless it says another. Nobody is named in it, nothing is sent."""
        from datetime import datetime
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        from regard.answers.action_calendar import meeting

        _, of = self._month(month, as_of)
        try:
            when = datetime.fromisoformat(at.strip())
            zone = ZoneInfo(str(self._settings["time.zone"]))
        except (ValueError, ZoneInfoNotFoundError):
            raise UsageError(f"“{at}” is no time of a meeting. Write it like 2026-03-31T14:00.") from None
        if len(at.strip()) <= len("2026-03-31"):
            raise UsageError(f"“{at}” is a day: name the time too, like 2026-03-31T14:00.")
        if not 5 <= minutes <= 600:
            raise UsageError("A meeting takes 5 to 600 minutes.")
        return meeting(str(of), when if when.tzinfo else when.replace(tzinfo=zone), minutes, now_us())

    def reviews(self, as_of: str | None = None) -> list[dict[str, Any]]:
        """The months whose review has begun, the newest first: how many relationships each looks at, were answered, and passed on."""
        view = self._view(as_of)
        found: dict[str, dict[str, Any]] = {}
        heard: dict[str, dict[str, set[str]]] = {kind: {} for kind in KINDS}
        for row in self._entries(view.as_of_us):
            at = found.setdefault(row.month, {"month": row.month, "began": iso(row.us), "items": 0})
            at["items"] += row.kind == "item"
            if row.kind in heard:
                heard[row.kind].setdefault(row.month, set()).add(row.buyer_h)
        answered, passed = heard["answer"], heard["passed"]
        return [
            {**found[m], "answered": len(answered.get(m, ())), "passed": len(passed.get(m, set()) - answered.get(m, set()))}
            for m in sorted(found, reverse=True)
        ]

    # ------------------------------------------------------------------------------------------------------- inside

    def _month(self, month: str | None, as_of: str | None) -> tuple[View, Month]:
        """The month meant and the moment from which it is looked at: its end, where it is over."""
        from regard.review.month import Month

        view = self._view(as_of)
        at = Month.named(month) if month else Month.of(view.as_of_us)
        if at.start_us >= view.as_of_us:
            raise UsageError(f"{at} has not begun: the book is read as of {iso_day(view.as_of_us - 1)}.")
        return (self._view(iso(at.end_us)) if at.end_us < view.as_of_us else view), at

    def _entries(self, until_us: int) -> Sequence[Any]:
        from regard.store import ledger

        return ledger.read(self._records, "review_entry", until_us)

    def _append(
        self, view: View, at: Month, kind: str, buyer_h: str, data: Mapping[str, Any], who: Seller | None, once: str
    ) -> None:
        from regard.store import ledger

        row = self._entry(view, at, kind, buyer_h, data, who, once)
        ledger.append(self._records, "review_entry", [row], self._addresses(view, buyer_h))

    def _entry(
        self, view: View, at: Month, kind: str, buyer_h: str, data: Mapping[str, Any], who: Seller | None, once: str
    ) -> dict[str, Any]:
        from secrets import token_hex

        return {
            "id": digest("w", self._records.key, str(at), kind, once or token_hex(16)),
            "us": view.as_of_us,
            "recorded_us": now_us(),
            "by": who.address if who else "",
            "buyer_h": buyer_h,
            "month": str(at),
            "kind": kind,
            "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        }

    def _begin(self, view: View, at: Month, size: int, who: Seller | None) -> int:
        """Fix the agenda; how many relationships it has. Two who begin at once fix one: the first to be written."""
        from regard.answers.agenda import stake_json
        from regard.store import ledger

        begun = [r for r in self._entries(view.as_of_us) if r.month == str(at) and r.kind == "item"]
        if begun:
            return len(begun)
        agenda = self._agenda(view, at, size)
        rows = []
        for place, c in enumerate(agenda.chosen, 1):
            data = {
                "place": place,
                "because": c.because,
                "parts": stake_json(c.stake),
                "which": c.stake.which if c.stake else "",
                "also": [self._handle(view, p) for p in c.also],
            }
            rows.append(self._entry(view, at, "item", self._handle(view, c.buyer), data, who, f"place {place}"))
        ledger.append(self._records, "review_entry", rows, whole=True)
        return len([r for r in self._entries(view.as_of_us) if r.month == str(at) and r.kind == "item"])

    def _agenda(self, view: View, at: Month, size: int) -> Agenda:
        from regard.answers.agenda import agenda_of

        return agenda_of(view, at, self._since(view, at)[0], size, lambda deals: self._some_deals(view, deals))

    def _since(self, view: View, at: Month) -> tuple[int, str | None]:
        """The moment of the last review before a month and its name; a month ago, and None, where there was none."""
        before = [r for r in self._entries(view.as_of_us) if r.month < str(at)]
        if not before:
            return (view.as_of_us // DAY) * DAY - MONTH, None
        last = max(r.month for r in before)
        return min(max(r.us for r in before if r.month == last), view.as_of_us - DAY), last

    def _some_deals(self, view: View, deals: set[str]) -> Board:
        """What is known of some deals: of the board that is remembered, where there is one; remembered itself until something changes."""
        if any(
            key[0].split(" ")[0] == str(view.live.get("settled_rev")) and b.as_of_us == view.as_of_us
            for key, b in self._boards.items()
        ):
            return self._board_of(view)
        state, moment = self._board_key(view)
        return self._part_of_board(view, (f"review {state}", moment), frozenset(deals), lambda: (), kept=True)

    def _review(self, view: View, at: Month, size: int, who: Seller | None, now: bool, only: int | None) -> Review:
        from regard.answers import actions as listed
        from regard.answers import agenda as choosing
        from regard.answers.agenda_fell import fallen

        entries = self._entries(view.as_of_us)
        mine = [r for r in entries if r.month == str(at)]
        since, previous = self._since(view, at)
        begun = [r for r in mine if r.kind == "item"]
        handles = {r.buyer_h for r in entries} | {h for r in begun for h in json.loads(r.data).get("also", ())}
        people = {h: w for h, w in listed.whom(view.live, handles).items() if not w.objected}
        person_of = {h: w.person for h, w in people.items()}
        agenda = self._agenda(view, at, size) if not begun else self._fixed(view, at, choosing.fixed(begun, person_of), size)
        lost = [c.buyer for c in agenda.chosen if c.stake is not None and c.stake.which == "lost"]
        agenda = replace(agenda, fell=fallen(view, lost, since))
        all_actions = listed.rows(
            view,
            listed.stored(self._records, view.as_of_us).values(),
            looking=who.address if who else "",
            deals=self._deal_names(view),
        )
        said = self._written(view, entries, person_of)
        whole = {c.buyer for place, c in enumerate(agenda.chosen, 1) if not begun or only in (None, place)}
        board = agenda.board or self._some_deals(
            view, choosing.deals_of(view, ((p, agenda.people[p].company_id) for p in sorted(whole & agenda.people.keys())))
        )
        items = tuple(
            self._item(view, at, agenda, c, place, since if c.buyer in whole else None, all_actions, said, board)
            for place, c in enumerate(agenda.chosen, 1)
            if c.buyer in agenda.people
        )
        start = iso(at.before.start_us) or ""
        opens = tuple(
            a
            for a in listed.ordered(all_actions, view.as_of_us)
            if a.month and a.month < str(at) and (a.state in {"open", "noticed"} or (a.decided or "") >= start)
        )
        return Review(
            month=str(at),
            as_of=iso_day(view.as_of_us - 1) or "",
            size=size,
            begun=bool(begun),
            question=QUESTION,
            items=items,
            opens_with=opens,
            previous=previous,
            followed=self._followed(view, entries, all_actions),
            turn=agenda.turn,
            answered=sum(i.done and not i.passed for i in items),
            passed=sum(i.passed for i in items),
            as_of_note=view.note if now else "",
        )

    def _deal_names(self, view: View) -> dict[str, str]:
        return {d.id: d.name for d in view.money().deals}

    def _fixed(self, view: View, at: Month, chosen: Sequence[Chosen], size: int) -> Agenda:
        """The agenda as it was fixed, with what is known of its people now."""
        from regard.answers import agenda, contacted
        from regard.review import agenda as rule

        ids = sorted({p for c in chosen for p in (c.buyer, *c.also)})
        everybody, passed = contacted.people(view), contacted.contact(view)
        contact = {p: passed[p] for p in ids if p in passed}
        people = contacted.people(view, ids)
        units = contacted.units(everybody, passed, at)
        turn = {
            "of": units,
            "this_month": sum(c.because == "turn" for c in chosen),
            "within_months": rule.months_between(units, rule.seats_in_turn(size)),
        }
        from regard.answers.absent import absent
        from regard.answers.agenda_facts import passed_last, promised
        from regard.answers.agenda_money import told
        from regard.answers.leaving import going
        from regard.answers.moving_away import by_person
        from regard.answers.referrers import named_by_newcomers, told_by_themselves, unthanked
        from regard.answers.twins import twins as found_twins

        here = [people[c.buyer] for c in chosen if c.buyer in people]
        return agenda.Agenda(
            tuple(chosen),
            people,
            contact,
            contacted.planned(view),
            turn,
            waiting=agenda.waits(view),
            may_wait=agenda.perhaps(view),
            you=view.you,
            twins=found_twins(view, {c.buyer for c in chosen if c.buyer in people}),
            promised=promised(view, [c.buyer for c in chosen if c.buyer in people]),
            passed=passed_last(view, [c.buyer for c in chosen if c.buyer in people]),
            money=told(view, here),
            days=view.days(),
            going=going(view, [p.id for p in here]),
            absent=absent(view, [p.id for p in here]),
            leaving=by_person(view.leaving_us()),
            sent=unthanked(
                named_by_newcomers(view, everybody, passed) | told_by_themselves(view, [p.id for p in here]), contact
            ),
        )

    def _written(self, view: View, entries: Sequence[Any], person_of: Mapping[str, str]) -> dict[str, list[tuple[str, Said]]]:
        """Buyer -> (month, what somebody wrote down), in the order in which it was."""
        from regard.answers.actions import names_of

        names = names_of(view.live, {r.by for r in entries if r.by})
        found: dict[str, list[tuple[str, Said]]] = {}
        for r in entries:
            if r.kind in KINDS and r.buyer_h in person_of:
                one = Said(r.kind, json.loads(r.data)["text"], r.by, names.get(r.by, r.by), iso(r.us), iso(r.recorded_us))
                found.setdefault(person_of[r.buyer_h], []).append((r.month, one))
        return found

    def _item(
        self,
        view: View,
        at: Month,
        agenda: Agenda,
        c: Chosen,
        place: int,
        since: int | None,
        actions: Sequence[ActionRow],
        said: Mapping[str, Sequence[tuple[str, Said]]],
        board: Board,
    ) -> ReviewItem:
        from regard.answers import agenda as choosing
        from regard.answers import agenda_facts
        from regard.answers import review as answers
        from regard.answers.agenda_fell import lowered_by
        from regard.answers.agenda_reason import reason
        from regard.answers.complaints import standing_complaints

        who = agenda.people[c.buyer]
        d = answers.detail(view, c.buyer, since) if since is not None else answers.nothing(view)
        deals, risks = answers.risks_of(board, c.buyer, who.company_id, view.leaving_us())
        _, us, them, *_ = agenda.contact.get(c.buyer) or (0, None, None)
        here = [a for a in actions if a.person == c.buyer]
        told = said.get(c.buyer, ())
        this_month = tuple(s for m, s in told if m == str(at))
        answered = any(s.kind == "answer" for s in this_month) or any(a.month == str(at) for a in here)
        passed = any(s.kind == "passed" for s in this_month)
        earlier = [m for m, _ in told if m < str(at)] + [a.month for a in here if a.month and a.month < str(at)]
        last = max(earlier, default=None)
        last_month = (
            LastMonth(last, tuple(s for m, s in told if m == last), tuple(a for a in here if a.month and a.month <= last))
            if last
            else None
        )
        fresh = standing_complaints(view.live, view.as_of_us, [c.buyer]).get(c.buyer)
        fell = lowered_by(agenda.fell.get(c.buyer, ""), d.changes)
        trust, value = d.now["trust"], d.now["value"]
        weak: Factor = "value" if value.known and not (trust.known and trust.score <= value.score) else "trust"
        why_now = reason(
            agenda, c, view.as_of_us, complained_us=fresh, risks=risks, fell=fell, last_said=d.last_said, weak=weak
        )
        return ReviewItem(
            place=place,
            person=c.buyer,
            name=who.name,
            company=who.company,
            company_id=who.company_id,
            question=QUESTION,
            because=c.because,
            why=agenda_facts.sentence(agenda, c),
            stake=round(c.stake.value, 4) if c.stake else 0.0,
            parts=choosing.stake_json(c.stake),
            trust=d.now["trust"],
            value=d.now["value"],
            rapport=d.now["rapport"],
            before={str(f): e for f, e in d.before.items()},
            since=iso_day(since) if since is not None else None,
            changes=d.changes,
            promises=d.promises,
            risks=risks,
            deals=deals,
            topics=d.topics,
            actions=tuple(a for a in here if a.state in {"open", "noticed"}),
            last_month=last_month,
            said=this_month,
            also=tuple({"person": p, "name": agenda.people[p].name} for p in c.also if p in agenda.people),
            last_contact_us=iso(us),
            last_contact_them=iso(them),
            next_meeting=iso(agenda.planned.get(c.buyer)),
            last_said=d.last_said,
            facts=agenda_facts.facts(agenda, c),
            now=why_now.now,
            do=why_now.do,
            done=answered or passed,
            passed=passed and not answered,
        )

    def _followed(self, view: View, entries: Sequence[Any], actions: Sequence[ActionRow]) -> Followed:
        """What followed actions of past reviews that were done or noticed, each over the month after its review."""
        from regard.answers.courses import courses
        from regard.review import followed as rule

        began: dict[str, int] = {}
        for r in entries:
            began[r.month] = min(r.us, began.get(r.month, r.us))
        over = {m: us for m, us in began.items() if us + MONTH <= view.as_of_us}
        acted: dict[str, set[str]] = {}
        tried: dict[str, set[str]] = {}
        for a in actions:
            if a.person and a.month in over and not a.private:
                tried.setdefault(a.month, set()).add(a.person)
                if a.state in {"done", "noticed"}:
                    acted.setdefault(a.month, set()).add(a.person)
        n = len({p for of in acted.values() for p in of})
        if n < rule.NEEDED:
            return Followed(n, rule.NEEDED, rule.told(n, None, None))
        found: dict[str, Mapping[str, float] | None] = {}
        made = courses(view, {m: (over[m], over[m] + MONTH) for m in acted}, acted, tried, POOL)
        for factor, of in made.items():
            values = list(rule.differences(of).values())
            found[factor] = rule.interval(values) if len(values) >= rule.NEEDED else None
        says = rule.told(n, found.get("trust"), found.get("value"))
        return Followed(n, rule.NEEDED, says, found.get("trust"), found.get("value"))


def _size(size: int) -> int:
    if not 1 <= size <= MOST:
        raise UsageError(f"A review of {size} relationships is none that can be held: choose 1 to {MOST}.")
    return size
