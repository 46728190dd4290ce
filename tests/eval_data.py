"""Where real mail for measurements lies, if anywhere. Mailboxes are named by digests: their folders bear people's names."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest


def mailbox(digest: str) -> Path:
    """The mailbox whose folder name has this SHA-256 (its first 12 digits). Skips the test where there is no such data."""
    data = os.environ.get("REGARD_EVAL_DATA")
    if not data:
        pytest.skip("REGARD_EVAL_DATA is not set: it names the folder of real mail")
    for folder in sorted((Path(data) / "mail-enron").iterdir()):
        if sha256(folder.name.encode()).hexdigest()[:12] == digest:
            return folder
    pytest.skip(f"the folder of real mail holds no mailbox {digest}")
