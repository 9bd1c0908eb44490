// Any bytes that a server of the AT Protocol may send are refused, or give names and refs that can be used.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "protocol/at_record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie::protocol;
  const std::string_view json(reinterpret_cast<const char*>(bytes), size);
  if (const auto session = read_session(json); session && session->access.empty()) std::abort();
  const auto holds = [](const AtRecord& record) {
    if (!parse_at_uri(record.ref.uri) || record.ref.cid.empty()) std::abort();
    if (record.root && !parse_at_uri(record.root->uri)) std::abort();
    AtReply reply;
    reply.root = reply.parent = record.ref;
    static_cast<void>(write_put_record("did:us", "k", reply));
  };
  if (const auto record = read_record(json)) holds(*record);
  if (const auto post = read_first_post(json); post && *post) holds(**post);
  static_cast<void>(read_did(json));
  if (read_fault(json).message.size() > 200) std::abort();
  static_cast<void>(parse_at_uri(json));
  return 0;
}
