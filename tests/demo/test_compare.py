"""Truth beside estimates: on the small world estimates rank as the truth does, and the comparison says what it measures."""

import json

import pytest
from typer.testing import CliRunner

from regard.book import Book
from regard.demo.compare import FEW, compare
from regard.errors import UsageError
from regard.surfaces.cli import app


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
