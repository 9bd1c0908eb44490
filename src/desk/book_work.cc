// Conversations as people work on them.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/check.h"
#include "desk/book.h"

namespace vigie::desk {
namespace {

using storage::Row;
using storage::Value;

constexpr std::string_view kColumns =
    "SELECT id, source, post, kind, reasons, points, state, ours, owner, owner_name, handed, handed_name, topic, "
    "words, "
    "let_stand, reopened, opened_at, wants_at, answered_at, posts, voices, rank_order FROM desk_conversations ";

Value number(std::int64_t value) { return value; }

State state_of(std::string_view name) {
  for (const auto state : {State::kOpen, State::kTaken, State::kAnswered, State::kLetStand}) {
    if (name == name_of(state)) return state;
  }
  check(false, "desk: a conversation of an unknown state");
  return State::kOpen;
}

std::vector<Why> reasons_of(const std::string& lines) {
  std::vector<Why> out;
  std::size_t from = 0;
  while (from < lines.size()) {
    const auto first = lines.find('\t', from);
    const auto second = lines.find('\t', first + 1);
    const auto end = lines.find('\n', second + 1);
    if (end == std::string::npos) break;
    Why one{lines.substr(from, first - from), lines.substr(first + 1, second - first - 1), 0};
    std::from_chars(lines.data() + second + 1, lines.data() + end, one.points);
    out.push_back(std::move(one));
    from = end + 1;
  }
  return out;
}

std::optional<Person> person_of(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Person{row.text(column), row.text(column + 1)};
}

struct Ordered {
  Conversation conversation;
  std::int64_t order = 0;
};

Ordered read(const Row& row) {
  Ordered out;
  auto& one = out.conversation;
  one.id = row.integer(0);
  one.source = row.text(1);
  one.post = row.text(2);
  one.kind = intent::wish_of(row.text(3)).value_or(intent::Wish::kQuestion);
  one.reasons = reasons_of(row.text(4));
  one.points = static_cast<int>(row.integer(5));
  one.state = state_of(row.text(6));
  one.ours = row.integer(7) != 0;
  one.owner = person_of(row, 8);
  one.handed_to = person_of(row, 10);
  one.topic = row.text(12);
  one.words = row.text(13);
  one.let_stand_reason = row.text(14);
  one.reopened_by = row.text(15);
  one.opened_at = time_of_micros(row.integer(16));
  one.wants_at = time_of_micros(row.integer(17));
  if (!row.is_null(18)) one.answered_at = time_of_micros(row.integer(18));
  one.posts = static_cast<std::uint64_t>(row.integer(19));
  one.voices = static_cast<std::uint64_t>(row.integer(20));
  out.order = row.integer(21);
  return out;
}

bool is_owned_by_another(const Conversation& conversation, const Person& person) {
  return conversation.owner && conversation.owner->id != person.id;
}

Error taken_by(const Conversation& conversation) {
  return {ErrorCode::kConflict, conversation.owner->name + " has taken this conversation"};
}

// Where a page ends: the place in the order, and the id.
struct Cursor {
  std::int64_t order = 0;
  std::int64_t id = 0;
};

Result<std::optional<Cursor>> cursor_of(std::string_view text) {
  if (text.empty()) return std::optional<Cursor>{};
  Cursor out;
  const auto* end = text.data() + text.size();
  const auto order = std::from_chars(text.data(), end, out.order);
  if (order.ec != std::errc() || order.ptr == end || *order.ptr != '.') return invalid("cursor: not one of ours");
  const auto id = std::from_chars(order.ptr + 1, end, out.id);
  if (id.ec != std::errc() || id.ptr != end) return invalid("cursor: not one of ours");
  return std::optional(out);
}

// Of each filter its condition; `$1` is who asks.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFilters = {
    {{"", "TRUE"},
     {"open", "state = 'open' AND (handed IS NULL OR handed = $1)"},
     {"mine", "state = 'taken' AND owner = $1"},
     {"taken", "state = 'taken' AND owner <> $1"},
     {"handed", "state = 'open' AND handed IS NOT NULL"},
     {"answered", "state = 'answered'"},
     {"let_stand", "state = 'let_stand'"}}};

constexpr std::size_t kRowsPerLook = 500;  // Of an expert's list, of which they may see few.

}  // namespace

Error no_conversation() { return {ErrorCode::kNotFound, "there is no conversation with that id"}; }

Result<std::optional<Conversation>> Book::one(std::string_view where, std::span<const Value> values) {
  std::optional<Conversation> out;
  auto ok = database_->query(std::string(kColumns) + std::string(where), values,
                             [&](const Row& row) { out = read(row).conversation; });
  if (!ok) return ok.error();
  return out;
}

