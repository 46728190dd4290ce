"""A text is cut into the author's own words, quotes, signature and disclaimer, and nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import within

from regard.parse.zones import zones

LETTER = {"own": "O", "quoted": "Q", "signature": "S", "disclaimer": "D"}
ANN = ("Ann Lee", "ann.lee@acme.example")


def cut(marked: str) -> None:
    """Check a text whose lines each begin with the letter of their zone ("O|", "Q|", "S|", "D|"; blank lines do not count)."""
    lines = marked.strip("\n").split("\n")
    text = "\n".join(line[2:] for line in lines) + "\n"
    spans = zones(text, ANN)
    at = 0
    got = []
    for line in lines:
        zone = next(s.zone for s in spans if s.start <= at < s.end)
        got.append(f"{LETTER[zone] if line[2:].strip() else line[0]}|{line[2:]}")
        at += len(line) - 1
    assert "\n".join(got) == "\n".join(lines)


QUOTES = {
    "marked lines": """
O|Yes, I agree.
O|
Q|> Shall we?
Q|> Tell me.
""",
    "attribution": """
O|Yes.
O|
Q|On Thu, Mar 5, 2020 at 10:20 AM, Ben Poe <ben@bolt.example> wrote:
Q|
Q|> Shall we?
""",
    "attribution over two lines": """
O|Yes.
O|
Q|On Thu, Mar 5, 2020 at 10:20 AM, Benjamin Poe
Q|<benjamin.poe@bolt.example> wrote:
Q|> Shall we?
""",
    "attribution without marks": """
O|Yes.
O|
Q|On 5 March 2020 at 10:20, Ben Poe <ben@bolt.example> wrote:
Q|
Q|Shall we?
Q|Ben
""",
    "German": """
O|Ja.
O|
Q|Am 05.03.2020 um 10:20 schrieb Ben Poe:
Q|> Wollen wir?
""",
    "French": """
O|Oui.
O|
Q|Le 5 mars 2020 à 10:20, Ben Poe <ben@bolt.example> a écrit :
Q|> On y va ?
""",
    "Spanish": """
O|Sí.
O|
Q|El 5 mar 2020, a las 10:20, Ben Poe <ben@bolt.example> escribió:
Q|> ¿Vamos?
""",
    "answers between": """
Q|Ben Poe wrote:
Q|> First question?
O|Yes to the first.
Q|> Second question?
O|No to the second.
""",
    "Outlook": """
O|See below.
O|
Q|-----Original Message-----
Q|From: Ben Poe [mailto:ben@bolt.example]
Q|Sent: Thursday, March 05, 2020 10:20 AM
Q|To: Lee, Ann
Q|Subject: Order
Q|
Q|Two boxes?
""",
    "Outlook without a rule": """
O|See below.
O|
Q|From: Ben Poe <ben@bolt.example>
Q|Sent: Thursday, March 5, 2020 10:20
Q|To: Ann Lee
Q|Cc: Cy Fox
Q|Subject: Order
Q|
Q|Two boxes?
""",
    "Outlook in German": """
O|Siehe unten.
O|
Q|Von: Ben Poe <ben@bolt.example>
Q|Gesendet: Donnerstag, 5. März 2020 10:20
Q|An: Ann Lee
Q|Betreff: Bestellung
Q|
Q|Zwei Kisten?
""",
    "Outlook with marked lines": """
O|My answer is above.
O|
Q|-----Original Message-----
Q|From: Ben Poe
Q|Sent: 5 March 2020 10:20
Q|Subject: Order
Q|
Q|> Two boxes?
O|
O|And one more thought below.
""",
    "Outlook over a mail that answers between marked lines": """
O|Fine for me.
O|
Q|-----Original Message-----
Q|From: Ben Poe
Q|Sent: 5 March 2020 10:20
Q|Subject: Order
Q|
Q|On 4 March 2020 at 09:11, Ann Lee wrote:
Q|
Q|> Two boxes?
Q|
Q|Booked. I bring them myself.
Q|
Q|> Until when?
Q|
Q|Friday.
Q|
Q|--
Q|Ben Poe
Q|T +1 512 555 0148
""",
    "a rule over a statement, with answers between marked lines": """
