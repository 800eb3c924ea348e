#pragma once

// Glibc as Swift sees it leaves timex out.
#include <sys/timex.h>
