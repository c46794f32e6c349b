/* words_slide.c: the words of a page of words. Part of words.h. */
#include "live/words.h"

static bool read_words(Reading *reading, Str word, Str *text) {
    *text = str_trim(word);
    if (!str_is_utf8(*text))
        return reading_fail(reading, "the text is not UTF-8");
    return text->len <= LIVE_TEXT_MAX ||
           reading_fail(reading, "the text is too long (%zu bytes, at most %d)", text->len,
                        LIVE_TEXT_MAX);
}

static bool read_heading(Reading *reading, Str word) {
    return read_words(reading, word, &reading->out->op.text) &&
           (reading->out->op.text.len || reading_fail(reading, "the slide has no heading"));
}

static void keep_heading(json_t *object, const LiveOp *op) {
    word_put_text(object, "heading", op->text);
}

static bool recall_heading(const json_t *object, LiveOp *op) {
    op->text = word_text(object, "heading");
    return op->text.len > 0;
}

const Word WORD_HEADING = {
    .key = "heading", .read = read_heading, .keep = keep_heading, .recall = recall_heading};

/* Empty ones are none. */
static bool read_line(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    Str text;
    if (!read_words(reading, word, &text))
        return false;
    if (text.len && op->line_count < SLIDE_LINES_MAX)
        op->lines[op->line_count++] = text;
    return true;
}

static void keep_lines(json_t *object, const LiveOp *op) {
    json_t *lines = json_array();
    for (size_t i = 0; i < op->line_count; i++)
        json_array_append_new(lines, json_stringn(op->lines[i].s, op->lines[i].len));
    json_object_set_new(object, "lines", lines);
}

static bool recall_lines(const json_t *object, LiveOp *op) {
    const json_t *lines = json_object_get(object, "lines");
    for (size_t i = 0; i < json_array_size(lines) && op->line_count < SLIDE_LINES_MAX; i++) {
        const json_t *line = json_array_get(lines, i);
        size_t len = json_string_length(line);
        if (len > 0 && len <= LIVE_TEXT_MAX)
            op->lines[op->line_count++] = (Str){.s = json_string_value(line), .len = len};
    }
    return true;
}

static void keep_nothing(json_t *object, const LiveOp *op) {
    (void)object;
    (void)op;
}

static bool recall_nothing(const json_t *object, LiveOp *op) {
    (void)object;
    (void)op;
    return true;
}

const Word WORD_LINE_1 = {
    .key = "line1", .read = read_line, .keep = keep_lines, .recall = recall_lines};
const Word WORD_LINE_2 = {
    .key = "line2", .read = read_line, .keep = keep_nothing, .recall = recall_nothing};
const Word WORD_LINE_3 = {
    .key = "line3", .read = read_line, .keep = keep_nothing, .recall = recall_nothing};
const Word WORD_LINE_4 = {
    .key = "line4", .read = read_line, .keep = keep_nothing, .recall = recall_nothing};
const Word WORD_LINE_5 = {
    .key = "line5", .read = read_line, .keep = keep_nothing, .recall = recall_nothing};
const Word WORD_LINE_6 = {
    .key = "line6", .read = read_line, .keep = keep_nothing, .recall = recall_nothing};

static bool read_qr(Reading *reading, Str word) {
    return read_words(reading, word, &reading->out->op.url);
}

static void keep_qr(json_t *object, const LiveOp *op) {
    word_put_text(object, "qr", op->url);
}

static bool recall_qr(const json_t *object, LiveOp *op) {
    op->url = word_text(object, "qr");
    return true;
}

const Word WORD_QR = {.key = "qr", .read = read_qr, .keep = keep_qr, .recall = recall_qr};
