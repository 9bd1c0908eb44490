// A kept post as the contract's JSON with the member `vigie`: our reading, and what matched.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>

#include "query/document.h"
#include "query/program.h"
#include "store/answers.h"
#include "watch/models.h"

namespace vigie::watch {

// Appends the post of `document`; without a program no span is marked.
void write_document(const query::Document& document, const query::Program* program, std::string& out);

// The same for an answer of the store, whose words are read anew for the marks.
void write_hit(const store::Hit& hit, const query::Program* program, std::string& out);

// The same with the mood toward what the program asks for, as the member `toward`. Cost: some tens of microseconds
// more.
void write_hit_toward(const store::Hit& hit, const query::Program& program, const Models& models, std::string& out);

}  // namespace vigie::watch
