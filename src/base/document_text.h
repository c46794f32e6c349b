/* document_text.h: the text of a YAML file while it is being read, and what is wrong with it.
 *
 * Inner header of document.c: libyaml counts lines and columns, people want sentences. Mistakes
 * whose meaning is beyond doubt are mended in a copy, so that the rest of the file is checked in
 * the same go. */
#pragma once

#include <yaml.h>

#include "base/diagnostics.h"

enum { MENDS_MAX = 24 };

/* Characters that libyaml must not see as YAML's own stand in the mended copy as code points of
 * this private range; document_unhide brings them back. */
#define HIDDEN_FIRST UINT32_C(0x10FF00)

typedef struct {
    Arena *arena; /* borrowed */
    Str text;     /* with what was mended so far */
    const size_t *starts;
    size_t line_count;
    struct {
        size_t line, column;
    } inserted[MENDS_MAX]; /* characters that the file does not have */
    size_t inserted_count;
    size_t mend_count;
} DocumentText;

DocumentText document_text_create(Arena *arena, Str text);

/* Lines and columns from 0, as libyaml's marks count. */
Str document_line(const DocumentText *text, size_t line);
size_t document_offset(const DocumentText *text, yaml_mark_t mark);

/* The place as the person's editor shows it. */
Position document_position(const DocumentText *text, yaml_mark_t from, yaml_mark_t to);

/* Without hidden characters; a copy when there were any. */
Str document_unhide(Arena *arena, const DocumentText *text, Str scalar);

/* Says why libyaml stopped. True when the cause has been mended and it is worth another try. */
bool document_explain_error(DocumentText *text, const yaml_parser_t *parser,
                            Diagnostics *diagnostics);

/* Says so when a plain scalar is something else that libyaml swallowed: a line that is indented by
 * spaces that YAML does not know, or keys with full-width colons. True as above; `*is_fatal` is
 * set when it cannot be mended. */
bool document_explain_scalar(DocumentText *text, const yaml_event_t *scalar,
                             Diagnostics *diagnostics, bool *is_fatal);

/* True for the white space that is not YAML's: U+00A0, U+3000 and their like. */
bool document_is_odd_space(uint32_t rune);
