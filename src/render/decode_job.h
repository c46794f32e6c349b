/* decode_job.h: what the decoders of each format share. Inner header of decode*.c. */
#pragma once

#include "render/decode.h"

typedef struct {
    const uint8_t *bytes;
    size_t len;
    ImageHeader header;
    PictureBox box;
    int orientation; /* EXIF's, 1 to 8; 1 is upright */
    DecodeFacts *facts;
} DecodeJob;

/* Sets the reason and returns false. */
bool decode_refuse(DecodeJob *job, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Both dimensions within the limits, else it is refused. */
bool decode_begin(DecodeJob *job, DecodeRows *rows, int32_t width, int32_t height);

bool decode_png(DecodeJob *job, DecodeRows *rows);
bool decode_jpeg(DecodeJob *job, DecodeRows *rows);
bool decode_webp(DecodeJob *job, DecodeRows *rows);
bool decode_gif(DecodeJob *job, DecodeRows *rows);
bool decode_svg(DecodeJob *job, Pixmap *out);

/* The orientation in EXIF data, which begins with its byte order ("II" or "MM"); 1 when it has
 * none. */
int decode_exif_orientation(const uint8_t *exif, size_t len);
