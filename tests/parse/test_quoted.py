"""What others wrote comes back out of the quotes: who, when, to whom, in which words, and once."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import grows

from regard.model import Message, Party
from regard.parse.quoted import Recovered, match_key, match_keys, recover, same_message
from regard.parse.quotes import quoted_ranges
from regard.parse.zones import zones

KEY = b"k" * 32
CARRIER = datetime(2020, 5, 4, 15, 0, tzinfo=UTC)


def us(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def mail(text: str, *, tz: int | None = -300, sent: str = "2020-05-04T15:00") -> Message:
    """A mail of Cal's with this text."""
    sender = Party("cal.roe@cobalt.example", "Cal Roe", "from")
    return Message(
        id="m_1",
        item_id="i_1",
        rfc_id="",
        in_reply_to="",
        references=(),
        us=us(sent),
        us_claimed=us(sent),
        us_basis="date",
        tz_minutes=tz,
        sender=sender,
        parties=(sender,),
        subject="Re: Prices",
        subject_core="prices",
        text=text,
        spans=zones(text, (sender.name, sender.address)),
        automated="",
    )


def back(text: str, **more: object) -> tuple[Recovered, ...]:
    return recover(mail(text, **more), key=KEY)  # type: ignore[arg-type]


def one(text: str, **more: object) -> Recovered:
    (found,) = back(text, **more)
    return found


BODY = "Shall we meet on Tuesday?\nAnn"

