import argparse
import sys


def parse_args():
    parser = argparse.ArgumentParser(description="draw the contours")
    parser.add_argument("survey", help="surveys to read")
    parser.add_argument("-o", "--output", default=None, help="where to write the contours")
    parser.add_argument("-n", "--levels", type=int, default=7, help="how many levels")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more")
    return parser.parse_args()


def main():
    args = parse_args()
    try:
        with open(args.survey) as f:
            data = f.read()
    except IOError as e:
        print("error: %s" % e, file=sys.stderr)
        return 1
    picture = render(data, args.levels)
    if args.output:
        with open(args.output, "w") as f:
            f.write(picture)
    else:
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
