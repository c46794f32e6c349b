/* Only those are compared that have something in common: for each room, for those without one, and
 * for each speaker there is a group, by start, in which whoever overlaps stands side by side. */
#include "schedule/clash_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

typedef enum { GROUP_ROOM, GROUP_NO_ROOM, GROUP_SPEAKER } GroupKind;

typedef struct {
    GroupKind kind;
    uint64_t number; /* the room, or a hash of the name, without case */
    Str name;        /* the speaker's */
    size_t session;
    size_t id;    /* its place before they were sorted */
    size_t group; /* equal ones are in one group */
} Entry;

typedef struct {
    Arena *arena;
    const Schedule *schedule;
    Entry *entries; /* sorted: group by group, by session */
    size_t count, capacity;
    size_t *first;  /* [session]: the id of its first entry; the last one's end is behind it */
    size_t *places; /* [id]: where it stands among the sorted ones */
    uint64_t steps;
} Search;

/* ---- groups --------------------------------------------------------------------------------- */

static bool is_for_all(const Session *session) {
    return session->type == SESSION_BREAK || session->type == SESSION_SOCIAL;
}

static void add(Search *search, const Entry *entry) {
    Entry *place = arena_push(search->arena, &search->entries, &search->count, &search->capacity,
                              sizeof *place, _Alignof(Entry));
    *place = *entry;
    place->id = search->count - 1;
}

static uint64_t hash_name(Str name) {
    uint64_t hash = STR_HASH_SEED;
    for (size_t i = 0; i < name.len; i++) {
        char letter = ascii_lower(name.s[i]);
        hash = str_hash(hash, &letter, 1);
    }
    return hash;
}

static void add_session(Search *search, size_t index) {
    const Session *session = &search->schedule->sessions[index];
    if (session->is_all_day || session->status == SESSION_CANCELLED)
        return;
    for (size_t i = 0; i < session->room_count; i++)
        add(search, &(Entry){.kind = GROUP_ROOM, .number = session->rooms[i], .session = index});
    if (session->room_count == 0 && !is_for_all(session))
        add(search, &(Entry){.kind = GROUP_NO_ROOM, .session = index});
    for (size_t i = 0; session->room_count && i < session->speaker_count; i++)
        for (size_t k = 0; k < session->speakers[i].name.count; k++) {
            Str name = session->speakers[i].name.items[k].text;
            add(search, &(Entry){.kind = GROUP_SPEAKER,
                                 .number = hash_name(name),
                                 .name = name,
                                 .session = index});
        }
}

