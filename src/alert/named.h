// What a rule names within a watch: an author, somebody who reaches many, a word.
// Threads: any. Errors: what the store says; a rule and a watch too long to be asked together.
#pragma once

#include <optional>
#include <string>

#include "alert/rule.h"
#include "store/store.h"

namespace vigie::alert {

struct NamedPosts {
  std::size_t posts = 0;  // At most store::kPageMax are looked at.
  Time first{};
  std::string about;  // The handle, or the word.
  std::string query;  // Finds them.
};

// The query of what the rule names; of reach alone: of the watch.
std::string named_query(const Rule& rule, const std::string& watch_query);
Result<NamedPosts> find_named(const store::Store& store, const Rule& rule, const std::string& watch_query,
                              const store::Span& span);

}  // namespace vigie::alert
