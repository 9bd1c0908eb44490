#include "survey/image_book.h"

#include <string_view>
#include <utility>

#include "storage/done.h"

namespace vigie::survey {
namespace {

using storage::done;
using storage::Migration;
using storage::Row;
using storage::Value;

// Where a list is kept, and what it is until somebody changes it. Phrases are lines, and hold none.
template <typename Reader>
struct Kept;

template <>
struct Kept<image::Reader> {
  static constexpr std::string_view kPart = "image";
  static constexpr std::string_view kTable = "image_attribute";
  static constexpr Migration kMigrations[] = {
      {1,
       "CREATE TABLE image_attribute (place INTEGER PRIMARY KEY, name TEXT NOT NULL, title_fr TEXT NOT NULL,"
       " title_en TEXT NOT NULL, phrases_fr TEXT NOT NULL, phrases_en TEXT NOT NULL,"
       " changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL);"},
  };
  static const std::vector<image::Attribute>& built_in() { return image::built_in(); }
};

template <>
struct Kept<image::Categories> {
  static constexpr std::string_view kPart = "category";
  static constexpr std::string_view kTable = "product_category";
  static constexpr Migration kMigrations[] = {
      {1,
       "CREATE TABLE product_category (place INTEGER PRIMARY KEY, name TEXT NOT NULL, title_fr TEXT NOT NULL,"
       " title_en TEXT NOT NULL, phrases_fr TEXT NOT NULL, phrases_en TEXT NOT NULL,"
       " changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL);"},
  };
  static const std::vector<image::Attribute>& built_in() { return image::built_in_categories(); }
};

template <typename Reader>
std::string of_table(std::string_view before, std::string_view after = {}) {
  return std::string(before).append(Kept<Reader>::kTable).append(after);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += line + '\n';
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

template <typename Reader>
Result<std::unique_ptr<ListBook<Reader>>> ListBook<Reader>::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate(Kept<Reader>::kPart, Kept<Reader>::kMigrations); !ok) return ok.error();
  std::vector<image::Attribute> attributes;
  std::optional<Changed> changed;
  const auto ok = (*database)->query(
      of_table<Reader>("SELECT name, title_fr, title_en, phrases_fr, phrases_en, changed_at, changed_by FROM ",
                       " ORDER BY place"),
      {}, [&](const Row& row) {
        attributes.push_back({row.text(0), {row.text(1), row.text(2)}, {lines_of(row.text(3)), lines_of(row.text(4))}});
        changed = Changed{time_of_micros(row.integer(5)), row.text(6)};
      });
  if (!ok) return ok.error();
  if (attributes.empty()) attributes = Kept<Reader>::built_in();
  auto reader = Reader::make(std::move(attributes));
  if (!reader) return reader.error();
  auto out = std::make_unique<ListBook>();
  out->state_.with([&](State& state) { state = {std::move(*database), std::move(*reader), std::move(changed)}; });
  return out;
}

template <typename Reader>
std::shared_ptr<const Reader> ListBook<Reader>::reader() const {
  return state_.with([](const State& state) { return state.reader; });
}

template <typename Reader>
std::optional<Changed> ListBook<Reader>::changed() const {
  return state_.with([](const State& state) { return state.changed; });
}

template <typename Reader>
Result<void> ListBook<Reader>::replace(std::vector<image::Attribute> attributes, const Changed& changed) {
  auto reader = Reader::make(std::move(attributes));
  if (!reader) return reader.error();
  return state_.with([&](State& state) -> Result<void> {
    auto ok = state.database->transaction([&]() -> Result<void> {
      auto done_so_far = done(state.database->run(of_table<Reader>("DELETE FROM ")));
      std::int64_t place = 0;
      for (const auto& one : (*reader)->attributes()) {
        if (!done_so_far) return done_so_far;
        const Value values[] = {place++,
                                one.name,
                                one.titles[0],
                                one.titles[1],
                                joined(one.phrases[0]),
                                joined(one.phrases[1]),
                                micros_of(changed.at),
                                changed.by};
        done_so_far = done(
            state.database->run(of_table<Reader>("INSERT INTO ", " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"), values));
      }
      return done_so_far;
    });
    if (!ok) return ok;
    state.reader = std::move(*reader);
    state.changed = changed;
    return {};
  });
}

template <typename Reader>
Result<void> ListBook<Reader>::reset() {
  auto reader = Reader::make(Kept<Reader>::built_in());
  if (!reader) return reader.error();
  return state_.with([&](State& state) -> Result<void> {
    if (auto ok = done(state.database->run(of_table<Reader>("DELETE FROM "))); !ok) return ok;
    state.reader = std::move(*reader);
    state.changed.reset();
    return {};
  });
}

template class ListBook<image::Reader>;
template class ListBook<image::Categories>;

}  // namespace vigie::survey
