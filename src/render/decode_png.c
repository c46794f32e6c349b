/* PNG by libpng: any depth and colour type as eight bits of red, green, blue and alpha. */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/decode_job.h"

/* An interlaced picture comes seven times, so all of its rows are kept. */
enum { INTERLACED_MAX = 80 * 1024 * 1024 };

typedef struct {
    DecodeJob *job;
    size_t at; /* what was read of the bytes */
} Reader;

static void read_bytes(png_structp png, png_bytep to, size_t count) {
    Reader *reader = png_get_io_ptr(png);
    if (count > reader->job->len - reader->at)
        png_error(png, "the file is cut");
    memcpy(to, reader->job->bytes + reader->at, count);
    reader->at += count;
}

static void fail(png_structp png, png_const_charp message) {
    Reader *reader = png_get_error_ptr(png);
    decode_refuse(reader->job, "%s (PNG)", message);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void read_orientation(DecodeJob *job, png_structp png, png_infop info) {
    png_uint_32 len = 0;
    png_bytep exif = NULL;
    if (png_get_eXIf_1(png, info, &len, &exif) & PNG_INFO_eXIf)
        job->orientation = decode_exif_orientation(exif, len);
}

static void set_transformations(png_structp png, png_infop info) {
    png_set_expand(png); /* palette, few bits, and a transparent colour */
    png_set_scale_16(png);
    if (!(png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR))
        png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER); /* where there is none */
}

bool decode_png(DecodeJob *job, DecodeRows *rows) {
    Reader reader = {.job = job};
    /* What is changed after setjmp and used after a jump back. */
    uint8_t *volatile buffer = NULL;
    volatile bool is_read = false;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, fail, ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info) {
        png_destroy_read_struct(&png, NULL, NULL);
        return false;
    }
    if (setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &reader, read_bytes);
        png_set_user_limits(png, IMAGE_SIDE_MAX, IMAGE_SIDE_MAX);
        png_read_info(png, info);
        read_orientation(job, png, info);
        set_transformations(png, info);
        int passes = png_set_interlace_handling(png);
        png_read_update_info(png, info);
        int32_t width = (int32_t)png_get_image_width(png, info);
        int32_t height = (int32_t)png_get_image_height(png, info);
        size_t stride = (size_t)width * 4, kept = passes > 1 ? (size_t)height : 1;
        if (png_get_rowbytes(png, info) != stride)
            png_error(png, "a colour type that is not known");
        if (stride * kept > INTERLACED_MAX)
            png_error(png, "interlaced, and too large for that");
        buffer = calloc(kept, stride);
        if (!buffer || !decode_begin(job, rows, width, height))
            png_error(png, job->facts->why[0] ? job->facts->why : "memory is out");
        for (int pass = 0; pass < passes; pass++)
            for (int32_t y = 0; y < height; y++) {
                uint8_t *row = buffer + (kept > 1 ? (size_t)y * stride : 0);
                png_read_row(png, row, NULL);
                if (pass == passes - 1)
                    decode_rows_add(rows, row);
            }
        is_read = true;
    }
    free(buffer);
    png_destroy_read_struct(&png, &info, NULL);
    return is_read;
}
