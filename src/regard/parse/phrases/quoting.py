"""What programs and people write before a quote, in many languages.

Data only: pieces of regular expressions without capturing groups; `phrases.either` joins them.
"""

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
