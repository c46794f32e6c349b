/* schedule.h: what a conference has planned.
 *
 * Immutable once it is built: a change is a new Schedule, swapped in whole. Everything it points
 * to lives in its arena, so it is freed by schedule_free alone. Knows nothing of file formats. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/instant.h"
#include "base/overlay_look.h"
#include "base/str.h"
#include "base/zone.h"
#include "schedule/view_kinds.h"

/* "No such index." */
#define SCHEDULE_NONE SIZE_MAX

/* In place of a room's index: the room of a door that the schedule does not have. */
#define SCHEDULE_NO_ROOM (SIZE_MAX - 1)

/* One text in one or more languages. */
typedef struct {
    Str language; /* BCP 47 tag; empty: said in no particular language */
    Str text;
} Translation;

typedef struct {
    const Translation *items; /* in the file's order */
    size_t count;             /* 0: no text */
    Position at;              /* where it stands in the file */
} Localized;

/* The text for the first of `languages` that has one (language_match: "zh-Hant" is satisfied by
 * "zh-TW", "pt" by "pt-BR", and the other way round); else one without a language; else one in the
 * same language in another script ("sr-Latn" for "sr"); else the first there is. Empty when there
 * is none. */
Str localized_get(const Localized *text, const Str *languages, size_t language_count);

/* The text in that language, by the same rule; empty when there is none. */
Str localized_in(const Localized *text, Str language);

/* What stands beside `first`: the text in that language, else the one that was written without a
 * language; empty when there is none that differs from `first`. */
Str localized_beside(const Localized *text, Str first, Str language);

/* With all its texts in `arena`. */
Localized localized_copy(Arena *arena, const Localized *text);

/* 04:00: what is before belongs to the evening. */
enum { DAY_CHANGE_USUAL = 4 * 60 };

typedef struct {
    Localized name;
    Str zone_name;
    const Zone *zone;     /* never NULL */
    bool is_zone_assumed; /* nobody said it: this computer's, or UTC */
    Str language;         /* of texts that do not say theirs, as the file says; may be empty */
    Localized venue;
    int32_t day_change; /* minutes after midnight, DAY_CHANGE_USUAL unless the file says */
    /* Paths as written, relative to the schedule's folder. */
    Str logo;
    Str logo_on_light; /* its form for light grounds; empty: the same */
    Str background;    /* a picture behind the pages */
    Str url;
    Str license;                  /* of recordings: "CC BY 4.0"; may be empty */
    uint32_t color, second_color; /* 0xRRGGBB: whose event it is */
    bool has_color, has_second_color;
} Event;

/* Whether somebody who comes now gets in. */
typedef enum { ROOM_OPEN, ROOM_FULL, ROOM_CLOSED, ROOM_STATE_COUNT } RoomState;

/* The crew's word to whoever stands on a room's stage: on its timer alone, never for the audience.
 */
typedef struct {
    Localized text;      /* may be empty */
    bool is_blinking;    /* the text draws the eye */
    bool is_black;       /* the timer shows nothing */
    Instant from, until; /* `from` 0: nothing is said; `until` INSTANT_NEVER: as long as that
                            session is the timer's (stage_timer.h) */
} StageWord;

typedef struct {
    Str id;
    Str guid; /* the source's own word for it, which stays when it is renamed; may be empty */
    Localized name;
    int32_t capacity; /* 0: not said */
    Localized way;    /* "2nd floor, left": how to get there */
    Str overflow;     /* id of the room where its session is shown when it is full; may be empty */
    /* As staff say, no file says it; of an instant: see room_state_at. */
    RoomState state;
    Localized state_text;            /* what to do then: "Livestream in Hall 2"; may be empty */
    Instant state_from, state_until; /* 0: not said, it has no end */
    Str state_session;               /* id of the one that it ends with; may be empty */
    bool is_counted;                 /* somebody counts the people inside */
    int32_t people, places;          /* then; places 0: not said */
    StageWord stage;                 /* as the crew say, no file says it */
    Position at;
} Room;

typedef struct {
    Str id;
    Localized name;
    uint32_t color; /* 0xRRGGBB */
    bool has_color;
    Position at;
} Track;

typedef struct {
    Localized name;
    Localized affiliation;
    Localized biography; /* paragraphs of plain text */
    Str photo;           /* path relative to the schedule's folder, or URL; may be empty */
} Speaker;

/* Somebody with a name prepared for the stream: a host, whoever sits at the left. */
typedef struct {
    Str id; /* never empty; "left" in `lower-third show @left` */
    Speaker who;
    Position at;
} KnownPerson;

