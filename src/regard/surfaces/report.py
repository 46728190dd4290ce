"""Reports as plain text that can be handed on: what is held about a person."""

from __future__ import annotations

from typing import Any

from regard.surfaces.show import safe


def disclosure(found: dict[str, Any]) -> str:
    """The disclosure of a person as Markdown, complete, with every message and every summand."""
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
    for what, rows in found["written down about them"].items():
        if rows:
            lines += ["", f"## Written down: {what}", ""]
            lines += [f"- {'; '.join(f'{k}: {safe(v)}' for k, v in row.items() if v not in (None, ''))}" for row in rows]
    lines += ["", "## What can be done", "", *[f"- {name}: {safe(text)}" for name, text in found["rights"].items()], ""]
    return "\n".join(lines)


def _estimate(factor: str, why: dict[str, Any]) -> list[str]:
    shown = why["estimate"]
    said = f"{shown['score']:.0f} ({shown['low']:.0f} to {shown['high']:.0f} of 100)" if shown["known"] else "unknown"
    total = sum(c["contribution"] for c in why["contributions"])
    lines = [f"### {factor}: {said}", "", f"prior {why['prior']:.4f} + {total:+.4f} = {why['mean']:.4f}", ""]
    for c in why["contributions"]:
        quote = f" “{safe(c['quote'])}”" if c["quote"] else ""
        lines.append(f"- {c['date']}: {safe(c['sentence'])} (expected {c['expected']:.2f}), {c['contribution']:+.4f}{quote}")
    return [*lines, ""]
