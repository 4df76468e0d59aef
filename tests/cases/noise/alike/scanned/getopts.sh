#!/bin/bash
set -eu

PROG=${0##*/}

usage() {
  cat <<EOF
Usage: $PROG [options] <recording>...

  -b RATE   bit rate in kbit/s (default 96)
  -f FMT    ogg or mp3 (default ogg)
  -o DIR    where to put the result
  -h        this text
EOF
}

BITRATE=96
FORMAT=ogg
OUTDIR=.

while getopts ":b:f:o:h" flag; do
  case "$flag" in
    b) BITRATE="$OPTARG" ;;
    f) FORMAT="$OPTARG" ;;
    o) OUTDIR="$OPTARG" ;;
    h) usage; exit 0 ;;
    :) echo "$PROG: -$OPTARG wants a value" >&2; exit 2 ;;
    \?) echo "$PROG: unknown option -$OPTARG" >&2; exit 2 ;;
  esac
done
shift "$((OPTIND-1))"

if [ $# -lt 1 ]; then
  usage >&2
  exit 2
fi

for recording in "$@"; do
  name=$(basename "${recording%.*}")
  sox "$recording" -C "$BITRATE" "$OUTDIR/$name.$FORMAT" norm -3
done
