"""Does a question ask of somebody's life (weekend, holidays, health, family, travel, sport) and of nothing at work?

“Did you survive the marathon?”, “How was Crete?” with a holiday in it, “Are you feeling better?”: whoever leaves it unanswered owes no
answer to the business. What asks for a day, a place or a favour (“are you free for dinner on Monday?”, “when is your trip?”) is none of
these, nor is “how was the install?” or a trip to a plant. A class, not a list of sentences: how it was or will be, of a matter of life.
Pure; English.
"""

from __future__ import annotations

import re

_LIFE = (
    r"(?:week-?ends?|holidays?|vacations?|break|time off|days? off|honeymoon|trips?|flight|drive|journey|travels?|cruise|"
    r"wedding|birthday|"
    r"anniversary|part(?:y|ies)|bab(?:y|ies)|kids?|children|sons?|daughters?|twins|grandkids|famil(?:y|ies)|wife|husband|"
    r"mom|mum|dad|"
    r"mother|father|parents|christmas|xmas|thanksgiving|easter|new year'?s?(?: eve)?|summer|winter|marathon|"
    r"half[- ]marathon|triathlon|"
    r"race|game|match|golf|tennis|ski(?:ing)?|slopes|fishing|hunting|hike|hiking|camping|beach|lake|concert|movie|show|"
    r"festival|"
    r"surgery|operation|knee|back|leg|arm|hip|cold|flu|fever|headache|hangover|storm|hurricane|snow|heat|weather|house|"
    r"garden|dog|cat|puppy)"
)
_ITS = (
    r"(?:(?:your|the|that|this|their|those|all (?:the|that|your)|y'all's) )?"
    rf"(?:(?!sales|sports? hall|plant|site)[a-z'-]+ ){{0,3}}?{_LIFE}"
)
_END = (
    r"(?=\W*(?:$|\?|[.,!;:)]|(?:so far|then|in|over|up|down|last|this|yesterday|today|with (?:the|"
    r"your)|at (?:the )?(?:beach|lake|home)|and|go|"
    r"going|went|doing|treating|back|too|there|out|these days|now|yet|all|anyway|btw|by the way)\b))"
)
_ASKS_OF_LIFE = re.compile(
    rf"\bhow(?:'s| is| are| was| were| did| has| have)(?: everyone| things| all)?(?: been)? {_ITS}{_END}"
    rf"|\bdid (?:you|ya|y'all|you guys|you all|you both)(?: all| guys| ever| manage to)? (?:survive|enjoy|like|have|win|"
    rf"finish|run|catch|see|watch|"
    rf"get through|recover from|make it (?:back|home|through|to)) {_ITS}{_END}"
    r"|\bdid (?:you|you guys|you all|y'all)(?: all)? (?:have (?:a )?(?:lots? of |some |any |much )?(?:fun|good time|"
    r"nice time|great time|blast)|"
    r"make it (?:home|back)(?: (?:ok|okay|safe|safely|all right|alright|in one piece))?|get (?:home|any sleep|some sleep|"
    r"enough sleep|"
    r"some rest|any rest)|sleep (?:well|ok|at all)|catch anything|stay warm|stay dry)\b"
    rf"|\b(?:has|have|did|does|is) {_ITS} (?:go|gone|going|been|treat(?:ed|ing)? you|behave|"
    rf"grow\w*|sleep\w*|walk\w*|talk\w*|better)\b"
    r"|\b(?:are|is|'re) (?:you|she|he|everyone|everybody|they|your (?:wife|husband|family|kids?|son|daughter|mom|"
    r"dad))(?: all)? (?:feeling|doing|"
    r"getting|any)(?: a (?:bit|little))?(?: any)?(?: (?:better|well|all right|alright|ok|okay|rested|human again|"
    r"under the weather))\b"
    r"|\b(?:are|'re) you (?:all |fully |quite )?(?:over (?:your|the|that) (?:cold|flu|jet ?lag|surgery)|rested|recovered|"
    r"jet-?lagged|"
    r"keeping (?:warm|cool|dry)|staying (?:warm|cool|dry|out of trouble)|(?:still )?sore)\b"
    r"|\b(?:you )?having (?:any |some |a lot of )?fun(?: yet)?\b"
    r"|\bwhat (?:did|are|were|will) (?:you|y'all|you guys|you all)(?: guys| all)? (?:do|doing|up to|get up to|plan|"
    r"planning)\b[^.?]{0,25}\b(?:weekend|"
    r"holidays?|vacation|christmas|thanksgiving|easter|new year|summer|birthday)\b"
    rf"|\b(?:any|got|have you)(?: any)? (?:big |fun |exciting |special |good |great )*plans for {_ITS}"
    rf"|\b(?:have|had) you (?:had |been having )?a (?:good|nice|great|fun|lovely|relaxing|wonderful|pleasant) {_LIFE}"
    r"|\bhave you (?:had|gotten|got) any (?:sleep|rest)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:installs?|installation|installed|deal|contract|orders?|invoices?|deliver(?:y|"
    r"ies)|shipments?|meetings?|calls?|demos?|audit|project|"
    r"proposal|quotes?|pilot|trial|rollout|roll-?out|roadshow|trade show|trade fair|go-?live|plant|site|factory|warehouse|"
    r"office|customers?|clients?|"
    r"suppliers?|vendors?|schedule|budget|price|pricing|numbers|figures|reports?|shutdown|outage|maintenance|shift|"
    r"production|line|system|server|"
    r"software|upgrade|migration|training|workshop|conference|interview|presentation|volumes?|nominations?|pipeline|storage|"
    r"season|sales|"
    r"board|ceo|cfo|legal|regulator|commission|hearing|testing|tests?|itinerary|dates?|tickets?|hotel|agenda|details|send|"
    r"forward|confirm|"
    r"let me know)\b",
    re.IGNORECASE,
)
"""A word of work, or of a favour, makes it a question of work, whatever else stands in it."""


def asks_of_life(sentence: str) -> bool:
    """Whether a sentence asks how something of somebody's life is, was or goes, and has no word of work in it."""
    said = " ".join(sentence.replace("’", "'").split())
    return _ASKS_OF_LIFE.search(said) is not None and _WORK.search(said) is None
