#include "check/preflight_survey.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/word_table.h"
#include "schedule/view_content.h"
#include "views/alternate.h"

#define DAY (24 * MILLIS_HOUR)

typedef struct {
    const SurveyPlan *plan;
    Survey *survey;
    Arena *page; /* owned: of the page that is looked at */
    Arena *view; /* owned: of the view that is looked at */
    Arena *day;  /* owned: of the day that is walked */
    ViewContext context;
    size_t size;
    ViewDay *views;  /* what the views know of the day, in `day` */
    WordTable looks; /* of the day's pages that were seen, with the view */
} SurveyWalk;

int32_t screen_rows(ScreenSize size) {
    return size.width < size.height ? size.width : size.height;
}

/* ---- what is noted -------------------------------------------------------------------------- */

/* What tells a fault from another: its kind, its place and, behind those, its text. */
static Str fault_key(Arena *arena, const TextFault *fault) {
    return str_printf(arena, "%d:%d:%d:%.*s", (int)fault->kind, (int)fault->at.line,
                      (int)fault->at.column, str_arg(fault->text));
}

/* True when `a` is worse news than `b`, which is of the same kind and text. */
static bool is_worse(const TextFault *a, const TextFault *b) {
    if (a->kind == FAULT_FAINT)
        return a->contrast < b->contrast;
    return a->kind == FAULT_CUT ? a->shown < b->shown : a->size < b->size;
}

static void note_fault(SurveyWalk *walk, const TextFault *fault, ViewKind view) {
    Survey *survey = walk->survey;
    Str key = fault_key(walk->page, fault);
    size_t index = word_table_get(&survey->by_key, key, SCHEDULE_NONE);
    Sighting here = {.size = walk->size, .view = view};
    if (index == SCHEDULE_NONE) {
        index = survey->text_count;
        SurveyText *fresh = arena_push(survey->arena, &survey->texts, &survey->text_count,
                                       &survey->text_capacity, sizeof *fresh, _Alignof(SurveyText));
        *fresh = (SurveyText){.fault = *fault, .worst = here};
        key = str_copy(survey->arena, key);
        fresh->fault.text = str_slice(key, key.len - fault->text.len, fault->text.len);
        survey->by_key.arena = survey->arena;
        word_table_put(&survey->by_key, key, index);
    }
    SurveyText *text = &survey->texts[index];
    text->sizes |= 1u << walk->size;
    text->views |= 1u << view;
    if (is_worse(fault, &text->fault)) {
        Str kept = text->fault.text;
        text->fault = *fault;
        text->fault.text = kept;
        text->worst = here;
    }
}

static void note_image(SurveyWalk *walk, const Draw *draw, ViewKind view) {
    Survey *survey = walk->survey;
    const LogoPlate *plate = &draw->image.plate;
    int32_t width = (int32_t)(draw->bounds.width - 2 * plate->pad_x);
    int32_t height = (int32_t)(draw->bounds.height - 2 * plate->pad_y);
    size_t index = word_table_get(&survey->by_path, draw->image.path, SCHEDULE_NONE);
    SurveyImage *image = index == SCHEDULE_NONE ? NULL : &survey->images[index];
    if (!image) {
        index = survey->image_count;
        image = arena_push(survey->arena, &survey->images, &survey->image_count,
                           &survey->image_capacity, sizeof *image, _Alignof(SurveyImage));
        *image = (SurveyImage){.path = str_copy(survey->arena, draw->image.path)};
        survey->by_path.arena = survey->arena;
        word_table_put(&survey->by_path, image->path, index);
    }
    if ((int64_t)width * height <= (int64_t)image->width * image->height)
        return;
    image->width = width;
    image->height = height;
    image->fit = draw->image.fit;
    image->plate = draw->image.plate;
    image->where = (Sighting){.size = walk->size, .view = view};
}

