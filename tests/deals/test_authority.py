import numpy as np

from regard.deals.authority import SIGNS, hits, ranks, score, shipped, signs

HOUR = 3_600_000_000


def test_ranks() -> None:
    """Ranks lie in (0, 1], ties share theirs."""
    assert ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [0.875, 0.25, 0.875, 0.5]


def test_hits_by_hand() -> None:
    """Two who write to one: all authority is that one's, the hubs share alike."""
    authority, hub = hits(np.array([0, 1]), np.array([2, 2]), np.ones(2), 3)
    assert np.allclose(authority, [0, 0, 1])
    assert np.allclose(hub, [0.5**0.5, 0.5**0.5, 0])


def test_a_boss_stands_above() -> None:
    """Five who report to one, who answers now and then: the one stands above all, whatever the order of rows and the numbering."""
    rng = np.random.default_rng(4)
    rows = [(p, 5, t * 30 * HOUR + p) for t in range(20) for p in range(5)] + [
        (5, int(p), int(p) * 90 * HOUR + HOUR) for p in range(5)
    ]
    a = np.array(rows, dtype=np.int64)
    found = score(signs(a[:, 0], a[:, 1], a[:, 2], 6))
    assert int(found.argmax()) == 5
    b = a[rng.permutation(len(a))]
    assert np.allclose(found, score(signs(b[:, 0], b[:, 1], b[:, 2], 6)))


def test_shipped() -> None:
    """No sign of the shipped weights counts against anybody; an empty graph has no scores and raises nothing."""
    assert all(shipped()[s] >= 0 for s in SIGNS)
    none = np.array([], dtype=np.int64)
    assert score(signs(none, none, none, 0)).shape == (0,)
