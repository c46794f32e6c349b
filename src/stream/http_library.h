/* http_library.h: libmicrohttpd, loaded when the overlay's page is served and not before.
 *
 * Inner header of overlay_http.c and of what answers there. It brings GnuTLS with it, and nine
 * libraries more. */
#pragma once

#include <microhttpd.h>
#include <stdbool.h>

typedef struct {
    struct MHD_Daemon *(*start_daemon)(unsigned int, uint16_t, MHD_AcceptPolicyCallback, void *,
                                       MHD_AccessHandlerCallback, void *, ...);
    __typeof__(&MHD_stop_daemon) stop_daemon;
    const union MHD_DaemonInfo *(*get_daemon_info)(struct MHD_Daemon *, enum MHD_DaemonInfoType,
                                                   ...);
    __typeof__(&MHD_create_response_from_buffer) create_response_from_buffer;
    __typeof__(&MHD_create_response_from_callback) create_response_from_callback;
    __typeof__(&MHD_add_response_header) add_response_header;
    __typeof__(&MHD_queue_response) queue_response;
    __typeof__(&MHD_destroy_response) destroy_response;
    __typeof__(&MHD_lookup_connection_value) lookup_connection_value;
    const union MHD_ConnectionInfo *(*get_connection_info)(struct MHD_Connection *,
                                                           enum MHD_ConnectionInfoType, ...);
    __typeof__(&MHD_suspend_connection) suspend_connection;
    __typeof__(&MHD_resume_connection) resume_connection;
} HttpLibrary;

/* False, with what to install in *why (a literal), when it is not there or too old. */
bool http_library_open(HttpLibrary *library, const char **why);
