"""Which kind of record a file is, by its name: mail, calendar, transcripts or CRM rows.

In a folder or archive the name alone decides, so that every file belongs to exactly one source, whichever source looks at it. A file
that is named to `sync` itself is looked into as well (`by_content`): there a name may say nothing.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["mail", "calendar", "transcripts", "crm"]
KINDS: tuple[Kind, ...] = ("mail", "calendar", "transcripts", "crm")

_BY_NAME: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"(?i)\.(?:ics|ical|icalendar|ifb)(?:\.gz)?$"), "calendar"),
    (re.compile(r"(?i)\.vtt(?:\.gz)?$"), "transcripts"),
    (re.compile(r"(?i)\.(?:csv|tsv)(?:\.gz)?$"), "crm"),
)
_OTHER_NAME = re.compile(r"(?i)[.](?:ics|ical|icalendar|ifb|vtt|csv|tsv)(?:\.gz)?$")
_LEAD = rb"\s*(?:\xef\xbb\xbf)?\s*"
_BY_CONTENT: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(_LEAD + rb"(?i:BEGIN:V(?:CALENDAR|EVENT))"), "calendar"),
    (re.compile(_LEAD + rb"WEBVTT"), "transcripts"),
)


def by_name(name: str) -> Kind:
    """What a file of this name is; whatever no other kind claims is mail."""
    if not _OTHER_NAME.search(name):  # one look instead of one for each kind: most files are mail
        return "mail"
    return next((kind for pattern, kind in _BY_NAME if pattern.search(name)), "mail")


def by_content(head: bytes) -> Kind | None:
    """What a file is that begins so, where its beginning alone tells."""
    return next((kind for pattern, kind in _BY_CONTENT if pattern.match(head)), None)


def is_zip(name: str) -> bool:
    """Whether a file of this name is looked into as an archive by every kind of source."""
    return name[-4:].lower() == ".zip"
