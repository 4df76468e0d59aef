import argparse
import sys

from tidebook import almanac


def parse_args(argv):
    parser = argparse.ArgumentParser(description="Print a tide table for a harbour.")
    parser.add_argument("harbour", help="name of the harbour")
    parser.add_argument("-d", "--days", type=int, default=7, help="how many days to print")
    parser.add_argument("-u", "--unit", choices=["m", "ft"], default="m", help="unit of height")
    parser.add_argument("-o", "--output", default="-", help="file to write (default: stdout)")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more")
    return parser.parse_args(argv)


def main(argv=None):
    args = parse_args(argv)
    try:
        table = almanac.predict(args.harbour, args.days)
    except almanac.UnknownHarbour as err:
        print("error: %s" % err, file=sys.stderr)
        return 1
    if args.verbose:
        print("%d tides" % len(table), file=sys.stderr)
    out = sys.stdout if args.output == "-" else open(args.output, "w")
    for tide in table:
        out.write(tide.format(args.unit) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
