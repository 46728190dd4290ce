"""What an address says by itself: its domain, its company's domain, its mailbox, and whether a human is behind it.

Addresses come already normalised by `parse.address`. Nothing here reaches the network: registrable domains come from the public
suffix list bundled with tldextract, which is read only when a domain of three or more labels is met.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from regard.identity.domains import BRAND_SUFFIXES, DEVICE_GATEWAYS, FREEMAIL, MAIL_BRANDS, TENANT_HOSTS
from regard.identity.names import name_key
from regard.identity.vocabulary import words

__all__ = ["domain_of", "is_academic", "is_freemail", "is_role_address", "local_key", "local_of", "name_key", "registrable"]

RoleKind = Literal["", "shared", "automated"]

_ADDRESS_LITERAL = re.compile(r"\[|\d{1,3}(?:\.\d{1,3}){3}$")


@lru_cache(maxsize=1 << 16)
def domain_of(address: str) -> str:
    """The domain of an address in lower case, "" where it has none."""
    return address.rpartition("@")[2].strip().rstrip(".").lower() if "@" in address else ""


def local_of(address: str) -> str:
    """What stands before the last @, in lower case; the whole text where there is no @."""
    return (address.rpartition("@")[0] if "@" in address else address).strip().lower()


@cache
def _suffixes() -> frozenset[str]:
    """The public suffix list that comes with tldextract. Only its data is read: importing it loads a web client, which costs a
    sync of one mail a tenth of a second.
    """
    package = find_spec("tldextract")
    folders = (package and package.submodule_search_locations) or ()
    text = next(Path(folder) / ".tld_set_snapshot" for folder in folders).read_text("utf-8")
    return frozenset(line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("//"))


def _top_domain(domain: str) -> str:
    """The label before the public suffix, with it; "" where the list knows no suffix of the domain or there is no such label.

    https://publicsuffix.org/list/: the longest rule that matches speaks, `*` is any label, and `!` takes a domain out of a `*`.
    """
    labels = domain.split(".")
    plain = [_plain_label(label) for label in labels]
    for i in range(len(labels)):
        rest = ".".join(plain[i + 1 :])
        here = f"{plain[i]}.{rest}" if rest else plain[i]
        if f"!{here}" in _suffixes():
            return ".".join(labels[i:])
        if here in _suffixes() or (rest and f"*.{rest}" in _suffixes()):
            return ".".join(labels[i - 1 :]) if i and labels[i - 1] else ""
    return ""


def _plain_label(label: str) -> str:
    """A label as the list writes it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


@lru_cache(maxsize=200_000)
def registrable(domain: str) -> str:
    """The part of a domain that somebody registered: `mail.harlow.com` gives `harlow.com`, `a.b.co.uk` gives `b.co.uk`.

    A domain without a public suffix, an address literal and a bare suffix are their own registrable domain.
    """
    domain = domain.strip().strip(".").lower()
    if domain.count(".") == 0 or _ADDRESS_LITERAL.match(domain):
        return domain
    parent = domain.partition(".")[2]
    if parent in TENANT_HOSTS:
        return domain
    if "." not in parent and parent in {"com", "net", "org", "edu", "gov", "de", "fr"}:
        return domain
    return _top_domain(domain) or domain


_VERP = re.compile(r"(?:prvs=[^=]*=|btv1==?[^=]*==?)")
_DOTS_IGNORED = frozenset({"gmail.com", "googlemail.com"})
_SAME_MAIL = {"googlemail.com": "gmail.com", "pm.me": "proton.me", "protonmail.com": "proton.me", "protonmail.ch": "proton.me"}


@lru_cache(maxsize=200_000)
def local_key(address: str) -> str:
    """The mailbox behind an address, as `local@domain`: equal keys are one mailbox.

    Drops `+tags`, bounce tags (`prvs=…=`) and quotes, and at Gmail the dots, which that provider ignores.
    """
    local, domain = local_of(address).strip('"'), domain_of(address)
    if "=" in local:
        local = _VERP.sub("", local)
    local = local.partition("+")[0] or local
    if domain in _DOTS_IGNORED:
        local = local.replace(".", "")
    return f"{local}@{_SAME_MAIL.get(domain, domain)}"


@lru_cache(maxsize=200_000)
def is_freemail(domain: str) -> bool:
    """Whether anybody can have a mailbox at this domain (free mail, internet access providers): no company stands behind it."""
    domain = domain.lower()
    if domain in FREEMAIL:
        return True
    base = registrable(domain)
    label, _, suffix = base.partition(".")
    return base in FREEMAIL or (label in MAIL_BRANDS and suffix in BRAND_SUFFIXES)


_ACADEMIC = re.compile(r"(?:^|\.)(?:edu|ac)(?:\.[a-z]{2})?$|(?:^|[.-])(?:alumni|alum|alumnae|student|students)\.|(?:^|\.)k12\.")


@lru_cache(maxsize=200_000)
def is_academic(domain: str) -> bool:
    """Whether the domain is a school's, a university's or its former students'."""
    return bool(_ACADEMIC.search(domain.lower()))