static void note_code(SurveyWalk *walk, const Draw *draw, ViewKind view) {
    Survey *survey = walk->survey;
    float shorter =
        draw->bounds.width < draw->bounds.height ? draw->bounds.width : draw->bounds.height;
    size_t index = word_table_get(&survey->by_payload, draw->qr.payload, SCHEDULE_NONE);
    bool is_new = index == SCHEDULE_NONE;
    SurveyCode *code = is_new ? NULL : &survey->codes[index];
    if (!code) {
        index = survey->code_count;
        code = arena_push(survey->arena, &survey->codes, &survey->code_count,
                          &survey->code_capacity, sizeof *code, _Alignof(SurveyCode));
        code->payload = str_copy(survey->arena, draw->qr.payload);
        survey->by_payload.arena = survey->arena;
        word_table_put(&survey->by_payload, code->payload, index);
    }
    const ScreenSize *sizes = walk->plan->sizes;
    int64_t rows = screen_rows(sizes[walk->size]), kept_rows = screen_rows(sizes[code->where.size]);
    if (!is_new && (int64_t)shorter * kept_rows >= code->side * rows)
        return;
    code->side = (int32_t)shorter;
    code->where = (Sighting){.size = walk->size, .view = view};
}

/* ---- pages ---------------------------------------------------------------------------------- */

static bool shows(const Scene *scene, const Localized *text) {
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *shown = &scene->texts[i];
        if (text->at.line ? shown->at.line == text->at.line && shown->at.column == text->at.column
                          : str_equal(shown->text, text->items[0].text))
            return true;
    }
    return false;
}

/* What the view would have shown, had there been room. */
static void note_left_out(SurveyWalk *walk, const Scene *scene, const Slide *slide) {
    const ViewContext *context = &walk->context;
    const Localized *wishes[VIEW_WISHES_MAX];
    size_t count = view_wishes(context, slide, wishes);
    for (size_t i = 0; i < count; i++) {
        if (wishes[i]->count == 0 || shows(scene, wishes[i]))
            continue;
        TextFault fault = {
            .kind = FAULT_LEFT_OUT,
            .at = wishes[i]->at,
            .text = localized_get(wishes[i], context->languages, context->language_count)};
        note_fault(walk, &fault, slide->view);
    }
}

static bool is_covered(const SurveyWalk *walk) {
    size_t notice = notice_at(walk->context.schedule, walk->context.room, walk->context.at, NULL);
    if (notice == SCHEDULE_NONE)
        return false;
    NoticeLevel level = walk->context.schedule->notices[notice].level;
    return level == NOTICE_EMERGENCY || level == NOTICE_TEST;
}

/* Returns whether the page takes turns with one in the other language. */
static bool look_at_turn(SurveyWalk *walk, const Slide *slide) {
    arena_reset(walk->page);
    Scene scene = scene_create(walk->page, walk->context.width, walk->context.height);
    view_build(&walk->context, slide, &scene);
    walk->survey->page_count++;
    size_t count;
    const TextFault *faults = scene_faults(walk->page, &scene, &count);
    for (size_t i = 0; i < count; i++)
        note_fault(walk, &faults[i], slide->view);
    for (size_t i = 0; i < scene.draw_count; i++) {
        const Draw *draw = &scene.draws[i];
        if (draw->kind == DRAW_IMAGE && draw->image.origin == IMAGE_SCHEDULE)
            note_image(walk, draw, slide->view);
        else if (draw->kind == DRAW_QR)
            note_code(walk, draw, slide->view);
    }
    if (!is_covered(walk))
        note_left_out(walk, &scene, slide);
    return scene.takes_turns;
}

/* Pages that always take turns are listed in both languages (view_sights); whether others do is
 * seen on them. */
static void look_at_page(SurveyWalk *walk, const Slide *slide) {
    bool takes_turns = look_at_turn(walk, slide);
    if (!takes_turns || alternate_is_due(&walk->context))
        return;
    /* A slide that is too short for both has the language of its turn. */
    Instant ignored = INSTANT_NEVER, at = walk->context.at;
    size_t turn = alternate_turn(slide, at, &ignored);
    Slide other = *slide;
    other.from = at;
    other.until = at + 1;
    other.turn = turn + 1;
    look_at_turn(walk, &other);
}

/* True when a page of the view with that look was seen on this day: at most moments something
 * changes in one room, on one of the foyer's pages. */
static bool was_seen(SurveyWalk *walk, ViewKind view, uint64_t look) {
    const uint64_t parts[] = {view, look};
    Str key = {.s = arena_copy(walk->day, parts, sizeof parts), .len = sizeof parts};
    size_t count = walk->looks.count;
    return word_table_add(&walk->looks, key, count) != count;
}