Result<Conversation> Book::find(ConversationId id) {
  const Value values[] = {number(id)};
  auto found = one("WHERE id = $1", values);
  if (!found) return found.error();
  if (!*found) return no_conversation();
  return std::move(**found);
}

Result<Page> Book::list(const Filter& filter) {
  const auto* which =
      std::find_if(kFilters.begin(), kFilters.end(), [&](const auto& one) { return one.first == filter.state; });
  if (which == kFilters.end()) return invalid("state: open, mine, taken, handed, answered or let_stand");
  const auto cursor = cursor_of(filter.cursor);
  if (!cursor) return cursor.error();
  auto after = *cursor;
  const std::string sql = std::string(kColumns) + "WHERE $1 = $1 AND (" + std::string(which->second) +
                          ") AND ($2 = 0 OR rank_order < $3 OR (rank_order = $3 AND id > $4)) "
                          "ORDER BY rank_order DESC, id LIMIT $5";
  Page out;
  while (true) {
    const auto rows_max = filter.answerer->is_expert ? kRowsPerLook : filter.limit + 1;
    const Value values[] = {filter.answerer->person.id, number(after ? 1 : 0), number(after ? after->order : 0),
                            number(after ? after->id : 0), number(static_cast<std::int64_t>(rows_max))};
    std::vector<Ordered> rows;
    auto ok = database_->query(sql, values, [&](const Row& row) { rows.push_back(read(row)); });
    if (!ok) return ok.error();
    for (auto& row : rows) {
      if (!filter.answerer->may_see(row.conversation)) continue;
      if (out.conversations.size() == filter.limit) {
        const auto& last = out.conversations.back();
        out.next_cursor = std::to_string(after->order) + "." + std::to_string(last.id);
        return out;
      }
      after = Cursor{row.order, row.conversation.id};
      out.conversations.push_back(std::move(row.conversation));
    }
    if (rows.size() < rows_max) return out;
    after = Cursor{rows.back().order, rows.back().conversation.id};
  }
}

Result<std::map<std::string, std::uint64_t>> Book::count_filters(const Answerer& by) {
  std::map<std::string, std::uint64_t> out;
  for (const auto& [name, condition] : kFilters) {
    if (name.empty()) continue;
    auto& count = out[std::string(name)];
    const Value values[] = {by.person.id};
    const std::string where = "WHERE $1 = $1 AND (" + std::string(condition) + ")";
    auto ok = by.is_expert
                  ? database_->query(std::string(kColumns) + where, values,
                                     [&](const Row& row) { count += by.may_see(read(row).conversation) ? 1 : 0; })
                  : database_->query("SELECT count(*) FROM desk_conversations " + where, values,
                                     [&](const Row& row) { count = static_cast<std::uint64_t>(row.integer(0)); });
    if (!ok) return ok.error();
  }
  return out;
}

Result<std::vector<PostKey>> Book::posts_of(ConversationId id) {
  const Value values[] = {number(id), number(kThreadPostsMax)};
  std::vector<PostKey> out;
  auto ok = database_->query(
      "SELECT source, id FROM desk_posts WHERE conversation = $1 ORDER BY created_at DESC, id DESC LIMIT $2", values,
      [&](const Row& row) {
        out.push_back({row.text(0), row.text(1)});
      });
  if (!ok) return ok.error();
  std::reverse(out.begin(), out.end());
  return out;
}

Result<PostKey> Book::post_to_answer(const Conversation& conversation) {
  const Value values[] = {number(conversation.id)};
  PostKey out{conversation.source, conversation.post};
  auto ok = database_->query(
      "SELECT source, id FROM desk_posts WHERE conversation = $1 AND is_us = 0 AND wish <> 'nothing' "
      "ORDER BY created_at DESC, id DESC LIMIT 1",
      values, [&](const Row& row) {
        out = {row.text(0), row.text(1)};
      });
  if (!ok) return ok.error();
  return out;
}

// The conversation after `work` on it as it is, unless somebody else has it.
Result<Conversation> Book::work_on(ConversationId id, const Answerer& by,
                                   const std::function<Result<void>(const Conversation&)>& work) {
  auto ok = together([&]() -> Result<void> {
    const auto now = find(id);
    if (!now) return now.error();
    if (!by.may_see(*now)) return no_conversation();
    if (is_owned_by_another(*now, by.person) && now->state == State::kTaken) return taken_by(*now);
    return work(*now);
  });
  if (!ok) return ok.error();
  return find(id);
}

