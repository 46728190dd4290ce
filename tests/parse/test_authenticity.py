"""What a receiving server says of a mail's sender is believed, and only what that server says."""

from __future__ import annotations

import pytest

from regard.parse.authenticity import disowned
from regard.parse.automated import automated

FORGED = "mx.us.example; spf=fail smtp.mailfrom=bulk.example; dkim=none; dmarc=fail header.from=acme.example"


def says(*values: str) -> bool:
    return disowned({"authentication-results": values})


@pytest.mark.parametrize(
    "value",
    [
        FORGED,
        "mx.us.example; dmarc=fail",
        "mx.us.example 1; DMARC = Fail (p=NONE sp=NONE dis=NONE) header.from=acme.example",
        "mx.us.example; dmarc/1=fail header.from=acme.example",
        # Microsoft names no server; its comments hold addresses
        "spf=fail (sender IP is 192.0.2.7)\n smtp.mailfrom=acme.example; dkim=none (none);dmarc=fail action=quarantine",
        "mx.us.example; spf=pass smtp.mailfrom=bulk.example; dkim=pass header.d=bulk.example; dmarc=fail header.from=acme.example",
        "mx.us.example; spf=fail smtp.mailfrom=acme.example; dkim=fail (bad signature) header.d=acme.example",
        "mx.us.example; spf=hardfail; dkim=hardfail",
        # a seal on a mail that had failed before it was sealed
        "mx.us.example; arc=pass (i=1 spf=fail dmarc=fail fromdomain=acme.example); dmarc=fail",
        # a comment or a quoted word is no result
        'mx.us.example; dmarc=fail (was: arc=pass; auth=pass) smtp.mailfrom="x; auth=pass; y"@bulk.example',
    ],
)
def test_what_fails(value: str) -> None:
    """DMARC that failed, or SPF and DKIM together, disowns a mail however the server spells it."""
    assert says(value)


@pytest.mark.parametrize(
    "value",
    [
        "mx.us.example; none",
        "",
        ";;; ==",
        "mx.us.example; spf=pass; dkim=pass; dmarc=pass",
        "mx.us.example; dmarc=none; spf=none; dkim=none",
        "mx.us.example; spf=fail smtp.mailfrom=acme.example; dkim=none",
        "mx.us.example; spf=softfail; dkim=fail",
        "mx.us.example; spf=fail; dkim=fail header.d=list.example; dkim=pass header.d=acme.example",
        "mx.us.example; dmarc=temperror; spf=fail",
        "mx.us.example; arc=pass (i=2 spf=pass dkim=pass dmarc=pass fromdomain=acme.example); dmarc=fail",
        "mx.us.example; arc=pass; dmarc=fail header.from=acme.example",
        "spf=fail smtp.mailfrom=acme.example; dkim=fail; dmarc=fail action=none;compauth=pass reason=130",
        "mx.us.example; auth=pass smtp.auth=ann; dmarc=fail",
    ],
)
def test_what_does_not(value: str) -> None:
    """A forwarded mail that lost one of its proofs, one that somebody vouches for, and one of which nothing is said stand."""
    assert not says(value)


def test_only_the_receiving_server_is_heard() -> None:
    """What lies below the receiving server's header may be the sender's own: it neither saves a mail nor spoils one."""
    assert says(FORGED, "mx.bulk.example; arc=pass; dmarc=pass")
    assert says("mx.us.example; dmarc=fail", "mx.us.example; dmarc=pass")
    assert not says("mx.us.example; dmarc=pass", "mx.acme.example; dmarc=fail")
    assert not says("spf=pass; dmarc=pass", "mx.us.example; dmarc=fail")
    assert not disowned({"arc-authentication-results": [FORGED], "x-authentication-results": [FORGED]})


def test_a_server_that_writes_a_header_for_each_check() -> None:
    """Several headers under one name are one verdict."""
    assert says("mx.us.example; spf=fail smtp.mailfrom=acme.example", "mx.us.example; dkim=fail header.d=acme.example")
    assert says("mx.us.example; dkim=none", "mx.us.example; dmarc=fail")
    assert not says("mx.us.example; spf=fail", "mx.us.example; dkim=pass header.d=acme.example")


def test_lists_stay_lists() -> None:
    """A list breaks the checks of whoever writes over it: its mail is called what it is."""
    headers = {"authentication-results": [FORGED], "list-post": ["<mailto:desk@list.example>"]}
    assert automated(headers, None, "Order", "Two boxes, please.") == "list"
    away = {"authentication-results": [FORGED], "auto-submitted": ["auto-replied"]}
    assert automated(away, None, "Away", "I have left the company.") == "sender_unproven"
    assert automated(away, None, "Away", "I have left the company.", checked=False) == "out_of_office"


def test_a_header_made_to_be_slow() -> None:
    """Ten thousand brackets or quotes are read at once."""
    for mark in ("(", "(((x)))" * 500, '"', '"\\"' * 3000, ";", "arc=pass ("):
        says(*["mx.us.example; " + mark * 10_000] * 20)
