"""JSON Schemas of everything authors write, so that editors complete and check without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, JsonSchemaWarningKind

from pdcycle.files import Artefact

FOLDER = ".pdcycle"


class _Schema(GenerateJsonSchema):
    """Values that the models parse from text are text to an editor."""

    ignored_warning_kinds: set[JsonSchemaWarningKind] = {"non-serializable-default", "skipped-choice"}  # noqa: RUF012 - declared so

    def is_instance_schema(self, schema: object) -> JsonSchemaValue:  # noqa: ARG002 - pydantic's signature
        return {"type": ["string", "array", "object"]}


def schemas(kinds: Mapping[str, type[BaseModel]]) -> list[Artefact]:
    """One schema a kind of file, under `.pdcycle/`."""
    made = []
    for name, model in sorted(kinds.items()):
        schema = model.model_json_schema(schema_generator=_Schema, by_alias=True)
        text = json.dumps(_plain(schema), indent=1, sort_keys=True, ensure_ascii=False, default=str)
        made.append(Artefact.text(f"{FOLDER}/{name}.json", f"{text}\n"))
    return made


def _plain(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_line(kind: str, depth: int) -> str:
    """The comment that tells an editor which schema a file in a folder so deep follows."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{kind}.json\n"
