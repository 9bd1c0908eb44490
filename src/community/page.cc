#include "community/page.h"

#include <algorithm>
#include <numeric>

#include "base/ascii.h"
#include "community/colour.h"
#include "community/limits.h"
#include "text/fold.h"

namespace vigie::community {

std::string_view name_of(PageKind kind) {
  constexpr std::array<std::string_view, 3> kNames = {"call", "product", "subject"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<PageKind> page_kind_of(std::string_view name) {
  for (const auto kind : {PageKind::kCall, PageKind::kProduct, PageKind::kSubject}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

Result<void> check_brand(const Brand& brand) {
  if (trimmed(brand.name).empty()) return invalid("brand: missing; the place bears the brand's name");
  if (!parse_colour(brand.colour)) return invalid("colour: must be like #0072b2");
  for (const auto& language : brand.languages) {
    if (language != "fr" && language != "en") return invalid("languages: fr and en are spoken here");
  }
  if (brand.languages.empty()) return invalid("languages: at least one of fr and en");
  auto ok = check_words("brand", brand.name, kBrandPointsMax);
  if (ok) ok = check_words("tagline", brand.tagline, kTaglinePointsMax);
  if (ok) ok = check_words("contact", brand.contact, kContactPointsMax);
  return ok;
}

Result<void> check_page(const PageDraft& draft, Time now) {
  if (!is_slug(draft.slug)) {
    return invalid("slug: small letters, digits and single hyphens, at most " + std::to_string(kSlugBytesMax));
  }
  if (trimmed(draft.title).empty()) return invalid("title: missing");
  if (trimmed(draft.text).empty()) return invalid("text: missing; a page says what it is about");
  if (draft.lang != "fr" && draft.lang != "en") return invalid("lang: must be fr or en");
  if (draft.closes_at && *draft.closes_at <= now) return invalid("closes_at: is past");
  auto ok = check_words("title", draft.title, kTitlePointsMax);
  if (ok && draft.title.find('\n') != std::string::npos) ok = invalid("title: holds a line break");
  if (ok) ok = check_words("text", draft.text, kPageTextPointsMax);
  if (ok) ok = check_words("product", draft.product, kTitlePointsMax);
  if (ok) ok = check_card(draft.motive);
  return ok;
}

std::string slug_of(std::string_view title) {
  std::string out;
  for (const char c : text::fold(title)) {
    if (out.size() >= kSlugBytesMax) break;
    if (is_small(c) || is_digit(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

bool is_slug(std::string_view text) { return !text.empty() && slug_of(text) == text; }

std::uint64_t Stars::count() const { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); }

double Stars::mean() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) sum += counts[i] * (i + 1);
  return count() == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count());
}

}  // namespace vigie::community
