"""The navigation shows where one is."""

import pytest

from regard.surfaces.web.navigation import DAILY, OTHERS, entries


@pytest.mark.parametrize(
    ("here", "name"),
    [
        ("/", "People"),
        ("/people/p_1", "People"),
        ("/people/p_1/why", "People"),
        ("/accounts", "Accounts"),
        ("/accounts/c_1", "Accounts"),
        ("/deals/d_1", "Deals"),
        ("/sources/crm", "Sources"),
        ("/check", "Is it true?"),
        ("/dormant", "Gone quiet"),
        ("/callers", "Wrote to us"),
        ("/search", None),
        ("/peoples", None),
        ("/whoever", None),
    ],
)
def test_exactly_the_entry_is_on_that_the_page_lies_within(here: str, name: str | None) -> None:
    """A page lies within at most one entry, whichever part of the navigation that is in."""
    on = [entry.name for entry in (*entries(here, DAILY), *entries(here, OTHERS)) if entry.on]
    assert on == ([name] if name else [])
