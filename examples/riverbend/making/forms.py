"""Google Forms: two surveys in the shapes its exports take, what was handed in, and sign-in sheets."""

from __future__ import annotations

from datetime import datetime, timedelta

from making.district import District, chance, written
from making.sheet import Fault, Sheet, odd

MATRIX = "How is it to work with this teacher?\nPlease answer each line"
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone
HANDED = {
    "commit": "Commitment card",
    "share-exemplars": "Exemplar of written communication",
    "plan": "Application & Impact Plan",
    "adjust": "Adjusted Application & Impact Plan",
    "self-check": "Where do I stand?",
    "look-back": "How did it go?",
    "reflect": "Thoughts on an observation",
    "renew": "What is next?",
    "choose-focus": "Our school's focus",
}
SESSIONS = {
    "preservice": "Pre-service week",
    "break-out": "Break-out in the department meeting",
    "half-day": "Half-day for data",
}


def write(district: District, truth: dict) -> list[dict]:
    """All forms; the faults planted in them."""
    faults = _colleagues(district, truth) + _families(district, truth) + _familias(district, truth)
    faults += _time(district, truth) + _handed_in(district, truth)
    return faults + _sign_in(district, truth)


def forms_time(when: str) -> str:
    """As in Forms' own file, with a zone's short name."""
    moment = datetime.fromisoformat(when)
    zone = "EDT" if moment < datetime(2026, 11, 1) else "EST"  # noqa: DTZ001 - local on purpose
    return f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S %p} {zone}"


def sheet_time(when: str) -> str:
    """As in a linked sheet set to the United States."""
    moment = datetime.fromisoformat(when)
    return f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment:%M:%S}"


def _given(truth: dict, survey: str, audience: str, language: str = "") -> list[dict]:
    return [
        answer
        for answer in truth["answers"]
        if (answer["survey"], answer["audience"]) == (survey, audience)
        and language in ("", answer["language"])
    ]


def _texts(survey: dict, audience: str, language: str, scale: str) -> dict[str, str]:
    return {
        item: asked["text"][language]
        for item, asked in survey["items"].items()
        if asked.get("scale", "") == scale and audience in asked.get("audience", [audience])
    }


def _colleagues(district: District, truth: dict) -> list[dict]:
    """Forms' own file: a matrix, check boxes joined by `;`, and an old column of a question asked twice."""
    survey = written("surveys/communication-360.yaml")
    lines = _texts(survey, "colleagues", "en", "agreement")
    old = lines["listens"]
    sheet = Sheet("exports/forms-communication-360-colleagues.csv", quote="all")
    sheet.add(
        ["Timestamp", "Email Address", "About which teacher? ", f"{MATRIX} [{old}]"]
        + [f"{MATRIX} [{text}]" for text in lines.values()]
        + [survey["items"]["channels"]["text"]["en"], survey["items"]["keep-doing"]["text"]["en"]],
        Fault(
            "matrix",
            "one column a line of the matrix, `Question [Line]`",
            "read the line in brackets as the item",
        ),
        Fault("newline-in-header", "the question is written on two lines", "collapse white space in headers"),
        Fault("trailing-blank", "a question ends in a blank", "trim headers"),
        Fault(
            "re-added-question",
            "a question was deleted and added again: two columns",
            "take the one that is filled",
        ),
    )
    for n, answer in enumerate(_given(truth, "communication-360", "colleagues")):
        row, faults = _colleague(district, lines, n, answer)
        if n in (14, 40):
            early = [forms_time(answer["when"][:11] + "06:30:00"), *row[1:5], "Disagree", *row[6:]]
            what = "the same person answered again about the same teacher"
            fault = Fault("answered-twice", what, "fold: the latest counts", "folded", answer["about"])
            sheet.add(early, fault)
        sheet.add(row, *faults)
    return sheet.write()


