#include "operator/page_files.h"

#include <errno.h>

#include "base/file_write.h"
#include "base/files.h"

bool page_files_read(Arena *arena, Str assets, PageFile out[PAGE_FILES], Str *problem) {
    static const PageFile FILES[PAGE_FILES] = {
        {.path = "index.html", .type = "text/html; charset=utf-8"},
        {.path = "operator.css", .type = "text/css; charset=utf-8"},
        {.path = "operator.js", .type = "text/javascript; charset=utf-8"},
        {.path = "parts.js", .type = "text/javascript; charset=utf-8"},
        {.path = "words.js", .type = "text/javascript; charset=utf-8"},
        {.path = "icon.svg", .type = "image/svg+xml"},
    };
    for (size_t i = 0; i < PAGE_FILES; i++) {
        out[i] = FILES[i];
        Str path = str_printf(arena, "%.*s/operator/%s", str_arg(assets), FILES[i].path);
        if (!file_read(arena, path.s, &out[i].bytes)) {
            *problem = str_printf(arena, "%s: %s", path.s, file_error_words(errno));
            return false;
        }
    }
    return true;
}

const PageFile *page_file(const PageFile files[PAGE_FILES], Str path) {
    if (path.len == 0)
        path = str_from("index.html");
    for (size_t i = 0; i < PAGE_FILES; i++)
        if (str_equal_c(path, files[i].path))
            return &files[i];
    return NULL;
}
