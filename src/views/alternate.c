#include "views/alternate.h"

#include <string.h>

enum { PIECES_MOST = 1000 };

#define PIECE_LEAST (3 * MILLIS_SECOND) /* nobody reads a page in less */

size_t alternate_turn(const Slide *slide, Instant at, Instant *next_change) {
    if (slide->until == INSTANT_NEVER || slide->until <= slide->from || at < slide->from) {
        int64_t turn =
            at / ALTERNATE_PIECE - (at % ALTERNATE_PIECE < 0); /* nothing that ends: by the clock */
        *next_change = instant_min(*next_change, (turn + 1) * ALTERNATE_PIECE);
        return (size_t)(turn & 1);
    }
    Millis length = slide->until - slide->from;
    if (length < 2 * PIECE_LEAST)
        return slide->turn & 1;
    /* An even number of pieces, so that each language has the same time. */
    int64_t pieces = 2 * ((length + ALTERNATE_PIECE) / (2 * ALTERNATE_PIECE));
    pieces = pieces < 2 ? 2 : pieces > PIECES_MOST ? PIECES_MOST : pieces;
    Millis piece = (length + pieces - 1) / pieces;
    int64_t turn = (at - slide->from) / piece;
    *next_change = instant_min(*next_change, slide->from + (turn + 1) * piece);
    return (size_t)(turn & 1);
}

bool alternate_is_due(const ViewContext *context) {
    return context->schedule && context->language_count > 1 &&
           context->schedule->display.second_language == SECOND_ALTERNATE;
}

/* Alone or in a line with the first language. */
static bool has_text(const Scene *scene, Str text) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (memmem(scene->texts[i].text.s, scene->texts[i].text.len, text.s, text.len))
            return true;
    return false;
}

bool alternate_is_needed(const Page *page) {
    if (!page->schedule || page->schedule->display.second_language != SECOND_AUTO)
        return false;
    if (page->room != SCHEDULE_NONE &&
        room_is_told(page->schedule, page->room, page->context->at, NULL))
        return false; /* what the page shouts is in both */
    for (size_t i = 0; i < page->scene->text_count; i++) {
        SceneTag tag = page->scene->texts[i].tag;
        if (tag.part != PART_TITLE || tag.role != ROLE_NOW)
            continue;
        Str second = page_second_text(page, &page->schedule->sessions[tag.session].title);
        if (second.len && !has_text(page->scene, second))
            return true;
    }
    return false;
}

void alternate_languages(ViewContext *context, size_t turn) {
    if (turn % 2 == 0)
        return;
    const Strings *strings = context->strings[0];
    Str language = context->languages[0];
    context->strings[0] = context->strings[1];
    context->languages[0] = context->languages[1];
    context->strings[1] = strings;
    context->languages[1] = language;
}
