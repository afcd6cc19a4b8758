"""What is wrong with an export is said by name, with what to do about it, and never becomes a wrong figure.

Each case: `report` says it, `inspect` says what can be told from the file alone, and `validate` what a header tells.
"""

import gzip
import io
import resource
import subprocess
import sys
import zipfile

import pytest

HEADER = "Name,Email,Course,Completion date,Status\n"
AT = "maple-grove-schools.example"


def row(person, day="9/14/2026"):
    return f"{person.title()},{person}@{AT},Talking with students,{day},Completed\n"


def zipped(text):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("courses.csv", text)
    return stream.getvalue()


def test_a_good_export_has_nothing_said_of_it(small):
    said, _ = small.report()
    assert said.code == 0
    assert "courses.csv" not in said.err
    assert small.used() == (6, 6)


def test_an_export_of_another_year(small):
    small.export(
        HEADER
        + row("dunn", "9/14/2024")
        + row("eckert", "10/2/2024")
        + "Stranger,s@x.example,X,9/1/2024,Completed\n"
    )
    said, report = small.report()
    assert said.code == 1
    assert "exports/courses.csv:1:1: error[PD520] none of the 2 rows with a date lies in 2026-" in said.err
    assert "an export of another year?" in said.err
    assert "help: give this year's export, or correct `school_year` in pdcycle.yaml" in said.err
    assert report["basis"]["accounting"][0]["used"] == 0


def test_one_file_of_another_year_among_good_ones_is_named_alone(small):
    small.export(HEADER + row("dunn", "9/14/2024"), "courses-old.csv")
    said, _ = small.report()
    assert said.code == 1
    assert "exports/courses-old.csv:1:1: error[PD520]" in said.err
    assert "exports/courses.csv" not in said.err
    assert small.used() == (6, 7)


def test_an_activity_report_of_another_year_says_so_though_some_did_nothing(small):
    (small.root / "sources" / "courses.yaml").write_text(
        "source: Moodle\nfile: exports/courses*.csv\nprofile: moodle-activity-completion\n"
        "proves: {Talking with students: talking-with-students}\n"
    )
    small.export(
        ',"Email address","Talking with students",""\n'
        f'"Dev Dunn","dunn@{AT}","Completed","2024-09-14 10:00:00"\n'
        f'"Elena Eckert","eckert@{AT}","Not completed",""\n'
    )
    said, _ = small.report()
    assert said.code == 1
    assert "error[PD520] none of the 1 rows with a date lies in" in said.err


def test_a_day_before_the_year_is_counted_out_and_named(small):
    small.export(HEADER + row("dunn", "9/14/2016") + row("eckert") + row("fiore", "9/1/2028"))
    said, report = small.report()
    assert said.code == 0
    assert (
        "exports/courses.csv:2:1: warning[PD526] a cell of the column `Completion date` holds a day before the school "
        "year, and is not counted"
    ) in said.err
    assert "exports/courses.csv:4:1: warning[PD526] a cell" in said.err
    assert "correct a slip in the export" in said.err
    assert report["basis"]["accounting"][0]["aside"] == [
        ["after the school year", 1],
        ["before the school year", 1],
    ]


@pytest.mark.parametrize("command", ["report", "validate", "inspect"])
def test_the_wrong_system(small, command):
    small.export(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        f"Dev Dunn,dunn@{AT},09/16/2026 01:47:43 PM,09/16/2026 02:33:25 PM,46\n"
    )
    if command == "inspect":
        said = small.run("inspect", small.root / "exports" / "courses.csv")
        assert (said.code, said.out.splitlines()[0].partition(": ")[2]) == (0, "zoom-attendance")
        return
    said = small.run(command, *(["ours", "--as-of", "2026-12-01"] if command == "report" else []))
    text = said.out + said.err
    assert said.code == 1
    assert "exports/courses.csv:1:1: error[PD504] this is no export of " in text
    assert "help: it reads as `zoom-attendance`" in text
    assert "Dunn" not in said.err


def test_half_a_file_cut_inside_a_row(small):
    small.export((HEADER + row("dunn") + row("eckert"))[:-25])
    said, _ = small.report()
    assert (
        "exports/courses.csv:3:1: warning[PD505] the file ends in the middle of this row: half a file?"
        in said.err
    )
    assert "help: download the export again" in said.err
    used, read = small.used()
    assert (used, read) == (1, 2)


