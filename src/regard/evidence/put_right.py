"""Is what a customer complained of, or threatened over, put right? Their later word says so: in the same talk, or of a thing of both.

"That settles the matter", "it runs again", "you kept your word" (`language/situations_mended.toml`; English, German, French, Spanish) say
of which matter only by where they stand. So a sentence is of a matter in whose thread it stands, or with which it shares a word that names
something, the subjects of both mails among their words. An order after a threat says that they stay, where it is of that matter. Pure.
"""

from __future__ import annotations

from functools import lru_cache

from regard.evidence.language.sentences import sentences
from regard.evidence.language.situations import may_tell, tells
from regard.evidence.language.tongues import small_words
from regard.evidence.pledges import stems

SHORTEST = 3
"""Letters of a word, without its ending, that may name something."""
_NAMES_NOTHING = """
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi
jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo january february march april august september october
november december januar februar märz oktober dezember janvier février avril juillet septembre octobre novembre décembre enero febrero
marzo abril junio julio agosto septiembre octubre noviembre diciembre morning noon evening today tomorrow yesterday week month heute morgen
gestern woche wochen monat aujourd'hui demain semaine mañana semana again since thank thanks please would could should there their which
about after before still until unless otherwise nobody somebody anybody nothing everything problem issue matter complaint settle solved
fixed repair without running order contract promise
year late fine fault thing annual next keep kept word put right stop stops work works mend
die das den dem des war los las del
keine keinen kein niemand wieder damit wurde unser unsere unseren ihrer ihren einen einem eines ohne problem sache jahr läuft laufen steht
stehen erledigt weil seit hier dann nur mal zur zum vom beim mein meine dies diese dieser wort gehalten bestellung auftrag vertrag
notre toujours depuis problème commande contrat parole ici alors nuestro nuestra desde problema pedido contrato palabra aquí
"""


@lru_cache(maxsize=1)
def _nothing() -> frozenset[str]:
    return stems(" ".join((_NAMES_NOTHING, *small_words("de", "fr", "es"))))


@lru_cache(maxsize=4096)
def names(text: str) -> frozenset[str]:
    """The words of a text that may name a thing or a matter, without their endings; of weekdays, orders and problems none."""
    return frozenset(word for word in stems(text) if len(word) >= SHORTEST) - _nothing()


@lru_cache(maxsize=4096)
def put_right(own: str) -> tuple[str, ...]:
    """The sentences of a customer's own words that say that something is put right."""
    if not may_tell(own, "mended"):
        return ()
    said = (" ".join(own[start:end].split()) for start, end in sentences(own, 0, len(own)))
    return tuple(words for words in said if tells(words, "mended"))
