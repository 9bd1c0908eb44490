#include "cli/dry_intake.h"

#include <utility>

#include "base/hash.h"
#include "post/codec.h"
#include "protocol/post_json.h"

namespace vigie::cli {
namespace {

std::uint64_t hash_of(std::string_view source, std::string_view name) { return hash64(name, hash64(source)); }

}  // namespace

bool DryIntake::submit(source::Load load, source::Done done) {
  source::Outcome outcome;
  if (load.decoder) load.decoder->decode(load.raw, load.first, tools_.clock.now(), load.batch, outcome.rejects);
  for (const auto& item : load.batch.items()) {
    const auto fate = fate_of(item);
    outcome.add(fate);
    if (fate != post::Fate::kDuplicate) print(item);
  }
  if (output_ended_) return false;
  done(std::move(outcome));
  return true;
}

post::Fate DryIntake::fate_of(const post::Item& item) {
  const post::Post& post = item.post;
  switch (item.act) {
    case post::Act::kSay:
      return say(post);
    case post::Act::kDelete: {
      Version& version = versions_[hash_of(post.source, post.id)];
      return std::exchange(version.gone, true) ? post::Fate::kDuplicate : post::Fate::kDeleted;
    }
    default:
      return authors_.contains(hash_of(post.source, post.author.id)) ? post::Fate::kDeleted : post::Fate::kDuplicate;
  }
}

// As the store does it: of a known post, other words at a later time are an edit.
post::Fate DryIntake::say(const post::Post& post) {
  post::Post words = post;
  words.seen_at = {};
  words.edited_at.reset();
  words.likes = words.reposts = words.replies = 0;
  bytes_.clear();
  post::encode({post::Act::kSay, words}, {}, bytes_);
  const Version fresh{hash64(bytes_), post.edited_at, false};
  authors_.insert(hash_of(post.source, post.author.id));
  const auto [known, is_new] = versions_.try_emplace(hash_of(post.source, post.id), fresh);
  if (is_new) return post::Fate::kAccepted;
  Version& old = known->second;
  const bool is_later = fresh.edited_at && (!old.edited_at || *fresh.edited_at > *old.edited_at);
  if (old.gone || !is_later || fresh.content == old.content) return post::Fate::kDuplicate;
  old = fresh;
  return post::Fate::kEdited;
}

void DryIntake::print(const post::Item& item) {
  if (!print_ || output_ended_ || item.act == post::Act::kForgetAuthor) return;
  bytes_.clear();
  protocol::write_json(item, bytes_);
  bytes_ += '\n';
  output_ended_ = !tools_.print(bytes_);
}

}  // namespace vigie::cli
