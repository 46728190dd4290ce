"""The one place that knows which library takes mail apart: headers, readable text, attachments, content types.

`fast-mail-parser` (Rust) splits the MIME tree and undoes transfer encodings; charsets are decoded here, because mail lies about
them. Where it refuses, the standard library reads the mail, and where that fails too, headers and body are split by hand: every
mail has an answer.
"""

from __future__ import annotations

import codecs
import email
import email.header
import email.policy
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import fast_mail_parser

from regard.model import Attachment
from regard.parse.html import html_to_text, looks_like_html

Headers = dict[str, list[str]]

DEEPEST = 40
"""Levels of MIME nesting that are read; what lies deeper is named as an attachment."""

LONGEST_TEXT = 2_000_000
"""Characters kept of a body: three novels. What is longer is an export pasted into a mail."""

MOST_ATTACHMENTS = 1000
MOST_CALENDARS = 8
"""Calendar parts read of one mail: an invitation comes as two, the second its own copy."""
LARGEST_CALENDAR = 1_000_000
"""Bytes of a calendar part that is read: a longer one is somebody's whole calendar."""

SAFE_SIZE = 32 << 10
"""Bytes below which a mail cannot nest deep enough to exhaust the parser's stack: above 20,000 levels it ends the process."""

_SEVEN_BIT = re.compile(r"(?i)^(?:utf-?7|utf-?16|utf-?32|iso-2022|hz)")
_LATIN = {"", "ascii", "us-ascii", "ansi_x3.4-1968", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "utf-8",
          "utf8", "unknown-8bit", "8bit", "binary", "iso-8859-15"}  # fmt: skip
_BETTER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
           "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8", "iso-8859-11": "cp874", "big5": "big5hkscs"}  # fmt: skip
