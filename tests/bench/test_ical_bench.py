"""100,000 events to iCalendar: time, and memory when streamed (run with --benchmark-only)."""

import resource
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

from pdcycle.output.icalendar import Entry, calendar

STAMP = datetime(2026, 8, 1, tzinfo=UTC)


def entries(count):
    for n in range(count):
        day = date(2026, 8, 31) + timedelta(days=n % 280)
        yield Entry(
            uid=f"8b0b5c4e-1d2f-5a3b-9c4d-{n:012x}",
            title=f"Coaching talk {n}: Díaz, José" if n % 5 == 0 else f"Coaching talk {n}",
            first=day,
            last=day,
            stamp=STAMP,
            start=480 + n % 400,
            minutes=30,
            where=f"L{100 + n % 60}",
            about="Bring the commitment card; look at the log of the last talk, and note one thing to try before the next",
        )


def write(count=100_000):
    return sum(map(len, calendar("All", "America/New_York", entries(count), (2026, 2027))))


def test_a_hundred_thousand_events(benchmark):
    size = benchmark.pedantic(write, rounds=3)
    benchmark.extra_info["megabytes"] = round(size / 1e6, 1)
    run = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    benchmark.extra_info["peak_mib"] = int(run.stdout)


if __name__ == "__main__":
    write()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
