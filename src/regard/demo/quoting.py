"""How does a mail program show what is being answered? Bodies with signatures, disclaimers and quotes, as text and as HTML."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from html import escape
from zlib import crc32

from regard.demo import clock
from regard.demo.chance import share
from regard.demo.phrases import lines
from regard.demo.records import Mail, Person, World

DEPTH = 4
"""How many earlier mails a body carries at most; people cut there."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def chance(mail: Mail, what: str) -> float:
    """A number in [0, 1) that belongs to this mail and this question, the same every time."""
    return share(mail.key, what)


def local_time(person: Person, at: int) -> datetime:
    """That moment on this person's clock, with its offset from UTC."""
    return datetime.fromtimestamp(at, timezone(timedelta(minutes=clock.offset(person.country, at))))


def shown_name(person: Person) -> str:
    """The display name as their mail program sends it; "" where it sends none."""
    if person.display == "none":
        return ""
    if person.display == "first":
        return person.first
    return f"{person.last}, {person.first}" if person.display == "last, first" and person.last else person.name


def mailbox(person: Person, at: int) -> str:
    """Name and address as quote headers show them."""
    name = shown_name(person)
    return f"{name} <{person.address(at)}>" if name else person.address(at)


class Bodies:
    """The bodies of a world's mails, each made once however often it is quoted."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._companies = {a.key: a.name for a in world.accounts}
        self._plain: dict[tuple[str, int], str] = {}

    def own(self, mail: Mail) -> str:
        """Own words, then signature, device line and disclaimer, as this writer has them."""
        person = self.world.people[mail.sender]
        parts = [mail.text]
        if mail.client == "phone" or (mail.client == "tablet" and chance(mail, "device") < 0.3):
            devices = lines("people", "device", "body")
            parts.append(devices[crc32(person.key.encode()) % len(devices)])
        elif person.signs and mail.family != "personal" and (mail.parent is None or chance(mail, "signature") < 0.6):
            parts.append(("-- \n" if mail.client in {"interleaved", "webmail"} else "") + self._signature(person, mail.at))
        if person.disclaimer >= 0 and mail.family != "personal":
            company = self._company(person, mail.at)
            number = 4_000_000 + crc32(company.encode()) % 5_000_000
            parts.append(lines("people", "disclaimer", "body")[person.disclaimer].format(account=company, registry=number))
        return "\n\n".join(parts)

    def _company(self, person: Person, at: int) -> str:
        return self._companies.get(person.account_at(at)) or person.company or self.world.company

    def _signature(self, person: Person, at: int) -> str:
        company = self._company(person, at)
        title = person.titled(at)
        form = crc32(person.key.encode()) % 4
        first = person.name.upper() if form == 3 else person.name
        middle = [f"{title} | {company}"] if form in {0, 3} else [title, company] if form == 1 else [f"{title}, {company}"]
        tail = [f"{('T ', 'Tel. ', 'Phone: ', '')[form]}{person.phone}"] if person.phone else []
        if form == 1:
            tail.append(person.address(at))
        return "\n".join([first, *middle, *tail])

    def parent(self, mail: Mail) -> Mail | None:
        """The mail it shows as quoted, if it shows one."""
        if mail.parent is None or mail.client == "phone" or (mail.client == "tablet" and chance(mail, "no quote") < 0.15):
            return None
        return self.world.by_key[mail.parent]

    def plain(self, mail: Mail, depth: int = DEPTH) -> str:
        """The whole text body, quoting at most `depth` earlier mails."""
        made = self._plain.get((mail.key, depth))
        if made is None:
            made = self._plain[mail.key, depth] = self._compose(mail, depth)
        return made

    def _compose(self, mail: Mail, depth: int) -> str:
        parent = self.parent(mail)
        own = self.own(mail)
        if parent is None or depth == 0:
            return own + "\n"
        if mail.client == "interleaved":
            how = chance(mail, "interleave")
            if how < 0.4:
                return self._interleaved(mail, parent) + "\n"
            if how < 0.65:
                return f"{self.attribution(mail, parent)}\n{marked(self.plain(parent, depth - 1))}\n\n{own}\n"
        below = self.plain(parent, depth - 1).rstrip("\n")
        if mail.client in {"webmail", "interleaved", "tablet"}:
            return f"{own}\n\n{self.attribution(mail, parent)}\n\n{marked(below)}\n"
        return f"{own}\n\n{self.header_block(mail, parent)}\n\n{below}\n"

    def _interleaved(self, mail: Mail, parent: Mail) -> str:
        """Their paragraphs marked, ours between them."""
        theirs, ours = parent.text.split("\n\n"), self.own(mail).split("\n\n")
        out = [self.attribution(mail, parent)]
        for i in range(max(len(theirs), len(ours))):
            out += [marked(theirs[i])] if i < len(theirs) else []
            out += [ours[i]] if i < len(ours) else []
        return "\n\n".join(out)

    def attribution(self, mail: Mail, parent: Mail) -> str:
        """The line above a marked quote, as each program writes it."""
        reader, writer = self.world.people[mail.sender], self.world.people[parent.sender]
        t = local_time(reader, parent.at)
        who = mailbox(writer, parent.at)
        american = reader.country.startswith("us_")
        if mail.client == "webmail":
            day = f"{MONTHS[t.month - 1][:3]} {t.day}" if american else f"{t.day} {MONTHS[t.month - 1][:3]}"
            hour = f"{t:%I:%M %p}".lstrip("0") if american else f"{t:%H:%M}"
            return f"On {DAYS[t.weekday()][:3]}, {day}{',' if american else ''} {t.year} at {hour} {who} wrote:"
        if mail.client == "tablet":
            return f"On {t.day} {MONTHS[t.month - 1][:3]} {t.year}, at {t:%H:%M}, {who} wrote:"
        if reader.country == "de" and crc32(reader.key.encode()) % 2:
            return f"Am {t:%d.%m.%Y} um {t:%H:%M} schrieb {writer.name}:"
        day = f"{t.month}/{t.day}/{t.year}" if american else f"{t:%d/%m/%Y}"
        return f"On {day} {t:%H:%M}, {writer.name} wrote:"

    def header_block(self, mail: Mail, parent: Mail) -> str:
        """The block of headers above an unmarked quote, in the language of the program."""
        reader, people = self.world.people[mail.sender], self.world.people
        form = crc32(reader.key.encode()) % 3
        rule = ("________________________________", "-----Original Message-----", "")[form]
        if mail.client == "german":
            rule = ("________________________________", "-----Ursprüngliche Nachricht-----", "")[form]
        rows = [f"{label} {value}" for label, value in self.header_rows(mail, parent) if value]
        short = rule.startswith("-----") and mail.client != "german"
        if short and chance(mail, "names only") < 0.3:
            rows[0] = f"From: {people[parent.sender].name}"
        return "\n".join([*([rule] if rule else []), *rows])

    def header_rows(self, mail: Mail, parent: Mail) -> list[tuple[str, str]]:
        """Label and value of each line of a header block; an empty value is left out."""
        people = self.world.people
        t = local_time(people[mail.sender], parent.at)
        to = "; ".join(mailbox(people[p], parent.at) for p in parent.to)
        cc = "; ".join(mailbox(people[p], parent.at) for p in parent.cc)
        sender = mailbox(people[parent.sender], parent.at)
        if mail.client == "german":
            sent = f"{_TAGE[t.weekday()]}, {t.day}. {_MONATE[t.month - 1]} {t.year} {t:%H:%M}"
            return [("Von:", sender), ("Gesendet:", sent), ("An:", to), ("Cc:", cc), ("Betreff:", parent.subject)]
        if people[mail.sender].country.startswith("us_"):
            hour = f"{t:%I:%M %p}".lstrip("0")
            sent = f"{DAYS[t.weekday()]}, {MONTHS[t.month - 1]} {t.day}, {t.year} {hour}"
        else:
            sent = f"{t.day:02d} {MONTHS[t.month - 1]} {t.year} {t:%H:%M}"
        return [("From:", sender), ("Sent:", sent), ("To:", to), ("Cc:", cc), ("Subject:", parent.subject)]

    def html(self, mail: Mail) -> str:
        """The same body as HTML, quoting as the program does: a blockquote, or a ruled block of headers."""
        parent = self.parent(mail)
        own = _paragraphs(self.own(mail), "MsoNormal" if mail.client in {"desktop", "german"} else "")
        if parent is None:
            return f"<html><body>{own}</body></html>\n"
        below = _paragraphs(self.plain(parent, 1), "")
        if mail.client in {"desktop", "german"}:
            rows = "<br>".join(f"<b>{label}</b> {escape(value)}" for label, value in self.header_rows(mail, parent) if value)
            rule = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
            return f'<html><body>{own}<div style="{rule}"><p class="MsoNormal">{rows}</p></div>{below}</body></html>\n'
        line = escape(self.attribution(mail, parent))
        return (
            f'<div dir="ltr">{own}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{line}<br></div>'
            f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">{below}'
            "</blockquote></div>\n"
        )


def marked(text: str) -> str:
    """Every line behind a ">"; deeper quotes keep theirs."""
    return "\n".join(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in text.rstrip("\n").split("\n"))


def _paragraphs(text: str, style: str) -> str:
    tag = f'<p class="{style}">' if style else "<div>"
    end = "</p>" if style else "</div><br>"
    return "\n".join(f"{tag}{escape(p, quote=False)}{end}".replace("\n", "<br>\n") for p in text.rstrip("\n").split("\n\n"))
