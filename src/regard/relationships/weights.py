"""What each channel is worth: the numbers of the state model, versioned (`trust-1`), read from the JSON that ships beside
this file.

A channel loads on one factor only, with weight w > 0 on the log-odds, a half-life in days, and an offset: the log-odds that the
thing happens without any relationship (an intercept and terms for the circumstances, never the buyer's own rate).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log, log1p
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regard.errors import ConfigError
from regard.model import FACTORS, Context, Factor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("weights")
"""The folder of the weights that ship, one `<version>.json` each."""

DEFAULT = "trust-1"
MOST_RECIPIENTS = 50
OFFICE_HOURS = range(7, 19)
ASKING = 0.45
"""Log-odds that the words of a mail add which asks for something, in the mean: where the shipped request (.4) and question (.5) stood.
`bench.expects` learns to it.
"""
UNASKED = ("statement", "closing", "unread", "check_in", "social")
"""Kinds of our mail that ask nothing, or for nothing but to be in touch, or of which nobody can say that they do (`unread`: in a language
that is not read, and without a question mark).
"""


@dataclass(frozen=True, slots=True)
class FactorPrior:
    """Before any evidence: standing towards the team ~ N(mean, tau_b²), what is particular to one seller ~ N(0, tau_u²).

    `drift` (0 to 1) is the process noise: the share of the gap between the fit's variance and the prior's that is given back,
    because people change between their last deed and their next.

    `burst` is the variance that a month has of its own: a leave, a rush. It moves what is done in that month, not where somebody stands,
    so it widens what is foretold and no interval of a standing.
    """

    mean: float
    tau_b: float
    tau_u: float
    drift: float
    burst: float = 0.0

    @property
    def team(self) -> float:
        """Prior variance of standing towards the team."""
        return self.tau_b**2

    @property
    def pair(self) -> float:
        """Prior variance of standing towards one seller."""
        return self.tau_b**2 + self.tau_u**2


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Log-odds that the circumstances of a trial add, whoever the buyer is.

    recipients: per natural log of their number (capped at 50); weekday: Monday first; load: per log(1 + load); off_hours:
    opened outside 7 to 19 o'clock; role and kind: by name, absent names add nothing. expects: of what our own words
    add to the log-odds of an answer (`evidence.expectation`), the share that counts. A mail that asks nothing stands where one that asks
    does, and what its words take off is how likely it wants an answer at all (`wanted`).
    """

    recipients: float = 0.0
    weekday: tuple[float, ...] = (0.0,) * 7
    holiday: float = 0.0
    load: float = 0.0
    first_contact: float = 0.0
    off_hours: float = 0.0
    role: Mapping[str, float] = field(default_factory=dict)
    kind: Mapping[str, float] = field(default_factory=dict)
    expects: float = 0.0

    def of(self, c: Context) -> float:
        """Log-odds that context `c` adds."""
        out = self.weekday[c.weekday % 7]
        if c.recipients > 1:
            out += self.recipients * log(min(c.recipients, MOST_RECIPIENTS))
        if c.first_contact:
            out += self.first_contact
        if c.holiday:
            out += self.holiday
        if self.load and c.load > 0:
            out += self.load * log1p(c.load)
        if self.off_hours and c.hour not in OFFICE_HOURS:
            out += self.off_hours
        if self.role:
            out += self.role.get(c.role, 0.0)
        if self.kind:
            out += self.kind.get(c.kind, 0.0)
        if self.expects:
            out += self.expects * (ASKING if c.kind in UNASKED else c.expects)
        return out

    def wanted(self, c: Context) -> float:
        """How likely our mail wanted an answer (0 to 1): 1 where it asked for something, and in books without words.

        P(answer) = wanted · P(answers what wants an answer). Of whoever answers little that is the same as taking the difference off in
        log-odds; of whoever answers nearly everything it leaves room for silence after our thanks.
        """
        return min(1.0, exp(self.expects * (c.expects - ASKING))) if self.expects and c.kind in UNASKED else 1.0

    def of_many(self, columns: Mapping[str, NDArray[Any]], rows: int) -> NDArray[np.float64]:
        """The same for columns named like the fields of `Context`; an absent column means its default."""
        import numpy as np

        out: NDArray[np.float64] = np.zeros(rows)
        if "weekday" in columns:
            out += np.asarray(self.weekday)[columns["weekday"] % 7]
        else:
            out += self.weekday[0]
        if "recipients" in columns:
            out += self.recipients * np.log(np.clip(columns["recipients"], 1, MOST_RECIPIENTS))
        for name, coefficient in (("first_contact", self.first_contact), ("holiday", self.holiday)):
            if name in columns:
                out += coefficient * columns[name].astype(bool)
        if "load" in columns:
            out += self.load * np.log1p(np.maximum(columns["load"], 0))
        if "expects" in columns:
            unasked = self._unasked(columns, rows)
            out += self.expects * np.where(unasked, ASKING, columns["expects"])
        if "hour" in columns:
            office = (columns["hour"] >= OFFICE_HOURS.start) & (columns["hour"] < OFFICE_HOURS.stop)
            out += self.off_hours * ~office
        for name, table in (("role", self.role), ("kind", self.kind)):
            default = "to" if name == "role" else ""
            if name in columns:
                for key, value in table.items():
                    out += value * (columns[name] == key)
            else:
                out += table.get(default, 0.0)
        return out

    def wanted_of_many(self, columns: Mapping[str, NDArray[Any]], rows: int) -> NDArray[np.float64]:
        """`wanted` for columns named like the fields of `Context`."""
        import numpy as np

        if not self.expects or "expects" not in columns:
            return np.ones(rows)
        below = np.minimum(self.expects * (columns["expects"] - ASKING), 0.0)
        found: NDArray[np.float64] = np.where(self._unasked(columns, rows), np.exp(below), 1.0)
        return found

    def _unasked(self, columns: Mapping[str, NDArray[Any]], rows: int) -> NDArray[np.bool_]:
        import numpy as np

        found: NDArray[np.bool_] = np.zeros(rows, dtype=np.bool_)
        for kind in UNASKED if "kind" in columns else ():
            found = found | (columns["kind"] == kind)  # a column may be held as numbers into its texts (`mails.Named`)
        return found


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind of evidence.

    `rho` (0 to 1) discounts its trials further than `Weights.rho`: weekly exposures of one pair say much the same. `source`
    says where its numbers come from: a data set, "measured", or "prior" (a judgement). `unsure` (log-odds squared) is the variance of
    `intercept`, where it was fitted to a book: every interval holds it (`relationships.carried`).
    """

    name: str
    factor: Factor
    w: float
    half_life_days: float
    intercept: float
    circumstances: Circumstances
    source: str
    rho: float = 1.0
    unsure: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of all the numbers. `rho` (0 to 1) discounts every trial, since trials of one buyer are not independent."""

    version: str
    rho: float
    factors: Mapping[Factor, FactorPrior]
    channels: Mapping[str, Channel]
    trained_on: str = ""
    trained_to: str = ""
    n_trials: int = 0
    targets: Mapping[str, Any] = field(default_factory=dict)

    def channel(self, name: str) -> Channel:
        """The channel of that name; raises ConfigError naming it where these weights do not know it."""
        try:
            return self.channels[name]
        except KeyError:
            known = ", ".join(sorted(self.channels))
            raise ConfigError(f"Weights {self.version} have no channel “{name}”. They know: {known}.") from None

    def offset(self, context: Context, channel: str) -> float:
        """Log-odds of the event without any relationship, in these circumstances."""
        c = self.channel(channel)
        return c.intercept + c.circumstances.of(context)

    def wanted(self, context: Context, channel: str) -> float:
        """How likely the event was wanted at all (0 to 1), as far as our own words tell (`Circumstances.wanted`)."""
        return self.channel(channel).circumstances.wanted(context)

    def wanted_of_many(self, columns: Mapping[str, NDArray[Any]], channel: str, rows: int) -> NDArray[np.float64]:
        """`wanted` for `rows` trials of one channel at once."""
        return self.channel(channel).circumstances.wanted_of_many(columns, rows)

    def offsets(self, columns: Mapping[str, NDArray[Any]], channel: str, rows: int) -> NDArray[np.float64]:
        """`offset` for `rows` trials of one channel at once; `columns` are named like the fields of `Context`."""
        c = self.channel(channel)
        return c.intercept + c.circumstances.of_many(columns, rows)

    def as_json(self) -> dict[str, Any]:
        """The form in which weights are kept and shipped; `parse` reads it back."""
        return {
            "version": self.version,
            "trained_on": self.trained_on,
            "trained_to": self.trained_to,
            "n_trials": self.n_trials,
            "rho": self.rho,
            "factors": {
                f: {"mean": p.mean, "tau_b": p.tau_b, "tau_u": p.tau_u, "drift": p.drift}
                | ({"burst": p.burst} if p.burst else {})
                for f, p in self.factors.items()
            },
            "channels": {name: _channel_json(c) for name, c in self.channels.items()},
            "targets": dict(self.targets),
        }


