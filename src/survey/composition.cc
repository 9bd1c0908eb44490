#include "survey/composition.h"

#include "query/document.h"
#include "query/program.h"
#include "signal/contrast.h"
#include "survey/read_post.h"
#include "survey/term_counter.h"
#include "text/words.h"

namespace vigie::survey {
namespace {

constexpr std::uint32_t kWordsRead = 400;  // Of one post.

class Counter {
 public:
  Counter(const query::Query& query, const query::Query& part) : query_(query), part_(part) {}

  // Each term once a post, but for what the query or its part asked for.
  void read(const store::Hit& hit, TermCounter::Side side) {
    const post::Post post = beginning_of(hit.post);
    query::read_words(post, words_);
    spans_.clear();
    query_.spans({&post, &words_, hit.reading}, spans_);
    part_.spans({&post, &words_, hit.reading}, spans_);
    terms_.begin_post();
    std::uint32_t count = 0;
    for (const text::Word& word : words_.all()) {
      if (++count > kWordsRead) break;
      if (TermCounter::is_told(words_, word) && !is_asked_for(word)) terms_.add(words_, word, side);
    }
  }

  const TermCounter& terms() const { return terms_; }

 private:
  bool is_asked_for(const text::Word& word) const {
    for (const query::Span& span : spans_) {
      if (span.part == word.part && span.from < word.to && word.from < span.to) return true;
    }
    return false;
  }

  query::Program query_;
  query::Program part_;
  text::Words words_;
  std::vector<query::Span> spans_;
  TermCounter terms_;
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
  for (const auto& one : signal::distinctive(counter.terms().counts(), out.within.read, out.usual)) {
    if (out.terms.size() == kCompositionTermsMax) break;
    const signal::TermCount& count = counter.terms().counts()[one.index];
    out.terms.push_back({counter.terms().term(one.index), count.within, count.beside, one.ratio, one.p});
  }
  return out;
}

}  // namespace vigie::survey
