"""The words of mail in many languages: what programs write before a quote, how people part, how machines answer.

Data only. Each entry is a piece of a regular expression without capturing groups; `either` joins them. To add a language, add to
each list.
"""

from __future__ import annotations

from collections.abc import Iterable

WROTE_ABROAD = (
    *("schrieb(?:en)?", "folgendes geschrieben", "geschrieben", "a écrit", "écrivait", "escribió", "ha scritto", "scrisse"),
    *(
        "escreveu",
        "schreef",
        "het volgende geschreven",
        "geschreven",
        "skrev",
        "kirjoitti",
        "ha escrit",
        "a scris",
        "ezt írta",
        "írta",
    ),
    *("написала?(?:[(]а[)])?", "пише[тш]?", "писа[вл]а?", "έγραψε", r"napisał(?:[(]a[)]|a)?", "pisze", "napisana przez"),
    *(r"napsal(?:[(]a[)]|a)?", "píše", "yazdı", "写道", "寫道", "さんは書きました", "のメール", "님이 작성", "작성"),
)
WROTE = ("wrote", "writes", "said", *WROTE_ABROAD)
"""The verb of "On Monday, Ann … wrote:"; in English it stands last."""

WROTE_HINTS = (
    *("wrote", "Wrote", "writes", "said", "schrieb", "crit", "escribi", "scritto", "scrisse", "escreveu", "schreef", "skrev"),
    *(
        "kirjoitti",
        "напис",
        "пише",
        "писа",
        "napis",
        "pisze",
        "napsal",
        "píše",
        "yazd",
        "写道",
        "寫道",
        "書きました",
        "のメール",
    ),
    *("작성", "írta", "scris", "έγραψε", "geschreven"),
)
"""Plain strings of which one is in every text that `WROTE` matches."""

LEADS = ("Quoting ", "Zitat von ", "Citando a ", "Citando ", "Citeren ", "Citat från ", "Cytat ", "Cytowanie ", "En réponse à ")
"""How a line without a verb says whose words follow, where they are marked."""

ON = (
    *("on", "am", "le", "el", "il", "em", "op", "den", "dne", "dnia", "w dniu", "at", "às", "în", "στις", "in a message"),
    *("in an e-?mail", "missatge de", "wiadomość napisana przez", "dňa", "dana"),
)
"""How such a line begins."""

BESIDE_NAMES = (
    *(
        "hat",
        "heeft",
        "użytkownik(?:a)?",
        "odesílatel",
        "пользователь",
        "от",
        "przez",
        "from",
        "von",
        "no dia",
        "del dia",
        "tarihinde",
    ),
    *("şunu", "ezt", "o/η", "ο/η", "via email", "於", "于", "님이"),
)
"""Words beside the writer's name in such a line that are no part of it."""

