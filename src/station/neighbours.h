/* neighbours.h: the other kiosks that run on this machine, for the operator's page: what they show,
 * and a small picture of it.
 *
 * Asked by their sockets, as `kiosk live` does, in a thread that nobody waits for: one that hangs
 * is told of as not seen. Only while somebody looks. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct Neighbours Neighbours;

/* `own` (copied) is the name of this kiosk's screen, which is none of them. `fd` of
 * neighbours_fd is readable when there is news. NULL, after a line in the log, when the system
 * refuses. */
Neighbours *neighbours_create(Str own);
void neighbours_free(Neighbours *neighbours); /* accepts NULL */

int neighbours_fd(const Neighbours *neighbours);

/* Somebody looks: they are asked again, soon, but not more often than every four seconds, or as
 * neighbours_hurry says. */
void neighbours_look(Neighbours *neighbours);

/* Something was changed that they show, too: for three seconds they are asked every 0.4 s, and each
 * other picture is news. */
void neighbours_hurry(Neighbours *neighbours);

/* A list of JSON for the state: of each "name", whether it is "there", which "picture" it is (a
 * number, another one when it has to be fetched again at once), and what it said last: "screens",
 * "problems", "state_file". In `arena`. Accepts NULL: an empty one. */
Str neighbours_json(Neighbours *neighbours, Arena *arena);

/* The picture of the one with that name, a PNG of at most 60 kB, in `arena`; empty: there is none.
 */
Str neighbours_picture(Neighbours *neighbours, Str name, Arena *arena);
