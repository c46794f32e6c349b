#include "look.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "truth.h"

static const struct {
    int32_t width, height;
} SHAPES[SHAPE_COUNT_LOOKED_AT] = {{1920, 1080}, {1080, 1920}, {1080, 1080},
                                   {1920, 360},  {3840, 1080}, {800, 480}};

void look_fault(const Look *look, const char *what, size_t session) {
    Tally *tally = look->witness->tally;
    for (size_t i = 0; i < countof(tally->kinds); i++) {
        if (!tally->kinds[i].what)
            tally->kinds[i] = (FaultKind){.what = what, .view = look->view};
        if (strcmp(tally->kinds[i].what, what) == 0 && tally->kinds[i].view == look->view) {
            tally->kinds[i].count++;
            break;
        }
    }
    if (tally->faults++ >= 40 && !tally->is_verbose)
        return;
    Arena *arena = arena_create();
    const ViewContext *c = &look->context;
    LocalTime local = zone_local(look->schedule->event.zone, c->at);
    fprintf(stderr, "%s: %s page %zu %dx%d room %zd at %04d-%02d-%02d %02d:%02d:%02d.%03d: %s",
            tally->what, look->view, look->page, c->width, c->height, (ssize_t)c->room,
            local.date.year, local.date.month, local.date.day, local.hour, local.minute,
            local.second, (int)((c->at % 1000 + 1000) % 1000), what);
    if (session < look->schedule->session_count) {
        const Session *s = &look->schedule->sessions[session];
        Str title = s->title.count ? s->title.items[0].text : (Str){0};
        Str start = truth_clock(arena, look->schedule, s->start);
        Str end = truth_clock(arena, look->schedule, s->end);
        fprintf(stderr, ": \"%.*s\" %.*s-%.*s (%s, day %zu)", str_arg(title), str_arg(start),
                str_arg(end), session_status_name(s->status), s->day);
    }
    fprintf(stderr, "\n");
    arena_free(arena);
}

void look_must(const Look *look, bool is_so, const char *what, size_t session) {
    if (!is_so)
        look_fault(look, what, session);
}

static bool has(Arena *arena, Str whole, Str part) {
    return str_find(whole, str_copy(arena, part).s) != SIZE_MAX;
}

/* Has the text this one, in any of its languages? */
static bool has_text(Arena *arena, Str whole, const Localized *text) {
    bool is_found = text->count == 0;
    for (size_t i = 0; i < text->count; i++)
        is_found |= has(arena, whole, text->items[i].text);
    return is_found;
}

static bool says_clock(const Look *look, Str whole, Instant at) {
    return has(look->arena, whole, truth_clock(look->arena, look->schedule, at));
}

/* The text is what its tag says it is. */
static void check_words(const Look *look, const SceneText *text, const Session *s) {
    bool is_so = true;
    switch (text->tag.part) {
    case PART_TITLE:
        is_so = has_text(look->arena, text->text, &s->title);
        break;
    case PART_TIME:
        is_so = look->schedule->display.twelve_hour || says_clock(look, text->text, s->start) ||
                (text->tag.role == ROLE_NOW && says_clock(look, text->text, s->end)) ||
                (text->tag.role == ROLE_GONE && says_clock(look, text->text, s->planned_start));
        break;
    case PART_PLACE:
        is_so = s->room_count + s->planned_room_count == 0;
        for (size_t i = 0; i < s->room_count; i++)
            is_so |= has_text(look->arena, text->text, &look->schedule->rooms[s->rooms[i]].name);
        for (size_t i = 0; i < s->planned_room_count && text->tag.role == ROLE_GONE; i++)
            is_so |=
                has_text(look->arena, text->text, &look->schedule->rooms[s->planned_rooms[i]].name);
        break;
    case PART_PEOPLE:
        is_so = s->speaker_count == 0 ? false : true;
        for (size_t i = 0; i < s->speaker_count && is_so; i++)
            if (has_text(look->arena, text->text, &s->speakers[i].name))
                return;
        break;
    case PART_UNRECORDED:
        is_so = s->do_not_record;
        break;
    case PART_STATUS:
    case PART_COUNT:   /* the whole of it: check_timer */
    case PART_INSTEAD: /* check_states */
    case PART_LABEL:
    case PART_OTHER:
        break;
    }
    look_must(look, is_so, "a time, place or title that is not the session's", text->tag.session);
}

