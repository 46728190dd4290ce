"""Trust: the buyer answers, begins, introduces and is not let down."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator

from regard.evidence.exposures import BEFORE_A_START, spoken_weeks, weeks
from regard.evidence.history import Chance, History
from regard.model import Interaction

EARLIER_ANSWERS = 5


def answers_ask(history: History) -> Iterator[Chance]:
    """The buyer answers what we ask.

    Event: a mail from the buyer, from any of their addresses, in the thread of our ask, within its window. Where words are
    read, an answer that declines is the missed chance (y=0), however fast and polite, and one that complains counts as neither.
    Missed chance: the window closes without one. Censored, because it says nothing, where the buyer was out of office, began a
    thread of their own with the same person of ours meanwhile, or answered another ask that person made within six hours.
    Window: three days from the ask.
    Exposure: a mail of ours, not automated, with the buyer in To and at most five recipients; one open ask per thread and
    person of ours, further mail of ours in the thread joins it.
    Literature: whether and how soon mail is answered goes with the strength of the tie that people report (Wuchty and Uzzi
    2011); silence is read as a message (Kalman and Rafaeli 2011).
    """
    return (ask.chance for ask in history.asks if ask.chance is not None)


def answers_sooner(history: History) -> Iterator[Chance]:
    """The buyer answers sooner than is usual for them.

    Event: an answer that came in less time than the median of the buyer's own earlier answers to any of us.
    Missed chance: an answer that took as long or longer. An ask without an answer is no chance here.
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
            yield chance._replace(outcome="1" if sooner else "0")


def starts_contact(history: History) -> Iterator[Chance]:
    """The buyer writes of their own accord.

    Event: a mail from the buyer to the person of ours with no mail from any of ours to the buyer in the three days before it.
    Missed chance: a week without one.
    Window: one week, Monday to Monday, UTC.
    Exposure: every week in whose 60 days before the buyer had written to that person of ours.
    Literature: messages that the other side initiates are among the predictors of tie strength (Gilbert and Karahalios 2009).
    """
    return weeks(history, lambda m: not history.writes_between(m.us - BEFORE_A_START, m.us))


def introduces_colleague(history: History) -> Iterator[Chance]:
    """The buyer brings a colleague in.

    Event: a mail from the buyer to the person of ours with somebody in To or Cc who is of the buyer's own company and had never
    been on a mail with us.
    Missed chance: a week without one.
    Window: one week, Monday to Monday, UTC.
    Exposure: every week in whose 60 days before the buyer had written to that person of ours.
    Literature: recommending somebody is among the outcomes most closely tied to the quality of a business relationship
    (Palmatier, Dant, Grewal and Evans 2006, a meta-analysis).
    """

    def brings_somebody(message: Interaction) -> bool:
        return any(history.first_seen.get(person, message.us) >= message.us for person in message.others)

    return weeks(history, brings_somebody)


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
