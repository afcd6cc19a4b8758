"""Reports on a learning platform's export, written by hand for one engine each: what `pdcycle report` is measured against.

Run:  python by_hand.py ENGINE FOLDER
FOLDER is a workspace of `learning_platform.py`. Prints one JSON line: a digest of every figure, seconds of
processor time and the peak of memory in MiB. ENGINEs, every row counted as it stands: duckdb (one scan with grouping
sets, joined afterwards), polars (streaming, grouped before it is joined), pandas-plain (C reader, people merged, then
grouped), pandas (C reader, grouped by address as written, people looked up afterwards). With a person's rows for one
course folded to the latest completed one: duckdb-folded (people and courses as numbers, one `max` over a packed number
a pair), duckdb-plain (DISTINCT, then arg_max), polars-folded (streaming, packed), pandas-folded (sorted, the last kept).

The figures: assigned, completed, late and minutes by school, course, person, and completed and minutes by week; rows
read, used, folded and set aside; and the rows of each person who is not in people.csv.
"""

import csv
import hashlib
import json
import resource
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

AS_OF = "2027-12-01"
COLUMNS = (
    "user_email", "user_name", "school", "course_id", "course_title", "assigned_date", "due_date", "completion_date",
    "status", "score", "hours",
)  # fmt: skip
DATES = ("assigned_date", "due_date", "completion_date")


def people(folder):
    with (folder / "people.csv").open(newline="") as stream:
        return {row["email"].lower(): (row["id"], row["schools"]) for row in csv.DictReader(stream)}


def accounted(rows, read, kept):
    """Read, used, folded, not completed and unmatched rows, of (known, rows, completed) by person; `kept` is used."""
    used = sum(done for known, _, done in rows if known)
    still = sum(number - done for known, number, done in rows if known)
    kept = used if kept is None else kept
    return [read, kept, used - kept, still, read - used - still]


def said(schools, courses, persons, weeks, rows, kept=None):
    """One digest of all figures, each table sorted by its key; `rows` are address, whether known, rows, completed."""
    tables = [
        sorted([key, *map(int, row)] for key, *row in table) for table in (schools, courses, persons, weeks)
    ]
    rows = [(email, known, int(number), int(done)) for email, known, number, done in rows]
    tables.append(accounted([row[1:] for row in rows], sum(row[2] for row in rows), kept))
    tables.append(sorted([email, number] for email, known, number, _ in rows if not known))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "digest": hashlib.sha256(json.dumps(tables).encode()).hexdigest()[:12],
                "parts": [hashlib.sha256(json.dumps(table).encode()).hexdigest()[:6] for table in tables],
                "cpu": round(usage.ru_utime + usage.ru_stime, 2),
                "mib": usage.ru_maxrss // 1024,
            }
        )
    )


def joined(users, courses, days, folder):
    """Schools, persons and weeks from rows grouped by e-mail address as written and by day."""
    known = people(folder)
    users = list(users)
    schools, persons = defaultdict(lambda: [0] * 4), defaultdict(lambda: [0] * 4)
    weeks = defaultdict(lambda: [0] * 2)
    for email, *row in users:
        person, school = known.get(email.lower(), (None, "(not in people.csv)"))
        for held in (schools[school], persons[person]) if person else (schools[school],):
            for at, number in enumerate(row):
                held[at] += number or 0
    for day, *row in days:
        held = weeks[(day - timedelta(days=day.weekday())).isoformat()]
        for at, number in enumerate(row):
            held[at] += number or 0
    tables = (
        [(key, *row) for key, row in table.items()] for table in (schools, dict(courses), persons, weeks)
    )
    said(*tables, [(row[0], row[0].lower() in known, row[1], row[2]) for row in users])


def duck():
    import duckdb

    return duckdb.connect(config={"threads": 2, "memory_limit": "900MB", "preserve_insertion_order": False})


def duck_export(folder):
    kinds = {
        **dict.fromkeys(COLUMNS, "VARCHAR"),
        **dict.fromkeys(DATES, "DATE"),
        "score": "DOUBLE",
        "hours": "DOUBLE",
    }
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    return f"read_csv('{folder}/exports/platform.csv', header = true, columns = {{{listed}}})"


