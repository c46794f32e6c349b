/* look.h: one look at a page, or several in a visit to a view: what stands on it as what. What can
 * be said of any page is checked here, against the truth; the rest by witness.c. */
#pragma once

#include "witness.h"

/* A session's title that was seen. */
typedef struct {
    size_t session, room;
    SceneRole role;
} Seen;

typedef struct {
    const Witness *witness;
    const Schedule *schedule;
    ViewContext context;
    const char *view;
    size_t page;
    Arena *arena; /* owned: of the visit */
    Seen *seen;   /* in the whole visit */
    size_t seen_count, seen_capacity;
} Look;

Look look_begin(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                Instant at, const char *view);
void look_end(Look *look);

/* Says a fault, and counts it; `session` may be SCHEDULE_NONE. */
void look_fault(const Look *look, const char *what, size_t session);
void look_must(const Look *look, bool is_so, const char *what, size_t session);

/* Looks at a picture; at the page of a slide. */
void look_at(Look *look, const Scene *scene);
void look_at_slide(Look *look, const Slide *slide);

/* Is anything there that is for the stage alone; does its timer count what it has to? */
void look_for_secrets(const Look *look, const Scene *scene, bool is_timer);
void look_at_timer(const Look *look, const Scene *scene);
void look_at_states(const Look *look, const Scene *scene);

/* Was the session seen as that, in that room (SCHEDULE_NONE: in any)? */
bool look_has_seen(const Look *look, size_t session, size_t room, SceneRole role);
