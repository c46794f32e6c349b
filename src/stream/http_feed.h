/* http_feed.h: answers that go on: events for each new picture, and raw frames while it moves.
 *
 * Inner header of overlay_http.c. A browser that waits costs a suspended connection and nothing
 * else; publishing a picture wakes those that wait. */
#pragma once

#include "stream/http_library.h"
#include "stream/picture_board.h"

typedef struct HttpFeed HttpFeed;

/* Listens at the board. Board and library are borrowed. */
HttpFeed *http_feed_create(PictureBoard *board, const HttpLibrary *library);
/* Lets all who wait go; before the daemon is stopped. */
void http_feed_end(HttpFeed *feed);
void http_feed_free(HttpFeed *feed);

/* NULL when memory is out. */
struct MHD_Response *http_feed_events(HttpFeed *feed, struct MHD_Connection *connection);
struct MHD_Response *http_feed_frames(HttpFeed *feed, struct MHD_Connection *connection);

/* HttpGone: ends the connection's answer, if there is one. From any thread. */
void http_feed_drop(void *feed, struct MHD_Connection *connection);

void http_feed_tick(HttpFeed *feed);
size_t http_feed_listeners(HttpFeed *feed);
