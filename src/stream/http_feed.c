#include "stream/http_feed.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/picture_frame.h"

enum { LINE_BYTES = 256, BLOCK_BYTES = 256 * 1024 };

/* One answer that goes on. */
typedef struct Listener Listener;
struct Listener {
    HttpFeed *feed;
    struct MHD_Connection *connection;
    Listener *previous, *next;
    bool is_frames; /* else events */
    bool is_suspended;
    bool is_pinged;  /* it is time for a sign of life */
    bool is_dropped; /* nobody is there any more */
    uint64_t seen;   /* number of the newest picture that it was told of or sent */
    bool is_last;    /* frames: what is being sent is the last one */
    uint8_t *bytes;  /* owned: what is being sent */
    size_t len, done;
};

struct HttpFeed {
    PictureBoard *board;        /* borrowed */
    const HttpLibrary *library; /* borrowed */
    pthread_mutex_t mutex; /* guards the list, is_suspended, is_pinged, is_dropped, is_ending */
    Listener *listeners;
    bool is_ending;
};

/* Publishing thread: whoever waits is to look again. */
static void wake_all(HttpFeed *feed, bool is_ping) {
    pthread_mutex_lock(&feed->mutex);
    for (Listener *l = feed->listeners; l; l = l->next) {
        l->is_pinged |= is_ping && !l->is_frames;
        if (l->is_suspended) {
            l->is_suspended = false;
            feed->library->resume_connection(l->connection);
        }
    }
    pthread_mutex_unlock(&feed->mutex);
}

static void on_picture(void *context) {
    wake_all(context, false);
}

HttpFeed *http_feed_create(PictureBoard *board, const HttpLibrary *library) {
    HttpFeed *feed = calloc(1, sizeof *feed);
    if (!feed)
        abort();
    feed->board = board;
    feed->library = library;
    pthread_mutex_init(&feed->mutex, NULL);
    board_listen(board, on_picture, feed);
    return feed;
}

void http_feed_end(HttpFeed *feed) {
    pthread_mutex_lock(&feed->mutex);
    feed->is_ending = true;
    pthread_mutex_unlock(&feed->mutex);
    wake_all(feed, false);
}

void http_feed_free(HttpFeed *feed) {
    board_unlisten(feed->board, on_picture, feed);
    pthread_mutex_destroy(&feed->mutex);
    free(feed);
}

void http_feed_tick(HttpFeed *feed) {
    wake_all(feed, true);
}

void http_feed_drop(void *context, struct MHD_Connection *connection) {
    HttpFeed *feed = context;
    pthread_mutex_lock(&feed->mutex);
    for (Listener *l = feed->listeners; l; l = l->next) {
        if (l->connection != connection)
            continue;
        l->is_dropped = true;
        if (l->is_suspended) {
            l->is_suspended = false;
            feed->library->resume_connection(connection);
        }
    }
    pthread_mutex_unlock(&feed->mutex);
}

size_t http_feed_listeners(HttpFeed *feed) {
    size_t count = 0;
    pthread_mutex_lock(&feed->mutex);
    for (const Listener *l = feed->listeners; l; l = l->next)
        count += !l->is_frames;
    pthread_mutex_unlock(&feed->mutex);
    return count;
}

/* ---- what is said --------------------------------------------------------------------------- */

static void set_line(Listener *listener, const char *line) {
    free(listener->bytes);
    listener->bytes = (uint8_t *)strdup(line);
    listener->len = listener->bytes ? strlen(line) : 0;
    listener->done = 0;
}

/* The next line of the events; false when there is nothing to say. */
static bool next_event(Listener *listener, bool is_pinged) {
    const BoardPicture *picture = board_take(listener->feed->board);
    bool is_new = picture && picture->number != listener->seen;
    char line[LINE_BYTES];
    if (is_new) {
        snprintf(line, sizeof line,
                 "%sdata: {\"number\":%llu,\"moving\":%s,\"width\":%d,\"height\":%d}\n\n",
                 listener->seen ? "" : "retry: 500\n", (unsigned long long)picture->number,
                 picture->is_moving ? "true" : "false", picture->pixels.width,
                 picture->pixels.height);
        set_line(listener, line);
        listener->seen = picture->number;
    } else if (is_pinged) {
        set_line(listener, ":\n\n");
    }
    board_give_back(listener->feed->board, picture);
    return is_new || is_pinged;
}

