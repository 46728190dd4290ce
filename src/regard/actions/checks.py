"""What only the whole draft shows, or what the book knows of its reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CHECKS: dict[str, Callable[..., Any]] = {}
