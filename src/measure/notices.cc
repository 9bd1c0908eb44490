#include "measure/notices.h"

#include <algorithm>
#include <limits>

namespace vigie::measure {
namespace {

using signal::Share;
using signal::usual_of;
using storage::Row;
using storage::Value;

constexpr storage::Migration kMigrations[] = {{1,
                                               "CREATE TABLE notice ("
                                               " id INTEGER PRIMARY KEY,"
                                               " watch INTEGER NOT NULL,"
                                               " watch_name TEXT NOT NULL,"
                                               " at INTEGER NOT NULL,"  // Microseconds since 1970, UTC.
                                               " ended_at INTEGER,"
                                               " hours INTEGER NOT NULL,"
                                               " critical INTEGER NOT NULL,"
                                               " posts INTEGER NOT NULL,"
                                               " usual_share REAL NOT NULL,"
                                               " usual_dispersion REAL NOT NULL,"
                                               " usual_posts INTEGER NOT NULL);"
                                               "CREATE TABLE notice_post ("
                                               " notice INTEGER NOT NULL,"
                                               " place INTEGER NOT NULL,"  // 0: the first post; then the newest first.
                                               " source TEXT NOT NULL,"
                                               " id TEXT NOT NULL,"
                                               " PRIMARY KEY (notice, place))"}};

constexpr std::chrono::milliseconds kLookEvery{1000};  // Of our time; see kMinute for the house's.
constexpr Micros kMinute = std::chrono::minutes(1);

std::int64_t whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }

// Posts of a watch that somebody wrote, or those among them that are critical.
Result<query::Query> written(const Watched& watched, bool critical) {
  return query::parse("(" + watched.query + ") -is:repost" + (critical ? " mood:negative" : ""));
}

constexpr Micros kHour = std::chrono::hours(1);

// Hour by hour, of the usual window and the longest of a turn; the last ends now.
Result<std::vector<Share>> hours_until_now(const Notices::World& world, const query::Query& query) {
  const Time end = world.clock.now() + Micros(1);  // What is said just now is in.
  const auto longest = *std::max_element(std::begin(kTurnHours), std::end(kTurnHours));
  const auto histogram = world.store.histogram(query, {end - signal::kUsualWindow - longest * kHour, end}, kHour);
  if (!histogram) return histogram.error();
  std::vector<Share> out;
  for (const auto& bucket : histogram->buckets) out.push_back({bucket.count.negative, bucket.count.posts});
  return out;
}

std::span<const Share> last(const std::vector<Share>& hours, int count) {
  return std::span(hours).last(static_cast<std::size_t>(count));
}

Share sum(std::span<const Share> hours) {
  Share out;
  for (const auto& hour : hours) {
    out.part += hour.part;
    out.whole += hour.whole;
  }
  return out;
}

Notice notice_of(const Row& row) {
  Notice out;
  out.id = row.integer(0);
  out.watch = static_cast<std::uint32_t>(row.integer(1));
  out.watch_name = row.text(2);
  out.at = time_of_micros(row.integer(3));
  if (!row.is_null(4)) out.ended_at = time_of_micros(row.integer(4));
  out.hours = static_cast<int>(row.integer(5));
  out.now = {static_cast<std::uint64_t>(row.integer(6)), static_cast<std::uint64_t>(row.integer(7))};
  out.usual = {row.real(8), row.real(9), static_cast<std::uint64_t>(row.integer(10))};
  return out;
}

}  // namespace

Result<std::unique_ptr<Notices>> Notices::open(const std::string& path, World world) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("measure", kMigrations); !ok) return ok.error();
  std::unique_ptr<Notices> out(new Notices(std::move(world)));
  out->database_.with([&](auto& own) { own = std::move(*database); });
  return out;
}

void Notices::heard(std::span<const std::uint32_t> watches) {
  if (watches.empty()) return;
  heard_.with([&](auto& heard) { heard.insert(watches.begin(), watches.end()); });
}

void Notices::run() {
  Time looked_at{};
  std::unique_lock lock(stop_mutex_);
  while (!stop_signal_.wait_for(lock, kLookEvery, [&] { return stopping_; })) {
    const Time now = world_.clock.now();
    if (now - looked_at < kMinute && now >= looked_at) continue;  // A clock may step back.
    looked_at = now;
    lock.unlock();
    if (const auto ok = look(); !ok) world_.log.warn("turn not looked at", {{"reason", ok.error().message}});
    lock.lock();
  }
}

void Notices::stop() {
  const std::lock_guard lock(stop_mutex_);
  stopping_ = true;
  stop_signal_.notify_all();
}

std::vector<std::uint32_t> Notices::due() {
  return heard_.with([](auto& heard) {
    const auto end = std::next(heard.begin(), static_cast<std::ptrdiff_t>(std::min(heard.size(), kWatchesAMinute)));
    std::vector<std::uint32_t> out(heard.begin(), end);
    heard.erase(heard.begin(), end);
    return out;
  });
}

Result<void> Notices::look() {
  auto watches = due();
  const auto standing = select("ended_at IS NULL", {});
  if (!standing) return standing.error();
  for (const auto& notice : *standing) watches.push_back(notice.watch);
  std::sort(watches.begin(), watches.end());
  watches.erase(std::unique(watches.begin(), watches.end()), watches.end());
  for (const auto watch : watches) {
    if (auto ok = look_at(watch); !ok) return ok;
  }
  return {};
}

