"""Whom do the buyer's own words name, and what is said of price and competitors? Read sentence by sentence in their own zones.

A seat is somebody the buyer says will look at it, sign it or be asked. English, and the commonest German forms; a sentence that says
neither a name nor a rank yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from regard.deals import newcomers
from regard.deals.naming import PERSON
from regard.deals.records import Touch
from regard.evidence.language.pasted import pasted_from, speaks
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.situations import told
from regard.model import Span
from regard.parse.phrases.parting import NO_NAMES, ROLES


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names somebody: `name` and `title` as written ("" where it has none); `defers` they are said to have the say,
    `yields` to have it no more."""

    touch: str
    us: int
    by: str
    start: int
    end: int
    quote: str
    name: str
    title: str
    defers: bool
    yields: bool = False


_TITLE = (
    r"(?:c[efiot]o|cmo|ciso|chief \w+(?: \w+)? officer|managing director|vice president(?: of \w+)?|[se]?vp(?: of)?(?: \w+)?"
    r"|(?:finance|financial|technical|commercial|operations|it|purchasing|procurement|plant|site|regional|group|managing|sales|hr|legal"
    r"|quality|supply chain|general|account|works|production|logistics) (?:director|manager|head|lead|team|department)"
    r"|director(?: of \w+(?: \w+)?)?|head of \w+(?: \w+)?|general counsel|lawyers?|legal|procurement|purchasing|controller|treasurer"
    r"|owner|founders?|boss|manager|superior|board|management|executive committee|steering (?:committee|group)"
    r"|geschäftsführ(?:er|erin|ung)|vorstand|chef(?:in)?|einkauf|rechtsabteilung)"
)
_RANK = (
    r"(?:(?:Vice |Deputy |Executive |Managing |Administrative Law |General |Plant |Finance |Technical |Purchasing )?(?:President|Director|Judge|Manager"
    r"|Counsel)|Commissioner|Cmr\.?|Comm\.(?= )|ALJ|Justice|Chair(?:man|woman|person)?|Mayor|Minister|Senator|Governor|Treasurer|Controller"
    r"|C[EFIOT]O|Direktor(?:in)?|Präsident(?:in)?)"
)
"""A rank as it stands before a name, with capitals."""
_REACHED = r"(?:,? ?\((?=[\w.+-]+@|\+?\(?\d{3})|,? at (?=[\w.+-]+@\w|\+?\(?\d{3}[-./) ]))"
_SAY = (
    r"(?:who (?:signs|decides|approves|has the (?:last|final) (?:word|say))|(?:will|must|has to|needs to|would have to|is going to|have to|need to) "
    r"(?:sign|decide|approve|agree|look at it|see (?:it|this)|release|authori[sz]e)|(?:signs|decides|approves)(?: it| this| that| off)?\b"
    r"|has (?:ruled|ordered|directed|approved|authori[sz]ed|decided|(?:asked|told|instructed) us to|given us (?:until|permission))\b"
    r"|has the (?:last|final) (?:word|say)|holds (?:the|all the) (?:purse(?: strings)?|money|budget|strings|pen)|owns the (?:budget|decision|money)"
    r"|(?:controls|keeps|guards) the (?:budget|money|purse|spending)|calls the (?:shots|tune)|makes the (?:(?:final|last) )?(?:decision|call|choice)"
    r"|gives the (?:green light|go-ahead|final nod|last word)|(?:has to|must|needs to|would have to) (?:be convinced|say yes|nod|give (?:his|her) (?:blessing|okay|ok))"
    r"|wants to see (?:it|this|that|the (?:offer|proposal|numbers|figures|contract)) (?:first|before))"
)
_MUST = r"(?i:(?:i|we|you)(?:'ll| will|'d| would)? ?(?:first |still |just )?(?:must|need to|have to|got to|'ve got to)?)"
_ASK = (
    rf"(?:{_MUST} (?:check|clear|align|agree|confirm|discuss)(?: (?:it|this|that|everything))?(?: internally)? with"
    rf"|{_MUST} run (?:it|this|that) (?:past|by)|(?i:(?:must|need to|have to|'d have to|would have to|'ll have to) (?:first )?ask)|(?i:(?:must|need to|have to|'d have to|would have to|'ll have to|'ll need to)) (?:convince|persuade|win over|get past|satisfy|talk to|speak (?:to|with))"
    r"|(?:it|this|that|everything|which|the (?:offer|quote|proposal|contract|decision|order|budget)) (?:then |now |next |first )?(?:goes|went|has to go|must go|will go|passes|is) (?:up )?(?:to|past|with|through)"
    r"|(?:needs?|requires?|waiting for|subject to) (?:the )?(?:approval|sign-?off|okay|consent|signature|go-ahead) (?:of|by|from)"
    r"|(?:signed|approved|decided|released|signed off) by|(?:is|it's|be) up to|on the desk of)"
)
_RESTS = (
    r"(?:nothing (?:happens|moves|goes|is (?:signed|bought|decided)|gets (?:signed|bought|decided|through)) without|(?:it|this|that|everything|all|which) (?:all )?(?:depends|hinges|hangs) on"
    r"|(?:ends|ends up|lands|rests|lies|sits|stays|stops) (?:with|on)|in the hands of|comes down to|(?:last|final) (?:word|say|decision|call) (?:is|lies|rests|sits|belongs)(?: with| to)?)"
)
"""Words after which stands whoever has the say."""
_BODY = (
    r"(?:(?:group|investment|purchasing|tender|executive|management|selection|audit|steering|works) (?:board|committee|panel|council)"
    r"|chief (?:executive|\w+ officer)|finance chief|parent company|head ?office|headquarters|partners|owner of the company)"
)
"""Who decides without being one person's title."""
_DECIDES = r"(?:release|approve|sign|decide|authori[sz]e|free up|choose|agree)"
_OUR = r"(?:my|our|the|unser(?:e|em|en|er)?|mein(?:e|em|en|er)?)"
FORMS: tuple[tuple[str, bool], ...] = (
    (
        rf"\b(?P<title>{_RANK}) (?P<name>{PERSON})(?:['’]s (?P<say>ruling|orders?|instructions?|directions?|approval|decision|permission|sign-?off)\b)?",
        False,
    ),
    (rf"(?P<title>{_RANK}) (?P<name>{PERSON}) (?P<say>(?i:{_SAY}))", True),
    (rf"(?i:contact|call|e-?mail|write to|send \w+ to|comments? to|questions? to|reach) (?P<name>{PERSON}){_REACHED}", False),
    (rf"(?P<name>{PERSON}),? (?:who is )?(?i:{_OUR}) (?P<title>(?i:{_TITLE}))\b[, ]*(?P<say>(?i:{_SAY}))?", False),
    (rf"(?P<name>{PERSON}) ?\((?:(?i:{_OUR}) )?(?P<title>(?i:{_TITLE}))\)", False),
    (rf"\b(?i:{_ASK}) (?:(?i:{_OUR}) )(?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{PERSON}))?", True),
    (rf"\b(?i:{_ASK}) (?P<name>{PERSON})", True),
    (rf"\b(?i:{_OUR}) (?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{PERSON}))?,? (?P<say>(?i:{_SAY}))", True),
    (
        rf"(?i:\b(?:my|our|unser(?:e|em|en|er)?|mein(?:e|em|en|er)?)) (?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{PERSON}))?",
        False,
    ),
    (rf"(?i:it(?:'s| is| will be| would be)) (?P<name>{PERSON}),? (?P<say>(?i:{_SAY}))", True),
    (rf"(?P<name>{PERSON}) (?P<say>(?i:{_SAY}))", True),
    (rf"(?P<name>{PERSON}) ?\((?P<title>[^()]{{2,45}})\),? (?:who |that )?(?P<say>(?i:{_SAY}))", True),
    (rf"(?i:it(?:'s| is| will be| would be)) (?P<name>{PERSON}),? (?:who |that )(?P<say>(?i:{_SAY}))", True),
    (rf"\b(?i:{_RESTS}) (?:(?i:{_OUR}) )?(?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{PERSON}))?", True),
    (rf"\b(?i:{_RESTS}) (?P<name>{PERSON})", True),
    (
        rf"\b(?i:only|nobody but) (?:(?i:{_OUR}) )?(?P<title>(?i:{_BODY}|{_TITLE}))\b(?: (?P<name>{PERSON}))? (?i:can|may|could) (?i:{_DECIDES})",
        True,
    ),
    (
        (
            rf"\b(?i:{_OUR}) (?P<title>(?i:{_BODY}|{_TITLE}))\b(?:,? (?P<name>{PERSON}),?)? (?P<say>(?i:(?:will |would |may |might )?(?:wants?|wish(?:es)?|needs?|has|have|insists?|likes?)"
            rf" (?:to|on) (?:see|look|be (?:comfortable|convinced|happy)|bless|wave|{_DECIDES})|reserves?|makes? up (?:his|her|its|their) (?:own )?mind))"
        ),
        True,
    ),
    (
        (
            rf"\b(?i:goes|take (?:it|this|that)|get (?:it|this|that)|put (?:it|this|that)|bring (?:it|this|that)) (?i:up |next |then )?(?i:to|past|before|in front of|by)"
            rf" (?:(?i:{_OUR}) )?(?P<title>(?i:{_BODY}|(?:managing|finance|financial|procurement|purchasing|commercial|group) director|board|management|c[efo]o))\b"
        ),
        True,
    ),
    (
        rf"\b(?i:is|it's|that's) for (?i:{_OUR}) (?P<title>(?i:{_BODY}|{_TITLE})) (?i:to (?:settle|decide|choose|say|judge|approve))",
        True,
    ),
    (
        rf"\b(?i:nothing (?:moves|happens|goes)\b[^.?!]{{0,12}}(?:until|before)) (?P<name>{PERSON}) (?i:has|puts|says|gives)",
        True,
    ),
    (
        rf"\b(?i:whatever|unless|until|only if|only when) (?P<name>{PERSON}) (?i:says|likes it|wants it|agrees|nods|decides|is convinced|is happy|has seen it)",
        True,
    ),
    (
        rf"(?P<name>{PERSON}) (?i:is|will be) (?i:the (?:one|person|man|woman) (?:who|to|you) (?:decides?|signs?|convince|persuade|has|have|need|pays?))",
        True,
    ),
    (rf"(?P<name>{PERSON})['’]s (?:call|table|say-so|word|blessing|okay|nod|budget|purse|pen|veto|yes)\b", True),
    (rf"(?P<name>{PERSON})['’]s (?:desk|signature|approval|sign-?off|decision|ruling|orders|instructions|permission)\b", True),
)
_FUNCTION = (
    r"(?:purchasing|procurement|buying|sourcing|supply chain|finance|accounts|controlling|legal|operations|logistics|production|quality"
    r"|maintenance|engineering|marketing|sales|warehouse|facilities|(?:whole |entire )?(?:plant|site|budget|project|it)|hr)"
)
_RUNS = (
    r"(?:runs|heads(?: up)?|leads|manages|looks after|takes care of|is (?:in charge of|responsible for|head of|the head of))"
    r" (?:(?:our|the|all|all of our|their) )?"
)
"""What is said of whoever is at the head of something."""
_NO_PERSON = r"(?!(?:\w+ ){0,2}(?i:support|services?|desk|team|office|department|cent(?:er|re)|help|hotline|line|group|bank)\b)"
_ADVISED = (
    r"\b(?i:you (?:should|could|must|need to|ought to|have to|had better|might want to|may want to|will want to|would do well to)"
    r"|you'(?:d|ll) (?:better|want to|need to|have to|do well to)|(?:better|best|please|just|maybe|perhaps|and|also)|^)"
    r" ?(?i:(?:also|first|really|probably|definitely|perhaps) )?"
    r"(?i:talk to|speak (?:to|with)|meet(?: with)?|sit down with|have a word with|involve|bring in|win over|convince)"
)
"""What comes before somebody whom we are advised to meet."""
FORMS += (
    (rf"(?P<name>{PERSON})(?:,? (?:who|he|she|they)| [–-] (?:he|she|they))? (?i:{_RUNS})(?P<title>(?i:{_FUNCTION}))\b", False),
    (rf"{_ADVISED} {_NO_PERSON}(?:(?i:{_OUR}) (?P<title>(?i:{_TITLE})),? )?(?P<name>{PERSON})", False),
)
"""Whom we should meet by their words, and who runs what."""
FORMS += newcomers.FORMS
_OPENING = """
listen look well honestly anyway frankly actually basically sure right yeah yep nope sorry hang hold wait see hear mind remember imagine
ah oh hm hmm um er now so fine great good lovely brilliant excellent perfect meanwhile obviously clearly luckily sadly unfortunately
fortunately hopefully apparently incidentally alright fingers cheers congratulations believe trust guess true fair man mate guys folks
also schau hör hören naja gut schön tja eben ehrlich jedenfalls übrigens leider genau klar stimmt moment warte
écoute écoutez bon bien alors bref enfin voilà franchement tiens tenez voyons attends attendez regarde regardez dis dites
januar februar märz juni juli oktober dezember janvier février mars juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio agosto septiembre octubre noviembre diciembre lundi mardi mercredi jeudi vendredi samedi
dimanche lunes martes miércoles jueves viernes sábado samstag sonntag
mira mire oye oiga bueno vale pues claro verás espera espere escucha escuche entonces
"""
_OPENERS = frozenset(_OPENING.split())
"""Words with which somebody begins to speak, and which name nobody."""
_NOT_NAMES = NO_NAMES | ROLES | frozenset(
    (
        "i", "he", "she", "they", "a", "an", "but", "or", "if", "then", "when", "once", "also", "still", "our", "my", "your", "this", "that",
        "these", "those", "what", "who", "why", "how", "where", "there", "here", "from", "to", "at", "by", "with", "everything", "anything",
        "nobody", "everybody", "someone", "anyone", "before", "after", "as", "is", "are", "was", "would", "should", "could", "might", "must",
        "did", "has", "have", "had", "regards", "best", "kind", "legal", "procurement", "purchasing", "hr", "finance", "management", "board",
        "ja", "nein", "und", "aber", "oder", "wenn", "dann", "der", "die", "das", "ein", "eine", "wir", "sie", "er", "es", "ich", "ihr",
        "supply", "chain", "logistics", "quality", "production", "engineering", "transport", "warehouse", "site", "plant", "it", *_OPENERS, "unser", "mein", "bitte", "danke", "hallo", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "of",
    )
)  # fmt: skip
"""Words with a capital that name nobody."""
_SALUTES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "madame", "monsieur"))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(pattern), defers) for pattern, defers in FORMS)


