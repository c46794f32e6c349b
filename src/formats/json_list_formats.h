/* json_list_formats.h: programs whose JSON is a list of sessions, each an object with its time, its
 * room and its people: where the list is, and what its members are called. */
#pragma once

#include <stddef.h>

enum { PATTERN_MAX = 7, WAYS_MAX = 2, JSON_LIST_FORMATS_COUNT = 9 };

typedef enum {
    FIELD_ID,
    FIELD_GUID,
    FIELD_TITLE,
    FIELD_SUBTITLE,
    FIELD_ABSTRACT,
    FIELD_START,
    FIELD_END,
    FIELD_MINUTES,
    FIELD_ROOM,
    FIELD_ROOM_ID,
    FIELD_SPEAKERS,
    FIELD_TRACK,
    FIELD_TYPE,
    FIELD_LANGUAGE,
    FIELD_URL,
    FIELD_STATUS,
    FIELD_COUNT
} Field;

/* Names of members; "a.b" is b in a. Of several the first that says something. */
typedef struct {
    const char *names[3];
} Names;

typedef struct {
    const char *what; /* for people */
    /* The ways to the sessions, as the list stands on its own or in an answer with pages; "*":
     * each; NULL ends one. */
    const char *ways[WAYS_MAX][PATTERN_MAX + 1];
    const char *marks[4]; /* an object is a session of it when it has all of these */
    Names fields[FIELD_COUNT];
    const char *about;        /* the object that tells of the event, and has its rooms and tracks;
                                 NULL: the whole */
    const char *inner;        /* what has these inside stands for them; its title is their track */
    const char *service;      /* says by true that it is a break or the like */
    const char *off;          /* says by true that it is cancelled */
    const char *no_recording; /* says by true that no camera runs */
    const char *recording;    /* says by false that no camera runs */
    const char *reference;    /* a string there is the code of a session that the file has not */
    const char *visible; /* says by false or "N" that it is not published yet: it is left out */
} ListFormat;

/* In the order in which a file is asked whether it is one of them. */
extern const ListFormat JSON_LIST_FORMATS[JSON_LIST_FORMATS_COUNT];
