"""What a seller opens before a meeting and at the start of a week; and their own practice, for them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regard.book.acting import Acting
from regard.model import DAY
from regard.time import day_start, iso

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need
    from collections.abc import Callable, Collection, Sequence

    from regard.answers.deal_board import Board
    from regard.answers.view import View
    from regard.results import Brief, Digest, PracticePage, PromiseRow, Told


WEEKS = 16
"""So many sellers' and weeks' changes are remembered."""
AHEAD = 90 * DAY
"""A person's next meeting is looked for so far ahead."""


class Briefing(Acting):
    """The brief, the digest, and practice."""

    def brief(self, ref: str, as_of: str | None = None, looking: str | None = None) -> Brief:
        """What to know before you meet somebody: a person, or everybody at a meeting ahead (by id, or words of its title). `looking`: who
        asks (an address or name of ours), who alone reads what they promised after a confidence.

        Raises UnknownReference, AmbiguousReference; UsageError where it is one of us, or a meeting without a buyer.
        """
        from regard.answers.brief import next_meeting, of_meeting, of_person
        from regard.answers.coached import pointer
        from regard.answers.meetings_ahead import between, meant
        from regard.answers.own_words import of_lines
        from regard.errors import UnknownReference, UsageError

        view = self._view(as_of)
        reader = self._looking(view, looking)

        def own(found: Brief) -> Brief:
            kept = pointer(view, reader.person if reader else "", [p.id for p in found.people])
            return replace(found, owed=of_lines(view, found.owed, reader), note=" ".join(filter(None, (found.note, kept))))

        if view.live.rows("SELECT 1 FROM message WHERE id = ? AND kind = 'meeting'", ref.strip()):
            return own(of_meeting(view, meant(view, ref), self._board_near(view), self._supposed(view)))
        try:
            who = self._who(view.live, ref)
        except UnknownReference:
            return own(of_meeting(view, meant(view, ref), self._board_near(view), self._supposed(view)))
        if view.live.rows("SELECT 1 FROM person WHERE id = ? AND side = 'us'", who):
            raise UsageError("That is one of us. A brief is about somebody you meet on a buyer's side.")
        ahead = next_meeting(between(view, view.as_of_us, view.as_of_us + AHEAD, who), who)
        return own(of_person(view, who, ahead, self._board_near(view), self._supposed(view)))

    def digest(self, week: str | None = None, looking: str | None = None, as_of: str | None = None) -> Digest:
        """A week: whom you meet, what they care about, what is due, what changed, what is left open. `week`: "2026-W10" or a day of it
        (the week of the book's moment); `looking`: whose (an address or name of ours), everybody's where nobody is named. A week that is
        over is told as it stood at its end.

        Raises UsageError where the week is none.
        """
        from regard.answers.coached import pointer
        from regard.answers.digest import monday, of_week
        from regard.answers.own_words import of_rows

        view = self._view(as_of)
        first = monday(week, view.as_of_us)
        ended = day_start(first + timedelta(days=7))
        over = ended < view.as_of_us
        if over:
            view = self._view(iso(ended))
        who = self._looking(view, looking)
        actions = self._actions(view, who, proposals=False)

        def whole() -> Digest:
            found = of_week(view, first, who, of_rows(view, self._ledger(view), who), actions, self._changed, over=over)
            kept = pointer(view, who.person if who else "", [p.id for meet in found.meets for p in meet.people])
            return replace(found, note=" ".join(filter(None, (found.note, kept))))

        return self._once(("digest", first, who, over), view, whole, kept=who is None)

    def _changed(self, view: View, seller: str | None, since_us: int, until_us: int) -> Sequence[Told]:
        """What changed with a seller's buyers (everybody's) in a week, remembered until something else does, or for half an hour."""
        from regard.answers.digest import changed

        ended = 0 if until_us == view.as_of_us else until_us
        key = (self._records.rev(), *self._ledger_key(view), view.weights.version, seller, ended)
        if key not in self._changes:
            while len(self._changes) >= WEEKS:
                del self._changes[next(iter(self._changes))]
            self._changes[key] = changed(view, seller, since_us, until_us)
        return self._changes[key]

    def _board_near(self, view: View) -> Callable[[Collection[str]], Board] | None:
        """The open deals that some people can be in, where the book knows of any deal: out of the board that is remembered, where there
        is one, else without looking at all the others; remembered until something changes.
        """
        from regard.answers.deal_people import near

        if not view.money().deals:
            return None

        def of(people: Collection[str]) -> Board:
            key = self._board_key(view)
            if key in self._boards:
                return self._board_of(view)
            deals, theirs = near(view, people)
            return self._part_of_board(view, key, deals, lambda: self._promised_to(view, theirs) if deals else ())

        return of

    def _supposed(self, view: View) -> Callable[[Collection[str]], Sequence[dict[str, Any]]]:
        """The deals that the mail speaks for at the companies of some people."""
        from regard.answers.deals_at import asked

        def of(people: Collection[str]) -> Sequence[dict[str, Any]]:
            sql = "SELECT DISTINCT company_id FROM person WHERE company_id IS NOT NULL AND id IN ({})"
            at = {row[0] for row in view.live.rows_in(sql, sorted(people))}
            return [asked(p) for p in self._deals_at(view, at)[1]] if at else ()

        return of

    def _promised_to(self, view: View, theirs: Collection[str]) -> Sequence[PromiseRow]:
        """The promises of some buyers: out of the whole book's, where these are remembered, else without all the others."""
        from regard.answers.promises import of_book

        if self._ledger_key(view) not in self._promises:
            return of_book(view, theirs)
        return [row for row in self._ledger(view) if any(p in theirs for p in (row.person, *row.also))]

    @property
    def alone(self) -> bool:
        """Whether one of ours alone owns the mailboxes: whoever looks is taken to be that one."""
        return len(self._settings["us.owners"]) == 1

    def practice(self, looking: str | None = None, as_of: str | None = None) -> PracticePage:
        """The nine behaviours in your own messages by month, with examples. `looking`: who asks, an address or name of ours (the only
        owner of the mailboxes where nobody is named). Answers to that seller about that seller; there is no way to ask for two.

        Raises UsageError where nobody is named, or nobody of ours is meant.
        """
        from regard.answers.practice import of_seller
        from regard.answers.seller import must_look

        view = self._view(as_of)
        return of_seller(view, must_look(self._looking(view, looking)), self._ledger(view))
