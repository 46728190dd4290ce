"""Who leaves their firm is heard as leaving, by the language's rules or those of deals; who only leaves a place is not."""

from __future__ import annotations

import pytest

from regard.deals.signs import is_sign
from regard.evidence.language import cues
from regard.model import Span

LEAVES = """
I am leaving Ostervale at the end of November.
I will be leaving Holm Pumps after eleven years.
I'm leaving Brantwood to join a start-up.
I am leaving Kaltwerk for a new position in Oslo.
I'll be leaving Kaltwerk for good in May.
My last day at Brantwood is 14 June.
My last day will be Friday.
I am moving on at the end of the year.
I am retiring in spring.
I will retire in June.
I have resigned.
I have handed in my notice.
I have decided to leave.
I have decided to retire next summer.
I am taking up a new role elsewhere.
I have accepted a job elsewhere.
I have accepted a position with another supplier.
Nils will take over logistics from me.
Nils Berg takes over from me in December.
From December Nils Berg will be your contact.
I am handing over my accounts to Nils Berg.
My successor is Nils Berg.
I am stepping down as head of purchasing.
I am changing jobs in March.
Karin, our buyer, has resigned.
""".strip().splitlines()
STAYS = """
I am leaving Oslo on Friday.
I am leaving for Oslo at the end of May.
I am leaving the office at the end of the day.
I am leaving the papers at the desk.
I am leaving it to you.
I am leaving early today.
We are leaving the price as it is.
I leave the choice to you.
The lorry is leaving Brantwood at noon.
I have decided to leave it open.
I have decided to leave the date as it is.
The last day of the fair is Friday.
I will move on to the next point.
Could Nils take over the drawings?
Nils takes over the second shift on Monday, as always.
I have accepted your offer.
I have accepted the new terms.
I am taking on the second line as well.
He left a message.
She left at five.
We are moving to a new hall.
I will hand it over to you on Monday.
I am handing the keys over to the driver.
We retired the old pumps.
The notice was handed to the carrier.
""".strip().splitlines()


def leaves(text: str) -> bool:
    return is_sign("leaves", text) or any(c.kind == "leaves" for c in cues(text, [Span(0, len(text), "own")]))


@pytest.mark.parametrize("text", LEAVES)
def test_who_leaves_is_heard(text: str) -> None:
    """Whoever names their firm, their last day, a new job or who takes over leaves."""
    assert leaves(text)


@pytest.mark.parametrize("text", STAYS)
def test_who_leaves_a_place_stays(text: str) -> None:
    """Places, papers, days, machines and points of an agenda are left by people who stay."""
    assert not leaves(text)
