"""By which days did one side hope to do something, and nothing is kept since? "I should have a first figure by Wednesday."

No promise, and none is counted: it is told in a brief, as a hope with its day, for whoever heard it waits. It is over where the side that
said it wrote more than a few words in its matter since (its thread, or a subject of the same stem), where a meeting or a call followed, and
after two months. Of what was said in confidence, or hands on another's words, nothing is told. Reads message, body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.answers.confided import confided
from regard.answers.evidence import is_social, shortened
from regard.answers.last_words import MANY, SEASON
from regard.answers.passed_on import passed_on
from regard.answers.series import in_series, stem
from regard.answers.view import View
from regard.evidence.due_days import days_promised, writers_day
from regard.evidence.language.dates import due_dates
from regard.evidence.language.sentences import sentences
from regard.identity.sensitive import is_private
from regard.interactions.outcomes import takes_place
from regard.interactions.threads import generic
from regard.model import DueDate, Interaction
from regard.parse.subject import subject_core
from regard.results import Told
from regard.store.spans import unpack_spans
from regard.time import iso

HOPED = "said as a hope, and nothing on it since is kept"
"""What is said of each."""
LATEST = 20
"""So many of the latest mails of the season are looked at."""
SHORT = 8
"""A later mail of so many words and fewer settles nothing."""
QUOTE = 120
CERTAIN = 0.7
_HOPES = re.compile(
    r"^(?:(?:but|and|so|ok|okay|update|hopefully|however|anyway)[,:]? |[A-Z]\w+, |.{0,80}[,;] (?:but |and |so )?)?"
    r"(?:i|we) (?:really |also |still )?"
    r"(?:should (?:have (?:an?|the|it|them|this|that|these|those|my|our|your|all|some|something|everything|more|one|two|both|"
    r"\w+ (?:to|for) you)|"
    r"be able to (?!make)|know|get|hear back|finish|receive)|hope (?:to (?!see|hear|meet|be|talk|speak)|we can|i can)|"
    r"(?:am|are) hoping to (?!see|hear|meet|be|talk|speak)|expect to (?!see|be)|"
    r"(?:plan|aim|intend) to (?:send|have|finish|get|give|mail|fax)|"
    r"will try (?:to|and) (?:send|have|finish|get|give|mail|fax|call|let)|"
    r"(?:think|believe) (?:i|we) (?:can|will) (?:have|send|get|finish))\b",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    r"\b(?:if|unless|once|whether|should have (?:been|sent|done|told|called|known|had|asked|said|gotten|received it))\b|\?\s*$",
    re.IGNORECASE,
)
_TEXTS = "SELECT m.id, b.text, b.spans, m.us, m.tz FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"


def hoped(view: View, here: Sequence[Interaction], name: str, *, by_us: bool) -> list[Told]:
    """The days by which one side hoped to do something, the latest first, each matter once; none where words are not read."""
    if not view.text:
        return []
    known = [i for i in here if i.us <= view.as_of_us]
    said = [
        i
        for i in known
        if i.kind == "mail" and not i.automated and i.outbound == by_us and i.us > view.as_of_us - SEASON and i.recipients <= MANY
        and not i.copied and (by_us or i.buyer_role == "from")
    ]  # fmt: skip
    said = sorted(said, key=lambda i: (-i.us, i.message_id))[:LATEST]
    rows = {row[0]: row[1:] for row in view.live.rows_in(_TEXTS, [i.message_id for i in said])}
    kept = confided(view.live, rows) | passed_on(view.live, rows) | in_series(here, view.as_of_us)
    found: list[Told] = []
    matters: set[str] = set()
    for i in said:
        if i.message_id not in rows or i.message_id in kept or i.thread_id in matters or _went_on(i, known):
            continue
        text, spans, us, tz = rows[i.message_id]
        for span in unpack_spans(spans):
            for start, end in sentences(text, span.start, span.end) if span.zone == "own" else ():
                due = _day(text[start:end], us, tz)
                if due is not None and i.thread_id not in matters:
                    matters.add(i.thread_id)
                    quote = shortened(text[start:end], QUOTE)
                    found.append(
                        Told(
                            "open", quote, i.buyer, name, quote, iso(us), due.day, i.message_id, start, end,
                            name if not by_us else "you" if i.seller == view.you else _called(view, i.seller), "open",
                            because=(HOPED,),
                        )
                    )  # fmt: skip
    return found


def _day(words: str, us: int, tz: int | None) -> DueDate | None:
    """The day by which a sentence hopes for something, seen from when it was written; None where it hopes for nothing by any."""
    said = " ".join(words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("'ll ", " will ").split())
    if _HOPES.search(said) is None or _DEPENDS.search(said) or is_private(said) or is_social(said):
        return None
    dates = [due for due in due_dates(words, us, tz) if due.certainty >= CERTAIN]
    ahead = days_promised(words, dates, writers_day(us, tz)) if dates else []
    return ahead[-1] if ahead else None


def _went_on(i: Interaction, known: Sequence[Interaction]) -> bool:
    """Whether the side that hoped wrote in the matter since, or both met or spoke."""
    of = stem(i.subject)
    return any(
        o.us > i.us
        and (
            (o.kind == "call" or (o.part is not None and takes_place(o.part)))
            if o.kind != "mail"
            else o.outbound == i.outbound
            and o.words > SHORT
            and (o.thread_id == i.thread_id or (bool(of) and not generic(subject_core(i.subject)) and stem(o.subject) == of))
        )
        for o in known
    )


def _called(view: View, person: str) -> str:
    rows = view.live.rows("SELECT coalesce(nullif(name, ''), address) FROM person WHERE id = ?", person)
    return str(rows[0][0]) if rows else ""
