"""What measured figures mean, in plain words: better than simple rules, no better, or not enough to say."""

from __future__ import annotations

from collections.abc import Mapping

from regard.results import Figure

NEEDED = 200
NEEDED_OF_EACH = 30
NEEDED_PEOPLE = 20
"""Cases, cases of the rarer outcome, and people that a verdict rests on at least."""

SIMPLE = {
    "recency": "recency",
    "volume": "volume",
    "person_rate": "each person's own rate",
    "recency_x_frequency": "recency times frequency",
    "count_recency": "counts and recency",
}
"""The simple rules that a standing has to beat, as they are called in words."""
MISS = 0.05
"""Chances that miss by more than this on average are not to be read as chances."""


def short(value: float) -> str:
    """A figure as it is written: .05, -.02, 1.00."""
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def signed(value: float) -> str:
    """A difference as it is written: +.05, -.02."""
    return ("+" if value >= 0 else "") + short(value)


def span(f: Figure) -> str:
    """An interval in words."""
    return f"{short(f.low)} to {short(f.high)}"


def too_few(n: int, hits: int, people: int) -> str:
    """Why there is not enough to say, or ""."""
    if n == 0:
        return "Not enough evidence: nothing of this kind could be foretold and seen."
    cases = f"{n:,} {'case' if n == 1 else 'cases'}"
    if n < NEEDED:
        return f"Not enough evidence: {cases}, {NEEDED} are needed."
    rarer = min(hits, n - hits)
    if rarer < NEEDED_OF_EACH:
        which = "happened" if hits <= n - hits else "did not happen"
        return f"Not enough evidence: of {cases} it {which} in {rarer}, {NEEDED_OF_EACH} are needed."
    if people < NEEDED_PEOPLE:
        return f"Not enough evidence: {cases}, but of {people} {'person' if people == 1 else 'people'}; {NEEDED_PEOPLE} are needed."
    return ""


def level(gains: Mapping[str, Figure]) -> str:
    """Better (than recency and volume, surely), worse (than one of them, surely), or equal."""
    usual = [gains[name] for name in ("recency", "volume") if name in gains]
    if usual and all(g.low > 0 for g in usual):
        return "better"
    return "worse" if any(g.high < 0 for g in usual) else "equal"


def unbeaten(gains: Mapping[str, Figure]) -> str:
    """The simple rule that comes nearest and is not surely beaten, as it is called in words, or ""."""
    nearest = min((name for name in SIMPLE if name in gains), key=lambda name: gains[name].value, default="")
    return SIMPLE[nearest] if nearest and gains[nearest].low <= 0 else ""


def verdict(gains: Mapping[str, Figure], context: Mapping[str, Figure]) -> str:
    """One or two sentences on the standing alone, and on the standing with counts beside it."""
    found = level(gains)
    strongest = min((name for name in SIMPLE if name in gains), key=lambda name: gains[name].value, default="volume")
    against = gains[strongest]
    if found == "better":
        usual = min(("recency", "volume"), key=lambda name: gains[name].value)
        text = f"Better than {usual} by {short(gains[usual].value)} AUC ({span(gains[usual])})"
        if strongest not in {"recency", "volume"}:
            text += (
                f", and than {SIMPLE[strongest]} by {short(against.value)} ({span(against)})"
                if against.low > 0
                else f", but not surely better than {SIMPLE[strongest]} ({span(against)})"
            )
        return text + "." + _beside(context)
    usual = min(("recency", "volume"), key=lambda name: gains[name].value)
    word = "Worse than" if found == "worse" else "No better than"
    text = (
        f"{word} {usual} ({short(gains[usual].value)} AUC, {span(gains[usual])}): do not rely on the standing alone for this."
    )
    return text + _beside(context)


def _beside(context: Mapping[str, Figure]) -> str:
    """What the standing with counts and recency beside it does."""
    strongest = min((name for name in SIMPLE if name in context), key=lambda name: context[name].value, default=None)
    if strongest is None:
        return ""
    gain = context[strongest]
    if gain.low > 0:
        return f" With counts beside it, better than every simple rule by at least {short(gain.value)} ({span(gain)})."
    return f" With counts beside it, no better than {SIMPLE[strongest]} ({short(gain.value)}, {span(gain)})."


def composite(gain: Figure | None) -> str:
    """Whether one number for trust tells more than its channels read one by one."""
    if gain is None:
        return ""
    if gain.low > 0:
        return f"One number tells more than its channels apart, by {short(gain.value)} AUC ({span(gain)})."
    if gain.high < 0:
        return f"Its channels apart tell more than the one number, by {short(-gain.value)} AUC: look at the channels."
    return f"One number adds nothing over its channels ({short(gain.value)} AUC, {span(gain)}): look at the channels too."


def blind(auc: Figure | None) -> str:
    """What standing tells of something that it was not built on, so that it does more than say that repliers reply."""
    if auc is None:
        return ""
    told = f"Built without such cases, it has an AUC of {short(auc.value)} ({span(auc)})"
    return f"{told}." if auc.low > 0.5 else f"{told}: what it knows of this, it knows from such cases alone."


def calibration(ece: Figure) -> str:
    """Whether its chances can be read as chances."""
    off = f"{100 * ece.value:.0f} points on average ({100 * ece.low:.0f} to {100 * ece.high:.0f})"
    if ece.low > MISS:
        return f"Its chances are off by {off}: read the order, not the percentages."
    return f"Its chances are off by {off}."


def coverage(share: Figure) -> str:
    """Whether the 80 % intervals hold four fifths of what comes next."""
    said = f"The 80 % intervals held {100 * share.value:.0f} % of what came next ({100 * share.low:.0f} to {100 * share.high:.0f} %)"
    if share.high < 0.8:
        return f"{said}: they are too narrow here."
    if share.low > 0.8:
        return f"{said}: they are wider than they need be."
    return f"{said}, as they should."
