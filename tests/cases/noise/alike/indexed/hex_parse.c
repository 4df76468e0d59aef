#include <stddef.h>

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

int key_from_hex(const char *text, unsigned char *key, size_t size)
{
    size_t i;

    for (i = 0; i < size; i++) {
        int high = hex_value(text[2 * i]);
        int low;

        if (high < 0)
            return -1;
        low = hex_value(text[2 * i + 1]);
        if (low < 0)
            return -1;
        key[i] = (unsigned char)(high << 4 | low);
    }
    return text[2 * size] == '\0' ? 0 : -1;
}
