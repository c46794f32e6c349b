#include "base/log_memory.h"

#include <string.h>

#include "base/str.h"

static uint64_t hash_of(uint64_t seed, const char *text) {
    uint64_t hash = str_hash(seed, text, strlen(text));
    return hash ? hash : 1;
}

bool log_memory_is_news(LogMemory *memory, const char *module, const char *line, Millis now,
                        uint32_t *kept_back) {
    uint64_t name = hash_of(STR_HASH_SEED, module), hash = hash_of(name, line);
    LogLine *place = &memory->lines[0];
    *kept_back = 0;
    for (size_t i = 0; i < LOG_LINES_KEPT; i++) {
        LogLine *known = &memory->lines[i];
        if (known->hash == hash) {
            known->asked_at = now;
            if (now - known->said_at < LOG_SAID_AGAIN_AFTER) {
                known->kept_back++;
                return false;
            }
            *kept_back = known->kept_back;
            known->kept_back = 0;
            known->said_at = now;
            return true;
        }
        if (place->hash && (!known->hash || known->asked_at < place->asked_at))
            place = known;
    }
    *place = (LogLine){.hash = hash, .module = name, .said_at = now, .asked_at = now};
    return true;
}

void log_memory_forget(LogMemory *memory, const char *module) {
    uint64_t name = hash_of(STR_HASH_SEED, module);
    for (size_t i = 0; i < LOG_LINES_KEPT; i++)
        if (memory->lines[i].module == name)
            memory->lines[i] = (LogLine){0};
}
