/* Files from a folder that somebody else filled: nothing outside of it is opened, nothing that is
 * not a plain file, nothing large; and SDL2_image sees only the four formats that we name. */
#include "render/image_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render/image_library.h"

bool file_stamp_equal(const FileStamp *a, const FileStamp *b) {
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

static bool is_below(const char *real_path, const char *real_folder) {
    size_t len = strlen(real_folder);
    while (len > 0 && real_folder[len - 1] == '/')
        len--;
    return strncmp(real_path, real_folder, len) == 0 && real_path[len] == '/';
}

static bool climbs(const char *path) {
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == 0))
            return true;
    }
    return false;
}

char *image_path_find(Str folder, Str path, FileStamp *stamp, const char **why) {
    char wanted[PATH_MAX], base[PATH_MAX], real_folder[PATH_MAX];
    *stamp = (FileStamp){0};
    if (!path.len || memchr(path.s, 0, path.len)) {
        *why = "the path is empty or has a zero byte";
        return NULL;
    }
    int len = snprintf(wanted, sizeof wanted, "%.*s/%.*s", str_arg(folder), str_arg(path));
    if (len < 0 || len >= (int)sizeof wanted) {
        *why = "the path is too long";
        return NULL;
    }
    if (path.s[0] == '/' || climbs(wanted + folder.len + 1)) {
        *why = "the path must be relative and stay in its folder";
        return NULL;
    }
    memcpy(base, wanted, folder.len);
    base[folder.len] = 0;
    char *real = realpath(wanted, NULL);
    if (!real || !realpath(folder.len ? base : ".", real_folder)) {
        *why = strerror(errno);
        free(real);
        return NULL;
    }
    struct stat info;
    if (!is_below(real, real_folder)) {
        *why = "a link leads out of its folder";
    } else if (stat(real, &info) != 0) {
        *why = strerror(errno);
    } else if (!S_ISREG(info.st_mode)) {
        *why = "not a file";
    } else {
        *stamp = (FileStamp){info.st_dev, info.st_ino, info.st_size, info.st_mtim};
        return real;
    }
    free(real);
    return NULL;
}

static bool read_whole(int descriptor, uint8_t *to, size_t len) {
    while (len > 0) {
        ssize_t count = read(descriptor, to, len);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        to += count;
        len -= (size_t)count;
    }
    return true;
}

bool image_file_open(ImageFile *file, const char *real_path, const char **why) {
    *file = (ImageFile){0};
    bool is_open = false;
    /* Not to be held up by a pipe that took the file's place meanwhile. */
    int descriptor = open(real_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    struct stat info;
    if (descriptor < 0 || fstat(descriptor, &info) != 0) {
        *why = strerror(errno);
        goto end;
    }
    if (!S_ISREG(info.st_mode) || info.st_size > IMAGE_FILE_MAX || info.st_size == 0) {
        *why = !S_ISREG(info.st_mode) ? "not a file"
               : info.st_size         ? "the file is larger than 32 MiB"
                                      : "the file is empty";
        goto end;
    }
    file->len = (size_t)info.st_size;
    file->bytes = malloc(file->len);
    if (!file->bytes || !read_whole(descriptor, file->bytes, file->len)) {
        *why = "the file could not be read to its end";
        goto end;
    }
    is_open = image_header_read(file->bytes, file->len, &file->header, why);
end:
    if (descriptor >= 0)
        close(descriptor);
    if (!is_open)
        image_file_close(file);
    return is_open;
}

void image_file_close(ImageFile *file) {
    free(file->bytes);
    *file = (ImageFile){0};
}

static SDL_Surface *decode(const ImageFile *file, int32_t width, int32_t height) {
    static const struct {
        const char *type;
        int flag;
    } FORMATS[] = {
        [IMAGE_PNG] = {"PNG", IMG_INIT_PNG},
        [IMAGE_JPEG] = {"JPG", IMG_INIT_JPG},
        [IMAGE_WEBP] = {"WEBP", IMG_INIT_WEBP},
        [IMAGE_SVG] = {"SVG", 0},
    };
    _Static_assert(sizeof FORMATS / sizeof FORMATS[0] == IMAGE_KIND_COUNT, "a type for each kind");
    const ImageKind kind = file->header.kind;
    ImageLibrary library;
    if (!image_library_open(&library))
        return NULL;
    SDL_RWops *stream = SDL_RWFromConstMem(file->bytes, (int)file->len);
    if (!stream)
        return NULL;
    if (kind == IMAGE_SVG) {
        SDL_Surface *surface = library.load_sized_svg(stream, width, height);
        SDL_RWclose(stream);
        return surface;
    }
    /* Only now, and only this format's library: a start without pictures loads none. */
    library.init(FORMATS[kind].flag);
    return library.load_typed(stream, 1, FORMATS[kind].type);
}

static uint32_t premultiplied(uint32_t pixel) {
    uint32_t alpha = pixel >> 24, result = alpha << 24;
    for (int shift = 0; shift < 24; shift += 8)
        result |= (((pixel >> shift & 0xff) * alpha + 127) / 255) << shift;
    return result;
}

/* Takes a stored pixel's bytes in the order red, green, blue, alpha as SDL2_image gives them. */
static uint32_t premultiplied_rgba(uint32_t pixel) {
    return premultiplied((pixel & 0xff00ff00) | (pixel >> 16 & 0xff) | (pixel & 0xff) << 16);
}

/* Most of a drawing is empty, and is zero already. */
static void take_row(uint32_t *to, const uint32_t *from, int32_t count, bool is_rgba) {
    for (int32_t x = 0; x < count; x++)
        if (from[x] & 0xff000000)
            to[x] = is_rgba ? premultiplied_rgba(from[x]) : premultiplied(from[x]);
}

/* `stored` in one of two orders that need no copy of the whole. Takes `stored`. */
static SDL_Surface *in_known_order(SDL_Surface *stored, bool *is_rgba) {
    if (!stored)
        return NULL;
    *is_rgba = stored->format->format == SDL_PIXELFORMAT_ABGR8888;
    if (*is_rgba || stored->format->format == SDL_PIXELFORMAT_ARGB8888)
        return stored;
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(stored, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(stored);
    return surface;
}

bool image_file_decode(const ImageFile *file, int32_t width, int32_t height, Pixmap *out,
                       const char **why) {
    bool is_rgba;
    SDL_Surface *surface = in_known_order(decode(file, width, height), &is_rgba);
    if (!surface) {
        *why = SDL_GetError();
        return false;
    }
    *out = pixmap_create(surface->w, surface->h);
    for (int32_t y = 0; y < surface->h; y++) {
        const uint8_t *row = (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
        take_row(out->pixels + (size_t)y * (size_t)out->width, (const uint32_t *)(const void *)row,
                 out->width, is_rgba);
    }
    SDL_FreeSurface(surface);
    return true;
}