static void look_at_view(SurveyWalk *walk, ViewKind view) {
    Instant at = walk->context.at;
    size_t count;
    arena_reset(walk->view);
    const ViewSight *sights = view_sights(walk->view, walk->views, &walk->context, view, &count);
    for (size_t i = 0; i < count; i++) {
        walk->context.at = sights[i].at;
        if (sights[i].look && !walk->plan->looks_at_all && was_seen(walk, view, sights[i].look))
            walk->survey->page_count++;
        else
            look_at_page(walk, &sights[i].slide);
    }
    walk->context.at = at;
}

/* ---- days ----------------------------------------------------------------------------------- */

typedef struct {
    Instant at;
    bool is_whole; /* all views can be different here, not only what runs now */
} Stop;

typedef struct {
    Arena *arena;
    Stop *items;
    size_t count, capacity;
    Instant from, until;
} Stops;

static void add_stop(Stops *stops, Instant at, bool is_whole) {
    if (at < stops->from || at >= stops->until)
        return;
    Stop *stop = arena_push(stops->arena, &stops->items, &stops->count, &stops->capacity,
                            sizeof *stop, _Alignof(Stop));
    *stop = (Stop){.at = at, .is_whole = is_whole};
}

/* When the last of the day's sessions ends, at the day change at the earliest: some outlive it. */
static Instant end_of_day(const Schedule *schedule, const Day *day) {
    Instant end = day->until;
    for (size_t i = 0; i < day->session_count; i++)
        end = instant_max(end, schedule->sessions[day->first_session + i].end);
    return end;
}

/* What still runs when no day of the schedule follows, up to its end and two days beyond: nobody is
 * there any more who could restart a screen. */
static void add_night(Stops *stops, const Schedule *schedule, const Day *day) {
    Instant end = end_of_day(schedule, day);
    stops->until = end + 2 * DAY;
    if (end > day->until)
        add_stop(stops, day->until, true);
    for (size_t i = 0; i < day->session_count; i++) {
        const Session *session = &schedule->sessions[day->first_session + i];
        if (session->end > day->until && session->start > day->until)
            add_stop(stops, session->start, true);
        if (session->end > day->until)
            add_stop(stops, session->end - 1, true);
    }
    add_stop(stops, end, true);
    add_stop(stops, end + 2 * DAY - 1, true);
}

static bool is_followed(const Schedule *schedule, size_t day) {
    return day + 1 < schedule->day_count &&
           schedule->days[day + 1].from <= schedule->days[day].until;
}

/* A moment before the day's first session, the last moment before each change and the change's own,
 * and one for each notice; from a day before the first session to two days after the last one.
 * These are the instants at which tests/truth looks, without those that cannot differ from them:
 * between two changes nothing but clocks, bars and minutes moves, and of those the first and the
 * last moment have the longest and the shortest. What views show apart from now and next differs
 * from moment to moment of a day in colours only, so that one look a day is enough. */
static Stops stops_of_day(SurveyWalk *walk, size_t day) {
    const Schedule *schedule = walk->context.schedule;
    const Day *d = &schedule->days[day];
    Stops stops = {.arena = walk->day, .from = d->from, .until = d->until};
    size_t count;
    const Instant *changes =
        schedule_day_changes(walk->day, schedule, day, walk->context.room, &count);
    Instant before = count ? instant_max(d->from, changes[0] - 30 * MILLIS_MINUTE) : d->from;
    add_stop(&stops, before, true);
    for (size_t i = 0; i < count; i++) {
        add_stop(&stops, changes[i] - 1, false);
        add_stop(&stops, changes[i], false);
    }
    for (size_t i = 0; i < schedule->notice_count; i++)
        add_stop(&stops, instant_max(schedule->notices[i].from, before), true);
    if (day == 0) {
        stops.from = before - DAY;
        add_stop(&stops, before - DAY, true);
    }
    if (!is_followed(schedule, day))
        add_night(&stops, schedule, d);
    return stops;
}

static void note_instant(Survey *survey, Instant at) {
    survey->first_at = survey->last_at == 0 || at < survey->first_at ? at : survey->first_at;
    survey->last_at = instant_max(survey->last_at, at);
}

/* Which views are in the cycle; now and next always is. */
static void find_views(const Schedule *schedule, size_t room, bool *is_shown) {
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        is_shown[view] = (view == VIEW_NOW_NEXT || view_is_wanted(schedule, room, view)) &&
                         content_exists(schedule, view_row(view)->content);
}

