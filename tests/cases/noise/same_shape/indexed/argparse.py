import argparse
import sys


def parse_args():
    parser = argparse.ArgumentParser(description="sort the invoices")
    parser.add_argument("ledger", help="ledgers to read")
    parser.add_argument("-o", "--output", default=None, help="where to write the invoices")
    parser.add_argument("-n", "--months", type=int, default=12, help="how many months")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more")
    return parser.parse_args()


def main():
    args = parse_args()
    try:
        with open(args.ledger) as f:
            text = f.read()
    except IOError as e:
        print("error: %s" % e, file=sys.stderr)
        return 1
    result = summarise(text, args.months)
    if args.output:
        with open(args.output, "w") as f:
            f.write(result)
    else:
        print(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
