/* native.c: the parts of kiosk's own YAML that are the same on every day: the event, its rooms,
 * tracks, partners and projects. */
#include "formats/native.h"

#include <string.h>

#include "base/color.h"
#include "formats/source_hash.h"
#include "formats/times.h"

enum {
    DAY_CHANGE_MAX = 12 * 60,
};

/* ---- event ---- */

static void use_zone(Native *native, const Zone *zone, Str name) {
    native->draft.event.zone = zone;
    native->draft.event.zone_name = name;
}

/* The zone of this computer, for want of a better one. */
static void assume_zone(Native *native) {
    Str name = str_copy(native->draft.arena, native->host_zone);
    const Zone *zone = name.len ? zone_open(native->draft.arena, name) : NULL;
    if (zone)
        use_zone(native, zone, name);
    native->draft.event.is_zone_assumed = true;
}

static void read_zone(Native *native, const Node *event, Position event_at) {
    Fields *fields = &native->fields;
    Str said = str_copy(native->draft.arena, native->zone);
    const Zone *said_zone = said.len ? zone_open(native->draft.arena, said) : NULL;
    if (said_zone) {
        use_zone(native, said_zone, said);
        return;
    }
    const Node *node = fields_get(event, "timezone");
    Str name = fields_word(fields, node, "timezone");
    if (name.len == 0) {
        assume_zone(native);
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "missing-timezone", event_at,
                        "add it to event: timezone: Asia/Shanghai",
                        "the event has no timezone; its times are taken as %.*s",
                        str_arg(native->draft.event.zone_name));
        return;
    }
    const Zone *zone = zone_open(native->draft.arena, name);
    if (zone) {
        use_zone(native, zone, name);
        return;
    }
    assume_zone(native);
    Arena *scratch = arena_create();
    Str likely = zone_suggest(scratch, name);
    diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "unknown-timezone", node->at,
                    likely.len ? arena_printf(scratch, "did you mean \"%.*s\"?", str_arg(likely))
                               : "write the zone's IANA name: Asia/Shanghai, Europe/Berlin",
                    "timezone \"%.*s\" is unknown; the times are taken as %.*s", str_arg(name),
                    str_arg(native->draft.event.zone_name));
    arena_free(scratch);
}

/* "#rrggbb", with or without the sign. False for nothing, and with a diagnostic for what is none.
 */
static bool read_color(Fields *fields, const Node *node, const char *what, uint32_t *color) {
    Str word = fields_word(fields, node, what);
    if (!word.len)
        return false;
    if (color_parse_bare(word, color))
        return true;
    diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-color", node->at,
                    "write red, green and blue in quotes: \"#ecb64f\"", "\"%.*s\" is not a colour",
                    str_arg(word));
    return false;
}

static void read_event(Native *native, const Node *root, const Node *node) {
    static const char *const KEYS[] = {"name",       "timezone",      "venue",    "day_change",
                                       "logo",       "logo_on_light", "color",    "second_color",
                                       "background", "url",           "language", "license"};
    Fields *fields = &native->fields;
    Event *event = &native->draft.event;
    bool is_map = node && fields_open(fields, node, "the event", KEYS, countof(KEYS));
    read_zone(native, is_map ? node : NULL, node ? node->at : root->at);
    if (!is_map)
        return;
    event->name = fields_text(fields, fields_get(node, "name"), "name");
    event->venue = fields_text(fields, fields_get(node, "venue"), "venue");
    event->logo = fields_word(fields, fields_get(node, "logo"), "logo");
    event->logo_on_light = fields_word(fields, fields_get(node, "logo_on_light"), "logo_on_light");
    event->background = fields_word(fields, fields_get(node, "background"), "background");
    event->has_color = read_color(fields, fields_get(node, "color"), "color", &event->color);
    event->has_second_color =
        read_color(fields, fields_get(node, "second_color"), "second_color", &event->second_color);
    event->url = fields_word(fields, fields_get(node, "url"), "url");
    event->license = fields_word(fields, fields_get(node, "license"), "license");
    const Node *language = fields_get(node, "language");
    event->language = fields_word(fields, language, "language");
    if (event->language.len && !fields_is_language(event->language)) {
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unknown-value", language->at,
                        "write a tag such as zh, en, ja, de", "\"%.*s\" is not a language",
                        str_arg(event->language));
        event->language = (Str){0};
    }
    const Node *change = fields_get(node, "day_change");
    int32_t minutes;
    if (!fields_time(fields, change, "day_change", &minutes))
        return;
    if (minutes > DAY_CHANGE_MAX)
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-value", change->at,
                        "write a time in the night, when nothing takes place: 04:00",
                        "day_change must be between 00:00 and 12:00; 04:00 is used");
    else
        event->day_change = minutes;
}

