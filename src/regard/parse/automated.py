"""Did a machine write this? Lists, newsletters, bounces, out-of-office notes, calendar notices and notifications, apart from people.

Headers decide first, then who sends, then words that only machines use. In doubt a person wrote it: a missed newsletter costs a
row, a buyer taken for a machine costs a relationship.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from regard.model import Party
from regard.parse.authenticity import UNPROVEN, disowned
from regard.parse.hints import found as hinted
from regard.parse.phrases import either
from regard.parse.phrases.machines import (
    AWAY_HINTS,
    AWAY_SUBJECTS,
    AWAY_TEXTS,
    BOUNCE_SUBJECTS,
    BOUNCE_TEXTS,
    CALENDAR_SUBJECTS,
    CALENDAR_TEXTS,
)
from regard.parse.small_print import FOOTERS
from regard.parse.subject import is_marked

_BOUNCER = re.compile(r"^(?:mailer-?daemon|postmaster|mail-?delivery(?:-?system|-?subsystem)?|mdaemon|bounces?)$")
_MACHINE = re.compile(
    r"""(?x) ^(?: (?:.*[._+-])? (?: no[._-]?repl(?:y|ies) | do[._-]?not[._-]?repl(?:y|ies) | nicht[._-]?antworten
        | ne[._-]?pas[._-]?repondre | no[._-]?responder | no[._-]?address | no[._-]?response | unattended | autoreply
        | auto[._-]?mailer | autonotify | auto[._-]?notification
      ) (?:[._+-].*)?
      | (?:.*[._-])? (?: notifications? | alerts? | announcements? ) (?:[._-].*)?
      | notify | notifier | root | daemon | cron | nagios | jira | jenkins | bugzilla | arsystem | system[._-]?administrator
      | e?mailer | automailer | mailsweeper.* | .*\.mailsweeper\.admin | calendar-notification | drive-shares.* )$"""
)
_NEWS = re.compile(
    r"^(?:.*[._-])?(?:newsletters?|e-?news|news[._-]?flash|news[._-]?alerts?|digest|mailings?|listserv|listcaster|listbot|majordomo)"
    r"(?:[._-].*)?$|^(?:.*[._-])?news$|^(?:offers?|promotions?|promo|deals)$"
)
_LIST_SENDER = re.compile(r"^(?:owner-.*|.*-owner|.*-request|.*-bounces?|bounce-.*)$")
_NEWS_HOST = re.compile(
    r"@(?:(?:e|m|mail|email|reply)?(?:news(?:letters?)?|offers|mailings?|listbot|listserv)\.|e?news[a-z]*\.)"
)

_SERVICE = re.compile(
    r"""(?x) ^(?: thanks? | thank-?you | orders? | order[._-]?(?:confirm(?:ation)?s?|status|updates?) | auto-?confirm | confirmations?
      | receipts? | billing | reservations? | itinerar(?:y|ies) | ship(?:ping|ment)s? | tracking | memberships? | rewards
      | (?:customer|client|member|travell?er|guest|user)[._-]?(?:care|service|support|relations)
      | account[._-]?(?:updates?|services?) )$"""
)
"""Where shops, carriers and services write from. A person may answer there too: the words must be a machine's as well."""
_SERVED = re.compile(
    r"""(?x) \b(?: your\ (?:order|reservation|booking|itinerary|confirmation|account|ticket|shipment|password)\ (?:number|has\ been|is|was)
      | (?:order|confirmation|tracking|reservation|booking)\ (?:number|code)
      | thank\ you\ for\ (?:ordering|shopping|booking|choosing|registering|signing\ up|your\ order)
      | you(?:'ve|\ have)\ (?:signed\ up|registered|subscribed) | (?:please\ )?do\ not\ reply | click\ (?:here|below|on\ the)
      | visit\ (?:us\ at|our\ (?:web\ ?)?site) | log\ ?in\ to | sign\ in\ to | sent\ (?:to\ you\ )?automatically | frequently\ asked )\b"""
)
LONGEST_NOTICE = 20_000
_SIGNED_UP = re.compile(
    r"\b(?:as|because|since) you(?:'ve| have)? (?:recently )?(?:signed up|registered|subscribed|opted in)\b"
    r"|\bthis (?:e-?mail|message|notice) (?:was|is|has been) (?:automatically|auto-?) ?(?:generated|sent)\b"
)
"""What a service says to whoever signed up: from an address of a service it is enough alone."""

