"""`report --format xlsx`, opened as a spreadsheet opens it."""

import io
import json
import re
import sys
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from pdcycle.output.tables import Figure, Grid
from pdcycle.output.xlsx import Sheet, workbook

PROGRAMS = ("grades-3-5", "rti", "schooley")


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def table(sheet):
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def books(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    for program in PROGRAMS:
        built.run("report", program, "--by", "school", "--format", "xlsx", "-o", folder / f"{program}.xlsx")
    return folder


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_sheet_has_a_frozen_header_widths_and_one_type_a_column(books, program):
    book = opened((books / f"{program}.xlsx").read_bytes())
    assert book.sheetnames[0] == "Summary"
    assert book.sheetnames[-2:] == ["Rows", "Set aside"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(3 <= width <= 62 for width in widths)
        for column in list(sheet.columns):
            kinds = {cell.data_type for cell in column[1:] if cell.value is not None}
            assert len(kinds) <= 1, (sheet.title, column[0].value, kinds)


def test_figures_are_numbers_and_the_same_as_in_json(books, built):
    rows = table(opened((books / "rti.xlsx").read_bytes())["By school"])
    told = built.report("rti")
    for row, line in zip(rows, [*told["schools"], told["total"]], strict=True):
        for head, name in (("Courses", "courses"), ("Checks", "checks"), ("Break-outs", "break_outs")):
            figure = line[name]
            assert (row[head], row[f"{head}: of"]) == (figure["numerator"], figure["denominator"])
            assert row[f"{head}: share"] == figure["numerator"] / figure["denominator"]


def test_dates_are_dates(books, built):
    rows = table(opened((books / "schooley.xlsx").read_bytes())["The journey"])
    assert [row["Date"] for row in rows] == [
        datetime.fromisoformat(moment["day"]) for moment in built.report("schooley")["moments"]
    ]


def test_the_accounting_is_the_reports(books, built):
    book = opened((books / "rti.xlsx").read_bytes())
    files = built.report("rti")["basis"]["accounting"]
    *rows, total = table(book["Rows"])
    assert [(row["File"], row["Read"], row["Used"], row["Folded"]) for row in rows] == [
        (one["file"], one["read"], one["used"], one["folded"]) for one in files
    ]
    assert total["Read"] == total["Used"] + total["Folded"] + total["Set aside"]
    aside = [(row["File"], row["Why"], row["Rows"]) for row in table(book["Set aside"])]
    told = [(one["file"], why.replace("`", ""), count) for one in files for why, count in one["aside"]]
    assert aside == told


def test_what_is_hidden_is_its_mark_in_every_cell(built, tmp_path):
    asked = ("report", "grades-3-5", "--audience", "public")
    built.run(*asked, "--format", "xlsx", "-o", tmp_path / "out.xlsx")
    told = json.loads(built.run(*asked, "--format", "json").out)["reports"][0]
    rows = table(opened((tmp_path / "out.xlsx").read_bytes())["By school"])
    hidden = 0
    for row, line in zip(rows, told["by_school"], strict=True):
        for head, name in (("Shown", "completion"), ("On time", "on_time")):
            cells = [row[head], row[f"{head}: of"], row[f"{head}: share"]]
            if line[name]["hidden"]:
                hidden += 1
                assert len(set(cells)) == 1
                assert isinstance(cells[0], str)
            else:
                assert cells[:2] == [line[name]["numerator"], line[name]["denominator"]]
    assert hidden >= 3


def test_same_figures_same_bytes(books, built, tmp_path):
    again = tmp_path / "again.xlsx"
    built.run("report", "rti", "--by", "school", "--format", "xlsx", "-o", again)
    assert again.read_bytes() == (books / "rti.xlsx").read_bytes()
    before = again.stat().st_mtime_ns
    assert (
        built.run("report", "rti", "--by", "school", "--format", "xlsx", "-o", again).err.splitlines()[-1]
        == "again.xlsx: unchanged"
    )
    assert again.stat().st_mtime_ns == before


def test_all_programs_and_a_measure_are_workbooks_too(built, tmp_path):
    built.run("report", "--format", "xlsx", "-o", tmp_path / "all.xlsx")
    names = opened((tmp_path / "all.xlsx").read_bytes()).sheetnames
    assert {"rti Schools", "schooley The journey", "grades-3-5 Every piece"} <= set(names)
    built.run("report", "--measure", "hours", "--format", "xlsx", "-o", tmp_path / "hours.xlsx")
    rows = table(opened((tmp_path / "hours.xlsx").read_bytes())["Hours"])
    assert all(isinstance(row["credited minutes"], int) for row in rows)


ARMED = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "{=1}", "https://example.org", "mailto:a@example.org", "12")


def test_text_stays_text_whatever_it_begins_with():
    data = workbook([Sheet("=Armed", Grid(ARMED, (ARMED,)))], "=title", date(2027, 2, 12))
    sheet = opened(data).worksheets[0]
    for row in sheet:
        assert [(cell.data_type, cell.value) for cell in row] == [("s", text) for text in ARMED]
    armed = [cell.value for cell in sheet[2] if cell.quotePrefix]
    assert armed == ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        whole = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert re.search(r"<f[ >]|<hyperlink", whole) is None


def test_a_name_that_is_a_formula_does_not_run(copy, district_of, tmp_path):
    people = copy / "people.csv"
    text = people.read_text("utf-8")
    name = re.search(r"^nwosu,([^,]+),", text, re.MULTILINE)[1]
    people.write_text(text.replace(name, '=HYPERLINK(""http://example.org"")').replace("\r", ""), "utf-8")
    output = district_of(copy, tmp_path / "there")
    output.command("report", "grades-3-5", "--format", "xlsx", "-o", tmp_path / "out.xlsx")
    book = opened((tmp_path / "out.xlsx").read_bytes())
    names = {row[0].value: row[0] for row in book["Every piece"].iter_rows(min_row=2)}
    found = next(cell for text, cell in names.items() if text.startswith("=HYPERLINK"))
    assert (found.data_type, found.quotePrefix) == ("s", True)


def test_names_of_sheets_lengths_and_early_days_fit_a_spreadsheet():
    grid = Grid(("A", "B"), (("x" * 40_000, date(1850, 1, 1)), ("", Figure("fewer than 5"))))
    names = ["A/B: [x]*?", "History", "'quoted'", "n" * 40, "N" * 40, "", "a b   x"]
    book = opened(workbook([Sheet(name, grid) for name in names], "t", date(2027, 2, 12)))
    assert book.sheetnames[:3] == ["A B x", "Historys", "quoted"]
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert all(1 <= len(name) <= 31 for name in book.sheetnames)
    sheet = book.worksheets[0]
    assert len(sheet["A2"].value) == 32_767
    assert sheet["B2"].value == "1850-01-01"
    assert [sheet["B3"].value, sheet["C3"].value, sheet["D3"].value] == ["fewer than 5"] * 3


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--format", "xlsx"], "a workbook is a file, nothing for a terminal"),
        (["--format", "xlsx", "-o", "-"], "a workbook is a file, nothing for a terminal"),
        (["--format", "xlsx", "-o", "out.csv"], "help: call it out.xlsx"),
        (["-o", "out.xlsx"], "help: say --format xlsx too, or give another ending"),
        (["--format", "xlsx", "-o", "nowhere/out.xlsx"], "there is no folder"),
    ],
)
def test_what_cannot_be_written_is_said(built, argv, said):
    ran = built.command("report", "rti", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_without_the_extra_it_is_named(built, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "pdcycle.output.xlsx", raising=False)
    ran = built.command("report", "rti", "--format", "xlsx", "-o", tmp_path / "out.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "a workbook needs the extra `xlsx`, which is not installed" in ran.err
    assert "help: install `pdcycle[xlsx]`" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_text_goes_to_a_file_too(built, tmp_path):
    built.run("report", "rti", "--format", "csv", "-o", tmp_path / "rti.csv")
    assert (tmp_path / "rti.csv").read_text("utf-8") == built.run("report", "rti", "--format", "csv").out
