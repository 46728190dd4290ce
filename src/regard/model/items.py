"""What a source holds: items as they lie there, and those set aside."""

from __future__ import annotations

from dataclasses import dataclass

from regard.model.sent import Sent


@dataclass(frozen=True, slots=True)
class RawItem(Sent):
    """One unit of *seen*: the bytes of one mail as a source holds them.

    `folder` is the folder's path within the source ("" for its root), `locator` names the item within the source (file
    path, and "#N" for the Nth message of an mbox), `file_us` when the source says it arrived (mbox separator line), if it does.
    """

    folder: str
    locator: str
    raw: bytes
    file_us: int | None = None


@dataclass(frozen=True, slots=True)
class SetAside(Sent):
    """An item that could not be used: kept, counted, never lost. `reason` is a short stable code."""

    locator: str
    reason: str
    detail: str = ""
    raw: bytes = b""
