"""What pages and commands ask of the whole book, worked out before somebody waits for it.

After new mail the first to ask for buyers, deals or what is to be done waits for seconds while a book of tens of thousands of mails is
gone through; whoever asks next finds the answer kept. This asks first.
"""

from __future__ import annotations

from regard.book.answering import Answering
from regard.book.briefing import Briefing
from regard.book.judging import Judging
from regard.book.perceiving import Perceiving


class Preparing(Answering, Briefing, Perceiving, Judging):
    """Asking first what others will ask."""

    def prepare(self) -> None:
        """Work out, and keep for whoever asks next, what the pages show of the whole book at this moment."""
        self.people()
        for side in ("", "supplier", "neither"):
            self.accounts(side=side)
        self.deals()
        self.actions()
        self.proposed_deals()
        self.callers()
        self.dormant()
        self.who()
        self.digest()
        self.review()

    def state(self) -> str:
        """What answers about the whole book are kept by: another text once anything in the book changed, or half an hour is over."""
        view = self._view(None)
        return repr((self._state(view.live), self._ledger_key(view)))
