"""People matched in a database: staff id, then e-mail address, then alias, as `PeopleIndex` does row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pdcycle.duck import Bulk, Unreadable, literal
from pdcycle.evidence.names import plain
from pdcycle.evidence.people import is_nobody
from pdcycle.model.people import Person
from pdcycle.tables.numbers import is_mangled, unwrapped
from pdcycle.workspace.roster import HANDLE, RESERVED

_COLUMNS = ("id", "email", "staff_id", "schools", "aliases")
_BLANK = r"[\s\x0b\x1c-\x1f]"
_PLAIN = f"lower(trim(regexp_replace({{}}, '{_BLANK}+', ' ', 'g')))"
_ODD = r"regexp_matches({}, '[^\x20-\x7e]')"
_NOBODY = "('', '-', 'anonymous', 'n/a', 'none', 'unknown', 'guest')"


def people_of_file(store: Bulk, path: Path, known: tuple[str, ...]) -> bool:
    """Fill the table `roster` from people.csv; False where the file asks for a reading row by row.

    That is wherever a row would be complained about, so that nothing is left unsaid.
    """
    with path.open("rb") as stream:
        first = stream.readline(1 << 16).decode("utf-8-sig", errors="replace")
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in first.split(",")]
    if not set(names) <= set(known) or len(set(names)) != len(names) or not {"id", "name"} <= set(names):
        return False
    shape = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    cells = ", ".join(
        f"trim(coalesce({name}, '')) AS {name}" if name in names else f"'' AS {name}" for name in _COLUMNS
    )
    try:
        store.run(
            f"CREATE TABLE roster AS SELECT {cells} FROM read_csv({literal(str(path))}, header = true, delim = ',',"
            f" quote = '\"', escape = '\"', comment = '', skip = 0, columns = {{{shape}}})"
        )
    except Unreadable:
        return False
    reserved = ", ".join(literal(word) for word in sorted(RESERVED))
    handle = literal(HANDLE.pattern.removesuffix(r"\Z"))
    doubts = store.run(
        f"SELECT count(*) - count(DISTINCT id)"
        f" + count(*) FILTER (WHERE NOT regexp_full_match(id, {handle}) OR id IN ({reserved})) FROM roster"
    )
    if doubts[0][0]:
        store.run("DROP TABLE roster")
    return not doubts[0][0]


def people_of(store: Bulk, people: Mapping[str, Person]) -> None:
    """Fill the table `roster` from people that were read already."""
    rows = [
        (one.id, one.email, one.staff_id, ";".join(one.schools), ";".join(one.aliases))
        for one in people.values()
    ]
    store.fill("roster", [(name, "VARCHAR") for name in _COLUMNS], rows)


def index_people(store: Bulk) -> None:
    """Make `staff` of `roster`, numbered, and `known` (kind, key, id): a key that two people have leads to neither."""
    store.run(
        "CREATE TABLE staff AS SELECT id, row_number() OVER ()::INTEGER AS number,"
        r" coalesce(trim(regexp_extract(schools, '^[;|\s]*([^;|]*)', 1)), '') AS school FROM roster"
    )
    store.run(
        "CREATE TABLE said AS SELECT 'staff' AS kind, staff_id AS text, id FROM roster WHERE staff_id <> ''"
        " UNION ALL SELECT 'email', email, id FROM roster WHERE email <> '' UNION ALL SELECT 'alias', id, id FROM roster"
        " UNION ALL SELECT 'alias', unnest(string_split_regex(aliases, '[;|]')), id FROM roster WHERE aliases <> ''"
    )
    keyed = _keyed(store, "said", "text")
    store.run(
        "CREATE TABLE known AS SELECT kind, key, CASE WHEN min(id) = max(id) THEN min(id) END AS id FROM ("
        f" SELECT kind, key, id FROM ({keyed}) UNION ALL"
        f" SELECT 'short', ltrim(key, '0'), id FROM ({keyed}) WHERE kind = 'staff') WHERE key <> '' GROUP BY kind, key"
    )
    store.run("DROP TABLE said; DROP TABLE roster")


def _keyed(store: Bulk, table: str, column: str) -> str:
    """The table with the column's text made alike; what is not plain ASCII is folded by the rules row-by-row reading has."""
    odd = store.run(f"SELECT DISTINCT {column} FROM {table} WHERE {_ODD.format(column)}")
    if not odd:
        return f"SELECT *, {_alike(column)} AS key FROM {table}"
    store.fill("folded", [("text", "VARCHAR"), ("key", "VARCHAR")], [(text, plain(text)) for (text,) in odd])
    key = f"CASE WHEN folded.key IS NULL THEN {_alike(f'{table}.{column}')} ELSE folded.key END"
    return f"SELECT {table}.*, {key} AS key FROM {table} LEFT JOIN folded ON {table}.{column} = folded.text"