_TEXT_CODEC = re.compile(r"^(?:utf|iso|cp|windows|koi8|mac|gb|big5|euc|shift|johab|hz|ascii|latin|tis|kz1048|ptcp)")
_CHARSET = re.compile(r"""(?i)\bcharset\*?\s*=\s*"?'?([A-Za-z0-9._:+-]+)""")
_MOST_BOUNDARIES = 256
_BOUNDARY = re.compile(rb"(?i)boundary\s*=\s*\"?([^\s\";]{1,80})")
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,40}\?[BbQq]\?[^?\s]*\?=")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]+")
_CONTROL_BYTES = bytes(c for c in range(128) if c < 9 or c == 11 or 14 <= c < 32 or c == 127)
_QP_LINE_ENDS = re.compile(r"=(?:\n|20\n|0D\n)")
_NOT_QP = re.compile(r"=(?!\n|[0-9A-F]{2})")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that a mail carries: its bytes in UTF-8, and whether it merely hangs on the mail as a file."""

    content: bytes
    attached: bool


@dataclass(slots=True)
class Mail:
    """A mail taken apart. Header names are in lower case, each with every value it came with, encoded words decoded.

    `types` are the content types of all parts, lower case; `names` the decoded (name, address) pairs of an address header
    whose names were encoded, which cannot be told apart after decoding.
    """

    headers: Headers
    text: str
    attachments: tuple[Attachment, ...] = ()
    types: tuple[str, ...] = ("text/plain",)
    names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    calendars: tuple[Calendar, ...] = ()


class Part(Protocol):
    """What is used of a part of a MIME tree."""

    content_type: str
    headers: dict[str, list[str]]
    filename: str
    disposition: str | None
    is_message: bool

    @property
    def content(self) -> bytes | None:
        """The decoded bytes of a leaf."""

    @property
    def children(self) -> Sequence[Part]:
        """The parts of a container."""


def take_apart(raw: bytes) -> Mail:
    """The parts of a mail that are used, whatever its bytes are. Never raises."""
    raw = _without_lead(raw)
    if len(raw) > SAFE_SIZE and _nests_too_deep(raw):
        return _headers_only(raw)
    try:
        root: Part = fast_mail_parser.parse_email_tree(raw)
    except fast_mail_parser.MimeStructureError:
        return _headers_only(raw)
    except Exception:  # noqa: BLE001 -- a library's failure on one mail must not stop the others
        return _by_standard_library(raw)
    mail = _read(root)
    if b"=?" in raw:
        _decode_names(raw, mail)
    return mail


def decode(content: bytes, charset: str) -> str:
    """Bytes as text: as declared where that works, else UTF-8, else windows-1252, and never an error."""
    name = charset.lower().strip("\"' ")
    if content.isascii() and (name in _LATIN or not _SEVEN_BIT.match(name)):
        return content.decode("ascii")
    if name not in _LATIN and (codec := _codec(name)):
        try:
            return content.decode(codec)
        except (UnicodeError, ValueError):
            pass
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        codec = _codec(name) if name not in _LATIN and not _SEVEN_BIT.match(name) else None
        return content.decode(codec or "cp1252", "replace")


# --------------------------------------------------------------------------------------------------- the tree


def _read(root: Part) -> Mail:
    headers = {name.lower(): values for name, values in root.headers.items()}
    if len(headers) != len(root.headers):
        headers = _merged(root.headers)
    if not root.children and root.content_type in ("text/plain", "text/html", "", "text"):
        content_type = headers.get("content-type", [""])[0]
        text = _leaf_text(root, content_type)
        encoding = headers.get("content-transfer-encoding", ("",))[0].lower()
        if "=\n" in text and encoding.strip() not in ("quoted-printable", "base64"):
            text = _unmarked_quoted_printable(text, content_type)
        return Mail(headers, clean(text), (), (root.content_type or "text/plain",))
    walk = _Walk()
    text = walk.body(root, 0, root=True)
    found = Mail(headers, clean(text), tuple(walk.attachments[:MOST_ATTACHMENTS]), tuple(walk.types))
    found.calendars = tuple(walk.calendars)
    return found


def is_calendar(content_type: str, name: str) -> bool:
    """Whether a part of this type and file name is a calendar."""
    return content_type in _CALENDARS or name[-4:].lower() == ".ics"


_CALENDARS = {"text/calendar", "application/ics", "text/x-vcalendar"}


def _calendar(content: bytes, content_type: str, *, attached: bool) -> Calendar:
    found = _CHARSET.search(content_type) if "=" in content_type else None
    return Calendar(decode(content, found[1] if found else "").encode("utf-8", "replace"), attached)


def _merged(headers: dict[str, list[str]]) -> Headers:
    merged: Headers = {}
    for name, values in headers.items():
        merged.setdefault(name.lower(), []).extend(values)
    return merged


class _Walk:
    """The readable text of a MIME tree, and what hangs on it."""

    def __init__(self) -> None:
        self.attachments: list[Attachment] = []
        self.types: list[str] = []
        self.calendars: list[Calendar] = []

    def body(self, part: Part, depth: int, *, root: bool = False) -> str:
        kind = part.content_type.lower()
        if len(self.types) < MOST_ATTACHMENTS:
            self.types.append(kind)
        if part.is_message or depth > DEEPEST:
            self._attach(part, kind)
            return ""
        if part.children:
            texts = [(child.content_type.lower(), self.body(child, depth + 1)) for child in part.children[:MOST_ATTACHMENTS]]
            if kind == "multipart/alternative":
                return _best_alternative(texts)
            return "\n".join(text.rstrip("\n") + "\n" for _, text in texts if text.strip())
        if kind.startswith("multipart/"):
            return ""
        readable = kind in ("text/plain", "text/html", "text", "text/enriched", "")
        if readable and (root or (part.disposition != "attachment" and not part.filename)):
            return _leaf_text(part, _first(part.headers, "content-type"))
        self._attach(part, kind)
        return ""

    def _attach(self, part: Part, kind: str) -> None:
        content = None if part.children and not part.is_message else part.content
        name = _INVISIBLE_NAME.sub("", part.filename or _inner_subject(part))[:255]
        self.attachments.append(Attachment(name, kind, len(content or b"")))
        if content and is_calendar(kind, name) and len(content) <= LARGEST_CALENDAR and len(self.calendars) < MOST_CALENDARS:
            attached = part.disposition == "attachment" or kind != "text/calendar"
            self.calendars.append(_calendar(content, _first(part.headers, "content-type"), attached=attached))


_INVISIBLE_NAME = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def _inner_subject(part: Part) -> str:
    return _first(part.children[0].headers, "subject") if part.is_message and part.children else ""


def _first(headers: dict[str, list[str]], name: str) -> str:
    for key, values in headers.items():
        if key.lower() == name and values:
            return values[0]
    return ""


@lru_cache(maxsize=1 << 10)
def _charset(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def _leaf_text(part: Part, content_type: str) -> str:
    text = decode(part.content or b"", _charset(content_type) if "=" in content_type else "")
    if part.content_type.lower() == "text/html" or ("<" in text[:300] and looks_like_html(text)):
        return html_to_text(text)
    return text


def _best_alternative(texts: list[tuple[str, str]]) -> str:
    """Plain text where it says about as much as the other reading; a stub ("view this in a browser") gives way."""
    plain = next((text for kind, text in texts if kind == "text/plain" and text.strip()), "")
    other = max((text for kind, text in texts if kind != "text/plain"), key=len, default="")
    if not plain or (len(plain) < 300 and len(other) > 5 * len(plain) + 200 and ">" not in plain):
        return other or plain
    return plain


def clean(text: str) -> str:
    r"""Text with "\n" for newlines, without control characters and lone surrogates, at most `LONGEST_TEXT` long."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():  # deleting by table costs a fifth of searching
        plain = text.encode("ascii")
        kept = plain.translate(None, _CONTROL_BYTES)
        if len(kept) != len(plain):
            text = kept.decode("ascii")
    else:
        text = _CONTROL.sub("", text)
    if "\x0c" in text:
        text = text.replace("\x0c", "\n")
    return text[:LONGEST_TEXT]


