"""Matters of several companies, proposed as deals (`deals.circles` says what ties them). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regard.deals.circles import MARK, called, circles
from regard.deals.found import several
from regard.deals.linking import MARGIN, span
from regard.deals.matters import GAP
from regard.deals.proposing import FRESH, QUOTE, Proposal, period
from regard.deals.records import Deal, Evidence, Touch
from regard.ids import digest
from regard.model import DealJudgement
from regard.time import iso, iso_day


def of_circles(
    touches: Iterable[Touch], company_of: Mapping[str, str], companies: Mapping[str, tuple[str, str]], deals: Iterable[Deal],
    judged: Iterable[DealJudgement], names: Mapping[str, str], key: bytes, moment_us: int,
) -> list[Proposal]:  # fmt: skip
    """The matters of several companies that may be a deal. `companies` maps an id to (name, domain), `company_of` a person to an id."""
    rejected = [(set(j.mark.partition(" ")[0].removeprefix(MARK).split(",")), j) for j in judged if j.mark.startswith(MARK)]
    open_at = [(d.company_id, *span(d)) for d in deals if d.company_id]
    found = []
    for circle in circles(touches, company_of, GAP):
        first, last = circle.touches[0], circle.touches[-1]
        if last.us + FRESH < moment_us:
            continue
        listed = [companies[c] for c in circle.companies if c in companies]
        domains = {domain for _, domain in listed if domain}
        known = {c for c, a, b in open_at if c in circle.companies and a - MARGIN <= last.us and first.us < b + MARGIN}
        said = any(
            2 * len(of & domains) >= len(domains) and (p := period(j, j.mark.partition(" ")[0])) is not None
            and p[0] <= last.us and first.us <= p[1]
            for of, j in rejected
        )  # fmt: skip
        if said or 2 * len(known) >= len(listed):
            continue
        acted = {p for t in circle.touches for p in t.acted if p in company_of}
        evidence = tuple(
            Evidence(
                "we wrote to them together" if t.by_us else "they wrote to us together",
                t.id,
                iso(t.us),
                w[:QUOTE],
                s,
                e,
                t.writer,
            )
            for t, (s, e, w) in circle.terms[-4:]
        )
        account = several([name for name, _ in listed])
        found.append(
            Proposal(
                digest("x", key, *sorted(domains), first.id), called(circle.touches) or account, "", account, iso_day(first.us),
                iso_day(last.us), tuple(sorted((names[p] for p in acted if names.get(p)), key=str.casefold)),
                f"People of {len(listed)} companies are written to together; {len(acted)} of them wrote; {len(circle.terms)} of "
                f"{len(circle.touches)} mails speak of terms.",
                evidence, f"{MARK}{','.join(sorted(domains))} {first.us} {last.us}",
            )
        )  # fmt: skip
    return found
