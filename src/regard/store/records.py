"""The records store: the truth, in `records.sqlite`. Everything else in a book can be rebuilt from it.

One module a subject; `Records` is all of them together. CRM rows, the ledger of actions and what was said of deals have modules of
functions of their own (`crm`, `ledger`, `deal_judgements`).
"""

from __future__ import annotations

from regard.store.judged import Judged
from regard.store.protected import Protected
from regard.store.proven import Proven


class Records(Protected, Judged, Proven):
    """An open records store. Use `Records.open`; writing happens inside `with records.writing() as connection`."""
