"""Promises in German, French, Spanish, Italian and Dutch: what is one and what only looks like it, by when, and what became of it."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.evidence.mails import them, us
from tests.evidence.test_promises import ledger
from tests.pace import within

from regard.evidence.commitments import read_commitments
from regard.evidence.finding import brings
from regard.evidence.fulfilment import signs
from regard.evidence.pledges import read_pledges, stems
from regard.evidence.thanked import thanked
from regard.model import Interaction, Span

WEDNESDAY = int(datetime(2024, 5, 15, 10, tzinfo=UTC).timestamp()) * 1_000_000
SAID = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "language" / "promises_said").iterdir())
}


def promises_in(text: str) -> list[tuple[str, str, str]]:
    """(kind, actor, due day) of every promise of a text."""
    return [(p.kind, p.actor, p.day) for p in read_pledges(text, (Span(0, len(text), "own"),), WEDNESDAY, 60)]


@pytest.mark.parametrize(("language", "half"), [(language, half) for language, of in SAID.items() for half in of])
def test_what_is_promised_is_told_from_what_looks_like_it(language: str, half: str) -> None:
    """Of business sentences: at least four of five promises are heard, and nine of ten of what is heard are promises."""
    of = SAID[language][half]
    right = sum(bool(promises_in(text)) for text in of["promise"])
    wrong = sum(bool(promises_in(text)) for text in of["none"])
    assert right >= 0.8 * len(of["promise"])
    assert right >= 0.9 * (right + wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich schicke Ihnen das überarbeitete Angebot bis Freitag.", [("deliver", "writer", "2024-05-17")]),
        ("Am Dienstag rufe ich Sie wegen der Pumpe an.", [("talk", "writer", "2024-05-21")]),
        ("Frau Sommer schickt Ihnen den Entwurf am Dienstag.", [("deliver", "colleague", "2024-05-21")]),
        ("Wir treffen uns dann am Dienstag um 10 Uhr bei Ihnen im Werk.", [("talk", "writer+reader", "2024-05-21")]),
        ("Ich schicke Ihnen die Liste nicht mehr, sie ist alt.", []),
        ("Bitte schicken Sie uns den Vertrag. Wir unterschreiben ihn dann am Freitag für Sie.", []),
        ("Wir schicken Ihnen den Vertrag bis Montag, sobald die Leitung zugestimmt hat.", []),
        ("Sobald Frau Sommer den Preis genehmigt, schicke ich Ihnen am Montag das Angebot.", []),
        ("Ich schicke Ihnen die Liste bis Freitag, sobald ich im Werk bin.", [("deliver", "writer", "2024-05-17")]),
        ("Ich schicke Ihnen die Liste sobald wie möglich, spätestens am Freitag.", [("deliver", "writer", "2024-05-17")]),
        ("Bitte senden Sie uns die Muster bis Freitag, dann prüfen wir sie.", []),
        ("Könnten Sie mir die Maße bis Freitag geben, dann kläre ich das mit dem Werk.", []),
        (
            "Bitte entschuldigen Sie die Störung, ich schicke Ihnen die Liste bis Freitag.",
            [("deliver", "writer", "2024-05-17")],
        ),
        ("Bonjour, je vous enverrai le devis vendredi, dès que notre direction aura validé.", []),
        ("Veuillez m'envoyer le plan avant vendredi, puis je vous enverrai le devis.", []),
        ("Le enviaré el presupuesto el viernes, en cuanto lo apruebe la dirección.", []),
        ("Por favor, mándeme el plano el viernes y le enviaré el presupuesto.", []),
        ("Je vous envoie le devis révisé avant vendredi.", [("deliver", "writer", "2024-05-16")]),
        ("Notre technicien passera chez vous jeudi.", [("talk", "colleague", "2024-05-16")]),
        ("Nous vous livrerons les vannes le 3/6.", [("deliver", "writer", "2024-06-03")]),
        ("Le envío la oferta revisada para el viernes.", [("deliver", "writer", "2024-05-17")]),
        ("Nuestro técnico pasará por sus oficinas el jueves.", [("talk", "colleague", "2024-05-16")]),
        ("Mañana le llamo para hablar del pedido.", [("talk", "writer", "2024-05-16")]),
        ("Le invio il preventivo aggiornato entro venerdì.", [("deliver", "writer", "2024-05-17")]),
        ("Il nostro tecnico passerà da voi giovedì.", [("talk", "colleague", "2024-05-16")]),
        ("Buongiorno, vi manderemo le valvole entro il 3/6.", [("deliver", "writer", "2024-06-03")]),
        ("Verifico con il magazzino e le faccio sapere.", [("answer", "writer", "")]),
        ("Appena il direttore avrà approvato, le invierò il contratto venerdì.", []),
        ("Se mi manda i disegni, le preparo il preventivo entro lunedì.", []),
        ("Non le invierò altri campioni domani.", []),
        ("Ik stuur u de aangepaste offerte uiterlijk vrijdag.", [("deliver", "writer", "2024-05-17")]),
        ("Onze monteur komt donderdag bij u langs.", [("talk", "colleague", "2024-05-16")]),
        ("Wij leveren u de pompen op 3/6.", [("deliver", "writer", "2024-06-03")]),
        ("Ik vraag het na en laat het u weten.", [("answer", "writer", "")]),
        ("Zodra de directeur akkoord is, stuur ik u maandag het contract.", []),
        ("Als u mij de tekeningen stuurt, maak ik maandag de offerte voor u.", []),
        ("Ik stuur u morgen geen nieuwe monsters.", []),
    ],
)
def test_who_what_and_by_when(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Kind, actor and day, the day first in numbers; what is not done, or waits for the reader, is none."""
    assert promises_in(text) == expected


