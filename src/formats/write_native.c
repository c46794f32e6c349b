/* write_native.c: the file from its top to its end; the days are write_sessions.c's. */
#include "formats/write_native.h"

#include <math.h>
#include <string.h>

#include "formats/write_sessions.h"

/* ---- head ---- */

static void write_head(YamlOut *out, const Schedule *schedule, const WriteOptions *options) {
    const Event *event = &schedule->event;
    yaml_put(out, "# ");
    if (options->origin.len) {
        yaml_put(out, "Made from ");
        yaml_put(out, str_printf(out->text.arena, "%.*s", str_arg(options->origin)).s);
        yaml_put(out, ". ");
    }
    yaml_put(out, "\"kiosk check FILE\" finds mistakes; all of them, with their lines.\n");
    yaml_put(out, "kiosk: 1\nevent:\n");
    if (event->name.count)
        yaml_text(out, 1, "name", &event->name);
    else
        yaml_put(out, "  # name: what stands on the screen, missing in the source\n");
    yaml_put(out, "  timezone: ");
    yaml_scalar(out, event->zone_name);
    if (str_equal_c(event->zone_name, "UTC") || str_starts(event->zone_name, "Etc/"))
        yaml_put(out, "  # better the place's: Asia/Shanghai, Europe/Berlin");
    yaml_put(out, "\n");
    yaml_text(out, 1, "venue", &event->venue);
    if (event->day_change != DAY_CHANGE_USUAL)
        yaml_format(out, "  day_change: \"%02d:%02d\"  # what is before belongs to the evening\n",
                    (int)event->day_change / 60, (int)event->day_change % 60);
    yaml_word(out, 1, "logo", event->logo);
    yaml_word(out, 1, "logo_on_light", event->logo_on_light);
    yaml_word(out, 1, "background", event->background);
    if (event->has_color)
        yaml_format(out, "  color: \"#%06x\"\n", (unsigned)event->color);
    if (event->has_second_color)
        yaml_format(out, "  second_color: \"#%06x\"\n", (unsigned)event->second_color);
    yaml_word(out, 1, "url", event->url);
    yaml_word(out, 1, "license", event->license);
    yaml_word(out, 1, "language", event->language);
}

/* "{id: main, name: Main Hall" */
static void open_thing(YamlOut *out, Str id, const Localized *name) {
    yaml_put(out, "  - {id: ");
    yaml_flow_scalar(out, id);
    if (name->count) {
        yaml_put(out, ", name: ");
        yaml_flow_text(out, name);
    }
}

static void write_rooms(YamlOut *out, const Schedule *schedule) {
    if (schedule->room_count == 0)
        return;
    yaml_put(out, "\nrooms:  # more: capacity: 300, way: 2nd floor, left\n");
    for (size_t i = 0; i < schedule->room_count; i++) {
        const Room *room = &schedule->rooms[i];
        open_thing(out, room->id, &room->name);
        if (room->guid.len) {
            yaml_put(out, ", guid: ");
            yaml_flow_scalar(out, room->guid);
        }
        if (room->capacity)
            yaml_format(out, ", capacity: %d", (int)room->capacity);
        if (room->way.count) {
            yaml_put(out, ", way: ");
            yaml_flow_text(out, &room->way);
        }
        if (room->overflow.len) {
            yaml_put(out, ", overflow: ");
            yaml_flow_scalar(out, room->overflow);
        }
        yaml_put(out, "}\n");
    }
}

static void write_tracks(YamlOut *out, const Schedule *schedule) {
    if (schedule->track_count == 0)
        return;
    yaml_put(out, "\ntracks:  # more: color: \"#ecb64f\"\n");
    for (size_t i = 0; i < schedule->track_count; i++) {
        const Track *track = &schedule->tracks[i];
        open_thing(out, track->id, &track->name);
        if (track->has_color)
            yaml_format(out, ", color: \"#%06x\"", (unsigned)track->color & 0xFFFFFF);
        yaml_put(out, "}\n");
    }
}

/* ---- projects and partners ---- */

/* Makes what was written at `item`, indented by two steps, the beginning of a list's item. */
static void mark_item(YamlOut *out, size_t item) {
    if (out->text.len > item)
        out->text.s[item + 2] = '-';
}

