"""Words of the command line that are taken as they are: a text is a text already, and what was not said is nothing.

Typer has each value checked by Pydantic, which takes longer to load than most commands take to answer. Here only what must become
something else (a number, a yes or no that was spelt out) goes that way; everything else about a command is Typer's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from typer import Typer
from typer.core import TyperCommand, TyperGroup

F = TypeVar("F", bound=Callable[..., Any])


class _Plain:
    def get_params(self, ctx: Any) -> list[Any]:
        """The options and arguments, `--help` among them."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if not isinstance(param.process_value, partial):
                param.process_value = partial(_value, param, param.process_value)
        return params


class Command(_Plain, TyperCommand):
    """A command whose plain words are taken as they are."""


class Group(_Plain, TyperGroup):
    """All commands, with the options that stand before them."""


def _value(param: Any, checked: Callable[[Any, Any], Any], ctx: Any, value: Any) -> Any:
    """A parameter's value: as given, where it needs nothing; else as Typer makes it."""
    several = getattr(param, "multiple", False) or param.nargs == -1
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if value is None and not param.required:
        nothing = () if several else None
        return param.callback(ctx, param, nothing) if param.callback else nothing
    if param.callback is None and not several and kind in (str, int, float) and type(value) is kind:
        return value
    if param.callback is None and several and kind == list[str] and value and all(isinstance(word, str) for word in value):
        return list(value)
    return checked(ctx, value)


class Commands(Typer):
    """The commands of one subject."""

    def command(self, name: str | None = None, **kwargs: Any) -> Callable[[F], F]:
        """Take a function as a command."""
        return super().command(name, **{"cls": Command, **kwargs})
