#include "station/copies.h"

#include <stdlib.h>

#include "base/log.h"

#define LOG_MODULE "live"

typedef struct {
    Arena *arena; /* owned: the bytes; NULL: they are borrowed */
    Str bytes;
} Copy;

struct Copies {
    Fetch *fetch;         /* owned */
    Str name;             /* borrowed */
    Copy shown;           /* what the plan was made of */
    Copy newest;          /* what has come since */
    bool is_new;          /* the newest one was not judged yet */
    bool is_rejected;     /* it was, and is not shown */
    bool is_settled;      /* the server has what is shown again; to be judged */
    bool is_read;         /* the newest one, or that the server is settled, was handed out */
    bool is_asked;        /* see copies_is_asked */
    Str problem;          /* in problem_arena */
    Arena *problem_arena; /* owned */
};

Copies *copies_open(const FetchSettings *settings, Str name, Str first) {
    Copies *copies = calloc(1, sizeof *copies);
    if (!copies)
        abort();
    *copies = (Copies){.fetch = fetch_start(settings), .name = name, .shown.bytes = first};
    if (copies->fetch)
        return copies;
    free(copies);
    return NULL;
}

void copies_close(Copies *copies) {
    if (!copies)
        return;
    fetch_stop(copies->fetch);
    arena_free(copies->problem_arena);
    arena_free(copies->shown.arena);
    arena_free(copies->newest.arena);
    free(copies);
}

int copies_fd(const Copies *copies) {
    return copies ? fetch_fd(copies->fetch) : -1;
}

void copies_ask(Copies *copies) {
    if (!copies)
        return;
    copies->is_asked = true;
    fetch_now(copies->fetch);
}

static void set_problem(Copies *copies, Str problem) {
    Arena *arena = arena_create();
    Str text = problem.len
                   ? str_printf(arena, "%.*s: %.*s", str_arg(copies->name), str_arg(problem))
                   : (Str){0};
    if (text.len && !str_equal(text, copies->problem))
        log_warning("%.*s%s", str_arg(text),
                    copies->shown.bytes.len ? " (the last copy stays)" : "");
    if (!text.len && copies->problem.len) {
        log_forget(LOG_MODULE);
        log_warning("%.*s can be reached again", str_arg(copies->name));
    }
    arena_free(copies->problem_arena);
    copies->problem_arena = arena;
    copies->problem = text;
}

CopiesNews copies_take(Copies *copies) {
    if (!copies)
        return COPIES_NOTHING;
    Arena *arena = arena_create();
    FetchResult result = fetch_take(copies->fetch, arena);
    if (result.outcome != FETCH_NOTHING) {
        copies->is_asked = false;
        set_problem(copies, result.error);
    }
    if (result.outcome == FETCH_BYTES) {
        arena_free(copies->newest.arena);
        copies->newest = (Copy){.arena = arena, .bytes = result.bytes};
        copies->is_new = true;
        copies->is_settled = copies->is_read = false;
        return COPIES_NEW;
    }
    arena_free(arena);
    if (result.outcome == FETCH_UNCHANGED) {
        if (result.is_used && copies->is_rejected && !copies->is_settled) {
            copies->is_settled = true;
            copies->is_read = false;
        }
        return copies->is_settled ? COPIES_BACK : COPIES_SAME;
    }
    return result.outcome == FETCH_FAILED ? COPIES_FAILED : COPIES_NOTHING;
}

bool copies_is_pending(const Copies *copies) {
    return copies && (copies->is_new || copies->is_settled);
}

bool copies_is_settled(const Copies *copies) {
    return copies && copies->is_settled && !copies->is_new;
}

bool copies_is_asked(const Copies *copies) {
    return copies && copies->is_asked;
}

Str copies_read(Copies *copies) {
    copies->is_read = true;
    return copies->is_new ? copies->newest.bytes : copies->shown.bytes;
}

/* False when what the judgement is about is not what is there by now: that is read next. */
static bool is_about_these(const Copies *copies) {
    return copies && (copies->is_read || !copies_is_pending(copies));
}

void copies_show(Copies *copies, bool is_schedule, bool has_errors) {
    if (!is_about_these(copies))
        return;
    if (copies->is_new) {
        arena_free(copies->shown.arena);
        copies->shown = copies->newest;
        copies->newest = (Copy){0};
        if (is_schedule && !has_errors)
            fetch_keep(copies->fetch);
        else if (is_schedule)
            fetch_use(copies->fetch);
    }
    copies->is_new = copies->is_rejected = copies->is_settled = false;
}

void copies_doubt(Copies *copies) {
    if (!is_about_these(copies))
        return;
    if (copies->is_new)
        fetch_doubt(copies->fetch);
    copies->is_new = copies->is_settled = false;
    copies->is_rejected = true;
}

void copies_refuse(Copies *copies) {
    if (!is_about_these(copies))
        return;
    if (copies->is_new)
        fetch_refuse(copies->fetch);
    copies->is_new = copies->is_settled = false;
    copies->is_rejected = true;
}

void copies_trust(Copies *copies) {
    if (copies && copies->is_rejected)
        copies->is_new = copies->newest.arena != NULL;
}

Str copies_problem(const Copies *copies) {
    return copies ? copies->problem : (Str){0};
}