static void write_projects(YamlOut *out, const Schedule *schedule) {
    if (schedule->project_count == 0)
        return;
    yaml_put(out, "\nprojects:\n");
    for (size_t i = 0; i < schedule->project_count; i++) {
        const Project *project = &schedule->projects[i];
        size_t item = out->text.len;
        yaml_text(out, 2, "name", &project->name);
        mark_item(out, item);
        yaml_text(out, 2, "tagline", &project->tagline);
        yaml_text(out, 2, "description", &project->description);
        if (project->highlight_count)
            yaml_put(out, "    highlights:\n");
        for (size_t k = 0; k < project->highlight_count; k++) {
            yaml_put(out, "      - ");
            yaml_flow_text(out, &project->highlights[k]);
            yaml_put(out, "\n");
        }
        yaml_word(out, 2, "url", project->url);
        yaml_word(out, 2, "logo", project->logo);
        if (project->session != SCHEDULE_NONE)
            yaml_word(out, 2, "session", schedule->sessions[project->session].id);
    }
}

static void write_partner(YamlOut *out, const Partner *partner, const char *indent) {
    yaml_put(out, indent);
    yaml_put(out, "- {id: ");
    yaml_flow_scalar(out, partner->id);
    if (partner->name.count) {
        yaml_put(out, ", name: ");
        yaml_flow_text(out, &partner->name);
    }
    const struct {
        const char *key;
        Str value;
    } REST[] = {{", logo: ", partner->logo}, {", url: ", partner->url}};
    for (size_t i = 0; i < countof(REST); i++)
        if (REST[i].value.len) {
            yaml_put(out, REST[i].key);
            yaml_flow_scalar(out, REST[i].value);
        }
    yaml_put(out, "}\n");
}

static void write_partners(YamlOut *out, const Schedule *schedule) {
    if (schedule->tier_count == 0)
        return;
    yaml_put(out, "\npartners:\n");
    for (size_t i = 0; i < schedule->tier_count; i++) {
        const Tier *tier = &schedule->tiers[i];
        yaml_put(out, "  ");
        yaml_flow_scalar(out, tier->id);
        yaml_put(out, ":\n");
        if (tier->title.count) {
            yaml_text(out, 2, "title", &tier->title);
            yaml_put(out, "    partners:\n");
        }
        const Partner *partners = schedule->partners + tier->first_partner;
        for (size_t k = 0; k < tier->partner_count; k++)
            write_partner(out, &partners[k], tier->title.count ? "      " : "    ");
    }
}

static void write_people(YamlOut *out, const Schedule *schedule) {
    if (schedule->person_count == 0)
        return;
    yaml_put(out, "\npeople:\n");
    for (size_t i = 0; i < schedule->person_count; i++) {
        yaml_put(out, "  ");
        yaml_flow_scalar(out, schedule->people[i].id);
        yaml_put(out, ": ");
        write_speaker(out, &schedule->people[i].who, true);
        yaml_put(out, "\n");
    }
}

/* ---- notices ---- */

/* With its offset where the clocks show the time twice. */
static void write_moment(YamlOut *out, const Schedule *schedule, const char *key, Instant at) {
    const Zone *zone = schedule->event.zone;
    LocalTime local = zone_local(zone, at);
    yaml_format(out, "    %s: %04d-%02d-%02d %02d:%02d", key, (int)local.date.year,
                (int)local.date.month, (int)local.date.day, (int)local.hour, (int)local.minute);
    if (zone_instant(zone, local.date, local.hour * 60 + local.minute, NULL) != at) {
        int32_t offset = local.offset_minutes, size = offset < 0 ? -offset : offset;
        yaml_format(out, "%c%02d:%02d", offset < 0 ? '-' : '+', (int)size / 60, (int)size % 60);
    }
    yaml_put(out, "\n");
}

static void write_notices(YamlOut *out, const Schedule *schedule) {
    if (schedule->notice_count == 0)
        return;
    yaml_put(out, "\nnotices:\n");
    for (size_t i = 0; i < schedule->notice_count; i++) {
        const Notice *notice = &schedule->notices[i];
        size_t item = out->text.len;
        yaml_text(out, 2, "text", &notice->text);
        mark_item(out, item);
        if (notice->from != INT64_MIN)
            write_moment(out, schedule, "from", notice->from);
        if (notice->until != INSTANT_NEVER)
            write_moment(out, schedule, "until", notice->until);
        yaml_word(out, 2, "level", str_from(notice_level_name(notice->level)));
        if (notice->room_count) {
            yaml_put(out, "    rooms: ");
            write_rooms_of(out, schedule, notice->rooms, notice->room_count);
            yaml_put(out, "\n");
        }
    }
}

