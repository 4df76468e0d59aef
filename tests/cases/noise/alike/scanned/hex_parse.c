#include <stdint.h>
#include <stdbool.h>

#include "palette.h"

static bool nibble(char ch, uint8_t *out)
{
	if (ch >= '0' && ch <= '9') {
		*out = ch - '0';
	} else if (ch >= 'A' && ch <= 'F') {
		*out = ch - 'A' + 10;
	} else if (ch >= 'a' && ch <= 'f') {
		*out = ch - 'a' + 10;
	} else {
		return false;
	}
	return true;
}

bool palette_parse(const char *s, struct rgb *colour)
{
	uint8_t n[6];

	if (*s == '#')
		s++;
	for (int i = 0; i < 6; i++) {
		if (!nibble(s[i], &n[i]))
			return false;
	}
	colour->r = n[0] * 16 + n[1];
	colour->g = n[2] * 16 + n[3];
	colour->b = n[4] * 16 + n[5];
	return s[6] == 0;
}
