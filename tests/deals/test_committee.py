from tests.deals.made import deal, role, touch

from regard.deals.committee import MOST_MEMBERS, Face, committee, coverage, empty_seats
from regard.deals.mentions import mentions
from regard.deals.weight import weights

LENA, OMAR = Face("Lena Ortiz", "Planner", "m1", {}), Face("Omar Bell", "", "", {})


def test_stated_inferred_none() -> None:
    """The CRM's part stands; without one a title suggests it; with neither it is open. Whoever is copied only is not met."""
    touches = [touch(1, "lena", "SAM omar"), touch(2, "kim", "SAM")]
    people = {"lena": LENA, "omar": OMAR, "kim": Face("Kim Ash", "CFO", "", {})}
    found = {m.person: m for m in committee((role("omar", "Champion"),), touches, people, {})}
    assert (found["omar"].role, found["omar"].basis, found["omar"].met) == ("champion", "stated", False)
    assert (found["lena"].role, found["lena"].basis, found["lena"].met) == ("user", "inferred", True)
    assert (found["kim"].role, found["kim"].role_why[0].says) == ("economic buyer", "title: CFO")


def test_who_objected() -> None:
    """Nothing is inferred of somebody who asked not to be modelled."""
    (m,) = committee(
        (),
        [touch(1, "kim", "SAM")],
        {"kim": Face("Kim Ash", "CFO", "", {}, objected=True)},
        weights({"kim": ("CFO", "")}, [], [], {}),
    )
    assert (m.role, m.weight) == ("", None)


def test_fifty_roles_and_none() -> None:
    """A CRM with a hundred contact roles shows a bounded committee; one with none shows whoever was seen."""
    many = tuple(role(f"p{n}", "Influencer") for n in range(100))
    assert len(committee(many, [], {}, {})) == MOST_MEMBERS
    assert [m.name for m in committee((), [touch(1, "lena", "SAM")], {"lena": LENA}, {})] == ["Lena Ortiz"]
    assert committee((), [], {}, {}) == []


def seats(text: str, *met: Face) -> list[tuple[str, str]]:
    people = {"lena": LENA} | {f.name.split()[0].lower(): f for f in met}
    touches = [touch(1, "lena", "SAM", text), *(touch(2, p, "SAM") for p in people if p != "lena")]
    members = committee((), touches, people, {})
    said = [m for t in touches for m in mentions(t)]
    return [(s.name, s.title) for s in empty_seats(said, members, {p: f.name for p, f in people.items()}, ["Sam Stone"])]


def test_empty_seats() -> None:
    """Who is named and not met is a seat; who was met, or is one of ours, is none; a rank is met where somebody met holds it."""
    marta = Face("Marta Holm", "Finance Director", "", {})
    assert seats("In the end Marta Holm will decide.") == [("Marta Holm", "")]
    assert seats("In the end Marta Holm will decide.", marta) == []
    assert seats("In the end Sam Stone will decide.") == []
    assert seats("My boss has to approve this.") == [("", "boss")]
    assert seats("My boss has to approve this.", marta) == []
    assert seats("Thanks, looks good.") == []


def test_coverage() -> None:
    """Parts count as filled by people we met; without standing a filled part weighs one half; nothing required is all filled."""
    members = committee((role("kim", "Economic Buyer"),), [touch(1, "lena", "SAM")], {"lena": LENA}, {})
    found = coverage(("economic buyer", "user"), members)
    assert (found.filled, found.missing, found.share, found.weighted) == (("user",), ("economic buyer",), 0.5, 0.25)
    assert coverage((), members).share == 1.0


def test_a_part_that_somebody_has_whom_we_did_not_meet() -> None:
    """A part that nobody has is missing; one whose holder was not met is not met, and says who that is; one that is filled is neither."""
    members = committee(
        (role("kim", "Economic Buyer", "Kim Ash"), role("lou", "User", "Lou Fenn")),
        [touch(1, "lena", "SAM")],
        {"lena": LENA},
        {},
    )
    found = coverage(("economic buyer", "champion", "user"), members)
    assert found.held == (("economic buyer", "Kim Ash"),)
    assert found.lacks == "missing: champion; not met: economic buyer (Kim Ash)"
    assert coverage(("user",), members).lacks == ""
    assert coverage(("legal",), members).lacks == "missing: legal"


