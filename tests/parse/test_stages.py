"""Reading side by side: the stages are taken together, and what is read is what each mail alone gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regard.flow.reading import Reader, read, read_batch
from regard.identity.exclusions import DEFAULTS, rules
from regard.model import RawItem
from regard.parse.stages import Staged, alone, together

READER = Reader(
    "maildir", b"k" * 32, True, 1_700_000_000_000_000, ("harlow.example",), rules(list(DEFAULTS), ("harlow.example",))
)
HEAD = "Date: Mon, 2 Mar 2020 10:20:0{n} +0000\nMessage-ID: <{n}@x.example>\n"
MAILS = (
    (
        "From: Ann Lee <ann@buyer.example>\nTo: Tom Hill <tom@harlow.example>\nSubject: Re: prices\n{head}\nCould you send me the offer by "
        "Friday? I will sign it on Monday.\n\nBest regards,\nAnn Lee\n\n-----Original Message-----\nFrom: Jo May <jo@other.example>\n"
        "Sent: Sunday, March 1, 2020 9:10 AM\nTo: Ann Lee\nSubject: prices\n\nThese are our prices.\n"
    ),
    "From: Tom Hill <tom@harlow.example>\nTo: Eve Orr <eve@harlow.example>\nSubject: lunch\n{head}\nShall we?\n> yes\n",
    "From: Tom Hill <tom@harlow.example>\nTo: Ann Lee <ann@buyer.example>\nSubject: the offer\n{head}\nI attach the offer.\n\nTom\n",
    "From: Mail Delivery System <mailer-daemon@x.example>\nTo: tom@harlow.example\nSubject: Undelivered Mail\n{head}\nNot there.\n",
    "From: Ann Lee <ann@buyer.example>\nTo: tom@harlow.example\nSubject: private: my surgery\n{head}\nI am in hospital.\n",
    "no headers at all",
    "",
    "From: Ana Ruiz <ana@comprador.example>\nTo: tom@harlow.example\nSubject: oferta\n{head}\nLe enviar\u00e9 el contrato ma\u00f1ana.\n",
)


def _items() -> list[RawItem]:
    written = (mail.format(head=HEAD.format(n=n)) for n, mail in enumerate(MAILS * 12))
    return [RawItem("inbox", str(n), mail.encode()) for n, mail in enumerate(written)]


def test_all_take_a_stage_before_any_takes_the_next() -> None:
    """Two works that say what they do say it in turn, and each gives its own result."""
    told: list[str] = []

    def work(name: str, *stages: int) -> Staged[str]:
        told.append(f"{name} begins")
        for stage in stages:
            yield stage
            told.append(f"{name} {stage}")
        return name.upper()

    assert together([work("a", 0, 3), work("b", 3), work("c", 0)]) == ["A", "B", "C"]
    assert told == ["a begins", "b begins", "c begins", "a 0", "c 0", "b 3", "a 3"]


def test_no_work_goes_back() -> None:
    """A work that comes to a stage that is over is an error, not a result that is missing."""

    def back() -> Staged[None]:
        yield 4
        yield 3

    with pytest.raises(ValueError, match="is over"):
        alone(back())


@pytest.mark.parametrize("reader", [READER, replace(READER, text=False), replace(READER, us=(), exclusions=None)])
def test_mails_read_side_by_side_are_what_each_alone_is(reader: Reader) -> None:
    """Ninety-six mails of eight kinds, read together, are in their order what each of them is when it is read by itself."""
    items = _items()
    together_read = read_batch(items, reader)
    assert together_read == [read(item, reader) for item in items]
    assert [one.locator for one in together_read] == [item.locator for item in items]


def test_the_mails_of_that_test_are_of_many_kinds() -> None:
    """They are left out, set aside, automated, among ourselves, heard and quoting: else the test above would prove little."""
    found = read_batch(_items()[: len(MAILS)], READER)
    assert any(one.left_out for one in found)
    assert any(one.quoting.originals for one in found)
    results = [one.result for one in found]
    assert any(getattr(result, "reason", "") for result in results)
    assert any(getattr(result, "automated", "") for result in results)
    assert any(getattr(result, "pledges", ()) for result in results)
    assert any(getattr(result, "cues", ()) is None for result in results)
