"""That two met is heard where somebody says so afterwards; a wish, an invitation and a meeting that failed say nothing."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.evidence.language.meeting_past import tells_of_meeting

MET = """Thank you for your time this morning.
Thank you for the visit yesterday, the new mill looks promising.
Thanks for the call this morning.
Many thanks for your presentation on Tuesday.
It was good to meet you last week.
Great seeing you both yesterday!
As discussed in our meeting, here are the drawings.
When we met you mentioned a cheaper alloy.
Thanks for coming over, the team enjoyed it.
As agreed yesterday I send you the list.
Danke für das gute Gespräch gestern.
Vielen Dank für Ihren Besuch in Kassel.
Es hat mich gefreut, dass wir uns kennengelernt haben.
Wie gestern besprochen, hier die Zeichnungen.
Wie in unserem Gespräch vereinbart sende ich die Liste.
Merci pour la réunion d'hier.
Merci beaucoup pour votre visite.
Ravi de vous avoir rencontrée mardi.
Comme convenu hier, voici la liste.
Gracias por la visita de ayer.
Muchas gracias por su presentación.
Encantada de haberle conocido.
Como hablamos ayer, le envío los planos."""
UNREAD_MET = """Thank you for the tour of the plant.
Thanks again for taking the time to see us yesterday.
Lovely to see you on Monday.
As we discussed this morning, two pallets will do.
Danke für das Treffen am Montag.
Schön, dass wir uns gestern gesehen haben.
Wie bei Ihrem Besuch besprochen, nehmen wir die blaue.
Merci pour l'entretien de ce matin.
Merci pour notre échange.
Comme évoqué lors de notre rendez-vous, il nous faut trois lots.
Gracias por la reunión.
Un placer haberos visto ayer."""
NOT = """Thank you for the invitation to the demo.
Thank you for your time.
Thank you for the presentation you sent.
Thanks for the workshop materials.
Thanks for the tour dates, the second one suits us.
Thank you for the meeting. I was ill and did not come.
Many thanks for the demo video.
Thanks for the call yesterday, I got your voicemail.
Danke für das Treffen. Ich konnte leider nicht kommen.
Thank you for your quote.
I look forward to meeting you on Monday.
Could we meet on Tuesday?
Sorry that I missed our call yesterday.
It would be good to see you next week.
As agreed, the goods leave on Friday.
Thanks for the meeting request, but that week is full.
I met your competitor yesterday.
When you meet Anna, give her my regards.
Thank you for the meeting notes.
Danke für Ihr Angebot.
Danke für die Einladung zum Gespräch.
Leider musste ich das Gespräch gestern absagen.
Wie vereinbart liefern wir am Freitag.
Schön, wenn wir uns bald sehen.
Merci pour votre proposition.
Merci pour la réunion proposée, mais je suis absent.
Désolé pour la réunion d'hier, je l'ai manquée.
Comme convenu, nous livrons vendredi.
Gracias por su oferta.
Gracias por la invitación a la visita.
¿Podemos vernos el martes?
Según acordamos, el pago es a 30 días."""
UNREAD_NOT = """Good to see you have found a supplier this week.
Merci pour votre appel d'offres.
Thanks for sending the slides.
Good to hear that you saw Kim on Monday.
Thank you for your call for tenders.
It is nice to see prices fall this week.
Danke für die schnelle Antwort gestern.
Der Termin gestern ist leider ausgefallen.
Merci pour votre message d'hier.
Heureux de vous rencontrer la semaine prochaine.
Gracias por su respuesta de ayer.
Será un placer conocerle."""


@pytest.mark.parametrize("said", [*MET.splitlines(), *UNREAD_MET.splitlines()])
def test_that_they_met(said: str) -> None:
    """In four languages, by thanks, by pleasure, and by what was agreed there."""
    assert tells_of_meeting(f"Hello Sam,\n\n{said} See the list below.\n\nJo")


@pytest.mark.parametrize("said", [*NOT.splitlines(), *UNREAD_NOT.splitlines()])
def test_that_they_did_not_or_that_nothing_is_said(said: str) -> None:
    """Thanks for other things, wishes, invitations, what failed."""
    assert not tells_of_meeting(f"Hello Sam,\n\n{said} See the list below.\n\nJo")


@pytest.mark.parametrize(
    "words", ["thank you for the new big ", "good good to see you as we discussed ", "merci pour la réunion "]
)
def test_many_such_words_are_read_quickly(words: str) -> None:
    """Work grows with the length alone."""
    text = words * (1_000_000 // len(words))
    within(3.0, lambda: tells_of_meeting(text))
    text = (words * 10 + ". ") * (300_000 // len(words) // 10)
    within(6.0, lambda: tells_of_meeting(text))
