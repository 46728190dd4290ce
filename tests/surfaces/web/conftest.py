"""What the web tests share: a made-up book and a client that speaks to the app as this machine's browser would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook

from regard.surfaces.api import create_app
from regard.surfaces.web.guard import new_token

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


@pytest.fixture(scope="session")
def one_app(shared: FakeBook) -> FastAPI:
    return create_app(shared, hosts=("Sales.example",))


@pytest.fixture
def serve(one_app: FastAPI) -> Callable[[FakeBook], TestClient]:
    """A client of the app over another book; one app serves all tests, since making one costs more than a test."""

    def serving(book: FakeBook) -> TestClient:
        one_app.state.book = book
        one_app.state.token = new_token()
        return TestClient(one_app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)

    return serving