/* It stands there as what it is. */
static void check_role(const Look *look, const SceneTag *tag) {
    const Schedule *schedule = look->schedule;
    const Session *s = &schedule->sessions[tag->session];
    Instant at = look->context.at;
    switch (tag->role) {
    case ROLE_NOW:
        look_must(look, truth_happens(s, tag->room, at), "now, but does not happen", tag->session);
        break;
    case ROLE_NEXT:
        look_must(look, truth_comes(s, tag->room, at), "next, but does not come", tag->session);
        look_must(look, truth_next_start(schedule, tag->room, SCHEDULE_NONE, at) >= s->start,
                  "next, but another one comes before", tag->session);
        break;
    case ROLE_LATER:
        look_must(look, s->is_all_day || truth_comes(s, tag->room, at), "later, but does not come",
                  tag->session);
        break;
    case ROLE_GONE:
        look_must(look, !truth_happens(s, tag->room, at), "gone, but happens", tag->session);
        break;
    case ROLE_NONE:
    case ROLE_NOTICE:
        break;
    }
}

/* Lines belong to what is above or below them more than to what is beside: height counts more. */
static float distance(Rect a, Rect b) {
    float x = fmaxf(0, fmaxf(a.x - b.x - b.width, b.x - a.x - a.width));
    float y = fmaxf(0, fmaxf(a.y - b.y - b.height, b.y - a.y - a.height));
    return hypotf(x, 10 * y);
}

static bool is_of_session(const SceneText *text) {
    return text->tag.role == ROLE_NOW || text->tag.role == ROLE_NEXT ||
           text->tag.role == ROLE_LATER || text->tag.role == ROLE_GONE;
}

static bool shares_line(Rect a, Rect b) {
    float top = fmaxf(a.y, b.y), bottom = fminf(a.y + a.height, b.y + b.height);
    return bottom - top > fminf(a.height, b.height) / 2;
}

/* How near another session's title comes to the text, and how near its own session's texts are;
 * in its row alone, or anywhere. */
static void find_neighbours(const Scene *scene, const SceneText *text, bool in_line, float *own,
                            float *other) {
    Rect here = scene->draws[text->draw].bounds;
    *own = *other = INFINITY;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *near = &scene->texts[i];
        Rect there = scene->draws[near->draw].bounds;
        if (near == text || !is_of_session(near) || near->tag.part == PART_LABEL ||
            (in_line && !shares_line(here, there)))
            continue;
        float *least = near->tag.session == text->tag.session ? own : other;
        if (least == own || near->tag.part == PART_TITLE)
            *least = fminf(*least, distance(here, there));
    }
}

/* A label stands in the title's place where that has no room. */
static bool has_label(const Scene *scene, const SceneTag *tag) {
    bool is_found = false;
    for (size_t i = 0; i < scene->text_count; i++)
        is_found |=
            scene->texts[i].tag.part == PART_LABEL && scene->texts[i].tag.session == tag->session;
    return is_found;
}

static bool has_own_title(const Scene *scene, const SceneText *text, bool in_line) {
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *title = &scene->texts[i];
        if (is_of_session(title) && title->tag.part == PART_TITLE &&
            title->tag.session == text->tag.session &&
            (!in_line ||
             shares_line(scene->draws[text->draw].bounds, scene->draws[title->draw].bounds)))
            return true;
    }
    return false;
}

/* A time, a place, names or a badge stand at the title of the same session, or at what stands at
 * it: in their row where they have it there, as in a table. Another title would have to be much
 * nearer to be taken for theirs. */
static void check_beside(const Look *look, const Scene *scene, const SceneText *text) {
    float own, other;
    if (look->schedule->sessions[text->tag.session].title.count == 0)
        return; /* there is none to stand at */
    if (strcmp(look->view, "grid") == 0 && has_label(scene, &text->tag))
        return;
    if (!has_own_title(scene, text, false)) {
        bool is_project = strcmp(look->view, "spotlight") == 0; /* it stands in the title's place */
        look_must(look, is_project || strcmp(look->view, "what is due") == 0,
                  "a time without a title", text->tag.session);
        return;
    }
    find_neighbours(scene, text, has_own_title(scene, text, true), &own, &other);
    look_must(look, own / 4 <= other, "a time, place or badge that does not stand at its title",
              text->tag.session);
}

static float middle_of(Rect bounds) {
    return bounds.y + bounds.height / 2;
}

/* What a room's sessions are told under: on tall screens and strips its name, and where the rooms
 * stand in columns. On others they stand beside it. */
static bool rooms_are_stacked(const Look *look, const Scene *scene) {
    if (strcmp(look->view, "grid") == 0)
        return false;
    if (scene->height >= scene->width || (float)scene->width > 4.5f * (float)scene->height)
        return true;
    float first = -1;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *room = &scene->texts[i];
        if (room->tag.role != ROLE_NONE || room->tag.part != PART_PLACE)
            continue;
        float x = scene->draws[room->draw].bounds.x;
        if (first >= 0 && fabsf(x - first) > (float)scene->height / 2)
            return true;
        first = x;
    }
    return false;
}

/* How far a text begins behind another one, from the side at which the page begins. */
static float behind(const Look *look, Rect here, Rect there) {
    return language_is_rtl(look->context.languages[0]) ? there.x + there.width - here.x - here.width
                                                       : here.x - there.x;
}

