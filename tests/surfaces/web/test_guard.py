"""The guard: which hosts are ours, and what of the app another site can reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook

from regard.surfaces.web.guard import host_name, is_ours


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost", "localhost"),
        ("LocalHost:8000", "localhost"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
        ("", ""),
    ],
)
def test_host_name(header: str, name: str) -> None:
    """The name in a Host header is found with or without port and brackets."""
    assert host_name(header) == name


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("sales.example", True),
        ("", False),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("192.168.1.5", False),
        ("0.0.0.0", False),
        ("2130706433", False),
    ],
)
def test_is_ours(name: str, ours: bool) -> None:
    """Loopback and configured names are ours; nothing that merely looks like them is."""
    assert is_ours(name, frozenset({"sales.example"})) is ours


@pytest.mark.parametrize("path", ["/", "/api/v1/people", "/static/regard.css", "/nothing"])
def test_rebound_name(serve: Callable[..., TestClient], path: str) -> None:
    """A foreign name that was pointed at this machine gets no page, no JSON and no file."""
    client = serve(FakeBook(3))
    assert client.get(path, headers={"host": "evil.example"}).status_code == 421
    assert client.get(path, headers={"host": ""}).status_code in {400, 421}


def test_configured_name(serve: Callable[..., TestClient]) -> None:
    """A name that the owner configured is answered, however it is written."""
    client = serve(FakeBook(3))
    assert client.get("/", headers={"host": "sales.example:8000"}).status_code == 200


def test_static_files(serve: Callable[..., TestClient]) -> None:
    """Style, script and icon come from here, under the policy, with their types."""
    client = serve(FakeBook(3))
    for name, kind in (("regard.css", "text/css"), ("regard.js", "text/javascript"), ("find.js", "text/javascript"),
                       ("mark.svg", "image/svg+xml")):  # fmt: skip
        answer = client.get(f"/static/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "http://" not in answer.text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in answer.text
    assert client.get("/static/../app.py").status_code == 404
