"""Whom do the buyer's own words name, and what is said of price and competitors? Read sentence by sentence in their own zones.

A seat is somebody the buyer says will look at it, sign it or be asked. English, and the commonest German forms; a sentence that says
neither a name nor a rank yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from regard.deals.records import Touch
from regard.evidence.language.sentences import plain, sentences


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names somebody: `name` and `title` as written ("" where it has none); `defers` they are said to have the say."""

    touch: str
    us: int
    by: str
    start: int
    end: int
    quote: str
    name: str
    title: str
    defers: bool


_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’]*(?:-[A-ZÀ-ÖØ-Þ]?[\w'’]+)?"
_NAME = rf"{_WORD}(?: (?:van|von|de|der|den|di|la|le|el|al|dos|da) ?)*(?: {_WORD}){{0,2}}"
_FULL = rf"{_WORD}(?: (?:van|von|de|der|den|di|la|le|el|al|dos|da))*(?: {_WORD}){{1,2}}"
_TITLE = (
    r"(?:c[efiot]o|cmo|ciso|chief \w+(?: \w+)? officer|managing director|vice president(?: of \w+)?|[se]?vp(?: of)?(?: \w+)?"
    r"|(?:finance|financial|technical|commercial|operations|it|purchasing|procurement|plant|site|regional|group|managing|sales|hr|legal"
    r"|quality|supply chain|general|account|works|production|logistics) (?:director|manager|head|lead|team|department)"
    r"|director(?: of \w+(?: \w+)?)?|head of \w+(?: \w+)?|general counsel|lawyers?|legal|procurement|purchasing|controller|treasurer"
    r"|owner|founders?|boss|manager|superior|board|management|executive committee|steering (?:committee|group)"
    r"|geschäftsführ(?:er|erin|ung)|vorstand|chef(?:in)?|einkauf|rechtsabteilung)"
)
_SAY = (
    r"(?:who (?:signs|decides|approves|has the (?:last|final) (?:word|say))|(?:will|must|has to|needs to|would have to|is going to|have to|need to) "
    r"(?:sign|decide|approve|agree|look at it|see (?:it|this)|release|authori[sz]e)|(?:signs|decides|approves)(?: it| this| that| off)?\b"
    r"|has the (?:last|final) (?:word|say))"
)
_ASK = (
    r"(?:check|talk|speak|discuss|clear|align|agree)(?: (?:it|this|that|everything))?(?: internally)? with"
    r"|run (?:it|this|that) (?:past|by)|(?:go|goes|went|going|passed?|sent?|hand(?:ed)?) (?:it |this |that |up |on )?(?:to|past)"
    r"|convince|ask|(?:needs?|requires?|waiting for|subject to) (?:the )?(?:approval|sign-?off|okay|consent|signature|go-ahead) (?:of|by|from)"
    r"|(?:signed|approved|decided|released|signed off) by|up to|report to|on the desk of"
)
_OUR = r"(?:my|our|the|unser(?:e|em|en|er)?|mein(?:e|em|en|er)?)"
_FORMS: tuple[tuple[str, bool], ...] = (
    (rf"(?P<name>{_NAME}),? (?:who is )?(?i:{_OUR}) (?P<title>(?i:{_TITLE}))\b[, ]*(?P<say>(?i:{_SAY}))?", False),
    (rf"(?P<name>{_NAME}) ?\((?:(?i:{_OUR}) )?(?P<title>(?i:{_TITLE}))\)", False),
    (rf"\b(?i:{_ASK}) (?:(?i:{_OUR}) )(?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{_NAME}))?", True),
    (rf"\b(?i:{_ASK}) (?P<name>{_NAME})", True),
    (rf"\b(?i:{_OUR}) (?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{_NAME}))?,? (?P<say>(?i:{_SAY}))", True),
    (rf"(?i:\b(?:my|our|unser(?:e|em|en|er)?|mein(?:e|em|en|er)?)) (?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{_NAME}))?", False),
    (rf"(?i:it(?:'s| is| will be| would be)) (?P<name>{_NAME}),? (?P<say>(?i:{_SAY}))", True),
    (rf"(?P<name>{_NAME}) (?P<say>(?i:{_SAY}))", True),
    (rf"(?P<name>{_NAME})['’]s (?:desk|signature|approval|sign-?off|decision)", True),
)
_NOT_NAMES = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "it",
        "the",
        "a",
        "an",
        "and",
        "but",
        "or",
        "so",
        "if",
        "then",
        "when",
        "once",
        "also",
        "still",
        "please",
        "our",
        "my",
        "your",
        "this",
        "that",
        "these",
        "those",
        "what",
        "who",
        "why",
        "how",
        "where",
        "there",
        "here",
        "from",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "with",
        "no",
        "not",
        "yes",
        "everything",
        "anything",
        "nobody",
        "everybody",
        "someone",
        "anyone",
        "both",
        "all",
        "before",
        "after",
        "as",
        "is",
        "are",
        "was",
        "will",
        "would",
        "should",
        "could",
        "can",
        "may",
        "might",
        "must",
        "do",
        "did",
        "has",
        "have",
        "had",
        "let",
        "thank",
        "thanks",
        "hi",
        "hello",
        "dear",
        "regards",
        "best",
        "kind",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "legal",
        "procurement",
        "purchasing",
        "it",
        "hr",
        "finance",
        "management",
        "board",
        "ja",
        "nein",
        "und",
        "aber",
        "oder",
        "wenn",
        "dann",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "wir",
        "sie",
        "er",
        "es",
        "ich",
        "ihr",
        "unser",
        "mein",
        "bitte",
        "danke",
        "hallo",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
    ]
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(pattern), defers) for pattern, defers in _FORMS)


