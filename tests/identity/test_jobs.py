"""Where somebody works and worked: jobs from addresses, signatures and CRM rows."""

from __future__ import annotations

from itertools import permutations

from regard.identity.jobs import JobFact, current, employments
from regard.model import DAY


def at(day, company, source="address", title="", **more):
    """A fact on a day."""
    return JobFact(day * DAY, source, company_id=company, company=company.title(), title=title, **more)


HARLOW_THEN_BROOK = [at(0, "harlow"), at(100, "harlow"), at(120, "brook"), at(300, "brook")]


def jobs(facts):
    """(company, from, until) of each job, in days."""
    return [(j.company_id, j.from_us // DAY, None if j.until_us is None else j.until_us // DAY) for j in employments(facts)]


def test_a_change_of_company_ends_the_first_job():
    """The old job ends with its last sign of life, the new one begins with its first and is the current one."""
    assert jobs(HARLOW_THEN_BROOK) == [("harlow", 0, 100), ("brook", 120, None)]
    now = current(employments(HARLOW_THEN_BROOK))
    assert now is not None
    assert now.company_id == "brook"


def test_a_past_day_knows_only_what_was_seen_by_then():
    """With the facts of the first hundred days the first job is still held."""
    assert jobs([f for f in HARLOW_THEN_BROOK if f.us <= 100 * DAY]) == [("harlow", 0, None)]


def test_mail_that_others_still_send_to_an_old_address_keeps_no_job_alive():
    """What others write to an old address says nothing of where somebody works."""
    assert jobs([*HARLOW_THEN_BROOK, at(290, "harlow", own=False)]) == [("harlow", 0, 100), ("brook", 120, None)]


def test_two_addresses_used_side_by_side_are_two_jobs():
    """Where the old address is still written from long after the new one began, both jobs are held."""
    assert jobs([*HARLOW_THEN_BROOK, at(280, "harlow")]) == [("harlow", 0, None), ("brook", 120, None)]


def test_titles_are_dated_and_said_once():
    """A title that is said again is the same one; another one begins on its day, with the message that shows it."""
    facts = [
        at(1, "harlow", "signature", "Buyer", reference="m1"),
        at(5, "harlow", "signature", "buyer", reference="m2"),
        at(9, "harlow", "signature", "Head of Buying", reference="m3"),
    ]
    (job,) = employments(facts)
    assert [(t.title, t.from_us // DAY, t.reference) for t in job.titles] == [("Buyer", 1, "m1"), ("Head of Buying", 9, "m3")]
    assert job.title == "Head of Buying"


def test_the_crm_s_word_counts_over_a_signature_of_the_same_moment():
    """Facts of one moment are ordered by who says them; how each job is known is listed."""
    (job,) = employments([at(3, "harlow", "crm", "Director"), at(3, "harlow", "signature", "Dir."), at(0, "harlow")])
    assert job.title == "Director"
    assert job.known_by == ("address", "signature", "crm")


def test_a_title_from_free_mail_belongs_to_the_job_held_then():
    """A signature without a company under free mail tells the title of the one job held at that moment."""
    facts = [*HARLOW_THEN_BROOK, JobFact(150 * DAY, "signature", title="CFO")]
    assert [j.title for j in employments(facts)] == ["", "CFO"]


def test_the_order_of_facts_makes_no_difference():
    """Every order of the same facts gives the same jobs."""
    facts = [*HARLOW_THEN_BROOK[1:], at(50, "harlow", "signature", "Buyer")]
    assert len({employments(order) for order in permutations(facts)}) == 1


def test_nothing_known_is_no_job():
    """Without facts there is no job, and no current one."""
    assert employments([]) == ()
    assert current(()) is None
