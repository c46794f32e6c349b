#include "formats/import.h"

#include <string.h>

#include "formats/charset.h"
#include "formats/csv.h"
#include "formats/frab_xml.h"
#include "formats/ical.h"
#include "formats/json_read.h"
#include "formats/xcal.h"

static Schedule *refuse_alien(const FormatInput *input, Diagnostics *diagnostics) {
    const char *hint, *what = detect_alien(input->source, &hint);
    diagnostics->source = (Str){0}; /* nothing that could be quoted */
    diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", (Position){0}, hint,
                    "the file is no schedule: it is %s", what);
    return NULL;
}

static Schedule *xml_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    return xcal_is(text) ? xcal_read(input, text, diagnostics)
                         : frab_xml_read(input, text, diagnostics);
}

static bool has_code(const Diagnostics *diagnostics, const char *code) {
    for (size_t i = 0; i < diagnostics->count; i++)
        if (strcmp(diagnostics->items[i].code, code) == 0)
            return true;
    return false;
}

Schedule *import_read(FormatKind kind, const FormatInput *input, Diagnostics *diagnostics) {
    static const struct {
        Schedule *(*read)(const FormatInput *, Str, Diagnostics *);
        const char *stops; /* the finding when it stops at a byte; NULL: it takes any */
    } READERS[] = {
        [FORMAT_XML] = {xml_read, "bad-xml"},
        [FORMAT_JSON] = {json_formats_read, "bad-json"},
        [FORMAT_ICALENDAR] = {ical_read, NULL},
        [FORMAT_CSV] = {csv_read, NULL},
    };
    if (kind == FORMAT_ALIEN || kind == FORMAT_NATIVE)
        return refuse_alien(input, diagnostics);
    const char *stops = READERS[kind].stops;
    Diagnostics before = *diagnostics;
    if (stops) {
        Str text = charset_trusted(input->source, diagnostics);
        Schedule *schedule = text.len ? READERS[kind].read(input, text, diagnostics) : NULL;
        if (schedule || !has_code(diagnostics, stops))
            return schedule;
        *diagnostics = before; /* what was found will be found again */
    }
    bool is_folded = kind == FORMAT_ICALENDAR;
    Str text =
        charset_text(is_folded ? ical_mend_folds(diagnostics->arena, input->source) : input->source,
                     diagnostics);
    if (kind == FORMAT_XML)
        text = charset_without_references(text, diagnostics);
    return text.len ? READERS[kind].read(input, text, diagnostics) : NULL;
}
