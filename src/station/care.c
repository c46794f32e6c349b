#include "station/care.h"

#include "base/address.h"
#include "base/files.h"
#include "formats/source_hash.h"

static const char *path_of(const SourceSettings *settings, size_t i) {
    const char *path = i ? settings->also[i - 1] : settings->path;
    return path ? path : settings->resources->schedules.s;
}

/* What is there now is what was proven. Of a folder nobody knows without reading all that is in it.
 */
static bool is_proven(const char *path, const SourceContent *content, const ProvenSource *proven) {
    if (content && content->is_url)
        return str_equal(content->bytes, proven->bytes);
    Arena *scratch = arena_create();
    Str bytes;
    bool is_it = file_read(scratch, path, &bytes) && str_equal(bytes, proven->bytes);
    arena_free(scratch);
    return is_it;
}

CareHold care_begin(Arena *arena, const Restarts *runs, const char *proven_file,
                    const SourceSettings *settings, const SourceContent *contents) {
    CareHold hold = {.ends = runs->in_a_minute > runs->dark ? runs->in_a_minute : runs->dark,
                     .seen = -1};
    if (hold.ends < RESTARTS_TO_CARE)
        return hold;
    Proven proven = {0};
    bool has_proven = proven_read(arena, proven_file, settings, &proven);
    if (runs->dark >= (has_proven ? RESTARTS_TO_BARE : RESTARTS_TO_CARE)) {
        hold.level = CARE_BARE;
        has_proven = false;
    } else if (has_proven) {
        hold.level = CARE_PROVEN;
    } else {
        return hold;
    }
    size_t count = settings->also_count + 1;
    bool *is_held = arena_new(arena, bool, count);
    hold.count = count;
    hold.sources = arena_new(arena, HeldBack, count);
    hold.is_held = is_held;
    hold.date = proven.date;
    hold.proven = hold.level == CARE_PROVEN ? proven.last_number : 0;
    for (size_t i = 0; i < count; i++) {
        const char *path = path_of(settings, i);
        const SourceContent *content = contents ? &contents[i] : NULL;
        const ProvenSource *good = has_proven ? &proven.sources[i] : NULL;
        is_held[i] = !good || !is_proven(path, content, good);
        hold.sources[i] = (HeldBack){
            .file = signature_of(path),
            .content = content ? source_hash(content->bytes) : 0,
            .path = good ? good->path : (Str){0},
            .bytes = good ? good->bytes : (Str){0},
            .why = str_printf(arena, "%.*s: not shown, for the kiosk was ended %u times",
                              str_arg(address_public_name(arena, path)), (unsigned)hold.ends)};
    }
    return hold;
}

const SourceContent *care_contents(const CareHold *hold, Arena *arena,
                                   const SourceContent *contents) {
    if (hold->level == CARE_NONE)
        return contents;
    SourceContent *with = arena_new(arena, SourceContent, hold->count);
    for (size_t i = 0; i < hold->count; i++) {
        if (contents)
            with[i] = contents[i];
        with[i].held = hold->is_held[i] ? &hold->sources[i] : NULL;
    }
    return with;
}

void care_see(CareHold *hold, const LiveState *state) {
    if (hold->level != CARE_NONE && hold->seen < 0)
        hold->seen = state ? state->last_number : 0;
}

/* An emergency is for people's safety: only what shows nothing else does without it. */
static bool is_op_held(const CareHold *hold, const LiveState *state, const LiveOp *op) {
    bool is_emergency = op->kind == LIVE_NOTICE && op->level == NOTICE_EMERGENCY;
    int32_t proven = date_compare(state->date, hold->date) == 0 ? hold->proven : 0;
    return op->number > proven && op->number <= hold->seen &&
           (hold->level == CARE_BARE || !is_emergency);
}

size_t care_filter(const CareHold *hold, LiveState *state) {
    size_t kept = 0, count = state->count;
    if (hold->level == CARE_NONE)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (!is_op_held(hold, state, &state->ops[i]))
            state->ops[kept++] = state->ops[i];
    state->count = kept;
    return count - kept;
}

Str care_problem(const CareHold *hold, Arena *arena, size_t changes) {
    bool is_any = false, is_shown = false;
    for (size_t i = 0; i < hold->count; i++) {
        is_any |= hold->is_held[i];
        is_shown |= !hold->is_held[i] || hold->sources[i].bytes.len;
    }
    if (hold->level == CARE_NONE || (!is_any && changes == 0))
        return (Str){0};
    Str held = changes ? str_printf(arena, "%s%zu change%s of today", is_any ? " and " : "",
                                    changes, changes == 1 ? "" : "s")
                       : (Str){0};
    return str_printf(
        arena,
        "the kiosk was ended %u times within a minute, or before it came to a picture: "
        "%s; held back until \"kiosk live take\": %s%.*s",
        (unsigned)hold->ends, is_shown ? "the last good schedule is shown" : "no schedule is shown",
        is_any ? "the newest schedule" : "", str_arg(held));
}
