"""Documents from contexts: which there are, and each one in Markdown and in HTML fit for print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markupsafe import Markup

from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.audience import Sees, seen
from pdcycle.documents.coaching import coaching_logs, commitment_cards
from pdcycle.documents.context import ActivitySheet, Context
from pdcycle.documents.entries import entries, heading, shows
from pdcycle.documents.forms import observation_forms, survey_forms
from pdcycle.documents.material import Material
from pdcycle.documents.meetings import agendas
from pdcycle.documents.onepage import curriculum, initiative
from pdcycle.documents.plans import impact_plan
from pdcycle.files import Artefact
from pdcycle.model.results import Occurrence, Program
from pdcycle.templating import Templates
from pdcycle.wording import day

Format: TypeAlias = Literal["md", "html"]

FOLDER = "documents"
TITLES = {
    "curriculum": "Curricula on one page",
    "initiative": "Initiatives on one page",
    "impact-plan": "Application & Impact Plans",
    "commitment-card": "Commitment cards",
    "coaching-log": "Coaching log sheets",
    "observation-form": "Observation forms",
    "survey": "Surveys",
    "plc-agenda": "Meeting agendas",
}
"""The shipped documents and what people call them, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be made: `id` is `template/name`, its path under `documents/` without the format's ending."""

    id: str
    template: str
    title: str
    context: Context
    program: str | None = None
    group: str | None = None
    school: str | None = None


def document(name: str, context: Context, form: Format, templates: Templates) -> str | Diagnostic:
    """The template's text for a context; HTML is made from Markdown where only that template is the workspace's own."""
    values: dict[str, object] = {field.name: getattr(context, field.name) for field in fields(context)}
    from_markdown = form == "html" and (
        not templates.has(f"{name}.html.j2")
        or (templates.own(f"{name}.md.j2") and not templates.own(f"{name}.html.j2"))
    )
    if not from_markdown:
        return templates.render(f"{name}.{form}.j2", values)
    text = templates.render(f"{name}.md.j2", values)
    if isinstance(text, Diagnostic):
        return text
    body = Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))  # noqa: S704 - raw HTML is off
    first = next((line.lstrip("# ") for line in text.splitlines() if line.strip()), name)
    return templates.render("sheet.html.j2", {"heading": context.heading, "title": first, "body": body})


def documents_of(material: Material, sees: Sees) -> tuple[Document, ...]:
    """Every document this audience may have, sorted by id within the shipped order of templates."""
    shown = seen(material, sees)
    made: list[Document] = []
    for program in shown.programs:
        made += _of_program(program, shown, sees)
    for name, agenda in agendas(shown):
        title = f"{agenda.group}, {day(agenda.day)}"
        made.append(Document(f"plc-agenda/{name}", "plc-agenda", title, agenda, group=name.split("/")[0]))
    for name, survey in sorted(shown.surveys.items()):
        for at, form in survey_forms(name, survey, shown):
            words = [form.title, *([form.audience] if form.audience else [])]
            title = ", ".join(words) + (f" ({form.language})" if len(survey.languages) > 1 else "")
            made.append(Document(f"survey/{at}", "survey", title, form))
    order = {name: at for at, name in enumerate(TITLES)}
    return tuple(sorted(made, key=lambda one: (order.get(one.template, len(order)), one.template, one.id)))


def _of_program(program: Program, material: Material, sees: Sees) -> Iterable[Document]:
    at, title = program.id, program.title
    if program.kind == "plan" and sees.document("impact-plan", (program.teacher or "",)):
        plan = impact_plan(program, material)
        yield Document(f"impact-plan/{at}", "impact-plan", f"{plan.teacher}: {title}", plan, at)
    if program.kind == "curriculum":
        yield Document(
            f"curriculum/{at}", "curriculum", title, curriculum(program, material), at, program.group
        )
    if program.kind == "initiative":
        yield Document(f"initiative/{at}", "initiative", title, initiative(program, material), at)
        for school, form in observation_forms(program, material):
            name = f"{title}, {form.school}"
            yield Document(
                f"observation-form/{at}-{school}", "observation-form", name, form, at, school=school
            )
    for name, log in coaching_logs(program, material):
        if sees.document("coaching-log", (name.split("/")[1],)):
            words = f"{log.teacher}: {log.program}"
            yield Document(f"coaching-log/{at}/{name}", "coaching-log", words, log, at)
    for name, cards in commitment_cards(program, material):
        words = f"{title}, {cards.focus or name}"
        yield Document(f"commitment-card/{at}-{name}", "commitment-card", words, cards, at, program.group)
    yield from _own(program, material, sees)


def _own(program: Program, material: Material, sees: Sees) -> Iterable[Document]:
    """Documents that activities ask for by a name that is not shipped."""
    found: defaultdict[tuple[str, str, str], list[Occurrence]] = defaultdict(list)
    for item in program.occurrences:
        if item.document is not None and item.document not in TITLES and sees.one_to_one(item):
            found[item.document, item.cycle, item.activity].append(item)
    spans = {span.id: span for span in program.cycles}
    for (name, cycle, activity), items in sorted(found.items()):
        span = spans.get(cycle)
        sheet = ActivitySheet(
            heading=heading(material),
            program=program.title,
            cycle=span.title if span else cycle,
            title=items[0].title,
            step=items[0].step,
            focus=material.focus(items[0].focus or (span.focus if span else None) or program.focus),
            shows=shows(items[0]),
            entries=entries(items, material, material.schedule.by_id()),
        )
        at = f"{name}/{program.id}-{cycle}-{activity}"
        yield Document(at, name, f"{program.title}, {items[0].title}", sheet, program.id, program.group)


def files(
    documents: Iterable[Document], templates: Templates, formats: tuple[Format, ...] = ("html", "md")
) -> tuple[list[Artefact], list[Diagnostic]]:
    """The documents' files under `documents/`, and what was wrong in templates, each mistake once."""
    made: list[Artefact] = []
    wrong: dict[Diagnostic, None] = {}
    for one in documents:
        for form in formats:
            text = document(one.template, one.context, form, templates)
            if isinstance(text, Diagnostic):
                wrong[text] = None
            else:
                made.append(Artefact.text(f"{FOLDER}/{one.id}.{form}", text))
    return made, list(wrong)
