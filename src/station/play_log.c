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

/* Opened anew for each bunch: the file may have been moved away. */
static void write_lines(const PlayLog *log, const Line *lines) {
    struct stat info;
    if (stat(log->path, &info) == 0 && S_ISREG(info.st_mode) && (size_t)info.st_size >= log->most)
        rotate(log->path);
    int fd = open(log->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0644);
    if (fd < 0) {
        log_warning("%s: %s; what is shown is not kept", log->path, strerror(errno));
        return;
    }
    char end = '\n';
    off_t size = lseek(fd, 0, SEEK_END);
    if (size > 0 && pread(fd, &end, 1, size - 1) == 1 && end != '\n' && write(fd, "\n", 1) < 0)
        log_warning("%s: %s", log->path, strerror(errno));
    for (const Line *line = lines; line; line = line->next)
        if (write(fd, line->text, line->len) != (ssize_t)line->len) {
            log_warning("%s: %s; what is shown is not kept", log->path, strerror(errno));
            break;
        }
    close(fd);
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
        write_lines(log, lines);
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
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += END_WAIT_SECONDS;
    if (pthread_timedjoin_np(log->thread, NULL, &until) != 0)
        return; /* it is in the disk's hands, and so is its memory */
    pthread_cond_destroy(&log->news);
    pthread_mutex_destroy(&log->lock);
    free(log->path);
    free(log);
}
