#!/usr/bin/env bash
set -euo pipefail

host=""
user="deploy"
branch="master"
yes=false

while (( $# )); do
	case $1 in
		-H|--host) host=$2; shift 2 ;;
		-u|--user) user=$2; shift 2 ;;
		-b|--branch) branch=$2; shift 2 ;;
		-y|--yes) yes=true; shift ;;
		-h|--help) sed -n '2,9p' "$0"; exit 0 ;;
		*) echo "unexpected argument: $1" >&2; exit 64 ;;
	esac
done

if [[ -z $host ]]; then
	echo "no host given (--host)" >&2
	exit 64
fi

workdir=$(mktemp -d -t release.XXXXXX)
cleanup() {
	rm -rf "$workdir"
}
trap cleanup EXIT

git clone --quiet --depth 1 --branch "$branch" . "$workdir/src"
make -C "$workdir/src" dist

if ! $yes; then
	read -r -p "Release $branch to $host? [y/N] " answer
	[[ $answer == [yY] ]] || exit 1
fi
rsync -az "$workdir/src/dist/" "$user@$host:/srv/www/"
