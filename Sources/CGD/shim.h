#include <gd.h>
#include <gd_errors.h>
#include <stdarg.h>

/// Whether libgd has complained on this thread since somebody asked. For one file of Swift: each has a variable of its own.
static _Thread_local int gd_complaints = 0;

static inline void gd_note_complaint(int priority, const char *format, va_list arguments) {
    (void)format;
    (void)arguments;
    if (priority <= GD_WARNING) gd_complaints += 1;
}

/// What is wrong with a picture is no line on the server's standard error: it is counted.
static inline void gd_count_complaints(void) { gdSetErrorMethod(gd_note_complaint); }

static inline int gd_take_complaints(void) {
    int found = gd_complaints;
    gd_complaints = 0;
    return found;
}
