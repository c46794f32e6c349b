#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log_memory.h"
#include "base/log_out.h"
#include "base/shorten.h"
#include "base/steady.h"

/* What the end of the program waits for a reader of its last lines. */
enum { FLUSH_MS = 500 };

static _Atomic LogLevel current_level = LOG_WARNING;

/* What was said, by all threads. */
static LogMemory memory;
static pthread_mutex_t memory_lock = PTHREAD_MUTEX_INITIALIZER;
static LogOut out = LOG_OUT_TO(STDERR_FILENO);

static bool is_news(const char *module, const char *line, uint32_t *kept_back) {
    pthread_mutex_lock(&memory_lock);
    bool is_said = log_memory_is_news(&memory, module, line, steady_now(), kept_back);
    pthread_mutex_unlock(&memory_lock);
    return is_said;
}

void log_forget(const char *module) {
    pthread_mutex_lock(&memory_lock);
    log_memory_forget(&memory, module);
    pthread_mutex_unlock(&memory_lock);
}

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
    uint32_t kept_back = 0;
    if (getenv("JOURNAL_STREAM"))
        at = snprintf(line, sizeof line, "<%d>", LEVELS[level].priority);
    at += snprintf(line + at, sizeof line - (size_t)at, "kiosk: %s: %s: ", LEVELS[level].name,
                   module);
    va_list args;
    va_start(args, format);
    vsnprintf(line + at, sizeof line - (size_t)at, format, args);
    va_end(args);
    if (level <= LOG_WARNING && !is_news(module, line + at, &kept_back))
        return;
    if (kept_back) {
        size_t len = strlen(line);
        snprintf(line + len, sizeof line - len, " (said again after an hour; %u times since)",
                 (unsigned)kept_back);
    }
    size_t end = shorten_bytes(str_from(line), LINE_MAX_BYTES - 2).len;
    line[end] = '\n';
    log_out_write(&out, line, end + 1);
}

void log_plain(Str line) {
    Arena *arena = arena_create();
    Str whole = str_printf(arena, "%.*s\n", str_arg(line));
    log_out_write(&out, whole.s, whole.len);
    arena_free(arena);
}

void log_never_wait(void) {
    log_out_never_wait(&out);
}

void log_flush(void) {
    log_out_flush(&out, FLUSH_MS);
}

uint64_t log_lost(void) {
    return log_out_lost(&out);
}
