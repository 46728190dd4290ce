"""Truth beside estimates: on the small world estimates rank as the truth does, and the comparison says what it measures."""

import json

import pytest
from typer.testing import CliRunner

from regard.book import Book
from regard.demo.compare import FEW, agreement, compare
from regard.errors import UsageError
from regard.surfaces.cli import app

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared(files, tmp_path_factory):
    place = tmp_path_factory.mktemp("compared") / "book"
    with Book.open(place, create=True, flags={"sync.processes": 1}) as book:
        book.sync(*files.sources, us=files.us)
        yield book, compare(book, files.truth)


def test_trust_ranks_as_it_is(compared):
    """Known trust correlates with true trust by rank at .6 or more, over at least half of the buyers."""
    trust = next(f for f in compared[1].factors if f.factor == "trust")
    assert trust.known > trust.buyers / 2
    assert trust.spearman >= 0.6


def test_intervals_hold_what_is_true(compared):
    """The 80 % intervals of trust hold .85 of the true values here, within two standard errors of some ninety buyers (.08) either way."""
    trust = next(f for f in compared[1].factors if f.factor == "trust")
    assert trust.coverage80 == pytest.approx(0.85, abs=0.08)
    assert trust.scale.stretch > 0.5


AGREEMENTS = [
    ("the same order", [1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 21.0, 90.0], 1.0),
    ("the other way round", [4.0, 3.0, 2.0, 1.0], [10.0, 20.0, 21.0, 90.0], -1.0),
    ("ties share their rank", [1.0, 1.0, 2.0, 2.0], [1.0, 2.0, 3.0, 4.0], 0.8944),
]


@pytest.mark.parametrize(("estimated", "true", "rank"), [pytest.param(*c[1:], id=c[0]) for c in AGREEMENTS])
def test_agreement_of_ranks(estimated, true, rank):
    """Ranks agree as counted by hand, and every figure stands inside its own interval."""
    spearman, ends, share, held = agreement(estimated, true, [True, True, True, False])
    assert spearman == pytest.approx(rank, abs=1e-4)
    assert ends[0] <= spearman <= ends[1]
    assert (share, held[0] <= share <= held[1]) == (0.75, True)


def test_a_line_that_is_not_known_widens_what_is_told_of_coverage(compared):
    """Where deeds are rare the line from truth to log-odds is unsure, all buyers share it, and the interval of coverage says so."""
    _, found = compared
    value = next(f for f in found.factors if f.factor == "value")
    assert 0.05 < value.scale.stretch_off < 1
    people = [p for p in found.people if p.estimates["value"].chances]
    held = [p.inside["value"] for p in people]
    plain = agreement([p.estimates["value"].mean for p in people], [p.true["value"] for p in people], held)
    assert plain[2] == value.coverage80_all
    low, high = value.coverage80_all_interval
    assert high - low > plain[3][1] - plain[3][0]


def test_two_buyers_agree_about_nothing():
    """Under three buyers no rank and no coverage is told."""
    assert agreement([1.0, 2.0], [1.0, 2.0], [True, True]) == (None, None, None, None)


def test_everybody_with_a_chance_is_counted_too(compared):
    """Beside those known stand all with a fair chance, whom no estimate has selected."""
    for f in compared[1].factors:
        assert f.known <= f.with_chances <= f.buyers
        for figure, ends in ((f.spearman_all, f.spearman_all_interval), (f.coverage80_all, f.coverage80_all_interval)):
            assert ends[0] <= figure <= ends[1]


def test_nothing_is_known_from_fewer_than_three_chances(compared):
    """No factor of any buyer is shown as known with fewer than three fair chances behind it."""
    assert FEW == 3
    assert [f.known_with_few_chances for f in compared[1].factors] == [0, 0, 0]


def test_the_line_is_free_of_estimates(compared, files):
    """The line from truth to log-odds is the same whatever the estimates say: it is fitted on trials and truth alone."""
    book, found = compared
    narrow = compare(book, files.truth)
    assert [f.scale for f in narrow.factors] == [f.scale for f in found.factors]
    for person in found.people[:20]:
        assert set(person.true) == set(person.estimates) == {"trust", "value", "rapport"}
        assert 0 <= person.true_score["trust"] <= 100


def test_planted_identities_are_judged(compared):
    """Every planted case is judged right, wrong or not in the book; shared mailboxes and assistants are kept apart from people."""
    cases = compared[1].identity
    assert {c.kind for c in cases} >= {"two addresses", "namesakes", "assistant", "shared mailbox", "changed company"}
    assert all(c.right is not False for c in cases if c.kind in {"assistant", "shared mailbox"})


def test_without_a_truth(compared, tmp_path):
    """A folder that holds no demo's truth is a UsageError that says what to run."""
    with pytest.raises(UsageError, match="regard demo"):
        compare(compared[0], tmp_path / "truth.json")


def test_demo_truth_command(tmp_path, monkeypatch):
    """`regard demo --truth` makes a demo where there is none, prints truth beside estimates, and reads it again without a rebuild."""
    from regard.demo import world as worlds

    real = worlds.generate
    small = {"sellers": 2, "accounts": 5, "buyers": 14, "months": 5, "messages": 350}
    monkeypatch.setattr(worlds, "generate", lambda seed, **kw: real(seed, **kw, **small))
    folder = str(tmp_path / "demo")
    first = CliRunner().invoke(app, ["demo", folder, "--truth", "--size", "small"])
    assert first.exit_code == 0, first.output
    assert "rank correlation" in first.output
    monkeypatch.setattr(worlds, "generate", None)
    again = CliRunner().invoke(app, ["demo", folder, "--truth", "--json"])
    assert again.exit_code == 0, again.output
    found = json.loads(again.stdout)
    assert {f["factor"] for f in found["factors"]} == {"trust", "value", "rapport"}
    assert found["people"][0]["true"]
