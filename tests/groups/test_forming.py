from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.groups.candidates import Candidate, Topic, grades
from pdcycle.groups.form import Formed, form
from pdcycle.groups.reasons import Impossible
from pdcycle.groups.scale import Scale
from pdcycle.groups.wish import Wish


def person(name, school="oak", topic="math", grade=4, years=5):
    return Candidate(name, school, frozenset({Topic("subject", topic)}), (grade,), years)


TWO_TOPICS = (
    person("a1", "oak", "math", 3, 1),
    person("a2", "elm", "math", 4, 12),
    person("a3", "elm", "math", 4, 7),
    person("b1", "oak", "reading", 3, 2),
    person("b2", "elm", "reading", 3, 20),
    person("b3", "oak", "reading", 4, 6),
)


def members(found):
    return [group.members for group in found.groups]


def test_similar_topics_several_schools_and_mixed_experience_come_together():
    found = form(TWO_TOPICS, Wish(3, 3))
    assert members(found) == [("a1", "a2", "a3"), ("b1", "b2", "b3")]
    assert (found.points, found.bound) == (0, 0)
    first = found.groups[0]
    assert first.title == "Math, grades 3 to 4"
    assert first.good == (
        "all 3 teach math",
        "all 3 teach in grades 3 to 4",
        "2 schools (elm 2, oak 1)",
        "1 to 12 years, 1 novice and 1 veteran",
    )
    assert first.lacking == ()


def test_a_wish_that_costs_is_kept_and_its_cost_is_told_and_proven():
    found = form(TWO_TOPICS, Wish(3, 3, apart=(("a1", "a2"),)))
    together = {frozenset(group) for group in members(found)}
    assert not any({"a1", "a2"} <= group for group in together)
    assert found.points == found.bound == _least(TWO_TOPICS, 3, lambda group: not {"a1", "a2"} <= group)
    assert any("of 3 teach" in words for group in found.groups for words in group.lacking)


def _least(pool, size, allowed):
    """The least points over every split into two groups of that size, by trying them all."""
    ordered = sorted(pool, key=lambda one: one.id)
    scale = Scale(ordered, 2)
    everyone = set(range(len(ordered)))
    best = None
    for one in combinations(sorted(everyone), size):
        other = tuple(sorted(everyone - set(one)))
        names = [{ordered[at].id for at in part} for part in (one, other)]
        if all(allowed(part) for part in names):
            points = scale.points(one) + scale.points(other)
            best = points if best is None else min(best, points)
    return best


def test_a_group_of_one_school_loses_nothing_where_nobody_elsewhere_teaches_these_grades():
    pool = [person(f"h{n}", "high", "math", 10, 1 + 9 * n) for n in range(3)]
    found = form([*pool, *TWO_TOPICS], Wish(3, 3))
    assert ("h0", "h1", "h2") in members(found)
    assert found.points == 0
    high = next(group for group in found.groups if group.members[0] == "h0")
    assert high.lacking == ("all are of high, as nobody elsewhere teaches these grades",)


