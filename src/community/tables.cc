#include "community/tables.h"

#include "community/seal.h"
#include "storage/done.h"

namespace vigie::community {
namespace {

using storage::done;
using storage::Migration;
using storage::Value;

constexpr std::size_t kSecretBytes = 32;

// Times are microseconds since 1970, UTC.
constexpr Migration kMigrations[] = {
    {1,
     "CREATE TABLE place ("
     " id INTEGER PRIMARY KEY,"  // 1: there is one place.
     " secret TEXT NOT NULL,"
     " brand TEXT NOT NULL,"  // Empty until somebody names it.
     " tagline TEXT NOT NULL,"
     " colour TEXT NOT NULL,"
     " contact TEXT NOT NULL,"
     " languages TEXT NOT NULL);"  // `fr en`
     "CREATE TABLE place_page ("
     " number INTEGER PRIMARY KEY AUTOINCREMENT,"
     " slug TEXT NOT NULL UNIQUE,"
     " kind TEXT NOT NULL,"
     " title TEXT NOT NULL,"
     " text TEXT NOT NULL,"
     " lang TEXT NOT NULL,"
     " product TEXT NOT NULL,"
     " opened_at INTEGER NOT NULL,"
     " closes_at INTEGER,"
     " closed_at INTEGER,"
     " watch INTEGER NOT NULL);"  // 0: it is being opened.
     "CREATE TABLE place_motive ("
     " page INTEGER NOT NULL,"
     " version INTEGER NOT NULL,"
     " at INTEGER NOT NULL,"
     " who TEXT NOT NULL,"
     " why TEXT NOT NULL,"
     " used_for TEXT NOT NULL,"
     " paid TEXT NOT NULL,"
     " how_long TEXT NOT NULL,"
     " PRIMARY KEY (page, version));"
     "CREATE TABLE place_reason ("
     " page INTEGER NOT NULL,"
     " clause INTEGER NOT NULL,"
     " id TEXT NOT NULL,"
     " words TEXT NOT NULL,"
     " PRIMARY KEY (page, clause));"
     "CREATE TABLE place_contribution ("
     " number INTEGER PRIMARY KEY AUTOINCREMENT,"
     " page INTEGER NOT NULL,"
     " post TEXT NOT NULL,"       // Its id in the page's source.
     " parent INTEGER NOT NULL,"  // 0: it answers the page.
     " root INTEGER NOT NULL,"    // Its own number where it answers the page.
     " name TEXT NOT NULL,"
     " look TEXT NOT NULL,"
     " author_key TEXT NOT NULL,"  // SHA-256 of the browser's cookie.
     " form TEXT UNIQUE,"
     " stars INTEGER NOT NULL,"  // 0: none were given.
     " created_at INTEGER NOT NULL,"
     " is_staff INTEGER NOT NULL,"
     " state INTEGER NOT NULL,"  // 0: on its way to the store, 1: said, 2: no longer there.
     " UNIQUE (page, post));"
     "CREATE INDEX place_contribution_root ON place_contribution (root, number);"
     "CREATE INDEX place_contribution_page ON place_contribution (page, parent, number);"
     "CREATE INDEX place_contribution_author ON place_contribution (author_key, page, number);"
     "CREATE INDEX place_contribution_name ON place_contribution (page, look);"
     "CREATE INDEX place_contribution_count ON place_contribution (page, state, is_staff);"
     "CREATE INDEX place_contribution_state ON place_contribution (state, number);"
     "CREATE TABLE place_removal ("
     " contribution INTEGER PRIMARY KEY,"
     " page INTEGER NOT NULL,"
     " reason TEXT NOT NULL,"
     " clause INTEGER NOT NULL,"
     " at INTEGER NOT NULL,"
     " by_whom TEXT NOT NULL);"
     "CREATE INDEX place_removal_page ON place_removal (page, at)"}};

constexpr std::string_view kPageColumns =
    "SELECT p.number, p.slug, p.kind, p.title, p.text, p.lang, p.product, p.opened_at, p.closes_at, p.closed_at, "
    "p.watch,"
    " (SELECT COUNT(*) FROM place_contribution c WHERE c.page = p.number AND c.state = 1 AND c.is_staff = 0)"
    " - (SELECT COUNT(*) FROM place_removal r JOIN place_contribution c ON c.number = r.contribution"
    "  WHERE r.page = p.number AND c.state = 1 AND c.is_staff = 0),"
    " (SELECT COUNT(*) FROM place_removal r WHERE r.page = p.number)"
    " FROM place_page p ";

constexpr std::string_view kRowColumns =
    "SELECT c.number, c.page, c.post, c.parent, c.root, c.name, c.look, c.author_key, c.form, c.stars, c.created_at,"
    " c.is_staff, c.state, r.reason, r.clause, r.at, parent.post, root.post,"
    " (SELECT COUNT(*) FROM place_contribution a WHERE a.root = c.number AND a.number <> c.number AND a.state <> 0)"
    " FROM place_contribution c"
    " LEFT JOIN place_removal r ON r.contribution = c.number"
    " LEFT JOIN place_contribution parent ON parent.number = c.parent"
    " LEFT JOIN place_contribution root ON root.number = c.root ";

std::optional<Time> time_or_none(const storage::Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(time_of_micros(row.integer(column)));
}

Value value_of(const std::optional<Time>& time) { return time ? Value(micros_of(*time)) : Value(nullptr); }

Page read_page(const storage::Row& row) {
  Page out;
  out.number = row.integer(0);
  out.said.slug = row.text(1);
  out.said.kind = page_kind_of(row.text(2)).value_or(PageKind::kSubject);
  out.said.title = row.text(3);
  out.said.text = row.text(4);
  out.said.lang = row.text(5);
  out.said.product = row.text(6);
  out.opened_at = time_of_micros(row.integer(7));
  out.said.closes_at = time_or_none(row, 8);
  out.closed_at = time_or_none(row, 9);
  out.watch = static_cast<std::uint32_t>(row.integer(10));
  out.contributions = static_cast<std::uint64_t>(row.integer(11));
  out.removed = static_cast<std::uint64_t>(row.integer(12));
  return out;
}

Row read_row(const storage::Row& row) {
  Row out;
  out.number = row.integer(0);
  out.page = row.integer(1);
  out.post = row.text(2);
  out.parent = row.integer(3);
  out.root = row.integer(4);
  out.name = row.text(5);
  out.look = row.text(6);
  out.author_key = row.text(7);
  out.form = row.text(8);
  out.stars = static_cast<int>(row.integer(9));
  out.created_at = time_of_micros(row.integer(10));
  out.is_staff = row.integer(11) != 0;
  out.state = static_cast<State>(row.integer(12));
  if (!row.is_null(13)) {
    out.removal = Removal{row.text(13), {}, static_cast<std::size_t>(row.integer(14)), time_of_micros(row.integer(15))};
  }
  out.parent_post = row.text(16);
  out.root_post = row.text(17);
  out.replies = static_cast<std::uint64_t>(row.integer(18));
  return out;
}

std::string languages_text(const std::vector<std::string>& languages) {
  std::string out;
  for (const auto& language : languages) out += (out.empty() ? "" : " ") + language;
  return out;
}

std::vector<std::string> languages_of(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == ' ') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

}  // namespace

Result<Tables> Tables::open(const std::string& file) {
  auto database = storage::Database::open(file);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("community", kMigrations); !ok) return ok.error();
  const Brand none;
  const Value values[] = {secret_hex(kSecretBytes), none.colour, languages_text(none.languages)};
  const auto made = (*database)->run(
      "INSERT INTO place (id, secret, brand, tagline, colour, contact, languages) VALUES (1, $1, '', '', $2, '', $3)"
      " ON CONFLICT (id) DO NOTHING",
      values);
  if (!made) return made.error();
  return Tables(std::move(*database));
}