Result<void> Notices::look_at(std::uint32_t watch) {
  const Value values[] = {std::int64_t{watch}};
  const auto standing = select("ended_at IS NULL AND watch = $1", values);
  if (!standing) return standing.error();
  const auto watched = world_.find_watch(watch);
  if (!watched) return standing->empty() ? Result<void>{} : end(standing->front());
  const auto query = written(*watched, false);
  if (!query) return {};  // As long as a query may be, ours around it has no room.
  const auto hours = hours_until_now(world_, *query);
  if (!hours) return hours.error();
  if (!standing->empty()) {
    const auto& notice = standing->front();
    const bool is_back = std::all_of(std::begin(kTurnHours), std::end(kTurnHours),
                                     [&](int window) { return notice.usual.is_back(sum(last(*hours, window))); });
    return is_back ? end(notice) : Result<void>{};
  }
  for (const int window : kTurnHours) {
    const auto now = sum(last(*hours, window));
    const auto usual = usual_of(std::span(*hours).first(hours->size() - static_cast<std::size_t>(window)));
    if (!usual || !usual->is_out(now)) continue;
    Notice notice;
    notice.watch = watch;
    notice.at = world_.clock.now();
    notice.hours = window;
    notice.now = now;
    notice.usual = *usual;
    return begin(*watched, std::move(notice));
  }
  return {};
}

// The critical posts of the window, and as many from before as make kNoticePosts: who is told of few reads how it
// began.
Result<void> Notices::find_posts(const Watched& watched, Notice& notice) const {
  const auto query = written(watched, true);
  if (!query) return query.error();
  store::SearchOptions options;
  options.limit = store::kPageMax;
  const Time begin = notice.at - notice.hours * kHour;
  options.span = {begin - signal::kUsualWindow, notice.at + Micros(1)};
  bool has_all = false;
  do {
    const auto page = world_.store.search(*query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      const bool in_window = hit.post.created_at >= begin;
      has_all = !in_window && notice.posts.size() == kNoticePosts;
      if (has_all) break;
      const PostKey key{std::string(hit.post.source), std::string(hit.post.id)};
      if (in_window) notice.first = key;
      if (notice.posts.size() < kNoticePosts) notice.posts.push_back(key);
    }
    options.cursor = page->next_cursor;
  } while (!has_all && !options.cursor.empty());
  return {};
}

Result<void> Notices::begin(const Watched& watched, Notice notice) {
  if (auto ok = find_posts(watched, notice); !ok) return ok;
  auto posts = notice.posts;
  posts.insert(posts.begin(), notice.first);
  auto kept = database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      const Value values[] = {std::int64_t{notice.watch}, watched.name,
                              micros_of(notice.at),       std::int64_t{notice.hours},
                              whole(notice.now.part),     whole(notice.now.whole),
                              notice.usual.share,         notice.usual.dispersion,
                              whole(notice.usual.posts)};
      auto added = database->run(
          "INSERT INTO notice (watch, watch_name, at, hours, critical, posts, usual_share, usual_dispersion, "
          "usual_posts)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          values);
      if (!added) return added.error();
      const auto id = database->last_id();
      for (std::size_t i = 0; i < posts.size(); ++i) {
        const Value post[] = {id, whole(i), posts[i].source, posts[i].id};
        added = database->run("INSERT INTO notice_post (notice, place, source, id) VALUES ($1, $2, $3, $4)", post);
        if (!added) return added.error();
      }
      const Value oldest[] = {id - whole(kNoticesKept)};
      added = database->run("DELETE FROM notice_post WHERE notice <= $1", oldest);
      if (added) added = database->run("DELETE FROM notice WHERE id <= $1", oldest);
      return added ? Result<void>{} : Result<void>(added.error());
    });
  });
  if (!kept) return kept;
  world_.log.info("turn left its band", {{"watch", watched.name}});
  world_.changed();
  return {};
}

Result<void> Notices::end(const Notice& notice) {
  const Value values[] = {micros_of(world_.clock.now()), notice.id};
  const auto ended = database_.with(
      [&](auto& database) { return database->run("UPDATE notice SET ended_at = $1 WHERE id = $2", values); });
  if (!ended) return ended.error();
  world_.changed();
  return {};
}

Result<std::vector<Notice>> Notices::select(const std::string& where, std::span<const Value> values) const {
  std::vector<Notice> out;
  const auto ok = database_.with([&](auto& database) -> Result<void> {
    auto read = database->query(
        "SELECT id, watch, watch_name, at, ended_at, hours, critical, posts, usual_share, usual_dispersion, usual_posts"
        " FROM notice WHERE " +
            where + " ORDER BY id DESC",
        values, [&](const Row& row) { out.push_back(notice_of(row)); });
    for (auto& notice : out) {
      if (!read) return read;
      const Value id[] = {notice.id};
      read = database->query("SELECT place, source, id FROM notice_post WHERE notice = $1 ORDER BY place", id,
                             [&](const Row& row) {
                               const PostKey key{row.text(1), row.text(2)};
                               if (row.integer(0) == 0) notice.first = key;
                               if (row.integer(0) > 0) notice.posts.push_back(key);
                             });
    }
    return read;
  });
  if (!ok) return ok.error();
  return out;
}

Result<std::vector<Notice>> Notices::list(std::size_t limit, std::optional<std::int64_t> before) const {
  const Value values[] = {before.value_or(std::numeric_limits<std::int64_t>::max()), whole(limit)};
  // The limit stands inside, so that the posts of others are not read.
  return select("id IN (SELECT id FROM notice WHERE id < $1 ORDER BY id DESC LIMIT $2)", values);
}

}  // namespace vigie::measure