def own_sentences(touch: Touch) -> Iterator[tuple[int, int, str]]:
    """The sentences of a touch's own words: (start, end, words on one line)."""
    for span in touch.spans:
        if span.zone == "own":
            for start, end in sentences(touch.text, span.start, span.end):
                yield start, end, " ".join(touch.text[start:end].split())


def mentions(touch: Touch) -> list[Mention]:
    """Who is named in what a buyer wrote: at most one mention a name and sentence."""
    found: dict[tuple[int, str], Mention] = {}
    if touch.by_us:
        return []
    for start, end, words in own_sentences(touch):
        for pattern, defers in _forms():
            for match in pattern.finditer(words):
                groups = match.groupdict()
                name, title = _name(groups.get("name") or ""), (groups.get("title") or "").strip()
                alone = len(name.split()) < 2
                if (not name and not title) or (
                    alone and not title and not groups.get("say") and "'s" not in words and not defers
                ):
                    continue
                if not title and alone and not name:
                    continue
                key = (start, name or plain(title))
                told = found.get(key)
                says = defers or bool(groups.get("say"))
                if told is None or (says and not told.defers) or (title and not told.title):
                    found[key] = Mention(
                        touch.id, touch.us, touch.writer, start, end, words, name,
                        title or (told.title if told else ""), says or bool(told and told.defers),
                    )  # fmt: skip
    named = {m.start for m in found.values() if m.name}
    return [m for m in found.values() if m.name or m.start not in named]


def _name(text: str) -> str:
    """What is left of a name as found when words that merely begin a sentence are taken off; "" where nothing is."""
    words = text.split()
    while words and words[0].casefold().replace("’", "'").removesuffix("'s") in _NOT_NAMES:
        words.pop(0)
    kept: list[str] = []
    for word in words:
        if word.casefold() in _NOT_NAMES:
            break
        kept.append(word)
    text = " ".join(kept).replace("’", "'").removesuffix("'s")
    return text if len(text) > 1 and not text.isupper() else ""


