/* yaml_out.h: YAML that a person wants to edit: plain words where they are safe, quotes where they
 * are needed, several values on a line where they fit. */
#pragma once

#include "base/str_builder.h"
#include "schedule/schedule.h"

typedef struct {
    StrBuilder text;
    size_t line_start; /* of the line that is being written */
} YamlOut;

void yaml_put(YamlOut *out, const char *text);
void yaml_format(YamlOut *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A single value, in quotes when it would not come back as it is: alone on the rest of the line,
 * or inside [] and {}. */
void yaml_scalar(YamlOut *out, Str text);
void yaml_flow_scalar(YamlOut *out, Str text);

/* "key: value" on a line of its own, indented; nothing for an empty value. */
void yaml_word(YamlOut *out, int indent, const char *key, Str value);

/* The same for a text in one or more languages: a scalar, {zh: …, en: …}, or a line for each; a
 * text of several lines becomes a block. */
void yaml_text(YamlOut *out, int indent, const char *key, const Localized *text);

/* A text inside a line: a scalar or {zh: …, en: …}. */
void yaml_flow_text(YamlOut *out, const Localized *text);