FORMS = {
    "Outlook": (
        (
            "Yes.\n\n-----Original Message-----\nFrom: Lee, Ann [mailto:ann.lee@acme.example]\n"
            "Sent: Sunday, May 3, 2020 2:14 PM\n"
            f"To: Roe, Cal\nCc: Poe, Ben\nSubject: Prices\n\n{BODY}\n"
        ),
        ("Lee, Ann", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "Outlook with tabs": (
        (
            " -----Original Message-----\nFrom: \tLee, Ann  \nSent:\tSunday, May 03, 2020 2:14 PM\n"
            f"To:\tRoe, Cal\nSubject:\tPrices\n\n{BODY}\n"
        ),
        ("Lee, Ann", None, "2020-05-03T19:14"),
    ),
    "Outlook without a rule": (
        (
            "Yes.\n\nFrom: Ann Lee <Ann.Lee@acme.example>\nDate: 3 May 2020 14:14:09 +0100\n"
            f"To: Cal Roe\nSubject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T13:14:09"),
    ),
    "Outlook on behalf of": (
        (
            "-----Original Message-----\nFrom: desk@acme.example [mailto:desk@acme.example] On Behalf Of Ann Lee\n"
            f"Sent: Sunday, May 3, 2020 2:14 PM\nTo: Roe, Cal\nSubject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "German": (
        (
            "Ja.\n\nVon: Ann Lee <ann.lee@acme.example>\nGesendet: Sonntag, 3. Mai 2020 14:14\n"
            "An: Cal Roe\nCc: Ben Poe\nBetreff: Prices\n\n"
            f"{BODY}\n"
        ),
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "French": (
        (
            "Oui.\n\nDe : Ann Lee <ann.lee@acme.example>\nEnvoyé : dimanche 3 mai 2020 14:14\n"
            f"À : Cal Roe\nObjet : Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "Spanish": (
        (
            "Sí.\n\nDe: Ann Lee <ann.lee@acme.example>\nEnviado el: domingo, 3 de mayo de 2020 14:14\n"
            "Para: Cal Roe\nAsunto: Prices\n\n"
            f"{BODY}\n"
        ),
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "Chinese": (
        f"好\n\n发件人: Ann Lee <ann.lee@acme.example>\n发送时间: 2020年5月3日 下午 2:14\n收件人: Cal Roe\n主题: Prices\n\n{BODY}\n",
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "Notes, an address": (
        f'"Ann Lee" <ann.lee@acme.example> on 05/03/2020 02:14:09 PM\nTo: Cal Roe/HOU/COBALT@COBALT\ncc:  \nSubject: Prices\n\n\n{BODY}\n',
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14:09"),
    ),
    "Notes, only an address": (
        (
            "Ok\n\n\nann.lee@acme.example on 05/03/2020 02:14:09 PM\nTo: Cal Roe/HOU/COBALT@COBALT\n"
            f"cc:  \nSubject: Prices\n\n{BODY}\n"
        ),
        ("", "ann.lee@acme.example", "2020-05-03T19:14:09"),
    ),
    "Notes, an address through Notes": (
        (
            "ann.lee@acme.example @ COBALT on 05/03/2020 02:14:09 PM\nTo: Cal Roe/HOU/COBALT@COBALT\n"
            f"cc:  \nSubject: Prices\n\n{BODY}\n"
        ),
        ("", "ann.lee@acme.example", "2020-05-03T19:14:09"),
    ),
    "Notes, wrapped": (
        f'"Ann Lee" <ann.lee@acme.example> on 05/03/2020 02:14:09 \nPM\nTo: Cal Roe/HOU/COBALT@COBALT\ncc:  \nSubject: Prices\n\n{BODY}\n',
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14:09"),
    ),
    "Notes, name over date": (
        (
            "Ann Lee@ACME\n05/03/2020 02:14 PM\n"
            f"To: Cal Roe/HOU/COBALT@COBALT, Ben Poe/HOU/COBALT@COBALT\ncc:  \nSubject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "Notes, name beside date": (
        (
            "---------------------- Forwarded by Cal Roe/HOU/COBALT on 05/04/2020 \n09:00 AM ---------------------------\n"
            "   Ann Lee                05/03/2020 02:14 PM\n\nTo: Cal Roe/HOU/COBALT@COBALT\ncc:  \n\n"
            f"Subject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "Notes, sent by another": (
        (
            "----- Forwarded by Cal Roe/HOU/COBALT on 05/04/2020 09:00 AM -----\n\n\tAnn Lee@ACME\n\tSent by: Ben Poe@ACME\n"
            f"\t05/03/2020 02:14 PM\n\t\t \n\t\t To: Cal Roe/HOU/COBALT@COBALT\n\t\t cc: \n\t\t Subject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "Notes, company and From": (
        (
            "---------------------- Forwarded by Cal Roe/HOU/COBALT on 05/04/2020 09:00 AM ---------------------------\n   \n"
            "\tAcme North Corp.\n\t\n\tFrom:  Ann Lee @ ACME                           05/03/2020 02:14 PM\n\t\n\n"
            f"To: Cal Roe/HOU/COBALT@COBALT\ncc:  \nSubject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "Notes, From on one line": (
        (
            "From: Ann Lee/ACME@ACMEGATE on 05/03/2020 02:14 PM\nTo: Cal Roe/HOU/COBALT@COBALT\ncc:  \n"
            f"Subject: Prices\n\n{BODY}\n"
        ),
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "attribution": (
        "Yes.\n\nOn Sun, May 3, 2020 at 2:14 PM Ann Lee <ann.lee@acme.example> wrote:\n\n> Shall we meet on Tuesday?\n> Ann\n",
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "attribution over two lines": (
        "Yes.\n\nOn Sun, May 3, 2020 at 2:14 PM Ann Lee\n<ann.lee@acme.example> wrote:\n> Shall we meet on Tuesday?\n> Ann\n",
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "attribution, German": (
        "Ja.\n\nAm 03.05.2020 um 14:14 schrieb Ann Lee:\n> Shall we meet on Tuesday?\n> Ann\n",
        ("Ann Lee", None, "2020-05-03T19:14"),
    ),
    "attribution, French": (
        f"Oui.\n\nLe 3 mai 2020 à 14:14, Ann Lee <ann.lee@acme.example> a écrit :\n\n{BODY}\n",
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "attribution, clock first": (
        "Yes.\n\nAt 02:14 PM 5/3/2020 -0600, Ann Lee wrote:\n>Shall we meet on Tuesday?\n>Ann\n",
        ("Ann Lee", None, "2020-05-03T20:14"),
    ),
    "GroupWise": (
        f'Yes.\n\n>>> "Ann Lee" <ann.lee@acme.example> 05/03/20 02:14PM >>>\n{BODY}\n',
        ("Ann Lee", "ann.lee@acme.example", "2020-05-03T19:14"),
    ),
    "GroupWise without a year": (
        f"Yes.\n\n>>> Ann Lee 12/03 2:14 pm >>>\n{BODY}\n",
        ("Ann Lee", None, "2019-12-03T19:14"),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_quote_says_who_wrote_it_and_when(form: str) -> None:
    """Author, address, minute and words come back as they stand in each program's form; nothing is made up."""
    text, (name, address, at) = FORMS[form]
    found = one(text)
    assert (found.author_name, found.author_address, found.us, found.text) == (name, address, us(at), BODY)
    assert found.minute_known
    assert found.depth == 1
    assert found.us_basis == "quote"
    assert found.confidence > 0.8


@pytest.mark.parametrize("form", FORMS)
def test_spans_point_into_the_carrier(form: str) -> None:
    """The body's span holds its words and the header's span its author, in the carrier's own text."""
    text, (name, address, _) = FORMS[form]
    found = one(text)
    assert found.header_start < found.header_end <= found.start < found.end <= len(text)
    body = text[found.start : found.end]
    assert body.startswith((BODY[:10], "> " + BODY[:10], ">" + BODY[:10]))
    assert body.rstrip().endswith("Ann")
    assert (name or str(address)) in text[found.header_start : found.header_end]


def test_recipients_and_subject_are_kept() -> None:
    """To, cc and subject of the original come with it, names with and without addresses, lists of several lines."""
    found = one(
        "Hi\n\n-----Original Message-----\nFrom: Ann Lee [mailto:ann.lee@acme.example]\nSent: Sunday, May 3, 2020 2:14 PM\n"
        "To: Roe, Cal; 'ben@bolt.example'; Dee Fox/HOU/COBALT@COBALT;\n Eve Gil <eve@gil.example>\n"
        "Cc: Hay, Ian\nSubject: RE: Prices for June\n\nSure.\n"
    )
    assert found.to == (("Roe, Cal", None), ("", "ben@bolt.example"), ("Dee Fox", None), ("Eve Gil", "eve@gil.example"))
    assert found.cc == (("Hay, Ian", None),)
    assert (found.subject, found.subject_core) == ("RE: Prices for June", "prices for june")


def test_a_quote_without_a_subject_has_the_carriers() -> None:
    """An attribution writes no subject, so the thread is known by the carrier's."""
    found = one(FORMS["attribution"][0])
    assert (found.subject, found.subject_core) == ("", "prices")


def test_each_level_is_an_original_of_its_own() -> None:
    """A chain of header blocks gives one original a level, none with the words of a deeper one."""
    text = (
        "Third\n\n-----Original Message-----\nFrom: Ann Lee\nSent: Sunday, May 3, 2020 2:14 PM\n"
        "To: Cal Roe\nSubject: RE: Prices\n\nSecond\n\n"
        "-----Original Message-----\nFrom: Cal Roe\nSent: Saturday, May 2, 2020 9:00 AM\n"
        "To: Ann Lee\nSubject: Prices\n\nFirst\n"
    )
    found = back(text)
    assert [(r.author_name, r.text, r.depth) for r in found] == [("Ann Lee", "Second", 1), ("Cal Roe", "First", 2)]


def test_levels_of_marks_are_told_apart() -> None:
    """In marked quotes the level of the marks says whose line it is, also where answers stand between."""
    text = (
        "On Sun, May 3, 2020 at 2:14 PM Ann Lee <ann.lee@acme.example> wrote:\n"
        "> On Sat, May 2, 2020 at 9:00 AM Ben Poe <ben@bolt.example> wrote:\n"
        "> > First, of Ben.\n"
        "> Second, of Ann.\n"
        "\nMine, between.\n\n"
        "> > Third, of Ben, under Ann's.\n"
        "> Fourth, of Ann.\n"
    )
    ann, ben = back(text)
    assert (ann.author_name, ann.depth, ben.author_name, ben.depth) == ("Ann Lee", 1, "Ben Poe", 2)
    assert ann.text == "Second, of Ann.\n\nFourth, of Ann."
    assert ben.text == "First, of Ben.\n\nThird, of Ben, under Ann's."
    assert "Mine" not in ann.text + ben.text


def test_columns_are_read_apart() -> None:
    """Notes' two columns give who and when from the left one and the rest from the right one, cut and wrapped as they are."""
    left = " " * 20
    text = (
        "ben@bolt.example on 05/04/2020 09:00:00 AM\nTo: cal.roe@cobalt.example\ncc:  \nSubject: Re: Prices\n\nYes.\n\n\n"
        f'{left}"Lee, Ann"\n{left}<ann.lee@acme.      To:     "\'cal.roe@cobalt.example\'"\n<cal.roe@cobalt.example>\n'
        f"{left}example>            cc:\n{left}                    Subject:     Prices\n"
        f"{left}05/03/2020\n{left}02:14 PM\n\n\n\n{BODY}\n"
    )
    ben, ann = back(text)
    assert (ben.author_address, ben.text) == ("ben@bolt.example", "Yes.")
    assert (ann.author_name, ann.author_address, ann.us) == ("Lee, Ann", "ann.lee@acme.example", us("2020-05-03T19:14"))
    assert (ann.text, ann.subject, ann.depth) == (BODY, "Prices", 2)
    assert [address for _, address in ann.to] == ["cal.roe@cobalt.example"]


def test_marks_without_a_name_stay_in_the_text() -> None:
    """What an original quotes without saying whom keeps its mark, so that nobody takes it for the author's words."""
    found = one("On Sun, May 3, 2020 at 2:14 PM Ann Lee <ann.lee@acme.example> wrote:\n>> Is it blue?\n> It is red.\n")
    assert found.text == "> Is it blue?\nIt is red."


def test_a_block_over_marked_lines_takes_the_marks_off() -> None:
    """Programs that write a block and mark the lines under it give clean text, lines wrapped by others included."""
    text = (
        "Ok.\n\n----- Original Message -----\nFrom: Ann Lee <ann.lee@acme.example>\nTo: <cal.roe@cobalt.example>\n"
        "Sent: Sunday, May 03, 2020 2:14 PM\nSubject: Prices\n\n\n"
        "> The list of prices that you sent us last week has no prices for the\nmonth\n"
        "> of June in it, and none for the days between now and then either.\n> Ann\n"
    )
    assert one(text).text.split() == [
        "The",
        "list",
        "of",
        "prices",
        "that",
        "you",
        "sent",
        "us",
        "last",
        "week",
        "has",
        "no",
        "prices",
        "for",
        "the",
        "month",
        "of",
        "June",
        "in",
        "it,",
        "and",
        "none",
        "for",
        "the",
        "days",
        "between",
        "now",
        "and",
        "then",
        "either.",
        "Ann",
    ]


def test_a_forward_between_quotes_ends_what_stands_above() -> None:
    """Words under a forward's rule belong to whom its header names, or to nobody known, never to the one above."""
    found = back(
        "Ann Lee@ACME\n05/03/2020 02:14 PM\nTo: Cal Roe/HOU/COBALT@COBALT\ncc:  \nSubject: Prices\n\nSee below.\n\n"
        "---------------------- Forwarded by Ann Lee/ACME on 05/03/2020 02:10 PM ---------------------------\n\nJune is 4.10.\n"
    )
    assert [r.text for r in found] == ["See below."]


@pytest.mark.parametrize(
    ("written", "sent", "expected"),
    [
        ("03/04/2020 10:20", "2020-05-04T15:00", "2020-04-03T10:20"),  # the reading nearest before
        ("03/04/2020 10:20 AM", "2020-05-04T15:00", "2020-03-04T10:20"),  # AM: month first
        ("03/04/2020 10:20", "2020-03-05T15:00", "2020-03-04T10:20"),  # April is yet to come
        ("05/04/2020 10:20 AM", "2020-04-06T15:00", "2020-04-05T10:20"),  # May is yet to come
        ("25/04/2020 10:20", "2020-05-04T15:00", "2020-04-25T10:20"),
        ("2020-04-25 10:20", "2020-05-04T15:00", "2020-04-25T10:20"),
        ("Sat, 25 Apr 2020 10:20:00 +0200", "2020-05-04T15:00", "2020-04-25T08:20"),
        ("4/25/2020 10:20 AM Pacific Standard Time", "2020-05-04T15:00", "2020-04-25T18:20"),
    ],
)
def test_dates_are_read_so_that_they_come_before_the_carrier(written: str, sent: str, expected: str) -> None:
    """Of two readings of a date the possible one is taken, and a written zone counts before the carrier's."""
    found = one(f"Ok\n\nFrom: Ann Lee\nSent: {written}\nTo: Cal Roe\nSubject: Prices\n\nHello there.\n", tz=0, sent=sent)
    assert found.us == us(expected)


def test_the_zone_is_the_carriers_where_none_is_written() -> None:
    """Without a zone the carrier's offset is assumed and said to be assumed."""
    assumed = one(FORMS["Outlook"][0], tz=120)
    stated = one(FORMS["Outlook without a rule"][0], tz=120)
    assert (assumed.us, assumed.zone_written, assumed.tz_minutes) == (us("2020-05-03T12:14"), False, None)
    assert (stated.us, stated.zone_written, stated.tz_minutes) == (us("2020-05-03T13:14:09"), True, 60)


def test_a_day_without_a_clock_is_a_day() -> None:
    """Where only a day is written the minute is not known, and the quote is less sure."""
    found = one(
        "Ok\n\nFrom: Ann Lee <ann@acme.example>\nDate: 05/03/2020\nTo: Cal Roe\nSubject: Prices\n\nHello there.\n", tz=0
    )
    assert (found.us, found.minute_known) == (us("2020-05-03T00:00"), False)
    assert found.confidence < one(FORMS["Outlook"][0]).confidence


def test_the_id_does_not_depend_on_the_carrier() -> None:
    """One original quoted by two mails in other zones and wrappings is one; other words or another minute are another."""
    first = one(FORMS["attribution"][0], tz=-300)
    again = one(
        FORMS["attribution"][0].replace("> Shall we meet on Tuesday?\n> Ann", "> Shall we meet\n> on Tuesday?  Ann"), tz=60
    )
    assert first.id == again.id
    assert first.id.startswith("q_")
    assert first.id != one(FORMS["attribution"][0].replace("2:14", "2:15")).id
    assert first.id != one(FORMS["attribution"][0].replace("Tuesday", "Friday")).id
    assert first.id != recover(mail(FORMS["attribution"][0]), key=b"x" * 32)[0].id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing is quoted here.\n",
        "> Marked, but by whom?\n> Nobody says.\n",
        "Yes.\n\nAs he wrote:\n\nthe price is: 5\n",
        "To: all\nFrom: the desk\nSubject: memo\n\nA memo without a date or an address.\n",
        "-----Original Message-----\n\nJust words.\n",
    ],
)
def test_who_is_not_named_is_not_recovered(text: str) -> None:
    """Words without an author make no message."""
    assert back(text) == ()


def test_a_recovered_message_cannot_be_changed() -> None:
    """What was read stays as it was read."""
    with pytest.raises(FrozenInstanceError):
        one(FORMS["Outlook"][0]).text = "Something else"  # type: ignore[misc]


# ------------------------------------------------------------------------------------------------- matching

ORIGINAL = "Shall we meet on Tuesday? I have the new prices for June and can bring them along.\nAnn"


def quoted_original(**changes: object) -> Recovered:
    """Ann's mail of 19:14 UTC as Cal's program quotes it, five hours off and without a zone."""
    text = "Yes.\n\nFrom: Lee, Ann\nSent: Sunday, May 3, 2020 2:14 PM\nTo: Roe, Cal\nSubject: Prices\n\n"
    return replace(one(text + ORIGINAL), **changes)


@pytest.mark.parametrize(
    ("names", "address", "at", "text", "same", "how"),
    [
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-03T19:14:50", ORIGINAL, True, "name, minute, text"),
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-03T16:14:50", ORIGINAL, True, "name, minute, hours apart, text"),
        ([], "ann.lee@acme.example", "2020-05-03T19:15:01", ORIGINAL, True, "name, minute, text"),
        ([""], "alee@acme.example", "2020-05-03T19:13:50", ORIGINAL, True, "name, minute, text"),
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-03T19:17", ORIGINAL, False, "time"),
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-05T19:14", ORIGINAL, False, "time"),
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-03T19:14", ORIGINAL[::-1], False, "text"),
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-03T19:14", ORIGINAL.replace("new", "old"), True, "name, minute, text"),
        (["Ann Lee"], "ann.lee@acme.example", "2020-05-03T19:14", "Yes", False, "text"),
        (["Dee Lee"], "dee.lee@acme.example", "2020-05-03T19:14", ORIGINAL, False, "author"),
        (["Ben Poe"], "ben.poe@bolt.example", "2020-05-03T19:14", ORIGINAL, False, "author"),
    ],
)
def test_the_original_is_known_by_author_minute_and_words(
    names: list[str], address: str, at: str, text: str, same: bool, how: str
) -> None:
    """A quote is the observed mail when all three agree; whole hours between them do not count."""
    assert same_message(quoted_original(), names, address, us(at), text) == (same, how)


def test_an_address_settles_who_it_is() -> None:
    """Where both have an address it is enough, whatever name is shown."""
    quote = quoted_original(author_address="ann.lee@acme.example", author_name="Sales desk")
    found = same_message(quote, ["Ann Lee"], "Ann.Lee@acme.example", us("2020-05-03T19:14"), ORIGINAL)
    assert found == (True, "address, minute, text")


def test_the_key_of_the_original_is_among_the_keys_of_its_quote() -> None:
    """A dictionary finds the original whichever way the seconds were cut and the hours shifted."""
    for at in ("2020-05-03T19:14:59", "2020-05-03T19:15:00", "2020-05-03T19:13:59", "2020-05-03T22:14:10"):
        assert match_key(ORIGINAL, us(at)) in match_keys(quoted_original())
    assert match_key(ORIGINAL, us("2020-05-03T19:20")) not in match_keys(quoted_original())
    assert match_key("", us("2020-05-03T19:14")) is None
    assert match_key(ORIGINAL, None) is None
    assert match_keys(quoted_original(minute_known=False)) == ()


# ------------------------------------------------------------------------------------------------ any text at all

PIECES = st.sampled_from(
    [
        "From: Ann Lee\n",
        "Sent: 3 May 2020 14:14\n",
        "To: Cal Roe; x@y.example\n",
        "Subject: x\n",
        "  Subject: x\n",
        "                    Ann Lee        To:    Cal\n",
        "-----Original Message-----\n",
        "---------------- Forwarded by A on 05/03/2020\n02:14 PM --------\n",
        ">>> Ann 5/3/20 2:14PM >>>\n",
        "On May 3, 2020 2:14 PM, Ann wrote:\n",
        "> ",
        "|",
        "\n",
        "05/03/2020 02:14 PM\n",
        "Ann Lee@ACME\n",
        "words here\n",
        "：",
        "99/99/9999 99:99",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=40), st.sampled_from([None, -300, 840]))
@settings(max_examples=250, deadline=None)
def test_no_text_makes_it_fail(pieces: list[str], tz: int | None) -> None:
    """Whatever stands in a mail, spans stay inside it and every original names somebody."""
    text = "".join(pieces)
    for found in back(text, tz=tz):
        assert 0 <= found.header_start <= found.header_end <= len(text)
        assert 0 <= found.start <= found.end <= len(text)
        assert found.author_name or found.author_address
        assert found.depth >= 1
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "From: Ann Lee\nSent: 3 May 2020 14:14\nTo: Cal\nSubject: x\n\nwords\n",
        "> On May 3, 2020 2:14 PM, Ann wrote:\n",
        "                Ann        To:    Cal\n                05/03/20   Subject: x\n",
        "-- Forwarded by\n",
        "a, b <c@d.example>, ",
    ],
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    """A text sixteen times as long takes no more than about sixteen times as long."""
    small, large = (mail("-----Original Message-----\n" + piece * times) for times in (250, 4000))
    grows(60, lambda: recover(small, key=KEY), lambda: recover(large, key=KEY), spare=0.3)


def test_many_blocks_between_marked_lines_cost_no_more_than_their_number() -> None:
    """Sixteen times as many header rules between marked lines take at most about sixteen times as long, not the square of it."""
    small, large = ("-----Original Message-----\n> a\nb\n" * n for n in (500, 8000))
    grows(60, lambda: quoted_ranges(small), lambda: quoted_ranges(large))
