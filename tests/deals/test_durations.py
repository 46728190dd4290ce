from regard.deals.durations import survival, time_to


def test_survival_by_hand() -> None:
    """Kaplan and Meier by hand: of 5 at 10 days one ends (4/5); one still open leaves; of 3 at 30 one ends (4/5 x 2/3)."""
    curve = survival([(10, True), (20, False), (30, True), (40, False), (50, True)])
    assert curve.days == (10, 30, 50)
    assert [round(s, 6) for s in curve.share] == [0.8, round(0.8 * 2 / 3, 6), 0.0]
    assert (curve.at(9), curve.at(10), curve.at(29.9)) == (1.0, 0.8, 0.8)
    assert (curve.quantile(0.2), curve.quantile(0.5), curve.quantile(0.99)) == (10, 50, 50)
    assert (curve.ended, curve.n) == (3, 5)


def test_survival_of_nothing() -> None:
    """Without deals nothing ever ends, and no quantile is reached; a life below zero counts as none."""
    assert survival([]).at(100) == 1.0
    assert survival([]).quantile(0.5) is None
    assert survival([(5, False)]).quantile(0.5) is None
    assert survival([(-3, True)]).days == (0.0,)


def test_how_long_winning_took() -> None:
    """Two wins and a loss between them: half of the wins came by the first, all by the second; an open deal is still under way."""
    curve = time_to([(10, True, True), (15, True, False), (20, True, True), (25, False, False)])
    assert (curve.ended, curve.n) == (2, 4)
    assert curve.at(5) == 1.0
    assert abs(curve.at(10) - 0.5) < 1e-9
    assert curve.at(30) == 0.0
    assert time_to([(5, False, False)]).ended == 0
