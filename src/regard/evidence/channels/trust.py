"""Trust: the buyer answers, begins, introduces and is not let down."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import replace

from regard.evidence.exposures import BEFORE_A_START, NOT_READ, Exposure, spoken_weeks, weeks
from regard.evidence.history import NO_DEED, NOT_SEEN, Chance, History
from regard.evidence.language.occasions import is_sociable
from regard.evidence.language.resting import RESTS
from regard.model import DAY, Cue, Interaction, Outcome, Part

EARLIER_ANSWERS = 5
MOST_INVITED = 10
HALF_SURE = 0.5
MANY = 10
"""To so many recipients and more a mail brings nobody together."""


def answers_ask(history: History) -> Iterator[Chance]:
    """The buyer answers what we ask.

    Event: a mail from the buyer, from any of their addresses, in the thread of our ask, within its window. Where words are
    read, an answer that declines is the missed chance (y=0), however fast and polite, and one that complains counts as neither.
    Missed chance: the window closes without one. Censored, because it says nothing, where the buyer was out of office, began a thread
    of their own with the same person of ours meanwhile, answered another ask that person made within six hours, said no more than
    "Noted." to a question, spoke with that person in the window (a call that was recorded or noted in the CRM, a meeting that they
    accepted or called), where our mail asked for company alone (a meal, a match, how the weekend was), or where another of theirs, whom
    our mail went to or who is of their company, answered in time, with the buyer on the mail. Taken back, from when it is known, where
    they spoke with that person within two weeks (recorded, or in a meeting arranged since that they accepted or called), or where our
    mail asked nothing and they come back in its thread only to complain or to run after what we owe. Where the mailbox shows only a
    share d of what comes in, no answer seen is an answer with the chance p (1 - d) / (1 - d p), p being expected.
    Window: three days from the ask.
    Exposure: a mail of ours, not automated, with the buyer in To and at most five recipients; where its questions and requests call some
    of several readers by name ("Gemma, can you"), those alone, in To or in copy. One open ask per thread and person of ours, further mail
    of ours in the thread joins it.
    Literature: whether and how soon mail is answered goes with the strength of the tie that people report (Wuchty and Uzzi
    2011); silence is read as a message (Kalman and Rafaeli 2011).
    """
    return (ask.chance for ask in history.asks if ask.chance is not None)


def comes_back(history: History) -> Iterator[Chance]:
    """The buyer comes back to what they left unanswered.

    Event: a mail from the buyer, from any of their addresses, in the thread of an ask of ours that they had not answered within its three
    days. Where words are read, one that declines is the missed chance, and one that complains counts as neither.
    Missed chance: the window closes without one. Censored, because it says nothing, where they wrote after one of ours had asked again in
    the thread (that is what they answer), or no more than "Noted." to a question, where the buyer was out of office, or began a thread of
    their own or spoke with the same person of ours meanwhile. What we write and they do not answer takes no chance away. A mailbox that
    shows only a part of what comes in gives no such chance: the answer in time may be what is missing.
    Window: from the fourth to the fourteenth day after the ask.
    Exposure: an ask in a thread that wanted an answer (where words are read, one that asks for something) and met silence for three days.
    Literature: a late answer is held against whoever sends it, and far less than none (Kalman and Rafaeli 2011); its weight, half that of
    an answer in time, is a judgement.
    """
    return (ask.later for ask in history.asks if ask.later is not None)


def answers_sooner(history: History) -> Iterator[Chance]:
    """The buyer answers sooner than is usual for them.

    Event: an answer that came in less time than the median of the buyer's own earlier answers to any of us.
    Missed chance: an answer that took as long or longer. An ask without an answer is no chance here, so it does not matter whether a
    mailbox shows all that comes in.
    Window: that of the ask, three days.
    Exposure: each answered ask, once the buyer has given at least five earlier answers to compare with.
    Literature: delay is read against what is expected of that person, not by the clock (Kalman and Rafaeli 2011).
    """
    answered = [ask.chance for ask in history.asks if ask.chance and ask.chance.outcome == "1" and ask.chance.decided]
    answered.sort(key=lambda c: (c.known_us, c.opener.us, c.opener.message_id))
    earlier: list[int] = []
    n = 0
    for chance in answered:
        while answered[n].known_us < chance.known_us:
            insort(earlier, answered[n].latency_us or 0)
            n += 1
        if len(earlier) >= EARLIER_ANSWERS:
            sooner = 2 * (chance.latency_us or 0) < earlier[len(earlier) // 2] + earlier[(len(earlier) - 1) // 2]
            yield chance._replace(outcome="1" if sooner else "0", shown=1.0)


def starts_contact(history: History) -> Iterator[Chance]:
    """The buyer writes of their own accord.

    Event: a mail from the buyer to the person of ours, or a meeting to which the buyer invites them, with no mail and no invitation
    from any of ours to the buyer in the three days before it, and no answer, however late, in the thread of one, nor to a mail of ours
    that is not seen to have gone to them (a letter by Bcc). Where words are read, a mail below ours that wanted no answer answers nothing
    unless it says no (the next order under "thank you, it is booked" is a start); and a mail that complains, or asks after something of
    ours that is outstanding, is no start: a week that holds only such is censored. So is one that holds only such mail in a language that
    is not read, for it may complain, and one before which their last mail was in such a language, whatever it holds.
    Missed chance: a week without one. A week that begins after they said good-bye until a time, before that time and before they came back,
    is none (censored).
    Window: one week, Monday to Monday, UTC.
    Exposure: every week in whose 60 days before the buyer had written to that person of ours.
    Literature: messages that the other side initiates are among the predictors of tie strength (Gilbert and Karahalios 2009).
    """

    def unasked(message: Interaction) -> bool:
        asked = history.writes_between(message.us - BEFORE_A_START, message.us)
        return not asked and not message.answers_ours and not history.answers(message)

    def begins(message: Interaction) -> bool:
        return unasked(message) and not history.presses(message) and not message.unread

    for chance, e in zip(_unless_resting(history, weeks(history, begins, history.invitations)), history.weeks, strict=True):
        pressed = chance.outcome == "0" and any(history.presses(m) and unasked(m) for m in e.said)
        unread = chance.outcome == "0" and any(m.unread and unasked(m) for m in e.said)
        yield _censored(chance, NO_DEED) if pressed else _unless_unread(chance, e, unread=unread)


def introduces_colleague(history: History) -> Iterator[Chance]:
    """The buyer brings a colleague in.

    Event: a mail from the buyer to the person of ours with somebody in To or Cc who is of the buyer's own company and had never
    been on a mail with us. Whom a mail brings in that complains (where words are read) or goes to ten or more was brought in
    against us, or told like everybody: such a week, where no other mail brings anybody, is censored and no chance. A language that is not
    read censors as above.
    Missed chance: a week without one. A week that begins between a good-bye of theirs and its time is none (censored), as above.
    Window: one week, Monday to Monday, UTC.
    Exposure: every week in whose 60 days before the buyer had written to that person of ours.
    Literature: recommending somebody is among the outcomes most closely tied to the quality of a business relationship
    (Palmatier, Dant, Grewal and Evans 2006, a meta-analysis).
    """

    def is_new(message: Interaction) -> bool:
        return any(history.first_seen.get(person, message.us) >= message.us for person in message.others)

    def brings(message: Interaction) -> bool:
        complains = any(c.kind == "complains" for c in message.cues)
        return is_new(message) and message.recipients < MANY and not complains and not message.unread

    for chance, e in zip(_unless_resting(history, weeks(history, brings)), history.weeks, strict=True):
        others = [m for m in e.said if is_new(m)] if chance.outcome == "0" else []
        unread = any(m.unread for m in others)
        yield _censored(chance, NO_DEED) if others and not unread else _unless_unread(chance, e, unread=unread)


def _unless_unread(chance: Chance, week: Exposure, *, unread: bool) -> Chance:
    """The chance of a week, unless what they would do in it could not be told from a complaint: they did it in a language that is not read
    (`unread`), or that is the language of their last mail before it, so that silence and deed alike tell nothing.
    """
    return _censored(chance, NOT_READ) if chance.outcome in {"0", "1"} and (unread or week.opener.unread) else chance


def _censored(chance: Chance, why: str) -> Chance:
    return chance._replace(outcome="censored", censored_why=why, decided=None, cue=None, latency_us=None)


def _unless_resting(history: History, chances: Iterable[Chance]) -> Iterator[Chance]:
    """The chances, without the missed ones that opened while the buyer rested: they had said good-bye until a time still to come."""
    for chance in chances:
        missed = chance.outcome == "0" and history.rests_at(chance.opened_us)
        yield chance._replace(outcome="censored", censored_why=RESTS) if missed else chance


IN_TOUCH = 7 * DAY
"""Who wrote to us so long before an invitation, or since, was not silent about it."""


def accepts_meeting(history: History) -> Iterator[Chance]:
    """The buyer accepts our invitation to a meeting.

    Event: the buyer's last answer before the meeting begins accepts it; a tentative yes, or another time proposed, counts half as sure.
    Missed chance: that answer declines, or the meeting begins without one and without any word from them. Until it begins, or is called
    off, nothing is decided: many a yes is taken back, and what lies ahead is no evidence yet.
    Censored, because it says nothing: called off before they answered, handed to a colleague, or without an answer where no answer
    to an invitation of this organiser is to be seen anywhere (a calendar that does not keep answers), where the buyer wrote to us in
    the week before the invitation or until the meeting (many say yes by mail, or had proposed the day themselves), or where no
    mailbox would show that they did.
    Window: from the invitation to the start of the meeting.
    Exposure: an invitation from the person of ours to the buyer and at most nine others, for some hours of a day; a meeting that
    repeats is one invitation. Moving it opens no further chance. A lunch, a drink or a match by its name, with no word of business in
    it, is none.
    Literature: none known to us of accepted invitations; its weight is a judgement, held below that of an answered ask.
    """
    for meeting in history.meetings:
        part = meeting.part
        if part is None or part.organised != "us" or not part.opens or part.all_day or part.removed:
            continue
        if meeting.recipients <= MOST_INVITED and not is_sociable(meeting.subject):
            yield _invitation(history, replace(meeting, us=meeting.known_us), part)


def _invitation(history: History, opener: Interaction, part: Part) -> Chance:
    """One invitation and what became of it, as known at the history's moment.

    An answer counts from the start of the meeting: only the last one is kept, and counted when it came, a yes that was taken back
    later would be gone from days on which it stood.
    """
    now, closes = history.as_of_us, part.start_us
    off = part.cancelled_us if part.cancelled_us is not None and part.cancelled_us <= now else None
    ends = closes if off is None else min(off, closes)
    said = part.answer if part.answer_known_us <= now and (part.answered_us is None or part.answered_us < closes) else ""
    outcome: Outcome
    known, why, decided, cue = closes, "", None, None
    if now < ends:
        outcome = "open"
    elif said == "delegated":
        outcome, known, why = "censored", max(ends, part.answer_known_us), "delegated"
    elif said:
        outcome, known, decided = "0" if said == "declined" else "1", max(ends, part.answer_known_us), opener
        if said in {"tentative", "countered"}:
            cue = Cue("half_sure", 0, 0, HALF_SURE)
    elif off is not None:
        outcome, known, why = "censored", ends, "called_off"
    elif not part.answers_shown:
        outcome, why = "censored", "answers_not_shown"
    elif history.hears_between(opener.us - IN_TOUCH, closes):
        outcome, why = "censored", "in_touch"
    elif why := history.wrote_unread(opener.us - IN_TOUCH, closes):
        outcome = "censored"
    elif (history.seen(opener.seller, opener.us - IN_TOUCH, closes) or 0) < closes:
        outcome, why = "censored", NOT_SEEN
    else:
        outcome = "0"
    took = part.answered_us - opener.us if decided is not None and part.answered_us is not None else None
    context = history.context(opener)
    return Chance(opener, opener.us, closes, outcome, known, context, opener.thread_id, decided, cue, took, why)


def satisfied(history: History) -> Iterator[Chance]:
    """The buyer has nothing to complain of.

    Event: a week in which the buyer wrote to the person of ours and did not complain.
    Missed chance: a complaint in such a week: about us, our work, or something of ours that is overdue.
    Window: from the buyer's first mail of the week to its end, Sunday midnight, UTC.
    Exposure: every week in which the buyer wrote to that person of ours. Words have to be read.
    Literature: bad weighs more than good (Baumeister and others 2001), and how a complaint is met decides on trust and
    commitment afterwards (Tax, Brown and Chandrashekaran 1998).
    """
    return spoken_weeks(history, "complains")
