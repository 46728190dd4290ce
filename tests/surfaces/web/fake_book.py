"""A book of made-up people for the surfaces' tests: plausible results, awkward names, every method of `Book`."""

from __future__ import annotations

import threading
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import exp
from random import Random
from statistics import NormalDist
from types import SimpleNamespace
from typing import Any

import numpy as np

from regard.actions.coach import coach
from regard.errors import AmbiguousReference, BookBusy, BookError, UnknownReference, UsageError
from regard.model import FACTORS
from regard.relationships.validity.report import told
from regard.relationships.validity.targets import TARGETS
from regard.relationships.validity.world import Answers, joined
from regard.results import (
    AccountPage,
    AccountRow,
    ActionRow,
    Both,
    CallerRow,
    Cell,
    Check,
    Colleague,
    CompanyDoubt,
    CompanyMatch,
    Contribution,
    DormantRow,
    Doubt,
    Estimate,
    Found,
    Gap,
    Invariant,
    JudgedPair,
    Match,
    MessageParty,
    MessageView,
    Moment,
    PersonPage,
    PersonRow,
    PromiseRow,
    QuotedPart,
    ReaderNotes,
    Reading,
    Reason,
    Refitted,
    Remarks,
    Rows,
    SetAsideCount,
    Shown,
    SourceHealth,
    Status,
    TimelineEntry,
    Unmet,
    WhoIsWho,
    WhoSide,
    Why,
)
from regard.time import as_of_us, iso_day, to_us

NOW = datetime(2026, 3, 31, tzinfo=UTC) + timedelta(days=1)
HOSTILE = "<script>alert(1)</script>"
BIDI = "Lena \u202eevil\u202c Ortiz\x07"
LONG = "Maximiliane-Wilhelmine Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Oberschwarzenfels"
FIRST = [
    "Lena", "Marc", "Priya", "Tomás", "Ingrid", "Yusuf", "Chloé", "Dmitri", "Aiko", "Samuel", "Noor", "Beatriz",
    "Owen", "Farah", "Jonas", "Mei", "Katya", "Rafael", "Ada", "Björn",
]  # fmt: skip
LAST = [
    "Ortiz", "Ly", "Raman", "Silva", "Holm", "Kaya", "Martin", "Petrov", "Tanaka", "Boateng", "Haddad", "Costa",
    "Price", "Nasser", "Weber", "Chen", "Orlova", "Mendes", "Byron", "Lund",
]  # fmt: skip
FIRMS = [
    "Harlow Foods", "Brightwater Logistics", "Kestrel Rail", "Ostrava Glass", "Pinecrest Clinics", "Marlow & Finch",
    "Saltmarsh Energy", "Tidewell Paper", "Umbra Optics", "Vale Dairies", "Wick Instruments", "Yarrow Textiles",
]  # fmt: skip
SELLERS = ["Ines Calder", "Tom Aldous", "Ruth Okafor", "Jan Verhoef"]
SAYS = {
    "trust": [
        ("answers_our_ask", "answered our question", "Yes, Thursday works. I will bring the maintenance figures with me."),
        (
            "introduces_colleague",
            "brought a colleague in",
            "I'd like Marc to see this before we go further, he owns the budget.",
        ),
        ("answers_our_ask", "did not answer our question", ""),
        ("starts_contact", "wrote to us unasked", "Quick one before the audit: could the night shift use it offline?"),
        ("sooner_than_norm", "answered sooner than they usually do", "Sure, go ahead."),
    ],
    "value": [
        ("acts_on_ours", "acted on what we sent", "We ran your checklist on line 2 and cut the stop by forty minutes."),
        ("asks_advice", "asked for our advice", "How would you stage the roll-out if you were in my place?"),
        ("declines", "declined what we proposed", "We will pass on the second module this year."),
        ("next_step", "asked for a next step", "Can we put a date on the trial?"),
    ],
    "rapport": [("social", "talked about other things than business", ""), ("thanks", "thanked us unprompted", "")],
}
PHI = NormalDist().cdf


