// Indexing and searching by SQLite's FTS5, one thread, on the words that Vigie wrote: a tokenizer of our own gives
// FTS5 each token at its place.
// Usage: fts5_search POSTS.txt QUESTIONS FOLDER SIZE,SIZE,…
#include <sqlite3.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "measured.h"
#include "said.h"
#include "searched.h"

namespace vigie::bench {
namespace {

constexpr int kCommitPosts = 10'000;
constexpr int kCacheKibibytes = 64 << 10;

int make_tokenizer(void*, const char**, int, Fts5Tokenizer** out) {
  static char one;  // It keeps nothing; FTS5 wants an address.
  *out = reinterpret_cast<Fts5Tokenizer*>(&one);
  return SQLITE_OK;
}
void drop_tokenizer(Fts5Tokenizer*) {}

// FTS5 counts places itself: a token either takes the next or shares the last. Fields are so far apart that a gap is
// not needed for what is asked here, words and phrases within one field.
int tokenize(Fts5Tokenizer*, void* context, int, const char* text, int size,
             int (*each)(void*, int, const char*, int, int, int)) {
  std::string_view rest(text, static_cast<std::size_t>(size));
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    std::string_view token = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    int flags = 0;
    if (const auto bar = token.find('|'); bar != token.npos) {
      if (token.substr(0, bar) == "0") flags = FTS5_TOKEN_COLOCATED;
      token.remove_prefix(bar + 1);
    }
    const int begin = static_cast<int>(token.data() - text);
    const int code = each(context, flags, token.data(), static_cast<int>(token.size()), begin,
                          begin + static_cast<int>(token.size()));
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

class Connection {
 public:
  explicit Connection(const std::string& path) {
    check(sqlite3_open(path.c_str(), &handle_));
    fts5_tokenizer tokenizer{make_tokenizer, drop_tokenizer, tokenize};
    fts5_api* api = nullptr;
    sqlite3_stmt* ask = prepare("SELECT fts5(?1)");
    check(sqlite3_bind_pointer(ask, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr));
    sqlite3_step(ask);
    sqlite3_finalize(ask);
    if (api == nullptr) throw std::runtime_error("this SQLite has no FTS5");
    check(api->xCreateTokenizer(api, "said", nullptr, &tokenizer, nullptr));
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { sqlite3_close_v2(handle_); }

  void run(const std::string& sql) { check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* out = nullptr;
    check(sqlite3_prepare_v2(handle_, sql, -1, &out, nullptr));
    return out;
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(handle_));
    sqlite3_reset(statement);
  }
  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
  }

 private:
  sqlite3* handle_ = nullptr;
};

void bind(sqlite3_stmt* statement, int place, std::string_view text) {
  sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

// In FTS5's language: each word in quotes; words without an operator must all be there.
std::string match_text(const Question& question) {
  std::string out;
  for (const auto& word : question.words) {
    if (!out.empty()) out += question.phrase ? " + " : " ";
    out += "\"" + word + "\"";
  }
  return out;
}

std::string path_in(const std::string& folder) {
  std::filesystem::create_directories(folder + "/fts5");
  return folder + "/fts5/posts.db";
}

class Searched {
 public:
  Searched(std::string posts, std::string folder, const std::string& questions)
      : posts_(std::move(posts)), folder_(std::move(folder)), connection_(path_in(folder_)) {
    for (const auto& question : read_questions(questions)) queries_.push_back(match_text(question));
    connection_.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-" +
                    std::to_string(kCacheKibibytes));
    connection_.run(
        "CREATE TABLE post (number INTEGER PRIMARY KEY, id TEXT, time INTEGER, text TEXT);"
        "CREATE VIRTUAL TABLE word USING fts5(said, content='', tokenize='said')");
    add_post_ = connection_.prepare("INSERT INTO post VALUES (?1, ?2, ?3, ?4)");
    add_words_ = connection_.prepare("INSERT INTO word (rowid, said) VALUES (?1, ?2)");
  }
  Searched(const Searched&) = delete;
  Searched& operator=(const Searched&) = delete;
  ~Searched() {
    sqlite3_finalize(add_post_);
    sqlite3_finalize(add_words_);
  }

  void grow_to(std::uint64_t size) {
    std::string line;
    index_time_.start();
    connection_.run("BEGIN");
    index_time_.stop();
    while (count_ < size) {
      if (!std::getline(in_, line)) {
        in_.close();
        in_.clear();
        in_.open(posts_);
        continue;
      }
      index_time_.start();
      add(line);
      if (count_ % kCommitPosts == 0) connection_.run("COMMIT; BEGIN");
      index_time_.stop();
    }
    index_time_.start();
    connection_.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    index_time_.stop();
  }

  // Posts come in order of time, so the newest have the greatest row ids.
  void ask(const std::string& answers) {
    sqlite3_stmt* search = connection_.prepare(
        "SELECT post.id, post.time, post.text FROM word JOIN post ON post.number = word.rowid WHERE word MATCH ?1 "
        "ORDER BY word.rowid DESC LIMIT 20");
    std::ofstream out(answers);
    std::vector<double> micros;
    for (int round = 0; round <= kTimedRounds; ++round) {
      for (const auto& query : queries_) {
        const auto begin = std::chrono::steady_clock::now();
        std::string ids;
        std::size_t bytes = 0;
        bind(search, 1, query);
        while (sqlite3_step(search) == SQLITE_ROW) {
          ids += reinterpret_cast<const char*>(sqlite3_column_text(search, 0));
          ids += ' ';
          bytes += std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(search, 2))).size();
        }
        if (sqlite3_reset(search) != SQLITE_OK) throw std::runtime_error("cannot be asked: " + query);
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
        read_bytes_ += bytes;
        if (round > 0) micros.push_back(took.count());
        if (round == 0) out << ids << '\n';
      }
    }
    sqlite3_finalize(search);
    const auto posts = static_cast<double>(count_);
    tell({{"posts", posts},
          {"index_posts_per_s", posts / index_time_.seconds()},
          {"bytes_per_post", static_cast<double>(bytes_in(folder_ + "/fts5")) / posts},
          {"p50_us", quantile(micros, 0.5)},
          {"p99_us", quantile(micros, 0.99)},
          {"rss_bytes", static_cast<double>(most_memory_bytes())}});
  }

 private:
  void add(const std::string& line) {
    const std::string_view all = line;
    const auto keywords = all.find('\t') + 1;
    const auto tokens = all.find('\t', keywords) + 1;
    const auto text = all.find('\t', tokens) + 1;
    const auto number = static_cast<sqlite3_int64>(count_ + 1);
    const std::string id = std::to_string(count_);
    sqlite3_bind_int64(add_post_, 1, number);
    bind(add_post_, 2, id);
    sqlite3_bind_int64(add_post_, 3, number * 250'000);
    bind(add_post_, 4, all.substr(text));
    connection_.step(add_post_);
    sqlite3_bind_int64(add_words_, 1, number);
    bind(add_words_, 2, all.substr(tokens, text - 1 - tokens));
    connection_.step(add_words_);
    ++count_;
  }

  std::string posts_, folder_;
  std::ifstream in_{posts_};
  Connection connection_;
  sqlite3_stmt* add_post_ = nullptr;
  sqlite3_stmt* add_words_ = nullptr;
  std::vector<std::string> queries_;
  std::uint64_t count_ = 0;
  std::uint64_t read_bytes_ = 0;
  Stopwatch index_time_;
};

}  // namespace
}  // namespace vigie::bench

int main(int argc, char** argv) { return vigie::bench::run_search<vigie::bench::Searched>("fts5", argc, argv); }
