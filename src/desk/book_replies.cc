// Replies on their way, and what the desk has done so far.
#include <algorithm>
#include <array>

#include "desk/book.h"
#include "storage/done.h"

namespace vigie::desk {
namespace {

using storage::done;
using storage::Row;
using storage::Value;

constexpr std::array<std::string_view, 5> kStates = {"queued", "sent", "confirmed", "failed", "passed_on"};
constexpr std::string_view kColumns =
    "SELECT id, conversation, state, key, account, account_name, badge, by_expert, source, parent, root, text, "
    "outgoing_text, lang, author_id, author_handle, author_name, said_at, queued_at, sent_at, confirmed_at, error, "
    "is_final, said_id, said_url FROM desk_replies ";

Value number(std::int64_t value) { return value; }

Reply read(const Row& row) {
  const auto time = [&](int column) -> std::optional<Time> {
    return row.is_null(column) ? std::nullopt : std::optional(time_of_micros(row.integer(column)));
  };
  Reply out;
  out.id = row.integer(0);
  out.conversation = row.integer(1);
  out.state = reply_state_of(row.text(2)).value_or(ReplyState::kFailed);
  out.author = {row.text(4), row.text(5)};
  out.badge = row.text(6);
  out.by_expert = row.integer(7) != 0;
  out.outgoing.by_expert = out.by_expert;
  out.text = row.text(11);
  auto& outgoing = out.outgoing;
  outgoing.key = row.text(3);
  outgoing.source = row.text(8);
  outgoing.parent = row.text(9);
  outgoing.root = row.text(10);
  outgoing.text = row.text(12);
  outgoing.lang = row.text(13);
  outgoing.author_id = row.text(14);
  outgoing.author_handle = row.text(15);
  outgoing.author_name = row.text(16);
  outgoing.said_at = time_of_micros(row.integer(17));
  out.queued_at = time_of_micros(row.integer(18));
  out.sent_at = time(19);
  out.confirmed_at = time(20);
  out.error = row.text(21);
  out.is_final = row.integer(22) != 0;
  out.said = {row.text(23), row.text(24)};
  return out;
}

constexpr auto kMedianOf = 500;  // Conversations that were answered last.

}  // namespace

std::string_view name_of(ReplyState state) { return kStates.at(static_cast<std::size_t>(state)); }

std::optional<ReplyState> reply_state_of(std::string_view name) {
  const auto* at = std::find(kStates.begin(), kStates.end(), name);
  return at == kStates.end() ? std::nullopt : std::optional(static_cast<ReplyState>(at - kStates.begin()));
}

Result<std::vector<Reply>> Book::replies(std::string_view where, std::span<const Value> values) {
  std::vector<Reply> out;
  auto ok = database_->query(std::string(kColumns) + std::string(where), values,
                             [&](const Row& row) { out.push_back(read(row)); });
  if (!ok) return ok.error();
  return out;
}

Result<Reply> Book::reply(ReplyId id) {
  const Value values[] = {number(id)};
  auto found = replies("WHERE id = $1", values);
  if (!found) return found.error();
  if (found->empty()) return Error{ErrorCode::kNotFound, "there is no reply with that id"};
  return std::move(found->front());
}

Result<std::vector<Reply>> Book::replies_of(ConversationId id) {
  const Value values[] = {number(id)};
  return replies("WHERE conversation = $1 ORDER BY id", values);
}

Result<std::vector<Reply>> Book::replies_in(ReplyState state) {
  const Value values[] = {std::string(name_of(state))};
  return replies("WHERE state = $1 ORDER BY id", values);
}

Result<std::vector<Reply>> Book::replies_said(Time from, Time to) {
  const Value values[] = {micros_of(from), micros_of(to), static_cast<std::int64_t>(kRepliesSaidMax)};
  return replies("WHERE said_at >= $1 AND said_at < $2 AND said_id <> '' ORDER BY said_at LIMIT $3", values);
}

Result<Reply> Book::add_reply(const NewReply& reply, Time now) {
  std::optional<Reply> out;
  auto ok = together([&]() -> Result<void> {
    const auto& by = *reply.answerer;
    if (!reply.client_key.empty()) {
      const Value key[] = {by.person.id, reply.client_key};
      auto before = replies("WHERE account = $1 AND client_key = $2", key);
      if (!before) return before.error();
      if (!before->empty()) {
        if (before->front().conversation != reply.conversation || before->front().text != reply.text) {
          return Error{ErrorCode::kConflict, "another reply was sent under this Idempotency-Key"};
        }
        out = std::move(before->front());
        return {};
      }
    }
    const auto conversation = find(reply.conversation);
    if (!conversation) return conversation.error();
    if (conversation->state == State::kOpen || conversation->state == State::kTaken) {
      if (const auto taken = take(reply.conversation, by.person); !taken) return taken.error();
    }
    const bool is_settled = conversation->state == State::kAnswered || conversation->state == State::kLetStand;
    if (is_settled && conversation->owner && conversation->owner->id != by.person.id) {
      return Error{ErrorCode::kConflict,
                   conversation->owner->name + " has settled this conversation; open it again first"};
    }
    // One at a time: no two have the same moment, which is a part of their name on the network.
    std::int64_t last = 0;
    auto read_last = database_->query("SELECT coalesce(max(said_at), 0) FROM desk_replies", {},
                                      [&](const Row& row) { last = row.integer(0); });
    if (!read_last) return read_last;
    const auto& outgoing = reply.outgoing;
    const Value values[] = {number(reply.conversation),
                            std::string(name_of(reply.state)),
                            outgoing.key,
                            reply.client_key.empty() ? Value(nullptr) : Value(reply.client_key),
                            by.person.id,
                            by.person.name,
                            by.badge,
                            number(by.is_expert ? 1 : 0),
                            outgoing.source,
                            outgoing.parent,
                            outgoing.root,
                            reply.text,
                            outgoing.text,
                            outgoing.lang,
                            outgoing.author_id,
                            outgoing.author_handle,
                            outgoing.author_name,
                            number(std::max(micros_of(now), last + 1)),
                            number(micros_of(now))};
    const auto made = database_->run(
        "INSERT INTO desk_replies (conversation, state, key, client_key, account, account_name, badge, by_expert, "
        "source, parent, root, text, outgoing_text, lang, author_id, author_handle, author_name, said_at, queued_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        values);
    if (!made) return made.error();
    const auto id = database_->last_id();
    if (auto kept = keep_draft(reply.conversation, by.person.id, "", now); !kept) return kept;
    auto kept = this->reply(id);
    if (!kept) return kept.error();
    out = std::move(*kept);
    return {};
  });
  if (!ok) return ok.error();
  return std::move(*out);
}

Result<Reply> Book::send_again(ReplyId id, ReplyState as) {
  const Value values[] = {number(id), std::string(name_of(as))};
  const auto changed = database_->run(
      "UPDATE desk_replies SET state = $2, is_final = 0, error = '' WHERE id = $1 AND state = 'failed'", values);
  if (!changed) return changed.error();
  auto now = reply(id);
  if (now && *changed == 0) return Error{ErrorCode::kConflict, "this reply has not failed"};
  return now;
}

Result<bool> Book::is_wanted(const Reply& reply) {
  const Value values[] = {number(reply.conversation), reply.author.id};
  bool out = false;
  auto ok = database_->query(
      "SELECT 1 FROM desk_conversations WHERE id = $1 AND state <> 'open' AND coalesce(owner, $2) = $2", values,
      [&](const Row&) { out = true; });
  if (!ok) return ok.error();
  return out;
}

Result<Reply> Book::approve(ReplyId id) {
  const Value values[] = {number(id)};
  const auto changed =
      database_->run("UPDATE desk_replies SET state = 'queued' WHERE id = $1 AND state = 'passed_on'", values);
  if (!changed) return changed.error();
  auto now = reply(id);
  if (now && *changed == 0) return Error{ErrorCode::kConflict, "this reply was not passed on"};
  return now;
}

Result<void> Book::drop(ReplyId id) {
  const Value values[] = {number(id)};
  const auto changed = database_->run(
      "DELETE FROM desk_replies WHERE id = $1 AND (state = 'passed_on' OR (state = 'failed' AND is_final = 1))",
      values);
  if (!changed) return changed.error();
  if (*changed == 1) return {};
  const auto now = reply(id);
  if (!now) return now.error();
  return Error{ErrorCode::kConflict, "this reply is on its way, or has gone out"};
}

Result<void> Book::sent(const Reply& reply, const source::Said& said, Time now) {
  return together([&]() -> Result<void> {
    const Value values[] = {number(reply.id), said.id, said.url, number(micros_of(now))};
    auto ok = done(database_->run(
        "UPDATE desk_replies SET state = 'sent', said_id = $2, said_url = $3, sent_at = $4, error = '', is_final = 0 "
        "WHERE id = $1",
        values));
    if (!ok) return ok;
    const Value answered[] = {number(reply.conversation), number(micros_of(now)), number(reply.by_expert ? 1 : 0),
                              number(reply.id)};
    // Our own ears may have heard this very reply before its voice came back: then the time stands, but not by whom.
    return done(database_->run(
        "UPDATE desk_conversations SET state = 'answered', "
        "answered_by_expert = CASE WHEN answered_at IS NULL OR answered_at / 1000 >= (SELECT queued_at FROM "
        "desk_replies WHERE id = $4) / 1000 THEN $3 ELSE answered_by_expert END, "
        "answered_at = coalesce(answered_at, $2) WHERE id = $1",
        answered));
  });
}

Result<void> Book::confirmed(ReplyId id, Time now) {
  const Value values[] = {number(id), number(micros_of(now))};
  return done(database_->run(
      "UPDATE desk_replies SET state = 'confirmed', confirmed_at = $2, error = '' WHERE id = $1 AND state = 'sent'",
      values));
}

// What was sent and is denied was no answer: the conversation is its owner's again.
Result<void> Book::failed(const Reply& reply, const std::string& error, bool is_final) {
  return together([&]() -> Result<void> {
    const Value values[] = {number(reply.id), error, number(is_final ? 1 : 0)};
    auto ok = done(
        database_->run("UPDATE desk_replies SET state = 'failed', error = $2, is_final = $3 WHERE id = $1", values));
    if (!ok || reply.state != ReplyState::kSent) return ok;
    const Value conversation[] = {number(reply.conversation)};
    return done(database_->run(
        "UPDATE desk_conversations SET state = CASE WHEN owner IS NULL THEN 'open' ELSE 'taken' END, answered_at = "
        "NULL "
        "WHERE id = $1 AND state = 'answered' AND NOT EXISTS (SELECT 1 FROM desk_replies WHERE conversation = $1 AND "
        "state IN ('sent', 'confirmed'))",
        conversation));
  });
}

Result<std::optional<Micros>> Book::median(std::string_view sql) {
  std::vector<std::int64_t> waits;
  auto ok = database_->query(sql, {}, [&](const Row& row) { waits.push_back(row.integer(0)); });
  if (!ok) return ok.error();
  if (waits.empty()) return std::optional<Micros>{};
  const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
  std::nth_element(waits.begin(), middle, waits.end());
  return std::optional(Micros(*middle));
}

Result<Counts> Book::counts() {
  Counts out;
  const auto read_counts = [&](const Row& row) {
    const auto name = row.text(0);
    const auto value = static_cast<std::uint64_t>(row.integer(1));
    constexpr std::string_view kRejected = "rejected:";
    if (name == "received") out.received = value;
    if (name == "shown") out.shown = value;
    if (name == "merged") out.merged = value;
    if (name == "rejected") out.rejected = value;
    if (name.starts_with(kRejected)) out.rejected_because[name.substr(kRejected.size())] = value;
  };
  const auto read_states = [&](const Row& row) {
    out.states[row.text(0)] = static_cast<std::uint64_t>(row.integer(1));
  };
  const auto read_replies = [&](const Row& row) {
    out.replies[row.text(0)] = static_cast<std::uint64_t>(row.integer(1));
  };
  auto ok = database_->query("SELECT name, value FROM desk_counts", {}, read_counts);
  if (ok) ok = database_->query("SELECT state, count(*) FROM desk_conversations GROUP BY state", {}, read_states);
  if (ok) ok = database_->query("SELECT state, count(*) FROM desk_replies GROUP BY state", {}, read_replies);
  if (!ok) return ok.error();
  const std::string limit = " ORDER BY answered_at DESC LIMIT " + std::to_string(kMedianOf);
  auto first = median("SELECT answered_at - opened_at FROM desk_conversations WHERE answered_at IS NOT NULL" + limit);
  if (!first) return first.error();
  auto expert = median(
      "SELECT answered_at - opened_at FROM desk_conversations WHERE answered_at IS NOT NULL AND answered_by_expert = 1 "
      "AND kind = 'question'" +
      limit);
  if (!expert) return expert.error();
  out.median_first_answer = *first;
  out.median_expert_answer = *expert;
  return out;
}

}  // namespace vigie::desk
