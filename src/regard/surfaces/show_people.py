"""People, promises and why an estimate stands where it does, as terminal tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.surfaces.reasons import whole
from regard.surfaces.show import brief, day, kpis, line, money, shown, table
from regard.surfaces.web import words

if TYPE_CHECKING:
    from regard.results import CallerRow, Contribution, DormantRow, Estimate, PersonPage, PersonRow, PromiseRow, Why

TOLD = 0.05
"""From so many points on it is told beside a person's reasons what the book's own numbers moved: less would read as none."""
PROMISE_STYLE = {"overdue": "red", "broken": "red", "due": "yellow", "kept late": "yellow", "kept": "green"}


def people(rows: Sequence[PersonRow]) -> None:
    """Buyers, the worst need first."""
    table(
        [
            *(("buyer", "left"), ("company", "left"), ("trust", "left"), ("value", "left"), ("rapport", "left")),
            *(("last us", "left"), ("last them", "left"), ("why", "left")),
        ],
        [
            (
                *(r.name or r.address, r.company, shown(r.trust), shown(r.value), shown(r.rapport)),
                *(day(r.last_contact_us), day(r.last_contact_them), (r.why, "dim")),
            )
            for r in rows
        ],
    )
    if rows and not any(e.known for r in rows for e in (r.trust, r.value, r.rapport)):
        line(
            "Of nobody is enough known. `regard status` says what each mailbox shows, `regard callers` who wrote and has no answer.",
            "dim",
        )


def person(page: PersonPage) -> None:
    """One buyer, whole."""
    line(f"{page.name} · {page.address}{' · ' + page.company if page.company else ''}", "bold")
    line(f"as of {page.as_of}", "dim")
    for factor in ("trust", "value", "rapport"):
        text, style = shown(getattr(page, factor))
        estimate: Estimate = getattr(page, factor)
        line(f"{factor:8} {text}   {estimate.settle}", style)
    for w in page.written_for:
        line(f"{w['name']} wrote for them, last on {(w['date'] or '')[:10]}: it counts for whoever wrote it", "yellow")
    if page.hands:
        line(f"signed by {' and '.join(page.hands)}: several people may write from here, and all of it counts as one", "yellow")
    if page.unread:
        line(
            f"{page.unread:,} of their messages are in a language that is not read yet: what they say counts neither way",
            "yellow",
        )
    for mailbox in page.unseen:
        line(mailbox.says, "yellow")
    if page.why:
        line(page.why)
    if page.now:
        line(page.now, "bold")
    going(page.risks)
    money(page.money)
    for factor, contributions in page.evidence.items():
        if contributions:
            line(f"\nWhy: {factor}", "bold")
        for c in contributions[:5]:
            line(
                f"  {c.contribution:+.3f}  {day(c.date)}  {c.sentence or c.channel}  {('“' + c.quote + '”') if c.quote else ''}"
            )
        found = page.sums[factor].refitted if factor in page.sums else None
        if found is not None and abs(found.points) >= TOLD:
            line(f"  {words.refitted(found)}", "dim")
    if page.next_meeting:
        m = page.next_meeting
        line(
            f"\nNext meeting: {m['subject'] or '(no title)'}, {words.day(m['date'], None, m['zone'])} at "
            f"{words.clock(m['date'], m['zone'])} {words.zoned(m['date'], m['zone'])}, called by {m['by']}",
            "bold",
        )
        for guest in m["guests"]:
            line(f"  {guest['who']}{' (ours)' if guest['side'] == 'us' else ''}: {guest['answer']}")
    if page.last_call:
        line(f"\nLast call: {page.last_call['subject'] or '(no title)'}, {day(page.last_call['date'])}", "bold")
        spoken(page.last_call["speakers"])
    line()
    kpis(page.kpis)
    if page.topics:
        line()
        line("What matters to them", "bold")
        for topic in page.topics:
            told = f"due {topic['due']}" if topic["due"] else topic["kind"]
            into = f", {topic['call']} into the call" if topic["call"] else ""
            line(f"  {told}: “{topic['quote']}” ({str(topic['date'])[:10]}{into})")
    for own in page.matters:
        line(f"What makes it matter to {own.name}: {own.words} ({own.date})")
    if page.promises:
        line("\nPromises", "bold")
        promises(page.promises[:12])
    line("\nTimeline", "bold")
    table(
        [("date", "left"), ("", "left"), ("who", "left"), ("subject", "left"), ("result", "left")],
        [
            (
                *(day(t.date), "→ cc" if t.copied else "→" if t.direction == "us" else "←", t.who, t.subject),
                {"recovered": ("from a quote", "dim"), "noted": ("call, by our CRM", "dim")}.get(t.basis, t.result),
            )
            for t in page.timeline[:30]
        ],
    )


def callers(rows: Sequence[CallerRow]) -> None:
    """Who wrote to us and has no answer that is kept, a line each."""
    if not rows:
        line(
            "Nobody who wrote to us in person, on business, was left without any word of ours. Whose later question waits: regard people"
        )
        return
    table(
        [("who", "left"), ("company", "left"), ("to", "left"), ("last", "left"), ("asks", "left"), ("about", "left")],
        [(_caller(r), r.company, r.to, day(r.last), "yes" if r.asks else "", r.subject) for r in rows],
    )
    for r in rows:
        if r.referred_by:
            line(f"{r.name} was sent to us by {r.referred_by}.")
    if unseen := sum(not r.seen for r in rows):
        line(f"Of {unseen:,} the sent mail of those they wrote to was not read for these days: an answer may be there.", "dim")


def _caller(r: CallerRow) -> str:
    """Who wrote: of a mailbox also its address and who signed."""
    return f"{r.address}{f', signed {r.signed}' if r.signed else ''}" if r.shared else r.name


def dormant(rows: Sequence[DormantRow]) -> None:
    """Who went quiet, a line each."""
    if not rows:
        line("Nobody is silent for longer than their own rhythm explains.")
        return
    table(
        [("buyer", "left"), ("company", "left"), ("what", "left"), ("why", "left"), ("to say", "left")],
        [(r.name, r.company, r.kind.replace("_", " "), r.why, "; ".join(says for _, says in r.reasons)) for r in rows],
    )


def promises(rows: Sequence[PromiseRow], unread: int = 0) -> None:
    """What was promised, the most pressing first; of `unread` mails no promise can be read."""
    if not rows:
        line("No promise in a language that is read is known." if unread else "No promise is known.")
    if unread:
        line(words.promises_unread(unread), "yellow")
    if not rows:
        return
    table(
        [("due", "left"), ("state", "left"), ("whose", "left"), ("buyer", "left"), ("promise", "left"), ("said", "left")],
        [
            (
                *(r.due or "–", (r.state, PROMISE_STYLE.get(r.state, "")), "ours" if r.side == "us" else "theirs"),
                *((r.name or "–") + (f" and {len(r.also)} more" if r.also else ""), r.text, day(r.made)),
            )
            for r in rows
        ],
    )


def spoken(speakers: Sequence[Mapping[str, Any]]) -> None:
    """How one call went, a line a speaker."""
    table(
        [("who", "left"), ("share of talk", "right"), ("questions", "right"), ("longest stretch", "right")],
        [
            (
                f"{s['name'] or s['speaker']}{' (ours)' if s['side'] == 'us' else ''}",
                *(f"{100 * s['share']:.0f}%", s["questions"]),
                f"{s['longest_seconds']:.0f} s" if s["longest_seconds"] else f"{s['longest_words']} words",
            )
            for s in speakers
        ],
    )


def why(found: Why, *, every: bool = False) -> None:
    """The exact sum behind one estimate: the strongest events, the others by kind; `every`: each event by itself."""
    line(f"{found.name}: {found.factor}{' toward ' + found.seller if found.seller else ''}", "bold")
    if every:
        rows = [
            (day(c.date), c.sentence or c.channel, f"{c.expected:.2f}", _did(c), c.contribution, brief(c.quote))
            for c in found.contributions
        ]
    else:
        rows = [
            (
                day(of.event.date),
                " ".join(filter(None, (of.sentence or of.event.channel, of.times))),
                f"{of.event.expected:.2f}" if of.count == 1 else "",
                _did(of.event) if of.count == 1 else "",
                of.amount,
                brief(of.event.quote) if of.count == 1 else f"since {day(of.events[-1].date)}, together",
            )
            for of in whole(found.contributions)
        ]
    table(
        [("date", "left"), ("what", "left"), ("expected", "right"), ("did", "left"), ("adds", "right"), ("quote", "left")],
        [(*row[:4], f"{row[4]:+.4f}", row[5]) for row in rows],
    )
    if len(rows) < len(found.contributions):
        line(f"{len(found.contributions):,} events, the small ones by kind; each by itself: --every", "dim")
    total = sum(c.contribution for c in found.contributions)
    line(f"prior {found.prior:.4f} + {len(found.contributions)} contributions {total:+.4f} = mean {found.mean:.4f}")
    if found.estimate is not None:
        line(f"shown as {shown(found.estimate)[0]}. {found.estimate.settle}")
    if found.refitted is not None:
        line(words.refitted(found.refitted))
    line(found.note, "dim")


def _did(c: Contribution) -> str:
    return "yes" if c.happened else "no" if c.counted == 0 else f"{c.counted:.2f}"


def bring_in(rows: Sequence[PersonRow]) -> None:
    """How somebody who was left out as personal is brought in."""
    if rows:
        line(
            f"Left out for the reason told. If one is a client after all: regard include {rows[0].address if len(rows) == 1 else 'NAME'}"
        )


def going(risks: Sequence[Mapping[str, Any]]) -> None:
    """That an account makes ready to go, with the words."""
    for risk in risks:
        line(f"{risk['level']} risk (on trial): {risk['says']} Cleared by: {risk['clears']}", "red")
        for e in risk["evidence"]:
            line(f"  {day(e['date'])}  {e['says']}: “{e['quote']}”  {e['message_id']}", "dim")
