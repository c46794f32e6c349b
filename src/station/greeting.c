#include "station/greeting.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "live/control.h"
#include "live/state_file.h"
#include "station/identity.h"
#include "stream/frame_target.h"

enum { LOOKS = 3, IN_STEP_MS = 100 };

struct Greeting {
    GreetingSettings settings;
    Arena *arena; /* owned: what stays the same */
    Identity identity;
    Arena *arenas[LOOKS]; /* owned: of the last looks, in turn */
    ViewHello looks[LOOKS];
    size_t next;
};

Greeting *greeting_create(const GreetingSettings *settings) {
    Arena *arena = arena_create();
    Greeting *greeting = arena_new(arena, Greeting, 1);
    *greeting = (Greeting){.settings = *settings, .arena = arena};
    /* Kept on a read-only disk it is at least read there, and made of the system's number else. */
    greeting->identity = identity_take(arena, state_folder_lasting(arena, settings->state_folder));
    return greeting;
}

void greeting_free(Greeting *greeting) {
    if (!greeting)
        return;
    for (size_t i = 0; i < LOOKS; i++)
        arena_free(greeting->arenas[i]);
    arena_free(greeting->arena);
}

/* By which others may reach this computer: IPv4, which is easier to type, if there is one. */
static Str own_address(Arena *arena) {
    struct ifaddrs *list = NULL;
    if (getifaddrs(&list) != 0)
        return (Str){0};
    Str four = {0}, six = {0};
    for (const struct ifaddrs *at = list; at; at = at->ifa_next) {
        char text[INET6_ADDRSTRLEN];
        if (!at->ifa_addr || !(at->ifa_flags & IFF_UP) || at->ifa_flags & IFF_LOOPBACK)
            continue;
        if (at->ifa_addr->sa_family == AF_INET && four.len == 0) {
            struct sockaddr_in address;
            memcpy(&address, at->ifa_addr, sizeof address);
            if (inet_ntop(AF_INET, &address.sin_addr, text, sizeof text))
                four = str_copy(arena, str_from(text));
        }
        if (at->ifa_addr->sa_family == AF_INET6 && six.len == 0) {
            struct sockaddr_in6 address;
            memcpy(&address, at->ifa_addr, sizeof address);
            if (!IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr) &&
                inet_ntop(AF_INET6, &address.sin6_addr, text, sizeof text))
                six = str_copy(arena, str_from(text));
        }
    }
    freeifaddrs(list);
    return four.len ? four : six;
}

ViewHello greeting_make(Arena *arena, const GreetingSettings *settings, Str own) {
    ViewHello hello = {.address = own};
    const char *host = settings->page_host;
    if (!host || host_is_loopback(str_from(host)))
        return hello;
    bool is_any = strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
    if (is_any && own.len == 0)
        return hello;
    hello.url = address_url(arena, settings->is_encrypted ? "https" : "http",
                            is_any ? str_copy(arena, own).s : host, settings->page_port);
    hello.address = hello.url;
    return hello;
}

const ViewHello *greeting_look(Greeting *greeting) {
    size_t at = greeting->next;
    greeting->next = (at + 1) % LOOKS;
    arena_free(greeting->arenas[at]);
    Arena *arena = greeting->arenas[at] = arena_create();
    ViewHello hello = greeting_make(arena, &greeting->settings, own_address(arena));
    const char *name = greeting->settings.screen_name;
    hello.name = name ? str_from(name) : greeting->identity.name;
    hello.code = greeting->identity.code;
    double error = 0;
    bool is_kept = control_clock_is_synchronised(&error);
    hello.clock = !is_kept             ? HELLO_CLOCK_ALONE
                  : error < IN_STEP_MS ? HELLO_CLOCK_IN_STEP
                                       : HELLO_CLOCK_ROUGH;
    hello.clock_error_ms = is_kept ? (int32_t)(error + 0.5) : 0;
    greeting->looks[at] = hello;
    return &greeting->looks[at];
}

bool greeting_is_same(const ViewHello *a, const ViewHello *b) {
    return a && b && str_equal(a->name, b->name) && str_equal(a->code, b->code) &&
           str_equal(a->address, b->address) && str_equal(a->url, b->url) && a->clock == b->clock &&
           a->clock_error_ms == b->clock_error_ms;
}
