// The register of what can be read: one line a kind.
// Threads: pure. Errors: options that are unknown, missing or wrong; the sentence names the option.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "source/reader.h"

namespace vigie::source {

using Options = std::map<std::string, std::string, std::less<>>;  // By name; as the operator gave them.

struct Option {
  std::string_view name;
  bool is_needed = false;
  std::string_view example;
};

struct Kind {
  std::string_view name;
  std::span<const Option> options;
  bool takes_secret = false;
  Result<std::string> (*source_of)(const Options&);  // As Post::source: `feed:example.org/blog.xml`.
  Result<std::unique_ptr<Reader>> (*open)(const Options&, const std::string& secret, std::uint64_t seed);
};

std::span<const Kind> kinds();
const Kind* kind_named(std::string_view name);
Result<void> check_options(const Kind& kind, const Options& options, bool has_secret);
// Its name for people and the API: what its posts are from, and what tells it from others of the same: `#cafe`.
Result<std::string> name_of_source(const Kind& kind, const Options& options);

}  // namespace vigie::source
