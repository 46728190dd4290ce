"""Which domains are one company, and what it is called."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.identity.affiliations import Evidence, affiliation, companies, company_in_name, name_of_domain
from regard.ids import digest

KEY = b"book"


def test_a_company_is_a_registrable_domain_with_all_below_it():
    """Subdomains belong to their company; its id is a digest of the registrable domain."""
    found = companies(["ps.harlow.com", "harlow.com", "brook.co.uk"], key=KEY)
    assert found["ps.harlow.com"] is found["harlow.com"]
    assert found["harlow.com"].domains == ("harlow.com", "ps.harlow.com")
    assert found["harlow.com"].id == digest("c", KEY, "harlow.com")
    assert found["brook.co.uk"].id == digest("c", KEY, "brook.co.uk")
    assert affiliation("eva@ps.harlow.com", found) is found["harlow.com"]


def test_free_mail_is_no_company():
    """Nobody's employer is read from a free-mail domain or from none."""
    found = companies(["gmail.com", "houston.rr.com", "", "harlow.com"], key=KEY)
    assert set(found) == {"harlow.com"}
    assert affiliation("eva@gmail.com", found) is None


@pytest.mark.parametrize(
    ("addresses", "joined"),
    [
        (["eva.lund@harlow.com", "eva.lund@harlowgroup.com", "tom.reed@harlow.com", "tom.reed@harlowgroup.com"], True),
        (["eva.lund@harlow.com", "eva.lund@harlowgroup.com"], False),
        (["eva.lund@harlow.com", "tom.reed@harlowgroup.com"], False),
        (["sales@harlow.com", "sales@harlowgroup.com", "info@harlow.com", "info@harlowgroup.com"], False),
        (["eva@harlow.com", "eva@harlowgroup.com", "tom@harlow.com", "tom@harlowgroup.com"], False),
        ([], False),
    ],
)
def test_look_alike_domains_join_only_where_the_same_people_are_at_both(addresses, joined):
    """A resembling name is not enough: two long personal mailbox names must stand at both."""
    found = companies(["harlow.com", "harlowgroup.com"], key=KEY, addresses=addresses)
    assert (found["harlow.com"] is found["harlowgroup.com"]) is joined


def test_somebody_can_say_that_two_domains_are_one_company():
    """Evidence from the user, the CRM or a signature joins any two domains but never free mail."""
    said = [Evidence("brook.com", same_as="harlow.com", by="user"), Evidence("gmail.com", same_as="harlow.com", by="signature")]
    found = companies(["brook.com", "harlow.com", "mill.com", "gmail.com"], key=KEY, evidence=said)
    assert found["brook.com"] is found["harlow.com"]
    assert found["mill.com"] is not found["harlow.com"]
    assert "gmail.com" not in found


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("harlowfoods.com", "Harlowfoods"),
        ("lund-oil.no", "Lund Oil"),
        ("ps.txq.com", "TXQ"),
        ("kb.co.uk", "KB"),
        ("bcdf.com", "BCDF"),
        ("localhost", "Localhost"),
    ],
)
def test_a_name_can_be_read_from_the_domain(domain, name):
    """Words come capitalised, short and vowelless ones as initials."""
    assert name_of_domain(domain) == name


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        ([], "Harlowfoods"),
        ([Evidence("harlowfoods.com", "Harlow Foods Inc.")], "Harlow Foods"),
        ([Evidence("harlowfoods.com", "HARLOW FOODS")], "Harlow Foods"),
        ([Evidence("mail.harlowfoods.com", "Harlow Foods, LLC", "directory")], "Harlow Foods"),
        ([Evidence("harlowfoods.com", "Brook Consulting")], "Harlowfoods"),
        (
            [Evidence("harlowfoods.com", "Harlow", count=2), Evidence("harlowfoods.com", "Harlow Foods", count=5)],
            "Harlow Foods",
        ),
        (
            [Evidence("harlowfoods.com", "Harlow Foods", count=9), Evidence("harlowfoods.com", "The Larder", "crm")],
            "The Larder",
        ),
        ([Evidence("harlowfoods.com", "The Larder", "crm"), Evidence("harlowfoods.com", "Pantry", "user")], "Pantry"),
        ([Evidence("harlowfoods.com", " . ")], "Harlowfoods"),
    ],
)
def test_evidence_improves_the_name(evidence, name):
    """The user's and the CRM's word is taken, other evidence where it fits the domain, most said first."""
    assert companies(["harlowfoods.com"], key=KEY, evidence=evidence)["harlowfoods.com"].name == name


def test_initials_fit_a_domain():
    """A company known by its initials is recognised."""
    found = companies(["nog.com"], key=KEY, evidence=[Evidence("nog.com", "Northern Oil and Gas")])
    assert found["nog.com"].name == "Northern Oil and Gas"


@pytest.mark.parametrize(
    ("display", "address", "name"),
    [
        ("Eva Lund (Harlow Foods)", "eva@harlowfoods.com", "Harlow Foods"),
        ('"Eva Lund [Harlow]"', "eva@harlowfoods.com", "Harlow"),
        ("Eva Lund@HARLOWFOODS", "eva@harlowfoods.com", "HARLOWFOODS"),
        ("Eva Lund (Purchasing)", "eva@harlowfoods.com", None),
        ("Eva Lund (Gmail)", "eva@gmail.com", None),
        ("eva@harlowfoods.com", "eva@harlowfoods.com", None),
        ("Eva Lund", "eva@harlowfoods.com", None),
    ],
)
def test_a_display_name_may_carry_the_company(display, address, name):
    """What stands in brackets or behind @ is a company only where it fits the address."""
    found = company_in_name(display, address)
    assert (found.name if found else None) == name


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["a.harlow.com", "harlow.com", "brook.com", "mill.org", "x.mill.org"]), unique=True), st.randoms()
)
def test_order_makes_no_difference(domains, rng):
    """The same domains in any order give the same companies."""
    said = [Evidence("brook.com", same_as="harlow.com", by="crm")]
    shuffled = rng.sample(domains, len(domains))
    assert companies(domains, key=KEY, evidence=said) == companies(shuffled, key=KEY, evidence=said)
