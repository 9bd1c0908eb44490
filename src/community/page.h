// What stands in the place: the brand's name and colour, pages, and what is shown of each contribution.
// Threads: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "community/motive.h"

namespace vigie::community {

struct Brand {
  std::string name;
  std::string tagline;
  std::string colour = "#1d4e66";
  std::string contact;  // How a person reaches the brand: an address of the web or of mail, or words.
  std::vector<std::string> languages = {"fr", "en"};
};
Result<void> check_brand(const Brand& brand);

enum class PageKind : std::uint8_t { kCall, kProduct, kSubject };
std::string_view name_of(PageKind kind);  // "call", …
std::optional<PageKind> page_kind_of(std::string_view name);

struct PageDraft {
  std::string slug;  // Empty: made of the title.
  PageKind kind = PageKind::kSubject;
  std::string title;
  std::string text;
  std::string lang;     // Of its words: "fr" or "en".
  std::string product;  // What a product page is about; empty: its title.
  std::optional<Time> closes_at;
  MotiveCard motive;
};
// Everything but that the slug is free.
Result<void> check_page(const PageDraft& draft, Time now);
std::string slug_of(std::string_view title);  // `Refaites notre pub !` is `refaites-notre-pub`.
bool is_slug(std::string_view text);

struct Stars {
  std::array<std::uint64_t, 5> counts{};  // Of 1 to 5 stars, of contributions that stand.
  std::uint64_t count() const;
  double mean() const;  // 0 without any.
};

struct Page {
  std::int64_t number = 0;
  PageDraft said;
  Time opened_at{};
  std::optional<Time> closed_at;  // By somebody; closes_at says when it closes by itself.
  std::uint32_t watch = 0;
  MotiveVersion motive;             // The newest.
  std::uint64_t contributions = 0;  // Of members, that stand.
  std::uint64_t removed = 0;

  bool is_open(Time now) const { return !closed_at && (!said.closes_at || now < *said.closes_at); }
  std::string source() const { return "place:" + said.slug; }
};

struct Removal {
  std::string reason;  // Its id.
  std::string words;
  std::size_t clause = 0;  // From 1: its place among the reasons of the card.
  Time at{};
};

// One contribution as it is shown; its words are the store's.
struct Contribution {
  std::int64_t number = 0;
  std::string post;    // Its id in the page's source: `c12`.
  std::string parent;  // The id of the contribution that it answers; empty: the page.
  std::string root;    // Under which it stands: its own id where it answers the page.
  std::string name;
  std::string badge;  // "expert in motor, of Orvelle"; of who speaks for the brand.
  bool is_staff = false;
  bool is_own = false;             // Of the browser that looks.
  bool is_gone = false;            // Its author took it back, or it is no longer kept: without words and name.
  std::optional<Removal> removal;  // Without words and name too.
  std::string title;
  std::string text;
  std::string experienced_at;
  int stars = 0;  // 0: none were given.
  Time created_at{};
  std::uint64_t replies = 0;

  bool stands() const { return !removal && !is_gone; }
};

// Newest first, or a thread's oldest first.
struct Shown {
  std::vector<Contribution> contributions;
  std::int64_t next = 0;  // The number after which one goes on; 0: that was all.
};

}  // namespace vigie::community
