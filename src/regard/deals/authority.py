"""Who stands above whom, from who writes to whom and when alone? Signs on a message graph, and a score of their ranks.

Every sign is a rank among the people of one graph (0 to 1), so that it means the same in a firm of fifty and of five thousand; the
score is a sum of ranks with weights that are never negative (`authority.json`, made by `python -m bench.authority`). Source of
HITS: Kleinberg, "Authoritative sources in a hyperlinked environment" (1999).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIGNS = ("authority", "hub", "together", "company", "weekend", "hours", "reach")
"""Every sign: see `signs`."""
_HOUR = 3_600_000_000
ROUNDS = 100
LIST = 15
"""A mail to more people than this is a circular: whom it is addressed to says nothing of who belongs together."""
FEW = 6
"""Rows from which on when somebody writes says anything; of whoever wrote fewer it is unknown, which counts as the middle."""


def ranks(values: Floats) -> Floats:
    """Average ranks, scaled to (0, 1]."""
    order = np.argsort(values, kind="stable")
    _, where, count = np.unique(values[order], return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    mean = last - (count - 1) / 2
    out = np.empty(len(values))
    out[order] = mean[where]
    return out / max(1, len(values))


def among(values: Floats, known: NDArray[np.bool_]) -> Floats:
    """Ranks among those of whom something is known; the middle for everybody else, because unknown is neither high nor low."""
    out: Floats = np.full(len(values), 0.5)
    if known.any():
        out[known] = ranks(values[known])
        out[~known] = out[known].mean()
    return out


def signs(sender: Ints, recipient: Ints, us: Ints, n: int) -> dict[str, Floats]:
    """The signs of people 0 to n-1, each as ranks, from rows (sender, recipient, time in us), one a recipient.

    authority: HITS on message counts; hub: the other side of it on messages to one person alone; together: how central somebody is among
    those who are addressed together (mails to 2 to `LIST` people), counted over and over: addressed with those who are addressed with
    those who matter; company: how high the authority of those is with whom they are addressed, on average; weekend: share written at
    weekends; hours: how widely the hours at which they write are spread; reach: how evenly what they receive is spread over its writers.
    """
    keep = sender != recipient
    sender, recipient, us = sender[keep], recipient[keep], us[keep]
    mail, of_row = np.unique(np.stack((sender, us)), axis=1, return_inverse=True)
    of_row = of_row.reshape(-1)
    alone = np.bincount(of_row, minlength=mail.shape[1])[of_row] == 1
    pair, times = np.unique(sender * n + recipient, return_counts=True)
    pair1, times1 = np.unique((sender * n + recipient)[alone], return_counts=True)
    authority = ranks(hits(pair // n, pair % n, times.astype(float), n)[0])
    hub = hits(pair1 // n, pair1 % n, times1.astype(float), n)[1]
    sent = np.bincount(sender, minlength=n)
    a, b, w = addressed_together(of_row, recipient, n)
    beside = np.bincount(a, weights=w, minlength=n)
    company = np.bincount(a, weights=w * authority[b], minlength=n) / np.maximum(beside, 1e-9)
    weekend = np.bincount(sender, weights=((us // (24 * _HOUR) + 3) % 7 >= 5).astype(float), minlength=n) / np.maximum(sent, 1)
    w1 = times / np.maximum(np.bincount(recipient, minlength=n), 1)[pair % n]
    reach = -np.bincount(pair % n, weights=w1 * np.log(w1), minlength=n).astype(float)
    return {
        "authority": authority,
        "hub": ranks(hub),
        "together": ranks(central(a, b, w, n)),
        "company": among(company, beside > 0),
        "weekend": among(weekend, sent >= FEW),
        "hours": among(_hours(sender, us, n), sent >= FEW),
        "reach": ranks(reach),
    }


def hits(a: Ints, b: Ints, w: Floats, n: int) -> tuple[Floats, Floats]:
    """Authority and hub scores of the graph of edges a -> b with weights w."""
    authority: Floats = np.ones(n)
    hub: Floats = np.ones(n)
    for _ in range(ROUNDS):
        hub = np.bincount(a, weights=w * authority[b], minlength=n).astype(float)
        hub /= np.linalg.norm(hub) + 1e-12
        authority = np.bincount(b, weights=w * hub[a], minlength=n).astype(float)
        authority /= np.linalg.norm(authority) + 1e-12
    return authority, hub


def addressed_together(mail: Ints, recipient: Ints, n: int) -> tuple[Ints, Ints, Floats]:
    """Edges a - b (both ways) of people who get the same mail, from rows (mail, recipient): each mail to k people adds 1 / (k - 1)."""
    order = np.argsort(mail, kind="stable")
    mail, recipient = mail[order], recipient[order]
    begins = np.flatnonzero(np.r_[True, mail[1:] != mail[:-1]]) if len(mail) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[begins, len(mail)])
    codes, weights = [np.zeros(0, np.int64)], [np.zeros(0)]
    for k in range(2, LIST + 1):
        first = begins[sizes == k]
        if len(first):
            people = recipient[first[:, None] + np.arange(k)]
            codes.append((people[:, :, None] * n + people[:, None, :]).reshape(-1))
            weights.append(np.full(len(codes[-1]), 1 / (k - 1)))
    code, where = np.unique(np.concatenate(codes), return_inverse=True)
    total = np.bincount(where.reshape(-1), weights=np.concatenate(weights), minlength=len(code)).astype(float)
    a, b = code // n, code % n
    return a[a != b], b[a != b], total[a != b]


def central(a: Ints, b: Ints, w: Floats, n: int) -> Floats:
    """Eigenvector centrality of an undirected graph given as edges both ways. Source: Bonacich, "Factoring and weighting approaches to
    status scores and clique identification" (1972).
    """
    found: Floats = np.ones(n)
    mean = float(w.sum()) / max(n, 1) or 1.0
    for _ in range(2 * ROUNDS):
        # a part of oneself keeps two halves of a graph from taking turns
        found = np.bincount(a, weights=w * found[b], minlength=n) / mean + found
        found /= np.linalg.norm(found) + 1e-12
    return found


def _hours(sender: Ints, us: Ints, n: int) -> Floats:
    """The standard deviation of the UTC hour at which each person writes, in hours."""
    hour = ((us // _HOUR) % 24).astype(float)
    count = np.bincount(sender, minlength=n)
    mean = np.bincount(sender, weights=hour, minlength=n) / np.maximum(count, 1)
    square = np.bincount(sender, weights=hour**2, minlength=n) / np.maximum(count, 1)
    spread: Floats = np.sqrt(np.maximum(square - mean**2, 0.0))
    return spread


@cache
def shipped() -> Mapping[str, float]:
    """The weights in the package."""
    told = json.loads((resources.files("regard.deals") / "authority.json").read_text("utf-8"))
    return {sign: float(told["weights"][sign]) for sign in SIGNS}


def score(found: Mapping[str, Floats], weights: Mapping[str, float] | None = None) -> Floats:
    """Each person's authority: the weighted sum of their ranks, 0 in the middle of the graph."""
    weights = shipped() if weights is None else weights
    total: Floats = np.sum([weights[s] * (found[s] - 0.5) for s in SIGNS], axis=0)
    return total
