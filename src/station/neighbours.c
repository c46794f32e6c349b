#include "station/neighbours.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"
#include "live/control.h"
#include "live/json_text.h"
#include "live/live_socket.h"

#define LOG_MODULE "neighbours"

enum {
    NEIGHBOURS_MAX = 16,
    ANSWER_S = 2,        /* who takes longer is not there */
    PAUSE_MS = 4000,     /* between two rounds */
    HURRY_MS = 400,      /* the same, while a change is on its way to their screens … */
    HURRY_FOR_MS = 3000, /* … which takes them so long at most, with the crossfade */
    WIDTH = 320,         /* of a picture, if its file is not longer than … */
    BYTES_MAX = 60000,
    FORGOTTEN_AFTER = 10 * 60 * 1000 /* since it was seen last */
};

typedef struct {
    Arena *arena; /* owned: what follows */
    Str name;
    json_t *said;   /* owned; NULL: nothing yet */
    uint8_t *bytes; /* owned: the picture */
    size_t len;
    int width;    /* that its next picture is to have */
    int64_t told; /* counts the pictures that are told of as news */
    bool is_there;
    Millis seen_at; /* on the steady clock */
} Neighbour;

struct Neighbours {
    Str own;
    Arena *arena; /* owned */
    int event;    /* owned */
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wanted;
    bool is_wanted, is_ending;
    Millis hurry_until; /* on the steady clock */
    Neighbour items[NEIGHBOURS_MAX];
    size_t count;
};

/* ---- the thread ----------------------------------------------------------------------------- */

/* Counts that change with every picture, and tell nobody anything. */
static void leave_out_counts(json_t *said) {
    static const char *const KEYS[] = {"pictures", "frames", "draw_ms", "late_frames"};
    json_t *screens = json_object_get(said, "screens");
    for (size_t i = 0; i < json_array_size(screens); i++)
        for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
            json_object_del(json_object_get(json_array_get(screens, i), "screen"), KEYS[k]);
}

/* What of a status the page shows; owned by the caller. NULL: it is no status. */
static json_t *extract(Str answer) {
    static const char *const KEYS[] = {"screens", "problems", "state_file"};
    json_t *root = json_loadb(answer.s, answer.len, 0, NULL);
    json_t *status = json_object_get(root, "status");
    json_t *said = status ? json_object() : NULL;
    for (size_t i = 0; said && i < sizeof KEYS / sizeof *KEYS; i++)
        if (json_object_get(status, KEYS[i]))
            json_object_set(said, KEYS[i], json_object_get(status, KEYS[i]));
    leave_out_counts(said);
    json_decref(root);
    return said;
}

/* Has a picture written into the folder of the sockets, which is ours alone, and reads it. */
static bool read_picture(Arena *arena, Str name, int width, Str *out) {
    Str file = str_printf(arena, ".%d-%.*s.png", (int)getpid(), str_arg(name));
    const char *path = path_join(arena, control_folder(arena), file.s).s;
    Str words[] = {str_from("screenshot"), str_from(path), str_from("--width"),
                   str_printf(arena, "%d", width)};
    Str answer;
    bool is_there =
        live_ask_within(arena, name, command_join(arena, words, 4), ANSWER_S, &answer) &&
        file_read_within(arena, path, 4 << 20, out);
    unlink(path);
    return is_there;
}

/* Under the lock: its place, a new one if need be; NULL: there are too many. */
static Neighbour *find(Neighbours *neighbours, Str name, bool makes) {
    for (size_t i = 0; i < neighbours->count; i++)
        if (str_equal(neighbours->items[i].name, name))
            return &neighbours->items[i];
    if (!makes || neighbours->count == NEIGHBOURS_MAX)
        return NULL;
    Neighbour *fresh = &neighbours->items[neighbours->count++];
    *fresh = (Neighbour){.arena = arena_create(), .width = WIDTH};
    fresh->name = str_copy(fresh->arena, name);
    return fresh;
}

static void close_neighbour(Neighbour *one) {
    json_decref(one->said);
    free(one->bytes);
    arena_free(one->arena);
}

