#include "operator/way.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum MHD_Result way_answer(Way way, unsigned code, struct MHD_Response *response, const char *type,
                           const char *cookie) {
    const HttpLibrary *library = way.library;
    static const char *const HEADERS[][2] = {{"Cache-Control", "no-store"},
                                             {"X-Content-Type-Options", "nosniff"},
                                             {"X-Frame-Options", "DENY"},
                                             {"Referrer-Policy", "no-referrer"},
                                             {"Content-Security-Policy",
                                              "default-src 'self'; img-src 'self' data: blob:; "
                                              "frame-ancestors 'none'; base-uri 'none'"}};
    if (!response)
        return MHD_NO;
    library->add_response_header(response, "Content-Type", type);
    for (size_t i = 0; i < countof(HEADERS); i++)
        library->add_response_header(response, HEADERS[i][0], HEADERS[i][1]);
    if (cookie)
        library->add_response_header(response, "Set-Cookie", cookie);
    if (code == MHD_HTTP_UNAUTHORIZED)
        library->add_response_header(response, "WWW-Authenticate", "Bearer");
    enum MHD_Result result = library->queue_response(way.connection, code, response);
    library->destroy_response(response);
    return result;
}

enum MHD_Result way_answer_bytes(Way way, unsigned code, Str bytes, const char *type,
                                 const char *cookie) {
    struct MHD_Response *response = way.library->create_response_from_buffer(
        bytes.len, (void *)(uintptr_t)bytes.s, MHD_RESPMEM_MUST_COPY);
    return way_answer(way, code, response, type, cookie);
}

enum MHD_Result way_answer_json(Way way, unsigned code, Str json) {
    return way_answer_bytes(way, code, json, "application/json; charset=utf-8", NULL);
}

enum MHD_Result way_refuse(Way way, unsigned code, const char *sentence) {
    char json[512];
    snprintf(json, sizeof json, "{\"ok\":false,\"error\":\"%s\"}", sentence);
    return way_answer_json(way, code, str_from(json));
}

const char *way_header(Way way, const char *name) {
    return way.library->lookup_connection_value(way.connection, MHD_HEADER_KIND, name);
}

Str way_text(Way way, const char *name) {
    return str_from(
        way.library->lookup_connection_value(way.connection, MHD_GET_ARGUMENT_KIND, name));
}

int32_t way_number(Way way, const char *name, int32_t otherwise, int32_t max) {
    return request_number(
        way.library->lookup_connection_value(way.connection, MHD_GET_ARGUMENT_KIND, name),
        otherwise, max);
}

void way_address(Way way, uint8_t address[16]) {
    const union MHD_ConnectionInfo *info =
        way.library->get_connection_info(way.connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    memset(address, 0, 16);
    if (!info || !info->client_addr)
        return;
    if (info->client_addr->sa_family == AF_INET)
        memcpy(address, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr,
               4);
    else if (info->client_addr->sa_family == AF_INET6) /* one network is one stranger */
        memcpy(address, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr,
               8);
}