@cache
def _newcomers() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """The forms that take somebody's say back, and those that a pronoun stands in."""
    return tuple(map(re.compile, newcomers.YIELDS)), tuple(map(re.compile, newcomers.BY_PRONOUN))


@cache
def _may() -> re.Pattern[str]:
    """What every form asks for somewhere: a rank, a deciding word, or asking somebody. Most sentences have none, and no form is tried."""
    return re.compile(
        rf"\b(?i:{_TITLE}|who|sign(?:s|ed|ature|-?off)?|decid\w*|decision|approv\w*|agree|release|authori[sz]e|look at it|see (?:it|this)|desk"
        r"|runs|heads|leads|manages|looks after|takes care|charge|responsible|meet|involve|bring in|win over"
        r"|started|joined|empez\w+|entr\w+|arrivée?|appointed|hired|named|promoted|new|neue[nr]?|nouvelle|nouveau|nueva|nuevo|rejoints?|nommée?|incorporado|incorporó|als|across|over"
        r"|only|just|merely|simply|no longer|nicht mehr|gegen|plus|ya no|alles|tout|todo"
        r"|with|past|ask|convince|to|through|of|by|from|on|whatever|unless|until|only|the one|the person|without|holds?|owns|controls|keeps|guards|calls|makes|gives|ruled|ordered|directed|at)\b|['’]s\b|\b{_RANK} [A-Z]"
    )


