/* strings.h: the program's own words, dates, times and numbers, in a language.
 *
 * The words come from assets/strings/LANGUAGE.yaml; which language is asked first is the
 * schedule's `display.languages`. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/instant.h"
#include "base/str.h"
#include "base/zone.h"

typedef enum {
    STRING_NOW,
    STRING_NEXT,
    STRING_THEN, /* over a later item */
    STRING_BREAK,
    STRING_SPOTLIGHT,
    STRING_PARTNERS,
    STRING_AGENDA,
    STRING_STARTS_SOON,  /* a session that is due but has not begun */
    STRING_FINISHING,    /* one that overran */
    STRING_STARTS_IN,    /* over a countdown */
    STRING_DOORS,        /* before the first session: "Starts at {time}" */
    STRING_NEXT_AT,      /* "Next at {time}" */
    STRING_BACK_AT,      /* in a break: "Back at {time}" */
    STRING_STARTING_NOW, /* in place of a countdown's last minute */
    STRING_MINUTES_LEFT, /* "{n} min left": has plural forms */
    STRING_IN_MINUTES,   /* "in {n} min": has plural forms */
    STRING_CANCELLED,
    STRING_MOVED,
    STRING_MOVED_TO,   /* "Moved to {room}" */
    STRING_MOVED_FROM, /* at the new place: "Moved here from {room}" */
    STRING_NEW_TIME,   /* of what was moved to another time: "New time: {time}" */
    STRING_DELAYED,
    STRING_NOT_RECORDED,
    STRING_THANKS,      /* after the last session */
    STRING_SEE_YOU,     /* "See you on {date}" */
    STRING_GOODBYE,     /* after the last day */
    STRING_NO_SESSIONS, /* "No sessions today" */
    STRING_NEXT_DAY,    /* "Next: {date}" */
    STRING_NO_SCHEDULE, /* for the audience: "Welcome" */
    STRING_HELLO,       /* for whoever sets it up: "This screen has no schedule yet" */
    STRING_HELLO_NAME,
    STRING_HELLO_CODE,
    STRING_HELLO_SCAN,
    STRING_HELLO_CLOCK,       /* "Clock in step, {ms} ms" */
    STRING_HELLO_CLOCK_ALONE, /* nothing keeps it */
    STRING_HELLO_NO_NETWORK,
    STRING_IN_THIS_TALK, /* spotlight: the session about the project, today */
    STRING_ALL_ROOMS,
    STRING_FREE,       /* a room in which nothing runs or follows */
    STRING_FREE_UNTIL, /* nothing runs until the next session: "Free until {time}" */
    STRING_UNTIL,      /* in place of minutes left when there are many: "until {time}" */
    STRING_ALL_DAY,    /* before what has no time of its own, or lasts for hours */
    STRING_SEATS,      /* "{n} seats": has plural forms */
    STRING_SEATS_FREE, /* "{n} seats free": has plural forms */
    STRING_WATCH_IN,   /* of a full room's session: "Watch it in {room}" */
    STRING_MORE,       /* beside the code that leads to the session's page */
    STRING_FEEDBACK,   /* beside the code that leads to where one says how it was */
    STRING_NETWORK,    /* over the name of a wireless one */
    STRING_PASSWORD,   /* over its password */
    STRING_JOIN,       /* under the code that puts a telephone into it */
    STRING_FULL,       /* a room that nobody gets into any more */
    STRING_CLOSED,     /* one that is not used */
    STRING_LATE,       /* "{n} min late": has plural forms */
    STRING_STARTS_AT,  /* of what was delayed: "Starts {time}" */
    STRING_OVER_TIME,  /* on the stage timer, after the end */
    STRING_ON_STAGE,   /* before the others who speak with somebody: "With" */
    STRING_NOTICE,
    STRING_EMERGENCY,
    STRING_ANNOUNCED, /* when an emergency was: "Announced {time}" */
    STRING_TEST,      /* over a test notice: "This is a test" */
    STRING_PAGE,      /* "{n} / {total}" */
    STRING_TIER_PLATINUM,
    STRING_TIER_GOLD,
    STRING_TIER_SILVER,
    STRING_TIER_BRONZE,
    STRING_TIER_FOUNDING,
    STRING_TIER_COMMUNITY,
    STRING_TIER_MEDIA,
    STRING_COUNT
} StringId;

typedef struct Strings Strings;

/* The words of one language from the bytes of its file (see assets/strings/zh.yaml). Unknown and
 * missing keys are diagnosed; a missing one is taken from English. NULL when nothing could be
 * read. In `arena`. */
const Strings *strings_load(Arena *arena, Str language, Str source, Diagnostics *diagnostics);

/* English words that are part of the program: always there. */
const Strings *strings_builtin(void);

/* The language's tag ("zh"), as BCP 47. */
Str strings_language(const Strings *strings);

/* Right-to-left? From the language's script. */
bool strings_is_rtl(const Strings *strings);

/* The word or pattern. */
Str strings_get(const Strings *strings, StringId id);

/* The pattern with {n} in the plural form that the language wants (CLDR), digits as the language
 * writes them in signage (Western digits everywhere). */
Str strings_count(Arena *arena, const Strings *strings, StringId id, int64_t n);

/* The pattern with `{placeholder}` replaced by `value`, which keeps its own direction (isolate.h).
 */
Str strings_fill(Arena *arena, const Strings *strings, StringId id, const char *placeholder,
                 Str value);

/* Any pattern with every `{placeholder}` replaced: for those that have several. */
Str strings_replace(Arena *arena, Str pattern, const char *placeholder, Str value);

/* "14:05", or "2:05 PM" where `twelve_hour` is asked for (as the language writes it). */
Str strings_time(Arena *arena, const Strings *strings, LocalTime at, bool twelve_hour);

/* "Sunday"; "Sun" when short. */
Str strings_weekday(const Strings *strings, Date date, bool is_short);

/* "9月26日 星期四", "Thursday 26 September". */
Str strings_date(Arena *arena, const Strings *strings, Date date);
