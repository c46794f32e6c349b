/* imported.h: a file read by the loader, with its bytes kept for as long as its findings. */
#pragma once

#include "loaded.h"

#define IMPORT TEST_SOURCE_DIR "/tests/formats/import/"

typedef struct {
    Loaded loaded;
    char *bytes; /* owned; without room behind, so that reading too far is caught */
} Imported;

/* `options` has what is not the source's and the clock's. */
static inline Imported import_bytes_by(Str source, const char *name, FormatInput options) {
    Imported imported = {.loaded = {.arena = arena_create()},
                         .bytes = malloc(source.len ? source.len : 1)};
    if (source.len)
        memcpy(imported.bytes, source.s, source.len);
    Str exact = {.s = imported.bytes, .len = source.len};
    Loaded *loaded = &imported.loaded;
    loaded->diagnostics = diagnostics_create(loaded->arena, str_from(name), exact);
    options.source = exact;
    options.source_name = str_from(name);
    options.now = LOADED_NOW;
    loaded->schedule = schedule_load(&options, &loaded->diagnostics);
    return imported;
}

static inline Imported import_bytes_with(Str source, const char *name, const char *zone,
                                         bool wants_abstracts) {
    return import_bytes_by(
        source, name, (FormatInput){.zone = str_from(zone), .wants_abstracts = wants_abstracts});
}

static inline Imported import_bytes(Str source, const char *name, const char *zone) {
    return import_bytes_with(source, name, zone, true);
}

/* A whole file, however large. NULL bytes when there is none. */
static inline Str import_slurp(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return (Str){0};
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(size + 1);
    if (bytes)
        size = fread(bytes, 1, size, file);
    fclose(file);
    return (Str){.s = bytes, .len = size};
}

static inline Imported import_file(const char *path, const char *zone) {
    Str source = import_slurp(path);
    if (!source.s) {
        fprintf(stderr, "cannot open %s\n", path);
        abort();
    }
    const char *slash = strrchr(path, '/');
    Imported imported = import_bytes(source, slash ? slash + 1 : path, zone);
    free((void *)source.s);
    return imported;
}

static inline void imported_free(Imported *imported) {
    loaded_free(&imported->loaded);
    free(imported->bytes);
}
