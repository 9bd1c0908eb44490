#include "trend/opening.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "post/post.h"
#include "query/host.h"
#include "signal/copies.h"
#include "text/words.h"

namespace vigie::trend {
namespace {

using signal::TermKind;

constexpr std::array<std::string_view, 5> kNames = {"word", "hashtag", "link", "phrase", "emoji"};

// The folded words of a text, one after another.
std::string folded_words(std::string_view typed) {
  text::Words words;
  words.add(text::Field::kText, typed);
  std::string out;
  for (const auto& word : words.all()) {
    if (word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention) continue;
    if (!out.empty()) out += ' ';
    out += words.folded(word);
  }
  return out;
}

std::string term_query(const signal::Rise& rise) {
  switch (rise.kind) {
    case TermKind::kWord:
    case TermKind::kEmoji:
      return folded_words(rise.text);
    case TermKind::kPhrase:
      return '"' + folded_words(rise.text) + '"';
    case TermKind::kHashtag:
      return '#' + folded_words(rise.text);
    case TermKind::kLink:
      return "site:" + query::network_name(query::host_of(rise.text));
  }
  return {};
}

// `1 message`, `2 messages`; French counts 0 and 1 alike.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many, bool is_one) {
  return std::to_string(count) + "\u00a0" + std::string(is_one ? one : many);
}
std::string french(std::uint64_t count, std::string_view one, std::string_view many) {
  return counted(count, one, many, count < 2);
}
std::string english(std::uint64_t count, std::string_view one, std::string_view many) {
  return counted(count, one, many, count == 1);
}

}  // namespace

std::string query_of(const signal::Rise& rise, std::string_view watch_query) {
  std::string out;
  if (!watch_query.empty()) out.append("(").append(watch_query).append(") ");
  out += term_query(rise);
  const bool is_of_language = rise.scope.watch == 0 && rise.scope.language != signal::Scope::kAllLanguages;
  if (is_of_language) out.append(" lang:").append(post::code_of(rise.scope.language));
  return out;
}

std::string query_of_text(std::string_view text) {
  constexpr std::size_t kWords = 8;
  text::Words words;
  words.add(text::Field::kText, text);
  std::string out;
  std::size_t count = 0;
  const text::Word* mention = nullptr;
  for (const auto& word : words.all()) {
    if (word.kind == text::Kind::kMention) mention = &word;
    if (word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention) continue;
    if (word.to == text.size() || count == kWords) break;  // The last may be cut.
    if (mention != nullptr && word.position == mention->position) {
      if (count >= signal::kCopyWordsMin) break;
      out.clear();  // Each copy may be addressed to another.
      count = 0;
      continue;
    }
    out.append(count++ == 0 ? "" : " ").append(words.folded(word));
  }
  return count < signal::kCopyWordsMin ? "" : '"' + out + '"';
}

std::string_view name_of(TermKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<TermKind> term_kind_of(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<TermKind>(found - kNames.begin());
}

Sentence reason_of(const Figures& figures) {
  const auto minutes = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(figures.span / std::chrono::minutes(1)));
  const auto usual = static_cast<std::uint64_t>(std::lround(std::max(0.0, figures.usual)));
  Sentence out;
  out.fr = french(figures.voices, "voix", "voix") + " et " + french(figures.posts, "message", "messages") + " en " +
           french(minutes, "minute", "minutes") +
           (usual == 0 ? ", là où d’ordinaire il n’y en a pas"
                       : ", contre " + french(usual, "voix", "voix") + " d’ordinaire");
  out.en =
      english(figures.voices, "voice", "voices") + " and " + english(figures.posts, "post", "posts") + " in " +
      english(minutes, "minute", "minutes") +
      (usual == 0 ? ", where usually there is none" : ", where " + english(usual, "voice is", "voices are") + " usual");
  if (figures.clusters * 2 <= figures.posts) {
    out.fr += "\u202f; beaucoup se copient\u00a0: " + french(figures.clusters, "texte différent", "textes différents");
    out.en += "; many are copies: " + english(figures.clusters, "different text", "different texts");
  }
  out.fr += ".";
  out.en += ".";
  return out;
}

}  // namespace vigie::trend
