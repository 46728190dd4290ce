"""A made-up CRM export in Salesforce's columns, small enough to add up by hand."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

from regard.parse.crm_values import checksum


def sf(prefix: str, n: int) -> str:
    """A Salesforce id of 18 characters."""
    fifteen = f"{prefix}Aa{n:010d}"
    return fifteen + checksum(fifteen)


ACME, NORTH, LOOSE = sf("001", 1), sf("001", 2), sf("001", 3)
JO, KIM, ADA, NOMAIL = sf("003", 1), sf("003", 2), sf("003", 3), sf("003", 4)
WON, OPEN, LOST, EURO, DROPPED = (sf("006", n) for n in range(1, 6))
SAM, TEA = sf("005", 1), sf("005", 2)


def _table(header: str, *rows: str) -> list[dict[str, str]]:
    """Rows written with bars between their cells."""
    names = header.split("|")
    return [dict(zip(names, row.split("|"), strict=True)) for row in rows]


TABLES: dict[str, list[dict[str, str]]] = {
    "Account.csv": _table(
        "Id|Name|Website|OwnerId|ParentId|BillingCity",
        f"{ACME}|Acme Inc.|https://www.acme.example|{SAM}||Leeds",
        f"{NORTH}|North Oil||{SAM}||Oslo",
        f"{LOOSE}|Nobody Yet||{TEA}||",
    ),
    "Contact.csv": _table(
        "Id|AccountId|FirstName|LastName|Email|Title|ReportsToId",
        f"{JO}|{ACME}|Jo|Reed|jo.reed@acme.example|CFO|{KIM}",
        f"{KIM}|{ACME}|Kim|Ash|kim@acme.example|CEO|",
        f"{ADA}|{NORTH}|Ada|Berg|ada@north.example||",
        f"{NOMAIL}|{NORTH}|Nils|Dahl|||",
    ),
    "Opportunity.csv": _table(
        "Id|AccountId|Name|StageName|Amount|ListAmount__c|CurrencyIsoCode|IsClosed|IsWon|CreatedDate|CloseDate|OwnerId|Loss_Reason__c"
        "|Favourite_Colour__c",
        f"{WON}|{ACME}|Ovens|Closed Won|48000.10|50000|EUR|true|true|2025-09-01|2025-12-01|{SAM}||red",
        f"{OPEN}|{ACME}|Fridges|Proposal|20000.20||EUR|false|false|2025-11-01|2026-06-01|{SAM}||",
        f"{LOST}|{ACME}|Sinks|Closed Lost|5000||EUR|true|false|2025-10-01|2026-01-10|{SAM}|Price|",
        f"{EURO}|{NORTH}|Pumps|Closed Won|1000.5||USD|true|true|2025-10-01|2025-11-10|{TEA}||",
        f"{DROPPED}|{NORTH}|Hoses|Closed Lost|700||USD|true|false|2025-12-01|2025-11-01|{TEA}|No Decision|",
    ),
    "OpportunityContactRole.csv": _table(
        "Id|OpportunityId|ContactId|Role|IsPrimary",
        f"{sf('00K', 1)}|{WON}|{JO[:15]}|Economic Buyer|true",
        f"{sf('00K', 2)}|{WON}|{KIM}|Decision Maker|false",
        f"{sf('00K', 3)}|{OPEN}|{JO}||true",
        f"{sf('00K', 4)}|{LOST}|{KIM}|Evaluator|true",
        f"{sf('00K', 5)}|{EURO}|{ADA}||true",
    ),
    "OpportunityHistory.csv": _table(
        "Id|OpportunityId|StageName|Amount|CloseDate|CreatedById|CreatedDate",
        f"{sf('008', 1)}|{WON}|Discovery|30000|2025-12-01|{SAM}|2025-09-01T08:00:00.000Z",
        f"{sf('008', 2)}|{WON}|Proposal|48000.10|2025-12-01|{SAM}|2025-10-15T08:00:00.000Z",
        f"{sf('008', 3)}|{WON}|Closed Won|48000.10|2025-12-01|{SAM}|2025-12-01T08:00:00.000Z",
        f"{sf('008', 4)}|{OPEN}|Discovery|20000.20|2025-12-01|{SAM}|2025-11-01T08:00:00.000Z",
    ),
    "User.csv": _table(
        "Id|Name|Email|Username|IsActive|ManagerId",
        f"{SAM}|Sam Hart|sam.hart@us.example|sam@us.example|true|{TEA}",
        f"{TEA}|Tea Lund|tea@us.example|tea@us.example|true|",
    ),
    "Task.csv": _table(
        "Id|WhoId|WhatId|Subject|ActivityDate|Status|OwnerId|Priority",
        f"{sf('00T', 1)}|{JO}|{WON}|Call|2025-10-01|Completed|{SAM}|Normal",
    ),
    "Event.csv": _table(
        "Id|WhoId|WhatId|Subject|StartDateTime|EndDateTime|OwnerId",
        f"{sf('00U', 1)}|{KIM}|{WON}|Demo|2025-10-02T09:00:00Z|2025-10-02T10:00:00Z|{SAM}",
    ),
}
ROWS = sum(map(len, TABLES.values()))
EXPORTED = 1_769_904_000
"""1 February 2026, when these files were written."""


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Path, tables: dict[str, list[dict[str, str]]] | None = None, exported: int = EXPORTED) -> Path:
    """The export as files of a folder, all written at one moment."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (TABLES if tables is None else tables).items():
        path = folder / name
        path.write_text(as_csv(rows), "utf-8", newline="")
        os.utime(path, (exported, exported))
    return folder


def changed(table: str, crm_id: str, **values: str) -> dict[str, list[dict[str, str]]]:
    """One table of the export with some values of one record changed."""
    return {table: [row | values if row["Id"] == crm_id else row for row in TABLES[table]]}
