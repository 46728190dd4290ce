"""What is read of others' mail without the names of people who were erased: a name erased is nobody's name.

Where others' own words, a subject, an event or a display name hold the full name of somebody erased, it is blanked before anything of the
mail goes into the live store, so that no page, list, index or rule can make a person of it again. The mail's bytes in the records stay
what they are. Every letter keeps its place: what was found in the words (promises, cues, zones) still stands where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from regard.flow.kept import KeptItem, read_again
from regard.flow.reading import Reader
from regard.model import Event, Message, Original, Party, Quoting
from regard.parse.subject import subject_core
from regard.privacy import names_blanked
from regard.store.live import Live
from regard.store.records import Records

Blank = Callable[[str], str]
"""A text without the names, as long as it was."""


def unnamed(records: Records, kept: Sequence[KeptItem]) -> Sequence[KeptItem]:
    """These items without the names of erased people; the same where nobody was erased or none is named."""
    erased = frozenset(records.erased()) if kept else frozenset()
    if not erased:
        return kept
    known: dict[str, bool] = {}

    def is_erased(mark: str) -> bool:
        if mark not in known:
            known[mark] = records.erased_hash(mark) in erased
        return known[mark]

    def blank(text: str) -> str:
        return names_blanked(text, is_erased)

    return [replace(k, message=_message(k.message, blank), quoting=_quoting(k.quoting, blank)) for k in kept]


def as_written(records: Records, live: Live, reader: Reader, message_id: str) -> str:
    """The text of one observed message as its bytes have it, letter for letter where the blanked one stands; "" where it was not."""
    rows = live.rows("SELECT m.item_id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id = ?", message_id)
    item = records.item(rows[0][0]) if rows else None
    kept = read_again(item, reader) if item else None
    return kept.message.text if kept and len(kept.message.text) == len(rows[0][1]) else ""


def _message(m: Message, blank: Blank) -> Message:
    subject, text = blank(m.subject), blank(m.text)
    return replace(
        m,
        subject=subject,
        subject_core=m.subject_core if subject == m.subject else subject_core(subject),
        text=text,
        sender=_party(m.sender, blank) if m.sender else None,
        parties=tuple(_party(p, blank) for p in m.parties),
        attachments=tuple(replace(a, name=blank(a.name)) for a in m.attachments),
        events=tuple(_event(e, blank) for e in m.events),
        pledges=tuple(replace(p, speaker=_name(p.speaker, blank)) for p in m.pledges),
        voiced=tuple((_name(name, blank), found) for name, found in m.voiced),
    )


def _party(party: Party, blank: Blank) -> Party:
    return replace(party, name=_name(party.name, blank))


def _name(name: str, blank: Blank) -> str:
    """A display name, or "" where it is that of somebody erased: the address alone is left."""
    return name if blank(name) == name else ""


def _event(e: Event, blank: Blank) -> Event:
    return replace(
        e,
        organizer=(e.organizer[0], _name(e.organizer[1], blank)) if e.organizer else None,
        attendees=tuple(replace(a, name=_name(a.name, blank)) for a in e.attendees),
        subject=blank(e.subject),
        text=blank(e.text),
        rule=blank(e.rule),
    )


def _quoting(quoting: Quoting, blank: Blank) -> Quoting:
    return replace(quoting, originals=tuple(_original(o, blank) for o in quoting.originals)) if quoting.originals else quoting


def _original(o: Original, blank: Blank) -> Original:
    subject = blank(o.subject)
    return replace(
        o,
        author_name=_name(o.author_name, blank),
        people=tuple((address, _name(name, blank), role) for address, name, role in o.people),
        subject=subject,
        subject_core=o.subject_core if subject == o.subject else subject_core(subject),
        text=blank(o.text),
    )
