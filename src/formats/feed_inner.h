/* feed_inner.h: what the readers of feeds share. Inner header of feed*.c. */
#pragma once

#include "schedule/schedule.h"

enum { FEED_READ_MAX = 200 /* items of a file; the others are not looked at */ };

/* A feed while it is being read. */
typedef struct {
    Arena *arena;
    Str base;
    Str title;
    NewsItem *items; /* FEED_READ_MAX places */
    size_t count;
    size_t warned;   /* of them: left out, because their authors put a warning on them */
    const char *why; /* why it is no feed; NULL: it is one */
} FeedReading;

/* An item as it stands in the file; each may be empty. */
typedef struct {
    Str id, url, author;
    Str title; /* may have HTML, as the text */
    Str text;
    Str picture; /* its address, as written; empty: the first one in text or content */
    Str content; /* more of it, for that */
    Str date;
} FeedEntry;

/* Nothing when there is no place, or nothing to show. */
void feed_add(FeedReading *reading, const FeedEntry *entry);

/* "Tue, 10 Jun 2003 04:00:00 GMT" (RFC 822, 5) or ISO 8601, in UTC where it says no zone;
 * INSTANT_NEVER for what is neither. */
Instant feed_time(Str text);

/* Text, maybe with HTML, in one line, addresses short; at most so many bytes. */
Str feed_plain(Arena *arena, Str text, size_t max);

/* The readers. What is no feed sets reading->why. */
void feed_xml_read(FeedReading *reading, Str text);
void feed_json_read(FeedReading *reading, Str text);
