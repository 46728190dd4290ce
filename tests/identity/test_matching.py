"""Which addresses the rules call one human, and which they leave apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.identity.judgements import components
from regard.identity.matching import CONFIDENCE, index, judge, judge_new
from regard.ids import handle_id
from regard.model import Handle

KEY = b"book"


def handle(address: str, *names: str) -> Handle:
    """A handle with the id its address gives."""
    return Handle(handle_id(KEY, address), address, names)


def people(handles: list[Handle]) -> set[frozenset[str]]:
    """The addresses the rules put together, as groups of two and more."""
    person = components(handles, judge(handles, key=KEY, now_us=1), key=KEY)
    groups: dict[str, set[str]] = {}
    for h in handles:
        groups.setdefault(person[h.id], set()).add(h.address)
    return {frozenset(g) for g in groups.values() if len(g) > 1}


def together(*addresses: str) -> set[frozenset[str]]:
    """One group."""
    return {frozenset(addresses)}


LUND = "Eva K. Lund"

ONE_HUMAN = {
    "two dots": [handle("k..allen@harlow.com", "Allen, Mary K."), handle("mary.allen@harlow.com", "Mary K Allen")],
    "external mark": [handle("eva.lund@harlow.com", "Lund, Eva (EXT)"), handle("elund@harlow.com", "Eva Lund")],
    "a tag": [handle("eva+rfq@harlow.com"), handle("eva@harlow.com")],
    "gmail's dots": [handle("eva.lund@gmail.com"), handle("evalund@googlemail.com")],
    "middle letter and two dots": [handle("k..lund@harlow.com", "Lund, Eva K."), handle("eva.lund@harlow.com", LUND)],
    "middle letter alone": [handle("k.lund@harlow.com", LUND), handle("eva.lund@harlow.com", "Eva Lund")],
    "surname first": [handle("lund.e@harlow.com", "LUND, EVA (Sales)"), handle("eva.lund@harlow.com", "Eva Lund")],
    "letter and surname": [handle("elund@harlow.com", "Eva Lund"), handle("eva.lund@harlow.com", "Lund, Eva")],
    "given name alone": [handle("eva@harlow.com", "Eva Lund"), handle("eva.lund@harlow.com", "Eva Lund")],
    "a number on the letter form": [handle("elund7@harlow.com", "Eva Lund"), handle("eva.lund@harlow.com", "Eva Lund")],
    "short form": [handle("bob.lund@harlow.com", "Bob Lund"), handle("robert.lund@harlow.com", "Robert Lund")],
    "opening of the name": [
        handle("clund@harlow.com", "Chris Lund"),
        handle("christopher.lund@harlow.com", "Christopher Lund"),
    ],
    "spelled out, no name": [handle("eva.lund@harlow.com", LUND), handle("eva_lund@harlow.com")],
    "spelled out, reversed": [handle("elund@harlow.com", LUND), handle("lund.eva@harlow.com")],
    "reversed with a name": [handle("eva.lund@harlow.com", LUND), handle("lund.eva@harlow.com", "Eva Lund")],
    "spelled out with the middle": [handle("eva.lund@harlow.com", LUND), handle("eva.k.lund@harlow.com")],
    "a letter, nobody else": [handle("eva.lund@harlow.com", LUND), handle("elund@harlow.com")],
    "a letter shown": [handle("eva.lund@harlow.com", LUND), handle("elund@harlow.com", "E. Lund")],
    "two dots, middle known": [handle("eva.lund@harlow.com", LUND), handle("k..lund@harlow.com")],
    "a subdomain": [handle("elund@mail.harlow.com"), handle("elund@harlow.com")],
    "two subdomains, one name": [handle("eva.lund@no.harlow.com", "Eva Lund"), handle("eva.lund@se.harlow.com", "Eva Lund")],
    "umlaut": [handle("juergen.mueller@harlow.de", "Jürgen Müller"), handle("jmueller@harlow.de", "Müller, Jürgen")],
    "umlaut as two letters": [
        handle("juergen.mueller@harlow.de", "Jürgen Müller"),
        handle("jmueller@harlow.de", "Juergen Mueller"),
    ],
    "three spellings": [
        handle("juergen.mueller@harlow.de", "Jürgen Müller"),
        handle("jmueller@harlow.de", "Juergen Mueller"),
        handle("jmuller@harlow.de", "Jurgen Muller"),
    ],
    "a ring and a stroke": [
        handle("kari.odegard@harlow.no", "Kari Ødegård"),
        handle("kari.odegaard@harlow.no", "Kari Odegaard"),
        handle("koedegaard@harlow.no", "Kari Oedegaard"),
    ],
    "two spellings at one address": [
        handle("jmueller@harlow.de", "Jürgen Müller", "Juergen Mueller"),
        handle("juergen.mueller@harlow.de", "Jürgen Müller"),
    ],
    "a middle that only one shows": [
        handle("anna.m.berglund@harlow.com", "Anna M. Berglund"),
        handle("anna.berglund@harlow.com", "Anna Berglund"),
    ],
    "junior on both": [handle("treed@harlow.com", "Tom Reed Jr."), handle("tom.reed.jr@harlow.com", "Reed Jr., Tom")],
    "free mail, rare name written out": [
        handle("eva.lundqvist@yahoo.com", "Eva Lundqvist"),
        handle("eva_lundqvist@yahoo.com", "Eva Lundqvist"),
    ],
}


@pytest.mark.parametrize("case", ONE_HUMAN)
def test_one_human_is_found(case):
    """Forms of one person's address at one company come together."""
    handles = ONE_HUMAN[case]
    assert people(handles) == together(*(h.address for h in handles))


