// The fields of a post by their names on the command line (`author.handle`, `time`, `rating`), set
// from text: for CSV columns and for `--set FIELD=VALUE`.
// Threads: pure functions. Errors: a value that does not fit its field, by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "post/batch.h"
#include "post/fields.h"
#include "protocol/time_format.h"

namespace vigie::protocol {

// As post::name_of() has it, but `media.alt` for the media. Nothing: no field that can be set.
std::optional<post::Field> settable_field(std::string_view name);

// `FIELD=VALUE`, split at the first `=`; the name of an unknown field is told.
struct FieldAssignment {
  post::Field field;
  std::string value;
};
Result<FieldAssignment> parse_assignment(std::string_view text);
// Each field at most once.
Result<std::vector<FieldAssignment>> parse_assignments(const std::vector<std::string>& texts);

// Sets `field` of `post`; strings are copied into `arena`. An empty value leaves the field as it is.
// Lists are split at white space. `verified` takes true/false, yes/no, 1/0 in any case.
Result<void> set_field(post::Post& post, post::Field field, std::string_view value, const TimeFormat& times,
                       Arena& arena);

// What every codec does last: an author known only by handle or name gets it as id, a leading `@`
// goes, and a post with a parent whose kind nobody named is a reply.
void settle(post::Post& post, bool kind_named);

}  // namespace vigie::protocol
