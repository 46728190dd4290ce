"""Who may ask, and what a browser may do with the answer.

Regard has no log-in: it answers on this machine, to this machine. So every request must name a host that is ours (or a page
elsewhere could rebind its own name to 127.0.0.1 and read the book), every change must come from our own pages, and no answer
may load, run, frame or keep anything.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD"})


def new_token() -> str:
    """A secret that only pages we served can carry back; new at every start."""
    return token_urlsafe(32)


def host_name(header: str) -> str:
    """The name in a Host header, without port or brackets, lower case."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.rpartition(":")[0].lower() if header.count(":") == 1 else header.lower()


def is_ours(name: str, hosts: frozenset[str]) -> bool:
    """Whether a host name is this machine's loopback or one that the owner configured."""
    if name == "localhost" or name in hosts:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def from_our_pages(headers: Headers, scheme: str) -> bool:
    """Whether a change was asked for by our own pages, or by no browser at all.

    Browsers say where a request comes from in Sec-Fetch-Site; older ones only in Origin, which our no-referrer policy makes
    "null" on forms and therefore useless: such a request is refused.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin == f"{scheme}://{headers.get('host', '')}"


class Guard:
    """Middleware: checks host and origin before anything runs, and puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with a plain sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not is_ours(host_name(headers.get("host", "")), self.hosts):
            said = "Regard answers to its own machine only. To serve it under another name, set serve.host in regard.toml.\n"
            return PlainTextResponse(said, 421)
        if scope["method"] not in SAFE and not from_our_pages(headers, scope["scheme"]):
            return PlainTextResponse("A change to the book must come from Regard's own pages.\n", 403)
        if scope["path"].startswith("/api/"):
            if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                return PlainTextResponse("Pages from elsewhere may not read the book.\n", 403)
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if scope["method"] not in SAFE and kind not in {"", "application/json"}:
                return PlainTextResponse("Send application/json.\n", 415)
        return None


def check_token(request: Request, token: Annotated[str, Form()] = "") -> None:
    """Refuse a form that did not come from a page of this run."""
    if not compare_digest(token.encode(), str(request.app.state.token).encode()):
        raise HTTPException(403, "This page is from before Regard was started anew. Go back, reload it, and try again.")


FromOurForm = Depends(check_token)
"""Put on every route that takes a form."""
