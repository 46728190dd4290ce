"""Does a company buy through another? An agent, a distributor or a partner who writes to us for a customer of theirs. Pure.

Somebody of one company writes to us what another company of the book wants ("Northmill needs a new dryer"), for whom a quote is, or asks
for a commission in a mail that names it (`agents.toml`; English, German, French, Spanish). What the two have with us on that is one matter:
the agent's mails of talks that name the customer or have the customer's people on them, and the customer's own. It is proposed as a deal
with the customer, by the rules of `deals.proposing`, with the agent named. Two companies whose names begin alike are one group, a law firm
that names its client negotiates for nobody's purchase, and to name somebody is no agency: nor is an aside on what they do otherwise ("they
plan to move") or what they got once, nor a mail that asks for something for its writer's own house.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.sentences import plain
from regard.identity.affiliations import without_legal_form

MARK = "via:"
"""How the mark of a deal through an agent begins; the customer's domain follows, a comma and the agent's."""
SHORTEST = 4
"""Letters of a name by which a company is known in a sentence."""
FEW = 15
"""A mail to more people of theirs is no talk of a customer and their agent."""


_PAST = re.compile(
    r"\b(?:was|were|has been|have been|had|delivered|shipped|sent|left|arrived|invoices?|invoiced|paid|yesterday"
    r"|last (?:week|month|year|time)|war|waren|wurden?|hatten?|gestern|geliefert|letzte[nrs]?|était|étaient|hier|livrée?s?|dernière?"
    r"|fue|fueron|era|ayer|entregad[oa]s?|pasad[oa])\b"
)
"""A quote, an order for somebody that is told of, not asked for."""
_WORD = re.compile(r"[^\W_][\w&'’-]*")


@dataclass(frozen=True, slots=True)
class Agency:
    """One company (ids) writes to us for another; `talks` are the threads that show it or have both on them."""

    agent: str
    customer: str
    talks: frozenset[str]


@cache
def _forms() -> tuple[str, str, re.Pattern[str], re.Pattern[str]]:
    import tomllib

    told = tomllib.loads((resources.files("regard.deals") / "agents.toml").read_text("utf-8"))
    wants, before, alone, own = (
        "|".join(f"(?:{p})" for of in told[kind].values() for p in of) for kind in ("wants", "for", "alone", "own")
    )
    return wants, before, re.compile(alone), re.compile(own)


def examples() -> list[tuple[str, bool]]:
    """(sentence about a company called Northmill, whether its writer buys for it), as they stand beside the forms."""
    import tomllib

    told = tomllib.loads((resources.files("regard.deals") / "agents.toml").read_text("utf-8"))["examples"]
    return [(words, right == "right") for right in ("right", "wrong") for words in told[right]]


def called(name: str) -> str:
    """A company's name as sentences have it, "" where it is too short to tell it by."""
    found = " ".join(plain(without_legal_form(name)).split())
    return found if len(found) >= SHORTEST else ""


def buys_for(words: str, name: str) -> bool:
    """Whether a sentence says that its writer buys for a company called so (plain, `called`)."""
    wants, before, _, _ = _forms()
    bare, low = re.escape(name), plain(words)
    found = [*re.finditer(rf"\b(?P<it>{bare})\b(?:{wants})", low)]
    if not _PAST.search(low):
        found += re.finditer(rf"(?:{before})\b(?P<it>{bare})\b", low)
    return any(not words[m.start("it")].islower() for m in found)


def buys_for_itself(words: str) -> bool:
    """Whether a sentence says that something is for its writer's own company."""
    return _forms()[3].search(plain(words)) is not None


def stands_between(words: str) -> bool:
    """Whether a sentence speaks as whoever stands between two companies does: of a commission, of an end customer."""
    return _forms()[2].search(plain(words)) is not None


def agencies(
    touches: Iterable[Touch], company_of: Mapping[str, str], names: Mapping[str, str], ours: Collection[str] = ()
) -> list[Agency]:
    """Who writes to us for whom. `company_of`: person to company; `names`: company to its name, of everybody who may be named; `ours`:
    how we are called (plain), for whom nobody buys from us.
    """
    by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for company, name in names.items():
        if (bare := called(name)) and bare not in ours:
            by_word[bare.split()[0]].append((bare, company))
    mails = [t for t in touches if t.kind == "mail" and not t.automated and len(t.theirs) <= FEW]
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    named_in: dict[tuple[str, str], set[str]] = defaultdict(set)
    for touch in mails:
        agent = company_of.get(touch.writer, "")
        for name, customer in _named(touch, by_word):
            if agent and customer != agent and not _one_group(name, called(names.get(agent, ""))):
                named_in[agent, customer].add(_talk(touch))
                said = [w for _, _, w in own_sentences(touch)]
                if any(map(buys_for_itself, said)):
                    continue
                if any(buys_for(w, name) for w in said) or any(map(stands_between, said)):
                    shown[agent, customer].add(_talk(touch))
    return [
        Agency(agent, customer, frozenset(named_in[agent, customer] | _both(mails, company_of, agent, customer)))
        for agent, customer in sorted(shown)
    ]


def between(agency: Agency, touches: Iterable[Touch], company_of: Mapping[str, str]) -> list[Touch]:
    """What passed on a customer's matter: the talks of an agency, and the customer's own mail."""
    return [
        t for t in touches
        if _talk(t) in agency.talks or any(company_of.get(p) == agency.customer for p in t.theirs - t.copied)
    ]  # fmt: skip


def _named(touch: Touch, by_word: Mapping[str, Sequence[tuple[str, str]]]) -> set[tuple[str, str]]:
    """The companies that a mail of theirs names in its subject or its own words: (name, id)."""
    said = [touch.subject, *(words for _, _, words in own_sentences(touch))]
    words = {plain(w) for text in said for w in _WORD.findall(text) if not w[0].islower()}
    found = {one for w in words for bare in {w, w.removesuffix("'s")} for one in by_word.get(bare, ())}
    return {
        (name, company) for name, company in found if any(re.search(rf"\b{re.escape(name)}\b", plain(text)) for text in said)
    }


def _one_group(a: str, b: str) -> bool:
    """Whether two names begin with the same word."""
    return bool(a and b) and a.partition(" ")[0] == b.partition(" ")[0]


def _both(mails: Iterable[Touch], company_of: Mapping[str, str], agent: str, customer: str) -> set[str]:
    """The threads with mail on which people of both are."""
    return {_talk(t) for t in mails if {agent, customer} <= {company_of.get(p) for p in t.theirs}}


def _talk(touch: Touch) -> str:
    return touch.thread_id or touch.id
