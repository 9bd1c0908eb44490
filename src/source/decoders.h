// The codecs of `protocol` as Decoders: what the house hands to its workers with raw bytes.
// Threads: shared; each call borrows a parser of its own. Errors: every refusal is a Reject.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "protocol/post_field.h"
#include "source/intake.h"

namespace vigie::source {

// Values for every item, whatever its record says: `--set brand=Aurora`.
using Settings = std::vector<protocol::FieldAssignment>;

std::shared_ptr<const Decoder> json_lines_decoder(Settings settings = {});
std::shared_ptr<const Decoder> jetstream_decoder(Settings settings = {});
std::shared_ptr<const Decoder> mastodon_decoder(Settings settings = {});  // One Status a line.

// Moves the items of `from` that may be kept into `out`; the others become Rejects of `raw`.
void keep_valid(const post::Batch& from, Place place, std::string_view raw, Time now, post::Batch& out,
                std::vector<Reject>& rejects);

// A Reject with `raw` cut to its limit.
Reject reject_of(Place place, std::string reason, std::string_view raw);

}  // namespace vigie::source
