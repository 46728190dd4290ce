"""From the bytes of a mail to a `Message` with its words in zones: pure functions, and no mail makes them fail."""

from regard.parse.message import read

__all__ = ["read"]
