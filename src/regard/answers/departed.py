"""Whose own mailbox answers that they work there no longer?

An automatic reply that says so of its address, in English, German, French or Spanish; not one that is away until a day. Whoever wrote
themselves after it is not gone. Reads message, body, handle, person, interaction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.evidence.language.sentences import sentences
from regard.model import DAY
from regard.store.spans import unpack_spans
from regard.time import iso_day

if TYPE_CHECKING:  # a view knows what is promised, and a need of that who is gone
    from regard.answers.view import View

SLACK = DAY
"""What they sent within so long of the reply was written before the mailbox was closed."""
LONGEST_READ = 2_000
"""A reply says it in its first lines."""

_NOTES = """SELECT h.person, m.us, m.id, b.text, b.spans, h.address, coalesce(p.name, '') FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person p ON p.id = h.person JOIN body b ON b.message = m.n
    WHERE m.automated = 'out_of_office' AND +m.us <= {as_of} AND m.known_us <= {as_of} AND p.side = 'them' {among}"""
"""Past the index of moments: one pass over a million messages takes .2 s, along it 2 s."""
_WROTE = """SELECT buyer, max(us) FROM interaction WHERE NOT outbound AND NOT automated AND kind = 'mail' AND us <= {as_of}
    AND known_us <= {as_of} AND buyer IN ({{}}) GROUP BY 1"""

_GONE = re.compile(
    r"\bno longer (?:(?:works?|working) (?:here\b|(?:for|at|with) )|(?:with|at) )"
    r"(?!(?:my|his|her|their|the) (?:desk|office)|(?:the |this |that |our )(?:\w+ ){0,2}(?:team|project|department)|weekends?|night)"
    r"|\bno longer (?:employed\b|with us\b|part of (?:the|our) (?:company|firm|business|organi[sz]ation))"
    r"|\b(?:does not|doesn['’]t|do not|don['’]t) work (?:here|at [^.]{2,40}|for [^.]{2,40}) any ?(?:more|longer)"
    r"|\b(?:has|have|['’]ve) (?:now |recently )?left (?:the|our|this) (?:company|firm|business|organi[sz]ation|group)\b"
    r"|\barbeitet? nicht (?:mehr|länger) (?:bei|für|hier|in unserem (?:haus|unternehmen))\b"
    r"|\bnicht (?:mehr|länger) (?:(?:bei|für|in|im) [^.]{2,50} (?:tätig|beschäftigt|angestellt)|bei uns|im unternehmen|in unserem haus)\b"
    r"|\b(?:das unternehmen|die firma) (?:\w+ ){0,2}verlassen\b|\baus (?:dem|unserem) unternehmen ausgeschieden\b"
    r"|\bne (?:travaille|fais|fait) plus (?:chez|pour|ici|partie d)|\bn['’]es?t plus (?:chez|employée?|salariée?|en poste|parmi nous)\b"
    r"|\b(?:a|ai) (?:désormais |récemment )?quitté (?:l['’]entreprise|la société|notre (?:entreprise|société)|l['’]organisation)\b"
    r"|\bya no trabaj[ao] (?:en|con|para|aquí)\b|\bya no (?:forma|formo) parte\b"
    r"|\bya no está (?:en|con) (?:la|nuestra) (?:empresa|compañía)\b"
    r"|\bh[ae] (?:dejado|abandonado) (?:la|nuestra) (?:empresa|compañía)\b|\bh[ae] dejado de trabajar\b",
    re.IGNORECASE,
)
"""That somebody works there no more. Nights, teams and desks that they left are no company."""
_NOT_YET = re.compile(r"\b(?:until|if|wenn|falls|bis|jusqu|si|hasta)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:i|ich|je|j['’]|yo|(?:this|the) (?:person|employee|user|recipient|addressee|mailbox owner)|dieser? (?:person|mitarbeiter(?:in)?)|"
    r"der (?:empfänger|mitarbeiter)|die (?:person|mitarbeiterin|empfängerin)|(?:cette|la) personne|(?:ce|cette|le|la) (?:collaborat\w+|"
    r"destinataire|salariée?)|(?:esta|la) persona|(?:este|esta|el|la) (?:emplead[oa]|destinatari[oa]))\b",
    re.IGNORECASE,
)
"""Whoever the address belongs to, without their name."""
_SUCCESSOR = re.compile(
    r"\b(?:(?:please )?(?:contact|reach out to|write to|get in touch with|(?:direct|send|address|forward|refer)\b[^.\n]{0,60}? to)"
    r"|(?:wenden sie sich (?:bitte )?|schreiben sie (?:bitte )?)an|kontaktieren sie(?: bitte)?"
    r"|contacter|contactez|(?:écri(?:re|vez)|vous adresser|adressez(?:-vous|[^.\n]{0,40}?)) à"
    r"|(?:contacte|contactar|póngase en contacto|escriba|diríjase|dirija\b[^.\n]{0,40}?)(?: con| a)?)[ \n]+"
    r"(?:(?:mr|mrs|ms|herrn?|frau|mme|m|sr|sra)\.? |(?:my|our|meinen?|meine|unseren?|unsere|mon|ma|notre|mi|nuestr[oa]) "
    r"(?:colleague|kolleg(?:e|en|in)|collègue|colega|compañer[oa]),? )*"
    r"(?P<name>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2})",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Departed:
    """That somebody works there no longer: when their mailbox said so, where ([start, end) of the message's text), its words, and whom
    it names to write to instead ("" where it names nobody). `announced`: they wrote themselves that they leave; `met`: whoever they name
    wrote to us since."""

    us: int
    message_id: str
    start: int
    end: int
    quote: str
    successor: str = ""
    announced: bool = False
    met: bool = False

    @property
    def says(self) -> str:
        """In words: since when, and who is there instead."""
        if self.announced:
            return f"wrote on {iso_day(self.us)} that they leave" + (f"; {self.successor} takes over" if self.successor else "")
        instead = f" and names {self.successor} instead" if self.successor else ""
        return f"no longer works there: their mailbox said so on {iso_day(self.us)}{instead}"

    @property
    def advice(self) -> str:
        """Whom to write to; of who only announced it, whom to be introduced to."""
        if self.met:
            return f"Go on with {self.successor}, who has written since."
        if self.announced:
            return f"Meet {self.successor or 'whoever takes over'} while they are still there to introduce."
        return f"Write to {self.successor} instead." if self.successor else "Find out who took over from them."


def departed(view: View, among: Sequence[str] | None = None) -> dict[str, Departed]:
    """Person -> the latest such reply (of `among`, if given), of those who wrote nothing themselves after it."""
    sql = _NOTES.format(as_of=view.as_of_us, among="" if among is None else "AND h.person IN ({})")
    rows = view.live.rows(sql) if among is None else view.live.rows_in(sql, list(among))
    found: dict[str, Departed] = {}
    for person, us, message, text, spans, address, name in sorted(rows, key=lambda r: (r[1], r[2])):
        own = [(s.start, s.end) for s in unpack_spans(spans) if s.zone == "own"]
        said = says_gone(text, own, name, address)
        if said is not None:
            found[person] = Departed(us, message, *said)
    wrote = dict(view.live.rows_in(_WROTE.format(as_of=view.as_of_us), list(found)))
    return {p: d for p, d in found.items() if wrote.get(p, d.us) <= d.us + SLACK}


def says_gone(text: str, own: Sequence[tuple[int, int]], name: str, address: str) -> tuple[int, int, str, str] | None:
    """(start, end, words, successor) of the sentence that says that the owner of `address` works there no more, or None.

    `own`: the ranges of `text` that are the reply's own words.
    """
    theirs = _parts(f"{name} {address.partition('@')[0]}")
    for start, end in _sentences(text, own):
        words = text[start:end]
        hit = _GONE.search(words)
        if hit is None or _NOT_YET.search(words[: hit.start()]) or re.search(r"\buntil\b", words[hit.start() :], re.IGNORECASE):
            continue
        before = words[: hit.start()]
        if theirs & _parts(before) or _SUBJECT.search(before) or not _LETTERS.search(before) or _himself(hit.group()):
            return start, end, " ".join(words.split()), _successor(text, own)
    return None


def _himself(words: str) -> bool:
    return words.lower().startswith(("ya no trabajo", "ya no formo", "he dejado", "he abandonado"))


def _successor(text: str, own: Sequence[tuple[int, int]]) -> str:
    for start, end in own:
        hit = _SUCCESSOR.search(text[start : min(end, start + LONGEST_READ)])
        if hit is None:
            continue
        name = hit["name"]
        if "@" in name:
            return name.rstrip(".")
        leading = []
        for word in name.split():
            if not word[0].isupper():
                break
            leading.append(word)
        if leading:
            return " ".join(leading)
    return ""


def _sentences(text: str, own: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in own:
        yield from sentences(text, start, min(end, start + LONGEST_READ))


def _parts(words: str) -> set[str]:
    """Words of three letters and more, without accents: two spellings of one name share them."""
    plain = unicodedata.normalize("NFKD", words.lower().replace("ö", "oe").replace("ä", "ae").replace("ü", "ue"))
    bare = unicodedata.normalize("NFKD", words.lower())
    both = (*_LETTERS.findall("".join(c for c in plain if not unicodedata.combining(c))),
            *_LETTERS.findall("".join(c for c in bare if not unicodedata.combining(c))))  # fmt: skip
    return {w for w in both if len(w) > 2}
