#include "trend/overheard.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/hash.h"

namespace vigie::trend {
namespace {

bool is_read(text::Field field) { return field == text::Field::kText || field == text::Field::kTitle; }

}  // namespace

Overheard::Overheard()
    : posts_(std::make_unique_for_overwrite<Kept[]>(kOverheardPosts)),
      text_(std::make_unique_for_overwrite<char[]>(kOverheardBytes + kPostTextBytes)),
      words_(std::make_unique_for_overwrite<Word[]>(kOverheardWords + kPostWords)) {}

bool Overheard::add(const query::Document& document, std::span<const std::uint32_t> watches, Time at) {
  if (post_count_ >= kOverheardPosts || word_count_ >= kOverheardWords || text_bytes_ >= kOverheardBytes) {
    return false;
  }
  const auto& post = *document.post;
  add_words(*document.words);
  add_links(document);
  const auto followed = watches.first(std::min(watches.size(), kPostWatches));
  watches_.insert(watches_.end(), followed.begin(), followed.end());
  Kept& kept = posts_[post_count_++];
  kept.at = micros_of(at);
  kept.voice = hash64(post.author.id, hash64(post.source));
  kept.text_end = static_cast<std::uint32_t>(text_bytes_);
  kept.words_end = static_cast<std::uint32_t>(word_count_);
  kept.links_end = static_cast<std::uint32_t>(link_ends_.size());
  kept.watches_end = static_cast<std::uint32_t>(watches_.size());
  kept.language = document.reading.language;
  kept.is_repost = post.kind == post::Kind::kRepost;
  return true;
}

void Overheard::add_words(const text::Words& words) {
  constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max() - 1;
  const std::size_t text_from = text_bytes_;
  std::size_t part_from = 0;  // Of the part at hand, in the copied text; and how much of it was copied.
  std::size_t part_bytes = 0;
  int part = -1;
  std::uint32_t tag_at = kNowhere;
  std::uint32_t plain_at = kNowhere;
  Word* out = words_.get() + word_count_;
  const Word* const end = out + kPostWords;
  for (const auto& word : words.all()) {
    if (out == end) break;
    if (part != word.part) {
      if (!is_read(word.field)) continue;
      part = word.part;
      const auto text = words.texts()[word.part].substr(0, kPostTextBytes - (text_bytes_ - text_from));
      std::memcpy(text_.get() + text_bytes_, text.data(), text.size());
      part_from = text_bytes_ - text_from;
      part_bytes = text.size();
      text_bytes_ += text.size();
    }
    if (word.to > part_bytes) continue;  // Behind what was copied.
    const bool is_tag = word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention;
    if (is_tag) tag_at = word.position;
    const bool is_of_tag = !is_tag && word.position == tag_at;
    const bool is_plain = word.kind == text::Kind::kWord && !is_of_tag;
    *out++ = {word.term,
              static_cast<std::uint32_t>(part_from + word.from),
              static_cast<std::uint8_t>(std::min(word.to - word.from, 255U)),
              word.kind,
              is_of_tag,
              is_plain && word.position == plain_at + 1};
    if (is_plain) plain_at = word.position;
  }
  word_count_ = static_cast<std::size_t>(out - words_.get());
}

void Overheard::add_links(const query::Document& document) {
  const std::size_t most = link_ends_.size() + kPostLinks;
  const auto add = [&](std::string_view link) {
    if (link_ends_.size() == most || link.size() > kLinkBytesMax) return;
    link_bytes_ += link;
    link_ends_.push_back(static_cast<std::uint32_t>(link_bytes_.size()));
  };
  for (const auto link : document.post->links) add(link);
  if (!document.post->links.empty()) return;  // The text's are among them.
  for (const auto& link : document.words->links()) add(document.words->typed(link));
}

void Overheard::clear() {
  post_count_ = 0;
  text_bytes_ = 0;
  word_count_ = 0;
  link_bytes_.clear();
  link_ends_.clear();
  watches_.clear();
}

Overheard::Post Overheard::post(std::size_t index) {
  const auto& kept = posts_[index];
  const auto before = index == 0 ? Kept{} : posts_[index - 1];
  Post out;
  out.at = time_of_micros(kept.at);
  out.voice = kept.voice;
  out.language = kept.language;
  out.is_repost = kept.is_repost;
  out.text = std::string_view(text_.get() + before.text_end, kept.text_end - before.text_end);
  out.words = {words_.get() + before.words_end, kept.words_end - before.words_end};
  out.watches = std::span(watches_).subspan(before.watches_end, kept.watches_end - before.watches_end);
  links_at_hand_.clear();
  for (auto link = before.links_end; link < kept.links_end; ++link) {
    const auto from = link == 0 ? 0 : link_ends_[link - 1];
    links_at_hand_.push_back(std::string_view(link_bytes_).substr(from, link_ends_[link] - from));
  }
  out.links = links_at_hand_;
  return out;
}

}  // namespace vigie::trend
