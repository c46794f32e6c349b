#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shorten.h"

static _Atomic LogLevel current_level = LOG_WARNING;

static const struct {
    const char *name;
    int priority; /* syslog(3) */
} LEVELS[] = {
    [LOG_ERROR] = {"error", 3},
    [LOG_WARNING] = {"warning", 4},
    [LOG_INFO] = {"info", 6},
    [LOG_DEBUG] = {"debug", 7},
};
_Static_assert(sizeof LEVELS / sizeof LEVELS[0] == LOG_LEVEL_COUNT, "a name for each level");

void log_set_level(LogLevel level) {
    current_level = level;
}

LogLevel log_level(void) {
    return current_level;
}

LogLevel log_level_by_name(const char *name) {
    LogLevel level = LOG_ERROR;
    while (level < LOG_LEVEL_COUNT && strcmp(LEVELS[level].name, name) != 0)
        level++;
    return level;
}

void log_print(LogLevel level, const char *module, const char *format, ...) {
    if (level > current_level)
        return;
    /* One write a line, so that threads do not mix; longer ones are cut, between characters. */
    enum { LINE_MAX_BYTES = 2048, AHEAD = 128 };
    char line[LINE_MAX_BYTES + AHEAD];
    int at = 0;
    if (getenv("JOURNAL_STREAM"))
        at = snprintf(line, sizeof line, "<%d>", LEVELS[level].priority);
    at += snprintf(line + at, sizeof line - (size_t)at, "kiosk: %s: %s: ", LEVELS[level].name,
                   module);
    va_list args;
    va_start(args, format);
    vsnprintf(line + at, sizeof line - (size_t)at, format, args);
    va_end(args);
    size_t end = shorten_bytes(str_from(line), LINE_MAX_BYTES - 2).len;
    memcpy(line + end, "\n", 2);
    fputs(line, stderr);
}