def test_words_are_read_by_the_rules_of_their_own_language() -> None:
    """Polish is read by nobody's rules, and an English sentence in a German mail by no English ones; too few words by all."""
    assert (
        promises_in(
            "Dzień dobry, proszę o cierpliwość, wyślemy ofertę w piątek, bo jeszcze nie jest gotowa, dziękuję bardzo. I will send it."
        )
        == []
    )
    assert promises_in("Montag: melde mich bei Ihnen.") == promises_in("Guten Tag, ich melde mich am Montag bei Ihnen.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("die Prüfprotokolle und das Datenblatt", "Prüfprotokoll der Datenblätter"),
        ("les devis révisés", "le devis révisé"),
        ("los planos y la cotización", "plano, cotizaciones"),
    ],
)
def test_a_thing_has_one_name_in_all_its_forms(one: str, other: str) -> None:
    """Endings, accents, articles and words of promising are no part of what names a thing."""
    assert stems(one, english=False) == stems(other, english=False) != frozenset()
    assert stems("ich melde mich bei Ihnen; je reviens vers vous; le digo algo", english=False) == frozenset()


DE, FR, ES, IT, NL = (
    "Guten Tag, ich schicke Ihnen das Prüfprotokoll bis Mittwoch.",
    "Bonjour, je vous envoie le rapport d'essai avant jeudi.",
    "Buenos días, le envío el informe de ensayo el miércoles.",
    "Buongiorno, le invio il rapporto di prova entro mercoledì.",
    "Goedemorgen, ik stuur u het testrapport uiterlijk woensdag.",
)
FATE: list[tuple[str, list[tuple[Interaction, str]], float, str]] = [
    ("a file of that name elsewhere", [(us("a", 0), DE), (us("b", 2, thread_id="t9"), "Anbei.|Pruefung.pdf")], 5, "overdue"),
    (
        "a file of that name",
        [(us("a", 0), DE), (us("b", 2, thread_id="t9"), "Guten Tag, siehe Datei.|Prüfprotokoll_v2.pdf")],
        9,
        "kept",
    ),
    ("wie versprochen", [(us("a", 0), DE), (us("b", 2), "Guten Tag, wie versprochen das Protokoll.")], 9, "kept"),
    ("anbei", [(us("a", 0), DE), (us("b", 2), "Anbei das Prüfprotokoll für Sie, wie besprochen.")], 9, "kept"),
    ("done", [(us("a", 0), DE), (us("b", 2), "Das Prüfprotokoll habe ich Ihnen gestern geschickt.")], 9, "kept"),
    ("thanks", [(us("a", 0), DE), (them("b", 2), "Vielen Dank für das Prüfprotokoll, das hilft uns.")], 9, "kept"),
    ("thanks beforehand", [(us("a", 0), DE), (them("b", 1), "Danke im Voraus für das Prüfprotokoll.")], 9, "overdue"),
    ("for help", [(us("a", 0), DE), (them("b", 1), "Danke für Ihre Hilfe, auch mit dem Prüfprotokoll.")], 9, "overdue"),
    (
        "chased",
        [(us("a", 0), DE), (them("b", 6), "Wo bleibt das Prüfprotokoll? Wir haben noch nichts erhalten.")],
        30,
        "broken",
    ),
    ("excused", [(us("a", 0), DE), (us("b", 6), "Entschuldigen Sie die Verspätung mit dem Protokoll.")], 7, "overdue"),
    ("late", [(us("a", 0), DE), (us("b", 6), "Hier ist das Prüfprotokoll für Sie.")], 9, "kept late"),
    ("freed", [(us("a", 0), DE), (them("b", 1), "Das Prüfprotokoll brauchen wir nicht mehr.")], 9, "released"),
    ("another thing", [(us("a", 0), DE), (us("b", 1, thread_id="t9"), "Anbei der Lageplan für Sie.")], 9, "overdue"),
    ("fr: a file of that name", [(us("a", 0), FR), (us("b", 2, thread_id="t9"), "Bonjour.|rapport_essai.pdf")], 9, "kept"),
    ("fr: comme promis", [(us("a", 0), FR), (us("b", 2), "Bonjour, comme promis, le rapport que vous attendez.")], 9, "kept"),
    ("fr: ci-joint", [(us("a", 0), FR), (us("b", 2), "Vous trouverez ci-joint le rapport d'essai.")], 9, "kept"),
    ("fr: thanks", [(us("a", 0), FR), (them("b", 2), "Merci beaucoup pour le rapport d'essai, c'est parfait.")], 9, "kept"),
    ("fr: thanks beforehand", [(us("a", 0), FR), (them("b", 1), "Merci d'avance pour le rapport d'essai.")], 9, "overdue"),
    ("fr: chased", [(us("a", 0), FR), (them("b", 6), "Nous n'avons toujours pas reçu votre rapport d'essai.")], 30, "broken"),
    ("fr: excused", [(us("a", 0), FR), (us("b", 6), "Désolé pour le retard du rapport, je m'en excuse.")], 7, "overdue"),
    ("fr: freed", [(us("a", 0), FR), (them("b", 1), "Nous n'avons plus besoin du rapport d'essai.")], 9, "released"),
    ("es: a file of that name", [(us("a", 0), ES), (us("b", 2, thread_id="t9"), "Hola.|informe_ensayo.pdf")], 9, "kept"),
    ("es: como prometí", [(us("a", 0), ES), (us("b", 2), "Hola, como le prometí, el informe que usted esperaba.")], 9, "kept"),
    ("es: adjunto", [(us("a", 0), ES), (us("b", 2), "Adjunto encontrará el informe de ensayo.")], 9, "kept"),
    ("es: thanks", [(us("a", 0), ES), (them("b", 2), "Muchas gracias por el informe de ensayo, nos ayuda.")], 9, "kept"),
    (
        "es: thanks beforehand",
        [(us("a", 0), ES), (them("b", 1), "Gracias de antemano por el informe de ensayo.")],
        9,
        "overdue",
    ),
    ("es: chased", [(us("a", 0), ES), (them("b", 6), "Todavía no hemos recibido el informe de ensayo.")], 30, "broken"),
    ("es: excused", [(us("a", 0), ES), (us("b", 6), "Perdone el retraso del informe, lo siento.")], 7, "overdue"),
    ("es: freed", [(us("a", 0), ES), (them("b", 1), "Ya no necesitamos el informe de ensayo.")], 9, "released"),
    ("it: a file of that name", [(us("a", 0), IT), (us("b", 2, thread_id="t9"), "Buongiorno.|rapporto_prova.pdf")], 9, "kept"),
    (
        "it: come promesso",
        [(us("a", 0), IT), (us("b", 2), "Buongiorno, come promesso ecco il rapporto che attendeva.")],
        9,
        "kept",
    ),
    ("it: in allegato", [(us("a", 0), IT), (us("b", 2), "In allegato trova il rapporto di prova.")], 9, "kept"),
    ("it: thanks", [(us("a", 0), IT), (them("b", 2), "Grazie per il rapporto di prova, ci è molto utile.")], 9, "kept"),
    ("it: thanks beforehand", [(us("a", 0), IT), (them("b", 1), "Grazie in anticipo per il rapporto di prova.")], 9, "overdue"),
    ("it: chased", [(us("a", 0), IT), (them("b", 6), "Non abbiamo ancora ricevuto il rapporto di prova.")], 30, "broken"),
    (
        "it: excused",
        [(us("a", 0), IT), (us("b", 6), "Ci scusiamo per il ritardo del rapporto, siamo dispiaciuti.")],
        7,
        "overdue",
    ),
    ("it: freed", [(us("a", 0), IT), (them("b", 1), "Il rapporto di prova non ci serve più.")], 9, "released"),
    (
        "nl: a file of that name",
        [(us("a", 0), NL), (us("b", 2, thread_id="t9"), "Goedemorgen, zie bestand.|testrapport.pdf")],
        9,
        "kept",
    ),
    ("nl: zoals beloofd", [(us("a", 0), NL), (us("b", 2), "Goedemorgen, zoals beloofd hier het rapport voor u.")], 9, "kept"),
    ("nl: bijgevoegd", [(us("a", 0), NL), (us("b", 2), "Bijgevoegd vindt u het testrapport.")], 9, "kept"),
    ("nl: thanks", [(us("a", 0), NL), (them("b", 2), "Bedankt voor het testrapport, dat helpt ons.")], 9, "kept"),
    ("nl: thanks beforehand", [(us("a", 0), NL), (them("b", 1), "Alvast bedankt voor het testrapport.")], 9, "overdue"),
    ("nl: chased", [(us("a", 0), NL), (them("b", 6), "We hebben het testrapport nog niet ontvangen.")], 30, "broken"),
    ("nl: excused", [(us("a", 0), NL), (us("b", 6), "Excuses voor de vertraging van het rapport.")], 7, "overdue"),
    ("nl: freed", [(us("a", 0), NL), (them("b", 1), "Het testrapport hebben we niet meer nodig.")], 9, "released"),
]


