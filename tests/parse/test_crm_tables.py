"""Which table a CSV file is and what its columns hold: each vendor's own columns, labels, and words of any kind."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from tests.pace import within

from regard.model import SetAside
from regard.parse.crm import CrmRow, read_row, understand
from regard.sources.csv_table import form, rows


def read(name: str, text: str) -> tuple[str, str, list[CrmRow | SetAside]]:
    """Vendor, table and rows of a file."""
    header, *cells = list(csv.reader(io.StringIO(text), delimiter=";" if text.count(";") > text.count(",") else ","))
    found = understand(name, header, cells)
    return found.what.vendor, found.what.table, [read_row(c, found) for c in cells]


FILES = {
    "report of Salesforce": (
        "report.csv",
        (
            "Opportunity Name,Account Name,Stage,Amount,Close Date,Probability (%),Opportunity Owner,Fiscal Period\n"
            'Ovens,Harlow Foods,Proposal,"48,000.50",12/31/2026,60,Sam Hart,Q4-2026\n'
        ),
        ("salesforce", "opportunity", "opportunity"),
        {"name": "Ovens", "account": "Harlow Foods", "amount": "48000.5", "close": "2026-12-31", "probability": "60"},
    ),
    "HubSpot's labels": (
        "hubspot-crm-exports-all-deals.csv",
        (
            "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Contact,Associated Contact IDs\n"
            "91,Ovens,Closed Won,5000,2026-01-10 10:00,2025-10-01 09:00,Sam Hart,Lena Ortiz (lena@harlow.example),7;8\n"
        ),
        ("hubspot", "opportunity", "opportunity"),
        {"name": "Ovens", "stage": "Closed Won", "contact_id": "7;8", "contact_email": "lena@harlow.example"},
    ),
    "HubSpot's calls in milliseconds": (
        "calls.csv",
        "hs_object_id,hs_call_title,hs_call_duration,hs_timestamp,hubspot_owner_id\n5,Hello,90000,1767225600000,3\n",
        ("hubspot", "activity", "activity"),
        {"subject": "Hello", "duration_ms": "90000", "start": "2026-01-01T00:00:00Z"},
    ),
    "Pipedrive": (
        "deals.csv",
        (
            "Deal - ID,Deal - Title,Deal - Value,Deal - Currency,Deal - Status,Deal - Organization,Person - Name,Person - Email\n"
            "4,Ovens,1200,EUR,won,Harlow Foods,Lena Ortiz,lena@harlow.example\n"
        ),
        ("pipedrive", "opportunity", "opportunity"),
        {"name": "Ovens", "amount": "1200", "status": "won", "account": "Harlow Foods", "contact_email": "lena@harlow.example"},
    ),
    "Pipedrive in Czech": (
        "obchody.csv",
        "Obchod - ID;Obchod - Název;Obchod - Hodnota;Obchod - Měna;Obchod - Stav\n4;Pece;1200,50;CZK;Otevřený\n",
        ("pipedrive", "opportunity", "opportunity"),
        {"name": "Pece", "amount": "1200.5", "currency": "CZK"},
    ),
    "Dynamics": (
        "opportunities.csv",
        (
            "opportunityid,name,_parentaccountid_value,estimatedvalue,estimatedclosedate,statecode,createdon,modifiedon\n"
            "{0F1E2D3C-AAAA-BBBB-CCCC-1234567890AB},Ovens,aa-1,700,2026-05-01,0,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z\n"
        ),
        ("dynamics", "opportunity", "opportunity"),
        {"name": "Ovens", "amount": "700", "close": "2026-05-01", "status": "0", "account_id": "aa-1"},
    ),
    "Dynamics' grid": (
        "opportunities.csv",
        (
            "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,"
            "Est. Close Date,Est. Revenue,Contact,Status,Created On,Owner\n"
            "abc-1,xx,2026-03-01 10:00,Ovens,Harlow Foods,4/1/2026,9000,Lena Ortiz,Open,1/31/2026 10:00,Ann Hart\n"
        ),
        ("dynamics", "opportunity", "opportunity"),
        {"name": "Ovens", "amount": "9000", "close": "2026-04-01", "account": "Harlow Foods", "contact": "Lena Ortiz"},
    ),
    "LinkedIn": (
        "Connections.csv",
        (
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            "Lena,Ortiz,https://social.example/lena,,Harlow Foods,VP Operations,12 Mar 2024\n"
        ),
        ("linkedin", "connection", "connection"),
        {"title": "VP Operations", "connected": "2024-03-12"},
    ),
    "report of Salesforce in German": (
        "bericht.csv",
        (
            "Opportunity-Inhaber;Accountname;Opportunity-Name;Phase;Geschäftsperiode;Betrag Währung;Betrag;Schlusstermin;Erstelldatum\n"
            "Sam Hart;Harlow Foods;Öfen;Geschlossen, gewonnen;Q4-2026;EUR;48.000,50;31.12.2026;02.10.2026\n"
        ),
        ("salesforce", "opportunity", "opportunity"),
        {
            "name": "Öfen",
            "account": "Harlow Foods",
            "stage": "Geschlossen, gewonnen",
            "amount": "48000.5",
            "currency": "EUR",
            "close": "2026-12-31",
            "owner": "Sam Hart",
        },
    ),
    "report of Salesforce in French": (
        "rapport.csv",
        (
            "Propriétaire de l'opportunité;Nom du compte;Nom de l'opportunité;Étape;Montant;Devise du montant;Date de clôture\n"
            "Sam Hart;Harlow Foods;Fours;Fermée gagnée;48 000,50;CHF;31/12/2026\n"
        ),
        ("salesforce", "opportunity", "opportunity"),
        {"name": "Fours", "account": "Harlow Foods", "amount": "48000.5", "currency": "CHF", "close": "2026-12-31"},
    ),
    "report of Salesforce in Spanish": (
        "informe.csv",
        (
            "Propietario de oportunidad;Nombre de la cuenta;Nombre de la oportunidad;Etapa;Importe;Fecha de cierre\n"
            "Sam Hart;Harlow Foods;Hornos;Cerrada ganada;48.000,50;31/12/2026\n"
        ),
        ("salesforce", "opportunity", "opportunity"),
        {"name": "Hornos", "account": "Harlow Foods", "amount": "48000.5", "close": "2026-12-31"},
    ),
    "accounts of Salesforce in German": (
        "accounts.csv",
        "Accountinhaber;Accountname;Account-ID;Typ;Branche;Rechnungsort\nSam Hart;Harlow Foods;0011t00000AbCdE;Kunde;Nahrung;Kiel\n",
        ("salesforce", "account", "account"),
        {"name": "Harlow Foods", "owner": "Sam Hart", "industry": "Nahrung", "city": "Kiel"},
    ),
    "labels of HubSpot in German": (
        "deals.csv",
        "Datensatz-ID;Deal-Name;Deal-Phase;Pipeline;Betrag;Abschlussdatum;Erstelldatum\n91;Öfen;Angebot;Vertrieb;5000;2026-01-10;2025-10-01\n",
        ("other", "opportunity", "opportunity"),
        {"name": "Öfen", "stage": "Angebot", "amount": "5000", "close": "2026-01-10", "created": "2025-10-01"},
    ),
    "a deal of HubSpot in German, in two currencies": (
        "deals.csv",
        (
            "Datensatz-ID,Deal-Name,Deal-Phase,Pipeline,Betrag,Betrag in Firmenwährung,Abschlussdatum,"
            "Zuständiger Mitarbeiter für Deal,Associated Company\n"
            "91,Öfen,Abgeschlossen und gewonnen,Vertrieb,5000,5500,2026-01-10 10:00,Sam Hart,Harlow Foods\n"
        ),
        ("hubspot", "opportunity", "opportunity"),
        {"amount": "5000", "owner": "Sam Hart", "account": "Harlow Foods", "column:Betrag in Firmenwährung": "5500"},
    ),
    "contacts of HubSpot in German": (
        "kontakte.csv",
        (
            "Datensatz-ID,Vorname,Nachname,E-Mail,Jobtitel,Lifecycle-Phase,Zuständiger Mitarbeiter für Kontakt,Unternehmensname\n"
            "11,Jo,Reed,jo@harlow.example,Leiter,Kunde,Sam Hart,Harlow Foods\n"
        ),
        ("hubspot", "contact", "contact"),
        {"first_name": "Jo", "title": "Leiter", "lifecycle": "Kunde", "owner": "Sam Hart", "account": "Harlow Foods"},
    ),
    "companies of HubSpot in German": (
        "unternehmen.csv",
        (
            "Datensatz-ID,Unternehmensname,Unternehmens-Domain-Name,Zuständiger Mitarbeiter für Unternehmen,Jahresumsatz,Stadt\n"
            "21,Harlow Foods,harlow.example,Sam Hart,1000000,Kiel\n"
        ),
        ("hubspot", "account", "account"),
        {"name": "Harlow Foods", "domain": "harlow.example", "owner": "Sam Hart", "revenue": "1000000", "city": "Kiel"},
    ),
    "words in German": (
        "kunden.csv",
        "Vorname;Nachname;E-Mail;Firma;Position;Handy\nLena;Ortiz;Lena@Harlow.example;Harlow Foods;Leiterin;0170\n",
        ("other", "contact", "contact"),
        {"first_name": "Lena", "email": "lena@harlow.example", "account": "Harlow Foods", "mobile": "0170"},
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_each_vendor_is_read_by_its_own_columns(case: str) -> None:
    """Vendor, table and the fields that matter."""
    name, text, expected, values = FILES[case]
    vendor, table, found = read(name, text)
    row = found[0]
    assert isinstance(row, CrmRow)
    assert (vendor, table, row.object) == expected
    assert {k: row.values.get(k) for k in values} == values


def test_rows_that_do_not_fit_say_why() -> None:
    """A footer, a cut row, one with a delimiter too many, the header again, a rounded id, nothing to know it by."""
    text = "Record ID,Deal Name,Deal Stage,Amount,Close Date\n" + "\n".join(
        [
            "1,Ovens,Won,5,2026-01-01",
            *(f"{k},Deal {k},Open,5,2026-01-01" for k in range(10, 30)),
            "Grand Total,,,5,",
            "2,Sinks,Open",
        ]
    )
    text += "\n3,Pumps, big,Open,5,2026-01-01\nRecord ID,Deal Name,Deal Stage,Amount,Close Date\n4.7E+11,A,Open,5,2026-01-01\n,,Open,,\n"
    _, _, found = read("deals.csv", text)
    reasons = [row.reason for row in found if isinstance(row, SetAside)]
    assert reasons == ["footer", "short_row", "long_row", "repeated_header", "mangled_id", "no_record"]


REPORT = (
    "Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner\n"
    '"Big one",Buyer Inc,Negotiation,"12,000.00",3/31/2026,1/22/2026,Ann Seller\n'
    '"Stage: Closed Won (1 record)",,,"2,000.00",,,\n'
    '"Total refit",Buyer Inc,Closed Won,"2,000.00",2/28/2026,1/12/2026,Ann Seller\n'
)


@pytest.mark.parametrize(
    ("tail", "reasons"),
    [
        ('"Grand Totals (2 records)",,,,,,\n', ["footer"]),
        ('"Grand Totals (2 records)",,,"14,000.00",,,2\n', ["footer"]),
        ('Subtotal,,,"EUR 14,000.00",,,\n', ["footer"]),
        (
            (
                ',,,,,,\n\n"Opportunities with products"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
                '"Confidential Information - Do Not Distribute"\n"Generated By:  Ann Seller  3/2/2026 9:15 AM"\n"ourco"\n'
            ),
            ["no_record", "footer", "footer", "footer", "footer", "footer"],
        ),
        ('"Gesamtsummen (2 Datensätze)",,,"14,000.00",,,2\n', ["footer"]),
        ('"Total général",,,"14,000.00",,,2\n"Informations confidentielles - Ne pas diffuser",,,,,,\n', ["footer", "footer"]),
        ("A line of its own,,,,,,\n", ["no_deal"]),
    ],
)
def test_a_reports_own_lines_are_no_deals(tail: str, reasons: list[str]) -> None:
    """Titles, organisation, totals and groups are set aside as such; a deal whose name begins like one stays a deal."""
    header, *cells = [c for c in csv.reader(io.StringIO(REPORT + tail)) if c]
    found = understand("report.csv", header, cells)
    read_as = [read_row(c + [""] * (7 - len(c)), found) for c in cells]
    assert [r.values["name"] for r in read_as if isinstance(r, CrmRow)] == ["Big one", "Total refit"]
    assert [r.reason for r in read_as if isinstance(r, SetAside)] == ["footer", *reasons]


def test_a_name_alone_stays_an_account_where_no_report_ends() -> None:
    """Only the lines after the last row of a table that ends as a report does are taken for its own."""
    _, _, found = read(
        "accounts.csv", "Account Name,Website,Billing City,Account Owner\nAcme,acme.example,Leeds,Sam\nLone Star,,,\n"
    )
    assert [r.values["name"] for r in found if isinstance(r, CrmRow)] == ["Acme", "Lone Star"]


@pytest.mark.parametrize(
    ("tail", "names", "footers"),
    [
        ('Beta,,\nGamma,,\n"Copyright 2026 Ours, all rights reserved",,\n', ["Beta", "Gamma"], 1),
        ("Beta,,\nTotal,,\nours,,\n", ["Beta"], 2),
        ("Beta,,\n,,\nOur accounts,,\nGenerated By: Ann Seller,,\n", ["Beta"], 2),
        ("Beta,,\n\nOur accounts\nCopyright (c) 2000-2026 Ours\nConfidential Information - Keep\nours\n", ["Beta"], 4),
        ("Beta\nGamma,short.example\nDelta\nTotal (4 records)\n", ["Beta", "Gamma", "Delta"], 1),
        (
            "Total Energies,,\nCopyright Clearance Center,,\nSum of Parts Ltd,,\n",
            ["Total Energies", "Copyright Clearance Center", "Sum of Parts Ltd"],
            0,
        ),
        ("Beta,,\n" + "".join(f"B{k},,\n" for k in range(80)) + "Total: 5,,\n", ["Beta", *(f"B{k}" for k in range(80))], 1),
    ],
)
def test_names_alone_before_a_reports_end_are_records(tail: str, names: list[str], footers: int) -> None:
    """Only what follows an empty line or a closing one, and a title of one cell before it, is the report's own."""
    _, _, found = read("accounts.csv", "Account Name,Website,Industry\nAcme,acme.example,Food\n" + tail)
    assert [r.values["name"] for r in found if isinstance(r, CrmRow)] == ["Acme", *names]
    assert [r.reason for r in found if isinstance(r, SetAside) and r.reason != "no_record"] == ["footer"] * footers


