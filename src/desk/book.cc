// Posts as they come in and go.
#include "desk/book.h"

#include <algorithm>

#include "desk/ranking.h"

namespace vigie::desk {
namespace {

using storage::Migration;
using storage::Row;
using storage::Value;

constexpr Migration kMigrations[] = {{1, R"(
CREATE TABLE desk_conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, thread TEXT NOT NULL, post TEXT NOT NULL,
  kind TEXT NOT NULL, reasons TEXT NOT NULL, points INTEGER NOT NULL, rank_order INTEGER NOT NULL, state TEXT NOT NULL,
  ours INTEGER NOT NULL, owner TEXT, owner_name TEXT, handed TEXT, handed_name TEXT, topic TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL, let_stand TEXT NOT NULL DEFAULT '', reopened TEXT NOT NULL DEFAULT '', opened_at BIGINT NOT NULL,
  wants_at BIGINT NOT NULL, answered_at BIGINT, answered_by_expert INTEGER NOT NULL DEFAULT 0,
  posts INTEGER NOT NULL DEFAULT 1, voices INTEGER NOT NULL DEFAULT 1);
CREATE INDEX desk_conversations_order ON desk_conversations (state, rank_order DESC, id);
CREATE INDEX desk_conversations_thread ON desk_conversations (source, thread);
CREATE TABLE desk_posts (
  source TEXT NOT NULL, id TEXT NOT NULL, conversation INTEGER, fate TEXT NOT NULL, reason TEXT NOT NULL,
  author TEXT NOT NULL, wish TEXT NOT NULL, reasons TEXT NOT NULL, points INTEGER NOT NULL, words TEXT NOT NULL,
  is_us INTEGER NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, version BIGINT NOT NULL,
  PRIMARY KEY (source, id));
CREATE INDEX desk_posts_conversation ON desk_posts (conversation, created_at);
CREATE INDEX desk_posts_author ON desk_posts (source, author, created_at);
CREATE INDEX desk_posts_fate ON desk_posts (fate, seen_at);
CREATE TABLE desk_counts (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE desk_notes (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE desk_drafts (
  conversation INTEGER NOT NULL, account TEXT NOT NULL, text TEXT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (conversation, account));
CREATE TABLE desk_replies (
  id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL, state TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
  client_key TEXT, account TEXT NOT NULL, account_name TEXT NOT NULL, badge TEXT NOT NULL, by_expert INTEGER NOT NULL,
  source TEXT NOT NULL, parent TEXT NOT NULL, root TEXT NOT NULL, text TEXT NOT NULL, outgoing_text TEXT NOT NULL,
  lang TEXT NOT NULL, author_id TEXT NOT NULL, author_handle TEXT NOT NULL, author_name TEXT NOT NULL,
  said_at BIGINT NOT NULL UNIQUE, queued_at BIGINT NOT NULL, sent_at BIGINT, confirmed_at BIGINT,
  error TEXT NOT NULL DEFAULT '', is_final INTEGER NOT NULL DEFAULT 0, said_id TEXT NOT NULL DEFAULT '',
  said_url TEXT NOT NULL DEFAULT '', UNIQUE (account, client_key));
CREATE INDEX desk_replies_state ON desk_replies (state, id);
CREATE INDEX desk_replies_conversation ON desk_replies (conversation, id);
CREATE INDEX desk_replies_said ON desk_replies (source, said_id);
)"}};

Value micros(Time time) { return std::int64_t{micros_of(time)}; }
Value text(std::string_view text) { return std::string(text); }
Value number(std::int64_t value) { return value; }

Time version_of(const post::Post& post) {
  return post.edited_at ? std::max(*post.edited_at, post.created_at) : post.created_at;
}

bool wants(const Arrival& arrival) { return arrival.intent.wish != intent::Wish::kNothing; }

// In our own place everything said on one page has that page as its root: only who answers whom makes a thread.
bool has_page_for_root(std::string_view source) { return source.starts_with("place:"); }

std::string thread_of(const Arrival& arrival) {
  const auto& post = arrival.post;
  if (has_page_for_root(post.source) || post.kind == post::Kind::kQuote) return std::string(post.id);
  if (!post.root.empty()) return std::string(post.root);
  return std::string(post.parent.empty() ? post.id : post.parent);
}

}  // namespace

// One reason a line: what, the word, its points.
std::string lines_of(const std::vector<Why>& reasons) {
  std::string out;
  for (const auto& one : reasons) {
    std::string word = one.word;
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
    out += one.why + '\t' + word + '\t' + std::to_string(one.points) + '\n';
  }
  return out;
}

Result<std::unique_ptr<Book>> Book::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("desk", kMigrations); !ok) return ok.error();
  return std::unique_ptr<Book>(new Book(std::move(*database)));
}

Result<std::optional<Book::Known>> Book::known(const std::string& source, const std::string& id) {
  const Value key[] = {source, id};
  std::optional<Known> out;
  auto ok = database_->query("SELECT conversation, fate, reason, version FROM desk_posts WHERE source = $1 AND id = $2",
                             key, [&](const Row& row) {
                               out = Known{std::nullopt, row.text(1), row.text(2), time_of_micros(row.integer(3))};
                               if (!row.is_null(0)) out->conversation = row.integer(0);
                             });
  if (!ok) return ok.error();
  return out;
}

Result<void> Book::count(const std::string& name, std::int64_t more) {
  const Value values[] = {name, more};
  const auto ok = database_->run(
      "INSERT INTO desk_counts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = value + "
      "excluded.value",
      values);
  return ok ? Result<void>{} : Result<void>(ok.error());
}

Result<bool> Book::receive(const Arrival& arrival, Time now) {
  const auto before = known(std::string(arrival.post.source), std::string(arrival.post.id));
  if (!before) return before.error();
  if (*before) return read_edit(**before, arrival, now);
  if (auto ok = count("received", 1); !ok) return ok.error();
  return place(arrival, now);
}

// Where it belongs: to a conversation that is there, to one of its own, or to none.
Result<bool> Book::place(const Arrival& arrival, Time now) {
  const auto refuse = [&](const char* reason) -> Result<bool> {
    if (auto ok = keep_post(arrival, std::nullopt, "rejected", reason); !ok) return ok.error();
    return false;
  };
  if (arrival.post.kind == post::Kind::kRepost) return refuse("repost");
  const auto conversation = conversation_for(arrival);
  if (!conversation) return conversation.error();
  if (*conversation) {
    const auto said = is_said(arrival.post);
    if (!said) return said.error();
    if (!*said) return merge(**conversation, arrival, now);
    // Ours, even before a network has told who we are.
    Arrival own = arrival;
    own.is_us = true;
    own.intent = {};
    return merge(**conversation, own, now);
  }
  if (arrival.is_us) return refuse("ours");
  if (arrival.post.created_at < now - kOldestWanted) return refuse("old");
  if (!wants(arrival)) return refuse("nothing");
  return open_new(arrival);
}

Result<bool> Book::is_said(const post::Post& post) {
  const Value own[] = {text(post.source), text(post.id)};
  bool out = false;
  auto ok = database_->query("SELECT id FROM desk_replies WHERE source = $1 AND said_id = $2", own,
                             [&](const Row&) { out = true; });
  if (!ok) return ok.error();
  return out;
}

Result<std::optional<ConversationId>> Book::conversation_for(const Arrival& arrival) {
  const auto& post = arrival.post;
  std::optional<ConversationId> out;
  const auto look = [&](std::string_view sql, std::span<const Value> values) {
    return out ? Result<void>{} : database_->query(sql, values, [&](const Row& row) { out = row.integer(0); });
  };
  const Value parent[] = {text(post.source), text(post.parent)};
  const Value root[] = {text(post.source), text(post.root)};
  constexpr auto kOfPost =
      "SELECT conversation FROM desk_posts WHERE source = $1 AND id = $2 AND conversation IS NOT NULL";
  constexpr auto kOfReply =
      "SELECT r.conversation FROM desk_replies r JOIN desk_conversations c ON c.id = r.conversation "
      "WHERE r.source = $1 AND r.said_id = $2";
  const Value own[] = {text(post.source), text(post.id)};
  auto ok = look(kOfReply, own);
  if (ok && !post.parent.empty() && post.kind != post::Kind::kQuote) {
    ok = look(kOfPost, parent);
    if (ok) ok = look(kOfReply, parent);
    if (ok && !post.root.empty() && !has_page_for_root(post.source)) {
      ok = look(kOfPost, root);
      if (ok) ok = look("SELECT id FROM desk_conversations WHERE source = $1 AND thread = $2", root);
    }
  }
  // Somebody who goes on, without a thread.
  if (ok && !out && wants(arrival) && !arrival.is_us && !post.author.id.empty()) {
    const Value near[] = {text(post.source), text(post.author.id), micros(post.created_at - kSameAuthorWithin),
                          micros(post.created_at + kSameAuthorWithin)};
    ok = look(
        "SELECT p.conversation FROM desk_posts p JOIN desk_conversations c ON c.id = p.conversation "
        "WHERE p.source = $1 AND p.author = $2 AND p.created_at BETWEEN $3 AND $4 AND p.wish <> 'nothing' "
        "AND c.state IN ('open', 'taken') ORDER BY p.created_at DESC LIMIT 1",
        near);
  }
  if (!ok) return ok.error();
  return out;
}

Result<void> Book::keep_post(const Arrival& arrival, std::optional<ConversationId> conversation, const char* fate,
                             const char* reason) {
  const auto& post = arrival.post;
  const bool is_kept = conversation.has_value();  // Of what is nobody's work no more than the key is kept.
  const Value values[] = {text(post.source),
                          text(post.id),
                          is_kept ? number(*conversation) : Value(nullptr),
                          text(fate),
                          text(reason),
                          text(post.author.id),
                          text(name_of(arrival.intent.wish)),
                          text(is_kept ? lines_of(arrival.reasons) : ""),
                          number(arrival.points),
                          text(is_kept ? arrival.words : ""),
                          number(arrival.is_us ? 1 : 0),
                          micros(post.created_at),
                          micros(post.seen_at),
                          micros(version_of(post))};
  const auto kept = database_->run(
      "INSERT INTO desk_posts (source, id, conversation, fate, reason, author, wish, reasons, points, words, is_us, "
      "created_at, seen_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      values);
  if (!kept) return kept.error();
  if (auto ok = count(fate, 1); !ok) return ok;
  return *reason == '\0' ? Result<void>{} : count(std::string("rejected:") + reason, 1);
}

Result<bool> Book::open_new(const Arrival& arrival) {
  const auto& post = arrival.post;
  const Value values[] = {text(post.source),
                          text(thread_of(arrival)),
                          text(post.id),
                          text(name_of(arrival.intent.wish)),
                          text(lines_of(arrival.reasons)),
                          number(arrival.points),
                          number(arrival.ours ? 1 : 0),
                          text(arrival.words),
                          micros(post.created_at),
                          number(0)};
  const auto made = database_->run(
      "INSERT INTO desk_conversations (source, thread, post, kind, reasons, points, rank_order, state, ours, words, "
      "opened_at, wants_at) VALUES ($1, $2, $3, $4, $5, $6, $10, 'open', $7, $8, $9, $9)",
      values);
  if (!made) return made.error();
  const auto id = database_->last_id();
  if (auto ok = keep_post(arrival, id, "shown", ""); !ok) return ok.error();
  if (auto ok = recount(id); !ok) return ok.error();
  return true;
}

Result<bool> Book::merge(ConversationId id, const Arrival& arrival, Time now) {
  if (auto ok = keep_post(arrival, id, "merged", ""); !ok) return ok.error();
  const auto conversation = find(id);
  if (!conversation) return conversation.error();
  if (arrival.is_us) {
    // Ours, from wherever it was written: somebody has answered.
    if (conversation->state == State::kOpen || conversation->state == State::kTaken) {
      const Value values[] = {number(id), micros(std::min(arrival.post.created_at, now))};
      const auto ok = database_->run(
          "UPDATE desk_conversations SET state = 'answered', answered_at = coalesce(answered_at, $2) WHERE id = $1",
          values);
      if (!ok) return ok.error();
    }
  } else if (wants(arrival) && arrival.intent.wish != intent::Wish::kThanks &&
             (conversation->state == State::kAnswered || conversation->state == State::kLetStand)) {
    if (auto ok = ask_again(id, arrival); !ok) return ok.error();
  }
  if (auto ok = recount(id); !ok) return ok.error();
  return true;
}

// Who was answered wants more, or what was let stand goes on.
Result<void> Book::ask_again(ConversationId id, const Arrival& arrival) {
  const Value values[] = {number(id),
                          text(name_of(arrival.intent.wish)),
                          text(lines_of(arrival.reasons)),
                          number(arrival.points),
                          micros(arrival.post.created_at),
                          text(name_of(arrival.intent.wish))};
  const auto ok = database_->run(
      "UPDATE desk_conversations SET state = 'open', owner = NULL, owner_name = NULL, let_stand = '', kind = $2, "
      "reasons = $3, points = $4, wants_at = $5, reopened = $6 WHERE id = $1",
      values);
  return ok ? Result<void>{} : Result<void>(ok.error());
}

// How many posts and voices, not counting ours; and its place among the others.
Result<void> Book::recount(ConversationId id) {
  const Value values[] = {number(id)};
  std::int64_t posts = 0;
  std::int64_t voices = 0;
  auto ok = database_->query(
      "SELECT count(*), count(DISTINCT CASE WHEN is_us = 0 THEN author END) FROM desk_posts WHERE conversation = $1",
      values, [&](const Row& row) {
        posts = row.integer(0);
        voices = row.integer(1);
      });
  if (!ok) return ok;
  const auto conversation = find(id);
  if (!conversation) return conversation.error();
  const Value counted[] = {number(id), number(posts), number(voices),
                           number(order_of(conversation->points, conversation->wants_at))};
  const auto kept =
      database_->run("UPDATE desk_conversations SET posts = $2, voices = $3, rank_order = $4 WHERE id = $1", counted);
  return kept ? Result<void>{} : Result<void>(kept.error());
}

Result<bool> Book::read_edit(const Known& before, const Arrival& arrival, Time now) {
  if (before.reason == "gone" || version_of(arrival.post) <= before.version) return false;
  const std::string source(arrival.post.source);
  const std::string id(arrival.post.id);
  if (before.fate == "rejected") {
    const Value key[] = {source, id};
    if (auto ok = database_->run("DELETE FROM desk_posts WHERE source = $1 AND id = $2", key); !ok) return ok.error();
    if (auto ok = count("rejected", -1); !ok) return ok.error();
    if (auto ok = count("rejected:" + before.reason, -1); !ok) return ok.error();
    return place(arrival, now);
  }
  const Value values[] = {source,
                          id,
                          text(name_of(arrival.intent.wish)),
                          text(lines_of(arrival.reasons)),
                          number(arrival.points),
                          text(arrival.words),
                          micros(version_of(arrival.post))};
  const auto kept = database_->run(
      "UPDATE desk_posts SET wish = $3, reasons = $4, points = $5, words = $6, version = $7 WHERE source = $1 AND id = "
      "$2",
      values);
  if (!kept) return kept.error();
  const auto conversation = find(*before.conversation);
  if (!conversation) return conversation.error();
  // Whoever took it has read the older words: the kind stays until the new ones want something else.
  if (conversation->post == id && wants(arrival)) {
    const Value opening[] = {number(conversation->id), text(name_of(arrival.intent.wish)),
                             text(lines_of(arrival.reasons)), number(arrival.points), text(arrival.words)};
    const auto ok = database_->run(
        "UPDATE desk_conversations SET kind = $2, reasons = $3, points = $4, words = $5 WHERE id = $1", opening);
    if (!ok) return ok.error();
  }
  if (auto ok = recount(conversation->id); !ok) return ok.error();
  return true;
}

Result<bool> Book::forget_post(const std::string& source, const std::string& id) {
  const auto before = known(source, id);
  if (!before) return before.error();
  if (!*before || (*before)->reason == "gone") return false;
  const auto& post = **before;
  const Value key[] = {source, id};
  const auto gone = database_->run(
      "UPDATE desk_posts SET conversation = NULL, fate = 'rejected', reason = 'gone', author = '', wish = 'nothing', "
      "reasons = '', words = '' WHERE source = $1 AND id = $2",
      key);
  if (!gone) return gone.error();
  if (auto ok = count(post.fate, -1); !ok) return ok.error();
  if (auto ok = count("rejected", 1); !ok) return ok.error();
  if (auto ok = count("rejected:gone", 1); !ok) return ok.error();
  if (post.fate == "rejected") {
    if (auto ok = count("rejected:" + post.reason, -1); !ok) return ok.error();
    return false;
  }
  if (post.fate == "shown") {
    if (auto ok = move_opening(*post.conversation); !ok) return ok.error();
  } else if (auto ok = recount(*post.conversation); !ok) {
    return ok.error();
  }
  return true;
}

// The post that a conversation was about is gone: it is about the next that wants something, or it goes too.
Result<void> Book::move_opening(ConversationId id) {
  const Value values[] = {number(id)};
  struct Next {
    std::string source, id, wish, reasons, words;
    std::int64_t points, created_at;
  };
  std::optional<Next> next;
  auto ok = database_->query(
      "SELECT source, id, wish, reasons, words, points, created_at FROM desk_posts WHERE conversation = $1 AND wish <> "
      "'nothing' AND is_us = 0 ORDER BY created_at, id LIMIT 1",
      values, [&](const Row& row) {
        next = Next{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5), row.integer(6)};
      });
  if (!ok) return ok;
  if (!next) return take_away(id);
  const Value key[] = {next->source, next->id};
  if (auto moved = database_->run("UPDATE desk_posts SET fate = 'shown' WHERE source = $1 AND id = $2", key); !moved) {
    return moved.error();
  }
  if (auto counted = count("merged", -1); !counted) return counted;
  if (auto counted = count("shown", 1); !counted) return counted;
  const Value moved[] = {
      number(id), next->id, next->wish, next->reasons, number(next->points), next->words, number(next->created_at)};
  const auto kept = database_->run(
      "UPDATE desk_conversations SET post = $2, kind = $3, reasons = $4, points = $5, words = $6, opened_at = $7, "
      "wants_at = CASE WHEN wants_at < $7 THEN $7 ELSE wants_at END WHERE id = $1",
      moved);
  return kept ? recount(id) : Result<void>(kept.error());
}

// Nobody wants anything any more. What was said beside becomes what it is without it.
Result<void> Book::take_away(ConversationId id) {
  const Value values[] = {number(id)};
  const auto left = database_->run(
      "UPDATE desk_posts SET conversation = NULL, fate = 'rejected', reason = 'nothing', reasons = '', words = '' "
      "WHERE conversation = $1",
      values);
  if (!left) return left.error();
  if (auto ok = count("merged", -*left); !ok) return ok;
  if (auto ok = count("rejected", *left); !ok) return ok;
  if (auto ok = count("rejected:nothing", *left); !ok) return ok;
  for (const auto* sql : {"DELETE FROM desk_drafts WHERE conversation = $1",
                          "DELETE FROM desk_replies WHERE conversation = $1 AND state IN ('queued', 'failed', "
                          "'passed_on')",
                          "DELETE FROM desk_conversations WHERE id = $1"}) {
    if (auto ok = database_->run(sql, values); !ok) return ok.error();
  }
  return {};
}

Result<bool> Book::forget_author(const std::string& source, const std::string& author, std::optional<Time> until) {
  if (author.empty()) return false;
  const Value values[] = {source, author, micros(until.value_or(Time::max()))};
  std::vector<std::string> ids;
  auto ok = database_->query("SELECT id FROM desk_posts WHERE source = $1 AND author = $2 AND created_at <= $3", values,
                             [&](const Row& row) { ids.push_back(row.text(0)); });
  if (!ok) return ok.error();
  bool changed = false;
  for (const auto& id : ids) {
    const auto gone = forget_post(source, id);
    if (!gone) return gone.error();
    changed = changed || *gone;
  }
  return changed;
}

Result<void> Book::forget_rejected_before(Time seen_at) {
  const Value values[] = {micros(seen_at)};
  const auto ok = database_->run("DELETE FROM desk_posts WHERE fate = 'rejected' AND seen_at < $1", values);
  return ok ? Result<void>{} : Result<void>(ok.error());
}

Result<std::optional<Time>> Book::noted() {
  std::optional<Time> out;
  auto ok = database_->query("SELECT value FROM desk_notes WHERE name = 'read_upto'", {},
                             [&](const Row& row) { out = time_of_micros(row.integer(0)); });
  if (!ok) return ok.error();
  return out;
}

Result<void> Book::note(Time seen_upto) {
  const Value values[] = {micros(seen_upto)};
  const auto ok = database_->run(
      "INSERT INTO desk_notes (name, value) VALUES ('read_upto', $1) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      values);
  return ok ? Result<void>{} : Result<void>(ok.error());
}

Result<void> Book::each_post(const std::function<void(PostKey key, bool in_conversation)>& on_post) {
  return database_->query("SELECT source, id, conversation FROM desk_posts", {}, [&](const Row& row) {
    on_post({row.text(0), row.text(1)}, !row.is_null(2));
  });
}

Result<bool> Book::is_in_conversation(std::string_view source, std::string_view id) {
  const auto at = known(std::string(source), std::string(id));
  if (!at) return at.error();
  return *at && (*at)->conversation.has_value();
}

Result<std::vector<std::string>> Book::sources() {
  std::vector<std::string> out;
  auto ok = database_->query("SELECT DISTINCT source FROM desk_conversations", {},
                             [&](const Row& row) { out.push_back(row.text(0)); });
  if (!ok) return ok.error();
  return out;
}

}  // namespace vigie::desk
