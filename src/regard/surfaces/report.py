"""Reports as plain text that can be handed on: what is held about a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regard.surfaces.show import safe

FIRST = (
    "as_of",
    "person",
    "what these numbers are",
    "why these addresses are held to be one person",
    "estimates",
    "messages",
    "rights",
)
"""What is told in ways of its own; everything else in a section of its name."""
OBJECTED = "objected"


def disclosure(found: dict[str, Any]) -> str:
    """The disclosure of a person as Markdown: every section of it, with every message and every summand."""
    person = found["person"]
    lines = [
        f"# What is held about {safe(person['name'])}",
        "",
        f"As of {found['as_of']}. {found['what these numbers are']}",
        "",
        "## Who",
        "",
        f"- address: {safe(person['address'])}",
        f"- company: {safe(person['company'] or 'none')}",
        f"- held as: {person['held as']} ({safe(person['because'])})",
    ]
    for entry in person["addresses"]:
        names = ", ".join(f"{safe(n)} ({k})" for n, k in entry["names seen"].items())
        lines.append(f"- also {safe(entry['address'])}, shown as: {names or 'no name'}")
    judged = found["why these addresses are held to be one person"]
    lines += [f"- {j['verdict']} by {j['by']}: {safe(j['reason'])}{' (undone)' if j['undone'] else ''}" for j in judged]
    lines += ["", "## Estimates", ""]
    if found["objected"]:
        lines.append("They objected: no estimate is made.")
    for factor, why in found["estimates"].items():
        lines += _estimate(factor, why)
    lines += ["", f"## Messages ({len(found['messages'])})", ""]
    for m in found["messages"]:
        lines.append(f"- {m['date'] or 'no date'}, {m['their part']}, from {safe(m['from'])}: {safe(m['subject'])}")
        if m["their own words"]:
            lines += ["", *[f"  > {safe(line)}" for line in m["their own words"].splitlines()], ""]
    for name, held in found.items():
        if name not in (*FIRST, OBJECTED):
            lines += ["", f"## {name[0].upper()}{name[1:]}", "", *(list(_told(held)) or ["Nothing."])]
    lines += ["", "## What can be done", "", *[f"- {name}: {safe(text)}" for name, text in found["rights"].items()], ""]
    return "\n".join(lines)


def _told(value: Any, depth: int = 0) -> Iterator[str]:
    """Rows of any shape as an indented list; what is empty is left out."""
    pad = "  " * depth
    if isinstance(value, Mapping):
        plain = {k: v for k, v in value.items() if not isinstance(v, (Mapping, list, tuple))}
        if line := "; ".join(f"{_words(k)}: {_said(v)}" for k, v in plain.items() if v not in (None, "")):
            yield f"{pad}- {line}"
        for key, inner in value.items():
            below = list(_told(inner, depth + 1)) if key not in plain else []
            if below:
                yield f"{pad}- {_words(key)}:"
                yield from below
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _told(one, depth)
    elif value not in (None, ""):
        yield f"{pad}- {_said(value)}"


def _words(key: str) -> str:
    return safe(key.replace("_", " "))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else safe(" ".join(str(value).split()))


def _estimate(factor: str, why: dict[str, Any]) -> list[str]:
    shown = why["estimate"]
    said = f"{shown['score']:.0f} ({shown['low']:.0f} to {shown['high']:.0f} of 100)" if shown["known"] else "unknown"
    total = sum(c["contribution"] for c in why["contributions"])
    lines = [f"### {factor}: {said}", "", f"prior {why['prior']:.4f} + {total:+.4f} = {why['mean']:.4f}", ""]
    for c in why["contributions"]:
        quote = f" “{safe(c['quote'])}”" if c["quote"] else ""
        lines.append(f"- {c['date']}: {safe(c['sentence'])} (expected {c['expected']:.2f}), {c['contribution']:+.4f}{quote}")
    return [*lines, ""]
