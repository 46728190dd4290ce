"""A drawing of a page as a file of its own: SVG with its colours inside, and PNG made of it.

The drawing is the page's, in its light colours, with a title above and a source below, without links. PNG needs a font on the machine, as
any picture with words does.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from regard.errors import UsageError
from regard.surfaces.web.svg import el

PAPER, INK, SOFT, LINE, RULE = "#fbfaf7", "#1b1d21", "#5d5f63", "#dddad1", "#b9b5a9"
TRUST, VALUE, RAPPORT, ALERT, RAISED = "#1f5fa8", "#986010", "#7b4f8f", "#c23b22", "#f4f2ec"
FONT = "Inter, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"
STYLE = f"""text{{font-family:{FONT};fill:{INK}}}
.heading{{font-size:20px;font-weight:600}}.axis{{stroke:{LINE};stroke-width:1;fill:none}}.axis.strong{{stroke:{RULE}}}
.axis-label{{fill:{SOFT};font-size:12px}}.quadrant{{fill:{SOFT};font-size:13px;font-style:italic}}.end{{text-anchor:end}}.middle{{text-anchor:middle}}
.dot{{fill:{INK};fill-opacity:.42;stroke:{PAPER};stroke-width:1}}.dot.need{{fill:{ALERT};fill-opacity:.9}}
.unknown .dot{{fill:none;stroke:{RULE};stroke-dasharray:2 1.5}}.unknown .dot.need{{stroke:{ALERT}}}.dot-whisker{{stroke:{INK};stroke-opacity:.16}}
.dot-label{{font-size:12px}}.seat{{fill:{PAPER};stroke:{INK};stroke-width:1.25}}.seat.inferred{{stroke-dasharray:1.5 3}}.seat.unmet{{fill:{RAISED}}}
.seat.mentioned{{stroke:{ALERT};stroke-dasharray:7 4}}.seat.wanted{{stroke:{RULE};stroke-dasharray:7 4;fill:none}}
.seat-name{{font-size:14px;font-weight:600}}.lane{{font-size:13px;fill:{SOFT}}}.lane.missing{{fill:{ALERT}}}.names{{fill:none;stroke:{ALERT};stroke-dasharray:7 4;opacity:.6}}
.trust .mark-bar,.trust .mark-outside{{fill:{TRUST}}}.value .mark-bar,.value .mark-outside{{fill:{VALUE}}}.rapport .mark-bar,.rapport .mark-outside{{fill:{RAPPORT}}}
.mark-inside{{fill:{PAPER}}}.mark-notch{{fill:{INK}}}.mark-track{{stroke:{LINE}}}.mark-middle{{stroke:{RULE};stroke-dasharray:1 1}}
.mark-frame{{fill:none;stroke:{RULE}}}.mark-hatch{{stroke:{RULE};stroke-width:.8;fill:none}}"""
MARGIN, HEAD, FOOT = 24, 56, 36
BOARD_WIDTH = 1200
_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([^"]+)"[^>]*?\bheight="([^"]+)"')


def alone(drawing: Markup, title: str, below: str) -> str:
    """A drawing as an SVG document. Raises UsageError where there is nothing to draw."""
    size = _SIZE.match(drawing)
    if size is None:
        raise UsageError("There is nothing to draw yet: no deal with a close date, or nobody on the committee.")
    width = float(BOARD_WIDTH if size[1].endswith("%") else size[1])
    height = float(size[2])
    placed = re.sub(r"^<svg\b", f'<svg x="{MARGIN}" y="{HEAD}"', str(drawing), count=1)
    if size[1].endswith("%"):
        placed = placed.replace(f'width="{size[1]}"', f'width="{width:.0f}"', 1)
    inner = Markup(placed)  # noqa: S704 - our own drawing, escaped when it was made
    whole_width, whole_height = width + 2 * MARGIN, height + HEAD + FOOT
    document = el(
        "svg",
        Markup(f"<style>{STYLE}</style>"),  # noqa: S704 - a constant
        el("rect", x=0, y=0, width=whole_width, height=whole_height, fill=PAPER),
        el("text", title, x=MARGIN, y=34, class_="heading"),
        inner,
        el("text", below, x=MARGIN, y=whole_height - 14, class_="axis-label"),
        xmlns="http://www.w3.org/2000/svg", width=whole_width, height=whole_height, viewBox=f"0 0 {whole_width:.0f} {whole_height:.0f}",
    )  # fmt: skip
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _plain(str(document)) + "\n"


def _plain(text: str) -> str:
    """Without characters that XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


def png(svg: str, scale: float = 2.0) -> bytes:
    """An SVG document as a PNG, `scale` pixels a unit."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=scale))
