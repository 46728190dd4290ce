"""What a file holds, by its first bytes; and which files of a mail folder are no items at all."""

from __future__ import annotations

import re
from typing import Literal

Content = Literal["mail", "mbox", "gz", "zip", "not_mail", "binary", "empty"]

HEAD = 8192
"""Bytes looked at."""

_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")
_HEADER_FIRST = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_MAIL_HEADER_NAME = (
    rb"(?:message-id|from|to|cc|bcc|subject|date|received|return-path|sender|delivered-to|mime-version|reply-to"
    rb"|in-reply-to|references|content-type|envelope-to|x-envelope-from|newsgroups|resent-[a-z]+)[ \t]*:"
)
_MAIL_HEADER_FIRST = re.compile(rb"(?i)" + _MAIL_HEADER_NAME)
_MAIL_HEADER = re.compile(rb"(?im)^" + _MAIL_HEADER_NAME)
_OTHER_KIND = re.compile(rb"(?i)BEGIN:V(?:CALENDAR|CARD|EVENT)|WEBVTT")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
SEPARATOR = re.compile(
    rb"From (?:[^\n]{0,300}?[ \t])?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+(?=[^\n]{0,40}\d{1,2}:\d\d)[^\n]{0,60}?(?:19|20)\d\d"
)
"""A line that separates the messages of an mbox: a sender or none, a weekday, a time and a year."""

# Files that only serve the program that keeps the folder. Everything else in a mail folder is an item and is counted.
_CONTROL_FILE = re.compile(
    r"""(?ix) \. .*                                   # dot files: .DS_Store, .done, .uidvalidity, .mbsyncstate
    | dovecot [-.] .* | courierimap .* | maildirfolder | maildirsize | subscriptions | cyrus\. .*
    | thumbs\.db | desktop\.ini | .* \. (?: msf | lock )"""
)


def is_control_file(name: str) -> bool:
    """Whether `name` is a program's own file rather than an item: dot files, dovecot's and Courier's, `Thumbs.db`, `*.msf`."""
    return _CONTROL_FILE.fullmatch(name) is not None


def content(head: bytes) -> Content:
    """What a file holds whose first `HEAD` bytes these are. A mail needs one header that mails have, within its first block."""
    if not head:
        return "empty"
    if _MAIL_HEADER_FIRST.match(head):
        return "mail"
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    lead = _LEAD.match(head)
    start = lead.end() if lead else 0
    if head.startswith(b"From ", start):
        return "mbox" if _opens_mbox(head, start) else "not_mail"
    blank = _BLANK_LINE.search(head, start)
    block = head[start : blank.start() if blank else HEAD]
    if b"\r" in block and b"\n" not in block:
        block = block.replace(b"\r", b"\n")
    known = len(_MAIL_HEADER.findall(block))
    if known >= 2 or (known and _HEADER_FIRST.match(block)):
        return "not_mail" if _OTHER_KIND.match(block) else "mail"
    return "binary" if b"\0" in head or not head.strip() else "not_mail"


def explain(head: bytes) -> str:
    """A few words on a file that is no mail, for the person who put it there."""
    if head.startswith(b"!BDN"):
        return "an Outlook data file (.pst); export it as .eml or mbox"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "an Outlook .msg or Office file; save it as .eml"
    if head.lstrip(b"\xef\xbb\xbf\r\n ").startswith(b"BEGIN:VCALENDAR"):
        return "a calendar file"
    if head.lstrip(b"\xef\xbb\xbf\r\n ").startswith(b"WEBVTT"):
        return "a transcript"
    return ""


def _opens_mbox(head: bytes, start: int) -> bool:
    """Whether the first line separates messages: it looks so, or a header follows it."""
    if SEPARATOR.match(head, start):
        return True
    end = head.find(b"\n", start)
    return end > 0 and _HEADER_FIRST.match(head, end + 1) is not None
