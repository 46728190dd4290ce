"""Why does an estimate stand where it stands? Stored trials as sentences, each with the message behind it.

Reads trial, message, body. Rapport shows that something social happened, never what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regard.answers.blind import blind_asks
from regard.answers.blind import told as settled_by
from regard.answers.confided import confided, subject_of
from regard.answers.need import span
from regard.answers.refitted import by_the_numbers_before, refitted
from regard.evidence.asking import CHECK_IN
from regard.evidence.language import cues
from regard.evidence.language.detect import UNREAD
from regard.evidence.language.leisure import is_leisure, may_tell
from regard.evidence.language.sentences import sentences
from regard.flow.stored_trials import trials
from regard.identity.sensitive import is_private
from regard.interactions.answering import LATE, after, is_late
from regard.model import FACTORS, Span
from regard.relationships.display import estimate
from regard.relationships.explain import contributions, prior
from regard.relationships.state import fit
from regard.relationships.weights import UNASKED
from regard.results import Contribution, Why
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.model import Factor, Trial
    from regard.relationships.explain import Reason
    from regard.relationships.state import BuyerState
    from regard.store.live import Live

_THEIRS = """SELECT i.buyer, m.thread_id, i.us FROM interaction i JOIN message m ON m.id = i.message_id
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND i.buyer IN ({{}})"""
QUOTE = 180
"""The most characters of a quote that is the beginning of a message."""


def state(view: View, buyer: str) -> BuyerState:
    """The fitted state of one buyer at the view's moment, with its summands."""
    return fit(trials(view.live, buyer), view.as_of_us, view.weights)


def why(view: View, buyer: str, factor: Factor, seller: str | None) -> Why:
    """The exact sum behind one estimate, the largest summand first."""
    fitted = state(view, buyer)
    reasons = contributions(fitted, seller, factor)
    names = dict(view.live.rows_in("SELECT id, name FROM person WHERE id IN ({})", [buyer, *([seller] if seller else [])]))
    found = _sum(view, fitted, factor, seller, told(view, reasons), by_the_numbers_before(view, fitted))
    if factor == "trust" and found.estimate is not None:
        blind = blind_asks(view, [buyer]).get(buyer, Counter())
        found = replace(found, estimate=settled_by(found.estimate, blind[seller] if seller else blind.total()))
    return replace(found, person=buyer, name=names.get(buyer, buyer), seller=names.get(seller, seller) if seller else None)


def sums(view: View, fitted: BuyerState, quoted: int) -> dict[str, Why]:
    """The sums behind the three estimates toward the team, read at once; only the `quoted` strongest summands bring quotes."""
    reasons = {f: contributions(fitted, None, f) for f in FACTORS}
    every = told(view, [r for f in FACTORS for r in reasons[f]], {r.trial.id for f in FACTORS for r in reasons[f][:quoted]})
    found, was = {}, by_the_numbers_before(view, fitted)
    for factor in FACTORS:
        found[str(factor)] = _sum(view, fitted, factor, None, every[: len(reasons[factor])], was)
        every = every[len(reasons[factor]) :]
    return found


def _sum(
    view: View,
    fitted: BuyerState,
    factor: Factor,
    seller: str | None,
    contributions: Sequence[Contribution],
    was: BuyerState | None,
) -> Why:
    standing = fitted[factor]
    pair = standing.toward(seller) if seller else None
    at = pair or standing
    tau2 = standing.prior.pair if pair else standing.prior.team
    team = estimate(
        standing.mean, standing.sd, standing.prior.team, standing.n, factor=factor, bands=view.bands, move=standing.move
    )
    shown = estimate(at.mean, at.sd, tau2, at.n, factor=factor, bands=view.bands, move=at.move, team=team) if pair else team
    shown = settled_by(shown, 0, sum(c.shown < 1 and not c.happened and c.decided_by is None for c in contributions))
    return Why(
        person="",
        name="",
        factor=factor,
        seller=None,
        mean=at.mean,
        prior=prior(fitted, factor),
        contributions=tuple(contributions),
        sd=at.sd,
        estimate=shown,
        scale=tau2**0.5,
        refitted=refitted(view, was, factor, seller, shown),
    )


