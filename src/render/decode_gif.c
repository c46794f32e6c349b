/* The first picture of a GIF file (GIF 89a): on its screen, the rest of which is empty. */
#include <stdlib.h>
#include <string.h>

#include "render/decode_job.h"

enum { CODES_MAX = 4096, COLORS_MAX = 256 };

typedef struct {
    const uint8_t *bytes;
    size_t len, at;
    /* of the picture's data, which comes in blocks of at most 255 bytes */
    size_t block_left;
    uint32_t bits;
    int bit_count;
} Reader;

static int take_byte(Reader *reader) {
    return reader->at < reader->len ? reader->bytes[reader->at++] : -1;
}

/* The next byte of the data; -1 at its end. */
static int take_data(Reader *reader) {
    if (reader->block_left == 0) {
        int size = take_byte(reader);
        if (size <= 0)
            return -1;
        reader->block_left = (size_t)size;
    }
    reader->block_left--;
    return take_byte(reader);
}

static int take_code(Reader *reader, int width) {
    while (reader->bit_count < width) {
        int byte = take_data(reader);
        if (byte < 0)
            return -1;
        reader->bits |= (uint32_t)byte << reader->bit_count;
        reader->bit_count += 8;
    }
    int code = (int)(reader->bits & ((1u << width) - 1));
    reader->bits >>= width;
    reader->bit_count -= width;
    return code;
}

/* Appendix F: LZW with codes of three to twelve bits. True when `count` indices were written. */
static bool unpack(Reader *reader, uint8_t *to, size_t count) {
    static const int NONE = -1;
    uint16_t before[CODES_MAX];
    uint8_t last[CODES_MAX], pile[CODES_MAX];
    int start = take_byte(reader);
    if (start < 2 || start > 8)
        return false;
    const int clear = 1 << start, end = clear + 1;
    int next = end + 1, width = start + 1, former = NONE;
    uint8_t first = 0;
    size_t written = 0;
    while (written < count) {
        int code = take_code(reader, width);
        if (code == clear) {
            next = end + 1;
            width = start + 1;
            former = NONE;
            continue;
        }
        if (code < 0 || code == end || code > next || (former == NONE && code >= clear))
            return false;
        size_t height = 0;
        int at = code;
        if (code == next) { /* the one that is being made: the former's and its first again */
            if (former == NONE)
                return false;
            pile[height++] = first;
            at = former;
        }
        while (at > end && height < CODES_MAX) {
            pile[height++] = last[at];
            at = before[at];
        }
        if (height == CODES_MAX || at == clear || at == end)
            return false;
        first = (uint8_t)at;
        pile[height++] = first;
        while (height > 0 && written < count)
            to[written++] = pile[--height];
        if (former != NONE && next < CODES_MAX) {
            before[next] = (uint16_t)former;
            last[next] = first;
            next++;
            if (next == 1 << width && width < 12)
                width++;
        }
        former = code;
    }
    return true;
}

static bool skip_blocks(Reader *reader) {
    for (;;) {
        int size = take_byte(reader);
        if (size <= 0)
            return size == 0;
        if ((size_t)size > reader->len - reader->at)
            return false;
        reader->at += (size_t)size;
    }
}

/* Colours as they lie in the file; NULL when they are cut. */
static const uint8_t *take_colors(Reader *reader, int flags, int *count) {
    *count = 2 << (flags & 7);
    size_t size = (size_t)*count * 3;
    if (size > reader->len - reader->at)
        return NULL;
    const uint8_t *colors = reader->bytes + reader->at;
    reader->at += size;
    return colors;
}

