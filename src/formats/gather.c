#include "formats/gather.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/case.h"
#include "base/color.h"
#include "formats/html_text.h"
#include "formats/words.h"

enum { SLUG_MAX = 48, TRANSLATIONS_MAX = 8 };

Gather gather_create(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    Gather gather = {.draft = draft_create(diagnostics),
                     .diagnostics = diagnostics,
                     .input = input,
                     .scratch = arena_create(),
                     .whole_texts = arena_create(),
                     .places = places_create(text)};
    size_t by_size = text.len / GATHER_BYTES_PER_SESSION;
    gather.draft.session_max = by_size > DRAFT_SESSIONS_MAX ? by_size : DRAFT_SESSIONS_MAX;
    gather.rooms.arena = gather.tracks.arena = gather.scratch;
    gather.room_words.arena = gather.track_words.arena = gather.scratch;
    gather.ids.arena = gather.repeats.arena = gather.guids.arena = gather.scratch;
    gather.room_names.arena = gather.scratch;
    return gather;
}

void gather_free(Gather *gather) {
    draft_free(&gather->draft);
    arena_free(gather->scratch);
    arena_free(gather->whole_texts);
    gather->scratch = gather->whole_texts = NULL;
}

Position gather_at(Gather *gather, size_t offset, int32_t span) {
    return places_at(&gather->places, offset, span);
}

/* ---- texts ---- */

static void see_language(Gather *gather, Str language) {
    for (size_t i = 0; i < gather->language_count; i++)
        if (str_equal(gather->languages[i], language))
            return;
    if (str_equal_c(language, "und"))
        return;
    if (gather->language_count < countof(gather->languages))
        gather->languages[gather->language_count++] = str_copy(gather->draft.arena, language);
}

static bool has_language(const Translation *texts, size_t count, Str language) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(texts[i].language, language))
            return true;
    return false;
}

/* The text for good: itself when it was made in the arena, else a copy. */
static Str keep(Arena *arena, Str text, Str given) {
    bool is_part = given.len && text.s >= given.s && text.s < given.s + given.len;
    return is_part ? str_copy(arena, text) : text;
}

/* `tidy` NULL: the texts are tidy, and in the schedule's arena. */
static Localized localize(Gather *gather, const Translation *texts, size_t count, Position at,
                          Str (*tidy)(Arena *, Str)) {
    Arena *arena = gather->draft.arena;
    Translation found[TRANSLATIONS_MAX];
    size_t found_count = 0;
    bool are_equal = true;
    for (size_t i = 0; i < count && found_count < TRANSLATIONS_MAX; i++) {
        Str text = tidy ? tidy(arena, texts[i].text) : texts[i].text;
        if (text.len == 0 || has_language(found, found_count, texts[i].language))
            continue;
        are_equal = are_equal && (found_count == 0 || str_equal(found[0].text, text));
        found[found_count++] = (Translation){
            .language = texts[i].language, .text = tidy ? keep(arena, text, texts[i].text) : text};
    }
    if (found_count == 0)
        return (Localized){.at = at};
    if (found_count > 1 && are_equal) {
        found[0].language = (Str){0};
        found_count = 1;
    }
    Translation *items = arena_new(arena, Translation, found_count);
    for (size_t i = 0; i < found_count; i++) {
        if (found[i].language.len) {
            see_language(gather, found[i].language);
            items[i].language = str_copy(arena, found[i].language);
        }
        items[i].text = found[i].text;
    }
    return (Localized){.items = items, .count = found_count, .at = at};
}

Localized gather_line(Gather *gather, Str text, Position at) {
    if (text.len == 0) /* as of most texts that a session may have */
        return (Localized){.at = at};
    return localize(gather, &(Translation){.text = text}, 1, at, text_to_line);
}

/* Raw bytes of an abstract that are looked at for a screen, and bytes of text that it keeps: more
 * than three lines of a large one. */