def told(view: View, reasons: Sequence[Reason], quoted: set[str] | None = None) -> list[Contribution]:
    """Each summand as a sentence with its message; `quoted` are the trials whose quotes are wanted (all, if None)."""
    messages = _messages(view.live, {i for r in reasons for i in (r.trial.decided_by, r.trial.opener_id) if i})
    quotes = _quotes(view.live, [r.trial for r in reasons if quoted is None or r.trial.id in quoted])
    late = late_answers(view, [r.trial for r in reasons])
    found = []
    for reason in reasons:
        trial = reason.trial
        subject, opened = messages.get(trial.opener_id, ("", trial.opened_us))
        _, decided = messages.get(trial.decided_by or "", ("", None))
        found.append(
            Contribution(
                message_id=trial.decided_by or trial.opener_id,
                date=iso(decided if decided is not None else trial.closes_us if trial.outcome == "0" else opened),
                channel=trial.channel,
                expected=reason.expected,
                happened=trial.outcome == "1",
                contribution=reason.contribution,
                quote=quotes[trial.id][0] if trial.id in quotes else "",
                sentence=sentence(trial, reason.counted, late.get(trial.id)),
                counted=reason.counted,
                shown=trial.shown,
                # Of rapport nothing is told but that it happened: a subject would say what it was about.
                subject=subject_of(subject) if trial.factor != "rapport" else "",
                weight=reason.weight,
                decided_by=trial.decided_by,
                quote_start=quotes[trial.id][1] if trial.id in quotes else 0,
                quote_end=quotes[trial.id][2] if trial.id in quotes else 0,
            )
        )
    return found


def late_answers(view: View, trials: Iterable[Trial]) -> dict[str, int]:
    """Trial -> how long the answer took (µs) that came to an ask which was not answered in time, as the timeline tells it."""
    missed = [t for t in trials if t.channel == "answers_ask" and t.outcome == "0" and t.decided_by is None and t.thread_id]
    if not missed:
        return {}
    theirs: dict[tuple[str, str], list[int]] = {}
    since = min(t.opened_us for t in missed)
    rows = view.live.rows_in(_THEIRS.format(since=since, as_of=view.as_of_us), sorted({t.buyer for t in missed}))
    for buyer, thread, us in rows:
        theirs.setdefault((buyer, thread), []).append(us)
    found = {}
    for t in missed:
        came = min((us for us in theirs.get((t.buyer, t.thread_id), ()) if us > t.opened_us), default=None)
        if came is not None and came - t.opened_us < LATE:
            found[t.id] = came - t.opened_us
    return found


def sentence(trial: Trial, counted: float = 0.0, late: int | None = None) -> str:
    """What happened, in plain words; the subject, date and quote stand beside it. `counted` is what it counts as: where an answer may be
    there and not be seen, the chance that it is. `late` is how long an answer took (µs) that came all the same.
    """
    did = trial.outcome == "1"
    week = f"in the week from {iso_day(trial.opened_us)}"
    match trial.channel:
        case "answers_ask" if did:
            return f"answered within {span(trial.latency_us)}"
        case "answers_ask" if trial.decided_by:
            return "declined what we asked"
        case "answers_ask" if trial.shown < 1:
            seen = f"answered {after(late)}, none seen within 3" if late and is_late(late) else "no answer seen within 3 days"
            part = f"this mailbox shows about {100 * trial.shown:.0f} % of what comes in"
            return f"{seen}; {part}, so it counts as {counted:.2f} answered"
        case "answers_ask" if late is not None and is_late(late):
            return f"answered {after(late)}, not within 3 days"
        case "answers_ask" if late is not None:
            return f"no answer within 3 days is kept; a quote shows one within {span(late)}, which counts for nothing"
        case "answers_ask" if trial.context.kind == UNREAD:
            return "did not answer within 3 days a mail of ours in a language that is not read, without a question mark"
        case "answers_ask" if trial.context.kind == CHECK_IN:
            return "did not answer within 3 days a mail of ours that asked only to be in touch"
        case "answers_ask" if trial.context.kind in UNASKED:
            return "did not answer within 3 days a mail of ours that asked nothing"
        case "answers_ask":
            return "did not answer within 3 days"
        case "comes_back" if did:
            return f"came back to it {after(trial.latency_us or 0)}"
        case "comes_back" if trial.decided_by:
            return f"declined it {after(trial.latency_us or 0)}"
        case "comes_back":
            return "did not come back to it within two weeks"
        case "answers_sooner":
            return "answered sooner than they usually do" if did else "answered later than they usually do"
        case "starts_contact":
            return f"wrote of their own accord {week}" if did else f"did not write of their own accord {week}"
        case "introduces_colleague":
            return f"brought a colleague along {week}" if did else f"brought nobody new along {week}"
        case "accepts_meeting" if did:
            return "accepted our invitation" if trial.q == 1 else "said maybe to our invitation"
        case "accepts_meeting":
            return "declined our invitation" if trial.decided_by else "did not answer our invitation"
        case "satisfied":
            return f"wrote without a complaint {week}" if did else "complained"
        case "asks_advice":
            return "asked what we think" if did else "wrote without asking for advice"
        case "asks_next_step":
            return "asked for a next step" if did else "wrote without asking for a next step"
        case "acts_on_advice":
            return "acted on what we brought" if did else "wrote without having acted on what we brought"
        case "social_talk":
            return "wrote a personal word" if did else "wrote without a personal word"
        case "unprompted_thanks":
            return "thanked us unprompted" if did else "wrote without thanks"
    return f"{trial.channel.replace('_', ' ')}: {'yes' if did else 'no'}"


