"""The schedule's lines on a terminal."""

from datetime import date, timedelta

from pdcycle.output.agenda import Left, Line, agenda, folded, soon

DAY = date(2026, 10, 7)


def test_events_stand_under_their_day_and_wrap_within_the_width():
    lines = [
        Line(DAY, 820, 45, "fall discuss 2", "Share what we tried, castro and 6 more (library)"),
        Line(DAY, 570, 30, "fall talk dunn 1", "Coaching talk, castro, dunn"),
    ]
    assert agenda("Talk (talk)", lines, 70) == (
        "Talk (talk)\n"
        "===========\n"
        "time         dates: key        what, who (where)\n"
        "\n"
        "Wed, Oct 7, 2026\n"
        "09:30-10:00  fall talk dunn 1  Coaching talk, castro, dunn\n"
        "13:40-14:25  fall discuss 2    Share what we tried, castro and 6 more\n"
        "                               (library)\n"
    )
    assert "6 more (library)" in agenda("Talk (talk)", lines, 120)


def test_a_long_key_keeps_its_words_together():
    text = agenda(
        "T", [Line(DAY, 0, 60, "fall " + "long-activity-name " * 3 + "1", "Coaching talk " * 6)], 80
    )
    assert "long-activity-name long-activity-name long-activity-name 1" in text
    assert all(len(line) <= 80 for line in text.splitlines() if "long" not in line)


def test_only_long_schedules_are_cut_to_weeks():
    days = [DAY + timedelta(days=number) for number in range(100)]
    assert soon(days[:60], DAY) is None
    assert soon(days, DAY + timedelta(days=10)) == (DAY + timedelta(days=10), DAY + timedelta(days=37))
    assert soon(days, date(2028, 1, 1)) == (days[-28], days[-1])


def test_series_are_folded_by_number_and_by_people():
    left = [Left("p", "discuss", (), n) for n in (7, 3)]
    left += [Left("p", "talk", (who,), 5) for who in ("dunn", "hale", "quist")]
    left += [Left("p", "visit", ("dunn",), 2)]
    assert folded(left) == "discuss 3, 7; talk … 5; visit dunn 2"
    assert folded(left, 2) == "discuss 3, 7; talk … 5 and 1 more; --all names them"
    assert folded([*left[:1], Left("q", "talk", (), 1)]) == "p: discuss 7; q: talk 1"