/* In a list of rooms a title stands in its room's row: under the room's name in its column, or
 * beside it, and never above it. The grid's rows are as high as what is in them, each with its
 * room's name in the middle: there the name is the next one above or the next one below. */
static void check_row(const Look *look, const Scene *scene, const SceneText *title) {
    const SceneText *above = NULL, *below = NULL;
    if (title->tag.room == SCHEDULE_NONE) /* what is everywhere stands over all rows */
        return;
    if (strcmp(look->view, "what is due") == 0)
        return; /* that is one of the views, which have their turn by themselves */
    bool is_grid = strcmp(look->view, "grid") == 0, are_stacked = rooms_are_stacked(look, scene);
    Rect here = scene->draws[title->draw].bounds;
    float least_above = INFINITY, least_below = INFINITY;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *room = &scene->texts[i];
        if (room->tag.role != ROLE_NONE || room->tag.part != PART_PLACE)
            continue;
        Rect there = scene->draws[room->draw].bounds;
        float far = is_grid ? middle_of(here) - middle_of(there) : middle_of(here) - there.y;
        if (are_stacked) {
            float x = behind(look, here, there);
            if (x < -1)
                continue; /* of a column behind it */
            far = here.y - there.y;
            far = far < 0 ? far : far + 10 * x;
        }
        if (far >= 0 && far < least_above) {
            least_above = far;
            above = room;
        } else if (far < 0 && is_grid && -far < least_below) {
            least_below = -far;
            below = room;
        }
    }
    bool is_above = above && above->tag.room == title->tag.room;
    bool is_below = below && below->tag.room == title->tag.room;
    look_must(look, (!above && !below) || is_above || is_below, "stands in another room's row",
              title->tag.session);
}

/* Whoever comes to the door or looks for it in the foyer reads that cameras are off. */
static void check_sign(const Look *look, const Scene *scene, const SceneTag *tag) {
    bool is_seen = !look->schedule->sessions[tag->session].do_not_record;
    if (tag->role != ROLE_NOW || strcmp(look->view, view_kind_name(VIEW_NOW_NEXT)) != 0)
        return;
    for (size_t i = 0; i < scene->text_count && !is_seen; i++) {
        const SceneTag *sign = &scene->texts[i].tag;
        is_seen = sign->part == PART_UNRECORDED && sign->role == ROLE_NOW &&
                  sign->session == tag->session && sign->room == tag->room;
    }
    look_must(look, is_seen, "must not be recorded, and nothing says so", tag->session);
}

static void note_seen(Look *look, const SceneTag *tag) {
    Seen *seen = arena_push(look->arena, &look->seen, &look->seen_count, &look->seen_capacity,
                            sizeof *seen, _Alignof(Seen));
    *seen = (Seen){.session = tag->session, .room = tag->room, .role = tag->role};
}

/* What can be said of any page. */
void look_at(Look *look, const Scene *scene) {
    look->witness->tally->looks++;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *text = &scene->texts[i];
        const Draw *draw = &scene->draws[text->draw];
        if (!is_of_session(text) || draw->text.layout->line_count == 0)
            continue;
        if (text->tag.session >= look->schedule->session_count) {
            look_fault(look, "a text of no session", SCHEDULE_NONE);
            continue;
        }
        check_role(look, &text->tag);
        check_words(look, text, &look->schedule->sessions[text->tag.session]);
        if (text->tag.part >= PART_TIME && text->tag.part <= PART_UNRECORDED)
            check_beside(look, scene, text);
        /* In the grid a title that has no room is cut, and so a label: it is seen all the same. */
        bool is_grid = strcmp(look->view, "grid") == 0;
        if (text->tag.part != PART_TITLE && !(is_grid && text->tag.part == PART_LABEL))
            continue;
        check_row(look, scene, text);
        check_sign(look, scene, &text->tag);
        note_seen(look, &text->tag);
    }
}

/* What the crew say to the stage is on its timer, and nowhere else. */
void look_for_secrets(const Look *look, const Scene *scene, bool is_timer) {
    for (size_t room = 0; room < look->schedule->room_count && !is_timer; room++) {
        const Localized *said = &look->schedule->rooms[room].stage.text;
        for (size_t i = 0; i < scene->text_count && said->count; i++)
            look_must(look, !has(look->arena, scene->texts[i].text, said->items[0].text),
                      "the crew's word to the stage, for the audience", SCHEDULE_NONE);
    }
}

static bool is_alarm_up(const Look *look) {
    for (size_t i = 0; i < look->schedule->notice_count; i++) {
        const Notice *n = &look->schedule->notices[i];
        if (n->level >= NOTICE_EMERGENCY && n->from <= look->context.at &&
            n->until > look->context.at)
            return true;
    }
    return false;
}

