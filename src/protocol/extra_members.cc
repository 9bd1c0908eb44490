#include "protocol/extra_members.h"

#include <algorithm>

#include "base/hash.h"
#include "post/validate.h"
#include "protocol/json_syntax.h"
#include "protocol/post_json.h"

namespace vigie::protocol {

void ExtraMembers::clear() {
  text_.clear();
  members_.clear();
}

Result<void> ExtraMembers::add(std::string_view name, std::string_view json) {
  const std::size_t begin = begin_member(name);
  if (auto ok = append_compact(json, text_); !ok) return invalid(excerpt(name) + ": " + ok.error().message);
  return end_member(name, begin);
}

Result<void> ExtraMembers::add_text(std::string_view name, std::string_view text) {
  const std::size_t begin = begin_member(name);
  write_json_string(text, text_);
  return end_member(name, begin);
}

std::size_t ExtraMembers::begin_member(std::string_view name) {
  if (!text_.empty()) text_ += ',';
  const std::size_t begin = text_.size();
  write_json_string(name, text_);
  text_ += ':';
  return begin;
}

// Refused before it has grown: a record of small members must not make us sort a million of them.
Result<void> ExtraMembers::end_member(std::string_view name, std::size_t begin) {
  members_.push_back({hash64(name), begin, text_.size()});
  if (text_.size() <= post::kExtraBytesMax) return {};
  return invalid("unknown members: more than " + std::to_string(post::kExtraBytesMax) + " bytes");
}

std::string_view ExtraMembers::object(Arena& arena) {
  if (members_.empty()) return {};
  std::string out = "{";
  if (!drop_repeated()) {
    out += text_;
  } else {
    for (const auto& member : members_) {
      if (out.size() > 1) out += ',';
      out.append(text_, member.begin, member.end - member.begin);
    }
  }
  return arena.copy(out + '}');
}

// False: no name stands there twice.
bool ExtraMembers::drop_repeated() {
  if (members_.size() < 2) return false;
  const std::size_t before = members_.size();
  const auto in_order = [](const Member& a, const Member& b) { return a.begin < b.begin; };
  std::sort(members_.begin(), members_.end(),
            [&](const Member& a, const Member& b) { return a.name != b.name ? a.name < b.name : in_order(b, a); });
  const auto same = [](const Member& a, const Member& b) { return a.name == b.name; };
  members_.erase(std::unique(members_.begin(), members_.end(), same),
                 members_.end());  // Keeps the first: the last said.
  std::sort(members_.begin(), members_.end(), in_order);
  return members_.size() < before;
}

}  // namespace vigie::protocol
