#include "stream/http_listeners.h"

#include <string.h>

void http_listeners_open(HttpListeners *list, const HttpLibrary *library) {
    *list = (HttpListeners){.library = library};
    pthread_mutex_init(&list->lock, NULL);
}

void http_listeners_close(HttpListeners *list) {
    pthread_mutex_destroy(&list->lock);
}

/* Under the lock. */
static void resume(HttpListener *listener) {
    if (!listener->is_suspended)
        return;
    listener->is_suspended = false;
    listener->list->library->resume_connection(listener->connection);
}

void http_listeners_wake(HttpListeners *list, bool is_ping) {
    pthread_mutex_lock(&list->lock);
    for (HttpListener *l = list->first; l; l = l->next) {
        l->is_pinged |= is_ping;
        resume(l);
    }
    pthread_mutex_unlock(&list->lock);
}

void http_listeners_end(HttpListeners *list) {
    pthread_mutex_lock(&list->lock);
    list->is_ending = true;
    pthread_mutex_unlock(&list->lock);
    http_listeners_wake(list, false);
}

void http_listeners_drop(HttpListeners *list, struct MHD_Connection *connection) {
    pthread_mutex_lock(&list->lock);
    for (HttpListener *l = list->first; l; l = l->next) {
        if (l->connection != connection)
            continue;
        l->is_gone = true;
        resume(l);
    }
    pthread_mutex_unlock(&list->lock);
}

size_t http_listeners_count(HttpListeners *list, const HttpListenerKind *kind) {
    size_t count = 0;
    pthread_mutex_lock(&list->lock);
    for (const HttpListener *l = list->first; l; l = l->next)
        count += l->kind == kind;
    pthread_mutex_unlock(&list->lock);
    return count;
}

/* ---- the server's thread -------------------------------------------------------------------- */

typedef enum { LISTENER_MORE, LISTENER_WAITS, LISTENER_ENDS } ListenerState;

/* The lock is not held while bytes are made: whoever wakes must not wait for that. */
static ListenerState take_next(HttpListener *listener) {
    HttpListeners *list = listener->list;
    for (;;) {
        pthread_mutex_lock(&list->lock);
        bool is_ending = list->is_ending || listener->is_gone, is_pinged = listener->is_pinged;
        listener->is_pinged = false;
        pthread_mutex_unlock(&list->lock);
        if (is_ending)
            return LISTENER_ENDS;
        listener->done = listener->len = 0;
        if (listener->kind->next(listener, is_pinged))
            return LISTENER_MORE;
        pthread_mutex_lock(&list->lock);
        bool has_news = list->is_ending || listener->is_gone || listener->is_pinged ||
                        listener->kind->has_news(listener);
        if (!has_news) {
            listener->is_suspended = true;
            list->library->suspend_connection(listener->connection);
        }
        pthread_mutex_unlock(&list->lock);
        if (!has_news)
            return LISTENER_WAITS;
    }
}

/* MHD_ContentReaderCallback */
static ssize_t read_bytes(void *context, uint64_t at, char *to, size_t most) {
    HttpListener *listener = context;
    (void)at;
    if (listener->done == listener->len) {
        ListenerState state = listener->is_last ? LISTENER_ENDS : take_next(listener);
        if (state == LISTENER_ENDS)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (state == LISTENER_WAITS)
            return 0;
    }
    size_t n = listener->len - listener->done < most ? listener->len - listener->done : most;
    memcpy(to, listener->bytes + listener->done, n);
    listener->done += n;
    return (ssize_t)n;
}

/* MHD_ContentReaderFreeCallback */
static void end_listener(void *context) {
    HttpListener *listener = context;
    HttpListeners *list = listener->list;
    pthread_mutex_lock(&list->lock);
    if (listener->previous)
        listener->previous->next = listener->next;
    else
        list->first = listener->next;
    if (listener->next)
        listener->next->previous = listener->previous;
    pthread_mutex_unlock(&list->lock);
    listener->kind->free(listener);
}

struct MHD_Response *http_listeners_add(HttpListeners *list, HttpListener *listener,
                                        struct MHD_Connection *connection) {
    listener->list = list;
    listener->connection = connection;
    pthread_mutex_lock(&list->lock);
    listener->next = list->first;
    if (listener->next)
        listener->next->previous = listener;
    list->first = listener;
    pthread_mutex_unlock(&list->lock);
    struct MHD_Response *response = list->library->create_response_from_callback(
        MHD_SIZE_UNKNOWN, listener->kind->block, read_bytes, listener, end_listener);
    if (!response)
        end_listener(listener);
    return response;
}