def own_sentences(touch: Touch) -> tuple[tuple[int, int, str], ...]:
    """The sentences of a touch's own words: (start, end, words on one line)."""
    return cut(touch.text, touch.spans) if touch.sentences is None else touch.sentences


LONGEST_SENTENCE, LONGEST_OWN = 1_000, 100_000
"""Characters. What is longer is a table, a file or a document, and no saying of anybody's."""
_NO_WORD = re.compile(r"\w{80}")
"""A key or a coded file; names are looked for in it in quadratic time."""


def cut(text: str, spans: Iterable[Span]) -> tuple[tuple[int, int, str], ...]:
    """The sentences of the own words of a text, without those that nobody says (`LONGEST_SENTENCE`, `_NO_WORD`) and an article put there.
    Own words below an article are left out where nobody speaks for themselves in them.
    """
    found, left, article = [], LONGEST_OWN, False
    for span in spans:
        if span.zone != "own" or left <= 0:
            continue
        last = min(span.end, span.start + left)
        left -= last - span.start
        if article and not speaks(text, span.start, last):
            continue
        said = pasted_from(text, span.start, last)
        for start, end in sentences(text, span.start, said):
            if end - start <= LONGEST_SENTENCE and _NO_WORD.search(text, start, end) is None:
                found.append((start, end, " ".join(text[start:end].split())))
        article = article or said < last
    return tuple(found)