/* ---- rooms ---- */

/* The id of a room, track or partner: as given, else the first of its names. */
static Str id_or_name(Str id, const Localized *name) {
    return id.len ? id : name->count ? name->items[0].text : (Str){0};
}

static Localized name_or_id(Arena *arena, Localized name, Str id, Position at) {
    if (name.count || id.len == 0)
        return name;
    Translation *items = arena_new(arena, Translation, 1);
    items[0].text = id;
    return (Localized){.items = items, .count = 1, .at = at};
}

/* False, with a diagnostic, when a thing in a list has no name or one that is taken. */
static bool is_new_id(Native *native, Str id, bool is_taken, const char *kind, Position at) {
    Diagnostics *diagnostics = native->fields.diagnostics;
    if (id.len == 0)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "missing-id", at,
                        "add id: or name:", "the %s has neither id nor name", kind);
    else if (is_taken)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "duplicate-id", at,
                        "give it an id of its own; the first one counts",
                        "there is another %s \"%.*s\"", kind, str_arg(id));
    return id.len > 0 && !is_taken;
}

/* Said once. */
static void add_room(Native *native, Room room) {
    Draft *draft = &native->draft;
    if (draft->room_count >= DRAFT_ROOMS_MAX) {
        native_report_many_rooms(native, room.at);
        return;
    }
    bool is_taken = false;
    for (size_t i = 0; i < draft->room_count && !is_taken; i++)
        is_taken = str_equal(draft->rooms[i].id, room.id);
    if (!is_new_id(native, room.id, is_taken, "room", room.at))
        return;
    Room *place = arena_push(draft->arena, &draft->rooms, &draft->room_count, &draft->room_capacity,
                             sizeof(Room), _Alignof(Room));
    *place = room;
}

static void read_room(Native *native, const Node *node) {
    static const char *const KEYS[] = {"id",    "name", "capacity", "way",
                                       "floor", "guid", "overflow"};
    Fields *fields = &native->fields;
    Room room = {.at = node->at};
    if (fields_is_text(node, KEYS, countof(KEYS))) {
        room.name = fields_text(fields, node, "room");
        room.id = id_or_name((Str){0}, &room.name);
    } else if (fields_open(fields, node, "a room", KEYS, countof(KEYS))) {
        room.id = fields_word(fields, fields_get(node, "id"), "id");
        room.name = fields_text(fields, fields_get(node, "name"), "name");
        room.id = id_or_name(room.id, &room.name);
        room.guid = fields_word(fields, fields_get(node, "guid"), "guid");
        room.name = name_or_id(native->draft.arena, room.name, room.id, node->at);
        room.overflow = fields_word(fields, fields_get(node, "overflow"), "overflow");
        fields_number(fields, fields_get(node, "capacity"), "capacity", 1, 1000 * 1000,
                      &room.capacity);
        const Node *way = fields_get(node, "way");
        room.way = fields_text(fields, way ? way : fields_get(node, "floor"), "way");
    } else {
        return;
    }
    add_room(native, room);
}

/* ---- tracks ---- */

