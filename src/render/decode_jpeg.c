/* JPEG by libjpeg: gray, YCbCr and RGB as RGB, CMYK and YCCK converted; the EXIF orientation. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
/* behind the header that it needs */
#include <jerror.h>

#include "base/library.h"
#include "render/decode_job.h"

typedef struct {
    __typeof__(&jpeg_std_error) std_error;
    __typeof__(&jpeg_CreateDecompress) create;
    __typeof__(&jpeg_destroy_decompress) destroy;
    __typeof__(&jpeg_mem_src) mem_src;
    __typeof__(&jpeg_save_markers) save_markers;
    __typeof__(&jpeg_read_header) read_header;
    __typeof__(&jpeg_start_decompress) start;
    __typeof__(&jpeg_read_scanlines) read_scanlines;
} Library;

/* libjpeg-turbo has an order of channels with an alpha that is full, which saves a pass. */
#ifdef JCS_ALPHA_EXTENSIONS
#define RGB JCS_EXT_RGBA
#else
#define RGB JCS_RGB
#endif

typedef struct {
    struct jpeg_error_mgr manager; /* first, as libjpeg finds it */
    jmp_buf jump;
    DecodeJob *job;
} Errors;

static bool open_library(DecodeJob *job, Library *library) {
    static const char *const NAMES[] = {"libjpeg.so.62", "libjpeg.so.8"};
    const LibraryFunction functions[] = {
        {"jpeg_std_error", &library->std_error},
        {"jpeg_CreateDecompress", &library->create},
        {"jpeg_destroy_decompress", &library->destroy},
        {"jpeg_mem_src", &library->mem_src},
        {"jpeg_save_markers", &library->save_markers},
        {"jpeg_read_header", &library->read_header},
        {"jpeg_start_decompress", &library->start},
        {"jpeg_read_scanlines", &library->read_scanlines},
    };
    const char *why;
    /* The header's version is a part of every call: another one's library would say no. */
    size_t names = JPEG_LIB_VERSION >= 80 ? 2 : 1;
    if (library_load(NAMES, names, functions, countof(functions), &why) == LIBRARY_LOADED)
        return true;
    return decode_refuse(job, "no JPEG without the package libjpeg62-turbo");
}

static void fail(j_common_ptr info) {
    Errors *errors = (Errors *)(void *)info->err;
    char message[JMSG_LENGTH_MAX];
    info->err->format_message(info, message);
    decode_refuse(errors->job, "%s (JPEG)", message);
    longjmp(errors->jump, 1);
}

/* libjpeg goes on with gray where data is missing. What does no harm to the picture is let pass. */
static void warn(j_common_ptr info, int level) {
    if (level >= 0)
        return;
    switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_ARITH_BAD_CODE:
        fail(info);
        break;
    default:
        break;
    }
}

static void be_silent(j_common_ptr info) {
    (void)info;
}

static void read_orientation(DecodeJob *job, const struct jpeg_decompress_struct *info) {
    static const uint8_t EXIF[] = {'E', 'x', 'i', 'f', 0, 0};
    for (jpeg_saved_marker_ptr marker = info->marker_list; marker; marker = marker->next)
        if (marker->data_length > sizeof EXIF && memcmp(marker->data, EXIF, sizeof EXIF) == 0) {
            job->orientation = decode_exif_orientation(marker->data + sizeof EXIF,
                                                       marker->data_length - sizeof EXIF);
            return;
        }
}

/* Adobe's programs write how much ink is missing instead of how much there is, and mark it. */
static void cmyk_to_rgba(const uint8_t *cmyk, uint8_t *rgba, int32_t width, bool is_inverted) {
    for (int32_t x = 0; x < width; x++, cmyk += 4, rgba += 4) {
        uint32_t black = is_inverted ? cmyk[3] : 255u - cmyk[3];
        for (int c = 0; c < 3; c++) {
            uint32_t ink = is_inverted ? cmyk[c] : 255u - cmyk[c];
            rgba[c] = (uint8_t)((ink * black + 127) / 255);
        }
        rgba[3] = 255;
    }
}

static void rgb_to_rgba(const uint8_t *rgb, uint8_t *rgba, int32_t width) {
    for (int32_t x = 0; x < width; x++, rgb += 3, rgba += 4) {
        rgba[0] = rgb[0];
        rgba[1] = rgb[1];
        rgba[2] = rgb[2];
        rgba[3] = 255;
    }
}

/* One that is three times as large as is needed is decoded at a half, a quarter or an eighth,
 * which costs as much less: a photo of a person is shown at a tenth of its size. How much of a logo
 * is needed is not known before it was looked at (ink.h). */
static void choose_scale(const DecodeJob *job, struct jpeg_decompress_struct *info) {
    enum { LARGE = 16 * 1024 * 1024, SPARE = 3 }; /* half as much again, for the last scaling */
    if (fit_is_by_ink(job->box.fit) && (int64_t)info->image_width * info->image_height <= LARGE)
        return;
    uint32_t side = (uint32_t)(job->box.width > job->box.height ? job->box.width : job->box.height);
    uint32_t shorter =
        info->image_width < info->image_height ? info->image_width : info->image_height;
    info->scale_num = 1;
    info->scale_denom = 1;
    while (info->scale_denom < 8 && shorter / info->scale_denom >= side * SPARE)
        info->scale_denom *= 2;
}

bool decode_jpeg(DecodeJob *job, DecodeRows *rows) {
    Library library;
    if (!open_library(job, &library))
        return false;
    struct jpeg_decompress_struct info = {0};
    Errors errors = {.job = job};
    uint8_t *volatile buffer = NULL;
    volatile bool is_read = false;
    info.err = library.std_error(&errors.manager);
    errors.manager.error_exit = fail;
    errors.manager.emit_message = warn;
    errors.manager.output_message = be_silent;
    if (setjmp(errors.jump) == 0) {
        library.create(&info, JPEG_LIB_VERSION, sizeof info);
        library.mem_src(&info, job->bytes, job->len);
        library.save_markers(&info, JPEG_APP0 + 1, 0xffff);
        library.read_header(&info, TRUE);
        read_orientation(job, &info);
        bool is_cmyk = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
        info.out_color_space = is_cmyk ? JCS_CMYK : RGB;
        choose_scale(job, &info);
        library.start(&info);
        int32_t width = (int32_t)info.output_width, height = (int32_t)info.output_height;
        if (decode_begin(job, rows, width, height)) {
            job->facts->width = info.image_width;
            job->facts->height = info.image_height;
            buffer = malloc((size_t)width * 8);
            while (buffer && info.output_scanline < info.output_height) {
                JSAMPROW row = buffer;
                library.read_scanlines(&info, &row, 1);
                uint8_t *rgba = buffer + (size_t)width * 4;
                if (is_cmyk)
                    cmyk_to_rgba(buffer, rgba, width, info.saw_Adobe_marker);
                else if (RGB == JCS_RGB)
                    rgb_to_rgba(buffer, rgba, width);
                else
                    rgba = buffer;
                decode_rows_add(rows, rgba);
            }
            is_read = buffer;
        }
    }
    free(buffer);
    library.destroy(&info);
    return is_read;
}