enum { BEGINNING_READ = 1600, BEGINNING_KEPT = 480, BEGINNING_MOSTLY = 600 };

/* No longer than `most`, and whole characters. */
static Str cut_bytes(Str text, size_t most) {
    if (text.len <= most)
        return text;
    while (most > 0 && ((unsigned char)text.s[most] & 0xC0) == 0x80)
        most--;
    return str_slice(text, 0, most);
}

static const char ELLIPSIS[] = "\u2026";

/* No longer than `most`, and not within a tag or an entity. */
static Str cut_raw(Str text, size_t most) {
    enum { ENTITY_MAX = 12 };
    Str raw = cut_bytes(text, most);
    if (raw.len == text.len)
        return raw;
    const char *end = memrchr(raw.s, '>', raw.len);
    size_t from = end ? (size_t)(end - raw.s) + 1 : 0;
    const char *tag = memchr(raw.s + from, '<', raw.len - from);
    if (tag)
        raw.len = (size_t)(tag - raw.s);
    size_t left = raw.len - from < ENTITY_MAX ? raw.len - from : ENTITY_MAX;
    const char *entity = memchr(raw.s + raw.len - left, '&', left);
    if (entity)
        raw.len = (size_t)(entity - raw.s);
    return raw;
}

/* The beginning of a text, for a screen, in `arena`. What is cut never ends within a tag or an
 * entity; a word that was cut, and all that is not shown, has an ellipsis for it. */
static Str beginning_of(Arena *arena, Arena *scratch, Str text) {
    Str raw = cut_raw(text, BEGINNING_MOSTLY), plain = html_to_text(scratch, raw);
    if (plain.len < BEGINNING_KEPT && raw.len < text.len) { /* it was mostly mark-up */
        raw = cut_raw(text, BEGINNING_READ);
        plain = html_to_text(scratch, raw);
    }
    bool is_cut = raw.len < text.len;
    Str kept = cut_bytes(plain, BEGINNING_KEPT);
    if (kept.len == plain.len && !is_cut)
        return str_copy(arena, kept);
    size_t space = kept.len;
    while (space > kept.len / 2 && kept.s[space - 1] != ' ' && kept.s[space - 1] != '\n')
        space--;
    kept = str_trim(space > kept.len / 2 ? str_slice(kept, 0, space) : kept);
    if (!kept.len)
        return kept;
    /* Of each session: printf would take longer than all else that is done with it. */
    char *whole = arena_alloc_bare(arena, 1, 1, kept.len + sizeof ELLIPSIS);
    memcpy(whole, kept.s, kept.len);
    memcpy(whole + kept.len, ELLIPSIS, sizeof ELLIPSIS);
    return (Str){.s = whole, .len = kept.len + sizeof ELLIPSIS - 1};
}

/* What is cut off is not kept with the schedule: it would be most of it. */
static Localized localize_beginnings(Gather *gather, const Translation *texts, size_t count,
                                     Position at) {
    Translation cut[TRANSLATIONS_MAX];
    count = count < TRANSLATIONS_MAX ? count : TRANSLATIONS_MAX;
    arena_reset(gather->whole_texts);
    for (size_t i = 0; i < count; i++)
        cut[i] = (Translation){
            .language = texts[i].language,
            .text = beginning_of(gather->draft.arena, gather->whole_texts, texts[i].text)};
    return localize(gather, cut, count, at, NULL);
}

Localized gather_abstract(Gather *gather, Str text, Position at) {
    if (text.len == 0)
        return (Localized){.at = at};
    return gather_abstracts(gather, &(Translation){.text = text}, 1, at);
}

Localized gather_lines(Gather *gather, const Translation *texts, size_t count, Position at) {
    return localize(gather, texts, count, at, text_to_line);
}

Localized gather_abstracts(Gather *gather, const Translation *texts, size_t count, Position at) {
    if (gather->input->wants_abstracts)
        return localize(gather, texts, count, at, html_to_text);
    return localize_beginnings(gather, texts, count, at);
}

