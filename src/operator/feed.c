#include "operator/feed.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One state, ready to be sent; shared by those who are sending it. */
typedef struct {
    size_t users; /* under the feed's lock */
    uint64_t version;
    size_t len;
    char text[];
} Event;

typedef struct Listener Listener;
struct Listener {
    Feed *feed;
    struct MHD_Connection *connection;
    Listener *previous, *next;
    bool is_suspended;
    bool is_pinged;
    bool is_gone;     /* the other side is not there any more */
    uint64_t seen;    /* version that it was sent last */
    Event *event;     /* being sent; NULL: `line` is, or nothing */
    const char *line; /* a literal */
    size_t len, done;
};

struct Feed {
    const HttpLibrary *library; /* borrowed */
    pthread_mutex_t lock;       /* guards all below, and the listeners' members but for `done` */
    Event *newest;              /* owned, may be NULL */
    Listener *listeners;
    bool is_ending;
};

static void let_go(Event *event) {
    if (event && --event->users == 0)
        free(event);
}

Feed *feed_create(const HttpLibrary *library) {
    Feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        abort();
    feed->library = library;
    pthread_mutex_init(&feed->lock, NULL);
    return feed;
}

/* Under the lock. */
static void wake_all(Feed *feed, bool is_ping) {
    for (Listener *l = feed->listeners; l; l = l->next) {
        l->is_pinged |= is_ping;
        if (l->is_suspended) {
            l->is_suspended = false;
            feed->library->resume_connection(l->connection);
        }
    }
}

void feed_end(Feed *feed) {
    if (!feed)
        return;
    pthread_mutex_lock(&feed->lock);
    feed->is_ending = true;
    wake_all(feed, false);
    pthread_mutex_unlock(&feed->lock);
}

void feed_free(Feed *feed) {
    if (!feed)
        return;
    let_go(feed->newest);
    pthread_mutex_destroy(&feed->lock);
    free(feed);
}

void feed_publish(Feed *feed, Str state, uint64_t version) {
    enum { FRAME_BYTES = 64 };
    Event *event = malloc(sizeof *event + state.len + FRAME_BYTES);
    if (!event)
        return;
    int head = snprintf(event->text, FRAME_BYTES, "id: %llu\ndata: ", (unsigned long long)version);
    memcpy(event->text + head, state.s, state.len);
    memcpy(event->text + (size_t)head + state.len, "\n\n", 2);
    event->len = (size_t)head + state.len + 2;
    event->version = version;
    event->users = 1;
    pthread_mutex_lock(&feed->lock);
    let_go(feed->newest);
    feed->newest = event;
    wake_all(feed, false);
    pthread_mutex_unlock(&feed->lock);
}

void feed_tick(Feed *feed) {
    pthread_mutex_lock(&feed->lock);
    wake_all(feed, true);
    pthread_mutex_unlock(&feed->lock);
}

void feed_drop(void *context, struct MHD_Connection *connection) {
    Feed *feed = context;
    pthread_mutex_lock(&feed->lock);
    for (Listener *l = feed->listeners; l; l = l->next) {
        if (l->connection != connection)
            continue;
        l->is_gone = true;
        if (l->is_suspended)
            feed->library->resume_connection(l->connection);
        l->is_suspended = false;
    }
    pthread_mutex_unlock(&feed->lock);
}

size_t feed_listeners(Feed *feed) {
    size_t count = 0;
    pthread_mutex_lock(&feed->lock);
    for (const Listener *l = feed->listeners; l; l = l->next)
        count++;
    pthread_mutex_unlock(&feed->lock);
    return count;
}

/* Under the lock: what is to be sent next; false: nothing. */
static bool take_next(Listener *listener) {
    Feed *feed = listener->feed;
    let_go(listener->event);
    listener->event = NULL;
    listener->done = listener->len = 0;
    if (feed->newest && feed->newest->version != listener->seen) {
        listener->event = feed->newest;
        listener->event->users++;
        listener->seen = listener->event->version;
        listener->line = listener->event->text;
        listener->len = listener->event->len;
    } else if (listener->is_pinged) {
        listener->line = ":\n\n";
        listener->len = strlen(listener->line);
    }
    listener->is_pinged = false;
    return listener->len > 0;
}

/* Server's thread. */
static ssize_t read_feed(void *context, uint64_t at, char *to, size_t most) {
    Listener *listener = context;
    Feed *feed = listener->feed;
    (void)at;
    if (listener->done == listener->len) {
        pthread_mutex_lock(&feed->lock);
        bool is_ending = feed->is_ending || listener->is_gone,
             has_more = !is_ending && take_next(listener);
        if (!is_ending && !has_more) {
            listener->is_suspended = true;
            feed->library->suspend_connection(listener->connection);
        }
        pthread_mutex_unlock(&feed->lock);
        if (is_ending)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (!has_more)
            return 0;
    }
    size_t n = listener->len - listener->done < most ? listener->len - listener->done : most;
    memcpy(to, listener->line + listener->done, n);
    listener->done += n;
    return (ssize_t)n;
}

static void end_listener(void *context) {
    Listener *listener = context;
    Feed *feed = listener->feed;
    pthread_mutex_lock(&feed->lock);
    if (listener->previous)
        listener->previous->next = listener->next;
    else
        feed->listeners = listener->next;
    if (listener->next)
        listener->next->previous = listener->previous;
    let_go(listener->event);
    pthread_mutex_unlock(&feed->lock);
    free(listener);
}

struct MHD_Response *feed_open(Feed *feed, struct MHD_Connection *connection) {
    static const char FIRST[] = "retry: 1000\n\n";
    Listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return NULL;
    *listener =
        (Listener){.feed = feed, .connection = connection, .line = FIRST, .len = sizeof FIRST - 1};
    pthread_mutex_lock(&feed->lock);
    listener->next = feed->listeners;
    if (listener->next)
        listener->next->previous = listener;
    feed->listeners = listener;
    pthread_mutex_unlock(&feed->lock);
    struct MHD_Response *response = feed->library->create_response_from_callback(
        MHD_SIZE_UNKNOWN, 4096, read_feed, listener, end_listener);
    if (!response)
        end_listener(listener);
    return response;
}
