#include "station/reader.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/background.h"
#include "base/log.h"

#define LOG_MODULE "reader"

struct Reader {
    int event; /* owned; written by the thread when it is done */
    pthread_t thread;
    bool is_busy; /* a thread runs, or waits to be joined */
    SourceSettings settings;
    Arena *arena; /* owned: the contents, for one reading */
    Instant now;
    const Source *former; /* borrowed */
    Source *result;       /* the thread's until it is joined */
};

Reader *reader_create(void) {
    Reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return NULL;
    reader->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (reader->event >= 0)
        return reader;
    log_warning("%s; schedules are read while the picture stands", strerror(errno));
    free(reader);
    return NULL;
}

void reader_free(Reader *reader) {
    if (!reader)
        return;
    if (reader->is_busy) {
        pthread_join(reader->thread, NULL);
        source_close(reader->result);
        arena_free(reader->arena);
    }
    close(reader->event);
    free(reader);
}

int reader_fd(const Reader *reader) {
    return reader->event;
}

bool reader_is_busy(const Reader *reader) {
    return reader->is_busy;
}

static void *run(void *context) {
    Reader *reader = context;
    background_begin();
    reader->result = source_open(&reader->settings, reader->now, reader->former);
    uint64_t one = 1;
    if (write(reader->event, &one, sizeof one) < 0)
        log_error("%s", strerror(errno));
    return NULL;
}

bool reader_start(Reader *reader, const SourceSettings *settings, Instant now,
                  const Source *former) {
    if (reader->is_busy)
        return false;
    reader->arena = arena_create();
    reader->settings = *settings;
    reader->now = now;
    reader->former = former;
    reader->result = NULL;
    SourceContent *contents = arena_new(reader->arena, SourceContent, settings->also_count + 1);
    for (size_t i = 0; settings->contents && i <= settings->also_count; i++) {
        contents[i] = settings->contents[i];
        contents[i].bytes = str_copy(reader->arena, contents[i].bytes);
    }
    if (settings->contents)
        reader->settings.contents = contents;
    int error = pthread_create(&reader->thread, NULL, run, reader);
    if (error) {
        log_warning("%s; the schedule is not read again now", strerror(error));
        arena_free(reader->arena);
        return false;
    }
    reader->is_busy = true;
    return true;
}

Source *reader_take(Reader *reader) {
    uint64_t times;
    if (!reader->is_busy || read(reader->event, &times, sizeof times) < 0)
        return NULL;
    pthread_join(reader->thread, NULL);
    arena_free(reader->arena);
    reader->is_busy = false;
    return reader->result;
}
