#include "survey/composition.h"

#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "base/utf8.h"
#include "mood/connectives.h"
#include "mood/negators.h"
#include "query/document.h"
#include "query/program.h"
#include "signal/contrast.h"
#include "survey/read_post.h"
#include "text/words.h"

namespace vigie::survey {
namespace {

constexpr std::size_t kTermsRead = 200'000;  // Different ones; others are not counted.
constexpr std::size_t kTermBytesMax = 60;
constexpr std::uint32_t kWordsRead = 400;  // Of one post.
constexpr std::uint32_t kLettersMin = 3;

class Counter {
 public:
  Counter(const query::Query& query, const query::Query& part) : query_(query), part_(part) {}

  // Each term once a post, but for what the query or its part asked for.
  void read(const store::Hit& hit, std::uint64_t signal::TermCount::*side) {
    const post::Post post = beginning_of(hit.post);
    query::read_words(post, words_);
    spans_.clear();
    query_.spans({&post, &words_, hit.reading}, spans_);
    part_.spans({&post, &words_, hit.reading}, spans_);
    seen_.clear();
    std::uint32_t count = 0;
    for (const text::Word& word : words_.all()) {
      if (++count > kWordsRead) break;
      if (is_told(word) && !is_asked_for(word) && seen_.insert(word.term).second) add(word, side);
    }
  }

  const std::vector<signal::TermCount>& counts() const { return counts_; }
  const std::string& term(std::size_t index) const { return terms_[index]; }

 private:
  bool is_told(const text::Word& word) const {
    if (word.kind == text::Kind::kHashtag) return true;
    if (word.kind != text::Kind::kWord) return false;
    const std::string_view folded = words_.folded(word);
    if (folded.empty() || is_digit(folded.front()) || folded.size() > kTermBytesMax) return false;
    return (!is_ascii(folded) || folded.size() >= kLettersMin) && !mood::is_negator(folded) &&
           !mood::begins_subject(folded) && !mood::is_contrast(folded) && !mood::is_coordination(folded);
  }

  bool is_asked_for(const text::Word& word) const {
    for (const query::Span& span : spans_) {
      if (span.part == word.part && span.from < word.to && word.from < span.to) return true;
    }
    return false;
  }

  void add(const text::Word& word, std::uint64_t signal::TermCount::*side) {
    const auto found = index_.find(word.term);
    std::size_t index = 0;
    if (found != index_.end()) {
      index = found->second;
    } else {
      if (terms_.size() == kTermsRead) return;
      index = terms_.size();
      index_.emplace(word.term, index);
      const std::string_view typed = words_.typed(word);
      terms_.push_back(lower(typed.substr(0, whole_points(typed, kTermBytesMax))));
      counts_.emplace_back();
    }
    ++(counts_[index].*side);
  }

  query::Program query_;
  query::Program part_;
  text::Words words_;
  std::vector<query::Span> spans_;
  std::unordered_set<std::uint64_t> seen_;
  std::unordered_map<std::uint64_t, std::size_t> index_;  // By text::Word::term.
  std::vector<std::string> terms_;
  std::vector<signal::TermCount> counts_;
};

}  // namespace

Result<Composition> compose(const store::Store& store, const query::Query& query, const query::Query& part,
                            const store::Span& span) {
  Composition out;
  Counter counter(query, part);
  const auto within = draw(store, part, span, kCompositionPostsMax,
                           [&](const store::Hit& hit) { counter.read(hit, &signal::TermCount::within); });
  if (!within) return within.error();
  out.within = *within;
  const query::Program is_part(part);
  text::Words words;
  const auto all = draw(store, query, span, kCompositionPostsMax, [&](const store::Hit& hit) {
    query::read_words(hit.post, words);
    if (is_part.matches({&hit.post, &words, hit.reading})) return;
    ++out.usual;
    counter.read(hit, &signal::TermCount::beside);
  });
  if (!all) return all.error();
  out.all = *all;
  if (out.within.read < kCompositionPostsMin || out.usual < kCompositionPostsMin) return out;
  for (const auto& one : signal::distinctive(counter.counts(), out.within.read, out.usual)) {
    if (out.terms.size() == kCompositionTermsMax) break;
    const signal::TermCount& count = counter.counts()[one.index];
    out.terms.push_back({counter.term(one.index), count.within, count.beside, one.ratio, one.p});
  }
  return out;
}

}  // namespace vigie::survey
