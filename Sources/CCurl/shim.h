#include <curl/curl.h>
#include <sys/socket.h>

/// libcurl's setters take any kind of argument, which Swift cannot call: one of each kind that is needed.
typedef size_t (*curl_bytes_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode curl_set_number(CURL *call, CURLoption option, long value) { return curl_easy_setopt(call, option, value); }
static inline CURLcode curl_set_large(CURL *call, CURLoption option, curl_off_t value) { return curl_easy_setopt(call, option, value); }
static inline CURLcode curl_set_text(CURL *call, CURLoption option, const char *value) { return curl_easy_setopt(call, option, value); }
static inline CURLcode curl_set_list(CURL *call, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(call, option, value); }
static inline CURLcode curl_set_context(CURL *call, CURLoption option, void *value) { return curl_easy_setopt(call, option, value); }
static inline CURLcode curl_set_bytes_callback(CURL *call, CURLoption option, curl_bytes_callback value) { return curl_easy_setopt(call, option, value); }
static inline CURLcode curl_set_socket_callback(CURL *call, curl_opensocket_callback value) { return curl_easy_setopt(call, CURLOPT_OPENSOCKETFUNCTION, value); }
static inline CURLMcode curl_multi_set_number(CURLM *calls, CURLMoption option, long value) { return curl_multi_setopt(calls, option, value); }

static inline long curl_number(CURL *call, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(call, info, &value) == CURLE_OK ? value : 0;
}

static inline long long curl_large(CURL *call, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(call, info, &value) == CURLE_OK ? value : 0;
}

/// The next call that is over, with its result; nil where there is none.
static inline CURL *curl_next_over(CURLM *calls, CURLcode *result) {
    int left = 0;
    for (CURLMsg *message; (message = curl_multi_info_read(calls, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return 0;
}

/// What the socket of a call is about to connect to; the structure is as long as the address in it, not as its declaration.
static inline const struct sockaddr *curl_address(const struct curl_sockaddr *target) { return &target->addr; }
static inline int curl_open_socket(const struct curl_sockaddr *target) { return socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol); }
