"""The page of who has gone quiet: what there is to say to each, also where there is nothing."""

from __future__ import annotations

import html
import re

from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook


def test_every_row_tells_what_there_is_to_say_or_that_nothing_is(client: TestClient, shared: FakeBook) -> None:
    """One reason or several each on its own line, how likely they come back in grey, and of whoever has none that nothing stands open."""
    page = client.get("/dormant")
    assert page.status_code == 200
    text = html.unescape(page.text)
    rows = re.findall(r"<tr data-row>(.*?)</tr>", text, re.DOTALL)
    told = {row.id: row.reasons for row in shared.dormant()}
    assert len(rows) == len(told)
    for row in rows:
        (who,) = {one for one in told if f'/people/{one}"' in row}
        assert ("Nothing stands open." in row) is (told[who] == ())
        for points, words in told[who]:
            said = rf"<span( class=\"quiet\")?>{re.escape(words[:1].upper() + words[1:])}"
            (grey,) = re.findall(said, row)
            assert bool(grey) is (points < 1), words
