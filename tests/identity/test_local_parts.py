"""Which addresses fit which names."""

import pytest

from regard.identity.local_parts import fit, take_apart
from regard.identity.names import parse_name

LUND = "Eva K. Lund"


@pytest.mark.parametrize(
    ("local", "display", "how"),
    [
        ("eva.lund", LUND, "full"),
        ("lund.eva", LUND, "full"),
        ("evalund", LUND, "full"),
        ("eva_k_lund", LUND, "full"),
        ("lund-eva", LUND, "full"),
        ("bob.lund", "Robert Lund", "full"),
        ("robert.lund", "Bob Lund", "full"),
        ("mueller.j", "Jürgen Müller", "initial"),
        ("elund", LUND, "initial"),
        ("e.lund", LUND, "initial"),
        ("lund.e", LUND, "initial"),
        ("eklund", LUND, "initial"),
        ("k..lund", LUND, "initial"),
        ("k.lund", LUND, "initial"),
        ("elund7", LUND, "initial"),
        ("eschwei", "Emil Schweizer", "initial"),
        ("evabergstr", "Eva Bergstrom", ""),
        ("jvanderberg", "Jan van der Berg", "initial"),
        ("jberg", "Jan van der Berg", "initial"),
        ("mjones", "Mary Smith-Jones", "initial"),
        ("mgarcia", "Maria Garcia Lopez", "initial"),
        ("tomreedjr", "Tom Reed", "full"),
        ("eva", LUND, "part"),
        ("lund", LUND, ""),
        ("m.lund", LUND, ""),
        ("k.lund", "Eva Lund", ""),
        ("eva.m.lund", LUND, ""),
        ("m..lund", LUND, ""),
        ("ina.roe", LUND, ""),
        ("x1234", LUND, ""),
        ("evalundgren", LUND, ""),
        ("", LUND, ""),
    ],
)
def test_an_address_fits_a_name_or_not(local, display, how):
    """Written out, lettered, given name alone, or no fit; a surname alone and a wrong middle letter never fit."""
    name = parse_name(display)
    assert name is not None
    assert fit(take_apart(local), name)[0] == how


def test_an_address_can_add_a_middle_initial_and_a_generation():
    """What only the address says is given back."""
    name = parse_name("Eva Lund")
    assert name is not None
    assert fit(take_apart("eva.k.lund"), name)[1] == "k"
    assert fit(take_apart("k..lund"), name)[1] == "k"
    assert fit(take_apart("evalundjr"), name)[2] == "jr"