ORIGINAL = (
    *(
        "original(?: message| appointment|[ -]?nachricht|bericht|meddelande)",
        "ursprüngliche (?:nachricht|mail|e-mail)",
        "ursprungligt meddelande",
        "message d['’]?origine",
        "message original",
    ),
    *("mensaje original", "messaggio originale", "mensagem original", "oorspronkelijk bericht", "oprindelig meddelelse"),
    *("opprinnelig melding", "alkuperäinen viesti", "исходное (?:сообщение|письмо)", "пересылаемое (?:сообщение|письмо)"),
    *("wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "pôvodná správa", "eredeti üzenet", "orijinal mesaj"),
    *("mesaj(?:ul)? original", "原始(?:邮件|郵件)", "元のメッセージ", "원본 메시지"),
    *(
        "forwarded (?:message|by)",
        "weitergeleitet(?:e (?:nachricht|mail|e-mail)| von)",
        "(?:message|courriel) transféré",
        "transféré par",
        "réacheminé par",
        "mensaje reenviado",
        "reenviado por",
        "remitido por",
    ),
    *("messaggio inoltrato", "inoltrato da", "mensagem encaminhada", "encaminhado por", "doorgestuurd (?:bericht|door)"),
    *(
        "przekazana wiadomość",
        "vidarebefordrat (?:meddelande|brev)",
        "vidarebefordrat av",
        "videresendt (?:melding|besked|meddelelse|av|af)",
    ),
    *(
        "(?:edelleen)?välitetty viesti",
        "edelleenlähetetty viesti",
        "přeposlaná zpráva",
        "továbbított üzenet",
        "iletilen (?:mesaj|ileti)",
    ),
    *("переслан(?:ное|о|ный)", "转发(?:的)?(?:邮件|信息)", "轉寄(?:的)?郵件", "転送(?:された)?メッセージ", "전달된 메시지"),
    *("reply (?:message|separator)", "inline attachment follows"),
)
"""What stands between dashes above a quoted mail."""

FORWARDED = (
    *(
        "begin forwarded message",
        "anfang der weitergeleiteten (?:nachricht|e-?mail)",
        "début du message (?:réexpédié|transféré)",
    ),
    *(
        "inicio del mensaje reenviado",
        "inizio (?:del )?messaggio inoltrato",
        "início da mensagem (?:encaminhada|reencaminhada)",
    ),
    *(
        "begin doorgestuurd bericht",
        "(?:początek|rozpoczęcie) przekazywanej wiadomości",
        "vidarebefordrat (?:brev|meddelande|mejl)",
    ),
    *("börja? vidarebefordrat meddelande", "start på videresendt (?:meddelelse|besked|melding|e-mail)", "videresendt melding"),
    *(
        "välitetty viesti(?: alkaa)?",
        "начало переадресованного (?:сообщения|письма)",
        "転送されたメッセージ",
        "下面是被转发的邮件",
    ),
    *("开始转发的邮件", "以下是轉寄的郵件", "전달된 메시지"),
)
"""How Apple's program announces a forwarded mail."""

FORWARDED_HINTS = (
    *("forwarded message", "Forwarded Message", "weitergeleitet", "message r", "message t"),
    *("reenviado", "noltrato", "ncaminhada", "oorgestuurd", "przekazywanej", "idarebefordrat", "ideresendt", "älitetty"),
    *("переадресованного", "転送", "转发", "轉寄", "전달된"),
)

LABEL_FROM = (
    *("from", "von", "de", "da", "van", "från", "fra", "lähettäjä", "от", "від", "od", "odesílatel", "nadawca", "mittente"),
    *("expéditeur", "absender", "remitente", "remetente", "afzender", "avsändare", "afsender", "kimden", "gönderen", "feladó"),
    *("από", "发件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "보낸사람"),
)
LABEL_DATE = (
    *(
        "sent",
        "date",
        "gesendet(?: am)?",
        "datum",
        "envoyé(?: le)?",
        "fecha",
        "enviad[oa](?: e[lm])?",
        "inviato",
        "data",
        "verzonden",
    ),
    *(
        "verstuurd",
        "skickat",
        "dato",
        "sendt",
        "lähetetty",
        "päiväys",
        "päivämäärä",
        "дата",
        "отправлено",
        "надіслано",
        "wysłano",
    ),
    *(
        "data wysłania",
        "odesláno",
        "dátum",
        "odoslané",
        "küldve",
        "elküldve",
        "gönderilme(?: tarihi)?",
        "gönderildi",
        "tarih",
        "trimis",
    ),
    *(
        "data de envio",
        "data e hora",
        "ημερομηνία",
        "στάλθηκε",
        "发送时间",
        "发送日期",
        "寄件日期",
        "傳送時間",
        "日期",
        "日付",
        "日時",
    ),
    *("送信日時", "보낸 날짜", "날짜"),
)
LABEL_TO = (
    *(
        "to",
        "an",
        "à",
        "a",
        "para",
        "per",
        "pour",
        "aan",
        "till",
        "til",
        "vastaanottaja",
        "кому",
        "до",
        "do",
        "komu",
        "adresat",
    ),
    *("destinatario", "destinataire", "destinatário", "empfänger", "ontvanger", "mottagare", "modtager", "mottaker", "kime"),
    *("alıcı", "címzett", "către", "προς", "收件人", "收件者", "宛先", "받는 사람", "받는사람"),
)
LABEL_OTHER = (
    *(
        "cc",
        "bcc",
        "cci",
        "cco",
        "ccn",
        "kopie",
        "copie",
        "copia",
        "cópia",
        "kopia",
        "kopi",
        "kopio",
        "копия",
        "копія",
        "dw",
        "udw",
    ),
    *("másolatot kap", "bilgi", "抄送", "副本", "참조", "importance", "priority", "wichtigkeit", "priorität", "importancia"),
    *("importância", "importanza", "priorità", "prioriteit", "urgentie", "urgence", "ważność", "prioritet", "重要度", "重要性"),
    *("reply[- ]to", "antwort an", "répondre à", "responder a", "rispondi a", "odpowiedź do", "attachments?", "anlagen?"),
    *("pièces jointes", "(?:datos )?adjuntos", "allegati", "bijlagen", "anexos", "załączniki", "bifogade filer"),
    *("vedhæftede filer", "vedlegg", "liitteet", "添付ファイル", "附件", "organi[sz]ation", "sent by"),
)
LABEL_SUBJECT = (
    *(
        "subject",
        "betreff",
        "objet",
        "sujet",
        "asunto",
        "oggetto",
        "assunto",
        "onderwerp",
        "ämne",
        "emne",
        "aihe",
        "тема",
        "temat",
    ),
    *("předmět", "predmet", "tárgy", "konu", "subiect", "θέμα", "主题", "主題", "主旨", "件名", "제목"),
)
"""The labels of a quoted mail's headers, as programs translate them."""

SUBJECT_HINTS = (
    *("ubject", "UBJECT", "etreff", "bjet", "ujet", "sunto", "ggetto", "ssunto", "nderwerp", "mne:", "ihe:", "ема", "emat"),
    *("ředmět", "redmet", "árgy", "Konu", "ubiect", "έμα", "主题", "主題", "主旨", "件名", "제목"),
)

SENT_HINTS = (
    *(
        "Sent:",
        "Gesendet:",
        "Envoyé",
        "Enviado",
        "Enviada",
        "Inviato:",
        "Verzonden:",
        "Skickat:",
        "Sendt:",
        "Lähetetty:",
        "Отправлено:",
    ),
    *("Wysłano:", "Odesláno:", "发送时间", "送信日時", "보낸 날짜"),
)
"""Labels of the date, one of which stands in every block that `blocks_without_subject` finds."""

PARTING = (
    (
        r"(?:(?:many|warm|warmest|best|kind|kindest|with (?:best|kind|warm)) +)?(?:thanks|thanx|thx|thank you|regards|rgds|wishes)"
        r"(?: (?:so much|very much|a lot|again|and (?:best |kind )?regards|in advance|to you all|all))?"
    ),
    *(
        "tks",
        "best",
        "cheers",
        "sincerely(?: yours)?",
        "yours(?: (?:sincerely|truly|faithfully))?",
        "respectfully",
        "cordially",
    ),
    *("take care", "talk (?:to you )?soon", "love", "ciao", "bye", "all the best", "with appreciation"),
    "mit (?:freundlichen?|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en?",
    "(?:viele|beste|liebe|freundliche|herzliche|schöne|sonnige|mit vielen)(?:n)? gr(?:ü|ue)(?:ß|ss)en?(?: (?:aus|nach) \\w+)?",
    *(
        "hochachtungsvoll",
        "sincères salutations",
        "bien à toi",
        "amicalement",
        "bien sincèrement",
        "un cordial saludo",
        "cordialmente",
    ),
    *(
        "saluti",
        "a presto",
        "hartelijke groet(?:en)?",
        "groeten",
        "met groet",
        "(?:com os )?(?:melhores )?cumprimentos",
        "(?:um )?abraço",
        "grato",
    ),
    *(
        "z poważaniem",
        "pozdrawiam serdecznie",
        "pozdrowienia",
        "med vänlig hälsning",
        "vänligen",
        "(?:bästa |många )?hälsningar",
        "tack",
    ),
    *("(?:med )?vennlig hilsen", "de bedste hilsner", "ystävällisin terveisin", "s pozdravem", "üdvözlettel", "saygılarımla"),
    *("よろしくお願い(?:いた|致)?し(?:ます|申し上げます)", "敬具", "此致", "敬礼", "谢谢"),
    *(
        "gru(?:ß|ss)",
        "mfg",
        "lg",
        "vg",
        "danke",
        "cordialement",
        "bien (?:cordialement|à vous)",
        "(?:meilleures )?salutations",
        "merci",
    ),
    *("saludos(?: cordiales)?", "un saludo", "atentamente", "gracias", "(?:cordiali |distinti )?saluti", "grazie"),
    *(
        "(?:met )?vriendelijke groet(?:en)?",
        "groetjes?",
        "mvh",
        "(?:med )?vänliga hälsningar",
        "hälsningar",
        "(?:med venlig )?hilsen",
    ),
    *("atenciosamente", "abraços", "obrigad[oa]", "pozdrawiam", "terveisin", "с уважением"),
)
"""How a mail parts before its writer's name."""

SENT_FROM = (
    *(r"sent (?:from|via|with|using) (?:my |the )?\w+", "get outlook for", r"von meinem \w+ gesendet", "gesendet (?:von|mit)"),
    *("envoyé (?:de|depuis) mon", "enviado (?:desde|do) (?:mi|meu)", "inviato da(?:l mio)?", "verstuurd vanaf", "sendt fra"),
    *("skickat från", "отправлено с", "do you yahoo", "get your (?:free|private)", "get free email", "join msn", "msn photos"),
    *("chat with friends", "send and receive hotmail"),
)
"""What programs and free-mail services write under a mail."""

ROLES = frozenset(
    (
        *(
            "manager",
            "director",
            "president",
            "vice",
            "vp",
            "svp",
            "evp",
            "ceo",
            "cfo",
            "cto",
            "coo",
            "chief",
            "officer",
            "lead",
        ),
        *(
            "leader",
            "analyst",
            "associate",
            "assistant",
            "consultant",
            "engineer",
            "attorney",
            "counsel",
            "paralegal",
            "partner",
        ),
        *(
            "specialist",
            "coordinator",
            "administrator",
            "representative",
            "executive",
            "sales",
            "marketing",
            "trader",
            "trading",
        ),
        *(
            "operations",
            "department",
            "dept",
            "division",
            "group",
            "geschäftsführer",
            "geschäftsführerin",
            "leiter",
            "leiterin",
        ),
        *(
            "vertrieb",
            "directeur",
            "directrice",
            "gerente",
            "inc",
            "llc",
            "llp",
            "ltd",
            "limited",
            "corp",
            "corporation",
            "company",
        ),
        *("gmbh", "ag", "bv", "plc", "phd", "esq", "mba", "cpa", "university", "school", "institute", "services", "america"),
        *("energy", "bank"),
    )
)
"""Words of titles and companies in a signature."""

PLACES = frozenset(
    (
        *(
            "street",
            "avenue",
            "ave",
            "road",
            "rd",
            "blvd",
            "boulevard",
            "suite",
            "floor",
            "drive",
            "lane",
            "plaza",
            "box",
            "straße",
        ),
        *("strasse", "str", "rue", "via", "calle", "room", "building", "tower", "square"),
    )
)

NO_NAMES = frozenset(
    (
        *(
            "yes",
            "no",
            "ok",
            "okay",
            "sure",
            "done",
            "fine",
            "agreed",
            "attached",
            "enclosed",
            "thanks",
            "thank",
            "none",
            "nothing",
        ),
        *("all", "both", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow"),
        *(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        *(
            "fyi",
            "asap",
            "tbd",
            "total",
            "please",
            "confidential",
            "draft",
            "private",
            "hello",
            "hi",
            "dear",
            "am",
            "pm",
            "re",
            "cc",
        ),
        *(
            "end",
            "stop",
            "help",
            "call",
            "see",
            "you",
            "me",
            "it",
            "us",
            "we",
            "so",
            "now",
            "too",
            "and",
            "the",
            "for",
            "any",
            "let",
        ),
        *("can", "not", "will", "out", "in", "on", "up", "be", "do", "go"),
    )
)
"""Single words that end mails and name nobody."""

BOUNCE_SUBJECTS = (
    *(
        "undeliver(?:able|ed)",
        "delivery (?:status notification|failure|has failed|report)",
        r"returned mail\b",
        "mail delivery",
    ),
    *(
        "mail system (?:failed|failure|error)",
        "failure notice",
        "message (?:not delivered|undeliverable)",
        "unzustellbar",
        "non remis",
    ),
    *("échec de", "message non distribu", "no se puede entregar", "rückläufer", "onbestelbaar", "user unknown", "delayed mail"),
    "warning: could not send",
)
BOUNCE_TEXTS = (
    *("did not reach the following recipient", "could not be delivered", "permanent (?:fatal )?errors?", "unable to deliver"),
    *("delivery (?:to the following|has failed)", "user unknown", "address(?:es)? (?:had|failed)", "undeliverable"),
    *(r"5\d\d [45]\.\d\.\d", "this is the (?:mail system|qmail-send)", "wurde nicht zugestellt", "n'a pas pu être"),
)

AWAY_SUBJECTS = (
    r"out[ -]of[ -](?:the[ -])?office\s*(?:auto-?reply|message|reply|notification|:)",
    "auto(?:matic|mated|matische[rns]?)?[ -]?(?:reply|response|antwort|svar|respons)",
    *("autoreply", "autosvar", "autoresponder", r"\[?auto[- ]reply\]?", "abwesenheits(?:notiz|benachrichtigung|assistent)"),
    *(
        "(?:ich bin )?(?:nicht im büro|abwesend) *:",
        "automatische (?:antwort|nachricht)",
        "réponse automatique",
        "absence du bureau",
    ),
    *(
        "message d['’]absence",
        "respuesta automática",
        "fuera de (?:la )?oficina *:",
        "risposta automatica",
        "fuori (?:sede|ufficio) *:",
    ),
    *("automatisch antwoord", "afwezig(?:heids)?(?:bericht|melding)", "frånvaro(?:meddelande)? *:", "resposta automática"),
    *("ausência (?:temporária|do escritório)", "automatick[áý] odpov", "odpowiedź automatyczna", "autorespuesta"),
    *("自动(?:回复|答复)", "自動(?:回覆|応答|返信)", "автоответ"),
)
AWAY_TEXTS = (
    r"i will be out of the office (?:starting|from)\s+\S+(?:\s\S+){0,3}\s+and will not return until\s",
    r"(?:[^\n]{0,60}\n+){0,2}[^\n]{0,80}\bthis is an auto(?:mated|matic|-?generated)? (?:reply|response|e-?mail (?:reply|response))\b",
    r"(?:[^\n]{0,60}\n+){0,2}[^\n]{0,40}\b(?:diese|dies ist eine) automatisch[^\n]{0,30}(?:antwort|nachricht)",
    (
        r"(?:hello|hi|dear sender|thank you for your (?:e-?mail|message))[\s,.!]{0,4}\s*i am (?:currently |presently )?"
        r"(?:out of (?:the )?office|on (?:annual |parental |maternity )?leave)[^?]{0,300}(?:return|back|until|urgent|contact)"
    ),
)
AWAY_HINTS = ("utomat", "auto-", "autogen", "he office", "of office", " leave")

CALENDAR_SUBJECTS = (
    *("accepted", "declined", "tentative", "tentatively accepted", "cancell?ed", "invitation", "updated invitation"),
    *("new time proposed", "meeting (?:request|forward notification)", "zugesagt", "abgesagt", "mit vorbehalt"),
    *("termin(?:absage|einladung)", "einladung", "accepté", "refusé", "annulé", "aceptada?", "rechazada?", "cancelad[oa]"),
    *("accettato", "rifiutato", "geaccepteerd", "geweigerd", "geannuleerd"),
)
CALENDAR_TEXTS = (
    *(r"calendar entry\b", "BEGIN:VCALENDAR", r"when:[^\n]{6,}", r"wann:[^\n]{6,}", r"quand ?:[^\n]{6,}", r"cuándo:[^\n]{6,}"),
    *("(?:detailed )?description:[ \t]*(?:appointment|meeting)", r"\*~\*~\*~\*"),
)


def either(words: Iterable[str], *, spaced: bool = False) -> str:
    """One alternation of all of them; `spaced` for use in a verbose expression, where spaces must be marked."""
    joined = "|".join(words)
    return f"(?:{joined.replace(' ', '[ ]') if spaced else joined})"
