"""Which situations are staged, and how does each go? One script a situation: its parts, its steps, what it changes.

A step reads `DAY BY>TO[,TO] [+CC,CC] TABLE[/THREAD]`: DAY counts days from the beginning, parts are one letter each, TABLE is
a table of `phrases/plays.toml`, THREAD (default a) a thread of its own. Parts: `s` the account's seller, `t` our other seller,
`b` the buyer, `p` a colleague of theirs, `x` their superior, `n` the successor who is met now, `a` an assistant, `o` a buyer of another
account, `r` a partner, `f` our engineer. A step whose part cannot be cast ends the play before it begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_STEP = re.compile(r"(?P<day>[\d.]+) (?P<by>\w)>(?P<to>[\w,]+)(?: \+(?P<cc>[\w,]+))? (?P<table>\w+)(?:/(?P<thread>\w))?")


@dataclass(frozen=True, slots=True)
class Step:
    """One mail of a script, by parts."""

    day: float
    by: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    table: str
    thread: str


@dataclass(frozen=True)
class Script:
    """One staged situation.

    `claims` are the rows of the mission it plays; `wants` what kind of standing the buyer should have (signs for trust, value,
    rapport); `effect` what it does to the three, on the latent scale, fading over half a year. `deal` names the kind of deal it
    belongs to, with its outcome after a colon where the story fixes it ("new:lost").
    """

    kind: str
    claims: str
    says: str
    lines: tuple[str, ...]
    wants: tuple[int, int, int] = (0, 0, 0)
    effect: tuple[float, float, float] = (0.0, 0.0, 0.0)
    deal: str = ""
    leaves: int = 0
    """The buyer leaves this many days after the beginning."""
    moves: bool = False
    """The buyer turns up at another account."""
    role: str = ""
    """Who must play the seller: `hired` or `leaving`; `shared` where both sellers are wanted."""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The lines, read."""
        found = []
        for line in self.lines:
            m = _STEP.fullmatch(line)
            if m is None:
                raise ValueError(f"Script {self.kind}: cannot read the step {line!r}.")
            to, cc = m["to"].split(","), (m["cc"] or "").split(",")
            found.append(Step(float(m["day"]), m["by"], tuple(to), tuple(filter(None, cc)), m["table"], m["thread"] or "a"))
        return tuple(found)

    @property
    def parts(self) -> frozenset[str]:
        """The letters of everybody in it."""
        return frozenset(p for s in self.steps for p in (s.by, *s.to, *s.cc))


def _practice(name: str, effect: tuple[float, float, float]) -> Script:
    says = f"Our seller shows {name}; it is practice, shown beside the estimates and never part of them."
    return Script(f"practice_{name}", "E5", says, (f"0 s>b practice_{name}",), effect=effect)


