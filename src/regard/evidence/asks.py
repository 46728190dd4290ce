"""Our asks: mail of ours that gave the buyer a chance to answer, and what became of each.

An ask is a mail of a person of ours with the buyer in To and at most five recipients; where its questions and requests speak by name
to some of them (`flow.whom_asked`), it asks those, in copy or not, and nobody else. It stays open for three days or until
the buyer writes in its thread; what that person of ours sends in the thread meanwhile joins it. One message of the buyer
settles at most one ask per thread and person of ours. How much of an answer our words can expect is part of its context; a mail that
asks nothing counts as half a chance (`asking.TOLD`), whether it is answered or not, and so does one in a language that is not read where no
question mark stands in our own words; one that asks for no more than to be in touch is a quarter of one, and for company alone none.

Only what comes back in the thread is an answer. But silence counts only where there was silence: an ask is censored, not
failed, where the buyer was away, began a conversation of their own with the same person, answered another ask of the same
few hours, where "Noted." was all that came back to a question, where a colleague who was asked too answered in time with them on
the mail: then it was answered for them, where they had said good-bye until a time that had not come (`language.resting`), where in time
the thread was answered from another address that may be their own (`Interaction.instead`), and where the two spoke in time, on a call or
in a meeting that the buyer accepted or called: what was said there nobody knows. So a mail of ours in a new thread that nobody answers
can add a missed chance and nothing else;
any rule by which mail in other threads answered it would let our own volume earn trust.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from regard.evidence.asking import SOCIAL, kind_by, part_of_a_chance
from regard.evidence.calendar_context import HOUR
from regard.evidence.history import Chance, History, cue_of, settled
from regard.evidence.language.noting import NOTED
from regard.evidence.language.resting import RESTS
from regard.evidence.taken_back import taken_back
from regard.interactions.answering import BACK_WITHIN, IN_TIME, WANTS_KINDS
from regard.model import Interaction

WINDOW = IN_TIME
_US = attrgetter("us")
MOST_RECIPIENTS = 5
BURST = 6 * HOUR
ELSEWHERE = "answered_elsewhere"
"""Why an ask is censored whose thread was answered in time from an address that may be the buyer's own."""


@dataclass(slots=True)
class Ask:
    """One ask: the message that opened it, our messages that joined it, and the buyer's message that answered it, if any.

    `noted` says that a question of ours was met by "Noted." alone (`language.noting`), which neither answers it nor leaves it in silence.
    `later` is the second chance that silence leaves: to come back to it (`comes_back`).
    """

    opener: Interaction
    joined: list[Interaction] = field(default_factory=list)
    answer: Interaction | None = None
    noted: bool = False
    chance: Chance | None = None
    later: Chance | None = None

    @property
    def closes_us(self) -> int:
        """The end of its window."""
        return self.opener.us + WINDOW


def asks(history: History) -> list[Ask]:
    """The buyer's asks by time, each with its chance."""
    found = [ask for thread in history.threads.values() for ask in _of_thread(thread, text=history.text)]
    found.sort(key=lambda ask: (ask.opener.us, ask.opener.message_id))
    answered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for ask in found:
        if ask.answer is not None:
            answered[ask.opener.seller].append((ask.opener.us, ask.answer.us))
    own_starts = _times_by_seller(_own_starts(history))
    away = _times_by_seller(history.away)
    for ask in found:
        chance = _chance(history, ask)
        if chance.outcome in {"0", "1"} and (why := _excuse(history, ask, own_starts, away, answered)):
            chance = chance._replace(outcome="censored", censored_why=why, decided=None, cue=None, latency_us=None)
        ask.chance = chance = taken_back(history, ask, chance, wants=_wants(ask))
        ask.later = _later(history, ask, own_starts, away)
    return found


