"""A wish to keep something quiet is heard in four languages, and ordinary mail, small print and agreements are not."""

from __future__ import annotations

import pytest

from regard.evidence.language import confidences
from regard.evidence.language.confidences import _forms, _gate, in_confidence
from regard.evidence.language.sentences import plain

RIGHT = {
    "en": """Please treat this as confidential.
This is confidential, please don't share it with the team: the budget has been cut.
Please do not share this with your colleagues.
In confidence: the board has said no.
Please treat this confidentially.
Please keep what follows to yourself.
Can we keep this between us?
I shouldn't be telling you this, but the order goes elsewhere.
pls keep this btw us - the budget is gone
Between you and me, I am leaving in May.
Off the record, they want a second source.
Please keep it quiet for now.
We would like to keep this under wraps until June.
This is not public yet.
I tell you before it is announced: we are moving.
Don't quote me on this.
Please don't forward this mail to anyone.
Please do not pass this on.
Don't tell anyone, but Kim resigned.
This is just for you.
For your eyes only.
I would appreciate your discretion here; for your ears only.
Can you keep a secret?
I would like this to stay private.
You didn't hear it from me.
Confidential.
As I said in confidence, the budget is gone.
Nobody else knows this yet.
Please don't mention this to my boss.
This must not go any further.
Strictly confidential - we have a new owner.
I'd rather you didn't share this with the others.
Not for onward distribution, please.""",
    "de": """Bitte vertraulich behandeln.
Bitte behalten Sie das für sich, streng vertraulich und nur unter uns.
Unter uns: das Budget ist gestrichen.
Bitte nicht weitergeben.
Bitte nicht weitersagen, aber wir haben uns entschieden.
Sagen Sie es bitte niemandem.
Das ist noch nicht offiziell.
Das ist noch nicht öffentlich.
Das haben Sie nicht von mir.
Bitte behandeln Sie diese Zahlen vertraulich.
Ich sage Ihnen das im Vertrauen.
Behalte das bitte für dich.
Das bleibt bitte unter uns.
Bitte leiten Sie diese Mail nicht weiter.
Erzähl es bitte nicht weiter.
Bitte nicht mit Ihren Kollegen teilen.
Ich dürfte Ihnen das eigentlich nicht sagen.
Nur für Sie persönlich bestimmt.
Ich bitte um Diskretion.
Ich bitte um Stillschweigen.
Streng vertraulich!
Bevor es offiziell wird: ich gehe im Mai.
Zwischen uns gesagt, der Chef will nicht.
Das weiß noch niemand.
Niemand darf davon erfahren.
Bitte zitieren Sie mich nicht.""",
    "fr": """Entre nous, nous avons choisi un autre fournisseur.
C'est confidentiel.
À titre strictement confidentiel, le budget est supprimé.
Merci de ne pas diffuser.
Merci de garder cela pour vous.
Ne le répétez pas, s'il vous plaît.
Ne pas transférer, merci.
Cela reste entre nous.
N'en parlez à personne.
Je vous le dis en confidence.
Ce n'est pas encore officiel.
Ce n'est pas encore public.
Je compte sur votre discrétion.
Merci de ne pas en parler à vos collègues.
Gardez cela secret.
Avant l'annonce officielle : je pars en mai.
Je ne devrais pas vous le dire.
De vous à moi, le patron hésite.
Merci de ne pas partager cette information.
Merci de traiter ceci de façon confidentielle.
Ne le dites à personne.
Cette information est strictement confidentielle.
En off, ils veulent un rabais.
Personne ne le sait encore.
Merci de rester discret.
Confidentiel : changement de direction""",
    "es": """Entre nosotros, hemos elegido otro proveedor.
Esto es confidencial.
Por favor, no lo comentes.
No lo comentes con nadie.
Por favor, no lo comparta con su equipo.
Le pido máxima discreción.
Guárdatelo para ti.
Que quede entre nosotros.
Te lo digo en confianza.
Todavía no es oficial.
Aún no es público.
No le digas nada a mi jefe.
Por favor no reenvíe este correo.
Es información estrictamente confidencial.
Tratadlo como confidencial, por favor.
Entre tú y yo, me marcho en mayo.
Antes de que se anuncie: me voy.
No debería decirte esto.
Solo para ti.
Nadie lo sabe todavía.
Extraoficialmente, no hay presupuesto.
No lo divulgue, por favor.
Yo no te he dicho nada.
Confidencial: cambio de dirección
Por favor, mantenga esto en secreto.""",
}
WRONG = {
    "en": """We need the fridges in May.
Could you send me the prices of all of them?
Please share your thoughts on the plan.
Please forward this to your team.
The contract between us ends in May.
Please sign the confidentiality agreement.
We have attached the confidentiality and non-disclosure agreement for signature.
Has the NDA been signed?
We have full confidence in you.
I am confident that we can close this.
This e-mail is confidential and intended only for the addressee; if you have received it in error, delete it.
The information is privileged and confidential; unauthorised use is forbidden.
Please tell everybody.
For the record, we paid in May.
You can quote me on this.
What is your quote for two hundred?
Please pass this on to Kim.
The meeting is between two and four.
Our public holiday is on Monday.
They announced the merger last week.
It is quiet here in August.
Please keep me posted.
Please keep the drawings for your records.
I do not have the price list.
Please do not tell me it is late again.
The confidence interval is wide.
I cannot open the file that you shared.""",
    "de": """Wir brauchen die Geräte im Mai.
Bitte leiten Sie das an Ihr Team weiter.
Die Vertraulichkeitsvereinbarung liegt bei.
Bitte senden Sie uns die Geheimhaltungsvereinbarung.
Wir vertrauen Ihnen.
Das Angebot ist offiziell.
Können Sie uns das Angebot schicken?
Wir müssen das intern klären.
Weitere Fragen habe ich nicht.
Der Termin liegt zwischen zwei und vier.
Wir haben uns für Sie entschieden.
Das ist für Sie sicher interessant.
Bitte teilen Sie mir den Preis mit.
Bitte sagen Sie mir Bescheid.
Diese Mail ist vertraulich; wenn Sie nicht der richtige Adressat sind, vernichten Sie sie.
Das ist leider nicht bekannt, ich frage nach.
Danke für Ihr Vertrauen.
Bitte geben Sie das an die Technik weiter.
Ich habe das Protokoll nicht bekommen.
Die Öffentlichkeit war begeistert.
Der Preis ist nicht weiter verhandelbar.
Herr Frisch leitet das Projekt.
Die Lieferung kommt am Freitag.
Es bleibt bei Montag.
Nicht vor Juni.""",
    "fr": """Nous avons besoin des appareils en mai.
Pouvez-vous m'envoyer les prix ?
L'accord de confidentialité est signé.
Merci de transmettre ce message à votre équipe.
La clause de confidentialité pose problème.
Ce message est confidentiel ; si vous n'êtes pas le destinataire, merci de le supprimer.
Nous avons confiance en vous.
Merci de partager le document avec Kim.
Le contrat entre nos sociétés est signé.
La réunion est entre deux et quatre heures.
Je ne peux pas ouvrir le fichier.
Pouvez-vous en parler à votre équipe ?
C'est officiel.
Merci de me dire quand.
Je vous dis cela demain.
Le marché public est ouvert.
Nous gardons le contact.
Merci de nous répondre.
Vous pouvez me citer.
Il ne reste rien à faire.
Le prix n'est pas bon.
Je transfère la demande.
Le secrétariat est fermé.
L'annonce est parue hier.
Personne n'a répondu.""",
    "es": """Necesitamos los equipos en mayo.
¿Puede enviarme los precios?
El acuerdo de confidencialidad está firmado.
Por favor, comparta el documento con su equipo.
La cláusula de confidencialidad nos preocupa.
Este mensaje es confidencial; si usted no es el destinatario, elimínelo.
Tenemos confianza en ustedes.
Por favor, reenvíe este correo a Kim.
El contrato entre nuestras empresas termina en mayo.
La reunión es entre las dos y las cuatro.
No puedo abrir el archivo.
¿Puede comentarlo con su equipo?
Es oficial.
Dígame cuándo.
El sector público compra mucho.
No tengo comentarios.
Nadie respondió.
Guardo una copia.
La reserva del hotel está hecha.
Lo anunciaron ayer.
No es posible antes de junio.
Cuente con nosotros.
El precio no es bueno.
Puede citarme.
Gracias por su confianza.""",
}


