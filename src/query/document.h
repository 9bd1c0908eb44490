// What a query is asked about: a post, its words and our reading of it.
// Threads: a plain value that borrows all it names. Errors: none.
#pragma once

#include "post/post.h"
#include "query/query.h"
#include "text/words.h"

namespace vigie::query {

struct Document {
  const post::Post* post;
  const text::Words* words;  // By read_words().
  post::Reading reading;
};

// Adds title, summary and alternative texts to `words` after the text, as they are searched.
// Clears `words` first; it borrows from the post.
void read_words(const post::Post& post, text::Words& words);

// Whether one field test holds: the one place where fields get their meaning.
bool holds(const FieldTest& test, const Document& document);

}  // namespace vigie::query
