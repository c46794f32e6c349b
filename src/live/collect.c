#include "live/collect.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"
#include "live/fetch_request.h"

#define LOG_MODULE "fetch"

/* A file's companion: a line each for the bytes' hash and the two validators. */
#define TAG_ENDING ".tag"

enum { PROBLEM_MAX = 512, TAG_MAX = 4096 };

/* One file. */
typedef struct {
    Str address;   /* in the list's arena */
    bool is_known; /* what is on disk was looked at */
    bool is_done;  /* it was asked for */
    size_t size;   /* of what is on disk; 0: nothing */
    uint64_t hash; /* of that */
    char etag[FETCH_VALIDATOR_MAX], modified[FETCH_VALIDATOR_MAX];
    Millis next_at; /* of the steady clock */
    unsigned failures;
    char problem[PROBLEM_MAX];
} Item;

struct Collect {
    Arena *arena; /* owned: the settings' texts */
    CollectSettings settings;
    int event; /* owned */
    pthread_t thread;
    CurlLibrary curl;
    _Atomic(CURLM *) multi; /* owned; NULL until the library is there */
    _Atomic bool is_stopping;

    pthread_mutex_t lock; /* of all below */
    pthread_cond_t done_changed;
    Arena *list_arena; /* owned: the items and their texts */
    Item *items;
    size_t count, left_out;
    bool is_pruning_wanted;
    bool is_changed;
};

static Str path_of(const Collect *collect, Arena *arena, Str address, const char *ending) {
    Str name = address_copy_name(arena, address);
    return path_join(arena, str_from(collect->settings.folder),
                     str_printf(arena, "%.*s%s", str_arg(name), ending).s);
}

static Item *find(Collect *collect, Str address) {
    for (size_t i = 0; i < collect->count; i++)
        if (str_equal(collect->items[i].address, address))
            return &collect->items[i];
    return NULL;
}

/* ---- on disk -------------------------------------------------------------------------------- */

static uint64_t hash_of(Str bytes) {
    return str_hash(STR_HASH_SEED, bytes.s, bytes.len);
}

/* What is there, and of which version the server said that it is. */
static void read_kept(const Collect *collect, Item *item) {
    Arena *arena = arena_create();
    Str bytes, tag;
    item->is_known = true;
    if (file_read_within(arena, path_of(collect, arena, item->address, "").s,
                         collect->settings.size_max, &bytes) &&
        bytes.len) {
        item->size = bytes.len;
        item->hash = hash_of(bytes);
        Str hash = str_printf(arena, "%016llx\n", (unsigned long long)item->hash);
        if (file_read_within(arena, path_of(collect, arena, item->address, TAG_ENDING).s, TAG_MAX,
                             &tag) &&
            str_starts(tag, hash.s)) {
            const char *etag = tag.s + hash.len, *end = strchr(etag, '\n');
            const char *modified = end ? end + 1 : "", *last = strchr(modified, '\n');
            if (end && last && (size_t)(end - etag) < sizeof item->etag &&
                (size_t)(last - modified) < sizeof item->modified) {
                snprintf(item->etag, sizeof item->etag, "%.*s", (int)(end - etag), etag);
                snprintf(item->modified, sizeof item->modified, "%.*s", (int)(last - modified),
                         modified);
            }
        }
    }
    arena_free(arena);
}

/* False with errno set. */
static bool write_kept(const Collect *collect, Str address, const FetchAnswer *answer) {
    Arena *arena = arena_create();
    Str bytes = {.s = answer->bytes, .len = answer->len};
    Str tag = str_printf(arena, "%016llx\n%s\n%s\n", (unsigned long long)hash_of(bytes),
                         answer->etag, answer->modified);
    FileWrite how = {.is_private = true, .makes_folders = true};
    bool is_written = file_write(path_of(collect, arena, address, "").s, &bytes, 1, &how) &&
                      file_write(path_of(collect, arena, address, TAG_ENDING).s, &tag, 1, &how);
    int error = errno;
    arena_free(arena);
    errno = error;
    return is_written;
}

Instant collect_when(const char *folder, Str address) {
    Arena *arena = arena_create();
    struct stat info;
    Str name = str_printf(arena, "%.*s" TAG_ENDING, str_arg(address_copy_name(arena, address)));
    bool is_there = stat(path_join(arena, str_from(folder), name.s).s, &info) == 0;
    arena_free(arena);
    return is_there ? (Instant)info.st_mtim.tv_sec * MILLIS_SECOND + info.st_mtim.tv_nsec / 1000000
                    : INT64_MIN;
}