typedef struct {
    Instant start, end;
    Localized title;
    size_t partner; /* index into partners, or SCHEDULE_NONE */
} Segment;

typedef enum {
    SESSION_TALK,
    SESSION_KEYNOTE,
    SESSION_PANEL,
    SESSION_BREAK,
    SESSION_SOCIAL,
    SESSION_OTHER,
    SESSION_TYPE_COUNT
} SessionType;

typedef enum {
    SESSION_CONFIRMED,
    SESSION_CANCELLED,
    SESSION_MOVED,
    SESSION_DELAYED,
    SESSION_STATUS_COUNT
} SessionStatus;

typedef struct {
    Str id;   /* never empty: made from day, start, room and title where the file has none */
    Str guid; /* the source's word for this session and no other; may be empty */
    bool is_id_written; /* the id is the file's, not made from what may change */
    size_t day;         /* index into days */
    Instant start, end; /* end > start, as it stands now (after a move or a delay) */
    Instant planned_start,
        planned_end;             /* as first planned; equal to the above when nothing changed */
    const size_t *rooms;         /* indices into rooms */
    size_t room_count;           /* 0: everywhere (a break for all rooms) */
    const size_t *planned_rooms; /* where it was to be; same as rooms unless moved */
    size_t planned_room_count;
    Localized title;
    Localized subtitle;
    const Speaker *speakers;
    size_t speaker_count;
    size_t track; /* or SCHEDULE_NONE */
    SessionType type;
    SessionStatus status;
    Str language;
    Localized note;
    Str url;      /* its page */
    Str feedback; /* where to say how it was; may be empty */
    Str license;  /* of its recording; empty: the event's */
    bool do_not_record;
    bool is_all_day; /* an item of its day, without a time of its own: from the day's first instant
                        to its last. It runs nowhere: now and next do not list it */
    const Segment *segments;
    size_t segment_count;
    Position at;
    Localized abstract; /* paragraphs of plain text; or its beginning (FormatInput) */
} Session;

typedef struct {
    Date date;
    bool is_undated; /* the file gives no date: it is `date` because it was loaded for that day */
    Instant from;    /* first instant of the conference day (day_change on that date) */
    Instant until;   /* first instant of the next one */
    Localized title;
    size_t first_session; /* sessions of a day follow each other */
    size_t session_count;
    Position at;
} Day;

typedef struct {
    Localized name;
    Localized tagline;
    Localized description;
    const Localized *highlights;
    size_t highlight_count;
    Str url;
    Str logo;
    size_t session; /* the one about this project, or SCHEDULE_NONE */
    Position at;
} Project;

typedef struct {
    Str id;
    Localized name;
    Str logo;
    Str url;
    size_t tier;
    Position at;
} Partner;

typedef struct {
    Str id;          /* the key in the file: "platinum", "founding" */
    Localized title; /* empty: the program's word for the id, else the id */
    size_t first_partner;
    size_t partner_count;
    Position at;
} Tier;

typedef enum {
    NOTICE_INFO,
    NOTICE_WARNING,
    NOTICE_EMERGENCY,
    NOTICE_TEST,
    NOTICE_LEVEL_COUNT
} NoticeLevel;

typedef struct {
    Localized text;
    Instant from, until; /* INSTANT_NEVER: until lifted */
    NoticeLevel level;
    const size_t *rooms;
    size_t room_count; /* 0: everywhere */
    Position at;
} Notice;

typedef enum { TRANSITION_CROSSFADE, TRANSITION_NONE, TRANSITION_KIND_COUNT } TransitionKind;

/* What else is in a cycle has to be seen, too. */
enum { CYCLE_SHARE_MAX = 90 };

/* How the picture of a slide lies on the screen. */
typedef enum {
    SLIDE_FIT_AUTO, /* it fills the screen where little of it is cut off for that, else it is whole
                     */
    SLIDE_FIT_COVER,
    SLIDE_FIT_CONTAIN,
    SLIDE_FIT_COUNT
} SlideFit;

/* A line of a text slide: words, or what they are called above them ("Password"). */
typedef struct {
    Localized label; /* may be empty */
    Localized value;
} SlideLine;

/* A post or a piece of news from elsewhere, as plain text. */
typedef struct {
    Str id;         /* its own word for itself, never empty: what it is hidden by */
    int32_t number; /* FEED_NUMBER_MIN and more: what staff call it; the same on all screens */
    Str author, title, text; /* each may be empty, not all of them */
    Str picture;             /* as a slide's; or empty */
    Instant at;              /* when it was written; INSTANT_NEVER: it does not say */
    bool is_hidden;          /* staff have said so */
} NewsItem;

