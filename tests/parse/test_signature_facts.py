"""What signatures say of their writers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.parse.signature_facts import SignatureFacts, signature_facts

CASES = {
    "Best regards,\nEva Lund\nVP Operations, Harlow Foods Inc.\n+47 22 12 34 56 (direct)\n+47 22 12 34 57 (fax)": SignatureFacts(
        "Eva Lund", "VP Operations", "Harlow Foods Inc.", ("4722123456",)
    ),
    "Thanks\n\nTom Reed\nSenior Buyer\nBrook Ltd\nTel: (713) 555-0102  Fax: (713) 555-0103\nTom.Reed@Brook.com": SignatureFacts(
        "Tom Reed", "Senior Buyer", "Brook Ltd", ("7135550102",), ("tom.reed@brook.com",)
    ),
    "Ina Roe | Head of Purchasing | Harlow GmbH\nM: 0171 5550123": SignatureFacts(
        "Ina Roe", "Head of Purchasing", "Harlow GmbH", ("1715550123",)
    ),
    "Jan Holm\nHarlow plc\n1400 Main Street\nHouston, TX 77002-1234\n1-800-555-0199": SignatureFacts(
        "Jan Holm", "", "Harlow plc"
    ),
    "Kari Vik\nHead of Buying / +47 22 12 34 56": SignatureFacts("Kari Vik", "Head of Buying", "", ("4722123456",)),
    "Kari Vik\nMain Office / +47 22 12 34 56": SignatureFacts("Kari Vik"),
    "Kari Vik\nDaglig leder\n03/12/2001 09:15 AM": SignatureFacts("Kari Vik", "Daglig leder"),
    "Thanks,\nEva": SignatureFacts(),
    "": SignatureFacts(),
    "Can the manager call me?": SignatureFacts(),
}


@pytest.mark.parametrize("text", CASES)
def test_a_signature_is_read(text):
    """Name, title, company, the writer's own numbers and addresses; faxes, free numbers, postal codes and dates are not theirs."""
    assert signature_facts(text) == CASES[text]


@given(st.text(max_size=400))
def test_anything_is_read_without_an_error(text):
    """No text makes it raise, and numbers are digits."""
    assert all(phone.isdigit() for phone in signature_facts(text).phones)
