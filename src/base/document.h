/* document.h: a YAML file as a tree that knows where each thing stood.
 *
 * Reads libyaml's events. Scalars stay text ("09:05", "no" and "2020" are what they look like);
 * what a text means is decided by the field that holds it. Aliases and anchors, tags, several
 * documents and nesting deeper than DOCUMENT_DEPTH_MAX are refused with a diagnostic. Used by the
 * schedule, themes, fonts.yaml and the strings. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/str.h"

enum { DOCUMENT_DEPTH_MAX = 16 };

typedef enum { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node Node;

typedef struct {
    Str key;
    Position key_at;
    const Node *value; /* never NULL */
} NodeEntry;

struct Node {
    NodeKind kind;
    Position at;
    bool is_quoted; /* scalar: in quotes or a block, so that it is text for certain */
    Str scalar;
    const Node *const *items; /* list */
    const NodeEntry
        *entries; /* map, in the file's order; a repeated key is reported, the last wins */
    size_t count; /* of items or entries */
};

/* Parses `source` (UTF-8, or UTF-16 with a mark; a mark and CR LF are fine). Problems go to
 * `diagnostics`. NULL when the text is not YAML at all or empty; otherwise the tree, in `arena`. */
const Node *document_parse(Arena *arena, Str source, Diagnostics *diagnostics);

/* The value of `key`, or NULL (also when `map` is NULL or not a map). */
const Node *node_get(const Node *map, const char *key);

/* True for a scalar that means "nothing": plain and empty, or ~. (Not "null": a title may be.) */
bool node_is_null(const Node *node);
