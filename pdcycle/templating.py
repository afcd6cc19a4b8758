"""The one Jinja environment: sandboxed, strict about names, escaped by format, with errors that have places."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, cast

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pdcycle import wording
from pdcycle.diagnostics import Diagnostic, Position, Span, error

_MISTAKES = (
    TemplateRuntimeError,
    SecurityError,
    TypeError,
    ValueError,
    KeyError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def _marked(value: str) -> Markup:
    """A sentence of pdcycle's own, in which what stands between backticks is to be typed."""
    return Markup("").join(
        Markup("<code>{}</code>").format(text) if is_code else text for text, is_code in wording.pieces(value)
    )


class UnknownName(UndefinedError):  # noqa: N818 - a template's mistake, turned into a diagnostic here
    """A name or an attribute that a template's values do not have, with the names they do have."""

    def __init__(self, message: str, name: str, known: tuple[str, ...] | None) -> None:
        super().__init__(message)
        self.name = name
        self.known = known


class _Strict(StrictUndefined):
    __slots__ = ()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if self._undefined_exception is not UndefinedError:
            return  # the sandbox's own refusal

        def fail(message: str | None) -> UnknownName:
            owner = self._undefined_obj
            known = _attributes(owner) if is_dataclass(owner) or isinstance(owner, Mapping) else None
            return UnknownName(message or "", str(self._undefined_name), known)

        self._undefined_exception = cast("type[TemplateRuntimeError]", fail)


def _attributes(owner: object) -> tuple[str, ...]:
    if isinstance(owner, Mapping):
        return tuple(str(key) for key in owner)
    return tuple(field.name for field in fields(cast("Any", owner)))


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """None prints as nothing; in Markdown templates every value is escaped as inline text."""
    if value is None:
        return ""
    if context.name is not None and context.name.endswith(".md.j2") and not hasattr(value, "__html__"):
        return Markup(wording.markdown(str(value)))  # noqa: S704 - escaped for Markdown just here
    return value


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of templates; `shown` is what diagnostics call it, for example `templates`."""

    path: Path
    shown: str = "templates"


class Templates:
    """The templates of the folders, earlier folders winning by name.

    Files named `*.md.j2` are Markdown, all others HTML or SVG; both are escaped unless a value says it is safe.
    """

    def __init__(self, folders: Sequence[Folder]) -> None:
        self._folders = tuple(folders)
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder.path) for folder in folders]),
            undefined=_Strict,
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(wording.FILTERS)
        self._environment.filters["marked"] = _marked

    def has(self, name: str) -> bool:
        """Whether some folder holds the template."""
        return any((folder.path / name).is_file() for folder in self._folders)

    def own(self, name: str) -> bool:
        """Whether the first folder, the workspace's, holds the template."""
        return bool(self._folders) and (self._folders[0].path / name).is_file()

    def render(self, name: str, values: Mapping[str, object]) -> str | Diagnostic:
        """The filled template, or what is wrong in it and where."""
        try:
            return self._environment.get_template(name).render(values)
        except TemplateSyntaxError as problem:
            return self._syntax(problem)
        except TemplateNotFound as problem:
            return self._missing(problem, name)
        except _MISTAKES as problem:
            return self._failed(problem, name, tuple(values))

    def _syntax(self, problem: TemplateSyntaxError) -> Diagnostic:
        message = " ".join((problem.message or "the template cannot be read").split()).rstrip(".")
        return error(
            "PD701",
            f"the template does not parse: {message[:1].lower()}{message[1:]}",
            self._span(problem.filename or problem.name or "", problem.lineno),
            help="mend the braces on this line, or delete the file to use the template that ships",
        )

    def _missing(self, problem: TemplateNotFound, asked: str) -> Diagnostic:
        name = str(problem.name or asked)
        guess = _nearest(name, self._environment.list_templates())
        return error(
            "PD702",
            f"there is no template '{name}'",
            None if name == asked else self._span(asked, 1),
            help=f"did you mean `{guess}`?" if guess else f"add templates/{name} to the workspace",
        )

    def _failed(self, problem: Exception, name: str, top: tuple[str, ...]) -> Diagnostic:
        place = self._place(problem) or self._span(name, 1)
        if isinstance(problem, UnknownName):
            known = top if problem.known is None else problem.known
            guess = _nearest(problem.name, known)
            return error(
                "PD703",
                f"'{problem.name}' is not among this document's values",
                place,
                help=f"did you mean `{guess}`?" if guess else f"use one of {', '.join(sorted(known))}",
            )
        if isinstance(problem, SecurityError):
            return error(
                "PD704",
                "the template reaches for something templates may not touch",
                place,
                help="use only the document's values and filters",
            )
        return error(
            "PD705",
            f"the template cannot be filled here: {_plain(problem)}",
            place,
            help="check the filters and the values they are given",
        )

    def _place(self, problem: Exception) -> Span | None:
        roots = tuple(str(folder.path) for folder in self._folders)
        for frame in reversed(traceback.extract_tb(problem.__traceback__)):
            if frame.filename.startswith(roots):
                return self._span(frame.filename, frame.lineno or 1)
        return None

    def _span(self, file: str, line: int) -> Span:
        """The whole line; `file` is a path or a template's name."""
        path = Path(file)
        for folder in self._folders:
            if path.is_relative_to(folder.path) or (
                not path.is_absolute() and (folder.path / file).is_file()
            ):
                inside = path.relative_to(folder.path) if path.is_absolute() else path
                lines = (folder.path / inside).read_text(encoding="utf-8", errors="replace").splitlines()
                text = lines[line - 1] if 0 < line <= len(lines) else ""
                start = len(text) - len(text.lstrip()) + 1
                shown = f"{folder.shown}/{inside.as_posix()}"
                return Span(shown, Position(line, start), Position(line, max(start, len(text)) + 1))
        return Span(file, Position(line, 1), Position(line, 2))


def _nearest(name: str, known: Sequence[str]) -> str | None:
    found = difflib.get_close_matches(name, known, 1, 0.6)
    return found[0] if found else None


def _plain(problem: Exception) -> str:
    text = str(problem).split("\n")[0].rstrip(".")
    return text[:1].lower() + text[1:] if text else "a value has the wrong shape"
