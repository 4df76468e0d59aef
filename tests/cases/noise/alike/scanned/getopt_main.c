#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "dedup.h"

static const struct option longopts[] = {
	{ "dry-run", no_argument, NULL, 'n' },
	{ "min-size", required_argument, NULL, 's' },
	{ "hash", required_argument, NULL, 'H' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static void help(FILE *to)
{
	fprintf(to,
		"Usage: dupes [OPTION]... DIR...\n"
		"  -n, --dry-run        only report\n"
		"  -s, --min-size=N     ignore files below N bytes\n"
		"  -H, --hash=NAME      hash to compare by\n"
		"  -h, --help           print this\n");
}

int main(int argc, char *argv[])
{
	struct dedup_options opts = { .min_size = 1, .hash = "sha1" };
	int opt;

	while ((opt = getopt_long(argc, argv, "ns:H:h", longopts, NULL)) != -1) {
		switch (opt) {
		case 'n':
			opts.dry_run = true;
			break;
		case 's':
			opts.min_size = strtoul(optarg, NULL, 10);
			break;
		case 'H':
			opts.hash = optarg;
			break;
		case 'h':
			help(stdout);
			return 0;
		default:
			help(stderr);
			return 2;
		}
	}
	if (optind >= argc) {
		fprintf(stderr, "dupes: no directory given\n");
		return 2;
	}
	for (int i = optind; i < argc; i++)
		dedup_scan(argv[i], &opts);
	return dedup_report(&opts) ? 0 : 1;
}
