/* draft.h: a schedule while it is being read.
 *
 * A format's reader adds what it finds; draft_finish puts it in order (days and sessions sorted,
 * missing ends filled in, identities made, cross references resolved) and hands it out. Shared by
 * all formats, so that they agree on what a missing end or an unknown room means. */
#pragma once

#include "base/diagnostics.h"
#include "base/word_table.h"
#include "schedule/schedule.h"

typedef struct {
    Session session; /* stands first; `day` is an index into the draft's days; a segment without
                        a known end has end 0 */
    bool has_end;
} DraftSession;

typedef struct {
    Project project;
    Str session_id; /* empty: none */
    Position session_at;
} DraftProject;

typedef struct {
    Arena *arena;             /* the schedule's, which owns it in the end */
    Diagnostics *diagnostics; /* borrowed */
    Event event;
    Display display;
    OverlayLook overlay;
    Room *rooms;
    size_t room_count, room_capacity;
    bool rooms_are_open;     /* the file lists no rooms: each that is named comes into being */
    Arena *scratch;          /* owned: the tables; NULL: none is needed yet */
    WordTable room_ids;      /* rooms by id, and by what they were called before */
    WordTable room_folds[2]; /* by ids, and by names, folded (str_fold_name) */
    size_t rooms_indexed;    /* how many of the rooms are in the tables */
    Track *tracks;
    size_t track_count, track_capacity;
    Day *days;
    size_t day_count, day_capacity;
    DraftSession *sessions;
    size_t session_count, session_capacity;
    size_t session_max; /* more are left out; DRAFT_SESSIONS_MAX unless the format says otherwise */
    DraftProject *projects;
    size_t project_count, project_capacity;
    Tier *tiers;
    size_t tier_count, tier_capacity;
    Partner *partners; /* by tier */
    size_t partner_count, partner_capacity;
    KnownPerson *people;
    size_t person_count, person_capacity;
    Notice *notices;
    size_t notice_count, notice_capacity;
    SlideContent *slides;
    size_t slide_count, slide_capacity;
} Draft;

enum { DRAFT_SESSIONS_MAX = 20 * 1000, DRAFT_ROOMS_MAX = 1000, DRAFT_DEFAULT_MINUTES = 30 };

/* An empty draft in a new arena. */
Draft draft_create(Diagnostics *diagnostics);

/* Gives up: everything that was added is freed. */
void draft_free(Draft *draft);

/* The room that is called so: its id, guid or a name, but for case, width and spaces. A name that
 * no room has is a room of its own, and reported with the nearest: an error when one letter is
 * another, which is a slip. SCHEDULE_NONE when there are DRAFT_ROOMS_MAX others. */
size_t draft_room(Draft *draft, Str name, Position at);

/* Of all rooms that have been told: those where a full one's session is shown too, by their ids.
 * One that there is not is reported, and left out. */
void draft_settle_overflow(Draft *draft);

/* The track that is meant, or SCHEDULE_NONE with a diagnostic. */
size_t draft_track(Draft *draft, Str name, Position at);

/* The partner that is meant, or SCHEDULE_NONE with a diagnostic. */
size_t draft_partner(Draft *draft, Str name, Position at);

/* The day with that date, new or known. */
size_t draft_day(Draft *draft, Date date, bool is_undated, Position at);

/* Makes room for that many sessions at once; a large file would leave ever larger copies behind. */
void draft_reserve(Draft *draft, size_t sessions);

/* A copy of the session, without a known end, until the next is added; NULL, with a diagnostic,
 * when there are too many. */
DraftSession *draft_add_session(Draft *draft, const Session *session);

/* The schedule, which owns the draft's arena from now on. `hash` is that of the bytes it was read
 * from (source_hash). */
Schedule *draft_finish(Draft *draft, uint64_t hash, Str source_name);
