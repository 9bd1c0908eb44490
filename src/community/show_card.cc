// The motive card, all its versions, and what was removed under each of its clauses.
#include <algorithm>

#include "community/layout.h"

namespace vigie::community {
namespace {

void show_answers(Html& html, const View& view, const Page& page, const MotiveCard& card) {
  const Language language = view.language();
  html.open("dl", {{"class", "card"}});
  const auto answer = [&](Say question, const std::string& words_of_it) {
    html.element("dt", words(question, language));
    html.element("dd", {{"class", "text"}, {"lang", page.said.lang}}, words_of_it);
  };
  answer(Say::kWho, card.who);
  answer(Say::kWhy, card.why);
  answer(Say::kUse, card.use);
  answer(Say::kPaid, card.paid);
  answer(Say::kHowLong, card.how_long);
  html.close();
}

void show_reasons(Html& html, const View& view, const Page& page, std::span<const Contribution> removed) {
  const Language language = view.language();
  html.element("h2", {{"id", "removed"}}, words(Say::kReasons, language));
  const auto& reasons = page.motive.card.removal_reasons;
  if (reasons.empty()) {
    html.element("p", words(Say::kNothingRemoved, language));
    return;
  }
  html.open("ol", {{"class", "clauses"}});
  for (std::size_t clause = 1; clause <= reasons.size(); ++clause) {
    const auto times = std::count_if(removed.begin(), removed.end(),
                                     [&](const Contribution& one) { return one.removal->clause == clause; });
    html.open("li", {{"id", "clause-" + std::to_string(clause)}});
    html.element("span", {{"lang", page.said.lang}}, reasons[clause - 1].words);
    html.text(" ").element(
        "span", {{"class", "times"}},
        words(Say::kRemovedTimes, language, {number_text(static_cast<std::uint64_t>(times), language)}));
    html.close();
  }
  html.close();
  html.element("p", {{"class", "note"}}, words(Say::kFrozen, language));
}

}  // namespace

std::string show_card(const View& view, const Page& page, std::span<const MotiveVersion> versions,
                      std::span<const Contribution> removed) {
  const Language language = view.language();
  Html html;
  const std::string title(words(Say::kCard, language));
  begin_page(html, view, {title + " · " + page.said.title, "/place/" + page.said.slug + "/feed.atom"});
  html.open("p", {{"class", "back"}})
      .element("a", {{"href", view.link(page)}}, words(Say::kBack, language, {page.said.title}))
      .close();
  html.open("div", {{"class", "thread"}});
  html.element("h1", title).element("p", {{"class", "lead"}}, words(Say::kCardIntro, language));
  html.open("p", {{"class", "counts"}})
      .text(words(Say::kVersion, language, {std::to_string(page.motive.version)}))
      .text(", ");
  html.text(words(Say::kSince, language, {day_text(page.motive.at, language)})).close();
  show_answers(html, view, page, page.motive.card);
  show_reasons(html, view, page, removed);
  if (versions.size() > 1) {
    html.element("h2", words(Say::kEarlier, language));
    for (const auto& version : versions.subspan(1)) {
      html.open("details")
          .open("summary")
          .text(words(Say::kVersion, language, {std::to_string(version.version)}))
          .text(", ");
      html.text(words(Say::kSince, language, {day_text(version.at, language)})).close();
      show_answers(html, view, page, version.card);
      html.close();
    }
  }
  html.open("p").element("a", {{"href", view.root + "/place/" + page.said.slug + "/motives.json"}},
                         words(Say::kMachine, language));
  html.close().close();
  end_page(html, view, &page);
  return std::move(html).done();
}

}  // namespace vigie::community
