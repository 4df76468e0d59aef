#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "teletype.h"

#define COLUMNS 72

static int column;

static void newline(FILE *punch)
{
	fputs("\r\n", punch);
	column = 0;
}

static long next_code(const unsigned char **cursor, const unsigned char *limit) {
	static const long minimum[] = {0, 0x80, 0x800, 0x10000};
	const unsigned char *s = *cursor;
	long code = *s++;
	int tail = code < 0x80 ? 0
	         : code < 0xc2 ? -1
	         : code < 0xe0 ? 1
	         : code < 0xf0 ? 2
	         : code < 0xf5 ? 3
	         : -1;
	int got;
	if (tail > 0) code &= 0x3f >> tail;
	for (got = 0; got < tail; got++) {
		if (s == limit || (*s & 0xc0) != 0x80) break;
		code = code << 6 | (*s++ & 0x3f);
	}
	*cursor = s;
	return tail < 0 || got < tail || code < minimum[tail] || code >> 11 == 0x1b
		? 0xfffd : code;
}

static void bell(FILE *punch)
{
	fputc(7, punch);
	fflush(punch);
}

void teletype(const char *message, FILE *punch)
{
	const unsigned char *at = (const unsigned char *)message;
	const unsigned char *limit = at + strlen(message);

	while (at < limit) {
		long code = next_code(&at, limit);
		if (code == '\n' || column >= COLUMNS)
			newline(punch);
		if (code > 127)
			bell(punch);
		else
			fputc((int)code, punch);
		column++;
	}
	newline(punch);
}
