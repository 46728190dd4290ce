"""The committee of one deal as a map: a lane for each part, a box for each person, empty seats where nobody is.

The outline says where a part comes from: solid is stated, dotted inferred, dashed a seat that is mentioned and was never met or that the
deal needs and nobody has. A dashed line leads from whoever mentions somebody to the seat. Boxes link to people; the labels say
all of it aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from regard.deals.acquainted import SAYS
from regard.deals.corrections import NONE
from regard.deals.places import SAYS as A_PLACE
from regard.deals.roles import ROLES
from regard.deals.weight import has_say
from regard.surfaces.web.boards import Link, linked
from regard.surfaces.web.mark import mark
from regard.surfaces.web.svg import el
from regard.surfaces.web.words import visible

if TYPE_CHECKING:
    from regard.answers.deal_rows import DealPage

WIDE, TALL, GAP, TOP, LANES, DEEP = 222, 84, 18, 26, 5, 4
UNKNOWN = "part unknown"
SHORT = {SAYS: "known to us, not here"}
"""What has no room beside a mark; the label says it whole."""


@dataclass(frozen=True, slots=True)
class Box:
    """One person or seat on the map. kind: stated, inferred, mentioned or wanted (a part that nobody has); `ref` is whom a word moves."""

    lane: str
    name: str
    title: str
    kind: str
    note: str
    person: str | None = None
    met: bool = False
    pinned: bool = False
    standing: Any = None
    by: frozenset[str] = frozenset()
    ref: str = ""


def boxes(page: DealPage) -> list[Box]:
    """Everybody on the map: members, seats that are mentioned, and parts that the deal needs and nobody has."""
    found = [_member(m, page.company_id is None or (m.get("company") or "") in page.through) for m in page.committee]
    found += [
        Box(
            s.role or UNKNOWN, s.name or s.title, s.title if s.name else "", "mentioned",
            SAYS if s.elsewhere else "mentioned, not met",
            by=frozenset(e.person for e in s.evidence if e.person), ref=s.name or s.title,
        )
        for s in page.empty_seats
    ]  # fmt: skip
    there = {b.lane for b in found}
    found += [Box(role, "nobody yet", "", "wanted", "the deal needs one") for role in page.roles.required if role not in there]
    order = {role: n for n, role in enumerate((*ROLES, UNKNOWN))}
    rank = {"stated": 0, "inferred": 0, "mentioned": 1, "wanted": 2}
    found.sort(key=lambda b: (order.get(b.lane, 99), rank[b.kind], not b.pinned, not b.met))
    return found


def _member(m: dict[str, Any], company: bool) -> Box:
    if m["objected"]:
        note = "asked not to be modelled"
    elif m["place"]:
        note = A_PLACE
    elif not m["met"]:
        note = SAYS if m["elsewhere"] else "not met yet"
    else:
        note = {True: "has a say", False: "no say shown", None: "say not yet shown"}[has_say(m["weight"])]
    title = ", ".join(x for x in (m["title"], m["company"] if company else "") if x)
    return Box(
        m["role"] or UNKNOWN, m["name"], title, "stated" if m["basis"] == "stated" else "inferred", note, m["person"],
        bool(m["met"]), bool(m["pinned"]), m["standing"] or None, ref=m["person"] or f"contact:{m['contact_id']}",
    )  # fmt: skip


def committee_map(page: DealPage, link: Link, *, moves: bool = False) -> Markup:
    """The map; "" where nobody is known and no part is needed. `moves`: boxes say whom they show, so that `committee.js` can move them."""
    found = boxes(page)
    if not any(b.kind != "wanted" for b in found):
        return Markup("")
    lanes = [(lane, list(of)) for lane, of in groupby(found, key=lambda b: b.lane)]
    places: list[tuple[Box, float, float]] = []
    heads: list[Markup] = []
    grounds: list[Markup] = []
    top, wide = 0.0, 1
    for row in _rows(lanes):
        for n, (lane, of) in enumerate(row):
            x = n * (WIDE + GAP) + 1.0
            across = LANES if len(row) == 1 else 1
            heads.append(el("text", lane, x=x, y=top + 14, class_="lane missing" if lane in page.roles.missing else "lane"))
            places += [
                (box, x + (i % across) * (WIDE + GAP), top + TOP + (i // across) * (TALL + GAP)) for i, box in enumerate(of)
            ]
            wide = max(wide, n + min(across, len(of)))
        deep = -(-len(row[0][1]) // LANES) if len(row) == 1 else max(len(of) for _, of in row)
        for n, (lane, of) in enumerate(row if moves else ()):
            across = (WIDE + GAP) * (min(LANES, len(of)) if len(row) == 1 else 1) - GAP
            tall = TOP + deep * (TALL + GAP) - GAP
            grounds.append(
                el("rect", x=n * (WIDE + GAP), y=top, width=across, height=tall, rx=3, class_="ground", data_lane=_part(lane))
            )
        top += TOP + deep * (TALL + GAP) + 8
    width, height = wide * (WIDE + GAP) - GAP + 2, top - GAP - 6
    label = f"Committee: {len(page.committee)} people, {len(page.empty_seats)} seats that are mentioned and not met"
    label += f", {len(page.roles.missing)} parts without anybody met" if page.roles.missing else ""
    return el(
        "svg", el("title", label), *grounds, *_lines(places), *heads, *(_box(*p, link, moves=moves) for p in places),
        class_="committee", width=width,
        height=height, viewBox=f"0 0 {width} {height:.0f}", role="group", aria_label=label,
    )  # fmt: skip


def parts(page: DealPage) -> list[tuple[str, bool, list[Box]]]:
    """The map as a list, for screens too narrow for it: each part, whether nobody who was met has it, and who stands in it."""
    return [(lane, lane in page.roles.missing, list(of)) for lane, of in groupby(boxes(page), key=lambda b: b.lane)]


def _rows(lanes: Sequence[tuple[str, list[Box]]]) -> list[list[tuple[str, list[Box]]]]:
    """Lanes side by side, five in a row; one that is long, or whose people have no part that is known, has a row of its own."""
    apart = [lane for lane in lanes if len(lane[1]) > DEEP or lane[0] == UNKNOWN]
    beside = [lane for lane in lanes if lane not in apart]
    return [*([*beside[n : n + LANES]] for n in range(0, len(beside), LANES)), *([lane] for lane in apart)]


def _lines(places: Sequence[tuple[Box, float, float]]) -> list[Markup]:
    """From whoever mentions somebody to the seat: out of one side, into the other."""
    at = {box.person: (x, y) for box, x, y in places if box.person}
    found = []
    for box, x2, y2 in places:
        for person in sorted(box.by & at.keys()):
            x1, y1 = at[person]
            same, right = x1 == x2, x2 >= x1
            begin = x1 + WIDE if right else x1
            end = x2 if right and not same else x2 + WIDE
            out, into = (24 if right else -24), (24 if same or not right else -24)
            a, b = y1 + TALL / 2, y2 + TALL / 2
            curve = f"M{begin:.0f} {a:.0f}C{begin + out:.0f} {a:.0f} {end + into:.0f} {b:.0f} {end:.0f} {b:.0f}"
            found.append(el("path", d=curve, class_="names"))
    return found


def _part(lane: str) -> str:
    """A lane as a word on somebody's part names it."""
    return NONE if lane == UNKNOWN else lane


