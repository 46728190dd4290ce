"""Signs of trade as the live store keeps them: by which sentences of which message its author sells or buys.

Writes trade_sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regard.model import TradeSign

INSERT = "INSERT OR REPLACE INTO trade_sign VALUES(?, ?, ?, ?, ?)"


def trade_rows(n: int, found: Iterable[TradeSign]) -> list[tuple[Any, ...]]:
    """The rows of a message's signs."""
    return [(n, s.kind, s.form, s.start, s.end) for s in found]
