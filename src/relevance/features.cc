#include "relevance/features.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "learning/hashed_rows.h"

namespace vigie::relevance {
namespace {

constexpr std::uint32_t kBeginningBytes = 5;

enum Salt : std::uint64_t { kWord = 1, kPair, kBeginning, kLanguage, kSource, kSite };

// Of four thousand answers with sixty features each, one in ten thousand pairs of features shares a hash.
std::uint32_t feature(Salt salt, std::uint64_t hash) {
  return static_cast<std::uint32_t>(learning::mix(0x9E3779B97F4A7C15ULL * salt, hash) >> 32U);
}

// "https://www.Example.org/a" is of "example.org".
std::string host_of(std::string_view link) {
  if (const auto scheme = link.find("://"); scheme != std::string_view::npos) link.remove_prefix(scheme + 3);
  link = link.substr(0, link.find_first_of("/?#:"));
  std::string host;
  for (const char letter : link) host += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  return host.starts_with("www.") ? host.substr(4) : host;
}

void add_site(std::string_view link, Features& out) { out.push_back(feature(kSite, hash64(host_of(link)))); }

void add_words(const text::Words& words, Features& out) {
  std::uint64_t before = 0;
  std::uint32_t read = 0;
  for (const text::Word& word : words.all()) {
    if (++read > kWordsMax) return;
    out.push_back(feature(kWord, word.term));
    if (word.folded_size > kBeginningBytes) {  // Endings differ, and few answers hold few words.
      out.push_back(feature(kBeginning, hash64(words.folded(word).substr(0, kBeginningBytes))));
    }
    if (word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention) continue;
    if (before != 0) out.push_back(feature(kPair, learning::mix(before, word.term)));
    before = word.term;
  }
}

}  // namespace

Features features_of(const post::Post& post, const text::Words& words, post::LanguageId language) {
  Features out;
  add_words(words, out);
  out.push_back(feature(kLanguage, language));
  out.push_back(feature(kSource, hash64(post.source)));
  std::uint32_t links = 0;
  for (const std::string_view link : post.links) {
    if (++links <= kLinksMax) add_site(link, out);
  }
  for (const text::Link& link : words.links()) {
    if (++links <= kLinksMax) add_site(words.typed(link), out);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace vigie::relevance