def _box(box: Box, x: float, y: float, link: Link, *, moves: bool) -> Markup:
    said = f"{box.name}{f', {box.title}' if box.title else ''}: {box.lane}, {box.kind}, {box.note}{', pinned' if box.pinned else ''}"
    edge = el("rect", x=x, y=y, width=WIDE - 2, height=TALL, rx=3, class_=f"seat {box.kind}{'' if box.met else ' unmet'}")
    parts = [
        edge,
        el("text", _cut(box.name, 25), x=x + 12, y=y + 23, class_="seat-name" if box.kind != "wanted" else "axis-label"),
    ]
    parts.append(el("text", _cut(box.title, 33), x=x + 12, y=y + 42, class_="axis-label"))
    parts.append(
        el("text", SHORT.get(box.note, box.note) + (" · pinned" if box.pinned else ""), x=x + 12, y=y + 68, class_="axis-label")
    )
    if box.standing:
        s = box.standing
        parts.append(
            el(
                "g",
                mark(s.get("trust"), s.get("value"), s.get("rapport")),
                transform=f"translate({x + WIDE - 62:.0f} {y + 56:.0f})",
            )
        )
    href = link(box.person) if box.person else ""
    given: dict[str, str | float | None] = {}
    if moves and box.ref:
        given = {
            "data_who": box.ref, "data_kind": "seat" if box.kind == "mentioned" else "member", "data_lane": _part(box.lane),
            "data_pin": "yes" if box.pinned else "", "data_name": visible(box.name), "tabindex": None if href else 0,
            "aria_keyshortcuts": "m", "aria_label": None if href else said, "role": None if href else "button",
        }  # fmt: skip
    elif moves:
        given = {"data_lane": _part(box.lane)}
    return linked(href, said, *parts, **given)


def _cut(text: str, most: int) -> str:
    text = visible(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