Result<Conversation> Book::take(ConversationId id, const Person& by) {
  // One statement decides: of two at the same moment one finds it taken.
  const Value values[] = {number(id), by.id, by.name};
  const auto taken = database_->run(
      "UPDATE desk_conversations SET state = 'taken', owner = $2, owner_name = $3 WHERE id = $1 AND "
      "(state = 'open' OR (state = 'taken' AND owner = $2))",
      values);
  if (!taken) return taken.error();
  auto now = find(id);
  if (!now || *taken == 1) return now;
  if (now->state == State::kTaken) return taken_by(*now);
  return Error{ErrorCode::kConflict, "this conversation is settled; open it again first"};
}

Result<Conversation> Book::release(ConversationId id, const Answerer& by) {
  return work_on(id, by, [&](const Conversation& now) -> Result<void> {
    if (now.state != State::kTaken) return {};
    const Value values[] = {number(id)};
    const auto ok = database_->run(
        "UPDATE desk_conversations SET state = 'open', owner = NULL, owner_name = NULL WHERE id = $1", values);
    return ok ? Result<void>{} : Result<void>(ok.error());
  });
}

Result<Conversation> Book::let_stand(ConversationId id, const Answerer& by, const std::string& reason, Time) {
  return work_on(id, by, [&](const Conversation& now) -> Result<void> {
    if (now.state == State::kAnswered) {
      return Error{ErrorCode::kConflict, "this conversation is answered; open it again first"};
    }
    const Value values[] = {number(id), reason, by.person.id, by.person.name};
    const auto ok = database_->run(
        "UPDATE desk_conversations SET state = 'let_stand', let_stand = $2, owner = $3, owner_name = $4 WHERE id = $1",
        values);
    return ok ? Result<void>{} : Result<void>(ok.error());
  });
}

Result<Conversation> Book::reopen(ConversationId id) {
  const Value values[] = {number(id)};
  const auto ok = database_->run(
      "UPDATE desk_conversations SET state = 'open', owner = NULL, owner_name = NULL, let_stand = '', reopened = "
      "'hand' "
      "WHERE id = $1 AND state IN ('answered', 'let_stand')",
      values);
  if (!ok) return ok.error();
  return find(id);
}

Result<Conversation> Book::hand(ConversationId id, const Answerer& by, const Person& to, const std::string& topic) {
  return work_on(id, by, [&](const Conversation&) -> Result<void> {
    const Value values[] = {number(id), to.id, to.name, topic};
    const auto ok = database_->run(
        "UPDATE desk_conversations SET state = 'open', owner = NULL, owner_name = NULL, handed = $2, handed_name = $3, "
        "topic = $4, let_stand = '' WHERE id = $1",
        values);
    return ok ? Result<void>{} : Result<void>(ok.error());
  });
}

Result<void> Book::let_go(const std::string& person) {
  const Value values[] = {person};
  return together([&]() -> Result<void> {
    for (const auto* sql :
         {"UPDATE desk_conversations SET state = 'open', owner = NULL, owner_name = NULL WHERE state = 'taken' AND "
          "owner = $1",
          "UPDATE desk_conversations SET handed = NULL, handed_name = NULL WHERE handed = $1"}) {
      if (const auto ok = database_->run(sql, values); !ok) return ok.error();
    }
    return {};
  });
}

Result<std::optional<Draft>> Book::draft(ConversationId id, const std::string& account) {
  const Value values[] = {number(id), account};
  std::optional<Draft> out;
  auto ok = database_->query("SELECT text, updated_at FROM desk_drafts WHERE conversation = $1 AND account = $2",
                             values, [&](const Row& row) {
                               out = Draft{row.text(0), time_of_micros(row.integer(1))};
                             });
  if (!ok) return ok.error();
  return out;
}

Result<void> Book::keep_draft(ConversationId id, const std::string& account, const std::string& text, Time now) {
  const auto conversation = find(id);
  if (!conversation) return conversation.error();
  const Value key[] = {number(id), account};
  const Value values[] = {number(id), account, text, number(micros_of(now))};
  const auto ok = text.empty()
                      ? database_->run("DELETE FROM desk_drafts WHERE conversation = $1 AND account = $2", key)
                      : database_->run(
                            "INSERT INTO desk_drafts (conversation, account, text, updated_at) VALUES ($1, $2, $3, $4) "
                            "ON CONFLICT (conversation, account) DO UPDATE SET text = excluded.text, updated_at = "
                            "excluded.updated_at",
                            values);
  return ok ? Result<void>{} : Result<void>(ok.error());
}

}  // namespace vigie::desk