_GONE = re.compile(
    r"(?: \([^)]*\)|, [^,]{2,30},|,)?(?: is| has|'s|’s| will be)?(?: [a-z]+)? (?:resigned|retired|retiring|leaving (?:us|the (?:company|firm))|left (?:us|the (?:company|firm))"
    r"|(?:been )?(?:dismissed|let go)|no longer (?:with us|here))\b"
)
"""What is said of whoever goes: theirs is no place to fill."""


def mentions(touch: Touch) -> list[Mention]:
    """Who is named in what a buyer wrote: at most one mention a name and sentence."""
    found: dict[tuple[int, str], Mention] = {}
    if touch.by_us:
        return []
    for start, end, words in own_sentences(touch):
        if not _may().search(words) or words.startswith(_GREETS):
            continue
        for pattern, defers in _forms():
            for match in pattern.finditer(words):
                groups = match.groupdict()
                written, title = groups.get("name") or groups.get("two") or "", (groups.get("title") or "").strip()
                if (ranked := _ranked().match(written)) is not None:
                    title, written = ranked[1], ranked[2]
                name = "" if _opens(words, match, spoken=bool(touch.minutes)) else person(written)
                alone = len(name.split()) < 2
                if (not name and not title) or (
                    alone and not title and not groups.get("say") and "'s" not in words and not defers
                ):
                    continue
                if not title and alone and not name:
                    continue
                if _GONE.match(
                    words, match.end("two" if groups.get("two") else "name") if name else match.end("title")
                ) or _erased_beside(words, match):
                    continue
                key = (start, name or plain(title))
                told = found.get(key)
                says = defers or bool(groups.get("say"))
                if told is None or (says and not told.defers) or (title and not told.title):
                    found[key] = Mention(
                        touch.id, touch.us, touch.writer, start, end, words, name,
                        title or (told.title if told else ""), says or bool(told and told.defers),
                    )  # fmt: skip
    found = _by_pronoun(touch, _who_decides(touch, found) | _yielding(touch))
    told_of = {m.start for m in found.values()}
    for mention in _cued(touch):
        if mention.start not in told_of:
            found[mention.start, mention.name or plain(mention.title)] = mention
    named = {m.start for m in found.values() if m.name}
    return [m for m in found.values() if m.name or m.start not in named]


