"""Days in Italian, Dutch and Portuguese mail: 119 sentences written before the words were, and long or mixed lines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.pace import within

from regard.evidence.language.dates import LANGUAGES, due_dates
from regard.evidence.language.dates.words import language_of

WEDNESDAY = int(datetime(2024, 5, 15, 10, tzinfo=UTC).timestamp()) * 1_000_000
ITALIAN = [
    ("Le mando l'offerta entro venerdì.", "2024-05-17"),
    ("Ci vediamo lunedì prossimo alle 10.", "2024-05-20"),
    ("La consegna è prevista per il 3 giugno.", "2024-06-03"),
    ("Vi risponderò la settimana prossima.", "2024-05-24"),
    ("Abbiamo bisogno del contratto entro la fine del mese.", "2024-05-31"),
    ("Il pagamento arriva tra due settimane.", "2024-05-29"),
    ("La riunione è fissata per giovedì 23 maggio alle 15.", "2024-05-23"),
    ("Potete inviarci il disegno entro domani?", "2024-05-16"),
    ("Chiuderemo il trimestre entro fine giugno.", "2024-06-30"),
    ("Entro 10 giorni lavorativi riceverete la merce.", "2024-05-29"),
    ("Le offerte vanno presentate entro il 31/05/2024.", "2024-05-31"),
    ("Oggi pomeriggio le mando la fattura.", "2024-05-15"),
    ("Dopodomani passo da voi in stabilimento.", "2024-05-17"),
    ("Martedì le telefono.", "2024-05-21"),
    ("Fra tre giorni avremo i risultati.", "2024-05-18"),
    ("Ci serve una risposta entro e non oltre il 20 maggio.", "2024-05-20"),
    ("Il collaudo si farà a metà giugno.", "2024-06-15"),
    ("Entro la prossima settimana vi inviamo il campione.", "2024-05-24"),
    ("Consegneremo tutto prima di Natale.", "2024-12-24"),
    ("Il budget verrà approvato a settembre.", "2024-09-30"),
    ("La spedizione parte mercoledì 22.", "2024-05-22"),
    ("Le confermo la data entro stasera.", "2024-05-15"),
    ("Il nuovo listino vale dal 1° luglio.", "2024-07-01"),
    ("Vi chiamo all'inizio della prossima settimana.", "2024-05-21"),
    ("Entro il 15 giugno dobbiamo decidere.", "2024-06-15"),
    ("Ieri abbiamo ricevuto la merce.", ""),
    ("Ci siamo visti lunedì scorso a Torino.", ""),
    ("La settimana scorsa il direttore era in ferie.", ""),
    ("Non possiamo venire venerdì.", ""),
    ("Il lunedì siamo sempre chiusi.", ""),
    ("Grazie per la telefonata di ieri.", ""),
    ("Lavoriamo con loro da dieci anni.", ""),
    ("La garanzia dura due anni.", ""),
    ("L'anno scorso abbiamo comprato tre pompe.", ""),
    ("Il pezzo costa 20 euro e pesa 3 chili.", ""),
    ("La versione 3.2 è già installata.", ""),
    ("Di solito rispondiamo in due giorni.", ""),
    ("Ha lasciato l'azienda nel 2019.", ""),
    ("La fattura del 3 maggio è stata pagata.", ""),
    ("Siamo soddisfatti della macchina.", ""),
]

DUTCH = [
    ("Ik stuur u de offerte uiterlijk vrijdag.", "2024-05-17"),
    ("We spreken elkaar volgende week maandag om 10 uur.", "2024-05-20"),
    ("De levering staat gepland voor 3 juni.", "2024-06-03"),
    ("Ik kom er volgende week op terug.", "2024-05-24"),
    ("We hebben het contract voor het einde van de maand nodig.", "2024-05-31"),
    ("De betaling volgt over twee weken.", "2024-05-29"),
    ("De vergadering is op donderdag 23 mei om 15.00 uur.", "2024-05-23"),
    ("Kunt u ons de tekening morgen sturen?", "2024-05-16"),
    ("We ronden het af voor eind juni.", "2024-06-30"),
    ("Binnen 10 werkdagen ontvangt u de goederen.", "2024-05-29"),
    ("Offertes moeten uiterlijk 31-05-2024 binnen zijn.", "2024-05-31"),
    ("Vanmiddag mail ik u de factuur.", "2024-05-15"),
    ("Overmorgen kom ik bij u langs.", "2024-05-17"),
    ("Dinsdag bel ik u.", "2024-05-21"),
    ("Over drie dagen hebben we de resultaten.", "2024-05-18"),
    ("Graag uw antwoord voor 20 mei.", "2024-05-19"),
    ("De keuring vindt half juni plaats.", "2024-06-15"),
    ("Komende vrijdag sturen we het monster.", "2024-05-17"),
    ("Eind dit kwartaal beslist de directie.", "2024-06-30"),
    ("Het budget wordt in september goedgekeurd.", "2024-09-30"),
    ("De zending vertrekt woensdag 22 mei.", "2024-05-22"),
    ("Ik bevestig de datum vanavond nog.", "2024-05-15"),
    ("De nieuwe prijslijst geldt vanaf 1 juli.", "2024-07-01"),
    ("Begin volgende week bel ik u.", "2024-05-21"),
    ("Tegen 15 juni moeten we beslissen.", "2024-06-15"),
    ("Gisteren hebben we de goederen ontvangen.", ""),
    ("We hebben elkaar vorige week maandag gezien.", ""),
    ("Vorige maand was de directeur op vakantie.", ""),
    ("Vrijdag kunnen we niet komen.", ""),
    ("Op maandag zijn we altijd gesloten.", ""),
    ("Bedankt voor het telefoongesprek van gisteren.", ""),
    ("We werken al tien jaar met hen.", ""),
    ("De garantie duurt twee jaar.", ""),
    ("Vorig jaar hebben we drie pompen gekocht.", ""),
    ("Het onderdeel kost 20 euro en weegt 3 kilo.", ""),
    ("Versie 3.2 is al geïnstalleerd.", ""),
    ("Hij heeft het bedrijf in 2019 verlaten.", ""),
    ("De factuur van 3 mei is betaald.", ""),
    ("We zijn tevreden over de machine.", ""),
]

PORTUGUESE = [
    ("Envio-lhe a proposta até sexta-feira.", "2024-05-17"),
    ("Falamos na próxima segunda-feira às 10h.", "2024-05-20"),
    ("A entrega está prevista para 3 de junho.", "2024-06-03"),
    ("Respondo na próxima semana.", "2024-05-24"),
    ("Precisamos do contrato até ao fim do mês.", "2024-05-31"),
    ("O pagamento chega daqui a duas semanas.", "2024-05-29"),
    ("A reunião é na quinta-feira, 23 de maio, às 15h.", "2024-05-23"),
    ("Pode enviar-nos o desenho amanhã?", "2024-05-16"),
    ("Fechamos o trimestre até final de junho.", "2024-06-30"),
    ("No prazo de 10 dias úteis receberá a mercadoria.", "2024-05-29"),
    ("As propostas devem ser entregues até 31/05/2024.", "2024-05-31"),
    ("Hoje à tarde mando-lhe a fatura.", "2024-05-15"),
    ("Depois de amanhã passo pela fábrica.", "2024-05-17"),
    ("Na terça-feira ligo-lhe.", "2024-05-21"),
    ("Em três dias teremos os resultados.", "2024-05-18"),
    ("Aguardamos a sua resposta o mais tardar a 20 de maio.", "2024-05-20"),
    ("O ensaio será em meados de junho.", "2024-06-15"),
    ("Na semana que vem enviamos a amostra.", "2024-05-24"),
    ("Entregamos tudo antes do Natal.", "2024-12-24"),
    ("O orçamento será aprovado em setembro.", "2024-09-30"),
    ("A carga sai na quarta-feira dia 22.", "2024-05-22"),
    ("Confirmo a data ainda hoje.", "2024-05-15"),
    ("A nova tabela vale a partir de 1 de julho.", "2024-07-01"),
    ("Ligo-lhe no início da próxima semana.", "2024-05-21"),
    ("Até 15 de junho temos de decidir.", "2024-06-15"),
    ("Ontem recebemos a mercadoria.", ""),
    ("Vimo-nos na segunda-feira passada em Lisboa.", ""),
    ("Na semana passada o diretor estava de férias.", ""),
    ("Não podemos ir na sexta-feira.", ""),
    ("Às segundas-feiras estamos sempre fechados.", ""),
    ("Obrigado pelo telefonema de ontem.", ""),
    ("Trabalhamos com eles há dez anos.", ""),
    ("A garantia é de dois anos.", ""),
    ("No ano passado comprámos três bombas.", ""),
    ("A peça custa 20 euros e pesa 3 quilos.", ""),
    ("A versão 3.2 já está instalada.", ""),
    ("Normalmente respondemos em dois dias.", ""),
    ("Ele saiu da empresa em 2019.", ""),
    ("A fatura de 3 de maio foi paga.", ""),
    ("Estamos satisfeitos com a máquina.", ""),
]


@pytest.mark.parametrize(("sentence", "day"), [*ITALIAN, *DUTCH, *PORTUGUESE])
def test_the_day_meant_is_read_and_no_other(sentence: str, day: str) -> None:
    """The one day to come that is meant; none of what is over, denied, done always or no day at all."""
    found = [due.day for due in due_dates(sentence, WEDNESDAY) if due.day >= "2024-05-15" and due.certainty >= 0.3]
    assert found == ([day] if day else [])


@pytest.mark.parametrize(("sentences", "language"), [(ITALIAN, "it"), (DUTCH, "nl"), (PORTUGUESE, "pt")])
def test_sentences_are_told_by_their_little_words(sentences: list[tuple[str, str]], language: str) -> None:
    """Nine of ten sentences with a day are known for their language."""
    with_day = [sentence for sentence, day in sentences if day]
    assert sum(language_of(sentence) == language for sentence in with_day) >= 0.9 * len(with_day)


@pytest.mark.parametrize(
    "sentence", ["Let's go out to lunch in May", "Shut 'em down by Friday", "We direct the per diem in August, as all mas do"]
)
def test_english_stays_english(sentence: str) -> None:
    """Names of months and little words of other languages that are English ones too tell nothing."""
    assert language_of(sentence) == "en"


@pytest.mark.parametrize(
    "word", ["venerdì ", "entro venerdì ", "vrijdag ", "eind juni ", "sexta-feira ", "no ", "até 3 de junho "]
)
@pytest.mark.parametrize("language", LANGUAGES[4:])
def test_a_long_line_is_read_in_time(word: str, language: str) -> None:
    """Twenty thousand characters of one thing."""
    within(2, lambda: due_dates(word * (20_000 // len(word)), WEDNESDAY, language=language))
