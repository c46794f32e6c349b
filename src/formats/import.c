#include "formats/import.h"

#include "formats/charset.h"
#include "formats/csv.h"
#include "formats/frab_xml.h"
#include "formats/ical.h"
#include "formats/json_read.h"

static Schedule *refuse_alien(const FormatInput *input, Diagnostics *diagnostics) {
    const char *hint, *what = detect_alien(input->source, &hint);
    diagnostics->source = (Str){0}; /* nothing that could be quoted */
    diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", (Position){0}, hint,
                    "the file is no schedule: it is %s", what);
    return NULL;
}

Schedule *import_read(FormatKind kind, const FormatInput *input, Diagnostics *diagnostics) {
    static Schedule *(*const READERS[])(const FormatInput *, Str, Diagnostics *) = {
        [FORMAT_XML] = frab_xml_read,
        [FORMAT_JSON] = json_formats_read,
        [FORMAT_ICALENDAR] = ical_read,
        [FORMAT_CSV] = csv_read,
    };
    if (kind == FORMAT_ALIEN || kind == FORMAT_NATIVE)
        return refuse_alien(input, diagnostics);
    Str text = charset_text(input->source, diagnostics);
    return text.len ? READERS[kind](input, text, diagnostics) : NULL;
}
