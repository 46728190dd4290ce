"""The two locks say the same of what they share."""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def pins(name: str) -> set[str]:
    """The pinned packages of a lock, with their markers."""
    return {line.removesuffix(" \\") for line in (ROOT / name).read_text().splitlines() if "==" in line}


def test_the_lock_with_spark_is_the_other_and_spark() -> None:
    """Whatever the plain lock pins, the one with the extra pins too; more it holds only for the extra."""
    assert pins("requirements.lock") - pins("requirements-spark.lock") == set()
    assert {pin.split("==")[0] for pin in pins("requirements-spark.lock") - pins("requirements.lock")} == {"py4j", "pyspark"}


def test_no_lock_holds_an_address() -> None:
    """A lock names packages and hashes, not where they lie."""
    for name in ("requirements.lock", "requirements-spark.lock"):
        assert "://" not in (ROOT / name).read_text()
