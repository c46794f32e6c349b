#include "operator/gate.h"

#include <arpa/inet.h>
#include <string.h>

#define WAIT_MAX (5 * MILLIS_MINUTE)

Str gate_host(Str authority) {
    if (str_starts(authority, "[")) {
        size_t end = str_find(authority, "]");
        return end == SIZE_MAX ? (Str){0} : str_slice(authority, 1, end - 1);
    }
    size_t colon = str_find(authority, ":");
    return str_slice(authority, 0, colon);
}

static bool is_address(Str host) {
    char text[64];
    uint8_t bytes[16];
    if (host.len == 0 || host.len >= sizeof text)
        return false;
    memcpy(text, host.s, host.len);
    text[host.len] = 0;
    return inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

bool gate_is_own_host(Str host_header, const Str *names, size_t name_count) {
    Str host = gate_host(host_header);
    if (is_address(host) || str_equal_nocase(host, str_from("localhost")))
        return true;
    for (size_t i = 0; i < name_count; i++)
        if (host.len && str_equal_nocase(host, names[i]))
            return true;
    return false;
}

bool gate_is_own_origin(Str origin_header, Str host_header) {
    if (origin_header.len == 0)
        return true;
    size_t scheme = str_find(origin_header, "://");
    if (scheme == SIZE_MAX)
        return false; /* "null" */
    return str_equal_nocase(str_slice(origin_header, scheme + 3, origin_header.len), host_header);
}

Millis gate_wait(const Gate *gate, const uint8_t address[16], Millis now) {
    for (size_t i = 0; i < gate->count; i++)
        if (memcmp(gate->items[i].address, address, 16) == 0)
            return gate->items[i].until > now ? gate->items[i].until - now : 0;
    return 0;
}

/* Its place; of too many strangers the one that may try soonest is forgotten. */
static size_t place_of(Gate *gate, const uint8_t address[16]) {
    size_t soonest = 0;
    for (size_t i = 0; i < gate->count; i++) {
        if (memcmp(gate->items[i].address, address, 16) == 0)
            return i;
        if (gate->items[i].until < gate->items[soonest].until)
            soonest = i;
    }
    size_t place = gate->count < GATE_STRANGERS_MAX ? gate->count++ : soonest;
    memset(&gate->items[place], 0, sizeof gate->items[place]);
    memcpy(gate->items[place].address, address, 16);
    return place;
}

void gate_note_failure(Gate *gate, const uint8_t address[16], Millis now) {
    size_t place = place_of(gate, address);
    uint32_t failures = ++gate->items[place].failures;
    if (failures < GATE_FREE_TRIES)
        return;
    uint32_t doublings = failures - GATE_FREE_TRIES;
    Millis wait = doublings < 20 ? MILLIS_SECOND << doublings : WAIT_MAX;
    gate->items[place].until = now + (wait < WAIT_MAX ? wait : WAIT_MAX);
}

bool gate_take(GateRate *rate, double per_second, double most, Millis now) {
    double grown = rate->left + (double)(now - rate->at) * per_second / (double)MILLIS_SECOND;
    rate->left = rate->at == 0 || grown > most ? most : grown;
    rate->at = now ? now : 1;
    if (rate->left < 1)
        return false;
    rate->left -= 1;
    return true;
}
