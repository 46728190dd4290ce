"""A language model of the user's own choosing, asked to read along: off until its address is set, and nothing it says is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from regard.book.opened import Opened

if TYPE_CHECKING:
    from regard.llm.client import Endpoint
    from regard.results import SecondReader, WouldSend

MESSAGES = 20
"""Messages that are read where nobody says how many."""


class SecondReading(Opened):
    """The second reader."""

    def second_reader(self, ref: str, messages: int = MESSAGES, as_of: str | None = None) -> SecondReader:
        """What the model named by `llm.address` and `llm.model` reads in the last `messages` (1 to 100) mails with one buyer: promises of
        the ledger that it doubts, and sentences that the rules passed over. It changes nothing; a model that cannot be reached is told
        of, not raised.

        Raises ConfigError where no model is named; UnknownReference, AmbiguousReference; UsageError for whoever is no buyer, or objects.
        """
        from regard.answers.second_reader import of_person

        where = self._endpoint()
        return of_person(self._view(as_of), ref, where, messages)

    def would_send(self, ref: str, messages: int = MESSAGES, as_of: str | None = None) -> WouldSend:
        """Exactly what `second_reader` would send, sending nothing. Raises as it does, but needs no model to be named: to whom it would
        go is then empty.
        """
        from regard.answers.second_reader import would_send

        named = all(str(self._settings[name]).strip() for name in ("llm.address", "llm.model"))
        where = self._endpoint() if named else None
        return would_send(self._view(as_of), ref, where, messages)

    def _endpoint(self) -> Endpoint:
        from regard.llm.client import endpoint

        return endpoint(self._settings, os.environ)
