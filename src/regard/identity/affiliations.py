"""Which domains are one company, and what is it called.

A company starts as a registrable domain with all below it (`north.harlow.com` in `harlow.com`). Two registrable domains become
one company only on evidence: somebody says so (a signature, the CRM, the user), or the same people have mailboxes at both and
the names differ only by a suffix or a word such as "group". Domains where anybody can have a mailbox are no company.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regard.identity.normalize import domain_of, is_freemail, is_role_address, local_of, registrable
from regard.identity.signed_company import spells
from regard.idn import shown_domain
from regard.ids import digest, handle_id

SHARED_PEOPLE = 2
"""So many personal mailboxes of the same name must stand at two look-alike domains before they are one company."""

_CORPORATE_TAIL = re.compile(
    r"^(?P<base>.{4,}?)[-_]?(?:group|grp|corp|corporation|inc|llc|ltd|limited|co|company|usa|us|uk|eu|na|intl|international|global|worldwide|hq|"
    r"mail|online|email|holdings|gmbh|ag|plc)$"
)
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|company|gmbh|ag|plc|lp|l\.p|llp|sa|s\.a|nv|n\.v|bv|b\.v|oy|ab|as|a/s|aps|srl|s\.r\.l|spa|s\.p\.a|kg|kgaa|sarl|sas|s\.a\.s|se)\.?$",
    re.IGNORECASE,
)
_SQUASH = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Somebody names the company behind a domain. `by`: "user" and "crm" are believed, "signature" and "directory" must fit.

    `same_as` is another domain of the same company, where that is what was said.
    """

    domain: str
    name: str = ""
    by: str = "signature"
    count: int = 1
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company as far as its mail shows it. `key` is its first registrable domain; `domains` are all seen, sorted."""

    id: str
    key: str
    name: str
    domains: tuple[str, ...]


def companies(
    domains: Iterable[str],
    *,
    key: bytes,
    evidence: Iterable[Evidence] = (),
    addresses: Iterable[str] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> dict[str, Company]:
    """Each domain's company; free-mail domains and empty ones have none. Order of the arguments makes no difference.

    `addresses` seen in the book let look-alike domains join (see SHARED_PEOPLE), unless the user holds them `apart`.
    """
    wanted = {d.lower() for d in domains if d and not is_freemail(d)}
    said = list(evidence)
    keys = company_keys(wanted | {e.domain for e in said if e.same_as}, said, addresses, apart)
    members: dict[str, list[str]] = defaultdict(list)
    for domain in wanted:
        members[keys[registrable(domain)]].append(domain)
    heard: dict[str, list[Evidence]] = defaultdict(list)
    for item in said:
        if item.name and not is_freemail(item.domain):
            base = registrable(item.domain)
            heard[keys.get(base, base)].append(item)
    found: dict[str, Company] = {}
    for group, names in members.items():
        company = Company(digest("c", key, group), group, _display(group, names, heard[group]), tuple(sorted(names)))
        found.update(dict.fromkeys(names, company))
    return found


def company_keys(
    domains: Iterable[str],
    evidence: Iterable[Evidence] = (),
    addresses: Iterable[str] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> dict[str, str]:
    """Registrable domain to the key (smallest registrable domain) of its company."""
    bases = {registrable(d) for d in domains if d and not is_freemail(d)}
    leader = {base: base for base in bases}

    def find(base: str) -> str:
        while leader[base] != base:
            leader[base] = leader[leader[base]]
            base = leader[base]
        return base

    def join(left: str, right: str) -> None:
        a, b = sorted((find(left), find(right)))
        if {a, b} not in [{find(x), find(y)} for x, y in held]:
            leader[b] = a

    held = [(x, y) for x, y in apart if x in leader and y in leader]
    for item in evidence:
        left, right = registrable(item.domain), registrable(item.same_as) if item.same_as else ""
        if right and item.by in ("user", "crm", "signature") and not is_freemail(left) and not is_freemail(right):
            for base in (left, right):
                leader.setdefault(base, base)
            join(left, right)
    for left, right in _look_alikes(bases, addresses):
        join(left, right)
    return {base: find(base) for base in leader}


def _look_alikes(bases: set[str], addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of look-alike domains at which the same people have mailboxes."""
    families: dict[str, list[str]] = defaultdict(list)
    for base in sorted(bases):
        families[_stem(base)].append(base)
    wanted = {base for family in families.values() if len(family) > 1 for base in family}
    if not wanted:
        return []
    people: dict[str, set[str]] = defaultdict(set)
    for address in addresses:
        base = registrable(domain_of(address))
        if base in wanted and len(local_of(address)) >= 5 and not is_role_address(address):
            people[base].add(local_of(address))
    return [
        (left, right)
        for family in families.values()
        for i, left in enumerate(family)
        for right in family[i + 1 :]
        if len(people[left] & people[right]) >= SHARED_PEOPLE
    ]


