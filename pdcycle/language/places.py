"""Routes become spans at the very end, when all that is wrong is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pdcycle.diagnostics import Diagnostic, Label, Place, Position, Route, Span, sort_key
from pdcycle.language.document import Document


def settle(diagnostics: Iterable[Diagnostic], documents: Mapping[str, Document]) -> list[Diagnostic]:
    """The diagnostics with spans for routes, each once, in the order they are shown in.

    `documents` is keyed by the routes' `file`; a route into a file that was not read points at its start.
    """
    settled: dict[tuple[str, Place | None, str], Diagnostic] = {}
    for item in diagnostics:
        place = _span(item.place, documents) if item.place is not None else None
        related = tuple(Label(_span(label.place, documents), label.text) for label in item.related)
        final = replace(item, place=place, related=related)
        settled.setdefault((final.code, final.place, final.message), final)
    return sorted(settled.values(), key=sort_key)


def _span(place: Place, documents: Mapping[str, Document]) -> Span:
    if isinstance(place, Route):
        document = documents.get(place.file)
        if document is None:
            return Span(place.file, Position(1, 1), Position(1, 2))
        return document.span(place)
    return place
