"""Who says good-bye until a time says until when; who is busy, promises soon or speaks of others says no such thing."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.evidence.language.resting import RESTS, rests, until_us
from regard.model import Span

WRITTEN = int(dt.datetime(2026, 7, 10, 9, tzinfo=dt.UTC).timestamp() * 1_000_000)
RIGHT = """2027-03-01 The harvest is in, so you won't hear from us until spring 2027.
2026-09-01 You will not hear from me before September.
2027-01-01 Nothing more from us until next year.
2027-04-01 We are closed until April, the kilns are being rebuilt.
2026-10-01 Everything is on hold until October.
2028-03-01 The next fair is in March 2028 at the earliest.
2027-01-01 We will be in touch again in the new year.
2026-10-01 We shall come back to you in Q4.
2027-03-01 Sie hören von uns erst wieder im Frühjahr 2027.
2026-10-01 Bis Oktober ruht das Projekt.
2027-01-01 Wir melden uns im neuen Jahr wieder.
2026-09-01 Vous n'aurez pas de nouvelles de nous avant septembre.
2027-03-01 Nous reviendrons vers vous au printemps.
2027-01-01 Tout est gelé jusqu'à l'année prochaine.
2026-09-01 No tendrán noticias nuestras hasta septiembre.
2027-01-01 Volveremos a hablar el año que viene.
2027-03-01 Todo está parado hasta la primavera."""
UNREAD_RIGHT = """2026-11-01 You'll hear nothing from us until November.
2027-06-01 Our next season starts in June 2027. Until then!
2027-06-01 Thank you for everything. Our next season starts in June 2027.
2026-08-01 The yard is shut till August.
2027-03-01 Vor dem Frühjahr werden Sie nichts von uns hören.
2026-10-01 Wir kommen im Oktober wieder auf Sie zu.
2026-10-01 Nous vous recontacterons en octobre.
2026-12-01 Hasta diciembre no habrá novedades por nuestra parte.
2026-10-01 You won't hear from us until the end of September.
2026-10-01 Wir melden uns Ende September wieder.
2027-04-01 Our next fair is not before April, until the hall is built."""
WRONG = """You will hear from us by Friday.
Please send the offer until September.
We need the goods before October.
The offer is valid until March 2027.
Prices hold until the new year.
You won't hear from them until spring.
I will be in touch.
Our next order is larger.
Could you come back to us in September?
We open the new plant in April.
Sie hören morgen von uns.
Das Angebot gilt bis Oktober.
Bitte melden Sie sich im neuen Jahr.
L'offre est valable jusqu'à septembre.
Merci de revenir vers nous en septembre.
La oferta es válida hasta septiembre.
Llámenos en septiembre."""
UNREAD_WRONG = """The warranty runs until summer 2028.
You will not hear a better pump before March.
Can we put it on hold until April?
Wir brauchen die Ware vor dem Frühjahr.
Nous serons prêts avant octobre.
Necesitamos el informe antes de octubre."""

NOT_OVER = """Our next season starts in June 2027.
Our next tasting event is in November, so we count on forty boxes.
The next job begins in September and we need six ladders for it.
The next campaign is only in October; send us the leaflets tomorrow.
You won't hear from us before winter unless the seals leak.
If the invoice stays as it is, you won't hear from us until 2029.
We will come back to you in September or sooner.
We will get back to you in October with the drawings.
You won't hear from us until October. Please ship the last crate today.
You won't hear from us until October. What do the last crates cost?
Everything is on hold until October, but we'd like two more samples.
You won't hear from us until October 15.
Everything is closed until the fall is mended.
Sie hören von uns erst wieder im Frühjahr. Bitte senden Sie die Rechnung.
Bis Oktober ruht das Projekt, falls der Kran nicht kommt.
Nous reviendrons vers vous au printemps. Merci de livrer le reste.
No tendrán noticias nuestras hasta septiembre. Llámenos mañana."""


def day(said: str) -> str:
    """Until when a sentence in a mail rests, or ""."""
    text = f"Dear Sam,\n\nall is well. {said} Regards\n\nJo"
    place = rests(text)
    until = until_us(text[place[0] : place[1]], WRITTEN) if place is not None else None
    return dt.datetime.fromtimestamp(until / 1_000_000, tz=dt.UTC).date().isoformat() if until is not None else ""


@pytest.mark.parametrize("line", [*RIGHT.splitlines(), *UNREAD_RIGHT.splitlines()])
def test_good_bye_until(line: str) -> None:
    """The first day of what is named; without a year the next to come."""
    expected, _, said = line.partition(" ")
    assert day(said) == expected


@pytest.mark.parametrize("said", [*WRONG.splitlines(), *UNREAD_WRONG.splitlines()])
def test_no_good_bye(said: str) -> None:
    """Deadlines, offers, others, questions, and what we are asked to do."""
    assert day(said) == ""


@pytest.mark.parametrize("said", NOT_OVER.splitlines())
def test_whoever_still_asks_says_no_good_bye(said: str) -> None:
    """A next date without a farewell is news; a mail that asks, or says "unless", waits for us; a day is no season."""
    assert day(said) == ""


def test_a_mail_that_asks_in_another_place_is_no_good_bye() -> None:
    """What stands below a quote is the same mail."""
    bye, asks = "You won't hear from us until spring.", "Could you send the invoice by Friday?"
    text = f"{bye}\n> See below.\n{asks}"
    at = text.index(asks)
    first = Span(0, len(bye), "own")
    assert RESTS in {c.kind for c in cues(text, (first,))}
    assert RESTS not in {c.kind for c in cues(text, (first, Span(at, len(text), "own")))}


def test_a_time_that_is_over_or_far_is_none() -> None:
    """A year gone by, or ten years on, is read wrongly rather than meant."""
    assert day("You won't hear from us until spring 2026.") == ""
    assert day("You won't hear from us until spring 2041.") == ""


@pytest.mark.parametrize("words", ["you won't hear from us ", "nothing from us until ", "wir melden uns im "])
def test_many_such_words_are_read_quickly(words: str) -> None:
    """Work grows with the length alone."""
    within(3.0, lambda: rests(words * (1_000_000 // len(words))))
