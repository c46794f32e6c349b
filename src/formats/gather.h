/* gather.h: what the readers of other programs' files have in common.
 *
 * A reader hands over rooms, tracks and sessions as its file has them; gather_finish finds out the
 * zone, where the conference day changes and what was left open, and makes the schedule by
 * draft.h, as the native format does. */
#pragma once

#include "base/word_table.h"
#include "formats/draft.h"
#include "formats/formats.h"
#include "formats/iso_time.h"
#include "formats/places.h"

/* How many sessions a file may have: one for each so many bytes, and at least DRAFT_SESSIONS_MAX. A
 * larger number is no conference, and would cost more memory than a kiosk has to give. */
enum { GATHER_BYTES_PER_SESSION = 400, GATHER_TRACKS_MAX = 1000 };

/* When a session is, as its file says it. */
typedef struct {
    IsoTime start;         /* without a date: on `day` */
    IsoTime end;           /* without a date: the first such time after the start */
    bool has_end;          /* `end` is given */
    Millis length;         /* 0: not given; `end` wins */
    Date day;              /* the conference day under which the file lists it; all zero: none */
    const Zone *zone;      /* of this session alone; NULL: the event's */
    bool is_clock_written; /* the file writes the clock time too, and start's offset is to that */
    bool is_all_day;       /* of start's date, as a whole */
} When;

typedef struct {
    Draft draft;
    Diagnostics *diagnostics; /* borrowed */
    const FormatInput *input; /* borrowed */
    Arena *scratch;           /* owned: tables and times, until it is finished */
    Arena *whole_texts;       /* owned: of an abstract whose beginning is kept; NULL like scratch */
    Places places;            /* of the text that is read */
    uint64_t hash;            /* source_hash of the input, by a reader that had its bytes at hand */
    bool is_hashed;           /* there was one */
    When *whens;              /* of the draft's sessions, one each */
    size_t when_capacity;
    size_t first_offset;     /* of the first session in the text, to tell how many there will be */
    WordTable ids;           /* sessions by id */
    WordTable repeats;       /* the last number given to an id that stands there again */
    WordTable guids;         /* sessions by guid */
    WordTable rooms, tracks; /* by the file's own key */
    WordTable room_words;    /* ids and names in use, in small letters */
    WordTable room_names;    /* rooms by name, folded (str_fold_name) */
    WordTable track_words;
    Str zone_name; /* as the file names it; empty: it does not */
    Position zone_at;
    const Zone *zone_ahead; /* see gather_zone_ahead; may be NULL */
    Str city;               /* tells the zone when nothing else does */
    bool is_undated;        /* the file has no dates at all: it is for any day */
    bool is_full; /* it has more than is read, which has been said: the rest is left out */
    bool are_tracks_full;
    Date usual_day; /* of sessions that say none */
    bool has_day_change;
    int32_t day_change; /* as the file says */
    Str languages[8];   /* of texts that say theirs, in the order of their appearance */
    size_t language_count;
    struct {
        Str tag;
        size_t sessions;
    } spoken[8]; /* the sessions' languages, most of a conference's */
    size_t spoken_count;
    size_t unscheduled; /* sessions without a time, left out */
    Position unscheduled_at;
    size_t hidden; /* sessions that are not on the programme, left out */
    Position hidden_at;
} Gather;

/* An empty one for `text`, which is what the input's source became (see charset.h). */
Gather gather_create(const FormatInput *input, Str text, Diagnostics *diagnostics);

/* Gives up: frees everything. */
void gather_free(Gather *gather);

/* Where the byte at `offset` of the text stands. */
Position gather_at(Gather *gather, size_t offset, int32_t span);

/* A title (text_to_line), in no particular language. */
Localized gather_line(Gather *gather, Str text, Position at);

/* Paragraphs (html_to_text): all of them, or as much as a screen shows of them (FormatInput). */
Localized gather_abstract(Gather *gather, Str text, Position at);

/* The same in several languages; empty ones are left out. When all say the same, it is said in no
 * particular language: nobody wants to read a title twice. */
Localized gather_lines(Gather *gather, const Translation *texts, size_t count, Position at);

/* The same for paragraphs. */
Localized gather_abstracts(Gather *gather, const Translation *texts, size_t count, Position at);

/* What a file says about a person, as it stands there. */
typedef struct {
    Str name, affiliation, biography;
    Str photo; /* path or URL */
} PersonWords;

/* The person; false for one without a name. */
bool gather_person(Gather *gather, const PersonWords *words, Position at, Speaker *speaker);

/* A single word: trimmed, without control characters. */
Str gather_word(Gather *gather, Str text);

/* What a file says about a room. */
typedef struct {
    Str id;   /* empty: made from the name; changed when it is taken */
    Str guid; /* the program's own word for it; may be empty */
    Localized name;
    Position at;
} RoomWords;

/* The room with that key, the file's own; one without a guid may also be known by the same name but
 * for case, width and spaces. It is made when it is new; where there are DRAFT_ROOMS_MAX others it
 * is any of them, and no session is taken any more. */
size_t gather_room(Gather *gather, Str key, const RoomWords *words);

/* The track with that key, in the same way; SCHEDULE_NONE when there are GATHER_TRACKS_MAX others.
 */
size_t gather_track(Gather *gather, Str key, Str id, Localized name, Position at);

/* The track's colour, "#ecb64f"; nothing for SCHEDULE_NONE and what is no colour. */
void gather_track_color(Gather *gather, size_t track, Str color);

/* From start to end or as it is given; 0 when the file does not say. */
Millis when_length(const When *when);

/* Adds a session: id (may be empty or taken), rooms, texts and kinds are read from `session`, its
 * times from `when`. One without a title is a break, with a warning, unless somebody speaks. */
void gather_session(Gather *gather, const Session *session, const When *when);

/* The session that `session` is, too, at the same time: with the same guid, or where neither has
 * one with the same id, title and length. SCHEDULE_NONE: there is none. */
size_t gather_same(const Gather *gather, const Session *session, const When *when);

/* Makes room for that many sessions, where a reader knows. */
void gather_reserve(Gather *gather, size_t sessions);

/* Remembers a session that has no time yet. */
void gather_unscheduled(Gather *gather, Position at);

/* Remembers a session that was withdrawn or is not published. */
void gather_hidden(Gather *gather, Position at);

/* The schedule, or NULL, with an error, when the file has no session that can be shown. Frees the
 * rest. `what` names the format for people: "frab XML". */
Schedule *gather_finish(Gather *gather, const char *what);
