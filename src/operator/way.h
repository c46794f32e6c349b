/* way.h: the connection that a request came by: what stands in its head, and the ways to answer.
 *
 * Inner header of server.c and door.c. */
#pragma once

#include "operator/request.h"

typedef struct {
    const HttpLibrary *library;
    struct MHD_Connection *connection;
} Way;

/* The header of that name; NULL: there is none. */
const char *way_header(Way way, const char *name);

/* "?name=text"; empty: there is none. */
Str way_text(Way way, const char *name);

/* "?name=7": see request_number. */
int32_t way_number(Way way, const char *name, int32_t otherwise, int32_t max);

/* The other side's, of IPv6 its network's. */
void way_address(Way way, uint8_t address[16]);

/* Answers with that response, which is taken (NULL: memory is out), and with the headers that all
 * answers have; `cookie` may be NULL. */
enum MHD_Result way_answer(Way way, unsigned code, struct MHD_Response *response, const char *type,
                           const char *cookie);
enum MHD_Result way_answer_bytes(Way way, unsigned code, Str bytes, const char *type,
                                 const char *cookie);
enum MHD_Result way_answer_json(Way way, unsigned code, Str json);

/* "ok": false, with the sentence (without quotes and backslashes in it) as "error". */
enum MHD_Result way_refuse(Way way, unsigned code, const char *sentence);
