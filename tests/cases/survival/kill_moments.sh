#!/bin/sh
# Kills `copytrace-index add` with SIGKILL at N random moments, then runs it again: each time the
# store must be whole at once, and in the end say and find what an unbroken run's says and finds.
#
#   kill_moments.sh PROGRAMS MANIFEST PROJECT [N [SEED]]
#
# PROGRAMS is the directory of the built programs, MANIFEST what is indexed, in two commits (its
# first half, then all of it), PROJECT what is scanned. Moments are spread over the whole run: a
# third of them falls into making the store, the rest into adding to it.
set -eu
programs=$1 manifest=$2 project=$3 moments=${4:-100} seed=${5:-1}
PATH=$programs:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state"
unset COPYTRACE_STORE

# Paths in a manifest are relative to it.
half=$(dirname "$manifest")/.kill_moments_half.$$.jsonl
trap 'rm -rf "$work" "$half"' EXIT
head -n $(($(wc -l <"$manifest") / 2)) "$manifest" >"$half"

describe() { # store: what info, list, verify and a scan say of it
  copytrace-index info --store "$1" --format json |
    jq '{generation, components, releases, files, occurrences, postings, source_bytes, languages}'
  copytrace-index list --store "$1"
  copytrace scan "$project" --store "$1" --format json --fail-on none |
    jq '[.findings[] | del(.id)], .skipped'
}

milliseconds() { date +%s%3N; }

copytrace-index add --manifest "$half" --store "$work/base" >"$work/log"
cp -r "$work/base" "$work/whole"
begin=$(milliseconds)
copytrace-index add --manifest "$manifest" --store "$work/whole" >"$work/log"
second=$(($(milliseconds) - begin))
copytrace-index verify --store "$work/whole" >"$work/log"
describe "$work/whole" >"$work/expected"
describe "$work/base" >"$work/expected_base"

killed=0 old=0 new=0 none=0 failures=0 round=0
delays=$(awk -v n="$moments" -v ms="$second" -v seed="$seed" \
  'BEGIN { srand(seed); for (i = 0; i < n; ++i) printf "%.3f\n", rand() * ms * 1.05 / 1000 }')
for delay in $delays; do
  round=$((round + 1))
  store=$work/store
  rm -rf "$store"
  source=$manifest
  if [ $((round % 3)) -eq 0 ]; then source=$half; else cp -r "$work/base" "$store"; fi
  # By setsid and the group, so that nothing of it outlives the moment.
  setsid copytrace-index add --manifest "$source" --store "$store" >"$work/log" 2>&1 &
  child=$!
  sleep "$delay"
  if kill -9 "$child" 2>/dev/null; then killed=$((killed + 1)); fi
  wait "$child" 2>/dev/null || true

  # At once: a whole generation, or no store yet.
  if [ -e "$store/STORE" ]; then
    if ! copytrace-index verify --store "$store" >"$work/log" 2>&1; then
      echo "moment $round, ${delay} s: not intact after the kill:"
      cat "$work/log"
      failures=$((failures + 1))
    fi
    case $(copytrace-index info --store "$store" --format json | jq .generation) in
    2) new=$((new + 1)) ;;
    *) old=$((old + 1)) ;;
    esac
  else
    none=$((none + 1))
  fi

  if [ "$source" = "$half" ]; then
    copytrace-index add --manifest "$half" --store "$store" >"$work/log"
    describe "$store" >"$work/found"
    cmp -s "$work/expected_base" "$work/found" || {
      echo "moment $round, ${delay} s: the first half differs"
      diff "$work/expected_base" "$work/found" | head -20
      failures=$((failures + 1))
    }
  fi
  copytrace-index add --manifest "$manifest" --store "$store" >"$work/log"
  if ! copytrace-index verify --store "$store" >"$work/log" 2>&1; then
    echo "moment $round, ${delay} s: not intact in the end:"
    cat "$work/log"
    failures=$((failures + 1))
  fi
  describe "$store" >"$work/found"
  cmp -s "$work/expected" "$work/found" || {
    echo "moment $round, ${delay} s: the store differs"
    diff "$work/expected" "$work/found" | head -20
    failures=$((failures + 1))
  }
done
findings=$(jq -s '.[1] | length' 2>/dev/null <<EOF || true
$(copytrace-index info --store "$work/whole" --format json)
$(copytrace scan "$project" --store "$work/whole" --format json --fail-on none | jq .findings)
EOF
)
echo "$moments moments, $killed kills that hit (the others came after the end); found then:" \
  "$none without a store, $old before the commit, $new after it;" \
  "$failures differ from an unbroken run ($findings findings)"
[ "$failures" -eq 0 ]
