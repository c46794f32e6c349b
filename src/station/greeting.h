/* greeting.h: what a screen without a schedule says of itself (ViewHello): its name and code, where
 * it is reached now, and how its clock is now. */
#pragma once

#include "base/arena.h"
#include "views/views.h"

typedef struct {
    const char *screen_name;  /* --screen; NULL: the box's own four words */
    const char *state_folder; /* see state_folder; where the box's name is kept */
    const char *page_host;    /* of the operator's page, as it listens; NULL: there is none */
    uint16_t page_port;
    bool is_encrypted; /* by https: */
} GreetingSettings;

typedef struct Greeting Greeting;

/* Texts are borrowed. */
Greeting *greeting_create(const GreetingSettings *settings);
void greeting_free(Greeting *greeting); /* accepts NULL */

/* As it is now. The result is good until it is asked for twice more. */
const ViewHello *greeting_look(Greeting *greeting);

/* They say the same. */
bool greeting_is_same(const ViewHello *a, const ViewHello *b);

/* The part that asks nobody. `own` is an address by which others reach this computer; empty: there
 * is none. In `arena`. */
ViewHello greeting_make(Arena *arena, const GreetingSettings *settings, Str own);
