"""surveys/*.yaml: items, scale, about whom, languages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from pdcycle.model.authored import Authored
from pdcycle.model.fields import FieldError, Prose, Slug


def _by_language(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


Worded = Annotated[dict[str, Prose], BeforeValidator(_by_language)]
"""Text in one language (key "") or in several, by language code."""


class Scale(Authored):
    """Options from worst to best; `favourable` are the ones counted so; `not_applicable` stands apart."""

    options: tuple[Worded, ...] = Field(min_length=2)
    favourable: tuple[Prose, ...] = ()
    not_applicable: Worded | None = None


class Item(Authored):
    """One question: `scale` names its options, none means free text; `audience` limits who is asked."""

    text: Worded
    scale: Slug | None = None
    audience: tuple[Slug, ...] = ()


class Survey(Authored):
    """A survey about a `member`, a `school` or `self`; `audiences` says who answers, in their own words."""

    survey: Prose
    id: Slug | None = None
    about: Slug = "member"
    intro: Worded | None = None
    audiences: dict[Slug, Prose] = Field(default_factory=dict)
    languages: tuple[Slug, ...] = ()
    scales: dict[Slug, Scale] = Field(default_factory=dict)
    items: dict[Slug, Item] = Field(min_length=1)

    @model_validator(mode="after")
    def _scales_known(self) -> Survey:
        for name, item in self.items.items():
            if item.scale is not None and item.scale not in self.scales:
                raise FieldError(
                    f"item '{name}' asks for the scale '{item.scale}', which the survey does not declare",
                    help=f"add `{item.scale}:` under `scales:`",
                )
        return self
