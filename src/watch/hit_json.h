// A kept post as the contract's JSON with the member `vigie`: our reading, and what matched.
// Threads: pure functions. Errors: none.
#pragma once

#include <optional>
#include <string>

#include "query/document.h"
#include "query/program.h"
#include "store/answers.h"
#include "watch/models.h"

namespace vigie::watch {

// What is told of a post beside our reading of it.
struct Beside {
  const Models* models =
      nullptr;  // Borrowed; with them the mood toward what the program asks for. Some tens of microseconds.
  std::optional<double> about_us;  // p, of a watch that has learnt.
};

// Appends the post of `document`; without a program no span is marked, and no mood toward it told.
void write_document(const query::Document& document, const query::Program* program, std::string& out,
                    const Beside& beside = {});

// The same for an answer of the store, whose words are read anew for the marks.
void write_hit(const store::Hit& hit, const query::Program* program, std::string& out);

}  // namespace vigie::watch
