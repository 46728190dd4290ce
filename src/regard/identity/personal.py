"""Is an outside contact business or private? Family, friends and fellow alumni are no buyers.

A sum of log-odds over what the mail with the contact shows: each signal adds its weight once, the signals that moved the sum
are said in the reason. Above THRESHOLD the contact is personal and left out until somebody brings it in. Free mail alone never
is: buyers write from there too; nor is one joke. Weights were set by hand from what each signal means and checked on mail of
an energy trading house; the whole table is `WEIGHTS`.

Only counts reach this module. Words are counted by `message_cues` over the subject and the author's own words of each message
between us and the contact, and the words themselves are not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from typing import Literal, NamedTuple

from regard.identity.given_names import COMMON_SURNAMES
from regard.identity.names import fold, parse_name
from regard.identity.normalize import domain_of, is_academic, is_freemail, local_of, registrable

THRESHOLD = 1.5
"""Log-odds from which a contact is personal: odds of four and a half to one."""

WEIGHTS = {
    "base": -1.0,  # most outside people in a seller's mailbox are business
    "freemail": 1.0,
    "academic": 0.8,
    "student": 6.0,  # a student's or former student's address: the school bought nothing here
    "work domain": -0.6,
    "family name": 2.6,  # the surname of the one of us they write with, not a common one
    "family name, common": 0.8,
    "personal words": 1.1,  # times a balance from -1 to 1, below
    "business words": -1.3,
    "hardly any business": 2.2,  # free mail: business is talked in fewer messages than buyers do, see EXPECTED_BUSINESS
    "hardly any business, company": 0.9,
    "alone at the company": 0.5,
    "colleagues": -1.4,
    "several of ours": -1.5,
    "social circle": 1.6,  # on mails to crowds of unrelated and free-mail addresses
    "personal folder": 2.0,
    "out of hours": 0.6,
    "joke forwards": 0.9,
}
"""Log-odds that a signal at full strength adds towards personal."""

EXPECTED_BUSINESS = {"free": 0.3, "company": 0.15}
"""Share of messages with business words below which their lack speaks, for free mail and for company domains."""

Contact = Literal["personal", "work"]


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What the mail with one outside address shows, as sums over the messages it takes part in with us.

    names: display names seen with the address. mails_in, mails_out: from them, from us to them. automated: of mails_in, marked
    automated; alike: that begin in the same words as another of theirs; replies: that answer something. messages: all with them on
    it. read: those of whose author's own words at least a few were read; where it is 0 and cues were found nevertheless, all
    messages. Where only metadata are kept, words decide nothing.
    seller_surnames: surnames of those of us who write with them; sellers: how many of us do; domain_sellers: how many of us
    write with anybody at their domain. colleagues: other people at their domain in the book. business, personal:
    messages whose `Cues.lean` is so; work: those that lean neither way and have a word of work (`talks_work`).
    forwards: ours to them that are mere forwards.
    off_hours: messages sent on weekends, before 7 or after 19 by the author's clock. personal_folder: messages in a folder
    named as private. crowd: messages with 4 or more outside people. crowd_strangers: mean share, on those, of outside people at
    free mail or alone at their domain on that message (0 to 1).
    """

    address: str
    names: tuple[str, ...] = ()
    mails_in: int = 0
    mails_out: int = 0
    automated: int = 0
    alike: int = 0
    replies: int = 0
    messages: int = 0
    read: int = 0
    seller_surnames: tuple[str, ...] = ()
    sellers: int = 1
    domain_sellers: int = 1
    colleagues: int = 0
    business: int = 0
    personal: int = 0
    work: int = 0
    forwards: int = 0
    off_hours: int = 0
    personal_folder: int = 0
    crowd: int = 0
    crowd_strangers: float = 0.0


WORDS_A_CUE = 100
"""In a text longer than this many words for each cue of the prevailing kind, the cues say nothing."""


