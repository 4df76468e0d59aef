"""Runs the steps of a nightly job in the order in which they depend on each other."""

import argparse
import json
import logging
import pathlib
import subprocess
import time

log = logging.getLogger("pipeline")


class StepFailed(Exception):
    def __init__(self, step, status):
        super().__init__(f"{step} ended with status {status}")
        self.step = step
        self.status = status


class CycleError(Exception):
    def __init__(self, nodes):
        super().__init__(f"steps wait for each other: {', '.join(sorted(nodes))}")


def memoize(function):
    known = {}

    def remembered(argument):
        if argument not in known:
            known[argument] = function(argument)
        return known[argument]

    return remembered


def read_steps(path):
    steps = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    for name, step in steps.items():
        unknown = set(step.get("after", [])) - steps.keys()
        if unknown:
            raise SystemExit(f"{path}: {name} waits for {unknown.pop()}, which is no step")
    return steps


# paste:topological_sort


def run_step(name, step, dry):
    command = step["command"]
    log.info("%s: %s", name, " ".join(command))
    if dry:
        return 0.0
    begin = time.monotonic()
    done = subprocess.run(command, cwd=step.get("directory"), check=False)
    if done.returncode != 0 and not step.get("may_fail", False):
        raise StepFailed(name, done.returncode)
    return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", help="JSON file of the steps")
    parser.add_argument("--dry-run", action="store_true", help="print the commands only")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")

    steps = read_steps(options.steps)
    order = TopologicallySorted(steps, lambda name: steps[name].get("after", []))
    took = {}
    for name in reversed(order):
        took[name] = run_step(name, steps[name], options.dry_run)
    for name, seconds in sorted(took.items(), key=lambda item: -item[1])[:5]:
        log.info("%6.1f s  %s", seconds, name)


if __name__ == "__main__":
    main()