def _who_decides(touch: Touch, found: dict[tuple[int, str], Mention]) -> dict[tuple[int, str], Mention]:
    """The mentions, where those of a sentence that tells somebody else's say are deferred to; whom no form named is added."""
    for start, end, words in own_sentences(touch):
        one = next((t for t in told(words) if t.situation == "decider_unseen"), None)
        if one is None or words.startswith(_GREETS):
            continue
        here = [key for key in found if key[0] == start]
        for key in here:
            found[key] = replace(found[key], defers=True)
        bare = re.sub(rf"^(?:{_OUR}|your|their|a|an) ", "", one.who, flags=re.IGNORECASE)
        name = person(one.who) if one.who[:1].isupper() else ""
        if not here and (name or re.fullmatch(_TITLE, bare, re.IGNORECASE)):
            title = "" if name else bare
            found[start, name or _plain(title)] = Mention(
                touch.id, touch.us, touch.writer, start, end, words, name, title, defers=True
            )
    return found


_MANY = re.compile(
    r"(?:board|management|executive committee|steering (?:committee|group)|lawyers|legal|procurement|purchasing|founders"
    r"|vorstand|geschäftsführung|einkauf|rechtsabteilung|.* (?:team|department))$",
    re.IGNORECASE,
)


def _opens(words: str, match: re.Match[str], *, spoken: bool) -> bool:
    """Whether what stands where a name could, before a comma and a title, opens the sentence ("Listen, the board signed it").

    A body is nobody's title, so whatever stands before its comma is spoken to or names nobody. On a call one word at the very beginning
    before the comma is such a one too, unless the title is closed by a comma ("Peter, our owner, signs").
    """
    groups = match.groupdict()
    title = (groups.get("title") or "").strip()
    if not groups.get("name") or not title or match.end("name") > match.start("title"):
        return False
    if not re.fullmatch(rf", (?i:{_OUR}) ", words[match.end("name") : match.start("title")]):
        return False
    if _MANY.match(title):
        return True
    first_ = match.start("name") == 0 and " " not in match["name"]
    return spoken and first_ and not re.match(r"[,.;!?)–-]|\s*$", words[match.end("title") :])


