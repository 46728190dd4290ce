"""Ids: what a thing *is* decides its id, keyed by the book so that ids say nothing outside it.

Digest = keyed BLAKE2b, 128 bits, base32 without padding, lower case, behind a letter: `i_ m_ q_ h_ p_ t_ e_ j_ c_ d_ x_`.
"""

from __future__ import annotations

from hashlib import blake2b

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(a + b for a in _ALPHABET for b in _ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))


def _base32(data: bytes) -> str:
    """RFC 4648 base32 of 16 bytes, lower case, unpadded: ten bits at a time, a quarter of the library's time."""
    number = int.from_bytes(data, "big") << 2
    pairs = _PAIRS
    return "".join([pairs[number >> shift & 1023] for shift in _SHIFTS])


def digest(prefix: str, key: bytes, *parts: bytes | str) -> str:
    """The id of what `parts` describe, in order; parts are length-prefixed, so no two lists collide by joining."""
    said: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        said += (len(data).to_bytes(8, "little"), data)
    return f"{prefix}_{_base32(blake2b(b''.join(said), key=key, digest_size=16).digest())}"


def handle_id(key: bytes, address: str) -> str:
    """The id of an address that is already normalised (`identity.normalize`). It never changes."""
    return digest("h", key, address)