Result<std::string> Tables::secret() {
  std::string out;
  auto ok = database_->query("SELECT secret FROM place WHERE id = 1", {}, [&](const auto& row) { out = row.text(0); });
  return ok ? Result<std::string>(out) : ok.error();
}

Result<std::optional<Brand>> Tables::brand() {
  std::optional<Brand> out;
  auto ok =
      database_->query("SELECT brand, tagline, colour, contact, languages FROM place WHERE id = 1 AND brand <> ''", {},
                       [&](const auto& row) {
                         out = Brand{row.text(0), row.text(1), row.text(2), row.text(3), languages_of(row.text(4))};
                       });
  return ok ? Result<std::optional<Brand>>(out) : ok.error();
}

Result<void> Tables::keep_brand(const Brand& brand) {
  const Value values[] = {brand.name, brand.tagline, brand.colour, brand.contact, languages_text(brand.languages)};
  return done(database_->run(
      "UPDATE place SET brand = $1, tagline = $2, colour = $3, contact = $4, languages = $5 WHERE id = 1", values));
}

Result<std::int64_t> Tables::add_page(const PageDraft& draft, Time now) {
  std::int64_t number = 0;
  const auto ok = database_->transaction([&]() -> Result<void> {
    const Value values[] = {
        draft.slug,     std::string(name_of(draft.kind)), draft.title, draft.text, draft.lang, draft.product,
        micros_of(now), value_of(draft.closes_at)};
    const auto added = database_->run(
        "INSERT INTO place_page (slug, kind, title, text, lang, product, opened_at, closes_at, watch)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
        values);
    if (!added) return added.error();
    number = database_->last_id();
    std::int64_t clause = 0;
    for (const auto& reason : draft.motive.removal_reasons) {
      const Value row[] = {number, ++clause, reason.id, reason.words};
      if (auto noted =
              database_->run("INSERT INTO place_reason (page, clause, id, words) VALUES ($1, $2, $3, $4)", row);
          !noted) {
        return noted.error();
      }
    }
    return add_motive(number, {1, now, draft.motive});
  });
  return ok ? Result<std::int64_t>(number) : ok.error();
}

