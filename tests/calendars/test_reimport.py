"""A calendar file taken in again, whole and by UID, leaves a CalDAV server right and without a duplicate."""

import socket
import subprocess
import sys
import time
from datetime import UTC, datetime

import icalendar
import pytest

caldav = pytest.importorskip("caldav", reason="caldav is in the `test` extra")
pytest.importorskip("radicale", reason="radicale is in the `test` extra")

TIMEOUT = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A CalDAV server of its own on a loopback port, ended with the module."""
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server-hosts": f"127.0.0.1:{port}", "auth-type": "none", "rights-type": "owner_only",
        "storage-filesystem-folder": folder, "logging-level": "error",
    }  # fmt: skip
    argv = [
        sys.executable,
        "-m",
        "radicale",
        "--config",
        "",
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(argv, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            try:
                process.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process, port, log):
    for _ in range(10 * TIMEOUT):
        assert process.poll() is None, log.read_text("utf-8")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"radicale does not answer: {log.read_text('utf-8')}")


def taken_in(calendar, data):
    """Import a file as a calendar client does: each event by its UID, in the place of what has that UID."""
    whole = icalendar.Calendar.from_ical(data)
    zones = whole.walk("VTIMEZONE")
    for event in whole.walk("VEVENT"):
        single = icalendar.Calendar()
        for name in ("VERSION", "PRODID", "CALSCALE"):
            single.add(name, whole[name])
        for part in (*zones, event):
            single.add_component(part)
        address = str(calendar.url.join(f"{event['UID']}.ics"))
        answer = calendar.client.put(address, single.to_ical().decode(), {"Content-Type": "text/calendar"})
        assert answer.status in (201, 204), address


def row(event):
    start = event.decoded("DTSTART")
    if isinstance(start, datetime):
        start = start.astimezone(UTC)
    return str(event["UID"]), str(start), int(event["SEQUENCE"]), str(event["STATUS"]), str(event["SUMMARY"])


def state(calendar):
    """Everything on the server: a row an event, sorted."""
    items = calendar.events()
    return sorted(row(event) for item in items for event in item.icalendar_instance.walk("VEVENT"))


def wanted(data):
    """What a file asks for."""
    return sorted(map(row, icalendar.Calendar.from_ical(data).walk("VEVENT")))


def test_a_moved_a_new_and_a_cancelled_event_arrive_once(server, first, second):
    was = (first / "build/coach/calendars/people/diaz.ics").read_bytes()
    now = (second / "build/coach/calendars/people/diaz.ics").read_bytes()
    client = caldav.DAVClient(server, username="diaz", password="diaz", timeout=TIMEOUT)
    calendar = client.principal().make_calendar(name="Professional learning")
    taken_in(calendar, was)
    before = state(calendar)
    assert before == wanted(was)
    taken_in(calendar, now)
    after = state(calendar)
    assert after == wanted(now)
    assert len({row[0] for row in after}) == len(after) == len(before) + 1
    changed = sorted(set(after) - set(before), key=lambda row: row[4])
    guest, talk, discuss = changed
    assert (guest[1:], talk[1:], discuss[2:4]) == (
        ("2027-04-14 19:45:00+00:00", 0, "CONFIRMED", "A guest shows her routines"),
        ("2027-04-07 12:40:00+00:00", 1, "CONFIRMED", "Coaching talk"),
        (1, "CANCELLED"),
    )
    assert discuss[0] in {row[0] for row in before}
    taken_in(calendar, now)
    assert state(calendar) == after
