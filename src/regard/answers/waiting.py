"""Which asks of buyers wait for an answer of ours? The one definition behind the list, the pages, the agenda, the brief and the digest.

An ask waits where a person of theirs, or whoever writes from a mailbox of a customer's that several read (`mailboxes`; no machine, no text
sent to many, nobody who sells to us), to whom or to whose colleague we ever wrote, wrote to one of ours (not merely with us in copy, nor to
more than a dozen), words of it want something back (`evidence.language.answerable`), or say that they go unless something is done
(`threats_to_leave`), of one of ours and not of another reader whom it calls by name (`addressing`), none of us wrote to them since in the
thread or under its subject, nobody who was asked of anything else, and nobody else of ours of its matter (`same_matter`), nor so to a
colleague of theirs in that thread, under that subject or anew (what went on with a colleague in another talk answers nothing), nor handled
a later mail of theirs (it stands quoted in one of ours), no meeting or call with them followed, they did not go on in the thread or under
its subject, nor ask the same again, the day it is about has not gone by (`overtaken`; a mail that chases what is outstanding outlives it),
and a mailbox of those it went to, which would show our answer, is read. What they asked on a call waits by rules of its own
(`asked_on_calls`). After three weeks nobody waits any more: it was never answered; nor does whose mailbox answers that they are gone. Small
talk asks nothing. Of a sentence with a word of private life (`identity.sensitive`) it is told that it was asked, never in its words.

Reads interaction, message, body, party, handle, coverage, person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from regard.answers.account_sides import suppliers
from regard.answers.asked_on_calls import asked_on_calls
from regard.answers.asking import Reader, greeted, greets, of_home, says_open, sentences_asking
from regard.answers.called_for import answers, asks_for_meeting, called
from regard.answers.confided import unquoted
from regard.answers.contacted import DARK_AFTER, alone, natures
from regard.answers.contacted import people as known_people
from regard.answers.departed import departed
from regard.answers.mailboxes import dealt, of_customer
from regard.answers.same_matter import same_matter
from regard.answers.threats_to_leave import threats_to_leave
from regard.answers.understood import understood
from regard.evidence.language.answerable import offers_to_us
from regard.evidence.language.chases import chase, outstanding
from regard.evidence.language.detect import UNREAD
from regard.evidence.language.inquiries import inquires
from regard.evidence.language.overtaken import overtaken
from regard.evidence.language.tongues import is_read
from regard.evidence.waits import Ask, features, shipped
from regard.flow.interacting import cues as cues_of
from regard.identity.normalize import domain_of, is_freemail
from regard.identity.sensitive import is_private
from regard.interactions.threads import generic
from regard.model import DAY, LEAN, Cue
from regard.parse.subject import is_marked, subject_core
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.store.live import Live

OPEN_FOR = 60 * DAY
"""For so long a question of ours to them is told as open."""
WAITS_FOR = 21 * DAY
"""For so long one of theirs waits: of 503 answers to asks on development mail 5 came later."""
SKEW = DAY
"""Two clocks differ by no more: an answer stamped before what it answers."""
ROUND = 12
"""A mail to more people than this asks nobody in particular."""
FEW = 3
"""In a mail to more than so many, “any comments?” at the end asks only whoever has some."""
FOREIGN = "it is their last word, in a language that is not read"
"""What is said of a mail that nobody can tell to ask anything."""
CHASED = "they ask after what is outstanding"
AGAIN = "they write that they have no answer yet"
BUYS = "they ask to buy"
GOES = "they go unless something is done"
_ASKED = """SELECT i.buyer, i.message_id, i.us, m.n, m.subject, m.cues, b.text, m.thread_id, m.recipients, m.lean, m.letters,
    m.from_n, b.own, p.address, p.company_id, m.tz, m.words, m.is_reply, m.is_forward
    FROM {dealt} i JOIN person p ON p.id = i.buyer
    JOIN message m ON m.id = i.message_id LEFT JOIN body b ON b.message = m.n
    WHERE {whose} AND NOT i.outbound AND {asks} AND i.kind = 'mail' AND NOT i.automated
    AND (i.answered_us IS NULL OR i.answered_us > {as_of})
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND NOT i.recovered
    AND m.n IN (SELECT q.message FROM party q JOIN handle g ON g.n = q.handle WHERE q.role = 'to' AND q.message = m.n AND g.person IN
        (SELECT h.person FROM coverage c CROSS JOIN handle h ON h.id = c.owner_h WHERE c.outbound AND c.end_us >= {as_of} - {dark}))
    AND (EXISTS (SELECT 1 FROM {dealt} o WHERE o.buyer = i.buyer AND o.outbound AND o.us <= {as_of})
        OR (p.company_id IS NOT NULL AND EXISTS (SELECT 1 FROM person c JOIN interaction o ON o.buyer = c.id
            WHERE c.company_id = p.company_id AND o.outbound AND NOT o.automated AND o.us <= {as_of} AND o.known_us <= {as_of})))
    {among} ORDER BY i.us DESC, m.id"""
_READERS = """SELECT p.message, s.id, coalesce(nullif(s.name, ''), s.address), s.side, p.role FROM party p JOIN handle h ON h.n = p.handle
    JOIN person s ON s.id = h.person WHERE p.role IN ('to', 'cc') AND p.message IN ({}) ORDER BY p.message, h.address"""
_READ = "SELECT DISTINCT h.person FROM coverage c CROSS JOIN handle h ON h.id = c.owner_h WHERE c.outbound AND c.end_us >= {as_of} - {dark}"
_PASSED = """SELECT i.buyer, i.us, i.outbound, m.thread_id, m.subject_core, m.is_reply FROM {dealt} i
    JOIN message m ON m.id = i.message_id
    WHERE i.kind = 'mail' AND NOT i.automated AND NOT (i.outbound AND i.copied) AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} AND i.buyer IN ({{}})"""
_TURNED = """SELECT i.buyer, i.us, i.kind = 'mail' AND NOT i.recovered, i.seller, m.n, m.thread_id, m.subject_core
    FROM {dealt} i JOIN message m ON m.id = i.message_id
    WHERE (i.kind <> 'mail' OR i.recovered OR (i.outbound AND NOT i.copied))
    AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND i.buyer IN ({{}})"""
_COLLEAGUES = """SELECT p.company_id, m.thread_id, m.subject_core, m.is_reply, i.us, i.seller, m.n FROM {dealt} i
    JOIN person p ON p.id = i.buyer
    JOIN message m ON m.id = i.message_id WHERE i.outbound AND NOT i.copied
    AND i.kind = 'mail' AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND p.company_id IN ({{}})"""
_TALKED = """SELECT DISTINCT m.thread_id, h.person FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person
    WHERE s.side = 'us' AND m.us <= {as_of} AND m.known_us <= {as_of} AND m.thread_id IN ({{}})"""
_OWN = """SELECT m.n, m.subject, coalesce(b.own, '') FROM message m LEFT JOIN body b ON b.message = m.n WHERE m.n IN ({})"""
_BEFORE = """SELECT buyer, us, answered_us IS NOT NULL AND answered_us <= {as_of} FROM {dealt} WHERE NOT outbound AND asks
    AND kind = 'mail' AND NOT automated AND NOT recovered AND us <= {as_of} AND known_us <= {as_of} AND buyer IN ({{}})"""
_LATER = "SELECT thread_id, us FROM message WHERE us <= {as_of} AND known_us <= {as_of} AND thread_id IN ({{}})"
_ALIKE = "SELECT letters, from_n, count(*) FROM message WHERE us <= {as_of} AND known_us <= {as_of} AND letters IN ({{}}) GROUP BY 1, 2"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ask of a buyer that waits: the message, when, its words ([start, end) of the text; empty where words are not read), and to
    whom of ours it went: the one it greets by name, else everybody it was addressed to, as (person, name).

    `chance` that it waits (None where words are not read), whether that is enough to say so (`sure`), and the `reasons` in words.
    `foreign`: written in a language that is not read, so that nobody knows whether it asks anything; it is never sure. `again`: the
    mail says itself that they have no answer yet; what may wait then does, and so does what asks to buy. `call`: when on a call it
    was said, else "". `goes`: they say that they go unless something is done, which waits for sure. `hushed`: its words may be of
    private life, so that neither they nor such a subject are told: `quote` is empty.
    """

    buyer: str
    message_id: str
    us: int
    subject: str
    quote: str
    start: int
    end: int
    to: tuple[tuple[str, str], ...]
    chance: float | None = None
    sure: bool = True
    reasons: tuple[str, ...] = ()
    foreign: bool = False
    again: bool = False
    call: str = ""
    hushed: bool = False
    goes: bool = False


