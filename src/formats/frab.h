/* frab.h: an event of frab's model, which XML and JSON exports share (frab, Pentabarf, pretalx,
 * FOSDEM, wafer, the CCC's hub). Inner header of formats/.
 *
 * An event's own date wins over its day and start; a start before the file's day_change without a
 * date is on the next morning.
 *
 * Of a large file the reader walks through the file in one thread, while a second one makes
 * sessions of the events that were read before. All that is said about the file is said as by one
 * thread: whoever walks has the other one catch up first (frab_diagnostics). */
#pragma once

#include "base/relay.h"
#include "formats/gather.h"

/* The texts of one event as they stand in the file. */
typedef struct {
    Str id, guid, slug;
    Str date, start, duration, end;
    Str room, room_slug; /* of the list that the event is in, or its own */
    Str room_guid;       /* of that list */
    Str url, title, subtitle;
    Str feedback; /* URL */
    Str license;  /* of its recording */
    Str track, track_slug, track_color;
    Str type, language, abstract, description, status;
    bool do_not_record;
    const PersonWords *persons;
    size_t person_count;
    Date day;                                       /* all zero: not known */
    size_t place;                                   /* offset in the text; 0: not known */
    int32_t span;                                   /* characters there that a complaint is about */
    size_t date_place, start_place, duration_place; /* offsets, too; used for complaints */
    Position at;                                    /* of `place`; frab_add_event finds it out */
} FrabEvent;

/* What the file says about the conference. */
typedef struct {
    Str acronym, title, venue, city, url, zone_name, day_change;
    Position zone_at, day_change_at;
} FrabConference;

/* Events that go from one thread to the other together. */
typedef struct {
    struct FrabItem *items;
    size_t count, taken; /* items that are there; that became sessions already */
    Arena *texts;        /* owned: of the events */
} FrabBatch;

enum { FRAB_BATCHES = 4 };

typedef struct {
    Gather gather; /* the second thread's, when there is one, but after frab_settle */
    Str kind;      /* the last event's word for its type, and what it means: mostly the same */
    SessionType kind_type;
    Str room, room_guid; /* the last event's, and its index: events stand in lists by room */
    size_t room_index;
    const size_t *one_room; /* the list of rooms of the last session that was in one */
    Relay *relay;           /* owned; NULL: one thread does it all */
    FrabBatch batches[FRAB_BATCHES];
    size_t batch;     /* that is being filled; without a relay the first holds one event */
    Arena *items;     /* owned: the batches' */
    Str zone_name;    /* as the file names it, if it has done so before its events */
    bool is_zone_due; /* the second thread reads its table when it begins */
    size_t settled;
} Frab;

Frab frab_create(const FormatInput *input, Str text, Diagnostics *diagnostics);

/* Gives up: frees everything. */
void frab_free(Frab *frab);

/* What gather_finish returns. Frees the rest. */
Schedule *frab_finish(Frab *frab, const char *what);

/* Has everything that was read become sessions; until the next event is added the gather is the
 * caller's. */
void frab_settle(Frab *frab);

/* Where the reader may say something, after what there is to say about events before. */
Diagnostics *frab_diagnostics(Frab *frab);

/* Before the events where the file has that order, in any case before frab_finish. */
void frab_set_conference(Frab *frab, const FrabConference *conference);

/* The room of a list of events, which is there without any, too. The name may be empty: none. The
 * texts live until frab_finish. `place` and `span` as of an event. */
void frab_room(Frab *frab, Str name, Str slug, Str guid, size_t place, int32_t span);

/* The next event, which has nothing in it. Its texts live until frab_finish, or are in frab_texts:
 * that is emptied only when the next event begins. Where a file ends within an event that is not
 * added. */
FrabEvent *frab_begin_event(Frab *frab);
Arena *frab_texts(Frab *frab);

/* Its id and guid are known, and will be asked for. */
void frab_expect(Frab *frab, const FrabEvent *event);

/* The event that was begun is complete. */
void frab_add_event(Frab *frab);

/* The date of a day, with a diagnostic when it is none. */
bool frab_day(Frab *frab, Str date, size_t place, int32_t span, Date *day);
