// The tables of the place, and all of their SQL: who wrote what where, under which name, and what was removed for
// which reason. The words of contributions are not here: they are posts, in the store, and go from there at once.
// `doc/formats/data-folder.md` shows the tables.
// Threads: owned by one thread at a time (Guarded). Errors: what the database says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "community/page.h"
#include "storage/database.h"

namespace vigie::community {

enum class State : std::uint8_t { kPending, kSaid, kGone };

// A row of what was contributed.
struct Row {
  std::int64_t number = 0;
  std::int64_t page = 0;
  std::string post;
  std::int64_t parent = 0;  // Numbers; 0: the page.
  std::int64_t root = 0;
  std::string parent_post;
  std::string root_post;
  std::string name;
  std::string look;
  std::string author_key;  // Its digest.
  std::string form;        // The number of the form, of members.
  int stars = 0;
  Time created_at{};
  bool is_staff = false;
  State state = State::kPending;
  std::optional<Removal> removal;  // Without words.
  std::uint64_t replies = 0;
};

class Tables {
 public:
  static Result<Tables> open(const std::string& file);

  Result<std::string> secret();
  Result<std::optional<Brand>> brand();
  Result<void> keep_brand(const Brand& brand);

  // A page that is being opened is not shown.
  Result<std::int64_t> add_page(const PageDraft& draft, Time now);  // kConflict: the slug is taken.
  Result<void> open_page(std::int64_t page, std::uint32_t watch);
  Result<void> drop_page(std::int64_t page);
  Result<void> change_page(const Page& page);
  Result<std::optional<Page>> page(std::string_view slug);
  Result<std::vector<Page>> pages(bool is_open);  // Newest first.
  Result<std::vector<std::string>> products();    // That the product pages are about.
  Result<Stars> stars(std::int64_t page);

  Result<void> add_motive(std::int64_t page, const MotiveVersion& motive);
  Result<std::vector<MotiveVersion>> motives(std::int64_t page);  // Newest first.

  Result<Row> add(Row row);  // Gives it its number; its post, where that is empty.
  Result<void> set_state(std::int64_t number, State state);
  Result<void> set_said(std::int64_t number);  // After a power cut it may be pending again; the store knows its post.
  Result<void> drop(std::int64_t number);
  Result<void> forget(std::int64_t number);  // kGone, and whose it was with it.
  Result<std::optional<Row>> row(std::int64_t page, std::string_view post);
  Result<std::optional<Row>> row_of_form(std::string_view form);
  Result<std::vector<Row>> rows(State state, std::int64_t after, std::size_t limit);
  // What answers the page, newest first, below the number `before` if that is not 0.
  Result<std::vector<Row>> list(std::int64_t page, std::int64_t before, std::size_t limit);
  Result<std::vector<Row>> thread(std::int64_t root, std::int64_t after, std::size_t limit);  // Oldest first.
  Result<std::vector<Row>> newest(std::size_t limit);  // Of all pages and threads, for the feed.
  Result<std::vector<Row>> newest_of(std::int64_t page, std::size_t limit);
  Result<std::vector<std::string>> staff_names();  // Of who has spoken for the brand, without badges.
  Result<Time> newest_of_staff();                  // Of all pages; the beginning of time, if nobody has.
  Result<std::string> last_name(std::int64_t page, std::string_view author_key);  // Empty: none.
  Result<bool> is_taken(std::int64_t page, std::string_view look, std::string_view author_key);

  // kConflict: it is removed already.
  Result<void> remove(std::int64_t number, const Removal& removal, std::string_view by);
  Result<std::vector<Row>> removed(std::int64_t page);  // Newest first.
  Result<std::vector<Row>> removed_all();

 private:
  explicit Tables(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  Result<std::vector<Row>> rows_where(std::string_view where, std::span<const storage::Value> values);
  Result<void> fill(Page& page);

  std::unique_ptr<storage::Database> database_;
};

}  // namespace vigie::community
