// The folder of data that `vigie train mood --data DIR` reads. Any of these may be absent:
//   DIR/umsab/LL.train.tsv, DIR/semeval/LL.train.tsv   `mood<TAB>text`: learnt
//   DIR/written/mood-LL.tsv   likewise, of our own writing: a copy of models/written, or a link to it
//   DIR/umsab/LL.dev.tsv, DIR/tweeteval/LL.dev.tsv     `mood<TAB>text`: kept for measuring; a text that
//                                                      is also here is not learnt
//   DIR/toward/LL.train.tsv   `mood<TAB>topic<TAB>text`: kept for measuring, likewise
//   DIR/xed/LL-*.tsv        `text<TAB>numbers of emotions`; DIR/xed/neu_LL.txt `9<TAB>neutral text`
//   DIR/afinn/AFINN-LL-*.txt, DIR/vader/vader_lexicon.txt   `word<TAB>valence…`
// Threads: pure functions. Errors: a file of none of these. Owns: the texts that it gives out.
#pragma once

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learning/labelled.h"
#include "mood/eval.h"
#include "mood/train.h"

namespace vigie::mood {

struct Corpus {
  Corpus() = default;
  Corpus(Corpus&&) = default;  // Not copied: examples and rows borrow from `texts`.
  Corpus& operator=(Corpus&&) = default;

  std::deque<std::string> texts;
  std::vector<Example> train;
  std::map<std::string, std::vector<learning::Row>> held_out;  // By path; to be quoted file by file.
};

Result<Corpus> read_corpus(std::span<const learning::NamedFile> files, const LanguageOf& language_of);

}  // namespace vigie::mood
