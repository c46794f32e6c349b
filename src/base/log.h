/* log.h: what staff can read afterwards, on stderr.
 *
 * Edge only: the core reports through Diagnostics. One readable line a message:
 * "kiosk: warning: window: …". Warnings and errors are said once, and again after an hour (see
 * log_memory.h). Under systemd (JOURNAL_STREAM set) lines carry the <N> priority. */
#pragma once

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

/* A file says `#define LOG_MODULE "window"` before it uses these. */
#define log_error(...)   log_print(LOG_ERROR, LOG_MODULE, __VA_ARGS__)
#define log_warning(...) log_print(LOG_WARNING, LOG_MODULE, __VA_ARGS__)
#define log_info(...)    log_print(LOG_INFO, LOG_MODULE, __VA_ARGS__)
#define log_debug(...)   log_print(LOG_DEBUG, LOG_MODULE, __VA_ARGS__)
