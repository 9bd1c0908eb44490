// The fields of the language: their names, and how a value is read.
// Threads: pure functions. Errors: a value that says nothing, with a guess where there is one.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "query/query.h"

namespace vigie::query {

struct FieldProblem {
  bool of_name;  // The name is wrong, else the value.
  std::string reason;
  std::string suggestion;
};

bool is_field_name(std::string_view name);  // In any case of letters.

std::variant<FieldTest, FieldProblem> read_field(std::string_view name, std::string_view value);

std::string to_text(const FieldTest& test);  // `lang:fr`

}  // namespace vigie::query
