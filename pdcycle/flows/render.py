"""Documents: one context each, one text a format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.render import TITLES, Document, Format, documents_of, files
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact
from pdcycle.flows.district import District
from pdcycle.flows.facts import notes
from pdcycle.flows.material import material, templates
from pdcycle.flows.schedule import Scheduling
from pdcycle.model.near import near

FORMATS: tuple[Format, ...] = ("md", "html")


def render(
    district: District,
    done: Scheduling,
    as_of: date,
    programs: Sequence[str] = (),
    document: str | None = None,
    formats: Sequence[str] = (),
) -> tuple[list[Artefact], list[Diagnostic]]:
    """The documents asked for, of all programs unless some are named, and what is wrong in templates."""
    shown = replace(material(district, done, as_of), notes=notes(district))
    everything = documents_of(shown, Sees(Audience.COACH))
    known(programs, [program.id for program in done.programs], "program")
    names = sorted({*TITLES, *(one.template for one in everything)})
    if document not in {one.id for one in everything}:
        known([document] if document else [], names, "document")
    chosen = [one for one in everything if _asked(one, programs, done, document)]
    wanted = cast("tuple[Format, ...]", tuple(formats)) or FORMATS
    return files(chosen, templates(district), wanted)


def known(asked: Sequence[str], there: Sequence[str], what: str) -> None:
    """Raises PdcycleError for an id that names nothing."""
    for name in asked:
        if name not in there:
            guess = near(name, there)
            mend = f"did you mean `{guess}`?" if guess else f"there are {', '.join(there) or 'none'}"
            raise PdcycleError(f"there is no {what} '{name}'", mend)


def _asked(one: Document, programs: Sequence[str], done: Scheduling, document: str | None) -> bool:
    if document is not None and document not in (one.template, one.id):
        return False
    if not programs:
        return True
    if one.program is not None:
        return one.program in programs
    chosen = [program for program in done.programs if program.id in programs]
    if one.template == "survey":
        used = {item.survey for program in chosen for item in program.occurrences if item.survey}
        return any(one.id.startswith(f"survey/{name}") for name in used)
    return one.group is not None and any(
        item.group == one.group for program in chosen for item in program.occurrences
    )
