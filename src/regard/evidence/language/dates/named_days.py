"""Which day do "tomorrow" and a holiday mean?"""

from __future__ import annotations

from datetime import timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import (
    STEPS,
    Atom,
    Match,
    Scene,
    one_day,
    reader,
    relation_of,
    year_of,
)


@reader
def day(scene: Scene, m: Match) -> Atom | None:
    """Today, tomorrow, the day after tomorrow."""
    token = scene.the(m, "D")
    found = scene.base + timedelta(days=token.value)
    vague = token.word in scene.words.vague
    time = (20, 0) if token.word in {"tonight", "tonite"} else None
    return one_day(m, found, 0.6 if vague else 0.97, time=time, half_known=time is None, word="now" if vague else token.word)


@reader
def holiday(scene: Scene, m: Match) -> Atom | None:
    """Christmas, Easter 2003, Independence Day of this year."""
    token, said = scene.the(m, "H"), year_of(scene.of(m, "Y"), scene)
    relation, unit_ = relation_of(scene, m), scene.of(m, "U") if "U" in m.re.groupindex else None
    if unit_ is not None:
        if unit_.value not in {"year", "fyear"}:
            return None
        said = scene.base.year + STEPS.get(relation, 0)
    if said is not None:
        return one_day(m, days.holiday(token.value, said), 0.95)
    if relation in {"last", "past"}:
        past = [days.holiday(token.value, scene.base.year - back) for back in range(3)]
        return one_day(m, next((d for d in past if d and d < scene.base), None), 0.9)
    ahead = [days.holiday(token.value, scene.base.year + n) for n in range(3)]
    return one_day(m, next((d for d in ahead if d and d >= scene.base), None), 0.9, yearless=True)
