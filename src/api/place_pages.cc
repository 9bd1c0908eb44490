#include "api/place_pages.h"

#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/etag.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/ascii.h"
#include "base/time_text.h"
#include "community/limits.h"
#include "community/show.h"
#include "net/address.h"
#include "net/url.h"

namespace vigie::api {
namespace {

using community::Page;
using community::Place;
using community::Say;
using community::View;
using nlohmann::json;

constexpr std::string_view kCookie = "vigie_place";
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

View view_of(const net::Request& request, const Place& place) {
  View view;
  view.brand = place.brand().value_or(community::Brand{});
  view.root = place.root();
  const bool in_rehearsal = !place.root().empty();
  for (std::size_t i = in_rehearsal ? 1 : 0; i < request.path.size(); ++i)
    view.path += "/" + net::percent_encode(request.path[i]);
  view.chosen =
      community::choose_language(request.query.get("lang"), request.headers.get("Accept-Language"), view.brand);
  view.now = place.now();
  if (view.brand.name.empty()) view.brand.name = community::words(Say::kPlace, view.language());
  return view;
}

net::Reply html_reply(std::string html, int status = 200) {
  net::Reply reply;
  reply.status = status;
  reply.headers.set("Content-Type", "text/html; charset=utf-8");
  reply.headers.set("Cache-Control", "private, no-cache");
  reply.headers.set("Content-Security-Policy", std::string(kPolicy));
  // Under no-referrer a browser sends `Origin: null` with a form, which is what a page elsewhere sends too.
  reply.headers.set("Referrer-Policy", "same-origin");
  reply.body = std::move(html);
  return reply;
}

net::Reply trouble_reply(const View& view, const community::Trouble& trouble, int status) {
  return html_reply(community::show_trouble(view, trouble), status);
}

net::Reply not_found(const View& view) {
  return trouble_reply(view, {Say::kNotFoundTitle, Say::kNotFoundText, {}}, 404);
}

// Of what the place cannot answer with.
net::Reply failed(const View& view, const Error& error, std::string kept = {}) {
  if (error.code == ErrorCode::kNotFound) return not_found(view);
  auto reply =
      trouble_reply(view, {Say::kTroubleTitle, Say::kTroubleText, std::move(kept)}, problem_reply(error).status);
  if (reply.status == 503) reply.headers.set("Retry-After", "2");
  return reply;
}

// RFC 6265 §4.2.1
std::string cookie_of(const net::Request& request) {
  std::string_view rest = request.headers.get("Cookie");
  while (!rest.empty()) {
    const auto pair = trimmed(rest.substr(0, rest.find(';')));
    if (pair.starts_with(kCookie) && pair.substr(kCookie.size()).starts_with('=')) {
      return std::string(pair.substr(kCookie.size() + 1));
    }
    rest.remove_prefix(
        std::min(rest.size(), rest.find(';') == std::string_view::npos ? rest.size() : rest.find(';') + 1));
  }
  return {};
}

std::int64_t number_of(const Call& call, std::string_view name) {
  const auto number = whole_number(call.request.query.get(name), std::uint64_t{1} << 53);
  return number ? static_cast<std::int64_t>(*number) : 0;
}

// What it answers; `work` gets the page of the route's path.
template <typename Work>
Answered on_page(const Call& call, Work&& work) {
  auto& place = call.office->place();
  const View view = view_of(call.request, place);
  const auto page = place.page(call.argument("page"));
  if (!page) return failed(view, page.error());
  return work(place, view, *page);
}

Answered front(const Call& call) {
  auto& place = call.office->place();
  const View view = view_of(call.request, place);
  if (!place.brand()) return not_found(view);
  const auto pages = place.pages();
  return pages ? html_reply(community::show_place(view, *pages)) : failed(view, pages.error());
}

// A new token; and the name under which this browser has written here before, until it types another.
void offer(const Call& call, Place& place, const Page& page, community::FilledForm& form) {
  form.token = place.form_token(page);
  if (!form.refused) form.typed.pseudonym = place.own_name(page, cookie_of(call.request));
}

Answered page_with(const Call& call, Place& place, const View& view, const Page& page, community::FilledForm form,
                   int status) {
  community::Listed listed;
  listed.from = number_of(call, "before");
  auto shown = place.list(page, listed.from, cookie_of(call.request));
  if (!shown) return failed(view, shown.error(), form.typed.text);
  listed.shown = std::move(*shown);
  community::Stars stars;
  if (page.said.kind == community::PageKind::kProduct) {
    const auto given = place.stars(page);
    if (!given) return failed(view, given.error(), form.typed.text);
    stars = *given;
  }
  offer(call, place, page, form);
  return html_reply(community::show_page(view, page, stars, listed, form), status);
}

Answered thread_with(const Call& call, Place& place, const View& view, const Page& page, const std::string& post,
                     community::FilledForm form, int status) {
  const auto key = cookie_of(call.request);
  const auto root = place.contribution(page, post, key);
  if (!root) return failed(view, root.error(), form.typed.text);
  community::Listed replies;
  replies.from = number_of(call, "after");
  auto shown = place.thread(page, *root, replies.from, key);
  if (!shown) return failed(view, shown.error(), form.typed.text);
  replies.shown = std::move(*shown);
  offer(call, place, page, form);
  const auto said = call.request.query.get("said");
  std::string published;
  if (!said.empty()) {
    const auto own = place.contribution(page, said, key);
    if (own && own->is_own && own->stands()) published = said;
  }
  return html_reply(community::show_thread(view, page, *root, replies, form, published), status);
}

Answered show_page(const Call& call) {
  return on_page(call, [&](Place& place, const View& view, const Page& page) {
    return page_with(call, place, view, page, {}, 200);
  });
}

// A thread; whoever asks for an answer in it is led there. 410 for what was removed: its stone stands there.
Answered show_thread(const Call& call) {
  return on_page(call, [&](Place& place, const View& view, const Page& page) -> Answered {
    const auto asked = place.contribution(page, call.argument("post"), {});
    if (!asked) return failed(view, asked.error());
    if (asked->root != asked->post) {
      net::Reply reply;
      reply.status = 302;
      reply.headers.set("Location", view.link(page, "/" + asked->root + "#" + asked->post));
      return reply;
    }
    return thread_with(call, place, view, page, asked->post, {}, asked->stands() ? 200 : 410);
  });
}

Answered show_card(const Call& call) {
  return on_page(call, [&](Place& place, const View& view, const Page& page) -> Answered {
    const auto versions = place.motives(page);
    if (!versions) return failed(view, versions.error());
    const auto removed = place.removed(page);
    if (!removed) return failed(view, removed.error());
    return html_reply(community::show_card(view, page, *versions, *removed));
  });
}

json version_json(const community::MotiveVersion& version) {
  json reasons = json::array();
  for (const auto& reason : version.card.removal_reasons) {
    reasons.push_back({{"clause", reasons.size() + 1}, {"id", reason.id}, {"words", reason.words}});
  }
  const auto& card = version.card;
  return {{"version", version.version},
          {"at", format_time(version.at)},
          {"who", card.who},
          {"why", card.why},
          {"use", card.use},
          {"paid", card.paid},
          {"how_long", card.how_long},
          {"removal_reasons", std::move(reasons)}};
}

Answered show_card_json(const Call& call) {
  return on_page(call, [&](Place& place, const View& view, const Page& page) -> Answered {
    const auto versions = place.motives(page);
    if (!versions) return failed(view, versions.error());
    json out = {
        {"page", page.said.slug}, {"brand", view.brand.name}, {"lang", page.said.lang}, {"versions", json::array()}};
    for (const auto& version : *versions) out["versions"].push_back(version_json(version));
    return json_reply(out);
  });
}

Answered feed_of(const Call& call, Place& place, const View& view, const Page* page) {
  const auto entries = place.newest(page);
  if (!entries) return failed(view, entries.error());
  net::Reply reply;
  reply.headers.set("Content-Type", "application/atom+xml; charset=utf-8");
  // Without a public address as the reader knows us: Host was checked.
  const std::string host = place.public_url().empty() && !call.request.headers.get("Host").empty()
                               ? "http://" + std::string(call.request.headers.get("Host"))
                               : place.public_url();
  reply.body = community::show_feed(view, {page, *entries, host}, place);
  const std::string etag = etag_of(reply.body);
  reply.headers.set("ETag", etag);
  reply.headers.set("Cache-Control", "no-cache");
  reply.headers.set("Vary", "Accept-Language");
  if (!names_etag(call.request.headers.get("If-None-Match"), etag)) return reply;
  reply.status = 304;
  reply.body.clear();
  return reply;
}

Answered page_feed(const Call& call) {
  return on_page(call,
                 [&](Place& place, const View& view, const Page& page) { return feed_of(call, place, view, &page); });
}

Answered place_feed(const Call& call) {
  auto& place = call.office->place();
  const View view = view_of(call.request, place);
  return place.brand() ? feed_of(call, place, view, nullptr) : Answered(not_found(view));
}

net::Reply lasting(std::string bytes, std::string_view type) {
  net::Reply reply;
  reply.headers.set("Content-Type", std::string(type));
  reply.headers.set("Cache-Control", "public, max-age=86400");  // Its address changes when it does.
  reply.body = std::move(bytes);
  return reply;
}

Answered style(const Call& call) {
  return lasting(community::style_sheet(call.office->place().brand().value_or(community::Brand{})),
                 "text/css; charset=utf-8");
}

Answered icon(const Call& call) {
  return lasting(community::icon(call.office->place().brand().value_or(community::Brand{})), "image/svg+xml");
}

// One that cannot be read is an empty one: the page says what is missing.
community::ContributionDraft typed_in(const net::Request& request, const DoorRules& rules) {
  const auto read = net::parse_query(request.body);
  const auto fields = read ? *read : net::Parameters{};
  community::ContributionDraft out;
  out.form = fields.get("form");
  out.parent = fields.get("parent");
  out.pseudonym = fields.get("pseudonym");
  out.title = fields.get("title");
  out.text = fields.get("text");
  out.stars = fields.get("stars");
  out.experienced_at = fields.get("experienced_at");
  out.author_key = cookie_of(request);
  out.address = community::rate_address(client_address(request, rules));
  return out;
}

net::Reply published(const Call& call, const View& view, const Page& page, const community::Said& said) {
  net::Reply reply;
  reply.status = 303;
  reply.headers.set("Location", view.link(page, "/" + said.root + "?said=" + said.post + "#" + said.post));
  reply.headers.set("Cache-Control", "no-store");
  if (said.author_key.empty()) return reply;
  const bool is_tls = call.office->place().public_url().starts_with("https://");
  reply.headers.set("Set-Cookie", std::string(kCookie) + "=" + said.author_key + "; Path=" + view.root +
                                      "/place; Max-Age=31536000; HttpOnly; SameSite=Lax" + (is_tls ? "; Secure" : ""));
  return reply;
}

int status_of(community::Refusal why) {
  switch (why) {
    case community::Refusal::kForged:
      return 403;
    case community::Refusal::kClosed:
    case community::Refusal::kParentGone:
      return 410;
    case community::Refusal::kTooFast:
      return 429;
    default:
      return 422;
  }
}

Answered refused(const Call& call, Place& place, const View& view, const Page& page, community::FilledForm form) {
  const auto why = form.refused->why;
  const auto wait = form.refused->wait;
  const int status = status_of(why);
  if (why == community::Refusal::kParentGone) {
    return trouble_reply(view, {Say::kGoneTitle, Say::kParentGoneText, form.typed.text, &page}, status);
  }
  const auto parent = form.typed.parent.empty() ? Result<community::Contribution>(community::Contribution{})
                                                : place.contribution(page, form.typed.parent, {});
  auto answered = form.typed.parent.empty() || !parent
                      ? page_with(call, place, view, page, std::move(form), status)
                      : thread_with(call, place, view, page, parent->root, std::move(form), status);
  if (why == community::Refusal::kTooFast) {
    std::get<net::Reply>(answered).headers.set("Retry-After", std::to_string(wait.count()));
  }
  return answered;
}

Answered contribute(const Call& call) {
  return on_page(call, [&](Place& place, const View& view, const Page& page) -> Answered {
    community::FilledForm form;
    form.typed = typed_in(call.request, call.api.parts().rules);
    const auto became = place.contribute(page.said.slug, form.typed);
    if (const auto* said = std::get_if<community::Said>(&became)) return published(call, view, page, *said);
    if (const auto* error = std::get_if<Error>(&became)) return failed(view, *error, form.typed.text);
    form.refused = std::get<community::Refused>(became);
    return refused(call, place, view, page, std::move(form));
  });
}

}  // namespace

bool asks_place(const net::Request& request) {
  const auto& path = request.path;
  const std::size_t first = !path.empty() && path.front() == "rehearsal" ? 1 : 0;
  return path.size() > first && path[first] == "place";
}

net::Reply place_trouble(Office& office, const net::Request& request, const net::Reply& problem) {
  const View view = view_of(request, office.place());
  community::Trouble trouble{Say::kTroubleTitle, Say::kTroubleText, {}};
  if (problem.status == 404) trouble = {Say::kNotFoundTitle, Say::kNotFoundText, {}};
  if (problem.status == 403) trouble = {Say::kForeignTitle, Say::kForeignText, {}};
  if (problem.status == 413) trouble = {Say::kTooLargeTitle, Say::kTooLargeText, {}};
  if (problem.status == 405 || problem.status == 415) trouble = {Say::kTypeTitle, Say::kTypeText, {}};
  auto page = trouble_reply(view, trouble, problem.status);
  for (const auto& header : problem.headers) {
    if (!page.headers.find(header.name)) page.headers.set(header.name, header.value);
  }
  return page;
}

std::span<const Route> place_pages_routes() {
  static constexpr std::size_t kForm = community::kFormBytesMax;
  static constexpr Route kRoutes[] = {
      {net::Method::kGet, "/place", front, Lane::kVisit, false, Access::kAnyone},
      {net::Method::kGet, "/place/style.css", style, Lane::kGlance, false, Access::kAnyone},
      {net::Method::kGet, "/place/icon.svg", icon, Lane::kGlance, false, Access::kAnyone},
      {net::Method::kGet, "/place/feed.atom", place_feed, Lane::kVisit, false, Access::kAnyone},
      {net::Method::kGet, "/place/{page}", show_page, Lane::kVisit, false, Access::kAnyone},
      {net::Method::kPost, "/place/{page}", contribute, Lane::kIntake, false, Access::kAnyone, true, kForm},
      {net::Method::kGet, "/place/{page}/motives", show_card, Lane::kVisit, false, Access::kAnyone},
      {net::Method::kGet, "/place/{page}/motives.json", show_card_json, Lane::kVisit, false, Access::kAnyone},
      {net::Method::kGet, "/place/{page}/feed.atom", page_feed, Lane::kVisit, false, Access::kAnyone},
      {net::Method::kGet, "/place/{page}/{post}", show_thread, Lane::kVisit, false, Access::kAnyone}};
  return kRoutes;
}

}  // namespace vigie::api