def _alike(text: str) -> str:
    # Few cells have blanks; looking for one takes a fifth of replacing them.
    return f"CASE WHEN regexp_matches({text}, '{_BLANK}') THEN {_PLAIN.format(text)} ELSE lower({text}) END"


def match_people(store: Bulk, domains: tuple[str, ...]) -> None:
    """Make `matched` of `named` (staff_id, email, hash): the person's id or NULL, number, first school, and `nobody`.

    `domains` are e-mail domains that are one and the same.
    """
    staff, mail = "coalesce(named.staff_id, '')", "coalesce(named.email, '')"
    odd = store.run(
        f"SELECT DISTINCT {staff}, {mail} FROM named WHERE {_ODD.format(staff + ' || ' + mail)}"
        rf" OR regexp_matches({staff}, '^\s*=|[eE]\+')"
    )
    keys = [(*cells, *_keys(*cells)) for cells in odd]
    shape = [(name, "VARCHAR") for name in ("staff_id", "email", "staff_key", "email_key")]
    store.fill("odd", shape, keys)
    address = _alike(mail)
    store.run(
        "CREATE TABLE keyed AS SELECT named.*,"
        f" coalesce(odd.staff_key, {_alike(staff)}) AS staff_key,"
        f" coalesce(odd.email_key, CASE WHEN {address} IN {_NOBODY} THEN '' ELSE {address} END) AS email_key"
        f" FROM named LEFT JOIN odd ON odd.staff_id = {staff} AND odd.email = {mail}"
    )
    ways, joins = ["a.id", "b.id", "c.id", "d.id"], [
        _join("a", "staff", "staff_key"), _join("b", "short", "ltrim(staff_key, '0')"),
        _join("c", "email", "email_key"), _join("d", "alias", "email_key"),
    ]  # fmt: skip
    for place, domain in enumerate(domains):
        listed = ", ".join(literal(other) for other in domains)
        other = (
            f"CASE WHEN email_key LIKE '%@%' AND substr(email_key, strpos(email_key, '@') + 1) IN ({listed})"
            f" THEN substr(email_key, 1, strpos(email_key, '@')) || {literal(domain)} END"
        )
        ways += [f"e{place}.id", f"f{place}.id"]
        joins += [_join(f"e{place}", "email", other), _join(f"f{place}", "alias", other)]
    store.run(
        f"CREATE TABLE matched AS SELECT keyed.*, coalesce({', '.join(ways)}) AS person,"
        " staff.number, coalesce(staff.school, '') AS school,"
        " staff_key = '' AND email_key = '' AS nobody FROM keyed "
        + " ".join(joins)
        + f" LEFT JOIN staff ON staff.id = coalesce({', '.join(ways)})"
    )


def _join(name: str, kind: str, key: str) -> str:
    return f"LEFT JOIN known AS {name} ON {name}.kind = '{kind}' AND {name}.key = {key}"


def _keys(staff: str, email: str) -> tuple[str, str]:
    text = unwrapped(staff)
    return "" if is_mangled(text) else plain(text), "" if is_nobody(email) else plain(email)
