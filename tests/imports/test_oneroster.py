"""OneRoster bundles of both versions become people.csv and timetable.csv, and nobody's own work is lost."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.errors import PdcycleError
from pdcycle.flows.import_oneroster import Before, import_oneroster, used_ids
from pdcycle.imports.bundle import open_bundle
from pdcycle.imports.handles import handles
from pdcycle.imports.periods import slots
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar

ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d,,,Maple Grove,district,,
o1,,,Oak Elementary School,school,,d
o2,,,Maple Grove High School,school,,d
o3,,,Science Department,department,,o2
"""
SESSIONS = """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y,,,2026-2027,schoolYear,2026-08-31,2027-06-11,,2027
t1,,,Fall Semester,semester,2026-08-31,2027-01-22,y,2027
t2,,,Spring Semester,semester,2027-01-25,2027-06-11,y,2027
old,,,Spring 2026,semester,2026-01-12,2026-06-12,,2026
"""
COURSES = 'sourcedId,status,dateLastModified,title,grades,subjects\nc1,,,Biology,"09,10",Science\n'
CLASSES = """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,Bio 1,,c1,,scheduled,H12,o2,"t1,t2",,,"1(A),3(B)"
k2,,,Bio 2,,c1,,scheduled,H12,o2,t1,,,A2
k3,,,Homeroom,KG,,,homeroom,O1,o1,y,Reading,,1
k4,,,Old,,c1,,scheduled,H9,o2,old,,,4
k5,tobedeleted,,Gone,,c1,,scheduled,H9,o2,t1,,,5
k6,,,Club,,c1,,scheduled,,o2,t1,,,
"""
ENROLLMENTS = """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,o2,u1,teacher,true,,
e2,,,k2,o2,u1,teacher,true,,
e3,,,k3,o1,u2,teacher,true,,
e4,,,k4,o2,u1,teacher,true,,
e5,,,k6,o2,u1,teacher,true,,
e6,,,k1,o2,s1,student,,,
"""
USERS_11 = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,"o2,o3",teacher,kim,,Ada,Kim,,1001,ada.kim@maple.example,,,,,Secret-1
u2,,,true,o1,teacher,kim2,,Bo,Kim,,1002,bo.kim@maple.example,,,,,Secret-2
u3,,,true,"o1,o2",administrator,diaz,,Cleo,Díaz,,,cleo.diaz@maple.example,,,,,Secret-3
u4,tobedeleted,,true,o1,teacher,x,,Dan,Old,,1004,dan.old@maple.example,,,,,Secret-4
u5,,,false,o1,teacher,x,,Eve,Off,,1005,eve.off@maple.example,,,,,Secret-5
s1,,,true,o2,student,pupil,,Pupil,One,,2001,pupil@maple.example,,,,9,Secret-6
p1,,,true,o2,guardian,parent,,Parent,One,,,parent@maple.example,,,s1,,Secret-7
"""
USERS_12 = """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
u1,,,true,kim,,Adaline,Kim,,1001,ada.kim@maple.example,,,,,Secret-1,,,Ada,,,o2,
u2,,,true,kim2,,Bo,Kim,,1002,bo.kim@maple.example,,,,,Secret-2,,,,,,o1,
u3,,,true,diaz,,Cleo,Díaz,,,cleo.diaz@maple.example,,,,,Secret-3,,,,,,o1,
s1,,,true,pupil,,Pupil,One,,2001,pupil@maple.example,,,,9,Secret-6,,,,,,o2,
"""
ROLES_12 = """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,u1,secondary,guardian,,,o1,
r2,,,u1,primary,teacher,,,o2,
r2b,,,u1,secondary,teacher,,,o3,
r3,,,u2,primary,teacher,,,o1,
r4,,,u3,primary,principal,,,o1,
r5,,,u3,secondary,siteAdministrator,,,o2,
r6,,,s1,primary,student,,,o2,
"""
COMMON = {"orgs.csv": ORGS, "academicSessions.csv": SESSIONS, "courses.csv": COURSES, "classes.csv": CLASSES, "enrollments.csv": ENROLLMENTS}  # fmt: skip


def manifest(version, **files):
    names = (
        "academicSessions",
        "classes",
        "courses",
        "enrollments",
        "orgs",
        "users",
        *(("roles",) if version == "1.2" else ()),
    )
    lines = [f"file.{name},{files.get(name, 'bulk')}" for name in names]
    return "\n".join(
        ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}", *lines, ""]
    )


V11 = {"manifest.csv": manifest("1.1"), "users.csv": USERS_11, **COMMON}
V12 = {"manifest.csv": manifest("1.2"), "users.csv": USERS_12, "roles.csv": ROLES_12, **COMMON}


def zipped(path, files, folder=""):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text if isinstance(text, bytes) else text.encode())
    return path


def run(tmp_path, files, before=Before(), folder=""):  # noqa: B008 - a frozen value
    return import_oneroster(open_bundle(zipped(tmp_path / "bundle.zip", files, folder)), before)


def texts(made):
    return {artefact.path: artefact.content.decode() for artefact in made.artefacts}


HEADER = "id,name,email,staff_id,role,schools,department,grades,subjects,years,prep,coach,mentor,principal,evaluator,aliases\n"
PEOPLE_11 = HEADER + (
    "diaz,Cleo Díaz,cleo.diaz@maple.example,u3,administrator,oak;maple-grove,,,,,,,,,,\n"
    "kim-a,Ada Kim,ada.kim@maple.example,1001,teacher,maple-grove,science,9;10,Science,,,,,,,\n"
    "kim-b,Bo Kim,bo.kim@maple.example,1002,teacher,oak,,k,Reading,,,,,,,\n"
)
TIMETABLE = (
    "person,term,day,period,kind,room\n"
    "kim-a,fall,A,1,class,H12\nkim-a,fall,A,2,class,H12\nkim-a,fall,B,3,class,H12\n"
    "kim-a,spring,A,1,class,H12\nkim-a,spring,B,3,class,H12\n"
    "kim-b,,,1,class,O1\n"
)


def test_version_1_1(tmp_path):
    made = run(tmp_path, V11)
    assert texts(made) == {"people.csv": PEOPLE_11, "timetable.csv": TIMETABLE}
    assert made.schools == (
        "  maple-grove: {name: Maple Grove High School, level: high}",
        "  oak: {name: Oak Elementary School, level: elementary}",
    )
    assert made.terms == ("  fall: 2026-08-31 .. 2027-01-22", "  spring: 2027-01-25 .. 2027-06-11")
    assert (made.version, made.elsewhere, made.without_periods) == ("1.1", 1, 1)


def test_version_1_2_takes_roles_and_preferred_names_from_their_own_places(tmp_path):
    made = run(tmp_path, V12)
    assert texts(made) == {
        "people.csv": PEOPLE_11.replace("administrator,oak", "principal,oak"),
        "timetable.csv": TIMETABLE,
    }


def test_what_is_not_used_is_listed_by_file_and_column(tmp_path):
    made = run(tmp_path, {**V11, "demographics.csv": "sourcedId\ns1\n", "notes.txt": "x"})
    users = next(used for used in made.usage if used.file == "users.csv")
    assert (users.rows, users.taken) == (7, 3)
    assert users.left == {"status tobedeleted": 1, "not enabled": 1, "students and families": 2}
    assert users.columns == ("dateLastModified", "username", "userIds", "middleName", "sms", "phone", "agentSourcedIds", "grades", "password")  # fmt: skip
    assert made.secret == (("users.csv", "username"), ("users.csv", "password"))
    assert made.unopened == ("demographics.csv", "notes.txt")


@pytest.mark.parametrize("files", [V11, V12])
def test_no_student_and_no_password_is_held_anywhere(tmp_path, files):
    shown = repr(run(tmp_path, files))
    assert "Secret" not in shown
    assert "Pupil" not in shown
    assert "pupil" not in shown
    assert "Parent" not in shown


def test_folders_inside_byte_order_marks_and_leavings_of_a_mac(tmp_path):
    marked = {
        f"roster/{name}": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in V11.items()
    }
    made = run(tmp_path, {**marked, "__MACOSX/roster/._users.csv": b"\0\5", "roster/.DS_Store": b"\0"})
    assert texts(made) == {"people.csv": PEOPLE_11, "timetable.csv": TIMETABLE}
    assert made.unopened == ()


def test_a_folder_reads_like_its_zip(tmp_path):
    for name, text in V11.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert texts(import_oneroster(open_bundle(tmp_path), Before())) == {
        "people.csv": PEOPLE_11,
        "timetable.csv": TIMETABLE,
    }


def test_only_users_are_needed(tmp_path):
    made = run(tmp_path, {"users.csv": USERS_11})
    assert [line.split(",")[0] for line in texts(made)["people.csv"].splitlines()] == [
        "id",
        "diaz",
        "kim-a",
        "kim-b",
    ]
    assert list(texts(made)) == ["people.csv"]


OWN = (
    "Id;Name;E-mail;Email;staff id;role;schools;years;Shoe size\r\n"
    'kim;Ada M. Kim;;Ada.Kim@maple.example;;coach;maple-grove;7;"38"\r\n'
    "zoe;Zoe Ray;;zoe@maple.example;777;teacher;oak;3;40\r\n"
    "\r\n"
    "bo;Bo Kim;;;;teacher;;;41\r\n"
)


def test_a_roster_of_ones_own_keeps_ids_order_columns_and_roles(tmp_path):
    made = run(tmp_path, V11, Before(people=OWN.encode()))
    assert texts(made)["people.csv"] == (
        "Id;Name;E-mail;Email;staff id;role;schools;years;Shoe size\r\n"
        "kim;Ada Kim;;ada.kim@maple.example;1001;coach;maple-grove;7;38\r\n"
        "zoe;Zoe Ray;;zoe@maple.example;777;teacher;oak;3;40\r\n"
        "\r\n"
        "bo;Bo Kim;;bo.kim@maple.example;1002;teacher;oak;;41\r\n"
        "diaz;Cleo Díaz;;cleo.diaz@maple.example;u3;administrator;oak;maple-grove;;\r\n".replace(
            "oak;maple-grove;;", '"oak;maple-grove";;'
        )
    )
    people = made.people
    assert (people.added, people.changed, people.gone, people.by_name) == (
        ["diaz"],
        ["kim", "bo"],
        ["zoe"],
        ["bo"],
    )
    assert people.kept == [("kim", "role")]
    assert texts(made)["timetable.csv"].splitlines()[1] == "bo,,,1,class,O1"


def test_a_person_who_left_is_said_and_stays(tmp_path):
    first = texts(run(tmp_path, V11))
    less = {
        **V11,
        "users.csv": "".join(
            line for line in USERS_11.splitlines(keepends=True) if not line.startswith("u2")
        ),
    }
    made = run(tmp_path, less, Before(first["people.csv"].encode(), first["timetable.csv"].encode()))
    assert texts(made) == first
    assert made.people.gone == ["kim-b"]


def test_lessons_of_ones_own_stay_and_clashes_are_said(tmp_path):
    own = "person,term,day,period,kind,room,note\nkim-a,,A,2,prep,,mine\nkim-a,fall,A,1,class,OLD,\nkim-a,,,8,class,,choir\n"
    made = run(tmp_path, V11, Before(people=PEOPLE_11.encode(), timetable=own.encode()))
    assert texts(made)["timetable.csv"].splitlines()[:4] == own.replace("OLD", "H12").splitlines()
    assert (made.timetable.against, made.timetable.unsaid, made.timetable.changed) == ((2,), (4,), 1)


CALENDAR = """\
calendar: Maple Grove
year: 2026-08-31 .. 2027-06-11
levels: {high: {duty: 07:30 .. 15:00, students: 07:45 .. 14:30}}
schools: {mg: {name: Maple Grove High School, level: high, rotation: ab}}
terms: {autumn-half: 2026-08-31 .. 2027-01-20, other-half: 2027-01-21 .. year.end}
rotations: {ab: {letters: [A, B]}}
bells: {high: {regular: {"1": 08:00 .. 09:00, "2": 09:05 .. 10:00, "3": 10:05 .. 11:00}}}
"""


def test_schools_terms_and_periods_are_called_as_the_calendar_calls_them(tmp_path):
    calendar, problems = bind(read(CALENDAR, "calendar.yaml"), Calendar)
    assert calendar is not None
    assert not problems
    classes = CLASSES.replace(",A2\n", ",A-P02\n").replace('"1(A),3(B)"', '"01(A),P3(B)"')
    made = run(tmp_path, {**V11, "classes.csv": classes}, Before(calendar=calendar))
    assert made.terms == ()
    assert made.schools == ("  oak: {name: Oak Elementary School, level: elementary}",)
    assert "kim-a,autumn-half,A,1,class,H12\n" in texts(made)["timetable.csv"]
    assert "kim-a,other-half,B,3,class,H12\n" in texts(made)["timetable.csv"]
    assert "teacher,mg,science" in texts(made)["people.csv"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["Kim", "Díaz", "O'Hara", "Day", "李"]), st.sampled_from(["Al", "Bo", "Al"]),
                       st.sampled_from(["", "7", "8"]), st.sampled_from(["", "a@x.example", "b@x.example"])), max_size=8),
    st.sampled_from([None, OWN.encode(), b"id,name\nkim,Bo Kim\n"]),
)  # fmt: skip
def test_importing_twice_changes_nothing(tmp_path_factory, users, old):
    rows = [
        f"u{n},,,true,o1,teacher,x,,{given},{family},,{number},{mail},,,,,pw"
        for n, (family, given, number, mail) in enumerate(users)
    ]
    files = {**V11, "users.csv": "\n".join([USERS_11.splitlines()[0], *rows, ""])}
    folder = tmp_path_factory.mktemp("roster")
    once = texts(run(folder, files, Before(people=old)))
    again = run(
        folder,
        files,
        Before(
            once["people.csv"].encode(), once["timetable.csv"].encode() if "timetable.csv" in once else None
        ),
    )
    assert texts(again) == once
    assert not again.people.added
    assert not again.people.changed


def test_ids_are_told_apart_and_never_given_twice():
    names = [
        ("Chen", "Mei", "1"),
        ("Chen", "Anna", "2"),
        ("O'Brien", "Pat", "3"),
        ("Day", "Sun", "4"),
        ("Łoś", "A", "5"),
    ]
    assert handles(names, {"chen-m"}) == ["chen-mei", "chen-a", "obrien", "day-s", "los"]
    assert handles(names[::-1], {"chen-m"}) == ["los", "day-s", "obrien", "chen-a", "chen-mei"]
    assert handles([("Diaz", "Cleo", "1")], used_ids([b"grade-5/fall/talk/diaz/3: {}"])) == ["diaz-c"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,2", [("", "1"), ("", "2")]),
        ("3(A,C)", [("A", "3"), ("C", "3")]),
        ("2(M-W)", [("mon", "2"), ("tue", "2"), ("wed", "2")]),
        ("4(MWF)", [("fri", "4"), ("mon", "4"), ("wed", "4")]),
        ("B-5", [("B", "5")]),
        ("Tue 6", [("tue", "6")]),
        ("Advisory", [("", "Advisory")]),
        ("", []),
    ],
)
def test_periods_as_systems_write_them(cell, expected):
    assert [(slot.day, slot.period) for slot in slots(cell)] == expected


def bad_zip(tmp_path, kind):
    path = tmp_path / "bundle.zip"
    if kind == "pdf":
        path.write_bytes(b"%PDF-1.7 ...")
    elif kind == "cut":
        path.write_bytes(zipped(tmp_path / "whole.zip", V11).read_bytes()[:900])
    elif kind == "locked":
        data = bytearray(zipped(path, V11).read_bytes())
        for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
            start = 0
            while (start := data.find(mark, start)) >= 0:
                data[start + at] |= 1
                start += 4
        path.write_bytes(bytes(data))
    elif kind == "outside":
        zipped(path, {**V11, "../evil.csv": "x"})
    elif kind == "two":
        zipped(path, {f"{folder}/{name}": text for folder in ("a", "b") for name, text in V11.items()})
    elif kind == "none":
        zipped(path, {"hello.txt": "x"})
    elif kind == "delta":
        zipped(path, {**V11, "manifest.csv": manifest("1.1", users="delta")})
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("pdf", "bundle.zip is a PDF"),
        ("cut", "bundle.zip is not a zip archive, or cut off"),
        ("locked", "bundle.zip is locked with a password"),
        ("outside", "would land outside its folder: ../evil.csv"),
        ("two", "bundle.zip holds several bundles: a, b"),
        ("none", "bundle.zip holds no users.csv"),
        ("delta", "users.csv of bundle.zip is a delta: it tells what changed, not who there is"),
        ("missing", "there is no "),
    ],
)
def test_what_is_no_bundle_is_refused_in_plain_words(tmp_path, kind, message):
    with pytest.raises(PdcycleError) as caught:
        import_oneroster(open_bundle(bad_zip(tmp_path, kind)), Before())
    assert message in caught.value.message
    assert caught.value.help


def test_too_large_a_bundle_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("pdcycle.imports.bundle.LARGEST", 100)
    with pytest.raises(PdcycleError, match="unpacks to more than pdcycle reads"):
        open_bundle(zipped(tmp_path / "bundle.zip", V11))


def test_a_file_the_manifest_calls_absent_is_not_read(tmp_path):
    made = run(tmp_path, {**V11, "manifest.csv": manifest("1.1", classes="absent")})
    assert list(texts(made)) == ["people.csv"]
    assert made.notes == ("classes.csv is there, but manifest.csv calls it absent, so it was not read",)
    assert "classes.csv" in made.unopened