def load(version: str | None = None) -> Weights:
    """The shipped weights of that version (default `trust-1`); raises ConfigError naming what ships where there is none."""
    return _load(version or DEFAULT)


@lru_cache(maxsize=8)
def _load(version: str) -> Weights:
    path = SHIPPED / f"{version}.json"
    if "/" in version or "\\" in version or not path.is_file():
        shipped = ", ".join(sorted(p.stem for p in SHIPPED.glob("*.json")))
        raise ConfigError(f"There are no weights “{version}”. These ship: {shipped}.")
    return parse(json.loads(path.read_text(encoding="utf-8")))


def parse(data: Mapping[str, Any]) -> Weights:
    """Weights from their JSON form; raises ConfigError saying which number cannot be used."""
    try:
        weights = Weights(
            version=str(data["version"]),
            rho=float(data["rho"]),
            factors={f: FactorPrior(**{k: float(v) for k, v in data["factors"][f].items()}) for f in FACTORS},
            channels={name: _channel(name, c) for name, c in data["channels"].items()},
            trained_on=str(data.get("trained_on", "")),
            trained_to=str(data.get("trained_to", "")),
            n_trials=int(data.get("n_trials", 0)),
            targets=data.get("targets", {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"These weights cannot be read: {error!r} is missing or not a number.") from error
    _check(weights)
    return weights


def _channel(name: str, data: Mapping[str, Any]) -> Channel:
    terms = dict(data.get("circumstances", {}))
    if "weekday" in terms:
        terms["weekday"] = tuple(float(v) for v in terms["weekday"])
    return Channel(
        name=name,
        factor=data["factor"],
        w=float(data["w"]),
        half_life_days=float(data["half_life_days"]),
        intercept=float(data["intercept"]),
        circumstances=Circumstances(**terms),
        source=str(data.get("source", "prior")),
        rho=float(data.get("rho", 1.0)),
        unsure=float(data.get("unsure", 0.0)),
    )


def _channel_json(c: Channel) -> dict[str, Any]:
    blank = Circumstances()
    terms = {name: getattr(c.circumstances, name) for name in Circumstances.__slots__}
    return {
        "factor": c.factor,
        "w": c.w,
        "half_life_days": c.half_life_days,
        "rho": c.rho,
        "intercept": c.intercept,
        "circumstances": {
            k: list(v) if isinstance(v, tuple) else dict(v) if isinstance(v, Mapping) else v
            for k, v in terms.items()
            if v != getattr(blank, k)
        },
        "source": c.source,
    } | ({"unsure": c.unsure} if c.unsure else {})


def _check(weights: Weights) -> None:
    if not 0 < weights.rho <= 1:
        raise ConfigError(f"Weights {weights.version}: rho must lie in (0, 1], not {weights.rho}.")
    for name, prior in weights.factors.items():
        if prior.tau_b <= 0 or prior.tau_u <= 0 or not 0 <= prior.drift < 1 or prior.burst < 0:
            raise ConfigError(f"Weights {weights.version}: {name} needs tau_b > 0, tau_u > 0, drift in [0, 1) and burst >= 0.")
    for c in weights.channels.values():
        if c.factor not in FACTORS:
            raise ConfigError(f"Weights {weights.version}: channel {c.name} loads on “{c.factor}”, which is no factor.")
        if not 0 < c.rho <= 1:
            raise ConfigError(f"Weights {weights.version}: rho of channel {c.name} must lie in (0, 1], not {c.rho}.")
        if c.unsure < 0:
            raise ConfigError(
                f"Weights {weights.version}: unsure of channel {c.name} is a variance, so 0 at least, not {c.unsure}."
            )
        if c.w <= 0 or c.half_life_days <= 0 or len(c.circumstances.weekday) != 7:
            raise ConfigError(f"Weights {weights.version}: channel {c.name} needs w, half_life_days > 0 and seven weekdays.")