/* ---- slides ---- */

/* A time of a slide's days: what is before day_change is of the night after. */
static void write_minutes(YamlOut *out, const Schedule *schedule, const char *key, int32_t time) {
    enum { DAY = 24 * 60 };
    if (time < 0)
        return;
    if (time >= DAY && time - DAY < schedule->event.day_change)
        time -= DAY;
    yaml_format(out, "    %s: \"%02d:%02d\"\n", key, (int)time / 60, (int)time % 60);
}

static void write_slide_words(YamlOut *out, const SlideContent *slide) {
    if (slide->line_count)
        yaml_put(out, "    lines:\n");
    for (size_t i = 0; i < slide->line_count; i++) {
        const SlideLine *line = &slide->lines[i];
        yaml_put(out, "      - ");
        if (line->label.count) {
            yaml_put(out, "{label: ");
            yaml_flow_text(out, &line->label);
            yaml_put(out, ", value: ");
        }
        yaml_flow_text(out, &line->value);
        yaml_put(out, line->label.count ? "}\n" : "\n");
    }
    yaml_word(out, 2, "qr", slide->qr);
    if (slide->ssid.len) {
        yaml_put(out, "    wifi:\n");
        yaml_word(out, 3, "ssid", slide->ssid);
        yaml_word(out, 3, "password", slide->password);
    }
}

static void write_limit(YamlOut *out, const char *key, Millis limit) {
    if (limit)
        yaml_format(out, "    %s: %lldmin\n", key, (long long)(limit / MILLIS_MINUTE));
    else
        yaml_format(out, "    %s: no\n", key);
}

static void write_feed(YamlOut *out, const NewsFeed *feed) {
    yaml_word(out, 2, "feed", feed->address);
    yaml_format(out, "    items: %d\n", (int)feed->shown_max);
    write_limit(out, "max_age", feed->age_max);
    write_limit(out, "max_silence", feed->silence_max);
    for (size_t i = 0; i < feed->word_count; i++) {
        yaml_put(out, i ? ", " : "    leave_out: [");
        yaml_flow_scalar(out, feed->words[i]);
        yaml_put(out, i + 1 == feed->word_count ? "]\n" : "");
    }
}

static void write_slide(YamlOut *out, const Schedule *schedule, const SlideContent *slide) {
    size_t item = out->text.len;
    yaml_format(out, "    weight: %d\n", (int)slide->weight);
    mark_item(out, item);
    if (slide->feed)
        write_feed(out, slide->feed);
    yaml_word(out, 2, "picture", slide->picture);
    yaml_word(out, 2, "poster", slide->poster);
    yaml_text(out, 2, "caption", &slide->caption);
    yaml_text(out, 2, "heading", &slide->heading);
    write_slide_words(out, slide);
    for (size_t i = 0; i < slide->day_count; i++)
        yaml_format(out, "%s%04d-%02d-%02d%s", i ? ", " : "    days: [", (int)slide->days[i].year,
                    (int)slide->days[i].month, (int)slide->days[i].day,
                    i + 1 == slide->day_count ? "]\n" : "");
    write_minutes(out, schedule, "from", slide->from);
    write_minutes(out, schedule, "until", slide->until);
    if (slide->begins != INT64_MIN)
        write_moment(out, schedule, "from", slide->begins);
    if (slide->ends != INSTANT_NEVER)
        write_moment(out, schedule, "until", slide->ends);
    if (slide->room_count) {
        yaml_put(out, "    rooms: ");
        write_rooms_of(out, schedule, slide->rooms, slide->room_count);
        yaml_put(out, "\n");
    }
    if (slide->is_for_foyer)
        yaml_put(out, "    foyer: yes\n");
    for (size_t i = 0; i < slide->name_count; i++) {
        yaml_put(out, i ? ", " : "    screens: [");
        yaml_flow_scalar(out, slide->names[i]);
        yaml_put(out, i + 1 == slide->name_count ? "]\n" : "");
    }
    if (slide->dwell)
        yaml_format(out, "    dwell: %lldms\n", (long long)slide->dwell);
    if (slide->fit != SLIDE_FIT_AUTO)
        yaml_word(out, 2, "fit", str_from(slide_fit_name(slide->fit)));
    if (slide->has_no_clock)
        yaml_put(out, "    clock: no\n");
}

