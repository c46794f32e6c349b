#include "live/fetch.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/address.h"
#include "base/log.h"
#include "base/steady.h"
#include "live/fetch_cache.h"
#include "live/fetch_request.h"

#define LOG_MODULE "fetch"

/* The second: for how long a disk may hold up a first picture, or the first question. */
enum { RETRY_AFTER_MAX_S = 3600, DISK_WAIT_MS = 2000 };

/* What the two threads share is below the lock; the rest belongs to the fetching one. */
struct Fetch {
    Arena *arena; /* owned: the settings' texts and this struct's other strings */
    FetchSettings settings;
    Str cache_path;
    int event; /* owned; readable while `outcome` waits to be taken */
    pthread_t thread;
    CurlLibrary curl;
    _Atomic(CURLM *) multi;   /* owned; wakes the thread too; NULL until the library is there */
    _Atomic bool is_stopping; /* also looked at in the middle of an answer */
    uint64_t random;

    pthread_mutex_t lock;
    bool is_asked;   /* fetch_now */
    bool is_kept;    /* fetch_keep, fetch_use: `offered` is what is shown … */
    bool is_clean;   /* … and is written to the disk */
    bool is_doubted; /* fetch_doubt */
    bool is_refused; /* fetch_refuse */
    FetchOutcome outcome;
    bool is_used; /* see FetchResult */
    char error[512];
    long status;
    Millis next_in;
    FetchAnswer offered; /* owned: bytes that are to be judged */
    bool is_taken;       /* they have been handed over */
    bool is_looked_at;   /* and nobody has said yet what they are worth */

    FetchAnswer good;      /* owned: what the server knows that we have (bytes are not kept) */
    uint64_t good_hash;    /* of its bytes */
    uint64_t refused_hash; /* of bytes that are not worth another look */
    unsigned failures;     /* since the last answer */
};

static Millis or_default(Millis wanted, Millis otherwise) {
    return wanted > 0 ? wanted : otherwise;
}

static uint64_t hash_of(const FetchAnswer *answer) {
    return str_hash(STR_HASH_SEED, answer->bytes, answer->len);
}

/* ---- when to ask again ---------------------------------------------------------------------- */

/* ±10 %: a hall of screens that came up together does not ask together for ever. */
static Millis jittered(Fetch *fetch, Millis wait) {
    fetch->random = fetch->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    Millis share = (Millis)(fetch->random >> 33) % 201 - 100;
    return wait + wait * share / 1000;
}

static Millis wait_after(Fetch *fetch, const FetchAnswer *answer) {
    const FetchSettings *settings = &fetch->settings;
    if (answer->kind != FETCH_ANSWER_FAILED)
        return jittered(fetch, settings->interval);
    Millis wait = settings->retry;
    for (unsigned i = 1; i < fetch->failures && wait < settings->retry_max; i++)
        wait *= 2;
    wait = wait < settings->retry_max ? wait : settings->retry_max;
    if (answer->retry_after_s > 0) {
        long seconds =
            answer->retry_after_s < RETRY_AFTER_MAX_S ? answer->retry_after_s : RETRY_AFTER_MAX_S;
        wait = seconds * MILLIS_SECOND > wait ? seconds * MILLIS_SECOND : wait;
    }
    return jittered(fetch, wait);
}

/* ---- what came ------------------------------------------------------------------------------ */

static void tell(Fetch *fetch, FetchOutcome outcome) {
    fetch->outcome = outcome;
    uint64_t one = 1;
    if (write(fetch->event, &one, sizeof one) < 0)
        return; /* it is readable already */
}

/* The same bytes as before, or as those that were refused, or that are being looked at, are no
 * news. In place of the latter they would be looked at again, and kept by nobody while that goes
 * on. */
static bool is_news(const Fetch *fetch, const FetchAnswer *answer) {
    uint64_t hash = hash_of(answer);
    bool is_known = fetch->is_looked_at || fetch->is_kept || fetch->is_refused;
    return hash != fetch->good_hash && hash != fetch->refused_hash &&
           !(is_known && hash == hash_of(&fetch->offered));
}

