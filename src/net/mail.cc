#include "net/mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/check.h"
#include "net/address.h"
#include "net/ascii.h"

namespace vigie::net {
namespace {

constexpr std::string_view kPlain = "smtp://";
constexpr std::string_view kTls = "smtps://";

Result<Address> host_of(std::string_view url) {
  for (const auto one : {kPlain, kTls}) {
    if (lower(url.substr(0, one.size())) == one) return parse_authority(url.substr(one.size()));
  }
  return invalid("mail: a server is like smtps://mail.example: " + std::string(url));
}

// RFC 5321 §4.1.2, without the quoted form that nobody has.
bool is_local_part(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() != '.' && text.back() != '.' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
         });
}

struct Unread {
  std::string_view bytes;
};

std::size_t give_bytes(char* to, std::size_t, std::size_t room, void* of) noexcept {
  auto& unread = *static_cast<Unread*>(of);
  const std::size_t count = std::min(room, unread.bytes.size());
  std::copy_n(unread.bytes.data(), count, to);
  unread.bytes.remove_prefix(count);
  return count;
}

int is_stopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

void set_server(CURL* curl, const MailServer& server, bool is_here) {
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(is_here ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  if (!server.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_wait.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(server.total_wait.count()));
}

void set_stop(CURL* curl, const std::atomic<bool>* stop) {
  if (stop == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_stopped);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(stop));
}

// 5xx to MAIL, RCPT or DATA is about this letter. But these are about us, which an operator can mend (RFC 4954 §6).
bool is_for_good(CURLcode code, long status) {
  constexpr std::array<long, 4> kOurs = {530, 534, 535, 538};
  const bool is_about_letter = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  return is_about_letter && status >= 500 && status < 600 &&
         std::find(kOurs.begin(), kOurs.end(), status) == kOurs.end();
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kMailAddressBytesMax) return false;
  const auto domain = parse_authority(text.substr(at + 1));
  return is_local_part(text.substr(0, at)) && domain && !domain->port && domain->host == text.substr(at + 1) &&
         domain->host.find(':') == std::string::npos;
}

bool is_mail_server(std::string_view url) { return bool(host_of(url)); }

Result<void> send_mail(const MailServer& server, const Mail& mail, const std::atomic<bool>* stop) {
  const auto host = host_of(server.url);
  if (!host) return host.error();
  for (const auto* address : {&mail.from, &mail.to}) {
    if (!is_mail_address(*address)) return invalid("mail: no address of one mailbox: " + *address);
  }
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  check(curl != nullptr, "net: curl has no memory");
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(
      curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()), curl_slist_free_all);
  const std::string from = "<" + mail.from + ">";
  Unread unread{mail.bytes};
  std::array<char, CURL_ERROR_SIZE> detail{};
  set_server(curl.get(), server, is_loopback(host->host));
  set_stop(curl.get(), stop);
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &unread);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail.data());
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return {};
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  const std::string what =
      "mail: " + server.url + ": " + (detail.front() != '\0' ? detail.data() : curl_easy_strerror(code));
  if (is_for_good(code, status)) return Error{ErrorCode::kRefused, what};
  return unavailable(what);
}

}  // namespace vigie::net
