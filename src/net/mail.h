// Hands one letter to a mail server (SMTP by libcurl, RFC 5321): `smtps://` speaks TLS from the first byte,
// `smtp://` begins it (STARTTLS, RFC 3207) and refuses to go on without, but on this machine.
//
// Threads: each call is its own connection; never on the loop thread. Errors: kInvalid for an address or a URL that is
// none, kRefused when the server refuses this letter for good (5xx, but for 530, 534, 535 and 538: they ask for another
// password or way in), kUnavailable for everything that may be better later: nobody there, too slow, a wrong password.
// No error holds the password.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/loop.h"

namespace vigie::net {

inline constexpr std::size_t kMailAddressBytesMax = 254;  // RFC 5321 §4.5.3.1.3, without the brackets.

struct MailServer {
  std::string url;   // `smtps://mail.example`, `smtp://mail.example:587`
  std::string user;  // Empty: without a name.
  std::string password;
  std::string ca_file;  // PEM roots in place of the system's.
  Millis connect_wait = std::chrono::seconds(10);
  Millis total_wait = std::chrono::seconds(30);
};

struct Mail {
  std::string from, to;  // Addresses alone: `a@b.example`.
  std::string bytes;     // The letter as it travels, with its head; lines end by CR LF (RFC 5322).
};

// One address without a name: ASCII, one @, nothing that could end a command or a head's line.
bool is_mail_address(std::string_view text);
// `smtp://` or `smtps://`, a host, perhaps a port; no user, no path.
bool is_mail_server(std::string_view url);

Result<void> send_mail(const MailServer& server, const Mail& mail, const std::atomic<bool>* stop = nullptr);

}  // namespace vigie::net
