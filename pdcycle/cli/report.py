"""pdcycle report: progress on the terminal, or as a file's text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pdcycle.cli import report_explain, report_kinds
from pdcycle.cli.exits import DONE, NOT_SHOWN, PROBLEMS
from pdcycle.cli.options import Call, Reader, Shown
from pdcycle.cli.report_file import checked, listing_file, reports_file, written
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import Diagnostic, has_errors
from pdcycle.documents.pieces import Heading
from pdcycle.documents.report_pages import report_html
from pdcycle.errors import PdcycleError
from pdcycle.flows.district import District, read, settled, sources
from pdcycle.flows.engine import engine, ledger_written
from pdcycle.flows.explain import every
from pdcycle.flows.facts import Account, facts
from pdcycle.flows.material import templates
from pdcycle.flows.report import Asked, Reports, listed, pictures
from pdcycle.flows.schedule import as_published
from pdcycle.output.reports import Report, json_text, report_text
from pdcycle.output.reports_basis import accounted, figure
from pdcycle.output.reports_breakdown import breakdown_block, breakdown_grid
from pdcycle.output.reports_listing import listing_text
from pdcycle.output.tables import csv_text, markdown, terminal
from pdcycle.progress.breakdowns import plain_of
from pdcycle.progress.explanations import Explanation
from pdcycle.progress.levels import Level
from pdcycle.progress.privacy import Audience
from pdcycle.workspace import find_root

FORMS = {Shown.TEXT: "text", Shown.MD: "markdown", Shown.CSV: "csv"}


@dataclass(frozen=True, slots=True)
class How:
    """What was asked of the command."""

    shown: Shown
    audience: Reader
    person: str | None
    by: str | None = None
    require: tuple[str, ...] = ()
    measure: str | None = None
    ledger: Path | None = None
    engine: str | None = None
    out: Path | None = None
    explain: str | None = None
    unsaid: bool = False
    """Whether no audience was asked for, so that a report of a kind is for its own readers."""
    against: Path | None = None


def run(call: Call, programs: Sequence[str], how: How, as_of: str | None) -> int:
    """Show each program's report; what could not be read is said first, on stderr."""
    _checked(how)
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    asked_for = report_kinds.wanted(district, programs)
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    done = as_published(district)
    if done.faults:
        return refuse(call.terminal, district, done.faults)
    account = facts(district, done, today)
    if how.ledger is not None:
        ledger_written(account.facts, how.ledger)
    by = report_explain.dimension(how.explain, how.by)
    asked = Asked(by, how.require, engine(how.engine, how.ledger))
    if how.measure is not None:
        return _measured(call, account, how, asked_for)
    # Whoever asks what stands behind a figure is the coach, whomever the report itself is made for.
    unsaid = how.unsaid and how.explain is None
    who = (None if unsaid else Audience(how.audience.value), how.person)
    against = call.inside(how.against) if how.against else None
    made = report_kinds.made(district, account, asked_for, who, asked, against)
    shown = settled(district, [*done.diagnostics, *made.diagnostics])
    explain(call.terminal, shown, sources(district))
    say = call.terminal.say if made.reports else call.terminal.complain
    for name in made.withheld:
        say(f"{name}: a person's own, which this audience does not see")
    if programs and not made.reports:
        return PROBLEMS
    _given(call, how, _result(call, district, account, made, how))
    if how.explain is not None:
        return DONE
    if how.shown is Shown.CSV and made.reports:
        call.terminal.say(accounted(made.reports[0].basis))  # a CSV holds its table and nothing else
    return _held(call, made, how) or (PROBLEMS if has_errors(shown) else DONE)


def _checked(how: How) -> None:
    """Raise where options do not go together, before anything is read."""
    checked(how.shown, how.out)
    if how.person is not None and how.audience is not Reader.SELF:
        raise PdcycleError("--person is for one's own report", "say --audience self too")
    report_explain.checked(how.explain, how.audience, how.shown)


def _held(call: Call, made: Reports, how: How) -> int:
    """Which levels were missed, and the exit code for it; what is not shown has no answer, whatever the level."""
    missed = [one for one in made.levels if not one.reached]
    for one in missed:
        call.terminal.complain(_missed(one, how.audience))
    if any(one.figure.hidden for one in missed):
        return NOT_SHOWN
    return PROBLEMS if missed else DONE


