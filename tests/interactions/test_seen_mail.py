"""What one mail tells of its mailbox: the class of its folder."""

from __future__ import annotations

import pytest

from regard.interactions.seen_mail import folder_class


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("Sent Items", "sent"),
        ("Gesendete Objekte", "sent"),
        ("INBOX", "inbox"),
        ("Posteingang", "inbox"),
        ("deleted_items", "trash"),
        ("all_documents", "archive"),
        ("Pumps/news", "other"),
        ("", "other"),
        ("_sent_mail", "sent"),
        ("Presentations", "other"),
        ("Consent forms", "other"),
        ("All mail Including Spam and Trash", "archive"),
        ("Bandeja de entrada", "inbox"),
        ("Posta in arrivo", "inbox"),
        ("Received", "inbox"),
        ("Elementos enviados", "sent"),
        ("SentItems", "sent"),
        ("SentMail", "sent"),
        ("sentmail", "sent"),
        ("Koszty 2026", "other"),
        ("Eingangsrechnungen", "other"),
        ("received invoices", "other"),
    ],
)
def test_folders_are_classed_by_name(folder: str, expected: str):
    """The usual names in some languages, as words: what only holds their letters is another folder."""
    assert folder_class(folder) == expected
