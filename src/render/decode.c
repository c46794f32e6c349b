#include "render/decode.h"

#include "render/decode_job.h"

/* From how it is stored to how it is seen (Exif 2.32, Orientation). Takes `from`. */
static Pixmap upright(Pixmap from, int orientation) {
    if (orientation == 1)
        return from;
    bool is_turned = orientation >= 5;
    int32_t width = is_turned ? from.height : from.width;
    int32_t height = is_turned ? from.width : from.height;
    bool flips_x = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    bool flips_y = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    Pixmap to = pixmap_create(width, height);
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++) {
            int32_t seen_x = flips_x ? width - 1 - x : x, seen_y = flips_y ? height - 1 - y : y;
            int32_t from_x = is_turned ? seen_y : seen_x, from_y = is_turned ? seen_x : seen_y;
            to.pixels[(size_t)y * (size_t)width + (size_t)x] =
                from.pixels[(size_t)from_y * (size_t)from.width + (size_t)from_x];
        }
    pixmap_free(&from);
    return to;
}

/* Of a picture that was reduced the right and lower edges are parts of pixels. */
static Pixmap take_ink(DecodeJob *job, Pixmap stored, const DecodeRows *rows) {
    bool is_turned = job->orientation >= 5;
    double width = is_turned ? rows->height : rows->width;
    double height = is_turned ? rows->width : rows->height;
    DecodeFacts *facts = job->facts;
    Pixmap picture = ink_fit(upright(stored, job->orientation), width, height, &job->box,
                             &facts->ink, &facts->scale);
    facts->scale *= width / facts->width; /* it may have been decoded smaller than it is */
    return picture;
}

/* Scaled as it is stored, which is upside down or on its side perhaps, and turned then. */
static Pixmap take_rows(DecodeJob *job, DecodeRows *rows) {
    PictureBox box = job->box;
    if (job->orientation >= 5) {
        double width = job->facts->width;
        job->facts->width = job->facts->height;
        job->facts->height = width;
        box = (PictureBox){.fit = box.fit, .width = box.height, .height = box.width};
    }
    Pixmap stored = rows->pixels;
    rows->pixels = (Pixmap){0};
    if (fit_is_by_ink(box.fit))
        return take_ink(job, stored, rows);
    if (job->orientation != 1 && box.fit == FIT_FACE) { /* which knows above from below */
        bool is_turned = job->orientation >= 5;
        double width = is_turned ? rows->height : rows->width;
        double height = is_turned ? rows->width : rows->height;
        return picture_fit(upright(stored, job->orientation), width, height, &job->box);
    }
    return upright(picture_fit(stored, rows->width, rows->height, &box), job->orientation);
}

static bool decode_rows(DecodeJob *job, DecodeRows *rows) {
    switch (job->header.kind) {
    case IMAGE_PNG:
        return decode_png(job, rows);
    case IMAGE_JPEG:
        return decode_jpeg(job, rows);
    case IMAGE_WEBP:
        return decode_webp(job, rows);
    case IMAGE_GIF:
        return decode_gif(job, rows);
    case IMAGE_SVG:
    case IMAGE_KIND_COUNT:
        break;
    }
    return false;
}

bool decode_picture(const uint8_t *bytes, size_t len, const PictureBox *box, Pixmap *out,
                    DecodeFacts *facts) {
    *facts = (DecodeFacts){0};
    DecodeJob job = {.bytes = bytes, .len = len, .box = *box, .orientation = 1, .facts = facts};
    const char *why = "";
    if (!image_header_read(bytes, len, &job.header, &why))
        return decode_refuse(&job, "%s", why);
    facts->moves = image_moves(bytes, len, job.header.kind);
    if (job.header.kind == IMAGE_SVG) {
        if (!decode_svg(&job, out))
            return false;
    } else {
        DecodeRows rows = {0};
        bool is_whole = decode_rows(&job, &rows) && rows.row == rows.from_height;
        if (!is_whole) {
            decode_rows_free(&rows);
            return facts->why[0] ? false : decode_refuse(&job, "the file is cut or broken");
        }
        if (!picture_is_visible(&rows.pixels)) {
            decode_rows_free(&rows);
            return decode_refuse(&job, "nothing is to be seen in it");
        }
        *out = take_rows(&job, &rows);
        decode_rows_free(&rows);
        return true;
    }
    if (picture_is_visible(out))
        return true;
    pixmap_free(out);
    return decode_refuse(&job, "nothing is to be seen in it");
}
