// An alert as a letter: its head and its body as they travel (RFC 5322, MIME). Whatever stands in a subject stays in
// the subject. The same delivery has the same Message-ID at each try, so a mailbox can tell a second copy.
// Threads: pure functions, but send_letter() (as net/mail.h). Errors: as net/mail.h.
#pragma once

#include <atomic>
#include <string>

#include "alert/outbox.h"
#include "base/clock.h"
#include "base/result.h"
#include "net/mail.h"

namespace vigie::alert {

std::string write_letter(const Parcel& parcel, const std::string& from, Time now);

struct LetterOptions {
  net::MailServer server;
  std::string from;  // One address.
};
Result<void> send_letter(const Parcel& parcel, const LetterOptions& options, Time now, const std::atomic<bool>& stop);

}  // namespace vigie::alert
