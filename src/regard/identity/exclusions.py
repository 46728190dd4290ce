"""What stays out of the book: mail the user excluded, and by default private, legal, HR, health and union threads.

An excluded mail is counted and kept out of everything else. `excluded` gives the rule that speaks first, as "kind:pattern"
("domain:bank.example", "default:health"), or "". Defaults look at three things: the folder's own name, who takes part (our own
legal, HR and medical mailboxes) and phrases in the subject and the author's own words (`sensitive`). Phrases are whole
expressions, never single words: talk of contracts is not legal advice, a hospital can be a customer, Union Street is no union.
Phrases that are also a buyer's daily business ("performance review") count only where nobody outside our company takes part, and
what is a customer's own (their works council's consent, their counsel's view of our terms) does not count at all (`whose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Literal

from regard.identity.normalize import domain_of, is_freemail, local_key
from regard.identity.sensitive import (
    ALWAYS,
    BREAKS,
    BUSINESS_FOLDERS,
    FOLDERS,
    INSIDE,
    MAILBOXES,
    PRIVATE_SUBJECT,
    SCANNED,
    TELLING,
)
from regard.identity.whose import ADVISERS, Whose, keeps_out
from regard.idn import wire_domain
from regard.parse.many_words import ManyWords

Kind = Literal["person", "domain", "folder", "subject", "default"]
Topic = Literal["private", "legal", "hr", "health", "union"]
TOPICS: tuple[Topic, ...] = ("private", "legal", "hr", "health", "union")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One rule. `pattern` by kind:

    person: an address, or a person's or handle's id. domain: a domain, with all below it. folder: a folder's name anywhere in
    the path, or a path, `*` allowed. subject: words that stand together in the subject, `*` allowed. default: one of TOPICS.
    Letter case never matters.
    """

    kind: Kind
    pattern: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.pattern}"


DEFAULTS: tuple[Exclusion, ...] = tuple(Exclusion("default", topic) for topic in TOPICS)
"""What is excluded unless the user removes it."""


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What exclusions look at. `own`: the author's own words; `addresses`: all parties; `ids`: their person and handle ids; `author`:
    the address that wrote it, "" where that is not known."""

    folder: str
    subject: str
    own: str
    addresses: tuple[str, ...]
    ids: tuple[str, ...] = ()
    author: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Exclusions made ready for many messages. `us` are the endings of our addresses."""

    people: frozenset[str]
    domains: frozenset[str]
    folders: tuple[str, ...]
    subjects: tuple[tuple[str, re.Pattern[str]], ...]
    topics: frozenset[str]
    us: tuple[str, ...]

    def said(self) -> tuple[object, ...]:
        """What they say in an order that does not change from one process to the next."""
        subjects = tuple(pattern for pattern, _ in self.subjects)
        return (sorted(self.people), sorted(self.domains), self.folders, subjects, sorted(self.topics), self.us)


def rules(exclusions: Iterable[Exclusion], us_domains: Iterable[str] = ()) -> Rules:
    """Compiles exclusions. `us_domains` tell which legal and HR mailboxes are ours, and which mail stays inside.

    Raises ValueError for an unknown topic or an empty pattern.
    """
    by_kind: dict[str, list[str]] = {}
    for e in exclusions:
        pattern = e.pattern.strip().casefold()
        if not pattern.strip("* "):
            raise ValueError(f"An exclusion by {e.kind} needs a pattern that names something.")
        if e.kind == "default" and pattern not in TOPICS:
            raise ValueError(f"“{e.pattern}” is no default exclusion; they are {', '.join(TOPICS)}.")
        by_kind.setdefault(e.kind, []).append(pattern)
    return Rules(
        people=frozenset(by_kind.get("person", ())),
        domains=frozenset(wire_domain(p.lstrip("@")) for p in by_kind.get("domain", ())),
        folders=tuple(sorted(p.strip("/") for p in by_kind.get("folder", ()))),
        subjects=tuple((p, _phrase(p)) for p in sorted(by_kind.get("subject", ()))),
        topics=frozenset(by_kind.get("default", ())),
        us=tuple(sorted({mark + wire_domain(d) for d in us_domains for mark in "@."})),
    )


def excluded(message: MessageFacts, exclusions: Rules | Sequence[Exclusion]) -> str:
    """Why a message is excluded ("kind:pattern"), or "". The user's own rules speak before the defaults."""
    ready = exclusions if isinstance(exclusions, Rules) else _cached(tuple(exclusions))
    return _by_user(message, ready) or _by_default(message, ready)


@lru_cache(maxsize=64)
def _cached(exclusions: tuple[Exclusion, ...]) -> Rules:
    return rules(exclusions)


# ------------------------------------------------------------------------------------------------ the user's own


