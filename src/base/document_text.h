/* document_text.h: the text of a YAML file while it is being read, and mended. Inner header of
 * document.c. */
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
    struct {
        size_t line, column, bytes;
    } last; /* where document_offset was asked last: a file may be one long line */
} DocumentText;

DocumentText document_text_create(Arena *arena, Str text);

/* ---- places; lines and columns from 0, as libyaml's marks count ---- */

Str document_line(const DocumentText *text, size_t line);
size_t document_offset(DocumentText *text, yaml_mark_t mark);

/* Bytes of the first `columns` code points of a line, and the other way round. */
size_t document_column_bytes(Str line, size_t columns);
size_t document_byte_column(Str line, size_t bytes);

/* The column in the file, from 1, of a column in the mended copy. */
int32_t document_file_column(const DocumentText *text, size_t line, size_t column);

/* The place as the person's editor shows it. */
Position document_place(const DocumentText *text, size_t line, size_t column, size_t span);
Position document_position(const DocumentText *text, yaml_mark_t from, yaml_mark_t to);

/* ---- mending; each false when it has been done often enough or cannot be done ---- */

/* Hides the ASCII character there from libyaml. */
bool document_hide(DocumentText *text, size_t offset);

/* Makes the colon there, of `len` bytes, one that YAML knows, with a space behind it. */
bool document_mend_colon(DocumentText *text, size_t line, size_t offset, size_t len);

/* Makes spaces that look as wide as YAML's such in every line's indentation. */
bool document_mend_indents(DocumentText *text);

/* A scalar without hidden characters; a copy when there were any. */
Str document_unhide(Arena *arena, const DocumentText *text, Str scalar);

/* True for the white space that is not YAML's: U+00A0, U+3000 and their like. */
bool document_is_odd_space(uint32_t rune);
