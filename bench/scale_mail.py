"""Made-up mail by the million: sellers with a mailbox each, buyers who answer or do not, written as fast as a disk takes it.

Names, sentences and subjects are put together from the lists below, so that no two mails are alike and every stage of a sync has
its work: threads with quotes, asks, replies sooner or later, signatures, copies to colleagues, newsletters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate
from itertools import islice
from pathlib import Path
from random import Random
from time import asctime, gmtime

FROM_S = 1_640_995_200
DAYS = 720
"""The mail lies in so many days from 2022 on."""
BUYERS_OF_EACH = 50
MAILS_OF_EACH = 5_000
"""Each seller writes with so many buyers and has so many mails, whatever the size: a larger book is more sellers."""


def _of(text: str, mark: str | None = None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark))


_FIRST = _of("""Ada Ben Carla Dimitri Elena Farid Greta Hugo Ines Jonas Kaya Liam Mara Nils Olga Pavel Quinn Rosa Stefan Tara Uwe Vera
    Wim Xenia Yusuf Zoe Anton Bella Cyril Dora""")
_LAST_A = _of("Al Ber Car Dor Eng Fal Gar Hol Iv Jan Kel Lund Mar Nor Ost Pet Quil Ros Sten Tor Ul Vin Wes Zab")
_LAST_B = _of("berg burg dahl feld gren hagen hoff holm lin mann mark ner rup son sted stein strom ter vik wald")
_FIRM_A = _of(
    "Aster Borea Calyx Delta Ember Fjord Gable Haven Indigo Juno Karst Lumen Mesa Nimbus Onyx Prism Quarry Ridge Sable Tern"
)
_FIRM_B = _of("works tools flow parts metals foods labs lines power pumps freight cables valves motors glass")
_TOPICS = _of(
    """pump delivery|valve samples|annual contract|pricing for spring|test run in hall two|spare parts|site visit|safety sheets
    |the new controller|freight to the plant|quarterly review|training dates|the pilot|invoice questions|warranty terms""",
    "|",
)
_ASKS = (
    "Could you send me the figures for {t} by Thursday?",
    "When would you have half an hour to talk about {t}?",
    "Do you think {t} fits what your engineers have in mind?",
    "Please let me know whether we should go ahead with {t}.",
    "What would you need from us to decide on {t}?",
)
_SAYS = (
    "We looked at {t} again with the team this morning.",
    "The numbers have not changed much since last month.",
    "Our plant in the north runs two shifts at the moment.",
    "I put the open points of {t} into one list.",
    "There is room in the budget, though not before the next quarter.",
    "The last batch arrived in good order.",
    "Our controller wants to see two offers for anything above this amount.",
    "Nothing else is open from my side.",
    "The drawings are with the engineers since Monday.",
    "It took longer than I hoped, but it is done.",
)
_ANSWERS = (
    "Thanks, that helps.",
    "Yes, let us do that.",
    "Not this quarter, I am afraid.",
    "I asked my colleague {c} to look at it.",
    "What would you recommend?",
    "Can we meet next week about {t}?",
    "We went with your advice and it worked.",
    "The price is still above what others offer.",
)


@dataclass(frozen=True, slots=True)
class _Human:
    name: str
    address: str
    answers: float


def write(folder: Path, messages: int, seed: int = 1) -> int:
    """Write mbox files, one a seller, with `messages` mails in all; how many bytes that are."""
    folder.mkdir(parents=True)
    sellers = max(1, messages // MAILS_OF_EACH)
    size = 0
    for number in range(sellers):
        most = messages // sellers + (number < messages % sellers)
        with (folder / f"seller-{number:04d}.mbox").open("wb", buffering=1 << 20) as file:
            for _, mail in sorted(_mailbox(number, most, Random(seed * 1_000_003 + number))):
                size += file.write(mail)
    return size


def write_more(folder: Path, messages: int, extra: int, seed: int = 1) -> int:
    """Write `extra` further mails of the sellers and buyers that `write` makes with `messages` and `seed`; how many bytes that are."""
    folder.mkdir(parents=True)
    sellers = max(1, messages // MAILS_OF_EACH)
    size = 0
    for number in range(sellers):
        most = messages // sellers + (number < messages % sellers)
        own = extra // sellers + (number < extra % sellers)
        with (folder / f"more-{number:04d}.mbox").open("wb") as file:
            for _, mail in islice(_mailbox(number, most + own, Random(seed * 1_000_003 + number)), most, None):
                size += file.write(mail)
    return size


def _mailbox(number: int, most: int, rng: Random) -> Iterator[tuple[int, bytes]]:
    """The mails of one seller, thread by thread: when, the mbox entry."""
    seller = _human(rng, number, "vendor.example")
    firms = [f"{rng.choice(_FIRM_A)}{rng.choice(_FIRM_B)}{number}{k}.example".lower() for k in range(BUYERS_OF_EACH // 5)]
    buyers = [_human(rng, k, firms[k % len(firms)]) for k in range(BUYERS_OF_EACH)]
    written = 0
    while True:
        buyer = buyers[min(int(rng.expovariate(0.06)), len(buyers) - 1)]
        for mail in _thread(rng, seller, buyer, buyers):
            if written == most:
                return
            written += 1
            yield mail


def _human(rng: Random, number: int, domain: str) -> _Human:
    first, last = rng.choice(_FIRST), rng.choice(_LAST_A) + rng.choice(_LAST_B)
    return _Human(f"{first} {last}", f"{first}.{last}{number}@{domain}".lower(), rng.betavariate(2, 2))


def _thread(rng: Random, seller: _Human, buyer: _Human, others: list[_Human]) -> Iterator[tuple[int, bytes]]:
    """An ask of one side, the answer of the other if it comes, and so on for a few turns."""
    topic = rng.choice(_TOPICS)
    at = FROM_S + rng.randrange(DAYS * 86_400)
    if rng.random() < 0.04:
        sent = _Human("Trade News", f"newsletter@{rng.choice(_FIRM_A).lower()}.example", 0.0)
        words = [*_sentences(rng, topic, 6), "Unsubscribe here."]
        yield at, _mail(rng, at, sent, [seller], "This month in the trade", words, [_id(rng, at, sent)], "")
        return
    subject = f"{topic.capitalize()} {rng.randrange(10_000)}"
    writer, reader = (seller, buyer) if rng.random() < 0.7 else (buyer, seller)
    ids: list[str] = []
    before = ""
    for turn in range(8):
        said = _sentences(rng, topic, rng.randrange(1, 5)) if writer is seller or turn == 0 else [rng.choice(_ANSWERS)]
        said.append(rng.choice(_ASKS))
        own = [s.format(t=topic, c=rng.choice(others).name) for s in said]
        to = [reader, rng.choice(others)] if rng.random() < 0.15 else [reader]
        ids.append(_id(rng, at, writer))
        yield at, _mail(rng, at, writer, to, subject if turn == 0 else f"Re: {subject}", own, ids, before)
        before = f"On {formatdate(at)}, {writer.name} <{writer.address}> wrote:\n> " + "\n> ".join(own)
        answers = buyer.answers if reader is buyer else 0.8
        if rng.random() > answers:
            return
        at += int(rng.expovariate(1 / 40_000)) + 60
        writer, reader = reader, writer


def _sentences(rng: Random, topic: str, n: int) -> list[str]:
    return [s.format(t=topic) for s in rng.sample(_SAYS, n)]


def _id(rng: Random, at: int, by: _Human) -> str:
    return f"{at}.{rng.getrandbits(32):x}@{by.address.partition('@')[2]}"


def _mail(
    rng: Random, at: int, by: _Human, to: list[_Human], subject: str, own: list[str], ids: list[str], before: str
) -> bytes:
    """One mbox entry; `ids` are the Message-IDs of the thread so far, its own last."""
    headers = [
        f"From {by.address} {asctime(gmtime(at))}",
        f"Date: {formatdate(at)}",
        f"From: {by.name} <{by.address}>",
        "To: " + ", ".join(f"{p.name} <{p.address}>" for p in to),
        f"Subject: {subject}",
        f"Message-ID: <{ids[-1]}>",
    ]
    if len(ids) > 1:
        headers += [f"In-Reply-To: <{ids[-2]}>", "References: " + " ".join(f"<{i}>" for i in ids[:-1])]
    headers += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    body = f"Hi {to[0].name.partition(' ')[0]},\n\n{' '.join(own)}\n\nBest regards\n{by.name}\n+1 555 {rng.randrange(1000, 9999)}\n"
    quoted = f"\n{before}\n" if before else ""
    return ("\n".join(headers) + f"\n\n{body}{quoted}\n").encode()
