"""What gives a private, legal, HR, health or union thread away: folders, mailboxes and phrases. Data, hardly any logic.

A phrase is a whole expression about people at work or their private lives. `ALWAYS` counts on any mail, `INSIDE` only on mail
wholly among ourselves, where nobody is sold anything. `TELLING` holds, for each phrase, a word without which it cannot stand:
one cheap look decides that nearly all mails need no closer one.
"""

from __future__ import annotations

import re

from regard.identity.vocabulary import words

SCANNED = 3000
"""Characters of own words that are read."""

BREAKS = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~’‘“”–—…", " "))
"""Punctuation to spaces, so that words come apart."""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _topics(topics: dict[str, str], separator: str | None = None) -> dict[str, str]:
    """Each name in the lists to its topic."""
    return {name.strip(): topic for topic, names in topics.items() for name in " ".join(_lines(names)).split(separator)}


_NO_NOTICE = "".join(f"(?<!{word} )" for word in ("be", "contain", "contains", "include", "includes", "by", "or", "an"))
"""Confidentiality notices speak of privilege too: "may contain attorney-client privileged information"."""


def _phrases(text: str) -> re.Pattern[str]:
    """An expression a line; a word starts and ends it. WHO and WHOSE stand for the people a mail may speak of."""
    who = r"(?:he|she|i|they|we|who|mother|father|mom|dad|wife|husband|son|daughter|brother|sister|friend|colleague)"
    either = "|".join(_lines(text)).replace("WHOSE", r"(?:my|your|his|her)").replace("WHO", who)
    return re.compile(rf"\b(?:{either})\b".replace("NOTICE", _NO_NOTICE))


BUSINESS_FOLDERS = words(
    """
    account accounts customer customers client clients deal deals prospect prospects lead leads opportunities project projects
    vendor vendors supplier suppliers partner partners industry industries sector sectors vertical verticals sales contracts
    """
)
"""A folder below one of these is named after a customer or a trade, not after a private matter."""

FOLDERS = _topics(
    {
        "private": """
            private|personal|personal mail|private mail|personal stuff|family|family mail|friends|family and friends|
            friends and family|kids|wedding|divorce
            """,
        "legal": """
            legal|legal advice|legal matters|privileged|attorney client|lawyers|lawyer|attorneys|litigation|lawsuit
            """,
        "hr": """
            hr|human resources|personnel|performance reviews|performance review|employee reviews|resumes|cvs|candidates|
            interviews|recruiting|hiring|salaries|salary|payroll|severance|grievances|disciplinary|my benefits
            """,
        "health": "medical|health|my health|health insurance|doctor|doctors|sick leave|therapy",
        "union": "trade union|labor union|labour union|works council|betriebsrat|collective bargaining",
    },
    "|",
)
"""Folder names, separators as spaces, to topics."""

MAILBOXES = _topics(
    {
        "legal": """
            legal legaldept legaldepartment legalteam legal-team legal-dept legal.department generalcounsel general.counsel
            counsel inhousecounsel litigation
            """,
        "hr": """
            hr hrteam hr-team hrdept hr.department humanresources human.resources human-resources human_resources personnel
            benefits payroll employeerelations employee.relations talent recruiting recruitment ethics whistleblower
            """,
        "health": "medical occupationalhealth occupational.health healthcenter health.center eap employeeassistance nurse",
        "union": "union workscouncil works.council works-council betriebsrat shopsteward",
    }
)
"""Local parts at our own domains to topics."""

PRIVATE_SUBJECT = re.compile(
    r"\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)*\W*(?:strictly )?(?:personal|private)(?: matter| and private)?\W*(?:$|[-:\]])",
    re.IGNORECASE,
)
"""Subjects that call themselves private."""

ALWAYS = {
    "legal": _phrases(
        r"""
        NOTICE(?:attorney|lawyer)[-/ ]{1,3}client[-/ ](?:privileged?|communications?|confidential)
        (?:attorney|lawyer)(?:'s)? work[- ]product
        (?<=\n)privileged (?:and|&) confidential(?=[ .:*-]{0,4}\n)
        (?:litigation|legal) hold
        (?:our|outside|in-?house|general) counsel(?:'s)? (?:advice|advises|advised|opinion|believes|thinks we)
        we (?:have been|were|got) subpoenaed
        subpoena (?:for|from) (?:our|your|the) (?:records|files|e-?mails?|documents)
        settle(?:ment of)? (?:the|our|this) (?:lawsuit|litigation)
        """
    ),
    "hr": _phrases(
        r"""
        (?:harassment|discrimination) (?:complaint|claim|allegation|investigation)s?
        disciplinary (?:action|hearing|proceeding)s?
        severance (?:package|agreement|payment|pay)
        written warning (?:to|for) (?:him|her|you)
        termination of WHOSE employment
        WHOSE (?:current |base |new )?salary
        WHOSE (?:annual |year-end |mid-?year )?performance (?:review|appraisal|evaluation)
        performance improvement plan
        employee grievances?
        """
    ),
    "health": _phrases(
        r"""
        (?:medical|sick|fmla|disability|maternity) leave
        WHOSE (?:\w+'s )?(?:biopsy|surgery|chemo(?:therapy)?|diagnosis|pregnancy|miscarriage|depression|cancer|tumou?r|illness)
        WHOSE (?:\w+'s )?(?:doctor'?s? (?:appointment|note|visit)|blood (?:test|work|pressure)|medication|therapist|hiv)
        WHOSE (?:\w+'s )?(?:mental health|health problems?)
        WHO(?:'s| is| was| were| has been| have been)? (?:just |recently )?diagnosed with
        WHO(?:'s| is| was| has been|'m| am) (?:still |back )?in (?:the (?:hospital|icu|emergency room)|intensive care)
        WHO (?:has|had|have|beat|survived|is fighting|is battling) (?:\w+ )?cancer
        WHO (?:has |have )?had a (?:heart attack|stroke(?! of)|miscarriage)
        WHO(?:'s| is| was|'m| am) (?:being )?(?:hospitali[sz]ed|pregnant|undergoing (?:surgery|chemo\w*|treatment))
        suicidal|committed suicide|alcoholics anonymous|in rehab
        """
    ),
    "union": _phrases(
        r"""
        (?:union|unioni[sz]ation) (?:organi[sz]ing|drive|rep|representatives?|dues|membership|vote|election|steward|meeting)
        union grievances?|union contract talks
        join(?:ing|ed)? (?:the|a|our) (?:labou?r |trade )?union(?! (?:pacific|station|street|square|bank|gas|electric|oil))
        shop steward|collective[- ]bargaining|card[- ]check|works council|betriebsrat\w*
        strike (?:vote|ballot|fund)|picket line|labou?r relations board
        """
    ),
}
"""Topic to what speaks of it on any mail. Patients are business for some, so an illness needs its owner named."""

