/* lower_third.h: what staff want of the stream's lower third. */
#pragma once

#include "schedule/schedule.h"

typedef enum { THIRD_SHOW, THIRD_HIDE, THIRD_NEXT, THIRD_LIST, THIRD_CALL_COUNT } ThirdCall;

typedef enum {
    THIRD_IN_TURN, /* the running session's names, one after the other */
    THIRD_ONE,     /* one of them */
    THIRD_STRIP,   /* all of them in one strip */
    THIRD_PERSON,  /* somebody else */
} ThirdWho;

typedef struct {
    ThirdCall call;
    ThirdWho who;   /* SHOW */
    size_t speaker; /* ONE: counted from 0 */
    Speaker person; /* PERSON: borrowed texts; the affiliation may be any line, or none */
} LowerThird;
