"""`python3 run.py bench [--json] [PART ...]`: the figures of the README, measured here and now."""

import asyncio
import json
import sys

from tests.bench import votes

PARTS = {"votes": votes.measure}


def main(arguments: list[str]) -> None:
    """Measure the parts named (all without any) and print them."""
    wanted = [part for part in arguments if not part.startswith("-")] or list(PARTS)
    figures = [figure for part in wanted for figure in asyncio.run(PARTS[part]())]
    if "--json" in arguments:
        print(json.dumps({figure.key: figure.as_json() for figure in figures}, indent=1))
        return
    for figure in figures:
        aim = "" if figure.aim is None else f"(aim {figure.aim:g}: {'met' if figure.met else 'missed'})"
        print(f"{figure.key:32} {figure.value:>12,.4g} {figure.unit:12} {aim} {figure.note}")


if __name__ == "__main__":
    main(sys.argv[1:])
