"""How much wider is an estimate because what is usual in the book is not known exactly itself?

Standing is told beside the base rate of each channel, and that of a small book rests on a few people: where it is taken too low by one
log-odds, everybody's standing is too high by nearly one. By the law of total variance

    Var(z) = E[Var(z | d)] + Var(E[z | d]) = z_var + Σ_c V_c (dz/dd_c)²

with d_c the base rate of channel c and V_c its variance (`Channel.unsure`). At the mode z and the u_s satisfy the equations of
`newton`; how they move with d_c follows by differentiating these:

    dz/dd_c   = - Σ_s B_sc h / (h + I_s) / (1/tb2 + Σ_s I_s h / (h + I_s)),     h = 1/tu2,
    dx_s/dd_c = (h dz/dd_c - B_sc) / (h + I_s),

where B_sc = Σ_i weight_i w_i p_i (1 - p_i) over the trials of channel c and seller s, and I_s = Σ_c w_c B_sc. Nobody becomes less known
than a stranger: `state` ends the variance at that of the prior. Where an answer may be missing, B takes the share d that is shown.
"""

from __future__ import annotations

import numpy as np

from regard.relationships.newton import Floats, Ints, Problems


def carried(problems: Problems, chance: Floats, channel: Ints, unsure: Floats) -> tuple[Floats, Floats]:
    """What is added to the variance of each problem's z and of each pair's x.

    `chance` is each trial's probability at the mode, `channel` its channel, `unsure` the variance of each channel's base rate
    (log-odds squared).
    """
    pairs = len(problems.pair_start)
    of_row = _of_each(problems.pair_start, len(chance))
    of_pair = _of_each(problems.problem_start, pairs)
    shown = 1.0 if problems.shown is None else problems.shown
    bend = problems.weight * problems.w * chance * (1.0 - chance) * shown
    hold = 1.0 / problems.tu2[of_pair]
    arm = hold + np.bincount(of_row, bend * problems.w, pairs)
    centre = 1.0 / problems.tb2 + np.add.reduceat((arm - hold) * hold / arm, problems.problem_start)
    z, x = np.zeros(len(centre)), np.zeros(pairs)
    for code in np.flatnonzero(unsure).tolist():
        here = channel == code
        if here.any():
            pull = np.bincount(of_row[here], bend[here], pairs)
            slope = -np.add.reduceat(pull * hold / arm, problems.problem_start) / centre
            z += unsure[code] * slope**2
            x += unsure[code] * ((hold * slope[of_pair] - pull) / arm) ** 2
    return z, x


def _of_each(start: Ints, length: int) -> Ints:
    """Which run each of `length` rows belongs to."""
    out: Ints = np.repeat(np.arange(len(start)), np.diff(np.append(start, length)))
    return out
