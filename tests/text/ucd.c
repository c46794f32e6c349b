/* ucd.c: see ucd.h. */
#include "ucd.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

FILE *ucd_open(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "/usr/share/unicode/%s", name);
    return fopen(path, "r");
}

bool ucd_is_of_icu(FILE *file) {
    char line[256];
    UVersionInfo version;
    u_getUnicodeVersion(version);
    unsigned major = 0, minor = 0;
    const char *number = fgets(line, sizeof line, file) ? strchr(line, '-') : NULL;
    if (number && sscanf(number, "-%u.%u", &major, &minor) == 2 && major == version[0] &&
        minor == version[1])
        return true;
    printf("skipped: the test file is of Unicode %u.%u, ICU has %u.%u\n", major, minor,
           (unsigned)version[0], (unsigned)version[1]);
    return false;
}

bool ucd_next_break(FILE *file, UcdBreakCase *out) {
    while (fgets(out->line, sizeof out->line, file)) {
        if (out->line[0] == '#' || out->line[0] == '\n')
            continue;
        out->length = 0;
        memset(out->is_break, 0, sizeof out->is_break);
        char copy[sizeof out->line];
        memcpy(copy, out->line, sizeof copy);
        char *state = NULL;
        for (char *word = strtok_r(copy, " \t\n", &state); word && word[0] != '#';
             word = strtok_r(NULL, " \t\n", &state)) {
            if (strcmp(word, "÷") == 0)
                out->is_break[out->length] = true;
            else if (strcmp(word, "×") != 0) {
                uint32_t rune = (uint32_t)strtoul(word, NULL, 16);
                U16_APPEND_UNSAFE(out->text, out->length, rune);
            }
        }
        return true;
    }
    return false;
}