static void read_track(Native *native, const Node *node) {
    static const char *const KEYS[] = {"id", "name", "color"};
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    Track track = {.at = node->at};
    if (fields_is_text(node, KEYS, countof(KEYS))) {
        track.name = fields_text(fields, node, "track");
        track.id = id_or_name((Str){0}, &track.name);
    } else if (fields_open(fields, node, "a track", KEYS, countof(KEYS))) {
        track.id = fields_word(fields, fields_get(node, "id"), "id");
        track.name = fields_text(fields, fields_get(node, "name"), "name");
        track.id = id_or_name(track.id, &track.name);
        track.name = name_or_id(draft->arena, track.name, track.id, node->at);
        track.has_color = read_color(fields, fields_get(node, "color"), "color", &track.color);
    } else {
        return;
    }
    bool is_taken = false;
    for (size_t i = 0; i < draft->track_count && !is_taken; i++)
        is_taken = str_equal(draft->tracks[i].id, track.id);
    if (!is_new_id(native, track.id, is_taken, "track", track.at))
        return;
    Track *place = arena_push(draft->arena, &draft->tracks, &draft->track_count,
                              &draft->track_capacity, sizeof(Track), _Alignof(Track));
    *place = track;
}

/* ---- partners ---- */

/* A tier that stands as an item of a list is none, and no partner either. */
static bool is_a_tier(Native *native, const Node *node) {
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
        if (node->entries[i].value->kind == NODE_LIST) {
            diagnostics_add(native->fields.diagnostics, SEVERITY_ERROR, "wrong-kind", node->at,
                            "a tier is a key, with its partners: partners: {gold: [Acme], "
                            "venue: {title: With thanks to, partners: [Corner Café]}}",
                            "a partner has no list \"%.*s\"; this is a tier",
                            str_arg(node->entries[i].key));
            return true;
        }
    return false;
}

static void read_partner(Native *native, const Node *node, size_t tier) {
    static const char *const KEYS[] = {"id", "name", "logo", "url"};
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    Partner partner = {.tier = tier, .at = node->at};
    if (fields_is_text(node, KEYS, countof(KEYS))) {
        partner.name = fields_text(fields, node, "partner");
        partner.id = id_or_name((Str){0}, &partner.name);
    } else if (fields_open(fields, node, "a partner", KEYS, countof(KEYS))) {
        partner.id = fields_word(fields, fields_get(node, "id"), "id");
        partner.name = fields_text(fields, fields_get(node, "name"), "name");
        partner.logo = fields_word(fields, fields_get(node, "logo"), "logo");
        partner.url = fields_word(fields, fields_get(node, "url"), "url");
        partner.id = id_or_name(partner.id, &partner.name);
        partner.name = name_or_id(draft->arena, partner.name, partner.id, node->at);
    } else {
        return;
    }
    bool is_taken = false;
    for (size_t i = 0; i < draft->partner_count && !is_taken; i++)
        is_taken = str_equal(draft->partners[i].id, partner.id);
    if (!is_new_id(native, partner.id, is_taken, "partner", partner.at))
        return;
    Partner *place = arena_push(draft->arena, &draft->partners, &draft->partner_count,
                                &draft->partner_capacity, sizeof(Partner), _Alignof(Partner));
    *place = partner;
}

static void read_tier(Native *native, Str id, Position at, const Node *node) {
    static const char *const KEYS[] = {"title", "partners"};
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    Tier tier = {.id = str_copy(draft->arena, id), .at = at};
    tier.first_partner = draft->partner_count;
    const Node *list = node;
    if (node->kind == NODE_MAP && (node_get(node, "partners") || node_get(node, "title"))) {
        fields_open(fields, node, "a tier", KEYS, countof(KEYS));
        tier.title = fields_text(fields, fields_get(node, "title"), "title");
        list = fields_get(node, "partners");
    }
    size_t count;
    const Node *const *items = fields_list(&list, &count);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]) && !is_a_tier(native, items[i]))
            read_partner(native, items[i], draft->tier_count);
    tier.partner_count = draft->partner_count - tier.first_partner;
    Tier *place = arena_push(draft->arena, &draft->tiers, &draft->tier_count, &draft->tier_capacity,
                             sizeof(Tier), _Alignof(Tier));
    *place = tier;
}