Result<void> Tables::open_page(std::int64_t page, std::uint32_t watch) {
  const Value values[] = {std::int64_t{watch}, page};
  return done(database_->run("UPDATE place_page SET watch = $1 WHERE number = $2", values));
}

Result<void> Tables::drop_page(std::int64_t page) {
  return database_->transaction([&]() -> Result<void> {
    const Value values[] = {page};
    for (const std::string_view sql :
         {"DELETE FROM place_page WHERE number = $1", "DELETE FROM place_reason WHERE page = $1",
          "DELETE FROM place_motive WHERE page = $1"}) {
      if (auto gone = database_->run(sql, values); !gone) return gone.error();
    }
    return {};
  });
}

Result<void> Tables::change_page(const Page& page) {
  const auto& said = page.said;
  const Value values[] = {said.title, said.text, said.product, value_of(said.closes_at), value_of(page.closed_at),
                          page.number};
  return done(database_->run(
      "UPDATE place_page SET title = $1, text = $2, product = $3, closes_at = $4, closed_at = $5 WHERE number = $6",
      values));
}

Result<void> Tables::fill(Page& page) {
  auto all = motives(page.number);
  if (!all) return all.error();
  if (!all->empty()) page.motive = all->front();
  page.said.motive = page.motive.card;
  return {};
}

Result<std::optional<Page>> Tables::page(std::string_view slug) {
  std::optional<Page> out;
  const Value values[] = {std::string(slug)};
  auto ok = database_->query(std::string(kPageColumns) + "WHERE p.slug = $1 AND p.watch <> 0", values,
                             [&](const auto& row) { out = read_page(row); });
  if (ok && out) ok = fill(*out);
  return ok ? Result<std::optional<Page>>(out) : ok.error();
}

Result<std::vector<Page>> Tables::pages(bool is_open) {
  std::vector<Page> out;
  auto ok = database_->query(
      std::string(kPageColumns) + (is_open ? "WHERE p.watch <> 0" : "WHERE p.watch = 0") + " ORDER BY p.number DESC",
      {}, [&](const auto& row) { out.push_back(read_page(row)); });
  for (auto page = out.begin(); ok && page != out.end(); ++page) ok = fill(*page);
  return ok ? Result<std::vector<Page>>(std::move(out)) : ok.error();
}

Result<std::vector<std::string>> Tables::products() {
  std::vector<std::string> out;
  auto ok =
      database_->query("SELECT CASE product WHEN '' THEN title ELSE product END FROM place_page WHERE kind = 'product'",
                       {}, [&](const auto& row) { out.push_back(row.text(0)); });
  return ok ? Result<std::vector<std::string>>(std::move(out)) : ok.error();
}

Result<Stars> Tables::stars(std::int64_t page) {
  Stars out;
  const Value values[] = {page};
  auto ok = database_->query(
      "SELECT c.stars, COUNT(*) FROM place_contribution c WHERE c.page = $1 AND c.state = 1 AND c.stars > 0"
      " AND NOT EXISTS (SELECT 1 FROM place_removal r WHERE r.contribution = c.number) GROUP BY c.stars",
      values, [&](const auto& row) {
        out.counts.at(static_cast<std::size_t>(row.integer(0) - 1)) = static_cast<std::uint64_t>(row.integer(1));
      });
  return ok ? Result<Stars>(out) : ok.error();
}

