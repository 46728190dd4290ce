"""Is what a buyer told one of ours advice, which can be heeded, or something told in confidence, which cannot? Pure.

Whatever asks to keep it quiet is a confidence, unless it also tells us what to do; all else that coaches is advice or a warning.
"""

from __future__ import annotations

import re

from regard.results.perception import Told

_QUIET = re.compile(
    r"\bbetween (?:you and (?:me|i)|us|ourselves|the two of us)\b|\boff[- ]the[- ]record\b"
    r"|\byou (?:didn['’]?t|did not|haven['’]?t|have not|never) hear(?:d)? (?:this|it|that) from me\b"
    r"|\b(?:please )?keep (?:this|that|it) (?:to yourself|under your hat|quiet|confidential|between)\b"
    r"|\b(?:strict(?:est)?|told you in|tell you (?:this |that |it )?in|this in|purely in) (?:strict )?confidence\b"
    r"|\bstrictly confidential\b"
    r"|\bbefore (?:it|this|that) (?:is|becomes|goes) (?:official|public)\b"
    r"|\b(?:nobody|no one) (?:else )?knows\b|\bfor your (?:eyes|ears) only\b"
    r"|\b(?:please )?(?:don['’]?t|do not) (?:pass (?:this|it|that) on|share (?:this|it|that)|quote me|spread|repeat|forward|"
    r"tell (?:anyone|anybody|a soul)|let on)\b[^.;!?]*",
    re.IGNORECASE,
)
_DO = (
    r"(?:don['’]?t|do not|never|avoid|stay away|lead with|start (?:with|from|at)|talk to|speak (?:to|with)|go (?:to|and|easy)|"
    r"see|send|show|bring|use|offer|ask|call|ring|get|give|put|take|leave|drop|cut|hold|wait|focus|stress|mention|"
    r"emphasi[sz]e|make sure|be (?:careful|"
    r"prepared|ready|sure|quick)|come|try|let|win|convince|watch out|expect|prepare|copy|involve)\b"
)
_TELLS = re.compile(
    r"\byou(?:['’]d| should| could| need to| ought to| must| might want| may want| had better|['’]ll want| will want| have to)\b"
    r"|\bif i were (?:you|in your)\b|\bthe (?:best|easiest|only|surest|quickest|fastest|safest) way\b|\bhere(?:['’]s| is) how\b"
    rf"|(?:^|[.:;!?,–—-]\s*|\n\s*|\b(?:so|and|but|please|just|better|then) ){_DO}",
    re.IGNORECASE,
)


def kind_of(sentence: str, near: str) -> Told:
    """What a sentence that coaches is, with the words `near` it (itself among them)."""
    if not _QUIET.search(sentence):
        return "advice"
    return "advice" if _TELLS.search(_QUIET.sub("", near).strip()) else "confidence"
