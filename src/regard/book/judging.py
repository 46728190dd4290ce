"""Who is who: the doubtful pairs, and what people say of them; every judgement can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from regard.answers.references import merged_into, shown
from regard.book.opened import Opened
from regard.errors import UnknownReference, UsageError
from regard.time import iso_day, now_us

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.answers.doubts import Doubts
    from regard.answers.view import View
    from regard.model import Judgement, Side
    from regard.results import WhoIsWho

ALMOST_SURELY = "almost surely one human, joined with others at once"
"""The reason kept where nobody gave one for a pair by itself."""
SIDES: tuple[Side, ...] = ("them", "personal", "shared", "automated")


def _domains(left: str, right: str) -> bool:
    """Whether companies are meant: both are written as domains (`@harlow.com`). Raises UsageError where only one is."""
    found = [side.strip().startswith("@") for side in (left, right)]
    if any(found) and not all(found):
        raise UsageError("One of these is a company's domain, the other a person. Name two of a kind.")
    return all(found)


class Judging(Opened):
    """Judgements on people, companies and sides."""

    def who(self, ref: str | None = None, *, limit: int = 50, offset: int = 0) -> WhoIsWho:
        """Pairs of people (all, or those of one person) and of companies that may be the same, the most consequential first."""
        from regard.answers.who import who_is_who

        view = self._view(None)
        person = self._who(view.live, ref) if ref else None

        def made() -> WhoIsWho:
            found = self._doubted(view)
            return who_is_who(view, found, self._records.judgements(), limit=limit, offset=offset, person=person)

        return self._once(("who", person, limit, offset), view, made)

    def maybe_same(self, ref: str) -> tuple[tuple[str, str, float], ...] | None:
        """(id, name, probability) of whoever may be this person; None while nobody has asked for the queue since the last change."""
        from regard.answers.who import maybe_same

        view = self._view(None)
        who = self._who(view.live, ref)
        remembered = self._doubts
        if remembered is None or remembered[0] != view.live.get("settled_rev"):
            return None
        return maybe_same(view, remembered[1], who)

    def _doubted(self, view: View) -> Doubts:
        """The queue of the book as it is now, remembered until something changes."""
        from regard.answers.doubts import doubts

        live, said = view.live, self._records.judgements()
        rev = live.get("settled_rev")
        remembered = self._doubts
        if remembered is None or remembered[0] != rev:
            made = self._answer(view, ("doubts", self._records.rev()), lambda: doubts(live, self._records.key, said))
            remembered = self._doubts = (rev, made)
        return remembered[1]

    def same(self, left: str, right: str, reason: str = "") -> dict[str, Any]:
        """Say that two people are one, or two companies (`@harlow.com`). Raises UsageError where an earlier "different" says no."""
        from regard.identity.judgements import contradictions, verdict

        if _domains(left, right):
            return self._judge_companies(left, right, "same", reason)
        a, b = self._handles(left), self._handles(right)
        if set(a) & set(b):
            return {"message": "They are one person already.", "judgement": None}
        against = contradictions(self._records.judgements(), a[0], b[0])
        if against:
            raise UsageError(f"You said they are different people. Undo that first: regard undo {against[0].id}")
        made = verdict(a[0], b[0], "same", key=self._records.key, now_us=now_us(), reason=reason)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[*a, *b])
        return {"message": f"They are one person now. To take it back: regard undo {made.id}", "judgement": made.id}

    def same_all(self, pairs: Iterable[tuple[str, str]], reason: str = ALMOST_SURELY) -> dict[str, Any]:
        """Say of several pairs of people that they are one, settled at once; each can be undone by itself.

        Returns `joined` (how many), `judgements` (their ids) and `left` (pairs that an earlier "different" keeps apart). Pairs that are
        one already are passed over. Raises UnknownReference or AmbiguousReference for a name that is nobody's or several people's.
        """
        from regard.identity.judgements import contradictions, verdict

        said, touched = self._records.judgements(), []
        kept_apart = any(j.verdict == "different" and j.by == "user" for j in said)
        made: list[Judgement] = []
        left: list[tuple[str, str]] = []
        for one, other in pairs:
            a, b = self._handles(one), self._handles(other)
            if set(a) & set(b):
                continue
            if kept_apart and contradictions([*said, *made], a[0], b[0]):
                left.append((one, other))
                continue
            made.append(verdict(a[0], b[0], "same", key=self._records.key, now_us=now_us(), reason=reason))
            touched += [*a, *b]
        if made:
            self._settle(lambda c: self._records.put_judgements(c, made), handles=list(dict.fromkeys(touched)))
        many = f"{len(made):,} pair{'s are' if len(made) != 1 else ' is'} one person each now"
        apart = f"; {len(left):,} left as you said that they are different" if left else ""
        text = f"{many}{apart}. To take one back: regard undo ID (regard who lists them)" if made else "Nothing was changed."
        return {"message": text, "joined": len(made), "judgements": [j.id for j in made], "left": left}

    def different(self, left: str, right: str, reason: str = "") -> dict[str, Any]:
        """Say that two addresses are different people's (or `@domains` different companies'); no rule says otherwise any more."""
        from regard.identity.judgements import verdict

        if _domains(left, right):
            return self._judge_companies(left, right, "different", reason)
        self._not_answered(left, right)
        a, b = self._handles(left, alone=True), self._handles(right, alone=True)
        if a[0] == b[0]:
            raise UsageError("Those are the same address. Name two addresses.")
        made = verdict(a[0], b[0], "different", key=self._records.key, now_us=now_us(), reason=reason)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[a[0], b[0]])
        return {"message": f"They are different people now. To take it back: regard undo {made.id}", "judgement": made.id}

    def unsure(self, left: str, right: str, reason: str = "") -> dict[str, Any]:
        """Say that nobody can tell whether two people are one: the pair leaves the queue until there is new evidence."""
        from regard.answers.doubts import evidence_on
        from regard.identity.judgements import verdict

        if _domains(left, right):
            return self._judge_companies(left, right, "unsure", reason)
        self._not_answered(left, right)
        live = self._live()
        people = self._who(live, left), self._who(live, right)
        if people[0] == people[1]:
            raise UsageError("They are one person already. If that is wrong, undo the judgement that says so: regard who")
        a, b = self._handles(people[0]), self._handles(people[1])
        evidence = evidence_on(self._doubted(self._view(None)), self._records.key, *people)
        made = verdict(a[0], b[0], "unsure", key=self._records.key, now_us=now_us(), reason=reason, evidence=evidence)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[a[0], b[0]])
        text = f"Left open until there is new evidence. To take it back: regard undo {made.id}"
        return {"message": text, "judgement": made.id}

    def _not_answered(self, left: str, right: str) -> None:
        """Raises UsageError where two people were found to be one after whoever answers now looked at them."""
        from regard.identity.judgements import standing

        live, key = self._live(), self._records.key
        one, other = merged_into(live, key, left), merged_into(live, key, right)
        if one != other or (one, other) == (left, right):
            return
        theirs = {row[0] for row in live.rows("SELECT id FROM handle WHERE person = ?", one)}
        said = [j for j in standing(self._records.judgements()) if j.verdict == "same" and {j.left_h, j.right_h} <= theirs]
        last = max(said, key=lambda j: (j.by == "user", j.recorded_us), default=None)
        who = "somebody said" if last is None or last.by == "user" else "a rule found"
        day = f" on {iso_day(last.recorded_us)}" if last else ""
        undo = (
            f" If that is wrong, take it back first: regard undo {last.id}, or “undo” on the page who is who." if last else ""
        )
        raise UsageError(f"Answered meanwhile: {who}{day} that they are one person.{undo} Nothing was changed.")

    def _judge_companies(
        self, left: str, right: str, said: Literal["same", "different", "unsure"], reason: str
    ) -> dict[str, Any]:
        """Say of two domains whether they are one company's."""
        from regard.identity.affiliations import domain_handle
        from regard.identity.judgements import verdict
        from regard.identity.normalize import is_freemail, registrable

        bases = [registrable(side.strip().lower().removeprefix("@")) for side in (left, right)]
        known = {registrable(d) for (text,) in self._live().rows("SELECT domains FROM company") for d in text.split()}
        for base in bases:
            if base not in known:
                why = "Anybody can have a mailbox there" if is_freemail(base) else "No mail in this book is from or to it"
                raise UsageError(f"“@{base}” is no company's domain here. {why}. List those there are: regard accounts")
        if bases[0] == bases[1]:
            raise UsageError(f"Both are at {bases[0]}, which is one company already.")
        a, b = (domain_handle(self._records.key, base) for base in bases)
        made = verdict(a, b, said, key=self._records.key, now_us=now_us(), reason=reason)
        self._settle(lambda c: self._records.put_judgements(c, [made]), handles=[a, b])
        what = {"same": "They are one company now.", "different": "They stay two companies.", "unsure": "Left open."}[said]
        return {"message": f"{what} To take it back: regard undo {made.id}", "judgement": made.id}

    def undo(self, judgement: str) -> dict[str, Any]:
        """Take a judgement back, a rule's or a user's; one on a deal too."""
        if judgement.startswith("d_"):
            return self._undo_on_deal(judgement)
        found = next((j for j in self._records.judgements() if j.id == judgement), None)
        if found is None or found.undone_by is not None:
            raise UnknownReference(f"There is no standing judgement “{judgement}”. List those there are: regard who")
        self._settle(lambda c: self._records.undo_judgement(c, judgement, "user"), handles=[found.left_h, found.right_h])
        return {"message": "Taken back.", "judgement": judgement}

    def _undo_on_deal(self, judgement: str) -> dict[str, Any]:
        from regard.store import deal_judgements

        with self._records.writer(), self._records.writing() as c:
            if not deal_judgements.undo(c, judgement):
                raise UnknownReference(f"There is no standing judgement “{judgement}”. Those on a deal: regard deal REF")
        return {"message": "Taken back.", "judgement": judgement}

    def include(self, ref: str, side: str = "them") -> dict[str, Any]:
        """Say on which side somebody is: them (a buyer), personal, shared or automated."""
        if side not in SIDES:
            raise UsageError(f"There is no side “{side}”; there are {', '.join(SIDES)}.")
        handles, who = self._handles(ref, exact=True), shown(self._live(), self._exactly(ref))
        self._settle(lambda c: self._records.put_side_choice(c, handles, side), handles=handles)
        return {"message": f"{who}: " + ("a buyer from now on." if side == "them" else f"counted as {side} from now on.")}
