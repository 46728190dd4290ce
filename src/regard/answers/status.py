"""How healthy is the book: what each source gave, what it shows, whether it went dark, and what was left out and why.

Reads source, seen (records); coverage, message_item, message, person (live).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from regard.answers.goodbyes import said_goodbye
from regard.config import Settings
from regard.interactions.replied_to import FEW
from regard.model import DAY
from regard.parse.authenticity import UNPROVEN
from regard.results import SetAsideCount, SourceHealth, Status
from regard.results.sources import UNOWNED
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso, iso_day

if TYPE_CHECKING:  # `notes` ends every sync, which has no use for what answers load
    from regard.answers.view import View

OTHER = ("calendar", "transcripts", "crm")
"""Kinds of sources that are no mailbox: they show no side of anybody's mail and deliver in no rhythm."""
LAG = 45 * DAY
"""Where one side of somebody's mail ends so long before the other, it is said: a holiday is shorter."""
SOME = 0.1
"""From this share of mails that came in, a mailbox holds more than what its owner sent and the odd copy."""
MANY_DOUBTED = 20
MANY_ASKED = 20
"""Of an owner who wrote so often and answered next to nobody it is said that nobody can tell what was thrown away."""
_ANSWERED = """SELECT 1 FROM handle h JOIN message m ON m.from_n = h.n WHERE h.person = ? AND m.us <= ? AND m.is_reply AND m.kind = 'mail'
    AND m.basis = 'observed' AND NOT EXISTS(SELECT 1 FROM message q JOIN handle w ON w.n = q.from_n
        WHERE m.in_reply_to <> '' AND q.rfc_id = m.in_reply_to AND w.person = h.person) LIMIT ?"""
_WROTE = """SELECT 1 FROM handle h JOIN message m ON m.from_n = h.n WHERE h.person = ? AND m.us <= ? AND m.kind = 'mail'
    AND m.basis = 'observed' LIMIT ?"""
_DOUBTED = f"""SELECT i.source_id, sum(m.automated = '{UNPROVEN}'), count(*) FROM (SELECT DISTINCT source_id, message FROM message_item) i
    JOIN message m ON m.n = i.message WHERE m.kind = 'mail' AND m.basis = 'observed' GROUP BY 1"""
_RECEIVED = """
SELECT i.source_id, avg(h.person IS NOT o.person) FROM message_item i
JOIN mailbox b ON b.source_id = i.source_id AND b.folder = i.folder JOIN handle o ON o.address = b.owner
JOIN message m ON m.n = i.message JOIN handle h ON h.n = m.from_n
WHERE m.kind = 'mail' AND m.basis = 'observed' GROUP BY 1
"""

_BY_THEN = "(m.us IS NULL OR m.us <= ?) AND (m.known_us IS NULL OR m.known_us <= ?)"
"""Whether message `m` was there by a moment; one without a date is told of on every day."""
_NOT_RECOVERED = """SELECT CASE WHEN why <> '' THEN why ELSE 'author by name only' END, count(DISTINCT id) FROM quote
    WHERE target IS NULL AND (why <> '' OR author = '') GROUP BY 1 ORDER BY 2 DESC, 1"""
"""Originals in quotes that are no messages, by reason; those by our own people are not wanted and not counted."""


def status(view: View, records: Records, settings: Settings) -> Status:
    """The status at the view's moment. What sources gave, and what was set aside, is counted as of now: when it was read says nothing of
    when it was known.
    """
    from regard.answers.crm_status import crm_status
    from regard.answers.people import counted

    live = view.live
    sides = dict(live.rows("SELECT side, count(*) FROM person GROUP BY side"))
    buyers = counted(view, "them")
    pairs = live.rows(
        "SELECT count(*) FROM (SELECT DISTINCT i.buyer, i.seller FROM interaction i JOIN person p ON p.id = i.buyer "
        "AND p.side = 'them' WHERE NOT i.automated AND i.us <= ? AND i.known_us <= ?)",
        view.as_of_us,
        view.as_of_us,
    )[0][0]
    aside = records.set_aside_counts()
    by_then = (view.as_of_us, view.as_of_us)
    mails = f"SELECT basis, count(*) FROM message m WHERE m.kind = 'mail' AND {_BY_THEN} GROUP BY basis"
    kept = Counter(dict(live.rows(mails, *by_then)))
    unread = f"SELECT count(*) FROM message m WHERE m.basis = 'observed' AND instr(m.cues, '\"unread\"') > 0 AND {_BY_THEN}"
    unproven = f"SELECT count(*) FROM message m WHERE m.automated = '{UNPROVEN}' AND {_BY_THEN}"
    return Status(
        sources=tuple(sources(view, records)),
        messages=kept["observed"],
        people=len(buyers),
        companies=len({company for company, _ in buyers if company}),
        slight=sum(slight for _, slight in buyers),
        relationships=pairs,
        set_aside=tuple(SetAsideCount(reason, n) for reason, n in aside),
        as_of=iso_day(view.as_of_us - 1) or "",
        as_of_note=view.note,
        personal=len(counted(view, "personal")),
        automated=sides.get("automated", 0) + sides.get("shared", 0),
        excluded=sum(n for reason, n in aside if reason.startswith("excluded")),
        model=view.weights.version,
        us=tuple(settings["us.domains"]) or tuple(live.get("us_found").split()),
        text=view.text,
        crm=crm_status(view, records),
        recovered=kept["recovered"],
        unread=live.rows(unread, *by_then)[0][0],
        unproven=live.rows(unproven, *by_then)[0][0],
        not_recovered=tuple(SetAsideCount(reason, n) for reason, n in live.rows(_NOT_RECOVERED)),
    )


