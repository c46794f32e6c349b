/* files.h: files and folders read whole. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { FILE_SIZE_MAX = 64 * 1024 * 1024 }; /* of anything that is read whole */

/* The bytes of a file, followed by a NUL, in `arena`. False with errno set (see file_error_words in
 * file_write.h): EISDIR for a folder, EMEDIUMTYPE for a pipe or a device, which is not waited for,
 * EFBIG for more than FILE_SIZE_MAX. */
bool file_read(Arena *arena, const char *path, Str *out);

/* The same with another limit, in bytes. */
bool file_read_within(Arena *arena, const char *path, size_t max, Str *out);

bool file_exists(const char *path);
bool folder_exists(const char *path);

/* Makes the folder and those above it; false with errno set. An existing one is fine. */
bool folder_make(const char *path);

/* True for one on a disk that cannot be written to, or that would have to be made there. */
bool folder_is_read_only(const char *path);

/* Names in a folder (without "." and ".."), sorted by their bytes, in `arena`; false with errno
 * set when it cannot be read. */
bool folder_list(Arena *arena, const char *path, const Str **names, size_t *count);

/* "folder/name", without doubling the slash. */
Str path_join(Arena *arena, Str folder, const char *name);

/* What stands before the last slash: "." when there is none, "/" for the root. */
Str path_folder(Arena *arena, Str path);

/* What stands after the last slash. */
Str path_name(Str path);

/* Of a list of folders, one a line, the first that has a file of that name; else the first of all.
 */
Str folder_with(Arena *arena, Str folders, Str name);

/* True for a name that ends in .yaml or .yml, in whatever case. */
bool path_is_yaml(Str path);
