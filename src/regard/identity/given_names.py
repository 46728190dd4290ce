"""Given names that stand for each other, and names so common that two strangers share them: data, no logic.

A short form stands here only where it means one full name; "Chris", "Pat" or "Alex" mean several and are left out.
"""

from __future__ import annotations

from regard.identity.vocabulary import words

_SHORT_FORMS = """
andrew: andy drew
anthony: tony
benjamin: benny
catherine: cathy
charles: charlie chuck
cynthia: cindy
daniel: danny
david: dave davey
deborah: debbie deb debra
donald: donnie
douglas: doug
edward: eddie ted
elizabeth: betsy lizzie liz eliza
frederick: freddie fred
gerald: gerry
gregory: greg
gwendolyn: gwen
james: jim jimmy jamie
janice: jan
jeffrey: jeff geoff geoffrey jeffery
jennifer: jenny jenn
jessica: jess
joseph: joe joey
joshua: josh
judith: judy
katherine: kathy katie kathryn
kenneth: ken kenny
lawrence: larry
leonard: lenny
margaret: peggy maggie
matthew: matt
michael: mike mick mickey
nathaniel: nate
nicholas: nick
pamela: pam
patricia: patty trish
peter: pete
philip: phil phillip
raymond: ray
rebecca: becky
richard: rick dick richie
robert: bob rob bobby robbie
ronald: ron ronnie
russell: russ
stephen: steve steven stevie
stuart: stu stewart
susan: sue suzie susie
theodore: teddy theo
thomas: tom tommy
timothy: tim timmy
victoria: vicky vicki
vincent: vince
walter: walt
william: bill will billy willie
zachary: zach zack
"""

_CANONICAL = {
    short: full.strip()
    for full, _, shorts in (line.partition(":") for line in _SHORT_FORMS.split("\n") if ":" in line)
    for short in shorts.split()
}
_FORMS: dict[str, tuple[str, ...]] = {}
for _short, _full in _CANONICAL.items():
    _FORMS[_full] = (*_FORMS.get(_full, (_full,)), _short)


def canonical(given: str) -> str:
    """The full form of a folded given name: "bob" gives "robert"; a name without a single full form stays."""
    return _CANONICAL.get(given, given)


def forms(given: str) -> tuple[str, ...]:
    """All forms a folded given name goes by, itself among them."""
    return _FORMS.get(canonical(given), (given,))


COMMON_SURNAMES = words(
    """
    smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson
    anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson
    walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell
    mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris
    morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward
    richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel
    myers long ross foster jimenez wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu lin guo he singh
    kumar sharma gupta khan ali ahmed hussain shah tran pham le vo park choi jung tanaka suzuki sato takahashi
    watanabe ito yamamoto nakamura silva santos oliveira souza pereira costa ferreira fernandes rossi russo ferrari
    esposito bianchi romano muller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann koch
    bauer martins dubois durand bernard petit ivanov petrov kowalski novak jansen devries nielsen jensen hansen
    andersen larsen olsen johansson andersson karlsson
    """
)
"""Surnames of which any large company holds several, folded."""

COMMON_GIVEN = words(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan gary
    nicholas eric stephen jonathan larry scott mary patricia jennifer linda elizabeth barbara susan jessica sarah
    karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah
    stephanie laura maria anna jose juan carlos luis wei peter martin thomas andreas hans jean pierre ivan mohammed
    muhammad ahmed chris mike jim bob steve tom dave
    """
)
"""Given names of which any large company holds several, folded."""
