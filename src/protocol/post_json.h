// A post written in the product's own JSON (`doc/formats/post-json.md`): compact, one line, without
// a newline at its end. JsonLines reads back what is written here.
// Threads: pure functions. Errors: none; broken UTF-8 is written as U+FFFD.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "post/post.h"

namespace vigie::protocol {

// What matched in a text: [from, to), in code points.
struct CodePointSpan {
  std::uint32_t from;
  std::uint32_t to;
};

struct Marks {
  std::vector<CodePointSpan> text;
  std::vector<CodePointSpan> title;
  std::optional<std::array<float, 3>> toward = {};  // The mood toward what matched, by post::Mood.
  std::optional<double> about_us = {};              // p, where it was asked of a watch that has learnt.
};

// Appends the item to `out`; a deletion as `{"id", "source", "deleted": true}`. Act::kForgetAuthor
// has no such form: it is a bug to ask for it.
void write_json(const post::Item& item, std::string& out);
inline void write_json(const post::Post& post, std::string& out) { write_json(post::Item{post::Act::kSay, post}, out); }

// The same with our own reading of it as the member `vigie`.
void write_json(const post::Post& post, const post::Reading& reading, const Marks& marks, std::string& out);

// Appends `text` as a JSON string with its quotes.
void write_json_string(std::string_view text, std::string& out);

}  // namespace vigie::protocol
