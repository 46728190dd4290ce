"""When is it due, in words? Draws how somebody promises a day ("by Friday", "within two weeks") and the day that means."""

from __future__ import annotations

from calendar import monthrange
from random import Random

from regard.demo import clock
from regard.demo.facts import MONTHS, WEEKDAYS, day_text


def draw(rng: Random, country: str, said_day: int) -> tuple[str, str, int]:
    """(words, the same looking back, the day number they mean) of a promise made on `said_day`."""
    weekday, date = clock.weekday(said_day), clock.as_date(said_day)
    ahead = rng.randrange(2, 6)
    forms: list[tuple[str, str, int]] = []
    if clock.weekday(said_day + ahead) < 5:
        name = WEEKDAYS[clock.weekday(said_day + ahead)]
        forms += [(f"by {name}", f"for {name}", said_day + ahead), (f"on {name}", f"for {name}", said_day + ahead)]
    k = rng.randrange(5)
    forms.append((f"on {WEEKDAYS[k]} next week", "for last week", said_day + 7 - weekday + k))
    if weekday < 3:
        forms.append(("before the week is out", "for that same week", said_day + 4 - weekday))
        forms.append(("by the end of the week", "for the end of the week", said_day + 4 - weekday))
    if weekday < 4:
        forms.append(("tomorrow", "for the next day", said_day + 1))
    weeks = rng.choice((1, 2, 3))
    number = ("", "a week", "two weeks", "three weeks")[weeks]
    forms.append((f"within {number}", f"within {number}", said_day + 7 * weeks))
    exact = next(d for d in range(said_day + rng.randrange(5, 24), said_day + 40) if clock.weekday(d) < 5)
    text = day_text(rng, country, exact)
    forms += [(f"by {text}", f"for {text}", exact), (f"not later than {text}", f"for {text}", exact)]
    last = said_day - date.day + monthrange(date.year, date.month)[1]
    if last - said_day >= 4:
        forms.append(("by the end of the month", f"for the end of {MONTHS[date.month - 1]}", last))
        forms.append((f"before {MONTHS[date.month - 1]} is over", f"for {MONTHS[date.month - 1]}", last))
    return rng.choice(forms)