/* Those of the folder are there, and not the file's. */
static void write_slides(YamlOut *out, const Schedule *schedule) {
    bool has_any = false;
    for (size_t i = 0; i < schedule->slide_count; i++) {
        if (schedule->slides[i].is_found)
            continue;
        if (!has_any)
            yaml_put(out, "\nslides:\n");
        has_any = true;
        write_slide(out, schedule, &schedule->slides[i]);
    }
}

/* ---- display ---- */

static void write_dwell(YamlOut *out, const Display *display) {
    Display usual = display_default();
    bool is_usual = true;
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
        is_usual = is_usual && display->dwell[i] == usual.dwell[i];
    if (is_usual)
        return;
    yaml_put(out, "  dwell: {");
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++) {
        long long dwell = display->dwell[i];
        yaml_format(out, "%s%s: ", i ? ", " : "", view_kind_name((ViewKind)i));
        if (dwell % MILLIS_SECOND)
            yaml_format(out, "%lldms", dwell);
        else
            yaml_format(out, "%lld", dwell / MILLIS_SECOND);
    }
    yaml_put(out, "}  # seconds\n");
}

static void write_views(YamlOut *out, const Display *display) {
    Display usual = display_default();
    if (!display->are_views_written && display->view_count == usual.view_count &&
        memcmp(display->views, usual.views, usual.view_count * sizeof *usual.views) == 0)
        return;
    yaml_put(out, "  views: [");
    for (size_t i = 0; i < display->view_count; i++)
        yaml_format(out, "%s%s", i ? ", " : "", view_kind_name(display->views[i]));
    yaml_put(out, "]\n");
}

static void write_length(YamlOut *out, const char *key, Millis length) {
    if (length % MILLIS_MINUTE == 0)
        yaml_format(out, "%s: %lldm", key, (long long)(length / MILLIS_MINUTE));
    else
        yaml_format(out, "%s: %lldms", key, (long long)length);
}

static void write_timer(YamlOut *out, const TimerLook *look) {
    TimerLook usual = timer_look_default();
    const struct {
        const char *name;
        bool is_hidden;
    } PIECES[] = {{"clock", look->hides_clock},
                  {"bar", look->hides_bar},
                  {"next", look->hides_next},
                  {"people", look->hides_people}};
    size_t hidden = 0;
    for (size_t i = 0; i < countof(PIECES); i++)
        hidden += PIECES[i].is_hidden;
    if (look->amber == usual.amber && look->red == usual.red && look->over == usual.over &&
        !look->counts_parts && !hidden)
        return;
    yaml_put(out, "  timer: {");
    write_length(out, "amber", look->amber);
    write_length(out, ", red", look->red);
    write_length(out, ", over", look->over);
    if (look->counts_parts)
        yaml_put(out, ", count: parts");
    if (hidden)
        yaml_put(out, ", hide: [");
    for (size_t i = 0, written = 0; i < countof(PIECES); i++)
        if (PIECES[i].is_hidden)
            yaml_format(out, "%s%s", written++ ? ", " : "", PIECES[i].name);
    yaml_put(out, hidden ? "]}\n" : "}\n");
}

static void write_overlay_fonts(YamlOut *out, const FontFiles *fonts) {
    bool has_fonts = false;
    for (size_t use = 0; use < FONT_FILES_COUNT; use++) {
        if (!fonts[use].is_said)
            continue;
        yaml_put(out, has_fonts ? "" : "  fonts:\n");
        has_fonts = true;
        yaml_format(out, "    %s:\n", font_files_use_name((FontFilesUse)use));
        for (size_t weight = 0; weight < FONT_FILES_WEIGHTS; weight++)
            yaml_word(out, 3, font_files_weight_name(weight), fonts[use].files[weight]);
    }
}

