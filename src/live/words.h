/* words.h: what a word of a command can be: a room, a session, minutes, …
 *
 * Inner header of src/live/. A word knows how it is read from what staff wrote, how it is kept in
 * the state file, and how status tells it. */
#pragma once

#include <jansson.h>

#include "live/command.h"

/* A command while it is being read. */
typedef struct {
    Arena *arena;
    const Schedule *schedule; /* may be NULL */
    Instant now;
    Command *out;
    Str *problem;
} Reading;

/* Sets the problem; returns false. */
bool reading_fail(Reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

typedef enum {
    WORD_NEEDED,
    WORD_MAYBE,  /* may be left out; what has a place stands after what is needed */
    WORD_OPTION, /* "--key WORD", in any place */
} WordUse;

typedef struct {
    const char *key;   /* in JSON, and behind "--" */
    bool is_path;      /* the name of a file */
    bool stands_alone; /* an option without a word behind it; read with its key */
    /* Reads what staff wrote. */
    bool (*read)(Reading *reading, Str word);
    /* An option with many keys: those that `is_key` takes, such as languages; `key` stands for them
     * in messages, and read_as is called instead. NULL: it has one. */
    bool (*is_key)(Str key);
    bool (*read_as)(Reading *reading, Str key, Str word);
    /* Into the state file, and from there; false when that makes no sense. NULL: is not kept. */
    void (*keep)(json_t *object, const LiveOp *op);
    bool (*recall)(const json_t *object, LiveOp *op);
    /* For status; NULL: nothing. */
    void (*tell)(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op);
} Word;

extern const Word WORD_ROOM;        /* op.room */
extern const Word WORD_ROOM_OR_ALL; /* op.room; empty: everywhere */
extern const Word WORD_SESSION;     /* op.session */
extern const Word WORD_MINUTES;     /* op.by */
extern const Word WORD_FORCE;       /* op.is_forced */
extern const Word WORD_START;       /* op.start */
extern const Word WORD_TEXT;        /* op.text, never empty */
extern const Word WORD_NOTE;        /* op.text */
extern const Word WORD_UNTIL;       /* op.until */
extern const Word WORD_LEVEL;       /* op.level */
extern const Word WORD_VIEW;        /* op.view */
extern const Word WORD_NUMBER;      /* op.number */
extern const Word WORD_NOTICE;      /* op.level, or the number of a change */
extern const Word WORD_OTHER;       /* op.other */
extern const Word WORD_LENGTH;      /* op.by; the word "until" stands for the next one */
extern const Word WORD_END;         /* op.end */
extern const Word WORD_SPAN;        /* op.start and op.end: 14:00–14:30 */
extern const Word WORD_TITLE;       /* op.text, never empty */
extern const Word WORD_HEADING;     /* op.text, never empty */
extern const Word WORD_LINE_1;      /* op.lines, of a slide: the first keeps them all … */
extern const Word WORD_LINE_2;      /* … and each reads its own */
extern const Word WORD_LINE_3;
extern const Word WORD_LINE_4;
extern const Word WORD_LINE_5;
extern const Word WORD_LINE_6;
extern const Word WORD_QR;             /* op.url */
extern const Word WORD_FEED_ITEM;      /* op.about, and op.text */
extern const Word WORD_SPEAKER;        /* op.speaker, never empty */
extern const Word WORD_AFFILIATION;    /* op.affiliation */
extern const Word WORD_CONDITION;      /* op.condition, op.text, op.people and op.places */
extern const Word WORD_LANGUAGE;       /* op.texts */
extern const Word WORD_LANGUAGE_MAYBE; /* the same; may be kept without any text */
extern const Word WORD_CLEAR;          /* op.is_cleared */
extern const Word WORD_BLINK;          /* op.is_blinking */
extern const Word WORD_BLACKOUT;       /* op.is_black */
extern const Word WORD_SCREEN;         /* op.screen */
extern const Word WORD_GROUP;          /* op.group */
extern const Word WORD_PATH;           /* Command.path */
extern const Word WORD_DISPLAY;        /* Command.display */
extern const Word WORD_WIDTH;          /* Command.width */
extern const Word WORD_SHOW;           /* Command.third: what to do */
extern const Word WORD_WHO;            /* Command.third: with whom */
extern const Word WORD_LINE;           /* Command.third: below a name */

/* "2019-09-26T09:31:05+08:00"; null for INSTANT_NEVER. */
json_t *word_time(Arena *arena, const Zone *zone, Instant at);

/* A moment as the state file has it, in milliseconds since 1970; INSTANT_NEVER when there is none
 * that makes sense. */
Instant word_instant(const json_t *object, const char *key);

/* Of an object of JSON: the text (borrowed; empty: none, or longer than may be), and back. */
Str word_text(const json_t *object, const char *key);
void word_put_text(json_t *object, const char *key, Str text); /* nothing when it is empty */

/* What told a session from others. */
void word_keep_facts(json_t *object, const char *key, const LiveSession *facts);
LiveSession word_facts(const json_t *object, const char *key);
