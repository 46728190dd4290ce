"""What stays out by the user's rules and by default, and what does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from regard.identity.exclusions import DEFAULTS, TOPICS, Exclusion, Kind, MessageFacts, excluded, folder_topic, rules
from regard.identity.sensitive import ALWAYS, INSIDE, TELLING

US = rules(DEFAULTS, ["harlow.com"])
OUTSIDE = ("eva@harlow.com", "tom@brook.com")
INTERNAL = ("eva@harlow.com", "ina@mail.harlow.com")


def mail(subject: str = "", own: str = "", folder: str = "inbox", addresses: tuple[str, ...] = OUTSIDE) -> MessageFacts:
    """A mail as exclusions see it."""
    return MessageFacts(folder, subject, own, addresses)


OUT = [
    ("legal", OUTSIDE, "Attorney-Client Privileged", ""),
    ("legal", OUTSIDE, "Brook claim", "ATTORNEY/CLIENT COMMUNICATION\nHere is what we should answer."),
    ("legal", OUTSIDE, "Privileged and Confidential", "See below."),
    ("legal", OUTSIDE, "Draft", "This is attorney work product, please do not forward."),
    ("legal", OUTSIDE, "hold", "You are under a litigation hold from today."),
    ("legal", OUTSIDE, "Brook", "Our counsel advised not to answer before Monday."),
    ("legal", INTERNAL, "question", "I need legal advice on the pending litigation."),
    ("legal", ("eva@harlow.com", "legal@harlow.com"), "hello", ""),
    ("hr", OUTSIDE, "Tom", "They gave him a severance package last week."),
    ("hr", OUTSIDE, "Your performance review", ""),
    ("hr", OUTSIDE, "news", "She filed a harassment complaint."),
    ("hr", OUTSIDE, "pay", "What is your base salary now?"),
    ("hr", INTERNAL, "Performance reviews are due", ""),
    ("hr", INTERNAL, "candidate", "Interview feedback on the second candidate is attached."),
    ("hr", INTERNAL, "Bonus letters", "The bonus letters go out Friday."),
    ("hr", ("eva@harlow.com", "hr@mail.harlow.com"), "Form", ""),
    ("health", OUTSIDE, "Back soon", "I am on medical leave until June."),
    ("health", OUTSIDE, "sorry", "My surgery went well and I hope to be back Monday."),
    ("health", OUTSIDE, "Tom", "He was diagnosed with something serious."),
    ("health", OUTSIDE, "sad news", "Her mother is in the hospital again."),
    ("health", OUTSIDE, "", "My wife's pregnancy is going well."),
    ("health", OUTSIDE, "", "He had a heart attack on Sunday."),
    ("health", INTERNAL, "Flu shots on Monday", ""),
    ("union", OUTSIDE, "Union organizing at the plant", ""),
    ("union", OUTSIDE, "", "The works council must be heard first."),
    ("union", OUTSIDE, "", "Half of them want to join the union."),
    ("union", OUTSIDE, "Collective bargaining agreement", ""),
    ("union", INTERNAL, "", "Union members will not take the shift."),
    ("private", OUTSIDE, "Personal", ""),
    ("private", OUTSIDE, "RE: Private: the house", ""),
    ("private", OUTSIDE, "[Personal] dinner", ""),
]


@pytest.mark.parametrize(("topic", "addresses", "subject", "own"), OUT)
def test_sensitive_threads_stay_out(topic, addresses, subject, own):
    """Privileged, HR, health, union and private mail is excluded, and the reason names the topic."""
    assert excluded(mail(subject, own, addresses=addresses), US) == f"default:{topic}"


IN = [
    ("Contract for May", "Please sign the agreement; legal terms are unchanged."),
    ("Master agreement", "Our lawyers will send the redline of clause 7 tomorrow."),
    ("Re: contract", "Can your legal department confirm the liability cap?"),
    ("Terms", "This mail may contain attorney-client privileged information."),
    ("Terms", "It may be confidential or privileged and confidential material of Brook."),
    ("Hold on", "Please hold the legal entity name until Friday."),
    ("Order for Mercy Health", "United Healthcare wants 40 units for the hospital."),
    ("Hospital roll-out", "Our scanner was installed in the hospital for testing; patients diagnosed with flu benefit."),
    ("Breast cancer screening tender", "The trial covers 400 patients who need surgery planning."),
    ("Healthy pipeline", "The health of the deal is good."),
    ("Supplier performance review", "We hold performance reviews with every vendor in May."),
    ("Performance evaluation of the pump", "Please review the peer benchmark."),
    ("Bonus volumes", "You get a bonus rebate and a price raise clause."),
    ("Interview for our magazine", "Would you give an interview on gas storage?"),
    ("resume deliveries", "We resume deliveries on Monday; the job starts at six."),
    ("Termination of the agreement", "Either party may give written warning of termination of supply."),
    ("Union Pacific rates", "The Union Street depot and the credit union both confirmed."),
    ("European Union rules", "Western Union transfer was sent; Union Gas nominates daily."),
    ("Strike price", "The strike is 4.50 and the card payment cleared."),
    ("Council meeting", "The city council approved the collective purchase."),
    ("Private label proposal", "Private equity owns them; personal lines insurance is separate."),
    ("Personal computers", "The personal computers ship today."),
    ("Medical devices", "Your medical device order and dental supplies ship today."),
    ("Leave it with me", "I will leave the sick unit out of the quote."),
    ("Lunch", "He has had a stroke of luck with the heart of the deal."),
    ("Retention", "Customer retention and product liability cover are attached."),
    ("", ""),
]


@pytest.mark.parametrize(("subject", "own"), IN)
def test_business_stays_in(subject, own):
    """Contracts, customers in health care, reviews of suppliers and all other trade are no reason."""
    assert excluded(mail(subject, own), US) == ""


@pytest.mark.parametrize(
    ("folder", "topic"),
    [
        ("inbox/Personal", "private"),
        ("legal", "legal"),
        ("HR", "hr"),
        ("human_resources", "hr"),
        ("Archive/2024/Performance.Reviews", "hr"),
        ("resumes", "hr"),
        ("Medical", "health"),
        ("works-council", "union"),
        ("Family and Friends/2020", "private"),
        ("Customers/Legal", ""),
        ("accounts/Health", ""),
        ("Legal & General", ""),
        ("contracts", ""),
        ("Mercy Health", ""),
        ("Union Pacific", ""),
        ("personal lines", ""),
        ("private_label", ""),
        ("performance", ""),
        ("inbox", ""),
        ("", ""),
    ],
)
def test_a_folder_gives_a_topic_away_by_its_whole_name(folder, topic):
    """Names match whole, separators and case apart, and not below a folder of customers."""
    assert folder_topic(folder) == topic
    assert excluded(mail("Offer", "The price", folder), US) == (f"default:{topic}" if topic else "")


def test_their_mailboxes_are_not_our_counsel():
    """A buyer's legal or HR mailbox, and an outside law firm, exclude nothing."""
    for address in ("legal@brook.com", "hr@brook.com", "counsel@notharlow.com", "ann@lawfirm.com"):
        assert excluded(mail("Offer", addresses=("eva@harlow.com", address)), US) == ""


