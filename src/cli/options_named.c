#include "cli/options_named.h"

#include <string.h>

bool options_take_named(Options *options, const char *name, Str value, Arena *arena, Str *problem) {
    const struct {
        const char *name, *wanted;
        const char **place;
    } texts[] = {
        {"tls-cert", "write a file in PEM format", &options->operator.cert_path },
         {
             "tls-key",
             "write a file in PEM format",
             &options->operator.key_path },
             {"group", "write names with commas between, such as doors,first-floor",
              &options->groups},
             {"socket", "write a path", &options->hub_path},
             {"played", "write a file's name", &options->play_log},
             {"plan", "write the schedule's file", &options->plan},
             {"partner", "write the partner's id", &options->partner},
             {"host", "write a computer's name, such as foyer or foyer:8711", &options->host},
        };
    if (strcmp(name, "operator") == 0)
        return operator_address_parse(arena, value, &options->operator, problem);
    for (size_t i = 0; i < countof(texts); i++) {
        if (strcmp(name, texts[i].name) != 0)
            continue;
        *problem = str_from(texts[i].wanted);
        *texts[i].place = str_copy(arena, value).s;
        return value.len > 0;
    }
    return overlay_take_output(&options->overlay, name, value, arena, problem);
}
