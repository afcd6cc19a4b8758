from datetime import date

from pdcycle.model.people import TimetableRow
from pdcycle.schedule.days import Days
from pdcycle.schedule.world import Hours

MON = date(2026, 11, 2)
BELLS = (("1", 480, 540), ("2", 540, 600), ("lunch", 600, 630), ("3", 630, 690))


def hours(letter):
    return Hours((450, 930), (480, 690), BELLS, letter=letter, term="fall")


def day_of(build, person, rows=(), letter="A", **rest):
    return Days(build.world([person], rows, special={MON: hours(letter)}, **rest)).of(person.id, MON)


def test_the_short_form_of_prep(build):
    for prep, letter, expected in (
        (("2",), "A", ((540, 600),)),
        (("A2", "B3"), "A", ((540, 600),)),
        (("A 2", "B-3"), "B", ((630, 690),)),
        (("mon 1", "tue 2"), "", ((480, 540),)),
    ):
        found = day_of(build, build.person("diaz", prep=prep), letter=letter)
        assert found.prep == expected
        assert len(found.classes) == 2


def test_rows_hold_on_their_day_and_in_their_term(build):
    def row(term, day, period, kind):
        return TimetableRow("diaz", term, day, period, kind, "R1", 1)

    rows = [
        row("", "A", "1", "prep"),
        row("", "B", "2", "prep"),
        row("spring", "", "3", "prep"),
        row("", "mon", "3", "class"),
        row("", "", "lunch", "lunch"),
    ]
    found = day_of(build, build.person("diaz"), rows)
    assert (found.prep, found.classes) == (((480, 540),), ((630, 690),))
    assert found.free == ((450, 540), (690, 930))


def test_who_teaches_nobody_is_free_all_day_and_who_is_unknown_is_not(build):
    assert day_of(build, build.person("ortiz", "principal")).free == ((450, 930),)
    unknown = day_of(build, build.person("diaz"))
    assert (unknown.known, unknown.free) == (False, ((450, 480), (690, 930)))


def test_half_a_days_absence(build):
    away = (build.absence("ortiz", MON, MON, "am"),)
    assert day_of(build, build.person("ortiz", "principal"), absences=away).free == ((720, 930),)
