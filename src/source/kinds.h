// The register of what can be read: one line a kind.
// Threads: pure. Errors: options that are unknown, missing or wrong; the sentence names the option.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "source/reader.h"

namespace vigie::source {

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
  // What tells several of one source apart: `#cafe`; none for the whole of it. Null: there is but one.
  std::string (*part_of)(const Options&);
  Result<std::unique_ptr<Reader>> (*open)(const Options&, const std::string& secret, std::uint64_t seed);
};

std::span<const Kind> kinds();
const Kind* kind_named(std::string_view name);
Result<void> check_options(const Kind& kind, const Options& options, bool has_secret);
// Its name for people and the API: what its posts are from, and what tells it from others of the same: `#cafe`.
Result<std::string> name_of_source(const Kind& kind, const Options& options);

}  // namespace vigie::source