Q|------- Original Message -------
Q|On Thursday, March 5th, 2020 at 10:20, Ben Poe <ben@bolt.example> wrote:
Q|
Q|> Two boxes?
O|
O|Three.
O|
Q|> By when?
O|
O|Friday.
""",
    "Notes": """
O|Fine with me.
O|
O|
Q|Ben Poe@BOLT
Q|03/05/2000 10:20 AM
Q|To: Ann Lee/HOU/ACME@ACME
Q|cc: Cy Fox/HOU/ACME@ACME
Q|Subject: Order
Q|
Q|Two boxes?
""",
    "Notes from outside": """
O|Fine with me.
O|
Q|"Poe, Ben" <ben@bolt.example> on 03/05/2000 10:20:30 AM
Q|To: "'Ann Lee'" <ann.lee@acme.example>
Q|cc:
Q|Subject: Order
Q|
Q|Two boxes?
""",
    "Notes with a company": """
O|Fine with me.
O|
Q|\tAcme North Corp.
Q|\t
Q|\tFrom:  Ben Poe                           03/05/2000 10:20 AM
Q|\t
Q|
Q|To: Ann Lee/HOU/ACME@ACME
Q|cc:
Q|Subject: Order
Q|
Q|Two boxes?
""",
    "Notes forward": """
O|FYI, see who answers.
Q|---------------------- Forwarded by Ann Lee/HOU/ACME on 03/05/2000 10:20
Q|AM ---------------------------
Q|
Q|Ben Poe@BOLT
Q|03/04/2000 09:00 AM
Q|To: Ann Lee/HOU/ACME@ACME
Q|cc:
Q|Subject: Order
Q|
Q|Two boxes?
""",
    "Apple forward": """
O|Worth reading:
O|
Q|Begin forwarded message:
Q|
Q|From: Ben Poe
Q|Date: 5 March 2020
Q|
Q|Two boxes?
""",
    "GroupWise": """
O|Fine.
O|
Q|>>> Ben Poe 03/05/00 10:20AM >>>
Q|Two boxes?
""",
}


@pytest.mark.parametrize("name", QUOTES)
def test_quotes(name: str) -> None:
    """What was quoted is quoted, in the form of each mail program, and own words stay own."""
    cut(QUOTES[name])


OWN = {
    "a memo's own head": """
O|To: All of us
O|From: Ann
O|Date: Friday
O|Subject: Parking
O|
O|From Monday the garage is closed.
""",
    "a comparison": """
O|The result is
O|> 5 percent
O|of the total.
""",
    "a subject named": """
O|Please put this in the form:
O|Subject: your order number
O|and send it to Ben.
""",
    "somebody said": """
O|As Ben said: we wait. And then he wrote: no.
O|I think so too.
""",
    "a dashed line": """
O|Prices
O|--------------
O|12 today
O|14 tomorrow
""",
    "a number to call": """
O|Please call me about this at 713-555-0134.
""",
    "numbers in a sentence": """
O|The four readings were
O|22 12 34 56
O|and we head of course for more.
""",
    "a list of numbers": """
O|Reach us here:
O|1) Dallas, 214-555-0101
O|2) Tulsa, 918-555-0102
""",
    "only thanks": """
O|Thanks,
S|Ann
""",
    "confidence in a sentence": """
O|This is confidential between us: I am confident that they will sign, so please
O|do not forward this message to anyone before Friday, and delete the draft I sent.
""",
}


@pytest.mark.parametrize("name", OWN)
def test_own_words_stay(name: str) -> None:
    """What only looks like a quote, a signature or a disclaimer is left to the author."""
    cut(OWN[name])


ENDS = {
    "a title with a small word, a number in pairs": """