APART = {
    "reversed without a name, where the company writes it the other way": [
        handle("eva.lund@harlow.com", LUND),
        handle("lund.eva@harlow.com"),
    ],
    "Sr and Jr": [handle("john.smith@harlow.com", "John Smith Sr."), handle("jsmith@harlow.com", "John Smith Jr.")],
    "two given names with one letter": [
        handle("k.allen@harlow.com", "Karl Allen"),
        handle("kim.allen@harlow.com", "Kim Allen"),
    ],
    "a married name": [handle("eva.lund@harlow.com", "Eva Lund"), handle("eva.berg@harlow.com", "Eva Berg")],
    "a shared mailbox under a person's name": [handle("info@harlow.com", "Eva Lund"), handle("eva@harlow.com", "Eva Lund")],
    "an assistant sending on behalf": [
        handle("ina.roe@harlow.com", "Ina Roe", "Eva Lund"),
        handle("eva.lund@harlow.com", "Eva Lund"),
    ],
    "one person at two companies": [handle("eva.lund@harlow.com", "Eva Lund"), handle("elund@brook.com", "Eva Lund")],
    "two dots and another middle": [
        handle("k..allen@harlow.com", "Allen, Mary K."),
        handle("karl.allen@harlow.com", "Karl Allen"),
    ],
    "X.400 of two people": [
        handle("c=no;a=;p=harlow;s=lund;g=eva@gate.com", "Lund, Eva"),
        handle("c=no;a=;p=harlow;s=lund;g=erik@gate.com", "Lund, Erik"),
    ],
    "another given name": [handle("eva.lund@harlow.com", "Eva Lund"), handle("erik.lund@harlow.com", "Erik Lund")],
    "another company": [handle("eva.lund@harlow.com", "Eva Lund"), handle("eva.lund@brook.com", "Eva Lund")],
    "work and free mail": [handle("eva.lund@harlow.com", "Eva Lund"), handle("eva.lund@gmail.com", "Eva Lund")],
    "Bauer and Baur, written by nobody with another letter": [
        handle("m.bauer@harlow.de", "Michael Bauer"),
        handle("m.baur@harlow.de", "Michael Baur"),
    ],
    "another middle, one without in the display": [
        handle("anna.m.berg@harlow.com", "Anna Berg"),
        handle("anna.k.berg@harlow.com", "Anna K. Berg"),
    ],
    "another middle in the display alone": [
        handle("aberg@harlow.com", "Anna M. Berg", "Anna Berg"),
        handle("anna.berg@harlow.com", "Anna K. Berg", "Anna Berg"),
    ],
    "two whole middle names": [
        handle("aberg@harlow.com", "Anna Maria Berg"),
        handle("anna.berg@harlow.com", "Anna Marta Berg"),
    ],
    "an initial added to an address that was taken": [
        handle("anna.berglund@harlow.com", "Anna Berglund"),
        handle("anna.k.berglund@harlow.com", "Anna Berglund"),
    ],
    "an initial added, another form": [
        handle("a.berglund@harlow.com", "Anna Berglund"),
        handle("anna.k.berglund@harlow.com", "Anna Berglund"),
    ],
    "an initial added, no name shown": [
        handle("anna.berglund@harlow.com", "Anna Berglund"),
        handle("anna.k.berglund@harlow.com"),
    ],
    "the first and the second": [
        handle("tom.reed@harlow.com", "Tom Reed I"),
        handle("treed@harlow.com", "Tom Reed II"),
    ],
    "the first after a comma, and the second": [
        handle("tom.reed@harlow.com", "Reed I, Tom"),
        handle("treed@harlow.com", "Reed II, Tom"),
    ],
    "the second in the address": [
        handle("tom.reed@harlow.com", "Tom Reed"),
        handle("tom.reed.ii@harlow.com", "Tom Reed"),
    ],
    "Jr and Sr in the addresses": [
        handle("tom.reed.sr@harlow.com", "Tom Reed"),
        handle("tom.reed.jr@harlow.com", "Tom Reed"),
    ],
    "father and son": [handle("tom.reed@harlow.com", "Tom Reed"), handle("treed@harlow.com", "Tom Reed Jr.")],
    "son in the address": [handle("jim.coe@harlow.com", "Coe Jr., Jim"), handle("james.coe@harlow.com")],
    "family account": [handle("reed@harlow.com", "Tom Reed"), handle("tom.reed@harlow.com", "Tom Reed")],
    "namesakes by middle": [handle("eva.k.lund@harlow.com", "Eva K. Lund"), handle("eva.m.lund@harlow.com", "Eva M. Lund")],
    "namesakes by number": [handle("eva.lund@harlow.com", "Eva Lund"), handle("eva.lund2@harlow.com", "Eva Lund")],
    "numbers on the letter form": [handle("elund1@harlow.com", "Eva Lund"), handle("elund2@harlow.com", "Eva Lund")],
    "numbered namesakes and a third": [
        handle("elund1@harlow.com", "Eva Lund"),
        handle("elund4@harlow.com", "Eva Lund"),
        handle("eva.lund@harlow.com", "Eva Lund"),
    ],
    "who fits two": [
        handle("lund.eva@harlow.com", "Eva Lund"),
        handle("eva.k.lund@harlow.com", "Eva K Lund"),
        handle("eva.m.lund@harlow.com", "Eva M Lund"),
    ],
    "two who fit two": [
        handle("eva.lund@harlow.com", "Eva Lund"),
        handle("elund@harlow.com", "Eva Lund"),
        handle("eva.k.lund@harlow.com", "Eva K Lund"),
        handle("eva.m.lund@harlow.com", "Eva M Lund"),
    ],
    "an assistant writing for the chief": [handle("ina.roe@harlow.com", "Eva Lund"), handle("eva.lund@harlow.com", "Eva Lund")],
    "an assistant's proxy line": [
        handle("ina.roe@harlow.com", "Ina Roe on behalf of Eva Lund"),
        handle("eva.lund@harlow.com", "Eva Lund"),
    ],
    "a shared mailbox with a name": [handle("sales@harlow.com", "Eva Lund"), handle("eva.lund@harlow.com", "Eva Lund")],
    "a couple's mailbox": [handle("elund@harlow.com", "Eva Lund", "Erik Lund"), handle("eva.lund@harlow.com", "Eva Lund")],
    "a letter that fits two": [
        handle("eva.lund@harlow.com", "Eva Lund"),
        handle("erik.lund@harlow.com", "Erik Lund"),
        handle("elund@harlow.com"),
    ],
    "a letter that fits a middle": [
        handle("eva.lund@harlow.com", "Eva Lund"),
        handle("anna.lund@harlow.com", "Anna E. Lund"),
        handle("elund@harlow.com"),
    ],
    "a letter and an unseen address": [
        handle("eva.lund@harlow.com", "Eva Lund"),
        handle("erik.lund@harlow.com"),
        handle("elund@harlow.com"),
    ],
    "a letter and a common surname": [handle("eva.smith@harlow.com", "Eva Smith"), handle("esmith@harlow.com")],
    "a numbered address without a name": [handle("eva.lund@harlow.com", "Eva Lund"), handle("elund3@harlow.com")],
    "nobody shows a name": [handle("eva.lund@harlow.com"), handle("elund@harlow.com")],
    "a common surname without names": [handle("wanda.smith@harlow.com"), handle("wanda_t_smith@harlow.com")],
    "short forms without names": [handle("bob.lund@harlow.com"), handle("robert.lund@harlow.com")],
    "a short form of two": [
        handle("clund@harlow.com", "Chris Lund"),
        handle("christopher.lund@harlow.com", "Christopher Lund"),
        handle("christine.lund@harlow.com", "Christine Lund"),
    ],
    "free mail, common surname": [handle("eva.smith@yahoo.com", "Eva Smith"), handle("eva_smith@yahoo.com", "Eva Smith")],
    "free mail, numbers": [
        handle("eva.lundqvist70@aol.com", "Eva Lundqvist"),
        handle("eva_lundqvist@aol.com", "Eva Lundqvist"),
    ],
    "free mail, a letter": [handle("elundqvist@aol.com", "Eva Lundqvist"), handle("eva.lundqvist@aol.com", "Eva Lundqvist")],
    "a university's subdomains": [handle("elund@cs.x.edu"), handle("elund@x.edu")],
    "two branches": [handle("elund@x.harlow.com"), handle("elund@y.harlow.com"), handle("elund@harlow.com")],
    "no name at all": [handle("x1@harlow.com"), handle("x2@harlow.com"), handle("@"), handle("")],
    "pagers": [handle("5551@vtext.com", "Eva Lund"), handle("5552@vtext.com", "Eva Lund")],
}


