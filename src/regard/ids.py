"""Ids: what a thing *is* decides its id, keyed by the book so that ids say nothing outside it.

Digest = keyed BLAKE2b, 128 bits, base32 without padding, lower case, behind a letter: `i_ m_ q_ h_ p_ t_ e_ j_ c_`.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b


def digest(prefix: str, key: bytes, *parts: bytes | str) -> str:
    """The id of what `parts` describe, in order; parts are length-prefixed, so no two lists collide by joining."""
    h = blake2b(key=key, digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        h.update(len(data).to_bytes(8, "little"))
        h.update(data)
    return f"{prefix}_{b32encode(h.digest()).decode('ascii').rstrip('=').lower()}"


def handle_id(key: bytes, address: str) -> str:
    """The id of an address that is already normalised (`identity.normalize`). It never changes."""
    return digest("h", key, address)
