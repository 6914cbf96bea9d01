"""`python -m deploy.playground`, which `python3 run.py` becomes without a token."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from deploy.playground.launch import Wishes, play


def main(arguments: list[str]) -> int:
    """Read the command line and play; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python3 run.py playground")
    parser.add_argument("--port", type=int, default=8484)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--headless", action="store_true")
    given = parser.parse_args(arguments)
    import os
    data = Path(os.environ.get("DATA_DIR", "data"))
    return asyncio.run(play(Wishes(data, given.port, given.fresh, given.headless)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
