#include "render/picture_queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"

#define LOG_MODULE "pictures"

enum { IDLE_SECONDS = 5 };

/* An order on its way there, then its result on the way back. */
typedef struct Item {
    struct Item *next;
    uint64_t id;
    PictureOrder order;
    PictureResult result;
    char *texts; /* owned: the order's */
} Item;

typedef struct {
    Item *first, *last;
} List;

struct PictureQueue {
    PictureQueueSettings settings;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t change;
    bool is_started, is_ending;
    bool is_busy; /* the thread makes a picture */
    bool is_gone; /* nobody but the thread has it any more, which frees it */
    List orders, results;
    pthread_t thread;
    pthread_mutex_t calling; /* held while `ready` is called; guards is_deaf */
    bool is_deaf;
    PictureMaker *maker; /* owned; the thread's own once it is started */
};

static void put(List *list, Item *item) {
    item->next = NULL;
    if (list->last)
        list->last->next = item;
    else
        list->first = item;
    list->last = item;
}

static Item *take(List *list) {
    Item *item = list->first;
    if (!item)
        return NULL;
    list->first = item->next;
    if (!list->first)
        list->last = NULL;
    return item;
}

static void free_item(Item *item) {
    image_free(&item->result.image);
    free(item->texts);
    free(item);
}

static void free_list(List *list) {
    for (Item *item; (item = take(list));)
        free_item(item);
}

PictureQueue *picture_queue_create(const PictureQueueSettings *settings) {
    PictureQueue *queue = memory_must(calloc(1, sizeof *queue));
    queue->settings = *settings;
    queue->maker = picture_maker_create(settings->given_up);
    pthread_mutex_init(&queue->mutex, NULL);
    pthread_mutex_init(&queue->calling, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->change, &attributes);
    pthread_condattr_destroy(&attributes);
    return queue;
}

static void destroy(PictureQueue *queue) {
    free_list(&queue->orders);
    free_list(&queue->results);
    picture_maker_free(queue->maker);
    pthread_cond_destroy(&queue->change);
    pthread_mutex_destroy(&queue->mutex);
    pthread_mutex_destroy(&queue->calling);
    free(queue);
}

/* Waits for an order; NULL at the end. Called with the lock held. */
static Item *wait_for_order(PictureQueue *queue) {
    bool is_resting = false;
    while (!queue->orders.first && !queue->is_ending) {
        if (is_resting) {
            pthread_cond_wait(&queue->change, &queue->mutex);
            continue;
        }
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += IDLE_SECONDS;
        if (pthread_cond_timedwait(&queue->change, &queue->mutex, &until) != 0) {
            picture_maker_rest(queue->maker);
            is_resting = true;
        }
    }
    return queue->is_ending ? NULL : take(&queue->orders);
}

static void call(PictureQueue *queue) {
    pthread_mutex_lock(&queue->calling);
    if (!queue->is_deaf && queue->settings.ready)
        queue->settings.ready(queue->settings.context);
    pthread_mutex_unlock(&queue->calling);
}

static void *run(void *context) {
    PictureQueue *queue = context;
    pthread_mutex_lock(&queue->mutex);
    for (Item *item; (item = wait_for_order(queue));) {
        queue->is_busy = true;
        pthread_mutex_unlock(&queue->mutex);
        item->result = picture_maker_make(queue->maker, &item->order);
        pthread_mutex_lock(&queue->mutex);
        queue->is_busy = false;
        put(&queue->results, item);
        pthread_cond_broadcast(&queue->change);
        pthread_mutex_unlock(&queue->mutex);
        call(queue);
        pthread_mutex_lock(&queue->mutex);
    }
    bool is_gone = queue->is_gone;
    pthread_mutex_unlock(&queue->mutex);
    if (is_gone)
        destroy(queue);
    return NULL;
}

void picture_queue_free(PictureQueue *queue) {
    if (!queue)
        return;
    pthread_mutex_lock(&queue->calling);
    queue->is_deaf = true;
    pthread_mutex_unlock(&queue->calling);
    pthread_mutex_lock(&queue->mutex);
    queue->is_ending = true;
    queue->is_gone = queue->is_busy;
    bool is_gone = queue->is_gone, is_started = queue->is_started;
    if (is_gone)
        pthread_detach(queue->thread);
    pthread_cond_broadcast(&queue->change);
    pthread_mutex_unlock(&queue->mutex);
    if (is_gone)
        return;
    if (is_started)
        pthread_join(queue->thread, NULL);
    destroy(queue);
}

/* Called with the lock held. */
static void start(PictureQueue *queue) {
    int error = pthread_create(&queue->thread, NULL, run, queue);
    queue->is_started = error == 0;
    if (error)
        log_error("%s; names are shown instead of pictures", strerror(error));
}

void picture_queue_order(PictureQueue *queue, uint64_t id, const PictureOrder *order) {
    Item *item = memory_must(calloc(1, sizeof *item));
    item->id = id;
    item->order = *order;
    item->texts = memory_must(malloc(order->folder.len + order->path.len + 1));
    if (order->folder.len)
        memcpy(item->texts, order->folder.s, order->folder.len);
    if (order->path.len)
        memcpy(item->texts + order->folder.len, order->path.s, order->path.len);
    item->order.folder.s = item->texts;
    item->order.path.s = item->texts + order->folder.len;
    pthread_mutex_lock(&queue->mutex);
    put(&queue->orders, item);
    if (!queue->is_started)
        start(queue);
    pthread_cond_broadcast(&queue->change);
    pthread_mutex_unlock(&queue->mutex);
}

bool picture_queue_wait(PictureQueue *queue) {
    pthread_mutex_lock(&queue->mutex);
    while (queue->is_started && !queue->results.first && (queue->orders.first || queue->is_busy))
        pthread_cond_wait(&queue->change, &queue->mutex);
    bool is_there = queue->results.first;
    pthread_mutex_unlock(&queue->mutex);
    return is_there;
}

bool picture_queue_take(PictureQueue *queue, uint64_t *id, PictureResult *result) {
    pthread_mutex_lock(&queue->mutex);
    Item *item = take(&queue->results);
    pthread_mutex_unlock(&queue->mutex);
    if (!item)
        return false;
    *id = item->id;
    *result = item->result;
    item->result.image = (Image){0};
    free_item(item);
    return true;
}
