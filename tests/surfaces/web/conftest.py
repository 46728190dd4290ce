"""What the web tests share: a made-up book and a client that speaks to the app as this machine's browser would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook

from regard.surfaces.web.app import create_app

HERE = "http://localhost:8000"


@pytest.fixture(scope="session")
def shared() -> FakeBook:
    """A book of forty buyers that no test changes."""
    return FakeBook(40)


@pytest.fixture(scope="session")
def client(shared: FakeBook) -> TestClient:
    return TestClient(create_app(shared), base_url=HERE)


@pytest.fixture
def book() -> FakeBook:
    """A small book of a test's own, to change."""
    return FakeBook(12)


@pytest.fixture
def serve() -> Callable[..., TestClient]:
    def serving(book: FakeBook, **options: object) -> TestClient:
        return TestClient(create_app(book, **options), base_url=HERE, raise_server_exceptions=False, follow_redirects=False)

    return serving
