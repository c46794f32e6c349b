/* http_seats.h: who is connected to the page, as what, and who has to go.
 *
 * Inner header of overlay_http.c, and of whatever else answers at its server. A connection is of a
 * kind: silent (it has not asked, or not again), asked (it is being answered), or a feed (its
 * answer goes on). Each kind has seats, and those who have shown a token have seats of their own:
 * strangers never take them. When a kind's seats are taken the oldest of that kind makes room,
 * but never one that waits for us: whose words have arrived and are not read yet, or whose answer
 * is not made yet. A feed makes no room, there the new one is refused. One address gets only some
 * of the feeds, and one of the network only some of all seats. A feed whose other side has gone is
 * noticed at once, by a thread that sleeps else. */
#pragma once

#include "base/instant.h"
#include "stream/http_library.h"

enum {
    HTTP_SILENT_MAX = 256,
    HTTP_ASKED_MAX = 64,
    HTTP_FEEDS_MAX = 64,
    HTTP_KNOWN_MAX = 32,   /* of each kind, for those who have shown a token */
    HTTP_ADDRESS_MAX = 48, /* for one address that is not this computer's; of IPv6, for its /64 */
    HTTP_FEEDS_NEAR_MAX = 48, /* without a token, for one address of this computer: all that runs
                                 here is one, the operator's browser too … */
    HTTP_FEEDS_FAR_MAX = 16,  /* … and for one of the network */
    HTTP_SILENT_S = 5,        /* for a whole head of a request */
    /* And some that have been shut down and are not closed yet. */
    HTTP_CONNECTIONS_MAX =
        HTTP_SILENT_MAX + HTTP_ASKED_MAX + HTTP_FEEDS_MAX + 3 * HTTP_KNOWN_MAX + 32,
};

typedef struct HttpSeats HttpSeats;

/* The connection's feed has to end: its other side has gone, and the library does not look at a
 * connection that is suspended. From the seats' thread; the connection may be closed already. */
typedef void HttpGone(void *context, struct MHD_Connection *connection);

/* The library is borrowed; `silent`: for how long nothing may be asked, see HTTP_SILENT_S. */
HttpSeats *http_seats_create(const HttpLibrary *library, Millis silent, HttpGone *gone,
                             void *context);
void http_seats_free(HttpSeats *seats); /* when the server is stopped */

/* MHD_NotifyConnectionCallback; `context` is the HttpSeats. */
void http_seats_notify(void *context, struct MHD_Connection *connection, void **seat,
                       enum MHD_ConnectionNotificationCode code);

/* It has asked: a whole head is there. */
void http_seats_asked(HttpSeats *seats, struct MHD_Connection *connection);

/* It has shown a token that is right: from now on it sits among its own. */
void http_seats_known(HttpSeats *seats, struct MHD_Connection *connection);

/* Its answer goes on; false when there is no seat for one more. */
bool http_seats_feed(HttpSeats *seats, struct MHD_Connection *connection);

/* MHD_RequestCompletedCallback; `context` is the HttpSeats: it may ask again. */
void http_seats_answered(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code);