Asks = Mapping[str, Sequence[Waiting]]


def waiting(view: View, among: Collection[str] | None = None) -> dict[str, list[Waiting]]:
    """Buyer -> their asks that wait (of all buyers, or `among` these), the latest first, one a thread.

    Where words are read an ask waits from a chance of `evidence.waits` on; in a book that reads none, what the rules let pass waits, and
    its chance is None. What is written in a language that is not read asks nothing that anybody knows of: it may wait; where it asks
    after what is outstanding (`evidence.language.chases`) it does.
    """
    return by_buyer(w for w in weighed(view, among) if w.sure)


def by_buyer(asks: Iterable[Waiting]) -> dict[str, list[Waiting]]:
    """Buyer -> their asks, in the order they come in."""
    found: dict[str, list[Waiting]] = defaultdict(list)
    for one in asks:
        found[one.buyer].append(one)
    return dict(found)


def weighed(view: View, among: Collection[str] | None = None) -> list[Waiting]:
    """The asks that wait (`sure`) and those that may, the latest first, each with its chance and what speaks for it."""
    found = candidates(view, among)
    asks = [ask for _, ask in found if ask is not None]
    facts = iter(features(asks)) if asks else iter(())
    by = shipped() if asks else None
    told = []
    for one, ask in found:
        if ask is None or by is None:
            why = (CHASED,) * one.again + (GOES,) * one.goes
            told.append(replace(one, sure=False, reasons=(FOREIGN,)) if one.foreign else replace(one, reasons=why))
            continue
        of = next(facts)
        chance = by.chance(of)
        if one.goes:
            told.append(replace(one, chance=chance, reasons=(GOES,)))
        elif chance >= by.may_from:
            buys = inquires(ask.sentence)
            reasons = (AGAIN,) * one.again + (BUYS,) * buys + by.reasons(of)
            told.append(replace(one, chance=chance, sure=one.again or buys or chance >= by.told_from, reasons=reasons))
    at = view.as_of_us
    read = frozenset(r[0] for r in view.live.rows(_READ.format(as_of=at, dark=DARK_AFTER)))
    spoken = asked_on_calls(view, read, at - WAITS_FOR, among)
    gone = departed(view, sorted({w.buyer for w in spoken}))
    told += [w for w in spoken if w.buyer not in gone]
    return unquoted(view.live, sorted(told, key=lambda w: (-w.us, w.message_id)))


