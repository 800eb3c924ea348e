#pragma once

// Glibc as Swift sees it leaves epoll out.
#include <sys/epoll.h>