class Cues(NamedTuple):
    """How many different business and personal cues one message has, in how many words."""

    business: int
    personal: int
    words: int = 0

    @property
    def lean(self) -> Literal["business", "personal", ""]:
        """Which kind prevails: more than the other, and not one stray word in a long text."""
        if self.business == self.personal or max(self.business, self.personal) * WORDS_A_CUE < self.words:
            return ""
        return "business" if self.business > self.personal else "personal"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Personal or work, the log-odds behind it, what each signal added (strongest first) and one sentence."""

    kind: Contact
    log_odds: float
    parts: tuple[tuple[str, float], ...]
    reason: str


_STUDENT = re.compile(r"(?:^|[.-])(?:alum(?:ni|nae|nus)?|students?|mba\d\d|[a-z]+(?:19|20)\d\d)\.")

_BUSINESS = (
    r"agreements?|amendments?|annex|approv(?:al|ed)|bids?|billing|capacity|charter|conference call|confirmations?|contracts?|"
    r"counterpart(?:y|ies)|credit|curve|customers?|deadline|deals?|deliver(?:y|ies)|demo|desk|discount|draft|exhibit|exposure|"
    r"fixed price|forecast|hedg(?:e|ing)|implementation|index|invoic(?:e|es|ing)|isda|kick-?off|licen[cs]e|market|master|"
    r"meters?|mmbtu|negotiat\w+|nominat(?:e|ed|ion|ions)|noms?|options?|order|outage|payments?|pipeline|plant|pric(?:e|es|ing)|"
    r"product|production|proposals?|purchase|purchasing|quot(?:e|es|ation)|rates?|renewal|rfp|roll-?out|sales|"
    r"schedul(?:e|ed|ing)|settlements?|shipments?|specs?|specifications?|spreads?|statement of work|storage|"
    r"suppl(?:y|ier|iers)|swaps?|terms|trad(?:e|es|er|ing)|transport|trial|utility|vendor|volumes?|warranty|your account"
)
_PERSONAL = (
    r"aunt|uncle|mom|mum|mama|dad|daddy|pop|pops|grandma|grandpa|granny|kids|baby|babies|girlfriend|boyfriend|fianc[eé]e?|"
    r"my (?:wife|husband|brother|sister|mother|father|parents|son|daughter|house|apartment|truck|car|dog|cat|roommate)|"
    r"your (?:folks|wedding|honeymoon|baby shower)|the (?:folks|wedding|honeymoon|baby shower)|wedding|birthday|honeymoon|"
    r"love (?:you|ya)|miss you|hugs?|xoxo|xo|sweetie|honey|babe|dude|buddy|lol|haha+|barbecue|bbq|beers?|bars?|concert|"
    r"fishing|hunting|camping|football|softball|soccer|golf|movie|party|vacation|weekend|pictures?|photos?|pics|jokes?|"
    r"funny|hilarious|blonde|church|bible|sunday school|sermon|devotional|ministry|youth group|lesson #?\d+|carpool|"
    r"prayers?|pray|choir|reunion|christmas|thanksgiving|easter|valentine\w*|fantasy (?:league|football)|groceries|"
    r"babysit\w*|lunch|dinner|tonight|last night|drunk|sexy"
)
_WORK = re.compile(
    r"\b(?:figures|takings|turnover|revenues?|profits?|margins?|staff|shops|warehouses?|payroll|overtime|clients?|tenants?|premises|"
    r"branches|cash ?flow|bookkeep\w+|accountants?|solicitors?|consultan\w+|franchise|factory|opening plan|business plan|stock (?:list|"
    r"review|levels?|take|check)|lease|(?:the|our|your|my|his|her) (?:business|company|firm|factory|shop)|tak(?:es|ing) over from|"
    r"angebote?|rechnung(?:en)?|auftr(?:ag|äge)|bestell\w+|liefer(?:ung\w*|termin\w*)|vertr(?:ag|äge)|preisliste|projekte?|kunden?|"
    r"mitarbeiter\w*|umsatz\w*|filialen?|buchhaltung|geschäft(?:s\w+|lich\w*)|firma|"
    r"devis|factures?|commandes?|contrats?|livraisons?|clients|chiffre d'affaires|chiffres|société|entrepôt|"
    r"presupuestos?|facturas?|pedidos?|contratos?|entregas?|clientes?|ventas|facturación|empresa|plantilla|almacén|"
    r"preventiv[oi]|fattur[ae]|ordin[ei]|contratt[oi]|consegn[ae]|client[ei]|fatturato|azienda|magazzino|"
    r"offertes?|facturen|factuur|bestelling(?:en)?|levering(?:en)?|klant(?:en)?|omzet|bedrijf|magazijn|personeel)\b"
)
"""Words of somebody's work, too usual in letters to friends to lean to business: they say only that business is not lacking."""
_BAR = re.compile(r"\|(?![^(]*\))")
"""What parts expressions, not words within one."""
_SCANNED = 1500
"""Characters of own words that are read for cues: who a mail is to shows early."""


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    """Finds a cue of either kind. By their first letters: each word of a mail is held beside a few expressions, not beside all."""
    by_letter: dict[str, list[str]] = {}
    for cue in (*_BAR.split(_BUSINESS), *_BAR.split(_PERSONAL)):
        by_letter.setdefault(cue[0], []).append(cue[1:])
    parts = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


@lru_cache(maxsize=1)
def _business() -> re.Pattern[str]:
    return re.compile(_BUSINESS)


@lru_cache(maxsize=1 << 12)
def _is_business(cue: str) -> bool:
    return _business().fullmatch(cue) is not None


def message_cues(subject: str, own: str) -> Cues:
    """Counts the different business and personal words in a subject and the beginning of an author's own words."""
    text = f"{subject}\n{own[:_SCANNED]}".lower()
    found = set(_cue().findall(text))
    business = sum(map(_is_business, found))
    return Cues(business, len(found) - business, text.count(" ") + 1)


def talks_work(subject: str, own: str) -> bool:
    """Whether a subject and the beginning of an author's own words have a word of somebody's work (English and five other languages)."""
    return _WORK.search(f"{subject}\n{own[:_SCANNED]}".lower()) is not None


