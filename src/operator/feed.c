#include "operator/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/http_listeners.h"

/* One state, ready to be sent; shared by those who are sending it. */
typedef struct {
    size_t users; /* under the listeners' lock */
    uint64_t version;
    size_t len;
    char text[];
} Event;

typedef struct {
    HttpListener base;
    Feed *feed;
    bool is_greeted;
    uint64_t seen; /* version that it was sent last */
    Event *event;  /* being sent; NULL: a literal is, or nothing */
} Listener;

struct Feed {
    HttpListeners listeners;
    Event *newest; /* owned, may be NULL; under the listeners' lock */
};

/* Under the lock. */
static void let_go(Event *event) {
    if (event && --event->users == 0)
        free(event);
}

Feed *feed_create(const HttpLibrary *library) {
    Feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        abort();
    http_listeners_open(&feed->listeners, library);
    return feed;
}

void feed_end(Feed *feed) {
    if (feed)
        http_listeners_end(&feed->listeners);
}

void feed_free(Feed *feed) {
    if (!feed)
        return;
    let_go(feed->newest);
    http_listeners_close(&feed->listeners);
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
    pthread_mutex_lock(&feed->listeners.lock);
    let_go(feed->newest);
    feed->newest = event;
    pthread_mutex_unlock(&feed->listeners.lock);
    http_listeners_wake(&feed->listeners, false);
}

void feed_tick(Feed *feed) {
    http_listeners_wake(&feed->listeners, true);
}

void feed_drop(void *context, struct MHD_Connection *connection) {
    Feed *feed = context;
    http_listeners_drop(&feed->listeners, connection);
}

/* ---- what is said --------------------------------------------------------------------------- */

static bool say(HttpListener *base, const char *bytes, size_t len) {
    base->bytes = (const uint8_t *)bytes;
    base->len = len;
    return true;
}

static bool say_line(HttpListener *base, const char *line) {
    return say(base, line, strlen(line));
}

/* HttpListenerKind.has_news */
static bool has_news(const HttpListener *base) {
    const Listener *listener = (const Listener *)base;
    const Event *newest = listener->feed->newest;
    return !listener->is_greeted || (newest && newest->version != listener->seen);
}

/* HttpListenerKind.next */
static bool next(HttpListener *base, bool is_pinged) {
    Listener *listener = (Listener *)base;
    Feed *feed = listener->feed;
    if (!listener->is_greeted) {
        listener->is_greeted = true;
        return say_line(base, "retry: 1000\n\n");
    }
    pthread_mutex_lock(&feed->listeners.lock);
    let_go(listener->event);
    listener->event = has_news(base) ? feed->newest : NULL;
    if (listener->event) {
        listener->event->users++;
        listener->seen = listener->event->version;
    }
    pthread_mutex_unlock(&feed->listeners.lock);
    if (listener->event)
        return say(base, listener->event->text, listener->event->len);
    return is_pinged && say_line(base, ":\n\n");
}

/* HttpListenerKind.free */
static void free_listener(HttpListener *base) {
    Listener *listener = (Listener *)base;
    pthread_mutex_lock(&base->list->lock);
    let_go(listener->event);
    pthread_mutex_unlock(&base->list->lock);
    free(listener);
}

static const HttpListenerKind STATES = {
    .block = 4096, .next = next, .has_news = has_news, .free = free_listener};

size_t feed_listeners(Feed *feed) {
    return http_listeners_count(&feed->listeners, &STATES);
}

struct MHD_Response *feed_open(Feed *feed, struct MHD_Connection *connection) {
    Listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return NULL;
    *listener = (Listener){.base.kind = &STATES, .feed = feed};
    return http_listeners_add(&feed->listeners, &listener->base, connection);
}
