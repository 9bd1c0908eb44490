// The folder of data that `vigie train language --data DIR` reads. Any of these may be absent:
//   DIR/eld/*.txt            `code<TAB>text` a line; the held-out fifth is kept for measuring
//   DIR/common-voice/LL.txt  a sentence a line; LL = code, region after '-' ignored, nb and nn are no
//   DIR/xed/LL-*.tsv         `text<TAB>anything` a line
// Files of other languages than ours are left out.
// Threads: pure functions; the result borrows the files' bytes. Errors: a file of none of the three.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/train.h"
#include "learning/labelled.h"

namespace vigie::language {

struct Corpus {
  std::vector<Example> train;
  std::map<std::string, std::vector<learning::Row>> held_out;  // By path; to be quoted file by file.
};

Result<Corpus> read_corpus(std::span<const learning::NamedFile> files);

}  // namespace vigie::language