def _unmarked_quoted_printable(text: str, content_type: str) -> str:
    """Undo quoted-printable that no header declares, as archives leave it; only where every "=" is one of its signs."""
    ends = len(_QP_LINE_ENDS.findall(text))
    if ends < 2 or len(_NOT_QP.findall(text)) > ends // 10:
        return text
    found = _CHARSET.search(content_type)
    return decode(quopri.decodestring(text.encode("utf-8", "surrogateescape")), found[1] if found else "")


@lru_cache(maxsize=256)
def _codec(name: str) -> str | None:
    """The name of a codec that makes text of bytes; None for what is unknown or no charset (`rot13`, `zlib`)."""
    try:
        found = codecs.lookup(_BETTER.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return found if _TEXT_CODEC.match(found) else None


# ---------------------------------------------------------------------------------------------------- headers


def _without_lead(raw: bytes) -> bytes:
    """The mail without a byte order mark, empty lines or a separator line before its headers, its lines ended by line feeds."""
    if raw[:1] in b"\xef\r\n \t>F" or raw[:1] == b"":
        raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
        while raw.startswith((b"From ", b">From ")):
            raw = raw.partition(b"\n")[2]
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    return raw


def _decode_names(raw: bytes, mail: Mail) -> None:
    """Names behind encoded words: read before they are decoded, and leftovers of unknown charsets decoded by hand."""
    for values in mail.headers.values():
        for i, value in enumerate(values):
            if "=?" in value and _ENCODED_WORD.search(value):
                values[i] = decode_words(value)
    try:
        flat: Any = fast_mail_parser.parse_email(raw, mode="metadata")
    except Exception:  # noqa: BLE001 -- the names are then read from the decoded header
        return
    found = {
        "from": [flat.from_] if flat.from_ else [],
        "to": flat.to,
        "cc": flat.cc,
        "bcc": flat.bcc,
        "reply-to": flat.reply_to,
    }
    for header, mailboxes in found.items():
        if mailboxes and len(mail.headers.get(header, ())) == 1:
            mail.names[header] = [(decode_words(box.display_name or ""), box.address) for box in mailboxes]


def decode_words(value: str) -> str:
    """A header value with its RFC 2047 words decoded, whatever their charset claims to be."""
    if "=?" not in value:
        return value
    try:
        pieces = email.header.decode_header(value)
    except Exception:  # noqa: BLE001 -- broken base64 and worse
        return value
    return "".join(p if isinstance(p, str) else decode(p, charset or "") for p, charset in pieces)


def _nests_too_deep(raw: bytes) -> bool:
    """Whether a mail declares so many different boundaries that it can only be an attack."""
    if raw.count(b"oundary") + raw.count(b"OUNDARY") <= _MOST_BOUNDARIES:
        return False
    return len(set(_BOUNDARY.findall(raw))) > _MOST_BOUNDARIES


def _headers_only(raw: bytes) -> Mail:
    """Headers of a mail whose parts are nested beyond reason; its body is named, not read."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    headers: Headers = {}
    for line in re.sub(rb"\n[ \t]+", b" ", head[: 1 << 20]).split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            text = decode_words(decode(value.strip(), ""))
            headers.setdefault(decode(name.strip().lower(), ""), []).append(text)
    kind = headers.get("content-type", ["text/plain"])[0].partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        return Mail(headers, "", (Attachment("", kind, len(body)),), (kind,))
    return Mail(headers, clean(decode(body, "")), (), (kind,))


def _by_standard_library(raw: bytes) -> Mail:
    """The same by `email`, which forgives more: broken base64, missing boundaries."""
    try:
        return _standard(email.message_from_bytes(raw, policy=email.policy.compat32))
    except Exception:  # noqa: BLE001 -- recursion, codecs, and what is yet to be found
        return _headers_only(raw)


def _standard(message: Any) -> Mail:
    headers: Headers = {}
    for name, value in message.items():
        flat = re.sub(r"\r?\n[ \t]*", " ", str(value))
        headers.setdefault(name.lower(), []).append(decode_words(flat.encode("utf-8", "replace").decode("utf-8")))
    texts: list[tuple[str, str]] = []
    attachments: list[Attachment] = []
    types: list[str] = []
    calendars: list[Calendar] = []
    for part in message.walk():
        kind = part.get_content_type()
        types.append(kind)
        if part.is_multipart() or len(types) > MOST_ATTACHMENTS:
            continue
        content = part.get_payload(decode=True) or b""
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not part.get_filename():
            text = decode(content, str(part.get_content_charset() or ""))
            texts.append((kind, html_to_text(text) if kind == "text/html" else text))
        else:
            name = decode_words(str(part.get_filename() or ""))[:255]
            attachments.append(Attachment(name, kind, len(content)))
            if content and is_calendar(kind, name) and len(content) <= LARGEST_CALENDAR and len(calendars) < MOST_CALENDARS:
                attached = part.get_content_disposition() == "attachment" or kind != "text/calendar"
                calendars.append(_calendar(content, str(part.get("content-type", "")), attached=attached))
    plain = [text for kind, text in texts if kind == "text/plain" and text.strip()]
    found = Mail(headers, clean("\n".join(plain or [text for _, text in texts])), tuple(attachments), tuple(types))
    found.calendars = tuple(calendars)
    return found
