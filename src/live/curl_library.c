#include "live/curl_library.h"

#include "base/arena.h"
#include "base/library.h"
#include "base/log.h"

#define LOG_MODULE "fetch"

bool curl_library_open(CurlLibrary *library) {
    static const char *const NAMES[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
    const LibraryFunction functions[] = {
        {"curl_global_init", &library->global_init},
        {"curl_easy_init", &library->easy_init},
        {"curl_easy_cleanup", &library->easy_cleanup},
        {"curl_easy_reset", &library->easy_reset},
        {"curl_easy_setopt", &library->easy_setopt},
        {"curl_easy_getinfo", &library->easy_getinfo},
        {"curl_easy_strerror", &library->easy_strerror},
        {"curl_multi_init", &library->multi_init},
        {"curl_multi_cleanup", &library->multi_cleanup},
        {"curl_multi_add_handle", &library->multi_add_handle},
        {"curl_multi_remove_handle", &library->multi_remove_handle},
        {"curl_multi_perform", &library->multi_perform},
        {"curl_multi_poll", &library->multi_poll},
        {"curl_multi_wakeup", &library->multi_wakeup},
        {"curl_multi_info_read", &library->multi_info_read},
        {"curl_slist_append", &library->slist_append},
        {"curl_slist_free_all", &library->slist_free_all},
    };
    const char *why;
    *library = (CurlLibrary){0};
    switch (library_load(NAMES, countof(NAMES), functions, countof(functions), &why)) {
    case LIBRARY_LOADED:
        return library->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    case LIBRARY_MISSING:
        log_error("%s; install libcurl4 to show a schedule from a URL", why);
        return false;
    case LIBRARY_TOO_OLD:
        log_error("%s; this libcurl is too old, 7.68 is needed", why);
        return false;
    }
    return false;
}
