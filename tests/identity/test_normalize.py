"""What addresses and domains say by themselves."""

import os
import subprocess
import sys

import pytest

from regard.identity import normalize
from regard.identity.normalize import domain_of, is_academic, is_freemail, is_role_address, local_key, registrable
from regard.identity.vocabulary import words


@pytest.mark.parametrize(
    ("address", "domain"),
    [("eva@Harlow.COM", "harlow.com"), ('"odd@local"@x.org', "x.org"), ("nobody", ""), ("", ""), ("a@b.c.", "b.c")],
)
def test_the_domain_follows_the_last_at(address, domain):
    """An address without @ has no domain."""
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    ("domain", "base"),
    [
        ("harlow.com", "harlow.com"),
        ("mail.ps.harlow.com", "harlow.com"),
        ("a.b.co.uk", "b.co.uk"),
        ("b.co.uk", "b.co.uk"),
        ("acme.uk.com", "acme.uk.com"),
        ("acme.onmicrosoft.com", "acme.onmicrosoft.com"),
        ("x.y.com.au", "y.com.au"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("", ""),
        ("[10.0.0.1]", "[10.0.0.1]"),
        ("10.0.0.1", "10.0.0.1"),
        ("mail.müller.de", "müller.de"),
        ("Mail.Harlow.COM.", "harlow.com"),
    ],
)
def test_the_registrable_domain_is_what_somebody_registered(domain, base):
    """Public suffixes, private registries and tenants are respected; what has none stays whole."""
    assert registrable(domain) == base


def test_the_suffix_list_is_read_as_its_publisher_reads_it():
    """For names under every tenth public suffix, plain, wildcard and excepted, the answer is tldextract's."""
    import tldextract

    theirs = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
    suffixes = [s.lstrip("!").replace("*", "any") for s in sorted(normalize._suffixes())[::10]]
    assert len(suffixes) > 900
    for name in (f"{front}{s}" for s in [*suffixes, "www.ck", "city.kawasaki.jp", "no.such"] for front in ("", "a.", "x.a.")):
        assert normalize._top_domain(name) == theirs(name).top_domain_under_public_suffix, name


def test_registrable_domains_need_no_network_and_write_nothing(tmp_path):
    """With sockets forbidden and an empty home, the bundled list answers and no cache appears."""
    code = (
        "import socket\n"
        "def no(*a, **k): raise OSError('network')\n"
        "socket.socket.connect = no\nsocket.getaddrinfo = no\n"
        "import sys\nfrom regard.identity.normalize import registrable\n"
        "assert registrable('harlow.com') == 'harlow.com'\nassert 'tldextract' not in sys.modules\n"
        "assert registrable('a.b.co.uk') == 'b.co.uk'\n"
    )
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=tmp_path, timeout=60)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("eva+lists@harlow.com", "eva@harlow.com"),
        ("e.v.a+x@gmail.com", "eva@gmail.com"),
        ("eva@googlemail.com", "eva@gmail.com"),
        ("e.va@yahoo.com", "e.va@yahoo.com"),
        ("prvs=0123abcd=eva@harlow.com", "eva@harlow.com"),
        ("+49123@sms.example", "+49123@sms.example"),
        ("k..lund@harlow.com", "k..lund@harlow.com"),
    ],
)
def test_equal_keys_are_one_mailbox(address, key):
    """Tags and bounce marks go; dots only where the provider ignores them."""
    assert local_key(address) == key


@pytest.mark.parametrize(
    "domain",
    sorted(
        words(
            """
            gmail.com yahoo.com yahoo.co.uk hotmail.com hotmail.fr live.nl aol.com msn.com
            outlook.com gmx.de gmx.net web.de icloud.com mail.ru qq.com earthlink.net swbell.net
            houston.rr.com t-online.de orange.fr comcast.net email.msn.com ymail.com
            """
        )
    ),
)
def test_free_mail_is_known(domain):
    """Free mail and access providers, under all their suffixes and subdomains."""
    assert is_freemail(domain)


@pytest.mark.parametrize(
    "domain",
    sorted(
        words(
            """
            harlow.com yahoo-inc.com gmailhelpers.com live.harlow.com outlook.harlow.com
            homedepot.com aolco.io comcastspectacor.com x.edu
            """
        )
    ),
)
def test_companies_are_not_free_mail(domain):
    """A company's domain that merely resembles a provider's is no free mail."""
    assert not is_freemail(domain)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        *(
            (f"{local}@harlow.com", "shared")
            for local in (
                "info",
                "sales",
                "support",
                "accounting",
                "helpdesk",
                "help.desk",
                "customer-service",
                "accounts.payable",
                "accountspayable",
                "billing2",
                "tech.support",
                "uk-sales",
                "scheduling",
                "invoices",
                "hr",
                "office",
                "gas.desk",
                "legal",
                "team-east",
                "websupport",
            )
        ),
        *(
            (f"{local}@harlow.com", "automated")
            for local in (
                "noreply",
                "no-reply",
                "do_not_reply",
                "mailer-daemon",
                "postmaster",
                "bounce+123",
                "newsletter",
                "alerts",
                "owner-users",
                "users-request",
                "notifications",
                "dailyalert.digest",
                "listserv",
            )
        ),
        ("users@lists.harlow.com", "automated"),
        ("5551234@vtext.com", "automated"),
        ("rfps@googlegroups.com", "automated"),
        *(
            (address, "")
            for address in (
                "eva.lund@harlow.com",
                "elund@harlow.com",
                "k..lund@harlow.com",
                "lund4@harlow.com",
                "eva@news-harlow.com",
                "salesa@harlow.com",
                "infante@harlow.com",
                "adminah@harlow.com",
                "eva@mail.harlow.com",
                "12345@qq.com",
                "ho@harlow.com",
                "supportini@harlow.com",
            )
        ),
    ],
)
def test_role_addresses(address, kind):
    """Mailboxes of several people and of machines are told from people's, whole words only."""
    assert is_role_address(address) == kind


@pytest.mark.parametrize(
    ("domain", "academic"),
    [
        ("x.edu", True),
        ("cs.x.edu", True),
        ("x.ac.uk", True),
        ("x.edu.au", True),
        ("alumni.x.org", True),
        ("education.com", False),
        ("acme.com", False),
    ],
)
def test_schools_are_known(domain, academic):
    """Universities, schools and alumni domains, by their own suffixes and words."""
    assert is_academic(domain) is academic