_AUTOMATED_LOCALS = words(
    """
    mailer-daemon mailerdaemon postmaster daemon root nobody noreply no-reply donotreply do-not-reply dontreply
    no.reply do.not.reply noreplies bounce bounces return returns unsubscribe subscribe subscriptions newsletter
    newsletters news listserv listserver majordomo mailman autoreply auto-reply autoresponder notification
    notifications notify alert alerts updates update digest listmaster automailer mailer robot bot system sysadmin
    cron www-data apache webserver calendar-notification feedback-id specials offers deals promotions promo
    marketing-mail email-alerts announcements announcement announce broadcast no.address invitations confirmations
    confirmation receipts reminders reminder messages-noreply
    remove removeme remove-me unsub optout opt-out begone enews e-news mailreply powerlist dailyquote dailynews
    """
)
_AUTOMATED_WORDS = re.compile(
    r"(?:^|[._+-])(?:no[._-]?repl(?:y|ies)|do[._-]?not[._-]?reply|dont[._-]?reply|bounces?|notifications?|unsubscribe|newsletters?|announcements?|"
    r"mailer|daemon|autoreply|listserv|majordomo|alerts?|digest)(?:$|[._+=-])"
    r"|^(?:noreply|donotreply|owner-|bounce-|return-|subscribe-|join-|leave-|request-|listserv)|-(?:owner|request|bounces?|subscribe)$"
)
_AUTOMATED_HOSTS = re.compile(
    r"^(?:bounces?|lists?|mailer|newsletters?|enews|news|notify|notifications?|reply|alerts?|em|e|mailings?|listserv|"
    r"customer-email|googlegroups|yahoogroups)\d*\."
)
_LIST_DOMAINS = words(
    """
    googlegroups.com yahoogroups.com egroups.com listserv.com topica.com unitymail.net customer-email.com
    """
)

_SHARED_LOCALS = words(
    """
    info information contact contacts contactus hello hi mail email office offices admin administration
    administrator webmaster hostmaster web website support help helpdesk helpline service services customerservice
    customersupport customercare customer care clientservices client clients sales salesteam salesdesk presales
    order orders ordering orderdesk purchasing purchase procurement buying tender tenders rfp rfq bids quotes quote
    quotations billing invoice invoices invoicing accounts account accounting accountspayable accountsreceivable ap
    ar payables receivables payable remittance payments payment credit collections finance treasury payroll hr
    humanresources personnel recruiting recruitment recruiter careers career jobs job resumes legal compliance
    counsel contracts contracting settlements settlement confirms scheduling schedulers scheduler nominations noms
    logistics dispatch shipping receiving warehouse operations ops trading traders desk tradedesk gasdesk powerdesk
    frontdesk reception receptionist switchboard team staff everyone all allstaff allemployees employees company
    group members board committee press media pr marketing events event training education enquiries enquiry
    inquiries inquiry feedback comments suggestions questions question faq registration register registrations
    membership reservations reservation booking bookings travel security safety facilities maintenance it itsupport
    techsupport tech technical network noc abuse spam privacy gdpr dpo servicedesk ticket tickets returns-desk
    warranty partner partners reseller resellers affiliates investor investors ir communications publicaffairs
    editor editors editorial subscriptions-desk library secretary president chairman ceo cfo coo cio cto hotline
    project projects reporting data database engineering dev developers research analysts analysis gift gifts store shop
    websupport websales customer-service customer-support accounts-payable accounts-receivable human-resources
    help-desk
    """
)
_SHARED_WORD = re.compile(
    r"(?:^|[._-])(?:help[._-]?desk|support|customer[._-]?(?:service|care|support)s?|sales|info|accounts?[._-]?(?:payable|receivable)|"
    r"accounting|billing|invoices?|human[._-]?resources|team|desk|dept|department|office|reception|scheduling|schedulers?|mailbox|"
    r"hotline|userslist|userlist|allusers|distribution|distlist|webmaster)(?:$|[._-]|\d+$)"
    r"|(?:helpdesk|customerservice|websupport|techsupport|servicedesk|userslist|mailbox)$|^(?:dl|grp|list|team|all)[._-]"
)


@lru_cache(maxsize=200_000)
def is_role_address(address: str) -> RoleKind:
    """Who reads a mailbox: "shared" if several people do (`sales@`), "automated" if a robot, list or device does, else ""."""
    local, domain = local_of(address).strip('"'), domain_of(address)
    bare = local.partition("+")[0].rstrip("0123456789") or local
    if bare in _AUTOMATED_LOCALS or _AUTOMATED_WORDS.search(local):
        return "automated"
    if domain in DEVICE_GATEWAYS or registrable(domain) in DEVICE_GATEWAYS or registrable(domain) in _LIST_DOMAINS:
        return "automated"
    if domain.count(".") > 1 and _AUTOMATED_HOSTS.match(domain) and not is_freemail(domain):
        return "automated"
    if bare.replace("-", "").replace("_", "").replace(".", "") in _SHARED_LOCALS or bare in _SHARED_LOCALS:
        return "shared"
    return "shared" if _SHARED_WORD.search(local) else ""
