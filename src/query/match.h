// Running compiled code over the words of one post.
// `terms` must be built from the document's words.
// Threads: pure but for the Scratch.
// Errors: none. Cost: of a phrase, its occurrences' beginnings times its length; of NEAR, the
// occurrences of its sides times a logarithm.
#pragma once

#include <vector>

#include "query/code.h"
#include "query/document.h"
#include "query/scratch.h"

namespace vigie::query {

bool run(const Code& code, Entry entry, const Document& document, const PostTerms& terms, Scratch& scratch);

bool holds(const Code& code, const Step& step, const Document& document, const PostTerms& terms, Scratch& scratch);

// Appends each place where `sequence` stands, in the order of the text.
void find_all(const Code& code, const Sequence& sequence, const PostTerms& terms, std::vector<Occurrence>& out);

// Appends the occurrences of both sides that take part in some pair near enough; may repeat.
void find_pairs(const Code& code, const Near& near, const PostTerms& terms, Scratch& scratch,
                std::vector<Occurrence>& out);

}  // namespace vigie::query
