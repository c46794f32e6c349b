/* station_asked.c: what the faces may ask of their station. Part of station.h. */
#include "station/faces.h"
#include "station/station_inner.h"

Wake *station_wake(Station *station) {
    return station->wake;
}

const Clock *station_clock(const Station *station) {
    return &station->clock;
}

const Source *station_source(const Station *station) {
    return station->source;
}

const SourceSettings *station_source_settings(const Station *station) {
    return &station->settings->source;
}

Str station_screen_name(const Station *station, Arena *arena) {
    return desk_screen_name(station->desk, arena);
}

Str station_problem(const Station *station) {
    if (station->care.len)
        return station->care;
    return station->fault.len ? station->fault : desk_problem(station->desk);
}

void station_sleeps(Station *station, Millis millis) {
    pulse_rest(station->pulse, millis);
}

void station_wakes(Station *station) {
    pulse_busy(station->pulse, "after its sleep: events, answers, drawing ahead");
}

bool station_keep(const Station *station, int fd, const char *name) {
    return supervisor_keep(station->supervisor, fd, name);
}

void station_let_go(const Station *station, const char *name) {
    supervisor_let_go(station->supervisor, name);
}

void station_reload(Station *station) {
    station->is_reload_wanted = true;
}

void station_say(Station *station, const char *sender, const char *line) {
    Order order = {.text = str_from(line), .sender = str_from(sender)};
    desk_obey(station->desk, &order);
}

void station_obey(Station *station, const Order *order) {
    desk_obey(station->desk, order);
}

Arena *station_arena(Station *station) {
    return station->arena;
}

void station_end(Station *station) {
    station->is_done = true;
}

bool station_is_ending(const Station *station) {
    return station->is_done;
}

bool station_has_displays(const Station *station) {
    return faces_have_displays(station->faces, station->faces_end);
}

bool station_picture(const Station *station, int32_t display, Pixmap *out, Arena *arena,
                     Str *problem) {
    return faces_picture(station->faces, station->faces_end, display, out, arena, problem);
}

bool station_is_fading(const Station *station) {
    return faces_are_fading(station->faces, station->faces_end);
}

bool station_preview(const Station *station, const Order *order, int32_t display, Pixmap *out,
                     Arena *arena, Str *problem) {
    Schedule *made = NULL;
    if (!desk_preview(station->desk, arena, order, &made, problem))
        return false;
    bool is_drawn =
        faces_preview(station->faces, station->faces_end, made ? made : station->source->schedule,
                      display, out, arena, problem);
    schedule_free(made);
    return is_drawn;
}
