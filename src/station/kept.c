#include "station/kept.h"

#include <stdlib.h>

typedef struct Asker {
    struct Asker *next;
    Arena *arena; /* owned: this struct and the text */
    Order order;
    Str text;
} Asker;

struct Kept {
    Keeper *keeper;      /* owned */
    Asker *first, *last; /* owned; in the order in which the keeper was given their changes */
};

Kept *kept_open(const char *path, Str schedule_name, Millis again_after) {
    Keeper *keeper = keeper_create(path, schedule_name, again_after);
    Kept *kept = keeper ? calloc(1, sizeof *kept) : NULL;
    if (!kept)
        keeper_free(keeper);
    else
        kept->keeper = keeper;
    return kept;
}

static void answer_first(Kept *kept, bool is_kept) {
    Asker *asker = kept->first;
    kept->first = asker->next;
    if (!kept->first)
        kept->last = NULL;
    Str text = asker->text;
    if (!is_kept)
        text = str_printf(asker->arena,
                          "%.*s; but it could not be written down: a restart forgets it, unless it "
                          "can be later",
                          str_arg(text));
    order_answer(&asker->order, EXIT_FINE, text);
    arena_free(asker->arena);
}

void kept_take(Kept *kept) {
    uint64_t id;
    bool is_kept;
    while (keeper_take(kept->keeper, &id, &is_kept))
        answer_first(kept, is_kept);
}

void kept_close(Kept *kept) {
    if (!kept)
        return;
    keeper_finish(kept->keeper);
    kept_take(kept);
    keeper_free(kept->keeper);
    free(kept);
}

int kept_fd(const Kept *kept) {
    return keeper_fd(kept->keeper);
}

void kept_do(Kept *kept, const LiveState *state, const LiveOp *op, const Order *order, Str text) {
    Arena *arena = arena_create();
    Asker *asker = arena_new(arena, Asker, 1);
    *asker = (Asker){.arena = arena, .order = order_asker(order), .text = str_copy(arena, text)};
    if (kept->last)
        kept->last->next = asker;
    else
        kept->first = asker;
    kept->last = asker;
    keeper_do(kept->keeper, state->date, op, state, 0);
}

bool kept_is_idle(const Kept *kept) {
    return !kept->first;
}

bool kept_is_behind(const Kept *kept) {
    return keeper_is_behind(kept->keeper);
}
