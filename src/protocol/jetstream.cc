#include "protocol/jetstream.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/time_text.h"
#include "post/validate.h"
#include "protocol/json_dom.h"
#include "protocol/limits.h"
#include "protocol/post_field.h"

namespace vigie::protocol {
namespace {

constexpr std::string_view kSource = "bluesky";
constexpr std::string_view kPosts = "app.bsky.feed.post";
constexpr std::string_view kReposts = "app.bsky.feed.repost";
constexpr std::string_view kLikes = "app.bsky.feed.like";

constexpr std::array<std::string_view, 8> kNames = {"post", "repost",  "update",   "delete",
                                                    "like", "account", "identity", "other"};

std::string_view join(Arena& arena, std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  char* const out = arena.take(size);
  char* end = out;
  for (const auto part : parts) end = std::copy(part.begin(), part.end(), end);
  return {out, size};
}

// So far people's clocks go ahead.
constexpr std::chrono::minutes kAheadMax{1};

// What a client claims may be any date. A claim that no post can have gives way to the relay's clock: a post of
// the future would outlive the erasure of its author, which takes what was said until then.
Time time_of_record(dom::element record, Time event_time) {
  const auto claimed = parse_time(text_at(record, {"createdAt"}));
  if (!claimed) return event_time;
  const auto first = std::chrono::sys_days(std::chrono::year(static_cast<int>(post::kYearMin)) / 1 / 1);
  return *claimed < first || *claimed > event_time + kAheadMax ? event_time : *claimed;
}

// A card shows a page by its title; a moving picture travels as a card whose description is its
// alternative text behind `ALT: `.
std::string_view words_of_card(dom::element embed) {
  constexpr std::string_view kMark = "ALT: ";
  const std::string_view description = text_at(embed, {"external", "description"});
  return description.starts_with(kMark) ? description.substr(kMark.size()) : text_at(embed, {"external", "title"});
}

}  // namespace

std::string_view name_of(JetstreamKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

class Jetstream::Parser {
 public:
  Result<JetstreamEvent> read(std::string_view json, post::Batch& out);

 private:
  Result<void> read_commit(dom::element commit, JetstreamEvent& event, post::Batch& out);
  Result<void> read_record(dom::element record, bool is_repost, post::Post& post);
  void read_account(dom::element account, JetstreamEvent& event, post::Batch& out);
  void read_post(dom::element record, post::Post& post);
  void read_embed(dom::element embed, post::Post& post);
  void read_facets(dom::element record);
  void add_link(std::string_view link);
  std::string_view keep(std::string_view text) { return arena_->copy(text); }

  dom::parser parser_;
  Arena* arena_ = nullptr;
  std::vector<std::string_view> links_;
  std::vector<post::Media> media_;
};

Result<JetstreamEvent> Jetstream::Parser::read(std::string_view json, post::Batch& out) {
  if (json.size() > kLineBytesMax) return invalid("an event of " + std::to_string(json.size()) + " bytes");
  dom::element root;
  if (parser_.parse(json.data(), json.size()).get(root) || !root.is_object()) return invalid("not a JSON object");
  arena_ = &out.arena();
  JetstreamEvent event;
  event.did = text_at(root, {"did"});
  const auto time_us = count_at(root, {"time_us"});
  if (event.did.empty()) return invalid("did: missing");
  if (!time_us || *time_us > post::kCountMax) return invalid("time_us: missing or out of range");
  event.time_us = static_cast<std::int64_t>(*time_us);
  event.cursor = count_at(root, {"cursor"}).value_or(*time_us);

  const std::string_view kind = text_at(root, {"kind"});
  if (kind.empty()) return invalid("kind: missing");
  if (kind == "identity") {
    event.kind = JetstreamKind::kIdentity;
    event.handle = text_at(root, {"identity", "handle"});
  } else if (kind == "account") {
    read_account(root, event, out);
  } else if (kind == "commit") {
    const auto commit = element_at(root, {"commit"});
    if (!commit) return invalid("commit: missing");
    if (auto ok = read_commit(*commit, event, out); !ok) return ok.error();
  }
  return event;
}

void Jetstream::Parser::read_account(dom::element root, JetstreamEvent& event, post::Batch& out) {
  event.kind = JetstreamKind::kAccount;
  if (bool_at(root, {"account", "active"}).value_or(true)) return;
  event.status = text_at(root, {"account", "status"});
  // Suspended, deactivated, desynchronized, throttled: the account may come back; its words stay.
  if (event.status != "deleted" && event.status != "takendown") return;
  post::Item item;
  item.act = post::Act::kForgetAuthor;
  item.post.source = kSource;
  item.post.author.id = keep(event.did);
  item.post.created_at = time_of_micros(event.time_us);  // What the author says after coming back stays.
  out.adopt(item);
  event.added = true;
}

Result<void> Jetstream::Parser::read_commit(dom::element commit, JetstreamEvent& event, post::Batch& out) {
  const std::string_view collection = text_at(commit, {"collection"});
  const std::string_view operation = text_at(commit, {"operation"});
  if (collection.empty()) return invalid("commit.collection: missing");
  if (collection == kLikes && operation == "create") event.kind = JetstreamKind::kLike;
  if (collection != kPosts && collection != kReposts) return {};

  const std::string_view rkey = text_at(commit, {"rkey"});
  if (rkey.empty()) return invalid("commit.rkey: missing");
  const bool is_repost = collection == kReposts;
  post::Item item;
  item.post.source = kSource;
  item.post.id = join(*arena_, {"at://", event.did, "/", collection, "/", rkey});
  if (operation == "delete") {
    item.act = post::Act::kDelete;
    event.kind = JetstreamKind::kDelete;
  } else if (operation == "create" || operation == "update") {
    const auto record = element_at(commit, {"record"});
    if (!record) return invalid("commit.record: missing");
    const Time event_time = time_of_micros(event.time_us);
    item.post.author.id = keep(event.did);
    item.post.created_at = time_of_record(*record, event_time);
    if (auto ok = read_record(*record, is_repost, item.post); !ok) return ok;
    if (!is_repost) item.post.url = join(*arena_, {"https://bsky.app/profile/", event.did, "/post/", rkey});
    event.kind = is_repost ? JetstreamKind::kRepost : JetstreamKind::kPost;
    if (operation == "update") {
      event.kind = JetstreamKind::kUpdate;
      item.post.edited_at = event_time;  // The record itself does not tell when it was changed.
    }
  } else {
    return invalid("commit.operation: none of create, update, delete");
  }
  out.adopt(item);
  event.added = true;
  return {};
}

Result<void> Jetstream::Parser::read_record(dom::element record, bool is_repost, post::Post& post) {
  if (!is_repost) {
    const auto text = element_at(record, {"text"});
    if (!text || !text->is_string()) return invalid("commit.record.text: missing");
    read_post(record, post);
    return {};
  }
  post.kind = post::Kind::kRepost;
  post.parent = keep(text_at(record, {"subject", "uri"}));
  return post.parent.empty() ? invalid("commit.record.subject.uri: missing") : Result<void>{};
}

void Jetstream::Parser::read_post(dom::element record, post::Post& post) {
  links_.clear();
  media_.clear();
  post.text = keep(text_at(record, {"text"}));
  if (const auto langs = array_at(record, {"langs"}); langs && langs->size() > 0) {
    std::string_view lang;
    if (!langs->at(0).get(lang)) post.lang = keep(lang);
  }
  read_facets(record);
  if (const auto embed = element_at(record, {"embed"})) read_embed(*embed, post);
  const std::string_view parent = text_at(record, {"reply", "parent", "uri"});
  if (!parent.empty()) {  // Before the quoted post: a reply may quote.
    post.kind = post::Kind::kReply;
    post.parent = keep(parent);
    post.root = keep(text_at(record, {"reply", "root", "uri"}));
  }
  post.links = arena_->copy(links_);
  post.media = arena_->copy(media_);
}

void Jetstream::Parser::read_embed(dom::element embed, post::Post& post) {
  const std::string_view type = text_at(embed, {"$type"});
  if (type == "app.bsky.embed.images" || type == "app.bsky.embed.gallery") {
    const auto images = array_at(embed, {type == "app.bsky.embed.images" ? "images" : "items"});
    if (!images) return;
    for (const auto image : *images) media_.push_back({"image", keep(text_at(image, {"alt"}))});
  } else if (type == "app.bsky.embed.video") {
    media_.push_back({"video", keep(text_at(embed, {"alt"}))});
  } else if (type == "app.bsky.embed.external") {
    add_link(text_at(embed, {"external", "uri"}));
    media_.push_back({"card", keep(words_of_card(embed))});
  } else if (type == "app.bsky.embed.record" || type == "app.bsky.embed.recordWithMedia") {
    const bool with_media = type == "app.bsky.embed.recordWithMedia";
    post.kind = post::Kind::kQuote;
    post.parent = keep(with_media ? text_at(embed, {"record", "record", "uri"}) : text_at(embed, {"record", "uri"}));
    const auto media = with_media ? element_at(embed, {"media"}) : std::nullopt;
    if (media && text_at(*media, {"$type"}) != type) read_embed(*media, post);
  }
}

void Jetstream::Parser::read_facets(dom::element record) {
  const auto facets = array_at(record, {"facets"});
  if (!facets) return;
  for (const auto facet : *facets) {
    const auto features = array_at(facet, {"features"});
    if (!features) continue;
    for (const auto feature : *features) {
      if (text_at(feature, {"$type"}) == "app.bsky.richtext.facet#link") add_link(text_at(feature, {"uri"}));
    }
  }
}

void Jetstream::Parser::add_link(std::string_view link) {
  if (link.empty() || links_.size() >= post::kLinksMax) return;
  if (std::find(links_.begin(), links_.end(), link) == links_.end()) links_.push_back(keep(link));
}

Jetstream::Jetstream() : parser_(std::make_unique<Parser>()) {}
Jetstream::~Jetstream() = default;
Jetstream::Jetstream(Jetstream&&) noexcept = default;
Jetstream& Jetstream::operator=(Jetstream&&) noexcept = default;

Result<JetstreamEvent> Jetstream::read(std::string_view json, post::Batch& out) { return parser_->read(json, out); }

}  // namespace vigie::protocol
