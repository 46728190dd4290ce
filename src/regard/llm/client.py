"""How does one question reach a language model, and its answer come back? OpenAI's chat completions, over the standard library alone.

Nothing is sent unless `llm.address` and `llm.model` are set. Bounded in every direction: one attempt, so many seconds, a megabyte. No
redirect is followed and no proxy asked, so that what is sent reaches the address that was named or nobody.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from regard.errors import ConfigError

LARGEST = 1_000_000
"""Bytes of an answer that are read; a longer one is none."""
TOKENS = 1_500
"""The longest answer asked for."""
_NO_GAPS = re.compile(r"[^\s\x00-\x20\x7f]+")
_PATH = re.compile(r"[\x21-\x7e]*")


class Unanswered(Exception):
    """The model gave no answer that can be read; the text says why, in words of ours alone."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask: `https` or not, host, port, path, the model's name, the key ("" for none), and the most seconds for one question."""

    secure: bool
    host: str
    port: int
    path: str
    model: str
    key: str = field(repr=False)
    seconds: float

    @property
    def place(self) -> str:
        """The address as a person would write it, without the key."""
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the model's own name for itself, and its words."""

    model: str
    text: str


def endpoint(settings: Mapping[str, Any] | Any, environment: Mapping[str, str]) -> Endpoint:
    """The model that the settings name. Raises ConfigError where none is named, or the address is not one to send mail's words to."""
    address, model = str(settings["llm.address"]).strip(), str(settings["llm.model"]).strip()
    if not address or not model:
        raise ConfigError(
            "No model is named, so nothing is asked and nothing is sent. To have one of your choosing read along: regard config "
            "llm.address http://127.0.0.1:11434/v1 and regard config llm.model NAME (docs/second-reader.md says what is then sent)."
        )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")  # what a connection would do: no label is empty, or longer than 63 letters
    except ValueError:
        host, port = "", None
    if (
        not host
        or not _NO_GAPS.fullmatch(host)
        or not _PATH.fullmatch(parts.path)
        or parts.scheme not in {"http", "https"}
        or parts.username
        or parts.query
        or parts.fragment
    ):
        raise ConfigError(f"llm.address is an address such as https://models.example/v1, not “{address}”.")
    if parts.scheme == "http" and not _here(host):
        raise ConfigError(
            f"llm.address must begin with https:// where it leaves this machine; “{address}” would send mail in clear."
        )
    secure = parts.scheme == "https"
    path = f"{parts.path.rstrip('/')}/chat/completions"
    key = environment.get(str(settings["llm.key_variable"]), "").strip()
    return Endpoint(secure, host, port or (443 if secure else 80), path, model, key, float(settings["llm.seconds"]))


def ask(where: Endpoint, instruction: str, data: str) -> Reply:
    """The model's answer to `data` under `instruction`. Raises Unanswered."""
    body = json.dumps(
        {
            "model": where.model,
            "temperature": 0,
            "max_tokens": TOKENS,
            "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": data}],
        }
    ).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if where.key:
        headers["Authorization"] = f"Bearer {where.key}"
    raw = _posted(where, body, headers)
    try:
        held = json.loads(raw)
        text, model = held["choices"][0]["message"]["content"], held.get("model", "")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise Unanswered("its answer is not in the form of chat completions") from None
    if not isinstance(text, str):
        raise Unanswered("its answer is not in the form of chat completions")
    return Reply(model[:100] if isinstance(model, str) and model.strip() else where.model, text)


def _posted(where: Endpoint, body: bytes, headers: Mapping[str, str]) -> bytes:
    made = HTTPSConnection if where.secure else HTTPConnection
    late = threading.Event()
    try:
        link = made(where.host, where.port, timeout=where.seconds)
        link.connect()
    except (OSError, HTTPException, ValueError) as error:  # a socket that failed to connect is closed already
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Unanswered(f"{where.place} cannot be reached ({reason})") from None
    clock = threading.Timer(where.seconds, _cut, (link.sock, late))  # a server that sends a byte a second must end too
    clock.daemon = True
    clock.start()
    try:
        link.request("POST", where.path, body, dict(headers))
        reply = link.getresponse()
        if reply.status != 200:
            raise Unanswered(f"it answered with status {reply.status}")
        raw = reply.read(LARGEST + 1)
    except (OSError, HTTPException, ValueError) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise Unanswered(f"it took more than {where.seconds:g} seconds") from None
        raise Unanswered(f"the connection broke ({type(error).__name__})") from None
    finally:
        clock.cancel()
        link.close()
    if late.is_set():
        raise Unanswered(f"it took more than {where.seconds:g} seconds")
    if len(raw) > LARGEST:
        raise Unanswered("its answer is longer than a megabyte")
    return raw


def _cut(line: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
