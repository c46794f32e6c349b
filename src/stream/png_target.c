#include "stream/png_target.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/log.h"
#include "output/png.h"

#define LOG_MODULE "png"

enum { PAUSE_MS = 1000, RETRY_MS = 5000, FOREVER_MS = 3600 * 1000 };

struct PngTarget {
    PngTargetSettings settings;
    PictureBoard *board; /* borrowed */
    pthread_t thread;
    atomic_bool is_ending;
    atomic_uint_fast64_t written;
    /* the thread's own */
    int64_t last;     /* time of the file, seconds */
    uint64_t number;  /* of the picture in the file */
    bool is_visible;  /* there is something on it */
    bool is_untold;   /* voctocore does not know of it yet */
    bool has_failed;  /* so that a failure is logged once */
    bool was_refused; /* the same for voctocore */
};

bool png_target_write(const Pixmap *pixmap, const char *path, int64_t now, int64_t *last) {
    int64_t seconds = now > *last ? now : *last + 1;
    struct timespec time = {.tv_sec = (time_t)seconds};
    bool is_written = png_write_as(pixmap, path, &(FileWrite){.modified = &time});
    if (is_written)
        *last = seconds;
    return is_written;
}

static bool has_ink(const Pixmap *pixmap) {
    size_t count = (size_t)pixmap->width * (size_t)pixmap->height;
    uint32_t any = 0;
    for (size_t i = 0; i < count; i++)
        any |= pixmap->pixels[i];
    return any >> 24 != 0;
}

/* The rows that are wanted, without a copy. */
static Pixmap part_of(const PngTarget *target, const Pixmap *all) {
    Pixmap part = *all;
    if (target->settings.row_count) {
        part.pixels += (size_t)target->settings.first_row * (size_t)all->width;
        part.height = target->settings.row_count;
    }
    return part;
}

static void write_newest(PngTarget *target) {
    const BoardPicture *picture = board_take(target->board);
    if (!picture)
        return;
    Pixmap part = part_of(target, &picture->pixels);
    if (png_target_write(&part, target->settings.path, time(NULL), &target->last)) {
        target->has_failed = false;
        target->is_visible = has_ink(&part);
        target->is_untold = target->settings.voctocore != NULL;
        atomic_fetch_add(&target->written, 1);
    } else if (!target->has_failed) {
        target->has_failed = true;
        log_error("%s: %s; the picture that is there stays, and is tried again with the next one",
                  target->settings.path, file_error_words(errno));
    }
    target->number = picture->number;
    board_give_back(target->board, picture);
}

static void tell(PngTarget *target) {
    char why[256];
    bool is_told = voctocore_show(target->settings.voctocore, target->is_visible, why, sizeof why);
    target->is_untold = !is_told;
    if (!is_told && !target->was_refused)
        log_warning("voctocore at %s:%s: %s; trying again every %d s",
                    target->settings.voctocore->host, target->settings.voctocore->port, why,
                    RETRY_MS / 1000);
    target->was_refused = !is_told;
}

static void *run(void *context) {
    PngTarget *target = context;
    while (!atomic_load(&target->is_ending)) {
        bool is_moving;
        uint64_t number = board_number(target->board, &is_moving);
        if (number == target->number || is_moving) {
            if (target->is_untold)
                tell(target);
            board_wait(target->board, number, target->is_untold ? RETRY_MS : FOREVER_MS);
            continue;
        }
        write_newest(target);
        if (target->is_untold)
            tell(target);
        if (!atomic_load(&target->is_ending))
            board_wait(target->board, UINT64_MAX, PAUSE_MS);
    }
    bool is_moving;
    if (board_number(target->board, &is_moving) != target->number && !is_moving)
        write_newest(target);
    return NULL;
}

PngTarget *png_target_start(const PngTargetSettings *settings, PictureBoard *board) {
    struct stat status;
    bool is_there = stat(settings->path, &status) == 0;
    if (is_there && !S_ISREG(status.st_mode)) {
        log_error("%s: is no file; name another path for the picture", settings->path);
        return NULL;
    }
    PngTarget *target = calloc(1, sizeof *target);
    if (!target)
        abort();
    target->settings = *settings;
    target->board = board;
    target->last = is_there ? (int64_t)status.st_mtime : 0;
    int error = pthread_create(&target->thread, NULL, run, target);
    if (error) {
        log_error("%s: %s", settings->path, strerror(error));
        free(target);
        return NULL;
    }
    return target;
}

void png_target_stop(PngTarget *target) {
    if (!target)
        return;
    atomic_store(&target->is_ending, true);
    board_close(target->board);
    pthread_join(target->thread, NULL);
    free(target);
}

uint64_t png_target_written(const PngTarget *target) {
    return atomic_load(&target->written);
}
