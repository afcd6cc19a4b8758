"""What pdcycle.yaml and the sources name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdcycle.diagnostics import Diagnostic, Route, error, warning
from pdcycle.model.near import near
from pdcycle.model.program import Activity
from pdcycle.rules.naming import home, unknown
from pdcycle.rules.programs import activity_maps
from pdcycle.workspace.load import Workspace


def schools_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Substitutes, rooms and ways between buildings are of the calendar's schools."""
    if workspace.calendar is None:
        return
    schools, top = workspace.calendar.schools, home(workspace, "district")
    for key in ("substitutes", "rooms"):
        for name in getattr(workspace.settings, key):
            here = top.at(key, name).on_key()
            yield from unknown("PD341", "school", name, schools, here, "`schools:` in calendar.yaml")
    for pair in workspace.settings.travel.between:
        here = top.at("travel", "between", pair).on_key()
        first, word, second = pair.partition(" to ")
        if not word:
            yield error("PD356", f"'{pair}' is not two schools", here, help="write it as `lincoln to cedar`")
            continue
        for name in (first, second):
            yield from unknown("PD341", "school", name, schools, here, "`schools:` in calendar.yaml")


def calendar_there(workspace: Workspace) -> Iterator[Diagnostic]:
    """There is a calendar: without one nothing has a date."""
    broken = any(document.file == "calendar.yaml" for document in workspace.documents.values())
    if workspace.calendar is None and not broken:
        yield error(
            "PD357",
            "there is no calendar.yaml, so nothing can have a date",
            Route("pdcycle.yaml"),
            help="add one; `pdcycle init` in an empty folder shows how it looks",
        )


def sources_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """A source's profile, group, survey exist: `there is no profile 'moodel-completion'`."""
    groups = workspace.groups.list if workspace.groups else {}
    for name, source in sorted(workspace.sources.items()):
        place = workspace.place("source", name)
        yield from unknown(
            "PD358", "profile", source.profile, workspace.profiles, place.at("profile"), "profiles/"
        )
        if source.group:
            yield from unknown("PD347", "group", source.group, groups, place.at("group"), "groups.yaml")
        if source.survey:
            yield from unknown(
                "PD351", "survey", source.survey, workspace.surveys, place.at("survey"), "surveys/"
            )


def proofs_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """What a source proves is a course, survey, group, program or activity: `nothing is called 'talk-wth'`."""
    known = _provable(workspace)
    for name, source in sorted(workspace.sources.items()):
        for words, proofs in source.proves.items():
            place = workspace.place("source", name).at("proves", words)
            for proof in proofs:
                if proof.item in known:
                    continue
                guess = near(proof.item, known)
                yield warning(
                    "PD359",
                    f"nothing is called '{proof.item}', so this proves nothing",
                    place,
                    help=f"did you mean `{guess}`?"
                    if guess
                    else "write the id of a course, survey, group, program or activity",
                )


def _provable(workspace: Workspace) -> set[str]:
    known = {*workspace.surveys, *workspace.programs}
    known |= set(workspace.catalog.list) if workspace.catalog else set()
    known |= set(workspace.groups.list) if workspace.groups else set()
    authored = [
        (program, workspace.place("program", name)) for name, program in sorted(workspace.programs.items())
    ]
    written: list[Mapping[str, Any]] = [pattern.activities for pattern in workspace.patterns.values()]
    written += [activities for program, place in authored for activities, _ in activity_maps(program, place)]
    for activities in written:
        for name, activity in activities.items():
            known.add(name)
            document = activity.document if isinstance(activity, Activity) else None
            known |= {document} if isinstance(document, str) else set()
    return known


RULES = (schools_known, calendar_there, sources_known, proofs_known)