/* The server says that it is still the same. */
static void touch(const Collect *collect, Str address) {
    Arena *arena = arena_create();
    const char *path = path_of(collect, arena, address, TAG_ENDING).s;
    if (utimensat(AT_FDCWD, path, NULL, 0) != 0)
        log_warning("%s: %s", path, strerror(errno));
    arena_free(arena);
}

/* Removes what is named no more. */
static void prune(Collect *collect) {
    Arena *arena = arena_create();
    pthread_mutex_lock(&collect->lock);
    bool is_wanted = collect->is_pruning_wanted && !collect->settings.keeps_all;
    collect->is_pruning_wanted = false;
    size_t kept_count = collect->count;
    Str *kept = arena_new(arena, Str, kept_count);
    for (size_t i = 0; i < kept_count; i++)
        kept[i] = address_copy_name(arena, collect->items[i].address);
    pthread_mutex_unlock(&collect->lock);
    const Str *names;
    size_t count = 0;
    if (is_wanted && !folder_list(arena, collect->settings.folder, &names, &count))
        count = 0; /* nothing has ever come */
    for (size_t i = 0; i < count; i++) {
        bool is_kept = false;
        for (size_t k = 0; k < kept_count && !is_kept; k++)
            is_kept =
                str_equal(names[i], kept[k]) || (names[i].len == kept[k].len + strlen(TAG_ENDING) &&
                                                 str_starts(names[i], kept[k].s));
        if (!is_kept)
            unlink(path_join(arena, str_from(collect->settings.folder), names[i].s).s);
    }
    arena_free(arena);
}

/* ---- asking --------------------------------------------------------------------------------- */

static void ring(Collect *collect) {
    uint64_t one = 1;
    if (write(collect->event, &one, sizeof one) < 0)
        return; /* it is readable already */
}

/* Under the lock. */
static size_t total_without(const Collect *collect, const Item *item) {
    size_t total = 0;
    for (size_t i = 0; i < collect->count; i++)
        total += &collect->items[i] == item ? 0 : collect->items[i].size;
    return total;
}

/* Why the answer is not taken; empty: it is, and on the disk. */
static void keep_answer(Collect *collect, const Item *asked, const FetchAnswer *answer,
                        size_t others, char *why) {
    Str bytes = {.s = answer->bytes, .len = answer->len};
    const char *refused =
        collect->settings.refuse ? collect->settings.refuse(asked->address, bytes) : NULL;
    if (refused)
        snprintf(why, PROBLEM_MAX, "%s", refused);
    else if (others + bytes.len > collect->settings.total_max)
        snprintf(why, PROBLEM_MAX,
                 "with it all files that the schedule names have more than %zu "
                 "bytes",
                 collect->settings.total_max);
    else if (!write_kept(collect, asked->address, answer))
        snprintf(why, PROBLEM_MAX, "it cannot be kept: %s", file_error_words(errno));
}

static void set_problem(Item *item, const char *why) {
    Arena *arena = arena_create();
    if (*why && strcmp(why, item->problem) != 0)
        log_warning("%.*s: %s%s", str_arg(address_public_name(arena, item->address.s)), why,
                    item->size ? " (the last one stays)" : "");
    snprintf(item->problem, sizeof item->problem, "%s", why);
    arena_free(arena);
}

/* What became of the question takes its place in the list, which may be another one by now. */
static void settle(Collect *collect, const Item *asked, const FetchAnswer *answer,
                   const char *why) {
    const CollectSettings *settings = &collect->settings;
    pthread_mutex_lock(&collect->lock);
    Item *item = find(collect, asked->address);
    if (item) {
        item->is_known = item->is_done = true;
        bool is_failed = *why != 0;
        collect->is_changed |= settings->keeps_times && item->problem[0] && !is_failed;
        set_problem(item, why);
        Millis wait = settings->retry;
        item->failures = is_failed ? item->failures + 1 : 0;
        for (unsigned i = 1; i < item->failures && wait < settings->interval; i++)
            wait *= 2;
        item->next_at =
            steady_now() + (is_failed && wait < settings->interval ? wait : settings->interval);
        if (!is_failed && answer->kind == FETCH_ANSWER_BYTES) {
            uint64_t hash = hash_of((Str){.s = answer->bytes, .len = answer->len});
            collect->is_changed |= hash != asked->hash || !asked->size;
            item->hash = hash;
            item->size = answer->len;
            memcpy(item->etag, answer->etag, sizeof item->etag);
            memcpy(item->modified, answer->modified, sizeof item->modified);
        } else {
            item->hash = asked->hash;
            item->size = asked->size;
            memcpy(item->etag, asked->etag, sizeof item->etag);
            memcpy(item->modified, asked->modified, sizeof item->modified);
        }
    }
    pthread_cond_broadcast(&collect->done_changed);
    pthread_mutex_unlock(&collect->lock);
    ring(collect);
}

