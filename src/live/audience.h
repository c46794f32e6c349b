/* audience.h: to which of the kiosks that run here a command goes. Pure. */
#pragma once

#include "live/changes.h"

typedef enum {
    AUDIENCE_ONE,       /* one screen alone: with several, it is to be named */
    AUDIENCE_ANY,       /* whoever answers */
    AUDIENCE_ALL,       /* each of them */
    AUDIENCE_LIST,      /* one of those that share a list of changes: the others are told by it */
    AUDIENCE_ALL_LISTS, /* one for each list of changes */
    AUDIENCE_OVERLAY,   /* the one that has an overlay */
} Audience;

/* A kiosk that answers. */
typedef struct {
    Str name;       /* of its screen */
    Str state_file; /* where its changes are kept; empty: nowhere (a rehearsal has its own) */
    bool has_overlay;
} Peer;

/* Whether `audience_choose` wants to know more than the names. */
bool audience_needs_facts(LiveKind kind, size_t peer_count, Str wanted);

/* The peers that the command goes to, in `arena`. `wanted` is the screen's name that was given;
 * empty: none. False with a sentence in *problem. */
bool audience_choose(Arena *arena, LiveKind kind, const Peer *peers, size_t peer_count, Str wanted,
                     const Peer ***chosen, size_t *chosen_count, Str *problem);
