"""What a display name says: given name, middle names, surname, and father or son.

Reads the forms that mail headers and directories really show: "Last, First M.", "First Last", "LAST, FIRST (Dept)",
"First.Last@x", "Name@COMPANY", "Name/OSL/HARLOW", with titles, degrees, nicknames and quotes. A name of fewer than two words, and
what is plainly no person ("Sales Team", "Harlow Foods Inc."), gives None: nothing may be concluded from it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from regard.identity.vocabulary import words

_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_UMLAUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_HALVES = (_UMLAUT, {k: v for k, v in _UMLAUT.items() if v != "aa"}, {k: v for k, v in _UMLAUT.items() if v == "aa"})
"""Ways to write such letters as two: all of them, or only one of the two kinds ("Ødegård" is Oedegaard, Oedegard or Odegaard)."""
_DIGRAPH = re.compile(r"([aou])e|aa")

_TITLES = words(
    """
    mr mrs ms miss mx dr prof professor sir dame rev fr sr. hon judge capt captain col lt maj sgt ing dipl herr frau
    mme mlle
    """
)
_DEGREES = words(
    """
    phd md mba cpa cfa pe esq esquire jd llm llb bsc msc ba ma pmp cissp rn dds dvm acca cma ceng mbe obe facs ret
    usn usa
    """
)
_GENERATIONS = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "ii",
    "2nd": "ii",
    "iii": "iii",
    "3rd": "iii",
    "iv": "iv",
}
_FIRST_OF_NAME = words("i 1st")
"""The first of a name; after a comma an "I" is a middle initial ("Reed, Tom I")."""
_PARTICLES = words(
    """
    van von der den de del della di da do dos das du la le los las el al bin ibn ben st ter ten af av zu zur
    """
)
_NO_PERSON = words(
    """
    team desk dept department group groups office support service services helpdesk help sales marketing accounting
    accounts payable receivable billing info information admin administration administrator administrators system
    systems mailbox mail newsletter news alerts notifications list lists committee board staff members users
    everyone employees all corp corporation inc incorporated llc ltd limited gmbh plc lp llp ag sa nv bv co company
    companies holdings partners bank university school church club association society institute conference room
    hotline center centre scheduling scheduler operations trading traders logistics procurement purchasing
    recruiting resources human customer client reservations webmaster postmaster mailer daemon undisclosed
    recipients recipient reply noreply online store shop magazine press media announcements announcement general
    update updates project committee council agency airlines hotel travel calendar chairman
    """
)

_BRACKETED = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_NICK_QUOTED = re.compile(r"[\"“”‘'`]([^\"“”‘’'`]{2,15})[\"“”’'`]")
_BEHALF = re.compile(r"\b(?:on behalf of|via|im auftrag von|c/o|for and on behalf)\b", re.IGNORECASE)
_FIRST_LAST = re.compile(r"(?P<first>[A-Za-z]{2,20}) (?:(?P<middle>[A-Za-z])\.? )?(?P<last>[A-Za-z]{2,25})$")
_LAST_FIRST = re.compile(r"(?P<last>[A-Za-z]{2,25}), (?P<first>[A-Za-z]{2,20})(?: (?P<middle>[A-Za-z])\.?)?$")
_SPECIAL_WORDS = _TITLES | _DEGREES | _PARTICLES | _NO_PERSON | frozenset(_GENERATIONS) | {"via", "im"}
_JOINTS = re.compile(r"[\s'’`´.\-]")
_WORD = re.compile(r"[^\W\d_]+(?:['’`\-][^\W\d_]+)*\.?|\d+\w*")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, folded to plain lower-case letters. `first` may be an initial; `last` is never empty.

    `spellings` are other ways the surname is written in addresses (an umlaut as two letters, a double name's parts), `given`
    those of the given name.
    """

    first: str
    middle: tuple[str, ...]
    last: str
    generation: str = ""
    spellings: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether the given name is more than an initial."""
        return len(self.first) > 1

    @property
    def marked(self) -> tuple[bool, bool]:
        """Whether (given name, surname) are written with a letter that others write as two ("Jürgen", "Ødegård")."""
        given = any(skeleton(s) == skeleton(self.first) for s in self.given)
        return given, any(skeleton(s) == skeleton(self.last) for s in self.spellings)

    @property
    def key(self) -> str:
        """Surname, given and middle names and generation as one text; equal keys are equal names."""
        return "|".join((self.last, self.first, " ".join(self.middle), self.generation))


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes, hyphens and full stops: what two spellings of one name share."""
    lowered = text.casefold()
    if lowered.isascii() and lowered.isalpha():
        return lowered
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_SPECIAL))
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _JOINTS.sub("", lowered)


@lru_cache(maxsize=50_000)
def skeleton(text: str) -> str:
    """What all spellings of a folded name share: "juergen" and "jurgen", "odegaard" and "odegard"; coarse, so it only brings together."""
    return _DIGRAPH.sub(lambda found: found[1] or "a", text)