/* Under the lock. */
static void take_up(Fetch *fetch, FetchAnswer *answer) {
    fetch->status = answer->status;
    switch (answer->kind) {
    case FETCH_ANSWER_BYTES:
        fetch->failures = 0;
        if (!is_news(fetch, answer)) {
            fetch->is_used = hash_of(answer) == fetch->good_hash;
            tell(fetch, FETCH_UNCHANGED);
            break;
        }
        fetch_answer_free(&fetch->offered);
        fetch->offered = *answer;
        *answer = (FetchAnswer){.kind = FETCH_ANSWER_BYTES};
        fetch->is_taken = fetch->is_looked_at = false;
        tell(fetch, FETCH_BYTES);
        break;
    case FETCH_ANSWER_UNCHANGED:
        fetch->failures = 0;
        fetch->is_used = true; /* its validators are those that were sent */
        tell(fetch, FETCH_UNCHANGED);
        break;
    case FETCH_ANSWER_FAILED:
        fetch->failures++;
        snprintf(fetch->error, sizeof fetch->error, "%s", answer->error);
        tell(fetch, FETCH_FAILED);
        break;
    }
}

/* Asks for the file beside the schedule. `*bytes` stays empty where the server has none; false when
 * it could not be asked, with the error in `answer`. */
static bool ask_beside(Fetch *fetch, Arena *arena, const char *name, Str *bytes,
                       FetchAnswer *answer) {
    FetchSettings settings = fetch->settings;
    Str url = address_resolve(arena, str_from(settings.url), str_from(name));
    settings.url = str_copy(arena, url).s;
    FetchRequest request = {.curl = &fetch->curl,
                            .multi = fetch->multi,
                            .is_stopping = &fetch->is_stopping,
                            .settings = &settings,
                            .what = name,
                            .etag = "",
                            .modified = "",
                            .stays_at_server = true};
    FetchAnswer other = fetch_request(&request);
    if (other.kind == FETCH_ANSWER_BYTES)
        *bytes = str_copy(arena, (Str){.s = other.bytes, .len = other.len});
    bool is_absent = other.status == 404 || other.status == 410 || other.status == 403;
    bool is_asked = other.kind == FETCH_ANSWER_BYTES || is_absent;
    if (!is_asked)
        snprintf(answer->error, sizeof answer->error, "%s beside it: %.400s", name, other.error);
    fetch_answer_free(&other);
    return is_asked;
}

/* The schedule that has come with what else it is in, which is one answer from then on: the server
 * is asked for all of it each time. */
static void complete_answer(Fetch *fetch, FetchAnswer *answer) {
    Arena *arena = arena_create();
    Str bytes = {.s = answer->bytes, .len = answer->len}, others[FETCH_PIECES_MAX] = {0};
    const char *const *names = fetch->settings.pieces->names(bytes);
    bool is_asked = true;
    for (size_t i = 0; names && is_asked && names[i] && i < FETCH_PIECES_MAX; i++)
        is_asked = ask_beside(fetch, arena, names[i], &others[i], answer);
    Str whole = names && is_asked ? fetch->settings.pieces->bundle(arena, bytes, others) : (Str){0};
    if (whole.len > fetch->settings.size_max) {
        is_asked = false;
        snprintf(answer->error, sizeof answer->error,
                 "it is larger than %zu MiB with all its files", fetch->settings.size_max >> 20);
    }
    if (names)
        answer->etag[0] = answer->modified[0] = 0;
    if (!is_asked)
        answer->kind = FETCH_ANSWER_FAILED;
    if (is_asked && whole.len) {
        fetch_answer_free(answer);
        answer->bytes = memory_must(malloc(whole.len));
        memcpy(answer->bytes, whole.s, whole.len);
        answer->len = answer->capacity = whole.len;
    }
    arena_free(arena);
}

static void ask(Fetch *fetch, Millis *wait) {
    FetchRequest request = {
        .curl = &fetch->curl,
        .multi = fetch->multi,
        .is_stopping = &fetch->is_stopping,
        .settings = &fetch->settings,
        .what = "schedule",
        .etag = fetch->good.etag,
        .modified = fetch->good.modified,
    };
    FetchAnswer answer = fetch_request(&request);
    if (answer.kind == FETCH_ANSWER_BYTES && fetch->settings.pieces)
        complete_answer(fetch, &answer);
    if (!fetch->is_stopping) {
        pthread_mutex_lock(&fetch->lock);
        take_up(fetch, &answer);
        *wait = wait_after(fetch, &answer);
        fetch->next_in = *wait;
        pthread_mutex_unlock(&fetch->lock);
    }
    fetch_answer_free(&answer);
}

