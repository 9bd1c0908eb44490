#include "mood/toward_words.h"

#include <algorithm>
#include <cstdlib>

#include "base/ascii.h"
#include "learning/hashed_rows.h"
#include "mood/feature_walk.h"

namespace vigie::mood {
namespace {

// What a hash stands for. The numbers are in model files: only ever append.
enum Seen : std::uint64_t { kAnywhere = 101, kInZone, kNegatedInZone, kPairInZone, kNear, kAround, kMarkInZone };

constexpr std::uint64_t kTargetToken = 0x5447;  // Stands for the target, whatever it is called.
constexpr std::uint64_t kOtherToken = 0x4F54;   // For anybody else who is named.
constexpr std::uint64_t kNumberToken = 0x4E55;
constexpr int kNearTokens = 5;

struct Token {
  std::uint64_t hash;
  Owner owner;
  std::size_t clause;
  bool is_target;
  bool negated;
};

class Sight {
 public:
  Sight(const text::Words& words, std::span<const Clause> target, const Owned& owned, std::vector<std::uint64_t>& out)
      : words_(words), target_(target), owned_(owned), out_(out) {}

  void run() {
    read_tokens();
    tell_zones();
    tell_near();
  }

 private:
  void emit(Seen seen, std::uint64_t hash) { out_.push_back(learning::mix(hash, seen)); }

  void read_tokens() {
    std::uint32_t end = 0;
    int part = -1;
    std::size_t place = 0;
    int negated = 0;
    for (const text::Word& word : words_.all()) {
      if (tokens_.size() >= kTokensMax) break;
      if (word.part != part) {
        part = word.part;
        end = 0;
      }
      if (word.from < end) continue;
      const std::size_t clause = clause_of(word);
      if (end > 0) read_marks(words_.texts()[word.part].substr(end, word.from - end), clause);
      if (clause != clause_) negated = 0;
      clause_ = clause;
      end = word.to;
      while (place < target_.size() && is_before(target_[place], word)) ++place;
      const bool is_target = place < target_.size() && holds(target_[place], word);
      if (is_target) end = std::max(end, target_[place].to);
      Token token{is_target ? kTargetToken : hash_of(word), owner_of(clause), clause, is_target, negated > 0};
      negated = std::max(negated - 1, 0);
      if (word.kind == text::Kind::kWord && is_negator(words_.folded(word))) negated = kNegatedWords;
      tokens_.push_back(token);
    }
    if (part >= 0) read_marks(words_.texts()[static_cast<std::size_t>(part)].substr(end), clause_);
  }

  static bool is_before(const Clause& place, const text::Word& word) {
    return place.part < word.part || (place.part == word.part && place.to <= word.from);
  }
  static bool holds(const Clause& place, const text::Word& word) {
    return place.part == word.part && place.from < word.to && word.from < place.to;
  }

  std::size_t clause_of(const text::Word& word) {
    const auto ends_before = [&](const Clause& c) {
      return c.part < word.part || (c.part == word.part && c.to <= word.from);
    };
    while (next_clause_ + 1 < owned_.clauses.size() && ends_before(owned_.clauses[next_clause_].clause)) ++next_clause_;
    return next_clause_;
  }
  Owner owner_of(std::size_t clause) const {
    return clause < owned_.clauses.size() ? owned_.clauses[clause].owner : Owner::kTarget;
  }
  static std::uint64_t zone_of(Owner owner) { return owner == Owner::kTarget ? 1 : 2; }

  std::uint64_t hash_of(const text::Word& word) const {
    if (word.kind == text::Kind::kMention) return kOtherToken;
    if (word.kind != text::Kind::kWord) return word.term;
    const std::string_view folded = words_.folded(word);
    if (folded.empty() || is_digit(folded.front())) return kNumberToken;
    const bool is_other = std::any_of(owned_.others.begin(), owned_.others.end(), [&](const Clause& other) {
      return other.part == word.part && other.from == word.from;
    });
    return is_other ? kOtherToken : WordLetters(folded).hash();
  }

  void read_marks(std::string_view gap, std::size_t clause) {
    if (gap.size() == 1 && gap[0] == ' ') return;
    for (int count = 0; count < 4; ++count) {
      const Mark mark = first_mark(gap);
      if (mark.typed.empty()) return;
      emit(kMarkInZone, learning::mix(mark.hash, zone_of(owner_of(clause))));
      gap.remove_prefix(static_cast<std::size_t>(mark.typed.data() + mark.typed.size() - gap.data()));
    }
  }

  void tell_zones() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const Token& token = tokens_[at];
      const std::uint64_t zone = zone_of(token.owner);
      if (!token.is_target) {
        emit(kAnywhere, token.hash);
        emit(kInZone, learning::mix(token.hash, zone));
        if (token.negated) emit(kNegatedInZone, learning::mix(token.hash, zone));
      }
      if (at > 0) emit(kPairInZone, learning::mix(learning::mix(tokens_[at - 1].hash, token.hash), zone));
    }
  }

  void tell_near() {
    const auto count = static_cast<int>(tokens_.size());
    for (int at = 0; at < count; ++at) {
      if (!tokens_[static_cast<std::size_t>(at)].is_target) continue;
      for (int to = std::max(0, at - kNearTokens); to < std::min(count, at + kNearTokens + 1); ++to) {
        const Token& token = tokens_[static_cast<std::size_t>(to)];
        if (to == at || token.clause != tokens_[static_cast<std::size_t>(at)].clause) continue;
        const int far = std::abs(to - at) <= 2 ? 1 : 2;
        emit(kNear, learning::mix(token.hash, static_cast<std::uint64_t>(to < at ? far : far + 2)));
      }
      const auto hash_at = [&](int index) {
        return index < 0 || index >= count ? 0 : tokens_[static_cast<std::size_t>(index)].hash;
      };
      emit(kAround, learning::mix(learning::mix(hash_at(at - 2), hash_at(at - 1)), 1));
      emit(kAround, learning::mix(learning::mix(hash_at(at + 1), hash_at(at + 2)), 2));
      emit(kAround, learning::mix(learning::mix(hash_at(at - 1), hash_at(at + 1)), 3));
    }
  }

  const text::Words& words_;
  const std::span<const Clause> target_;
  const Owned& owned_;
  std::vector<std::uint64_t>& out_;
  std::vector<Token> tokens_;
  std::size_t next_clause_ = 0;
  std::size_t clause_ = 0;
};

}  // namespace

void see_from_target(const text::Words& words, std::span<const Clause> target, const Owned& owned,
                     std::vector<std::uint64_t>& out) {
  Sight(words, target, owned, out).run();
}

}  // namespace vigie::mood
