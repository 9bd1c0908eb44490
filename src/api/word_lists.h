// The lists of words that people here change, as JSON and from it: the attributes of an image, the categories of
// products. `key`: what the list is called there.
// Threads: pure functions. Errors: what is wrong with a body.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "api/call.h"
#include "image/attributes.h"
#include "survey/image_book.h"

namespace vigie::api {

nlohmann::json word_lists_json(const char* key, const std::vector<image::Attribute>& lists,
                               const std::optional<survey::Changed>& changed);
// The names and titles alone: [{"name", "fr", "en"}].
nlohmann::json titles_json(const std::vector<image::Attribute>& lists);

Result<std::vector<image::Attribute>> word_lists_in(const net::Request& request, const char* key);

}  // namespace vigie::api
