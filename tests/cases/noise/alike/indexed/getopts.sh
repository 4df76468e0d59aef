#!/bin/sh
set -eu

usage() {
    echo "usage: $(basename "$0") [-n] [-d dir] [-k days] database" >&2
    exit 1
}

dir=/var/backups/db
keep=14
dry=0

while getopts d:k:n opt; do
    case $opt in
        d) dir=$OPTARG ;;
        k) keep=$OPTARG ;;
        n) dry=1 ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))

[ $# -eq 1 ] || usage
database=$1

target=$dir/$database-$(date +%Y%m%d).sql.gz
if [ "$dry" -eq 1 ]; then
    echo "would write $target"
    exit 0
fi
mkdir -p "$dir"
pg_dump "$database" | gzip > "$target"
find "$dir" -name "$database-*.sql.gz" -mtime "+$keep" -delete
