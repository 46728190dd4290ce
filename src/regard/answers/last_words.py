"""What somebody wrote last that says something: what they ask, what they will do, what is so or was decided; no salutation, thanks, name
of a file, small talk, nor anything private; no mail of a series, none that hands on another's words, no phrase of several mails.

Of what is known from quotes alone no cues are kept, so each of its sentences is looked at before it is quoted. A message in confidence
was meant for one of ours alone; what was said two months ago is no last word. Reads message, body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from regard.answers.confided import confided, subject_of
from regard.answers.evidence import LOOKED_AT, QUOTE, SOCIAL, is_social, salutes, shortened
from regard.answers.passed_on import passed_on
from regard.answers.series import in_series
from regard.answers.view import View
from regard.evidence.language.answerable import wants_answer
from regard.evidence.language.detect import cues as cues_in
from regard.evidence.language.sentences import sentences
from regard.evidence.language.tongues import is_read
from regard.flow.interacting import cues as cues_of
from regard.identity.normalize import domain_of, is_freemail
from regard.identity.sensitive import is_private
from regard.model import DAY, LEAN, Cue, Interaction, Span
from regard.parse.subject import subject_core
from regard.store.spans import unpack_spans
from regard.time import iso

LATEST, FEWEST_WORDS = 6, 5
"""So many of the latest messages are looked at for words that say something; so many words must."""
SEASON = 60 * DAY
_EMPTY = re.compile(
    r"\W*(?:please )?(?:see )?(?:attached|enclosed|attachment|herewith|find attached|find enclosed|fyi|fya)\b|<<|\W*(?:here (?:is|are)|"
    r"(?:the )?following (?:is|are)|this is (?:the|my|our|your|a copy|an?) |these are (?:the|my|our) |embedded image|(?:image|file) moved|"
    r"per (?:your|our)|as (?:we )?(?:discussed|requested|promised)|i (?:have |am )?attach(?:ed|ing)?|"
    r"i['’]?(?:ve| have) attached|i am (?:sending|forwarding)|forwarded|sent (?:from|by|on)) \b|\W*(?:many |once again,? )?"
    r"(?:thanks?|thank you|thx|sorry|apologies|congratulations|congrats|welcome|greetings|happy|hope|i hope|i trust|we hope|how are|"
    r"how['’]s|good (?:to|morning|day|luck|evening|afternoon)|nice to|great to|talk (?:to|soon)|look(?:ing)? forward|see you|best|kind|"
    r"regards|cheers|pleased? to (?:meet|hear))\b"
    r"|\W*(?:all |the |any )?information (?:contained |provided |presented |set out )?(?:herein|hereby|in this)\b"
    r"|.{0,160}\b(?:not (?:an? )?(?:offer|solicitation|recommendation) to|sources (?:that )?(?:we|are) believed?|past performance)\b"
    r"|.{0,80}\battached (?:is|are|please|for|you)\b|.{0,60}\bplease find\b"
    r"|.{0,80}\b(?:changes?|updates?|revisions?|corrections?|highlighted|marked)\b.{0,40}\b(?:attached|enclosed)\b"
    r"|.{0,40}\b(?:in|on|to|see|review|use) (?:the|my|our|this) (?:attached|enclosed)\b",
    re.IGNORECASE,
)
"""How sentences begin that open, close or hand over."""
_HANDS = re.compile(r"\b(?:attached|enclosed|below)\b", re.IGNORECASE)
_CLOSES = re.compile(
    r"\W*(?:(?:please )?(?:feel free to |do not hesitate to )?(?:call|contact|e-?mail|phone|ring|reach)\b.{0,60}"
    r"\b(?:if|with any|should you)\b|(?:please )?let (?:me|us) know (?:if (?:you|there)|of|any)\b.{0,40}"
    r"\b(?:questions?|problems?|anything|need|comments?|concerns?)\b|if you (?:have|need|would like)\b.{0,40}"
    r"\b(?:questions?|anything|more|further|additional|else)\b|"
    r"(?:please )?let (?:me|us) know if (?:i|we) (?:can|may|could) (?:be|help|assist)\b|"
    r"(?:(?:so )?(?:please )?(?:do )?(?:give (?:me|us) a (?:call|ring|shout)|(?:call|phone|ring) (?:me|us))(?: back)?)\W*$|"
    r"(?:yes|no|ok(?:ay)?|sure|fine|right)\b.{0,40}[.!]?$|"
    r"apparently (?:this|that|it)\b|this (?:message|e-?mail|is for your information only)\b.{0,60}"
    r"\b(?:intended|confidential|offer|privileged)\b)",
    re.IGNORECASE,
)
"""Sentences that close any mail, or say something only beside the one they answer."""
MANY = 6
"""What is written to more than so many says nothing to one of them."""
SHORT = 14
SMALL = 2
"""A sentence of fewer words that hands something over says nothing beside it."""
_NUMBER = re.compile(
    r"\b(?:fax|phone|telephone|tel|cell|mobile|pager|extension|ext|number|address|zip|login|password|user id)\b[^.?!]{0,30}\b(?:is|are|:)|"
    r"(?:\+?\d[\s./()-]{0,2}){7,}",
    re.IGNORECASE,
)
"""How to reach somebody: what a mail is asked for, never what it says."""
INFORMS = re.compile(
    r"\b(?:keep|keeping) (?:you|everyone|y['’]?all) (?:(?:fully|well|closely) )?(?:posted|informed|apprised|updated|advised|up to date|"
    r"in the loop|in mind)\b|\b(?:be|stay|keep) in touch\b|\b(?:let|keep) you know(?: (?:if|when|as soon as|once|how)\b[^.?!]*)?\W*$"
    r"|\bauf dem laufenden\b|\b(?:melde|melden) (?:mich|uns)\W*$|\btiendr(?:ai|ons) (?:au courant|informée?s?)\b"
    r"|\bmantendr(?:é|emos) (?:al tanto|informad[oa]s?)\b",
    re.IGNORECASE,
)
"""That news will be passed on, if there is any: nobody waits for it."""
_SAYS = re.compile(
    r"\b(?:will|won['’]t|['’]ll|agreed?|accept(?:ed|able)?|approv\w+|decided?|decision|need(?:s|ed)?|cannot|can['’]t|unable|must|"
    r"(?:have|has|had) to|plan(?:s|ned|ning)? (?:to|on)|propos\w+|sign(?:ed|ing)?|contracts?|agreements?|pric(?:e|es|ed|ing)|budgets?|"
    r"deadlines?|deliver\w*|recommend\w*|issues?|problems?|concern(?:s|ed)|because|until|no longer|instead|effective|delay\w*|late|"
    r"revis\w+|changes?|"
    r"(?:is|are|was|were|has|have|had|did|do|does)(?: not|n['’]t)|not (?:yet|able|going|ready|available)|tried|trying|waiting|outstanding|"
    r"(?:i['’]?m|i am|we['’]?re|we are|he is|she is|they are) (?:now |still |currently )?\w+ing|being \w+ed|tomorrow|"
    r"(?:by|on|before|until|next|this) (?:mon|tues|wednes|thurs|fri)day)\b|n['’]t be\b|[$€£] ?\d"
    r"|\b(?:werden?|wird|müssen|muss|brauch\w+|kann|können|vertr[aä]g\w*|preise?|budget|angebot|bis|entsch\w+|problem\w*|leider|noch nicht|"
    r"keine?n?|weil|sobald|warten)\b"
    r"|\b(?:devons|doit|devez|besoin|pouvons|peut|pouvez|contrat|prix|offre|d['’]ici|avant|décid\w+|problème|malheureusement|pas encore|"
    r"allons|car|parce|attendons)\b"
    r"|\b(?:necesit\w+|podemos|puede|debemos|contrato|precio|presupuesto|oferta|antes|decid\w+|problema|todavía|vamos|porque|esperamos)\b",
    re.IGNORECASE,
)
"""What is so, will be, was decided or stands in the way: words of the four languages that are read."""
_LETTERS = re.compile(r"\w+")
_TEXTS = "SELECT m.id, b.text, b.spans, m.cues, m.lean, b.own FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"


def last_words(view: View, here: Sequence[Interaction], *, by_us: bool, most: int = 1) -> list[dict[str, Any]]:
    """What the latest mails of one side say, at most one place of a mail, the latest first; none where words are not read.

    A row: `quote`, `subject`, `date`, `message_id`, `start` and `end` of the quote in the message's text, and whether it `asks`.
    """
    if not view.text:
        return []
    wrote = [i for i in here if _writes(i, by_us=by_us) and view.as_of_us - SEASON < i.us <= view.as_of_us]
    latest = sorted(wrote, key=lambda i: (-i.us, i.message_id))[: LATEST + most]
    rows = {row[0]: row[1:] for row in view.live.rows_in(_TEXTS, [i.message_id for i in latest])}
    told_alone = confided(view.live, rows) | passed_on(view.live, rows) | in_series(here, view.as_of_us)
    private = bool(here) and writes_privately(view, here[0].buyer)
    found: list[dict[str, Any]] = []
    for i in latest:
        text, spans, cues, lean, _ = rows.get(i.message_id, ("", "", "", None, ""))
        if len(found) == most or i.message_id in told_alone or (private and lean == LEAN["personal"]):
            continue
        social = i.basis == "recovered" or any(kind in (cues or "") for kind in SOCIAL)
        zones = unpack_spans(spans)
        known = cues_in(text, zones, subject=i.subject) if social and i.basis == "recovered" else cues_of(cues or "")
        place = telling(text, zones, known, social=social) if text else None
        others = [of[4] for other, of in rows.items() if other != i.message_id]
        if place is not None and not _repeats(text[slice(*place)], i.subject) and not _stands(text[slice(*place)], others):
            start, end = place
            found.append(
                {
                    "quote": shortened(text[start:end]),
                    "subject": subject_of(i.subject),
                    "date": iso(i.us),
                    "message_id": i.message_id,
                    "start": start,
                    "end": min(end, start + 2 * QUOTE),
                    "asks": any(start <= c.start < end and wants_answer(text[c.start : c.end], c.kind) for c in known),
                }
            )
    return found


def telling(text: str, spans: Sequence[Span], cues: Sequence[Cue], *, social: bool) -> tuple[int, int] | None:
    """Where a message says most: a sentence that wants an answer, else one that says what is so or will be, the first of its kind, with
    what follows in its paragraph; None where no sentence does (of a language that is not read: the first that is no courtesy). `social`:
    each is looked at for talk of rapport.
    """
    own = [place for s in spans if s.zone == "own" for place in sentences(text, s.start, s.end)]
    own = [place for place in own if not salutes(text[place[0] : place[1]])][:LOOKED_AT]
    asks = {(c.start, c.end) for c in cues if wants_answer(text[c.start : c.end], c.kind)}
    best: tuple[int, int] | None = None
    for n, (start, end) in enumerate(own):
        words = text[start:end]
        if not _worth(words) or (social and is_social(words)):
            continue
        value = 2 if (start, end) in asks else 1 if _SAYS.search(words) or not is_read(words) else 0
        if value and (best is None or value > best[0]):
            best = value, n
    if best is None:
        return None
    start, end = own[best[1]]
    for begin, stop in own[best[1] + 1 :]:
        # Other words between them, or an empty line: another paragraph is another thing said.
        apart = text[end:begin]
        if (
            stop - start > QUOTE
            or apart.strip()
            or apart.count("\n") > 1
            or is_private(text[begin:stop])
            or (social and is_social(text[begin:stop]))
        ):
            break
        end = stop
    return start, end


def _repeats(said: str, subject: str) -> bool:
    """Whether words merely say what stands above them."""
    above, words = (" ".join(_LETTERS.findall(x.casefold())) for x in (subject_core(subject), said))
    return bool(words) and words in above


def _stands(said: str, others: Sequence[str]) -> bool:
    """Whether the same words stand in another mail: a phrase that is always there."""
    words = " ".join(said.split()).casefold()
    return any(words in " ".join((own or "").split()).casefold() for own in others)


def writes_privately(view: View, buyer: str) -> bool:
    """Whether somebody's address is one of free mail, where words of private life are what a mail is about."""
    rows = view.live.rows("SELECT address FROM person WHERE id = ?", buyer)
    return bool(rows) and is_freemail(domain_of(rows[0][0]))


def _writes(i: Interaction, *, by_us: bool) -> bool:
    if i.kind != "mail" or i.automated or i.outbound != by_us or i.recipients > MANY:
        return False
    return not i.copied if by_us else i.buyer_role == "from"


def _heads(words: str) -> bool:
    """Whether words are those of a heading, a date line or a list of names: hardly one of them is written small."""
    begins = [w[0] for w in words.split() if w[0].isalpha()]
    return any(c.isupper() for c in begins) and sum(c.islower() for c in begins) < SMALL


def _worth(said: str) -> bool:
    words = " ".join(said.split())
    count = len(words.split())
    if (
        count < FEWEST_WORDS
        or _heads(words)
        or _EMPTY.match(words)
        or _CLOSES.match(words.strip())
        or words.rstrip().endswith(":")
        or (count < SHORT and (_HANDS.search(words) or INFORMS.search(words) or _NUMBER.search(words)))
    ):
        return False
    return not is_private(words)
