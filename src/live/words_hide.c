/* words_hide.c: an item of a feed, by its number. Part of words.h. */
#include "base/shorten.h"
#include "live/names.h"
#include "live/words.h"
#include "schedule/feeds.h"

enum { SAID_MAX = 80 /* bytes of it, for lists */ };

static bool has_feed(const Schedule *schedule) {
    for (size_t i = 0; schedule && i < schedule->slide_count; i++)
        if (schedule->slides[i].feed)
            return true;
    return false;
}

static bool read_item(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    int64_t number;
    if (word.len && word.s[0] == '#')
        word = str_slice(word, 1, word.len);
    if (!has_feed(reading->schedule))
        return reading_fail(reading, "the schedule has no feed, so there is nothing to hide");
    const NewsItem *item = name_number(word, INT32_MAX, &number)
                               ? feed_item_numbered(reading->schedule, (int32_t)number)
                               : NULL;
    if (!item)
        return reading_fail(reading,
                            "\"%.*s\" is no item of a feed; its number stands beside it on the "
                            "screen, and in \"status\"",
                            str_arg(word));
    Str said = item->title.len ? item->title : item->text.len ? item->text : item->author;
    op->about = item->id;
    op->text = str_copy(reading->arena, shorten_bytes(said.len ? said : item->id, SAID_MAX));
    op->speaker = item->author;
    return true;
}

static void keep_item(json_t *object, const LiveOp *op) {
    word_put_text(object, "item", op->about);
    word_put_text(object, "text", op->text);
    word_put_text(object, "author", op->speaker);
}

static bool recall_item(const json_t *object, LiveOp *op) {
    op->about = word_text(object, "item");
    op->text = word_text(object, "text");
    op->speaker = word_text(object, "author");
    return op->about.len > 0;
}

static void tell_item(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    word_put_text(object, "item", op->about);
}

const Word WORD_FEED_ITEM = {
    .key = "item", .read = read_item, .keep = keep_item, .recall = recall_item, .tell = tell_item};