def _colleague(
    district: District, lines: dict[str, str], n: int, answer: dict
) -> tuple[list[str], list[Fault]]:
    """One answer; the first nine were given before a question was deleted and added again."""
    said, first, faults = answer["answers"], "", []
    cells = [said[item] for item in lines]
    if n < 9:
        at = list(lines).index("listens")
        first, cells[at] = cells[at], ""
        what = "the answer stands in the old column"
        faults.append(odd("old-column", what, "take it from there", answer["about"]))
    about, by = district.people[answer["about"]], district.people[answer["by"]]
    row = [forms_time(answer["when"]), by.email, about.name, first, *cells]
    return [*row, ";".join(said["channels"]), said.get("keep-doing", "")], faults


def _families(district: District, truth: dict) -> list[dict]:
    """A linked sheet: no addresses, check boxes joined by a comma and a blank, one time as a serial number."""
    survey = written("surveys/communication-360.yaml")
    lines = _texts(survey, "families", "en", "agreement")
    sheet = Sheet("exports/forms-communication-360-families.csv", end="\r\n")
    texts = [survey["items"][item]["text"]["en"] for item in ("channels", "keep-doing")]
    sheet.add(["Timestamp", "Your child's teacher", *lines.values(), *texts])
    for n, answer in enumerate(_given(truth, "communication-360", "families", "en")):
        said, faults = answer["answers"], []
        when, channels = sheet_time(answer["when"]), ", ".join(said["channels"])
        if n in (7, 8):
            serial = datetime.fromisoformat(answer["when"]) - EPOCH
            when = f"{serial.total_seconds() / 86400:.5f}"
            faults.append(
                Fault(
                    "serial-date",
                    "a spreadsheet made the time a number",
                    "read days since 1899-12-30",
                    "used",
                )
            )
        if n in (11, 30):
            channels += ", At pick-up, nearly every day"
            what = "an answer of its own holds a comma among answers joined by commas"
            faults.append(
                Fault("comma-in-option", what, "split by the options known, keep the rest as other", "used")
            )
        name = district.people[answer["about"]].name
        sheet.add(
            [when, name, *(said[item] for item in lines), channels, said.get("keep-doing", "")], *faults
        )
    sheet.add(
        ["", *[""] * (len(sheet.rows[0]) - 1)], Fault("blank-row", "an empty row", "set aside", "aside")
    )
    return sheet.write()


def _familias(district: District, truth: dict) -> list[dict]:
    """The Spanish form, fetched through a link that quotes everything."""
    survey = written("surveys/communication-360.yaml")
    lines = _texts(survey, "families", "es", "agreement")
    words = {o["en"]: o["es"] for scale in survey["scales"].values() for o in scale["options"]}
    words |= {
        s["not_applicable"]["en"]: s["not_applicable"]["es"]
        for s in survey["scales"].values()
        if "not_applicable" in s
    }
    sheet = Sheet("exports/forms-communication-360-familias.csv", quote="all")
    texts = [survey["items"][item]["text"]["es"] for item in ("channels", "keep-doing")]
    what = "questions and options in Spanish"
    sheet.add(
        ["Marca temporal", "La maestra o el maestro", *lines.values(), *texts],
        Fault("other-language", what, "match items and options in every language of the survey"),
    )
    for answer in _given(truth, "communication-360", "families", "es"):
        said = answer["answers"]
        moment = datetime.fromisoformat(answer["when"])
        when = f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M:%S}"
        cells = [words[said[item]] for item in lines]
        channels = ", ".join(words[word] for word in said["channels"])
        sheet.add([when, district.people[answer["about"]].name, *cells, channels, said.get("keep-doing", "")])
    return sheet.write()


