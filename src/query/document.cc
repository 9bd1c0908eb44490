#include "query/document.h"

#include <algorithm>

#include "base/ascii.h"
#include "query/host.h"
#include "text/fold.h"

namespace vigie::query {
namespace {

bool has_link_to(std::string_view site, const Document& document) {
  for (const auto link : document.post->links) {
    if (leads_to(link, site)) return true;
  }
  for (const auto& link : document.words->links()) {
    if (leads_to(document.words->typed(link), site)) return true;
  }
  return false;
}

// `mastodon` names `mastodon` and `mastodon:piaille.fr`, not `mastodonte`.
bool is_of_source(std::string_view source, std::string_view wanted) {
  if (!is_ascii(source)) {
    const auto small = text::small_letters(source);
    return small.starts_with(wanted) && (small.size() == wanted.size() || small[wanted.size()] == ':');
  }
  if (source.size() < wanted.size() || !same_name(source.substr(0, wanted.size()), wanted)) return false;
  return source.size() == wanted.size() || source[wanted.size()] == ':';
}

// In any case of letters. Allocates only for names beyond ASCII.
bool is_named(std::string_view name, std::string_view wanted) {
  return is_ascii(name) ? same_name(name, wanted) : text::small_letters(name) == wanted;
}

bool is_rated(const post::Post& post, float low, float high) {
  constexpr float kRounding = 1e-5F;  // 4.2 of 6 is 3.5 of 5, whatever its last bit.
  const auto rating = post.rating_of_5();
  return rating && *rating >= low - kRounding && *rating <= high + kRounding;
}

bool has_image(const post::Post& post) {
  return std::any_of(post.media.begin(), post.media.end(), [](const auto& media) { return media.type == "image"; });
}

}  // namespace

void read_words(const post::Post& post, text::Words& words) {
  words.clear();
  words.add(text::Field::kText, post.text);
  if (!post.title.empty()) words.add(text::Field::kTitle, post.title);
  if (!post.summary.empty()) words.add(text::Field::kSummary, post.summary);
  for (const auto& media : post.media) {
    if (!media.alt.empty()) words.add(text::Field::kAlt, media.alt);
  }
}

bool holds(const FieldTest& test, const Document& document) {
  const post::Post& post = *document.post;
  switch (test.name) {
    case FieldName::kLang:
      return document.reading.language == test.language;
    case FieldName::kMood:
      return document.reading.mood() == test.mood;
    case FieldName::kSource:
      return is_of_source(post.source, test.value);
    case FieldName::kKind:
      return post.kind == test.kind;
    case FieldName::kAuthor:
      return is_named(post.author.handle, test.value) || is_named(post.author.id, test.value);
    case FieldName::kSite:
      return has_link_to(test.value, document);
    case FieldName::kRating:
      return is_rated(post, test.rating_low, test.rating_high);
    case FieldName::kHasLink:
      return !post.links.empty() || !document.words->links().empty();
    case FieldName::kHasImage:
      return has_image(post);
    case FieldName::kIsReply:
      return !post.parent.empty();
    case FieldName::kIsRepost:
      return post.kind == post::Kind::kRepost;
    case FieldName::kIsCorrected:
      return document.reading.is_corrected();
    case FieldName::kAfter:
      return post.created_at >= test.time;
    case FieldName::kBefore:
      return post.created_at < test.time;
  }
  return false;
}

}  // namespace vigie::query
