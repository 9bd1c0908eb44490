#include "protocol/at_record.h"

#include <algorithm>

#include "base/time_text.h"
#include "base/utf8.h"
#include "protocol/json_dom.h"
#include "protocol/post_json.h"

namespace vigie::protocol {
namespace {

constexpr std::size_t kAnswerBytesMax = 4 << 20;
constexpr std::size_t kMessageBytesMax = 200;
constexpr std::string_view kPosts = "app.bsky.feed.post";

void add_member(std::string& out, std::string_view name, std::string_view value) {
  out += out.back() == '{' ? "\"" : ",\"";
  out += name;
  out += "\":";
  write_json_string(value, out);
}

void add_ref(std::string& out, std::string_view name, const AtRef& ref) {
  out += out.back() == '{' ? "\"" : ",\"";
  out += name;
  out += "\":{";
  add_member(out, "uri", ref.uri);
  add_member(out, "cid", ref.cid);
  out += '}';
}

void add_facets(std::string& out, const std::vector<AtFacet>& facets) {
  if (facets.empty()) return;
  out += ",\"facets\":[";
  for (const auto& facet : facets) {
    if (out.back() != '[') out += ',';
    out += "{\"index\":{\"byteStart\":" + std::to_string(facet.from) + ",\"byteEnd\":" + std::to_string(facet.to) +
           "},\"features\":[{";
    const bool is_link = !facet.uri.empty();
    add_member(out, "$type", is_link ? "app.bsky.richtext.facet#link" : "app.bsky.richtext.facet#mention");
    add_member(out, is_link ? "uri" : "did", is_link ? facet.uri : facet.did);
    out += "}]}";
  }
  out += ']';
}

// Parses `json`, and gives take(root) of an object.
template <typename T, typename Take>
Result<T> read(std::string_view json, Take&& take) {
  if (json.size() > kAnswerBytesMax)
    return invalid("at protocol: an answer of " + std::to_string(json.size()) + " bytes");
  dom::parser parser;
  dom::element root;
  if (parser.parse(json.data(), json.size()).get(root) || !root.is_object()) {
    return invalid("at protocol: the answer is no JSON object");
  }
  return take(root);
}

Error lacks(std::string_view member) { return invalid("at protocol: the answer has no " + std::string(member)); }

std::optional<AtRef> ref_at(dom::element from, std::initializer_list<std::string_view> path) {
  const auto element = element_at(from, path);
  if (!element) return std::nullopt;
  AtRef out{std::string(text_at(*element, {"uri"})), std::string(text_at(*element, {"cid"}))};
  if (!parse_at_uri(out.uri) || out.cid.empty()) return std::nullopt;
  return out;
}

// `value` or `record`: where the record itself stands.
Result<AtRecord> record_of(dom::element from, std::string_view content) {
  AtRecord out;
  const auto ref = ref_at(from, {});
  if (!ref) return lacks("uri and cid");
  out.ref = *ref;
  out.root = ref_at(from, {content, "reply", "root"});
  return out;
}

}  // namespace

std::optional<AtUri> parse_at_uri(std::string_view text) {
  constexpr std::string_view kScheme = "at://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  text.remove_prefix(kScheme.size());
  const auto first = text.find('/');
  const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const AtUri out{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
  const auto is_plain = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             std::string_view(".-_:~%").find(c) != std::string_view::npos;
    });
  };
  if (!is_plain(out.repo) || !is_plain(out.collection) || !is_plain(out.key)) return std::nullopt;
  return out;
}

std::string tid_of(Time time, std::uint64_t tells_apart) {
  constexpr std::string_view kDigits = "234567abcdefghijklmnopqrstuvwxyz";
  constexpr std::uint64_t kMicrosMask = (std::uint64_t{1} << 53) - 1;
  auto value = ((static_cast<std::uint64_t>(micros_of(time)) & kMicrosMask) << 10) | (tells_apart & 1023);
  std::string out(13, '2');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, value >>= 5) *digit = kDigits[value & 31];
  return out;
}

std::string write_put_record(std::string_view repo, std::string_view key, const AtReply& reply) {
  std::string out = "{";
  add_member(out, "repo", repo);
  add_member(out, "collection", kPosts);
  add_member(out, "rkey", key);
  out += ",\"record\":{";
  add_member(out, "$type", kPosts);
  add_member(out, "text", reply.text);
  add_member(out, "createdAt", format_time(reply.created_at));
  if (!reply.lang.empty()) {
    out += ",\"langs\":[";
    write_json_string(reply.lang, out);
    out += ']';
  }
  out += ",\"reply\":{";
  add_ref(out, "root", reply.root);
  add_ref(out, "parent", reply.parent);
  out += '}';
  add_facets(out, reply.facets);
  out += "}}";
  return out;
}

Result<AtSession> read_session(std::string_view json) {
  return read<AtSession>(json, [](dom::element root) -> Result<AtSession> {
    AtSession out{std::string(text_at(root, {"did"})), std::string(text_at(root, {"handle"})),
                  std::string(text_at(root, {"accessJwt"})), std::string(text_at(root, {"refreshJwt"}))};
    if (!out.did.starts_with("did:")) return lacks("did");
    if (out.access.empty() || out.refresh.empty()) return lacks("accessJwt and refreshJwt");
    return out;
  });
}

Result<AtRecord> read_record(std::string_view json) {
  return read<AtRecord>(json, [](dom::element root) { return record_of(root, "value"); });
}

Result<std::optional<AtRecord>> read_first_post(std::string_view json) {
  using Found = std::optional<AtRecord>;
  return read<Found>(json, [](dom::element root) -> Result<Found> {
    const auto posts = array_at(root, {"posts"});
    if (!posts) return lacks("posts");
    if (posts->size() == 0) return Found{};
    auto record = record_of(posts->at(0).value_unsafe(), "record");
    if (!record) return record.error();
    return Found(std::move(*record));
  });
}

Result<std::string> read_did(std::string_view json) {
  return read<std::string>(json, [](dom::element root) -> Result<std::string> {
    const auto did = text_at(root, {"did"});
    if (!did.starts_with("did:")) return lacks("did");
    return std::string(did);
  });
}

AtFault read_fault(std::string_view json) {
  const auto fault = read<AtFault>(json, [](dom::element root) -> Result<AtFault> {
    const auto message = text_at(root, {"message"});
    return AtFault{std::string(text_at(root, {"error"}).substr(0, kMessageBytesMax)),
                   std::string(message.substr(0, whole_points(message, kMessageBytesMax)))};
  });
  return fault ? *fault : AtFault{};
}

}  // namespace vigie::protocol