@pytest.mark.parametrize(
    ("exclusion", "hit", "miss"),
    [
        (Exclusion("person", "Tom@Brook.com"), mail(), mail(addresses=("eva@harlow.com", "tomas@brook.com"))),
        (Exclusion("person", "p_abc"), MessageFacts("", "", "", (), ("p_abc",)), MessageFacts("", "", "", (), ("p_abcd",))),
        (Exclusion("domain", "brook.com"), mail(), mail(addresses=("eva@harlow.com", "a@notbrook.com"))),
        (Exclusion("domain", "@brook.com"), mail(addresses=("a@x.brook.com",)), mail(addresses=("a@brook.com.org",))),
        (Exclusion("folder", "Board"), mail(folder="Inbox/BOARD/2024"), mail(folder="Inbox/boardroom")),
        (Exclusion("folder", "inbox/board"), mail(folder="Inbox/Board/x"), mail(folder="other/board")),
        (Exclusion("folder", "proj*"), mail(folder="a/Project X"), mail(folder="a/my project")),
        (Exclusion("subject", "project swan"), mail("RE: Project  SWAN update"), mail("project swanson")),
        (Exclusion("subject", "swan*report"), mail("Swan weekly report"), mail("report on the swan")),
        (Exclusion("subject", "[swan]"), mail("[Swan] hello"), mail("swan hello")),
    ],
)
def test_the_users_own_rules(exclusion, hit, miss):
    """Person, domain with all below it, folder by name or path, and whole words of a subject; nothing that merely resembles."""
    assert excluded(hit, [exclusion]) == f"{exclusion.kind}:{exclusion.pattern.strip('@').lower()}"
    assert excluded(miss, [exclusion]) == ""


def test_the_users_rules_speak_first_and_defaults_can_be_removed():
    """A user's rule gives the reason before a default; a topic taken out of the list excludes nothing."""
    message = mail("Collective bargaining", folder="legal")
    assert excluded(message, [Exclusion("folder", "legal"), *DEFAULTS]) == "folder:legal"
    assert excluded(message, DEFAULTS) == "default:legal"
    assert excluded(message, [e for e in DEFAULTS if e.pattern != "legal"]) == "default:union"
    assert excluded(message, []) == ""


@pytest.mark.parametrize("bad", [Exclusion("default", "weather"), Exclusion("subject", " "), Exclusion("folder", "*")])
def test_a_rule_that_means_nothing_or_everything_is_refused(bad):
    """An unknown topic and an empty pattern are errors that say so."""
    with pytest.raises(ValueError, match=r"default exclusion|needs a pattern"):
        rules([bad])


def test_strange_subjects_and_texts_do_no_harm():
    """Control characters, other scripts and very long texts are read without trouble."""
    for text in ("\x00\x1b[31m", "健康保険", "a" * 1_000_000, "union " * 200_000, "\ud800"):
        assert excluded(mail(text, text, text), US) == ""


def test_every_topic_has_its_words():
    """Each topic with phrases has both lists and words that lead to them."""
    assert set(ALWAYS) == set(INSIDE) == set(TELLING.values()) == set(TOPICS) - {"private"}


def test_what_rules_say_is_the_same_in_every_process():
    """A set's order differs from process to process; a book that compared by it would decide over all quotes at every sync."""
    code = """from regard.identity.exclusions import *
print(rules([*DEFAULTS, *(Exclusion("domain", d) for d in ("a.example", "b.example", "c.example"))], ("us.example",)).said())"""
    told = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("kind", "pattern", "address"),
    [
        ("domain", "bücher.example", "joerg@xn--bcher-kva.example"),
        ("domain", "xn--bcher-kva.example", "joerg@mail.xn--bcher-kva.example"),
        ("person", "paula@brook.example", "paula+news@brook.example"),
    ],
)
def test_a_rule_holds_for_every_spelling_of_whom_it_names(kind: Kind, pattern: str, address: str) -> None:
    """A domain in other letters is one domain, and a mailbox with a tag of its own making is the mailbox."""
    ready = rules([Exclusion(kind, pattern)])
    assert excluded(mail(addresses=("eva@harlow.example", address)), ready).startswith(kind)
    assert not excluded(mail(addresses=("eva@harlow.example", "pauline@brook.example")), ready)
