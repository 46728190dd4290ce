"""What does one mail of a mailbox tell of the mailbox: who wrote it, in which folder it lies, what it says that it answers?

Reads nothing; flow/covering.py fills it from the live store.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ENOUGH_CAME_IN = 5
"""From so many mails of others, of anybody, an inbox is one."""

_FOLDERS = tuple(
    (kind, re.compile(rf"(?<![^\W_])(?:{words})"))
    for kind, words in (
        ("sent", r"sent(?![^\W\d_])|gesendet|envoy|enviad|inviat|verzonden|wysłane|skickat|sendt|outbox"),
        ("archive", "all_documents|all mail|archiv|alle nachrichten|tous les messages|todos los mensajes|tutti i messaggi"),
        ("trash", "deleted|trash|gelöscht|corbeille|papierkorb|papelera|cestino|prullenbak|lixeira|kosz"),
        (
            "inbox",
            "inbox|posteingang|boîte de réception|bandeja de entrada|posta in arrivo|postvak in|caixa de entrada|inkorg",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class SeenMail:
    """One message as one source of one owner shows it.

    `outbound`: the owner wrote it. `external`: somebody outside the owner's company wrote it or is among those it went to.
    `alone`: it went to the owner and nobody else. `core` is the subject core; `in_reply_to` and `rfc_id` may be empty.
    `sign`: it came in from a machine or a private contact, which tells that the mailbox was read then, and nothing else.
    """

    source_id: str
    owner_h: str
    folder: str
    us: int
    outbound: bool
    external: bool
    is_reply: bool
    core: str
    rfc_id: str = ""
    in_reply_to: str = ""
    alone: bool = False
    sign: bool = False


def folder_class(folder: str) -> str:
    """sent, trash, archive, inbox or other, by the folder's name."""
    name = folder.casefold()
    return next((kind for kind, words in _FOLDERS if words.search(name)), "other")


def has_inbox(mail: Sequence[SeenMail]) -> bool:
    """Whether mail of others, of anybody, lies where new mail comes in: in an inbox, or with the owner's own where most of theirs lies.

    Folders of one matter, the trash and what strayed among the sent mail tell nothing: sent-only mailboxes have them.
    """
    came_in = Counter(m.folder for m in mail if not m.outbound)
    kinds = {folder: folder_class(folder) for folder in came_in}
    mixed = {m.folder for m in mail if m.outbound}
    together = sum(n for folder, n in came_in.items() if kinds[folder] in {"other", "archive"} and folder in mixed)
    return (
        max(sum(n for f, n in came_in.items() if kinds[f] == "inbox"), together if together * 2 >= came_in.total() else 0)
        >= ENOUGH_CAME_IN
    )


def by_owner(mail: Iterable[SeenMail]) -> dict[str, list[SeenMail]]:
    """The mail of each owner, by time: the same whatever the order it comes in."""
    found: dict[str, list[SeenMail]] = defaultdict(list)
    for m in mail:
        found[m.owner_h].append(m)
    return {owner: sorted(of, key=lambda m: (m.us, m.source_id, m.folder, m.rfc_id)) for owner, of in sorted(found.items())}
