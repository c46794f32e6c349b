#include "live/watch.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"
#include "live/signature.h"
#include "live/watch_way.h"

#define LOG_MODULE "watch"

enum { WALKS_MAX = 5, QUIET_MS = 300, POLL_MS = 1000, QUIET_TOTAL_MS = 10000 };

/* In a folder that holds what is watched. Its files' writing is seen when they are closed; what is
 * written without being closed is seen at the file itself. */
#define FOLDER_EVENTS                                                                              \
    (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ATTRIB |            \
     IN_DELETE_SELF | IN_MOVE_SELF | IN_MASK_ADD | IN_ONLYDIR)
/* In a folder of which a link, or something that is missing, is on the way. */
#define WAY_EVENTS                                                                                 \
    (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF |            \
     IN_MOVE_SELF | IN_MASK_ADD | IN_ONLYDIR)
/* On a folder that is there: that it goes, or is closed. Of the folder above it nothing need be
 * known, which may be /tmp, where something happens all the time. */
#define SELF_EVENTS (IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_MASK_ADD | IN_ONLYDIR)
#define FILE_EVENTS                                                                                \
    (IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_MASK_ADD)

/* An inotify descriptor that concerns a path, and the name in it that does; "": itself, "*": all
 * but what editors leave behind. */
typedef struct {
    int wd;
    char name[NAME_MAX + 1];
} Place;

typedef struct {
    char *path; /* owned, absolute or relative to the working folder */
    WatchManner manner;
    uint32_t tag;
    Signature known;    /* reported, read by somebody, or there from the start */
    Signature pending;  /* polling: seen once */
    bool is_touched;    /* something happened, look when it is quiet */
    const char *polled; /* why it is polled: "nfs"; NULL: it is not */
    int unheard;        /* errno of a place on its way that cannot be listened to; 0: none */
    Place *places;      /* owned */
    size_t place_count, place_capacity;
} Entry;

struct Watch {
    int epoll, inotify, quiet, poll; /* owned; -1 where there is none */
    Millis quiet_time, poll_time;
    bool is_polling; /* all of them */
    bool is_armed;   /* the poll timer runs */
    Entry *entries;  /* owned */
    size_t count, capacity;
    uint32_t changed;
    Instant touched_first; /* of the steady clock; 0: nothing is touched */
    char method[256];
};

/* ---- timers --------------------------------------------------------------------------------- */

static struct timespec timespec_of(Millis time) {
    return (struct timespec){.tv_sec = time / 1000, .tv_nsec = time % 1000 * 1000000};
}

static void set_timer(int timer, Millis first, Millis interval) {
    struct itimerspec spec = {.it_value = timespec_of(first), .it_interval = timespec_of(interval)};
    if (timer >= 0)
        timerfd_settime(timer, 0, &spec, NULL);
}

static bool timer_expired(int timer) {
    uint64_t times;
    return timer >= 0 && read(timer, &times, sizeof times) == (ssize_t)sizeof times;
}

/* Waits for quiet from now on; a file that is written without end is looked at all the same. */
static void touch(Watch *watch, Entry *entry) {
    Instant now = steady_now();
    entry->is_touched = true;
    if (watch->touched_first == 0)
        watch->touched_first = now;
    Millis left = QUIET_TOTAL_MS - (now - watch->touched_first);
    Millis wait = watch->quiet_time < left ? watch->quiet_time : left;
    set_timer(watch->quiet, wait > 0 ? wait : 1, 0);
}

/* ---- where to listen ------------------------------------------------------------------------ */

static bool is_used(const Watch *watch, int wd) {
    for (size_t i = 0; i < watch->count; i++)
        for (size_t k = 0; k < watch->entries[i].place_count; k++)
            if (watch->entries[i].places[k].wd == wd)
                return true;
    return false;
}

static void drop_unused(Watch *watch, const Place *places, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!is_used(watch, places[i].wd))
            inotify_rm_watch(watch->inotify, places[i].wd); /* fails for what went by itself */
}

typedef struct {
    Watch *watch;
    Entry *entry;
} Listening;