def duckdb_rows(folder):
    rows = (
        duck()
        .execute(
            f"""SELECT GROUPING(user_email, course_id, completion_date), user_email, course_id, completion_date,
  count(*), count(*) FILTER (status = 'completed'),
  count(*) FILTER (status <> 'completed' AND due_date < DATE '{AS_OF}'),
  sum(hours) FILTER (status = 'completed'), avg(score)
FROM {duck_export(folder)} GROUP BY GROUPING SETS ((user_email), (course_id), (completion_date))"""
        )
        .fetchall()
    )
    users = [(row[1], *row[4:7], round((row[7] or 0) * 60)) for row in rows if row[0] == 3]
    courses = {row[2].lower(): (*row[4:7], round((row[7] or 0) * 60)) for row in rows if row[0] == 5}
    days = [(row[3], row[5], round((row[7] or 0) * 60)) for row in rows if row[0] == 6 and row[3]]
    joined(users, courses, days, folder)


PACKED = "((completion_date - DATE '1970-01-01')::BIGINT << 30) | (round(hours * 60)::BIGINT << 10) | score::BIGINT"


def duckdb_folded(folder):
    """People to numbers by a join, a pair to one number, and the latest row to the largest of packed numbers."""
    engine = duck()
    engine.execute(
        "CREATE TABLE p AS SELECT id, lower(email) AS email, schools AS school, row_number() OVER ()::BIGINT AS number"
        f" FROM read_csv('{folder}/people.csv', header = true, all_varchar = true)"
    )
    engine.execute(
        f"""CREATE TABLE k AS SELECT coalesce((number << 16) | substr(course_id, 2)::BIGINT, 0) AS pair,
  CASE WHEN number IS NULL THEN user_email END AS stranger, count(*) AS rows, count(*) FILTER (status = 'completed') AS used,
  max(CASE WHEN status = 'completed' THEN {1 << 60} | {PACKED} ELSE due_date - DATE '1970-01-01' END) AS best
FROM {duck_export(folder)} LEFT JOIN p ON lower(user_email) = p.email GROUP BY ALL"""
    )
    due = (date.fromisoformat(AS_OF) - date(1970, 1, 1)).days
    folded(
        engine,
        f"""SELECT p.school, p.id AS person, pair & 65535 AS course, best >= {1 << 60} AS done, best < {due} AS late,
  CASE WHEN best >= {1 << 60} THEN DATE '1970-01-01' + ((best & {(1 << 60) - 1}) >> 30)::INTEGER END AS day,
  CASE WHEN best >= {1 << 60} THEN (best >> 10) & {(1 << 20) - 1} END AS minutes
FROM k JOIN p ON p.number = pair >> 16""",
        "SELECT stranger, stranger IS NULL, sum(rows), sum(used) FROM k GROUP BY stranger",
    )


def duckdb_plain(folder):
    """As one would write it down: duplicates go, the latest row of a person and course, then the joins."""
    engine = duck()
    engine.execute(
        f"""CREATE TABLE k AS SELECT lower(user_email) AS email, course_id,
  max(completion_date) AS day, arg_max(round(hours * 60)::BIGINT, (completion_date, round(hours * 60), score))
    FILTER (status = 'completed') AS minutes,
  max(due_date) FILTER (status <> 'completed') AS due
FROM (SELECT DISTINCT * FROM {duck_export(folder)}) GROUP BY ALL"""
    )
    roster = f"read_csv('{folder}/people.csv', header = true, all_varchar = true)"
    folded(
        engine,
        f"""SELECT schools AS school, id AS person, substr(course_id, 2)::BIGINT AS course, day IS NOT NULL AS done,
  day IS NULL AND due < DATE '{AS_OF}' AS late, day, minutes
FROM k JOIN {roster} AS p ON lower(p.email) = k.email""",
        f"""SELECT user_email, p.email IS NOT NULL, count(*), count(*) FILTER (status = 'completed')
FROM {duck_export(folder)} LEFT JOIN {roster} AS p ON lower(p.email) = lower(user_email) GROUP BY ALL""",
    )


