"""Whether and when an ask was answered is told alike by the timeline, the message, the sum, the figures, the coach and the disclosure."""

from __future__ import annotations

import re

from regard.book import Book

CAME = ("answered", "declined", "complained", "acted upon")


def test_every_surface_tells_the_same_of_an_ask(book: Book) -> None:
    """An ask that was answered late reads so everywhere, one that was not reads so nowhere, and the shares are of the same asks."""
    late = missed = 0
    for row in sorted(book.people(), key=lambda r: (-r.trust.chances, r.id))[:6]:
        page = book.person(row.id, timeline=2_000)
        told = {e.message_id: e.result for e in page.timeline}
        sums = [c for c in book.why(row.id).contributions if c.channel == "answers_ask"]
        for c in sums:
            if c.happened or c.decided_by:
                continue
            result = told[c.message_id]
            days = re.match(r"answered (after \d+ days), not within 3 days$", c.sentence)
            if days is not None:
                late += 1
                assert result.startswith(CAME)
                assert result.endswith(days[1])
                if late <= 3:
                    assert result in {r["result"] for r in book.message(c.message_id).results}
            else:
                missed += c.sentence.startswith("did not answer")
                assert not result.startswith(CAME)
        rate = next(k.them for k in page.kpis if k.label == "answers what it is asked")
        said = [
            re.match(r"Answered (\d+) of (\d+) asks of ours within 3 days", line) for line in book.coach_reader(row.id).told
        ]
        shares = [round(100 * int(m[1]) / int(m[2]), 1) for m in said if m is not None]
        assert shares == ([] if rate is None else [rate])
        if row is not None and late:
            disclosed = {c["sentence"] for c in book.disclose(row.id)["estimates"]["trust"]["contributions"]}
            assert {c.sentence for c in sums} <= disclosed
    assert late
    assert missed