/* True when there is news. */
static bool take_status(Neighbours *neighbours, Str name, json_t *said) {
    pthread_mutex_lock(&neighbours->lock);
    Neighbour *one = find(neighbours, name, said != NULL);
    bool is_news =
        one && (one->is_there != (said != NULL) || (said && !json_equal(one->said, said)));
    if (one)
        one->is_there = said != NULL;
    if (one && said) {
        json_decref(one->said);
        one->said = json_incref(said);
        one->seen_at = steady_now();
    }
    pthread_mutex_unlock(&neighbours->lock);
    return is_news;
}

static int width_of(Neighbours *neighbours, Str name) {
    pthread_mutex_lock(&neighbours->lock);
    const Neighbour *one = find(neighbours, name, false);
    int width = one ? one->width : WIDTH;
    pthread_mutex_unlock(&neighbours->lock);
    return width;
}

static bool is_in_a_hurry(const Neighbours *neighbours) {
    return steady_now() < neighbours->hurry_until;
}

/* One that is too long is asked for smaller the next time. True when it is news: the first one, or
 * another one soon after something was changed. A clock that ticks is none. */
static bool take_picture(Neighbours *neighbours, Str name, Str picture) {
    pthread_mutex_lock(&neighbours->lock);
    Neighbour *one = find(neighbours, name, false);
    bool is_news = false;
    if (one && picture.len > BYTES_MAX) {
        one->width = one->width * 3 / 4 > 64 ? one->width * 3 / 4 : 64;
    } else if (one) {
        Str former = {.s = (const char *)one->bytes, .len = one->len};
        is_news = !one->bytes || (is_in_a_hurry(neighbours) && !str_equal(former, picture));
        free(one->bytes);
        one->bytes = malloc(picture.len);
        one->len = one->bytes ? picture.len : 0;
        if (one->bytes)
            memcpy(one->bytes, picture.s, picture.len);
        one->told += is_news;
    }
    pthread_mutex_unlock(&neighbours->lock);
    return is_news;
}

static bool is_listed(const Str *names, size_t count, Str name) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], name))
            return true;
    return false;
}

/* Those that are not among `names` any more are not there, and forgotten after a while. */
static bool take_absence(Neighbours *neighbours, const Str *names, size_t count) {
    bool is_news = false;
    pthread_mutex_lock(&neighbours->lock);
    for (size_t i = neighbours->count; i-- > 0;) {
        Neighbour *one = &neighbours->items[i];
        if (is_listed(names, count, one->name))
            continue;
        is_news |= one->is_there;
        one->is_there = false;
        if (steady_now() - one->seen_at < FORGOTTEN_AFTER)
            continue;
        close_neighbour(one);
        *one = neighbours->items[--neighbours->count];
        is_news = true;
    }
    pthread_mutex_unlock(&neighbours->lock);
    return is_news;
}

static bool is_over(Neighbours *neighbours) {
    pthread_mutex_lock(&neighbours->lock);
    bool is_ending = neighbours->is_ending;
    pthread_mutex_unlock(&neighbours->lock);
    return is_ending;
}

static void look_round(Neighbours *neighbours) {
    Arena *arena = arena_create();
    size_t count;
    const Str *names = live_running(arena, &count);
    bool is_news = take_absence(neighbours, names, count);
    for (size_t i = 0; i < count; i++) {
        Str answer = {0}, picture = {0};
        if (str_equal(names[i], neighbours->own) || is_over(neighbours))
            continue;
        json_t *said = live_ask_within(arena, names[i], str_from("status"), ANSWER_S, &answer)
                           ? extract(answer)
                           : NULL;
        is_news |= take_status(neighbours, names[i], said);
        if (said && read_picture(arena, names[i], width_of(neighbours, names[i]), &picture))
            is_news |= take_picture(neighbours, names[i], picture);
        json_decref(said);
    }
    arena_free(arena);
    uint64_t one = 1;
    if (is_news && write(neighbours->event, &one, sizeof one) < 0)
        log_debug("%s", strerror(errno));
}

/* Waits until somebody looks; false: it is over. */
static bool is_asked(Neighbours *neighbours) {
    pthread_mutex_lock(&neighbours->lock);
    while (!neighbours->is_wanted && !neighbours->is_ending)
        pthread_cond_wait(&neighbours->wanted, &neighbours->lock);
    neighbours->is_wanted = false;
    bool goes_on = !neighbours->is_ending;
    pthread_mutex_unlock(&neighbours->lock);
    return goes_on;
}