enum { FEED_ITEMS_MAX = 30, FEED_PAGE_ITEMS = 3, FEED_NUMBER_MIN = 1000 };

/* What a feed had when it came last. Which of it is shown when is feeds.h's. */
typedef struct {
    Str address;           /* as the file names it: a path or a URL */
    Str title;             /* its own; may be empty */
    const NewsItem *items; /* newest first */
    size_t item_count;     /* at most FEED_ITEMS_MAX */
    int32_t shown_max;     /* no more of them are shown at a time */
    Instant fetched;       /* when it came last, whole and well; INT64_MIN: never */
    Millis age_max;        /* older items are not shown; 0: however old they are */
    Millis silence_max;    /* nor is anything when it last came longer ago than that */
    const Str *words;      /* what has one of these is left out */
    size_t word_count;
    size_t left_out; /* items that have such a word, or a warning of their author's */
    size_t undated;  /* left out because they do not say when they were written */
    Str problem;     /* why it could not be read; empty: it was, or has not come yet */
} NewsFeed;

enum { SLIDES_MAX = 120, SLIDE_LINES_MAX = 6, SLIDE_WEIGHT_MAX = 10 };

/* How long a page of the cycle may stay, when a person says it: a longer one is a slip (a moment in
 * milliseconds), and would leave what runs unseen for as long as what it is measured by. */
#define DWELL_LEAST MILLIS_SECOND
#define DWELL_MOST  MILLIS_HOUR

/* A page that the house puts into the cycle: a picture, or a few words. When it is due is
 * slides.h's. */
typedef struct {
    Str name;  /* its file's, or its heading: for messages and reports; never empty */
    Str title; /* the words of its file's name that say nothing else, or its heading: two slides of
                  one title are versions of one thing; may be empty */
    Str picture; /* path relative to the schedule's folder, or URL; empty: it is of words */
    Str poster;  /* of a video: a picture that stands in where it cannot be played; or empty */
    Localized caption; /* of a picture; may be empty */
    Localized heading; /* of words */
    const SlideLine *lines;
    size_t line_count;
    Str qr;               /* what its code says; may be empty */
    Str ssid, password;   /* of a wireless network, whose code it has; may be empty */
    const NewsFeed *feed; /* of news: where they are from; or NULL */
    size_t feed_page;     /* and which page of them it is, from 0 */
    SlideFit fit;
    bool has_no_clock;
    bool is_found;  /* in the folder of slides: the file does not name it */
    Millis dwell;   /* 0: the view's */
    int32_t weight; /* how often it comes beside the others, 1 to SLIDE_WEIGHT_MAX */

    /* When: on these conference days, between these times of them, within these instants. */
    const Date *days;
    size_t day_count;     /* 0: every day */
    int32_t from, until;  /* minutes after midnight of the day's date; negative: not said */
    Instant begins, ends; /* INT64_MIN, INSTANT_NEVER: not said */
    Millis moved;         /* all but the instants are of a plan that was moved by this (--demo) */

    /* Where: on the screens that one of these names; all without any. */
    const size_t *rooms;
    size_t room_count;
    bool is_for_foyer; /* screens of no room */
    const Str *names;  /* of screens, their groups or tags */
    size_t name_count;
    Position at;
} SlideContent;

/* Where the screen's second language stands. */
typedef enum {
    SECOND_AUTO,      /* under the first; in turn with it on pages without room for that */
    SECOND_UNDER,     /* under the first, where there is room */
    SECOND_ALTERNATE, /* a page in each language, in turn */
    SECOND_NONE,
    SECOND_LANGUAGE_COUNT
} SecondLanguage;

/* How a stage's timer counts and looks. */
typedef struct {
    Millis amber, red; /* left: from then on it has another colour */
    Millis over;       /* counts up after the end for that long, where nothing follows */
    bool counts_parts; /* to the end of the session's part that runs, not of the session */
    bool hides_clock, hides_bar, hides_next, hides_people;
} TimerLook;

TimerLook timer_look_default(void);

/* Hours in which a screen is black (dark.h): minutes after midnight, by the venue's clocks. */
typedef struct {
    bool is_set;
    int32_t from, until; /* from > until: over night */
} DarkHours;

