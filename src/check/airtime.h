/* airtime.h: what was, or will be, on a screen when and for how long: what partners ask for.
 *
 * Pure: the playlist is asked for the slides of a day; how many pages there are and who stands on
 * which page of the wall is handed in. */
#pragma once

#include "playlist/playlist.h"

typedef struct {
    const Schedule *schedule;
    PlaylistSettings settings;
    Instant from, until; /* of the report */
    /* Which partners stand on that page of the wall: `count` from `first` on. */
    void (*wall)(void *context, const Slide *slide, size_t *first, size_t *count);
    void *context;
} AirtimeInput;

typedef struct {
    Instant from, until;
    size_t notice; /* that covers everything, or SCHEDULE_NONE; else the slide: */
    Slide slide;
    size_t first_partner, partner_count; /* on the wall */
    size_t session;                      /* now/next: what runs, or SCHEDULE_NONE */
    size_t segment;                      /* of it, or SCHEDULE_NONE */
} AirtimeEntry;

typedef struct {
    size_t wall_times; /* how often the partner's tile came up */
    Millis wall;       /* how long it was to be seen */
    Millis segments;   /* length of the partner's segments in the programme */
    Millis named;      /* how long now/next named the partner's segment while it ran */
    size_t segment_count;
} PartnerAirtime;

typedef struct {
    const AirtimeInput *input;
    const AirtimeEntry *entries;
    size_t count;
    const PartnerAirtime *partners; /* by partner */
    Millis views[VIEW_KIND_COUNT];
    Millis notices;
    const Millis *projects; /* spotlight, by project */
} Airtime;

/* Everything is in `arena`; `input` is borrowed. */
Airtime airtime_create(Arena *arena, const AirtimeInput *input);

/* From half an hour before the day's first session to the end of its last; false for a day without
 * sessions. */
bool airtime_span(const Schedule *schedule, size_t day, Instant *from, Instant *until);

/* For people: the timetable, then who was seen for how long. */
Str airtime_text(Arena *arena, const Airtime *report);

/* RFC 4180 in UTF-8, with the mark that makes spreadsheets see that:
 * record,from,until,seconds,view,page,what,times. A "shown" record for each slide, then "wall",
 * "segments" and "named" for each partner. */
Str airtime_csv(Arena *arena, const Airtime *report);
