#include "formats/timer_look.h"

static const char *const TIMER_COUNTS[] = {"session", "parts"};
static const char *const TIMER_PIECES[] = {"clock", "bar", "next", "people"};

static const char *count_at(size_t index) {
    return TIMER_COUNTS[index];
}

static size_t find_count(Str name) {
    return str_is_key(name, TIMER_COUNTS[0]) ? 0 : str_is_key(name, TIMER_COUNTS[1]) ? 1 : 2;
}

static const char *piece_at(size_t index) {
    return TIMER_PIECES[index];
}

static size_t find_piece(Str name) {
    size_t piece = 0;
    while (piece < countof(TIMER_PIECES) && !str_is_key(name, TIMER_PIECES[piece]))
        piece++;
    return piece;
}

void timer_look_read(Fields *fields, const Node *node, TimerLook *look) {
    static const char *const KEYS[] = {"amber", "red", "over", "count", "hide"};
    if (!node || !fields_open(fields, node, "the stage timer", KEYS, countof(KEYS)))
        return;
    const struct {
        const char *key;
        Millis *length;
    } LENGTHS[] = {{"amber", &look->amber}, {"red", &look->red}, {"over", &look->over}};
    for (size_t i = 0; i < countof(LENGTHS); i++) {
        const Node *length = fields_get(node, LENGTHS[i].key);
        if (length)
            fields_duration(fields, length, LENGTHS[i].key, MILLIS_MINUTE, 0, LENGTHS[i].length);
    }
    if (look->red > look->amber)
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-value", node->at,
                        "write for instance amber: 5m, red: 2m",
                        "the stage timer would be red before it is amber; it is never amber");
    look->counts_parts = fields_choice(fields, fields_get(node, "count"), "count of the timer",
                                       count_at, countof(TIMER_COUNTS), find_count, 0) == 1;
    bool *const HIDDEN[] = {&look->hides_clock, &look->hides_bar, &look->hides_next,
                            &look->hides_people};
    _Static_assert(countof(HIDDEN) == countof(TIMER_PIECES), "a switch for each piece");
    const Node *hide = fields_get(node, "hide");
    size_t count;
    const Node *const *items = fields_list(&hide, &count);
    for (size_t i = 0; i < count; i++) {
        size_t piece = fields_choice(fields, items[i], "piece of the timer", piece_at,
                                     countof(TIMER_PIECES), find_piece, countof(TIMER_PIECES));
        if (piece < countof(TIMER_PIECES))
            *HIDDEN[piece] = true;
    }
}