def ident(prefix: str, *parts: object) -> str:
    raw = blake2b("/".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return f"{prefix}_{b32encode(raw).decode().rstrip('=').lower()}"


def day_before(days: float) -> str:
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def made_up_check() -> Check:
    """What a check of a middling book might tell: one question measured, one not; intervals, an invariant that does not hold."""
    rng = np.random.default_rng(5)
    n = 400
    y = (rng.random(n) < 0.4).astype(float)
    good, poor = (np.clip(0.4 + (y - 0.4) * pull + rng.normal(0, 0.2, n), 0.02, 0.98) for pull in (0.5, 0.1))
    rows = {"state": good, "context": good}
    answers = Answers(
        y,
        np.arange(n) % 50,
        rows,
        {"recency": poor, "volume": poor},
        {},
        np.zeros(n, bool),
        np.full(n, 20),
        np.arange(n) // 190,
    )
    begins = [to_us(datetime(2025, month, 1, tzinfo=UTC)) for month in (8, 9, 10)]
    targets = (told(TARGETS[0], answers, begins), told(TARGETS[2], joined([])))
    broken = Invariant(
        "time_reversal", False, "+0.2", "Forwards an AUC of .9, backwards of .6: something may look ahead.", 0.1, 0.3
    )
    return Check(
        "2026-03-02T00:00:00Z", "trust-1", "2025-01-01T00:00:00Z", "2026-03-02T00:00:00Z", 425, ("2025-08-01T00:00:00Z",),
        "Standing foretells 1 of 1 measurable question better than recency and volume.", targets, None, None, (broken,), None,
        ("A note.",), ("Calendars.",), made="2026-03-02T00:00:00Z",
    )  # fmt: skip


class FakeBook:
    """Answers like a book of `size` buyers. `text` False is metadata-only; `calls` lists the changes asked for."""

    zone = "UTC"

    def __init__(self, size: int = 40, *, text: bool = True, awkward: bool = True) -> None:
        self.size, self.text = size, text
        self.calls: list[tuple[Any, ...]] = []
        self.checked: list[Check] = []
        self._off: dict[str, set[str]] = {}
        self.go_on = threading.Event()
        self.go_on.set()
        self.check_fails = ""
        self.rows = [self._row(n) for n in range(size)]
        if awkward and size > 8:
            names = {1: HOSTILE, 2: BIDI, 3: LONG, 4: ""}
            self.rows = [replace(r, name=names[n]) if n in names else r for n, r in enumerate(self.rows)]

    # ------------------------------------------------------------------------------------------------ imports

    def crm_files(self) -> list[str]:
        return ["/exports/contacts.csv"]

    def crm_preview(self, file: str) -> dict[str, Any]:
        columns = [
            {"column": f"E-mail {HOSTILE}", "field": "email", "why": "named so", "written": "", "not_read": {"no_address": 2}},
            {"column": "Since", "field": None, "why": "kept under its own name", "written": "", "not_read": {}},
        ]
        return {
            "file": file, "table": "contact", "object": "contact", "vendor": "hubspot", "why": "its columns",
            "encoding": "utf-8", "delimiter": ";", "before_the_header": [], "mapping": "as you said", "columns": columns,
            "rows": 1200, "sample": [{"record": "contact 1", "email": HOSTILE}],
            "set_aside": [{"reason": "no_id", "detail": HOSTILE, "count": 3}],
            "fields": ["email", "name", "title"], "tables": ["account", "contact"],
        }  # fmt: skip

    def crm_map(self, file: str, columns: Any = (), *, table: str = "", dates: str = "", clear: bool = False) -> dict[str, Any]:
        self.calls.append(("crm map", file, tuple(columns), table, dates, clear))
        return {"message": "Kept"}

    # ------------------------------------------------------------------------------------------------ reading

    def checks(self, as_of: str | None = None) -> list[dict[str, Any]]:
        return [c.as_json() for c in reversed(self.checked)]

    def check_beside(self, as_of: str | None = None, progress: Any = None) -> Check:
        progress("what must hold")
        self.go_on.wait(20)
        if self.check_fails:
            raise BookError(self.check_fails)
        return self.check(as_of)

    def check(self, as_of: str | None = None) -> Check:
        self.checked.append(made_up_check())
        return self.checked[-1]

    def status(self, as_of: str | None = None) -> Status:
        moment = iso_day((as_of_us(as_of) if as_of else to_us(NOW)) - 1)
        if not self.size:
            return Status((), 0, 0, 0, 0, (), as_of=moment or "")
        span = [
            {"start": day_before(900), "end": day_before(420), "inbound": True, "outbound": True, "folder": "all"},
            {"start": day_before(380), "end": day_before(0), "inbound": True, "outbound": False, "folder": "inbox"},
        ]
        one = SourceHealth(
            "s_1",
            "/mail/ines/Maildir",
            "maildir",
            "ines@northlight.example",
            6120,
            5804,
            271,
            45,
            day_before(0.1),
            day_before(0.2),
            False,
            tuple(span),
        )
        two = replace(
            one,
            id="s_2",
            path="/mail/tom.mbox",
            kind="mbox",
            owner=None,
            seen=900,
            stored=880,
            duplicate=20,
            set_aside=0,
            newest=day_before(70),
            dark=True,
            coverage=(span[0],),
        )
        bare = replace(two, id="s_3", path="/mail/old-export", kind="folder", dark=False, coverage=(), newest=None)
        return Status(
            (one, two, bare),
            6684,
            212,
            12,
            self.size,
            (SetAsideCount("no_sender", 31), SetAsideCount("zip_bomb", 14)),
            as_of=moment or "",
            as_of_note="The newest mail is of 31 Mar 2026, so the book is shown as of then.",
            personal=14,
            automated=1803,
            excluded=66,
            model="trust-1",
            us=("northlight.example",),
            text=self.text,
        )

    def people(
        self, account: str | None = None, as_of: str | None = None, personal: bool = False, **_asked: Any
    ) -> Rows[PersonRow]:
        as_of_us(as_of)
        if personal:
            return Rows([replace(self._row(n), name=f"Aunt {n}", company="", company_id=None) for n in range(1000, 1014)])
        rows = [r for r in self.rows if account in (None, r.company_id, r.company)]
        return Rows(sorted(rows, key=lambda r: -r.need))

    def person(self, ref: str, as_of: str | None = None, timeline: int = 100, offset: int = 0) -> PersonPage:
        row, moment = self._find(ref), self.status(as_of).as_of
        rng = Random(row.id)
        entries = self._timeline(row)
        return PersonPage(
            row.id,
            row.name,
            row.address,
            (row.address, f"x.{row.address}"),
            (row.name, "Ortiz, L"),
            row.company,
            row.company_id,
            row.trust,
            row.value,
            row.rapport,
            row.last_contact_us,
            row.last_contact_them,
            row.why,
            {f: self.why(row.id, f).contributions[:5] for f in FACTORS},
            (
                Both("mails", 41, 38),
                Both("starts contact", 12, 17),
                Both("answers within", "6 h", "a day"),
                Both("answers asked questions", 92.0, 71.5, "%"),
                Both("hours reading and writing", 6.5, 3.2, "h"),
                Both("meetings", 5, None),
            ),
            tuple(self.promises(row.id)),
            (),
            tuple(entries[offset : offset + timeline]),
            len(entries),
            self._history(row),
            tuple(
                Colleague(
                    ident("p", s),
                    s,
                    rng.randint(1, 40),
                    rng.randint(0, 40),
                    day_before(rng.randint(1, 90)),
                    day_before(rng.randint(1, 90)),
                    row.trust,
                )
                for s in SELLERS[:3]
            ),
            moment,
            objected=("object", row.id) in self.calls,
            merged=(
                {
                    "judgement": ident("j", row.id),
                    "left": row.address,
                    "right": f"x.{row.address}",
                    "reason": "same name, same company",
                    "by": "rule",
                    "confidence": 0.98,
                },
            ),
            title="VP Operations",
            heard=(
                {
                    "kind": "names_competitor",
                    "quote": "Arnold offered us the same.",
                    "start": 13,
                    "end": 40,
                    "who": ("Arnold",),
                    "date": "2026-03-20T09:00:00Z",
                    "message_id": ident("m", row.id),
                    "times": 2,
                    "call": "",
                },
            ),
            jobs=(
                {
                    "company": row.company,
                    "company_id": row.company_id,
                    "from": "2025-11-02",
                    "until": None,
                    "last": "2026-03-20",
                    "titles": [
                        {"title": "VP Operations", "from": "2025-11-02", "by": "signature", "message_id": ident("m", row.id)}
                    ],
                    "known_by": ["address", "signature"],
                },
                {
                    "company": HOSTILE,
                    "company_id": None,
                    "from": "2024-01-02",
                    "until": "2025-10-02",
                    "last": "2025-10-02",
                    "titles": [],
                    "known_by": ["address"],
                },
            ),
            sums={} if ("object", row.id) in self.calls else {f: self.why(row.id, f, as_of=as_of) for f in FACTORS},
        )

    def why(self, ref: str, of: str = "trust", seller: str | None = None, as_of: str | None = None) -> Why:
        row = self._find(ref)
        estimate: Estimate = getattr(row, of)
        rng = Random(row.id + of)
        n = estimate.chances
        parts = [rng.gauss(0, 1) for _ in range(n)]
        total = sum(parts)
        shift = (estimate.mean - total) / n if n else 0.0
        made = []
        for i, part in enumerate(parts):
            code, sentence, quote = rng.choice(SAYS[of])
            made.append(
                Contribution(
                    ident("m", row.id, of, i),
                    day_before(3 + 500 * rng.random()),
                    code,
                    0.2 + 0.6 * rng.random(),
                    part + shift > 0,
                    part + shift,
                    quote,
                    sentence,
                    f"Line 2 trial {HOSTILE if row.name == HOSTILE else ''}",
                    rng.random(),
                )
            )
        made.sort(key=lambda c: c.date or "", reverse=True)
        mean = sum(c.contribution for c in made)
        moved = Refitted("2026-02-01", estimate.score - 1.3, 1.3, 0.04) if estimate.known else None
        return Why(row.id, row.name, of, seller, mean, 0.0, tuple(made), sd=estimate.sd, estimate=estimate, refitted=moved)

    def digest(self, **_asked: Any) -> Any:
        """A week in which nothing is asked, due or set."""
        return SimpleNamespace(asked=(), due=(), meets=())

    def callers(self, as_of: str | None = None) -> Rows[CallerRow]:
        return Rows(
            [
                CallerRow(r.id, r.name, r.address, r.company, r.company_id, 1 + n, r.last_contact_them, r.last_contact_them, n % 2 == 0,
                          f"About line 2 {HOSTILE if r.name == HOSTILE else ''}", f"m_{n}", "Sam Hart", n % 3 > 0)
                for n, r in enumerate(self.rows[:5])
            ]
        )  # fmt: skip

    def dormant(self, as_of: str | None = None) -> Rows[DormantRow]:
        kinds = ("quiet", "left", "ended", "away", "not_seen")
        again = (0.4, "40 in 100 who were silent so long write again within a month by themselves")
        reasons = ((again,), (), ((2.0, "a question of theirs waits"), again), ((1.5, "“Pumps” is open there"),))
        return Rows(
            [
                DormantRow(
                    r.id, r.name, r.address, r.company, r.company_id, kinds[n % 5], f"wrote every day, silent for {n + 9} days",
                    r.last_contact_them, n + 9, 1.2, 0.5, 0.4, 0.4, reasons[n % 4],
                )
                for n, r in enumerate(self.rows[:12])
            ]
        )  # fmt: skip

    def actions(self, **_asked: Any) -> Rows[ActionRow]:
        """None is written down."""
        return Rows([])

    def promises_unread(self, person: str | None = None, as_of: str | None = None) -> int:
        as_of_us(as_of)
        return 0

    def promises(self, person: str | None = None, *, as_of: str | None = None, **_asked: Any) -> Rows[PromiseRow]:
        as_of_us(as_of)
        states = ("due", "overdue", "open", "broken", "kept late", "kept", "released", "unknown")
        made = [self._promise(row, n, states[n % 8]) for n, row in enumerate(self.rows[:24]) if self.text]
        return Rows([p for p in made if person in (None, p.person)])

    def _promise(self, row: PersonRow, n: int, state: str) -> PromiseRow:
        return PromiseRow(
            id=f"m.{n}",
            side="us" if n % 3 else "them",
            state=state,
            person=row.id,
            name=row.name,
            company=row.company,
            by="Ines Calder",
            to=row.name,
            by_id="p_ines",
            to_id=row.id,
            text=f"I'll send you the test plan by Friday {HOSTILE}",
            message_id=ident("m", row.id, 0),
            start=12,
            end=60,
            made=day_before(20),
            due=day_before(-3)[:10] if n % 4 else None,
            due_first=None,
            due_time="",
            due_words="by Friday",
            form="firm",
            q=0.9,
            moved=n % 2,
            decided_by=(ident("m", row.id, 1),) if state in {"kept", "kept late", "broken"} else (),
            decided=day_before(2),
            why="it was sent" if state == "kept" else "",
        )

    def accounts(self, as_of: str | None = None, side: str = "") -> Rows[AccountRow]:
        as_of_us(as_of)
        rows = []
        for firm in FIRMS if side != "supplier" else ():
            mine = [r for r in self.rows if r.company == firm]
            if mine:
                rows.append(
                    AccountRow(
                        mine[0].company_id or "",
                        firm,
                        (mine[0].address.split("@")[1],),
                        len(mine),
                        sum(r.trust.known for r in mine),
                        mine[0].trust,
                        mine[0].value,
                        mine[0].rapport,
                        mine[0].last_contact_us,
                        mine[0].last_contact_them,
                        sum(r.messages for r in mine),
                        "one person holds nine tenths of what we know" if len(mine) > 2 else "",
                        mine[0].need,
                    )
                )
        return Rows(rows)

    def account(self, ref: str, as_of: str | None = None, timeline: int = 30, offset: int = 0) -> AccountPage:
        found = [a for a in self.accounts(as_of) if ref in (a.id, a.name, *a.domains)]
        if not found:
            raise UnknownReference(f"No company goes by “{ref}”. `regard accounts` lists them.")
        row = found[0]
        theirs = [r for r in self.rows if r.company == row.name]
        ours = [Colleague(ident("p", s), s, 10, 9, day_before(3), day_before(9)) for s in SELLERS]
        rng = Random(row.id)
        pairs = [(o, t) for o in ours for t in theirs if rng.random() < 0.4]
        cells = [Cell(o.id, t.id, rng.randint(1, 40), rng.randint(0, 30), t.trust, t.value, t.rapport) for o, t in pairs]
        mondays = [day_before(7 * (52 - w))[:10] for w in range(52)]
        weeks = [{"week": monday, "us": rng.randint(0, 9), "them": rng.randint(0, 7)} for monday in mondays]
        return AccountPage(
            row.id,
            row.name,
            row.domains,
            row.trust,
            row.value,
            row.rapport,
            tuple(theirs),
            tuple(ours),
            tuple(cells),
            tuple(weeks),
            (
                {
                    "currency": "EUR",
                    "won": 48000.5,
                    "open": 20000,
                    "lost": 0,
                    "n_won": 2,
                    "n_open": 1,
                    "n_lost": 0,
                    "discount": 1999.9,
                },
            ),
            row.last_contact_us,
            row.last_contact_them,
            self.status(as_of).as_of,
            row.messages,
            gaps=(
                Gap("unmet", "Nobody of us has written with", tuple((ident("p", "unmet", n), f"{LONG} {n}") for n in range(9))),
                Gap("single", f"Only {SELLERS[0]} writes with", tuple((t.id, t.name) for t in theirs[:1])),
            ),
            unmet=tuple(Unmet(ident("p", "unmet", n), f"{LONG} {n}", 9 - n, day_before(30)) for n in range(9)),
            timeline=tuple(self._timeline(theirs[0])[offset : offset + timeline]),
            timeline_total=len(self._timeline(theirs[0])),
        )

    def search(
        self, text: str, limit: int = 50, as_of: str | None = None, *, personal: bool = False, looking: str | None = None
    ) -> Found:
        if not text.strip():
            raise UsageError("Type at least one word to look for.")
        rows = [] if personal else [r for r in self.rows if text.lower() in r.name.lower()]
        snippet = f"… {text} and the \x1b[31mnight shift {HOSTILE} …"
        subject = f"Re: trial {HOSTILE}"
        marks = ((2, 2 + len(text)),)
        messages = [
            Match(
                ident("m", r.id, "trust", 0),
                day_before(9),
                subject,
                r.name,
                snippet,
                r.id,
                marks=marks,
                subject_marks=((4, 9),),
            )
            for r in rows
        ]
        firms = [a for a in self.accounts() if text.lower() in a.name.lower()]
        companies = [CompanyMatch(a.id, a.name, a.domains, a.people, a.last_contact_us, a.last_contact_them) for a in firms]
        moment = self.status(as_of).as_of
        return Found(text, tuple(rows[:12]), len(rows), tuple(companies), len(firms), tuple(messages[:limit]), False, 2, moment)

    def message(self, message_id: str, as_of: str | None = None, words: str = "", *, looking: str | None = None) -> MessageView:
        if not message_id.startswith("m_"):
            raise UnknownReference(f"No message has the id “{message_id}”.")
        row = self.rows[0]
        text = f"Hello Ines,\n\ncould the night shift use it offline?\n{HOSTILE}<img src=https://tracker.example/p.gif>\n\nLena"
        zones: list[dict[str, Any]] = []
        for zone, said in (
            ("own", text),
            ("quoted", "> On 3 Mar Ines wrote:\n> Shall we…"),
            ("signature", "Lena Ortiz\nHarlow Foods"),
            ("disclaimer", "This mail is confidential."),
        ):
            start = zones[-1]["end"] if zones else 0
            zones.append({"zone": zone, "start": start, "end": start + len(said), "text": said})
        thread = tuple(replace(e, message_id=message_id) if n == 1 else e for n, e in enumerate(self._timeline(row)[:4]))
        lena, ines = "Lena Ortiz <lena.ortiz@harlow-foods.example>", "Ines Calder <ines@northlight.example>"
        parties = (
            MessageParty("from", row.name, row.address, row.id, "them"),
            MessageParty("to", "Ines Calder", "ines@northlight.example", ident("p", SELLERS[0]), "us"),
            *(MessageParty("cc", HOSTILE, f"c{n}@harlow-foods.example", ident("p", n), "them") for n in range(10)),
        )
        at = text.index("could")
        return MessageView(
            message_id,
            day_before(9),
            f"Re: trial {HOSTILE}",
            lena,
            (f"to: {ines}",),
            tuple(zones),
            "",
            thread,
            ("plan.pdf",),
            parties=parties,
            results=({"person": row.id, "name": row.name, "result": "still open"},),
            readings=(
                Reading(row.id, row.name, "trust", "answers_ask", "answered within 4 hours", 0.31, True, at, at + 38),
                Reading(row.id, row.name, "rapport", "social_talk", "wrote a personal word", 0.02, True),
                Reading(
                    row.id, row.name, "value", "asks_advice", "asks advice", 0.0, False, why_not="still open until 2026-04-02"
                ),
            ),
            quotes=(
                QuotedPart(ident("m", "original"), "Ines Calder", day_before(11), "observed", len(text), len(text) + 30, 1),
            ),
            previous=thread[0].message_id,
            next=thread[2].message_id,
            as_of=self.status(as_of).as_of,
            marks=((at, at + 5),) if words else (),
        )

    # ------------------------------------------------------------------------------------------------ changing

    def same(self, a: str, b: str, reason: str = "") -> dict[str, str]:
        self.calls.append(("same", self._find(a).id, self._find(b).id, reason))
        return {"id": ident("j", a, b)}

    def same_all(self, pairs: Iterable[tuple[str, str]], reason: str = "") -> dict[str, Any]:
        listed = [(self._find(a).id, self._find(b).id) for a, b in pairs]
        self.calls.append(("same all", *(x for pair in listed for x in pair), *([reason] if reason else ())))
        return {"joined": len(listed), "judgements": [], "left": []}

    def different(self, a: str, b: str, reason: str = "") -> dict[str, str]:
        self.calls.append(("different", a, b, reason))
        return {"id": ident("j", a, b)}

    def unsure(self, a: str, b: str, reason: str = "") -> dict[str, str]:
        self.calls.append(("unsure", a, b, reason))
        return {"id": ident("j", a, b)}

    def maybe_same(self, ref: str) -> tuple[tuple[str, str, float], ...] | None:
        row = self._find(ref)
        if row.id == self.rows[0].id:
            return None
        return ((self.rows[0].id, self.rows[0].name, 0.71),)

    def coach(self, text: str, to: str | None = None, by: str | None = None) -> Remarks:
        if to is not None:
            self._find(to)
        return coach(text, off=self._off.get(by or "", ()))

    def coach_reader(self, to: str) -> ReaderNotes:
        return ReaderNotes(
            self._find(to).id, HOSTILE, ("Accepted 2 of 3 invitations.", f"Asked on 2026-03-30 and waits: “{BIDI}”")
        )

    def coach_switch(self, rule: str, by: str | None = None, *, off: bool = True) -> tuple[str, ...]:
        coach("", off=[rule])
        if not by:
            raise UsageError("Say who you are first.")
        self._off[by] = {*self._off.get(by, ()), rule} if off else {*self._off.get(by, ())} - {rule}
        return self.coach_off(by)

    def coach_off(self, by: str | None = None) -> tuple[str, ...]:
        return tuple(sorted(self._off.get(by or "", ())))

    def who(self, ref: str | None = None, *, limit: int = 50, offset: int = 0) -> WhoIsWho:
        rows = [row for row in self.rows[:60] if ref is None or row.id == self._find(ref).id]
        pairs = [self._doubt(row, self.rows[(n + 7) % len(self.rows)]) for n, row in enumerate(rows)]
        firm = CompanyDoubt(
            "harlow-foods.example", "harlow.example", 9, 2, ("2 people have one mailbox name at both",), (("a@x", "a@y"),)
        )
        recent = JudgedPair(ident("j", "r"), "same", "user", "", HOSTILE, "a@x.example", BIDI, None, "2026-03-30")
        return WhoIsWho(
            tuple(pairs[offset : offset + limit]), len(pairs), (firm,) if ref is None else (), 1, (recent,), len(self.rows)
        )

    def _doubt(self, one: PersonRow, other: PersonRow) -> Doubt:
        shown = (Shown(ident("m", one.id), day_before(9), f"Re: trial {HOSTILE}"),)
        sides = [
            WhoSide(
                r.id, r.name, "them", (r.address,), (r.name,), r.company, "2025-01-02", "2026-03-01", 12, ("7135550101",), shown
            )
            for r in (one, other)
        ]
        reasons = (
            Reason("name", "initial", "the same surname, and a letter that fits the given name", 9.1),
            Reason("phone", "other", "other telephone numbers in their signatures", -1.6),
        )
        return Doubt(sides[0], sides[1], 0.71, 12, reasons, ("Ines Calder",), shown)

    def undo(self, judgement_id: str) -> None:
        self.calls.append(("undo", judgement_id))

    def exclude(self, kind: str, pattern: str) -> None:
        if kind not in {"person", "domain", "folder", "subject"}:
            raise UsageError(f"“{kind}” cannot be excluded; person, domain, folder and subject can.")
        self.calls.append(("exclude", kind, pattern))

    def exclusions(self) -> list[dict[str, Any]]:
        return [
            {"id": "x_1", "kind": "domain", "pattern": "solicitors.example", "by": "you"},
            {"id": None, "kind": "folder", "pattern": "payroll", "by": "default"},
        ]

    def forget(self, ref: str, *, shown_as: Sequence[str] | None = None) -> None:
        self.calls.append(("forget", self._find(ref).id, *(shown_as or ())))

    def object(self, ref: str, *, undo: bool = False, shown_as: Sequence[str] | None = None) -> dict[str, Any]:
        self.calls.append(("model again" if undo else "object", self._find(ref).id))
        return {"message": "Modelled again." if undo else "Not modelled any more."}

    def include(self, ref: str, side: str = "them") -> dict[str, Any]:
        if side not in {"them", "personal", "shared", "automated"}:
            raise UsageError(f"There is no side “{side}”.")
        self.calls.append(("include", self._find(ref).id, side))
        return {"message": "A buyer from now on."}

    def include_again(self, kind: str, pattern: str) -> dict[str, Any]:
        if pattern != "solicitors.example":
            raise UnknownReference(f"There is no exclusion {kind} “{pattern}”.")
        self.calls.append(("include again", kind, pattern))
        return {"message": "Taken back."}

    def disclose(self, ref: str) -> dict[str, Any]:
        return {"person": self._find(ref).as_json(), "messages": 3}

    def close(self) -> None:
        return None

    # ------------------------------------------------------------------------------------------------ made up

    def _find(self, ref: str) -> PersonRow:
        if ref == "busy":
            raise BookBusy("Another sync is writing to this book. Wait for it to end, then try again.")
        found = [r for r in self.rows if ref in (r.id, r.address) or (r.name and ref.casefold() in r.name.casefold())]
        exact = [r for r in found if ref in (r.id, r.address)]
        found = exact or found
        if not found:
            raise UnknownReference(f"Nobody goes by “{ref}”. Try a part of the name in the search.")
        if len(found) > 1:
            raise AmbiguousReference(ref, [f"{r.id}  {r.name} <{r.address}>" for r in found])
        return found[0]

    def _row(self, n: int) -> PersonRow:
        rng = Random(n)
        first, last, firm = FIRST[n % 20], LAST[(n * 7 + n // 20) % 20], FIRMS[(n * 5 + n // 12) % 12]
        domain = firm.lower().replace(" & ", "-").replace(" ", "-") + ".example"
        address = f"{first}.{last}{n if n >= 20 else ''}@{domain}".lower()
        chances = int(rng.paretovariate(0.9) * 2) if n else 48
        chances = min(chances, 300)
        base = rng.gauss(0, 0.7)
        estimates = {f: self._estimate(f, base, chances, rng) for f in FACTORS}
        need = 1.5 + rng.random() * 2 if n % 9 == 0 else 0.0
        why = (
            rng.choice(
                [
                    "wrote on 2026-03-22 and still waits for our answer (9 days)",
                    "has not answered since 2026-03-04 (3 asks), usually answers within 4 hours",
                    "complained on 2026-03-15",
                    "trust is lower than it was",
                ]
            )
            if need
            else "too little to go on yet"
        )
        moved = rng.choice(["up", "down"]) if n % 7 == 0 and chances > 8 else ""
        return PersonRow(
            ident("p", n),
            f"{first} {last}",
            address,
            firm,
            ident("c", firm),
            estimates["trust"],
            estimates["value"],
            estimates["rapport"],
            day_before(rng.expovariate(1 / 40)) if n % 11 else None,
            day_before(rng.expovariate(1 / 60)) if n % 13 else None,
            why,
            need,
            chances,
            chances * 3 + 1,
            moved,
        )

    def _estimate(self, factor: str, base: float, chances: int, rng: Random) -> Estimate:
        n = chances if factor == "trust" else chances // 2 if factor == "value" else chances // 3
        if not self.text and factor != "trust":
            n = 0
        sd = (1 / (1 + n / 3)) ** 0.5
        mean = base * (1 - exp(-n / 6)) + rng.gauss(0, 0.3) * (n > 0)
        known = sd**2 < 0.5
        score, low, high = (100 * PHI(x) for x in (mean, mean - 1.2816 * sd, mean + 1.2816 * sd))
        band = "good" if score >= 60 else "fair" if score >= 40 else "poor"
        settle = {"rapport": "No social talk seen, and none is needed."}.get(factor, "One more answered question would tell.")
        trend = rng.choice(["up", "down", "steady"])
        if not known:
            return Estimate(score, low, high, known, "unknown", "unknown", mean, sd, n, settle)
        return Estimate(score, low, high, known, trend, band, mean, sd, n)

    def _history(self, row: PersonRow) -> tuple[Moment, ...]:
        rng = Random(row.id + "history")
        moments = []
        walk = dict.fromkeys(FACTORS, 0.0)
        for month in range(19):
            made = {}
            for f in FACTORS:
                end: Estimate = getattr(row, f)
                share = month / 18
                walk[f] = walk[f] * 0.8 + rng.gauss(0, 0.15) * (1 - share)
                sd = 1 + (end.sd - 1) * share
                mean = end.mean * share + walk[f]
                score, low, high = (100 * PHI(x) for x in (mean, mean - 1.2816 * sd, mean + 1.2816 * sd))
                known = sd**2 < 0.5 or (month == 18 and end.known)
                made[f] = replace(end, score=score, low=low, high=high, known=known, mean=mean, sd=sd)
            moments.append(Moment(day_before((18 - month) * 30.4), made["trust"], made["value"], made["rapport"]))
        return tuple(moments)

    def _timeline(self, row: PersonRow) -> list[TimelineEntry]:
        rng = Random(row.id + "timeline")
        results = ["answered", "acted upon", "declined", "ignored", "still open", ""]
        return [
            TimelineEntry(
                ident("m", row.id, "t", i),
                day_before(i * 4 + 1),
                "mail",
                rng.choice(["us", "them"]),
                rng.choice([row.name, *SELLERS]),
                rng.choice(["Re: Line 2 trial", "Test plan", f"Q3 audit {HOSTILE if i == 3 else ''}", ""]),
                rng.choice(results),
                "Could the night shift use it offline? We have no signal in hall 4 and the auditors come on the ninth."
                if i % 2
                else "",
                ident("t", i // 3),
                "out_of_office" if i == 7 else "",
            )
            for i in range(row.messages)
        ]
