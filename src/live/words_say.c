/* words_say.c: the words of "say" that stand alone. Part of words.h. */
#include "live/words.h"

static bool read_clear(Reading *reading, Str word) {
    (void)word;
    reading->out->op.is_cleared = true;
    return true;
}

static void keep_clear(json_t *object, const LiveOp *op) {
    if (op->is_cleared)
        json_object_set_new(object, "clear", json_true());
}

static bool recall_clear(const json_t *object, LiveOp *op) {
    op->is_cleared = json_is_true(json_object_get(object, "clear"));
    return true;
}

static void tell_clear(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_clear(object, op);
}

const Word WORD_CLEAR = {.key = "clear",
                         .stands_alone = true,
                         .read = read_clear,
                         .keep = keep_clear,
                         .recall = recall_clear,
                         .tell = tell_clear};

static bool read_blink(Reading *reading, Str word) {
    (void)word;
    reading->out->op.is_blinking = true;
    return true;
}

static void keep_blink(json_t *object, const LiveOp *op) {
    if (op->is_blinking)
        json_object_set_new(object, "blink", json_true());
}

static bool recall_blink(const json_t *object, LiveOp *op) {
    op->is_blinking = json_is_true(json_object_get(object, "blink"));
    return true;
}

static void tell_blink(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_blink(object, op);
}

const Word WORD_BLINK = {.key = "blink",
                         .stands_alone = true,
                         .read = read_blink,
                         .keep = keep_blink,
                         .recall = recall_blink,
                         .tell = tell_blink};

static bool read_black(Reading *reading, Str word) {
    (void)word;
    reading->out->op.is_black = true;
    return true;
}

static void keep_black(json_t *object, const LiveOp *op) {
    if (op->is_black)
        json_object_set_new(object, "blackout", json_true());
}

static bool recall_black(const json_t *object, LiveOp *op) {
    op->is_black = json_is_true(json_object_get(object, "blackout"));
    return true;
}

static void tell_black(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_black(object, op);
}

const Word WORD_BLACKOUT = {.key = "blackout",
                            .stands_alone = true,
                            .read = read_black,
                            .keep = keep_black,
                            .recall = recall_black,
                            .tell = tell_black};
