"""CSV, workbook, page and Markdown carry the figures of the JSON, cell by cell; the JSON's are worked out again beside this."""

import csv
import io
import re
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from independent_figures import DAYS

ASKED = [
    ("school:lincoln", "coach"), ("district", "coach"), ("coach:rivera", "coach"), ("half-day:cedar", "coach"),
    ("celebration", "coach"), ("district", "district"), ("school:birch", "public"),
]  # fmt: skip
PAIR = re.compile(r"(?<![\d.,])(\d[\d,]*) of (\d[\d,]*)(?![\d,]*%)")
DASH = "\N{EN DASH}"


@pytest.fixture(scope="module", params=ASKED, ids=lambda one: "-".join(one).replace(":", "-"))
def gathered(request, say, asked):
    """One report of several programs: its JSON, and what says it in another format."""
    name, audience = request.param
    (report,) = asked(DAYS[0], name, "--audience", audience)["reports"]
    return report, lambda *more: say(DAYS[0], name, "--audience", audience, *more)


def figures(value):
    """(done, of) of every figure in a JSON value, and of every share its texts say."""
    if isinstance(value, dict) and {"numerator", "denominator"} <= value.keys():
        if value["denominator"]:
            yield value["numerator"], value["denominator"]
    elif isinstance(value, dict):
        for one in value.values():
            yield from figures(one)
    elif isinstance(value, list):
        for one in value:
            yield from figures(one)
    elif isinstance(value, str):
        yield from shares(value)


def shares(text):
    for top, whole in PAIR.findall(text):
        yield int(top.replace(",", "")), int(whole.replace(",", ""))


def numbers(cell):
    """What a cell of the JSON is in a table of plain values: two numbers, one, or none."""
    if isinstance(cell, dict):
        return (cell["count"], None) if "count" in cell else (cell["numerator"], cell["denominator"])
    return (cell, None) if isinstance(cell, int) else (None, None)


def test_csv_has_every_cell(gathered):
    report, say = gathered
    rows = list(csv.DictReader(io.StringIO(say("--format", "csv"))))
    told = Counter()
    for row in rows:
        if row["Done"] or row["Of"]:
            told[row["Part"], row["What"], int(row["Done"]), int(row["Of"]) if row["Of"] else None] += 1
    ours = Counter(
        (part["heading"], column, *numbers(cell))
        for part in report["parts"]
        for row in part["rows"]
        for column, cell in zip(part["columns"], row, strict=True)
        if numbers(cell)[0] is not None
    )
    assert told == ours
    said = {text for row in rows for text in (row["Says"], row["Line"])}
    for part in report["parts"]:
        for row in part["rows"]:
            for cell in row:
                assert not isinstance(cell, str) or any(cell in text for text in said), (part["id"], cell)


def test_a_workbook_has_every_cell(gathered, tmp_path):
    report, say = gathered
    say("--format", "xlsx", "-o", str(tmp_path / "report.xlsx"))
    sheets = [list(map(list, sheet.values)) for sheet in openpyxl.load_workbook(tmp_path / "report.xlsx")]
    for part in report["parts"]:
        if part["rows"]:
            found = [sheet for sheet in sheets if same_head(sheet[0], part)]
            ours = [
                [one for at, cell in enumerate(row) for one in plain(cell, triple=in_three(part, at))]
                for row in part["rows"]
            ]
            assert any([list(map(undated, row)) for row in sheet[1:]] == ours for sheet in found), part["id"]


def same_head(head, part):
    return [name for name in head if not str(name).endswith((": of", ": share"))] == part["columns"]


def in_three(part, at):
    """Whether a column holds shares."""
    return any(isinstance(row[at], dict) and "numerator" in row[at] for row in part["rows"])


def plain(cell, *, triple):
    """A cell of the JSON as the workbook's cells: a share in three, what is hidden as its mark in all of them."""
    if not isinstance(cell, dict) or "count" in cell:
        top, _ = numbers(cell)
        return [undated(cell) if top is None else top, None, None][: 3 if triple else 1]
    top, whole = numbers(cell)
    if cell["hidden"]:
        return ["fewer than " + str(cell["floor"]) if cell["hidden"] == "few" else "not shown"] * 3
    return [top, whole, undated(top / whole) if whole else None]


def undated(value):
    """Days and shares as they can be compared, whichever of two forms they have; nothing is nothing."""
    if isinstance(value, str):
        found = re.fullmatch(r"\w{3}, (\w{3} \d+, \d{4})", value)
        return datetime.strptime(found[1], "%b %d, %Y").date().isoformat() if found else value or None  # noqa: DTZ007
    if hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%d")
    return round(value, 8) if isinstance(value, float) else value


