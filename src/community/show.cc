#include "community/show.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "community/colour.h"
#include "community/layout.h"
#include "community/limits.h"

namespace vigie::embedded {
std::string_view place_style();
}

namespace vigie::community {
namespace {

Say kind_words(PageKind kind) {
  if (kind == PageKind::kCall) return Say::kCall;
  return kind == PageKind::kProduct ? Say::kProduct : Say::kSubject;
}

std::string when_words(const View& view, const Page& page) {
  const Language language = view.language();
  if (page.is_open(view.now)) {
    return page.said.closes_at ? words(Say::kClosesOn, language, {day_text(*page.said.closes_at, language)})
                               : std::string();
  }
  Time closed = page.closed_at.value_or(Time::max());
  if (page.said.closes_at) closed = std::min(closed, *page.said.closes_at);
  return words(Say::kClosedOn, language, {day_text(closed, language)});
}

void show_kind(Html& html, const View& view, const Page& page) {
  html.open("p", {{"class", "kind"}});
  html.element("span", {{"class", "chip"}}, words(kind_words(page.said.kind), view.language()));
  const auto when = when_words(view, page);
  if (!when.empty()) html.text(" ").element("span", when);
  html.close();
}

std::string counts_words(const View& view, const Page& page) {
  std::string out = counted_contributions(page.contributions, view.language());
  if (page.removed > 0) out += " · " + counted_removals(page.removed, view.language());
  return out;
}

void show_tile(Html& html, const View& view, const Page& page) {
  html.open("li").open("article", {{"class", "tile"}});
  show_kind(html, view, page);
  html.open("h3", {{"lang", page.said.lang}}).element("a", {{"href", view.link(page)}}, page.said.title).close();
  html.element("p", {{"class", "lead"}, {"lang", page.said.lang}}, page.said.text);
  html.element("p", {{"class", "counts"}}, counts_words(view, page));
  html.close().close();
}

void show_tiles(Html& html, const View& view, std::span<const Page> pages, bool is_open) {
  const auto is_wanted = [&](const Page& page) { return page.is_open(view.now) == is_open; };
  if (std::none_of(pages.begin(), pages.end(), is_wanted)) return;
  html.element("h2", {{"class", "group"}}, words(is_open ? Say::kOpenNow : Say::kClosedPages, view.language()));
  html.open("ul", {{"class", "tiles"}});
  for (const auto& page : pages) {
    if (is_wanted(page)) show_tile(html, view, page);
  }
  html.close();
}

void show_distribution(Html& html, const View& view, const Stars& stars) {
  const Language language = view.language();
  const auto most = *std::max_element(stars.counts.begin(), stars.counts.end());
  html.open("table", {{"class", "bars"}});
  html.element("caption", {{"class", "unseen"}}, words(Say::kDistribution, language));
  for (std::size_t star = 5; star >= 1; --star) {
    const auto count = stars.counts[star - 1];
    html.open("tr");
    html.open("th", {{"scope", "row"}})
        .text(std::to_string(star))
        .element("span", {{"aria-hidden", "true"}}, " ★")
        .close();
    html.open("td", {{"class", "bar"}, {"aria-hidden", "true"}});
    html.open("svg", {{"viewBox", "0 0 100 8"}, {"preserveAspectRatio", "none"}});
    html.empty("rect", {{"class", "rail"}, {"width", "100"}, {"height", "8"}, {"rx", "2"}});
    if (count > 0) {
      html.empty("rect", {{"class", "fill"},
                          {"width", std::to_string(std::max<std::uint64_t>(1, 100 * count / most))},
                          {"height", "8"},
                          {"rx", "2"}});
    }
    html.close().close();
    html.element("td", {{"class", "count"}}, number_text(count, language)).close();
  }
  html.close();
}

void show_rating(Html& html, const View& view, const Stars& stars) {
  const Language language = view.language();
  const bool is_small = stars.count() < kSmallCount;
  html.open("section", {{"class", is_small ? "rating small" : "rating"},
                        {"aria-label", std::string(words(Say::kStars, language))}});
  if (stars.count() == 0) {
    html.element("p", words(Say::kNoReviews, language)).close();
    return;
  }
  html.open("p", {{"class", "mean"}}).element("strong", {{"aria-hidden", "true"}}, mean_text(stars.mean(), language));
  html.element("span", words(Say::kReviewsMean, language,
                             {mean_text(stars.mean(), language), counted_reviews(stars.count(), language)}));
  html.close();
  if (is_small) html.element("p", {{"class", "note"}}, words(Say::kFewReviews, language));
  show_distribution(html, view, stars);
  html.close();
}

void show_who(Html& html, const View& view, const Page& page) {
  const Language language = view.language();
  const auto& card = page.motive.card;
  html.open("section",
            {{"class", "who-card"}, {"aria-labelledby", "who-title"}, {"lang", std::string(code_of(language))}});
  html.element("h2", {{"id", "who-title"}}, words(Say::kCard, language));
  html.open("dl");
  html.element("dt", words(Say::kWho, language)).element("dd", {{"lang", page.said.lang}}, card.who);
  html.element("dt", words(Say::kWhy, language)).element("dd", {{"lang", page.said.lang}}, card.why);
  html.close();
  html.open("p").element("a", {{"href", view.link(page, "/motives")}}, words(Say::kCardLink, language)).close();
  html.close();
}

void show_closed(Html& html, const View& view, const FilledForm& form) {
  const Language language = view.language();
  const bool was_typed = form.refused && !form.typed.text.empty();
  html.element("p", {{"class", "alert calm"}, {"role", "note"}},
               words(was_typed ? Say::kClosedText : Say::kClosedNote, language));
  if (was_typed) {
    html.open("p").element("label", {{"for", "kept"}}, words(Say::kStillTyped, language)).close();
    html.element("textarea", {{"id", "kept"}, {"rows", "6"}, {"readonly", ""}}, "\n" + form.typed.text);
  }
}

void show_list(Html& html, const View& view, const Page& page, const Listed& listed) {
  const Language language = view.language();
  html.open("section", {{"class", "list"}, {"aria-labelledby", "list-title"}});
  html.open("h2", {{"id", "list-title"}}).text(words(Say::kContributions, language)).text(" ");
  html.element("span", {{"class", "count"}}, number_text(page.contributions, language)).close();
  if (page.removed > 0) {
    html.open("p", {{"class", "counts"}})
        .element("a", {{"href", view.link(page, "/motives#removed")}}, counted_removals(page.removed, language));
    html.close();
  }
  if (listed.from > 0) show_more(html, view.link(page), words(Say::kNewest, language), "first");
  if (listed.shown.contributions.empty()) {
    html.open("div", {{"class", "empty"}}).element("p", words(Say::kNoneYet, language));
    if (page.is_open(view.now)) html.element("p", words(Say::kBeFirst, language));
    html.close();
  }
  for (const auto& one : listed.shown.contributions) show_contribution(html, view, page, one, false);
  if (listed.shown.next > 0) {
    show_more(html, view.link(page, "?before=" + std::to_string(listed.shown.next)), words(Say::kOlder, language),
              "next");
  }
  html.close();
}

// Whom an answer to an answer answers.
void show_answered(Html& html, const View& view, const Contribution& one, const Shown& all) {
  if (!one.stands() || one.parent.empty() || one.parent == one.root) return;
  std::string name = one.parent;
  for (const auto& each : all.contributions) {
    if (each.post == one.parent && each.stands()) name = each.name;
  }
  html.open("p", {{"class", "to"}});
  html.element("a", {{"href", "#" + one.parent}}, words(Say::kInAnswerTo, view.language(), {name})).close();
}

}  // namespace

std::string show_place(const View& view, std::span<const Page> pages) {
  const Language language = view.language();
  Html html;
  begin_page(html, view, {view.brand.name, {}});
  html.open("div", {{"class", "hero front"}});
  html.element("h1", view.brand.name);
  html.element("p", {{"class", "lead"}},
               view.brand.tagline.empty() ? words(Say::kPlace, language) : std::string_view(view.brand.tagline));
  html.close();
  if (pages.empty()) {
    html.open("div", {{"class", "empty"}}).element("h2", words(Say::kNoPages, language));
    html.element("p", words(Say::kNoPagesWhy, language)).close();
  }
  show_tiles(html, view, pages, true);
  show_tiles(html, view, pages, false);
  end_page(html, view, nullptr);
  return std::move(html).done();
}

std::string show_page(const View& view, const Page& page, const Stars& stars, const Listed& listed,
                      const FilledForm& form) {
  Html html;
  begin_page(html, view, {page.said.title, "/place/" + page.said.slug + "/feed.atom"});
  html.open("div", {{"class", "hero"}});
  show_kind(html, view, page);
  html.element("h1", {{"lang", page.said.lang}}, page.said.title);
  html.element("p", {{"class", "text"}, {"lang", page.said.lang}}, page.said.text);
  if (page.is_open(view.now) && listed.from == 0) {
    const bool is_review = page.said.kind == PageKind::kProduct;
    html.open("p").element("a", {{"class", "button"}, {"href", "#write"}},
                           words(is_review ? Say::kReview : Say::kContribute, view.language()));
    html.close();
  }
  html.close().open("div", {{"class", "columns"}}).open("aside", {{"class", "side"}});
  if (page.said.kind == PageKind::kProduct) show_rating(html, view, stars);
  show_who(html, view, page);
  html.close().open("div", {{"class", "main"}});
  const bool form_first = form.refused.has_value();
  const auto write = [&] {
    if (!page.is_open(view.now)) return show_closed(html, view, form);
    show_form(html, view, page, form, nullptr);
  };
  if (form_first || !page.is_open(view.now)) write();
  show_list(html, view, page, listed);
  if (!form_first && page.is_open(view.now)) write();
  html.close().close();
  end_page(html, view, &page);
  return std::move(html).done();
}

std::string show_thread(const View& view, const Page& page, const Contribution& root, const Listed& replies,
                        const FilledForm& form, std::string_view said) {
  const Language language = view.language();
  Html html;
  const std::string title = root.stands()
                                ? (root.title.empty() ? words(Say::kThread, language, {root.name}) : root.title)
                                : std::string(words(root.removal ? Say::kGoneTitle : Say::kContributions, language));
  begin_page(html, view, {title + " · " + page.said.title, "/place/" + page.said.slug + "/feed.atom", root.stands()});
  html.open("p", {{"class", "back"}})
      .element("a", {{"href", view.link(page)}}, words(Say::kBack, language, {page.said.title}))
      .close();
  if (!said.empty()) html.element("p", {{"class", "alert good"}, {"role", "status"}}, words(Say::kPublished, language));
  html.open("div", {{"class", "thread"}});
  if (!root.stands() || root.title.empty())
    html.element("h1", {{"class", root.stands() ? "unseen" : "stone-head"}}, title);
  show_contribution(html, view, page, root, true);
  html.open("section", {{"class", "replies"}, {"aria-labelledby", "replies-title"}});
  html.open("h2", {{"id", "replies-title"}}).text(words(Say::kReplies, language)).text(" ");
  html.element("span", {{"class", "count"}}, number_text(root.replies, language)).close();
  for (const auto& one : replies.shown.contributions) {
    show_answered(html, view, one, replies.shown);
    show_contribution(html, view, page, one, true);
  }
  if (replies.shown.next > 0) {
    show_more(html, view.link(page, "/" + root.post + "?after=" + std::to_string(replies.shown.next)),
              words(Say::kMoreReplies, language), "next");
  }
  html.close();
  if (!page.is_open(view.now)) {
    show_closed(html, view, form);
  } else if (root.stands()) {
    show_form(html, view, page, form, &root);
  }
  html.close();
  end_page(html, view, &page);
  return std::move(html).done();
}

std::string show_trouble(const View& view, const Trouble& trouble) {
  const Language language = view.language();
  Html html;
  begin_page(html, view, {std::string(words(trouble.title, language)), {}, false});
  html.open("div", {{"class", "hero trouble"}});
  html.element("h1", words(trouble.title, language)).element("p", {{"class", "lead"}}, words(trouble.text, language));
  if (!trouble.kept.empty()) {
    html.open("p").element("label", {{"for", "kept"}}, words(Say::kStillTyped, language)).close();
    html.element("textarea", {{"id", "kept"}, {"rows", "6"}, {"readonly", ""}}, "\n" + trouble.kept);
  }
  html.open("p");
  if (trouble.page != nullptr) {
    html.element("a", {{"class", "button"}, {"href", view.link(*trouble.page)}},
                 words(Say::kBack, language, {trouble.page->said.title}));
  } else {
    html.element("a", {{"class", "button"}, {"href", view.link("/place")}},
                 words(Say::kBack, language, {view.brand.name}));
  }
  html.close().close();
  end_page(html, view, trouble.page);
  return std::move(html).done();
}

std::string style_sheet(const Brand& brand) {
  constexpr Colour kPaper{{0xF6, 0xF5, 0xF2}};
  constexpr Colour kNight{{0x1C, 0x1F, 0x24}};
  constexpr Colour kWhite{{0xFF, 0xFF, 0xFF}};
  const Colour own = parse_colour(brand.colour).value_or(Colour{});
  const auto set = [](std::string_view name, const Colour& colour) {
    return "--" + std::string(name) + ":" + to_text(colour) + ";";
  };
  // The brand's colour as it reads on the ground and on its own tint.
  const auto theme = [&](const Colour& ground, const Colour& tint) {
    const Colour accent = readable_on(readable_on(own, ground), tint);
    return set("accent", accent) + set("on-accent", text_on(accent)) + set("tint", tint);
  };
  return ":root{" + set("brand", own) + set("on-brand", text_on(own)) + theme(kPaper, mixed(kWhite, own, 0.09)) +
         "}\n" + "@media (prefers-color-scheme:dark){:root{" + theme(kNight, mixed(kNight, own, 0.14)) + "}}\n" +
         std::string(embedded::place_style());
}

std::string style_tag(const Brand& brand) {
  static const std::uint64_t own = hash64(embedded::place_style());
  return std::to_string(hash64(brand.colour + " " + initial_of(brand.name), own));
}

std::string icon(const Brand& brand) {
  const Colour own = parse_colour(brand.colour).value_or(Colour{});
  Html svg;
  svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"}, {"viewBox", "0 0 64 64"}});
  svg.empty("rect", {{"width", "64"}, {"height", "64"}, {"rx", "16"}, {"fill", to_text(own)}});
  svg.element("text",
              {{"x", "32"},
               {"y", "44"},
               {"font-size", "36"},
               {"font-weight", "700"},
               {"font-family", "system-ui, sans-serif"},
               {"text-anchor", "middle"},
               {"fill", to_text(text_on(own))}},
              initial_of(brand.name));
  svg.close();
  return std::move(svg).done();
}

}  // namespace vigie::community