static void read_partners(Native *native, const Node *node) {
    if (!node)
        return;
    if (node->kind == NODE_LIST) /* no tiers */
        read_tier(native, str_from("partners"), node->at, node);
    else if (node->kind == NODE_SCALAR)
        fields_wrong_kind(&native->fields, node, "partners", "tiers with lists of partners");
    else
        for (size_t i = 0; i < node->count; i++)
            read_tier(native, node->entries[i].key, node->entries[i].key_at,
                      node->entries[i].value);
}

/* ---- projects ---- */

static void read_project(Native *native, const Node *node) {
    static const char *const KEYS[] = {"name", "tagline", "description", "highlights",
                                       "url",  "logo",    "session"};
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    if (!fields_open(fields, node, "a project", KEYS, countof(KEYS)))
        return;
    DraftProject open = {.project = {.at = node->at}};
    Project *project = &open.project;
    project->name = fields_text(fields, fields_get(node, "name"), "name");
    project->tagline = fields_text(fields, fields_get(node, "tagline"), "tagline");
    project->description = fields_text(fields, fields_get(node, "description"), "description");
    project->url = fields_word(fields, fields_get(node, "url"), "url");
    project->logo = fields_word(fields, fields_get(node, "logo"), "logo");
    const Node *session = fields_get(node, "session");
    open.session_id = fields_word(fields, session, "session");
    open.session_at = session ? session->at : node->at;
    const Node *list = fields_get(node, "highlights");
    size_t count;
    const Node *const *items = fields_list(&list, &count);
    Localized *highlights = arena_new(draft->arena, Localized, count);
    for (size_t i = 0; i < count; i++) {
        Localized text =
            node_is_null(items[i]) ? (Localized){0} : fields_text(fields, items[i], "a highlight");
        if (text.count)
            highlights[project->highlight_count++] = text;
    }
    project->highlights = highlights;
    if (project->name.count == 0) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "missing-name", node->at,
                        "add name:", "the project has no name; it is left out");
        return;
    }
    DraftProject *place =
        arena_push(draft->arena, &draft->projects, &draft->project_count, &draft->project_capacity,
                   sizeof(DraftProject), _Alignof(DraftProject));
    *place = open;
}

/* ---- the whole ---- */

static void read_each(Native *native, const Node *list, void (*read)(Native *, const Node *)) {
    size_t count;
    const Node *const *items = fields_list(&list, &count);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]))
            read(native, items[i]);
}

/* ---- people --------------------------------------------------------------------------------- */

/* One of `people: {left: Ada Lovelace (Analytical Engines)}`. */
static void read_person(Native *native, Str id, Position at, const Node *node) {
    Draft *draft = &native->draft;
    KnownPerson person = {.id = str_copy(draft->arena, id), .at = at};
    bool is_taken = false;
    for (size_t i = 0; i < draft->person_count && !is_taken; i++)
        is_taken = str_equal(draft->people[i].id, person.id);
    if (!is_new_id(native, person.id, is_taken, "person", at))
        return;
    if (node_is_null(node) || !native_read_speaker(native, node, &person.who)) {
        diagnostics_add(native->fields.diagnostics, SEVERITY_ERROR, "missing-name", at,
                        "write the name behind it", "\"%.*s\" is nobody: there is no name",
                        str_arg(id));
        return;
    }
    KnownPerson *place =
        arena_push(draft->arena, &draft->people, &draft->person_count, &draft->person_capacity,
                   sizeof(KnownPerson), _Alignof(KnownPerson));
    *place = person;
}