/* What staff say of a room's door is there, and nothing else is; who is sent elsewhere gets in
 * there, and finds something. */
void look_at_states(const Look *look, const Scene *scene) {
    const Schedule *schedule = look->schedule;
    size_t door = look->context.room;
    bool is_seen = false, is_gone_seen = false;
    if (door == SCHEDULE_NONE && schedule->room_count == 1)
        door = 0;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneTag *tag = &scene->texts[i].tag;
        is_gone_seen |= tag->role == ROLE_GONE; /* what does not take place has the page */
        if (tag->role != ROLE_NONE || (tag->part != PART_STATUS && tag->part != PART_INSTEAD))
            continue;
        if (tag->part == PART_STATUS) {
            is_seen |= tag->room == door;
            look_must(look, truth_is_told(schedule, tag->room, look->context.at),
                      "a room's state that nobody said", SCHEDULE_NONE);
        } else {
            look_must(look, truth_is_instead(schedule, door, tag->room, look->context.at),
                      "sent to a room where they do not get in, or find nothing", SCHEDULE_NONE);
        }
    }
    if (door < schedule->room_count && !is_alarm_up(look))
        look_must(look, is_seen || is_gone_seen || !truth_is_told(schedule, door, look->context.at),
                  "what staff say of the door is not there", SCHEDULE_NONE);
}

/* Its digits are those of the session that is counted. */
void look_at_timer(const Look *look, const Scene *scene) {
    size_t door = look->context.room, session;
    if (door == SCHEDULE_NONE && look->schedule->room_count == 1)
        door = 0;
    Str wanted = truth_timer(look->arena, look->schedule, door, look->context.at, &session);
    Str shown = {0};
    bool is_own = true,
         is_black = door < look->schedule->room_count && look->schedule->rooms[door].stage.is_black;
    for (size_t i = 0; i < scene->text_count; i++) {
        if (scene->texts[i].tag.part != PART_COUNT)
            continue;
        shown = str_printf(look->arena, "%.*s%s%.*s", str_arg(shown), shown.len ? ":" : "",
                           str_arg(scene->texts[i].text));
        is_own &= scene->texts[i].tag.session == session;
    }
    if (is_alarm_up(look) || (is_black && shown.len == 0))
        return;
    look_must(look, str_equal(shown, wanted), "the stage timer counts something else", session);
    look_must(look, is_own, "the stage timer's digits are another session's", session);
}

/* Said of all rooms at once, where it is in all of them. */
static bool is_of_all_rooms(const Look *look, const Seen *seen) {
    const Session *s = &look->schedule->sessions[seen->session];
    return seen->room == SCHEDULE_NONE &&
           (s->room_count == 0 || s->room_count == look->schedule->room_count);
}

bool look_has_seen(const Look *look, size_t session, size_t room, SceneRole role) {
    if (look->schedule->sessions[session].title.count == 0)
        return true; /* nothing of it can be seen */
    for (size_t i = 0; i < look->seen_count; i++) {
        const Seen *seen = &look->seen[i];
        if (seen->session == session && seen->role == role &&
            (room == SCHEDULE_NONE || seen->room == room || is_of_all_rooms(look, seen)))
            return true;
    }
    return false;
}

Look look_begin(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                Instant at, const char *view) {
    witness->tally->visits++;
    Look look = {.witness = witness,
                 .schedule = schedule,
                 .view = view,
                 .arena = arena_create(),
                 .context = {.schedule = schedule,
                             .room = room,
                             .at = at,
                             .width = SHAPES[shape].width,
                             .height = SHAPES[shape].height,
                             .theme = theme_builtin(),
                             .zone = zone_utc(),
                             .text = witness->text}};
    /* One to four of the languages, each of them first in its turn. */
    size_t number = (size_t)at / 7, lead = number % witness->language_count;
    look.context.language_count = 1 + number / witness->language_count % VIEW_LANGUAGES_MAX;
    for (size_t i = 0; i < look.context.language_count; i++) {
        size_t language = (lead + 3 * i) % witness->language_count;
        look.context.strings[i] = witness->strings[language];
        look.context.languages[i] = str_from(witness->languages[language]);
    }
    return look;
}

void look_end(Look *look) {
    arena_free(look->arena);
}

void look_at_slide(Look *look, const Slide *slide) {
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, look->context.width, look->context.height);
    view_build(&look->context, slide, &scene);
    look_must(look, scene.next_change > look->context.at, "changes before it is shown",
              SCHEDULE_NONE);
    look->page = slide->page;
    look_at(look, &scene);
    look_for_secrets(look, &scene, slide->view == VIEW_TIMER);
    if (slide->view == VIEW_NOW_NEXT)
        look_at_states(look, &scene);
    if (slide->view == VIEW_TIMER)
        look_at_timer(look, &scene);
    arena_free(arena);
}
