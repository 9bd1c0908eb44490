// Indexing and searching by Xapian, one thread, on the words that Vigie wrote.
// Usage: xapian_search POSTS.txt QUESTIONS FOLDER SIZE,SIZE,…
#include <xapian.h>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "measured.h"
#include "said.h"
#include "searched.h"

namespace vigie::bench {
namespace {

constexpr int kCommitPosts = 100'000;  // Xapian's own default of 10,000 takes in fewer posts a second.

Xapian::Query query_of(const Question& question) {
  const auto op = question.phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_AND;
  return Xapian::Query(op, question.words.begin(), question.words.end());
}

class Searched {
 public:
  Searched(std::string posts, std::string folder, const std::string& questions)
      : posts_(std::move(posts)),
        folder_(std::move(folder)),
        database_(folder_ + "/xapian", Xapian::DB_CREATE_OR_OVERWRITE) {
    for (const auto& question : read_questions(questions)) queries_.push_back(query_of(question));
  }

  void grow_to(std::uint64_t size) {
    std::string line;
    Said said;
    while (count_ < size) {
      if (!std::getline(in_, line)) {
        in_.close();
        in_.clear();
        in_.open(posts_);
        continue;
      }
      read_said(line, said);
      index_time_.start();
      add(said);
      if (count_ % kCommitPosts == 0) database_.commit();
      index_time_.stop();
    }
    index_time_.start();
    database_.commit();
    index_time_.stop();
  }

  // Posts come in order of time, so the newest have the greatest numbers; matches without weights need no ranking.
  void ask(const std::string& answers) {
    Xapian::Database database(folder_ + "/xapian");
    std::ofstream out(answers);
    std::vector<double> micros;
    for (int round = 0; round <= kTimedRounds; ++round) {
      for (const auto& query : queries_) {
        const auto begin = std::chrono::steady_clock::now();
        Xapian::Enquire enquire(database);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_docid_order(Xapian::Enquire::DESCENDING);
        enquire.set_query(query);
        const auto found = enquire.get_mset(0, kPage);
        std::string all;
        for (auto hit = found.begin(); hit != found.end(); ++hit) all += hit.get_document().get_data();
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
        if (round > 0) {
          micros.push_back(took.count());
          continue;
        }
        for (auto hit = found.begin(); hit != found.end(); ++hit) out << *hit - 1 << ' ';
        out << '\n';
      }
    }
    const auto posts = static_cast<double>(count_);
    tell({{"posts", posts},
          {"index_posts_per_s", posts / index_time_.seconds()},
          {"bytes_per_post", static_cast<double>(compact_bytes()) / posts},
          {"p50_us", quantile(micros, 0.5)},
          {"p99_us", quantile(micros, 0.99)},
          {"rss_bytes", static_cast<double>(most_memory_bytes())}});
  }

 private:
  // Xapian leaves room in its blocks for what comes; a copy without it is what one keeps.
  std::uint64_t compact_bytes() const {
    const std::string copy = folder_ + "/xapian.compact";
    Xapian::Database(folder_ + "/xapian").compact(copy);
    const auto bytes = bytes_in(copy);
    std::filesystem::remove_all(copy);
    return bytes;
  }

  void add(const Said& said) {
    Xapian::Document document;
    for (const auto& token : said.tokens) document.add_posting(std::string(token.text), token.position + 1);
    document.add_value(0, Xapian::sortable_serialise(static_cast<double>(count_)));  // Its time.
    document.set_data(std::to_string(count_) + "\n" + std::string(said.text));
    database_.add_document(document);
    ++count_;
  }

  std::string posts_, folder_;
  std::ifstream in_{posts_};
  Xapian::WritableDatabase database_;
  std::vector<Xapian::Query> queries_;
  std::uint64_t count_ = 0;
  Stopwatch index_time_;
};

}  // namespace
}  // namespace vigie::bench

int main(int argc, char** argv) {
  try {
    return vigie::bench::run_search<vigie::bench::Searched>("xapian", argc, argv);
  } catch (const Xapian::Error& problem) {  // Is no std::exception.
    std::fprintf(stderr, "xapian_search: %s\n", problem.get_description().c_str());
    return 1;
  }
}
