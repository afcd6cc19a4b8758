"""Riverbend's raw exports as plain tuples, read with nothing but the csv module and what docs/ says of each system.

Imports nothing of pdcycle. One function a system, written for the files that are there: what the profiles do by data,
this does by hand.
"""

import csv
import io
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

import yaml

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value as it is written
SEEN_NOTHING = {"", "-", "n/a", "na", "not observed", "not seen", "excused", "missing"}
SERIAL = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's first day
YEAR_START, YEAR_END = "2026-06-22", "2027-08-31"


class Row(NamedTuple):
    """A row of evidence: who, what, when; `place` is its file and line number among the file's rows."""

    person: str
    kind: str
    subject: str
    when: datetime
    source: str
    place: tuple
    value: str = ""
    component: str = ""
    audience: str = ""
    minutes: int | None = None
    passed: bool | None = None
    title: str = ""
    actor: str = ""
    salt: str = ""

    @property
    def content(self):
        return self._replace(place=())


def load(path):
    return yaml.load(path.read_text("utf-8"), Loader=LOADER) if path.exists() else {}


def decoded(path):
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(path)


def records(path, begins=None):
    """(lines above the header, header, rows); the header is the first line, or the first that begins so."""
    text = decoded(path)
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text[:400] else ","))
    at = 0
    if begins:
        at = next(n for n, row in enumerate(found) if row and row[0].casefold().startswith(begins))
    head = [" ".join(cell.split()).casefold() for cell in found[at]]
    rows = [row + [""] * (len(head) - len(row)) for row in found[at + 1 :] if row]
    return found[:at], head, rows


def plain(text):
    return " ".join(text.split()).casefold()


TITLES = {"mr", "mrs", "ms", "miss", "dr"}
ENDINGS = {"jr", "sr", "ii", "iii", "iv"}