def work_or_personal(facts: ContactFacts) -> Verdict:
    """Whether a contact is personal, with the sum that says so; the address's own kind (robot, shared) is not looked at."""
    parts = tuple(sorted(((s, w) for s, w in _signals(facts) if abs(w) >= 0.005), key=lambda p: (-abs(p[1]), p[0])))
    total = WEIGHTS["base"] + sum(w for _, w in parts)
    kind: Contact = "personal" if total >= THRESHOLD else "work"
    towards = [s for s, w in parts if (w > 0) == (kind == "personal")][:3]
    against = [s for s, w in parts if (w > 0) != (kind == "personal")][:1]
    reason = f"{kind}: " + (", ".join(towards) if towards else "nothing says otherwise")
    return Verdict(kind, total, parts, reason + (f"; against it: {against[0]}" if against else "") + ".")


def _signals(facts: ContactFacts) -> list[tuple[str, float]]:
    """Every signal with what it adds."""
    domain = domain_of(facts.address)
    n = max(facts.messages, facts.mails_in + facts.mails_out, 1)
    free, academic = is_freemail(domain), is_academic(domain)
    signals: list[tuple[str, float]] = []
    if free:
        signals.append(("writes from free mail", WEIGHTS["freemail"]))
    elif academic and _STUDENT.search(domain):
        signals.append(("writes from a student's or former student's address", WEIGHTS["student"]))
    elif academic:
        signals.append(("writes from a university", WEIGHTS["academic"]))
    else:
        signals.append(("writes from a company's domain", WEIGHTS["work domain"]))
    if family := _family(facts):
        signals.append(("has the surname of the one of us who knows them", family))
    signals += _words(facts, free=free)
    if not free and not academic:
        if facts.colleagues:
            signals.append(
                ("colleagues of theirs deal with us", WEIGHTS["colleagues"] * min(1.0, log1p(facts.colleagues) / log1p(4)))
            )
        else:
            signals.append(("nobody else there deals with us", WEIGHTS["alone at the company"]))
        if facts.domain_sellers > 1:
            signals.append(
                ("several of us deal with that company", WEIGHTS["several of ours"] * min(1.0, (facts.domain_sellers - 1) / 3))
            )
    elif facts.sellers > 1:
        signals.append(("several of us deal with them", WEIGHTS["several of ours"] * min(1.0, (facts.sellers - 1) / 3)))
    if facts.crowd:
        share = (facts.crowd / n) * max(0.0, (facts.crowd_strangers - 0.4) / 0.6)
        signals.append(
            ("stands on mails to a circle of unrelated people", WEIGHTS["social circle"] * min(1.0, 1.25 * share) * n / (n + 1))
        )
    if facts.personal_folder:
        signals.append(("their mail is kept in a private folder", WEIGHTS["personal folder"] * facts.personal_folder / n))
    if n >= 3:
        lean = facts.off_hours / n - 0.35
        signals.append(
            ("writes out of working hours" if lean > 0 else "writes in working hours", WEIGHTS["out of hours"] * lean)
        )
    if facts.mails_out >= 3 and (read := _read(facts)):
        forwards = facts.forwards / facts.mails_out * max(0.0, 1 - 2 * facts.business / read)
        signals.append(("gets mere forwards from us", WEIGHTS["joke forwards"] * forwards))
    return signals


def _read(facts: ContactFacts) -> int:
    """Messages whose words were read."""
    cues = facts.business + facts.personal
    return max(facts.read or (facts.messages if cues else 0), cues)


def _words(facts: ContactFacts, *, free: bool) -> list[tuple[str, float]]:
    """What words add, as shares of the messages read; two messages of neither kind hold a short acquaintance to nothing."""
    seen = _read(facts)
    if not seen:
        return []
    amount = 2.2 * log1p(facts.business + facts.personal) / (seen + 2.0)
    expected = EXPECTED_BUSINESS["free" if free else "company"]
    lack = max(0.0, 1 - (facts.business + facts.work) / seen / expected) * min(1.0, max(0, seen - 3) / 8)
    return [
        ("talks of private matters", WEIGHTS["personal words"] * min(3.5, facts.personal * amount)),
        ("talks business", WEIGHTS["business words"] * min(3.0, facts.business * amount)),
        ("hardly talks business", WEIGHTS["hardly any business" if free else "hardly any business, company"] * lack),
    ]


def _family(facts: ContactFacts) -> float:
    """What a shared surname adds: seen in the name or, at either end, in the address; many sellers make it a coincidence."""
    if not facts.seller_surnames or facts.sellers > 2:
        return 0.0
    lasts = {name.last for name in map(parse_name, facts.names) if name}
    local = fold(local_of(facts.address).rstrip("0123456789"))
    label = registrable(domain_of(facts.address)).partition(".")[0]
    for surname in map(fold, facts.seller_surnames):
        in_local = len(surname) >= 5 and surname in local and len(local) - len(surname) <= 12
        cut_off = len(surname) >= 7 and surname[:6] in (local[:6], local[1:7]) and len(local) <= 8
        if (surname in lasts or in_local or cut_off) and surname not in label:
            return WEIGHTS["family name, common" if surname in COMMON_SURNAMES else "family name"]
    return 0.0
