#include "protocol/mastodon.h"

#include <algorithm>
#include <vector>

#include "base/time_text.h"
#include "post/validate.h"
#include "protocol/address.h"
#include "protocol/html_text.h"
#include "protocol/json_dom.h"
#include "protocol/json_syntax.h"
#include "protocol/limits.h"
#include "protocol/post_field.h"

namespace vigie::protocol {
namespace {

bool is_author_refusing(dom::element status) {
  return !bool_at(status, {"account", "indexable"}).value_or(true) ||
         bool_at(status, {"account", "noindex"}).value_or(false);
}

Result<void> may_be_read(dom::element status) {
  const auto visibility = text_at(status, {"visibility"});
  if (visibility.empty()) return invalid("visibility: missing");
  if (visibility != "public" && visibility != "unlisted") {
    return {Error{ErrorCode::kRefused, "visibility: " + std::string(visibility) + ", only public posts are read"}};
  }
  if (is_author_refusing(status)) return {Error{ErrorCode::kRefused, "the author refuses indexing"}};
  return {};
}

// Absent or null: 0.
Result<void> read_count(dom::element status, std::string_view name, std::uint64_t& out) {
  const auto element = element_at(status, {name});
  if (!element || element->is_null()) return {};
  if (!element->get(out) && out <= post::kCountMax) return {};
  return invalid(std::string(name) + ": " + excerpt(simdjson::minify(*element)) + " is no whole number from 0 to 2^53");
}

}  // namespace

class Mastodon::Parser {
 public:
  explicit Parser(MastodonOptions options) : options_(std::move(options)) {}
  Result<void> read(std::string_view json, post::Batch& out);
  Result<void> read_all(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen);
  Result<void> read_context(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen);

 private:
  MastodonSeen see(dom::element status, post::Batch& out);
  Result<void> read_status(dom::element status, post::Post& post);
  Result<void> read_counts(dom::element status, post::Post& post);
  void read_author(dom::element status, post::Post& post);
  void read_content(dom::element status, post::Post& post);
  void read_place(dom::element status, post::Post& post);
  std::string_view keep(std::string_view text) { return arena_->copy(text); }