typedef struct {
    ViewKind views[16];     /* in the order of the cycle; a view may stand in it more than once */
    size_t view_count;      /* at least 1 */
    bool are_views_written; /* the file says them; else they are the usual ones */
    Millis dwell[VIEW_KIND_COUNT]; /* of one page, at least */
    int32_t door_share;  /* per cent of a cycle in which a door shows its room, at least: 0 to */
    int32_t foyer_share; /* CYCLE_SHARE_MAX; and in which a foyer shows what runs */
    TransitionKind transition;
    Millis transition_time;
    const Str *languages; /* at least one: primary, secondary, … */
    size_t language_count;
    bool is_language_guessed; /* the first one: the file does not say, its texts look like it */
    SecondLanguage second_language;
    Localized partners_title; /* over the wall of partners; empty: the program's word */
    Str theme;                /* name or path; empty: the default */
    TimerLook timer;
    DarkHours dark;  /* as a screen's plan says, no schedule does */
    float safe_area; /* share of width and height kept free at each side, 0 to 0.1 */
    bool twelve_hour;
} Display;

/* Sessions by room (room_index.h). */
typedef struct RoomIndex RoomIndex;

typedef struct {
    Arena *arena;    /* owned: holds everything, this struct too */
    uint64_t hash;   /* of the bytes it was loaded from */
    Str source_name; /* file or URL, for messages */
    Event event;
    const Room *rooms;
    size_t room_count;
    const Track *tracks;
    size_t track_count;
    const Day *days; /* by date, each date once */
    size_t day_count;
    const Session *sessions; /* by day, then start, then first room */
    size_t session_count;
    const RoomIndex *room_index; /* makes looking for a room's sessions quick; may be NULL */
    const Project *projects;
    size_t project_count;
    const Tier *tiers;
    size_t tier_count;
    const Partner *partners; /* by tier */
    size_t partner_count;
    const KnownPerson *people;
    size_t person_count;
    const Notice *notices;
    size_t notice_count;
    const SlideContent *slides; /* those that the file names, then those of the folder, by name */
    size_t slide_count;         /* at most SLIDES_MAX */
    Display display;
    OverlayLook overlay; /* of the stream's lower thirds, as far as the file says */
} Schedule;

/* Accepts NULL. */
void schedule_free(Schedule *schedule);

/* Default display: the usual views, each for its own dwell, 600 ms crossfade, zh then en. */
Display display_default(void);

/* Index of the room with that id, else of that guid (exact), or SCHEDULE_NONE. */
size_t schedule_room_by_id(const Schedule *schedule, Str id);

/* The room whose door a screen stands at that was told `room`: a venue of one room is that room's
 * door, whether it was named or not. SCHEDULE_NONE: the foyer of several. `schedule` may be NULL.
 */
size_t schedule_door(const Schedule *schedule, size_t room);

/* Index of the room that a person calls so: by id or guid, else by id or name but for case, width
 * and spaces (str_fold_name). SCHEDULE_NONE: nothing else is near enough to be it. */
size_t schedule_room_named(const Schedule *schedule, Str name);

/* What a door shows whose room the schedule does not have: the event, and what is said to all. No
 * session and no room; a view of the original, in `arena`. */
const Schedule *schedule_of_no_room(Arena *arena, const Schedule *schedule);

/* True when `session` takes place in `room` (always, for a session without rooms; `room`
 * SCHEDULE_NONE stands for "any room"). */
bool session_is_in_room(const Session *session, size_t room);

/* The same for where it was to be: a moved session is still shown at its old door. */
bool session_was_in_room(const Session *session, size_t room);

/* A copy with every instant of every day moved by `shift`; for --demo. The day's bounds move too,
 * so that a day moved over midnight stays one day. NULL never. */
Schedule *schedule_shifted(const Schedule *schedule, Millis shift);

const char *session_type_name(SessionType type); /* "talk", … as in the file */
const char *session_status_name(SessionStatus status);
const char *notice_level_name(NoticeLevel level);
const char *transition_kind_name(TransitionKind kind);
const char *second_language_name(SecondLanguage second);
const char *room_state_name(RoomState state);
const char *slide_fit_name(SlideFit fit);

/* The kind of that name, in a person's hand ("Keynote"), or the _COUNT value. */
SessionType session_type_by_name(Str name);
SessionStatus session_status_by_name(Str name);
NoticeLevel notice_level_by_name(Str name);
TransitionKind transition_kind_by_name(Str name);
SecondLanguage second_language_by_name(Str name);
RoomState room_state_by_name(Str name);
SlideFit slide_fit_by_name(Str name);
