#include "survey/suggestions.h"

#include <algorithm>

#include "query/document.h"
#include "query/program.h"
#include "survey/read_post.h"
#include "survey/term_counter.h"

namespace vigie::survey {
namespace {

using signal::TermCount;

constexpr std::uint32_t kWordsRead = 400;  // Of one post.

bool meets(const text::Word& word, const mood::Clause& stretch) {
  return stretch.part == word.part && stretch.from < word.to && word.from < stretch.to;
}

bool is_in(const text::Word& word, const std::vector<mood::Clause>& stretches) {
  return std::any_of(stretches.begin(), stretches.end(), [&](const auto& one) { return meets(word, one); });
}

// One post of the query on its way into the counts.
class OfQuery {
 public:
  OfQuery(const ImageWith& with, const query::Query& query, std::optional<std::uint8_t> attribute)
      : with_(with), post_(query), attribute_(attribute) {}

  void read(const store::Hit& hit, TermCounter& counter, Suggestions& out) {
    post_.read(hit);
    auto said = with_.reader.read(with_.model, post_.words(), hit.reading, post_.clauses());
    std::erase_if(said, [&](const image::Said& one) { return !post_.about()[one.clause]; });
    if (!attribute_) {
      ++out.within;
      return count(counter, &TermCount::within, known(said), silent(said));
    }
    std::erase_if(said, [&](const image::Said& one) { return one.attribute != *attribute_; });
    ++(said.empty() ? out.usual : out.within);
    count(counter, said.empty() ? &TermCount::beside : &TermCount::within, known(said), about());
  }

 private:
  static std::vector<mood::Clause> known(const std::vector<image::Said>& said) {
    std::vector<mood::Clause> out;
    for (const auto& one : said) out.insert(out.end(), one.words.begin(), one.words.end());
    return out;
  }

  std::vector<mood::Clause> about() const {
    std::vector<mood::Clause> out;
    for (std::size_t i = 0; i < post_.clauses().size(); ++i) {
      if (post_.about()[i]) out.push_back(post_.clauses()[i]);
    }
    return out;
  }

  // Clauses about the subject that say nothing of any attribute.
  std::vector<mood::Clause> silent(const std::vector<image::Said>& said) const {
    std::vector<mood::Clause> out;
    for (std::size_t i = 0; i < post_.clauses().size(); ++i) {
      const bool speaks = std::any_of(said.begin(), said.end(), [&](const auto& one) { return one.clause == i; });
      if (post_.about()[i] && !speaks) out.push_back(post_.clauses()[i]);
    }
    return out;
  }

  void count(TermCounter& counter, TermCounter::Side side, const std::vector<mood::Clause>& known,
             const std::vector<mood::Clause>& clauses) {
    counter.begin_post();
    const auto& words = post_.words();
    std::uint32_t looked_at = 0;
    for (const text::Word& word : words.all()) {
      if (++looked_at > kWordsRead) break;
      if (!TermCounter::is_told(words, word) || is_in(word, known) || is_in(word, post_.subject())) continue;
      if (is_in(word, clauses)) counter.add(words, word, side);
    }
  }

  const ImageWith& with_;
  PostReader post_;
  std::optional<std::uint8_t> attribute_;
};

// What is said elsewhere: posts of the language that the query does not find.
Result<void> count_others(const store::Store& store, const query::Query& query, const store::Span& span,
                          std::string_view code, TermCounter& counter, Suggestions& out) {
  const auto all = query::parse("lang:" + std::string(code));
  if (!all) return all.error();
  const query::Program program(query);
  text::Words words;
  const auto drawn = draw(store, *all, span, kSuggestionPostsMax, [&](const store::Hit& hit) {
    const post::Post post = beginning_of(hit.post);
    query::read_words(post, words);
    if (program.matches({&post, &words, hit.reading})) return;
    ++out.usual;
    counter.begin_post();
    std::uint32_t looked_at = 0;
    for (const text::Word& word : words.all()) {
      if (++looked_at > kWordsRead) break;
      if (TermCounter::is_told(words, word)) counter.add(words, word, &TermCount::beside);
    }
  });
  if (!drawn) return drawn.error();
  return {};
}

}  // namespace

Result<Suggestions> suggest(const ImageWith& with, const query::Query& query, const store::Span& span,
                            image::Language language, std::optional<std::uint8_t> attribute) {
  const std::string_view code = language == image::Language::kFrench ? "fr" : "en";
  Suggestions out;
  TermCounter counter;
  OfQuery of_query(with, query, attribute);
  const auto drawn = draw(with.store, query, span, kSuggestionPostsMax, [&](const store::Hit& hit) {
    if (post::code_of(hit.reading.language) == code) of_query.read(hit, counter, out);
  });
  if (!drawn) return drawn.error();
  out.drawn = *drawn;
  if (!attribute) {
    if (auto ok = count_others(with.store, query, span, code, counter, out); !ok) return ok.error();
  }
  if (out.within < kCompositionPostsMin || out.usual < kCompositionPostsMin) return out;
  for (const auto& one : signal::distinctive(counter.counts(), out.within, out.usual)) {
    if (out.words.size() == kSuggestionsMax) break;
    const auto& count = counter.counts()[one.index];
    out.words.push_back({counter.term(one.index), count.within, count.beside, one.ratio, one.p});
  }
  return out;
}

}  // namespace vigie::survey
