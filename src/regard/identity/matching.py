"""Which addresses are one human: exact keys and safe rules only, each with a reason. A false merge is worse than a miss.

Rules, strongest first (confidence):

- *mailbox* (.99): the same mailbox written differently (`eva+lists@`, Gmail's dots).
- *subdomain* (.95): the same personal mailbox name at a domain and a domain below it, and no names that disagree.
- *full-name* (.97): one company, one full name, and both addresses fit that name.
- *moved* (.9): two companies, one full name, and the person's own words: an address stated, or the change (`moves`, `flow.moving`).
- *short-form* (.9): the same where one shows a short form ("Bob Lund"), and no third person could be meant.
- *spelled-address* (.92): one company, and an address without a name spells out the full name of exactly one person there.
- *free-mail* (.85): one provider, one uncommon full name shown by both, written out in both addresses without numbers.
- *sister-domain* (.85): one mailbox name and one uncommon full name, each alone, at domains of which one only adds a word (`moves`).
- *initial* (.8): one company, and an address without a full name fits exactly one person there (`elund@`), of a rare surname.

What keeps people apart: a middle initial or a "Jr." that disagrees; a middle initial that stands in one address alone
(`eva.k.lund@` exists because `eva.lund@` was taken); an address that a shown name does not fit (an assistant
writing for the chief); numbered addresses (`eva.lund2@` exists because `eva.lund@` was taken); one address shown with two
people's names; a name that fits two people of a company; very common names in a large company; shared, automated and device
mailboxes; free mail and universities, where only full names written out on both sides and rare enough count. Two companies are
never bridged, except two domains of one group by an exact and uncommon full name, and by what somebody says of themselves.

Rules work on small blocks (a surname in a company), so a new address re-judges only its own blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from regard.identity.affiliations import company_keys
from regard.identity.blocks import HandleIndex, Said, Unit, add
from regard.identity.local_parts import patterns
from regard.identity.namesakes import same_name
from regard.identity.normalize import domain_of
from regard.identity.rules import nameless, same_mailbox
from regard.ids import digest
from regard.model import Handle, Judgement

VERSION = 1
CONFIDENCE = {
    "mailbox": 0.99,
    "full-name": 0.97,
    "subdomain": 0.95,
    "spelled-address": 0.92,
    "moved": 0.9,
    "short-form": 0.9,
    "free-mail": 0.85,
    "sister-domain": 0.85,
    "initial": 0.8,
}
"""Rule to the confidence of its judgements."""


class Judged(NamedTuple):
    """What re-judging changed: judgements newly made, and ids of earlier rule judgements that no longer hold."""

    made: list[Judgement]
    withdrawn: list[str]


def judge(handles: Sequence[Handle], *, key: bytes, now_us: int, groups: Mapping[str, str] | None = None) -> list[Judgement]:
    """All judgements the rules make over `handles`, sorted by id; their order makes no difference.

    `groups` maps registrable domains to company keys (`affiliations.company_keys`); found from the addresses where not given.
    """
    made, _ = judge_new(handles, empty(handles, groups), key=key, now_us=now_us)
    return made


def empty(handles: Sequence[Handle], groups: Mapping[str, str] | None = None) -> HandleIndex:
    """An index without handles, that groups domains as `judge` does for these."""
    return HandleIndex(_grouping(handles) if groups is None else groups)


def index(handles: Sequence[Handle], *, groups: Mapping[str, str] | None = None) -> HandleIndex:
    """An index over handles judged before, ready for `judge_new`."""
    built = empty(handles, groups)
    _rejudge(built, add(built, handles))
    return built


def judge_new(new: Sequence[Handle], known: HandleIndex, *, key: bytes, now_us: int) -> Judged:
    """Takes new handles (or known ones with new names) into the index and re-judges the blocks they touch.

    After it, the index says what `judge` would say of all its handles at once.
    """
    before, after = _rejudge(known, add(known, new))
    made = [judgement(key, now_us, said, reason) for said, reason in after.items() if said not in before]
    withdrawn = [_judgement_id(key, said) for said in before if said not in after]
    return Judged(sorted(made, key=lambda j: j.id), sorted(withdrawn))


def _grouping(handles: Iterable[Handle]) -> dict[str, str]:
    addresses = [h.address for h in handles]
    return company_keys({domain_of(a) for a in addresses}, addresses=addresses)


def _rejudge(known: HandleIndex, touched: set[Unit]) -> tuple[Said, Said]:
    """Judges the touched blocks, then the nameless addresses that their people could own; (said before, said now)."""
    names = {u for u in touched if u[0] == "name"}
    addresses = {u for u in touched if u[0] == "address"}
    for unit in names:
        for h in known.blocks[unit]:
            name = known.profiles[h].name
            if name is not None and not known.profiles[h].strict:
                written, lettered = patterns(name)
                addresses |= {a for x in written | lettered if (a := ("address", unit[1], x)) in known.blocks}
    before: Said = {}
    after: Said = {}
    for units, rule in ((touched - names - addresses, same_mailbox), (names, same_name), (addresses, nameless)):
        for unit in units:
            if len(known.blocks[unit]) < 2 and unit[0] in ("mailbox", "subdomain"):
                before.update(known.judged.pop(unit, {}))
                continue
            before.update(known.judged.pop(unit, {}))
            said = rule(known, unit)
            if said:
                known.judged[unit] = said
                after.update(said)
    return before, after


def _judgement_id(key: bytes, said: tuple[str, str, str]) -> str:
    left, right, rule = said
    return digest("j", key, left, right, "same", "rule", f"{rule}-{VERSION}")


def judgement(key: bytes, now_us: int, said: tuple[str, str, str], reason: str) -> Judgement:
    """The judgement of a rule on two handles (smaller id, larger id, rule)."""
    left, right, rule = said
    return Judgement(
        id=_judgement_id(key, said),
        left_h=left,
        right_h=right,
        verdict="same",
        by="rule",
        rule_version=f"{rule}-{VERSION}",
        reason=reason,
        confidence=CONFIDENCE[rule],
        recorded_us=now_us,
    )