/* What the screen thinks of what it was handed. */
static void judge(Fetch *fetch) {
    pthread_mutex_lock(&fetch->lock);
    bool is_kept = fetch->is_kept, is_refused = fetch->is_refused, is_clean = fetch->is_clean;
    FetchAnswer offered = {0};
    if ((is_kept || is_refused) && fetch->is_taken) { /* not of what has come since */
        offered = fetch->offered;
        fetch->offered = (FetchAnswer){0};
    }
    fetch->is_kept = fetch->is_refused = false;
    pthread_mutex_unlock(&fetch->lock);
    if (is_refused) {
        if (offered.bytes)
            fetch->refused_hash = hash_of(&offered);
        else
            fetch->good.etag[0] = fetch->good.modified[0] = 0; /* the copy on disk was no good */
        fetch_answer_free(&offered);
    } else if (is_kept && offered.bytes) {
        CachedCopy copy = {.bytes = {.s = offered.bytes, .len = offered.len},
                           .etag = str_from(offered.etag),
                           .modified = str_from(offered.modified)};
        if (is_clean && fetch->cache_path.len && !fetch_cache_write(fetch->cache_path, &copy))
            log_warning("%.*s: %s; without a network the next start has no schedule",
                        str_arg(fetch->cache_path), strerror(errno));
        fetch->good_hash = hash_of(&offered);
        fetch->refused_hash = 0;
        fetch_answer_free(&offered);
        fetch->good = offered;
    }
}

/* ---- the thread ----------------------------------------------------------------------------- */

/* Until it is time, or until somebody wants something. */
static void wait_for(Fetch *fetch, Millis until) {
    for (;;) {
        judge(fetch);
        pthread_mutex_lock(&fetch->lock);
        bool is_asked = fetch->is_asked;
        Millis soon = steady_now() + fetch->settings.retry;
        if (fetch->is_doubted && soon < until)
            until = soon;
        fetch->is_asked = fetch->is_doubted = false;
        pthread_mutex_unlock(&fetch->lock);
        Millis left = until - steady_now();
        if (is_asked || fetch->is_stopping || left <= 0)
            return;
        int wait = left < 3600000 ? (int)left : 3600000;
        fetch->curl.multi_poll(fetch->multi, NULL, 0, wait, NULL);
    }
}

/* The library takes tens of milliseconds to load: not at the cost of the first picture. */
static bool open_library(Fetch *fetch) {
    if (curl_library_open(&fetch->curl))
        fetch->multi = fetch->curl.multi_init();
    if (fetch->multi)
        return true;
    FetchAnswer answer = {.kind = FETCH_ANSWER_FAILED};
    snprintf(answer.error, sizeof answer.error, "libcurl (libcurl4) is not installed or too old");
    pthread_mutex_lock(&fetch->lock);
    take_up(fetch, &answer);
    pthread_mutex_unlock(&fetch->lock);
    return false;
}

static void *run(void *context) {
    Fetch *fetch = context;
    sigset_t pipes; /* a connection that breaks while OpenSSL writes */
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, NULL);
    if (!open_library(fetch))
        return NULL;
    Arena *scratch = arena_create();
    CachedCopy copy;
    if (fetch_cache_read_within(scratch, fetch->cache_path, fetch->settings.size_max, DISK_WAIT_MS,
                                &copy)) {
        fetch->good_hash = str_hash(STR_HASH_SEED, copy.bytes.s, copy.bytes.len);
        fetch_answer_validators(&fetch->good, copy.etag, copy.modified);
    }
    arena_free(scratch);
    while (!fetch->is_stopping) {
        Millis wait = fetch->settings.interval;
        ask(fetch, &wait);
        wait_for(fetch, steady_now() + wait);
    }
    return NULL;
}

/* Before the library is there the thread has not begun to wait. */
static void wake(Fetch *fetch) {
    CURLM *multi = fetch->multi;
    if (multi)
        fetch->curl.multi_wakeup(multi);
}

/* ---- for the others ------------------------------------------------------------------------- */

static FetchSettings complete(Arena *arena, const FetchSettings *wanted) {
    FetchSettings settings = *wanted;
    settings.url = str_copy(arena, str_from(wanted->url)).s;
    settings.ca_file = wanted->ca_file ? str_copy(arena, str_from(wanted->ca_file)).s : NULL;
    settings.cache_folder = NULL; /* only the path is used */
    settings.interval = or_default(wanted->interval, MILLIS_MINUTE);
    settings.retry = or_default(wanted->retry, 5 * MILLIS_SECOND);
    settings.retry_max = or_default(wanted->retry_max, 10 * MILLIS_MINUTE);
    settings.connect_timeout = or_default(wanted->connect_timeout, 10 * MILLIS_SECOND);
    settings.timeout = or_default(wanted->timeout, MILLIS_MINUTE);
    settings.size_max = wanted->size_max ? wanted->size_max : FETCH_SIZE_MAX;
    settings.redirects_max = wanted->redirects_max > 0 ? wanted->redirects_max : 5;
    return settings;
}

