#include "cli/help_lines.h"

void help_print_wrapped(FILE *to, Str text) {
    const size_t most = HELP_WIDTH - HELP_COLUMN;
    size_t at = 0;
    while (text.len - at > most) {
        size_t end = at + most;
        while (end > at && text.s[end] != ' ')
            end--;
        if (end == at) /* a word that is too long for a line */
            break;
        fprintf(to, "%.*s\n%*s", (int)(end - at), text.s + at, HELP_COLUMN, "");
        at = end + 1;
    }
    fprintf(to, "%.*s\n", (int)(text.len - at), text.s + at);
}
