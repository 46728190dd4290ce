import numpy as np

from regard.deals.authority import SIGNS, addressed_together, among, central, hits, ranks, score, shipped, signs

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


def test_unknown_is_the_middle() -> None:
    """Whoever of whom nothing is known stands in the middle, neither above nor below."""
    assert among(np.array([9.0, 1.0, 0.0]), np.array([True, True, False])).tolist() == [1.0, 0.5, 0.75]


def test_addressed_together_by_hand() -> None:
    """A mail to three adds a half to each of their pairs, one to two adds one, one to sixteen nothing."""
    mail = np.array([0, 0, 0, 1, 1, *[2] * 16])
    people = np.array([0, 1, 2, 0, 1, *range(16)])
    a, b, w = addressed_together(mail, people, 16)
    told = {(int(x), int(y)): float(v) for x, y, v in zip(a, b, w, strict=True)}
    assert told == {(0, 1): 1.5, (1, 0): 1.5, (0, 2): 0.5, (2, 0): 0.5, (1, 2): 0.5, (2, 1): 0.5}


def test_central_by_hand() -> None:
    """The middle of a star counts most, its ends alike; whoever is beside it not at all."""
    a, b = np.array([0, 0, 0, 1, 2, 3]), np.array([1, 2, 3, 0, 0, 0])
    found = central(a, b, np.ones(6), 5)
    assert found[0] > found[1]
    assert np.allclose(found[1], found[2:4])
    assert found[4] < 0.01


def test_the_circle_of_those_above() -> None:
    """Three who are addressed together stand above those who write to them, though others get more mail."""
    rows = [(p, boss, (t * 40 + p) * HOUR) for t in range(12) for p in range(3, 9) for boss in (0, 1, 2)]
    rows += [(9, 10, t * HOUR + 1) for t in range(300)]
    a = np.array(rows, dtype=np.int64)
    found = signs(a[:, 0], a[:, 1], a[:, 2], 11)
    assert min(found["together"][:3]) > max(found["together"][3:])
