/* order.h: a command that somebody gives the running kiosk, and the way back for its answer. */
#pragma once

#include "live/command.h"

typedef struct {
    Str text;       /* a line, or an object of JSON: see command_parse */
    Str sender;     /* "socket", "key", a person's name */
    bool is_remote; /* it comes from another computer: it names no other sender, and no file of
                       this one */
    bool is_without_alarm; /* emergencies are not its business */
    /* Takes the answer, in the station's thread: perhaps long after the order, since a change is
     * answered when the disk has it, and a reading when it is done. NULL: it goes into the log. */
    void (*answer)(void *context, uint64_t id, const Answer *answer);
    void *context;
    uint64_t id; /* the asker's own */
} Order;

/* The way back alone, which outlives the order's texts. */
Order order_asker(const Order *order);

void order_answer(const Order *order, ExitCode code, Str text);