def folded(engine, pairs, people):
    rows = engine.execute(
        f"""SELECT GROUPING(school, person, course, week), school, person, course, week, count(*),
  count(*) FILTER (done), count(*) FILTER (late), sum(minutes)
FROM (SELECT *, CAST(date_trunc('week', day) AS DATE) AS week FROM ({pairs}))
GROUP BY GROUPING SETS ((school), (person), (course), (week))"""
    ).fetchall()
    tables = [[], [], [], []]
    for row in rows:
        figures = (*row[5:8], row[8] or 0)
        if row[0] == 7:
            tables[0].append((row[1], *figures))
        elif row[0] == 11:
            tables[2].append((row[2], *figures))
        elif row[0] == 13:
            tables[1].append((f"c{row[3]}", *figures))
        elif row[4]:
            tables[3].append((row[4].isoformat(), row[6], row[8] or 0))
    said(*tables, engine.execute(people).fetchall(), sum(row[2] for row in tables[0]))


def polars_rows(folder):
    import polars as pl

    kinds = {
        **dict.fromkeys(COLUMNS, pl.String),
        **dict.fromkeys(DATES, pl.Date),
        "score": pl.Float64,
        "hours": pl.Float64,
    }
    done = pl.col("status") == "completed"
    late = ~done & (pl.col("due_date") < date.fromisoformat(AS_OF))
    sums = [pl.len().alias("n"), done.sum().alias("done"), late.sum().alias("late")]
    sums.append((pl.col("hours") * 60).filter(done).sum().round().cast(pl.Int64).alias("minutes"))
    export = pl.scan_csv(folder / "exports" / "platform.csv", schema=kinds)
    users, courses, days = pl.collect_all(
        [
            export.group_by("user_email").agg(sums),
            export.group_by("course_id").agg(*sums, pl.col("score").mean()),
            export.filter(done).group_by("completion_date").agg(sums[1], sums[3]),
        ],
        engine="streaming",
    )
    joined(users.rows(), {row[0].lower(): row[1:5] for row in courses.rows()}, days.rows(), folder)