Result<void> Tables::add_motive(std::int64_t page, const MotiveVersion& motive) {
  const auto& card = motive.card;
  const Value values[] = {page,     motive.version, micros_of(motive.at), card.who, card.why,
                          card.use, card.paid,      card.how_long};
  return done(
      database_->run("INSERT INTO place_motive (page, version, at, who, why, used_for, paid, how_long)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                     values));
}

Result<std::vector<MotiveVersion>> Tables::motives(std::int64_t page) {
  std::vector<Reason> reasons;
  const Value values[] = {page};
  auto ok = database_->query("SELECT id, words FROM place_reason WHERE page = $1 ORDER BY clause", values,
                             [&](const auto& row) {
                               reasons.push_back({row.text(0), row.text(1)});
                             });
  if (!ok) return ok.error();
  std::vector<MotiveVersion> out;
  ok = database_->query(
      "SELECT version, at, who, why, used_for, paid, how_long FROM place_motive WHERE page = $1 ORDER BY version DESC",
      values, [&](const auto& row) {
        MotiveCard card{row.text(2), row.text(3), row.text(4), reasons, row.text(5), row.text(6)};
        out.push_back({row.integer(0), time_of_micros(row.integer(1)), std::move(card)});
      });
  return ok ? Result<std::vector<MotiveVersion>>(std::move(out)) : ok.error();
}

Result<Row> Tables::add(Row row) {
  const auto ok = database_->transaction([&]() -> Result<void> {
    const Value values[] = {row.page,
                            row.post,
                            row.parent,
                            row.root,
                            row.name,
                            row.look,
                            row.author_key,
                            row.form.empty() ? Value(nullptr) : Value(row.form),
                            std::int64_t{row.stars},
                            micros_of(row.created_at),
                            std::int64_t{row.is_staff ? 1 : 0},
                            static_cast<std::int64_t>(row.state)};
    const auto added = database_->run(
        "INSERT INTO place_contribution (page, post, parent, root, name, look, author_key, form, stars, created_at,"
        " is_staff, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values);
    if (!added) return added.error();
    row.number = database_->last_id();
    if (row.root == 0) row.root = row.number;
    if (row.post.empty()) row.post = "c" + std::to_string(row.number);
    const Value names[] = {row.root, row.post, row.number};
    return done(database_->run("UPDATE place_contribution SET root = $1, post = $2 WHERE number = $3", names));
  });
  return ok ? Result<Row>(std::move(row)) : ok.error();
}

Result<void> Tables::set_state(std::int64_t number, State state) {
  const Value values[] = {static_cast<std::int64_t>(state), number};
  return done(database_->run("UPDATE place_contribution SET state = $1 WHERE number = $2", values));
}

Result<void> Tables::set_said(std::int64_t number) {
  return database_->transaction([&] { return set_state(number, State::kSaid); }, storage::Lasting::kWithOthers);
}

Result<void> Tables::drop(std::int64_t number) {
  const Value values[] = {number};
  return done(database_->run("DELETE FROM place_contribution WHERE number = $1", values));
}

Result<void> Tables::forget(std::int64_t number) {
  const Value values[] = {number};
  return done(database_->run(
      "UPDATE place_contribution SET state = 2, name = '', look = '', author_key = '', form = NULL, stars = 0"
      " WHERE number = $1",
      values));
}

Result<std::vector<Row>> Tables::rows_where(std::string_view where, std::span<const Value> values) {
  std::vector<Row> out;
  auto ok = database_->query(std::string(kRowColumns) + std::string(where), values,
                             [&](const auto& row) { out.push_back(read_row(row)); });
  return ok ? Result<std::vector<Row>>(std::move(out)) : ok.error();
}

namespace {

Result<std::optional<Row>> first_of(Result<std::vector<Row>> rows) {
  if (!rows) return rows.error();
  return rows->empty() ? std::optional<Row>() : std::optional(std::move(rows->front()));
}

}  // namespace

Result<std::optional<Row>> Tables::row(std::int64_t page, std::string_view post) {
  const Value values[] = {page, std::string(post)};
  return first_of(rows_where("WHERE c.page = $1 AND c.post = $2", values));
}

Result<std::optional<Row>> Tables::row_of_form(std::string_view form) {
  const Value values[] = {std::string(form)};
  return first_of(rows_where("WHERE c.form = $1", values));
}

Result<std::vector<Row>> Tables::rows(State state, std::int64_t after, std::size_t limit) {
  const Value values[] = {static_cast<std::int64_t>(state), after, static_cast<std::int64_t>(limit)};
  return rows_where("WHERE c.state = $1 AND c.number > $2 ORDER BY c.number LIMIT $3", values);
}

Result<std::vector<Row>> Tables::list(std::int64_t page, std::int64_t before, std::size_t limit) {
  const Value values[] = {page, before, static_cast<std::int64_t>(limit)};
  return rows_where(
      "WHERE c.page = $1 AND c.parent = 0 AND c.state <> 0 AND ($2 = 0 OR c.number < $2) ORDER BY c.number DESC LIMIT "
      "$3",
      values);
}

Result<std::vector<Row>> Tables::thread(std::int64_t root, std::int64_t after, std::size_t limit) {
  const Value values[] = {root, after, static_cast<std::int64_t>(limit)};
  return rows_where(
      "WHERE c.root = $1 AND c.number <> $1 AND c.state <> 0 AND c.number > $2 ORDER BY c.number LIMIT $3", values);
}

Result<std::vector<Row>> Tables::newest(std::size_t limit) {
  const Value values[] = {static_cast<std::int64_t>(limit)};
  return rows_where("WHERE c.state <> 0 ORDER BY c.number DESC LIMIT $1", values);
}

Result<std::vector<Row>> Tables::newest_of(std::int64_t page, std::size_t limit) {
  const Value values[] = {page, static_cast<std::int64_t>(limit)};
  return rows_where("WHERE c.page = $1 AND c.state <> 0 ORDER BY c.number DESC LIMIT $2", values);
}

Result<std::vector<std::string>> Tables::staff_names() {
  std::vector<std::string> out;
  auto ok = database_->query("SELECT DISTINCT name FROM place_contribution WHERE is_staff = 1 ORDER BY name LIMIT 1000",
                             {}, [&](const auto& row) {
                               const auto name = row.text(0);
                               out.push_back(name.substr(0, name.find(", ")));
                             });
  return ok ? Result<std::vector<std::string>>(std::move(out)) : ok.error();
}

Result<Time> Tables::newest_of_staff() {
  Time out{};
  auto ok = database_->query("SELECT MAX(created_at) FROM place_contribution WHERE is_staff = 1", {},
                             [&](const auto& row) { out = time_of_micros(row.integer(0)); });
  return ok ? Result<Time>(out) : ok.error();
}

Result<std::string> Tables::last_name(std::int64_t page, std::string_view author_key) {
  std::string out;
  const Value values[] = {std::string(author_key), page};
  auto ok = database_->query(
      "SELECT name FROM place_contribution WHERE author_key = $1 AND page = $2 ORDER BY number DESC LIMIT 1", values,
      [&](const auto& row) { out = row.text(0); });
  return ok ? Result<std::string>(std::move(out)) : ok.error();
}

Result<bool> Tables::is_taken(std::int64_t page, std::string_view look, std::string_view author_key) {
  bool taken = false;
  const Value values[] = {page, std::string(look), std::string(author_key)};
  auto ok = database_->query(
      "SELECT 1 FROM place_contribution WHERE page = $1 AND look = $2 AND author_key <> $3 AND is_staff = 0 LIMIT 1",
      values, [&](const auto&) { taken = true; });
  return ok ? Result<bool>(taken) : ok.error();
}

Result<void> Tables::remove(std::int64_t number, const Removal& removal, std::string_view by) {
  const Value values[] = {removal.reason, static_cast<std::int64_t>(removal.clause), micros_of(removal.at),
                          std::string(by), number};
  return done(
      database_->run("INSERT INTO place_removal (contribution, page, reason, clause, at, by_whom)"
                     " SELECT number, page, $1, $2, $3, $4 FROM place_contribution WHERE number = $5",
                     values));
}

Result<std::vector<Row>> Tables::removed(std::int64_t page) {
  const Value values[] = {page};
  return rows_where("WHERE r.page = $1 ORDER BY r.at DESC, c.number DESC", values);
}

Result<std::vector<Row>> Tables::removed_all() { return rows_where("WHERE r.at IS NOT NULL", {}); }

}  // namespace vigie::community
