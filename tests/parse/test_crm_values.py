"""Cells of CRM exports: ids, dates, money and shares, and what their columns decide."""

from __future__ import annotations

import pytest

from regard.parse.crm_values import (
    Habits,
    Unread,
    checksum,
    crm_id,
    is_salesforce_id,
    moment,
    moment_us,
    money,
    share,
    yes_no,
)


def test_the_two_forms_of_a_salesforce_id_are_one_record() -> None:
    """15 characters and 18 lead to the same id; a wrong check or a number is no Salesforce id."""
    assert crm_id("006q000000HddohAAB") == "006q000000HddohAAB" == crm_id("006q000000Hddoh")
    assert checksum("001A0000006Vm9u") == "IAC"
    assert is_salesforce_id("001A0000006Vm9uIAC")
    assert not is_salesforce_id("001A0000006Vm9uIAD")
    assert not is_salesforce_id("123456789012345")
    assert crm_id("006q000000hddoh") != crm_id("006q000000Hddoh")


def test_an_id_that_a_spreadsheet_rounded_is_refused() -> None:
    """ "1.23E+11" stands for many records."""
    with pytest.raises(Unread):
        crm_id("1.23E+11")
    assert crm_id("4711.0") == "4711"
    assert crm_id("{0F1E2D3C-AAAA-BBBB-CCCC-1234567890AB}") == "0f1e2d3c-aaaa-bbbb-cccc-1234567890ab"


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-03-04", "", "2026-03-04"),
        ("2026-03-04T10:11:12.000+0000", "", "2026-03-04T10:11:12Z"),
        ("2026-03-04T10:11:12+02:00", "", "2026-03-04T08:11:12Z"),
        ("2020-12-30 3:15:52", "", "2020-12-30T03:15:52Z"),
        ("1767225600000", "", "2026-01-01T00:00:00Z"),
        ("1767225600", "", "2026-01-01T00:00:00Z"),
        ("20260304", "", "2026-03-04"),
        ("31/12/2025", "", "2025-12-31"),
        ("12/31/2025", "", "2025-12-31"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("03.04.2026", "mdy", "2026-04-03"),
        ("05/05/2026", "", "2026-05-05"),
        ("3/4/26, 3:05 PM", "mdy", "2026-03-04T15:05:00Z"),
        ("12:30", "", None),
        ("12 Mar 2024", "", "2024-03-12"),
        ("12-Mar-24", "", "2024-03-12"),
        ("March 12, 2024", "", "2024-03-12"),
        ("12. März 2024", "", "2024-03-12"),
        ("31/02/2026", "", None),
        ("soon", "", None),
    ],
)
def test_dates_in_the_ways_exporters_write_them(text: str, order: str, expected: str | None) -> None:
    """ISO, milliseconds, days and months in either order, month names."""
    if expected is None:
        with pytest.raises(Unread):
            moment(text, order)  # type: ignore[arg-type]
    else:
        assert moment(text, order) == expected  # type: ignore[arg-type]
        assert moment_us(expected) is not None


def test_a_date_that_can_be_read_two_ways_is_decided_by_its_column() -> None:
    """One unambiguous cell decides; without one, or where two contradict, the cell stays as it is written."""
    with pytest.raises(Unread, match="ambiguous"):
        moment("03/04/2026")
    habits = Habits()
    for cell in ("03/04/2026", "25/04/2026"):
        habits.see_date(cell)
    assert habits.order == "dmy"
    habits.see_date("04/25/2026")
    assert habits.order == "both"
    with pytest.raises(Unread, match="ambiguous"):
        moment("03/04/2026", habits.order)


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("48000", "", ("48000", "")),
        ("48,000.50", "", ("48000.5", "")),
        ("48.000,50 €", "", ("48000.5", "EUR")),
        ("EUR 48.000", ",", ("48000", "EUR")),
        ("USD 1,234", "", ("1234", "USD")),
        ("1.234", ".", ("1.234", "")),
        ("1.234", ",", ("1234", "")),
        ("(1,200.00)", "", ("-1200", "")),
        ("-12.5", "", ("-12.5", "")),
        ("1'234.50", "", ("1234.5", "")),
        ("1 234,50 kr", "", ("1234.5", "kr")),
        ("$12,345,678", "", ("12345678", "$")),
        ("0.10", "", ("0.1", "")),
        ("4711,5", "", ("4711.5", "")),
        ("n/a", "", None),
        ("1,2,3x4", "", None),
    ],
)
def test_amounts_with_any_separators(text: str, point: str, expected: tuple[str, str] | None) -> None:
    """Thousands and decimals in either convention, the currency beside them, brackets for minus."""
    if expected is None:
        with pytest.raises(Unread):
            money(text, point)  # type: ignore[arg-type]
    else:
        assert money(text, point) == expected  # type: ignore[arg-type]


def test_a_column_decides_what_a_lone_separator_means() -> None:
    """ "1.234" is a thousand and more beside "5,50", and little more than one beside "5.50"; where both stand, nobody can know."""
    german, english = Habits(), Habits()
    german.see_money("5,50")
    english.see_money("5.50")
    assert money("1.234", german.point)[0] == "1234"
    assert money("1.234", english.point)[0] == "1.234"
    german.see_money("5.50")
    with pytest.raises(Unread, match="ambiguous"):
        money("1.234", german.point)


def test_shares_and_yes_and_no() -> None:
    """Fractions become percent where the column holds fractions; yes and no in several languages."""
    assert share("0.4", fraction=True) == "40"
    assert share("40", fraction=False) == share("40 %", fraction=True) == "40"
    assert share("12,5%", fraction=False) == "12.5"
    assert [yes_no(t) for t in ("TRUE", "1", "Ja", "0", "nein")] == ["true", "true", "true", "false", "false"]
    with pytest.raises(Unread):
        yes_no("perhaps")
