"""What does a language model of the user's choosing read in one buyer's last messages? Asked when somebody asks; nothing is kept.

It stands beside the rules: it may agree with a promise of the ledger, doubt it, or propose a sentence that the rules passed over, always
with the sentence. No estimate, promise or state is changed. Sentences of health, faith, family or politics, small talk and thanks are
not sent, nor quotes, signatures, addresses, names in headers, subjects or attachments. Reads interaction, message, body, pledge, person.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from regard.answers.confided import unquoted
from regard.answers.evidence import shortened
from regard.answers.references import exact_person_ref
from regard.answers.view import View
from regard.errors import UsageError
from regard.evidence.language.detect import SPLIT, located
from regard.evidence.language.sentences import sentences
from regard.flow.stored_pledges import pledges_of
from regard.identity.sensitive import NEVER_A_TOPIC
from regard.llm.claims import INSTRUCTION, NO_PROMISE, PROMISE, VERSION, Sent, believed, question
from regard.llm.client import Endpoint, Reply, Unanswered, ask
from regard.model import Cue, Pledge
from regard.parse.address import shown_text
from regard.results import SecondReader, SecondReading, WouldSend
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

MOST = 100
"""Messages of one question, at the most."""
LETTERS = 6_000
"""Letters of one message that are sent; what follows is not read."""
GIVEN_UP = 3
"""After so many messages in a row without an answer no more is asked."""
QUOTE = 400
_NO_BUYER: dict[str, str] = {
    "us": "That is one of us.",
    "shared": "That is a mailbox that several people share.",
    "automated": "That is a machine's address.",
    "personal": "That is a personal contact, whose mail is left out of the book.",
}
_PERSONAL = frozenset({"social_talk", "unprompted_thanks"})

Ask = Callable[[Endpoint, str, str], Reply]

_PERSON = "SELECT name, address, side, objected FROM person WHERE id = ?"
_MAILS = """SELECT m.id, m.us, i.outbound, b.text, b.spans, coalesce(m.cues, '') FROM interaction i JOIN message m ON m.id = i.message_id
    JOIN body b ON b.message = m.n WHERE i.buyer = ? AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND NOT i.copied
    AND i.us <= ? AND i.known_us <= ? AND NOT EXISTS (SELECT 1 FROM handle h JOIN person p ON p.id = h.person
        WHERE h.n IN (SELECT handle FROM party WHERE message = m.n UNION ALL SELECT m.from_n) AND (p.objected OR p.side = 'personal'))
    ORDER BY i.us DESC, m.id LIMIT ?"""


@dataclass(frozen=True, slots=True)
class _Mail:
    """One message with the sentences of it that may be sent."""

    id: str
    us: int
    outbound: bool
    text: str
    cues: tuple[Cue, ...]
    sent: tuple[Sent, ...]
    withheld: int

    @property
    def data(self) -> str:
        return question(self.sent, buyer=not self.outbound, day=iso_day(self.us) or "")


def would_send(view: View, ref: str, where: Endpoint | None, messages: int) -> WouldSend:
    """What `of_person` would send, sending nothing; to whom stays empty where no model is named."""
    _, _, mails = _mails(view, ref, messages)
    data = tuple(json.loads(mail.data) for mail in mails if mail.sent)
    place, model = (where.place, where.model) if where else ("", "")
    return WouldSend(place, model, VERSION, INSTRUCTION, sum(mail.withheld for mail in mails), data)


def of_person(view: View, ref: str, where: Endpoint, messages: int, asked: Ask = ask) -> SecondReader:
    """What the model reads in the last `messages` mails between us and one buyer, the newest first.

    Raises UnknownReference, AmbiguousReference; UsageError for whoever is no buyer, one who objects, or a book that reads no words.
    """
    who, name, mails = _mails(view, ref, messages)
    mails = [mail for mail in mails if mail.sent]
    unanswered: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    rows: list[SecondReading] = []
    names: list[str] = []
    in_a_row = 0
    for n, mail in enumerate(mails):
        try:
            reply = asked(where, INSTRUCTION, mail.data)
        except Unanswered as error:
            unanswered[str(error)] += 1
            in_a_row += 1
            if in_a_row == GIVEN_UP and n + 1 < len(mails):
                unanswered["not asked any more after that"] = len(mails) - n - 1
                break
            continue
        in_a_row = 0
        names.append(shown_text(reply.model, 100) or where.model)
        claims, lost = believed(reply.text, mail.sent, buyer=not mail.outbound)
        dropped += lost
        for claim in claims:
            says = _says(claim.kind, claim.sentence, mail.cues)
            quote = shortened(mail.text[claim.sentence.start : claim.sentence.end], QUOTE)
            kind = PROMISE if claim.kind == NO_PROMISE else claim.kind
            place = (claim.sentence.start, claim.sentence.end)
            rows.append(SecondReading(says, kind, "us" if mail.outbound else "them", iso(mail.us), mail.id, quote, *place))
    return SecondReader(
        person=who,
        name=name,
        read_by=", ".join(dict.fromkeys(names)) or where.model,
        version=VERSION,
        messages=len(mails),
        answered=len(names),
        withheld=sum(mail.withheld for mail in mails),
        unanswered=dict(unanswered),
        dropped=dict(dropped),
        rows=tuple(unquoted(view.live, rows)),
    )


def _says(kind: str, sentence: Sent, cues: Sequence[Cue]) -> Literal["agrees", "doubts", "proposes"]:
    if kind == NO_PROMISE:
        return "doubts"
    read = (
        sentence.pledged
        if kind == PROMISE
        else any(c.kind == kind and c.start < sentence.end and sentence.start < c.end for c in cues)
    )
    return "agrees" if read else "proposes"


def _mails(view: View, ref: str, messages: int) -> tuple[str, str, list[_Mail]]:
    if not 1 <= messages <= MOST:
        raise UsageError(f"From 1 to {MOST} messages are read at once, not {messages}.")
    if not view.text:
        raise UsageError("Words are not read in this book (text.read), so there is nothing that a model could be asked.")
    who = exact_person_ref(view.live, ref)
    name, address, side, objected = view.live.rows(_PERSON, who)[0]
    if side != "them":
        raise UsageError(f"{_NO_BUYER[side]} A second reader reads what passed between us and a buyer.")
    if objected:
        raise UsageError("They object to being estimated; their mail is given to no model.")
    rows = view.live.rows(_MAILS, who, view.as_of_us, view.as_of_us, messages)
    pledged = pledges_of(view.live, [row[0] for row in rows])
    return who, name or address, [_mail(row, pledged.get(row[0], ())) for row in rows]


def _mail(row: tuple[object, ...], pledged: Sequence[Pledge]) -> _Mail:
    message, us, outbound, text, spans, cues = row
    whole = str(text)
    sent, withheld = [], 0
    for start, end, personal in _own(whole, str(spans)):
        if personal:
            withheld += 1
            continue
        said = any(p.start < end and start < p.end for p in pledged)
        sent.append(Sent(start, end, " ".join(whole[start:end].split()), said))
    read = tuple(Cue(*c) for c in json.loads(str(cues))) if cues else ()
    return _Mail(str(message), int(str(us)), bool(outbound), whole, read, tuple(sent), withheld)


def _own(text: str, spans: str) -> Iterator[tuple[int, int, bool]]:
    """The author's own sentences, the first LETTERS of them, and whether each is personal."""
    left = LETTERS
    for span in unpack_spans(spans):
        if span.zone != "own" or left <= 0:
            continue
        stop = min(span.end, span.start + left)
        left -= stop - span.start
        social = [(a, b) for kind, a, b, _ in located(text, span.start, stop) if kind in _PERSONAL]
        for start, end in sentences(text, span.start, stop):
            told = not NEVER_A_TOPIC.isdisjoint(text[start:end].lower().translate(SPLIT).split())
            yield start, end, told or any(a < end and start < b for a, b in social)
