"""The same input gives the same bytes, and a second run changes nothing."""

import shutil


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_districts_alike_are_built_alike(run, copy, tmp_path):
    other = tmp_path / "elsewhere"
    shutil.copytree(copy, other)
    assert run("build", copy).code == run("build", other).code == 0
    made = contents(copy / "build")
    assert made == contents(other / "build")
    assert len(made) > 300
    again = run("build", copy)
    assert ", 0 of them new or changed" in again.err
    assert run("build", copy, "--check").code == 0
    assert contents(copy / "build") == made


def test_a_published_schedule_is_kept_and_built_the_same(run, copy):
    assert run("build", copy).code == 0
    unpublished = contents(copy / "build")
    assert run("-C", copy, "schedule").code == 0
    locks = contents(copy / "schedule")
    assert run("-C", copy, "schedule", "--check").code == 0
    assert run("-C", copy, "schedule", "--diff").out == ""
    assert run("-C", copy, "schedule").code == 0
    assert contents(copy / "schedule") == locks
    assert run("build", copy).code == 0
    school = {name: data for name, data in contents(copy / "build").items() if name.startswith("school/")}
    assert school == {name: data for name, data in unpublished.items() if name.startswith("school/")}


def test_a_closure_moves_what_it_hits_and_nothing_else(run, copy):
    """Reprinted dates are few: only events of the closed day, or hanging on one, differ in the locks."""
    assert run("-C", copy, "schedule").code == 0
    before = {path.name: path.read_text().splitlines() for path in (copy / "schedule").iterdir()}
    calendar = copy / "calendar.yaml"
    marker = "  - {when: 2027-02-15 mon"
    text = calendar.read_text()
    assert marker in text
    closed = "  - {when: 2027-03-02 tue, status: closed, unplanned: true, name: Snow day}\n"
    calendar.write_text(text.replace(marker, closed + marker))
    checked = run("-C", copy, "schedule", "--check")
    assert checked.code == 1
    moved = run("-C", copy, "schedule")
    assert moved.code == 0, moved.err
    for path in (copy / "schedule").iterdir():
        lines = path.read_text().splitlines()
        assert not [line for line in lines if "day: 2027-03-02" in line and "state: placed" in line]
        past = [line for line in before[path.name] if " {day: 2026-" in line]
        assert set(past) <= set(lines)