def folded(name):
    """A name without accents, points, titles and order of `Last, First`."""
    if "," in name:
        last, _, first = name.partition(",")
        if plain(first).strip(".") not in ENDINGS:
            name = f"{first} {last}"
    bare = unicodedata.normalize("NFKD", name.casefold().replace("ø", "o"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = re.sub(r"[^\w]+", " ", re.sub("[.'\u2019`\u00b4]", "", bare)).split()
    words = [word for word in words if word not in TITLES]
    return " ".join(words), " ".join(word for word in words if word not in ENDINGS)


class People:
    def __init__(self, root):
        _, head, rows = records(root / "people.csv")
        self.rows = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
        self.staff, self.mail, self.alias, self.name = (defaultdict(set) for _ in range(4))
        for id_, one in self.rows.items():
            self.staff[one["staff_id"].lstrip("0")].add(id_)
            self.mail[plain(one["email"])].add(id_)
            aliases = [text for text in one["aliases"].split(";") if text]
            for text in (id_, *aliases):
                self.alias[plain(text)].add(id_)
            for text in (one["name"], *aliases):
                for key in folded(text):
                    self.name[key].add(id_)

    def school(self, id_):
        return self.rows[id_]["schools"].split(";")[0] if id_ in self.rows else ""

    def find(self, *, staff="", mail="", name=""):
        """The one person meant, or None."""
        mail = plain(mail).replace("@riverbend-old.example", "@riverbend.example")
        staff = re.sub(r'^="?|"$', "", staff.strip()).lstrip("0")
        keys = [(self.staff, staff), (self.mail, mail), (self.alias, mail), (self.alias, plain(name))]
        inner = re.search(r"\(([^()]*)\)", name)
        forms = [re.sub(r"\([^()]*\)", "", name), inner[1]] if inner else [name]
        keys += [(self.name, key) for form in forms for key in folded(form) if " " in key]
        for index, key in keys:
            if key and len(index.get(key, ())) == 1:
                return next(iter(index[key]))
        return None


def moment(text, order="mdy"):
    """A local moment from what the exports write; None where it is no date."""
    text = text.strip()
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return (SERIAL + timedelta(days=float(text))).replace(microsecond=0)
    found = re.fullmatch(
        r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?(?: ([AP]M))?(?: E[SD]T)?",
        text,
    )
    if not found:
        return None
    a, b, c = int(found[1]), int(found[2]), int(found[3])
    year, month, day = (a, b, c) if len(found[1]) == 4 else (c, a, b) if order == "mdy" else (c, b, a)
    hour, minute, second = (int(found[n] or 0) for n in (4, 5, 6))
    if found[7] == "PM" and hour < 12:
        hour += 12
    if found[7] == "AM" and hour == 12:
        hour = 0
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - local, as exports are
    except ValueError:
        return None


def length(text):
    """Minutes of `30`, `30 min`, `="30"`, `0:30`, `00:30:00`; None where none are told."""
    text = re.sub(r'^="?|"$', "", text.strip())
    if found := re.fullmatch(r"(\d+)(?: min)?", text):
        return int(found[1])
    if found := re.fullmatch(r"(\d+):(\d\d)(?::\d\d)?", text):
        return int(found[1]) * 60 + int(found[2])
    return None


class Reading:
    """Every export of the district: rows that count, and what became of each row of each file."""

    def __init__(self, root):
        self.root = root
        self.people = People(root)
        self.rubric = load(root / "rubric.yaml")
        self.sources = {path.stem: load(path) for path in sorted((root / "sources").glob("*.yaml"))}
        self.read, self.offered, self.joined = Counter(), defaultdict(set), Counter()
        self.aside = defaultdict(Counter)
        self.strangers = defaultdict(Counter)
        self.responses = []
        self.rows, self.order = [], []
        for name in sorted(self.sources):
            self._source(name, self.sources[name])
        self.used = Counter()
        for row in {row.place for row in self.rows}:
            self.used[row[0]] += 1

    def accounting(self):
        """[file, read, used, folded, reasons] in the order of sources and files."""
        return [
            (
                file,
                self.read[file],
                self.used[file],
                self.joined[file] + len(self.offered[file]) - self.used[file],
                sorted([reason, count] for reason, count in self.aside[file].items()),
            )
            for file in self.order
        ]

    def _source(self, name, source):
        reader = {
            "coaching-log": self._log,
            "observations": self._observed,
            "google-forms-submissions": self._form,
            "google-forms-survey": self._survey,
            "moodle-activity-completion": self._moodle,
            "zoom-attendance": self._zoom,
            "minutes": self._minutes,
            "measurements": self._measured,
        }[source["profile"]]
        files = sorted(self.root.glob(source["file"]))
        found = []
        for path in files:
            file = path.relative_to(self.root).as_posix()
            self.order.append(file)
            found += reader(name, source, path, file)
        if source["profile"] == "zoom-attendance":
            found = self._sessions(name, source, found)
        policy = source.get("submissions", "latest")
        self.rows += stand(found, policy)

    def _put(self, file, reason):
        self.aside[file][reason] += 1

    def _outside(self, file, source, when):
        day = when.date().isoformat()
        if "since" not in source and day < YEAR_START:
            self._put(file, "before the school year")
        elif "until" not in source and day > YEAR_END:
            self._put(file, "after the school year")
        elif "since" in source and day < source["since"]:
            self._put(file, "before the source's `since`")
        elif "until" in source and day > source["until"]:
            self._put(file, "after the source's `until`")
        else:
            return False
        return True

    def _lines(self, path, file, begins=None):
        """(place, cells by heading) of every row that is one; blank rows and repeated headers are set aside."""
        above, head, rows = records(path, begins)
        for number, row in enumerate(rows, 1):
            self.read[file] += 1
            if not any(cell.strip() for cell in row):
                self._put(file, "blank")
            elif [" ".join(cell.split()).casefold() for cell in row[: len(head)]] == head:
                self._put(file, "the header again")
            else:
                yield (file, number), row[: len(head)], head, above

    def _who(self, name, file, *, staff="", mail="", shown=""):
        found = self.people.find(staff=staff, mail=mail, name=shown)
        if found is None:
            nobody = (
                not staff.strip() and not mail.strip() and plain(shown) in ("", "-", "anonymous", "guest")
            )
            self._put(file, "nobody named" if nobody else "nobody in people.csv matches")
            if not nobody:
                self.strangers[name][plain(mail), plain(shown)] += 1
        return found

    def _log(self, name, source, path, file):
        for place, row, head, _ in self._lines(path, file):
            cell = dict(zip(head, row, strict=True))
            if re.match(r"cancel|no.show|resched|did not meet", cell["minutes"].strip().casefold()):
                self._put(file, "did not take place")
                continue
            who = self._who(name, file, mail=cell["email"], shown=cell["teacher"])
            if who is None:
                continue
            day = moment(f"{cell['date']} {to_24(cell['start'])}") or moment(cell["date"])
            if day is None:
                self._put(file, "the date cannot be read")
            elif not self._outside(file, source, day):
                self.offered[file].add(place)
                coach = self.people.find(name=cell["coach"]) or ""
                told = length(cell["minutes"])
                yield Row(who, "log", "", day, name, place, cell["kind"].strip(), minutes=told, actor=coach)

    def _observed(self, name, source, path, file):
        levels = self.rubric["levels"]
        for place, row, head, _ in self._lines(path, file):
            cell = dict(zip(head, row, strict=True))
            who = self._who(name, file, staff=cell["teacher id"], shown=cell["teacher"])
            if who is None:
                continue
            when = moment(cell["date"])
            if when is None:
                self._put(file, "the date cannot be read")
                continue
            if self._outside(file, source, when):
                continue
            level = "-".join(cell["level"].casefold().split())
            part = re.split(r"[ :]", cell["component"].strip().casefold())[0]
            if cell["level"].strip().casefold() in SEEN_NOTHING:
                self._put(file, "not seen, so no level")
            elif level not in levels:
                self._put(file, "a level the rubric does not have")
            elif part not in self.rubric["components"]:
                self._put(file, "a component the rubric does not have")
            else:
                self.offered[file].add(place)
                goal = cell["sub-goal"].strip() if "title" in source.get("columns", {}) else ""
                seen = self.people.find(name=cell["observer"]) or ""
                told = length(cell["minutes"])
                yield Row(who, "observation", "", when, name, place, level, part, "", told, None, goal, seen)

    def _form(self, name, source, path, file):
        columns = {role: plain(text) for role, text in source["columns"].items()}
        kinds = {plain(said): proof for said, proof in source["proves"].items()}
        for place, row, head, _ in self._lines(path, file):
            cell = dict(zip(head, row, strict=True))
            who = self._who(name, file, mail=cell.get("email address") or cell.get("username") or "")
            if who is None:
                continue
            when = moment(cell["timestamp"])
            if when is None:
                self._put(file, "the date cannot be read")
                continue
            if self._outside(file, source, when):
                continue
            proof = kinds.get(plain(cell[columns["subject"]]))
            if proof is None:
                self._put(file, "nothing says what it proves")
                continue
            kind = proof["as"] if isinstance(proof, dict) else "artifact"
            item = proof["item"] if isinstance(proof, dict) else proof
            self.offered[file].add(place)
            to = cell[columns["audience"]].strip().casefold() if "audience" in columns else ""
            title = cell[columns["title"]].strip() if "title" in columns else ""
            yield Row(who, kind, item, when, name, place, audience=to, title=title)

    def _survey(self, name, source, path, file):
        about = plain(source["columns"]["about"])
        said = {plain(word): audience for word, audience in source.get("audiences", {}).items()}
        when_head = plain(source["columns"].get("when", "timestamp"))
        for place, row, head, _ in self._lines(path, file):
            cell = dict(zip(head, row, strict=True))
            who = self._who(name, file, shown=cell[about])
            if who is None:
                continue
            when = moment(cell[when_head], source.get("date_order", "mdy"))
            if when is None:
                self._put(file, "the date cannot be read")
                continue
            if self._outside(file, source, when):
                continue
            mail = next((cell[key] for key in ("email address", "username") if key in cell), "").strip()
            audience = source.get("audience") or said[plain(cell[plain(source["columns"]["audience"])])]
            self.offered[file].add(place)
            salt = plain(mail) if mail else "\x1f".join(text.strip() for text in row)
            self.responses.append((source, who, audience, when, mail, head, row))
            yield Row(who, "result", source["survey"], when, name, place, audience=audience, salt=salt)

    def _moodle(self, name, source, path, file):
        proves = {plain(said): proof for said, proof in source["proves"].items()}
        for place, row, head, _ in self._lines(path, file):
            who = self._who(name, file, staff=row[2], mail=row[1], shown=row[0])
            if who is None:
                continue
            found = []
            for at, title in enumerate(head):
                if at < 3 or title not in proves:
                    continue
                state, when = row[at].strip().casefold(), moment(row[at + 1])
                if not state.startswith("completed") or when is None or self._outside(file, source, when):
                    continue
                passed = {
                    "completed (achieved pass grade)": True,
                    "completed (did not achieve pass grade)": False,
                }
                proof = proves[title]
                kind = proof["as"] if isinstance(proof, dict) else "completion"
                item = proof["item"] if isinstance(proof, dict) else proof
                found.append(Row(who, kind, item, when, name, place, passed=passed.get(state)))
            if found:
                self.offered[file].add(place)
            else:
                self._put(file, "nothing completed yet")
            yield from found

    def _zoom(self, name, source, path, file):
        order = source.get("date_order", "mdy")
        for place, row, head, above in self._lines(path, file, "name ("):
            cell = dict(zip(head, row, strict=True))

            def of(*names, cell=cell):
                return next((cell[key] for key in names if key in cell), "")

            if of("in waiting room", "im warteraum").strip().casefold() in ("yes", "ja"):
                self._put(file, "in the waiting room")
                continue
            mail = of("user email", "email", "benutzer-e-mail")
            who = self._who(name, file, mail=mail, shown=row[0])
            if who is None:
                continue
            meeting = dict(zip(above[0], above[1], strict=False)) if above else {}
            meeting = {plain(key): value for key, value in meeting.items()}
            joined = moment(of("join time", "beitrittszeit"), order) or moment(meeting.get("start time", ""))
            left = moment(of("leave time", "beendigungszeit"), order)
            told = length(of("duration (minutes)", "total duration (minutes)", "dauer (minuten)"))
            if not self._outside(file, source, joined):
                yield who, joined, left, told, place

    def _sessions(self, name, source, joinings):
        """One attendance a person and day: the union of the times, set aside where it is too short."""
        days = defaultdict(list)
        for who, joined, left, told, place in joinings:
            days[who, joined.date()].append((joined, left, told, place))
        for (who, _), times in days.items():
            times.sort(key=lambda one: (one[0], one[3]))
            total, end = timedelta(), None
            for joined, left, _, _ in times:
                if left is not None:
                    start = joined if end is None or joined > end else end
                    total += max(left - start, timedelta())
                    end = max(left, end or left)
            minutes = int((total.total_seconds() + 30) // 60)
            if end is None:
                minutes = sum(told for _, _, told, _ in times)
            if minutes < length(source["at_least"]):
                for *_, place in times:
                    self._put(place[0], "shorter than the source's `at_least`")
                continue
            first, *others = times
            self.offered[first[3][0]].add(first[3])
            for *_, place in others:
                self.joined[place[0]] += 1
            yield Row(who, "attendance", source["group"], first[0], name, first[3], minutes=minutes)

    def _minutes(self, name, source, path, file):
        """The group, the activity shared and with whom; no person, no text."""
        proves = {plain(said): item for said, item in source.get("proves", {}).items()}
        groups = load(self.root / "groups.yaml")["list"]
        named = {plain(text): id_ for id_, one in groups.items() for text in (id_, one["title"])}
        for place, row, head, _ in self._lines(path, file):
            cell = dict(zip(head, row, strict=True))
            when, group = moment(cell["date"]), named.get(plain(source.get("group") or cell["group"]))
            item = proves.get(plain(cell["kind"]))
            if when is None:
                self._put(file, "the date cannot be read")
            elif self._outside(file, source, when):
                continue
            elif group is None:
                self._put(file, "a name no group has")
            elif item is None:
                self._put(file, "nothing says what it proves")
            else:
                self.offered[file].add(place)
                to, link = cell["shared with"].strip().casefold(), cell.get("link", "").strip()
                yield Row("", "minutes", group, when, name, place, item, audience=to, title=link)

    def _measured(self, name, source, path, file):
        """The goal as `program/owner`, and its share as two whole numbers."""
        for place, row, head, _ in self._lines(path, file):
            cell = dict(zip(head, row, strict=True))
            when = moment(cell["date"])
            goal = cell["goal"].strip()
            goal = goal if "/" in goal else f"{goal}/{goal}"
            if when is None:
                self._put(file, "the date cannot be read")
            elif not self._outside(file, source, when):
                value = cell["value"].strip()
                if goal not in self.goals():
                    self._put(file, "a name no goal has")
                    continue
                if value in SEEN_NOTHING:
                    self._put(file, "not measured yet")
                    continue
                if found := re.fullmatch(r"(\d+) (?:of|/) (\d+)", value):
                    top, whole = int(found[1]), int(found[2])
                elif value.endswith("%") and cell["n"].strip():
                    whole = int(cell["n"])
                    top = int(Fraction(value.rstrip("% ")) * whole / 100 + Fraction(1, 2))
                else:
                    self._put(file, "no share, such as 55% or 11 of 20")
                    continue
                self.offered[file].add(place)
                how = cell.get("measure", "").strip()
                yield Row("", "measurement", goal, when, name, place, f"{top} of {whole}", title=how)

    def goals(self):
        """Every goal of the workspace as `program/owner`."""
        found = set()
        for path in sorted(self.root.glob("*/*.yaml")):
            program = load(path) if path.parent.name in ("curricula", "initiatives", "plans") else {}
            if program.get("goal"):
                found.add(f"{path.stem}/{program.get('teacher', path.stem)}")
            schools = program.get("schools", {})
            if isinstance(schools, dict):
                found |= {f"{path.stem}/{name}" for name, one in schools.items() if "goal" in one}
        return found


def to_24(text):
    """`9:35 AM` as `9:35`, `1:05 PM` as `13:05`."""
    found = re.fullmatch(r"(\d{1,2}):(\d\d) ?([AP]M)?", text.strip())
    if not found:
        return text
    hour = int(found[1])
    if found[3] == "PM" and hour < 12:
        hour += 12
    return f"{hour}:{found[2]}"


def stand(rows, policy):
    """The rows that stand: what was said twice once; of completions the earliest, of submissions by policy."""
    once = {}
    for row in rows:
        once.setdefault(row.content, row)
    kept = {}
    for row in once.values():
        if row.kind == "completion":
            key, rank = (row.person, row.subject), (row.passed is False, row.when)
        elif policy == "all":
            key, rank = row.content, ()
        elif row.kind == "check":
            key, rank = (row.person, row.subject, "check"), (row.passed is None, -row.when.timestamp())
        elif row.kind == "result":
            key, rank = (row.person, row.subject, row.audience, row.salt), (-row.when.timestamp(),)
        elif row.kind == "measurement":
            key, rank = (row.subject, row.title, row.when.date()), (-row.when.timestamp(),)
        else:
            key, rank = row.content, ()
        held = kept.get(key)
        if held is None or rank <= held[0]:
            kept[key] = (rank, row)
    return [row for _, row in kept.values()]
