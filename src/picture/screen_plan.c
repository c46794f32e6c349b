#include "picture/screen_plan.h"

#include <string.h>
#include <unistd.h>

static bool is_named(const ScreenPlan *plan, Str host) {
    Str own = plan->host.len ? plan->host : plan->name;
    return host.len > 0 && str_equal_nocase(own, host);
}

/* Is the tag among names with commas between? */
static bool is_among(Str list, Str tag) {
    while (list.len) {
        size_t comma = str_find(list, ",");
        if (str_equal_nocase(str_trim(str_slice(list, 0, comma)), tag))
            return true;
        list = comma == SIZE_MAX ? (Str){0} : str_slice(list, comma + 1, list.len);
    }
    return false;
}

const ScreenPlan *screen_plan_find(const ScreenPlans *plans, const ScreenIdentity *who) {
    for (size_t i = 0; i < plans->count; i++)
        if (who->name.len ? str_equal_nocase(plans->items[i].name, who->name)
                          : is_named(&plans->items[i], who->host))
            return &plans->items[i];
    for (size_t i = 0; i < plans->count && !who->name.len; i++)
        for (size_t k = 0; k < plans->items[i].tag_count; k++)
            if (is_among(who->groups, plans->items[i].tags[k]))
                return &plans->items[i];
    return NULL;
}

/* ---- over the schedule ---------------------------------------------------------------------- */

static bool has_tier(const ScreenPlan *plan, Str id) {
    for (size_t i = 0; i < plan->tier_count; i++)
        if (str_equal_nocase(plan->tiers[i], id))
            return true;
    return false;
}

/* Only the partners of those tiers are left. */
static void keep_tiers(const ScreenPlan *plan, Schedule *schedule) {
    Arena *arena = schedule->arena;
    Tier *tiers = arena_new(arena, Tier, schedule->tier_count);
    Partner *partners = arena_new(arena, Partner, schedule->partner_count);
    size_t *moved = arena_new(arena, size_t, schedule->partner_count);
    size_t tier_count = 0, partner_count = 0;
    for (size_t i = 0; i < schedule->partner_count; i++)
        moved[i] = SCHEDULE_NONE;
    for (size_t i = 0; i < schedule->tier_count; i++) {
        const Tier *tier = &schedule->tiers[i];
        if (!has_tier(plan, tier->id))
            continue;
        tiers[tier_count] = *tier;
        tiers[tier_count].first_partner = partner_count;
        for (size_t k = tier->first_partner; k < tier->first_partner + tier->partner_count; k++) {
            moved[k] = partner_count;
            partners[partner_count] = schedule->partners[k];
            partners[partner_count++].tier = tier_count;
        }
        tier_count++;
    }
    for (size_t i = 0; i < schedule->session_count; i++) {
        Segment *segments = (Segment *)schedule->sessions[i].segments; /* in its own arena */
        for (size_t k = 0; k < schedule->sessions[i].segment_count; k++)
            if (segments[k].partner != SCHEDULE_NONE)
                segments[k].partner = moved[segments[k].partner];
    }
    schedule->tiers = tiers;
    schedule->tier_count = tier_count;
    schedule->partners = partners;
    schedule->partner_count = partner_count;
}

void screen_plan_apply(const ScreenPlan *plan, Schedule *schedule) {
    Display *display = &schedule->display;
    if (plan->view_count) {
        memcpy(display->views, plan->views, sizeof display->views);
        display->view_count = plan->view_count;
        display->are_views_written = true;
    }
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        if (plan->dwell[view])
            display->dwell[view] = plan->dwell[view];
    if (plan->language_count) {
        Str *languages = arena_new(schedule->arena, Str, plan->language_count);
        for (size_t i = 0; i < plan->language_count; i++)
            languages[i] = str_copy(schedule->arena, plan->languages[i]);
        display->languages = languages;
        display->language_count = plan->language_count;
        display->is_language_guessed = false;
    }
    if (plan->theme.len)
        display->theme = str_copy(schedule->arena, plan->theme);
    if (plan->has_timer)
        display->timer = plan->timer;
    if (plan->dark.is_set)
        display->dark = plan->dark;
    if (plan->tier_count)
        keep_tiers(plan, schedule);
}

Str screen_plan_groups(Arena *arena, const ScreenPlan *plan) {
    Str text = {0};
    for (size_t i = 0; i < plan->tag_count; i++)
        text = str_printf(arena, "%.*s%s%.*s", str_arg(text), i ? "," : "", str_arg(plan->tags[i]));
    return text;
}

Str screen_host_name(Arena *arena) {
    char name[256];
    if (gethostname(name, sizeof name) != 0)
        return (Str){0};
    name[sizeof name - 1] = 0;
    return str_copy(arena, str_slice(str_from(name), 0, str_find(str_from(name), ".")));
}
