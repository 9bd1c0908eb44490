// The public pages: HTML without a script, in the brand's name and colour. What anybody wrote is text and never markup.
// Threads: pure functions. Errors: none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "community/contribution.h"
#include "community/html.h"
#include "community/page.h"
#include "community/phrases.h"
#include "community/place.h"

namespace vigie::community {

// Who looks at what.
struct View {
  Brand brand;
  std::string root;  // Before `/place`.
  std::string path;  // What is looked at: `/place/notre-pub`.
  Chosen chosen;
  Time now{};

  Language language() const { return chosen.language; }
  std::string link(std::string_view path) const;  // Below root, in the language that was chosen by hand.
  std::string link(const Page& page, std::string_view below = {}) const;
};

// The form as it is shown: new, or with what was typed and what is wrong with it.
struct FilledForm {
  std::string token;
  ContributionDraft typed;
  std::optional<Refused> refused;
};

struct Listed {
  Shown shown;
  std::int64_t from = 0;  // Beyond which number; 0: from the beginning.
};

std::string show_place(const View& view, std::span<const Page> pages);
std::string show_page(const View& view, const Page& page, const Stars& stars, const Listed& listed,
                      const FilledForm& form);
// `said`: the contribution that its author has just published.
std::string show_thread(const View& view, const Page& page, const Contribution& root, const Listed& replies,
                        const FilledForm& form, std::string_view said);
std::string show_card(const View& view, const Page& page, std::span<const MotiveVersion> versions,
                      std::span<const Contribution> removed);

struct Trouble {
  Say title;
  Say text;
  std::string kept;            // What was typed, to be copied.
  const Page* page = nullptr;  // Where one goes on; null: the front page.
};
std::string show_trouble(const View& view, const Trouble& trouble);

// Atom (RFC 4287); `page` is null for the whole place. `host` stands before every address.
struct FeedOf {
  const Page* page = nullptr;
  std::span<const Place::Entry> entries;
  std::string host;
};
std::string show_feed(const View& view, const FeedOf& feed, const Place& place);

std::string style_sheet(const Brand& brand);
std::string style_tag(const Brand& brand);  // Changes when the sheet does.
std::string icon(const Brand& brand);       // SVG: the brand's first letter.

}  // namespace vigie::community
