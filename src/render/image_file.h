/* image_file.h: a picture file of a folder, read within limits and decoded. */
#pragma once

#include <sys/stat.h>

#include "base/str.h"
#include "render/image_header.h"
#include "render/pixmap.h"

/* What tells one state of a file from another. All zero: there was none. */
typedef struct {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
} FileStamp;

bool file_stamp_equal(const FileStamp *a, const FileStamp *b);

/* The real path of `path` within `folder`, to be freed by the caller. NULL with a reason when there
 * is no such file, it is none, or it lies outside: by an absolute path, by .. or by a link. */
char *image_path_find(Str folder, Str path, FileStamp *stamp, const char **why);

typedef struct {
    uint8_t *bytes; /* owned */
    size_t len;
    ImageHeader header;
} ImageFile;

/* Reads at most IMAGE_FILE_MAX bytes. False with a reason, and nothing to close, on failure. */
bool image_file_open(ImageFile *file, const char *real_path, const char **why);
void image_file_close(ImageFile *file);

/* The picture, premultiplied; SVG is drawn to fit into width × height, others come as stored. The
 * reason is a literal or SDL's. */
bool image_file_decode(const ImageFile *file, int32_t width, int32_t height, Pixmap *out,
                       const char **why);
