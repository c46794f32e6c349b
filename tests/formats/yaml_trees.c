/* yaml_trees.c: what import writes, for another program that reads YAML: yaml_trees FIRST COUNT
 * prints COUNT lines of JSON, each [text, tree] of a random schedule; other_yaml.py compares. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/document.h"
#include "formats/write_native.h"
#include "random_schedule.h"

#define NOW INT64_C(1804244400000)

static json_t *text(Str text) {
    return json_stringn_nocheck(text.s ? text.s : "", text.len);
}

static json_t *tree(const Node *node) {
    json_t *out = NULL;
    switch (node->kind) {
    case NODE_SCALAR:
        return text(node->scalar);
    case NODE_LIST:
        out = json_array();
        for (size_t i = 0; i < node->count; i++)
            json_array_append_new(out, tree(node->items[i]));
        return out;
    case NODE_MAP:
        out = json_object();
        for (size_t i = 0; i < node->count; i++) {
            Arena *arena = arena_create();
            json_object_set_new_nocheck(out, str_copy(arena, node->entries[i].key).s,
                                        tree(node->entries[i].value));
            arena_free(arena);
        }
        return out;
    }
    return out;
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    size_t first = (size_t)atol(argv[1]), count = (size_t)atol(argv[2]);
    for (size_t i = first; i < first + count; i++) {
        Arena *arena = arena_create();
        Schedule *schedule = random_schedule(i, NOW);
        Str yaml = write_native(arena, schedule, &(WriteOptions){0});
        Diagnostics diagnostics = diagnostics_create(arena, str_from("written"), yaml);
        const Node *root = document_parse(arena, yaml, &diagnostics);
        json_t *pair = json_pack("[o,o]", text(yaml), root ? tree(root) : json_null());
        json_dumpf(pair, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(pair);
        schedule_free(schedule);
        arena_free(arena);
    }
    return 0;
}
