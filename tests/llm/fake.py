"""A language model's server on this machine: it answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Fake:
    """Where it listens; every request as (path, headers, body); and how it answers the data of a question."""

    address: str = ""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    says: Callable[[dict[str, Any]], Any] = lambda data: {"claims": []}
    status: int = 200
    raw: bytes | None = None
    drip: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


@contextmanager
def model() -> Iterator[Fake]:
    """A server that runs while the block does."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append((self.path, dict(self.headers), body))
            said = fake.says(json.loads(body["messages"][1]["content"]))
            text = said if isinstance(said, str) else json.dumps(said)
            raw = json.dumps({"model": "fake-7", "choices": [{"message": {"content": text}}]}).encode()
            raw = raw if fake.raw is None else fake.raw
            self.send_response(fake.status)
            for name, value in fake.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            with suppress(OSError):
                if not fake.drip:
                    self.wfile.write(raw)
                    return
                for byte in raw:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(fake.drip)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
