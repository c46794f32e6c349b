#include "station/bell.h"

#include <SDL.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"

#define LOG_MODULE "wake"

struct Bell {
    int fd;    /* borrowed */
    int epoll; /* owned */
    int stop;  /* owned: eventfd that ends the thread */
    uint32_t event_type;
    pthread_t thread;
};

static void *run(void *context) {
    const Bell *bell = context;
    for (;;) {
        struct epoll_event event;
        int count = epoll_wait(bell->epoll, &event, 1, -1);
        if (count < 0 && errno != EINTR)
            return NULL;
        if (count < 1)
            continue;
        if (event.data.fd == bell->stop)
            return NULL;
        SDL_Event rung = {.user = {.type = bell->event_type}};
        SDL_PushEvent(&rung);
    }
}

static bool control(const Bell *bell, int operation, int fd) {
    struct epoll_event event = {.events = EPOLLIN | (fd == bell->fd ? EPOLLONESHOT : 0u),
                                .data.fd = fd};
    return epoll_ctl(bell->epoll, operation, fd, &event) == 0;
}

static void close_all(Bell *bell) {
    if (bell->epoll >= 0)
        close(bell->epoll);
    if (bell->stop >= 0)
        close(bell->stop);
    free(bell);
}

Bell *bell_start(int fd, uint32_t event_type) {
    Bell *bell = calloc(1, sizeof *bell);
    if (!bell)
        abort();
    *bell = (Bell){.fd = fd,
                   .epoll = epoll_create1(EPOLL_CLOEXEC),
                   .stop = eventfd(0, EFD_CLOEXEC),
                   .event_type = event_type};
    int error = 0;
    if (!control(bell, EPOLL_CTL_ADD, bell->stop) || !control(bell, EPOLL_CTL_ADD, fd))
        error = errno;
    else
        error = pthread_create(&bell->thread, NULL, run, bell);
    if (!error)
        return bell;
    log_warning("%s: nothing wakes the screen but time and keys", strerror(error));
    close_all(bell);
    return NULL;
}

void bell_stop(Bell *bell) {
    if (!bell)
        return;
    uint64_t one = 1;
    if (write(bell->stop, &one, sizeof one) == (ssize_t)sizeof one)
        pthread_join(bell->thread, NULL);
    close_all(bell);
}

void bell_again(Bell *bell) {
    if (bell)
        control(bell, EPOLL_CTL_MOD, bell->fd);
}