def _measured(call: Call, account: Account, how: How, asked_for: report_kinds.Wanted) -> int:
    report_kinds.only_programs(asked_for, "--measure")
    if how.shown is Shown.HTML:
        raise PdcycleError("a measure is no page", "use --format text, md, csv, json or xlsx")
    found = listed(account, Audience(how.audience.value), how.measure or "", asked_for.programs)
    if how.explain is not None:
        text = report_explain.of_listing(account, found, how.explain, how.shown, call.terminal.width)
        _given(call, how, text)
        return DONE
    if how.shown is Shown.XLSX:
        _given(call, how, listing_file(found, account))
        return DONE
    form = "json" if how.shown is Shown.JSON else FORMS[how.shown]
    _given(call, how, listing_text(found, form, call.terminal.width))
    return DONE


def _given(call: Call, how: How, content: str | bytes) -> None:
    """The result, on the terminal or as the file that was asked for."""
    if how.out is not None and how.out != Path("-"):
        written(call, how.out, content)
    elif isinstance(content, str):
        call.terminal.result(content)


def _missed(found: Level, audience: Reader) -> str:
    """Which level was missed; by how much, the coach's report alone says."""
    if found.reached is None and found.figure.hidden is None:
        return f"{found.program}: {found.wanted.text}? nothing is known: no export was read"
    if found.reached is None:
        return f"{found.program}: {found.wanted.text}? not shown for this audience"
    if audience is not Reader.COACH:
        return f"{found.program}: not {found.wanted.text}"
    return f"{found.program}: {found.wanted.name} is {figure(found.figure)}; asked for: {found.wanted.text}"


def _result(call: Call, district: District, account: Account, made: Reports, how: How) -> str | bytes:
    """The reports in the form asked for, or the one figure that is asked about."""
    own = how.person if how.audience is Reader.SELF else None
    if how.explain is not None:
        return report_explain.of_report(account, made, how.explain, own, how.shown, call.terminal.width)
    if how.shown is Shown.HTML:
        return _html(district, made.reports, every(account, made, own), account.facts.as_of)
    return reports_file(made) if how.shown is Shown.XLSX else _said(call, made, how)


def _said(call: Call, result: Reports, how: How) -> str:
    made = result.reports
    if how.shown is Shown.JSON:
        return _json(result)
    if how.shown is Shown.CSV and len(made) > 1:
        raise PdcycleError(
            "a CSV holds one program's table", f"name one: {', '.join(one.program for one in made)}"
        )
    if how.shown is Shown.CSV and result.breakdowns:
        return csv_text(breakdown_grid(result.breakdowns[0]))
    return "\n".join(_blocks(call, report, result, how.shown) for report in made)


def _blocks(call: Call, report: Report, result: Reports, shown: Shown) -> str:
    """One report as text, its breakdown after it."""
    text = report_text(report, FORMS[shown], call.terminal.width)
    for found in result.breakdowns:
        if found.program == report.program:
            block = breakdown_block(found)
            text += "\n" + (
                "#" + markdown([block]) if shown is Shown.MD else terminal([block], call.terminal.width)
            )
    return text


def _json(result: Reports) -> str:
    parts = [json.loads(json_text(report)) for report in result.reports]
    for part, found in zip(parts, result.breakdowns, strict=False):
        part["breakdown"] = plain_of(found)
    levels = [
        {
            "program": one.program,
            "require": one.wanted.text,
            "reached": one.reached,
        }
        for one in result.levels
    ]
    whole = {"version": 1, "reports": parts, **({"levels": levels} if levels else {})}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _html(
    district: District, made: Sequence[Report], behind: Sequence[Sequence[Explanation]], today: date
) -> str:
    if len(made) != 1:
        raise PdcycleError(
            "an HTML page holds one program's report", f"name one: {', '.join(one.program for one in made)}"
        )
    settings = district.workspace.settings
    heading = Heading(settings.district, settings.school_year, today)
    audience = made[0].basis.audience.value
    text = report_html(made[0], pictures(made[0]), heading, audience, templates(district), behind[0])
    if isinstance(text, Diagnostic):
        raise PdcycleError(text.message, text.help)
    return text
