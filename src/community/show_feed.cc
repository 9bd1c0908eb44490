// The newest contributions as Atom (RFC 4287).
#include "base/time_text.h"
#include "community/layout.h"

namespace vigie::community {
namespace {

std::string title_of(const Contribution& one, Language language) {
  return one.title.empty() ? words(Say::kThread, language, {one.name}) : one.title;
}

void show_entry(Html& xml, const View& view, const FeedOf& feed, const Place& place, const Place::Entry& entry) {
  const auto& one = entry.contribution;
  const std::string fragment = one.root == one.post ? "" : "#" + one.post;
  xml.open("entry");
  xml.element("id", place.name_for(entry.page.said.slug + "/" + one.post));
  xml.element("title", title_of(one, view.language()));
  xml.empty("link", {{"rel", "alternate"},
                     {"type", "text/html"},
                     {"href", feed.host + place.address(entry.page, one.root) + fragment}});
  xml.element("published", format_time(one.created_at)).element("updated", format_time(one.created_at));
  xml.open("author").element("name", one.badge.empty() ? one.name : one.name + ", " + one.badge).close();
  xml.empty("category", {{"term", entry.page.said.slug}, {"label", entry.page.said.title}});
  xml.element("content", {{"type", "text"}}, one.text);
  xml.close();
}

}  // namespace

std::string show_feed(const View& view, const FeedOf& feed, const Place& place) {
  const std::string page = feed.page != nullptr ? "/" + feed.page->said.slug : std::string();
  const std::string address = feed.host + view.root + "/place" + page;
  Time updated = feed.page != nullptr ? feed.page->opened_at : view.now;
  if (!feed.entries.empty()) updated = feed.entries.front().contribution.created_at;
  Html xml;
  xml.xml_declaration().open(
      "feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", std::string(code_of(view.language()))}});
  xml.element("id", place.name_for("feed" + page));
  xml.element("title", feed.page != nullptr ? feed.page->said.title + " · " + view.brand.name : view.brand.name);
  if (!view.brand.tagline.empty() && feed.page == nullptr) xml.element("subtitle", view.brand.tagline);
  xml.empty("link", {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", address + "/feed.atom"}});
  xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", address}});
  xml.element("updated", format_time(updated));
  xml.open("author").element("name", view.brand.name).close();
  xml.element("generator", "Vigie");
  for (const auto& entry : feed.entries) show_entry(xml, view, feed, place, entry);
  xml.close();
  return std::move(xml).done();
}

}  // namespace vigie::community
