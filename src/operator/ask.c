#include "operator/ask.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"

#define LOG_MODULE "operator"

enum { ASKS_MAX = 256 };

struct AskBox {
    void (*resume)(void *context, Ask *ask);
    void *context;
    int event; /* owned */
    pthread_mutex_t lock;
    Ask *first, *last; /* borrowed */
    size_t count;
    bool is_closed;
};

AskBox *ask_box_create(void (*resume)(void *context, Ask *ask), void *context) {
    AskBox *box = calloc(1, sizeof *box);
    if (!box)
        abort();
    *box = (AskBox){.resume = resume, .context = context};
    box->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&box->lock, NULL);
    return box;
}

void ask_box_free(AskBox *box) {
    if (!box)
        return;
    if (box->event >= 0)
        close(box->event);
    pthread_mutex_destroy(&box->lock);
    free(box);
}

int ask_box_fd(const AskBox *box) {
    return box->event;
}

void ask_box_ring(AskBox *box) {
    uint64_t one = 1;
    if (write(box->event, &one, sizeof one) < 0 && errno != EAGAIN)
        log_warning("%s: what the page asked is late", strerror(errno));
}

bool ask_put(AskBox *box, Ask *ask) {
    uint64_t one = 1;
    pthread_mutex_lock(&box->lock);
    bool is_taken = !box->is_closed && box->count < ASKS_MAX;
    if (is_taken) {
        ask->next = NULL;
        ask->is_answered = false;
        if (box->last)
            box->last->next = ask;
        else
            box->first = ask;
        box->last = ask;
        box->count++;
    }
    pthread_mutex_unlock(&box->lock);
    return is_taken && (write(box->event, &one, sizeof one) == sizeof one || errno == EAGAIN);
}

Ask *ask_take(AskBox *box) {
    pthread_mutex_lock(&box->lock);
    Ask *ask = box->first;
    if (ask) {
        box->first = ask->next;
        box->last = box->first ? box->last : NULL;
        box->count--;
    }
    pthread_mutex_unlock(&box->lock);
    return ask;
}

void ask_answer(AskBox *box, Ask *ask, unsigned code, Str body) {
    pthread_mutex_lock(&box->lock);
    ask->code = code;
    ask->body = str_copy(ask->arena, body);
    ask->is_answered = true;
    pthread_mutex_unlock(&box->lock);
    box->resume(box->context, ask);
}

void ask_box_close(AskBox *box) {
    pthread_mutex_lock(&box->lock);
    box->is_closed = true;
    pthread_mutex_unlock(&box->lock);
    for (Ask *ask = ask_take(box); ask; ask = ask_take(box))
        ask_answer(box, ask, 503, str_from("{\"ok\":false,\"error\":\"the kiosk ends\"}"));
}