static void write_overlay(YamlOut *out, const OverlayLook *look) {
    uint32_t said = look->said;
    bool has_colors = false;
    for (size_t i = 0; i < THIRD_COLOR_COUNT; i++)
        has_colors |= look->has_colors[i];
    if (!overlay_look_is_own(look))
        return;
    yaml_put(out, "\noverlay:\n");
    if (said & THIRD_SAYS_LOOK)
        yaml_format(out, "  look: %s\n", overlay_look_name(look->look));
    if (said & THIRD_SAYS_PLACE)
        yaml_format(out, "  position: %s\n", overlay_place_name(look->place));
    if (said & THIRD_SAYS_OFFSET)
        yaml_format(out, "  offset: [%g, %g]\n", (double)look->offset_x, (double)look->offset_y);
    if (said & THIRD_SAYS_SIZE)
        yaml_format(out, "  size: %g\n", (double)roundf(look->size * 1000) / 10);
    if (said & THIRD_SAYS_WIDTH)
        yaml_format(out, "  width: %g\n", (double)look->width);
    if (said & THIRD_SAYS_TIME)
        yaml_format(out, "  duration: %g s\n", (double)look->time / 1000);
    if (said & THIRD_SAYS_ANIMATION)
        yaml_format(out, "  animation: %s\n", overlay_animation_name(look->animation));
    if (said & THIRD_SAYS_SECOND)
        yaml_format(out, "  second_language: %s\n", overlay_second_name(look->second));
    if (said & THIRD_SAYS_PANEL)
        yaml_format(out, "  panel: %s\n", look->has_strip ? "strip" : "turn");
    yaml_word(out, 1, "picture", look->picture);
    write_overlay_fonts(out, look->fonts);
    const char *before = "  colors: {";
    for (size_t i = 0; i < THIRD_COLOR_COUNT; i++) {
        if (!look->has_colors[i])
            continue;
        yaml_format(out, "%s%s: \"#%06x\"", before, overlay_color_name((ThirdColor)i),
                    (unsigned)look->colors[i]);
        before = ", ";
    }
    yaml_put(out, has_colors ? "}\n" : "");
}

static void write_display(YamlOut *out, const Schedule *schedule) {
    const Display *display = &schedule->display;
    Display usual = display_default();
    yaml_put(out, "\ndisplay:\n  languages: [");
    for (size_t i = 0; i < display->language_count; i++) {
        yaml_put(out, i ? ", " : "");
        yaml_flow_scalar(out, display->languages[i]);
    }
    yaml_put(out, "]  # of the screen's own words, too\n");
    write_views(out, display);
    write_dwell(out, display);
    if (display->door_share != usual.door_share || display->foyer_share != usual.foyer_share)
        yaml_format(out, "  cycle: {door: %d%%, foyer: %d%%}  # of the time, at least\n",
                    display->door_share, display->foyer_share);
    if (display->transition_time != usual.transition_time)
        yaml_format(out, "  transition: {kind: %s, duration: %lldms}\n",
                    transition_kind_name(display->transition), (long long)display->transition_time);
    else if (display->transition != usual.transition)
        yaml_format(out, "  transition: %s\n", transition_kind_name(display->transition));
    if (display->second_language != usual.second_language)
        yaml_word(out, 1, "second_language",
                  str_from(second_language_name(display->second_language)));
    yaml_text(out, 1, "partners_title", &display->partners_title);
    yaml_word(out, 1, "theme", display->theme);
    write_timer(out, &display->timer);
    if (display->safe_area > 0)
        yaml_format(out, "  safe_area: %.9f\n", (double)display->safe_area);
    if (display->twelve_hour)
        yaml_put(out, "  clock: 12h\n");
}

Str write_native(Arena *arena, const Schedule *schedule, const WriteOptions *options) {
    YamlOut out = {.text = {.arena = arena}};
    write_head(&out, schedule, options);
    write_rooms(&out, schedule);
    write_tracks(&out, schedule);
    write_days(&out, schedule, !options->without_abstracts);
    write_projects(&out, schedule);
    write_partners(&out, schedule);
    write_people(&out, schedule);
    write_notices(&out, schedule);
    write_slides(&out, schedule);
    write_overlay(&out, &schedule->overlay);
    write_display(&out, schedule);
    return str_builder_text(&out.text);
}
