#include "community/contribution.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "community/limits.h"

namespace vigie::community {
namespace {

bool is_unclean(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return is_ascii(c) && ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F); });
}

std::string without_returns(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return std::string(trimmed(out));
}

void check_stars(const ContributionDraft& draft, const Page& page, Faults& out) {
  const bool is_review = page.said.kind == PageKind::kProduct && draft.parent.empty();
  if (draft.stars.empty()) {
    if (is_review) out.push_back(Fault::kStarsMissing);
  } else if (!is_review || draft.stars.size() != 1 || draft.stars[0] < '1' || draft.stars[0] > '5') {
    out.push_back(Fault::kStarsWrong);
  }
}

void check_date(const ContributionDraft& draft, Time now, Faults& out) {
  using namespace std::chrono;
  if (draft.experienced_at.empty()) return;
  const auto date = parse_date(draft.experienced_at);
  if (!date || *date < sys_days(year(1950) / January / 1)) {
    out.push_back(Fault::kDateWrong);
  } else if (*date > now + kClockSkewMax) {
    out.push_back(Fault::kDateAhead);
  }
}

}  // namespace

ContributionDraft tidy(ContributionDraft draft) {
  draft.pseudonym = tidy_name(draft.pseudonym);
  draft.title = tidy_name(draft.title);
  draft.text = without_returns(draft.text);
  draft.stars = std::string(trimmed(draft.stars));
  draft.experienced_at = std::string(trimmed(draft.experienced_at));
  return draft;
}

Faults faults_of(const ContributionDraft& draft, const Page& page, const Protected& names, Time now) {
  Faults out;
  if (const auto fault = fault_of_pseudonym(draft.pseudonym, names)) out.push_back(*fault);
  if (draft.text.empty()) out.push_back(Fault::kTextMissing);
  if (code_point_count(draft.text) > kTextPointsMax) out.push_back(Fault::kTextTooLong);
  if (code_point_count(draft.title) > kTitlePointsMax) out.push_back(Fault::kTitleTooLong);
  if (is_unclean(draft.text) || is_unclean(draft.title)) out.push_back(Fault::kUnclean);
  check_stars(draft, page, out);
  check_date(draft, now, out);
  return out;
}

}  // namespace vigie::community