bool gather_person(Gather *gather, const PersonWords *words, Position at, Speaker *speaker) {
    *speaker = (Speaker){.name = gather_line(gather, words->name, at)};
    if (speaker->name.count == 0)
        return false;
    speaker->affiliation = gather_line(gather, words->affiliation, at);
    speaker->biography = gather_abstract(gather, words->biography, at);
    speaker->photo = gather_word(gather, words->photo);
    return true;
}

Str gather_word(Gather *gather, Str text) {
    if (text.len == 0)
        return (Str){0};
    Str word = text_to_line(gather->draft.arena, text);
    return word.len ? keep(gather->draft.arena, word, text) : (Str){0};
}

/* ---- rooms and tracks ---- */

/* A word that staff can type: letters and digits of the name in small letters, hyphens between
 * them. Characters beyond ASCII stay, but for punctuation and spaces of East Asia. */
static Str make_slug(Arena *arena, Str name) {
    char *slug = arena_new(arena, char, SLUG_MAX + 4);
    size_t len = 0;
    bool is_gap = false;
    for (size_t i = 0; i < name.len && len < SLUG_MAX;) {
        size_t from = i;
        uint32_t rune = str_next_rune(name, &i);
        bool is_upper = rune >= 'A' && rune <= 'Z';
        bool is_ascii_word =
            is_upper || (rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9');
        bool is_wide_mark = (rune >= 0x80 && rune < 0xC0) || (rune >= 0x2000 && rune < 0x2070) ||
                            (rune >= 0x3000 && rune < 0x3040) ||
                            (rune >= 0xFF00 && rune < 0xFF10) || rune >= 0x1F000;
        if (!is_ascii_word && (rune < 0x80 || is_wide_mark)) {
            is_gap = len > 0;
            continue;
        }
        if (is_gap)
            slug[len++] = '-';
        is_gap = false;
        if (rune < 0x80)
            slug[len++] = (char)(is_upper ? rune - 'A' + 'a' : rune);
        else
            for (; from < i; from++)
                slug[len++] = name.s[from];
    }
    return (Str){.s = slug, .len = len};
}

/* In small letters (ASCII's), in the scratch arena: how a person's word is compared. */
static Str fold(Gather *gather, Str word) {
    char *folded = arena_copy(gather->scratch, word.s, word.len);
    for (size_t i = 0; i < word.len; i++)
        folded[i] = ascii_lower(folded[i]);
    return (Str){.s = folded, .len = word.len};
}

/* An id that no other thing of the kind has for its id or its name. */
static Str free_id(Gather *gather, WordTable *words, Str wish, const Localized *name,
                   const char *kind, size_t index) {
    Arena *arena = gather->draft.arena;
    if (wish.len == 0 && name->count)
        wish = make_slug(arena, name->items[0].text);
    if (wish.len == 0)
        wish = str_printf(arena, "%s-%zu", kind, index + 1);
    Str id = wish;
    for (size_t n = 2; word_table_get(words, fold(gather, id), index) != index; n++)
        id = str_printf(arena, "%.*s-%zu", str_arg(wish), n);
    word_table_put(words, fold(gather, id), index);
    for (size_t i = 0; i < name->count; i++) {
        Str folded = fold(gather, name->items[i].text);
        if (word_table_get(words, folded, SCHEDULE_NONE) == SCHEDULE_NONE)
            word_table_put(words, folded, index);
    }
    return id;
}

static Localized name_or(Arena *arena, Localized name, Str id) {
    if (name.count)
        return name;
    Translation *items = arena_new(arena, Translation, 1);
    items[0].text = id;
    return (Localized){.items = items, .count = 1, .at = name.at};
}

/* The room of the same name, unless both have a guid: then they are two. */
static size_t room_by_name(const Gather *gather, const RoomWords *words) {
    size_t known = SCHEDULE_NONE;
    for (size_t i = 0; i < words->name.count && known == SCHEDULE_NONE; i++)
        known = word_table_get(&gather->room_names,
                               str_fold_name(gather->scratch, words->name.items[i].text),
                               SCHEDULE_NONE);
    bool are_two = known != SCHEDULE_NONE && words->guid.len && gather->draft.rooms[known].guid.len;
    return are_two ? SCHEDULE_NONE : known;
}

static size_t add_room(Gather *gather, const RoomWords *words) {
    Draft *draft = &gather->draft;
    size_t index = draft->room_count;
    Str id = free_id(gather, &gather->room_words, gather_word(gather, words->id), &words->name,
                     "room", index);
    Room *room = arena_push(draft->arena, &draft->rooms, &draft->room_count, &draft->room_capacity,
                            sizeof(Room), _Alignof(Room));
    *room = (Room){.id = id, .name = name_or(draft->arena, words->name, id), .at = words->at};
    for (size_t i = 0; i < room->name.count; i++)
        word_table_add(&gather->room_names,
                       str_fold_name(gather->scratch, room->name.items[i].text), index);
    return index;
}

/* Takes no session any more: a screen that leaves some out in silence, or puts them in the wrong
 * room, would tell what is not so. */
static void fill_up(Gather *gather, Position at, const char *what, size_t most) {
    if (!gather->is_full)
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "too-large", at,
                        "ask for the schedule of one conference",
                        "more than %zu %s; sessions that follow are left out", most, what);
    gather->is_full = true;
}

