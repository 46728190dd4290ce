"""Rules for one block: mailboxes written differently, and addresses without a name. Full names have their own (`namesakes`)."""

from __future__ import annotations

from regard.identity.blocks import HandleIndex, Said, Unit, one
from regard.identity.given_names import COMMON_SURNAMES, canonical
from regard.identity.local_parts import fit
from regard.identity.names import PersonName, skeleton
from regard.identity.profiles import Profile, anchored, compatible, full_text, turned


def same_mailbox(known: HandleIndex, unit: Unit) -> Said:
    """One mailbox written differently, and one mailbox name at a domain and below it."""
    group = anchored(known.profiles[h] for h in known.blocks[unit])
    said: Said = {}
    if unit[0] == "mailbox":
        for p in group[1:]:
            said |= one(group[0], p, "mailbox", f"{p.handle.address} is the same mailbox as {group[0].handle.address}")
        return said
    if len(group) not in (2, 3) or len(group[0].part.letters) < 4 or any(p.clash for p in group):
        return {}
    top, *below = sorted(group, key=lambda p: (len(p.domain), p.domain))
    if len(below) > 1 and not all(p.shown for p in group):
        return {}  # two branches may each have their own namesake
    for p in below:
        named = p.name is not None and top.name is not None
        if p.domain.endswith("." + top.domain) and not (named and not compatible(p.name, top.name)):  # type: ignore[arg-type]
            said |= one(top, p, "subdomain", f"{p.handle.address} and {top.handle.address} are one mailbox name at one company")
    return said


def nameless(known: HandleIndex, unit: Unit) -> Said:
    """Addresses without a full display name, given to the one person of the company whom they fit."""
    said: Said = {}
    company, letters = unit[1], unit[2]
    group = [known.profiles[h] for h in known.blocks[unit]]
    if len({p.part.digits for p in group}) > 1:
        return {}
    holders = [known.profiles[h] for h in sorted(known.forms.get((company, letters), ()))]
    for p in group:
        others = [q for q in holders if q.handle.id != p.handle.id and q.shown]
        people = {known.people.get(q.handle.id, q.handle.id) for q in others}
        if len(people) != 1 or (
            p.name is not None and p.name.full and any(q.name and compatible(p.name, q.name) for q in others)
        ):
            continue  # nobody, several, or already judged by name
        owner = next(iter(anchored(q for q in others if q.base == p.base)), None)
        if owner is not None and (rule := _owner_rule(known, p, owner)):
            said |= one(owner, p, *rule)
    return said


def _owner_rule(known: HandleIndex, p: Profile, owner: Profile) -> tuple[str, str] | None:
    """Why a nameless address is this person's, or None."""
    name = owner.name
    if name is None or p.part.digits:
        return None
    if p.name is not None and (not p.name.full or p.name.last == name.last) and not compatible(p.name, name):
        return None
    if turned(owner, p):
        return None
    how, middle, generation = fit(p.part, name)
    if generation != name.generation and generation:
        return None
    if middle and not name.middle:
        return None
    if how == "full":
        return "spelled-address", f"{p.handle.address} spells out the name {full_text(owner)}, the only one like it there"
    if how != "initial" or not _initial_is_safe(known, p, name):
        return None
    return "initial", f"{p.handle.address} fits {full_text(owner)} and nobody else known at that company"


def _initial_is_safe(known: HandleIndex, p: Profile, name: PersonName) -> bool:
    """A letter and a rare surname: the first letter, or the middle one where two dots show that the given name was left out."""
    letters, last = p.part.letters, name.last
    if last in COMMON_SURNAMES or len(last) < 4:
        return False
    if p.part.tokens[1:2] == ("",):
        return bool(name.middle) and p.part.tokens[0] == name.middle[0][0] and letters == p.part.tokens[0] + last
    middle = name.middle[0][0] if name.middle else ""
    if letters not in {name.first[0] + last, name.first[0] + middle + last}:
        return False
    holders = known.blocks[("name", p.company, skeleton(last))]
    rivals = {
        canonical(q.name.first)
        for h in holders
        if (q := known.profiles[h]).name is not None
        and (q.name.first[0] == letters[0] or any(m[0] == letters[0] for m in q.name.middle))
    }
    return len(rivals) == 1