def _yielding(touch: Touch) -> dict[tuple[int, str], Mention]:
    """Whose say the words of a mail take back."""
    return {
        (start, name): Mention(touch.id, touch.us, touch.writer, start, end, words, name, "", defers=False, yields=True)
        for start, end, words in own_sentences(touch)
        for form in _newcomers()[0]
        if (match := form.search(words)) and (name := person(match["name"]))
    }


NEXT = 4
"""Characters at most between a sentence and the next one, which may speak of whom it names as "she"."""


def _by_pronoun(touch: Touch, found: dict[tuple[int, str], Mention]) -> dict[tuple[int, str], Mention]:
    """The mentions, with those that tell of "her desk" and the like: of the one whom the sentence names, else the one just before it."""
    before = (-1, -1)
    for start, end, words in own_sentences(touch):
        if any(form.search(words) for form in _newcomers()[1]):
            here = [key for key, m in found.items() if key[0] == start and m.name and not m.yields]
            last = (
                [key for key, m in found.items() if key[0] == before[0] and m.name and not m.yields]
                if start - before[1] <= NEXT
                else []
            )
            if len(here) == 1:
                found[here[0]] = replace(found[here[0]], defers=True)
            elif not here and len(last) == 1:
                one = found[last[0]]
                found[start, one.name] = Mention(
                    touch.id, touch.us, touch.writer, start, end, words, one.name, one.title, defers=True
                )
        before = (start, end)
    return found


