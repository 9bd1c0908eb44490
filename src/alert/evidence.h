// What the store holds of an incident: counts, the posts that contribute most, words, authors, networks, the first
// post. Threads: any. Errors: what the store says. Cost: the newest kEvidencePostsMax posts are read, and those of the
// words once more; read_from tells where there were more.
#pragma once

#include "alert/alert.h"
#include "base/result.h"
#include "store/store.h"

namespace vigie::alert {

// `query` is Alert::query. Of a turn the posts, words and authors are those of its criticism.
Result<Evidence> read_evidence(const store::Store& store, Kind kind, const std::string& query, const store::Span& span);

// Whether two incidents share half of the posts of the smaller.
bool share_posts(const Evidence& one, const Evidence& other);

}  // namespace vigie::alert
