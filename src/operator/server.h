/* server.h: the operator's page and its interface, by HTTP (doc/api.md).
 *
 * Serves files, checks who asks, and hands to the station what concerns it. In a thread of its own;
 * a request that waits for the station costs a suspended connection. */
#pragma once

#include "operator/ask.h"
#include "operator/feed.h"

typedef struct {
    const char *host; /* "127.0.0.1", "0.0.0.0", "::", … */
    uint16_t port;
    const Resources *resources;       /* borrowed: assets/operator/, and fonts */
    const char *tokens_path;          /* NULL: there are none */
    const char *cert_path, *key_path; /* of TLS; NULL: none */
} OperatorSettings;

typedef struct OperatorServer OperatorServer;

/* "8711", "0.0.0.0:8711", "[::]:8711"; in `arena`. False with a line in *problem. */
bool operator_address_parse(Arena *arena, Str text, OperatorSettings *out, Str *problem);

/* NULL, with a line in *problem (in `arena`), when it cannot be served: also when others could
 * reach it and nobody has a token. Borrows the settings. */
OperatorServer *operator_start(const OperatorSettings *settings, Arena *arena, Str *problem);

/* The box was closed before. Accepts NULL. */
void operator_stop(OperatorServer *server);

AskBox *operator_box(OperatorServer *server);
Feed *operator_feed(OperatorServer *server);

/* To be called every few seconds: signs of life. */
void operator_tick(OperatorServer *server);

/* "http://127.0.0.1:8711". */
Str operator_url(const OperatorServer *server, Arena *arena);
