#!/usr/bin/env python3
import argparse
import os
import sys

from .stitcher import stitch


def build_parser():
    p = argparse.ArgumentParser(
        prog="panostitch",
        description="Join overlapping photographs into one panorama.",
    )
    p.add_argument("photos", nargs="+", metavar="PHOTO", help="input photographs, left to right")
    p.add_argument("--out", "-o", required=True, help="where to save the panorama")
    p.add_argument("--quality", type=int, default=90, help="JPEG quality, 1 to 100")
    p.add_argument("--overlap", type=float, default=0.3, help="expected overlap")
    p.add_argument("--force", action="store_true", help="overwrite an existing file")
    return p


def main():
    parser = build_parser()
    args = parser.parse_args()

    if os.path.exists(args.out) and not args.force:
        parser.error("%s exists; use --force" % args.out)
    if not 1 <= args.quality <= 100:
        parser.error("quality must lie between 1 and 100")

    picture = stitch(args.photos, overlap=args.overlap)
    picture.save(args.out, quality=args.quality)
    return 0


if __name__ == "__main__":
    sys.exit(main())
