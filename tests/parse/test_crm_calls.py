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
