/* page_files.h: the files that the operator's page consists of, read once. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { PAGE_FILES = 6 };

typedef struct {
    const char *path, *type;
    Str bytes;
} PageFile;

/* From assets/operator/; bytes in `arena`. False with a line in *problem. */
bool page_files_read(Arena *arena, Str assets, PageFile out[PAGE_FILES], Str *problem);

/* The file of that path ("" is the page itself); NULL: there is none. */
const PageFile *page_file(const PageFile files[PAGE_FILES], Str path);