def test_half_a_file_cut_inside_quotes(small):
    small.export(HEADER + row("dunn") + f'"Elena Eckert",eckert@{AT},"Talking with')
    said, _ = small.report()
    assert said.code == 1
    assert (
        "exports/courses.csv:3:1: error[PD505] quotes open on this line and never close: half a file?"
        in said.err
    )
    assert "the rows before it are read; download the export again" in said.err
    assert small.used() == (1, 2)
    assert small.run("inspect", small.root / "exports" / "courses.csv").code == 1


def test_half_a_file_cut_inside_a_letter(small):
    small.export((HEADER + row("dunn") + "Íñigo").encode()[:-4] + "é".encode()[:1])
    said, _ = small.report()
    assert "exports/courses.csv:3:1: warning[PD505]" in said.err
    assert small.used()[0] == 1


def test_two_people_with_one_address(small):
    path = small.root / "people.csv"
    path.write_text(path.read_text("utf-8").replace(f"eckert@{AT}", f"DUNN@{AT}"), "utf-8")
    small.export(
        HEADER
        + f"Somebody,dunn@{AT},Talking with students,9/14/2026,Completed\n"
        + f"Elena Eckert,dunn@{AT},Talking with students,9/15/2026,Completed\n"
    )
    for said in (small.run("validate"), small.run("report", "ours", "--as-of", "2026-12-01")):
        text = said.out + said.err
        assert said.code == 1
        assert "people.csv:6:1: error[PD509] 'dunn' and 'eckert' have the same e-mail address" in text
        assert (
            "help: give each their own e-mail address; until then rows with it are matched by name only"
            in text
        )
    used, read = small.used()
    assert read == 2
    rows = small.report()[1]["matrix"]["rows"]
    # "Somebody" is nobody's name; "Elena Eckert" is hers.
    assert used == 1
    assert {one["person"]: one["done"] for one in rows}["eckert"] == 1
    assert {one["person"]: one["done"] for one in rows}["dunn"] == 0


def test_somebody_who_left_and_is_in_no_list_is_told_by_count_never_by_name(small):
    small.export(
        HEADER
        + row("dunn")
        + "Gone Gomez,gomez@elsewhere.example,Talking with students,9/14/2026,Completed\n"
    )
    said, report = small.report()
    assert said.code == 0
    assert report["basis"]["unresolved"] == 1
    assert report["basis"]["accounting"][0]["aside"] == [["nobody in people.csv matches", 1]]
    assert "Gomez" not in said.err


def test_somebody_who_left_keeps_what_they_showed_and_owes_nothing_after(small):
    before = {one["person"]: one["asked"] for one in small.report()[1]["matrix"]["rows"]}
    groups = small.root / "groups.yaml"
    text = groups.read_text("utf-8")
    assert "dunn, eckert," in text
    groups.write_text(text.replace("dunn, eckert,", "{person: dunn, until: 2026-10-01}, eckert,"), "utf-8")
    small.export(HEADER + row("dunn") + row("eckert"))
    report = small.report()[1]
    after = {one["person"]: (one["done"], one["asked"]) for one in report["matrix"]["rows"]}
    assert after["dunn"][0] == 1
    assert after["dunn"][1] < before["dunn"]
    assert after["eckert"] == (1, before["eckert"])
    assert report["members"] == 5


@pytest.mark.parametrize(
    ("data", "what", "mend"),
    [
        (zipped(HEADER), "a zip archive", "unpack it and give the CSV file that is in it"),
        (
            gzip.compress(HEADER.encode(), mtime=0),
            "a gzip archive",
            "unpack it and give the CSV file that is in it",
        ),
        (b"%PDF-1.7\n", "a PDF", "open it and save it as CSV (UTF-8), or export it as CSV"),
        (b"<!DOCTYPE html><html><title>Sign in</title>", "a web page (perhaps a sign-in page)", "sign in"),
        (b"PK\x05\x06" + b"\0" * 18, "an empty zip archive", "unpack it"),
    ],
    ids=["zip", "gzip", "pdf", "web page", "empty zip"],
)
def test_another_kind_of_file_given_as_csv(small, data, what, mend):
    small.export(data)
    for command in (("report", "ours", "--as-of", "2026-12-01"), ("validate",)):
        said = small.run(*command)
        assert said.code == 1
        assert f"exports/courses.csv:1:1: error[PD503] this is {what}, not a CSV file" in said.out + said.err
        assert f"help: {mend}" in said.out + said.err
    said = small.run("inspect", small.root / "exports" / "courses.csv")
    assert (said.code, f"is {what}" in said.out) == (1, True)


