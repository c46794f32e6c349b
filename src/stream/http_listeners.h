/* http_listeners.h: answers that go on: who listens, who waits, and what each is sent next.
 *
 * Inner header of http_feed.c, and of whatever else has such answers. A listener that has nothing
 * to be sent costs a suspended connection and nothing else. The server's thread asks for bytes;
 * anybody may wake the listeners. */
#pragma once

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include "stream/http_library.h"

typedef struct HttpListeners HttpListeners;
typedef struct HttpListener HttpListener;

/* What listeners of a kind are sent. */
typedef struct {
    size_t block; /* bytes that are asked for at once */
    /* Takes up what is to be sent next, in `bytes` and `len`; false: nothing. The server's thread,
     * without the lock. */
    bool (*next)(HttpListener *listener, bool is_pinged);
    /* `next` would find something now. Under the lock. */
    bool (*has_news)(const HttpListener *listener);
    /* Frees it, and what it was being sent. */
    void (*free)(HttpListener *listener);
} HttpListenerKind;

/* The first member of what a listener is. */
struct HttpListener {
    const HttpListenerKind *kind;
    HttpListeners *list; /* borrowed */
    struct MHD_Connection *connection;
    HttpListener *previous, *next;
    bool is_suspended, is_pinged, is_gone; /* under the lock */
    const uint8_t *bytes;                  /* being sent: the kind's */
    size_t len, done;
    bool is_last; /* with these bytes it ends */
};

struct HttpListeners {
    const HttpLibrary *library; /* borrowed */
    pthread_mutex_t lock;       /* guards the list, and what of its listeners says so */
    HttpListener *first;
    bool is_ending;
};

void http_listeners_open(HttpListeners *list, const HttpLibrary *library);
void http_listeners_close(HttpListeners *list); /* when the daemon is stopped */

/* Who waits is to look again; `is_ping`: it is time for a sign of life. From any thread. */
void http_listeners_wake(HttpListeners *list, bool is_ping);

/* Lets all go; before the daemon is stopped. */
void http_listeners_end(HttpListeners *list);

/* The other side of that connection has gone (HttpGone). */
void http_listeners_drop(HttpListeners *list, struct MHD_Connection *connection);

/* How many there are of that kind. */
size_t http_listeners_count(HttpListeners *list, const HttpListenerKind *kind);

/* The answer to that connection from now on; `listener` has its kind, the rest is set here, and is
 * freed with the answer, also when NULL is returned: memory is out. */
struct MHD_Response *http_listeners_add(HttpListeners *list, HttpListener *listener,
                                        struct MHD_Connection *connection);
