// What one post says, and by which words it is read so: the attributes that it speaks of, and the intents that it
// shows. As the surveys read it: of a post of millions of bytes only the beginning. As JSON, beside watch/reasons.h.
// Threads: pure functions. Errors: none. Cost: some tens of microseconds.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "image/reader.h"
#include "intent/intents.h"
#include "mood/model.h"
#include "query/query.h"
#include "store/answers.h"

namespace vigie::api {

constexpr std::size_t kSaidClausesMax = 5;  // Told of an attribute.
constexpr std::size_t kSaidWordsMax = 12;   // The same.

// [{"name", "fr", "en", "read", "mood", "clauses", "words"}]. `watch`: what clauses must be about, as in its image;
// null for all.
nlohmann::json attributes_json(const image::Reader& reader, const mood::Model& model, const store::Hit& hit,
                               const query::Query* watch);
// [{"name", "words": [{"why", "word"}], "from", "to"}]
nlohmann::json intents_json(const intent::IntentsReader& reader, const store::Hit& hit);

}  // namespace vigie::api
