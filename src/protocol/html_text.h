// What a reader sees of a piece of HTML: paragraphs and breaks as line breaks, entities decoded,
// scripts, styles and comments gone. Never an error, linear in time, whatever the bytes.
// Mastodon's classes are obeyed: `invisible` is left out, `ellipsis` gets its "…".
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::protocol {

struct HtmlText {
  std::string text;  // Trimmed; runs of blanks are one; at most one blank line in a row.
  std::vector<std::string>
      links;  // The http(s) addresses that `a` elements lead to, mentions and hashtags left out; each once.
  std::size_t image_count = 0;  // Those of one pixel, which only count readers, left out. Their words are in the text.
};

// Relative addresses of links are made absolute by `base`; without one they are left out.
HtmlText read_html(std::string_view html, std::string_view base = {});

// `&amp;`, `&#8217;`, `&#x2019;` and the named entities of HTML 4 decoded; others stay as they are.
std::string decode_entities(std::string_view text);

}  // namespace vigie::protocol
