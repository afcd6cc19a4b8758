"""Tables on the terminal, in Markdown and as CSV."""

from datetime import date

from pdcycle.output.tables import Block, Grid, csv_text, markdown, terminal

GRID = Grid(
    ("Name", "What", "Day", "n"),
    (
        ("=HYPERLINK(1)", "A talk | with pipes", date(2026, 10, 2), 3),
        ("-Lee", "x" * 10 + " word" * 30, None, 12),
    ),
    frozenset({3}),
)


def test_csv_disarms_what_a_spreadsheet_would_run():
    assert csv_text(GRID).splitlines()[:2] == [
        "Name,What,Day,n",
        "'=HYPERLINK(1),A talk | with pipes,2026-10-02,3",
    ]
    assert csv_text(Grid(("a",), (("+1",), ("@x",), ("\tx",), ("plain",)))).splitlines()[1:] == [
        "'+1", "'@x", "'\tx", "plain",
    ]  # fmt: skip


def test_a_terminal_of_eighty_columns_is_enough():
    text = terminal([Block("A report", ("A sentence. " * 20,), GRID)])
    assert text.startswith("A report\n========\n")
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text == terminal([Block("A report", ("A sentence. " * 20,), GRID)])
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_markdown_keeps_cells_in_their_columns():
    text = markdown([Block("A *report*", (), GRID)])
    assert text.splitlines()[0] == "# A \\*report\\*"
    row = next(line for line in text.splitlines() if "pipes" in line)
    assert row.replace("\\|", "").count("|") == 5
    assert "| :--- | :--- | :--- | ---: |" in text


def test_a_path_too_long_for_its_column_breaks_behind_a_sign():
    grid = Grid(
        ("File", "Rows"), (("exports/measurements.csv", 5), ("exports/2026-09-01T0915_Grades.csv", 7))
    )
    assert terminal([Block("Files", (), grid)], 26).split("\n")[3:] == [
        "File              Rows",
        "----------------  ----",
        "exports/          5",
        "measurements.csv",
        "exports/          7",
        "2026-09-01T0915_",
        "Grades.csv",
        "",
    ]
