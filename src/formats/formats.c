/* formats.c: which format it is. */
#include "formats/formats.h"

#include "base/document.h"
#include "formats/charset.h"
#include "formats/import.h"
#include "formats/native.h"

static Schedule *load(const FormatInput *input, Diagnostics *diagnostics) {
    FormatKind kind = detect_format(input->source);
    if (kind != FORMAT_NATIVE) {
        Schedule *imported = import_read(kind, input, diagnostics);
        diagnostics_sort(diagnostics);
        return imported;
    }
    Arena *scratch = arena_create();
    size_t errors = diagnostics->counts[SEVERITY_ERROR];
    Str text = charset_utf8(input->source, diagnostics);
    const Node *root = document_parse(scratch, text, diagnostics);
    Schedule *schedule = NULL;
    if (root)
        schedule = native_read(root, input, diagnostics);
    else if (diagnostics->counts[SEVERITY_ERROR] == errors)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "empty", (Position){0}, NULL,
                        "the file is empty");
    diagnostics_sort(diagnostics);
    arena_free(scratch);
    return schedule;
}

Schedule *schedule_load(const FormatInput *input, Diagnostics *diagnostics) {
    FormatInput named = *input;
    named.source = charset_by_name(input->source, input->hints.encoding, diagnostics);
    return load(&named, diagnostics);
}