size_t gather_room(Gather *gather, Str key, const RoomWords *words) {
    size_t known = word_table_get(&gather->rooms, key, SCHEDULE_NONE);
    if (known != SCHEDULE_NONE)
        return known;
    size_t index = room_by_name(gather, words);
    if (index == SCHEDULE_NONE && gather->draft.room_count >= DRAFT_ROOMS_MAX) {
        fill_up(gather, words->at, "rooms", DRAFT_ROOMS_MAX);
        return 0;
    }
    if (index == SCHEDULE_NONE)
        index = add_room(gather, words);
    Room *room = &gather->draft.rooms[index];
    if (room->guid.len == 0 && !str_equal(words->guid, room->id))
        room->guid = gather_word(gather, words->guid);
    word_table_put(&gather->rooms, str_copy(gather->scratch, key), index);
    return index;
}

size_t gather_track(Gather *gather, Str key, Str id, Localized name, Position at) {
    size_t known = word_table_get(&gather->tracks, key, SCHEDULE_NONE);
    if (known != SCHEDULE_NONE)
        return known;
    Draft *draft = &gather->draft;
    size_t index = draft->track_count;
    if (index >= GATHER_TRACKS_MAX) {
        if (!gather->are_tracks_full)
            diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "too-large", at, NULL,
                            "more than %d tracks; sessions of others have none", GATHER_TRACKS_MAX);
        gather->are_tracks_full = true;
        return SCHEDULE_NONE;
    }
    Str own_id =
        free_id(gather, &gather->track_words, gather_word(gather, id), &name, "track", index);
    Track *track = arena_push(draft->arena, &draft->tracks, &draft->track_count,
                              &draft->track_capacity, sizeof(Track), _Alignof(Track));
    *track = (Track){.id = own_id, .name = name_or(draft->arena, name, own_id), .at = at};
    word_table_put(&gather->tracks, str_copy(gather->scratch, key), index);
    return index;
}

void gather_track_color(Gather *gather, size_t track, Str color) {
    if (track >= gather->draft.track_count || color.len == 0)
        return;
    Track *known = &gather->draft.tracks[track];
    known->has_color = known->has_color || color_parse(str_trim(color), &known->color);
}

/* ---- sessions ---- */