static int compare_names(Str a, Str b) {
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    for (size_t i = 0; i < a.len; i++) {
        char left = ascii_lower(a.s[i]), right = ascii_lower(b.s[i]);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

static int compare_groups(const Entry *a, const Entry *b) {
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return compare_names(a->name, b->name);
}

static int compare_entries(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    int order = compare_groups(a, b);
    if (order)
        return order;
    if (a->session != b->session)
        return a->session < b->session ? -1 : 1;
    return a->id < b->id ? -1 : 1;
}

static void make_groups(Search *search) {
    size_t sessions = search->schedule->session_count;
    search->first = arena_new(search->arena, size_t, sessions + 1);
    for (size_t i = 0; i < sessions; i++) {
        search->first[i] = search->count;
        add_session(search, i);
    }
    search->first[sessions] = search->count;
    if (search->count > 1)
        qsort(search->entries, search->count, sizeof *search->entries, compare_entries);
    search->places = arena_new(search->arena, size_t, search->count);
    for (size_t i = 0; i < search->count; i++) {
        Entry *entry = &search->entries[i];
        bool is_same = i > 0 && compare_groups(entry, entry - 1) == 0;
        entry->group = i == 0 ? 0 : search->entries[i - 1].group + !is_same;
        search->places[entry->id] = i;
    }
}

/* ---- clashes -------------------------------------------------------------------------------- */

/* A room in which both take place, or SCHEDULE_NONE. */
static size_t shared_room(const Session *a, const Session *b) {
    for (size_t i = 0; i < a->room_count; i++)
        if (b->room_count && session_is_in_room(b, a->rooms[i]))
            return a->rooms[i];
    return SCHEDULE_NONE;
}

static int compare_sizes(const void *left, const void *right) {
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

/* A pair of sessions, by the entries that they have in common. */
typedef struct {
    size_t second;
    size_t entry; /* id of the first one's: rooms come before speakers */
} Pair;

static int compare_pairs(const void *left, const void *right) {
    const Pair *a = left, *b = right;
    int order = compare_sizes(&a->second, &b->second);
    return order ? order : compare_sizes(&a->entry, &b->entry);
}

typedef struct {
    Pair *items;
    size_t count, capacity;
} Pairs;

/* Those behind one entry of a session that begin before it ends, at most so many. */
static void find_behind(Search *search, size_t id, size_t most, Pairs *pairs) {
    const Session *sessions = search->schedule->sessions;
    const Entry *entry = &search->entries[search->places[id]],
                *end = search->entries + search->count;
    size_t found = 0;
    for (const Entry *other = entry + 1; other < end && found < most; other++) {
        search->steps++;
        if (other->group != entry->group ||
            sessions[other->session].start >= sessions[entry->session].end)
            return;
        if (other->session == entry->session) /* a name that stands twice */
            continue;
        Pair *pair = arena_push(search->arena, &pairs->items, &pairs->count, &pairs->capacity,
                                sizeof *pair, _Alignof(Pair));
        *pair = (Pair){other->session, id};
        found++;
    }
}

static Clash clash_of(const Search *search, size_t first, const Pair *pair) {
    const Session *sessions = search->schedule->sessions;
    const Entry *entry = &search->entries[search->places[pair->entry]];
    Clash clash = {.first = first,
                   .second = pair->second,
                   .room = shared_room(&sessions[first], &sessions[pair->second])};
    if (clash.room == SCHEDULE_NONE && entry->kind == GROUP_SPEAKER)
        clash.speaker = entry->name;
    return clash;
}

/* How many pairs have their first room, or that they have none, in common; and overlap. */
static size_t count_pairs(Search *search) {
    const Session *sessions = search->schedule->sessions;
    size_t pairs = 0, group_end = 0;
    for (size_t i = 0; i < search->count && search->entries[i].kind != GROUP_SPEAKER; i++) {
        while (group_end < search->count &&
               (group_end <= i || search->entries[group_end].group == search->entries[i].group))
            group_end++;
        size_t low = i + 1, high = group_end;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            search->steps++;
            if (sessions[search->entries[middle].session].start <
                sessions[search->entries[i].session].end)
                low = middle + 1;
            else
                high = middle;
        }
        /* Of several rooms the first one alone counts, so that no pair counts twice. */
        if (search->entries[i].id == search->first[search->entries[i].session])
            pairs += low - i - 1;
    }
    return pairs;
}

Clashes clashes_find(Arena *arena, const Schedule *schedule, size_t most) {
    Search search = {.arena = arena_create(), .schedule = schedule};
    Clashes found = {0};
    Clash *items = arena_new(arena, Clash, most);
    Pairs pairs = {0};
    make_groups(&search);
    for (size_t i = 0; i < schedule->session_count && found.count < most; i++) {
        pairs.count = 0;
        for (size_t id = search.first[i]; id < search.first[i + 1]; id++)
            find_behind(&search, id, most, &pairs);
        if (pairs.count > 1)
            qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
        for (size_t k = 0; k < pairs.count && found.count < most; k++)
            if (k == 0 || pairs.items[k].second != pairs.items[k - 1].second)
                items[found.count++] = clash_of(&search, i, &pairs.items[k]);
    }
    size_t all = found.count == most ? count_pairs(&search) : 0;
    found.items = items;
    found.more = all > found.count ? all - found.count : 0;
    found.steps = search.steps;
    arena_free(search.arena);
    return found;
}
