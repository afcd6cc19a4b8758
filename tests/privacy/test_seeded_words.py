"""Words sown into notes, sub-goals, titles and names come up in no report of others, whatever its kind and format."""

import csv
import io
import re
import shutil
import zipfile
from datetime import date

import pytest

from pdcycle.documents.pieces import Heading
from pdcycle.documents.report_pages import report_html
from pdcycle.flows.district import read
from pdcycle.flows.facts import facts
from pdcycle.flows.material import templates
from pdcycle.flows.report import Asked, pictures, reports
from pdcycle.flows.report_kinds import Maker, Subject
from pdcycle.flows.schedule import as_published
from pdcycle.model.audience import Audience
from pdcycle.output.reports import report_text
from pdcycle.output.reports_xlsx import reports_xlsx

DAY = date(2027, 2, 12)
OTHERS = (Audience.SCHOOL, Audience.DISTRICT, Audience.PUBLIC)
WORD = "zebrawood"
ARMED = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201")
SOWN = {
    "private/coaching-log.csv": ("Note",),
    "exports/observations.csv": ("Note", "Sub-goal"),
    "exports/evaluations-2026.csv": ("Note",),
    "exports/forms-communication-360-families.csv": ("What should this teacher keep doing?",),
}


@pytest.fixture(scope="module")
def sown(tmp_path_factory, riverbend):
    """Riverbend with the word behind every note, one sub-goal that is one person's, and titles that are formulas."""
    root = tmp_path_factory.mktemp("sown") / "riverbend"
    shutil.copytree(riverbend, root, ignore=shutil.ignore_patterns("build", "published"))
    for name, columns in SOWN.items():
        path = root / name
        text = path.read_bytes().decode("utf-8-sig", "surrogateescape")
        rows = list(csv.DictReader(io.StringIO(text)))
        for row in rows:
            row.update({column: f"{row[column]} {WORD}" for column in columns if column != "Sub-goal"})
        if "Sub-goal" in columns:
            rows[0]["Sub-goal"] = f"Lower the {WORD}"
        _write(path, rows)
    path = root / "exports/forms-handed-in.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig", "surrogateescape"))))
    for at, row in enumerate(rows):
        row["Title"] = f"{ARMED[at % len(ARMED)]} plan"
    _write(path, rows)
    return root


def _write(path, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogateescape"))


@pytest.fixture(scope="module")
def told(sown):
    """Every report for others in every format, by audience, report and format."""
    district = read(sown)
    account = facts(district, as_published(district), DAY)
    maker, found = Maker(district, account), {}
    heading = Heading("Riverbend", "2026", DAY)
    words = [Subject("school", one) for one in account.facts.schools]
    words += [Subject(one) for one in ("district", "half-day", "celebration", "years")]
    for audience in OTHERS:
        programs = reports(account, audience, asked=Asked("department"))
        for report in (*programs.reports, *maker.made(words, audience).reports):
            key = (audience.value, report.program)
            for form in ("text", "markdown", "csv", "json"):
                found[*key, form] = report_text(report, form)
            page = report_html(report, pictures(report), heading, audience.value, templates(district))
            found[*key, "html"] = page
            with zipfile.ZipFile(io.BytesIO(reports_xlsx([report], programs.breakdowns))) as book:
                parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
            found[*key, "xlsx"] = "".join(parts)
    return account, found


def test_no_note_free_answer_or_single_persons_sub_goal_is_told_to_others(told):
    account, texts = told
    seen = [one for one in account.facts.ledger.evidence if one.title and WORD in one.title]
    assert len(seen) == 1
    assert len(texts) > 3 * 8 * 6
    assert [key for key, text in texts.items() if WORD in text] == []


def test_nobody_is_named_and_nobodys_level_told_to_others(told):
    account, texts = told
    names = {word for one in account.facts.people.values() for word in (one.name, one.email) if word}
    for key, text in texts.items():
        assert not [name for name in names if name in text], key
        assert not re.search(r"\b(unsatisfactory|basic|distinguished)\b", text, re.IGNORECASE), key


def test_a_title_that_is_a_formula_is_text_everywhere(told):
    _, texts = told
    armed = 0
    for (audience, program, form), text in texts.items():
        if form == "csv":
            for row in csv.reader(io.StringIO(text)):
                for cell in row:
                    assert cell[:1] not in {one[0] for one in ARMED}, (audience, program, cell)
                    armed += cell.startswith("'")
        elif form == "xlsx":
            assert not re.search(r"<f[ >]|<hyperlink", text), (audience, program)
    assert armed > 0
