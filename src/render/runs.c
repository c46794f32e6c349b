/* The words of a row: for each run one that says where it is, and then its pixels, or a single one
 * when all are the same. */
#include "render/runs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/canvas.h"
#include "render/rows.h"

/* From this length on a run of one colour is told apart: below, its two words are not worth it. */
enum { FLAT_MIN = 8 };

#define FLAT UINT32_C(0x80000000)

typedef struct {
    int32_t x, length;
    bool is_flat;
} Head;

static uint32_t head_word(Head head) {
    return (head.is_flat ? FLAT : 0) | (uint32_t)head.x << 16 | (uint32_t)head.length;
}

static Head head_of(uint32_t word) {
    return (Head){(int32_t)(word >> 16 & 0x7fff), (int32_t)(word & 0xffff), (word & FLAT) != 0};
}

RunsWriter runs_begin(int32_t width, int32_t height) {
    assert(width >= 1 && width <= RUNS_SIDE_MAX && height >= 1 && height <= RUNS_SIDE_MAX);
    RunsWriter writer = {.runs = {.width = width, .height = height}};
    writer.runs.rows = memory_must(calloc((size_t)height + 1, sizeof *writer.runs.rows));
    return writer;
}

void runs_free(Runs *runs) {
    free(runs->rows);
    free(runs->words);
    *runs = (Runs){0};
}

/* Room for `count` more words. */
static uint32_t *room(RunsWriter *writer, size_t count) {
    size_t used = writer->runs.rows[writer->row + 1], needed = used + count;
    if (needed > writer->capacity) {
        size_t capacity = writer->capacity ? writer->capacity * 2 : 4096;
        writer->capacity = capacity > needed ? capacity : needed;
        writer->runs.words =
            memory_must(realloc(writer->runs.words, writer->capacity * sizeof *writer->runs.words));
    }
    return writer->runs.words + used;
}

static void add(RunsWriter *writer, Head head, const uint32_t *pixels) {
    size_t count = head.is_flat ? 1 : (size_t)head.length;
    uint32_t *to = room(writer, count + 1);
    to[0] = head_word(head);
    memcpy(to + 1, pixels, count * sizeof *to);
    writer->runs.rows[writer->row + 1] += (uint32_t)count + 1;
}

static int32_t same_count(const uint32_t *row, int32_t x, int32_t right) {
    int32_t end = x + 1;
    while (end < right && row[end] == row[x])
        end++;
    return end - x;
}

void runs_add_row(RunsWriter *writer, const uint32_t *row, int32_t left, int32_t right) {
    assert(writer->row < writer->runs.height && left >= 0 && right <= writer->runs.width);
    writer->runs.rows[writer->row + 1] = writer->runs.rows[writer->row];
    int32_t from = left; /* of a run of several colours */
    for (int32_t x = left, same; x < right; x += same) {
        same = same_count(row, x, right);
        if (row[x] != 0 && same < FLAT_MIN)
            continue;
        if (x > from)
            add(writer, (Head){from, x - from, false}, row + from);
        if (row[x] != 0)
            add(writer, (Head){x, same, true}, row + x);
        from = x + same;
    }
    if (right > from)
        add(writer, (Head){from, right - from, false}, row + from);
    writer->row++;
}

Runs runs_end(RunsWriter *writer) {
    Runs runs = writer->runs;
    assert(writer->row == runs.height);
    size_t count = runs.rows[runs.height];
    runs.words = memory_must(realloc(runs.words, (count ? count : 1) * sizeof *runs.words));
    *writer = (RunsWriter){0};
    return runs;
}

size_t runs_bytes(const Runs *runs) {
    return ((size_t)runs->height + 1 + runs->rows[runs->height]) * sizeof *runs->words;
}

/* The part of a run that lies between `left` and `right`; `to` is its row. */
static void draw_run(uint32_t *to, Head head, const uint32_t *pixels, int32_t left, int32_t right,
                     int32_t opacity) {
    int32_t from = head.x > left ? head.x : left;
    int32_t end = head.x + head.length < right ? head.x + head.length : right;
    if (end <= from)
        return;
    if (head.is_flat)
        row_over_flat(to + from, pixels[0], end - from, opacity);
    else
        row_over(to + from, pixels + (from - head.x), end - from, opacity);
}

void canvas_runs(Canvas *canvas, const Runs *runs, int32_t x, int32_t y, float opacity) {
    PixelRect area = pixel_rect_common((PixelRect){x, y, runs->width, runs->height}, canvas->clip);
    int32_t share = canvas_share(opacity);
    for (int32_t row = area.y; row < area.y + area.height; row++) {
        const uint32_t *word = runs->words + runs->rows[row - y];
        const uint32_t *end = runs->words + runs->rows[row - y + 1];
        uint32_t *to = canvas->to->pixels + (size_t)row * (size_t)canvas->to->width;
        while (word < end) {
            Head head = head_of(*word++);
            const uint32_t *pixels = word;
            word += head.is_flat ? 1 : head.length;
            head.x += x;
            draw_run(to, head, pixels, area.x, area.x + area.width, share);
        }
    }
}

Pixmap runs_to_pixmap(const Runs *runs) {
    Pixmap pixmap = pixmap_create(runs->width, runs->height);
    for (int32_t y = 0; y < runs->height; y++) {
        uint32_t *to = pixmap.pixels + (size_t)y * (size_t)runs->width;
        for (size_t i = runs->rows[y]; i < runs->rows[y + 1];) {
            Head head = head_of(runs->words[i++]);
            if (head.is_flat)
                row_set(to + head.x, head.length, runs->words[i]);
            else
                memcpy(to + head.x, runs->words + i, (size_t)head.length * sizeof *to);
            i += head.is_flat ? 1 : (size_t)head.length;
        }
    }
    rows_done();
    return pixmap;
}