@pytest.mark.parametrize(
    ("people", "wish", "reason", "ways"),
    [
        (12, Wish(5, 6, 3), "12 people cannot make 3 groups of 5 to 6: that takes 15 to 18",
         ("make 2 groups of 5 to 6", "make 3 groups of 4")),
        (7, Wish(5, 6), "7 people cannot be split into groups of 5 to 6",
         ("make 1 group of 7", "make 2 groups of 3 to 4")),
        (6, Wish(3, 3, together=(("p0", "p1", "p2", "p3"),)),
         "`--together p0,p1,p2,p3` cannot be in 2 groups of 3", ("leave out `--together p0,p1,p2,p3`",)),
        (6, Wish(3, 4, apart=(("p0", "p1", "p2"),)),
         "`--apart p0,p1,p2` cannot be in 2 groups of 3 to 4", ("leave out `--apart p0,p1,p2`",)),
        (8, Wish(2, 4, 2, apart=(("p0", "p1", "p2"),)),
         "`--apart p0,p1,p2` cannot be in 2 groups of 2 to 4", ("make 3 groups", "leave out `--apart p0,p1,p2`")),
        (6, Wish(3, 3, together=(("p0", "p1"), ("p1", "p2"), ("p4", "p5")), apart=(("p0", "p2"),)),
         "`--apart p0,p2` and `--together p0,p1` and `--together p1,p2` cannot all hold in 2 groups of 3",
         ("leave out one of them, such as `--together p1,p2`",)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_the_nearest_way_out(people, wish, reason, ways):
    found = form([person(f"p{n}") for n in range(people)], wish)
    assert found == Impossible(reason, ways)


def test_without_a_number_of_groups_one_is_taken_in_which_every_wish_holds():
    # 20 people in groups of 4 to 6 suit 4 groups; five who are to be apart need 5.
    pool = [person(f"p{n:02}") for n in range(20)]
    apart = (("p00", "p01", "p02", "p03", "p04"),)
    assert len(form(pool, Wish(4, 6)).groups) == 4
    assert len(form(pool, Wish(4, 6, apart=apart)).groups) == 5
    assert form(pool, Wish(4, 6, 4, apart=apart)) == Impossible(
        "`--apart p00,p01,p02,p03,p04` cannot be in 4 groups of 4 to 6",
        ("make 5 groups", "leave out `--apart p00,p01,p02,p03,p04`"),
    )


def test_who_can_never_meet_is_no_surprise_to_the_bound():
    # Four are free on Mondays only and two on Fridays only: in two groups of three somebody always misses out.
    pool = [
        Candidate(f"p{n}", "oak" if n % 2 else "elm", frozenset(), (3,), 5, slots=frozenset({(day, 900)}))
        for n, day in enumerate((0, 0, 0, 0, 4, 4))
    ]
    found = form(pool, Wish(3, 3))
    lost = sum(dict(group.points_by)["time"] for group in found.groups)
    assert lost == 2
    assert found.bound == found.points == _best(pool, Wish(3, 3), 2)


def _best(pool, wish, count):
    """The least points over every partition that keeps the wish, by trying them all."""
    ordered = sorted(pool, key=lambda one: one.id)
    scale = Scale(ordered, count)
    best = None

    def place(at, groups):
        nonlocal best
        if at == len(ordered):
            if len(groups) == count and all(len(group) >= wish.least for group in groups) and kept(groups):
                points = sum(scale.points(group) for group in groups)
                best = points if best is None else min(best, points)
            return
        for group in groups:
            if len(group) < wish.most:
                group.append(at)
                place(at + 1, groups)
                group.pop()
        if len(groups) < count:
            place(at + 1, [*groups, [at]])

    def kept(groups):
        home = {ordered[one].id: at for at, group in enumerate(groups) for one in group}
        together = all(len({home[name] for name in names}) == 1 for names in wish.together)
        return together and all(len({home[name] for name in names}) == len(names) for names in wish.apart)

    place(0, [])
    return best


def test_grades_are_read_as_they_are_written():
    assert grades(("k", "1", "3-5", "PK", "x")) == (-1, 0, 1, 3, 4, 5)
    assert grades(("K-2",)) == (0, 1, 2)


PEOPLE = st.lists(
    st.builds(
        Candidate,
        id=st.integers(0, 99).map(lambda n: f"p{n:02}"),
        school=st.sampled_from(["oak", "elm", "ash"]),
        topics=st.frozensets(
            st.sampled_from([Topic("subject", name) for name in ("math", "art")]), max_size=2
        ),
        grades=st.lists(st.integers(0, 8), max_size=2, unique=True).map(lambda found: tuple(sorted(found))),
        years=st.none() | st.integers(0, 30),
        slots=st.none() | st.frozensets(st.sampled_from([(0, 900), (2, 840)])),
    ),
    min_size=2,
    max_size=9,
    unique_by=lambda one: one.id,
)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), pool=PEOPLE)
def test_everybody_is_in_one_group_and_every_wish_holds_in_any_order(data, pool):
    names = [one.id for one in pool]
    pairs = st.lists(
        st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(tuple), max_size=2
    ).map(tuple)
    least = data.draw(st.integers(1, 4))
    wish = Wish(
        least, least + data.draw(st.integers(0, 2)), together=data.draw(pairs), apart=data.draw(pairs)
    )
    found = form(pool, wish)
    assert form(data.draw(st.permutations(pool)), wish) == found
    if isinstance(found, Impossible):
        assert found.reason
        numbers = range(1, len(pool) + 1) if len(pool) <= 6 else ()
        assert all(_best(pool, wish, number) is None for number in numbers)
        return
    assert isinstance(found, Formed)
    assert sorted(name for group in members(found) for name in group) == sorted(names)
    assert all(wish.least <= len(group) <= wish.most for group in members(found))
    home = {name: at for at, group in enumerate(members(found)) for name in group}
    assert all(home[one] == home[other] for one, other in wish.together)
    assert all(home[one] != home[other] for one, other in wish.apart)
    assert 0 <= found.bound <= found.points == sum(group.points for group in found.groups)
    if len(pool) <= 7:
        assert found.bound == found.points == _best(pool, wish, len(found.groups))
