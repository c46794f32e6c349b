/* door.h: who asks, and whether they may: by the head of a request, before its body is read.
 *
 * Inner header of server.c. Knows the file of tokens, reads it again when it is another one, and
 * remembers who tried wrong ones. The server's thread alone. */
#pragma once

#include "operator/way.h"

typedef struct Door Door;

/* The cookie that a login sets. */
#define DOOR_COOKIE "kiosk_token"

typedef struct {
    const char *tokens_path; /* borrowed; NULL: there are none */
    bool is_local;           /* only this computer can ask: without any tokens everybody may */
    bool has_tls;
} DoorSettings;

Door *door_create(const DoorSettings *settings);
void door_free(Door *door); /* accepts NULL */

/* How many tokens there are, as of the last reading. */
size_t door_token_count(const Door *door);

/* Finds the request's route, its sender and role. 0: it may be asked; else the code of a refusal,
 * and a sentence (a literal) for it. */
unsigned door_judge(Door *door, Way way, Request *request, Str method, Str path,
                    const char **sentence);

/* Answers a login: a cookie for a token that is right. */
enum MHD_Result door_log_in(Door *door, Way way, Request *request);