/* The newest picture as a frame, when it was not sent yet. What lies outside of the part that is
 * sent is empty: whoever draws it clears the whole first. */
static bool next_frame(Listener *listener) {
    const BoardPicture *picture = board_take(listener->feed->board);
    bool is_new = picture && picture->number != listener->seen;
    if (is_new) {
        PixelRect area = picture_occupied(&picture->pixels);
        free(listener->bytes);
        listener->len = picture_frame(picture, area, NULL);
        listener->bytes = malloc(listener->len);
        if (listener->bytes)
            picture_frame(picture, area, listener->bytes);
        else
            listener->len = 0;
        listener->done = 0;
        listener->seen = picture->number;
        listener->is_last = !picture->is_moving;
    }
    board_give_back(listener->feed->board, picture);
    return is_new;
}

typedef enum { FEED_MORE, FEED_WAIT, FEED_END } FeedState;

/* Takes up what there is to say. The lock is not held while a frame is made: whoever publishes
 * must not wait for it. */
static FeedState feed_next(Listener *listener) {
    HttpFeed *feed = listener->feed;
    for (;;) {
        pthread_mutex_lock(&feed->mutex);
        bool is_ending = feed->is_ending || listener->is_dropped, is_pinged = listener->is_pinged;
        listener->is_pinged = false;
        pthread_mutex_unlock(&feed->mutex);
        if (is_ending)
            return FEED_END;
        if (listener->is_frames ? next_frame(listener) : next_event(listener, is_pinged))
            return FEED_MORE;
        pthread_mutex_lock(&feed->mutex);
        bool has_news = feed->is_ending || listener->is_dropped || listener->is_pinged ||
                        board_number(feed->board, NULL) != listener->seen;
        if (!has_news) {
            listener->is_suspended = true;
            feed->library->suspend_connection(listener->connection);
        }
        pthread_mutex_unlock(&feed->mutex);
        if (!has_news)
            return FEED_WAIT;
    }
}

/* The server's thread asks for the next bytes. */
static ssize_t read_feed(void *context, uint64_t at, char *to, size_t most) {
    Listener *listener = context;
    (void)at;
    if (listener->done == listener->len) {
        FeedState state = listener->is_last ? FEED_END : feed_next(listener);
        if (state == FEED_END)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (state == FEED_WAIT)
            return 0;
    }
    size_t n = listener->len - listener->done < most ? listener->len - listener->done : most;
    memcpy(to, listener->bytes + listener->done, n);
    listener->done += n;
    return (ssize_t)n;
}

static void end_listener(void *context) {
    Listener *listener = context;
    HttpFeed *feed = listener->feed;
    pthread_mutex_lock(&feed->mutex);
    if (listener->previous)
        listener->previous->next = listener->next;
    else
        feed->listeners = listener->next;
    if (listener->next)
        listener->next->previous = listener->previous;
    pthread_mutex_unlock(&feed->mutex);
    free(listener->bytes);
    free(listener);
}

static struct MHD_Response *open_listener(HttpFeed *feed, struct MHD_Connection *connection,
                                          bool is_frames) {
    Listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return NULL;
    *listener = (Listener){.feed = feed, .connection = connection, .is_frames = is_frames};
    pthread_mutex_lock(&feed->mutex);
    listener->next = feed->listeners;
    if (listener->next)
        listener->next->previous = listener;
    feed->listeners = listener;
    pthread_mutex_unlock(&feed->mutex);
    struct MHD_Response *response = feed->library->create_response_from_callback(
        MHD_SIZE_UNKNOWN, is_frames ? BLOCK_BYTES : 1024, read_feed, listener, end_listener);
    if (!response)
        end_listener(listener);
    return response;
}

struct MHD_Response *http_feed_events(HttpFeed *feed, struct MHD_Connection *connection) {
    return open_listener(feed, connection, false);
}

struct MHD_Response *http_feed_frames(HttpFeed *feed, struct MHD_Connection *connection) {
    return open_listener(feed, connection, true);
}
