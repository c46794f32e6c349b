/* frab.h: an event of frab's model, which XML and JSON exports share (frab, Pentabarf, pretalx,
 * FOSDEM, wafer, the CCC's hub). Inner header of formats/.
 *
 * An event's own date wins over its day and start; a start before the file's day_change without a
 * date is on the next morning. */
#pragma once

#include "formats/gather.h"

/* The texts of one event as they stand in the file; they live until frab_add_event returns. */
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
    Date day; /* all zero: not known */
    Position at;
    size_t date_place, start_place, duration_place; /* offsets in the text; used for complaints */
} FrabEvent;

/* What the file says about the conference. */
typedef struct {
    Str acronym, title, venue, city, url, zone_name, day_change;
    Position zone_at, day_change_at;
} FrabConference;

typedef struct {
    Gather gather;
    Str kind; /* the last event's word for its type, and what it means: mostly the same */
    SessionType kind_type;
    Str room, room_guid; /* the last event's, and its index: events stand in lists by room */
    size_t room_index;
    const size_t *one_room; /* the list of rooms of the last session that was in one */
} Frab;

Frab frab_create(const FormatInput *input, Str text, Diagnostics *diagnostics);

/* Before the events where the file has that order, in any case before frab_finish. */
void frab_set_conference(Frab *frab, const FrabConference *conference);

/* The room of a list of events, which is there without any, too. The name may be empty: none. */
size_t frab_room(Frab *frab, Str name, Str slug, Str guid, Position at);

void frab_add_event(Frab *frab, const FrabEvent *event);

/* The date of a day, with a diagnostic when it is none. */
bool frab_day(Frab *frab, Str date, Position at, Date *day);
