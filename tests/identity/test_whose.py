"""Whose works council, counsel or personnel matter a mail speaks of: the customer's is business, ours and anybody's own stay out."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.evidence.matter import matter
from regard.evidence.topic import Said
from regard.identity.exclusions import DEFAULTS, MessageFacts, content_topic, excluded, rules

US = rules(DEFAULTS, ["harlow.example"])
OURS, THEIRS, ADVISER = "eva@harlow.example", "tom@brook.example", "ann@becker-legal.example"


def told(author: str, own: str, *, to: tuple[str, ...] = (), subject: str = "") -> str:
    """What keeps a mail out that this author wrote to the other side, or to these."""
    others = to or ((THEIRS,) if author == OURS else (OURS,))
    return excluded(MessageFacts("inbox", subject, own, (author, *others), author=author), US)


BUSINESS = [
    (THEIRS, "Der Betriebsrat muss der neuen Kamera an der Linie zustimmen, vorher bestellen wir nicht."),
    (THEIRS, "Unser Betriebsrat hat nach den Lärmwerten der Presse gefragt."),
    (THEIRS, "Our works council wants to see the guarding before it signs off the palletiser."),
    (THEIRS, "The works council's question: how loud is the saw at full speed?"),
    (THEIRS, "There is a picket line at our gate until Friday, please unload at the rear."),
    (THEIRS, "We are in collective bargaining until May and place no orders before."),
    (THEIRS, "A strike vote is on Thursday; hold the two trucks until we know."),
    (THEIRS, "Our general counsel's advice is to sign your terms without clause 9."),
    (THEIRS, "In-house counsel believes we need a data processing agreement first."),
    (THEIRS, "Your case tool must keep disciplinary actions apart from employee grievances, by policy."),
    (OURS, "Hat der Betriebsrat bei Ihnen dem Prüfstand schon zugestimmt?"),
    (OURS, "Shall I bring the noise figures to your works council on the 9th?"),
    (OURS, "Has your general counsel's opinion on the warranty arrived?"),
]


@pytest.mark.parametrize(("author", "own"), BUSINESS)
def test_the_customers_own_is_business(author: str, own: str) -> None:
    """Their works council, their counsel, their strike and a tool for their grievances keep no mail with them out."""
    assert told(author, own) == ""


OUT = [
    ("union", THEIRS, "Betriebsratsvorsitzender bin ich erst seit Mai, daher die Frage zum Schichtmodell."),
    ("union", OURS, "The works council meets on Monday, so we send the drawings on Friday."),
    ("union", OURS, "Our own little Graz works council is against the truck rota."),
    ("union", OURS, "The works council turned the layoffs down; ballot on Tuesday."),
    ("union", THEIRS, "Bring the banners: the strike ballot closes on Sunday."),
    ("union", THEIRS, "Our works council said no to the new rota; see you at mine on Sunday."),
    ("union", THEIRS, "Our works council fights the dismissals; the offer is a joke."),
    ("union", THEIRS, "The works council, Paul Gerber, wants the camera to be turned."),
    ("union", THEIRS, "I am on the works council and order the cameras."),
    ("union", THEIRS, "Der Betriebsrat widerspricht der Kündigung im Lager."),
    ("legal", THEIRS, "Outside counsel advises to sign nothing before they write again."),
    ("legal", THEIRS, "As general counsel believes, we should settle under the agreement."),
    ("legal", THEIRS, "General counsel believes the contract holds."),
    ("hr", THEIRS, "The disciplinary hearing of Paul Gerber is on Monday, with your form."),
    ("hr", THEIRS, "Severance agreement for Paul Gerber: your template is attached."),
    ("hr", THEIRS, "Your tool lists the disciplinary actions for Paul Gerber."),
    ("hr", THEIRS, "The harassment complaint is closed, your system has the report."),
    ("union", OURS, "Our works council has turned down the bonus."),
    ("union", OURS, "Unser neuer Betriebsrat will meine Stelle anders einstufen."),
    ("union", OURS, "The works council at our plant must hear me first."),
    ("union", THEIRS, "How did your works council take the new shifts?"),
    ("union", THEIRS, "Wie hat der Betriebsrat bei Ihnen entschieden?"),
    ("union", THEIRS, "Our union rep Mary Holt asked me to join."),
    ("union", THEIRS, "I am the shop steward here, and the vote was close."),
    ("union", THEIRS, "Half of the crew joined the union in May."),
    ("union", THEIRS, "His union membership is nobody's business."),
    ("legal", OURS, "Our counsel advised not to answer before Monday."),
    ("legal", THEIRS, "Attorney-client privileged: what our counsel wrote."),
    ("legal", THEIRS, "I hear your general counsel believes you owe us."),
    ("hr", THEIRS, "She filed a harassment complaint against him."),
    ("hr", THEIRS, "They gave Tom a severance package last week."),
    ("hr", OURS, "The disciplinary hearing is on Monday."),
    ("health", THEIRS, "I am on sick leave, the tool waits."),
]


@pytest.mark.parametrize(("topic", "author", "own"), OUT)
def test_ours_and_anybodys_own_stay_out(topic: str, author: str, own: str) -> None:
    """Our works council and counsel, and what is of a person, whoever writes of it."""
    assert told(author, own) == f"default:{topic}"


def test_with_our_advisers_or_an_unknown_author_it_stays_out() -> None:
    """A law firm or a union on the mail, and mail of which nobody knows who wrote it, are read as strictly as before."""
    said = "The works council must be heard before we answer."
    assert told(OURS, said, to=(ADVISER,)) == "default:union"
    assert told(ADVISER, said) == "default:union"
    assert told("k.lang@stahl-gewerkschaft.example", said) == "default:union"
    assert excluded(MessageFacts("inbox", "", said, (OURS, THEIRS)), US) == "default:union"
    assert told(THEIRS, said, to=(OURS, "hr@harlow.example")) == "default:hr"


@pytest.mark.parametrize(
    "author", ["kit@steelunion.example", "kit@verdi.example", "kit@holt-partners.example", "kit@gmail.com"]
)
def test_from_a_union_or_a_private_address_nothing_is_a_customers(author: str) -> None:
    """A union's officer, a firm of partners and a colleague who writes from home speak of ours, whatever they order."""
    said = "Our works council must agree to the robot before you order it."
    assert told(THEIRS, said) == ""
    assert told(author, said) == "default:union"
    assert told(THEIRS, said, to=(OURS, author)) == "default:union"