def candidates(view: View, among: Collection[str] | None = None) -> list[tuple[Waiting, Ask | None]]:
    """What the rules let pass, the latest first, each with the facts by which it is estimated (None where its words are not read)."""
    at, since = view.as_of_us, view.as_of_us - WAITS_FOR
    goes = threats_to_leave(view, since, among)
    asks = f"(i.asks OR m.n IN ({', '.join(map(str, sorted(goes)))}))" if goes else "i.asks"
    rows: list[Any] = []
    for passed, whose in (("interaction", "p.side = 'them'"), (dealt(at), of_customer("p", at))):
        sql = _ASKED.format(
            dealt=passed, whose=whose, asks=asks, as_of=at, since=since, dark=DARK_AFTER,
            among="" if among is None else "AND i.buyer IN ({})",
        )  # fmt: skip
        rows += view.live.rows(sql) if among is None else view.live.rows_in(sql, sorted(set(among)))
    out = suppliers(view) if rows else frozenset()
    rows = [row for row in rows if row[14] not in out]
    if not rows:
        return []
    seen = _Seen.of(view.live, rows, since, at)
    found: list[tuple[Waiting, _Mail | None]] = []
    said: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda r: (-r[2], r[1])):
        one, mail = _one(view, row, seen, goes.get(row[3])) or (None, None)
        again = (one.buyer, " ".join((mail.said if mail is not None else one.quote).split())) if one is not None else ("", "")
        if one is not None and not (again[1] and again in said):
            said.add(again)
            found.append((one, mail))
    buyers = sorted({one.buyer for one, _ in found})
    left = departed(view, buyers)
    kept = of_business(view, [b for b in buyers if b not in left])
    found = _unsettled(view, [(one, mail) for one, mail in found if one.buyer in kept])
    return _known(view, seen, found)


