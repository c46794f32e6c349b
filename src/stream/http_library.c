#include "stream/http_library.h"

#include "base/arena.h"
#include "base/library.h"
#include "base/log.h"

#define LOG_MODULE "http"

bool http_library_open(HttpLibrary *library, const char **why) {
    static const char *const NAMES[] = {"libmicrohttpd.so.12"};
    const LibraryFunction functions[] = {
        {"MHD_start_daemon", &library->start_daemon},
        {"MHD_stop_daemon", &library->stop_daemon},
        {"MHD_get_daemon_info", &library->get_daemon_info},
        {"MHD_create_response_from_buffer", &library->create_response_from_buffer},
        {"MHD_create_response_from_callback", &library->create_response_from_callback},
        {"MHD_add_response_header", &library->add_response_header},
        {"MHD_queue_response", &library->queue_response},
        {"MHD_destroy_response", &library->destroy_response},
        {"MHD_lookup_connection_value", &library->lookup_connection_value},
        {"MHD_get_connection_info", &library->get_connection_info},
        {"MHD_suspend_connection", &library->suspend_connection},
        {"MHD_resume_connection", &library->resume_connection},
    };
    const char *reason;
    *library = (HttpLibrary){0};
    if (library_load(NAMES, countof(NAMES), functions, countof(functions), &reason) ==
        LIBRARY_LOADED)
        return true;
    log_debug("%s", reason);
    *why = "the package libmicrohttpd12 is missing";
    return false;
}
