#include <stddef.h>

long take_rune(const unsigned char **text, const unsigned char *end)
{
    static const long least[] = { 0, 0x80, 0x800, 0x10000 };
    const unsigned char *p = *text;
    long rune = *p++;
    int more = rune < 0x80 ? 0 : rune < 0xc2 ? -1 : rune < 0xe0 ? 1 : rune < 0xf0 ? 2 : rune < 0xf5 ? 3 : -1;
    int n;

    if (more > 0)
        rune &= 0x3f >> more;
    for (n = 0; n < more; n++) {
        if (p == end || (*p & 0xc0) != 0x80)
            break;
        rune = rune << 6 | (*p++ & 0x3f);
    }
    *text = p;
    return more < 0 || n < more || rune < least[more] || rune >> 11 == 0x1b ? 0xfffd : rune;
}
