#!/bin/sh

die() {
    echo "$0: $*" >&2
    exit 1
}

verbose=
prefix=/usr/local
while [ $# -gt 0 ]; do
    case "$1" in
        -v|--verbose)
            verbose=1
            shift
            ;;
        --prefix)
            [ $# -ge 2 ] || die "--prefix needs an argument"
            prefix=$2
            shift 2
            ;;
        --prefix=*)
            prefix=${1#--prefix=}
            shift
            ;;
        --)
            shift
            break
            ;;
        -*)
            die "unknown option $1"
            ;;
        *)
            break
            ;;
    esac
done

tmp=$(mktemp -d) || die "cannot make a temporary directory"
trap 'rm -rf "$tmp"' EXIT INT TERM

for font in "$@"; do
    [ -n "$verbose" ] && echo "installing $font"
    unzip -q "$font" -d "$tmp" || die "cannot unpack $font"
    cp "$tmp"/*.otf "$prefix/share/fonts/" || die "cannot copy"
done