@pytest.mark.parametrize("text", ["-", "- ", "EUR ", "(1", "1.", "total ", "a"])
def test_a_cell_of_a_million_characters_is_read_in_time(text: str) -> None:
    """Whatever it repeats: the time goes with its length, not with the square of it."""
    header = ["Opportunity Name", "Account Name", "Stage", "Amount"]
    cells = ["Total", (text * 1_000_000)[:1_000_000], "", "a" * 1_000_000 if text == "a" else ""]
    row = within(1, lambda: read_row(cells, understand("deals.csv", header, [["Ovens", "Acme", "Won", "5"], cells])))
    assert isinstance(row, SetAside) == (text == "1.")  # a total with a number, however long


def test_histories_tell_of_the_record_they_are_about() -> None:
    """HubSpot's property history is a fact of the deal; unknown properties keep their own names."""
    _, table, found = read(
        "deal_property_history.csv",
        "deal_id,name,value,timestamp,source\n9,dealstage,won,1767225600000,CRM\n9,my_field,blue,2026-01-02T00:00:00Z,CRM\n",
    )
    assert table == "opportunity_property_history"
    assert [(r.object, r.crm_id, dict(r.values)) for r in found if isinstance(r, CrmRow)] == [
        ("opportunity", "9", {"stage": "won"}),
        ("opportunity", "9", {"column:my_field": "blue"}),
    ]
    assert all(isinstance(r, CrmRow) and r.known_us == r.valid_us for r in found)


