#include "picture/remote.h"

#include <poll.h>

#include "base/address.h"
#include "base/log.h"
#include "live/fetch.h"
#include "picture/pieces.h"

#define LOG_MODULE "fetch"

enum { PATIENCE_MS = 70000 }; /* more than the limit of one answer */

Str remote_read(Arena *arena, const char *url) {
    FetchSettings settings = {
        .url = url, .interval = MILLIS_HOUR, .retry = MILLIS_HOUR, .pieces = &PIECES_OF_URL};
    Str bytes = {0};
    /* What the server says is unchanged is in the copy. */
    bool has_copy = fetch_cached(&settings, arena, &bytes, NULL);
    Fetch *fetch = fetch_start(&settings);
    struct pollfd fd = {.fd = fetch ? fetch_fd(fetch) : -1, .events = POLLIN};
    if (fetch && poll(&fd, 1, PATIENCE_MS) > 0) {
        FetchResult result = fetch_take(fetch, arena);
        if (result.outcome == FETCH_BYTES)
            bytes = result.bytes;
        else if (result.outcome == FETCH_FAILED)
            log_error("%.*s: %.*s%s", str_arg(address_public_name(arena, url)),
                      str_arg(result.error), has_copy ? "; this is the copy of the last time" : "");
    }
    fetch_stop(fetch);
    return bytes;
}
