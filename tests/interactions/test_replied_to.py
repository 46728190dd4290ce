"""Of the mails that an owner answers, how many are there?"""

from __future__ import annotations

import pytest

from regard.interactions.replied_to import checked_replies, credible, shown
from regard.interactions.seen_mail import SeenMail
from regard.model import DAY

T0 = 19_000 * DAY


def test_in_reply_to_finds_the_original_whatever_its_subject():
    """A header that names a message of the source is an original found."""
    mail = [SeenMail("s1", "h_sam", "Inbox", T0, False, True, False, "old subject", rfc_id="<a>")]
    mail += [SeenMail("s1", "h_sam", "Sent", T0 + DAY, True, True, True, "new subject", in_reply_to="<a>")]
    assert [(s.replies, s.found, s.ratio) for s in shown(mail) if s.inbound] == [(1, 1, 1.0)]


OURS = SeenMail("s1", "h_sam", "Sent", T0, True, True, False, "pumps", "<a>")
THEIRS = SeenMail("s1", "h_sam", "Inbox", T0 + DAY, False, True, True, "pumps", "<b>", "<a>")


def reply(names: str = "") -> SeenMail:
    """The owner's reply, three days after the owner's own mail of that subject."""
    return SeenMail("s1", "h_sam", "Sent", T0 + 3 * DAY, True, True, True, "pumps", "<c>", names)


@pytest.mark.parametrize(
    ("answer", "kept", "gone"),
    [
        (reply("<b>"), [True], [False]),
        (reply("<other>"), [False], [False]),
        (reply("<a>"), [], []),
        (reply(), [], []),
    ],
)
def test_a_reply_in_a_conversation_that_its_owner_began_counts_where_it_says_what_it_answers(
    answer: SeenMail, kept: list[bool], gone: list[bool]
):
    """Whether it is looked at rests on the reply alone and never on whether what it answers is there; a chaser tells nothing."""
    assert [there for _, there in checked_replies([OURS, THEIRS, answer], inbound=True)] == kept
    assert [there for _, there in checked_replies([OURS, answer], inbound=True)] == gone


@pytest.mark.parametrize(("found", "replies"), [(3, 20), (6, 20), (87, 324), (17, 20)])
def test_the_interval_of_a_share_is_that_of_its_beta_posterior(found: int, replies: int):
    """The central 80 % under Jeffreys' prior, as scipy has it, to a thousandth or two."""
    beta = pytest.importorskip("scipy.stats").beta
    assert credible(found, replies) == pytest.approx(beta.ppf((0.1, 0.9), found + 0.5, replies - found + 0.5), abs=0.002)
