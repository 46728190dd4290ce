"""Who sits at this browser, as they said themselves: kept in a cookie until it is closed.

There is no log-in and this is none: whoever can open the page can say that they are anybody. It keeps what is about one seller alone out of
sight of others who look at the same screen or page.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from fastapi import Request, Response

COOKIE = "regard_me"
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f-\x9f@<>\"]{1,200}@[^\s\x00-\x1f\x7f-\x9f@<>\"]{1,200}")
"""One address, without spaces, brackets, quotes or control characters."""


def looking(request: Request) -> str | None:
    """The address that whoever sits there gave; None where they gave none."""
    said = unquote(request.cookies.get(COOKIE, ""))
    return said if _ADDRESS.fullmatch(said) else None


def remember(response: Response, address: str) -> None:
    """Keep who sits there ("" forgets it) until the browser is closed; no script reads it, no other site sends it."""
    if address:
        response.set_cookie(COOKIE, quote(address), httponly=True, samesite="strict", path="/")
    else:
        response.delete_cookie(COOKIE, path="/")
