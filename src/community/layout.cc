#include "community/layout.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/time_text.h"
#include "base/utf8.h"

namespace vigie::community {
namespace {

constexpr unsigned kTints = 6;

std::string with_language(std::string address, Language language) {
  const auto anchor = address.find('#');
  const std::string fragment = anchor == std::string::npos ? std::string() : address.substr(anchor);
  address.resize(std::min(anchor, address.size()));
  const char* joint = address.find('?') == std::string::npos ? "?lang=" : "&lang=";
  return address + joint + std::string(code_of(language)) + fragment;
}

void show_header(Html& html, const View& view) {
  const Language other = view.language() == Language::kFrench ? Language::kEnglish : Language::kFrench;
  html.open("header", {{"class", "band"}}).open("div", {{"class", "wrap band-in"}});
  html.open("a", {{"class", "brand"}, {"href", view.link("/place")}});
  html.element("span", {{"class", "mark"}, {"aria-hidden", "true"}}, initial_of(view.brand.name));
  html.element("span", view.brand.name).close();
  if (view.brand.languages.size() > 1) {
    html.element("a",
                 {{"class", "language"},
                  {"href", with_language(view.root + view.path, other)},
                  {"lang", std::string(code_of(other))},
                  {"hreflang", std::string(code_of(other))}},
                 words(Say::kOtherLanguage, view.language()));
  }
  html.close().close();
}

void show_contact(Html& html, const View& view) {
  const auto& contact = view.brand.contact;
  if (contact.empty()) return;
  const bool is_mail = contact.find('@') != std::string::npos &&
                       contact.find_first_of(" <>\n\"") == std::string::npos && !contact.starts_with("http");
  const bool is_web = contact.starts_with("https://") || contact.starts_with("http://");
  html.open("li");
  if (is_mail || is_web) {
    html.element("a", {{"href", (is_mail && !contact.starts_with("mailto:") ? "mailto:" : "") + contact}},
                 words(Say::kContact, view.language()));
  } else {
    html.text(contact);
  }
  html.close();
}

void show_author(Html& html, const View& view, const Contribution& one) {
  const auto tint = hash64(one.name) % kTints;
  html.element("span",
               {{"class", one.is_staff ? "face staff" : "face t" + std::to_string(tint)}, {"aria-hidden", "true"}},
               initial_of(one.name));
  html.open("span", {{"class", "who"}});
  html.element("strong", one.name);
  if (one.is_own) html.text(" ").element("span", {{"class", "you"}}, words(Say::kYou, view.language()));
  if (one.is_staff) {
    html.text(" ").element("span", {{"class", "badge"}},
                           one.badge.empty() ? words(Say::kStaffBadge, view.language(), {view.brand.name}) : one.badge);
  }
  html.close();
}

void show_stone(Html& html, const View& view, const Page& page, const Contribution& one) {
  const Language language = view.language();
  html.open("article", {{"class", one.is_own ? "stone own" : "stone"}, {"id", one.post}});
  if (one.removal) {
    const auto& removal = *one.removal;
    const Say title = one.is_own ? Say::kRemovedOwn : Say::kRemoved;
    html.element("p", {{"class", "stone-title"}}, words(title, language, {day_text(removal.at, language)}));
    if (one.is_own) {
      html.element("p", words(Say::kRemovedOwnHelp, language, {std::to_string(removal.clause), removal.words}));
    } else {
      html.open("p").text(std::to_string(removal.clause) + ". " + removal.words).close();
    }
    html.open("p").element("a", {{"href", view.link(page, "/motives#clause-" + std::to_string(removal.clause))}},
                           words(Say::kCard, language));
    html.close();
  } else {
    html.element("p", words(Say::kGone, language));
  }
  html.close();
}

}  // namespace

std::string View::link(std::string_view below) const {
  std::string out = root + std::string(below);
  return chosen.by_hand ? with_language(std::move(out), chosen.language) : out;
}

std::string View::link(const Page& page, std::string_view below) const {
  return link("/place/" + page.said.slug + std::string(below));
}

std::string initial_of(std::string_view name) {
  if (name.empty()) return "?";
  std::string out(name.substr(0, first_code_point(name).bytes));
  if (is_ascii(out)) out[0] = upper(out[0]);
  return out;
}

void begin_page(Html& html, const View& view, const Head& head) {
  const Language language = view.language();
  const std::string of_brand = head.title == view.brand.name ? std::string() : " · " + view.brand.name;
  const std::string feed = head.feed.empty() ? "/place/feed.atom" : head.feed;
  html.doctype().open("html", {{"lang", std::string(code_of(language))}}).open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.element("title", (view.root.empty() ? "" : "[" + std::string(words(Say::kRehearsalMark, language)) + "] ") +
                            head.title + of_brand);
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.empty("meta", {{"name", "theme-color"}, {"content", view.brand.colour}});
  if (!head.is_indexed || !view.root.empty()) html.empty("meta", {{"name", "robots"}, {"content", "noindex"}});
  html.empty("link", {{"rel", "stylesheet"}, {"href", view.root + "/place/style.css?v=" + style_tag(view.brand)}});
  html.empty(
      "link",
      {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", view.root + "/place/icon.svg?v=" + style_tag(view.brand)}});
  html.empty("link", {{"rel", "alternate"},
                      {"type", "application/atom+xml"},
                      {"title", head.title + of_brand},
                      {"href", view.root + feed}});
  html.close().open("body");
  html.element("a", {{"class", "skip"}, {"href", "#main"}}, words(Say::kSkip, language));
  if (!view.root.empty()) {
    html.element("p", {{"class", "rehearsal"}, {"role", "note"}}, words(Say::kRehearsal, language));
  }
  show_header(html, view);
  html.open("main", {{"id", "main"}, {"class", "wrap"}});
}

void end_page(Html& html, const View& view, const Page* page) {
  const Language language = view.language();
  html.close().open("footer", {{"class", "foot"}}).open("div", {{"class", "wrap"}}).open("ul");
  if (page != nullptr) {
    html.open("li").element("a", {{"href", view.link(*page, "/motives")}}, words(Say::kCard, language)).close();
  }
  const std::string feed =
      page != nullptr ? "/place/" + page->said.slug + "/feed.atom" : std::string("/place/feed.atom");
  html.open("li").element("a", {{"href", view.root + feed}}, words(Say::kFeed, language)).close();
  show_contact(html, view);
  html.close();
  html.element("p", {{"class", "host"}}, words(Say::kHostedWith, language));
  html.close().close().close().close();
}

void show_time(Html& html, const View& view, Time time) {
  html.element("time", {{"datetime", format_time(time)}}, moment_text(time, view.language()));
}

void show_stars(Html& html, const View& view, int stars) {
  if (stars < 1) return;
  std::string drawn;
  for (int i = 1; i <= 5; ++i) drawn += i <= stars ? "★" : "☆";
  html.open("span", {{"class", "stars"}});
  html.element("span", {{"aria-hidden", "true"}}, drawn);
  html.element("span", {{"class", "unseen"}}, words(Say::kStarsOf, view.language(), {std::to_string(stars)}));
  html.close();
}

void show_contribution(Html& html, const View& view, const Page& page, const Contribution& one, bool in_thread) {
  const Language language = view.language();
  if (!one.stands()) return show_stone(html, view, page, one);
  const std::string thread = one.root + (one.root == one.post ? "" : "#" + one.post);
  html.open("article", {{"class", one.is_staff ? "said staff-said" : "said"}, {"id", one.post}});
  html.open("header");
  show_author(html, view, one);
  html.open("a", {{"class", "when"}, {"href", view.link(page, "/" + thread)}});
  show_time(html, view, one.created_at);
  html.close().close();
  if (one.stars > 0 || !one.experienced_at.empty()) {
    html.open("p", {{"class", "gave"}});
    show_stars(html, view, one.stars);
    if (const auto day = parse_date(one.experienced_at)) {
      html.text(" ").element("span", words(Say::kExperienced, language, {day_text(*day, language)}));
    }
    html.close();
  }
  if (!one.title.empty()) html.element(in_thread && one.root == one.post ? Literal("h1") : Literal("h3"), one.title);
  html.element("p", {{"class", "text"}, {"dir", "auto"}}, one.text);
  if (!in_thread) {
    const std::string how =
        one.replies == 0 ? std::string(words(Say::kAnswer, language)) : counted_replies(one.replies, language);
    html.open("p", {{"class", "on"}}).open("a", {{"href", view.link(page, "/" + thread)}}).text(how);
    html.element("span", {{"class", "unseen"}}, " " + words(Say::kThread, language, {one.name})).close().close();
  }
  html.close();
}

void show_more(Html& html, const std::string& address, std::string_view words, Literal rel) {
  html.open("p", {{"class", "more"}});
  html.element("a", {{"href", address}, {"rel", std::string(rel.text)}}, words).close();
}

}  // namespace vigie::community
