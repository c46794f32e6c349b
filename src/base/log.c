#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    char line[2048]; /* one write a line, so that threads do not mix; longer ones are cut */
    int at = 0;
    if (getenv("JOURNAL_STREAM"))
        at = snprintf(line, sizeof line, "<%d>", LEVELS[level].priority);
    at += snprintf(line + at, sizeof line - (size_t)at, "kiosk: %s: %s: ", LEVELS[level].name,
                   module);
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line + at, sizeof line - (size_t)at - 1, format, args);
    va_end(args);
    at += len > 0 ? len : 0;
    if (at > (int)sizeof line - 2)
        at = (int)sizeof line - 2;
    line[at] = '\n';
    line[at + 1] = 0;
    fputs(line, stderr);
}
