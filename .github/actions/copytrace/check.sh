#!/bin/bash
# Checks the change of a pull request: annotations in the log, SARIF and a comment as files, the
# comment in the step's summary. Takes its inputs from the environment: PROGRAM, STORE, BASE, SARIF,
# COMMENT.
set -uo pipefail

arguments=()
[ -z "${STORE:-}" ] || arguments+=(--store "$STORE")
[ -z "${BASE:-}" ] || arguments+=(--base "$BASE")
program=${PROGRAM:-copytrace}

check() { "$program" check "${arguments[@]}" "$@"; }

# The files are written whatever is found; what went wrong stands in the log of the last run.
[ -z "${SARIF:-}" ] || check --format sarif --fail-on none -o "$SARIF" || exit 2
if [ -n "${COMMENT:-}" ]; then
  check --format markdown --fail-on none -o "$COMMENT" || exit 2
  [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$COMMENT" >>"$GITHUB_STEP_SUMMARY"
fi
check --format github
status=$?
[ -z "${GITHUB_OUTPUT:-}" ] || echo "status=$status" >>"$GITHUB_OUTPUT"
exit $status
