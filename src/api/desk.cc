#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/call.h"
#include "api/desk_people.h"
#include "api/json_body.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/series.h"
#include "base/time_text.h"
#include "desk/desk.h"

namespace vigie::api {
namespace {

using desk::Conversation;
using nlohmann::json;

constexpr auto kIdMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

// As the public reads it, in the first language of the place: "expert in motor, brakes, of Orvelle".
std::string badge_of(const people::Caller& caller, const std::optional<community::Brand>& brand) {
  const bool french = brand && !brand->languages.empty() && brand->languages.front() == "fr";
  std::string topics;
  for (const auto& topic : caller.topics) topics += (topics.empty() ? "" : ", ") + topic;
  std::string out = caller.title;
  if (!topics.empty()) out = french ? "spécialiste (" + topics + ")" : "expert in " + topics;
  if (!brand) return out;
  return out + (out.empty() ? "" : ", ") + (french ? "" : "of ") + brand->name;
}

// Who acts for the operator has no account; nor has a program, which acts by its token.
desk::Answerer answerer_of(const Call& call) {
  const auto& caller = call.caller;
  desk::Answerer out;
  out.person = {caller.account, caller.display_name.empty() ? caller.name : caller.display_name};
  if (caller.account.empty()) out.person.id = caller.token == 0 ? kOperatorId : token_person_id(caller.token);
  const auto brand = call.office->place().brand();
  if (out.person.name.empty()) out.person.name = brand ? brand->name : "operator";
  out.is_expert = caller.role == people::Role::kExpert;
  out.topics = caller.topics;
  out.until = caller.mandate_until;
  if (out.is_expert) out.badge = badge_of(caller, brand);
  return out;
}

Result<std::int64_t> number_of(const Call& call, std::string_view argument) {
  const auto number = whole_number(call.argument(argument), kIdMax);
  if (!number) return Error{ErrorCode::kNotFound, "there is no " + std::string(argument) + " with that id"};
  return static_cast<std::int64_t>(*number);
}

json micros_as_ms(Micros micros) { return micros.count() / 1'000; }

json person_json(const std::optional<desk::Person>& person) {
  if (!person) return nullptr;
  return {{"id", person->id}, {"name", person->name}};
}

// As this person sees it: what is theirs is `mine`.
std::string state_of(const Conversation& conversation, const desk::Answerer& by) {
  if (conversation.state == desk::State::kTaken) {
    return conversation.owner && conversation.owner->id == by.person.id ? "mine" : "taken";
  }
  if (conversation.state == desk::State::kOpen && conversation.handed_to) return "handed";
  return std::string(name_of(conversation.state));
}

json conversation_json(const Call& call, const Conversation& conversation) {
  const auto by = answerer_of(call);
  const Time now = call.office->desk().now();
  json reasons = json::array();
  for (const auto& one : conversation.reasons) {
    reasons.push_back({{"why", one.why}, {"word", one.word}, {"points", one.points}});
  }
  if (const auto waiting = conversation.rank(now) - conversation.points; waiting > 0) {
    reasons.push_back({{"why", "waiting"}, {"word", ""}, {"points", waiting}});
  }
  if (!conversation.reopened_by.empty()) {
    reasons.push_back({{"why", "reopened"}, {"word", conversation.reopened_by}, {"points", 0}});
  }
  json out = {{"id", std::to_string(conversation.id)},
              {"kind", name_of(conversation.kind)},
              {"reasons", std::move(reasons)},
              {"rank", conversation.rank(now)},
              {"state", state_of(conversation, by)},
              {"ours", conversation.ours},
              {"source", conversation.source},
              {"owner", person_json(conversation.owner)},
              {"handed_to", person_json(conversation.handed_to)},
              {"topic", conversation.topic},
              {"opened_at", format_time(conversation.opened_at)},
              {"waits_ms", nullptr},
              {"answered_after_ms", nullptr},
              {"posts", conversation.posts},
              {"voices", conversation.voices},
              {"post", hit_json(call, conversation.source, conversation.post)},
              {"let_stand_reason", nullptr}};
  const bool waits = conversation.state == desk::State::kOpen || conversation.state == desk::State::kTaken;
  if (waits) out["waits_ms"] = micros_as_ms(std::max(Micros(0), now - conversation.wants_at));
  if (conversation.answered_at) {
    out["answered_after_ms"] = micros_as_ms(std::max(Micros(0), *conversation.answered_at - conversation.opened_at));
  }
  if (conversation.state == desk::State::kLetStand) out["let_stand_reason"] = conversation.let_stand_reason;
  return out;
}

json reply_json(const desk::Reply& reply, Time now) {
  return {{"id", std::to_string(reply.id)},
          {"state", name_of(reply.state)},
          {"text", reply.text},
          {"author", reply.author.name},
          {"author_id", reply.author.id},
          {"badge", reply.badge},
          {"queued_at", format_time(reply.queued_at)},
          {"sent_at", time_or_null(reply.sent_at)},
          {"confirmed_at", time_or_null(reply.confirmed_at)},
          {"error", reply.error.empty() ? json(nullptr) : json(reply.error)},
          {"tries_again", reply.state == desk::ReplyState::kFailed && !reply.is_final},
          {"post_id", reply.said.id.empty() ? json(nullptr) : json(reply.said.id)},
          {"url", reply.said.url.empty() ? json(nullptr) : json(reply.said.url)},
          {"late", reply.is_late(now)}};
}

json draft_json(const std::optional<desk::Draft>& draft) {
  if (!draft) return nullptr;
  return {{"text", draft->text}, {"updated_at", format_time(draft->updated_at)}};
}

json counts_json(const desk::Counts& counts) {
  const auto ms = [](const std::optional<Micros>& time) { return time ? micros_as_ms(*time) : json(nullptr); };
  return {{"received", counts.received},
          {"shown", counts.shown},
          {"merged", counts.merged},
          {"rejected", counts.rejected},
          {"rejected_because", counts.rejected_because},
          {"states", counts.states},
          {"replies", counts.replies},
          {"median_first_answer_ms", ms(counts.median_first_answer)},
          {"median_expert_answer_ms", ms(counts.median_expert_answer)}};
}

// How many each filter gives this person; the same lists, counted.
Result<json> filter_counts(const Call& call, const desk::Answerer& by) {
  const auto counts = call.office->desk().count(by);
  if (!counts) return counts.error();
  return json(*counts);
}

Answered list(const Call& call) {
  const auto limit = limit_of(call, desk::kConversationsPerPage, desk::kConversationsPerPageMax);
  if (!limit) return limit.error();
  const auto by = answerer_of(call);
  const auto page = call.office->desk().list(
      {std::string(call.request.query.get("state")), &by, *limit, std::string(call.request.query.get("cursor"))});
  if (!page) return page.error();
  auto counts = filter_counts(call, by);
  if (!counts) return counts.error();
  json out = {{"conversations", json::array()}, {"next_cursor", nullptr}, {"counts", std::move(*counts)}};
  for (const auto& one : page->conversations) out["conversations"].push_back(conversation_json(call, one));
  if (!page->next_cursor.empty()) out["next_cursor"] = page->next_cursor;
  return json_reply(out);
}

Answered read(const Call& call) {
  const auto id = number_of(call, "conversation");
  if (!id) return id.error();
  const auto whole = call.office->desk().read(*id, answerer_of(call));
  if (!whole) return whole.error();
  auto out = conversation_json(call, whole->conversation);
  out["thread"] = json::array();
  for (const auto& key : whole->thread) {
    if (auto post = hit_json(call, key.source, key.id); !post.is_null()) out["thread"].push_back(std::move(post));
  }
  out["replies"] = json::array();
  const Time now = call.office->desk().now();
  for (const auto& reply : whole->replies) out["replies"].push_back(reply_json(reply, now));
  out["draft"] = draft_json(whole->draft);
  out["can_reply"] = whole->cannot_reply_why.empty();
  out["cannot_reply_why"] = whole->cannot_reply_why.empty() ? json(nullptr) : json(whole->cannot_reply_why);
  return json_reply(out);
}

// A conversation after a change; a conflict names who has it.
Answered told(const Call& call, const Result<Conversation>& changed) {
  if (changed) return json_reply(conversation_json(call, *changed));
  if (changed.error().code != ErrorCode::kConflict) return changed.error();
  auto reply = problem_reply(changed.error());
  const auto id = number_of(call, "conversation");
  const auto now = call.office->desk().read(*id, answerer_of(call));
  auto body = json::parse(reply.body);
  body["owner"] = now ? person_json(now->conversation.owner) : json(nullptr);
  reply.body = body.dump();
  return reply;
}

using Change = Result<Conversation> (*)(desk::Desk& desk, std::int64_t id, const desk::Answerer& by);

Answered change(const Call& call, Change work) {
  const auto id = number_of(call, "conversation");
  if (!id) return id.error();
  return told(call, work(call.office->desk(), *id, answerer_of(call)));
}

// The public of a rehearsal hears what is done; that it does not, as after the end, changes nothing for who did it.
void tell_public(const Call& call, const Conversation& conversation,
                 const std::function<Result<void>(source::DrillSource& drill, const source::Addressed& post)>& tell) {
  auto* const drill = call.office->drill();
  if (drill == nullptr) return;
  const auto hit = call.house->store().get(conversation.source, conversation.post);
  if (!hit || !*hit) return;
  (void)tell(*drill, {conversation.source, conversation.post, std::string((*hit)->post.root)});
}

// In a rehearsal a conversation may be handed to an expert of the story, who answers by himself.
std::optional<rehearsal::Expert> played_expert(const Call& call, std::string_view handle) {
  const auto* const drill = call.office->drill();
  if (drill == nullptr) return std::nullopt;
  for (auto& expert : drill->scenario().experts()) {
    if (expert.handle == handle) return expert;
  }
  return std::nullopt;
}

Answered take(const Call& call) {
  return change(call, [](desk::Desk& desk, std::int64_t id, const desk::Answerer& by) { return desk.take(id, by); });
}
Answered release(const Call& call) {
  return change(call, [](desk::Desk& desk, std::int64_t id, const desk::Answerer& by) { return desk.release(id, by); });
}
Answered reopen(const Call& call) {
  return change(call, [](desk::Desk& desk, std::int64_t id, const desk::Answerer& by) { return desk.reopen(id, by); });
}

Answered let_stand(const Call& call) {
  const auto id = number_of(call, "conversation");
  if (!id) return id.error();
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string reason;
  JsonReader in(*body);
  in.text("reason", reason, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto changed = call.office->desk().let_stand(*id, answerer_of(call), reason);
  if (changed) tell_public(call, *changed, &source::DrillSource::let_stand);
  return told(call, changed);
}

Answered hand(const Call& call) {
  const auto id = number_of(call, "conversation");
  if (!id) return id.error();
  const auto body = json_body(call.request);
  if (!body) return body.error();
  desk::Person to;
  std::string topic;
  JsonReader in(*body);
  in.text("account", to.id, Needed::kYes);
  in.text("topic", topic);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto expert = played_expert(call, to.id);
  const auto id_of_account = people::account_id_of(to.id);
  const auto account = id_of_account ? call.api.parts().people.account(*id_of_account) : std::nullopt;
  if (!account && !expert) return invalid("account: there is none with that id");
  if (account && account->standing == people::Standing::kEnded) return invalid("account: it has ended");
  if (account) to.name = account->said.display_name.empty() ? account->said.name : account->said.display_name;
  if (expert) to.name = expert->name;
  const auto changed = call.office->desk().hand(*id, answerer_of(call), to, topic);
  if (changed && expert) {
    tell_public(call, *changed, [&](source::DrillSource& drill, const source::Addressed& post) {
      return drill.hand_to_expert(post, expert->handle);
    });
  }
  return told(call, changed);
}

Result<std::string> text_of(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string text;
  JsonReader in(*body);
  in.text("text", text, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  return text;
}

Answered keep_draft(const Call& call) {
  const auto id = number_of(call, "conversation");
  if (!id) return id.error();
  const auto text = text_of(call);
  if (!text) return text.error();
  const auto draft = call.office->desk().keep_draft(*id, answerer_of(call), *text);
  if (!draft) return draft.error();
  return json_reply(json{{"draft", draft_json(*draft)}});
}

Answered reply(const Call& call) {
  const auto id = number_of(call, "conversation");
  if (!id) return id.error();
  const auto text = text_of(call);
  if (!text) return text.error();
  auto& desk = call.office->desk();
  const auto reply =
      desk.reply({*id, *text, std::string(call.request.headers.get("Idempotency-Key"))}, answerer_of(call));
  if (!reply && reply.error().code == ErrorCode::kConflict) return told(call, reply.error());
  if (!reply) return reply.error();
  return json_reply(reply_json(*reply, desk.now()), 202);
}

Answered told(const Call& call, const Result<desk::Reply>& reply) {
  if (!reply) return reply.error();
  return json_reply(reply_json(*reply, call.office->desk().now()), 202);
}

Answered retry(const Call& call) {
  const auto id = number_of(call, "conversation");
  const auto reply = number_of(call, "reply");
  if (!id || !reply) return id ? reply.error() : id.error();
  return told(call, call.office->desk().retry(*id, *reply, answerer_of(call)));
}

Answered approve(const Call& call) {
  const auto id = number_of(call, "conversation");
  const auto reply = number_of(call, "reply");
  if (!id || !reply) return id ? reply.error() : id.error();
  return told(call, call.office->desk().approve(*id, *reply));
}

Answered drop(const Call& call) {
  const auto id = number_of(call, "conversation");
  const auto reply = number_of(call, "reply");
  if (!id || !reply) return id ? reply.error() : id.error();
  const auto dropped = call.office->desk().drop(*id, *reply);
  if (!dropped) return dropped.error();
  return done_reply();
}

Answered check(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string text;
  std::string source;
  JsonReader in(*body);
  in.text("text", text, Needed::kYes);
  in.text("source", source, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto advice = call.office->desk().check(text, source, answerer_of(call));
  json hints = json::array();
  for (const auto& one : advice.checked.hints) {
    hints.push_back({{"kind", name_of(one.kind)}, {"from", one.from}, {"to", one.to}, {"detail", one.detail}});
  }
  return json_reply(json{{"length",
                          {{"used", advice.checked.graphemes},
                           {"max", advice.room.graphemes_max},
                           {"unit", "graphemes"},
                           {"bytes", advice.checked.bytes},
                           {"bytes_max", advice.room.bytes_max}}},
                         {"links", advice.checked.links},
                         {"hints", std::move(hints)}});
}

Answered counts(const Call& call) {
  const auto counts = call.office->desk().counts();
  if (!counts) return counts.error();
  return json_reply(counts_json(*counts));
}

}  // namespace

std::span<const Route> desk_routes() {
  using net::Method;
  constexpr auto kExpert = Access::kExpert;
  static constexpr Route kRoutes[] = {
      {Method::kGet, "/desk/conversations", list},
      {Method::kGet, "/desk/conversations/{conversation}", read},
      open_to(kExpert, {Method::kPost, "/desk/conversations/{conversation}/take", take}),
      open_to(kExpert, {Method::kPost, "/desk/conversations/{conversation}/release", release}),
      open_to(kExpert, {Method::kPost, "/desk/conversations/{conversation}/reopen", reopen}),
      open_to(kExpert, {Method::kPost, "/desk/conversations/{conversation}/let-stand", let_stand}),
      {Method::kPost, "/desk/conversations/{conversation}/hand", hand},
      open_to(kExpert, {Method::kPut, "/desk/conversations/{conversation}/draft", keep_draft}),
      open_to(kExpert, {Method::kPost, "/desk/conversations/{conversation}/replies", reply}),
      open_to(kExpert, {Method::kPost, "/desk/conversations/{conversation}/replies/{reply}/retry", retry}),
      {Method::kPost, "/desk/conversations/{conversation}/replies/{reply}/send", approve},
      {Method::kDelete, "/desk/conversations/{conversation}/replies/{reply}", drop},
      open_to(kExpert, {Method::kPost, "/desk/check", check, Lane::kGlance}),
      {Method::kGet, "/desk/counts", counts}};
  return kRoutes;
}

}  // namespace vigie::api