def name_key(display: str) -> str:
    """One text per name, whatever its form: "Lund, Eva K." and "Eva K. Lund" are equal. "" where no full name is said."""
    name = parse_name(display)
    return name.key if name else ""


@lru_cache(maxsize=200_000)
def parse_name(display: str) -> PersonName | None:
    """The person a display name names, or None where it names nobody in particular."""
    if plain := (_FIRST_LAST.match(display) or _LAST_FIRST.match(display)):  # nine names in ten; the rest is read with care
        first, middle, last = plain["first"].lower(), (plain["middle"] or "").lower(), plain["last"].lower()
        if not {first, last} & _SPECIAL_WORDS:
            return PersonName(first, (middle,) if middle else (), last)
    text = _bare(display)
    if not text or _BEHALF.search(text):
        return None
    parts = [part for part in (_words(piece) for piece in text.split(",")) if part]
    generation = ""
    kept: list[list[str]] = []
    if parts and len(parts[0]) > (2 if len(parts) == 1 else 1) and parts[0][-1].casefold() in _FIRST_OF_NAME:
        parts[0], generation = parts[0][:-1], "i"
    for index, part in enumerate(parts):
        rest, found = _without_suffixes(part, alone=index > 0)
        generation = generation or found
        if rest:
            kept.append(rest)
    words = [w for part in kept for w in part]
    if len(words) < 2 or len(words) > 7 or any(w[0].isdigit() or w.casefold() in _NO_PERSON for w in words):
        return None
    if len(kept) >= 2:
        return _named(given=kept[1], surname=kept[0], generation=generation)
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in _PARTICLES:
        start -= 1
    return _named(given=words[:start], surname=words[start:], generation=generation)


def name_in_local(local: str) -> PersonName | None:
    """The full name an address spells out (`eva.lund`, `eva.k.lund`), or None: `elund` alone says too little."""
    tokens = [t for t in re.split(r"[._\-]+", local) if t]
    if tokens and tokens[-1] in _GENERATIONS:
        *tokens, tail = tokens
        generation = _GENERATIONS[tail]
    else:
        generation = ""
    if len(tokens) not in (2, 3) or not all(t.isalpha() for t in tokens) or any(t in _NO_PERSON for t in tokens):
        return None
    if len(tokens[0]) < 2 or len(tokens[-1]) < 2:
        return None
    return PersonName(fold(tokens[0]), tuple(fold(t) for t in tokens[1:-1]), fold(tokens[-1]), generation)


def _bare(display: str) -> str:
    """`display` without addresses, directory tails, departments in brackets and quotes."""
    text = display if display.isascii() else unicodedata.normalize("NFKC", display).replace("\u200b", "")
    text = text.partition("<")[0] if not text.lstrip().startswith("<") else text.strip(" <>")
    text = text.strip().strip("\"'“”‘’ ").strip()
    if "@" in text:
        head, _, tail = text.partition("@")
        if " " not in head and "." in tail and not head.startswith('"'):
            spelled = name_in_local(head.lower())
            return " ".join((spelled.first, *spelled.middle, spelled.last, spelled.generation)).strip() if spelled else ""
        text = head
    text = text.partition("/")[0]
    if "(" in text or "[" in text or "{" in text:
        text = _BRACKETED.sub(" ", text)
    if " " in text:
        text = _NICK_QUOTED.sub(" ", text)
    return text.replace("_", " ").strip()


def _words(text: str) -> list[str]:
    return [w.rstrip(".") for w in _WORD.findall(text) if w.rstrip(".")]


def _without_suffixes(words: list[str], *, alone: bool) -> tuple[list[str], str]:
    """`words` without titles before and degrees or generation after the name; a part after a comma may be nothing else."""
    generation = ""
    while len(words) > 1 and words[0].casefold() in _TITLES:
        words = words[1:]
    while words and (alone or len(words) > 1):
        tail = words[-1].casefold()
        if tail in _GENERATIONS:
            generation = _GENERATIONS[tail]
        elif tail not in _DEGREES or (len(tail) == 2 and not words[-1].isupper()) or not (alone or len(words) > 2):
            break
        words = words[:-1]
    return words, generation


def _named(given: list[str], surname: list[str], generation: str) -> PersonName | None:
    trailing: list[str] = []
    while len(given) > 1 and fold(given[-1]) in _PARTICLES and len(given[-1]) > 1:
        trailing.insert(0, given.pop())  # "Berg, Jan van der"
    first, *middle = [fold(w) for w in given]
    surname = trailing + surname
    last = fold("".join(surname))
    if not first or not last or len(last) < 2:
        return None
    written = "".join(surname).casefold()
    other = fold(given[0].casefold().translate(_UMLAUT))
    first_spellings = (other,) if other != first else ()
    if len(surname) == 1 and written == last:
        return PersonName(first, tuple(middle), last, generation, (), first_spellings)
    spellings = {fold(written.translate(half)) for half in _HALVES} | {fold(p) for p in (surname[-1], *surname[-1].split("-"))}
    kept = tuple(sorted(s for s in spellings - {last} if len(s) > 2))
    return PersonName(first, tuple(middle), last, generation, kept, first_spellings)
