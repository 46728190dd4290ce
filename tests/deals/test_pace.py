from regard.deals.pace import FEWEST, HELD, STEADY, pace


def test_steady() -> None:
    """With few buyers every day counts alike."""
    assert pace([(10, "a"), (12, "b")]) == STEADY
    assert STEADY.between(10, 24) == 14


def test_quiet_days_pass_slowly() -> None:
    """Days on which nobody writes count a quarter, busy ones more, and all together as many as there are."""
    found = pace([(day, f"p{n}") for day in (0, 1, 2, 3, 8, 9) for n in range(FEWEST)])
    assert abs(found.between(3, 7) - 4 * HELD) < 1e-9
    assert found.between(0, 3) > 3
    assert abs(found.passed(9) - 10) < 1e-9


def test_outside() -> None:
    """Beyond what was seen a day is a day."""
    found = pace([(day, f"p{n}") for day in range(5) for n in range(FEWEST)])
    assert abs(found.between(4, 14) - 10) < 1e-9
    assert abs(found.between(-10, -3) - 7) < 1e-9
