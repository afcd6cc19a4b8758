"""One source's export counted at once, however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pdcycle.diagnostics import has_errors
from pdcycle.duck import Bulk, Unreadable
from pdcycle.errors import PdcycleError
from pdcycle.evidence.bulk import Counted, count, policy_of
from pdcycle.evidence.bulk_here import Counting
from pdcycle.evidence.bulk_people import index_people, people_of, people_of_file
from pdcycle.evidence.bulk_plan import Plan, plan_of
from pdcycle.evidence.bulk_words import TooMany, Vocabulary
from pdcycle.evidence.intake import Intake
from pdcycle.evidence.people import PeopleIndex
from pdcycle.flows.district import District
from pdcycle.flows.export_files import year_of
from pdcycle.model.near import did_you_mean
from pdcycle.model.sources import Source
from pdcycle.program.calendar import compile_calendar
from pdcycle.program.calendar_checks import check_calendar
from pdcycle.progress.counted import SourceCount
from pdcycle.progress.suppression import Hidden
from pdcycle.rules.naming import home
from pdcycle.workspace.load import Workspace, load
from pdcycle.workspace.roster import PEOPLE, PEOPLE_COLUMNS, read_roster

PARTS = ("school", "course", "week")
PEOPLE_TOO = ("school", "course", "teacher", "week")


def without_people(root: Path) -> Workspace:
    """The workspace but for its people, who are matched in the database."""
    return load(root, people=False)


def counted(
    workspace: Workspace,
    name: str,
    as_of: date,
    audience: str,
    by: str | None = None,
    *,
    every_row: bool = False,
    engine: str | None = None,
) -> SourceCount:
    """The figures of one source by school, course, person and week; refused where its file is no plain table.

    `engine` is the address of a cluster that reads the file in this machine's place.
    """
    source = workspace.sources.get(name)
    if source is None:
        known = sorted(workspace.sources)
        raise PdcycleError(
            f"there is no source '{name}'",
            did_you_mean(name, known, ", ".join(known) or "write sources/NAME.yaml"),
        )
    floor = _floor(workspace, audience)
    if every_row and floor:
        raise PdcycleError(
            "rows are no people, so that every row can be counted for a coach alone", "leave --every-row out"
        )
    parts = (by,) if by else PARTS if floor else PEOPLE_TOO
    if floor and "teacher" in parts:
        raise PdcycleError("what one person did is for a coach", "ask for another --by, or --audience coach")
    path = _file(workspace, name, source)
    shown = path.relative_to(workspace.root).as_posix()
    try:
        how = Counting("", as_of, heads=bool(floor))
        found = _count(workspace, source, path, how, every_row=every_row, engine=engine)
    except (Unreadable, TooMany) as problem:
        raise _refused(shown, str(problem)) from problem
    kept_back = _kept_back(found, parts, floor) if floor else {}
    return SourceCount(
        name, source.source, as_of, found, parts, every_row, _names(workspace), kept_back, floor
    )


def _floor(workspace: Workspace, audience: str) -> int:
    if audience == "coach":
        return 0
    from pdcycle.progress.privacy import Audience

    return Audience(audience).floor(workspace.settings.privacy)


def _kept_back(found: Counted, parts: Sequence[str], floor: int) -> dict[str, dict[str, Hidden]]:
    # It brings the solver, which takes longer to load than a coach's figures take to count.
    from pdcycle.progress.counted_for_others import hidden

    return {part: hidden(part, found.figures[part], floor) for part in parts}


def _file(workspace: Workspace, name: str, source: Source) -> Path:
    paths = sorted(path for path in workspace.root.glob(source.file) if path.is_file())
    if len(paths) != 1:
        raise PdcycleError(
            f"the source '{name}' has {len(paths)} files, and one is counted at a time",
            f"let `file:` in {workspace.place('source', name).file} name one export",
        )
    return paths[0]


def _refused(shown: str, reason: str) -> PdcycleError:
    return PdcycleError(
        f"{shown} cannot be counted at once: {reason}",
        "`pdcycle report` reads it row by row; `pdcycle inspect` says how",
    )


def _count(
    workspace: Workspace, source: Source, path: Path, how: Counting, *, every_row: bool, engine: str | None
) -> Counted:
    name = next(name for name, one in workspace.sources.items() if one is source)
    profile = workspace.profiles.get(source.profile)
    shown = path.relative_to(workspace.root).as_posix()
    if profile is None:
        raise PdcycleError(f"there is no profile '{source.profile}'", f"correct the source '{name}'")
    plan = plan_of(path, source, profile, workspace.settings.zone, year_of(_dated(workspace)))
    if not isinstance(plan, Plan):
        raise _refused(shown, plan)
    catalog = workspace.catalog.list if workspace.catalog else {}
    marks = {item: entry.check.pass_mark for item, entry in catalog.items() if entry.check is not None}
    words = Vocabulary(Intake(name, source, profile, PeopleIndex({}), marks), path.stem)
    with Bulk() as store:
        if not people_of_file(store, workspace.root / PEOPLE, PEOPLE_COLUMNS):
            people_of(store, read_roster(workspace.root)[0].people)
        index_people(store)
        words.learn({row.get("status", "") for row in plan.sample}, {row["subject"] for row in plan.sample})
        policy = None if every_row else policy_of(words)
        if policy == "all":
            raise _refused(
                shown, "`submissions: all` keeps what is no repetition, which takes reading its rows"
            )
        asked = Counting(policy, how.as_of, how.heads)
        if engine is None:
            return count(store, plan, words, asked, shown)
        return _count_there(store, plan, words, asked, shown, engine)


def _count_there(
    store: Bulk, plan: Plan, words: Vocabulary, how: Counting, shown: str, engine: str
) -> Counted:
    from pdcycle.evidence.bulk_there import There
    from pdcycle.spark import Cluster

    with Cluster(engine) as cluster:
        return count(store, plan, words, how, shown, There(store, cluster, plan, words, how))


def _dated(workspace: Workspace) -> District:
    calendar = None
    if workspace.calendar is not None and not has_errors(
        check_calendar(workspace.calendar, home(workspace, "calendar"))
    ):
        calendar = compile_calendar(workspace.calendar)
    return District(workspace, calendar, (), ())


def _names(workspace: Workspace) -> dict[str, dict[str, str]]:
    schools = workspace.calendar.schools if workspace.calendar else {}
    catalog = workspace.catalog.list if workspace.catalog else {}
    return {
        "school": {name: school.name or name for name, school in schools.items()},
        "course": {name: entry.title for name, entry in catalog.items()},
    }