def _messages(live: Live, ids: Iterable[str]) -> dict[str, tuple[str, int | None]]:
    rows = live.rows_in("SELECT id, subject, us FROM message WHERE id IN ({})", sorted(ids))
    return {row[0]: (row[1], row[2]) for row in rows}


Quoted = tuple[str, int, int]
"""Words on one line, and where they begin and end in the text of their message."""


def _quotes(live: Live, wanted: Sequence[Trial]) -> dict[str, Quoted]:
    """Trial id -> its quote: the words that decided it, or what the answer says first; none for rapport, private life or a confidence, nor
    of what is not read: nobody knows that it speaks for what it would stand beside.
    """
    telling = [t for t in wanted if t.factor != "rapport"]
    ids = {i for t in telling if (i := t.quote_message or t.decided_by)}
    sql = "SELECT m.id, b.text, b.spans, m.cues FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    private = confided(live, ids)
    texts = {row[0]: row[1:] for row in live.rows_in(sql, sorted(ids - private))}
    found: dict[str, Quoted] = {}
    said: dict[str, Quoted | None] = {}
    for trial in telling:
        source = trial.quote_message or trial.decided_by or ""
        if source not in texts:
            continue
        text, spans, kinds = texts[source]
        if trial.quote_message and trial.quote_end > trial.quote_start:
            quote = " ".join(text[trial.quote_start : trial.quote_end].split())
            if is_private(quote) or is_leisure(quote):
                continue
            found[trial.id] = (quote, trial.quote_start, trial.quote_end)
        elif trial.channel in {"answers_ask", "comes_back", "starts_contact", "introduces_colleague"} and trial.decided_by:
            if source not in said:
                told = saying(text, unpack_spans(spans), social=any(kind in (kinds or "") for kind in SOCIAL))
                said[source] = None if f'"{UNREAD}"' in (kinds or "") else told
            if (first := said[source]) is not None:
                found[trial.id] = first
    return found


SOCIAL = ("social_talk", "unprompted_thanks")
"""Kinds of cues that belong to rapport, of which nothing is quoted."""
_DEAR = re.compile(
    r"\W*(?:dear|hi|hello|hey|hallo|liebe[rs]?|sehr geehrte[rs]?|bonjour|cher|chère|chers|hola|estimad[oa]s?)\b", re.IGNORECASE
)
LOOKED_AT = 12
"""So many sentences are looked at for one that says something."""


def saying(text: str, spans: Sequence[Span], *, social: bool) -> Quoted | None:
    """The own words that a message begins with, after salutation, social talk and private life; None where there are no others.

    `social` says that the message holds talk of rapport: then each sentence is looked at before it is quoted.
    """
    own = [place for s in spans if s.zone == "own" for place in sentences(text, s.start, s.end)]
    telling = [place for place in own if not salutes(text[place[0] : place[1]])][: 2 * LOOKED_AT]
    telling = [place for place in telling if not is_private(text[place[0] : place[1]])]
    business = [place for place in telling if not is_leisure(text[place[0] : place[1]])]
    social, telling = social or len(business) < len(telling), business
    if social:
        telling = [place for place in telling[:LOOKED_AT] if not is_social(text[place[0] : place[1]])][:3]
    if not telling:
        return None
    start, end = telling[0]
    for begin, stop in telling[1:]:
        # Other words between them, or an empty line: another paragraph is another thing said.
        if stop - start > QUOTE or text[end:begin].strip() or text[end:begin].count("\n") > 1:
            break
        end = stop
    return shortened(text[start:end]), start, min(end, start + 2 * QUOTE)


def salutes(words: str) -> bool:
    """Whether a sentence is a mere salutation ("Hi Tom,", "Lena -")."""
    most = 8 if _DEAR.match(words) else 4
    return len(words) < most * 10 and words.rstrip()[-1:] in ",-–—:" and len(words.split()) <= most


def is_social(words: str) -> bool:
    """Whether words hold small talk or thanks, of which nothing is quoted."""
    return any(c.kind in SOCIAL for c in cues(words, (Span(0, len(words), "own"),)))


def beginning(own: str) -> str:
    """How a mail begins, without its sentences that hold a word of private life, or are of leisure."""
    first = own[: QUOTE * 6]
    if is_private(first) or may_tell(first):
        said = (own[a:b] for a, b in sentences(own, 0, len(own)))
        first = " ".join(words for words in said if not is_private(words) and not is_leisure(words))
    return shortened(first)


def shortened(text: str, most: int = QUOTE) -> str:
    """The beginning of a text on one line, cut at a word."""
    flat = " ".join(text[: most * 3].split())
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0] + " …"
