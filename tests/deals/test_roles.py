import pytest

from regard.deals.ranks import level
from regard.deals.roles import ROLES, check, from_crm, from_title, required, to_hubspot, to_salesforce
from regard.errors import ConfigError


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Economic Buyer", "economic buyer"), ("BUDGET_HOLDER", "economic buyer"), ("Decision Maker", "economic buyer"),
        ("LEGAL_AND_COMPLIANCE", "legal"), ("Legal & Compliance", "legal"), ("END_USER", "user"), ("Business User", "user"),
        ("EXECUTIVE_SPONSOR", "executive sponsor"), ("Technical Buyer", "technical buyer"), ("Zampano", "other"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_crm_words(word: str, role: str) -> None:
    """Both CRMs' words are read; one of a team's own making is "other", none is none."""
    assert from_crm(word) == role


@pytest.mark.parametrize("role", ROLES)
def test_round_trip(role: str) -> None:
    """Every part can be written into both CRMs."""
    assert to_salesforce(role)
    assert to_hubspot(role).replace("_", "").isupper()


@pytest.mark.parametrize(
    ("title", "role", "high"),
    [
        ("CFO", "economic buyer", 3.0), ("Chief Operating Officer", "economic buyer", 3.0), ("Vice President Sales", "economic buyer", 2.0),
        ("Process Owner", "", 0.0), ("Finance Director", "economic buyer", 2.0), ("Purchasing Manager", "procurement", 0.5),
        ("General Counsel", "legal", 0.0), ("IT Systems Engineer", "technical buyer", 0.0), ("Shift Lead", "user", 0.5),
        ("Executive Assistant to the CEO", "", -0.5), ("Geschäftsführerin", "economic buyer", 3.0), ("", "", 0.0),
    ],
)  # fmt: skip
def test_titles(title: str, role: str, high: float) -> None:
    """What a title suggests, and how high it stands."""
    assert level(title) == high
    if high >= 0:
        assert from_title(title) == role


def test_required() -> None:
    """Parts for every deal, and others for deals whose type says so; a part that does not exist is an error."""
    wanted = ("economic buyer", "champion", "renewal=economic buyer+user")
    assert required(wanted, "New Customer") == ("economic buyer", "champion")
    assert required(wanted, "Existing - Renewal") == ("economic buyer", "user")
    with pytest.raises(ConfigError, match="no part in a deal"):
        required(("emperor",), "")


def test_settings_are_checked() -> None:
    """Required parts are checked when they are set: parts that exist, kinds of deals that ask for some."""
    check(("economic buyer", "renewal=economic buyer+user"))
    for wrong in (("king",), ("renewal=king",), ("renewal=",), ("=user",)):
        with pytest.raises(ConfigError, match=r"deals\.roles"):
            check(wrong)
