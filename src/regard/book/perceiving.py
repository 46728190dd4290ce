"""What people say of relationships: a seller for themselves (ratings, advice they got), to all (why one matters), buyers when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from regard.book.reviewing import Reviewing
from regard.errors import UsageError
from regard.ids import digest
from regard.model import FACTORS
from regard.results import Rows
from regard.time import as_of_us, now_us

if TYPE_CHECKING:
    from regard.answers.perception import Said
    from regard.answers.seller import Seller
    from regard.answers.view import View
    from regard.deals.hired import Brought
    from regard.results import ActionRow
    from regard.results.perception import Coached, Perceived


class Perceiving(Reviewing):
    """Nothing of this moves an estimate. Ratings and advice are told to nobody but the seller they are about."""

    def matters(self, ref: str, words: str, *, by: str | None = None, as_of: str | None = None) -> dict[str, Any]:
        """What makes this relationship matter to you, in a line of your own; “” takes it back. Everybody on this book sees it, signed.

        Raises UsageError where nobody says who they are, the line is too long, or the buyer asked not to be modelled.
        """
        from secrets import token_hex

        from regard.answers.meaning import LONGEST, meanings
        from regard.answers.perception import buyer_handle
        from regard.answers.seller import must_look
        from regard.store import ledger

        view = self._view(as_of)
        who = must_look(self._looking(view, by), "Everybody on this book reads it, with your name.")
        ours = tuple(self._settings["us.domains"]) or tuple(view.live.get("us_found").split())
        if not who.person and not who.address.endswith(tuple(f"@{domain}" for domain in ours)):
            raise UsageError(f"“{who.address}” is nobody of ours. Nothing was kept.")
        line = " ".join(words.split())
        if len(line) > LONGEST:
            raise UsageError(f"That is {len(line)} characters; a line has at most {LONGEST}. Nothing was kept.")
        handle = self._handle(view, ref, "say it of a buyer.")
        addresses = self._addresses(view, handle)
        buyer_handle(view.live, addresses[0])
        if not line and not any(own.by == who.address for own in meanings(view, self._records, [handle])):
            raise UsageError("There is nothing to take back, and nothing was said. Write a line.")
        row = {
            "id": digest("w", self._records.key, token_hex(16)),
            "us": view.as_of_us,
            "recorded_us": now_us(),
            "by": who.address,
            "buyer_h": handle,
            "words": line,
        }
        ledger.append(self._records, "meaning", [row], addresses)
        return {"message": "Kept." if line else "Taken back.", "words": line, "by": who.address}

    def rate(self, ref: str, *, by: str | None = None, as_of: str | None = None, **said: str) -> dict[str, Any]:
        """How you see a relationship of yours: trust, value, rapport, each 0 to 100 or none, low, fair, good, high; “” takes it back.

        Raises UsageError where nobody says who they are, the rating is none, or the buyer asked not to be modelled.
        """
        from secrets import token_hex

        from regard.answers import perception
        from regard.answers.seller import must_look
        from regard.store import ledger

        view = self._view(as_of)
        who = must_look(self._looking(view, by))
        wrong = [name for name in said if name not in FACTORS]
        if wrong or not said:
            raise UsageError(f"Rate {', '.join(FACTORS)}; there is no {wrong[0] if wrong else 'other'}. Nothing was kept.")
        scores = {factor: perception.rate(text) for factor, text in said.items()}
        handle = self._handle(view, ref)
        perception.buyer_handle(view.live, self._addresses(view, handle)[0])
        rows = [
            {
                "id": digest("g", self._records.key, token_hex(16)),
                "us": view.as_of_us,
                "recorded_us": now_us(),
                "by": who.address,
                "buyer_h": handle,
                "factor": factor,
                "score": score,
            }
            for factor, score in scores.items()
        ]
        ledger.append(self._records, "rating", rows, self._addresses(view, handle))
        return {"message": "Kept, for you alone.", **scores}

    def perceived(self, looking: str | None = None, as_of: str | None = None) -> Rows[Perceived]:
        """Your own relationships: how you rate them, how the buyers act toward you, what they said when asked.

        Raises UsageError where nobody says who they are.
        """
        from regard.answers.perception import perceived
        from regard.answers.seller import must_look

        view = self._view(as_of)
        return Rows(perceived(view, self._records, must_look(self._looking(view, looking))))

    def coached(self, looking: str | None = None, as_of: str | None = None) -> Rows[Coached]:
        """What buyers told you in confidence or advised you within half a year, and whether something shows that advice was heeded.

        Raises UsageError where nobody says who they are.
        """
        from regard.answers.seller import must_look

        view = self._view(as_of)
        return Rows(self._coached(view, must_look(self._looking(view, looking))))

    def brought(self, looking: str | None = None, as_of: str | None = None) -> Rows[Brought]:
        """Your contacts from before you came to the firm, and which of them came over; empty where mail shows you from its beginning.

        Raises UsageError where nobody says who they are.
        """
        from regard.answers.hired import contacts_brought
        from regard.answers.seller import must_look

        view = self._view(as_of)
        return Rows(contacts_brought(view, must_look(self._looking(view, looking))))

    def stated_add(
        self, ref: str, *, how: str = "survey", words: str = "", on: str = "", by: str | None = None, **scores: str
    ) -> dict[str, Any]:
        """Keep what a buyer said of us when asked: trust, value, rapport, overall (0 to 100), words; `on` is the day. Raises UsageError."""
        from regard.answers import perception

        view = self._view(None)
        if how not in perception.HOW:
            raise UsageError(f"“{how}” is no way of asking; there are {', '.join(perception.HOW)}.")
        wrong = [name for name in scores if name not in perception.SAID_OF]
        if wrong:
            raise UsageError(f"There is no {wrong[0]} to be said; there are {', '.join(perception.SAID_OF)}.")
        handle = perception.buyer_handle(view.live, self._addresses(view, self._handle(view, ref))[0])
        us = as_of_us(on) - 1 if on.strip() else view.as_of_us
        if us > view.as_of_us:
            raise UsageError(f"“{on}” lies in the future. Nothing was kept.")
        said: list[Said] = [
            (handle, us, how, f, s, "") for f, text in scores.items() if (s := perception.rate(text)) is not None
        ]
        if words.strip():
            said.append((handle, us, how, "overall", None, " ".join(words.split())[:4_000]))
        if not said:
            raise UsageError("Give a score or words. Nothing was kept.")
        new = self._keep_stated(view, said, self._looking(view, by))
        return {"message": "Kept." if new else "That was kept before.", "stored": new}

    def stated_import(
        self, file: str | Path | bytes, *, scale: float = 100, preview: bool = False, by: str | None = None
    ) -> dict[str, Any]:
        """Read what buyers said (surveys, loss interviews) from a CSV, by path or as bytes. With `preview` nothing is kept.

        `scale` is the highest score there can be. seen = stored + duplicate + set_aside. Raises SourceError, UsageError.
        """
        from regard.answers import perception

        if not 1 <= scale <= 1_000:
            raise UsageError("A scale goes up to something between 1 and 1000.")
        view = self._view(None)
        if isinstance(file, bytes):
            with TemporaryDirectory() as place:
                path = Path(place) / "answers.csv"
                path.write_bytes(file)
                told, shown, seen = perception.read_stated(path, view, scale)
        else:
            told, shown, seen = perception.read_stated(Path(file), view, scale)
        before = self._stated_ids()
        stored = 0
        for _, said in told:
            ids = {self._stated_id(one) for one in said}
            stored += bool(ids - before)
            before |= ids
        if not preview:
            self._keep_stated(view, [one for _, said in told for one in said], self._looking(view, by))
        aside = sum(bool(r["set_aside"]) for r in shown)
        counts = {"seen": seen, "stored": stored, "duplicate": seen - stored - aside, "set_aside": aside}
        return {
            "message": f"{stored} of {seen} rows say something new.",
            **counts,
            "reasons": perception.reasons(shown),
            "rows": shown[:50],
        }

    # ------------------------------------------------------------------------------------------------------- inside

    def _coached(self, view: View, who: Seller) -> list[Coached]:
        from regard.answers import actions as listed
        from regard.answers.coached import coached

        known = listed.stored(self._records, view.as_of_us)
        mine = [a for a in known.values() if a.source == "coaching"]
        return coached(view, who, known, listed.rows(view, mine, looking=who.address))

    def _actions(self, view: View, who: Seller | None, *, proposals: bool) -> list[ActionRow]:
        from dataclasses import replace

        from regard.answers.coached import noticed
        from regard.answers.coached import proposals as proposed

        rows = super()._actions(view, who, proposals=proposals)
        if who is None:
            return rows
        advice = self._coached(view, who)
        shows = {c.action.id: noticed(c) for c in advice if c.action is not None and c.action.state == "open"}
        told = [
            replace(r, noticed=n, state="noticed" if n is not None and n.sure else r.state) if (n := shows.get(r.id)) else r
            for r in rows
        ]
        return told + (proposed(advice, who) if proposals else [])

    def _stated_id(self, one: Said) -> str:
        handle, us, how, factor, score, words = one
        return digest("u", self._records.key, handle, str(us), how, factor, "" if score is None else f"{score:.4f}", words)

    def _stated_ids(self) -> set[str]:
        from regard.store import ledger
        from regard.store.crm import FOREVER

        return {r.id for r in ledger.read(self._records, "stated", FOREVER)}

    def _keep_stated(self, view: View, said: Sequence[Said], who: Seller | None) -> int:
        from regard.store import ledger

        rows: list[Mapping[str, Any]] = [
            {
                "id": self._stated_id(one),
                "us": one[1],
                "recorded_us": now_us(),
                "by": who.address if who else "",
                "buyer_h": one[0],
                "how": one[2],
                "factor": one[3],
                "score": one[4],
                "words": one[5],
            }
            for one in said
        ]
        addresses = [a for one in said for a in self._addresses(view, one[0])]
        return ledger.append(self._records, "stated", rows, sorted(set(addresses)))
