#include "said.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "picture/moment.h"

static bool parse(const char *line, Said *out) {
    char view[32], began[64], at[64];
    const char *text = strstr(line, "stage: ");
    if (!text)
        return false;
    text += strlen("stage: ");
    bool is_fade = strncmp(text, "fading to ", 10) == 0;
    snprintf(out->what, sizeof out->what, "%.*s", is_fade ? 9 : (int)strcspn(text, " "), text);
    text += strlen(out->what);
    size_t page, pages, item, visit, turn;
    if (sscanf(text, " %31s page %zu of %zu item %zu visit %zu turn %zu begun %63s at %63s", view,
               &page, &pages, &item, &visit, &turn, began, at) != 8)
        return false;
    Moment moment, beginning;
    if (!moment_parse(str_from(at), &moment) || !moment_parse(str_from(began), &beginning))
        return false;
    out->at = moment_resolve(&moment, NULL, zone_utc(), 0);
    out->slide = (Slide){.view = view_kind_by_name(str_from(view)),
                         .page = page - 1,
                         .pages = pages,
                         .item = item,
                         .visit = visit,
                         .turn = turn,
                         .began = moment_resolve(&beginning, NULL, zone_utc(), 0),
                         .until = INSTANT_NEVER};
    const char *display = strstr(text, " on display ");
    if (!display || sscanf(display, " on display %d", &out->display) != 1)
        out->display = -1;
    return true;
}

bool said_next(Child *kiosk, Said *said, int timeout_ms) {
    const char *line;
    while ((line = child_line(kiosk, timeout_ms)))
        if (parse(line, said))
            return true;
    return false;
}

void said_wait(Child *kiosk, const char *words, int timeout_ms) {
    const char *line;
    char last[512] = "";
    while ((line = child_line(kiosk, timeout_ms))) {
        if (strstr(line, words))
            return;
        snprintf(last, sizeof last, "%s", line);
    }
    fail_msg("the program never said \"%s\"; the last was \"%s\"", words, last);
}
