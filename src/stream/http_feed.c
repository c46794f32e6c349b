#include "stream/http_feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/http_listeners.h"
#include "stream/picture_frame.h"

enum { LINE_BYTES = 256, EVENT_BYTES = 1024, BLOCK_BYTES = 256 * 1024 };

/* One answer that goes on. */
typedef struct {
    HttpListener base;
    HttpFeed *feed;
    uint64_t seen;  /* number of the newest picture that it was told of or sent */
    uint8_t *bytes; /* owned: what is being sent */
} Listener;

struct HttpFeed {
    PictureBoard *board; /* borrowed */
    HttpListeners listeners;
};

static void on_picture(void *context) {
    HttpFeed *feed = context;
    http_listeners_wake(&feed->listeners, false);
}

HttpFeed *http_feed_create(PictureBoard *board, const HttpLibrary *library) {
    HttpFeed *feed = calloc(1, sizeof *feed);
    if (!feed)
        abort();
    feed->board = board;
    http_listeners_open(&feed->listeners, library);
    board_listen(board, on_picture, feed);
    return feed;
}

void http_feed_end(HttpFeed *feed) {
    http_listeners_end(&feed->listeners);
}

void http_feed_free(HttpFeed *feed) {
    board_unlisten(feed->board, on_picture, feed);
    http_listeners_close(&feed->listeners);
    free(feed);
}

void http_feed_tick(HttpFeed *feed) {
    http_listeners_wake(&feed->listeners, true);
}

void http_feed_drop(void *context, struct MHD_Connection *connection) {
    HttpFeed *feed = context;
    http_listeners_drop(&feed->listeners, connection);
}

/* ---- what is said --------------------------------------------------------------------------- */

static void set_bytes(Listener *listener, uint8_t *bytes, size_t len) {
    free(listener->bytes);
    listener->bytes = bytes;
    listener->base.bytes = bytes;
    listener->base.len = bytes ? len : 0;
}

/* HttpListenerKind.next: a line of the events. */
static bool next_event(HttpListener *base, bool is_pinged) {
    Listener *listener = (Listener *)base;
    const BoardPicture *picture = board_take(listener->feed->board);
    bool is_new = picture && picture->number != listener->seen;
    char line[LINE_BYTES] = ":\n\n";
    if (is_new) {
        snprintf(line, sizeof line,
                 "%sdata: {\"number\":%llu,\"moving\":%s,\"width\":%d,\"height\":%d}\n\n",
                 listener->seen ? "" : "retry: 500\n", (unsigned long long)picture->number,
                 picture->is_moving ? "true" : "false", picture->pixels.width,
                 picture->pixels.height);
        listener->seen = picture->number;
    }
    board_give_back(listener->feed->board, picture);
    if (is_new || is_pinged)
        set_bytes(listener, (uint8_t *)strdup(line), strlen(line));
    return is_new || is_pinged;
}

/* HttpListenerKind.next: the newest picture as a frame, when it was not sent yet. What lies outside
 * of the part that is sent is empty: whoever draws it clears the whole first. */
static bool next_frame(HttpListener *base, bool is_pinged) {
    Listener *listener = (Listener *)base;
    (void)is_pinged; /* frames are signs of life enough */
    const BoardPicture *picture = board_take(listener->feed->board);
    bool is_new = picture && picture->number != listener->seen;
    if (is_new) {
        PixelRect area = picture_occupied(&picture->pixels);
        size_t len = picture_frame(picture, area, NULL);
        set_bytes(listener, malloc(len), len);
        if (listener->bytes)
            picture_frame(picture, area, listener->bytes);
        listener->seen = picture->number;
        base->is_last = !picture->is_moving;
    }
    board_give_back(listener->feed->board, picture);
    return is_new;
}

/* HttpListenerKind.has_news */
static bool has_news(const HttpListener *base) {
    const Listener *listener = (const Listener *)base;
    return board_number(listener->feed->board, NULL) != listener->seen;
}

/* HttpListenerKind.free */
static void free_listener(HttpListener *base) {
    Listener *listener = (Listener *)base;
    free(listener->bytes);
    free(listener);
}

static const HttpListenerKind EVENTS = {
    .block = EVENT_BYTES, .next = next_event, .has_news = has_news, .free = free_listener};
static const HttpListenerKind FRAMES = {
    .block = BLOCK_BYTES, .next = next_frame, .has_news = has_news, .free = free_listener};

static struct MHD_Response *open_listener(HttpFeed *feed, struct MHD_Connection *connection,
                                          const HttpListenerKind *kind) {
    Listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return NULL;
    *listener = (Listener){.base.kind = kind, .feed = feed};
    return http_listeners_add(&feed->listeners, &listener->base, connection);
}

struct MHD_Response *http_feed_events(HttpFeed *feed, struct MHD_Connection *connection) {
    return open_listener(feed, connection, &EVENTS);
}

struct MHD_Response *http_feed_frames(HttpFeed *feed, struct MHD_Connection *connection) {
    return open_listener(feed, connection, &FRAMES);
}

size_t http_feed_listeners(HttpFeed *feed) {
    return http_listeners_count(&feed->listeners, &EVENTS);
}
