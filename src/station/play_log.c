#include "station/play_log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/log.h"

#define LOG_MODULE "played"

enum { WAITING_MAX = 2000, END_WAIT_SECONDS = 1 };
#define USUAL_MOST ((size_t)4 * 1024 * 1024)

typedef struct Line {
    struct Line *next;
    size_t len;
    char text[]; /* with its end */
} Line;

struct PlayLog {
    char *path; /* owned */
    size_t most;
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t news;
    Line *first, **last; /* owned */
    size_t waiting;
    bool is_ending;
    char problem[256]; /* empty: none */
};

/* FILE becomes FILE.1, and so on; the oldest goes. */
static void rotate(const char *path) {
    char from[4096], to[4096];
    for (int i = PLAY_LOG_KEPT; i > 0; i--) {
        snprintf(to, sizeof to, "%s.%d", path, i);
        if (i > 1)
            snprintf(from, sizeof from, "%s.%d", path, i - 1);
        if (rename(i > 1 ? from : path, to) != 0 && errno != ENOENT)
            log_warning("%s: %s", path, strerror(errno));
    }
}

/* How each line of played_line begins, and so each file of them. */
static const char BEGINNING[] = "{\"from\":";

static int open_regular(const char *path) {
    int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0644);
    struct stat info;
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        return fd;
    if (fd >= 0) {
        close(fd);
        errno = EMEDIUMTYPE;
    }
    return -1;
}

static bool is_ours(int fd) {
    char bytes[sizeof BEGINNING - 1];
    ssize_t got = pread(fd, bytes, sizeof bytes, 0);
    return got >= 0 && memcmp(bytes, BEGINNING, (size_t)got) == 0;
}

/* A descriptor of the file as it is now, which may have been moved away since. */
static int open_log(const PlayLog *log, const char **why) {
    int fd = open_regular(log->path);
    if (fd < 0) {
        *why = file_error_words(errno);
        return -1;
    }
    if (!is_ours(fd)) {
        *why = "holds something else than what --played writes; name another file";
        close(fd);
        return -1;
    }
    struct stat info;
    if (fstat(fd, &info) != 0 || (size_t)info.st_size < log->most)
        return fd;
    close(fd);
    rotate(log->path);
    fd = open_regular(log->path);
    if (fd < 0)
        *why = file_error_words(errno);
    return fd;
}

/* Opened anew for each bunch. False with the reason in *why. */
static bool write_lines(const PlayLog *log, const Line *lines, const char **why) {
    int fd = open_log(log, why);
    if (fd < 0)
        return false;
    char end = '\n';
    off_t size = lseek(fd, 0, SEEK_END);
    bool is_torn = size > 0 && pread(fd, &end, 1, size - 1) == 1 && end != '\n';
    bool is_written = !is_torn || write(fd, "\n", 1) == 1;
    for (const Line *line = lines; line && is_written; line = line->next)
        is_written = write(fd, line->text, line->len) == (ssize_t)line->len;
    if (!is_written)
        *why = file_error_words(errno);
    close(fd);
    return is_written;
}

/* Writes them, and tells what came of it. */
static void keep_lines(PlayLog *log, const Line *lines) {
    const char *why = "";
    bool is_written = write_lines(log, lines, &why);
    pthread_mutex_lock(&log->lock);
    snprintf(log->problem, sizeof log->problem, "%s", is_written ? "" : why);
    pthread_mutex_unlock(&log->lock);
    if (!is_written)
        log_warning("%s: %s; what is shown is not kept", log->path, why);
}

Str play_log_problem(PlayLog *log, Arena *arena) {
    pthread_mutex_lock(&log->lock);
    Str problem = log->problem[0] ? str_printf(arena, "what is shown is not kept: %s: %s",
                                               log->path, log->problem)
                                  : (Str){0};
    pthread_mutex_unlock(&log->lock);
    return problem;
}

static void *run(void *context) {
    PlayLog *log = context;
    pthread_mutex_lock(&log->lock);
    while (!log->is_ending || log->first) {
        if (!log->first) {
            pthread_cond_wait(&log->news, &log->lock);
            continue;
        }
        Line *lines = log->first;
        log->first = NULL;
        log->last = &log->first;
        log->waiting = 0;
        pthread_mutex_unlock(&log->lock);
        keep_lines(log, lines);
        while (lines) {
            Line *next = lines->next;
            free(lines);
            lines = next;
        }
        pthread_mutex_lock(&log->lock);
    }
    pthread_mutex_unlock(&log->lock);
    return NULL;
}

PlayLog *play_log_open(const char *path, size_t most) {
    PlayLog *log = calloc(1, sizeof *log);
    if (!log)
        abort();
    log->path = strdup(path);
    log->most = most ? most : USUAL_MOST;
    log->last = &log->first;
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->news, NULL);
    if (!log->path || pthread_create(&log->thread, NULL, run, log) != 0) {
        log_error("%s: no thread for it; what is shown is not kept", path);
        free(log->path);
        free(log);
        return NULL;
    }
    return log;
}

void play_log_add(PlayLog *log, Str text) {
    Line *line = malloc(sizeof *line + text.len + 1);
    if (!line)
        abort();
    line->next = NULL;
    line->len = text.len + 1;
    memcpy(line->text, text.s, text.len);
    line->text[text.len] = '\n';
    pthread_mutex_lock(&log->lock);
    if (log->waiting >= WAITING_MAX) { /* a disk that hangs for hours */
        free(line);
    } else {
        *log->last = line;
        log->last = &line->next;
        log->waiting++;
    }
    pthread_cond_signal(&log->news);
    pthread_mutex_unlock(&log->lock);
}

void play_log_close(PlayLog *log) {
    if (!log)
        return;
    pthread_mutex_lock(&log->lock);
    log->is_ending = true;
    pthread_cond_signal(&log->news);
    pthread_mutex_unlock(&log->lock);
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until); /* whatever the other clock is set to meanwhile */
    until.tv_sec += END_WAIT_SECONDS;
    if (pthread_clockjoin_np(log->thread, NULL, CLOCK_MONOTONIC, &until) != 0)
        return; /* it is in the disk's hands, and so is its memory */
    pthread_cond_destroy(&log->news);
    pthread_mutex_destroy(&log->lock);
    free(log->path);
    free(log);
}
