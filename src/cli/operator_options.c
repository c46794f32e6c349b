/* operator_options.c: the operator's page, as the command line says it. Part of operator.h. */
#include "cli/operator.h"

#include <string.h>

bool operator_has(const char *option) {
    return strcmp(option, "operator") == 0 || strcmp(option, "tls-cert") == 0 ||
           strcmp(option, "tls-key") == 0;
}

bool operator_take(OperatorSettings *settings, const char *option, Str value, Arena *arena,
                   Str *problem) {
    if (strcmp(option, "operator") == 0)
        return operator_address_parse(arena, value, settings, problem);
    *problem = str_from("write a file in PEM format");
    const char **path =
        strcmp(option, "tls-cert") == 0 ? &settings->cert_path : &settings->key_path;
    *path = str_copy(arena, value).s;
    return value.len > 0;
}