static void ask(Collect *collect, Item *asked) {
    const CollectSettings *settings = &collect->settings;
    if (!asked->is_known)
        read_kept(collect, asked);
    FetchSettings fetch = {.url = asked->address.s,
                           .connect_timeout = settings->timeout,
                           .timeout = settings->timeout,
                           .size_max = settings->size_max,
                           .redirects_max = 5,
                           .ca_file = settings->ca_file};
    FetchRequest request = {.curl = &collect->curl,
                            .multi = collect->multi,
                            .is_stopping = &collect->is_stopping,
                            .settings = &fetch,
                            .what = settings->what ? settings->what : "picture or theme",
                            .stays_at_server = true,
                            .etag = asked->etag,
                            .modified = asked->modified};
    FetchAnswer answer = fetch_request(&request);
    char why[PROBLEM_MAX] = "";
    if (answer.kind == FETCH_ANSWER_FAILED) {
        snprintf(why, sizeof why, "%s", answer.error);
    } else if (answer.kind == FETCH_ANSWER_BYTES) {
        pthread_mutex_lock(&collect->lock);
        size_t others = total_without(collect, find(collect, asked->address));
        pthread_mutex_unlock(&collect->lock);
        keep_answer(collect, asked, &answer, others, why);
    } else if (settings->keeps_times) {
        touch(collect, asked->address);
    }
    if (!collect->is_stopping)
        settle(collect, asked, &answer, why);
    fetch_answer_free(&answer);
}

/* ---- the thread ----------------------------------------------------------------------------- */

/* The next that is due, copied into `arena`; else false, and how long there is nothing to do. */
static bool next_due(Collect *collect, Arena *arena, Item *asked, Millis *wait) {
    Millis now = steady_now();
    Item *first = NULL;
    pthread_mutex_lock(&collect->lock);
    for (size_t i = 0; i < collect->count; i++)
        if (!first || collect->items[i].next_at < first->next_at)
            first = &collect->items[i];
    *wait = first ? first->next_at - now : MILLIS_HOUR;
    if (first && *wait <= 0) {
        *asked = *first;
        asked->address = str_copy(arena, first->address);
    }
    pthread_mutex_unlock(&collect->lock);
    return *wait <= 0;
}

static bool open_library(Collect *collect) {
    if (curl_library_open(&collect->curl))
        collect->multi = collect->curl.multi_init();
    if (collect->multi)
        return true;
    pthread_mutex_lock(&collect->lock);
    for (size_t i = 0; i < collect->count; i++) {
        collect->items[i].is_done = true;
        set_problem(&collect->items[i], "libcurl (libcurl4) is not installed or too old");
    }
    pthread_cond_broadcast(&collect->done_changed);
    pthread_mutex_unlock(&collect->lock);
    return false;
}

static void *run(void *context) {
    Collect *collect = context;
    sigset_t pipes; /* a connection that breaks while OpenSSL writes */
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, NULL);
    if (!open_library(collect))
        return NULL;
    Arena *arena = arena_create();
    while (!collect->is_stopping) {
        Item asked;
        Millis wait;
        prune(collect);
        if (next_due(collect, arena, &asked, &wait))
            ask(collect, &asked);
        else
            collect->curl.multi_poll(collect->multi, NULL, 0,
                                     wait < MILLIS_HOUR ? (int)wait : (int)MILLIS_HOUR, NULL);
        arena_reset(arena);
    }
    arena_free(arena);
    return NULL;
}

/* ---- for the others ------------------------------------------------------------------------- */

void collect_want(Collect *collect, const Str *addresses, size_t count) {
    Arena *arena = arena_create();
    size_t most = collect->settings.count_max, kept = 0;
    Item *items = arena_new(arena, Item, count < most ? count : most);
    pthread_mutex_lock(&collect->lock);
    for (size_t i = 0; i < count && kept < most; i++) {
        Item *known = find(collect, addresses[i]);
        items[kept] = known ? *known : (Item){0};
        items[kept++].address = str_copy(arena, addresses[i]);
    }
    Arena *old = collect->list_arena;
    collect->list_arena = arena;
    collect->items = items;
    collect->count = kept;
    collect->left_out = count - kept;
    collect->is_pruning_wanted = true;
    pthread_mutex_unlock(&collect->lock);
    arena_free(old);
    CURLM *multi = collect->multi;
    if (multi)
        collect->curl.multi_wakeup(multi);
}

void collect_ask(Collect *collect) {
    if (!collect)
        return;
    pthread_mutex_lock(&collect->lock);
    for (size_t i = 0; i < collect->count; i++)
        collect->items[i].next_at = 0;
    pthread_mutex_unlock(&collect->lock);
    CURLM *multi = collect->multi;
    if (multi)
        collect->curl.multi_wakeup(multi);
}