static void read_people(Native *native, const Node *node) {
    if (!node || node_is_null(node))
        return;
    if (node->kind != NODE_MAP) {
        fields_wrong_kind(&native->fields, node, "people",
                          "a name for each word: left: Ada Lovelace");
        return;
    }
    for (size_t i = 0; i < node->count; i++)
        read_person(native, node->entries[i].key, node->entries[i].key_at, node->entries[i].value);
}

static bool check_version(Native *native, const Node *root) {
    static const char *const KEYS[] = {"kiosk",    "event",    "rooms",  "tracks",  "days",
                                       "projects", "partners", "people", "notices", "slides",
                                       "display",  "screens",  "overlay"};
    Diagnostics *diagnostics = native->fields.diagnostics;
    bool is_ours = false;
    for (size_t i = 0; i < countof(KEYS); i++)
        is_ours = is_ours || node_get(root, KEYS[i]);
    if (root->kind != NODE_MAP || !is_ours) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", root->at,
                        "a schedule begins with: kiosk: 1",
                        "this is not a schedule: it has neither event nor days");
        return false;
    }
    fields_open(&native->fields, root, "a schedule", KEYS, countof(KEYS));
    const Node *version = fields_get(root, "kiosk");
    if (!version)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "missing-version", root->at,
                        "begin the file with: kiosk: 1",
                        "the file does not say which version of the format it is in");
    else if (version->kind != NODE_SCALAR || !str_equal_c(version->scalar, "1"))
        diagnostics_add(diagnostics, SEVERITY_ERROR, "unknown-version", version->at,
                        "use a newer kiosk, or write: kiosk: 1",
                        "this kiosk knows version 1 of the format only");
    return true;
}

Schedule *native_read(const Node *root, const FormatInput *input, Diagnostics *diagnostics) {
    Native native = {.draft = draft_create(diagnostics),
                     .now = input->now,
                     .zone = input->zone,
                     .host_zone = input->host_zone};
    native.fields = (Fields){.arena = native.draft.arena, .diagnostics = diagnostics};
    if (!check_version(&native, root)) {
        draft_free(&native.draft);
        return NULL;
    }
    read_event(&native, root, fields_get(root, "event"));
    const Node *rooms = fields_get(root, "rooms");
    read_each(&native, rooms, read_room);
    draft_settle_overflow(&native.draft);
    native.draft.rooms_are_open = rooms == NULL;
    read_each(&native, fields_get(root, "tracks"), read_track);
    read_partners(&native, fields_get(root, "partners"));
    read_people(&native, fields_get(root, "people"));
    native_read_days(&native, fields_get(root, "days"));
    read_each(&native, fields_get(root, "projects"), read_project);
    native_read_notices(&native, fields_get(root, "notices"));
    native_read_slides(&native, fields_get(root, "slides"));
    native_read_display(&native, fields_get(root, "display"));
    native.draft.overlay =
        overlay_look_read(native.draft.arena, fields_get(root, "overlay"), diagnostics);
    native.draft.overlay.picture = str_copy(native.draft.arena, native.draft.overlay.picture);
    for (size_t use = 0; use < FONT_FILES_COUNT; use++)
        for (size_t weight = 0; weight < FONT_FILES_WEIGHTS; weight++) {
            Str *file = &native.draft.overlay.fonts[use].files[weight];
            *file = str_copy(native.draft.arena, *file);
        }

    const Draft *draft = &native.draft;
    if (!draft->session_count && !draft->project_count && !draft->partner_count &&
        !draft->notice_count && !draft->slide_count) {
        if (!diagnostics_has_errors(diagnostics))
            diagnostics_add(diagnostics, SEVERITY_ERROR, "empty", root->at,
                            "add days with sessions",
                            "the schedule has nothing that could be shown");
        draft_free(&native.draft);
        return NULL;
    }
    return draft_finish(&native.draft, source_hash(input->source), input->source_name);
}