/* WayCall */
static void listen_at(void *context, const WayStep *step) {
    static const uint32_t EVENTS[] = {[WAY_FOLDER] = SELF_EVENTS,
                                      [WAY_NAME] = WAY_EVENTS,
                                      [WAY_LAST] = FOLDER_EVENTS,
                                      [WAY_FILE] = FILE_EVENTS,
                                      [WAY_CONTENT] = FOLDER_EVENTS};
    const Listening *listening = context;
    Entry *entry = listening->entry;
    int wd = inotify_add_watch(listening->watch->inotify, step->path, EVENTS[step->kind]);
    if (wd < 0) {
        /* What has gone since is another way, which is walked again. */
        if (errno != ENOENT && errno != ENOTDIR)
            entry->unheard = errno;
        return;
    }
    if (entry->place_count == entry->place_capacity) {
        entry->place_capacity = entry->place_capacity ? entry->place_capacity * 2 : 8;
        entry->places =
            memory_must(realloc(entry->places, entry->place_capacity * sizeof *entry->places));
    }
    Place *place = &entry->places[entry->place_count++];
    place->wd = wd;
    strcpy(place->name, step->kind == WAY_CONTENT ? "*" : step->name);
}

/* Listens on every folder and link of the way. What changes between looking and listening is told
 * by nobody: so the way is walked again, until it was the same before and after. */
static void listen(Watch *watch, Entry *entry) {
    if (watch->inotify < 0)
        return;
    Place *old = entry->places;
    size_t old_count = entry->place_count;
    entry->places = NULL;
    entry->place_capacity = 0;
    Listening listening = {watch, entry};
    for (int i = 0; i < WALKS_MAX; i++) {
        entry->place_count = 0;
        entry->unheard = 0;
        uint64_t way = way_walk(entry->path, listen_at, &listening);
        if (way_walk(entry->path, NULL, NULL) == way)
            break;
    }
    drop_unused(watch, old, old_count);
    free(old);
}

/* ---- where listening is of no use ----------------------------------------------------------- */

static const struct {
    uint32_t magic;
    const char *name;
} NETWORK[] = {
    {0x6969, "nfs"},      {0xff534d42, "cifs"}, {0xfe534d42, "smb2"},
    {0x517b, "smb"},      {0x65735546, "fuse"}, {0x01021997, "9p"},
    {0x00c36400, "ceph"}, {0x5346414f, "afs"},  {0x786f4256, "vboxsf"},
};

/* The file system of the path, or of the nearest folder that is there; NULL when inotify sees what
 * happens on it. */
static const char *network_name(const char *path) {
    char near[PATH_MAX];
    snprintf(near, sizeof near, "%s", path);
    struct statfs info;
    while (statfs(near, &info) != 0) {
        char *slash = strrchr(near, '/');
        if (!slash)
            strcpy(near, ".");
        else if (slash == near && near[1])
            near[1] = 0;
        else if (slash == near)
            return NULL;
        else
            *slash = 0;
    }
    for (size_t i = 0; i < countof(NETWORK); i++)
        if ((uint32_t)info.f_type == NETWORK[i].magic)
            return NETWORK[i].name;
    return NULL;
}

/* A folder that is not there may be mounted, which inotify does not see. */
static bool has_folder(const char *path) {
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash || slash == folder)
        return true;
    *slash = 0;
    struct stat info;
    return stat(folder, &info) == 0;
}

static const char *unheard_words(int error) {
    switch (error) {
    case EACCES:
        return "a folder on its way cannot be listened to: no permission";
    case ENOSPC:
        return "the system's limit of inotify watches is reached";
    default:
        return "it cannot be listened to";
    }
}

