"""Who was sent to us by somebody, as they write it."""

from __future__ import annotations

import pytest

from regard.evidence.language.referrals import connects, recommends, referred_by


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("Ada Moss gave me your name. Do you take on work like that?", "Ada Moss"),
        ("Dear Sam, Ada Moss of Moss Mills suggested that I contact you.", "Ada Moss of Moss Mills"),
        ("I got your name from Ada Moss, who was full of praise.", "Ada Moss"),
        ("We were referred to you by Ada Moss.", "Ada Moss"),
        ("You were highly recommended to us by our neighbour Ada Moss.", "Ada Moss"),
        ("Auf Empfehlung von Ada Moss schreibe ich Ihnen.", "Ada Moss"),
        ("We were referred to you by Ada. Could you quote for a gate?", "Ada"),
        ("We were referred to you by Dr. Ada J. Moss. Could you quote?", "Dr. Ada J. Moss"),
        ("Ada Moss hat Sie uns empfohlen.", "Ada Moss"),
        ("Ada Moss m'a donné votre nom.", "Ada Moss"),
        ("Ada Moss me dio su nombre.", "Ada Moss"),
        ("We met Ada Moss of the Mill Forum. He suggested I contact you.", ""),
        ("We asked Ada Moss. They said we should contact you.", ""),
        ("I found your name on the web.", ""),
        ("He gave me your name at the fair.", ""),
        ("Ada Moss gave me the price list.", ""),
        ("Could you give me your name?", ""),
        ("Ada Moss said that I should call her.", ""),
    ],
)
def test_a_referral_names_who_sent(said: str, by: str) -> None:
    """Listed forms with a name as written; a pronoun, a list on the web or another thing given is none."""
    assert referred_by(said) == by


@pytest.mark.parametrize(
    ("said", "sends", "puts"),
    [
        ("I gave your name to Bo Lind at Lind Mills.", True, False),
        ("I have recommended you to our sister plant.", True, False),
        ("I said you were the ones to call.", True, False),
        ("I told him that you are the people for pumps.", True, False),
        ("Ich habe Sie bei Lind Mills empfohlen.", True, False),
        ("J'ai donné votre nom à Monsieur Lind.", True, False),
        ("Sam, meet Bo Lind from Lind Mills.", False, True),
        ("May I connect you?", False, True),
        ("Bo Lind is in copy.", False, True),
        ("I can vouch for them, they pick up the phone.", False, True),
        ("Did you give my name to Bo?", False, False),
        ("Could you recommend a hotel?", False, False),
        ("I recommended your candidate to nobody.", False, False),
        ("I gave your drawing to Bo.", False, False),
        ("We meet on Friday.", False, False),
    ],
)
def test_who_sends_somebody_says_so(said: str, sends: bool, puts: bool) -> None:
    """That they named or recommend us, and what is said where two are put in touch."""
    assert (recommends(said), connects(said)) == (sends, puts)
