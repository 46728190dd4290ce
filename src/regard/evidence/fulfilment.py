"""What does a later message say about promises made before it?

`signs(own, attachments)` reads own words once for all promises: what is handed over, said to be done, thanked for, asked after again,
apologised for or no longer wanted, each with the stems of the words beside it. Whose words they are, and which promise they meet,
is decided by `promises`. What bears a sign is data (`language/promises/<language>.toml`), read in the language of the words
(`commitments.spoken_in`); what calls a day past without naming the thing (`missed`) in English alone. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from regard.evidence.commitments import spoken_in
from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.tongues import READ
from regard.evidence.missed import NOTHING, Missed, may_miss, missed
from regard.evidence.pledges import stems, words_of_promises
from regard.evidence.thanked import thanked

Stems = frozenset[str]

_LINK = re.compile(r"https?://\S+")
_PICTURE = re.compile(r"(?:image\d*|logo\w*|icon\w*|spacer)\.(?:png|gif|jpe?g|bmp)$|\.(?:vcf|p7s|asc|ics)$", re.IGNORECASE)
_NAME_CUT = re.compile(r"[._()\[\]+~-]+|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a message's own words say of promises: for each kind of sign, the stems of every sentence that bears it.

    `thanks` name what came, `answered` the sentences that thank for a reply or news. `title` are the stems of its subject: it names
    what is handed over below. `missed` are the days that it calls past, and whether it says that nothing came. `files` are the stems of
    the names of what is attached (signatures and small pictures left out), one set a file, and `links` those of sentences with a link.
    `own` are its words, `languages` those in which they were read.
    """

    hands: tuple[Stems, ...] = ()
    did: tuple[Stems, ...] = ()
    thanks: tuple[Stems, ...] = ()
    answered: tuple[Stems, ...] = ()
    chases: tuple[Stems, ...] = ()
    late: tuple[Stems, ...] = ()
    slips: tuple[Stems, ...] = ()
    frees: tuple[Stems, ...] = ()
    talked: bool = False
    as_promised: bool = False
    received: bool = False
    files: tuple[Stems, ...] = ()
    links: tuple[Stems, ...] = ()
    title: Stems = frozenset()
    missed: Missed = NOTHING
    own: str = ""
    languages: tuple[str, ...] = (READ,)

    def words(self, start: int = 0, end: int | None = None) -> Stems:
        """The stems of its own words, or of a stretch of them."""
        return _stems(self.own[start:end], self.languages)


def _stems(text: str, languages: tuple[str, ...]) -> Stems:
    """The stems of a text in the languages in which it may be."""
    here = stems(text) if READ in languages else frozenset()
    return here if languages == (READ,) else here | stems(text, english=False)


_OF_DAYS = frozenset(("gone", "reminded", "asks"))
"""The patterns of `missed` that ask after a thing."""
SIGNS = ("hands", "did", "thanks", "chases", "late", "slips", "frees")


@cache
def _reader(language: str) -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """What every sentence with a sign holds, and the pattern of each sign."""
    data = words_of_promises(language)
    done = data["fragments"]["done"]
    signs = {name: re.compile("|".join(rows).replace("<done>", done)) for name, rows in data["signs"].items()}
    return re.compile("|".join(data["gate"]["any"])), signs


def asks_after(own: str) -> bool:
    """Whether a message's own words ask after a thing that was promised: `signs(own).chases` and what `missed` asks, without the rest."""
    text = own[:LONGEST_READ]
    low = plain(text)
    languages = spoken_in(text) or (READ,)
    days = READ in languages and not _OF_DAYS.isdisjoint(may_miss(" ".join(low.split())))
    gates = [_reader(language) for language in languages if _reader(language)[0].search(low) is not None]
    if not days and not gates:
        return False
    bounds = sentences(text, 0, len(text))
    if any(
        gate.search(low, start, end) is not None and patterns["chases"].search(" ".join(low[start:end].split())) is not None
        for gate, patterns in gates
        for start, end in bounds
    ):
        return True
    if not days:
        return False
    of_days = missed(" ".join(low[start:end].split()) for start, end in bounds)
    return of_days.asks or bool(of_days.gone or of_days.reminded)


def signs(own: str, attachments: tuple[str, ...] = (), subject: str = "") -> Signs:
    """The signs in a message's own words, its subject and the names of its attachments."""
    found: dict[str, list[Stems]] = {name: [] for name in SIGNS}
    links: list[Stems] = []
    answered: list[Stems] = []
    talked = promised = received = False
    text = own[:LONGEST_READ]
    low = plain(text)
    bounds = sentences(text, 0, len(text))
    languages = spoken_in(text) or (READ,)
    for language in languages:
        gate, patterns = _reader(language)
        for start, end in bounds:
            if gate.search(low, start, end) is None:
                continue
            sentence = " ".join(low[start:end].split())
            beside: Stems | None = None
            for name in SIGNS:
                if name in patterns and patterns[name].search(sentence):
                    beside = _stems(sentence, languages) if beside is None else beside
                    found[name].append(beside)
            if (for_what := thanked(sentence, language)) is not None:
                (found["thanks"] if for_what[0] == "thing" else answered).append(for_what[1])
            talked = talked or patterns["talked"].search(sentence) is not None
            promised = promised or patterns["promised"].search(sentence) is not None
            received = received or patterns["received"].search(sentence) is not None
    if "http" in low:
        pieces = (" ".join(low[start:end].split()) for start, end in bounds if "http" in low[start:end])
        links += [_stems(piece, languages) for piece in pieces if _LINK.search(piece)]
    files = tuple(
        _stems(_NAME_CUT.sub(" ", name.rsplit(".", 1)[0]), languages) for name in attachments if not _PICTURE.search(name)
    )
    signs_of = {name: tuple(rows) for name, rows in found.items()}
    return Signs(
        **signs_of,
        answered=tuple(answered),
        talked=talked,
        as_promised=promised,
        received=received,
        files=files,
        links=tuple(links),
        title=_stems(subject, languages),
        missed=missed(" ".join(low[start:end].split()) for start, end in bounds) if READ in languages else NOTHING,
        own=own,
        languages=languages,
    )
