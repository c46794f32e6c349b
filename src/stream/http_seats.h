/* http_seats.h: who is connected to the page, as what, and who has to go.
 *
 * Inner header of overlay_http.c. A connection that has not asked anything yet has a short time for
 * that, and of too many of them the oldest goes: whoever asks is answered, however many only
 * connect. Answers that go on have seats of their own, and dead ones are noticed. */
#pragma once

#include "stream/http_library.h"

enum {
    HTTP_CONNECTIONS_MAX = 384,
    HTTP_SILENT_MAX = 256, /* connections that have not asked anything yet */
    HTTP_FEEDS_MAX = 64,   /* answers that go on */
    HTTP_SILENT_S = 5,     /* for a whole head of a request */
};

typedef struct HttpSeats HttpSeats;

HttpSeats *http_seats_create(const HttpLibrary *library); /* borrowed */
void http_seats_free(HttpSeats *seats);

/* MHD_NotifyConnectionCallback; `context` is the HttpSeats. */
void http_seats_notify(void *context, struct MHD_Connection *connection, void **seat,
                       enum MHD_ConnectionNotificationCode code);

/* It has asked: a whole head is there. */
void http_seats_asked(HttpSeats *seats, struct MHD_Connection *connection);

/* Its answer goes on; false when there is no seat for one more. */
bool http_seats_feed(HttpSeats *seats, struct MHD_Connection *connection);

/* Lets those go that were silent for too long, and feeds whose other side has gone. From any
 * thread, about once a second. */
void http_seats_tick(HttpSeats *seats);
