#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "community/place.h"

namespace vigie::api {
namespace {

using community::MotiveCard;
using community::Page;
using community::Place;
using nlohmann::json;

json reasons_json(const MotiveCard& card) {
  json out = json::array();
  for (const auto& reason : card.removal_reasons) {
    out.push_back({{"clause", out.size() + 1}, {"id", reason.id}, {"words", reason.words}});
  }
  return out;
}

json motive_json(const community::MotiveVersion& motive) {
  const auto& card = motive.card;
  return {{"version", motive.version}, {"at", format_time(motive.at)},
          {"who", card.who},           {"why", card.why},
          {"use", card.use},           {"paid", card.paid},
          {"how_long", card.how_long}, {"removal_reasons", reasons_json(card)}};
}

json stars_json(const community::Stars& stars) {
  json out = {{"count", stars.count()}, {"counts", stars.counts}, {"mean", nullptr}};
  if (stars.count() > 0) out["mean"] = stars.mean();
  return out;
}

Result<json> page_json(Place& place, const Page& page) {
  json out = {{"slug", page.said.slug},
              {"kind", community::name_of(page.said.kind)},
              {"title", page.said.title},
              {"text", page.said.text},
              {"lang", page.said.lang},
              {"product", page.said.product},
              {"opened_at", format_time(page.opened_at)},
              {"closes_at", time_or_null(page.said.closes_at)},
              {"closed_at", time_or_null(page.closed_at)},
              {"open", page.is_open(place.now())},
              {"contributions", page.contributions},
              {"removed", page.removed},
              {"url", place.public_url() + place.address(page)},
              {"query", "source:" + page.source()},
              {"watch", std::to_string(page.watch)},
              {"motive", motive_json(page.motive)},
              {"stars", nullptr}};
  if (page.said.kind != community::PageKind::kProduct) return out;
  const auto stars = place.stars(page);
  if (!stars) return stars.error();
  out["stars"] = stars_json(*stars);
  return out;
}

Answered page_reply(const Call& call, const Result<Page>& page, int status = 200) {
  if (!page) return page.error();
  const auto told = page_json(call.office->place(), *page);
  return told ? Answered(json_reply(*told, status)) : told.error();
}

json brand_json(const Place& place) {
  const auto named = place.brand();
  const auto brand = named.value_or(community::Brand{});
  return {{"brand", named ? json(brand.name) : json(nullptr)},
          {"tagline", brand.tagline},
          {"colour", brand.colour},
          {"contact", brand.contact},
          {"languages", brand.languages},
          {"url", place.public_url() + place.root() + "/place/"}};
}

Answered read_place(const Call& call) { return json_reply(brand_json(call.office->place())); }

Answered name_place(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  community::Brand brand;
  JsonReader in(*body);
  in.text("brand", brand.name, Needed::kYes);
  in.text("tagline", brand.tagline);
  in.text("colour", brand.colour);
  in.text("contact", brand.contact);
  in.texts("languages", brand.languages);
  auto ok = in.done();
  if (ok) ok = call.office->place().name_brand(brand);
  return ok ? Answered(json_reply(brand_json(call.office->place()))) : ok.error();
}

Result<MotiveCard> card_of(const json& object) {
  MotiveCard card;
  JsonReader in(object);
  in.text("who", card.who);
  in.text("why", card.why);
  in.text("use", card.use);
  in.text("paid", card.paid);
  in.text("how_long", card.how_long);
  const auto* reasons = in.objects("removal_reasons", Needed::kYes);
  if (auto ok = in.done(); !ok) return Error{ok.error().code, "motive." + ok.error().message};
  for (const auto& each : *reasons) {
    JsonReader reader(each);
    auto& reason = card.removal_reasons.emplace_back();
    reader.text("id", reason.id, Needed::kYes);
    reader.text("words", reason.words, Needed::kYes);
    if (auto ok = reader.done(); !ok) return Error{ok.error().code, "motive.removal_reasons." + ok.error().message};
  }
  return card;
}

Result<std::optional<Time>> time_of(const std::string& text) {
  if (text.empty()) return std::optional<Time>();
  const auto time = parse_time(text);
  if (!time) return invalid("closes_at: not a time like 2026-01-31T09:30:00Z");
  return time;
}

Result<community::PageDraft> draft_of(const net::Request& request) {
  const auto body = json_body(request);
  if (!body) return body.error();
  community::PageDraft draft;
  std::string kind;
  std::string closes_at;
  JsonReader in(*body);
  in.text("slug", draft.slug);
  in.text("kind", kind, Needed::kYes);
  in.text("title", draft.title, Needed::kYes);
  in.text("text", draft.text, Needed::kYes);
  in.text("lang", draft.lang, Needed::kYes);
  in.text("product", draft.product);
  in.text("closes_at", closes_at);
  const auto* motive = in.object("motive");
  if (auto ok = in.done(); !ok) return ok.error();
  if (motive == nullptr) return invalid("motive: missing; no page opens without a whole motive card");
  const auto known = community::page_kind_of(kind);
  if (!known) return invalid("kind: must be call, product or subject");
  draft.kind = *known;
  const auto closes = time_of(closes_at);
  if (!closes) return closes.error();
  draft.closes_at = *closes;
  auto card = card_of(*motive);
  if (!card) return card.error();
  draft.motive = std::move(*card);
  return draft;
}

Answered list_pages(const Call& call) {
  const auto pages = call.office->place().pages();
  if (!pages) return pages.error();
  json out = {{"pages", json::array()}, {"next_cursor", nullptr}};
  for (const auto& page : *pages) {
    auto told = page_json(call.office->place(), page);
    if (!told) return told.error();
    out["pages"].push_back(std::move(*told));
  }
  return json_reply(out);
}

Answered open_page(const Call& call) {
  auto draft = draft_of(call.request);
  if (!draft) return draft.error();
  const auto opened = call.office->place().open_page(std::move(*draft));
  auto answered = page_reply(call, opened, 201);
  if (auto* reply = std::get_if<net::Reply>(&answered))
    reply->headers.set("Location", "/api/v1/place/pages/" + opened->said.slug);
  return answered;
}

Answered read_page(const Call& call) { return page_reply(call, call.office->place().page(call.argument("page"))); }

Answered change_page(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  Place::PageChange change;
  std::string text;
  JsonReader in(*body);
  if (in.text("title", text)) change.title = text;
  if (in.text("text", text)) change.text = text;
  if (in.text("product", text)) change.product = text;
  text.clear();
  const bool has_end = body->contains("closes_at");
  in.text("closes_at", text);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto closes = time_of(text);
  if (!closes) return closes.error();
  if (has_end) change.closes_at = *closes;
  return page_reply(call, call.office->place().change_page(call.argument("page"), change));
}

Answered close_page(const Call& call) {
  return page_reply(call, call.office->place().close_page(call.argument("page")));
}

Answered renew_motive(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  const auto card = card_of(*body);
  if (!card) return card.error();
  return page_reply(call, call.office->place().renew_motive(call.argument("page"), *card));
}

json removal_json(const community::Contribution& removed) {
  const auto& removal = *removed.removal;
  return {{"id", removed.post},
          {"reason", removal.reason},
          {"clause", removal.clause},
          {"words", removal.words},
          {"at", format_time(removal.at)}};
}

Answered list_removals(const Call& call) {
  auto& place = call.office->place();
  const auto page = place.page(call.argument("page"));
  if (!page) return page.error();
  const auto removed = place.removed(*page);
  if (!removed) return removed.error();
  json out = {{"removals", json::array()}, {"next_cursor", nullptr}};
  for (const auto& each : *removed) out["removals"].push_back(removal_json(each));
  return json_reply(out);
}

// Refused with the card's list, so that whoever asks sees what may be asked.
net::Reply no_such_reason(const Page& page, const Error& error) {
  auto reply = problem_reply(422, error.message);
  auto members = json::parse(reply.body);
  members["clause"] = reasons_json(page.motive.card);
  reply.body = members.dump();
  return reply;
}

Answered remove(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string id;
  std::string reason;
  JsonReader in(*body);
  in.text("id", id, Needed::kYes);
  in.text("reason", reason, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  auto& place = call.office->place();
  const auto page = place.page(call.argument("page"));
  if (!page) return page.error();
  const auto removed = place.remove(page->said.slug, id, reason, call.caller.account);
  if (!removed && removed.error().code == ErrorCode::kInvalid) return no_such_reason(*page, removed.error());
  if (!removed) return removed.error();
  // The public of a rehearsal sees it, while it plays.
  if (auto* const drill = call.office->drill()) (void)drill->removed({page->source(), id, "page"});
  return json_reply(removal_json(*removed), 201);
}

}  // namespace

std::span<const Route> place_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/place", read_place, Lane::kGlance},
                                      {net::Method::kPut, "/place", name_place},
                                      {net::Method::kGet, "/place/pages", list_pages},
                                      {net::Method::kPost, "/place/pages", open_page, Lane::kIntake},
                                      {net::Method::kGet, "/place/pages/{page}", read_page},
                                      {net::Method::kPut, "/place/pages/{page}", change_page, Lane::kIntake},
                                      {net::Method::kPost, "/place/pages/{page}/close", close_page},
                                      {net::Method::kPut, "/place/pages/{page}/motive", renew_motive},
                                      {net::Method::kGet, "/place/pages/{page}/removals", list_removals},
                                      {net::Method::kPost, "/place/pages/{page}/removals", remove, Lane::kIntake}};
  return kRoutes;
}

}  // namespace vigie::api