class Page(HTMLParser):
    """The tables of a page as texts, headings first."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.cell = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self.cell = []

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None


def test_a_page_has_every_cell(gathered):
    report, say = gathered
    tables = Page(say("--format", "html")).tables
    for part in report["parts"]:
        if part["rows"]:
            found = [table[1:] for table in tables if table and table[0] == part["columns"]]
            assert any(shown(part["rows"], table) for table in found), part["id"]


def shown(rows, table):
    return len(rows) == len(table) and all(
        all(map(reads, row, texts)) for row, texts in zip(rows, table, strict=True)
    )


def reads(cell, text):
    """Whether a text of the page says a cell of the JSON."""
    top, whole = numbers(cell)
    if isinstance(cell, dict) and cell.get("hidden"):
        return text in ("not shown", f"fewer than {cell['floor']}")
    if whole is not None:
        return list(shares(text)) == [(top, whole)] if whole else text == DASH
    if top is not None:
        return int(re.match(r"[\d,]+", text)[0].replace(",", "")) == top
    same = text == (cell or "")
    return same or re.fullmatch(r"\d{4}-\d\d-\d\d", cell or "") is not None


@pytest.mark.parametrize("audience", ["coach", "district"])
@pytest.mark.parametrize("program", ["rti", "grades-3-5", "schooley"])
def test_a_programs_report_says_the_same_in_every_format(say, asked, program, audience, tmp_path):
    if (program, audience) == ("schooley", "district"):
        return  # a plan is nobody else's
    (report,) = asked(DAYS[0], program, "--audience", audience)["reports"]
    ours = set(figures(report))
    argv = (DAYS[0], program, "--audience", audience)
    page = say(*argv, "--format", "html").split('id="figure-1"')[0]
    page = re.sub(
        r'(?s)<table class="dense"><thead><tr><th scope="col">Name<.*?</table>|<(style|svg|script).*?</\1>',
        " ",
        page,
    )
    least = set(
        figures({key: one for key, one in report.items() if key != "by_school"})
    )  # with --by, or who sees no people
    assert least <= set(shares(re.sub(r"<[^>]*>", " ", page))) <= ours
    assert set(shares(say(*argv, "--format", "md"))) <= ours
    say(*argv, "--format", "xlsx", "-o", str(tmp_path / "report.xlsx"))
    assert least <= set(in_workbook(tmp_path / "report.xlsx")) <= ours


def test_the_matrix_of_a_page_adds_up_its_cells(say, asked):
    """Person by activity in the table and person by cycle in the picture; each cell is worked out again elsewhere."""
    (group,) = asked(DAYS[0], "grades-3-5")["reports"]
    matrix, page = group["matrix"], say(DAYS[0], "grades-3-5", "--format", "html")
    tables = [table for table in Page(page).tables if table[0][0] == "Name" and table[0][-1] == "All"]
    pictures = re.findall(r"(?s)<svg[^>]*>(?:(?!</svg>).)*?>shown</text>.*?</svg>", page)
    cycles = list(dict.fromkeys(column["cycle"] for column in matrix["columns"]))
    assert len(tables) == len(pictures) == len(cycles) == 2
    for cycle, table, picture in zip(cycles, tables, pictures, strict=True):
        everybody = []
        for row, texts in zip(matrix["rows"], table[1:], strict=True):
            found = {name: [] for name in table[0][1:-1]}
            for column, cell in zip(matrix["columns"], row["cells"], strict=True):
                if column["cycle"] == cycle:
                    found[column["activity"]].append(cell["met"])
            told = [list(shares(text)) for text in texts[1:]]
            sums = [tally(states) for states in found.values()]
            assert told[:-1] == [[one] if one[1] else [] for one in sums], row["name"]
            everybody.append((sum(done for done, _ in sums), sum(asked for _, asked in sums)))
            assert told[-1] == everybody[-1:]
        assert [
            one for text in re.findall(r">([\d,]+ of [\d,]+)</text>", picture) for one in shares(text)
        ] == everybody


def tally(states):
    """What was shown of what is asked by now."""
    done = sum(state in ("on time", "late") for state in states)
    return done, done + sum(state in ("missed", "due") for state in states)


def in_workbook(path):
    """Shares in columns of their own, with their percentages, and those that texts say."""
    for sheet in openpyxl.load_workbook(path):
        head, *rows = map(list, sheet.values)
        for row in rows:
            for at, name in enumerate(head):
                if str(name).endswith(": of") and isinstance(row[at], int) and row[at]:
                    assert abs(row[at + 1] - row[at - 1] / row[at]) < 1e-9
                    yield row[at - 1], row[at]
                done = str(name).endswith(" of") and head[at - 1] == f"{name[:-3]} done"
                if done and isinstance(row[at], int) and row[at]:
                    yield row[at - 1], row[at]
                if isinstance(row[at], str):
                    yield from shares(row[at])


def status(cell):
    if cell["overdue"]:
        return "overdue"
    return {"missed": "not seen", "excused": "cancelled", "lapsed": "left"}.get(cell["met"], cell["met"])


def test_the_csv_of_a_program_is_its_json_row_by_row(say, asked):
    """A group's pieces person by person, an initiative's shares school by school, a journey's moments."""

    def rows(program):
        return list(csv.DictReader(io.StringIO(say(DAYS[0], program, "--format", "csv"))))

    (group,) = asked(DAYS[0], "grades-3-5")["reports"]
    told = Counter((row["Name"], row["Due"], row["Status"], row["Shown"]) for row in rows("grades-3-5"))
    ours = Counter(
        (row["name"], cell["due"], status(cell), cell["day"] or "")
        for row in group["matrix"]["rows"]
        for cell in row["cells"]
        if cell["met"]
    )
    assert told == ours
    (rti,) = asked(DAYS[0], "rti")["reports"]
    lines = {one["name"]: one for one in rti["schools"]} | {"All schools": rti["total"]}
    for row in rows("rti"):
        line = lines.pop(row["School"]) if row["School"] in lines else lines.pop("All schools")
        assert int(row["Break-outs planned"]) == line["planned"]
        for name in ("completion", "courses", "checks", "break-outs", "artifacts", "survey"):
            figure = line[name.replace("-", "_")]
            assert (int(row[f"{name} done"]), int(row[f"{name} of"])) == (figure["numerator"], figure["denominator"])  # fmt: skip
    assert not lines
    (journey,) = asked(DAYS[0], "schooley")["reports"]
    told = Counter((row["Date"], row["Until"], row["Kind"], row["Step"]) for row in rows("schooley"))
    assert told == Counter((one["day"], one["until"] or "", one["kind"], one["step"]) for one in journey["moments"])  # fmt: skip
