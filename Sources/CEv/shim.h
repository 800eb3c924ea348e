#include <ev.h>

/// ev_timer_init is a macro, which Swift does not see.
static inline void ev_timer_prepare(struct ev_timer *timer, void (*callback)(struct ev_loop *, struct ev_timer *, int), double after, double repeat, void *data) {
    ev_timer_init(timer, callback, after, repeat);
    timer->data = data;
}