static void choose_method(Watch *watch, Entry *entry) {
    if (watch->is_polling)
        entry->polled = "as asked for";
    else if (watch->inotify < 0)
        entry->polled = "inotify does not work";
    else if (entry->unheard || entry->place_count == 0)
        entry->polled = unheard_words(entry->unheard);
    else if (!has_folder(entry->path))
        entry->polled = "no folder yet";
    else
        entry->polled = network_name(entry->path);
}

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static void arm_poll(Watch *watch) {
    const Entry *polled = NULL;
    size_t count = 0;
    for (size_t i = 0; i < watch->count; i++)
        if (watch->entries[i].polled) {
            polled = polled ? polled : &watch->entries[i];
            count++;
        }
    /* Not begun again each time, or much going on elsewhere would put it off for ever. */
    if ((count > 0) != watch->is_armed) {
        watch->is_armed = count > 0;
        set_timer(watch->poll, count ? watch->poll_time : 0, count ? watch->poll_time : 0);
    }
    if (!polled)
        strcpy(watch->method, "inotify");
    else if (count == watch->count)
        snprintf(watch->method, sizeof watch->method, "polling (%s)", polled->polled);
    else
        snprintf(watch->method, sizeof watch->method, "inotify; polling %zu of %zu: %.60s (%s)",
                 count, watch->count, name_of(polled->path), polled->polled);
}

/* ---- paths ---------------------------------------------------------------------------------- */

static Entry *add_entry(Watch *watch, const char *path, WatchManner manner, uint32_t tag) {
    if (watch->count == WATCH_PATHS_MAX || strlen(path) >= PATH_MAX) {
        log_warning("%s is not watched: too many paths, or too long", path);
        return NULL;
    }
    if (watch->count == watch->capacity) {
        watch->capacity = watch->capacity ? watch->capacity * 2 : 8;
        watch->entries =
            memory_must(realloc(watch->entries, watch->capacity * sizeof *watch->entries));
    }
    Entry *entry = &watch->entries[watch->count];
    *entry = (Entry){.path = strdup(path), .manner = manner, .tag = tag};
    if (!entry->path)
        return NULL;
    watch->count++;
    listen(watch, entry);
    entry->known = entry->pending = signature_of(path);
    choose_method(watch, entry);
    arm_poll(watch);
    log_debug("%s: %s", path, entry->polled ? entry->polled : "inotify");
    return entry;
}

bool watch_add(Watch *watch, const char *path, WatchManner manner, uint32_t tag) {
    return add_entry(watch, path, manner, tag) != NULL;
}

bool watch_add_known(Watch *watch, const char *path, WatchManner manner, uint32_t tag,
                     Signature known) {
    Entry *entry = add_entry(watch, path, manner, tag);
    if (!entry)
        return false;
    if (signature_equal(entry->known, known))
        return true;
    entry->known = known;
    /* As if it had happened now: the writing may go on. */
    touch(watch, entry);
    return true;
}

void watch_remove(Watch *watch, uint32_t tag) {
    for (size_t i = watch->count; i-- > 0;) {
        if (watch->entries[i].tag != tag)
            continue;
        Entry gone = watch->entries[i];
        watch->entries[i] = watch->entries[--watch->count];
        drop_unused(watch, gone.places, gone.place_count);
        free(gone.places);
        free(gone.path);
    }
    watch->changed &= ~tag;
    arm_poll(watch);
}

/* ---- looking -------------------------------------------------------------------------------- */

/* True when it is done with: nothing changed, or it was reported. */
static bool look(Watch *watch, Entry *entry) {
    listen(watch, entry);
    choose_method(watch, entry);
    Signature now = signature_of(entry->path);
    /* Nobody tells when a network file is done: it has to look the same twice. */
    bool is_settled =
        !entry->polled || entry->manner == WATCH_AT_ONCE || signature_equal(now, entry->pending);
    entry->pending = now;
    if (signature_equal(now, entry->known) && entry->manner != WATCH_TOUCHED)
        return true;
    if (!is_settled)
        return false;
    entry->known = now;
    watch->changed |= entry->tag;
    return true;
}

static void look_at_touched(Watch *watch) {
    watch->touched_first = 0;
    for (size_t i = 0; i < watch->count; i++) {
        Entry *entry = &watch->entries[i];
        if (!entry->is_touched)
            continue;
        entry->is_touched = false;
        if (!look(watch, entry))
            touch(watch, entry);
    }
    arm_poll(watch);
}

static void look_at_polled(Watch *watch) {
    for (size_t i = 0; i < watch->count; i++) {
        Entry *entry = &watch->entries[i];
        if (!entry->polled || entry->is_touched)
            continue;
        /* What was missing or closed may be there, and can be listened to from now on. */
        listen(watch, entry);
        choose_method(watch, entry);
        Signature now = signature_of(entry->path);
        if (signature_equal(now, entry->known))
            continue;
        if (entry->manner == WATCH_AT_ONCE)
            look(watch, entry);
        else
            touch(watch, entry);
    }
    arm_poll(watch);
}

