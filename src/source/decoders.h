// The codecs of `protocol` as Decoders: what the house hands to its workers with raw bytes.
// Threads: shared; each call borrows a parser of its own. Errors: every refusal is a Reject.
#pragma once

#include <memory>

#include "base/result.h"
#include "source/intake.h"
#include "source/settings.h"

namespace vigie::source {

// How the records of a load are told apart: as LineChunks or as ValueChunks cut them.
enum class Records { kLines, kValues };

std::shared_ptr<const Decoder> json_lines_decoder(Settings settings = {}, Records records = Records::kLines);
std::shared_ptr<const Decoder> jetstream_decoder(Settings settings = {}, Records records = Records::kLines);
std::shared_ptr<const Decoder> mastodon_decoder(Settings settings = {}, Records records = Records::kLines);

// Moves the items of `from` that may be kept into `out`; the others become Rejects of `raw`.
void keep_valid(const post::Batch& from, Place place, std::string_view raw, Time now, post::Batch& out,
                std::vector<Reject>& rejects);

}  // namespace vigie::source
