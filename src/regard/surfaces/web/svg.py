"""Elements of SVG as escaped text: geometry as attributes, colour as classes, so that a strict policy and dark mode hold."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from regard.surfaces.web.words import visible

Child = Markup | str


def el(name: str, *children: Child, **attributes: str | float | None) -> Markup:
    """`<name …>children</name>`. Attributes of None are left out, `class_` is class, `_` in a name is `-`.

    Children that are not Markup are text: escaped, hidden characters made visible.
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    written = "".join(f' {key}="{escape(_value(value))}"' for key, value in given.items())
    inner = "".join(child if isinstance(child, Markup) else escape(visible(child)) for child in children)
    return Markup(f"<{name}{written}>{inner}</{name}>")  # noqa: S704 - name is ours, all else is escaped above


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return visible(value)
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def percent(share: float) -> str:
    """A share of the width, 0 to 1, as an attribute: “43.21%”."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Pairs as the `points` of a polygon or polyline."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)
