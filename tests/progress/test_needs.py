"""What a group could grow in: areas in the order of need, and counts that point at nobody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdcycle.model.catalog import Catalog, Rubric
from pdcycle.progress.needs import areas_of, courses_for, group_needs, target_level

RUBRIC = Rubric.model_validate(
    {
        "rubric": "R",
        "levels": ["low", "basic", "proficient", "high"],
        "components": {"1a": "Plan", "2c": "Routines", "3a": "Talk", "4c": "Families"},
        "focus": {
            "talk": {"title": "Talk", "components": ["3a", "4c"]},
            "time": {"title": "Time", "components": ["2c"]},
            "plan": {"title": "Plan", "components": ["1a"]},
        },
    }
)
CATALOG = Catalog.model_validate(
    {
        "catalog": "C",
        "list": {
            "both": {"title": "Both", "components": ["3a", "1a"]},
            "families": {"title": "Families", "components": ["4c"]},
            "kit": {"title": "Kit", "kind": "resource", "components": ["3a"]},
            "leaders": {"title": "Leaders", "components": ["3a"], "audience": ["principal"]},
            "routines": {"title": "Routines", "components": ["2c"]},
            "talking": {"title": "Talking", "components": ["3a"]},
        },
    }
)


def ratings(build, **levels):
    """`3a=[...]` gives a rating a person, in the order of people."""
    return [
        build.evidence(
            f"{part}-{at}", f"p{at}", "observation", "", date(2026, 5, 1), component=part[1:], value=level
        )
        for part, given in levels.items()
        for at, level in enumerate(given)
    ]


def needs(evidence, people=12, floor=5):
    return group_needs([f"p{at}" for at in range(people)], evidence, RUBRIC, CATALOG, "evaluations", floor)


def test_areas_stand_in_the_order_of_need_with_courses_for_their_components(build):
    found = needs(
        ratings(
            build,
            c3a=["basic"] * 7 + ["high"] * 5,
            c4c=["basic"] * 5 + ["proficient"] * 7,
            c2c=["basic"] * 5 + ["low"] * 6 + ["proficient"],
        )
    )
    assert [(area.focus, area.below, area.rated, area.courses) for area in found.areas] == [
        ("time", None, None, ("routines",)),  # 11 of 12 would say who the twelfth is not
        ("talk", 12, 24, ("talking", "families")),
    ]
    shown = {one.component: (one.rated, one.below, one.levels) for one in found.components}
    assert shown["3a"] == (12, 7, (("low", 0), ("basic", 7), ("proficient", 0), ("high", 5)))
    assert shown["2c"] == (12, None, None)
    assert "1a" not in shown


def test_the_latest_rating_of_a_member_counts_and_nobody_elses(build):
    old = ratings(build, c3a=["low"] * 12)
    new = [
        build.evidence(f"n-{at}", f"p{at}", "observation", "", date(2026, 6, 1), component="3a", value="high")
        for at in range(12)
    ]
    other = [
        build.evidence("x", "stranger", "observation", "", date(2026, 6, 1), component="3a", value="low")
    ]
    found = needs([*old, *new, *other])
    assert found.areas == ()
    assert found.components[0].levels == (("low", 0), ("basic", 0), ("proficient", 0), ("high", 12))


def test_below_the_floor_nothing_is_shown_or_ranked(build):
    found = needs(ratings(build, c3a=["low"] * 4))
    assert found.areas == ()
    assert [(one.rated, one.below, one.levels) for one in found.components] == [(None, None, None)]
    assert found.day is None


@given(counts=st.lists(st.integers(0, 14), min_size=4, max_size=4), floor=st.integers(2, 10))
def test_no_count_of_few_people_is_ever_shown(build, counts, floor):
    levels = [level for level, count in zip(RUBRIC.levels, counts, strict=True) for _ in range(count)]
    found = needs(ratings(build, c3a=levels), people=sum(counts), floor=floor)
    for one in found.components:
        told = [count for _, count in one.levels or ()]
        if one.below is not None:
            told += [one.below, one.rated - one.below]
        assert all(count == 0 or count >= floor for count in told)
        assert one.rated is None or one.rated >= floor
        if one.rated in told:
            assert one.rated >= 2 * floor


@pytest.mark.parametrize(
    ("levels", "target"),
    [(("a", "proficient", "z"), "proficient"), (("1", "2", "3", "4", "5"), "4"), (("no", "yes"), "yes")],
)
def test_the_target_is_proficient_else_the_second_highest(levels, target):
    assert target_level(Rubric.model_validate({"rubric": "R", "levels": list(levels)})) == target


def test_a_component_leads_to_the_narrowest_area_and_its_courses():
    assert areas_of("3a", RUBRIC) == ("talk",)
    assert courses_for(["3a", "1a"], CATALOG, {}) == ("both",)