def _stem(base: str) -> str:
    label = base.partition(".")[0]
    found = _CORPORATE_TAIL.match(label)
    return (found["base"] if found else label).replace("-", "")


def without_legal_form(name: str) -> str:
    """A company's name without the words that say what sort of company it is."""
    return _LEGAL_FORM.sub("", name.strip().strip(".,"))


def _display(group: str, domains: list[str], heard: list[Evidence]) -> str:
    """The best name: what the user or the CRM says, else what fits the domain and is said most, else the domain's own word."""
    labels = {registrable(d).partition(".")[0] for d in domains} | {group.partition(".")[0]}
    told: Counter[tuple[int, str]] = Counter()
    for item in heard:
        name = without_legal_form(item.name)
        rank = {"user": 3, "crm": 2}.get(item.by, 1)
        if name and (rank > 1 or any(_fits(name, label) for label in labels)):
            told[rank, _recased(name)] += item.count
    if told:
        return min(told, key=lambda said: (-said[0], -told[said], -len(said[1]), said[1]))[1]
    return name_of_domain(group)


def _fits(name: str, label: str) -> bool:
    """Whether a company name could have led to this domain: its letters, or its initials, are the label's beginning."""
    squashed, label = _SQUASH.sub("", name.casefold()), _SQUASH.sub("", label)
    if spells(name, label):
        return True
    if len(squashed) < 2:
        return False
    initials = "".join(w[0] for w in re.findall(r"[a-z0-9]+", name.casefold()) if w not in ("and", "of", "the", "und", "et"))
    return (
        squashed == label
        or (len(squashed) > 3 and label.startswith(squashed))
        or (len(label) > 3 and squashed.startswith(label))
        or (len(initials) > 1 and initials == label)
    )


def _recased(name: str) -> str:
    """A name shouted in capitals, set in title case; short ones may be initials and stay."""
    return " ".join(w.capitalize() if len(w) > 4 else w for w in name.split()) if name.isupper() else name


def name_of_domain(domain: str) -> str:
    """A readable name from the domain alone: `harlowfoods.com` gives "Harlowfoods", `lund-oil.no` "Lund Oil"."""
    label = shown_domain(registrable(domain)).partition(".")[0]
    words = [w for w in re.split(r"[-_]", label) if w]
    return " ".join(w.upper() if len(label) <= 3 or not re.search(r"[aeiouy]", w) else w.capitalize() for w in words) or domain


_IN_BRACKETS = re.compile(r"[(\[]([^)\]]{2,40})[)\]]\s*$")
_AFTER_AT = re.compile(r"^[^@<>]*\s[^@<>]*@\s?([A-Za-z][A-Za-z0-9&. -]{1,30})$")


def company_in_name(display: str, address: str) -> Evidence | None:
    """The company a display name carries ("Eva Lund (Harlow Foods)", "Eva Lund@HARLOW"), if it fits the address's domain."""
    found = _IN_BRACKETS.search(display.strip().strip("\"'")) or _AFTER_AT.match(display.strip().strip("\"'"))
    domain = domain_of(address)
    if not found or not domain or is_freemail(domain):
        return None
    name = found[1].strip()
    return (
        Evidence(domain, name, "directory") if _fits(_LEGAL_FORM.sub("", name), registrable(domain).partition(".")[0]) else None
    )


def domain_handle(key: bytes, domain: str) -> str:
    """The handle that stands for all of a company's domain in judgements: companies are called one, or two, like people."""
    return handle_id(key, f"@{registrable(domain)}")


def affiliation(address: str, grouping: Mapping[str, Company]) -> Company | None:
    """The company of an address in a grouping made by `companies`, or None."""
    return grouping.get(domain_of(address))
