"""What somebody wrote last that says something: what they ask, what they will do, what is so or was decided; no salutation, thanks, name
of a file, small talk, nor anything private.

Of what is known from quotes alone no cues are kept, so each of its sentences is looked at before it is quoted. A message in confidence
was meant for one of ours alone; what was said two months ago is no last word. Reads message, body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from regard.answers.confided import confided, subject_of
from regard.answers.evidence import LOOKED_AT, QUOTE, SOCIAL, is_social, salutes, shortened
from regard.answers.view import View
from regard.evidence.language.answerable import wants_answer
from regard.evidence.language.detect import SPLIT
from regard.evidence.language.sentences import sentences
from regard.flow.interacting import cues as cues_of
from regard.identity.normalize import domain_of, is_freemail
from regard.identity.sensitive import NEVER_A_TOPIC
from regard.model import DAY, LEAN, Cue, Interaction, Span
from regard.store.spans import unpack_spans
from regard.time import iso

LATEST, FEWEST_WORDS = 6, 5
"""So many of the latest messages are looked at for words that say something; so many words must."""
SEASON = 60 * DAY
_EMPTY = re.compile(
    r"\W*(?:please )?(?:see )?(?:attached|enclosed|attachment|herewith|find attached|find enclosed|fyi|fya)\b|<<|\W*(?:here (?:is|are)|"
    r"(?:the )?following (?:is|are)|embedded image|(?:image|file) moved|"
    r"per (?:your|our)|as (?:we )?(?:discussed|requested|promised)|i (?:have |am )?attach(?:ed|ing)?|"
    r"i['’]?(?:ve| have) attached|i am (?:sending|forwarding)|forwarded|sent (?:from|by|on)) \b|\W*(?:many |once again,? )?"
    r"(?:thanks?|thank you|thx|sorry|apologies|congratulations|congrats|welcome|greetings|happy|hope|i hope|i trust|we hope|how are|"
    r"how['’]s|good (?:to|morning|day|luck|evening|afternoon)|nice to|great to|talk (?:to|soon)|look(?:ing)? forward|see you|best|kind|"
    r"regards|cheers|pleased? to (?:meet|hear))\b|.{0,80}\battached (?:is|are|please|for|you)\b|.{0,60}\bplease find\b",
    re.IGNORECASE,
)
"""How sentences begin that open, close or hand over."""
_HANDS = re.compile(r"\b(?:attached|enclosed|below)\b", re.IGNORECASE)
_CLOSES = re.compile(
    r"\W*(?:(?:please )?(?:feel free to |do not hesitate to )?(?:call|contact|e-?mail|phone|ring|reach)\b.{0,60}"
    r"\b(?:if|with any|should you)\b|(?:please )?let (?:me|us) know (?:if (?:you|there)|of any|any)\b.{0,40}"
    r"\b(?:questions?|problems?|anything|need|comments?|concerns?)\b|if you (?:have|need|would like)\b.{0,40}"
    r"\b(?:questions?|anything|more|further|additional|else)\b|(?:yes|no|ok(?:ay)?|sure|fine|right)\b.{0,40}[.!]?$|"
    r"apparently (?:this|that|it)\b|this (?:message|e-?mail|is for your information only)\b.{0,60}"
    r"\b(?:intended|confidential|offer|privileged)\b)",
    re.IGNORECASE,
)
"""Sentences that close any mail, or say something only beside the one they answer."""
SHORT = 14
SMALL = 2
"""A sentence of fewer words that hands something over says nothing beside it."""
_SAYS = re.compile(
    r"\d|\b(?:will|won['’]t|would|agreed?|accept|approved?|decided?|decision|need|needs|cannot|can['’]t|unable|must|should|plan|propos|"
    r"sign(?:ed|ing)?|contract|agreement|pric(?:e|es|ing)|budget|deadline|deliver|order|meeting|issue|problem|concern|because|until|"
    r"before|after|not|no longer|instead|but|monday|tuesday|wednesday|thursday|friday|tomorrow|week|month)\b",
    re.IGNORECASE,
)
_TEXTS = "SELECT m.id, b.text, b.spans, m.cues, m.lean FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"


def last_words(view: View, here: Sequence[Interaction], *, by_us: bool, most: int = 1) -> list[dict[str, Any]]:
    """What the latest mails of one side say, at most one place of a mail, the latest first; none where words are not read.

    A row: `quote`, `subject`, `date`, `message_id`, `start` and `end` of the quote in the message's text.
    """
    if not view.text:
        return []
    wrote = [i for i in here if _writes(i, by_us=by_us) and view.as_of_us - SEASON < i.us <= view.as_of_us]
    latest = sorted(wrote, key=lambda i: (-i.us, i.message_id))[: LATEST + most]
    rows = {row[0]: row[1:] for row in view.live.rows_in(_TEXTS, [i.message_id for i in latest])}
    told_alone = confided(view.live, rows)
    private = bool(here) and writes_privately(view, here[0].buyer)
    found: list[dict[str, Any]] = []
    for i in latest:
        text, spans, cues, lean = rows.get(i.message_id, ("", "", "", None))
        if len(found) == most or i.message_id in told_alone or (private and lean == LEAN["personal"]):
            continue
        social = i.basis == "recovered" or any(kind in (cues or "") for kind in SOCIAL)
        place = telling(text, unpack_spans(spans), cues_of(cues or ""), social=social) if text else None
        if place is not None:
            start, end = place
            found.append(
                {
                    "quote": shortened(text[start:end]),
                    "subject": subject_of(i.subject),
                    "date": iso(i.us),
                    "message_id": i.message_id,
                    "start": start,
                    "end": min(end, start + 2 * QUOTE),
                }
            )
    return found


def telling(text: str, spans: Sequence[Span], cues: Sequence[Cue], *, social: bool) -> tuple[int, int] | None:
    """Where a message says most: a sentence that wants an answer, else one that says what is so or will be, the first of its kind, with
    what follows in its paragraph; None where no sentence says anything. `social`: each is looked at for talk of rapport.
    """
    own = [place for s in spans if s.zone == "own" for place in sentences(text, s.start, s.end)]
    own = [place for place in own if not salutes(text[place[0] : place[1]])][:LOOKED_AT]
    asks = {(c.start, c.end) for c in cues if wants_answer(text[c.start : c.end], c.kind)}
    best: tuple[int, int] | None = None
    for n, (start, end) in enumerate(own):
        words = text[start:end]
        if not _worth(words) or (social and is_social(words)):
            continue
        value = 2 if (start, end) in asks else 1 if _SAYS.search(words) else 0
        if best is None or value > best[0]:
            best = value, n
    if best is None:
        return None
    start, end = own[best[1]]
    for begin, stop in own[best[1] + 1 :]:
        # Other words between them, or an empty line: another paragraph is another thing said.
        apart = text[end:begin]
        if stop - start > QUOTE or apart.strip() or apart.count("\n") > 1 or (social and is_social(text[begin:stop])):
            break
        end = stop
    return start, end


def writes_privately(view: View, buyer: str) -> bool:
    """Whether somebody's address is one of free mail, where words of private life are what a mail is about."""
    rows = view.live.rows("SELECT address FROM person WHERE id = ?", buyer)
    return bool(rows) and is_freemail(domain_of(rows[0][0]))


def _writes(i: Interaction, *, by_us: bool) -> bool:
    if i.kind != "mail" or i.automated or i.outbound != by_us:
        return False
    return not i.copied if by_us else i.buyer_role == "from"


def _heads(words: str) -> bool:
    """Whether words are those of a heading, a date line or a list of names: hardly one of them is written small."""
    begins = [w[0] for w in words.split() if w[0].isalpha()]
    return any(c.isupper() for c in begins) and sum(c.islower() for c in begins) < SMALL


def _worth(words: str) -> bool:
    count = len(words.split())
    if (
        count < FEWEST_WORDS
        or _heads(words)
        or _EMPTY.match(words)
        or _CLOSES.match(words.strip())
        or words.rstrip().endswith(":")
        or (count < SHORT and _HANDS.search(words))
    ):
        return False
    return NEVER_A_TOPIC.isdisjoint(words.lower().translate(SPLIT).split())