@pytest.mark.parametrize("case", APART)
def test_two_humans_stay_apart(case):
    """Namesakes, families, shared mailboxes, proxies and ambiguous letters are never merged."""
    assert people(APART[case]) == set()


def test_a_common_name_in_a_large_company_may_be_two_people():
    """Where both names are common, a large company needs a middle initial; a small one does not."""
    pair = [handle("mary.smith@harlow.com", "Mary Smith"), handle("msmith@harlow.com", "Mary Smith")]
    with_middle = [handle("mary.smith@harlow.com", "Mary T Smith"), handle("msmith@harlow.com", "Mary T Smith")]
    crowd = [handle(f"q{i}x.zor{i}n@harlow.com") for i in range(250)]
    both = together("mary.smith@harlow.com", "msmith@harlow.com")
    assert people(pair) == both
    assert people([*pair, *crowd]) == set()
    assert people([*with_middle, *crowd]) == both


def test_domains_of_one_group_need_an_exact_uncommon_name():
    """Across two domains of one company only an exact, uncommon name that both show will do."""
    groups = {"harlow.com": "harlow.com", "harlowgroup.com": "harlow.com"}
    left = handle("eva.lund@harlow.com", "Eva Lund")
    for right, same in [
        (handle("elund@harlowgroup.com", "Eva Lund"), True),
        (handle("elund@harlowgroup.com", "Evie Lund"), False),
        (handle("eva.lund@harlowgroup.com"), False),
        (handle("elund@harlowgroup.com"), False),
    ]:
        assert bool(judge([left, right], key=KEY, now_us=1, groups=groups)) is same, right
    common = [handle("eva.smith@harlow.com", "Eva Smith"), handle("eva.smith@harlowgroup.com", "Eva Smith")]
    assert judge(common, key=KEY, now_us=1, groups=groups) == []