_BOUNCE_SUBJECT = re.compile(rf"(?i){either(BOUNCE_SUBJECTS)}")
_BOUNCE_TEXT = re.compile(rf"(?i){either(BOUNCE_TEXTS)}")
_AWAY_SUBJECT = re.compile(rf"(?i)(?:re\s*:\s*)?{either(AWAY_SUBJECTS)}")
_AWAY_TEXT = re.compile(rf"(?i)\s*{either(AWAY_TEXTS)}")
_CALENDAR_SUBJECT = re.compile(rf"(?i)\s*{either(CALENDAR_SUBJECTS)}\s*:")
_CALENDAR_TEXT = re.compile(rf"(?im)^\W*{either(CALENDAR_TEXTS)}")
_RECEIPT_SUBJECT = re.compile(
    r"(?i)(?:read|not read|gelesen|ungelesen|lu|leído|letto|gelezen|delivered|relayed|read receipt|return receipt)\s*(?::|\()"
)
_RECEIPT_TEXT = re.compile(
    r"(?i)your message[\s\S]{0,400}?was (?:read|deleted without being read)|return receipt|wurde [^\n]{0,60}gelesen"
)
_FOOTER = re.compile(rf"(?i)\b{either(FOOTERS)}")


def automated(
    headers: Mapping[str, Sequence[str]],
    sender: Party | None,
    subject: str,
    text: str,
    types: Sequence[str] = (),
    *,
    checked: bool = True,
) -> str:
    """Empty for a person's mail, else why not: list, newsletter, bounce, out_of_office, calendar, notification or sender_unproven.

    `headers` have names in lower case; `text` is what the sender wrote, without quotes, so that a passed-on newsletter is the
    passer-on's own mail; `types` are the content types of all parts. `checked`: whether the receiving server's check of the sender counts;
    lists and newsletters fail it often and stay what they are.
    """
    found = _by_machine(headers, sender, subject, text, types)
    return UNPROVEN if checked and found not in ("list", "newsletter") and disowned(headers) else found


def _by_machine(
    headers: Mapping[str, Sequence[str]], sender: Party | None, subject: str, text: str, types: Sequence[str]
) -> str:
    local, at, host = sender.address.rpartition("@") if sender else ("", "", "")
    local = local or host
    if is_bounce(headers, local, subject, text, types):
        return "bounce"
    if _is_away(headers, subject, text):
        return "out_of_office"
    if _is_calendar(headers, subject, text, types):
        return "calendar"
    if _is_receipt(subject, text, types):
        return "notification"
    if found := _by_list_headers(headers):
        return found
    if _says(headers, "auto-submitted", "auto-generated", "auto-notified", "auto-replied"):
        return "notification"
    if found := _by_sender(local, host if at else ""):
        return "newsletter" if _has_footer(text) else found
    return _by_words(local, text)


def automated_quote(sender: str, text: str) -> str:
    """The same of a mail that is known from a quote: by who sent it and by its words, for of headers nothing is left."""
    local, at, host = sender.rpartition("@")
    if found := _by_sender(local or host, host if at else ""):
        return "newsletter" if _has_footer(text) else found
    return _by_words(local or host, text)


def _by_words(local: str, text: str) -> str:
    """A service's notice, or a mailing by the words that let its readers go."""
    if _SERVICE.match(local):
        low = text[:LONGEST_NOTICE].lower()
        if len(set(_SERVED.findall(low))) >= 2 or _SIGNED_UP.search(low):
            return "notification"
    return "newsletter" if _has_footer(text) else ""


