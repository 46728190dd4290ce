"""Settings: where each value comes from, and what a bad one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from regard import config
from regard.book import Book
from regard.errors import ConfigError, RegardError, UsageError
from regard.ids import digest, handle_id
from regard.model import DAY
from regard.time import as_of_us, iso, iso_day, known_us, now_us


def test_precedence(tmp_path: Path) -> None:
    """A flag goes before the environment, that before the file, that before the default, and each says where it came from."""
    (tmp_path / "regard.toml").write_text('[bands]\ngood = 70\nfair = 30\n[us]\ndomains = ["A.example"]\n[serve]\nport = 1\n')
    environment = {"REGARD_BANDS_GOOD": "71", "REGARD_BANDS_FAIR": "31", "REGARD_US_OWNERS": "a@x.example, B@x.example"}
    found = config.load(tmp_path, {"bands.good": 72, "us.domains": (), "text.read": False}, environment)
    told = {row["key"]: (row["value"], row["from"]) for row in found.explain()}
    assert told["bands.good"] == (72.0, "flag")
    assert told["bands.fair"] == (31.0, "environment")
    assert told["us.domains"] == (["a.example"], "file")
    assert told["us.owners"] == (["a@x.example", "b@x.example"], "environment")
    assert told["text.read"] == (False, "flag")
    assert told["store.threads"] == (2, "default")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[us]\ndomain = []\n", "Did you mean “us.domains”"),
        ("[us\n", "is not valid TOML"),
        ("[serve]\nport = 'much'\n", "is no value for serve.port"),
        ("[text]\nread = 'perhaps'\n", "is no value for text.read"),
        ("colour = 1\n", "There is no setting “colour”"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    """An unknown key, a wrong kind of value and broken TOML are errors that say which, and offer the nearest key."""
    (tmp_path / "regard.toml").write_text(text)
    with pytest.raises(ConfigError, match=says):
        config.load(tmp_path, environment={})


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A settings file that is no text is an error that names it."""
    (tmp_path / "regard.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"regard\.toml"):
        config.load(tmp_path, environment={})


@pytest.mark.parametrize(
    ("key", "value"),
    [("us.domains", ["a.example", "b.example"]), ("model.active", 'quo"te\\back'), ("text.read", False), ("bands.good", 72.5)],
)
def test_what_is_written_is_read(tmp_path: Path, key: str, value: object) -> None:
    """A value that is set is read back, beside what the file said before."""
    config.write(tmp_path, {"serve.port": 99})
    config.write(tmp_path, {key: value})
    found = config.load(tmp_path, environment={})
    assert found["serve.port"] == 99
    assert found[key] == config.convert(key, value)


CONTROLS = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0x2028])) + '"\\'
"""Every control character, and what else may end or escape text in TOML."""


@pytest.mark.parametrize(
    ("key", "value"),
    [("us.owners", [f"a{c}z@us.example" for c in CONTROLS]), ("llm.model", f"a{CONTROLS}z")],
    ids=["owners", "model"],
)
def test_a_value_with_any_character_leaves_a_file_that_can_be_read(tmp_path: Path, key: str, value: object) -> None:
    """Control characters, quotes and backslashes are written so that the book still opens, and are read back as they were."""
    config.write(tmp_path, {key: value})
    assert config.load(tmp_path, environment={})[key] == config.convert(key, value)


def test_bytes_that_are_no_text_are_no_value(tmp_path: Path) -> None:
    """Half a character, as bytes of no text arrive from a command line, is refused and changes nothing."""
    config.write(tmp_path, {"serve.port": 99})
    before = (tmp_path / "regard.toml").read_bytes()
    for key, value in (("us.owners", "a\udcff@us.example"), ("us.owners", ["a\udcff@us.example"]), ("llm.model", "\udcff")):
        with pytest.raises(ConfigError, match="no text"):
            config.write(tmp_path, {key: value})
    assert (tmp_path / "regard.toml").read_bytes() == before


def test_an_unknown_version_of_the_weights_is_bad_use(copied: Path) -> None:
    """A setting model.active that names no version of the weights is an error that lists those there are."""
    with Book.open(copied, flags={"model.active": "trust-99"}) as book, pytest.raises(RegardError, match="trust-1") as error:
        book.people()
    assert error.value.exit_code == 2


def test_dates() -> None:
    """A bare date is its end in UTC, a time is itself, nothing is now, and anything else is bad use."""
    assert as_of_us("1970-01-01") == DAY
    assert as_of_us("1970-01-01T00:00:01") == as_of_us("1970-01-01T02:00:01+02:00") == 1_000_000
    assert abs(as_of_us(None) - now_us()) < 10_000_000
    assert (iso(DAY), iso_day(DAY - 1), iso(None)) == ("1970-01-02T00:00:00Z", "1970-01-01", None)
    for text in ("soon", "2026-13-01", "2026-02-30", "31.03.2026"):
        with pytest.raises(UsageError, match="is not a date"):
            as_of_us(text)
    for text in ("9999-12-31", "9999-12-31T23:59:59", "0001-01-01", "1899-12-31", "3000-01-01"):
        with pytest.raises(UsageError, match="too far off"):
            as_of_us(text)


def test_ids_depend_on_the_key_and_on_where_parts_end() -> None:
    """The same parts give the same id under one key only; parts that join to the same text give different ids."""
    assert digest("x", b"k", "ab", "c") == digest("x", b"k", b"ab", b"c") != digest("x", b"k", "a", "bc")
    assert handle_id(b"k", "a@x.example") != handle_id(b"l", "a@x.example")
    assert digest("x", b"k", "\ud800").startswith("x_")


def test_nothing_is_known_as_of_a_day_ahead() -> None:
    """A day ahead is refused; today, wherever on earth, and any day before are taken."""
    with pytest.raises(UsageError, match="lies ahead"):
        known_us(str(iso_day(now_us() + 3 * DAY)))
    assert known_us(str(iso_day(now_us()))) > now_us()
    assert known_us(str(iso_day(now_us() + 14 * DAY // 24))) > now_us()
    assert known_us("2026-01-05") == as_of_us("2026-01-05")


def test_a_zone_that_nobody_has_is_refused() -> None:
    """A zone is one by which a clock can be told, else meetings would be told in another without a word."""
    assert config.convert("time.zone", "Europe/Berlin") == "Europe/Berlin"
    for none in ("Mars/Base", "Berlin time", "../etc"):
        with pytest.raises(ConfigError, match=r"time\.zone"):
            config.convert("time.zone", none)