static void pause_between(Neighbours *neighbours) {
    struct timespec soon = steady_after(HURRY_MS), until = steady_after(PAUSE_MS);
    pthread_mutex_lock(&neighbours->lock);
    int error = 0;
    while (!error && !neighbours->is_ending)
        error = pthread_cond_timedwait(&neighbours->wanted, &neighbours->lock, &soon);
    error = 0;
    while (!error && !neighbours->is_ending && !is_in_a_hurry(neighbours))
        error = pthread_cond_timedwait(&neighbours->wanted, &neighbours->lock, &until);
    neighbours->is_wanted |= is_in_a_hurry(neighbours);
    pthread_mutex_unlock(&neighbours->lock);
}

static void *run(void *context) {
    Neighbours *neighbours = context;
    while (is_asked(neighbours)) {
        look_round(neighbours);
        pause_between(neighbours);
    }
    return NULL;
}

/* ---- the station's threads ------------------------------------------------------------------ */

Neighbours *neighbours_create(Str own) {
    Arena *arena = arena_create();
    Neighbours *neighbours = arena_new(arena, Neighbours, 1);
    *neighbours = (Neighbours){.own = str_copy(arena, own), .arena = arena};
    neighbours->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&neighbours->lock, NULL);
    steady_condition_init(&neighbours->wanted);
    int error =
        neighbours->event < 0 ? errno : pthread_create(&neighbours->thread, NULL, run, neighbours);
    if (!error)
        return neighbours;
    log_warning("other screens are not on the page: %s", strerror(error));
    if (neighbours->event >= 0)
        close(neighbours->event);
    arena_free(arena);
    return NULL;
}

void neighbours_free(Neighbours *neighbours) {
    if (!neighbours)
        return;
    pthread_mutex_lock(&neighbours->lock);
    neighbours->is_ending = true;
    pthread_cond_broadcast(&neighbours->wanted);
    pthread_mutex_unlock(&neighbours->lock);
    pthread_join(neighbours->thread, NULL);
    for (size_t i = 0; i < neighbours->count; i++)
        close_neighbour(&neighbours->items[i]);
    close(neighbours->event);
    pthread_cond_destroy(&neighbours->wanted);
    pthread_mutex_destroy(&neighbours->lock);
    arena_free(neighbours->arena);
}

int neighbours_fd(const Neighbours *neighbours) {
    return neighbours->event;
}

void neighbours_look(Neighbours *neighbours) {
    if (!neighbours)
        return;
    pthread_mutex_lock(&neighbours->lock);
    neighbours->is_wanted = true;
    pthread_cond_signal(&neighbours->wanted);
    pthread_mutex_unlock(&neighbours->lock);
}

void neighbours_hurry(Neighbours *neighbours) {
    if (!neighbours)
        return;
    pthread_mutex_lock(&neighbours->lock);
    neighbours->hurry_until = steady_now() + HURRY_FOR_MS;
    neighbours->is_wanted = true;
    pthread_cond_signal(&neighbours->wanted);
    pthread_mutex_unlock(&neighbours->lock);
}

Str neighbours_json(Neighbours *neighbours, Arena *arena) {
    json_t *list = json_array();
    if (neighbours)
        pthread_mutex_lock(&neighbours->lock);
    for (size_t i = 0; neighbours && i < neighbours->count; i++) {
        const Neighbour *one = &neighbours->items[i];
        json_t *object = json_object();
        json_object_update(object, one->said);
        json_object_set_new(object, "name", json_of_text(one->name));
        json_object_set_new(object, "there", json_boolean(one->is_there));
        json_object_set_new(object, "picture", json_integer(one->told));
        json_array_append_new(list, object);
    }
    if (neighbours)
        pthread_mutex_unlock(&neighbours->lock);
    char *text = json_dumps(list, JSON_COMPACT | JSON_SORT_KEYS);
    Str copy = str_copy(arena, str_from(text ? text : "[]"));
    free(text);
    json_decref(list);
    return copy;
}

Str neighbours_picture(Neighbours *neighbours, Str name, Arena *arena) {
    Str picture = {0};
    if (!neighbours)
        return picture;
    pthread_mutex_lock(&neighbours->lock);
    const Neighbour *one = find(neighbours, name, false);
    if (one && one->bytes)
        picture = str_copy(arena, (Str){.s = (const char *)one->bytes, .len = one->len});
    pthread_mutex_unlock(&neighbours->lock);
    return picture;
}
