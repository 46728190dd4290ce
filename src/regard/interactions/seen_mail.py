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
        (
            "sent",
            r"sent(?:[\W_\d]|$|items|mail|box|messages|elements)|gesendet|envoy|enviad|inviat|verzonden|wysłane|skickat|sendt|outbox",
        ),
        ("archive", "all_documents|all mail|archiv|alle nachrichten|tous les messages|todos los mensajes|tutti i messaggi"),
        ("trash", r"deleted|trash|gelöscht|corbeille|papierkorb|papelera|cestino|prullenbak|lixeira|kosz(?![^\W\d_])"),
        ("inbox", r"inbox|(?:received|incoming)(?:$|[\W_]*(?:mail|messages|items))|(?:post)?eingang(?![^\W\d_])"),
        ("inbox", "boîte de r|bandeja de entrada|posta in arrivo|postvak in|caixa de entrada"),
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

    Folders of one matter, the trash and what strayed among the sent mail tell nothing: sent-only mailboxes have them. What lies at the
    root of a source without any of the owner's own is taken for an inbox: a file or folder of received mail has no other name.
    """
    came_in = Counter((m.source_id, m.folder) for m in mail if not m.outbound)
    kinds = {place: folder_class(place[1]) for place in came_in}
    mixed = {(m.source_id, m.folder) for m in mail if m.outbound}
    together = sum(n for place, n in came_in.items() if kinds[place] in {"other", "archive"} and place in mixed)
    inbox = sum(n for place, n in came_in.items() if kinds[place] == "inbox" or (not place[1] and place not in mixed))
    return inbox >= ENOUGH_CAME_IN or (together >= ENOUGH_CAME_IN and together * 2 >= came_in.total())


def by_owner(mail: Iterable[SeenMail]) -> dict[str, list[SeenMail]]:
    """The mail of each owner, by time: the same whatever the order it comes in."""
    found: dict[str, list[SeenMail]] = defaultdict(list)
    for m in mail:
        found[m.owner_h].append(m)
    return {owner: sorted(of, key=lambda m: (m.us, m.source_id, m.folder, m.rfc_id)) for owner, of in sorted(found.items())}