def _unsettled(view: View, found: Sequence[tuple[Waiting, _Mail | None]]) -> list[tuple[Waiting, _Mail | None]]:
    """Without mails that ask one thing alone, whether ours meet or join, where whom they asked called that meeting since."""
    meets = [n for n, (_, mail) in enumerate(found) if mail is not None and mail.alone and asks_for_meeting(mail.said)]
    meetings = called(view, [found[n][0].buyer for n in meets]) if meets else {}
    over: set[int] = set()
    for n in meets:
        one = found[n][0]
        if answers(meetings.get(one.buyer, ()), one.quote, one.us, {person for person, _ in one.to}):
            over.add(n)
    return [one for n, one in enumerate(found) if n not in over]


def _passed(live: Live, sql: str, ids: Sequence[str], *, as_of: int, **when: int) -> list[Any]:
    """Rows of what passed with some people or companies, and with the mailboxes of customers among them."""
    if not ids:
        return []
    return [
        row
        for of in ("interaction", dealt(as_of))
        for row in live.rows_in(sql.format(dealt=of, as_of=as_of, **when), list(ids))
    ]


def _known(view: View, seen: _Seen, found: Sequence[tuple[Waiting, _Mail | None]]) -> list[tuple[Waiting, Ask | None]]:
    """Asks with what is known of each: their own words and mail, what their writer asked before, what passed since."""
    read = [(one, mail) for one, mail in found if mail is not None]
    before: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    buyers = sorted({one.buyer for one, _ in read})
    for buyer, us, answered in _passed(view.live, _BEFORE, buyers, as_of=view.as_of_us):
        before[buyer].append((us, bool(answered)))
    later: dict[str, list[int]] = defaultdict(list)
    threads = sorted({mail.thread for _, mail in read if mail.thread})
    for thread, us in view.live.rows_in(_LATER.format(as_of=view.as_of_us), threads) if threads else ():
        later[thread].append(us)

    def ask(one: Waiting, mail: _Mail) -> Ask:
        earlier = [answered for us, answered in before[one.buyer] if us < one.us]
        return Ask(
            mail.said, mail.kind, mail.wants, mail.words, mail.asks, mail.readers, mail.to_ours, mail.named, mail.reply, mail.forward,
            mail.lean, (view.as_of_us - one.us) / DAY, len(earlier), sum(earlier), sum(us > one.us for us in seen.wrote.get(one.buyer, ())),
            sum(us > one.us for us in later[mail.thread]),
        )  # fmt: skip

    return [(one, None if mail is None else ask(one, mail)) for one, mail in found]


