#include "source/bluesky_voice.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/time_text.h"
#include "net/url.h"
#include "text/words.h"

namespace vigie::source {
namespace {

constexpr std::chrono::seconds kConnectWait{4};
constexpr std::size_t kAnswerBytesMax = 4 << 20;
constexpr std::chrono::seconds kWaitMin{1};
constexpr std::chrono::seconds kWaitOtherwise{30};  // Where a server asks us to wait and does not say how long.
constexpr std::chrono::hours kWaitMax{24};

bool is_good(const net::Answer& answer) { return answer.status >= 200 && answer.status < 300; }
// Its own trouble, not our fault.
bool is_in_trouble(const net::Answer& answer) { return answer.status >= 500 || answer.status == 408; }
bool is_absent(const net::Answer& answer) {
  if (answer.status == 404) return true;
  if (answer.status != 400) return false;
  const auto fault = protocol::read_fault(answer.body);
  return fault.error == "RecordNotFound" || fault.message.starts_with("Could not locate record") ||
         fault.message.starts_with("Could not find repo");
}

std::string member(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + net::percent_encode(value);
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      out += "\\u00";
      out += kDigits[static_cast<std::size_t>(c) >> 4];
      out += kDigits[static_cast<std::size_t>(c) & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace

BlueskyVoice::BlueskyVoice(BlueskyVoiceOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock) {
  while (options_.pds.ends_with('/')) options_.pds.pop_back();
  const auto& account = options_.account;
  self_.with([&](Self& self) {
    if (account.starts_with("did:")) self.did = account;
    if (!account.starts_with("did:") && account.find('@') == std::string::npos) self.handle = account;
  });
}

bool BlueskyVoice::is_us(std::string_view, std::string_view author_id) const {
  return self_.with([&](const Self& self) { return !self.did.empty() && self.did == author_id; });
}

std::string BlueskyVoice::our_handle() const {
  return self_.with([](const Self& self) { return self.handle; });
}

Result<net::Answer> BlueskyVoice::ask_once(std::string_view method, const std::string& parameters,
                                           const std::string& body, const std::string& token) {
  if (stop_) return unavailable("the program is stopping");
  if (not_before_ && clock_.now() < *not_before_) {
    return unavailable("Bluesky asks us to wait until " + format_time(*not_before_));
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
  if (left.count() <= 0) return unavailable("Bluesky does not answer in time");
  net::Fetch fetch;
  fetch.url = options_.pds + "/xrpc/" + std::string(method) + (parameters.empty() ? "" : "?" + parameters);
  fetch.method = body.empty() && parameters.empty() ? net::Method::kPost : net::Method::kGet;
  if (!body.empty()) {
    fetch.method = net::Method::kPost;
    fetch.body = body;
    fetch.headers.set("Content-Type", "application/json");
  }
  if (!token.empty()) fetch.headers.set("Authorization", "Bearer " + token);
  if (!options_.user_agent.empty()) fetch.headers.set("User-Agent", options_.user_agent);
  fetch.ca_file = options_.ca_file;
  fetch.connect_wait = std::min<std::chrono::milliseconds>(kConnectWait, left);
  fetch.total_wait = left;
  fetch.body_bytes_max = kAnswerBytesMax;
  fetch.stop = &stop_;
  auto answer = client_.fetch(fetch);
  if (!answer) return Error{ErrorCode::kUnavailable, "Bluesky cannot be reached: " + answer.error().message};
  if (answer->status == 429) return wait_until(*answer);
  return answer;
}

// With a session that has run out it opens another, once.
Result<net::Answer> BlueskyVoice::ask(std::string_view method, const std::string& parameters, const std::string& body,
                                      Sign sign) {
  if (sign == Sign::kNo) return ask_once(method, parameters, body, "");
  if (!session_) {
    if (auto ok = open_session(); !ok) return ok.error();
  }
  auto answer = ask_once(method, parameters, body, session_->access);
  if (!answer) return answer;
  const bool is_expired =
      answer->status == 401 || (answer->status == 400 && protocol::read_fault(answer->body).error == "ExpiredToken");
  if (!is_expired) return answer;
  if (auto ok = renew_session(); !ok) return ok.error();
  return ask_once(method, parameters, body, session_->access);
}

Result<void> BlueskyVoice::open_session() {
  const auto body =
      "{\"identifier\":" + json_string(options_.account) + ",\"password\":" + json_string(options_.app_password) + "}";
  const auto answer = ask_once("com.atproto.server.createSession", "", body, "");
  if (!answer) return answer.error();
  if (is_good(*answer)) return keep_session(*answer);
  if (is_in_trouble(*answer)) return refused(*answer);
  return invalid("Bluesky does not accept the account or its application password (" +
                 protocol::read_fault(answer->body).error + "): see bluesky.account in the configuration");
}

Result<void> BlueskyVoice::renew_session() {
  const auto answer = ask_once("com.atproto.server.refreshSession", "", "", session_->refresh);
  if (!answer) return answer.error();
  if (is_good(*answer)) return keep_session(*answer);
  session_.reset();
  return open_session();
}

Result<void> BlueskyVoice::keep_session(const net::Answer& answer) {
  auto session = protocol::read_session(answer.body);
  if (!session) return session.error();
  self_.with([&](Self& self) { self = {session->did, session->handle}; });
  session_ = std::move(*session);
  return {};
}

Error BlueskyVoice::wait_until(const net::Answer& answer) {
  const Time now = clock_.now();
  Time until = now + kWaitOtherwise;
  if (const auto seconds = number_of(answer.headers.get("Retry-After"))) {
    until = now + std::chrono::seconds(*seconds);
  } else if (const auto reset = number_of(answer.headers.get("ratelimit-reset"))) {
    until = Time(std::chrono::seconds(*reset));
  }
  not_before_ = std::clamp<Time>(until, now + kWaitMin, now + kWaitMax);
  return unavailable("Bluesky asks us to wait until " + format_time(*not_before_));
}

// What it says of a request that it did not take.
Error BlueskyVoice::refused(const net::Answer& answer) {
  const auto fault = protocol::read_fault(answer.body);
  std::string reason = "Bluesky refuses (" + std::to_string(answer.status) + ")";
  if (!fault.error.empty()) reason += ": " + fault.error;
  if (!fault.message.empty()) reason += ": " + fault.message;
  return is_in_trouble(answer) ? unavailable(reason) : invalid(reason);
}

// From our own server, which asks the network for what lies elsewhere; else from what the network shows.
Result<protocol::AtRecord> BlueskyVoice::find_record(const std::string& uri) {
  const auto name = protocol::parse_at_uri(uri);
  if (!name) return invalid("what it answers is no record of Bluesky: " + uri);
  const auto parameters =
      member("repo", name->repo) + "&" + member("collection", name->collection) + "&" + member("rkey", name->key);
  const auto answer = ask("com.atproto.repo.getRecord", parameters, "", Sign::kAccess);
  if (!answer) return answer.error();
  if (is_good(*answer)) return protocol::read_record(answer->body);
  const auto shown = ask("app.bsky.feed.getPosts", member("uris", uri), "", Sign::kAccess);
  if (!shown) return shown.error();
  if (is_good(*shown)) {
    auto post = protocol::read_first_post(shown->body);
    if (!post) return post.error();
    if (*post) return std::move(**post);
    return Error{ErrorCode::kNotFound, "what it answers is not on Bluesky any more"};
  }
  if (is_absent(*answer)) return Error{ErrorCode::kNotFound, "what it answers is not on Bluesky any more"};
  return refused(is_in_trouble(*answer) ? *answer : *shown);
}

// Links, and people who can be found under their handle.
std::vector<protocol::AtFacet> BlueskyVoice::facets_of(const std::string& text) {
  std::vector<protocol::AtFacet> out;
  text::Words words;
  words.add(text::Field::kText, text);
  for (const auto& link : words.links()) {
    const std::string uri(words.typed(link));
    out.push_back({link.from, link.to, uri.starts_with("www.") ? "https://" + uri : uri, ""});
  }
  std::size_t mentions = 0;
  for (const auto& word : words.all()) {
    if (word.kind != text::Kind::kMention || ++mentions > kMentionsMax) continue;
    const auto handle = std::string(words.typed(word)).substr(1);
    if (handle.find('.') == std::string::npos) continue;
    const auto answer = ask("com.atproto.identity.resolveHandle", member("handle", handle), "", Sign::kAccess);
    if (!answer || !is_good(*answer)) continue;  // It stays plain text.
    if (const auto did = protocol::read_did(answer->body)) out.push_back({word.from, word.to, "", *did});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  return out;
}

Result<void> BlueskyVoice::greet() {
  deadline_ = std::chrono::steady_clock::now() + options_.say_wait;
  return session_ ? Result<void>{} : open_session();
}

Result<Said> BlueskyVoice::say(const Outgoing& outgoing) {
  deadline_ = std::chrono::steady_clock::now() + options_.say_wait;
  auto parent = find_record(outgoing.parent);
  if (!parent) return parent.error();
  protocol::AtReply reply;
  reply.text = outgoing.text;
  reply.lang = outgoing.lang;
  reply.created_at = outgoing.said_at;
  reply.parent = parent->ref;
  reply.root = parent->root.value_or(parent->ref);
  reply.facets = facets_of(outgoing.text);
  const auto key = protocol::tid_of(outgoing.said_at, hash64(outgoing.key));
  if (!session_) return unavailable("Bluesky has ended our session");
  const auto body = protocol::write_put_record(session_->did, key, reply);
  const auto answer = ask("com.atproto.repo.putRecord", "", body, Sign::kAccess);
  if (!answer) return answer.error();
  if (!is_good(*answer)) return refused(*answer);
  const auto kept = protocol::read_record(answer->body);
  if (!kept) return kept.error();
  return Said{kept->ref.uri, "https://bsky.app/profile/" + session_->did + "/post/" + key};
}

Result<bool> BlueskyVoice::stands(const Said& said) {
  deadline_ = std::chrono::steady_clock::now() + options_.say_wait;
  const auto name = protocol::parse_at_uri(said.id);
  if (!name) return false;
  const auto parameters =
      member("repo", name->repo) + "&" + member("collection", name->collection) + "&" + member("rkey", name->key);
  const auto answer = ask("com.atproto.repo.getRecord", parameters, "", Sign::kNo);
  if (!answer) return answer.error();
  if (is_good(*answer)) return true;
  if (is_absent(*answer)) return false;
  return refused(*answer);
}

}  // namespace vigie::source