def _of_thread(thread: list[Interaction], *, text: bool) -> Iterator[Ask]:
    """The asks of one thread (or of the messages without one), settled by the buyer's messages in it."""
    running: dict[str, Ask] = {}
    for message in thread:
        if not message.outbound:
            for seller, ask in list(running.items()):
                to_them = message.thread_id or seller in message.sellers
                if to_them and ask.opener.us < message.us < ask.closes_us:
                    if text and _notes_a_question(message, ask):
                        ask.noted = True
                        continue
                    ask.answer = message
                    del running[seller]
            continue
        ask_of_seller = running.get(message.seller)
        if message.called is False:
            continue
        if ask_of_seller is not None and message.us < ask_of_seller.closes_us:
            ask_of_seller.joined.append(message)
        elif _opens(message):
            running[message.seller] = ask = Ask(message)
            yield ask


def _opens(message: Interaction) -> bool:
    """Whether a mail of ours asks the buyer: among few they are in To, or called by name, and it does not ask others by theirs."""
    asked = message.buyer_role == "to" if message.called is None else message.called
    return asked and message.recipients <= MOST_RECIPIENTS


def _notes_a_question(message: Interaction, ask: Ask) -> bool:
    """Whether a mail says only that it was read, where we had asked a question and requested nothing that it could consent to."""
    asked = {cue.kind for m in (ask.opener, *ask.joined) for cue in m.cues}
    return "question" in asked and "request" not in asked and any(cue.kind == NOTED for cue in message.cues)


def _chance(history: History, ask: Ask) -> Chance:
    opener, answer = ask.opener, ask.answer
    seen, shown = history.seen(opener.seller, opener.us, ask.closes_us), 1.0
    if seen is None and (partly := history.seen_partly(opener.seller, opener.us, ask.closes_us)):
        seen, shown = partly
    declined = cue_of(answer, "declines") if history.text and answer is not None else None
    chance = settled(
        history,
        opener,
        opened_us=opener.us,
        closes_us=ask.closes_us,
        context=history.context(opener, kind_of(opener), _expected(ask)) if history.text else history.context(opener),
        seen_until=seen,
        decided=answer,
        cue=declined,
        happened="0" if declined else "1",
        thread_id=opener.thread_id,
    )
    chance = chance._replace(
        shown=shown, counts=part_of_a_chance(map(kind_of, (ask.opener, *ask.joined))) if history.text else 1.0
    )
    if chance.decided is None:
        return chance
    return chance._replace(latency_us=chance.decided.us - opener.us)


def _later(history: History, ask: Ask, own_starts: dict[str, list[int]], away: dict[str, list[int]]) -> Chance | None:
    """The chance to come back to an ask that wanted an answer and met silence; None where there was none, or nobody can tell because the
    mailbox shows only a part of what comes in.

    What comes after we asked again in the thread answers that, and tells nothing here; what we write and they do not answer takes no
    chance away.
    """
    first, opener = ask.chance, ask.opener
    if first is None or first.outcome != "0" or first.decided is not None or first.shown < 1 or not opener.thread_id:
        return None
    if history.text and not _wants(ask):
        return None
    opens, closes = ask.closes_us, opener.us + BACK_WITHIN
    thread = history.threads[opener.thread_id]
    after = thread[bisect_left(thread, opens, key=_US) : bisect_left(thread, closes, key=_US)]
    theirs = [m for m in after if not m.outbound]
    answer = next((m for m in theirs if not (history.text and _notes_a_question(m, ask))), None)
    again = answer is not None and any(m.outbound and _opens(m) and m.us < answer.us for m in after)
    declined = cue_of(answer, "declines") if history.text and answer is not None else None
    chance = settled(
        history,
        opener,
        opened_us=opens,
        closes_us=closes,
        context=first.context,
        seen_until=history.seen(opener.seller, opens, closes),
        decided=answer,
        cue=declined,
        happened="0" if declined else "1",
        thread_id=opener.thread_id,
    )
    if chance.decided is not None:
        chance = chance._replace(latency_us=chance.decided.us - opener.us)
    why = (
        "asked_again"
        if again
        else NOTED
        if theirs and answer is None
        else _no_silence(history, ask, closes, answer, own_starts, away)
    )
    return chance._replace(outcome="censored", censored_why=why, decided=None, cue=None, latency_us=None) if why else chance