/* Extensions up to the first picture: the one that says which colour is not drawn. */
static bool find_picture(Reader *reader, int *transparent) {
    enum { EXTENSION = 0x21, GRAPHIC_CONTROL = 0xf9, PICTURE = 0x2c };
    for (;;) {
        int kind = take_byte(reader);
        if (kind == PICTURE)
            return true;
        int label = kind == EXTENSION ? take_byte(reader) : -1;
        if (label < 0)
            return false;
        const uint8_t *block = reader->bytes + reader->at;
        if (label == GRAPHIC_CONTROL && reader->len - reader->at >= 5 && block[0] == 4 &&
            (block[1] & 1))
            *transparent = block[4];
        if (!skip_blocks(reader))
            return false;
    }
}

typedef struct {
    int32_t x, y, width, height;
    bool is_interlaced;
} Place;

/* Which row of the file's order is row `y` (appendix E). */
static int32_t stored_row(const Place *place, int32_t y) {
    static const int32_t FIRST[] = {0, 4, 2, 1}, STEP[] = {8, 8, 4, 2};
    int32_t before = 0;
    if (!place->is_interlaced)
        return y;
    for (int pass = 0; pass < 4; pass++) {
        if (y >= FIRST[pass] && (y - FIRST[pass]) % STEP[pass] == 0)
            return before + (y - FIRST[pass]) / STEP[pass];
        if (place->height > FIRST[pass])
            before += (place->height - FIRST[pass] + STEP[pass] - 1) / STEP[pass];
    }
    return 0;
}

static void write_row(uint8_t *rgba, const Place *place, int32_t screen_width,
                      const uint8_t *indices, const uint8_t *colors, int color_count,
                      int transparent) {
    for (int32_t x = 0; x < place->width && place->x + x < screen_width; x++) {
        int index = indices[x];
        if (index == transparent || index >= color_count)
            continue;
        uint8_t *to = rgba + (size_t)(place->x + x) * 4;
        memcpy(to, colors + (size_t)index * 3, 3);
        to[3] = 255;
    }
}

static bool decode_into(DecodeJob *job, DecodeRows *rows, Reader *reader, uint8_t **indices,
                        uint8_t **row) {
    int screen_flags = reader->bytes[10], color_count = 0, transparent = -1;
    reader->at = 13;
    const uint8_t *colors =
        screen_flags & 0x80 ? take_colors(reader, screen_flags, &color_count) : NULL;
    if (!find_picture(reader, &transparent) || reader->len - reader->at < 9)
        return false;
    const uint8_t *p = reader->bytes + reader->at;
    Place place = {p[0] | p[1] << 8, p[2] | p[3] << 8, p[4] | p[5] << 8, p[6] | p[7] << 8,
                   (p[8] & 0x40) != 0};
    reader->at += 9;
    if (p[8] & 0x80)
        colors = take_colors(reader, p[8], &color_count);
    int32_t width = (int32_t)job->header.width, height = (int32_t)job->header.height;
    if (!colors || (int64_t)place.width * place.height > IMAGE_PIXELS_MAX)
        return false;
    size_t count = (size_t)place.width * (size_t)place.height;
    *indices = malloc(count + 1);
    *row = malloc((size_t)width * 4);
    if (!*indices || !*row || !decode_begin(job, rows, width, height) ||
        !unpack(reader, *indices, count))
        return false;
    for (int32_t y = 0; y < height; y++) {
        memset(*row, 0, (size_t)width * 4);
        if (y >= place.y && y < place.y + place.height)
            write_row(*row, &place, width,
                      *indices + (size_t)stored_row(&place, y - place.y) * (size_t)place.width,
                      colors, color_count, transparent);
        decode_rows_add(rows, *row);
    }
    return true;
}

bool decode_gif(DecodeJob *job, DecodeRows *rows) {
    Reader reader = {.bytes = job->bytes, .len = job->len};
    uint8_t *indices = NULL, *row = NULL;
    bool is_read = decode_into(job, rows, &reader, &indices, &row);
    free(indices);
    free(row);
    if (!is_read && !job->facts->why[0])
        decode_refuse(job, "the file is cut or broken (GIF)");
    return is_read;
}
