/* json_file.h: a JSON file whose long lists are not held as trees.
 *
 * A tree takes four times the file's bytes. So the objects of the lists that make a file large are
 * parsed one after the other, each when it is its turn, and the rest of the file apart from them.
 * The file is held to be JSON when jansson says so of each object and of the rest, in which a
 * number stands in the place of each object: then it would say so of the whole.
 *
 * That is for files as programs write them. All others (broken ones, keys that stand twice, lists
 * of other things than objects) are opened whole, and so have their errors from there. */
#pragma once

#include <jansson.h>

#include "base/diagnostics.h"
#include "formats/places.h"

typedef enum {
    JSON_EVENTS,   /* frab: of all days and rooms, {"schedule": …} around it or not */
    JSON_SESSIONS, /* Sessionize, OPass */
    JSON_SPEAKERS,
    JSON_LIST_COUNT
} JsonList;

typedef struct {
    size_t first, count; /* of the starts and ends */
    size_t next;         /* the item that is to be asked for next */
} JsonRange;

typedef struct {
    Str text;     /* borrowed */
    Arena *arena; /* owned; NULL: the tree is that of the whole file */
    json_t *root; /* owned */
    size_t *starts, *ends;
    size_t count, start_capacity, end_capacity;
    JsonRange lists[JSON_LIST_COUNT];
    json_t *item; /* owned: the one that was asked for last */
    JsonList item_list;
    bool is_refused; /* not JSON, or not as regular as it looked */
} JsonFile;

/* Opens the file without the objects of its lists; false: it must be opened whole. */
bool json_file_open_rest(JsonFile *file, Str text);

/* Opens it with all that is in it. `root` is NULL, with a diagnostic, when it is no JSON. */
void json_file_open_whole(JsonFile *file, Str text, Diagnostics *diagnostics);

/* The object that stands at `element`, which the file's tree has in that list; to be asked for in
 * the file's order, or for the last one again. Good until the next; NULL when the file has to be
 * opened whole. */
const json_t *json_file_item(JsonFile *file, JsonList list, const json_t *element);

/* True when all items of all lists were asked for, and were what they should be. */
bool json_file_is_read(const JsonFile *file);

/* True when all items can be parsed; for a file of which none was asked for. */
bool json_file_is_json(const JsonFile *file);

/* Accepts a zeroed one. */
void json_file_close(JsonFile *file);
