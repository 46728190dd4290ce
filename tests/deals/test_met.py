"""Who says that what they threatened over is put right, and how far a colleague's word or an order goes for them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case, fired

from regard.evidence.put_right import names

THREAT = touch(
    50, "lena", "SAM", "If no fitter is at the kiln by Friday, we cancel the contract.", thread_id="kiln", subject="Kiln"
)


def stands(*later: Any) -> bool:
    """Whether the ultimatum of day 50 is told on day 60."""
    return fired(case([*ALONE, THREAT, *later]), "ultimatum") is not None


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ((), True),
        ((touch(57, "lena", "SAM", "You kept your word.", thread_id="kiln"),), False),
        ((touch(57, "lena", "SAM", "The kiln runs again.", thread_id="other"),), False),
        ((touch(57, "lena", "SAM", "The printer runs again.", thread_id="other"),), True),
        ((touch(57, "lena", "SAM", "The kiln runs again, but only by hand.", thread_id="kiln"),), True),
        ((touch(57, "SAM", "lena", "The kiln runs again.", thread_id="kiln"),), True),
        ((touch(40, "lena", "SAM", "The kiln runs again.", thread_id="kiln"),), True),
        ((touch(57, "olaf", "SAM", "Der Ofen läuft wieder einwandfrei.", thread_id="kiln"),), False),
        ((touch(57, "olaf", "SAM lena", "The kiln works again.", thread_id="spare"),), False),
        ((touch(57, "olaf", "SAM", "The kiln works again.", thread_id="spare"),), True),
        ((touch(57, "olaf", "SAM lena", "The printer works again.", thread_id="spare"),), True),
        ((touch(57, "lena", "SAM", "Please find attached our order for clay.", thread_id="clay"),), False),
        ((touch(57, "olaf", "SAM", "Please find attached our order for clay.", thread_id="clay"),), True),
        ((touch(57, "lena", "SAM", "Gut so. Ich bereite die Bestellung bis 20. März vor.", thread_id="kiln"),), False),
        ((touch(57, "lena", "SAM", "We will place the order with Nordwerk.", thread_id="kiln"),), True),
        ((touch(57, "olaf", "SAM", "Anbei die Bestellung.", thread_id="b", subject="Kiln, second lining"),), False),
    ],
)
def test_what_settles_an_ultimatum(later: tuple[Any, ...], *, told: bool) -> None:
    """Their own word in its talk or of its thing, a colleague's in its talk or with them on it, an order of theirs or of its thing."""
    assert stands(*later) is told


def test_a_complaint_since_opens_it_again() -> None:
    """It ran again and stopped again: nothing is met."""
    runs = touch(55.5, "olaf", "SAM lena", "The kiln works again.", thread_id="kiln")
    stopped = touch(
        57, "olaf", "SAM", "It stopped again. We are very disappointed.", thread_id="kiln", cues=frozenset(("complains",))
    )
    assert stands(runs) is False
    assert stands(runs, stopped) is True


def test_a_complaint_that_is_put_right_is_no_red_flag() -> None:
    """A deal is not held up by what its own writer calls settled."""
    grief = touch(50, "lena", "SAM", "The kiln is late again.", thread_id="kiln", cues=frozenset(("complains",)))
    right = touch(57, "lena", "SAM", "The matter is settled.", thread_id="kiln")
    assert fired(case([*ALONE, grief]), "red_flag") is not None
    assert fired(case([*ALONE, grief, right]), "red_flag") is None


def test_days_and_orders_name_no_matter() -> None:
    """Two mails that speak of Friday, an order and a problem are not of one matter by that."""
    assert names("The order of Friday: a problem") == frozenset()
    assert names("The conveyor stopped on Friday") & names("Conveyors: all fine")
