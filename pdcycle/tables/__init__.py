"""Bytes of an export to decoded rows with places."""

from pdcycle.tables.encoding import Encoding, NotText, detect
from pdcycle.tables.header import Column, normalised
from pdcycle.tables.sheet import Break, Reading, Row, Sheet, open_sheet
from pdcycle.tables.table import Table, header_by_names, table_at

__all__ = [
    "Break",
    "Column",
    "Encoding",
    "NotText",
    "Reading",
    "Row",
    "Sheet",
    "Table",
    "detect",
    "header_by_names",
    "normalised",
    "open_sheet",
    "table_at",
]
