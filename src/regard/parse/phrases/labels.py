"""The labels of a quoted mail's headers, as programs translate them.

Data only: pieces of regular expressions without capturing groups; `phrases.either` joins them.
"""

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
