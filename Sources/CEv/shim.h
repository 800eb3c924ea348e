#include <ev.h>

/// ev_timer_init and ev_io_init are macros, which Swift does not see.
static inline void ev_timer_prepare(struct ev_timer *timer, void (*callback)(struct ev_loop *, struct ev_timer *, int), double after, double repeat, void *data) {
    ev_timer_init(timer, callback, after, repeat);
    timer->data = data;
}

static inline void ev_io_prepare(struct ev_io *watcher, void (*callback)(struct ev_loop *, struct ev_io *, int), int fd, void *data) {
    ev_io_init(watcher, callback, fd, EV_READ);
    watcher->data = data;
}