def test_a_judgement_says_why():
    """Each carries its rule with version, a sentence, a confidence and an id that only depends on what it says."""
    handles = ONE_HUMAN["letter and surname"]
    (one,) = judge(handles, key=KEY, now_us=1)
    (again,) = judge(handles[::-1], key=KEY, now_us=99)
    assert (one.verdict, one.by, one.rule_version) == ("same", "rule", "full-name-1")
    assert "Eva Lund" in one.reason
    assert one.confidence == CONFIDENCE["full-name"]
    assert one.left_h < one.right_h
    assert (one.id, one.left_h, one.right_h) == (again.id, again.left_h, again.right_h)
    assert judge(handles, key=b"another book", now_us=1)[0].id != one.id


ADDRESSES = st.builds(
    "{}@{}".format,
    st.sampled_from(
        [
            "eva.lund",
            "elund",
            "k..lund",
            "eva.k.lund",
            "e.lund",
            "erik.lund",
            "lund.e",
            "elund2",
            "eva",
            "sales",
            "bob.lund",
            "robert.lund",
        ]
    ),
    st.sampled_from(["harlow.com", "mail.harlow.com", "brook.com", "gmail.com", "x.edu", "harlowgroup.com"]),
)
NAMES = st.lists(
    st.sampled_from(
        ["Eva Lund", "Lund, Eva K.", "Erik Lund", "E. Lund", "Eva M. Lund", "Bob Lund", "Robert Lund", "Eva Lund Jr."]
    ),
    max_size=2,
    unique=True,
)
HANDLES = st.lists(st.tuples(ADDRESSES, NAMES), max_size=12, unique_by=lambda pair: pair[0]).map(
    lambda pairs: [handle(address, *names) for address, names in pairs]
)


