"""Privacy: what is never read, who is not modelled, who is erased, and what is handed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from regard.answers.references import shown, whole_address
from regard.book.dealing import Dealing
from regard.errors import UnknownReference, UsageError
from regard.idn import wire_domain
from regard.ids import handle_id

EXCLUSION_KINDS = ("person", "domain", "folder", "subject")


class Protecting(Dealing):
    """Exclusions, objections, erasure, disclosure, export."""

    def exclusions(self) -> list[dict[str, Any]]:
        """What is never read: the team's own exclusions and the defaults in force."""
        from regard.identity.exclusions import DEFAULTS

        rows = [row for row in self._records.exclusions() if row.kind != "default"]
        said = [{"id": row.id, "kind": row.kind, "pattern": row.pattern, "by": "you"} for row in rows]
        let_in = self._records.removed_defaults()
        defaults = [e for e in DEFAULTS if e.pattern not in let_in] if self._settings["privacy.defaults"] else []
        return said + [{"id": None, "kind": e.kind, "pattern": e.pattern, "by": "default"} for e in defaults]

    def written_down(self) -> int:
        """How many things people wrote down or took out here: actions, reviews, ratings, judgements, exclusions, objections, erasures."""
        from regard.store import deal_judgements, ledger
        from regard.store.crm import FOREVER

        kept = sum(len(ledger.read(self._records, table, FOREVER)) for table in ledger.HELD)
        judged = sum(j.by == "user" for j in self._records.judgements()) + len(deal_judgements.read(self._records))
        said = len(self._records.side_choices()) + len(self._records.removed_defaults()) + len(self._records.objections())
        out: int = sum(row.kind != "default" for row in self._records.exclusions()) + len(self._records.erased())
        return kept + judged + said + out

    def excluded(self) -> list[dict[str, Any]]:
        """What was left out, a row a reason: how many mails, the rules behind it, by whom, and the command that takes one back."""
        from regard.identity.exclusions import TOPICS

        counts = {r.removeprefix("excluded: "): n for r, n in self._records.set_aside_counts() if r.startswith("excluded")}
        rules: dict[str, list[str]] = {}
        for rule in self.exclusions():
            rules.setdefault(rule["pattern"] if rule["kind"] == "default" else rule["kind"], []).append(rule["pattern"])
        found = []
        for reason in sorted({*counts, *rules}, key=lambda r: (-counts.get(r, 0), r)):
            default = reason in TOPICS
            undo = f"regard exclude default {reason} --undo" if default else f"regard exclude {reason} PATTERN --undo"
            row = {"reason": reason, "count": counts.get(reason, 0), "by": "default" if default else "you"}
            found.append({**row, "rules": [] if default else sorted(rules.get(reason, ())), "undo": undo})
        return found

    def exclude(self, kind: str, pattern: str) -> dict[str, Any]:
        """Never read this person, domain, folder or subject; what was read of it is removed."""
        if kind == "default":
            return self._exclude_again(pattern)
        if kind not in EXCLUSION_KINDS:
            raise UsageError(f"“{kind}” cannot be excluded; there are {', '.join(EXCLUSION_KINDS)}.")
        if not pattern.strip(" *@"):
            raise UsageError(f"An exclusion by {kind} needs a pattern that names something.")
        wanted, whom = self._pattern(kind, pattern), f": {self._whom(pattern)}" if kind == "person" else ""
        removed, rows = self._left_out(kind, wanted)
        also = f" and {rows} CRM rows" if rows else ""
        return {
            "message": f"Never read from now on{whom}; {removed} mails{also} were removed.",
            "removed": removed,
            "crm_rows": rows,
        }

    def _left_out(self, kind: str, patterns: Sequence[str]) -> tuple[int, int]:
        """Exclude these; how many mails and CRM rows went. Cut short, it is finished by whoever writes next (`flow.excluding`)."""
        from regard.flow.excluding import note_exclusions

        with self._records.writer():
            self._drop_copies()
            with self._records.writing() as c:
                note_exclusions(self._records, c, kind, patterns)
                self._records.forget_left(c, self._handles_of(kind, patterns))
            flow = self._flow()
            flow.settle()
            self._publish_again()
        return flow.left_out.mails, flow.left_out.crm_rows

    def _handles_of(self, kind: str, patterns: Sequence[str]) -> list[str]:
        """The handles in the book of the people or domains that are named; none for other kinds."""
        if kind not in ("person", "domain"):
            return []
        named = set(patterns)
        ends = tuple(end for one in patterns for end in (f"@{one}", f".{one}")) if kind == "domain" else ()
        rows = self._live().rows("SELECT id, address FROM handle")
        strangers = {handle_id(self._records.key, one) for one in named if kind == "person"}
        return sorted(strangers | {h for h, address in rows if address in named or address.endswith(ends)})

    def include_again(self, kind: str, pattern: str) -> dict[str, Any]:
        """Take an exclusion back, one of the defaults too (kind "default"); the next sync reads what it kept out."""
        if kind == "default":
            return self._let_in(pattern)
        wanted = set(self._pattern(kind, pattern))
        rows = [row for row in self._records.exclusions() if row.kind == kind and row.pattern in wanted]
        if not rows:
            raise UnknownReference(f"There is no exclusion {kind} “{pattern}”. List them: regard exclude")
        with self._records.writer(), self._records.writing() as c:
            for row in rows:
                self._records.remove_exclusion(c, row.id)
            self._records.forget_excluded(c)
        return {"message": "Taken back. The next sync reads that mail again: regard sync"}

    def _let_in(self, topic: str) -> dict[str, Any]:
        """Let in mail on a topic that is left out by default."""
        topic = self._topic(topic)
        with self._records.writer(), self._records.writing() as c:
            self._records.remove_exclusion(c, self._records.put_exclusion(c, "default", topic))
            self._records.forget_excluded(c)
        return {"message": f"Mail on “{topic}” is let in. The next sync reads it: regard sync"}

    def _exclude_again(self, topic: str) -> dict[str, Any]:
        """Leave out a topic again that is left out by default; what was read of it meanwhile is removed."""
        removed, _ = self._left_out("default", [self._topic(topic)])
        return {"message": f"Never read from now on; {removed} mails were removed.", "removed": removed}

    def _topic(self, text: str) -> str:
        from regard.identity.exclusions import TOPICS

        if text not in TOPICS:
            raise UsageError(f"“{text}” is left out by no default; there are {', '.join(TOPICS)}.")
        return text

    def _pattern(self, kind: str, pattern: str) -> list[str]:
        """What is stored for an exclusion: a person's every address, a lower-case domain, folder or words."""
        if kind != "person":
            text = pattern.strip().lower().removeprefix("@")
            return [wire_domain(text) if kind == "domain" else text]
        who, address = self._somebody(pattern)
        return (
            [address] if address else [row[0] for row in self._live().rows("SELECT address FROM handle WHERE person = ?", who)]
        )

    def _somebody(self, ref: str) -> tuple[str, str]:
        """(the person meant, "") or ("", a whole address that nobody in the book has). Nobody is guessed."""
        try:
            return self._exactly(ref), ""
        except UnknownReference:
            address = whole_address(ref)
            if not address:
                raise
            return "", address

    def _whom(self, ref: str) -> str:
        """Name and address of whoever is meant, or the address that nobody in the book has."""
        who, address = self._somebody(ref)
        return address or shown(self._live(), who)

    def whom(self, ref: str) -> dict[str, Any]:
        """Who would be erased: id, name and main address (`said`), all addresses, and how many mails they are on.

        Raises UsageError, UnknownReference, and AmbiguousReference where it is not said whom exactly.
        """
        who, address = self._somebody(ref)
        live = self._live()
        addresses = [row[0] for row in live.rows("SELECT address FROM handle WHERE person = ? ORDER BY address", who)]
        (mails,) = live.rows(
            "SELECT count(DISTINCT p.message) FROM handle h JOIN party p ON p.handle = h.n "
            "JOIN message m ON m.n = p.message AND m.kind = 'mail' AND m.basis = 'observed' WHERE h.person = ?",
            who,
        )[0]
        said = shown(live, who) if who else f"{address}, whom nobody in this book goes by"
        return {"id": who, "said": said, "addresses": addresses or [address], "mails": mails}

    def _as_shown(self, ref: str, shown_as: Sequence[str] | None) -> None:
        """Raises UsageError where whoever is meant has other addresses than were shown when it was asked."""
        if shown_as is None:
            return
        now = self.whom(ref)
        if set(now["addresses"]) != set(shown_as):
            raise UsageError(
                f"Since that page was opened {now['said']} changed: it showed {', '.join(sorted(set(shown_as))) or 'no address'}; "
                f"theirs are {', '.join(now['addresses'])}. Nothing was changed. Open their page again."
            )

    def object(self, ref: str, *, undo: bool = False, shown_as: Sequence[str] | None = None) -> dict[str, Any]:
        """A person objects to being modelled: no trial and no estimate of them is made any more (or again, with `undo`).

        `shown_as`: the addresses that were shown as theirs; UsageError where they are others now.
        """
        self._as_shown(ref, shown_as)
        handles, who = self._handles(ref, exact=True), self._whom(ref)
        change = self._records.remove_objections if undo else self._records.put_objections
        self._settle(lambda c: change(c, handles), handles=handles)
        self._forget_answers()
        said = "modelled again." if undo else "not modelled any more. Their mail is kept; `forget` erases it."
        return {"message": f"{who}: {said}"}

    def forget(self, ref: str, *, shown_as: Sequence[str] | None = None) -> dict[str, Any]:
        """Erase a person from records, live store, text index, generations and every score; they do not come back.

        By id, whole address, or a full name that fits one alone: nobody is guessed. What is returned says who it was, and is kept nowhere.
        `shown_as`: the addresses that were shown as theirs before; UsageError where they are others now.
        """
        from regard.erasing import erase

        live = self._live()
        with self._records.writer():  # whoever joins people waits: who is asked about here is who is erased
            self._as_shown(ref, shown_as)
            who, address = self._somebody(ref)
            was = self._whom(ref)
            if live.rows("SELECT 1 FROM person WHERE id = ? AND side = 'us'", who):
                raise UsageError("That is one of us. Only people outside can be erased; remove a mailbox by excluding it.")
            flow = self._flow()
            before = len(self._records.models())
            self._drop_copies()
            done = erase(self._records, live, flow.reader("mail"), who, address)
            flow.settle()
            self._erase_copies()
        if address and not any(done[n] for n in ("removed", "redacted", "crm_rows")):
            note = "The address is kept out from now on, by a keyed hash of it."
            return {
                "message": f"Nobody in this book goes by {was}: nothing was erased. {note}",
                "who": was,
                **done,
                "note": note,
            }
        note = "Their full name stays only in the words of others' mail, shown when that mail is opened."
        if len(self._records.models()) > before:
            note += " What had been fitted to this book with them in it was fitted anew: estimates of others may have moved."
        also = f" {done['crm_rows']} CRM rows removed or blanked." if done["crm_rows"] else ""
        text = f"Erased: {was}; {done['removed']} mails removed, {done['redacted']} redacted.{also} {note}"
        return {"message": text, "who": was, **done, "note": note}

    def disclose(self, ref: str) -> dict[str, Any]:
        """All that is held about a person, in a form that could be handed to them."""
        from regard.answers.disclosure import disclosure

        view = self._view(None)
        return disclosure(view, self._exactly(ref), self._records, self._board_of(view))

    def export(self, folder: str | Path) -> dict[str, Any]:
        """The whole book as Parquet tables, what it answers now (`answers.exported`), JSON and the original mails.

        Into a new or empty folder. Raises UsageError where the folder is neither.
        """
        from regard.answers import exported
        from regard.answers.portability import empty, export

        to = empty(Path(folder))
        with self._records.writer():
            self._flow().publish()
        view = self._view(None)
        objected = {row[0] for row in view.live.rows("SELECT id FROM person WHERE objected")}
        modelled = [p for p in view.everybody("them") if p.id not in objected]
        told = {
            "estimate": exported.estimates(modelled, view.as_of_us, view.weights.version),
            "promise": exported.promises(self._ledger(view)),
            "deal": exported.deals(view.money().deals),
        }
        return export(self.folder, self._records, to, told)