def sources(view: View, records: Records) -> list[SourceHealth]:
    """Every source with what it gave and shows."""
    from regard.answers.contacted import DARK_AFTER

    live = view.live
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for source_id, outcome, n in records.counts():
        counts[source_id][outcome] = n
    newest = dict(
        live.rows(
            "SELECT i.source_id, max(m.us) FROM message_item i JOIN message m ON m.n = i.message "
            "WHERE m.us_basis <> 'file' AND m.us <= ? GROUP BY 1",
            view.as_of_us,
        )
    )
    names = dict(live.rows("SELECT h.id, h.address FROM handle h WHERE h.id IN (SELECT owner_h FROM coverage)"))
    covered: dict[str, list[dict[str, Any]]] = defaultdict(list)
    ends: dict[str, int] = defaultdict(int)
    for source_id, owner, folder, inbound, outbound, start, end, *share in live.rows(
        "SELECT source_id, owner_h, folder_class, inbound, outbound, start_us, min(end_us, ?), share, low, high FROM coverage "
        "WHERE start_us < ? ORDER BY start_us",
        view.as_of_us,
        view.as_of_us,
    ):
        ends[source_id] = max(ends[source_id], end)
        row = {"owner": names.get(owner, ""), "folder": folder, "inbound": bool(inbound), "outbound": bool(outbound)}
        more = dict(zip(("share", "low", "high"), share, strict=True))
        covered[source_id].append({**row, "start": iso(start), "end": iso(end), **more})
    came = received(live)
    partial = _shares(live)
    doubted = _doubted(live)
    behind = _untold(live, view.as_of_us) | lagging(live, view.as_of_us)
    found = []
    listed = records.sources()
    ours = "SELECT address, id FROM person WHERE side = 'us' AND address IN ({})"
    owners = dict(live.rows_in(ours, sorted({s.owner for s in listed if s.owner})))
    for s in listed:
        kept = counts[s.id]
        last = newest.get(s.id)
        dark = s.kind not in OTHER and (last is None or view.as_of_us - max(last, ends[s.id]) > DARK_AFTER)
        left = dark and last is not None and s.owner in owners and said_goodbye(live, owners[s.owner], max(last, ends[s.id]))
        found.append(
            SourceHealth(
                id=s.id,
                path=s.path,
                kind=s.kind,
                owner=s.owner,
                seen=sum(kept.values()),
                stored=kept["stored"],
                duplicate=kept["duplicate"],
                set_aside=kept["set_aside"],
                last_sync=iso(s.last_sync_us),
                newest=iso(last),
                dark=dark and not left,
                ended=iso(last) if left else None,
                coverage=tuple(covered[s.id]),
                note=_note(
                    any(c["inbound"] for c in covered[s.id]),
                    any(c["outbound"] for c in covered[s.id]),
                    empty=not kept["stored"] or s.kind in OTHER,
                    partly=came.get(s.id, 0),
                    share=partial.get(s.id),
                    behind=behind.get(s.id, ""),
                    doubted=doubted.get(s.id, ""),
                    owned=bool(s.owner),
                ),
            )
        )
    return found


def notes(live: Live, records: Records) -> list[str]:
    """One line for each source that shows too little to estimate from."""
    shown = {row[0]: row[1:] for row in live.rows("SELECT source_id, max(inbound), max(outbound) FROM coverage GROUP BY 1")}
    filled = {row[0] for row in live.rows("SELECT DISTINCT source_id FROM message_item")}
    came = received(live)
    partial = _shares(live)
    doubted = _doubted(live)
    behind = _untold(live) | lagging(live)
    found = []
    for source in records.sources():
        inbound, outbound = shown.get(source.id, (0, 0))
        empty = source.id not in filled or source.kind in OTHER
        share = partial.get(source.id)
        if note := _note(
            bool(inbound),
            bool(outbound),
            empty=empty,
            partly=came.get(source.id, 0),
            share=share,
            behind=behind.get(source.id, ""),
            doubted=doubted.get(source.id, ""),
            owned=bool(source.owner),
        ):
            found.append(f"{source.path} {note}")
    return found


def received(live: Live) -> dict[str, float]:
    """Source -> the share of its mails that somebody else than its owner wrote."""
    return dict(live.rows(_RECEIVED))


def _doubted(live: Live) -> dict[str, str]:
    """Source -> what its owner should know where the receiving server calls much of its mail not its sender's."""
    return {
        source: f"has {n:,} of {of:,} mails of which the server that received them says that their sender did not send them: they count "
        "for nothing. Where a gateway or a forwarding before that server breaks its check: `regard config mail.checked false`, and sync."
        for source, n, of in live.rows(_DOUBTED)
        if n >= MANY_DOUBTED and n >= SOME * of
    }