@pytest.mark.parametrize(
    "own",
    [
        "Your works council turned down the layoffs; ours will, too.",
        "Their works council must agree to the robot before summer.",
    ],
)
def test_what_we_write_to_a_customer_is_theirs_only_where_it_says_so(own: str) -> None:
    """Jobs and pay are never taken for a customer's business, nor is a works council of some third firm."""
    assert told(OURS, own) == "default:union"


def test_one_word_of_a_dispute_keeps_all_of_a_mail_out() -> None:
    """A lawsuit, or a firm of lawyers, anywhere in a mail: what else it says of counsel is not taken for a customer's."""
    said = "Our general counsel's advice is to sign your terms without clause 9."
    assert told(THEIRS, said) == ""
    for more in ("The lawsuit goes on.", "Holt & Holt LLP", "Ask their attorney."):
        assert told(THEIRS, f"{said}\n\n{more}") == "default:legal"


def test_among_ourselves_only_theirs_by_name_is_business() -> None:
    """Inside, a works council is ours unless it is said to be the customer's; another phrase beside it still keeps the mail out."""
    inside = ("ina@harlow.example",)
    assert told(OURS, "The works council must agree first.", to=inside) == "default:union"
    assert told(OURS, "Their works council must agree first.", to=inside) == "default:union"
    assert told(OURS, "The night shift wants their works council to see the robot.", to=inside) == "default:union"
    theirs = "The customer's works council must agree to the robot first"
    assert told(OURS, f"{theirs}.", to=inside) == ""
    assert told(OURS, f"{theirs}; his base salary is higher now.", to=inside) == "default:hr"


def test_what_a_customer_says_of_their_works_council_may_matter() -> None:
    """Their sentences of such a mail are read for what matters to them, as any others."""
    own = "Our works council must agree to the robot. The goal is to halve the noise by May."
    assert not matter(Said("m", "t", 0, 0, "Robot", own, (), ()), own).private
    assert content_topic("Robot", own, inside=True) == "union"


def test_a_long_text_is_read_in_time() -> None:
    """Only so many words are looked at, however many phrases stand in them."""
    own = "our works council at our Tom Tom Tom, disciplinary action " * 20_000
    within(0.2, lambda: told(THEIRS, own))
