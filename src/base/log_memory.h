/* log_memory.h: which lines the log has said already.
 *
 * Pure, so that an hour can be tested. A line is said once, and again after an hour, with how often
 * it would have been said meanwhile; or when what it told of has passed and come back. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/instant.h"

enum { LOG_LINES_KEPT = 128 };

#define LOG_SAID_AGAIN_AFTER MILLIS_HOUR

typedef struct {
    uint64_t hash;   /* 0: the place is free */
    uint64_t module; /* the hash of its name */
    Millis said_at;  /* by the steady clock */
    Millis asked_at;
    uint32_t kept_back; /* since it was said */
} LogLine;

/* All zeros: nothing was said. When more lines than that are known, the one that was not heard of
 * for longest is forgotten. */
typedef struct {
    LogLine lines[LOG_LINES_KEPT];
} LogMemory;

/* True when the line is to be said; *kept_back is then how often it was not. */
bool log_memory_is_news(LogMemory *memory, const char *module, const char *line, Millis now,
                        uint32_t *kept_back);

/* What the module has said is over: it is news when it comes back. */
void log_memory_forget(LogMemory *memory, const char *module);