def _untold(live: Live, as_of_us: int | None = None) -> dict[str, str]:
    """Source -> what its owner should know where it counts as whole and no answer of theirs says whether mail was thrown away.

    What is missing of a mailbox is told by the originals of its owner's answers (`interactions.replied_to`). Whoever writes and answers
    nobody leaves none, and an inbox that is cleared now and then looks like a quiet one.
    """
    until = as_of_us if as_of_us is not None else 2**62
    of: dict[str, set[str]] = defaultdict(set)
    for source, person in live.rows(
        "SELECT DISTINCT c.source_id, h.person FROM coverage c JOIN handle h ON h.id = c.owner_h WHERE c.inbound AND h.person IS NOT NULL"
    ):
        of[person].add(source)
    found: dict[str, str] = {}
    for person, shown in sorted(of.items()):
        n = len(live.rows(_ANSWERED, person, until, FEW))
        if n < FEW and len(live.rows(_WROTE, person, until, MANY_ASKED)) == MANY_ASKED:
            answered = f"answered {n:,} mail{'' if n == 1 else 's'} of others" if n else "answered nobody"
            found |= dict.fromkeys(
                shown,
                f"counts as whole because it has an inbox; its owner {answered}, so nothing tells whether mail was thrown away. Where it "
                "was, a silence here may be an answer that is gone.",
            )
    return found


def _shares(live: Live) -> dict[str, tuple[float, float, float]]:
    """Source -> what share of what comes in it shows, and that share's interval, on average over the time in which it is not all."""
    return {
        source: (share, low, high)
        for source, *sums, time in live.rows(
            "SELECT source_id, sum(share * (end_us - start_us)), sum(low * (end_us - start_us)), sum(high * (end_us - start_us)), "
            "sum(end_us - start_us) FROM coverage WHERE share < 1 GROUP BY 1"
        )
        for share, low, high in [[s / time for s in sums]]
    }


def lagging(live: Live, as_of_us: int | None = None) -> dict[str, str]:
    """Source -> what its owner should know where one side of their mail ends long before the other, in all sources of theirs."""
    ends: dict[str, dict[str, int]] = defaultdict(lambda: {"in": 0, "out": 0})
    of: dict[str, set[str]] = defaultdict(set)
    for source, owner, inbound, outbound, end in live.rows(
        "SELECT source_id, owner_h, max(inbound), max(outbound), max(end_us) FROM coverage GROUP BY 1, 2, inbound, outbound"
    ):
        until = end if as_of_us is None else min(end, as_of_us)
        of[owner].add(source)
        for side, there in (("in", inbound), ("out", outbound)):
            if there:
                ends[owner][side] = max(ends[owner][side], until)
    found = {}
    for owner, at in ends.items():
        if not (at["in"] and at["out"]):
            continue
        if at["in"] - at["out"] > LAG:
            says = (
                f"shows no sent mail after {iso_day(at['out'])}, though received mail goes on to {iso_day(at['in'])}: what was answered "
                "or asked since is not seen. Add the sent mail."
            )
        elif at["out"] - at["in"] > LAG:
            says = (
                f"shows no received mail after {iso_day(at['in'])}, though sent mail goes on to {iso_day(at['out'])}: no answer since is "
                "seen, and no silence since counts. Add the inbox."
            )
        else:
            continue
        found.update(dict.fromkeys(of[owner], says))
    return found


def _note(
    inbound: bool,
    outbound: bool,
    *,
    empty: bool,
    partly: float,
    share: tuple[float, float, float] | None = None,
    behind: str = "",
    doubted: str = "",
    owned: bool = True,
) -> str:
    """What the owner of a mailbox should know of it: one side only, or none for sure. `partly`: the share of its mails that came in;
    `share`: what share of all that comes in is there, with its interval, where that can be told and is not all. `doubted` goes before
    all of it. `owned`: whose it is was found, or named.
    """
    if doubted and not empty:
        return doubted
    if empty or (inbound and outbound and share is None):
        return "" if empty else behind
    if share is not None:
        at, low, high = (f"{100 * x:.0f}" for x in share)
        when = "in part of the time " if inbound else ""
        return (
            f"shows {when}about {at} % of the mail that comes in ({low} to {high} %, from the mails its owner answers): where no answer is "
            "seen, it counts for less than a silence. Add the whole inbox." + (f" It {behind}" if behind else "")
        )
    if outbound and partly >= SOME:
        return (
            "shows only some of the mail that comes in (most of what its owner answers is not there): an answer may be missing, so silence "
            "in it counts for nothing. Add the whole inbox."
        )
    if outbound:
        return "shows sent mail only: no answer can be seen, so nothing is estimated from it. Add the inbox."
    if inbound:
        return "shows received mail only: what was asked cannot be seen. Add the sent mail."
    if not owned:
        return f"{UNOWNED}, so nothing is estimated from it: sync it again with `--owner ADDRESS`."
    return "shows neither side completely enough to estimate anything from it."