void gather_reserve(Gather *gather, size_t sessions) {
    if (sessions > gather->draft.session_max)
        sessions = gather->draft.session_max;
    draft_reserve(&gather->draft, sessions);
    if (gather->when_capacity >= gather->draft.session_capacity)
        return;
    When *wider = arena_alloc_bare(gather->scratch, sizeof *wider, _Alignof(When),
                                   gather->draft.session_capacity);
    if (gather->draft.session_count)
        memcpy(wider, gather->whens, gather->draft.session_count * sizeof *wider);
    gather->whens = wider;
    gather->when_capacity = gather->draft.session_capacity;
}

/* How many sessions there will be if the rest of the text is as dense as what was read. */
static size_t estimate(const Gather *gather) {
    size_t count = gather->draft.session_count;
    if (count == 0)
        return 8;
    double part = (double)(gather->places.offset - gather->first_offset) + 1;
    double whole = (double)(gather->places.text.len - gather->first_offset) + 1;
    double likely = (double)count * (whole / part) * 1.05;
    size_t least = count + count / 2, most = count * 256;
    return likely < (double)least ? least : likely > (double)most ? most : (size_t)likely;
}

enum { TURNS_MAX = 8, ID_MAX = 160, NUMBER_MAX = 24 /* bytes that a number adds to an id */ };

/* The session with that id. `turn` 0 is the one that has the id itself, 1 and on those whose ids
 * were changed because it was taken. */
static size_t find_by_id(const Gather *gather, Str id, size_t turn) {
    if (turn == 0)
        return word_table_get(&gather->ids, id, SCHEDULE_NONE);
    char numbered[ID_MAX + NUMBER_MAX];
    if (id.len > ID_MAX)
        return SCHEDULE_NONE;
    int len = snprintf(numbered, sizeof numbered, "%.*s-%zu", str_arg(id), turn + 1);
    return word_table_get(&gather->ids, (Str){.s = numbered, .len = (size_t)len}, SCHEDULE_NONE);
}

static bool is_same_time(const When *a, const When *b) {
    return date_compare(a->start.date, b->start.date) == 0 && date_compare(a->day, b->day) == 0 &&
           a->start.minutes == b->start.minutes && a->start.offset == b->start.offset;
}

Millis when_length(const When *when) {
    if (!when->has_end)
        return when->length;
    int32_t minutes = when->end.minutes - when->start.minutes;
    if (when->end.offset != ISO_NO_OFFSET && when->start.offset != ISO_NO_OFFSET)
        minutes -= when->end.offset - when->start.offset;
    if (when->end.date.year && when->start.date.year)
        minutes += date_diff(when->end.date, when->start.date) * 1440;
    else if (minutes <= 0)
        minutes += 1440;
    return minutes > 0 ? minutes * MILLIS_MINUTE : 0;
}

static bool is_same_length(const When *a, const When *b) {
    return a->length == b->length && a->has_end == b->has_end &&
           (!a->has_end || (a->end.minutes == b->end.minutes && a->end.offset == b->end.offset &&
                            date_compare(a->end.date, b->end.date) == 0));
}

static bool is_same_text(const Localized *a, const Localized *b) {
    bool is_same = a->count == b->count;
    for (size_t i = 0; is_same && i < a->count; i++)
        is_same = str_equal(a->items[i].text, b->items[i].text);
    return is_same;
}

size_t gather_same(const Gather *gather, const Session *session, const When *when) {
    if (session->guid.len) {
        size_t known = word_table_get(&gather->guids, session->guid, SCHEDULE_NONE);
        bool is_one = known != SCHEDULE_NONE && is_same_time(&gather->whens[known], when);
        return is_one ? known : SCHEDULE_NONE;
    }
    size_t index = session->id.len ? 0 : SCHEDULE_NONE;
    for (size_t turn = 0; turn < TURNS_MAX && index != SCHEDULE_NONE; turn++) {
        index = find_by_id(gather, session->id, turn);
        if (index == SCHEDULE_NONE)
            continue;
        const Session *known = &gather->draft.sessions[index].session;
        if (known->guid.len == 0 && is_same_time(&gather->whens[index], when) &&
            is_same_length(&gather->whens[index], when) &&
            is_same_text(&known->title, &session->title))
            return index;
    }
    return SCHEDULE_NONE;
}