@pytest.mark.parametrize("said", [s for of in RIGHT.values() for s in of.splitlines()])
def test_a_wish_to_keep_it_quiet_is_heard(said: str) -> None:
    """Whatever stands round it, and however the apostrophes are written."""
    assert in_confidence(said)
    assert in_confidence(f"Hi Sam,\n\nThe fridges came. {said.replace(chr(39), '’')} See you in May.\n\nJo")


@pytest.mark.parametrize("said", [s for of in WRONG.values() for s in of.splitlines()])
def test_other_words_are_none(said: str) -> None:
    """Ordinary mail, small print and agreements on confidentiality ask for nothing to be kept quiet."""
    assert not in_confidence(said)


def test_the_gate_of_words_changes_no_answer() -> None:
    """Wherever a form hears something, a part of a word of its language's gate stands."""
    gate, languages = _gate()
    for said in (plain(s) for of in (*RIGHT.values(), *WRONG.values()) for s in of.splitlines()):
        near = {n for part, _, _ in gate.places(said) for n in languages[part]}
        forms, of_language = _forms()
        for n, ways in enumerate(of_language):
            assert n in near or not forms.found(said, ways), said


def test_a_text_is_judged_once_and_no_word_of_it_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again the answer is the same without reading, also of letters that are none; what is remembered holds no words."""
    read: list[str] = []
    whole = confidences._asks_to_keep_quiet
    monkeypatch.setattr(confidences, "_known", {})
    monkeypatch.setattr(confidences, "MOST", 2)
    monkeypatch.setattr(confidences, "_asks_to_keep_quiet", lambda words: read.append(words) or whole(words))
    quiet, plain, odd = "Please keep this between us.", "The plan is attached.", "odd \udc80 letters"
    assert [confidences.in_confidence(x) for x in (quiet, plain, quiet, plain)] == [True, False, True, False]
    assert read == [quiet, plain]
    assert "between us" not in repr(confidences._known)
    assert not confidences.in_confidence(odd)
    assert len(confidences._known) == 1, "it begins anew when it is full"