def as_of_now(said: Iterable[Mention]) -> list[Mention]:
    """The mentions in order of time, of which those that gave somebody a say count no more once it was taken back."""
    every = sorted(said, key=lambda m: (m.us, m.touch, m.start))
    taken = [m for m in every if m.yields]
    return [
        replace(m, defers=False)
        if m.defers
        and any(fits(t.name, m.name) or fits(m.name, t.name) for t in taken if m.name and (t.us, t.touch) >= (m.us, m.touch))
        else m
        for m in every
    ]


_BEFORE, _AFTER = re.compile(r"\[er\w*\]?[\s,(–-]*(?:who is )?$"), re.compile(r"[\s,(–-]*\[er")


def _erased_beside(words: str, match: re.Match[str]) -> bool:
    """Whether a title stands beside the name of somebody erased: it is theirs, and no place to fill."""
    start, end = match.span("title") if match.groupdict().get("title") else match.span()
    return bool(
        "[er" in match.group()
        or _BEFORE.search(words, 0, match.start())
        or _BEFORE.search(words, 0, start)
        or _AFTER.match(words, end)
    )


def may_mention(words: str) -> bool:
    """Whether a sentence has any of the forms in which somebody is mentioned."""
    return (
        _may().search(words) is not None
        and not words.startswith(_GREETS)
        and any(pattern.search(words) is not None for pattern, _ in _forms())
    )


_GREETS = ("Dear ", "Honorable ", "To ", "To: ", "Hi ", "Hello ", "Sehr ")
"""A greeting names whoever it is written to."""


@cache
def _ranked() -> re.Pattern[str]:
    return re.compile(rf"({_RANK}) ({PERSON})$")


def rank_before(line: str) -> tuple[str, str] | None:
    """(rank, name) of a line that is nothing but a rank and a name: "Judge Brandt"."""
    match = _ranked().match(line.strip())
    return (match[1], match[2]) if match else None


def _cued(touch: Touch) -> Iterator[Mention]:
    """Whom the language rules on trial find deferred to or brought in (`defers`, `brings_superior`), where no form of ours found them."""
    for cue, start, end in touch.said:
        if cue in ("defers", "brings_superior") and end > start:
            words = " ".join(touch.piece(start, end).split())
            match = _deferred().search(words)
            name, title = (person(match["name"] or match["alone"] or ""), (match["title"] or "").strip()) if match else ("", "")
            if (name or title) and not (match and _erased_beside(words, match)):
                yield Mention(touch.id, touch.us, touch.writer, start, end, words, name, title, defers=cue == "defers")


@cache
def _deferred() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?i:{_OUR}) (?:[a-z]+ )?(?P<title>(?i:{_TITLE}))\b(?:,? (?P<name>{PERSON}))?|\b(?:with|by|past|from|of|ask) (?P<alone>{PERSON})"
    )


def person(text: str) -> str:
    """What is left of a name as found when words that merely begin a sentence are taken off; "" where nothing is."""
    words = text.split()
    while words and (
        _plain(words[0]).rstrip(".") in _SALUTES
        or _plain(words[0]) in _NOT_NAMES
        or (len(words) > 1 and words[0].endswith("ing"))
    ):
        words.pop(0)
    kept: list[str] = []
    for word in words:
        if _plain(word) in _NOT_NAMES:
            break
        kept.append(word)
        if word.endswith(("'s", "’s")):
            break
    text = " ".join(kept).replace("’", "'").removesuffix("'s")
    return text if len(text) > 1 and not text.isupper() else ""


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def name_key(name: str) -> str:
    """A name as names are compared."""
    return " ".join(name.casefold().replace("’", "'").split())


def fits(mentioned: str, name: str) -> bool:
    """Whether a name as mentioned can be this member's: the same, or the first or last part alone."""
    key, whole = name_key(mentioned), name_key(name)
    parts, mine = key.split(), whole.split()
    return (
        key == whole
        or (len(parts) == 1 and parts[0] in mine)
        or (len(parts) >= 2 and bool(mine) and parts[-1] == mine[-1] and parts[0][0] == mine[0][0])
    )