def test_an_empty_file_and_one_with_a_header_alone(small):
    small.export("")
    said, _ = small.report()
    assert (said.code, "error[PD515] the file is empty" in said.err) == (1, True)
    small.export(HEADER)
    said, _ = small.report()
    assert (said.code, "warning[PD515] the export has a header but no rows" in said.err) == (0, True)


def huge(path, size):
    """A good row, then a line of `size` bytes that never ends, without taking the disk."""
    with path.open("wb") as stream:
        stream.write((HEADER + row("dunn")).encode())
        stream.write(b"x" * 4096)
        stream.truncate(size)


PROGRAM = (
    "import resource, sys; from pdcycle.cli.main import main; code = main();"
    " print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
)


def peak(small, *argv):
    """Exit code, words and the most memory in KiB of a command in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "-C", str(small.root), *argv],
        env={"PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    *said, most = ran.stderr.splitlines()
    return ran.returncode, "\n".join(said), int(most)


def test_a_line_of_half_a_gigabyte_takes_no_memory_and_is_named(small):
    assert resource.getpagesize()  # a system that tells what a process took
    argv = ("report", "ours", "--as-of", "2026-12-01", "--format", "csv")
    _, _, usual = peak(small, *argv)
    huge(small.root / "exports" / "courses.csv", 512 << 20)
    code, said, most = peak(small, *argv)
    assert code == 1
    assert (
        "exports/courses.csv:3:1: error[PD506] this line holds more text than a row of an export can" in said
    )
    assert "look for a quote that never closes, or download the export again" in said
    assert most - usual < 150 << 10
    assert small.used() == (1, 2)


# What `count` says of the same files


@pytest.fixture
def counted(small):
    """`counted(bytes)`: what `pdcycle count` says of a learning platform's export."""
    (small.root / "sources" / "courses.yaml").unlink()
    (small.root / "sources" / "platform.yaml").write_text(
        "source: Platform\nfile: exports/courses.csv\nprofile: learning-platform\nproves: {A1: talking-with-students}\n"
    )

    def ask(data):
        small.export(data)
        return small.run("count", "platform", "--as-of", "2026-12-01")

    return ask


DONE = f"dunn@{AT},A1,2026-09-30,2026-09-14,completed\n"
PLATFORM = "user_email,course_id,due_date,completion_date,status\n"


def test_count_reads_a_good_file(counted):
    said = counted(PLATFORM + f"dunn@{AT},A1,2026-09-30,2026-09-14,completed\n")
    assert said.code == 0
    assert "1 row read, 1 used, 0 folded." in said.out


@pytest.mark.parametrize(
    ("data", "said_by_name"),
    [
        (zipped(PLATFORM), "a zip archive"),
        ("Name (Original Name),Join Time\nx,y\n", "it has no column `completion_date`"),
        (PLATFORM + f'dunn@{AT},A1,2026-09-30,2026-09-14,"compl', "line 2 opens quotes that never close"),
        (PLATFORM + DONE + DONE.strip()[:-15].replace("A1,", 'A1,"'), "line 3 opens quotes that never close"),
        (
            PLATFORM + DONE * 30_000 + DONE.replace("A1,", 'A1,"'),
            "line 30002 opens quotes that never close: half a file?",
        ),
        (PLATFORM + DONE * 30_000 + DONE[:-30], "Line: 30002"),
        (PLATFORM + DONE + "\0" * 5000, "it ends in empty bytes: half a file?"),
        (
            PLATFORM + DONE * 30_000 + "x" * 50_000_000 + "\n" + DONE,
            "one of its lines holds more text than a row can",
        ),
        ("", "it has no rows"),
        (PLATFORM, "it has no rows"),
    ],
    ids=[
        "zip",
        "wrong system",
        "cut in quotes",
        "cut later",
        "cut far later",
        "cut in a row",
        "zeros",
        "a long line",
        "empty",
        "header alone",
    ],
)
def test_count_refuses_what_is_no_plain_table(counted, data, said_by_name):
    said = counted(data)
    assert said.code in (1, 2)
    assert said.out == ""
    assert "exports/courses.csv" in said.err
    assert said_by_name in said.err
