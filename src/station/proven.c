#include "station/proven.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_write.h"
#include "base/files.h"
#include "formats/source_hash.h"

/* A line with the magic word, and the hash and length of what follows; then, each as its length and
 * a space before it: the sources that were asked for, the changes, and each source's path and
 * bytes. */
#define MAGIC "kiosk-proven 1 "

enum { HEAD_MAX = 64 };

const char *proven_path(Arena *arena, const char *runs_path) {
    if (!runs_path)
        return NULL;
    Str path = str_from(runs_path);
    return str_printf(arena, "%.*s.proven", str_arg(str_slice(path, 0, path.len - strlen(".runs"))))
        .s;
}

/* What was asked for by whom: what is kept of other sources is of no use. */
static Str asked_for(Arena *arena, const SourceSettings *asked) {
    Str all = str_from(asked->path);
    for (size_t i = 0; i < asked->also_count; i++)
        all = str_printf(arena, "%.*s\n%s", str_arg(all), asked->also[i]);
    return all;
}

/* ---- parts ---------------------------------------------------------------------------------- */

enum { PARTS_BEFORE = 2, PARTS_OF_SOURCE = 2 };

static bool take_part(Str *rest, Str *part) {
    size_t space = str_find(*rest, " ");
    if (space == SIZE_MAX || space > 12)
        return false;
    size_t len = strtoul(rest->s, NULL, 10);
    if (len > rest->len - space - 1)
        return false;
    *part = str_slice(*rest, space + 1, len);
    *rest = str_slice(*rest, space + 1 + len, rest->len);
    return true;
}

static bool read_parts(Str text, Arena *arena, const SourceSettings *asked, Proven *out) {
    Str part;
    int year, month, day;
    if (!take_part(&text, &part) || !str_equal(part, asked_for(arena, asked)) ||
        !take_part(&text, &part) ||
        sscanf(str_copy(arena, part).s, "%d-%d-%d %d", &year, &month, &day, &out->last_number) != 4)
        return false;
    out->date = (Date){.year = year, .month = month, .day = day};
    out->count = asked->also_count + 1;
    out->sources = arena_new(arena, ProvenSource, out->count);
    for (size_t i = 0; i < out->count; i++) {
        ProvenSource *source = &out->sources[i];
        if (!take_part(&text, &source->path) || !take_part(&text, &source->bytes))
            return false;
        source->path = str_copy(arena, source->path);
    }
    return text.len == 0;
}

bool proven_read(Arena *arena, const char *path, const SourceSettings *asked, Proven *out) {
    Str text;
    unsigned long long hash;
    if (!path || !file_read(arena, path, &text) || !str_starts(text, MAGIC))
        return false;
    size_t end = str_find(text, "\n");
    if (end == SIZE_MAX || end > HEAD_MAX || sscanf(text.s + strlen(MAGIC), "%llx", &hash) != 1)
        return false;
    text = str_slice(text, end + 1, text.len);
    return str_hash(STR_HASH_SEED, text.s, text.len) == hash && read_parts(text, arena, asked, out);
}

bool proven_write(const char *path, const SourceSettings *asked, const Proven *proven) {
    Arena *arena = arena_create();
    Str *parts = arena_new(arena, Str, PARTS_BEFORE + PARTS_OF_SOURCE * proven->count);
    size_t count = 0, len = 1;
    parts[count++] = asked_for(arena, asked);
    parts[count++] = str_printf(arena, "%d-%d-%d %d", proven->date.year, proven->date.month,
                                proven->date.day, proven->last_number);
    for (size_t i = 0; i < proven->count; i++) {
        parts[count++] = proven->sources[i].path;
        parts[count++] = proven->sources[i].bytes;
    }
    for (size_t i = 0; i < count; i++)
        len += parts[i].len + 16;
    char *text = arena_new(arena, char, len);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, 16, "%zu ", parts[i].len);
        if (parts[i].len)
            memcpy(text + used, parts[i].s, parts[i].len);
        used += parts[i].len;
    }
    Str head = str_printf(arena, MAGIC "%016llx\n",
                          (unsigned long long)str_hash(STR_HASH_SEED, text, used));
    const Str whole[] = {head, {.s = text, .len = used}};
    bool is_written =
        file_write(path, whole, countof(whole),
                   &(FileWrite){.is_private = true, .is_durable = true, .makes_folders = true});
    int error = errno;
    arena_free(arena);
    errno = error;
    return is_written;
}

/* ---- what is shown -------------------------------------------------------------------------- */

Proven proven_of(Arena *arena, const Source *source) {
    const Loaded *loaded = source->loaded;
    Proven proven = {.sources = arena_new(arena, ProvenSource, loaded->source_count),
                     .count = loaded->source_count};
    for (size_t i = 0; i < proven.count; i++) {
        const LoadedSource *one = &loaded->sources[i];
        proven.sources[i] =
            (ProvenSource){.path = one->url.len ? (Str){0} : one->name, .bytes = one->bytes};
    }
    return proven;
}

uint64_t proven_hash(const Proven *proven) {
    uint64_t hash = STR_HASH_SEED;
    for (size_t i = 0; i < proven->count; i++) {
        const ProvenSource *source = &proven->sources[i];
        const uint64_t numbers[] = {source->path.len, source->bytes.len,
                                    source_hash(source->bytes)};
        hash = str_hash(hash, source->path.s, source->path.len);
        hash = str_hash(hash, numbers, sizeof numbers);
    }
    hash = str_hash(hash, &proven->last_number, sizeof proven->last_number);
    return str_hash(hash, &proven->date, sizeof proven->date);
}
