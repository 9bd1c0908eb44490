#include "measure/notices.h"

#include <algorithm>
#include <limits>

namespace vigie::measure {
namespace {

using storage::Row;
using storage::Value;

constexpr storage::Migration kMigrations[] = {{1,
                                               "CREATE TABLE notice ("
                                               " id INTEGER PRIMARY KEY,"
                                               " watch INTEGER NOT NULL,"
                                               " watch_name TEXT NOT NULL,"
                                               " at INTEGER NOT NULL,"  // Microseconds since 1970, UTC.
                                               " ended_at INTEGER,"
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

Share share_of(const store::Count& count) { return {count.negative, count.posts}; }

Notice notice_of(const Row& row) {
  Notice out;
  out.id = row.integer(0);
  out.watch = static_cast<std::uint32_t>(row.integer(1));
  out.watch_name = row.text(2);
  out.at = time_of_micros(row.integer(3));
  if (!row.is_null(4)) out.ended_at = time_of_micros(row.integer(4));
  out.last_hour = {static_cast<std::uint64_t>(row.integer(5)), static_cast<std::uint64_t>(row.integer(6))};
  out.usual = {row.real(7), row.real(8), static_cast<std::uint64_t>(row.integer(9))};
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
  const Time now = world_.clock.now();
  const store::Span week{now - kTurnWindow - kUsualWindow, now + Micros(1)};
  const auto histogram = world_.store.histogram(*query, week, kTurnWindow);
  if (!histogram) return histogram.error();
  std::vector<Share> hours;
  for (const auto& bucket : histogram->buckets) hours.push_back(share_of(bucket.count));
  // The bucket that begins an hour ago, and the microsecond of now in one of its own.
  Share last_hour = hours.back();
  hours.pop_back();
  last_hour.part += hours.back().part;
  last_hour.whole += hours.back().whole;
  hours.pop_back();
  if (!standing->empty()) {
    const auto& notice = standing->front();
    const bool is_over = now - notice.at >= kTurnWindow && !notice.usual.is_out(last_hour);
    return is_over ? end(notice) : Result<void>{};
  }
  const auto usual = usual_of(hours);
  return usual && usual->is_out(last_hour) ? begin(watch, *watched, last_hour, *usual) : Result<void>{};
}

Result<void> Notices::begin(std::uint32_t watch, const Watched& watched, const Share& last_hour, const Usual& usual) {
  const auto query = written(watched, true);
  if (!query) return query.error();
  const Time now = world_.clock.now();
  std::vector<PostKey> posts;
  PostKey first;
  store::SearchOptions options;
  options.limit = store::kPageMax;
  options.span = {now - kTurnWindow, now + Micros(1)};
  do {
    const auto page = world_.store.search(*query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      first = {std::string(hit.post.source), std::string(hit.post.id)};
      if (posts.size() < kNoticePosts) posts.push_back(first);
    }
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty());
  posts.insert(posts.begin(), first);
  const auto kept = database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      const Value values[] = {std::int64_t{watch},    watched.name, micros_of(now),   whole(last_hour.part),
                              whole(last_hour.whole), usual.share,  usual.dispersion, whole(usual.posts)};
      auto added = database->run(
          "INSERT INTO notice (watch, watch_name, at, critical, posts, usual_share, usual_dispersion, usual_posts)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
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
        "SELECT id, watch, watch_name, at, ended_at, critical, posts, usual_share, usual_dispersion, usual_posts"
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