static uint64_t seed(uint32_t wanted) {
    uint64_t random = wanted;
    if (!wanted && getrandom(&random, sizeof random, GRND_NONBLOCK) < 0)
        random = (uint64_t)steady_now() ^ (uint64_t)getpid() << 32;
    return random;
}

static void release(Fetch *fetch) {
    if (fetch->multi)
        fetch->curl.multi_cleanup(fetch->multi);
    if (fetch->event >= 0)
        close(fetch->event);
    fetch_answer_free(&fetch->offered);
    pthread_mutex_destroy(&fetch->lock);
    arena_free(fetch->arena);
    free(fetch);
}

Fetch *fetch_start(const FetchSettings *settings) {
    Fetch *fetch = calloc(1, sizeof *fetch);
    if (!fetch)
        return NULL;
    fetch->arena = arena_create();
    fetch->settings = complete(fetch->arena, settings);
    fetch->cache_path = fetch_cache_path(fetch->arena, settings->cache_folder, settings->url);
    fetch->random = seed(settings->jitter_seed);
    fetch->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&fetch->lock, NULL);
    int error = fetch->event < 0 ? errno : pthread_create(&fetch->thread, NULL, run, fetch);
    if (error) {
        log_error("%.*s: %s; it is not fetched",
                  str_arg(address_public_name(fetch->arena, settings->url)), strerror(error));
        release(fetch);
        return NULL;
    }
    return fetch;
}

void fetch_stop(Fetch *fetch) {
    if (!fetch)
        return;
    fetch->is_stopping = true;
    wake(fetch);
    pthread_join(fetch->thread, NULL);
    judge(fetch); /* what was good is worth keeping */
    release(fetch);
}

int fetch_fd(const Fetch *fetch) {
    return fetch->event;
}

FetchResult fetch_take(Fetch *fetch, Arena *arena) {
    pthread_mutex_lock(&fetch->lock);
    uint64_t times;
    if (read(fetch->event, &times, sizeof times) < 0)
        times = 0; /* nothing has come */
    FetchResult result = {.outcome = fetch->outcome,
                          .status = fetch->status,
                          .next_in = fetch->next_in,
                          .is_used = fetch->is_used};
    if (result.outcome == FETCH_BYTES) {
        result.bytes = (Str){.s = arena_copy(arena, fetch->offered.bytes, fetch->offered.len),
                             .len = fetch->offered.len};
        fetch->is_taken = fetch->is_looked_at = true;
    } else if (result.outcome == FETCH_FAILED) {
        result.error = str_copy(arena, str_from(fetch->error));
    }
    fetch->outcome = FETCH_NOTHING;
    pthread_mutex_unlock(&fetch->lock);
    return result;
}

static void set_flag(Fetch *fetch, bool *flag) {
    pthread_mutex_lock(&fetch->lock);
    *flag = true;
    if (flag != &fetch->is_asked)
        fetch->is_looked_at = false; /* it is said what was thought of them */
    pthread_mutex_unlock(&fetch->lock);
    wake(fetch);
}

static void keep(Fetch *fetch, bool is_clean) {
    pthread_mutex_lock(&fetch->lock);
    fetch->is_clean = is_clean;
    pthread_mutex_unlock(&fetch->lock);
    set_flag(fetch, &fetch->is_kept);
}

void fetch_keep(Fetch *fetch) {
    keep(fetch, true);
}

void fetch_use(Fetch *fetch) {
    keep(fetch, false);
}

void fetch_doubt(Fetch *fetch) {
    set_flag(fetch, &fetch->is_doubted);
}

void fetch_refuse(Fetch *fetch) {
    set_flag(fetch, &fetch->is_refused);
}

void fetch_now(Fetch *fetch) {
    set_flag(fetch, &fetch->is_asked);
}

bool fetch_cached(const FetchSettings *settings, Arena *arena, Str *bytes, Millis *age) {
    CachedCopy copy;
    size_t size_max = settings->size_max ? settings->size_max : FETCH_SIZE_MAX;
    Str path = fetch_cache_path(arena, settings->cache_folder, settings->url);
    if (!fetch_cache_read_within(arena, path, size_max, DISK_WAIT_MS, &copy))
        return false;
    *bytes = copy.bytes;
    if (age)
        *age = copy.age;
    return true;
}
