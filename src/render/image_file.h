/* image_file.h: a picture file of a folder: found, opened and looked at within limits. */
#pragma once

#include <sys/stat.h>

#include "base/str.h"
#include "render/image_header.h"
#include "render/picture_given_up.h"

/* What tells one state of a file from another. All zero: there was none. */
typedef struct {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
} FileStamp;

bool file_stamp_equal(const FileStamp *a, const FileStamp *b);

/* The real path of `path` within `folder`, or the first that has it of several, one a line; to be
 * freed by the caller. NULL with a reason when there is no such file, it is none, or it lies
 * outside of that folder: by an absolute path, by .. or by a link. */
char *image_path_find(Str folder, Str path, FileStamp *stamp, const char **why);

typedef struct {
    int fd; /* owned; of a plain file of at most IMAGE_FILE_MAX bytes */
    ImageHeader header;
    PictureKey key;
    uint8_t *plain; /* owned; all bytes, when it may be a plain drawing (drawing.h); else NULL */
    size_t plain_len;
} ImageFile;

/* False with a reason (a literal or strerror's), and nothing to close, on failure. */
bool image_file_open(ImageFile *file, const char *real_path, const char **why);
void image_file_close(ImageFile *file);
