#include "refusal/identity.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"

namespace vigie::refusal {
namespace {

struct Actor {
  std::string_view name, host;
};

bool is_host(std::string_view text) {
  return text.find('.') != text.npos && std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == ':' || !is_ascii(c);
         });
}

bool is_web(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

std::optional<Actor> of_address(std::string_view address) {
  address.remove_prefix(address.find("//") + 2);
  if (address.ends_with('/')) address.remove_suffix(1);
  const auto slash = address.find('/');
  if (slash == address.npos) return std::nullopt;
  Actor out{address.substr(slash + 1), address.substr(0, slash)};
  if (out.name.starts_with("@")) {
    out.name.remove_prefix(1);
  } else if (out.name.starts_with("users/")) {
    out.name.remove_prefix(6);
  } else {
    return std::nullopt;
  }
  if (out.name.empty() || out.name.find_first_of("/?#@") != out.name.npos) return std::nullopt;
  return out;
}

std::optional<Actor> of_handle(std::string_view handle) {
  if (handle.starts_with("acct:")) handle.remove_prefix(5);
  if (handle.starts_with('@')) handle.remove_prefix(1);
  const auto at = handle.find('@');
  if (at == 0 || at == handle.npos) return std::nullopt;
  const Actor out{handle.substr(0, at), handle.substr(at + 1)};
  if (!is_host(out.host) || out.name.find_first_of(" /:") != out.name.npos) return std::nullopt;
  return out;
}

std::optional<Actor> actor_of(std::string_view author) {
  return is_web(author) ? of_address(author) : of_handle(author);
}

class Joined {
 public:
  explicit Joined(IdentityRoom& room) : room_(room) {}
  Joined& add(std::string_view part, bool in_small_letters) {
    const auto fits = std::min(part.size(), room_.size() - size_);
    const auto at = room_.begin() + static_cast<std::ptrdiff_t>(size_);
    if (in_small_letters) {
      std::transform(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(fits), at,
                     [](char c) { return lower(c); });
    } else {
      std::copy_n(part.begin(), fits, at);
    }
    size_ += fits;
    return *this;
  }
  std::string_view text() const { return {room_.data(), size_}; }

 private:
  IdentityRoom& room_;
  std::size_t size_ = 0;
};

}  // namespace

bool is_known_everywhere(std::string_view author) {
  return author.starts_with("did:") || is_web(author) || of_handle(author).has_value();
}

std::string_view identity_of(std::string_view source, std::string_view author, IdentityRoom& room) {
  if (author.empty() || author.starts_with("did:")) return author;
  if (const auto actor = actor_of(author)) {
    return Joined(room).add("acct:", false).add(actor->name, true).add("@", false).add(actor->host, true).text();
  }
  if (is_web(author)) return author.ends_with('/') ? author.substr(0, author.size() - 1) : author;
  return Joined(room).add(source, false).add("\n", false).add(author, false).text();
}

std::vector<std::string> names_of(std::string_view author) {
  std::vector<std::string> out = {std::string(author)};
  if (is_web(author)) {  // With and without the slash at its end.
    out.push_back(author.ends_with('/') ? std::string(author.substr(0, author.size() - 1)) : std::string(author) + "/");
  }
  const auto actor = author.starts_with("did:") ? std::nullopt : actor_of(author);
  if (!actor) return out;
  const std::string name = lower(actor->name), host = lower(actor->host);
  std::string handle = name, address = "https://";
  handle.append("@").append(host);
  address.append(host);
  std::string users = address, at = address;
  users.append("/users/").append(name);
  at.append("/@").append(name);
  for (const auto& other : {handle, users, at}) {
    if (std::find(out.begin(), out.end(), other) == out.end()) out.push_back(other);
  }
  return out;
}

}  // namespace vigie::refusal
