"""`threads`: parents are measured with and without headers, beside simple rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.truth.__main__ import main, read
from bench.truth.text.threads import v_measure


def write(folder: Path) -> Path:
    """Ann asks, Bob and Cid answer her, Ann answers Bob; something else stands alone."""
    said = "Which of the two pumps would fit the old pipe?"
    mails = [
        ("a", "ann", "bob, cid", "Pump", "", 1, said),
        ("b", "bob", "ann, cid", "Re: Pump", "<a@x>", 2, f"The small one fits the pipe well.\n\n> {said}"),
        ("c", "cid", "ann, bob", "Re: Pump", "<a@x>", 3, f"I should take the large one.\n\n> {said}"),
        ("d", "ann", "bob, cid", "Re: Pump", "<a@x> <b@x>", 4, "Good.\n\n> The small one fits the pipe well.\n>> " + said),
        ("e", "dan", "ann", "Lunch", "", 5, "At noon?"),
    ]
    for name, sender, to, subject, references, day, body in mails:
        people = ", ".join(f"{p.strip()}@x.example" for p in to.split(","))
        head = [f"From: {sender}@x.example", f"To: {people}", f"Subject: {subject}", f"Message-ID: <{name}@x>"]
        head += [f"Date: Mon, {day:02} Jan 2024 10:00:00 +0000", *([f"References: {references}"] if references else [])]
        (folder / f"{name}.eml").write_text("\n".join(head) + f"\n\n{body}\n")
    return folder


@pytest.mark.parametrize(("options", "headers"), [([], 1.0), (["--strip-headers"], 0.0)])
def test_parents_are_found_with_and_without_headers(
    tmp_path: Path, options: list[str], headers: float, capsys: pytest.CaptureFixture[str]
) -> None:
    """Quoted lines tell who is answered where headers do not; the rule of the latest mail is wrong for two of three."""
    assert main(["threads", "--data", str(write(tmp_path)), "--json", *options]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["task"], result["n"], result["messages"], result["false_parents"]) == ("threads", 3, 5, 0)
    assert (result["metrics"]["parent_accuracy"], result["metrics"]["v_measure"]) == (1.0, 1.0)
    assert set(result["metrics"]["low"]) == {"parent_accuracy", "v_measure"}
    assert result["baselines"]["headers alone"]["parent_accuracy"] == headers
    assert result["baselines"]["latest of the subject"]["parent_accuracy"] == pytest.approx(1 / 3, abs=1e-4)


def test_the_same_measure_twice_is_the_same(tmp_path: Path) -> None:
    """Intervals are drawn with a fixed seed."""
    folder = write(tmp_path)
    assert read("threads", folder)["metrics"] == read("threads", folder)["metrics"]


def test_v_measure_is_that_of_the_literature() -> None:
    """It equals scikit-learn's."""
    metrics = pytest.importorskip("sklearn.metrics")
    threads = [("a", ["1", "1", "2"]), ("b", ["2", "3"]), ("c", ["4"])]
    true, made = [t for t, row in threads for _ in row], [f for _, row in threads for f in row]
    assert v_measure(threads) == pytest.approx(metrics.v_measure_score(true, made))
    assert v_measure([("a", ["1", "1"])]) == 1.0