INSIDE = {
    "legal": _phrases(
        r"""
        legal (?:advice|opinion|exposure|liability|strategy)
        (?:pending|threatened|ongoing) (?:litigation|lawsuit)
        depositions?|document retention notice
        """
    ),
    "hr": _phrases(
        r"""
        (?:performance|peer|360) (?:reviews?|appraisals?|evaluations?|rankings?)
        pay (?:rise|raise)|salary (?:increase|review|band|survey)s?|bonus (?:payout|letter|pool)s?|retention bonus
        (?:be|been|being|getting|got|was|were) (?:laid off|made redundant)
        candidate'?s? (?:interview|resume|cv)|(?:attached|his|her) (?:resume|cv)|interview (?:schedule|feedback|candidate)s?
        job offer|resignation letter|open enrollment|vacation balance|payroll deductions?
        """
    ),
    "health": _phrases(
        r"""
        health (?:insurance claim|care enrollment|benefits)|(?:dental|medical) (?:plan|benefits|claim)s?
        flu shots?|blood drive|doctor'?s appointment
        """
    ),
    "union": _phrases(r"(?:labou?r|trade) unions?|union (?:leaders?|officials?|workers?|members?)"),
}
"""Topic to what speaks of it among ourselves, and is daily business with others."""

TELLING = _topics(
    {
        "legal": """
            attorney lawyer privileged litigation hold counsel subpoenaed subpoena lawsuit legal deposition depositions
            retention
            """,
        "hr": """
            harassment discrimination disciplinary severance warning termination salary performance grievance grievances
            peer 360 rise raise bonus laid redundant candidate candidates interview resume cv job resignation enrollment
            vacation payroll
            """,
        "health": """
            medical sick fmla disability maternity biopsy surgery chemo chemotherapy diagnosis pregnancy miscarriage
            depression cancer tumor tumour illness doctor doctors blood medication therapist hiv mental health diagnosed
            hospital icu emergency intensive heart stroke hospitalized hospitalised pregnant undergoing suicidal suicide
            alcoholics rehab dental flu
            """,
        "union": """
            union unions unionization unionisation steward collective card council betriebsrat betriebsrats strike picket
            relations betriebsrates betriebsratsvorsitz betriebsratsvorsitzende betriebsratsvorsitzenden betriebsratsvorsitzender
            betriebsratsmitglied betriebsratsmitglieder betriebsratswahl betriebsratssitzung
            """,
    }
)
"""Word to the topic whose phrases it may belong to."""

NEVER_A_TOPIC = words(
    """
    church churches mosque synagogue temple pray prayer prayers praying prayed god jesus christ christian christians
    christianity bible koran quran muslim muslims islam islamic jew jews jewish catholic catholics protestant
    protestants hindu hindus buddhist buddhists buddhism atheist atheists religion religions religious faith ramadan
    passover baptism baptist baptists republican republicans democrat democrats election elections vote votes voted
    voting political politically politics abortion communist communists socialist socialists cancer tumor tumour surgery
    hospital hospitals doctor doctors disease illness sick diabetes diabetic pregnant pregnancy depression depressed
    therapy therapist medication disabled disability hiv aids stroke diagnosed diagnosis chemo chemotherapy biopsy
    injury injured gay lesbian homosexual transgender sexual sexually sexuality race racial ethnic ethnicity wife
    husband spouse girlfriend boyfriend fiance fiancee kid kids child children baby babies son sons daughter daughters
    mother father mom dad parents brother brothers sister sisters grandma grandpa grandmother grandfather grandkids
    grandchildren grandson granddaughter family families wedding divorce divorced funeral marriage married died death
    union unions strike salary salaries wage wages layoff layoffs fired criminal arrest arrested convicted grievance
    resume weekend weekends vacation holiday holidays birthday golf football basketball baseball soccer hockey concert
    beer beers drink drinks lunch dinner breakfast brunch restaurant restaurants barbecue bbq party parties pub bar bars wine
    coffee picnic ski skiing fishing hunting tickets game games movie movies honeymoon
    """
)
"""Words that no sentence may hold to be told as something that matters to a buyer: health, faith, politics, origin, family, work
disputes, leisure. A wrong hit loses one quote; a missed one shows what is nobody's business."""


def is_private(said: str) -> bool:
    """Whether words hold one that no sentence may hold to be quoted (`NEVER_A_TOPIC`)."""
    return not NEVER_A_TOPIC.isdisjoint(said.lower().translate(BREAKS).split())
