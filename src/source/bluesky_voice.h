// Bluesky as a voice: replies by the AT Protocol, from one account with an application password. A reply is a record
// whose key comes from Outgoing, put and not created: the same reply said twice is the same record.
// Threads: as Voice. Errors: as Voice. Passwords and tokens are in no error and in no log; they travel over TLS, or on
// this machine alone.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/guarded.h"
#include "net/http_client.h"
#include "protocol/at_record.h"
#include "source/voice.h"

namespace vigie::source {

constexpr std::size_t kBlueskyGraphemesMax = 300;
constexpr std::size_t kBlueskyBytesMax = 3'000;
constexpr std::size_t kMentionsMax = 5;               // That become links to people; each costs a question.
constexpr std::chrono::milliseconds kSayWait{8'000};  // For all requests of one try, so that a failure is soon seen.

struct BlueskyVoiceOptions {
  std::string pds = "https://bsky.social";
  std::string account;       // A handle, a DID, or an e-mail address.
  std::string app_password;  // Of this program alone; never the account's own.
  std::string ca_file;       // PEM roots in place of the system's.
  std::string user_agent;
  std::chrono::milliseconds say_wait = kSayWait;
};

class BlueskyVoice final : public Voice {
 public:
  BlueskyVoice(BlueskyVoiceOptions options, const Clock& clock);  // `clock` outlives it.

  bool speaks_to(std::string_view source) const override { return source == "bluesky"; }
  Room room() const override { return {kBlueskyGraphemesMax, kBlueskyBytesMax}; }
  bool names_author() const override { return false; }
  bool is_us(std::string_view source, std::string_view author_id) const override;
  std::string our_handle() const override;
  Result<void> greet() override;
  Result<Said> say(const Outgoing& outgoing) override;
  Result<bool> stands(const Said& said) override;
  void hang_up() override { stop_ = true; }

 private:
  enum class Sign : std::uint8_t { kNo, kAccess };
  // One request; answers of any status, but for 429 and what no server says.
  Result<net::Answer> ask(std::string_view method, const std::string& parameters, const std::string& body, Sign sign);
  Result<net::Answer> ask_once(std::string_view method, const std::string& parameters, const std::string& body,
                               const std::string& token);
  Result<void> open_session();
  Result<void> renew_session();
  Result<void> keep_session(const net::Answer& answer);
  Result<protocol::AtRecord> find_record(const std::string& uri);
  std::vector<protocol::AtFacet> facets_of(const std::string& text);
  Error wait_until(const net::Answer& answer);
  static Error refused(const net::Answer& answer);

  struct Self {
    std::string did, handle;
  };
  BlueskyVoiceOptions options_;
  const Clock& clock_;
  net::HttpClient client_;
  std::optional<protocol::AtSession> session_;
  std::optional<Time> not_before_;  // The server has asked us to wait.
  std::chrono::steady_clock::time_point deadline_{};
  Guarded<Self> self_;
  std::atomic<bool> stop_ = false;
};

}  // namespace vigie::source