def _by_user(message: MessageFacts, ready: Rules) -> str:
    if ready.people:
        for who in (*message.addresses, *message.ids):
            for one in (who.casefold(), local_key(who)):  # whoever is left out by their address is so with a `+tag` too
                if one in ready.people:
                    return f"person:{one}"
    if ready.domains:
        for address in message.addresses:
            if found := _domain_rule(domain_of(address), ready.domains):
                return f"domain:{found}"
    if ready.folders:
        path = message.folder.casefold().strip("/")
        parts = re.split(r"[/\\]", path)
        for pattern in ready.folders:
            if (
                fnmatchcase(path, pattern)
                or any(fnmatchcase(part, pattern) for part in parts)
                or path.startswith(pattern + "/")
            ):
                return f"folder:{pattern}"
    if ready.subjects:
        subject = message.subject.casefold()
        for text, phrase in ready.subjects:
            if phrase.search(subject):
                return f"subject:{text}"
    return ""


def _domain_rule(domain: str, excluded_domains: frozenset[str]) -> str:
    """The excluded domain that `domain` is or stands below, or ""."""
    while domain:
        if domain in excluded_domains:
            return domain
        domain = domain.partition(".")[2]
    return ""


def _phrase(pattern: str) -> re.Pattern[str]:
    """A subject pattern as whole words; `*` stands for anything."""
    body = r"\s+".join(".*".join(re.escape(bit) for bit in word.split("*")) for word in pattern.split())
    start = r"(?<!\w)" if pattern[0].isalnum() else ""
    end = r"(?!\w)" if pattern[-1].isalnum() else ""
    return re.compile(start + body + end)


# --------------------------------------------------------------------------------------------------- by default


def _by_default(message: MessageFacts, ready: Rules) -> str:
    if not ready.topics:
        return ""
    topic = folder_topic(message.folder)
    if topic in ready.topics:
        return f"default:{topic}"
    ours = [address for address in message.addresses if address.endswith(ready.us)]
    for address in ours:
        topic = MAILBOXES.get(address.partition("@")[0], "")
        if topic in ready.topics:
            return f"default:{topic}"
    inside = bool(ours) and len(ours) == len(message.addresses)
    found = content_topic(
        message.subject, message.own, inside=inside, among=ready.topics, by=_author(message, ready.us, inside)
    )
    return f"default:{found}" if found else ""


def _author(message: MessageFacts, us: tuple[str, ...], inside: bool) -> Whose:
    """Who wrote a message, as far as it tells whose matter it speaks of."""
    if not us or not message.author:
        return ""
    if any(map(_advises, message.addresses)):
        return ""
    if not message.author.endswith(us):
        return "them"
    return "inside" if inside else "us"


@lru_cache(maxsize=1 << 14)
def _advises(address: str) -> bool:
    """Whether behind an address there may be somebody who speaks of people's own matters: an adviser, or anybody at home."""
    return ADVISERS.search(address) is not None or is_freemail(address.rpartition("@")[2])


@lru_cache(maxsize=1)
def _telling() -> tuple[ManyWords, tuple[str, ...]]:
    """The words that tell of a topic, and the topic of each."""
    return ManyWords(TELLING), tuple(TELLING.values())


def _told(text: str) -> set[str]:
    """The topics that whole words of a text speak of; it begins and ends with a break."""
    words, topics = _telling()
    return {topics[n] for n, start, end in words.places(text) if _parts(text[start - 1]) and _parts(text[end])}


def _parts(sign: str) -> bool:
    return sign.isspace() or ord(sign) in BREAKS


@lru_cache(maxsize=4096)
def folder_topic(folder: str) -> str:
    """The topic a folder's own name gives away, or "". Folders below one for customers or the like are named after those."""
    for part in re.split(r"[/\\]", folder.casefold()):
        name = re.sub(r"[\s_.-]+", " ", part).strip()
        if name in BUSINESS_FOLDERS:
            return ""
        if name in FOLDERS:
            return FOLDERS[name]
    return ""


def content_topic(subject: str, own: str, *, inside: bool, among: frozenset[str] = frozenset(TOPICS), by: Whose = "") -> str:
    """The first of the topics `among` that a subject or the first 3,000 characters of own words speak of, or "". `by` says who wrote
    it: what is a customer's own counts as business (`identity.whose`)."""
    if "private" in among and PRIVATE_SUBJECT.match(subject):
        return "private"
    written = f"\n{subject}\n\n{own[:SCANNED]}\n"
    text = written.lower()
    topics = _told(text)
    if not topics:
        return ""
    for topic in ALWAYS:
        if topic not in topics or topic not in among:
            continue
        if keeps_out(topic, written, ALWAYS[topic].finditer(text), by):
            return topic
        if inside and INSIDE[topic].search(text):
            return topic
    return ""
