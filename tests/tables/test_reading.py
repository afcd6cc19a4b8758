"""The reader rules about bytes, lines and headers, one small file each."""

from __future__ import annotations

import io
import zipfile

import pytest

from pdcycle.tables import Break, NotText, header_by_names, normalised, open_sheet, table_at
from pdcycle.tables.sheet import LONGEST_LINE

TEXT = "Name,Email\nJosé Peña,jose@river.example\n"


def table(data: bytes, *needed: str, rows: int = 1, merged: bool = False):
    sheet = open_sheet(data, "export.csv")
    assert not isinstance(sheet, NotText)
    index = header_by_names(sheet, needed or ("name", "email"))
    assert index is not None
    return table_at(sheet, index, header_rows=rows, merged=merged)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8 with BOM"),
        (TEXT.encode("utf-16"), "UTF-16 with BOM"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16 with BOM"),
        (TEXT.encode("utf-16-le"), "UTF-16-LE without BOM"),
        (TEXT.encode("utf-16-be"), "UTF-16-BE without BOM"),
        (TEXT.encode("cp1252"), "Windows-1252"),
    ],
)
def test_rule_1_encodings_are_told_apart_and_reported(data, encoding):
    found = table(data)
    assert found.encoding == encoding
    assert [row.cells for row in found.rows()] == [["José Peña", "jose@river.example"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rule_2_the_delimiter_is_sniffed_with_quotes_honoured(delimiter):
    text = f'Name{delimiter}Email{delimiter}"What, in your own words; or | two"\nA{delimiter}a@x.example{delimiter}"b;c,d"\n'
    found = table(text.encode())
    assert found.delimiter == delimiter
    assert [len(row.cells) for row in found.rows()] == [3]


def test_rule_2_a_spreadsheets_own_separator_line_is_believed():
    assert table(b"sep=;\nName;Email\nA,B;a@x.example\n").delimiter == ";"


def test_rule_3_preambles_and_blank_lines_before_the_header():
    found = table(b"Topic,ID,Start Time,\nPLC,12,09/16/2026 13:45:00,\n\nName,Email\nA,a@x.example\n")
    assert found.header_line == 4
    assert dict(found.preamble)["topic"] == "PLC"
    assert dict(found.preamble)["start time"] == "09/16/2026 13:45:00"
    assert [row.line for row in found.rows()] == [5]


def test_rule_3_stacked_sections_end_where_the_next_begins():
    text = "1. Summary\nMeeting title\tPLC\n\n2. Participants\nName\tEmail\nA\ta@x.example\n\n3. Activities\nName\tEmail\nA\ta@x.example\n"
    assert len(list(table(text.encode("utf-16")).rows())) == 1


def test_rule_4_two_and_three_header_rows():
    merged = table(
        b"Respondent,Which?,,Name\n,Books,Talks,Response\n1,x,,A\n", "respondent", "name", rows=2, merged=True
    )
    assert [column.name for column in merged.columns] == [
        "Respondent",
        "Which? [Books]",
        "Which? [Talks]",
        "Name",
    ]
    three = table(
        b'Name,Q1\nName,"How\nwas it?"\n"{""ImportId"":""n""}","{""ImportId"":""q""}"\nA,4\n',
        "name",
        "q1",
        rows=3,
    )
    assert three.columns[1].label == "How\nwas it?"
    assert [(row.line, row.cells) for row in three.rows()] == [(5, ["A", "4"])]


def test_rule_6_duplicate_headers_are_kept_apart():
    found = table(b"Name,Email,Quiz,Quiz\nA,a@x.example,1,2\n")
    assert [column.key for column in found.columns] == ["name", "email", "quiz", "quiz#2"]
    assert found.duplicates == ("Quiz",)


@pytest.mark.parametrize(
    "name",
    [
        "Email address",
        " EMAIL\u00a0Address ",
        "Email\naddress",
        "\ufeffEmail &#97;ddress",
        "E\u200bmail  address",
    ],
)
def test_rule_7_headers_are_normalised(name):
    assert normalised(name) == "email address"


def test_rule_8_a_header_in_the_middle_is_known():
    found = table(b"Name,Email\nA,a@x.example\nName,Email\nB,b@x.example\n")
    assert [found.is_header(row) for row in found.rows()] == [False, True, False]


def test_rule_9_short_rows_are_padded_and_long_ones_kept():
    found = table(b"Name,Email,Note\nA\nB,b@x.example,n,more\nC,c@x.example,n,\n")
    assert [len(row.cells) for row in found.rows()] == [3, 4, 3]


def test_lines_are_those_of_the_file_even_under_cells_of_several_lines():
    found = table(b'Name,Email\r\n"A\r\nB",a@x.example\r\n\r\nC,c@x.example\r\n')
    assert [row.line for row in found.rows()] == [2, 5]


def test_half_a_file_is_known_by_its_open_quote():
    found = table(b'Name,Email\nA,a@x.example\n"B,b@x.exam')
    assert [row.cells[0] for row in found.rows()] == ["A"]
    assert found.reading.broken == Break("unclosed", 3)


def test_nul_bytes_are_left_out_and_counted():
    found = table(b"Name,Email\nA\x00,a@x.example\nB,b@x.example\n")
    assert [row.cells[0] for row in found.rows()] == ["A", "B"]
    assert found.reading.nuls == 1


def test_an_enormous_line_ends_the_reading_in_bounded_memory():
    class Endless(io.RawIOBase):
        """A header, a row, then one line that is never held as a whole."""

        def __init__(self):
            self.head, self.left = b"Name,Email\nA,a@x.example\n", 3 * LONGEST_LINE

        def readable(self):
            return True

        def readinto(self, buffer):
            part = self.head[: len(buffer)] or b"x" * min(len(buffer), self.left)
            self.left -= 0 if self.head else len(part)
            self.head = self.head[len(part) :]
            buffer[: len(part)] = part
            return len(part)

    sheet = open_sheet(lambda: io.BufferedReader(Endless()), "export.csv")
    assert not isinstance(sheet, NotText)
    found = table_at(sheet, 0)
    assert [row.cells[0] for row in found.rows()] == ["A"]
    assert found.reading.broken == Break("long", 3)


def _zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_zip("xl/workbook.xml"), "an Excel workbook (.xlsx)"),
        (_zip("report.csv"), "a zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook (.xls)"),
        (b"<!DOCTYPE html><html>", "a web page (perhaps a sign-in page)"),
    ],
)
def test_other_files_are_named_for_what_they_are(data, what):
    assert open_sheet(data, "export.csv") == NotText(what)