/* The id with a number, because another session has it. */
static Str numbered_id(Gather *gather, Str id, size_t index, Position at) {
    size_t number = word_table_get(&gather->repeats, id, 1);
    size_t first = word_table_get(&gather->ids, id, SCHEDULE_NONE);
    Str numbered;
    do
        numbered = str_printf(gather->draft.arena, "%.*s-%zu", str_arg(id), ++number);
    while (word_table_add(&gather->ids, numbered, index) != index);
    word_table_put(&gather->repeats, id, number);
    diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "duplicate-id", at,
                    "give each session an id of its own",
                    "the id \"%.*s\" is also that of the session in line %d; here it is \"%.*s\"",
                    str_arg(id), (int)gather->draft.sessions[first].session.at.line,
                    str_arg(numbered));
    return numbered;
}

/* "de-formal" is spoken as "de". */
static void hear_language(Gather *gather, Str language) {
    Str tag = str_slice(language, 0, 2);
    bool is_tag = tag.len == 2 && (language.len == 2 || language.s[2] == '-') &&
                  ascii_is_lower(tag.s[0]) && ascii_is_lower(tag.s[1]);
    if (!is_tag)
        return;
    for (size_t i = 0; i < gather->spoken_count; i++)
        if (str_equal(gather->spoken[i].tag, tag)) {
            gather->spoken[i].sessions++;
            return;
        }
    if (gather->spoken_count == countof(gather->spoken))
        return;
    gather->spoken[gather->spoken_count].tag = tag;
    gather->spoken[gather->spoken_count++].sessions = 1;
}

/* False when the session has no title and cannot be shown as a break. */
static bool settle_title(Gather *gather, const Session *session, SessionType *type) {
    *type = session->type;
    if (session->title.count || session->type == SESSION_BREAK)
        return true;
    bool is_slot = session->speaker_count == 0;
    diagnostics_add(gather->diagnostics, is_slot ? SEVERITY_WARNING : SEVERITY_ERROR,
                    "missing-title", session->at, is_slot ? "give it a title" : NULL,
                    is_slot ? "the session has no title; it is shown as a break"
                            : "the session has no title; it is left out");
    *type = SESSION_BREAK;
    return is_slot;
}

void gather_session(Gather *gather, const Session *session, const When *when) {
    Draft *draft = &gather->draft;
    SessionType type;
    if (gather->is_full || !settle_title(gather, session, &type))
        return;
    size_t index = draft->session_count;
    if (index >= draft->session_max) {
        fill_up(gather, session->at, "sessions", draft->session_max);
        return;
    }
    if (index == 0)
        gather->first_offset = gather->places.offset;
    if (index == gather->when_capacity)
        gather_reserve(gather, estimate(gather));
    bool is_new = session->id.len == 0 || word_table_add(&gather->ids, session->id, index) == index;
    Str id = is_new ? session->id : numbered_id(gather, session->id, index, session->at);
    DraftSession *open = draft_add_session(draft, session);
    assert(open); /* the draft takes as many as there is capacity for */
    open->session.type = type;
    open->session.id = id;
    open->session.is_id_written = is_new && id.len > 0;
    if (session->guid.len)
        word_table_add(&gather->guids, session->guid, index);
    gather->whens[index] = *when;
    hear_language(gather, session->language);
}

void gather_unscheduled(Gather *gather, Position at) {
    if (gather->unscheduled++ == 0)
        gather->unscheduled_at = at;
}

void gather_hidden(Gather *gather, Position at) {
    if (gather->hidden++ == 0)
        gather->hidden_at = at;
}