def polars_folded(folder):
    import polars as pl

    kinds = {
        **dict.fromkeys(COLUMNS, pl.String),
        **dict.fromkeys(DATES, pl.Date),
        "score": pl.Float64,
        "hours": pl.Float64,
    }
    done = pl.col("status") == "completed"
    minutes = (pl.col("hours") * 60).round().cast(pl.Int64)
    packed = (
        (pl.col("completion_date").to_physical().cast(pl.Int64) * (1 << 30))
        + minutes * 1024
        + pl.col("score").cast(pl.Int64)
    )
    known = pl.scan_csv(folder / "people.csv", infer_schema=False).select(
        pl.col("email").str.to_lowercase(), "id", pl.col("schools").alias("school")
    )
    pairs = (
        pl.scan_csv(folder / "exports" / "platform.csv", schema=kinds)
        .group_by("user_email", "course_id")
        .agg(
            packed.filter(done).max().alias("best"),
            pl.col("due_date").filter(~done).max().alias("due"),
            pl.len().alias("rows"),
            done.sum().alias("used"),
        )
        .with_columns(email=pl.col("user_email").str.to_lowercase())
        .join(known, on="email", how="left")
        .with_columns(
            done=pl.col("best").is_not_null(),
            late=pl.col("best").is_null() & (pl.col("due") < date.fromisoformat(AS_OF)),
            minutes=(pl.col("best") // 1024) % (1 << 20),
            week=(pl.col("best") // (1 << 30)).cast(pl.Int32).cast(pl.Date).dt.truncate("1w"),
        )
    )
    sums = [pl.len().alias("n"), pl.col("done").sum(), pl.col("late").sum(), pl.col("minutes").sum()]
    listed = pairs.filter(pl.col("id").is_not_null())
    schools, courses, persons, weeks, users = pl.collect_all(
        [
            *(listed.group_by(key).agg(sums) for key in ("school", "course_id", "id")),
            listed.filter(pl.col("done")).group_by("week").agg(sums[1], sums[3]),
            pairs.group_by("user_email").agg(
                pl.col("id").is_not_null().any(), pl.col("rows").sum(), pl.col("used").sum()
            ),
        ],
        engine="streaming",
    )
    said(
        schools.rows(),
        [(row[0].lower(), *row[1:]) for row in courses.rows()],
        persons.rows(),
        [(row[0].isoformat(), *row[1:]) for row in weeks.rows()],
        users.rows(),
        sum(row[2] for row in schools.rows()),
    )


USED = ["user_email", "course_id", "due_date", "completion_date", "status", "score", "hours"]


def pandas_export(folder):
    """What is read and derived alike; days stay text, which sorts as they do and saves turning them into dates."""
    import pandas as pd

    export = pd.read_csv(folder / "exports" / "platform.csv", usecols=USED)
    export["done"] = export["status"] == "completed"
    export["late"] = ~export["done"] & (export["due_date"] < AS_OF)
    export["minutes"] = (export["hours"] * 60).where(export["done"], 0)
    return export


def pandas_sums(export, key):
    grouped = export.groupby(key)
    table = grouped[["done", "late", "minutes"]].sum()
    table.insert(0, "n", grouped.size())
    return [(name, *map(round, row)) for name, row in zip(table.index, table.to_numpy(), strict=True)]


def pandas_weeks(export):
    days = [
        (date.fromisoformat(day), row[1], row[3])
        for day, *row in pandas_sums(export[export["done"]], "completion_date")
    ]
    weeks = defaultdict(lambda: [0, 0])
    for day, *row in days:
        held = weeks[(day - timedelta(days=day.weekday())).isoformat()]
        held[0], held[1] = held[0] + row[0], held[1] + row[1]
    return [(week, *row) for week, row in weeks.items()]


def pandas_merged(export, folder):
    import pandas as pd

    known = pd.read_csv(folder / "people.csv", usecols=["id", "email", "schools"])
    known["email"] = known["email"].str.lower()
    export["email"] = export["user_email"].str.lower()
    export = export.merge(known, on="email", how="left")
    export["known"] = export["id"].notna()
    users = export.groupby("user_email").agg(
        known=("known", "any"), rows=("known", "size"), done=("done", "sum")
    )
    return export, list(users.itertuples(name=None))


def pandas_plain(folder):
    export, users = pandas_merged(pandas_export(folder), folder)
    export.groupby("course_id")["score"].mean()
    export["schools"] = export["schools"].fillna("(not in people.csv)")
    courses = [(key.lower(), *row) for key, *row in pandas_sums(export, "course_id")]
    said(pandas_sums(export, "schools"), courses, pandas_sums(export, "id"), pandas_weeks(export), users)


def pandas_rows(folder):
    export = pandas_export(folder)
    export.groupby("course_id")["score"].mean()
    joined(
        pandas_sums(export, "user_email"),
        {key.lower(): row for key, *row in pandas_sums(export, "course_id")},
        [(date.fromisoformat(key), row[1], row[3]) for key, *row in pandas_sums(export, "completion_date")],
        folder,
    )


def pandas_folded(folder):
    import pandas as pd

    export, users = pandas_merged(pandas_export(folder), folder)
    export = export[export["known"]]
    pair = ["id", "course_id"]
    done = export[export["done"]].sort_values(["completion_date", "minutes", "score"])
    done = done.drop_duplicates(pair, keep="last")
    still = export[~export["done"]].sort_values("due_date").drop_duplicates(pair, keep="last")
    stands = pd.concat([done, still]).drop_duplicates(pair, keep="first")
    courses = [(key.lower(), *row) for key, *row in pandas_sums(stands, "course_id")]
    said(
        pandas_sums(stands, "schools"),
        courses,
        pandas_sums(stands, "id"),
        pandas_weeks(stands),
        users,
        len(done),
    )


ENGINES = {
    "duckdb": duckdb_rows,
    "polars": polars_rows,
    "pandas-plain": pandas_plain,
    "pandas": pandas_rows,
    "duckdb-folded": duckdb_folded,
    "duckdb-plain": duckdb_plain,
    "polars-folded": polars_folded,
    "pandas-folded": pandas_folded,
}

if __name__ == "__main__":
    ENGINES[sys.argv[1]](Path(sys.argv[2]))
