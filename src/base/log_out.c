#include "base/log_out.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/steady.h"

enum { CHUNK_BYTES = 4096 };

/* Another description of the same pipe or terminal: the flags of the one that we were given are
 * shared with the shell and others. A file has none, since its disk may be slow. */
static void open_quickly(LogOut *out) {
    struct stat info;
    char path[64];
    if (fstat(out->fd, &info) != 0)
        return;
    out->is_socket = S_ISSOCK(info.st_mode);
    if (!S_ISFIFO(info.st_mode) && !S_ISCHR(info.st_mode))
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", out->fd);
    out->quick_fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

void log_out_never_wait(LogOut *out) {
    pthread_mutex_lock(&out->lock);
    if (out->is_waiting) {
        signal(SIGPIPE, SIG_IGN);
        open_quickly(out);
        pthread_cond_init(&out->news, NULL);
        steady_condition_init(&out->is_empty);
        out->is_waiting = false;
    }
    pthread_mutex_unlock(&out->lock);
}

/* False when nobody will ever take them. */
static bool write_all(int fd, const char *bytes, size_t len) {
    for (size_t done = 0; done < len;) {
        ssize_t put = write(fd, bytes + done, len - done);
        if (put < 0 && errno != EINTR)
            return false;
        done += put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* What goes without waiting: bytes, or below 0 with errno. */
static ssize_t write_at_once(const LogOut *out, const char *bytes, size_t len) {
    if (out->is_socket)
        return send(out->fd, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (out->quick_fd >= 0)
        return write(out->quick_fd, bytes, len);
    errno = EAGAIN;
    return -1;
}

/* Under the lock, which is left for as long as the reader takes. */
static void write_queue(LogOut *out) {
    char chunk[CHUNK_BYTES];
    size_t len = out->len < sizeof chunk ? out->len : sizeof chunk;
    memcpy(chunk, out->queue, len);
    memmove(out->queue, out->queue + len, out->len - len);
    out->len -= len;
    out->is_writing = true;
    pthread_mutex_unlock(&out->lock);
    write_all(out->fd, chunk, len);
    pthread_mutex_lock(&out->lock);
    out->is_writing = false;
}

static bool enqueue(LogOut *out, const char *bytes, size_t len);

/* True when there is nothing to tell (any more). */
static bool tell_lost(LogOut *out) {
    char line[128];
    if (out->lost == out->told)
        return true;
    int len = snprintf(line, sizeof line,
                       "kiosk: warning: log: %llu lines are missing here: nobody took them\n",
                       (unsigned long long)(out->lost - out->told));
    bool is_told = enqueue(out, line, (size_t)len);
    if (is_told)
        out->told = out->lost;
    return is_told;
}

static void *run(void *context) {
    LogOut *out = context;
    pthread_mutex_lock(&out->lock);
    for (;;) {
        while (out->len > 0)
            write_queue(out);
        if (out->lost > out->told && tell_lost(out))
            continue;
        pthread_cond_broadcast(&out->is_empty);
        pthread_cond_wait(&out->news, &out->lock);
    }
    return NULL;
}

/* Under the lock. It takes no signals, which are for the loop. */
static bool start_thread(LogOut *out) {
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    out->queue = malloc(LOG_QUEUE_BYTES);
    if (!out->queue)
        return false;
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool is_started = pthread_create(&thread, NULL, run, out) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (is_started)
        pthread_detach(thread);
    else
        free(out->queue);
    out->queue = is_started ? out->queue : NULL;
    return is_started;
}

/* Under the lock. All of it, or nothing. */
static bool enqueue(LogOut *out, const char *bytes, size_t len) {
    if (!out->has_thread)
        out->has_thread = start_thread(out);
    if (!out->has_thread || len > LOG_QUEUE_BYTES - out->len)
        return false;
    memcpy(out->queue + out->len, bytes, len);
    out->len += len;
    pthread_cond_signal(&out->news);
    return true;
}

void log_out_write(LogOut *out, const char *line, size_t len) {
    pthread_mutex_lock(&out->lock);
    bool is_waiting = out->is_waiting, is_first = out->len == 0 && !out->is_writing;
    if (!is_waiting) {
        ssize_t put = is_first && out->lost == out->told ? write_at_once(out, line, len) : 0;
        bool is_hopeless = put < 0 && errno != EAGAIN && errno != EINTR;
        size_t done = put > 0 ? (size_t)put : 0;
        if (is_hopeless)
            out->told = ++out->lost; /* whom should it be told */
        else if (done < len && !(tell_lost(out) && enqueue(out, line + done, len - done)))
            out->lost++;
    }
    pthread_mutex_unlock(&out->lock);
    if (is_waiting)
        write_all(out->fd, line, len);
}

void log_out_flush(LogOut *out, Millis wait) {
    struct timespec until = steady_after(wait);
    pthread_mutex_lock(&out->lock);
    int error = 0;
    while (!error && out->has_thread && (out->len > 0 || out->is_writing))
        error = pthread_cond_timedwait(&out->is_empty, &out->lock, &until);
    pthread_mutex_unlock(&out->lock);
}

uint64_t log_out_lost(LogOut *out) {
    pthread_mutex_lock(&out->lock);
    uint64_t lost = out->lost - out->told;
    pthread_mutex_unlock(&out->lock);
    return lost;
}