def test_weight_needs_two_threads() -> None:
    """A weight is unknown with one thread; the title and being deferred to add up, each with its evidence."""
    one, two = touch(1, "kim", "SAM"), touch(5, "kim", "SAM")
    said = mentions(touch(3, "lena", "SAM", "In the end Kim Ash will decide."))
    alone = weights({"kim": ("CFO", "")}, [one], [], {})["kim"]
    both = weights({"kim": ("CFO", "")}, [one, two], [("kim", m) for m in said], {})["kim"]
    assert (alone.known, both.known) == (False, True)
    assert both.log_odds > alone.log_odds > 0
    assert both.high - both.low < alone.high - alone.low
    assert [e.quote for e in both.evidence if e.quote] == ["In the end Kim Ash will decide."]
    assert deal().opened_us > 0


def test_whom_others_defer_to_in_two_threads_is_seen_in_two_threads() -> None:
    """Sentences of others that defer to somebody show them, whether or not they are on those mails; in one thread they do not suffice."""
    told = [
        touch(3, "lena", "SAM", "In the end Kim Ash will decide."),
        touch(9, "lena", "SAM", "Kim Ash has to approve it.", thread_id="t9"),
    ]
    deferred = [("kim", m) for one in told for m in mentions(one) if m.defers]
    assert len(deferred) == 2
    assert weights({"kim": ("CFO", "")}, told, deferred, {})["kim"].known
    assert not weights({"kim": ("CFO", "")}, told[:1], deferred[:1], {})["kim"].known


def test_what_would_tell_of_a_weight_is_true() -> None:
    """Where nothing tells of a say, a title that is known is said to tell none, and only somebody without one has no title."""
    seen = [touch(1, "kim", "SAM"), touch(5, "kim", "SAM"), touch(6, "lena", "SAM"), touch(7, "lena", "SAM")]
    found = weights({"kim": ("Operations Planner", ""), "lena": ("", "")}, seen, [], {})
    assert not found["kim"].known
    assert (
        found["kim"].settle == "“Operations Planner” alone does not tell a say, nobody defers to them, and nothing else tells."
    )
    assert found["lena"].settle == "No title is known, nobody defers to them, and nothing else tells."


def test_what_a_champion_advised_is_not_quoted() -> None:
    """That somebody advised one of ours tells of a champion; what they said was meant for that one, and no deal shows it."""
    touches = [
        touch(1, "lena", "SAM", text="Between you and me: if I were you I would talk to Kim before the meeting."),
        touch(2, "lena", "SAM kim", text="Kim joins us from now on."),
    ]
    people = {"lena": LENA, "kim": Face("Kim Ash", "", "", {})}
    found = {m.person: m for m in committee((), touches, people, {})}
    why = [e for e in found["lena"].role_why if e.says == "told one of us how to go about it"]
    assert [(e.message_id, e.quote, e.start, e.end) for e in why] == [(touches[0].id, "", 0, 0)]


def test_own_words_without_a_say() -> None:
    """Who writes that it is not theirs to decide is no economic buyer by their title; the words stand beside a weight that stays."""
    faces = {
        "lena": Face("Lena Ortiz", "VP Supply Chain", "", {}),
        "omar": Face("Omar Haddad", "Chief Financial Officer", "", {}),
    }
    said = "It is not mine to decide and never will be."
    mails = [
        touch(1, "lena", "SAM omar", "Here is the plan."),
        touch(3, "lena", "SAM", said),
        touch(4, "omar", "SAM lena", "Thanks."),
    ]
    weighed = weights({p: (f.title, "") for p, f in faces.items()}, mails, [], {})
    found = {m.person: m for m in committee((), mails, faces, weighed)}
    lena = found["lena"]
    assert (lena.role, lena.basis, lena.role_why[0].quote) == ("", "none", said)
    assert lena.weight is not None
    assert (lena.weight.log_odds, lena.weight.evidence[-1].message_id) == (weighed["lena"].log_odds, mails[1].id)
    assert (found["omar"].role, found["omar"].basis) == ("economic buyer", "inferred"), "of the others nothing changes"
    stated = {m.person: m for m in committee((role("lena", "Economic Buyer"),), mails, faces, weighed)}
    assert (stated["lena"].role, stated["lena"].basis) == ("economic buyer", "stated"), "the CRM's word stays"
    silent = {p: Face(f.name, f.title, "", {}, objected=p == "lena") for p, f in faces.items()}
    lena = next(m for m in committee((), mails, silent, weighed) if m.person == "lena")
    assert not lena.role_why
