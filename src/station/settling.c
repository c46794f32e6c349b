#include "station/settling.h"

#include <sys/timerfd.h>
#include <unistd.h>

FileVersion settling_version(const Source *source, Millis at) {
    return (FileVersion){.hash = source->schedule->hash,
                         .error_count = source->loaded->diagnostics.counts[SEVERITY_ERROR],
                         .session_count = source->schedule->session_count,
                         .at = at};
}

void settling_open(Settling *settling, Wake *wake, WakeCall *call, void *context) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (timer >= 0 && !wake_add(wake, timer, call, context)) {
        close(timer);
        timer = -1;
    }
    settling->timer = timer;
}

void settling_begin(Settling *settling) {
    const struct itimerspec after = {.it_value.tv_sec = NEWER_SETTLES_IN / MILLIS_SECOND,
                                     .it_value.tv_nsec = 1000000};
    if (settling->timer >= 0)
        timerfd_settime(settling->timer, 0, &after, NULL);
}

bool settling_is_due(const Settling *settling) {
    uint64_t times;
    return read(settling->timer, &times, sizeof times) > 0;
}

void settling_stop(Settling *settling) {
    source_close(settling->source);
    settling->source = NULL;
    if (settling->timer >= 0)
        timerfd_settime(settling->timer, 0, &(struct itimerspec){0}, NULL);
}

void settling_close(Settling *settling) {
    settling_stop(settling);
    if (settling->timer >= 0)
        close(settling->timer);
    settling->timer = -1;
}

bool settling_waits(const Source *source, const Source *former, bool is_on_disk) {
    const Loaded *loaded = source->loaded, *was = former ? former->loaded : NULL;
    for (size_t i = 0; i < loaded->source_count; i++) {
        const LoadedSource *one = &loaded->sources[i];
        bool is_known = was && i < was->source_count && was->sources[i].state == SOURCE_WAITS &&
                        was->sources[i].waiting.hash == one->waiting.hash;
        if (one->state == SOURCE_WAITS && (!is_on_disk || (!one->url.len && !is_known)))
            return true;
    }
    return false;
}