/* A door among all: its agenda and what runs there; the other views are the foyer's. */
static void walk_day(SurveyWalk *walk, size_t day, bool is_door_among_all) {
    arena_reset(walk->day);
    walk->looks = (WordTable){.arena = walk->day};
    Stops stops = stops_of_day(walk, day);
    bool is_shown[VIEW_KIND_COUNT];
    find_views(walk->context.schedule, walk->context.room, is_shown);
    for (ViewKind view = 0; view < VIEW_KIND_COUNT && is_door_among_all; view++)
        is_shown[view] &= content_is_of_room(view_row(view)->content);
    Instant from = 0;
    for (size_t i = 0; i < stops.count; i++) {
        walk->context.at = stops.items[i].at;
        note_instant(walk->survey, walk->context.at);
        DayBounds bounds = schedule_day_bounds(walk->context.schedule, walk->context.at);
        if (i == 0 || bounds.from != from)
            walk->views = view_day_create(walk->day);
        from = bounds.from;
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
            if (is_shown[view] &&
                (stops.items[i].is_whole || view_row(view)->content == CONTENT_NOW))
                look_at_view(walk, view);
    }
}

/* The schedule as a door sees it: with the sessions that have to do with the room only, so that a
 * large event's hundred doors take no longer than its foyer. Without projects, which refer to
 * sessions. */
static const Schedule *schedule_of_door(Arena *arena, const Schedule *schedule, size_t room) {
    Schedule *door = arena_new(arena, Schedule, 1);
    Session *sessions = arena_new(arena, Session, schedule->session_count);
    Day *days = arena_new(arena, Day, schedule->day_count);
    *door = *schedule;
    door->session_count = door->project_count = 0;
    for (size_t day = 0; day < schedule->day_count; day++) {
        days[day] = schedule->days[day];
        days[day].first_session = door->session_count;
        for (size_t i = 0; i < schedule->days[day].session_count; i++) {
            const Session *session = &schedule->sessions[schedule->days[day].first_session + i];
            if (session_concerns_room(session, room))
                sessions[door->session_count++] = *session;
        }
        days[day].session_count = door->session_count - days[day].first_session;
    }
    door->sessions = sessions;
    door->days = days;
    return door;
}

static void walk_room(SurveyWalk *walk, const Schedule *schedule, size_t room,
                      bool is_door_among_all) {
    if (walk->context.memo)
        view_memo_forget(walk->context.memo);
    walk->context.schedule = schedule;
    walk->context.room = room;
    for (size_t day = 0; day < schedule->day_count; day++)
        walk_day(walk, day, is_door_among_all);
}

static void walk_rooms(SurveyWalk *walk) {
    const Schedule *schedule = walk->plan->schedule;
    bool has_all = walk->plan->room == SCHEDULE_NONE;
    walk_room(walk, schedule, walk->plan->room, false);
    /* A venue of one room has the room's door as its foyer. */
    for (size_t room = 0; has_all && schedule->room_count > 1 && room < schedule->room_count;
         room++) {
        Arena *arena = arena_create();
        walk_room(walk, schedule_of_door(arena, schedule, room), room, true);
        arena_free(arena);
    }
}

Survey *survey_create(Arena *arena, const SurveyPlan *plan) {
    assert(plan->size_count > 0 && plan->size_count <= SURVEY_SIZES_MAX && plan->order_count > 0);
    Survey *survey = arena_new(arena, Survey, 1);
    survey->arena = arena;
    SurveyWalk walk = {.plan = plan,
                       .survey = survey,
                       .page = arena_create(),
                       .view = arena_create(),
                       .day = arena_create()};
    ViewMemo *memo = view_memo_create(arena);
    for (size_t size = 0; size < plan->size_count; size++) {
        walk.size = size;
        for (size_t i = 0; i < plan->order_count; i++) {
            const LanguageOrder *order = &plan->orders[i];
            walk.context = (ViewContext){.schedule = plan->schedule,
                                         .width = plan->sizes[size].width,
                                         .height = plan->sizes[size].height,
                                         .theme = plan->theme,
                                         .language_count = order->count,
                                         .zone = plan->schedule->event.zone,
                                         .text = plan->text,
                                         .memo = plan->looks_at_all ? NULL : memo};
            memcpy(walk.context.strings, order->strings, sizeof order->strings);
            memcpy(walk.context.languages, order->tags, sizeof order->tags);
            walk_rooms(&walk);
        }
    }
    view_memo_free(memo);
    arena_free(walk.page);
    arena_free(walk.view);
    arena_free(walk.day);
    return survey;
}