def _no_silence(
    history: History,
    ask: Ask,
    closes: int,
    answer: Interaction | None,
    own_starts: dict[str, list[int]],
    away: dict[str, list[int]],
) -> str:
    """Why nobody can tell whether they came back, or ""."""
    if answer is not None:
        angry = history.text and cue_of(answer, "complains") and not cue_of(answer, "declines")
        return "complained" if angry else ""
    seller, opens = ask.opener.seller, ask.closes_us
    if _any_between(away.get(seller, []), opens, closes):
        return "away"
    if _any_between(own_starts.get(seller, []), opens, closes):
        return "wrote_elsewhere"
    if _answered_beside(history, ask, closes):
        return "colleague_answered"
    if _answered_instead(history, ask, closes):
        return ELSEWHERE
    return "spoke" if history.spoke_between(seller, opens, closes) else ""


def _expected(ask: Ask) -> float:
    """What our words add to the chance of an answer: those of the mail that asks most, of what went out before it came."""
    return max(m.expects for m in (ask.opener, *ask.joined))


def _wants(ask: Ask) -> bool:
    """Whether any of our mails before the answer asks for something, as far as it can be read."""
    return any(kind_of(m) in WANTS_KINDS for m in (ask.opener, *ask.joined))


def kind_of(opener: Interaction) -> str:
    """What our message asks, by its words (`kind_by`)."""
    return kind_by(opener.cues)


def _excuse(
    history: History,
    ask: Ask,
    own_starts: dict[str, list[int]],
    away: dict[str, list[int]],
    answered: dict[str, list[tuple[int, int]]],
) -> str:
    """Why this ask says nothing about the buyer although its window was seen, or "".

    An angry answer earns nothing, yet is no silence; what it says against us is counted where satisfaction is.
    """
    opened, seller, answer = ask.opener.us, ask.opener.seller, ask.answer
    if history.text and all(kind_of(m) == SOCIAL for m in (ask.opener, *ask.joined)):
        return SOCIAL
    if _any_between(away.get(seller, []), opened, ask.closes_us if answer is None else answer.us):
        return "away"
    if answer is not None:
        angry = history.text and cue_of(answer, "complains") and not cue_of(answer, "declines")
        return "complained" if angry else ""
    if history.rests_at(opened):
        return RESTS
    if ask.noted:
        return NOTED
    if _any_between(own_starts.get(seller, []), opened, ask.closes_us):
        return "wrote_elsewhere"
    if _answered_beside(history, ask, ask.closes_us):
        return "colleague_answered"
    if _answered_instead(history, ask, ask.closes_us):
        return ELSEWHERE
    if history.spoke_between(seller, opened, ask.closes_us):
        return "spoke"
    near = answered.get(seller, [])
    others = near[bisect_left(near, (opened - BURST, 0)) : bisect_right(near, (opened + BURST, ask.closes_us))]
    return "answered_in_burst" if any(opened < at < ask.closes_us for _, at in others) else ""


def _answered_beside(history: History, ask: Ask, before_us: int) -> bool:
    """Whether another of theirs answered by then, with the buyer on the mail."""
    return any(m.beside and m.beside[0] < before_us and m.beside[1] <= history.as_of_us for m in (ask.opener, *ask.joined))


def _answered_instead(history: History, ask: Ask, before_us: int) -> bool:
    """Whether the thread was answered by then from another address that may be the buyer's own."""
    return any(m.instead and m.instead[0] < before_us and m.instead[1] <= history.as_of_us for m in (ask.opener, *ask.joined))


def _any_between(times: list[int], start_us: int, end_us: int) -> bool:
    n = bisect_right(times, start_us)
    return n < len(times) and times[n] < end_us


def _own_starts(history: History) -> list[Interaction]:
    """The buyer's messages in threads in which none of ours had written."""
    never = history.as_of_us + 1
    return [m for m in history.inbound if m.thread_id and history.we_joined.get(m.thread_id, never) > m.us]


def _times_by_seller(messages: list[Interaction]) -> dict[str, list[int]]:
    """Our person -> when these messages, sorted by time, came to them."""
    found: dict[str, list[int]] = defaultdict(list)
    for m in messages:
        for seller in m.sellers:
            found[seller].append(m.us)
    return found
