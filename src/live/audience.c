#include "live/audience.h"

#include "live/kinds.h"

bool audience_needs_facts(LiveKind kind, size_t peer_count, Str wanted) {
    if (peer_count < 2 || wanted.len)
        return false;
    switch (kind_row(kind)->audience) {
    case AUDIENCE_LIST:
    case AUDIENCE_ALL_LISTS:
    case AUDIENCE_OVERLAY:
        return true;
    case AUDIENCE_ONE:
    case AUDIENCE_ANY:
    case AUDIENCE_ALL:
        break;
    }
    return false;
}

static Str names_of(Arena *arena, const Peer *peers, size_t count) {
    Str text = {0};
    for (size_t i = 0; i < count; i++)
        text =
            str_printf(arena, "%.*s%s%.*s", str_arg(text), i ? ", " : "", str_arg(peers[i].name));
    return text;
}

/* An earlier one has the same list of changes. */
static bool is_told_by_another(const Peer *peers, size_t index) {
    for (size_t i = 0; peers[index].state_file.len && i < index; i++)
        if (str_equal(peers[i].state_file, peers[index].state_file))
            return true;
    return false;
}

static bool is_concerned(Audience audience, const Peer *peers, size_t index) {
    switch (audience) {
    case AUDIENCE_LIST:
    case AUDIENCE_ALL_LISTS:
        return !is_told_by_another(peers, index);
    case AUDIENCE_OVERLAY:
        return peers[index].has_overlay;
    case AUDIENCE_ANY:
        return index == 0;
    case AUDIENCE_ONE:
    case AUDIENCE_ALL:
        break;
    }
    return true;
}

bool audience_choose(Arena *arena, LiveKind kind, const Peer *peers, size_t peer_count, Str wanted,
                     const Peer ***chosen, size_t *chosen_count, Str *problem) {
    Audience audience = kind_row(kind)->audience;
    Str names = names_of(arena, peers, peer_count);
    *chosen = arena_new(arena, const Peer *, peer_count);
    *chosen_count = 0;
    for (size_t i = 0; i < peer_count; i++) {
        bool is_meant = wanted.len ? str_equal(peers[i].name, wanted)
                                   : peer_count == 1 || is_concerned(audience, peers, i);
        if (is_meant)
            (*chosen)[(*chosen_count)++] = &peers[i];
    }
    if (wanted.len && *chosen_count == 0) {
        *problem = str_printf(arena, "no screen \"%.*s\" runs here; there %s %.*s", str_arg(wanted),
                              peer_count == 1 ? "is" : "are", str_arg(names));
        return false;
    }
    bool is_for_several = audience == AUDIENCE_ALL || audience == AUDIENCE_ALL_LISTS;
    if (*chosen_count == 1 || (is_for_several && *chosen_count > 0))
        return true;
    *problem = str_printf(arena, "several screens run here: say which with --screen: %.*s",
                          str_arg(names));
    return false;
}
