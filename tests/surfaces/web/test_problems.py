"""What a page that there is not says: where to go on, and for whom nothing fits, the search."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from regard.surfaces.web.problems import elsewhere


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/status", ["/sources", "/check", "/api/v1/status"]),
        ("/docs", ["/api/v1/openapi.json", "/coach", "/check"]),
        ("/api", ["/api/v1/openapi.json", "/coach", "/check"]),
        ("/promise", ["/promises"]),
        ("/gone-quiet", []),
        ("/zzz", []),
        ("/", []),
    ],
)
def test_a_guessed_address_is_led_on(path: str, leads: list[str]) -> None:
    """Addresses that other tools have lead to what is here; a word that begins a page's name leads to it."""
    assert [to for to, _ in elsewhere(path)] == leads


def test_no_such_page(client: TestClient) -> None:
    """It is 404, links where to go on and keeps the date looked at; each place there is; the API answers with JSON."""
    answer = client.get("/status?as_of=2026-02-28")
    assert answer.status_code == 404
    assert 'href="/sources?as_of=2026-02-28"' in answer.text
    for path in ("/status", "/docs", "/settings"):
        for to, _ in elsewhere(path):
            assert client.get(to).status_code == 200
    assert client.get("/api/v1/nothing").json()["detail"] == "There is no such page."
