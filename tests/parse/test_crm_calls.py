"""Is an activity of the CRM a call in which they spoke?"""

from __future__ import annotations

import pytest

from regard.parse.crm_calls import SPOKE, TRIED, call_kind

CALLS = [
    ({"kind": "task", "type": "Call", "status": "Completed"}, SPOKE),
    ({"kind": "task", "subject": "Anruf", "status": "Erledigt"}, SPOKE),
    ({"kind": "call", "result": "f240bbac-87c9-4f6e-bf70-924b57d47db7", "status": "COMPLETED"}, SPOKE),
    ({"kind": "task", "type": "Call", "status": "Completed", "body": "Rang about the seals, she wants two more."}, SPOKE),
    ({"kind": "task", "type": "Call", "status": "Not Started"}, TRIED),
    ({"kind": "task", "type": "Call", "status": "Completed", "closed": "false"}, TRIED),
    ({"kind": "call", "result": "b2cf5968-551e-4856-9783-52b3da59a7d0"}, TRIED),
    ({"kind": "task", "type": "Call", "status": "Completed", "result": "Left voicemail"}, TRIED),
    ({"kind": "task", "type": "Call", "status": "Completed", "body": "Niemanden erreicht, morgen wieder."}, TRIED),
    ({"kind": "task", "type": "Call", "status": "Completed", "body": "Tombé sur le répondeur"}, TRIED),
    ({"kind": "task", "subject": "Llamada", "status": "Completada", "body": "no contesta"}, TRIED),
    ({"kind": "call", "status": "NO_ANSWER"}, TRIED),
    ({"kind": "task", "subject": "Call off the order of May", "status": "Completed"}, ""),
    ({"kind": "meeting", "subject": "Visit", "status": "Completed"}, ""),
    ({"kind": "task", "type": "Email", "status": "Completed"}, ""),
]


@pytest.mark.parametrize(("values", "kind"), CALLS)
def test_a_call_in_which_they_spoke_is_told_from_one_that_was_tried(values: dict[str, str], kind: str) -> None:
    """By what kind of activity it is, whether it is done, and what came of it."""
    assert call_kind(values) == kind


NOTES = [
    ("Talked for half an hour; the belt is not available before June.", SPOKE),
    ("Chatted with Lena. No reply from their lawyers so far.", SPOKE),
    ("The packing machine is busy until May, she orders after that.", SPOKE),
    ("Had a good call, she puts a message in the mailbox of their lab.", SPOKE),
    ("No answer at first, then called back and spoke about the belts.", SPOKE),
    ("Lange telefoniert, Kim ist nächste Woche nicht da.", SPOKE),
    ("Bien discuté, son chef reste injoignable.", SPOKE),
    ("Hablamos un rato; su jefe no está disponible.", SPOKE),
    ("No answer. Last spoke in March.", TRIED),
    ("No answer from Lena", TRIED),
    ("Spoke to voicemail", TRIED),
    ("Talked to her voicemail again", TRIED),
    ("Auf Mailbox gesprochen", TRIED),
    ("Lena was not available", TRIED),
    ("Line busy", TRIED),
    ("LVM", TRIED),
    ("left vm for Lena", TRIED),
    ("voice-mail again", TRIED),
    ("N/A", TRIED),
    ("Twice, no one answered", TRIED),
    ("Ging nicht ran", TRIED),
    ("Personne n'a décroché", TRIED),
    ("Nadie contesta", TRIED),
    ("To do: ask Lena for the drawings", TRIED),
]


@pytest.mark.parametrize(("notes", "kind"), NOTES)
def test_notes_of_a_call_are_of_what_they_tell_first(notes: str, kind: str) -> None:
    """What is busy or not available may be a machine, and who was talked to may leave another a message."""
    assert call_kind({"kind": "task", "type": "Call", "status": "Completed", "body": notes}) == kind


@pytest.mark.parametrize(
    ("result", "kind"), [("Connected", SPOKE), ("No answer", TRIED), ("Left VM", TRIED), ("Not reached", TRIED)]
)
def test_the_result_of_a_call_stands_over_its_notes(result: str, kind: str) -> None:
    """A result that says so decides, whatever is noted beside it."""
    for notes in ("Left a voicemail for the boss, too.", "Spoke about the belts."):
        assert call_kind({"kind": "call", "status": "Completed", "result": result, "body": notes}) == kind