@settings(max_examples=150, deadline=None)
@given(HANDLES, st.randoms(use_true_random=False))
def test_the_order_of_handles_makes_no_difference(handles, rng):
    """The same handles in any order give the same judgements."""
    shuffled = rng.sample(handles, len(handles))
    assert judge(handles, key=KEY, now_us=1) == judge(shuffled, key=KEY, now_us=1)


@settings(max_examples=150, deadline=None)
@given(HANDLES, st.integers(0, 12), st.integers(1, 4))
def test_judging_what_is_new_ends_where_judging_all_does(handles, known, step):
    """Handles taken in bit by bit, with withdrawals obeyed, leave the judgements that one pass over all makes."""
    groups = {"harlow.com": "harlow.com", "harlowgroup.com": "harlow.com"}
    whole = {j.id for j in judge(handles, key=KEY, now_us=1, groups=groups)}
    begun, rest = handles[:known], handles[known:]
    standing = {j.id for j in judge(begun, key=KEY, now_us=1, groups=groups)}
    taken = index(begun, groups=groups)
    for i in range(0, len(rest), step):
        made, withdrawn = judge_new(rest[i : i + step], taken, key=KEY, now_us=2)
        standing -= set(withdrawn)
        standing |= {j.id for j in made}
    assert standing == whole


@settings(max_examples=100, deadline=None)
@given(HANDLES)
def test_no_rule_joins_names_that_disagree(handles):
    """Nobody ends in one person with somebody whose shown, fitting given name is another."""
    person = components(handles, judge(handles, key=KEY, now_us=1), key=KEY)
    firsts: dict[str, set[str]] = {}
    for h in handles:
        for name in h.names:
            if name.split()[0] in ("Eva", "Erik") and h.address.startswith(name.split()[0].lower() + "."):
                firsts.setdefault(person[h.id], set()).add(name.split()[0])
    assert all(len(f) == 1 for f in firsts.values())


def test_a_new_name_on_a_known_handle_is_judged_again():
    """A handle seen with a second, disagreeing name loses the judgement that the first one made."""
    eva, other = handle("eva.lund@harlow.com", "Eva Lund"), handle("elund@harlow.com", "Eva Lund")
    known = index([eva, other])
    (old,) = judge([eva, other], key=KEY, now_us=1)
    made, withdrawn = judge_new([Handle(other.id, other.address, ("Eva Lund", "Erik Lund"))], known, key=KEY, now_us=2)
    assert (made, withdrawn) == ([], [old.id])


def test_a_known_handle_again_changes_nothing():
    """Taking in what is known already makes and withdraws nothing."""
    handles = [h for case in ONE_HUMAN.values() for h in case]
    assert judge_new(handles, index(handles), key=KEY, now_us=2) == ([], [])


def test_work_grows_with_the_handles_not_with_their_square():
    """Twenty thousand handles of one large company are filed in blocks small enough to judge in moments."""
    rng = random.Random(5)
    parts = ["ka", "lo", "mi", "ter", "son", "den", "bar", "wick", "ley", "ham"]
    handles = []
    for i in range(20_000):
        first, last = "".join(rng.choices(parts, k=2)), "".join(rng.choices(parts, k=4))
        handles.append(Handle(f"h_{i:05}", f"{first}.{last}{i % 3 or ''}@harlow.com", (f"{first.title()} {last.title()}",)))
    built = index(handles)
    assert max(len(block) for unit, block in built.blocks.items() if unit[0] == "name") < 200


def test_a_common_name_in_a_large_company_counts_where_both_show_the_middle():
    """Among hundreds of colleagues, two addresses of a common name go together only if both show the same middle initial."""
    crowd = [handle(f"p{i}x.q{i}z@harlow.com", f"P{i}x Q{i}z") for i in range(250)]
    mine = [handle("h..smith@harlow.com", "Smith, John H."), handle("john.smith@harlow.com", "John H Smith")]
    bare = handle("jsmith@harlow.com", "John Smith")
    assert people([*crowd, *mine, bare]) == together(*(h.address for h in mine))
    assert people([*crowd, bare, handle("smith.john@harlow.com", "John Smith")]) == set()