O|The contract is attached.
O|
S|Kari Vik
S|Head of Buying
S|+47 22 12 34 56
""",
    "the same in one line": """
O|The contract is attached.
O|
S|Kari Vik
S|Head of Buying / +47 22 12 34 56
""",
    "a number in pairs without a country": """
O|The contract is attached.
O|
S|Ann Lee
S|22 12 34 56
""",
    "dashes": """
O|See you there.
O|
S|--\x20
S|Ann Lee
S|Acme
""",
    "name and numbers": """
O|The contract is attached.
O|
S|Best regards,
S|Ann Lee
S|Sales Manager
S|Acme Corp.
S|12 Main Street, Suite 400
S|Springfield, IL 62701
S|Phone: 217-555-0134
S|ann.lee@acme.example
""",
    "initials": """
O|Could you send me the number?
O|
S|Thanks, AL
""",
    "before a quote": """
O|Fine.
O|
S|Ann
S|
Q|> Two boxes?
""",
    "a phone": """
O|On my way.
O|
S|Sent from my iPhone
""",
    "disclaimer": """
O|The contract is attached.
O|
S|Ann Lee
S|
D|This e-mail and any attachments are confidential and intended solely for the use of the
D|addressee. If you have received this message in error, please notify the sender and delete
D|it. Any unauthorized copying or disclosure is strictly prohibited.
""",
    "disclaimer under stars": """
O|The contract is attached.
O|
D|*********************************************
D|The information in this communication is privileged and confidential and intended only for
D|the recipient named. If you are not the intended recipient, any dissemination, distribution
D|or copying of this communication is prohibited. Please delete it.
""",
}


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    """Signatures and disclaimers are told from what is said."""
    cut(ENDS[name])


def test_no_text() -> None:
    """No text has no zones; space alone is own."""
    assert zones("") == ()
    assert [s.zone for s in zones(" \n\n")] == ["own"]


PIECES = st.sampled_from(
    [
        "> quoted\n",
        "own words here.\n",
        "\n",
        "On 5 Mar 2020, Ben wrote:\n",
        "-----Original Message-----\n",
        "From: Ben <b@x.example>\n",
        "To: Ann\n",
        "Sent: 5 March 2020 10:00\n",
        "Subject: x\n",
        "-- \n",
        "Ann Lee\n",
        "Best regards,\n",
        "713-555-0134\n",
        "\t",
        ">",
        "|",
        "wrote:\n",
        "_" * 30 + "\n",
        "This e-mail is confidential and intended for the recipient. Delete this message if received in error; disclosure is prohibited.\n",
        ">>> Ben 10:20AM >>>\n",
        "Received: from a by b\n",
        "03/05/2000 10:20 AM\n",
        "é\u2028",
        "\x85",
        "***",
        "ubject",
        "cc:\n",
    ],
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join))
def test_spans_partition_the_text(text: str) -> None:
    """The spans of any text are in order, meet without gap or overlap, cover it, and neighbours differ."""
    spans = zones(text, ANN)
    assert "".join(text[s.start : s.end] for s in spans) == text
    assert all(s.start < s.end for s in spans)
    assert all(a.end == b.start and a.zone != b.zone for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [
        "> a\n",
        ">\n\n",
        "\n",
        " \n",
        "--\n",
        "Subject: x\n",
        "To: a@x\nSubject: 10:00\n",
        "On 5 a wrote:\n",
        "a 1 wrote:\n",
        "<a@x> wrote:\n",
        "x" * 99,
        "Regards\n",
        "confidential intended this message\n",
        "_" * 30 + "\n",
        "- ",
        "|\n",
        "To: a@x\n\n",
        ">" * 50 + "\n",
        "wrote ",
        "-----Original Message-----\n",
    ],
)
def test_long_texts_take_little_time(piece: str) -> None:
    """Cost grows with the length, also for text made of what the rules look for."""
    text = piece * (300_000 // len(piece))
    within(4, lambda: zones(text, ANN))