def _time(district: District, truth: dict) -> list[dict]:
    """The second survey, answered by colleagues and families in one form before the spring's work begins."""
    survey = written("surveys/time-and-routines.yaml")
    texts = {item: asked["text"]["en"] for item, asked in survey["items"].items()}
    words = {o["es"]: o["en"] for scale in survey["scales"].values() for o in scale["options"]}
    sheet = Sheet("exports/forms-time-and-routines.csv")
    sheet.add(
        ["Timestamp", "Email address", "I am", "About which teacher?", *texts.values()],
        Fault(
            "header-case", "`Email address` here, `Email Address` elsewhere", "compare headers without case"
        ),
    )
    for answer in truth["answers"]:
        if answer["survey"] != "time-and-routines":
            continue
        name, said = district.people[answer["about"]].name, answer["answers"]
        colleague = answer["audience"] == "colleagues"
        email = district.people[answer["by"]].email if colleague else ""
        cells = [words.get(said.get(item, ""), said.get(item, "")) for item in texts]
        who = "A colleague" if colleague else "A family"
        sheet.add([sheet_time(answer["when"]), email, who, name, *cells])
    return sheet.write()


def _handed_in(district: District, truth: dict) -> list[dict]:
    sheet = Sheet("exports/forms-handed-in.csv")
    sheet.add(["Timestamp", "Email Address", "What are you handing in?", "Who is it for?", "Title", "Link"])
    papers = truth["artifacts"] + truth["reflections"]
    for n, paper in enumerate(sorted(papers, key=lambda r: (r["when"], r["person"], r["activity"]))):
        person = district.people[paper["person"]]
        title, faults, email = _title(paper), [], person.email
        if n % 41 == 7:
            email = email.upper()
            faults.append(odd("email-case", "the address is in capitals", "resolve to the person", person.id))
        if n == 33:
            title = f'="{title}"'
            what = "the title is wrapped as a formula"
            faults.append(odd("formula-cell", what, "strip it, and prefix it when writing", person.id))
        number = chance("link", person.id, paper["when"]).randrange(16**10)
        link = f"https://drive.riverbend.example/d/{number:010x}"
        audience = paper.get("audience", "").capitalize()
        row = [sheet_time(paper["when"]), email, HANDED[paper["activity"]], audience, title, link]
        sheet.add(row, *faults)
        if n in (20, 77):
            sheet.add(row, Fault("sent-twice", "the same form sent twice", "fold", "folded", person.id))
    fault = Fault("unknown-person", "a private address nobody has", "list as unresolved", "unresolved")
    row = ["2/3/2027 20:11:45", "mrs.k@home.example", HANDED["share-exemplars"], "", "Class news", "-"]
    sheet.add(row, fault)
    return sheet.write()


def _title(paper: dict) -> str:
    dice = chance("title", paper["person"], paper["when"])
    if paper["activity"] == "commit":
        tool = dice.choice(
            (
                "A Friday note",
                "A five-minute call",
                "One question a week",
                "A shared agenda",
                "Good news first",
            )
        )
        return f"{tool} for {paper['audience']}"
    if paper["activity"] == "share-exemplars":
        return dice.choice(
            (
                "Class news in three lines",
                "A hard message, rewritten",
                "Invitation, two languages",
                "Note home, week 6",
            )
        )
    return HANDED[paper["activity"]]


def _sign_in(district: District, truth: dict) -> list[dict]:
    sheet = Sheet("exports/forms-sign-in.csv")
    sheet.add(
        ["Timestamp", "Username", "Score", "Which session is it?", "School"],
        Fault("username", "the address stands under `Username`", "read it as the address"),
        Fault("score", "an empty score column of a form that was once a quiz", "no score is not zero"),
    )
    schools = {key: entry["name"] for key, entry in written("calendar.yaml")["schools"].items()}
    for n, record in enumerate(r for r in truth["attendances"] if r["activity"] in SESSIONS):
        person = district.people[record["person"]]
        school = (
            schools[record["group"]]
            if record["group"] in schools
            else schools[district.groups[record["group"]]["school"]]
        )
        minute = chance("sign", person.id, record["when"]).randrange(8)
        signed = datetime.fromisoformat(record["when"]) + timedelta(minutes=minute, seconds=12)
        when = sheet_time(signed.isoformat(sep=" "))
        row = [when, person.email, "", SESSIONS[record["activity"]], school]
        sheet.add(row)
        if n in (150, 620):
            sheet.add(row, Fault("signed-twice", "signed in twice", "fold", "folded", person.id))
    return sheet.write()