static bool concerns(const Place *place, const struct inotify_event *event) {
    if (place->wd != event->wd)
        return false;
    const char *name = event->len ? event->name : "";
    if (!*name)
        return true; /* the folder or the file itself */
    if (!*place->name)
        return false; /* something in a folder of which only the folder matters */
    if (strcmp(place->name, "*") == 0)
        return !signature_is_odd_name(name);
    return strcmp(place->name, name) == 0;
}

static void happened(Watch *watch, Entry *entry, uint32_t mask) {
    if (entry->manner == WATCH_AT_ONCE && !(mask & IN_MODIFY)) {
        look(watch, entry);
        arm_poll(watch);
        return;
    }
    /* What has just appeared is listened to while it is being written. */
    if (mask & (IN_CREATE | IN_MOVED_TO))
        listen(watch, entry);
    touch(watch, entry);
}

static void read_events(Watch *watch) {
    _Alignas(struct inotify_event) char buffer[8192];
    ssize_t len;
    while ((len = read(watch->inotify, buffer, sizeof buffer)) > 0) {
        for (ssize_t at = 0; at < len;) {
            const struct inotify_event *event = (const void *)(buffer + at);
            at += (ssize_t)(sizeof *event + event->len);
            for (size_t i = 0; i < watch->count; i++) {
                Entry *entry = &watch->entries[i];
                bool is_concerned = (event->mask & IN_Q_OVERFLOW) != 0;
                for (size_t k = 0; k < entry->place_count && !is_concerned; k++)
                    is_concerned = concerns(&entry->places[k], event);
                if (is_concerned)
                    happened(watch, entry, event->mask);
            }
        }
    }
}

uint32_t watch_take(Watch *watch) {
    if (watch->inotify >= 0)
        read_events(watch);
    if (timer_expired(watch->quiet))
        look_at_touched(watch);
    if (timer_expired(watch->poll))
        look_at_polled(watch);
    uint32_t changed = watch->changed;
    watch->changed = 0;
    return changed;
}

/* ---- beginning and end ---------------------------------------------------------------------- */

static void poll_also(Watch *watch, int fd) {
    struct epoll_event event = {.events = EPOLLIN};
    if (fd >= 0 && watch->epoll >= 0)
        epoll_ctl(watch->epoll, EPOLL_CTL_ADD, fd, &event);
}

Watch *watch_create(const WatchSettings *settings) {
    Watch *watch = calloc(1, sizeof *watch);
    if (!watch)
        abort();
    *watch = (Watch){.epoll = epoll_create1(EPOLL_CLOEXEC),
                     .inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK),
                     .quiet = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK),
                     .poll = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK),
                     .quiet_time = settings->quiet > 0 ? settings->quiet : QUIET_MS,
                     .poll_time = settings->poll > 0 ? settings->poll : POLL_MS,
                     .is_polling = settings->is_polling};
    if (watch->inotify < 0)
        log_warning("inotify: %s; looking every two seconds instead", strerror(errno));
    if (watch->is_polling && watch->inotify >= 0) {
        close(watch->inotify);
        watch->inotify = -1;
    }
    if (watch->epoll < 0 || watch->quiet < 0 || watch->poll < 0)
        log_error("%s; changed files are not noticed", strerror(errno));
    poll_also(watch, watch->inotify);
    poll_also(watch, watch->quiet);
    poll_also(watch, watch->poll);
    arm_poll(watch);
    return watch;
}

void watch_free(Watch *watch) {
    if (!watch)
        return;
    for (size_t i = 0; i < watch->count; i++) {
        free(watch->entries[i].path);
        free(watch->entries[i].places);
    }
    free(watch->entries);
    int fds[] = {watch->inotify, watch->quiet, watch->poll, watch->epoll};
    for (size_t i = 0; i < countof(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(watch);
}

int watch_fd(const Watch *watch) {
    return watch->epoll;
}

const char *watch_method(const Watch *watch) {
    return watch->method;
}