  MastodonOptions options_;
  dom::parser parser_;
  Arena* arena_ = nullptr;
};

Result<void> Mastodon::Parser::read(std::string_view json, post::Batch& out) {
  if (json.size() > kLineBytesMax) {
    return invalid(std::to_string(json.size()) + " bytes, at most " + std::to_string(kLineBytesMax));
  }
  dom::element status;
  if (parser_.parse(json.data(), json.size()).get(status)) return invalid("not JSON");
  if (!status.is_object()) return invalid("not a JSON object");
  arena_ = &out.arena();
  post::Item item;
  if (auto ok = read_status(status, item.post); !ok) return ok;
  out.adopt(item);
  return {};
}

MastodonSeen Mastodon::Parser::see(dom::element status, post::Batch& out) {
  MastodonSeen seen;
  if (!status.is_object()) {
    seen.added = invalid("not a JSON object");
    return seen;
  }
  const auto actor = text_at(status, {"account", "uri"});
  seen.id = text_at(status, {"id"});
  seen.uri = text_at(status, {"uri"});
  seen.author = actor.empty() ? text_at(status, {"account", "url"}) : actor;
  seen.parent_id = text_at(status, {"in_reply_to_id"});
  seen.is_author_refusing = is_author_refusing(status);
  post::Item item;
  seen.added = read_status(status, item.post);
  if (seen.added) out.adopt(item);
  return seen;
}

Result<void> Mastodon::Parser::read_all(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen) {
  dom::element document;
  if (parser_.parse(json.data(), json.size()).get(document)) return invalid("not JSON");
  arena_ = &out.arena();
  dom::array array;
  if (document.get(array)) {
    if (!document.is_object() || text_at(document, {"uri"}).empty()) return invalid("neither a Status nor an array");
    seen.push_back(see(document, out));
    return {};
  }
  for (const auto status : array) seen.push_back(see(status, out));
  return {};
}

Result<void> Mastodon::Parser::read_context(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen) {
  dom::element document;
  if (parser_.parse(json.data(), json.size()).get(document)) return invalid("not JSON");
  arena_ = &out.arena();
  const auto before = array_at(document, {"ancestors"});
  const auto after = array_at(document, {"descendants"});
  if (!before || !after) return invalid("no Context");
  for (const auto status : *before) seen.push_back(see(status, out));
  for (const auto status : *after) seen.push_back(see(status, out));
  return {};
}

Result<void> Mastodon::Parser::read_status(dom::element status, post::Post& post) {
  post.id = keep(text_at(status, {"uri"}));
  if (post.id.empty()) return invalid("uri: missing");
  if (auto ok = may_be_read(status); !ok) return ok;
  const auto time = parse_time(text_at(status, {"created_at"}));
  if (!time) return invalid("created_at: missing or no time of RFC 3339");
  post.created_at = *time;
  post.edited_at = parse_time(text_at(status, {"edited_at"}));
  post.url = keep(text_at(status, {"url"}));
  const std::string_view host = options_.host.empty() ? host_of(post.id) : std::string_view(options_.host);
  post.source = keep("mastodon:" + std::string(host));
  read_author(status, post);
  read_place(status, post);
  if (post.kind != post::Kind::kRepost) read_content(status, post);
  settle(post, true);
  return read_counts(status, post);
}

Result<void> Mastodon::Parser::read_counts(dom::element status, post::Post& post) {
  auto ok = read_count(status, "favourites_count", post.likes);
  if (ok) ok = read_count(status, "reblogs_count", post.reposts);
  if (ok) ok = read_count(status, "replies_count", post.replies);
  return ok;
}

// The actor's address where the server tells it, else the profile's. A handle without host is one of
// the server's own people.
void Mastodon::Parser::read_author(dom::element status, post::Post& post) {
  const auto address = text_at(status, {"account", "url"});
  const auto actor = text_at(status, {"account", "uri"});
  const auto handle = text_at(status, {"account", "acct"});
  post.author.id = keep(actor.empty() ? address : actor);
  post.author.name = keep(text_at(status, {"account", "display_name"}));
  const bool has_host = handle.empty() || handle.find('@') != std::string_view::npos;
  post.author.handle = keep(has_host ? std::string(handle) : std::string(handle) + "@" + std::string(host_of(address)));
}

void Mastodon::Parser::read_place(dom::element status, post::Post& post) {
  if (const auto boosted = text_at(status, {"reblog", "uri"}); !boosted.empty()) {
    post.kind = post::Kind::kRepost;
    post.parent = keep(boosted);
    return;
  }
  const auto parent = text_at(status, {"in_reply_to_id"});
  auto quoted = text_at(status, {"quote", "quoted_status", "uri"});
  if (quoted.empty()) quoted = text_at(status, {"quote", "uri"});
  if (!parent.empty()) {
    post.kind = post::Kind::kReply;
    post.parent = keep(parent);
  } else if (!quoted.empty()) {
    post.kind = post::Kind::kQuote;
    post.parent = keep(quoted);
  }
}

void Mastodon::Parser::read_content(dom::element status, post::Post& post) {
  HtmlText content = read_html(text_at(status, {"content"}));
  if (const auto options = array_at(status, {"poll", "options"})) {  // A poll's answers are its author's words.
    for (const auto option : *options) content.text += "\n" + std::string(text_at(option, {"title"}));
  }
  post.text = keep(content.text);
  post.summary = keep(text_at(status, {"spoiler_text"}));
  post.lang = keep(text_at(status, {"language"}));
  std::vector<std::string_view> links;
  for (const auto& link : content.links) links.push_back(keep(link));
  post.links = arena_->copy(links);
  const auto attachments = array_at(status, {"media_attachments"});
  if (!attachments) return;
  const auto media = arena_->array<post::Media>(std::min(attachments->size(), post::kMediaMax));
  std::size_t i = 0;
  for (const auto attachment : *attachments) {
    if (i == media.size()) break;
    media[i++] = {keep(text_at(attachment, {"type"})), keep(text_at(attachment, {"description"}))};
  }
  post.media = media;
}

Mastodon::Mastodon(MastodonOptions options) : parser_(std::make_unique<Parser>(std::move(options))) {}
Mastodon::~Mastodon() = default;
Mastodon::Mastodon(Mastodon&&) noexcept = default;
Mastodon& Mastodon::operator=(Mastodon&&) noexcept = default;

Result<void> Mastodon::read(std::string_view json, post::Batch& out) { return parser_->read(json, out); }

Result<void> Mastodon::read_all(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen) {
  return parser_->read_all(json, out, seen);
}

Result<void> Mastodon::read_context(std::string_view json, post::Batch& out, std::vector<MastodonSeen>& seen) {
  return parser_->read_context(json, out, seen);
}

}  // namespace vigie::protocol