@pytest.mark.parametrize(
    ("said", "now", "state"), [(said, now, state) for _, said, now, state in FATE], ids=[c[0] for c in FATE]
)
def test_what_became_of_it(said: list[tuple[Interaction, str]], now: float, state: str) -> None:
    """A file with the promised noun, “wie versprochen”, thanks, a chase, an apology and a release decide as in English."""
    assert [p.state for p in ledger(*said, now=now)] == [state]


@pytest.mark.parametrize(
    ("promise", "found", "not_yet"),
    [
        (
            "Guten Tag, ich frage bei der Technik wegen der Dichtung nach und melde mich.",
            "Guten Tag, die Technik hat bestätigt, dass die Dichtung bis 140 Grad hält und auch in die alte Pumpe passt.",
            "Guten Tag, könnten Sie mir bitte noch die Nummer der Pumpe mit der Dichtung nennen, die Sie meinen?",
        ),
        (
            "Bonjour, je me renseigne auprès de notre atelier pour le joint et je reviens vers vous.",
            "Bonjour, notre atelier a confirmé que le joint tient jusqu'à 140 degrés dans la pompe que vous avez.",
            "Bonjour, pourriez-vous me donner le numéro de la pompe et du joint dont vous parlez ?",
        ),
        (
            "Buenos días, consulto lo de la junta con el taller y le digo algo.",
            "Buenos días, el taller ha confirmado que la junta aguanta hasta 140 grados en la bomba que ustedes tienen.",
            "Buenos días, ¿podría darme el número de la bomba y de la junta de la que habla?",
        ),
    ],
)
def test_what_was_to_be_found_out_is_kept_by_what_tells_of_it(promise: str, found: str, not_yet: str) -> None:
    """An answer of the matter keeps it; a question does not."""
    assert [p.state for p in ledger((us("a", 0), promise), (us("b", 2), found), now=9)] == ["kept"]
    assert [p.state for p in ledger((us("a", 0), promise), (us("b", 2), not_yet), now=9)] == ["open"]


