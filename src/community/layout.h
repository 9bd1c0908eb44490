// What all public pages share: head, header, footer, and the smaller things that stand on several.
// Threads: pure functions over one Html. Errors: none.
#pragma once

#include "community/show.h"

namespace vigie::community {

struct Head {
  std::string title;
  std::string feed;  // Its address below root; empty: of the whole place.
  bool is_indexed = true;
};
void begin_page(Html& html, const View& view, const Head& head);  // Up to <main>.
void end_page(Html& html, const View& view, const Page* page);

void show_time(Html& html, const View& view, Time time);
void show_stars(Html& html, const View& view, int stars);
void show_contribution(Html& html, const View& view, const Page& page, const Contribution& contribution,
                       bool in_thread);
void show_form(Html& html, const View& view, const Page& page, const FilledForm& form, const Contribution* answered);
void show_more(Html& html, const std::string& address, std::string_view words, Literal rel);
std::string initial_of(std::string_view name);  // Its first character, in capitals if that is ASCII.

}  // namespace vigie::community