SCRIPTS: tuple[Script, ...] = (
    Script(
        "friend_not_peer", "C1 C5 E2", "Golf, barbecues, birthdays, and never a word of business: liked, not valued.",
        ("0 b>s friend_invites", "1 s>b friend_replies", "20 s>b friend_idea/b", "22 b>s friend_no/b",
         "48 b>s friend_invites/c", "49 s>b friend_replies/c", "70 s>b friend_idea/d", "74 b>s friend_no/d"),
        wants=(0, -1, 1), deal="new",
    ),
    Script(
        "coaching_heeded", "B4 A5", "The buyer says what we need to hear; we do it, and it works.",
        ("0 b>s coaches", "0.4 s>b coach_thanks", "6 s>b heeds/b", "8 b>s heeded_well/b"),
        wants=(1, 0, 0), effect=(0.3, 0.2, 0.0), deal="new",
    ),
    Script(
        "coaching_ignored", "B4", "The buyer says what we need to hear; we do the opposite.",
        ("0 b>s coaches", "0.6 s>b coach_noted", "5 s>b +x ignores_coaching/b", "8 b>s coach_disappointed/b"),
        wants=(1, 0, 0), effect=(-0.5, -0.3, 0.0), deal="new",
    ),
    Script(
        "champion_leaves", "C3 C8", "The one who carried us leaves; a successor has to be won anew.",
        ("0 b>s leaves_news", "0.5 s>b leaves_reply", "16 s>n successor_hello/b", "21 n>s successor_cool/b"),
        wants=(1, 1, 0), leaves=14, deal="new",
    ),
    Script(
        "warm_handoff", "D2", "One of ours hands over to another with the whole story; no question is asked twice.",
        ("0 s>b +t handoff_intro", "0.5 t>b +s handoff_warm_start", "1 b>t +s handoff_glad"),
        role="shared", effect=(0.1, 0.1, 0.0),
    ),
    Script(
        "cold_handoff", "D2", "Another of ours turns up after weeks of silence and asks what the buyer answered long ago.",
        ("18 t>b handoff_cold_start", "20 b>t handoff_annoyed", "21 t>b handoff_sorry"),
        role="shared", effect=(-0.4, -0.2, -0.1),
    ),
    Script(
        "last_look", "C7", "Called late, asked for a price only, no access to anybody: the chance to drop the price.",
        ("0 b>s rival_preferred", "1 s>b drops_price", "2.5 b>s thanks_no"),
        wants=(-1, -1, 0), deal="new:lost",
    ),
    Script(
        "protracted_campaign", "C6 C5", "Month after month of pleasant talks in which nothing moves.",
        ("0 s>b drags_meeting", "2 b>s drags_on", "32 s>b drags_meeting/b", "33 b>s drags_on/b", "66 s>b drags_meeting/c",
         "69 b>s drags_on/c", "101 s>b drags_meeting/d", "103 b>s drags_on/d", "140 s>b drags_meeting/e", "143 b>s drags_on/e",
         "178 s>b drags_meeting/f", "181 b>s drags_on/f"),
        wants=(0, -1, 1), deal="new:no decision",
    ),
    Script(
        "unseen_decider", "B1 B2 C4", "Somebody who is on no mail will decide; the buyer names them.",
        ("0 s>b deal_quote", "3 b>s mentions_unseen", "4 s>b asks_for_unseen", "7 b>s unseen_stays"), deal="new",
    ),
    Script(
        "reopened_choice", "B2 B3", "We were chosen; then somebody new asks new questions, and it is open again.",
        ("0 b>s choice_made", "0.5 s>b choice_welcome", "9 x>s +b choice_reopened/b", "10 s>x +b choice_answers/b",
         "13 b>s choice_backs_off/c"),
        wants=(1, 0, 0), deal="new",
    ),
    Script(
        "rival_at_boss", "B5 B2", "A competitor goes past our contact to the superior, with an idea.",
        ("0 b>s rival_at_boss", "0.5 s>b rival_answer"), deal="new",
    ),
    Script(
        "rival_at_floor", "B5", "A competitor is heard of, low down and without weight.",
        ("0 b>s rival_low", "1 s>b rival_low_answer", "2 b>s promise_received"),
    ),
    Script(
        "incumbent_without_ideas", "B6", "Years of checking in and no idea; at last somebody says so.",
        ("0 s>b no_ideas_check", "2 b>s no_ideas_fine", "92 s>b no_ideas_check/b", "95 b>s no_ideas_fine/b",
         "184 s>b no_ideas_check/c", "186 b>s no_ideas_told/c"),
        wants=(0, -1, 0), effect=(0.0, -0.4, 0.0), deal="renewal",
    ),
    Script(
        "seller_leaves_personal", "C8", "One of ours leaves, and the relationship was theirs, not the firm's.",
        ("0 s>b +t we_leave", "1 b>s we_leave_personal"), role="leaving", effect=(-0.4, -0.1, -0.3),
    ),
    Script(
        "seller_leaves_firm", "C8", "One of ours leaves, and the relationship stays with the firm.",
        ("0 s>b +t we_leave", "1 b>s we_leave_firm"), role="leaving",
    ),
    Script(
        "hired_contact_silent", "C8", "A hired seller's promised contact does not answer.", ("0 s>b hired_writes",),
        role="hired", wants=(-1, 0, 0),
    ),
    Script(
        "hired_contact_polite", "C8", "A hired seller's promised contact is glad to hear from them and stays where they are.",
        ("0 s>b hired_writes", "2 b>s hired_polite"), role="hired",
    ),
    Script(
        "hired_contact_follows", "C8", "A hired seller's promised contact comes along.",
        ("0 s>b hired_writes", "1 b>s hired_follows", "1.5 s>b hired_welcome"), role="hired", wants=(1, 0, 0), deal="new",
    ),
    Script(
        "price_before_trust", "A6", "A price for somebody who has shown us nothing yet.",
        ("0 s>b price_first", "6 s>b price_pushed", "8 b>s price_rebuffed"), wants=(-1, 0, 0), deal="new:lost",
    ),
    Script(
        "renewal_won", "D6", "A renewal without a second thought.",
        ("0 s>b renewal_offer", "3 b>s renewal_yes"), wants=(1, 1, 0), deal="renewal:won",
    ),
    Script(
        "renewal_at_risk", "D6 B6", "A renewal that is doubted and then lost.",
        ("0 s>b renewal_offer", "6 b>s renewal_doubt", "24 b>s renewal_gone/b"), wants=(-1, -1, 0), deal="renewal:lost",
    ),
    Script(
        "expansion", "D6", "It works at one site, so the next one wants it.",
        ("0 b>s expansion_asks", "2 s>b expansion_offer", "12 b>s expansion_yes"), wants=(1, 1, 0), deal="expansion:won",
    ),
    Script(
        "referral", "D6 D4", "A buyer recommends us to somebody at another company.",
        ("0 b>s,o refers", "0.5 s>o +b refer_hello", "2 o>s +b refer_meets"), wants=(1, 1, 0),
    ),
    Script(
        "partner_led", "D4", "A partner leads and we stand behind.",
        ("0 r>s +b partner_leads", "0.5 s>r +b partner_support", "2 b>s,r partner_buyer", "20 r>s +b partner_order"), deal="new:won",
    ),
    Script(
        "expert_inside", "A4 D4", "Somebody of ours knows the answer; it goes to the buyer with their name on it.",
        ("0 s>f asks_inside", "0.5 f>s answers_inside", "1 s>b passes_answer/b", "2 b>s answer_settles/b"), effect=(0.1, 0.2, 0.0),
    ),
    Script(
        "competence_doubted", "B3", "A technical question is asked twice and never finally answered.",
        ("0 b>s asks_again", "1 s>b answers_vaguely", "4 b>s still_open"), effect=(-0.2, -0.4, 0.0), deal="new",
    ),
    Script(
        "what_matters", "A5", "The buyer says what they are measured on.",
        ("0 b>s what_matters", "1 s>b what_matters_reply"), wants=(1, 0, 0),
    ),
    Script(
        "personal_stakes", "D3", "The buyer's own position depends on the decision, and they say so.",
        ("0 b>s stakes", "0.5 s>b stakes_reply"), wants=(1, 0, 0), deal="new",
    ),
    Script(
        "no_muscle", "C4", "A friend of ours without a say.",
        ("0 b>s no_muscle", "1 s>b no_muscle_reply"), wants=(1, 0, 1), deal="new",
    ),
    Script(
        "comfort", "C3", "We are offered others to meet and decline, because it is comfortable.",
        ("0 b>s offers_colleague", "1 s>b comfort", "1.5 b>s comfort_shrug"), wants=(1, 0, 1), deal="new",
    ),
    Script(
        "assistant_on_behalf", "E1", "An assistant writes on behalf of their superior: two people, not one.",
        ("0 a>s assistant_writes", "1 s>a assistant_reply"),
    ),
    Script(
        "changed_company", "C8 E1", "A buyer turns up at another company under another address, and brings the relationship along.",
        ("6 b>s moved_firm", "7 s>b moved_reply"), wants=(1, 0, 0), moves=True,
    ),
    Script(
        "stated_view", "C2", "The buyer is asked how they see us and says a number.",
        ("0 b>s stated_view", "1 s>b stated_thanks"),
    ),
    Script(
        "loss_interview", "C2 B3", "After a lost deal we ask why, and are told.",
        ("0 s>b loss_asks", "4 b>s loss_talk"), deal="new:lost",
    ),
    Script(
        "words_of_the_trade", "C10", "We thank for time, speak of needs and ask for a decision.",
        ("0 s>b words_of_the_trade", "3 b>s words_reply"),
    ),
    _practice("connecting", (0.1, 0.1, 0.0)),
    _practice("curiosity", (0.05, 0.05, 0.0)),
    _practice("listening", (0.15, 0.05, 0.0)),
    _practice("giving", (0.1, 0.1, 0.05)),
    _practice("value", (0.0, 0.25, 0.0)),
    _practice("empathy", (0.1, 0.0, 0.1)),
    _practice("credibility", (0.2, 0.1, 0.0)),
    _practice("vulnerability", (0.15, 0.0, 0.05)),
    _practice("character", (0.25, 0.1, 0.0)),
    Script(
        "our_promise_kept", "C9", "We promise and deliver in time.",
        ("0 b>s our_promise_asked", "0.4 s>b our_promise"),
        effect=(0.1, 0.05, 0.0),
    ),
    Script(
        "our_promise_late", "C9", "We promise and deliver late, after being chased.",
        ("0 b>s our_promise_asked", "0.4 s>b our_promise"), effect=(-0.15, 0.0, 0.0),
    ),
    Script(
        "our_promise_broken", "C9", "We promise, are chased, and never deliver.",
        ("0 b>s our_promise_asked", "0.4 s>b our_promise"), effect=(-0.45, -0.15, 0.0),
    ),
    Script(
        "our_promise_released", "C9", "We promise, and are let off before it is due.",
        ("0 b>s our_promise_asked", "0.4 s>b our_promise"),
    ),
    Script(
        "their_promise_kept", "C9", "The buyer promises and delivers in time.",
        ("0 s>b their_promise_asked", "1 b>s their_promise"), wants=(1, 0, 0),
    ),
    Script(
        "their_promise_late", "C9", "The buyer promises and delivers late.",
        ("0 s>b their_promise_asked", "2 b>s their_promise"),
    ),
    Script(
        "their_promise_broken", "C9", "The buyer promises, is chased, and never delivers.",
        ("0 s>b their_promise_asked", "2 b>s their_promise"), wants=(-1, 0, 0),
    ),
    Script(
        "their_promise_released", "C9", "The buyer promises, and we let them off before it is due.",
        ("0 s>b their_promise_asked", "1 b>s their_promise"),
    ),
)  # fmt: skip

SETTLES: dict[str, tuple[tuple[float, str, str], ...]] = {
    "our_promise_kept": ((-0.6, "s", "our_delivery"), (0.5, "b", "promise_received")),
    "our_promise_late": ((1.5, "b", "our_chased"), (5.0, "s", "our_late_delivery")),
    "our_promise_broken": ((2.0, "b", "our_chased"), (9.0, "b", "our_chased")),
    "our_promise_released": ((-2.5, "b", "our_released"), (-2.0, "s", "release_ok")),
    "their_promise_kept": ((-0.6, "b", "their_delivery"),),
    "their_promise_late": ((2.0, "s", "their_chased"), (6.0, "b", "their_late_delivery")),
    "their_promise_broken": ((2.0, "s", "their_chased"), (3.0, "b", "their_excuse"), (16.0, "s", "their_chased")),
    "their_promise_released": ((-2.5, "s", "their_released"),),
}
"""How promises end: (days after they are due, who writes, table). Before the due day where negative."""

PROMISES = tuple(SETTLES)
