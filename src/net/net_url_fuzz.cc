// Whatever the target, URL, address or request: refused, or understood the same when written again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "net/address.h"
#include "net/request_parser.h"
#include "net/url.h"

namespace {

using namespace vigie::net;

void expect(bool condition) {
  if (!condition) std::abort();
}

// A segment that is the name of no place, though it reads so (RFC 3986 §3.3): each of its dots is written in full.
std::string written(const std::string& segment) {
  if (segment == ".") return "%2E";
  if (segment == "..") return "%2E%2E";
  return percent_encode(segment);
}

void read_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return;
  std::string again;
  for (const std::string& segment : target->path) again += "/" + written(segment);
  again += target->path.empty() || target->path.back().empty() ? "/?" : "?";
  for (const auto& entry : target->query)
    again += percent_encode(entry.first) + "=" + percent_encode(entry.second) + "&";
  const auto second = parse_target(again);
  expect(second && second->path == target->path && second->query.size() == target->query.size());
}

void read_address(std::string_view text) {
  if (const auto address = parse_authority(text)) expect(*parse_authority(to_text(*address)) == *address);
  if (const auto url = parse_url(text)) {
    const auto second = parse_url(url->scheme + "://" + url->authority() + url->target);
    expect(second && second->host == url->host && second->port == url->port && second->target == url->target);
  }
}

// Cut into pieces of `piece_bytes`: the status of its refusal, 0 for a whole request, -1 for half a one.
int read_request(std::string_view text, std::size_t piece_bytes) {
  RequestParser parser(1000);
  std::size_t taken = 0;
  for (std::size_t end = 0; end < text.size();) {
    end = std::min(end + piece_bytes, text.size());
    while (taken < end && parser.state() != RequestParser::State::kDone) {
      if (parser.state() == RequestParser::State::kRefused) return parser.refusal().status;
      const std::size_t more = parser.feed(text.substr(taken, end - taken));
      if (more == 0) break;
      taken += more;
    }
    if (parser.state() == RequestParser::State::kDone) return 0;
    if (parser.state() == RequestParser::State::kRefused) return parser.refusal().status;
  }
  return -1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  read_target(text);
  read_address(text);
  const int whole = read_request(text, text.size() + 1);
  const int dripping = read_request(text, 1);
  // Both take the request or neither does. Bytes that come at once may be refused where fewer still wait.
  expect((whole == 0) == (dripping == 0));
  return 0;
}