PIECES = {
    "de": ["ich werde ", "wir ", "ihnen morgen ", "wird getan ", "ich schicke ", "der von das ", "bis zum 3. "],
    "fr": ["je vous ", "nous ", "et vous ", "sera ", "je vais ", "le la les ", "d'ici le 3 "],
    "es": ["le ", "se lo ", "vamos a ", "será ", "que le ", "el la los ", "antes del 3 "],
    "it": ["glielo ", "vi mando ", "noi domani ", "sarà ", "che la ", "il la gli ", "entro il 3 "],
    "nl": ["ik ", "wij sturen ", "u ontvangt ", "wordt niet ", "zodra de ", "het een de ", "voor de 3 "],
}


@pytest.mark.parametrize("piece", [piece for of in PIECES.values() for piece in of])
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in about a second, for promises and for what became of them."""
    language = next(of for of, pieces in PIECES.items() if piece in pieces)
    opening = {
        "de": "wir sind und die das ist nicht ",
        "fr": "nous vous avec pour dans est les ",
        "es": "que los las por para una es está ",
        "it": "il di che è per un una non sono ",
        "nl": "het een van en dat niet zijn voor ",
    }
    text = opening[language] * 10 + piece * (1_000_000 // len(piece))
    within(2, lambda: read_commitments(text, [Span(0, len(text), "own")], WEDNESDAY))
    within(2, lambda: signs(text))
    within(1, lambda: (brings(text, frozenset(), (language,)), thanked(text[:1000], language)))
