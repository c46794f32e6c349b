/* timer_look.h: how a stage's timer counts and looks, as a map of YAML. */
#pragma once

#include "formats/fields.h"

/* What stands in `node` (NULL: nothing) into `look`, which has what holds otherwise. */
void timer_look_read(Fields *fields, const Node *node, TimerLook *look);
