"""Whose mailbox holds a mail, and in which folder? Complete ones, one that went dark, one with sent mail only."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from regard.demo.records import Mail, Seller

_FOLDERS = {  # (inbox, sent) as each kind of mailbox calls them
    "mbox folders": ("Inbox", "Sent Items"),
    "maildir": ("INBOX", "Sent"),
    "takeout": ("Inbox", "Sent"),
    "eml": ("Inbox", "Sent Items"),
    "sent only": ("", "Sent"),
}
_FILED = {"personnel": "HR", "newsletter": "Newsletters"}


def holders(sellers: Iterable[Seller], mail: Mail) -> list[Seller]:
    """The sellers in whose mailbox the mail is, as it can be read at the end."""
    people = mail.people
    return [s for s in sellers if s.key in people and _kept(s, mail)]


def _kept(seller: Seller, mail: Mail) -> bool:
    if seller.dark_from is not None and mail.at >= seller.dark_from:
        return False
    return seller.box != "sent only" or mail.sender == seller.key


def folder(seller: Seller, mail: Mail) -> str:
    """The folder it lies in there; some mail has been filed away from the inbox."""
    inbox, sent = _FOLDERS[seller.box]
    if mail.sender == seller.key:
        return sent
    filed = _FILED.get(mail.family, "")
    if filed and crc32(f"{seller.key} {mail.key}".encode()) % 3:
        return filed
    if seller.box in {"mbox folders", "eml"} and mail.family == "buyer" and crc32(mail.thread.encode()) % 4 == 0:
        return "Customers"
    return inbox
