#include "source/kinds.h"

#include <algorithm>
#include <array>

#include "source/feed_reader.h"
#include "source/mastodon_reader.h"

namespace vigie::source {
namespace {

constexpr std::size_t kOptionBytesMax = 2'048;

constexpr Option kFeed[] = {{"url", true, "https://example.org/blog/feed.xml"}, {"every_minutes", false, "15"}};
constexpr Option kMastodon[] = {{"url", true, "https://piaille.fr"},
                                {"stream", false, "public, local, hashtag, list, none"},
                                {"tag", false, "cafe"},
                                {"list", false, "12"}};

constexpr Kind kKinds[] = {
    {"feed", kFeed, false, feed_source_of, nullptr, open_feed},
    {"mastodon", kMastodon, true, mastodon_source_of, mastodon_part_of, open_mastodon},
};

}  // namespace

std::span<const Kind> kinds() { return kKinds; }

const Kind* kind_named(std::string_view name) {
  const auto* at =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& kind) { return kind.name == name; });
  return at == std::end(kKinds) ? nullptr : at;
}

Result<void> check_options(const Kind& kind, const Options& options, bool has_secret) {
  for (const auto& [name, value] : options) {
    const bool is_known = std::any_of(kind.options.begin(), kind.options.end(),
                                      [&name = name](const Option& option) { return option.name == name; });
    if (!is_known) return invalid("options: " + std::string(kind.name) + " has no option '" + name.substr(0, 40) + "'");
    const bool is_clean =
        std::all_of(value.begin(), value.end(), [](unsigned char c) { return c >= ' ' && c != 0x7F; });
    if (!is_clean || value.size() > kOptionBytesMax)
      return invalid("options: " + name + ": one line, at most 2,048 bytes");
  }
  for (const auto& option : kind.options) {
    const auto at = options.find(option.name);
    if (option.is_needed && (at == options.end() || at->second.empty())) {
      return invalid("options: " + std::string(kind.name) + " needs " + std::string(option.name) + ", such as " +
                     std::string(option.example));
    }
  }
  if (has_secret && !kind.takes_secret) return invalid("secret: " + std::string(kind.name) + " takes none");
  const auto source = kind.source_of(options);
  return source ? Result<void>{} : Result<void>(source.error());
}

Result<std::string> name_of_source(const Kind& kind, const Options& options) {
  auto name = kind.source_of(options);
  if (name && kind.part_of != nullptr) *name += kind.part_of(options);
  return name;
}

}  // namespace vigie::source
