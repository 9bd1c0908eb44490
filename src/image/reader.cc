#include "image/reader.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "image/phrase_index.h"
#include "mood/negators.h"

namespace vigie::image {
namespace {

constexpr float kPolarityWeight = 2.0F;      // Of each phrase with a mood in itself, on the logarithm of its share.
constexpr int kPolarityMax = 2;              // More phrases do not say more.
constexpr float kNeutralWeight = -0.4F;      // Who names an attribute has mostly a feeling.
constexpr float kPostWeight = 0.3F;          // Of the mood of the whole post.
constexpr std::uint32_t kNegationReach = 3;  // Words before the phrase.
constexpr std::uint32_t kShortClause = 4;    // Words of a clause that may only name what the next one judges.
constexpr float kProbabilityMin = 0.001F;

struct InClause {
  std::uint8_t attribute = 0;
  bool is_weak = true;
  int polarity = 0;
  std::vector<Stretch> words;
};

bool negates(const std::vector<Plain>& plain, std::uint32_t at) {
  const auto folded = plain[at].folded;
  if (folded == "can") return at + 1 < plain.size() && plain[at + 1].folded == "t";
  return mood::is_negator(folded);
}

// The polarity of the phrase where it stands.
int polarity_of(const Match& match, const std::vector<Plain>& plain, const mood::Clause& clause) {
  if (match.polarity == 0) return 0;
  for (std::uint32_t back = 1; back <= kNegationReach && back <= match.first_word; ++back) {
    const auto& word = plain[match.first_word - back];
    if (word.part != clause.part || word.from < clause.from) break;
    if (negates(plain, match.first_word - back)) return -match.polarity;
  }
  return match.polarity;
}

// What one clause says: sure phrases, or else the weak ones.
std::vector<InClause> in_clause(std::span<const Match> matches, const std::vector<Plain>& plain,
                                const mood::Clause& clause) {
  std::map<std::uint8_t, InClause> found;
  bool has_sure = false;
  for (const auto& match : matches) {
    auto& one = found[match.attribute];
    one.attribute = match.attribute;
    one.is_weak = one.is_weak && match.is_weak;
    has_sure = has_sure || !match.is_weak;
    one.polarity += polarity_of(match, plain, clause);
    one.words.push_back({match.part, match.from, match.to});
  }
  std::vector<InClause> out;
  for (auto& [attribute, one] : found) {
    if (!has_sure || !one.is_weak) out.push_back(std::move(one));
  }
  return out;
}

mood::Probabilities leaned(const mood::Probabilities& clause, const post::Reading& post, int polarity) {
  mood::Probabilities out{};
  float sum = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    float log_p = (1 - kPostWeight) * std::log(std::max(clause[i], kProbabilityMin)) +
                  kPostWeight * std::log(std::max(post.mood_p[i], kProbabilityMin));
    const int towards = static_cast<int>(i) - 1;  // negative, neutral, positive
    log_p += kPolarityWeight * static_cast<float>(towards * std::clamp(polarity, -kPolarityMax, kPolarityMax));
    if (towards == 0) log_p += kNeutralWeight;
    out[i] = std::exp(log_p);
    sum += out[i];
  }
  for (auto& p : out) p /= sum;
  return out;
}

std::uint32_t words_within(const std::vector<Plain>& plain, const mood::Clause& clause) {
  return static_cast<std::uint32_t>(std::count_if(plain.begin(), plain.end(), [&](const Plain& word) {
    return word.part == clause.part && word.from >= clause.from && word.from < clause.to;
  }));
}

}  // namespace

struct Reader::Index {
  PhraseIndex phrases;
};

std::vector<Told> told_of(std::span<const Said> said) {
  std::map<std::uint8_t, Told> by_attribute;
  std::map<std::uint8_t, float> weights;
  for (const auto& one : said) {
    auto& told = by_attribute[one.attribute];
    told.attribute = one.attribute;
    told.clauses.push_back(one.within);
    const float weight = 1 - one.mood[static_cast<std::size_t>(post::Mood::kNeutral)] + kProbabilityMin;
    weights[one.attribute] += weight;
    for (std::size_t i = 0; i < told.mood.size(); ++i) told.mood[i] += weight * one.mood[i];
  }
  std::vector<Told> out;
  for (auto& [attribute, told] : by_attribute) {
    for (auto& p : told.mood) p /= weights[attribute];
    out.push_back(std::move(told));
  }
  return out;
}

Result<std::shared_ptr<const Reader>> Reader::make(std::vector<Attribute> attributes) {
  if (auto ok = check_attributes(attributes); !ok) return ok.error();
  return std::shared_ptr<const Reader>(new Reader(std::move(attributes)));
}

Reader::Reader(std::vector<Attribute> attributes)
    : attributes_(std::move(attributes)), index_(std::make_unique<Index>()) {
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    for (const auto language : {Language::kFrench, Language::kEnglish}) {
      for (const auto& line : attributes_[i].phrases.at(static_cast<std::size_t>(language))) {
        index_->phrases.add(phrase_of(line).value(), static_cast<std::uint8_t>(i), language);
      }
    }
  }
}

Reader::~Reader() = default;

std::vector<Said> Reader::read(const mood::Model& model, const text::Words& words, const post::Reading& reading,
                               std::span<const mood::Clause> clauses) const {
  const auto plain = plain_words(words);
  const auto code = post::code_of(reading.language);
  const auto matches = index_->phrases.find(words, plain, code != "en", code != "fr");
  if (matches.empty()) return {};
  std::vector<std::pair<std::uint32_t, std::vector<InClause>>> spoken;
  std::vector<bool> speaks(clauses.size());
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < clauses.size(); ++i) {
    const auto& clause = clauses[i];
    const auto behind = [&](const Match& match) {
      return match.part > clause.part || (match.part == clause.part && match.from >= clause.to);
    };
    const auto from = next;
    while (next < matches.size() && !behind(matches[next])) ++next;
    if (from == next) continue;
    spoken.emplace_back(i, in_clause(std::span(matches).subspan(from, next - from), plain, clause));
    speaks[i] = true;
  }
  std::vector<Said> out;
  for (auto& [place, attributes] : spoken) {
    mood::Clause within = clauses[place];
    const bool is_named_only =
        std::none_of(attributes.begin(), attributes.end(), [](const InClause& one) { return one.polarity != 0; }) &&
        words_within(plain, within) <= kShortClause;
    const std::size_t following = place + 1;
    if (is_named_only && following < clauses.size() && clauses[following].part == within.part && !speaks[following]) {
      within.to = clauses[following].to;
    }
    const auto mood = mood::read_within(model, words, reading.language, within);
    for (auto& one : attributes) {
      out.push_back(
          {one.attribute, place, within, leaned(mood, reading, one.polarity), one.polarity, std::move(one.words)});
    }
  }
  return out;
}

}  // namespace vigie::image
