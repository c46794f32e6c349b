/* feed.h: the state as server-sent events: each page that listens gets the newest one as soon as
 * there is one, and a sign of life in between.
 *
 * A page that is slow or asleep gets the newest state when it is back, not those in between. */
#pragma once

#include "base/str.h"
#include "stream/http_library.h"

typedef struct Feed Feed;

Feed *feed_create(const HttpLibrary *library); /* borrowed */
/* Lets all who listen go; before the daemon is stopped. Accepts NULL. */
void feed_end(Feed *feed);
void feed_free(Feed *feed); /* accepts NULL */

/* The state (JSON in one line) is another one now. From any thread. */
void feed_publish(Feed *feed, Str state, uint64_t version);

/* Who listens hears that we are there. */
void feed_tick(Feed *feed);

/* HttpGone; `context` is the feed. */
void feed_drop(void *context, struct MHD_Connection *connection);

size_t feed_listeners(Feed *feed);

/* An answer that goes on. NULL when memory is out. */
struct MHD_Response *feed_open(Feed *feed, struct MHD_Connection *connection);
