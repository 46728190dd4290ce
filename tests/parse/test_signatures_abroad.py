"""Where signatures begin, as people in many countries write them; all are made up."""

from __future__ import annotations

import pytest

from regard.parse.zones import zones

ANN = ("Ann Lee", "ann.lee@acme.example")

# text -> how the signature begins, None where there is none
CASES: dict[str, tuple[str, str | None]] = {
    "an assistant's name": ("The room is booked from nine on.\n\nThank you,\n\nBea Moss\n", "Thank you,"),
    "a name without its space": ("It happened again.\n\nAnnLee\nPumps\n", "AnnLee"),
    "a roster": ("Who comes:\n\nBea Moss\nCal Roe\nDee Fox\nEli Hart\nFay Lund\nGus Orr\nHal Penn\n", None),
    "British": (
        (
            "Hi Cal,\n"
            "\n"
            "The samples ship on Friday.\n"
            "\n"
            "Kind regards,\n"
            "\n"
            "Ann Lee\n"
            "Senior Account Manager\n"
            "Acme Pumps Ltd\n"
            "T: +44 (0)20 7946 0018 | M: +44 7700 900123\n"
            "www.acme.example\n"
        ),
        "Kind regards",
    ),
    "American": (
        (
            "Cal,\n"
            "\n"
            "See the attached list.\n"
            "\n"
            "Thanks,\n"
            "Ann\n"
            "\n"
            "Ann Lee\n"
            "VP, Procurement\n"
            "Acme Pumps, Inc.\n"
            "1200 Main Street, Suite 400\n"
            "Austin, TX 78701\n"
            "512-555-0148 (o)\n"
            "512-555-0199 (c)\n"
        ),
        "Thanks,",
    ),
    "German": (
        (
            "Guten Tag Herr Roe,\n"
            "\n"
            "die Muster gehen am Freitag raus.\n"
            "\n"
            "Mit freundlichen Grüßen\n"
            "\n"
            "Ann Lee\n"
            "Leiterin Einkauf\n"
            "\n"
            "Acme Pumpen GmbH\n"
            "Hauptstraße 12\n"
            "60311 Frankfurt am Main\n"
            "Tel.: +49 69 1234-567\n"
            "Fax: +49 69 1234-599\n"
            "Geschäftsführer: Ben Poe\n"
            "Amtsgericht Frankfurt HRB 12345\n"
        ),
        "Mit freundlichen",
    ),
    "French": (
        (
            "Bonjour Cal,\n"
            "\n"
            "Les échantillons partent vendredi.\n"
            "\n"
            "Cordialement,\n"
            "\n"
            "Ann Lee\n"
            "Responsable des achats\n"
            "Acme Pompes SA\n"
            "12, rue de la Paix\n"
            "75002 Paris\n"
            "Tél. : 01 23 45 67 89\n"
            "Port. : 06 12 34 56 78\n"
        ),
        "Cordialement",
    ),
    "Spanish": (
        (
            "Hola Cal:\n"
            "\n"
            "Las muestras salen el viernes.\n"
            "\n"
            "Un saludo,\n"
            "\n"
            "Ann Lee\n"
            "Directora de Compras\n"
            "Acme Bombas S.L.\n"
            "C/ Mayor 12, 28013 Madrid\n"
            "Tel. +34 91 123 45 67\n"
        ),
        "Un saludo",
    ),
    "Italian": (
        (
            "Buongiorno Cal,\n"
            "\n"
            "i campioni partono venerdì.\n"
            "\n"
            "Cordiali saluti,\n"
            "\n"
            "Ann Lee\n"
            "Responsabile acquisti\n"
            "Acme Pompe S.p.A.\n"
            "Via Roma 12 - 20121 Milano\n"
            "Tel. +39 02 1234567\n"
            "Cell. +39 333 1234567\n"
        ),
        "Cordiali saluti",
    ),
    "Dutch": (
        (
            "Dag Cal,\n"
            "\n"
            "De monsters gaan vrijdag weg.\n"
            "\n"
            "Met vriendelijke groet,\n"
            "\n"
            "Ann Lee\n"
            "Inkoopmanager\n"
            "Acme Pompen B.V.\n"
            "Hoofdstraat 12\n"
            "1012 AB Amsterdam\n"
            "+31 20 123 4567\n"
        ),
        "Met vriendelijke",
    ),
    "Brazilian": (
        (
            "Olá Cal,\n"
            "\n"
            "As amostras seguem na sexta.\n"
            "\n"
            "Atenciosamente,\n"
            "\n"
            "Ann Lee\n"
            "Gerente de Compras\n"
            "Acme Bombas Ltda.\n"
            "Rua das Flores, 12\n"
            "+55 11 91234-5678\n"
        ),
        "Atenciosamente",
    ),
    "Polish": (
        (
            "Dzień dobry,\n"
            "\n"
            "próbki wysyłamy w piątek.\n"
            "\n"
            "Pozdrawiam,\n"
            "Ann Lee\n"
            "Kierownik zakupów\n"
            "Acme Pompy sp. z o.o.\n"
            "ul. Długa 12, 00-238 Warszawa\n"
            "tel. +48 22 123 45 67\n"
        ),
        "Pozdrawiam",
    ),
    "Swedish": (
        (
            "Hej Cal,\n"
            "\n"
            "Proverna går på fredag.\n"
            "\n"
            "Med vänlig hälsning,\n"
            "Ann Lee\n"
            "Inköpschef\n"
            "Acme Pumpar AB\n"
            "Storgatan 12\n"
            "111 22 Stockholm\n"
            "+46 8 123 456 78\n"
        ),
        "Med v\u00e4nlig",
    ),
    "Japanese": (
        (
            "ロー様\n"
            "\n"
            "サンプルは金曜日に発送します。\n"
            "\n"
            "よろしくお願いいたします。\n"
            "\n"
            "--------------------\n"
            "アン・リー\n"
            "購買部 部長\n"
            "アクメポンプ株式会社\n"
            "〒100-0001 東京都千代田区千代田1-1\n"
            "TEL: 03-1234-5678\n"
            "ann.lee@acme.example\n"
        ),
        "----",
    ),
    "a telephone's": (
        ("Fine with me.\n\nSent from my iPhone\n"),
        "Sent from",
    ),
    "a name above a telephone's": (
        ("Fine with me.\n\nAnn\n\nSent from my Galaxy S10\n"),
        "Ann",
    ),
    "a program's": (
        ("Fine with me.\n\nGet Outlook for iOS\n"),
        "Get Outlook",
    ),
    "after two hyphens": (
        ("Fine.\n\n-- \nAnn Lee | Buyer | Acme\n"),
        "-- ",
    ),
    "in one line": (
        ("The samples ship on Friday.\n\nAnn Lee | Head of Procurement | Acme Pumps | +1 512 555 0148 | acme.example\n"),
        "Ann Lee |",
    ),
    "a parting and a name": (
        ("The samples ship on Friday.\n\nBest,\nAnn\n"),
        "Best,",
    ),
    "a hyphen and a name": (
        ("The samples ship on Friday.\n\n- Ann\n"),
        "- Ann",
    ),
    "initials": (
        ("The samples ship on Friday.\n\nAL\n"),
        "AL",
    ),
    "with a degree, a logo and a link": (
        (
            "The samples ship on Friday.\n"
            "\n"
            "All the best,\n"
            "\n"
            "Ann Lee, PhD\n"
            "Chief Technology Officer\n"
            "[image: Acme logo]\n"
            "Connect with me on LinkedIn <https://www.linkedin.com/in/annlee>\n"
        ),
        "All the best",
    ),
    "with pronouns and a calendar": (
        (
            "The samples ship on Friday.\n"
            "\n"
            "Best regards,\n"
            "Ann Lee (she/her)\n"
            "Customer Success Manager, Acme\n"
            "Book a meeting: https://cal.example/ann\n"
        ),
        "Best regards",
    ),
    "with a motto": (
        ('The samples ship on Friday.\n\nAnn Lee\nAcme Pumps\n"Quality is not an act, it is a habit." - Aristotle\n'),
        "Ann Lee",
    ),
    "with a word on paper": (
        (
            "The samples ship on Friday.\n"
            "\n"
            "Regards\n"
            "Ann Lee\n"
            "Buyer\n"
            "Acme\n"
            "\n"
            "Please consider the environment before printing this e-mail\n"
        ),
        "Regards",
    ),
    "thanks and regards": (
        ("The samples ship on Friday.\n\nThank you and best regards,\n\nAnn Lee\nAcme\n"),
        "Thank you and",
    ),
    "after a sentence that parts": (
        ("The samples ship on Friday. Looking forward to your answer!\n\nYours sincerely,\nAnn Lee\n"),
        "Yours sincerely",
    ),
    "Australian, in bars": (
        (
            "Samples ship Friday.\n"
            "\n"
            "Ann Lee | Manager, Supply\n"
            "ACME PUMPS PTY LTD | Level 3, 12 George St, Sydney NSW 2000\n"
            "P 02 9123 4567 | F 02 9123 4568 | E ann.lee@acme.example\n"
        ),
        "Ann Lee |",
    ),
    "a name and a number": (
        ("Samples ship Friday.\n\nHave a great day!\n\nAnn Lee\nM. 512.555.0148\n"),
        "Ann Lee",
    ),
    "above an advertisement": (
        (
            "Samples ship Friday.\n"
            "\n"
            "Ann\n"
            "\n"
            "__________________________________________________\n"
            "Do You Yahoo!?\n"
            "Tired of spam? Yahoo! Mail has the best spam protection around\n"
            "http://mail.yahoo.com\n"
        ),
        "Ann",
    ),
    "a postscript": (
        ("Samples ship Friday.\n\nBest,\nAnn\n\nPS: the price list follows on Monday.\n"),
        None,
    ),
    "a number asked for": (
        ("Please call me at 512-555-0148 tomorrow.\n"),
        None,
    ),
    "somebody's address": (
        (
            "The address for the shipment is:\n"
            "\n"
            "Acme Pumps Ltd\n"
            "12 Main Street\n"
            "Austin, TX 78701\n"
            "\n"
            "Please use it for all orders.\n"
        ),
        None,
    ),
    "a link": (
        ("Here is the link:\nhttps://acme.example/list\n"),
        None,
    ),
    "one word": (
        ("Yes\n"),
        None,
    ),
    "a list": (
        ("Hi Cal,\n\nwhich of these do you want?\n\n1. red\n2. green\n3. blue\n"),
        None,
    ),
    "sentences about somebody": (
        ("Ben Poe of Bolt will come too.\nHe is the plant manager.\n"),
        None,
    ),
    "numbers": (
        ("The new numbers:\n\nJune 1200\nJuly 1300\nAugust 1100\n"),
        None,
    ),
    "somebody else's number": (
        ("Can you call Ben Poe?\n\nBen Poe\n+1 512 555 0199\n"),
        None,
    ),
    "thanks alone": (
        ("Thanks\n"),
        None,
    ),
    "plain sentences": (
        ("I talked to Ben about the plant.\nHe thinks that Friday works.\nLet me know.\n"),
        None,
    ),
    "people and their titles": (
        ("Meeting with:\n\nBen Poe, Plant Manager\nDee Fox, Director of Operations\n"),
        None,
    ),
}


@pytest.mark.parametrize(("text", "begins"), CASES.values(), ids=CASES)
def test_where_a_signature_begins(text: str, begins: str | None) -> None:
    """A signature begins with its parting, name or rule in any of these languages; addresses, lists and numbers that are said are none."""
    found = [s for s in zones(text, ANN) if s.zone == "signature"]
    said = text[found[0].start : found[-1].end].lstrip() if found else None
    assert (said is None) == (begins is None)
    assert said is None or said.startswith(begins or "")
