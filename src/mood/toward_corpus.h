// What the mood toward a target is learnt from, of the folder of data that corpus.h tells of:
//   DIR/toward/LL.train.tsv     `mood<TAB>topic<TAB>text`; a fifth of the topics (by their hash) is held out
//   DIR/written/versus-LL.tsv   `text<TAB>brand<TAB>mood`: posts of our own that name two brands, a row each
//   DIR/written/mood-LL.tsv     two posts of our own are joined to one that names two brands
// Threads: pure functions. Errors: a row that is none of its file. Owns: the texts that it gives out.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learning/labelled.h"
#include "mood/eval.h"
#include "mood/toward_train.h"

namespace vigie::mood {

constexpr std::uint64_t kTopicParts = 5;  // One of them is held out.

// Never learnt from. The same topic is in the same part for ever.
bool is_topic_held_out(std::string_view topic);

struct TowardCorpus {
  TowardCorpus() = default;
  TowardCorpus(TowardCorpus&&) = default;  // Not copied: examples borrow from `texts`.
  TowardCorpus& operator=(TowardCorpus&&) = default;

  std::deque<std::string> texts;
  std::vector<TowardExample> train;
  std::vector<TowardExample> held_out;
  std::vector<std::string_view> every_day;  // All texts of the folder that are posts of ours or of train.
};

Result<TowardCorpus> read_toward_corpus(std::span<const learning::NamedFile> files, const LanguageOf& language_of,
                                        std::uint64_t seed);

}  // namespace vigie::mood
