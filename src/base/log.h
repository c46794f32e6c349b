/* log.h: what staff can read afterwards, on stderr.
 *
 * Edge only: the core reports through Diagnostics. One readable line a message:
 * "kiosk: warning: window: …". Warnings and errors are said once, and again after an hour (see
 * log_memory.h). Under systemd (JOURNAL_STREAM set) lines carry the <N> priority. */
#pragma once

#include "base/str.h"

typedef enum { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG, LOG_LEVEL_COUNT } LogLevel;

/* What is printed from now on: this level and those more serious. Starts at LOG_WARNING. The one
 * piece of state in the program that is not handed down: a log has to work everywhere. */
void log_set_level(LogLevel level);
LogLevel log_level(void);

/* The level of that name ("error", "warning", "info", "debug"), or LOG_LEVEL_COUNT. */
LogLevel log_level_by_name(const char *name);

/* One message. `module` is the file's name for people: "window", "loader". */
void log_print(LogLevel level, const char *module, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What the module has told of is over, such as a server that did not answer: what it says from now
 * on is said, though it was said before. */
void log_forget(const char *module);

/* A line that other programs read: as it is, at every level. */
void log_plain(Str line);

/* For a program that holds a screen: from now on nobody who reads the log too slowly, or not at
 * all, is waited for (see log_out.h), nor ends the process by going away. */
void log_never_wait(void);

/* The program ends: what nobody has taken yet is waited for, for half a second. */
void log_flush(void);

/* How many lines are lost at the moment, because nobody takes them; 0 when that is over. */
uint64_t log_lost(void);

/* A file says `#define LOG_MODULE "window"` before it uses these. */
#define log_error(...)   log_print(LOG_ERROR, LOG_MODULE, __VA_ARGS__)
#define log_warning(...) log_print(LOG_WARNING, LOG_MODULE, __VA_ARGS__)
#define log_info(...)    log_print(LOG_INFO, LOG_MODULE, __VA_ARGS__)
#define log_debug(...)   log_print(LOG_DEBUG, LOG_MODULE, __VA_ARGS__)
