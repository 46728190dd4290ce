"""A question reaches the address that was named, within bounds, or nobody; what comes back is read or refused, never raised raw."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.llm.fake import model

from regard.errors import ConfigError
from regard.llm.client import LARGEST, Endpoint, Unanswered, ask, endpoint


def settings(address: str, **more: Any) -> dict[str, Any]:
    return {"llm.address": address, "llm.model": "m", "llm.key_variable": "SOME_KEY", "llm.seconds": 2.0, **more}


@pytest.mark.parametrize(
    "address",
    [
        "", "   ", "models.example/v1", "ftp://models.example/v1", "http://models.example/v1", "http://10.0.0.5:8000/v1",
        "https://me:word@models.example/v1", "https://models.example/v1?x=1", "https://models.example:port/v1", "https:///v1",
        "http://127.0.0.1.models.example/v1", "http://[::1", "file:///etc/passwd",
        "https://a..b/v1", "https://.local/v1", f"https://{'a' * 64}.example/v1", "https://exa mple/v1", "https://models.example/v 1",
        "https://models.example/v\u00fc", "https://models\u00a0.example/v1",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """No address, another scheme, words in clear over a network, a password in the address: each is an error before anything is sent."""
    with pytest.raises(ConfigError):
        endpoint(settings(address), {})


def test_no_model_named_is_refused() -> None:
    """An address alone asks nobody."""
    with pytest.raises(ConfigError, match=r"llm\.model"):
        endpoint(settings("https://models.example/v1", **{"llm.model": ""}), {})


def test_where_a_question_goes() -> None:
    """The path of chat completions is added, the port follows the scheme, the key comes from the environment and is not printed."""
    where = endpoint(settings("https://models.example/v1/"), {"SOME_KEY": " hidden "})
    assert (where.secure, where.host, where.port, where.path) == (True, "models.example", 443, "/v1/chat/completions")
    assert where.key == "hidden"
    assert "hidden" not in repr(where)


def test_a_question_and_its_answer() -> None:
    """The instruction and the data go as two messages, with the key; the model's own name comes back with its words."""
    with model() as fake:
        fake.says = lambda data: f"you sent {data['n']}"
        reply = ask(endpoint(settings(fake.address), {"SOME_KEY": "k"}), "Do this.", '{"n": 3}')
        assert (reply.model, reply.text) == ("fake-7", "you sent 3")
        ((path, headers, body),) = fake.asked
        assert path == "/v1/chat/completions"
        assert headers["Authorization"] == "Bearer k"
        assert [m["content"] for m in body["messages"]] == ["Do this.", '{"n": 3}']
        assert body["temperature"] == 0


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"status": 401}, "status 401"),
        ({"status": 302, "headers": {"Location": "https://models.example/"}}, "status 302"),
        ({"raw": b"not json"}, "not in the form"),
        ({"raw": b"[]"}, "not in the form"),
        ({"raw": b'{"choices": []}'}, "not in the form"),
        ({"raw": b'{"choices": [{"message": {"content": null}}]}'}, "not in the form"),
        ({"raw": b"\xff\xfe" * 100}, "not in the form"),
        ({"raw": b"x" * (LARGEST + 10)}, "longer than a megabyte"),
    ],
)
def test_an_answer_that_is_none(how: dict[str, Any], why: str) -> None:
    """An error, a redirect, garbage, too much: each is told as no answer, with why."""
    with model() as fake:
        for name, value in how.items():
            setattr(fake, name, value)
        with pytest.raises(Unanswered, match=why):
            ask(endpoint(settings(fake.address), {}), "Do this.", "{}")


def test_a_server_that_drips_is_cut_off() -> None:
    """A byte now and then never runs into a socket's own limit; the whole question has one."""
    with model() as fake:
        fake.drip = 0.2
        begun = time.monotonic()
        with pytest.raises(Unanswered, match="more than 1 seconds"):
            ask(endpoint(settings(fake.address, **{"llm.seconds": 1.0}), {}), "Do this.", "{}")
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize("host", ["a..b", "exa mple", "a" * 64])
def test_a_host_that_is_none(host: str) -> None:
    """A host that no connection can be made to is told as one that cannot be reached."""
    where = Endpoint(secure=True, host=host, port=443, path="/v1", model="m", key="", seconds=1.0)
    with pytest.raises(Unanswered, match="cannot be reached"):
        ask(where, "Do this.", "{}")


def test_nobody_there() -> None:
    """An address where nobody listens is told, not raised raw."""
    with model() as fake:
        address = fake.address
    with pytest.raises(Unanswered, match="cannot be reached"):
        ask(endpoint(settings(address), {}), "Do this.", "{}")