static void release(Collect *collect) {
    if (collect->multi)
        collect->curl.multi_cleanup(collect->multi);
    if (collect->event >= 0)
        close(collect->event);
    pthread_cond_destroy(&collect->done_changed);
    pthread_mutex_destroy(&collect->lock);
    arena_free(collect->list_arena);
    arena_free(collect->arena);
    free(collect);
}

static Millis or_default(Millis wanted, Millis otherwise) {
    return wanted > 0 ? wanted : otherwise;
}

Collect *collect_start(const CollectSettings *wanted) {
    Collect *collect = memory_must(calloc(1, sizeof *collect));
    collect->arena = arena_create();
    CollectSettings *settings = &collect->settings;
    *settings = *wanted;
    settings->folder = str_copy(collect->arena, str_from(wanted->folder)).s;
    if (wanted->ca_file)
        settings->ca_file = str_copy(collect->arena, str_from(wanted->ca_file)).s;
    settings->interval = or_default(wanted->interval, 10 * MILLIS_MINUTE);
    settings->retry = or_default(wanted->retry, 10 * MILLIS_SECOND);
    settings->timeout = or_default(wanted->timeout, 30 * MILLIS_SECOND);
    settings->size_max = wanted->size_max ? wanted->size_max : 16 * 1024 * 1024;
    settings->total_max = wanted->total_max ? wanted->total_max : 256 * 1024 * 1024;
    settings->count_max = wanted->count_max ? wanted->count_max : 500;
    collect->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&collect->lock, NULL);
    steady_condition_init(&collect->done_changed);
    int error = collect->event < 0 ? errno : pthread_create(&collect->thread, NULL, run, collect);
    if (!error)
        return collect;
    log_error("%s; the schedule's pictures are not fetched", strerror(error));
    release(collect);
    return NULL;
}

void collect_stop(Collect *collect) {
    if (!collect)
        return;
    collect->is_stopping = true;
    CURLM *multi = collect->multi;
    if (multi)
        collect->curl.multi_wakeup(multi);
    pthread_join(collect->thread, NULL);
    release(collect);
}

int collect_fd(const Collect *collect) {
    return collect->event;
}

bool collect_take(Collect *collect) {
    uint64_t times;
    if (read(collect->event, &times, sizeof times) < 0)
        times = 0; /* nothing has come */
    pthread_mutex_lock(&collect->lock);
    bool is_changed = collect->is_changed;
    collect->is_changed = false;
    pthread_mutex_unlock(&collect->lock);
    return is_changed;
}

static bool are_done(const Collect *collect) {
    for (size_t i = 0; i < collect->count; i++)
        if (!collect->items[i].is_done)
            return false;
    return true;
}

void collect_wait(Collect *collect, Millis patience) {
    struct timespec until = steady_after(patience);
    pthread_mutex_lock(&collect->lock);
    int error = 0;
    while (!are_done(collect) && !error)
        error = pthread_cond_timedwait(&collect->done_changed, &collect->lock, &until);
    for (size_t i = 0; i < collect->count; i++)
        if (!collect->items[i].is_done)
            snprintf(collect->items[i].problem, PROBLEM_MAX, "it did not come in time");
    pthread_mutex_unlock(&collect->lock);
}

/* Under the lock. */
static Str sentence(Arena *arena, const Item *item) {
    return str_printf(arena, "%.*s: %s", str_arg(address_public_name(arena, item->address.s)),
                      item->problem);
}

const Str *collect_problems(Collect *collect, Arena *arena, size_t *count) {
    *count = 0;
    if (!collect)
        return NULL;
    pthread_mutex_lock(&collect->lock);
    Str *list = arena_new(arena, Str, collect->count + 1);
    for (size_t i = 0; i < collect->count; i++)
        if (*collect->items[i].problem)
            list[(*count)++] = sentence(arena, &collect->items[i]);
    if (collect->left_out)
        list[(*count)++] =
            str_printf(arena,
                       "the schedule names more than %zu files on servers; %zu are not "
                       "fetched",
                       collect->settings.count_max, collect->left_out);
    pthread_mutex_unlock(&collect->lock);
    return list;
}

Str collect_problem(Collect *collect, Arena *arena, Str address) {
    Str problem = {0};
    if (!collect)
        return problem;
    pthread_mutex_lock(&collect->lock);
    const Item *item = find(collect, address);
    if (item && *item->problem)
        problem = str_copy(arena, str_from(item->problem));
    pthread_mutex_unlock(&collect->lock);
    return problem;
}
