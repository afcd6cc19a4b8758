"""A real Spark Connect engine for the tests marked `spark`, started once."""

import os
import subprocess
import sys

import pytest

# The engine's own process: what it starts and warns of is not the suite's.
SERVER = """
import sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer("127.0.0.1", 0)
server.start(background=True)
print(server.listening_address[1], flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture(scope="session")
def address():
    try:
        import pysail  # noqa: F401
        import pyspark.sql  # noqa: F401
    except ImportError as missing:
        if os.environ.get("PDCYCLE_NO_SKIP_SPARK") == "1":
            raise
        pytest.skip(f"no second engine: {missing}")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        yield f"sc://127.0.0.1:{server.stdout.readline().strip()}"
        server.stdin.close()
