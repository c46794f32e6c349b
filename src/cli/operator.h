/* operator.h: the operator's page, as the command line says it. */
#pragma once

#include "operator/server.h"

bool operator_has(const char *option); /* "operator", "tls-cert", "tls-key" */

/* Its value. False with a line in *problem. */
bool operator_take(OperatorSettings *settings, const char *option, Str value, Arena *arena,
                   Str *problem);
