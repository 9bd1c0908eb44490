#include "net/http_client.h"

#include <curl/curl.h>

#include <array>

#include "base/check.h"
#include "net/limits.h"
#include "net/public_address.h"

namespace vigie::net {
namespace {

struct Progress {
  const Fetch& fetch;
  Answer answer;
  bool is_too_large = false;
  bool is_ended_by_us = false;
  std::exception_ptr bug = nullptr;  // Thrown by on_bytes; must not pass through C.
  std::size_t head_bytes = 0;
  std::string refused = {};  // An address that is not public.
};

std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* to) noexcept {
  auto& progress = *static_cast<Progress*>(to);
  if (!progress.fetch.on_bytes) {
    progress.is_too_large = progress.answer.body.size() + count > progress.fetch.body_bytes_max;
    if (progress.is_too_large) return 0;
    progress.answer.body.append(bytes, count);
    return count;
  }
  try {
    progress.is_ended_by_us = !progress.fetch.on_bytes({bytes, count});
  } catch (...) {
    progress.bug = std::current_exception();
  }
  return progress.is_ended_by_us || progress.bug ? 0 : count;
}

std::string_view trim(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* to) noexcept {
  auto& progress = *static_cast<Progress*>(to);
  const std::string_view line(bytes, count);
  progress.head_bytes += count;
  progress.is_too_large = progress.head_bytes > kHeaderBytesMax;
  if (progress.is_too_large) return 0;
  if (line.starts_with("HTTP/")) progress.answer.headers = {};  // Of a redirect, or 100: not the answer's.
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
    progress.answer.headers.add(std::string(line.substr(0, colon)), std::string(trim(line.substr(colon + 1))));
  }
  return count;
}

struct HeaderList {
  HeaderList() = default;
  ~HeaderList() { curl_slist_free_all(list); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  void add(const std::string& line) { list = curl_slist_append(list, line.c_str()); }
  curl_slist* list = nullptr;
};

void set_route(CURL* curl, const Fetch& fetch) {
  curl_easy_setopt(curl, CURLOPT_URL, fetch.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, fetch.redirects_max > 0 ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, static_cast<long>(fetch.redirects_max));
  if (!fetch.unix_socket.empty()) curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, fetch.unix_socket.c_str());
  if (!fetch.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, fetch.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);    // Threads and signals do not mix.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // Nobody waits for a name server that does not answer.
}

void set_waits(CURL* curl, const Fetch& fetch) {
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(fetch.connect_wait.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(fetch.total_wait.count()));
  if (fetch.silence_wait.count() == 0) return;
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>((fetch.silence_wait.count() + 999) / 1000));
}

void set_request(CURL* curl, const Fetch& fetch, HeaderList& headers) {
  const bool has_body = !fetch.body.empty() || fetch.method == Method::kPost || fetch.method == Method::kPut ||
                        fetch.method == Method::kPatch;
  if (has_body) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, fetch.body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(fetch.body.size()));
  }
  if (fetch.method == Method::kHead) {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (has_body || fetch.method != Method::kGet) {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, std::string(name_of(fetch.method)).c_str());
  }
  if (fetch.is_packing_welcome) curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  headers.add("Expect:");  // We do not wait for `100 Continue`.
  if (has_body && !fetch.headers.find("Content-Type")) headers.add("Content-Type:");  // Not a form, as curl thinks.
  for (const Headers::Entry& entry : fetch.headers) {
    headers.add(entry.value.empty() ? entry.name + ";" : entry.name + ": " + entry.value);
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list);
}

// The address is the one that will be connected to, whatever was looked up before.
curl_socket_t open_socket(void* of, curlsocktype, curl_sockaddr* to) noexcept {
  auto& progress = *static_cast<Progress*>(of);
  if (const auto why = why_not_public(to->addr)) {
    progress.refused = to_text(to->addr) + ", " + std::string(*why);
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

void set_guard(CURL* curl, Progress& progress) {
  if (!progress.fetch.is_public_only) return;
  curl_easy_setopt(curl, CURLOPT_PROXY, "");          // A proxy of the environment would connect in our place.
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);  // A connection that was kept was not looked at.
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &progress);
}

// Curl asks this about once a second.
int is_stopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

void set_stop(CURL* curl, const std::atomic<bool>* stop) {
  if (stop == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_stopped);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(stop));
}

Error error_of(CURLcode code, const Fetch& fetch, const char* detail) {
  const std::string what = fetch.url + ": " + (*detail != '\0' ? detail : curl_easy_strerror(code));
  const bool is_bad_url = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
  return is_bad_url ? invalid("net: " + what) : unavailable("net: " + what);
}

}  // namespace

struct HttpClient::Handle {
  Handle() : curl(curl_easy_init()) { check(curl != nullptr, "net: curl has no memory"); }
  ~Handle() { curl_easy_cleanup(curl); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  CURL* curl;
};

HttpClient::HttpClient() : handle_(std::make_unique<Handle>()) {}

HttpClient::~HttpClient() = default;

Result<Answer> HttpClient::fetch(const Fetch& fetch) {
  CURL* curl = handle_->curl;
  curl_easy_reset(curl);  // Options go, the connection stays.
  Progress progress{fetch, {}};
  HeaderList headers;
  std::array<char, CURL_ERROR_SIZE> detail{};
  set_route(curl, fetch);
  set_waits(curl, fetch);
  set_request(curl, fetch, headers);
  set_stop(curl, fetch.stop);
  set_guard(curl, progress);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &progress);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &progress);
  const CURLcode code = curl_easy_perform(curl);
  if (progress.bug) std::rethrow_exception(progress.bug);
  if (progress.is_too_large) return Error{ErrorCode::kOverloaded, "net: " + fetch.url + ": the answer is too large"};
  if (code != CURLE_OK && !progress.refused.empty()) {
    return Error{ErrorCode::kRefused, "net: " + fetch.url + " leads to " + progress.refused + ": not reached"};
  }
  if (code != CURLE_OK && !progress.is_ended_by_us) return error_of(code, fetch, detail.data());
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  progress.answer.status = static_cast<int>(status);
  return std::move(progress.answer);
}

}  // namespace vigie::net
