"""Which ideas have we brought lately that nobody asked for? Pure.

Mails of ours in whose thread nobody of theirs asked anything in the two weeks before, and that bring something: words that offer a thought
("have you considered", "we noticed that"), a link, or a document. Quotes, contracts and other papers of the sale are none. A mail
that merely keeps in touch is none either. What is brought by telephone is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.deals.asked import QUOTE, SETTLES, asks
from regard.deals.mentions import own_sentences
from regard.deals.records import Evidence, Touch
from regard.deals.signs import is_sign
from regard.time import iso

IDEA = re.compile(
    r"\bhave you (?:ever )?(?:considered|thought (?:of|about)|looked at|tried)\b|\bwhat if (?:you|we)\b|\bwhy not (?:try|use|start)\b"
    r"|\byou (?:might|may) (?:want|wish|like) to (?:look|consider|try|read|see how|think|use|test|start|compare)\b"
    r"|\b(?:i|we)(?:'d| would) (?:suggest|recommend|advise) (?:that you|you|to (?!meet|call|speak|talk)|\w+ing\b(?! (?:on|at|next)))"
    r"|\b(?:thought|think) (?:of you|(?:this|it|you) (?:might|may|could) (?:be (?:useful|of (?:use|interest))|help|interest|like|want|find))\b"
    r"|\b(?:had|have|with|here is|here's|came up with) (?:an|one|another|a new) (?:idea|thought|suggestion)\b|\b(?:an|one|another) idea (?:for you|for your|would be|from)\b"
    r"|\b(?:here is|here's|attached is|i attach|enclosed is|sending you) (?:an?|the|our) (?:\w+ )?(?:article|study|case study|white ?paper|benchmark|guide|checklist|comparison)\b"
    r"|\bother (?:customers|plants|sites|companies|users|teams) (?:have|do|did|use|solve|save|found|now)\b|\bone way (?:to do|would be|around|out)\b"
    r"|\b(?:could|would|can|might) (?:save|spare|cost) you\b|\b(?:cut|reduce|lower|halve) your \w+"
    r"|\b(?:ich|wir) (?:hätten?|haben) (?:da )?(?:eine|noch eine) idee\b|\b(?:mein|unser) vorschlag\b|\bhaben sie (?:schon )?(?:einmal |mal )?(?:daran gedacht|überlegt)\b"
    r"|\bavez-vous (?:pensé|envisagé)\b",
)
LINK = re.compile(r"\bhttps?://[^\s>)\]]+|\bwww\.[^\s>)\]]+", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|pptx?|docx?|xlsx?|key|odp|odt|mp4)$", re.IGNORECASE)
_PAPERS = re.compile(
    r"^q[-_ ]?\d|quot|offer|proposal|invoice|contract|order|agreement|nda|price|angebot|rechnung|vertrag|auftrag|preis|devis|facture|minutes|agenda|signed",
    re.IGNORECASE,
)


def ideas(past: Sequence[Touch], since_us: int) -> list[Evidence]:
    """Our mails since a moment that bring something nobody asked for, the newest first: at most one a mail.

    Unprompted: nobody of theirs asked anything in the thread in the two weeks before.
    """
    asked: dict[str, int] = {}
    found = []
    for t in past:
        if t.kind != "mail" or t.recovered:
            continue
        if not t.by_us:
            if asks(t):
                asked[t.thread_id] = t.us
            continue
        if t.us < since_us or t.us - asked.get(t.thread_id, -SETTLES) < SETTLES:
            continue
        one = _idea(t)
        if one is not None:
            found.append(one)
    return found[::-1]


def paper_of(attachments: Sequence[str]) -> str:
    """The first document among names of what hangs on a mail that is none of the papers of a sale; "" where there is none."""
    return next((name for name in attachments if _DOCUMENT.search(name) and not _PAPERS.search(name)), "")


def brings(text: str) -> bool:
    """Whether a text holds words that offer a thought, or a link."""
    whole = " ".join(text.split())
    return bool(LINK.search(whole) or IDEA.search(whole.casefold()))


def is_idea(words: str) -> bool:
    """Whether a sentence can be the idea of a mail."""
    return bool(IDEA.search(words.casefold()) or LINK.search(words.casefold()))


def _idea(t: Touch) -> Evidence | None:
    paper = paper_of(t.attachments) if t.gist is None else t.gist.paper
    if not (paper or (brings(t.text) if t.gist is None else "brings" in t.gist.marks)):
        return None
    said = [(start, end, words, is_sign("proposal", words)) for start, end, words in own_sentences(t)]
    for says, pattern in (("an idea nobody asked for", IDEA), ("something to read", LINK)):
        for start, end, words, sells in said:
            if pattern.search(words.casefold()) and not sells:
                return Evidence(says, t.id, iso(t.us), words[:QUOTE], start, end, t.writer or None)
    if paper and not any(sells for *_, sells in said):
        return Evidence(f"a document: {paper}", t.id, iso(t.us), person=t.writer or None)
    return None
