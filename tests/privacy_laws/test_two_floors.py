"""Whoever reads the public's report and a school's reads the words of both."""

from pdcycle.model.audience import Floor
from pdcycle.progress.protection import protect
from pdcycle.progress.suppression import Hidden, Table, Tally, at


def table(name, *schools):
    """Who took part, of how many, by school and all together."""
    tallies = {at(school=f"s{n}"): Tally(of, of, (done,)) for n, (done, of) in enumerate(schools)}
    people, done = sum(of for _, of in schools), sum(done for done, _ in schools)
    return Table(name, ("took part",), {**tallies, (): Tally(people, people, (done,))}, known=True)


def words(made):
    return {place[0][1] if place else "all": value for place, value in made.cells.items()}


def test_words_for_many_are_left_out_where_they_tell_something_of_few():
    """Fewer than 5, fewer than 5 and fewer than 10 of 15, 14 of whom took part: of the first three, one or more did."""
    month = table("month", (3, 3), (3, 3), (8, 9))
    public = protect([month], Floor(10, 5))["month"]
    school = protect([month], Floor(5, 5))["month"]
    assert words(school) == {
        "s0": Hidden.FEW, "s1": Hidden.FEW, "s2": Hidden.ALONE, "all": month.tallies[()],
    }  # fmt: skip
    assert set(words(public).values()) == {Hidden.ALONE, month.tallies[()]}
    # Alone each may say it.
    assert list(words(protect([month], 10)["month"]).values()).count(Hidden.FEW) == 3


def test_a_table_whose_words_tell_too_much_is_found_among_others():
    # Three schools of fewer than 5 make 10 people: none of them has fewer than 2; 9 took part, 1 or more of each.
    told = [table(f"t{n}", (2, 3), (2, 3), (2, 4)) for n in range(5)]
    told[3] = table("t3", (3, 3), (3, 3), (3, 4))
    made = protect(told, 5)
    assert [Hidden.FEW in made[f"t{n}"].cells.values() for n in range(5)] == [True, True, True, False, True]
