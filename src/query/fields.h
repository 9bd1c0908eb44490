// The fields of the language: their names, and how a value is read.
// Threads: pure functions. Errors: a value that says nothing, with a guess where there is one.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "query/query.h"
#include "query/tokens.h"

namespace vigie::query {

bool is_field_name(std::string_view name);  // In any case of letters.

std::variant<FieldTest, Problem> read_field(const Token& token);  // A kField.

std::string to_text(const FieldTest& test);  // `lang:fr`

}  // namespace vigie::query