TRUE = {
    "salesforce/sf_account_data.csv": ("salesforce", "account", {"id", "name", "owner_id", "website", "parent_id"}),
    "salesforce/sf_contact_data.csv": ("salesforce", "contact", {"id", "account_id", "email", "title", "reports_to_id"}),
    "salesforce/sf_lead_data.csv": ("salesforce", "lead", {"id", "email", "account"}),
    "salesforce/sf_opportunity_data.csv": ("salesforce", "opportunity", {"id", "stage", "amount", "close", "closed", "won"}),
    "salesforce/sf_task_data.csv": ("salesforce", "task", {"id", "who_id", "what_id", "start", "duration_s"}),
    "salesforce/sf_event_data.csv": ("salesforce", "event", {"id", "who_id", "start", "end"}),
    "salesforce/sf_user_data.csv": ("salesforce", "user", {"id", "name", "email", "manager_id", "active"}),
    "hubspot/company_data.csv": ("hubspot", "account", {"id", "name", "revenue"}),
    "hubspot/contact_data.csv": ("hubspot", "contact", {"id", "email", "first_name", "title"}),
    "hubspot/deal_data.csv": ("hubspot", "opportunity", {"id", "name", "amount", "stage", "close", "owner_id"}),
    "hubspot/deal_contact_data.csv": ("hubspot", "contact_role", {"opportunity_id", "contact_id"}),
    "hubspot/deal_property_history_data.csv": ("hubspot", "opportunity_property_history", {"opportunity_id", "at", "value"}),
    "hubspot/deal_stage_data.csv": ("hubspot", "opportunity_stage_history", {"opportunity_id", "stage", "at"}),
    "hubspot/deal_pipeline_stage_data.csv": ("hubspot", "stage", {"id", "name", "won", "closed"}),
    "hubspot/owner_data.csv": ("hubspot", "user", {"id", "email"}),
    "hubspot/engagement_meeting_data.csv": ("hubspot", "activity", {"id", "start", "end"}),
    "contacts-generic.csv": ("other", "contact", {"id", "first_name", "email", "account"}),
    "hubspot/ticket_data.csv": ("other", "", set()),
    "hubspot/email_event_open_data.csv": ("other", "", set()),
    "salesforce/sf_product_2_data.csv": ("other", "", set()),
    "salesforce/sf_order_data.csv": ("other", "", set()),
}


@pytest.mark.parametrize("file", TRUE)
def test_real_column_names_are_recognised(file: str) -> None:
    """Columns of public warehouse packages: the table, its vendor, the fields that matter; what is no CRM table is none."""
    root = os.environ.get("REGARD_EVAL_DATA")
    if not root or not (path := Path(root, "crm-columns", file)).exists():
        pytest.skip("REGARD_EVAL_DATA names no folder with crm-columns")
    with path.open("rb") as stream:
        how = form(stream)
        assert how is not None
        found = understand(path.name, how.header, (row.cells for row in rows(stream, how)))
    vendor, table, fields = TRUE[file]
    assert (found.what.vendor, found.what.table) == (vendor, table)
    assert fields <= {c.field for c in found.what.columns}
