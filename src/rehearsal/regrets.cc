#include "rehearsal/regrets.h"

namespace vigie::rehearsal {
namespace {

constexpr std::uint64_t kLeastSeconds = 40;
constexpr std::uint64_t kSecondsToCorrect = 900;
constexpr std::uint64_t kSecondsToDelete = 7'200;

}  // namespace

void Regrets::consider(const post::Item& said, const Truth& truth, Random& random) {
  const double draw = random.real();
  const bool deletes = draw < script_.deletions;
  if (draw >= script_.deletions + script_.edits) return;
  if (!deletes && (said.post.text.empty() || truth.copied)) return;
  const auto wait = kLeastSeconds + random.below(deletes ? kSecondsToDelete : kSecondsToCorrect);
  const Micros at = truth.at + std::chrono::seconds(wait);
  if (at > script_.duration) return;
  auto kept = std::make_shared<post::Batch>();
  kept->add(said);
  waiting_.insert({at, order_++, std::move(kept), truth, deletes});
}

std::optional<Micros> Regrets::next() const {
  return waiting_.empty() ? std::nullopt : std::optional(waiting_.begin()->at);
}

Change Regrets::take(Time base, Random& random) {
  const Regret regret = *waiting_.begin();
  waiting_.erase(waiting_.begin());
  taken_ = regret.kept;
  Change change{taken_->items()[0], regret.truth};
  change.truth.at = regret.at;
  if (regret.deletes) {
    post::Item gone{post::Act::kDelete, {}};
    gone.post.id = change.item.post.id;
    gone.post.source = change.item.post.source;
    change.item = gone;
  } else {
    correct(change.item.post, regret.truth, random);
    change.item.post.edited_at = base + regret.at;
  }
  return change;
}

void Regrets::forget(std::string_view id) {
  std::erase_if(waiting_, [&](const Regret& regret) { return regret.kept->items()[0].post.id == id; });
}

void Regrets::correct(post::Post& post, const Truth& truth, Random& random) {
  const auto tongue =
      static_cast<std::size_t>(truth.language == *post::language_of("fr") ? Tongue::kFrench : Tongue::kEnglish);
  text_.assign(post.text).append(" ");
  if (const auto& note = script_.customs[tongue].edit_note) {
    script_.grammars[tongue].say(*note, {}, random, text_);
  } else {
    text_ += "(edit)";
  }
  post.text = text_;
}

}  // namespace vigie::rehearsal
