"""Every mail program's way to say whose words follow, in the languages of its users: found, and read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.pace import grows
from tests.parse.test_quoted import KEY, back, mail, us

from regard.parse.html import html_to_text
from regard.parse.quoted import recover

REPLY = "Yes, that suits us.\nThe samples go out on Friday.\n"
WORDS = ("Shall we meet on Tuesday?", "", "Our budget for the second half is not signed yet, so prices matter.", "", "Ann")


def forms() -> Iterator[Any]:
    """Each form of the table."""
    for program, table in tomllib.loads(Path(__file__).with_name("quote_forms.toml").read_text("utf-8")).items():
        for form in table["forms"]:
            marks = form.get("marks", table.get("marks", "> "))
            yield pytest.param({**form, "marks": marks}, id=f"{program}: {form['is']}")


@pytest.mark.parametrize("form", list(forms()))
@pytest.mark.parametrize("own", ["above", "alone"])
def test_a_quote_is_found_and_read(form: dict[str, Any], own: str) -> None:
    """The lines above a quote and the words under it are quoted, the reply is not, and author, time and words come back."""
    reply = REPLY if own == "above" else ""
    quote = "\n".join(f"{form['marks']}{line}".rstrip() for line in WORDS)
    text = f"{reply}\n{form['head']}\n{quote}\n" if reply else f"{form['head']}\n{quote}\n"
    head_lines = form["head"].split("\n")[form.get("own", 0) :]
    start = text.index(next(line for line in head_lines if line.strip()))
    spans = mail(text).spans
    quoted = [(s.start, s.end) for s in spans if s.zone == "quoted"]
    at = 0
    for line in text.split("\n"):
        if line.strip():
            assert any(s <= at and at + len(line) <= e for s, e in quoted) == (at + len(line) > start), line
        at += len(line) + 1
    (found,) = back(text)
    when = form.get("at", "2020-05-03T19:14:00")
    assert (found.author_name, found.author_address or "") == (
        form.get("name", "Ann Lee"),
        form.get("address", "ann.lee@acme.example"),
    )
    assert (found.us or 0) == (us(when) if when else 0)
    assert found.text.split() == "\n".join(WORDS).split()


OWN = {
    "a list announced": "On Monday we agreed on the following:\n\n- prices hold until June\n- samples go out on 5/8/2020\n",
    "somebody reported": "Ben said on 3 May 2020 that we need these:\n\n- a signed form\n- two references\n",
    "somebody with an address": "Please write to Ben Poe (ben.poe@acme.example) before 3 May 2020 and say:\n\nthe order stands.\n",
    "an invitation": "On 5 May 2020 at 14:00 we meet with these people:\n\nAnn, Ben and Cal\n",
    "a date and a colon": "3 May 2020, 14:00:\n\nwe start with the prices.\n",
    "a verb and a colon": "I wrote:\n\nplease send the list.\n",
    "a rule of dashes": "Two things to settle\n--------------------\n1. prices\n2. dates\n",
    "a table of labels": "Prices by region\nFrom: 10 EUR\nTo: 12 EUR\n\nThat is all we have.\n",
    "an agenda": "Date: 5 May\nTopic: prices\nPlace: Cork\n\nSee you there.\n",
    "an address announced": "Send it to this address: ann.lee@acme.example:\n\nshe files it.\n",
    "an arrow": "Margins went from 10 -> 12 percent.\n> 5 percent would be fine.\n",
    "German": "Am 3. Mai 2020 um 14:00 Uhr treffen wir uns mit diesen Leuten:\n\nAnn und Ben\n",
    "French": "Le 3 mai 2020 à 14:00 nous verrons les points suivants :\n\nles prix\n",
    "Spanish": "El 3 de mayo de 2020 veremos lo siguiente:\n\nlos precios\n",
    "Dutch": "Op 3 mei 2020 om 14:00 bespreken we het volgende:\n\nde prijzen\n",
    "Swedish": "Den 3 maj 2020 går vi igenom följande:\n\npriserna\n",
    "Polish": "W dniu 3 maja 2020 o 14:00 omówimy:\n\nceny\n",
    "Italian": "Il 3 maggio 2020 alle 14:00 parliamo di:\n\nprezzi\n",
    "Portuguese": "Em 3 de maio de 2020 vamos falar de:\n\npreços\n",
    "Japanese": "2020年5月3日 14:00 に次の点を話します：\n\n価格\n",
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN)
def test_own_words_are_not_taken_for_a_quote(text: str) -> None:
    """Sentences that name a moment, a person or a verb of saying, and end in a colon, quote nobody."""
    assert [s.zone for s in mail(text).spans if s.zone == "quoted"] == []
    assert back(text) == ()


ON_SUNDAY = "On Sun, 3 May 2020 at 14:14, Ann Lee <ann.lee@acme.example> wrote:\n"
INLINE = {
    "answers between": (
        f"{ON_SUNDAY}> On 5/2/20 9:00 AM, Cal Roe wrote:\n>> What about June?\n> June is fine.\n\nGood.\n\n> The samples?\n\nOn Friday.\n",
        ["Good.", "On Friday."],
    ),
    "an answer above the first marked line": (
        f"{ON_SUNDAY}\nAll agreed but one point.\n\n> June is fine.\n\nJuly is better.\n",
        ["All agreed but one point.", "July is better."],
    ),
    "something left out": (f"{ON_SUNDAY}[...]\n> June is fine.\n\nGood.\n", ["[...]", "Good."]),
    "a program wrapped what it had marked": (
        f"{ON_SUNDAY}> Our plant in Cork needs the samples before the end of the quarter, and\nnot later\n> than that.\n\nUnderstood.\n",
        ["Understood."],
    ),
    "a short answer is no wrapped line": (
        f"{ON_SUNDAY}> Could you send the samples to our plant in Cork before Friday noon?\nYes\n> And the list?\nyes, today\n",
        ["Yes", "yes, today"],
    ),
}


@pytest.mark.parametrize(("text", "own"), INLINE.values(), ids=INLINE)
def test_answers_between_quoted_lines_are_own(text: str, own: list[str]) -> None:
    """Where a statement of who wrote is followed by marked lines, only those are quoted, at every level."""
    spans = mail(text).spans
    said = [line for s in spans if s.zone == "own" for line in text[s.start : s.end].split("\n") if line.strip()]
    assert said == own


HOSTILE = (
    *(
        "On 3 May 2020 Ann wrote:\n",
        "a@b.example:\n",
        "On 3 May 2020 ",
        "wrote ",
        "-",
        "---- a\n",
        "-- Original Message\n",
        "Subject: x\n",
    ),
    *(
        "From: a\nSent: 10:10\n",
        "> a\nb\n",
        "| a\n",
        ">>> On 3 May 2020 at 10:10, in message <",
        "_" * 30 + "\n",
        "\u200b",
        "<a@",
        "：",
        ": ",
    ),
    *(
        "> On 3 May 2020, a <a@b.example> wrote:\nOn 3 May 2020, a <a@b.example> wrote:\n> x\nown\n",
        "---- On 3 May a wrote ---\n",
    ),
    *(
        "2020年5月3日 14:14 Ann <a@b.example>:\n",
        "> " + "word " * 14 + "\nrest\n",
        "Begin forwarded message:\n",
        "Original Message\n",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_read_in_linear_time(piece: str) -> None:
    """What looks like the beginning of a quote, ten times over, costs no more than some twenty times as much."""
    small, large = (mail((piece * (length // len(piece) + 1))[:length]) for length in (30_000, 300_000))
    grows(25, lambda: recover(small, key=KEY), lambda: recover(large, key=KEY), spare=0.3)


PAGES = tomllib.loads(Path(__file__).with_name("quote_pages.toml").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_quotes_of_pages_are_found(page: str) -> None:
    """What programs write into HTML for a quote reads as one: nothing of the reply is in it, nothing of it in the reply."""
    text = html_to_text(page)
    quoted = "".join(text[s.start : s.end] for s in mail(text).spans if s.zone == "quoted")
    own = "".join(text[s.start : s.end] for s in mail(text).spans if s.zone != "quoted")
    (found,) = back(text)
    assert ("suits us" in own, "suits us" in quoted) == (True, False)
    assert ("Ann" in own, "Ann" in quoted) == (False, True)
    assert (found.us, found.text.split()) == (us("2020-05-03T19:14"), ["Shall", "we", "meet", "on", "Tuesday?", "Ann"])
