/* gate.h: who is let in by what a request says of itself. Pure.
 *
 * A page of the web can make a browser ask us, but not lie about where it comes from: the names in
 * Host and Origin are looked at (DNS rebinding, cross-site requests). Whoever tries wrong tokens
 * has to wait longer each time. */
#pragma once

#include "base/instant.h"
#include "base/str.h"

/* The host of a Host header or of an address: without its port and the brackets of IPv6. */
Str gate_host(Str authority);

/* Host is this computer itself, or one of `names` (those that it is reached by, and addresses: a
 * name that a stranger points at us is none). */
bool gate_is_own_host(Str host_header, const Str *names, size_t name_count);

/* The request comes from our own page, or from no page at all (a Stream Deck, curl). */
bool gate_is_own_origin(Str origin_header, Str host_header);

enum { GATE_STRANGERS_MAX = 256, GATE_FREE_TRIES = 5 };

/* What is remembered of addresses that gave wrong tokens. */
typedef struct {
    struct {
        uint8_t address[16]; /* as of IPv6 */
        uint32_t failures;
        Millis until; /* nothing is heard from there before, on a steady clock */
    } items[GATE_STRANGERS_MAX];
    size_t count;
} Gate;

/* How long that address has to wait; 0: it may try. */
Millis gate_wait(const Gate *gate, const uint8_t address[16], Millis now);

/* It gave a wrong token: after a few of them it waits a second, then twice as long each time, up to
 * five minutes. */
void gate_note_failure(Gate *gate, const uint8_t address[16], Millis now);

/* So many requests in a time are too many: a bucket that is filled as time goes by. */
typedef struct {
    double left;
    Millis at;
} GateRate;

bool gate_take(GateRate *rate, double per_second, double most, Millis now);
