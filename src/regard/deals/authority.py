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

SIGNS = ("authority", "hub", "written_to", "contacts", "answered", "addressed", "in_company", "weekend", "reach")
"""Every sign: see `signs`."""
_HOUR = 3_600_000_000
BURST = 6 * _HOUR
ANSWER = 72 * _HOUR
ROUNDS = 100


def ranks(values: Floats) -> Floats:
    """Average ranks, scaled to (0, 1]."""
    order = np.argsort(values, kind="stable")
    _, where, count = np.unique(values[order], return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    mean = last - (count - 1) / 2
    out = np.empty(len(values))
    out[order] = mean[where]
    return out / max(1, len(values))


def signs(sender: Ints, recipient: Ints, us: Ints, n: int) -> dict[str, Floats]:
    """The signs of people 0 to n-1, each as ranks, from rows (sender, recipient, time in us), one a recipient.

    authority, hub: HITS on message counts, and on messages to one person alone; written_to: messages received; contacts: how many
    people they write to or hear from; answered: how often those they write to write back within three days; addressed: how much more
    often they are written to out of the blue than they write so; in_company: how few others get what they receive; weekend: share
    written at weekends; reach: how evenly what they receive is spread over its writers.
    """
    keep = sender != recipient
    sender, recipient, us = sender[keep], recipient[keep], us[keep]
    mail, of_row = np.unique(np.stack((sender, us)), axis=1, return_inverse=True)
    of_row = of_row.reshape(-1)
    heads = np.bincount(of_row, minlength=mail.shape[1])
    k = heads[of_row]
    pair, times = np.unique(sender * n + recipient, return_counts=True)
    a, b, w = pair // n, pair % n, times.astype(float)
    alone = k == 1
    pair1, times1 = np.unique((sender * n + recipient)[alone], return_counts=True)
    authority = hits(a, b, w, n)[0]
    hub = hits(pair1 // n, pair1 % n, times1.astype(float), n)[1]
    received, sent = np.bincount(recipient, minlength=n), np.bincount(sender, minlength=n)
    contacts = np.bincount(np.concatenate((a, b)), minlength=n).astype(float)
    read_by = np.bincount(recipient, weights=k, minlength=n) / np.maximum(received, 1)
    weekday = (us // (24 * _HOUR) + 3) % 7
    weekend = np.bincount(sender, weights=(weekday >= 5).astype(float), minlength=n) / np.maximum(sent, 1)
    share = w / np.maximum(received[b], 1)
    reach = -np.bincount(b, weights=share * np.log(share), minlength=n).astype(float)
    back = _answers(sender, recipient, us, n)
    return {
        "authority": ranks(authority),
        "hub": ranks(hub),
        "written_to": ranks(received.astype(float)),
        "contacts": ranks(contacts),
        "answered": ranks(back[0]),
        "addressed": ranks(back[1]),
        "in_company": ranks(-read_by),
        "weekend": ranks(weekend),
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


def _answers(sender: Ints, recipient: Ints, us: Ints, n: int) -> tuple[Floats, Floats]:
    """(share of what one writes that is written back to in three days; log of how often one is written to out of the blue over how often
    one writes so). Bursts of one pair within six hours count once.
    """
    if not len(us):
        return np.zeros(n), np.zeros(n)
    key = sender * n + recipient
    order = np.lexsort((us, key))
    key, t = key[order], us[order]
    first = np.ones(len(key), bool)
    start = 0
    for i in range(1, len(key)):
        if key[i] == key[start] and t[i] - t[start] < BURST:
            first[i] = False
        else:
            start = i
    ks, ts = key[first], t[first]
    reverse = (ks % n) * n + ks // n
    base, span = int(us.min()), int(us.max() - us.min()) + 1
    index: dict[int, int] = {int(x): i for i, x in enumerate(np.unique(key))}
    pos = np.array([index[int(x)] for x in key], dtype=np.int64)
    code = pos * (2 * span) + (t - base)
    mine = np.array([index.get(int(x), -1) for x in reverse], dtype=np.int64)
    want = mine * (2 * span) + (ts - base)
    after = np.searchsorted(code, want, side="right")
    ok_after = (mine >= 0) & (after < len(code))
    nxt = np.where(ok_after, after, 0)
    wait = np.where(ok_after & (pos[nxt] == mine), t[nxt] - ts, ANSWER + 1)
    hit = wait <= ANSWER
    before = np.searchsorted(code, want, side="left") - 1
    ok_before = (mine >= 0) & (before >= 0)
    prv = np.where(ok_before, before, 0)
    fresh = ~(ok_before & (pos[prv] == mine) & (ts - t[prv] <= ANSWER))
    by, to = ks // n, ks % n
    asked = np.bincount(by, minlength=n)
    got = np.bincount(by, weights=hit.astype(float), minlength=n)
    out_of_blue = fresh.astype(float)
    blue = np.log(
        (np.bincount(to, weights=out_of_blue, minlength=n) + 1) / (np.bincount(by, weights=out_of_blue, minlength=n) + 1)
    )
    return (got + 1) / (asked + 2), blue


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