def of_business(view: View, buyers: Sequence[str]) -> frozenset[str]:
    """Those of some buyers who write from a company's address or with whom no private talk passes."""
    if not view.text or not buyers:
        return frozenset(buyers)
    by_themselves = [p for p in known_people(view, buyers).values() if alone(p)]
    private = {b for b, kind in natures(view, by_themselves).items() if kind.nature == "private"}
    return frozenset(b for b in buyers if b not in private)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What else is known of some asking mails: to whom they went, what passed near them, how often such a text was sent, who is read."""

    readers: Mapping[int, Mapping[str, Reader]]
    read: frozenset[str]
    theirs: Mapping[tuple[str, str], int]
    ours: Mapping[tuple[str, str], Sequence[int]]
    turned: Mapping[str, Sequence[_Turn]]
    company: Mapping[tuple[str, str], int]
    anew: Mapping[str, Sequence[_Turn]]
    talked: Collection[tuple[str, str]]
    alike: Mapping[tuple[int, int], int]
    wrote: Mapping[str, Sequence[int]]

    @staticmethod
    def of(live: Live, rows: Sequence[Any], since: int, at: int) -> _Seen:
        readers: dict[int, dict[str, Reader]] = defaultdict(dict)
        for message, person, name, side, role in live.rows_in(_READERS, [r[3] for r in rows]):
            was = readers[message].get(person)
            readers[message][person] = Reader(name, side == "us", role == "to" or (was is not None and was.to))
        buyers = sorted({r[0] for r in rows})
        theirs: dict[tuple[str, str], int] = {}
        ours: dict[tuple[str, str], list[int]] = defaultdict(list)
        wrote: dict[str, list[int]] = defaultdict(list)
        for buyer, us, outbound, thread, core, reply in _passed(live, _PASSED, buyers, since=since - SKEW, as_of=at):
            wrote[buyer] += [] if outbound else [us]
            for matter in _matters(thread, core):
                if outbound:
                    ours[buyer, matter] += [us] if reply else []
                else:
                    theirs[buyer, matter] = max(us, theirs.get((buyer, matter), us))
        turned: dict[str, list[_Turn]] = defaultdict(list)
        for buyer, us, by_mail, seller, n, thread, core in _passed(live, _TURNED, buyers, since=since, as_of=at):
            turned[buyer].append(_Turn(us, seller if by_mail else "", n, _matters(thread, core)))
        companies = sorted({r[14] for r in rows if r[14]})
        company: dict[tuple[str, str], int] = {}
        anew: dict[str, list[_Turn]] = defaultdict(list)
        for of, thread, core, reply, us, seller, n in _passed(live, _COLLEAGUES, companies, since=since, as_of=at):
            for matter in _matters(thread, core):
                company[of, matter] = max(us, company.get((of, matter), us))
            if not reply:
                anew[of].append(_Turn(us, seller, n, ()))
        talked = {tuple(r) for r in live.rows_in(_TALKED.format(as_of=at), sorted({r[7] for r in rows if r[7]}))}
        letters = sorted({r[10] for r in rows if r[10] is not None})
        alike = {(of, by): n for of, by, n in live.rows_in(_ALIKE.format(as_of=at), letters)}
        read = frozenset(r[0] for r in live.rows(_READ.format(as_of=at, dark=DARK_AFTER)))
        return _Seen(readers, read, theirs, ours, turned, company, anew, talked, alike, wrote)

    def over(self, buyer: str, company: str | None, thread: str | None, subject: str, us: int) -> bool:
        """Whether an ask was taken up in its matter, or its writer went on; an answer may be stamped by a clock that is behind."""
        matters = _matters(thread, subject_core(subject))
        after = max(
            *(self.company.get((company or "", m), 0) for m in matters),
            *(self.theirs.get((buyer, m), 0) for m in matters),
            *(t.us for t in self.turned.get(buyer, ()) if not t.seller or not set(matters).isdisjoint(t.matters)),
            *(0, 0),
        )
        if after > us:
            return True
        opens = not is_marked(subject)
        return opens and any(us - SKEW < at <= us for m in matters for at in self.ours.get((buyer, m), ()))

    def beside(self, buyer: str, company: str | None, us: int) -> list[_Turn]:
        """Mails of ours to the writer in other talks, or to a colleague of theirs anew, since an ask."""
        return [t for t in (*self.turned.get(buyer, ()), *self.anew.get(company or "", ())) if t.us > us and t.seller]

    def asked(self, n: int, thread: str | None) -> frozenset[str]:
        """Those of ours whom a mail asks, and who wrote in its thread: whatever they write since may be the answer."""
        to = {person for person, r in self.readers.get(n, {}).items() if r.ours and r.to}
        return frozenset(to | {person for of, person in self.talked if of == thread})


@dataclass(frozen=True, slots=True)
class _Turn:
    """What passed with a buyer: when, the mail of which of ours ("" of a meeting or a call), its number, and what it is of."""

    us: int
    seller: str
    n: int
    matters: tuple[str, ...]


def _matters(thread: str | None, core: str) -> tuple[str, ...]:
    """By what two mails with one person are of one matter: the thread, and a subject that says something."""
    return ((f"thread {thread}",) if thread else ()) + (() if generic(core) else (f"subject {core}",))


@dataclass(frozen=True, slots=True)
class _Mail:
    """What of an asking mail the estimate looks at; `said`: the words that ask; `alone`: it asks in that sentence only."""

    said: str
    kind: str
    wants: bool
    words: int
    asks: int
    readers: int
    to_ours: int
    named: bool
    reply: bool
    forward: bool
    lean: int
    thread: str
    alone: bool


def _one(view: View, row: Any, seen: _Seen, goes: tuple[int, int] | None) -> tuple[Waiting, _Mail | None] | None:
    """One asking mail, where the rules let it wait; `goes`: where it says that they go unless something is done, which outlives its day."""
    (
        buyer,
        message_id,
        us,
        n,
        subject,
        cues,
        text,
        thread,
        recipients,
        lean,
        letters,
        sender,
        own,
        address,
        company,
        tz,
        words,
        reply,
        forward,
    ) = row
    mail, chased = None, False
    readers = seen.readers.get(n, {})
    to = tuple((person, r.name) for person, r in readers.items() if r.ours and r.to)
    if not to or recipients > ROUND or seen.over(buyer, company, thread, subject, us):
        return None
    beside, asked = seen.beside(buyer, company, us), seen.asked(n, thread)
    if any(turn.seller in asked or not view.text for turn in beside):
        return None
    start = end = 0
    if view.text:
        if seen.alike.get((letters, sender), 0) > 1 or offers_to_us(subject, own or ""):
            return None
        here, wants = sentences_asking(cues_of(cues), text or "", readers, seen.read, several=recipients > FEW)
        if goes is not None:
            here, wants = [(Cue("request", *goes), None)], True
        if lean == LEAN["personal"] and is_freemail(domain_of(address)):
            here = (
                [] if of_home(subject, own or "") else [h for h in here if not is_private((text or "")[h[0].start : h[0].end])]
            )
            if not here:
                return None
        if here:
            cue, whom = here[-1]
            start, end = cue.start, cue.end
            today = iso_day(view.as_of_us - 1) or ""
            if (
                goes is None
                and not _chases(own or "")
                and all(overtaken((text or "")[c.start : c.end], us, tz, today) for c, _ in here)
            ):
                return None
            every = to
            to = (
                tuple((person, name) for person, name in to if person in whom)
                if whom is not None
                else tuple(greeted(own or "", to))
            )
            if is_read((text or "")[start:end]):
                named = whom is not None or greets(own or "", every)
                mail = _Mail(
                    (text or "")[start:end], cue.kind, wants, words, len(here), recipients, len(every), named, bool(reply),
                    bool(forward), lean or 0, thread or "", len({c.start for c, _ in here}) == 1,
                )  # fmt: skip
        elif not any(c.kind == UNREAD for c in cues_of(cues)):  # in a language that is not read anything may be asked
            return None
        elif (place := chase(own or "")) is not None:
            said = (own or "")[place[0] : place[1]]
            start = max((text or "").find(said), 0)
            end = start + len(said) if (text or "").startswith(said, start) else start
            chased = end > start
    if not any(person in seen.read for person, _ in to):
        return None
    quote = (text or "")[start:end]
    if _answered_beside(view.live, beside, quote or own or "", subject, readers, to):
        return None
    foreign, hushed = view.text and start == end, is_private(quote)
    again = chased or (mail is not None and _chases(own or ""))
    quote = understood(text or "", start, end, own or "") if quote and not hushed else quote
    if hushed:
        quote, subject = "", "" if is_private(subject) else subject
    return Waiting(buyer, message_id, us, subject, quote, start, end, to, foreign=foreign, again=again, hushed=hushed,
                   goes=goes is not None), mail  # fmt: skip


def _answered_beside(
    live: Live, turns: Sequence[_Turn], asked: str, subject: str, readers: Mapping[str, Reader], to: Sequence[tuple[str, str]]
) -> bool:
    """Whether one of some mails, of those of ours whom nobody asked, is of the matter of an ask."""
    if not turns:
        return False
    for_whom, everybody = [name for _, name in to], [r.name for r in readers.values()]
    copied = {t.n for t in turns if t.seller in readers}
    return any(
        same_matter(asked, subject, own, about, for_whom=for_whom, names=everybody, copied=n in copied)
        for n, about, own in live.rows_in(_OWN, sorted({t.n for t in turns}))
    )


def _chases(own: str) -> bool:
    """Whether a mail asks after what is outstanding, or says that a question is open: no day that goes by settles that."""
    return outstanding(own) or says_open(own)


def names(to: Iterable[tuple[str, str]], you: str = "") -> str:
    """Whom of ours an ask was addressed to, in words; `you` is the only one of ours whose book this is, where there is one."""
    told = ["you" if person == you else name for person, name in to]
    if len(told) > 3:
        return f"{told[0]} and {len(told) - 1} others of ours"
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
