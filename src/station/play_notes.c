#include "station/play_notes.h"

#include <stdlib.h>

#include "check/played.h"
#include "schedule/view_content.h"
#include "station/play_log.h"
#include "station/stage.h"

/* What stays longer is told of in pieces: a crash loses this much at most. */
#define PIECE MILLIS_MINUTE

typedef struct {
    Arena *arena; /* owned: texts of what is open; NULL: nothing is */
    Played played;
    uint64_t identity;
} Note;

struct PlayNotes {
    PlayLog *log; /* owned */
    Arena *arena; /* owned */
    Str screen;
    Note notes[DISPLAYS_MAX];
    Note over[DISPLAYS_MAX]; /* the banner over the pages */
};

PlayNotes *play_notes_open(const char *path, Str screen) {
    PlayLog *log = play_log_open(path, 0);
    PlayNotes *notes = log ? calloc(1, sizeof *notes) : NULL;
    if (!notes)
        return NULL;
    notes->log = log;
    notes->arena = arena_create();
    notes->screen = str_copy(notes->arena, screen);
    return notes;
}

static void end(PlayNotes *notes, Note *note, Instant now) {
    if (!note->arena)
        return;
    note->played.until = now;
    if (now > note->played.from)
        play_log_add(notes->log, played_line(note->arena, &note->played));
    arena_free(note->arena);
    note->arena = NULL;
}

/* With what is the same of all lines. Texts outlive the schedule. */
static Arena *begin(const PlayNotes *notes, Note *note, const Head *head, uint64_t identity,
                    Instant now) {
    const Schedule *schedule = screen_schedule(head->screen);
    size_t room = screen_context_at(head->screen, now).room;
    Arena *arena = arena_create();
    *note = (Note){.arena = arena,
                   .identity = identity,
                   .played = {.from = now, .screen = notes->screen, .display = head->number}};
    if (schedule && room < schedule->room_count)
        note->played.room = str_copy(arena, schedule->rooms[room].id);
    return arena;
}

static void begin_page(const PlayNotes *notes, Note *note, const Head *head, const Picture *picture,
                       Instant now) {
    const Schedule *schedule = screen_schedule(head->screen);
    const Slide *slide = &picture->slide;
    Arena *arena = begin(notes, note, head, picture->identity, now);
    note->played.view = str_from(view_kind_name(slide->view));
    note->played.page = (int32_t)slide->page + 1;
    if (!schedule)
        return;
    ViewContext context = screen_context_at(head->screen, picture->at);
    ViewShown shown = {.slide = slide, .session = SCHEDULE_NONE, .segment = SCHEDULE_NONE};
    view_partners_on_page(&context, slide->view, slide->page, &shown.first_partner,
                          &shown.partner_count);
    if (context.schedule && view_row(slide->view)->content == CONTENT_NOW) {
        NowNext lists = now_next_at(arena, context.schedule,
                                    schedule_door(context.schedule, context.room), picture->at, 0);
        if (lists.now_count)
            shown.session = lists.now[0];
    }
    note->played.what = str_copy(arena, view_label(arena, schedule, &shown));
    for (size_t i = 0; i < shown.partner_count && i < PLAYED_PARTNERS_MAX; i++)
        note->played.partners[note->played.partner_count++] =
            str_copy(arena, schedule->partners[shown.first_partner + i].id);
}

/* The words of a notice, in whichever language comes first. */
static void begin_notice(const PlayNotes *notes, Note *note, const Head *head, const Notice *notice,
                         uint64_t identity, const char *view, Instant now) {
    const Display *display = &screen_schedule(head->screen)->display;
    Arena *arena = begin(notes, note, head, identity, now);
    note->played.view = str_from(view);
    note->played.page = 1;
    note->played.what =
        str_copy(arena, localized_get(&notice->text, display->languages, display->language_count));
}

/* ---- what lies over the pages --------------------------------------------------------------- */

/* What the display shows of notices; NULL: nothing. */
static const Notice *notice_on(const Head *head, Instant now, bool *covers, uint64_t *identity) {
    const Schedule *schedule = screen_schedule(head->screen);
    if (!schedule)
        return NULL;
    Instant change = INSTANT_NEVER;
    size_t index = notice_at(schedule, screen_context_at(head->screen, now).room, now, &change);
    if (index == SCHEDULE_NONE)
        return NULL;
    const Notice *notice = &schedule->notices[index];
    *covers = notice->level == NOTICE_EMERGENCY || notice->level == NOTICE_TEST;
    *identity = str_hash(STR_HASH_SEED, &notice->level, sizeof notice->level);
    for (size_t i = 0; i < notice->text.count; i++)
        *identity =
            str_hash(*identity, notice->text.items[i].text.s, notice->text.items[i].text.len);
    return notice;
}

static bool goes_on(const Note *note, const Head *head, bool is_wanted, uint64_t identity,
                    Instant now) {
    return note->arena && is_wanted && note->identity == identity &&
           note->played.display == head->number && now - note->played.from < PIECE;
}

static void step_over(PlayNotes *notes, Note *note, const Head *head, const Notice *notice,
                      uint64_t identity, Instant now) {
    if (goes_on(note, head, notice != NULL, identity, now))
        return;
    end(notes, note, now);
    if (notice)
        begin_notice(notes, note, head, notice, identity, PLAYED_NOTICE, now);
}

void play_notes_step(PlayNotes *notes, const Heads *heads, Instant now) {
    for (size_t i = 0; i < heads->count && i < DISPLAYS_MAX; i++) {
        const Head *head = &heads->items[i];
        Note *note = &notes->notes[i];
        StageStatistics shown = head->stage ? stage_statistics(head->stage) : (StageStatistics){0};
        bool is_seen = shown.has_shown && !window_is_hidden(head->window), covers = false;
        uint64_t of_notice = 0;
        const Notice *notice = is_seen ? notice_on(head, now, &covers, &of_notice) : NULL;
        step_over(notes, &notes->over[i], head, covers ? NULL : notice, of_notice, now);
        if (goes_on(note, head, is_seen, covers ? of_notice : shown.shown.identity, now))
            continue;
        end(notes, note, now);
        if (is_seen && covers)
            begin_notice(notes, note, head, notice, of_notice, PLAYED_EMERGENCY, now);
        else if (is_seen)
            begin_page(notes, note, head, &shown.shown, now);
    }
    for (size_t i = heads->count; i < DISPLAYS_MAX; i++) { /* those that were taken away */
        end(notes, &notes->notes[i], now);
        end(notes, &notes->over[i], now);
    }
}

Str play_notes_problem(const PlayNotes *notes, Arena *arena) {
    return notes ? play_log_problem(notes->log, arena) : (Str){0};
}

void play_notes_close(PlayNotes *notes, Instant now) {
    if (!notes)
        return;
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        end(notes, &notes->notes[i], now);
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        end(notes, &notes->over[i], now);
    play_log_close(notes->log);
    arena_free(notes->arena);
    free(notes);
}
