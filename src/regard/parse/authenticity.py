"""Does the server that received a mail say that it is not from whom it claims to be?

Read of the header `Authentication-Results` (RFC 8601). Servers write theirs on top, so the topmost counts, and those below it that go by
the same name, each for the methods that none above it names: whatever lies further down may be the sender's own invention.
Mail without that header, as all older mail is, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

UNPROVEN = "sender_unproven"
"""What stands in a message's `automated` where its receiving server says that its sender did not send it."""

MOST_HEADERS = 8
LONGEST = 4_000
"""Characters of a header that are read: one with a hundred signatures has fewer."""
DEEPEST_COMMENT = 4
_QUOTED = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_COMMENT = re.compile(r"\((?:[^()\\]++|\\.)*+\)")
_RESULT = re.compile(r"\s*([a-z][a-z0-9-]*)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)")
_SEALED_FAILING = re.compile(r"\barc\s*=\s*pass\s*\([^()]*\bdmarc\s*=\s*fail\b")
_VOUCHES = ("auth", "arc", "compauth")
"""Methods whose pass outweighs the others: a sender who logged in, a forwarder's seal that holds, the server's verdict on the whole."""
_FAILS = frozenset({"fail", "hardfail"})


def disowned(headers: Mapping[str, Sequence[str]]) -> bool:
    """Whether the receiving server found a mail not to be from its sender: DMARC failed, or it found none and both SPF and DKIM failed.

    `headers` have names in lower case, values from the top of the mail down. A mail that a forwarder or list changed fails the same checks:
    a seal that holds (arc=pass), a login or the server's own verdict on the whole (compauth=pass) lets it stand.
    """
    values = headers.get("authentication-results")
    if not values:
        return False
    found = _results(values)
    if any("pass" in found.get(method, ()) for method in _VOUCHES):
        return False
    if "fail" in found.get("dmarc", ()):
        return True
    spf, dkim = found.get("spf", frozenset()), found.get("dkim", frozenset())
    passed = any("pass" in found.get(method, ()) for method in ("dmarc", "spf", "dkim"))
    return not passed and bool(spf & _FAILS) and bool(dkim & _FAILS)


def _results(values: Sequence[str]) -> dict[str, frozenset[str]]:
    """Method -> its results by the receiving server, in lower case; of several headers the first that names a method tells of it."""
    found: dict[str, frozenset[str]] = {}
    server = None
    for n, value in enumerate(values[:MOST_HEADERS]):
        text = _QUOTED.sub("", value[:LONGEST]).lower()
        sealed_failing = _SEALED_FAILING.search(text) is not None
        name, results = _parts(text)
        if n and (not name or name != server):
            break
        server = name
        here: dict[str, set[str]] = {}
        for method, result in results:
            here.setdefault(method, set()).add("fail" if method == "arc" and sealed_failing else result)
        for method, said in here.items():
            found.setdefault(method, frozenset(said))
    return found


def _parts(text: str) -> tuple[str, Iterator[tuple[str, str]]]:
    """The name of the server ("" where the header begins with a result, as Microsoft's do), and (method, result) pairs."""
    for _ in range(DEEPEST_COMMENT):
        text = _COMMENT.sub(" ", text)
    first, *rest = text.split(";")
    if _RESULT.match(first):
        return "", _pairs([first, *rest])
    return (first.split() or [""])[0], _pairs(rest)


def _pairs(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if hit := _RESULT.match(part):
            yield hit[1], hit[2]
