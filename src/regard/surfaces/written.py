"""A brief or a digest as plain text (for a terminal or a mail that you send yourself) and as Markdown. Nothing is ever sent from here."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from regard.model import FACTORS
from regard.surfaces.web.words import age, clock, day, estimate_words, money, opening, plural, prose, unheard, visible, zoned

if TYPE_CHECKING:
    from regard.results import Brief, DealBrief, Digest, InRoom, Meeting, Told

Form = Literal["text", "markdown", "mail"]
WIDTH = 76
Section = tuple[str, list[str]]
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def brief(found: Brief, form: Form = "text") -> str:
    """A brief in one of the forms; mail is text under a subject line."""
    head = [_when(found.meeting)] if found.meeting else []
    sections = list(_of_brief(found))
    if form == "text":
        sections += _behind(found)
    return _written(f"Before you meet: {found.title}", head, sections, found.note, found.as_of, form)


def digest(found: Digest, form: Form = "text") -> str:
    """A digest in one of the forms."""
    whose = f"{found.name}, " if found.name else ""
    title = f"Your week: {whose}{day(found.start)} to {day(found.end)}"
    return _written(title, [], list(_of_digest(found)), found.note, found.as_of, form)


def _written(title: str, head: Sequence[str], sections: Sequence[Section], note: str, as_of: str, form: Form) -> str:
    foot = (
        f"As known on {day(as_of)}. Figures are 0 to 100, 50 being what is usual in this book, with the range in which the true value lies "
        "four times in five; good, fair and poor are meant beside that."
    )
    if form == "markdown":
        parts = [f"# {_plain(title, marks=True)}", *(_plain(line, marks=True) for line in head)]
        for name, lines in sections:
            parts.append(f"## {name}\n" + "\n".join(f"- {_plain(line, marks=True)}" for line in lines))
        parts += [f"*{_plain(text, marks=True)}*" for text in (note, foot) if text]
        return "\n\n".join(parts) + "\n"
    parts = [f"Subject: {_plain(title)}" if form == "mail" else _plain(title), *map(_plain, head)]
    for name, lines in sections:
        parts.append("\n".join([name.upper(), *(_folded(line) for line in lines)]))
    parts += [textwrap.fill(_plain(text), WIDTH) for text in (note, foot) if text]
    return "\n\n".join(parts) + "\n"


def _plain(text: str, *, marks: bool = False) -> str:
    """One line, nothing hidden in it; with `marks`, nothing in it that Markdown would read."""
    line = " ".join(visible(text).split())
    return _MARKS.sub(r"\\\1", line) if marks else line


def _folded(line: str) -> str:
    return textwrap.fill(_plain(line), WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False)


def _when(meeting: Meeting) -> str:
    ours = ", ".join(p["name"] for p in meeting.ours)
    with_us = f", with {ours} of ours" if ours else ""
    zone = meeting.zone
    when = f"{day(meeting.start, None, zone)} at {clock(meeting.start, zone)} {zoned(meeting.start, zone)}"
    return f"{meeting.subject or '(no title)'}: {when}, called by {meeting.organizer or 'somebody'}{with_us}"


def _of_brief(b: Brief) -> Iterator[Section]:
    seen = b.as_of
    alone = len(b.people) == 1
    advice = [p.advice for p in b.people if alone and p.why and p.advice]
    if b.first:
        yield ("Settle first", [told(t, seen, named=not alone) for t in b.first] + advice)
    if b.people:
        more = [f"and {b.more} more"] if b.more else []
        yield ("Whom you meet", [person(p, seen) for p in b.people] + more + ([] if b.first else advice))
    rows = (
        ("We owe them", b.owed), ("They asked, and no answer is kept", b.asked),
        (f"What changed {prose(b.since_says, seen)}", b.changed), (_last(b), b.last),
        ("They owe us", b.owing), ("What they care about", b.cares),
        ("May wait for an answer of ours", b.may_wait), ("We asked, and no answer is kept", b.asking),
    )  # fmt: skip
    for name, lines in rows:
        at_once = [t for t in lines if not t.more]
        if at_once:
            yield (name, [told(t, seen, named=not alone) for t in at_once])
    for one in b.supposed:
        quotes = [f"“{_plain(e['quote'])}” ({day(e['date'], seen)})" for e in one["evidence"] if e["quote"]]
        confirm = f"is it one? regard deals --confirm {one['id']}, or --reject {one['id']}"
        yield (f"A deal there may be: {_plain(one['name'])}", [*quotes[-2:], confirm])
    for deal in b.deals:
        risks = [f"{r['level']}{' (on trial)' if r['trial'] else ''}: {r['says']}" for r in deal.risks]
        close = f", closes {day(deal.close, seen)}" if deal.close else ""
        amount = f", {money(deal.amount, deal.currency)}" if deal.amount else ""
        yield (f"Deal: {_plain(deal.name)} ({deal.stage}{amount}{close})", [prose(r, seen) for r in risks] + _besides(b, deal))


def _last(b: Brief) -> str:
    """How the section of the last words is called."""
    return "What was written or said last" if any(t.kind == "spoke" for t in b.last) else "What was written last"


def _behind(b: Brief) -> list[Section]:
    """How many lines a terminal does not show; a file that is taken along says nothing of what it does not hold."""
    lines = (t for of in (b.first, b.owed, b.asked, b.changed, b.last, b.owing, b.cares, b.may_wait, b.asking) for t in of)
    n = sum(t.more for t in lines) + sum(b.left_out.values()) - b.left_out.get("deals", 0)
    return [("More", [f"{plural(n, 'more line')} in the web app"])] if n else []


def _besides(b: Brief, deal: DealBrief) -> list[str]:
    """What else a deal has: risks that are not told here, with the command that tells them; that none is seen only where none is."""
    parts = [f"{deal.more} more"] if deal.more else []
    parts += [f"{deal.behind} less pressing or on trial"] if deal.behind else []
    parts += [f"{deal.snoozed} put off"] if deal.snoozed else []
    lines = [f"{', '.join(parts)}: regard deal {deal.id}"] if parts else [] if deal.risks else [_no_other(b)]
    return lines + ([unheard(deal.unread)] if deal.unread else [])


def _no_other(b: Brief) -> str:
    """That a deal has no risk, where nothing else in the brief says that something stands open."""
    stands = b.first or b.asked or any(t.state in {"overdue", "broken"} for t in b.owed)
    return "no other risk is seen than what stands open above" if stands else "no risk is seen"


def _of_digest(g: Digest) -> Iterator[Section]:
    seen = g.as_of
    ahead = [m for m in g.meets if not m.past]
    if g.first:
        yield ("Settle first", [told(t, seen) for t in g.first] + _rest(g.left_out.get("first", 0)))
    if g.meets:
        lines = []
        for m in ahead or g.meets:
            who = ", ".join(p.name for p in m.people) + (f" and {m.more} more" if m.more else "")
            start, zone = m.meeting.start, m.meeting.zone
            when = f"{day(start, seen, zone)} {clock(start, zone)} {zoned(start, zone)}"
            lines.append(f"{when}, {m.meeting.subject or '(no title)'}: {who}")
            lines += [f"{p.name}: {prose(p.why, seen)}" for p in m.people[:2] if p.why]
            lines += [f"{t.name} cares about: “{t.quote or t.says}”" for t in m.cares]
        if ahead and len(ahead) < len(g.meets):
            lines.append(f"{plural(len(g.meets) - len(ahead), 'meeting')} earlier in the week")
        yield ("Whom you meet" if ahead else "Whom you met", lines + _rest(g.left_out.get("meets", 0)))
    due = [told(t, seen) for t in g.due] + _rest(g.left_out.get("due", 0))
    due += [f"{a['text']}, due {day(a['due'], seen)}{', ' + a['name'] if a['name'] else ''}" for a in g.actions]
    if due:
        yield ("What is due", due + _rest(g.left_out.get("actions", 0)))
    rows = (
        ("Their days ahead", g.days, "days"), ("What they owe us", g.owing, "owing"), ("What changed in seven days", g.changed, "changed"),
        ("New business", g.new, "new"),
        ("They asked, and no answer is kept", g.asked, "asked"),
        ("May wait for an answer of ours", g.may_wait, "may_wait"), ("We asked, and no answer is kept", g.asking, "asking"),
    )  # fmt: skip
    for name, told_of, key in rows:
        if told_of:
            yield (name, [told(t, seen) for t in told_of] + _rest(g.left_out.get(key, 0)))


def _rest(n: int) -> list[str]:
    return [f"{n} more"] if n else []


def person(p: InRoom, seen: str) -> str:
    """Somebody as one line: who, where you stand, when you were last in touch, the one thing to know."""
    job = ", ".join(part for part in (p.title, p.company) if part) + (f"; before at {p.before}" if p.before else "")
    said = f" [{p.answer}]" if p.answer else ""
    standing = "; ".join(estimate_words(f, getattr(p, f)) for f in FACTORS if getattr(p, f).known) or "standing unknown"
    if p.objected:
        standing = "not modelled, as they asked"
    last = (
        f"last by us {_ago(p.last_contact_us, seen)}, by them {_ago(p.last_contact_them, seen)}" if p.met else "never in touch"
    )
    why = "" if p.objected or not p.met else f". {opening(prose(p.why, seen))}"
    return f"{p.name}{' (' + job + ')' if job else ''}{said}: {standing}; {last}{why}"


def _ago(date: str | None, seen: str) -> str:
    since = age(date, seen)
    return since if since in {"never", "today"} else f"{since} ago"


def told(t: Told, seen: str, *, named: bool = True) -> str:
    """A line of a brief as a sentence with its quote and day."""
    who = f"{t.name}: " if named and t.name else ""
    when = f"{day(t.date, seen)}, {t.call} into the call" if t.call else day(t.date, seen)
    if t.state in {"overdue", "due", "open", "broken"}:
        due = f"{t.state}, for {day(t.due, seen)}" if t.due else t.state
        due += "".join(f", {'' if why.startswith('moved') else 'though '}{prose(why, seen)}" for why in t.because)
        to = f" to {t.to}" if t.to else ""
        return f"{who}“{t.says}” ({due}; {t.by or 'somebody'}{to} on {when})"
    if t.kind == "asked":
        whom = f"to {t.to}, " if t.to else f"{t.by}, " if t.by and t.by != t.name else ""
        return f"{who}“{t.quote}” ({whom}{when})" if t.quote else f"{who}{t.says} ({whom}{when})"
    if t.kind == "wrote" and not t.quote:
        return f"{who}wrote last, in a language that is not read: “{t.says}” ({when})"
    if t.kind == "wrote":
        return f"{t.by or 'us'}, {when}: “{t.quote}”"
    if t.kind in {"goal", "problem", "deadline", "word"}:
        head = {"deadline": f"due {day(t.due, seen)}: ", "word": f"{t.says}, in {plural(int(t.state or 1), 'mail')}: "}.get(
            t.kind, ""
        )
        return f"{who}{head}“{t.quote}” ({when})"
    return (
        f"{who}{prose(t.says, seen)}{f': “{t.quote}”' if t.quote else ''}{f' ({when})' if when and t.kind != 'contact' else ''}"
    )
