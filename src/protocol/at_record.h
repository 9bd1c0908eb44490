// What we write to, and read from, the AT Protocol to answer on Bluesky (`doc/formats/at-protocol.md`): an
// `app.bsky.feed.post` that answers another, the names of records, what a server says of sessions, records, faults.
// Threads: pure functions. Errors: what is no JSON, or lacks a member that is needed; the message never holds the JSON,
// which may hold a token.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace vigie::protocol {

// `at://did:plc:abc/app.bsky.feed.post/3k…`
struct AtUri {
  std::string_view repo, collection, key;
};
std::optional<AtUri> parse_at_uri(std::string_view text);

// A record's key of the form that sorts by time: 53 bits of microseconds, 10 bits that tell apart
// (https://atproto.com/specs/tid). Always 13 characters.
std::string tid_of(Time time, std::uint64_t tells_apart);

// A record as another names it.
struct AtRef {
  std::string uri;
  std::string cid;
};

// A part of the text that leads somewhere: bytes [from, to).
struct AtFacet {
  std::size_t from = 0, to = 0;
  std::string uri;  // A link; or
  std::string did;  // a person.
};

struct AtReply {
  std::string text;
  std::string lang;  // BCP 47, or empty.
  Time created_at{};
  AtRef root, parent;
  std::vector<AtFacet> facets;
};

// The body of com.atproto.repo.putRecord.
std::string write_put_record(std::string_view repo, std::string_view key, const AtReply& reply);

struct AtSession {
  std::string did, handle, access, refresh;
};
Result<AtSession> read_session(std::string_view json);

// Of com.atproto.repo.getRecord and putRecord, or of the first post of app.bsky.feed.getPosts.
struct AtRecord {
  AtRef ref;
  std::optional<AtRef> root;  // Of the thread that it is a part of.
};
Result<AtRecord> read_record(std::string_view json);
Result<std::optional<AtRecord>> read_first_post(std::string_view json);  // Nothing: the list is empty.

Result<std::string> read_did(std::string_view json);  // Of com.atproto.identity.resolveHandle.

// `{"error": "ExpiredToken", "message": …}`; of anything else both are empty. At most 200 bytes of the message.
struct AtFault {
  std::string error, message;
};
AtFault read_fault(std::string_view json);

}  // namespace vigie::protocol
