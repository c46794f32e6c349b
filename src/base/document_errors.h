/* document_errors.h: why libyaml stopped, for people. Inner header of document.c.
 *
 * Mistakes whose meaning is beyond doubt are mended in the text, so that the rest of the file is
 * checked in the same go. */
#pragma once

#include "base/document_text.h"

/* Says why libyaml stopped. True when the cause has been mended and it is worth another try. */
bool document_explain_error(DocumentText *text, const yaml_parser_t *parser,
                            Diagnostics *diagnostics);

/* Says so when a plain scalar is something else that libyaml swallowed: a line that is indented by
 * spaces that YAML does not know, or keys with full-width colons. True as above; `*is_fatal` is
 * set when it cannot be mended. */
bool document_explain_scalar(DocumentText *text, const yaml_event_t *scalar,
                             Diagnostics *diagnostics, bool *is_fatal);