_PRICE = re.compile(
    r"\b(?:prices?|pricing|priced|quot(?:e|es|ation)|discounts?|rebates?|cost|costs|cheaper|expensive|rates?|best (?:and final )?(?:offer|figure)"
    r"|last figure|final figure|preis\w*|rabatt\w*|angebot\w*|konditionen)\b|[€$£]\s?\d"
)
_RIVAL = re.compile(
    r"\b(?:competitors?|competition|competing|another (?:vendor|supplier|provider|offer|bidder)|other (?:vendors?|suppliers?|providers?|bidders?|offers?)"
    r"|all bidders|the other side|the others|someone else|alternative (?:vendor|supplier|offer)|wettbewerb\w*|mitbewerb\w*|anderer anbieter)\b"
)
_DECISION = re.compile(
    r"\b(?:deci(?:de[ds]?|sions?|ding)|approv(?:e[ds]?|als?)|sign(?:s|ed|ing|-?off)?|budget|contract|purchase order|go-?ahead|board|steering"
    r"|select(?:ed|ion)|award(?:ed)?|entscheid\w+|freigabe|vertrag)\b"
)
_LEAVING = re.compile(
    r"\b(?:is|are) leaving (?:us|the company|the firm|at the end|at end|end of|next|in|on)\b|\bmy last (?:day|week)|\bi(?:'m| am|'ll be| will be) leaving\b|\bi(?:'ve| have) (?:resigned|handed in)|\bi leave (?:the company|us|on|at)\b"
    r"|\b(?:my|a) successor\b|\btakes? over (?:from me|my)|\btaking over (?:from me|my)|\bno longer (?:with|work(?:s|ing)? (?:at|for)|employed)"
    r"|\bhas left (?:the company|us|our)|\bleft the company|\bnew (?:job|position) (?:at|with)|\bletzter (?:arbeits)?tag|nachfolger|ausgeschieden"
)
_COACH = re.compile(
    r"\bbetween (?:us|you and me)|\boff the record|\bif i were you|\bi(?:'d| would) (?:advise|suggest|recommend) (?:you|that you)|\bheads[- ]up"
    r"|\byou should know|\bdon't (?:send|mention|tell|go)|\bbe careful with|\bmy advice\b"
)
_PROPOSES = re.compile(
    r"\b(?:quote|quotation|proposal|offer|price list|our price|pricing|order form|contract) (?:is |are )?(?:attached|enclosed|below)"
    r"|\battached (?:is|are|you(?:'ll| will)? find)?\W*(?:the |our |a |my )?(?:quote|quotation|proposal|offer|pricing|contract|price)"
    r"|\b(?:here is|please find|i am sending|i'm sending|sending you|i send) (?:you )?(?:the |our |a |my )?(?:quote|quotation|proposal|offer|pricing|contract|price)"
    r"|\bour (?:price|offer|quote|proposal) (?:is|comes to|would be)|[€$£]\s?\d[\d.,]+"
)


def is_price(words: str) -> bool:
    """Whether a sentence is about price."""
    return bool(_PRICE.search(plain(words)))


def is_decision(words: str) -> bool:
    """Whether words are about deciding, approving or signing."""
    return bool(_DECISION.search(plain(words)))


def is_leaving(words: str) -> bool:
    """Whether somebody says that they, or a colleague, are leaving or have left."""
    return bool(_LEAVING.search(plain(words)))


def is_coaching(words: str) -> bool:
    """Whether the buyer says how to go about it with their own people."""
    return bool(_COACH.search(plain(words)))


def is_proposal(words: str) -> bool:
    """Whether our words put a price or a proposal before the buyer."""
    return bool(_PROPOSES.search(plain(words)))


def is_rival(words: str, named: Sequence[str] = ()) -> bool:
    """Whether a competitor is spoken of: in general words, or by one of the names the team has set (`deals.rivals`)."""
    low = plain(words)
    return bool(_RIVAL.search(low)) or any(re.search(rf"\b{re.escape(plain(name))}\b", low) for name in named if name)
