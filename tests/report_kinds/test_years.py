"""Year against year: released counts only, as far into each year, each for whom it was released."""

import json
import re
import shutil

import pytest


@pytest.fixture
def released(district, tmp_path):
    """This year's release of 18 December, and last year's folder with one of 17 December and one of May."""
    district.run("report", "rti", "--publish", "--audience", "district", "--as-of", "2026-12-18")
    text = (district.root / "published/rti/2026-12-18.yaml").read_text("utf-8")
    last = tmp_path / "last-year"
    (last / "published/rti").mkdir(parents=True)
    for day in ("2025-12-17", "2026-05-20"):
        (last / f"published/rti/{day}.yaml").write_text(text.replace("2026-12-18", day), "utf-8")
    one = last / "published/rti/2025-12-17.yaml"
    place = re.search(r"\{school: lincoln, people: (\d+), of: (\d+), completion: (\d+)", text)
    fewer = f"{{school: lincoln, people: {place[1]}, of: {place[2]}, completion: {int(place[3]) - 20}"
    one.write_text(one.read_text("utf-8").replace(place[0], fewer), "utf-8")
    return district, last, tuple(map(int, place.groups()[1:]))


def test_the_same_stretch_of_both_years(released):
    district, last, (of, done) = released
    ran = district.run("-q", "report", "years", "--against", last, "--format", "json")
    part = next(one for one in json.loads(ran.out)["reports"][0]["parts"] if one["id"] == "years-rti")
    assert part["columns"] == ["Where", "What", "Wed, Dec 17, 2025", "Fri, Dec 18, 2026", "Change"]
    line = next(
        row for row in part["rows"] if row[:2] == ["Lincoln Elementary School", "Shown of what was due"]
    )
    assert (line[2]["numerator"], line[3]["numerator"], line[3]["denominator"]) == (done - 20, done, of)
    change = (20 * 200 + of) // (2 * of)
    assert line[4] in (f"+{change} points", f"+{20 * 100 // of} points")
    assert not [row for row in part["rows"] if (row[2]["hidden"] or row[3]["hidden"]) and row[4]]
    assert {row[0] for row in part["rows"]} >= {"All together", "3 Learn and check"}


def test_what_was_released_for_the_district_is_not_the_publics(released):
    district, last, _ = released
    ran = district.run("-q", "report", "years", "--against", last, "--audience", "public")
    assert "Nothing of this year is released" in ran.out
    assert " of " not in ran.out.split("What this stands on")[0].split("Nothing of")[1].split("released")[
        0
    ].replace("of this year", "")


def test_one_folder_kept_from_year_to_year(released):
    district, last, _ = released
    shutil.copy(last / "published/rti/2025-12-17.yaml", district.root / "published/rti/2025-12-17.yaml")
    text = district.run("-q", "report", "years:rti").out
    released = "Wed, Dec 17, 2025 as released for the district, fewer than 5 people hidden; Fri, Dec 18, 2026 as released"
    assert released in " ".join(text.split())


def test_without_releases_it_says_what_to_do(district):
    text = district.run("-q", "report", "years").out
    assert "Nothing was released yet" in text
    assert "pdcycle report --publish" in text