@lru_cache(maxsize=1 << 14)
def _by_sender(local: str, host: str) -> str:
    """What an address says of itself: `noreply@`, `news@`, `owner-…@`."""
    if _MACHINE.match(local):
        return "notification"
    if _NEWS.match(local) or _NEWS_HOST.search(f"@{host}"):
        return "newsletter"
    return "list" if _LIST_SENDER.match(local) else ""


def is_bounce(headers: Mapping[str, Sequence[str]], local: str, subject: str, text: str, types: Sequence[str] = ()) -> bool:
    """A report that a mail was not delivered: by its type, or from a mail system and in its words."""
    if "message/delivery-status" in types or "report-type=delivery-status" in _one(headers, "content-type").lower():
        return True
    system = _BOUNCER.match(local) is not None
    if system and not is_marked(subject):
        return True
    if not system and not _BOUNCE_SUBJECT.match(subject):
        return False
    return _one(headers, "return-path").strip() == "<>" or _BOUNCE_TEXT.search(text[:4000]) is not None


def _is_away(headers: Mapping[str, Sequence[str]], subject: str, text: str) -> bool:
    if _AWAY_SUBJECT.match(subject) or "x-autoreply" in headers or "x-autorespond" in headers:
        return True
    replied = _says(headers, "auto-submitted", "auto-replied") or _says(headers, "precedence", "auto_reply", "auto-reply")
    if replied:
        return True
    head = text[:700]
    return any(map(head.__contains__, AWAY_HINTS)) and _AWAY_TEXT.match(head) is not None


def _is_calendar(headers: Mapping[str, Sequence[str]], subject: str, text: str, types: Sequence[str]) -> bool:
    if "text/calendar" in types or _one(headers, "content-class").lower().startswith("urn:content-classes:calendar"):
        return True
    if len(text) > 6000:
        return False
    if _CALENDAR_SUBJECT.match(subject):
        return not text.strip() or _CALENDAR_TEXT.search(text) is not None
    start = text[:200].lstrip().lower()
    return start.startswith(("calendar entry", "begin:vcalendar"))


def _is_receipt(subject: str, text: str, types: Sequence[str]) -> bool:
    if "message/disposition-notification" in types:
        return True
    return bool(_RECEIPT_SUBJECT.match(subject)) and _RECEIPT_TEXT.search(text[:2000]) is not None


def _by_list_headers(headers: Mapping[str, Sequence[str]]) -> str:
    """A mailing list where people write to each other, or a mailing that one sender sends to many."""
    if any(name in headers for name in ("list-post", "mailing-list", "x-mailing-list", "x-mailman-version")):
        return "list" if _one(headers, "list-post").strip().upper() != "NO" else "newsletter"
    precedence = _one(headers, "precedence").strip().lower()
    if precedence == "list":
        return "list"
    if "list-unsubscribe" in headers or "feedback-id" in headers or "x-campaign-id" in headers:
        return "newsletter"
    if "list-id" in headers or "x-list" in headers:
        return "list"
    return "newsletter" if precedence in ("bulk", "junk") else ""


def _has_footer(text: str) -> bool:
    """Words by which mailings let their readers go, near the end or at the very start."""
    hints = hinted(text, "footer")
    if not hints:
        return False
    size = len(text)
    ends = ((0, size),) if size <= 1900 else ((size - 1500, size), (0, 400))
    return any(
        any(start <= at and end <= stop for at, end in hints) and _FOOTER.search(text[start:stop]) for start, stop in ends
    )


def _one(headers: Mapping[str, Sequence[str]], name: str) -> str:
    values = headers.get(name)
    return values[0] if values else ""


def _says(headers: Mapping[str, Sequence[str]], name: str, *values: str) -> bool:
    return name in headers and _one(headers, name).strip().lower().startswith(values)
