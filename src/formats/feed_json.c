/* feed_json.c: JSON Feed (jsonfeed.org, version 1.1) and Mastodon's statuses
 * (docs.joinmastodon.org, entities/Status). Part of feed.h. */
#include <string.h>

#include "formats/feed_inner.h"
#include "formats/json_file.h"

/* Borrowed from the tree; empty for what is no text. */
static Str text_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
               ? (Str){.s = json_string_value(value), .len = json_string_length(value)}
               : (Str){0};
}

static Str first_of(const json_t *object, const char *const *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Str text = text_of(object, keys[i]);
        if (text.len)
            return text;
    }
    return (Str){0};
}

#define first_text(object, ...)                                                                    \
    first_of(object, (const char *const[]){__VA_ARGS__},                                           \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* ---- JSON Feed ---- */

static void add_entry(FeedReading *reading, const json_t *item) {
    const json_t *author = json_array_get(json_object_get(item, "authors"), 0);
    if (!author)
        author = json_object_get(item, "author");
    Str picture = first_text(item, "image", "banner_image");
    const json_t *attachments = json_object_get(item, "attachments"), *attachment;
    for (size_t i = 0; !picture.len && (attachment = json_array_get(attachments, i)); i++)
        if (str_starts(text_of(attachment, "mime_type"), "image/"))
            picture = text_of(attachment, "url");
    const json_t *id = json_object_get(item, "id");
    Str number = json_is_integer(id)
                     ? str_printf(reading->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(id))
                     : (Str){0};
    FeedEntry entry = {.id = number.len ? number : text_of(item, "id"),
                       .url = text_of(item, "url"),
                       .author = text_of(author, "name"),
                       .title = text_of(item, "title"),
                       .text = first_text(item, "summary", "content_html", "content_text"),
                       .picture = picture,
                       .date = first_text(item, "date_published", "date_modified")};
    feed_add(reading, &entry);
}

/* ---- Mastodon ---- */

static Str picture_of(const json_t *status) {
    const json_t *list = json_object_get(status, "media_attachments"), *media;
    for (size_t i = 0; (media = json_array_get(list, i)); i++) {
        if (str_equal_c(text_of(media, "type"), "image"))
            return first_text(media, "url", "preview_url");
        Str preview = text_of(media, "preview_url");
        if (preview.len)
            return preview;
    }
    return text_of(json_object_get(status, "card"), "image");
}

static void add_status(FeedReading *reading, const json_t *status) {
    const json_t *shared = json_object_get(status, "reblog");
    if (json_is_object(shared))
        status = shared;
    /* What its author warns of is for nobody who did not ask. */
    if (json_is_true(json_object_get(status, "sensitive")) || text_of(status, "spoiler_text").len) {
        reading->warned++;
        return;
    }
    const json_t *account = json_object_get(status, "account");
    Str picture = picture_of(status);
    FeedEntry entry = {.id = first_text(status, "uri", "id"),
                       .url = text_of(status, "url"),
                       .author = first_text(account, "display_name", "username", "acct"),
                       .text = text_of(status, "content"),
                       .picture = picture,
                       .date = text_of(status, "created_at")};
    feed_add(reading, &entry);
}

/* ---- the whole ---- */

static bool is_status(const json_t *value) {
    return json_is_object(value) && json_is_object(json_object_get(value, "account")) &&
           json_is_string(json_object_get(value, "content"));
}

static void read_tree(FeedReading *reading, const json_t *root) {
    const json_t *item, *list = json_object_get(root, "items");
    bool is_feed = json_is_object(root) && json_is_array(list) &&
                   str_find(text_of(root, "version"), "jsonfeed") != SIZE_MAX;
    bool is_timeline =
        json_is_array(root) && (json_array_size(root) == 0 || is_status(json_array_get(root, 0)));
    if (!is_feed && !is_timeline) {
        Str error = text_of(root, "error");
        reading->why = error.len ? str_printf(reading->arena, "the server says: %.*s",
                                              str_arg(str_slice(error, 0, 200)))
                                       .s
                                 : "it is JSON, but neither JSON Feed nor Mastodon's statuses";
        return;
    }
    reading->title = str_copy(reading->arena, text_of(root, "title"));
    for (size_t i = 0; is_feed && (item = json_array_get(list, i)) && i < FEED_READ_MAX; i++)
        add_entry(reading, item);
    for (size_t i = 0; is_timeline && (item = json_array_get(root, i)) && i < FEED_READ_MAX; i++)
        add_status(reading, item);
}

void feed_json_read(FeedReading *reading, Str text) {
    Diagnostics found = diagnostics_create(reading->arena, str_from("feed"), text);
    JsonFile file;
    json_file_open(&file, text, &found);
    if (!file.root)
        reading->why =
            found.count ? str_printf(reading->arena, "its JSON is broken in line %d: %.*s",
                                     (int)found.items[0].at.line, str_arg(found.items[0].message))
                              .s
                        : "its JSON is broken";
    else
        read_tree(reading, file.root);
    json_file_close(&file);
}
