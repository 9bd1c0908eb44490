#include "alert/ledger.h"

#include <algorithm>
#include <utility>

namespace vigie::alert {
namespace {

using storage::Row;
using storage::Value;

constexpr storage::Migration kMigrations[] = {{1,
                                               "CREATE TABLE coverage_source ("
                                               " name TEXT PRIMARY KEY,"
                                               " is_meant INTEGER NOT NULL);"
                                               "CREATE TABLE coverage_stretch ("
                                               " source TEXT NOT NULL,"
                                               " from_at INTEGER NOT NULL,"  // Microseconds since 1970, UTC.
                                               " to_at INTEGER NOT NULL,"
                                               " hearing TEXT NOT NULL,"  // heard, down, lost
                                               " PRIMARY KEY (source, from_at))"}};

// A stretch ends behind its last moment.
Time end_of_read(Time read_until, Time now) { return std::min(read_until, now - Micros(1)) + Micros(1); }

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("coverage", kMigrations); !ok) return ok.error();
  auto out = std::make_unique<Ledger>();
  const auto loaded = out->state_.with([&](State& state) { return load(**database, state); });
  if (!loaded) return loaded.error();
  out->connection_.with([&](Connection& own) { own = std::move(*database); });
  return out;
}

Result<void> Ledger::load(storage::Database& database, State& state) {
  auto ok = database.query("SELECT name, is_meant FROM coverage_source", {},
                           [&](const Row& row) { state.sources[row.text(0)].is_meant = row.integer(1) != 0; });
  if (!ok) return ok;
  return database.query("SELECT source, from_at, to_at, hearing FROM coverage_stretch ORDER BY source, from_at", {},
                        [&](const Row& row) {
                          const auto hearing = hearing_of(row.text(3));
                          if (!hearing) return;
                          state.sources[row.text(0)].stretches.set(time_of_micros(row.integer(1)),
                                                                   time_of_micros(row.integer(2)), *hearing);
                        });
}

void Ledger::Source::set(Time from, Time to, Hearing hearing) {
  from = stretches.end_of(from, hearing).value_or(from);  // What is so already need not be kept again.
  if (from >= to) return;
  stretches.set(from, to, hearing);
  changed_from = std::min(changed_from.value_or(from), from);
}

// While we were down is known already.
void Ledger::Source::set_lost(Time from, Time to) {
  const auto before = stretches.within(from, to);
  set(from, to, Hearing::kLost);
  for (const auto& one : before) {
    if (one.hearing == Hearing::kDown) set(one.from, one.to, Hearing::kDown);
  }
}

// The first look since the start, or since a person has started it.
void Ledger::Source::take_up(const SourceHeard& heard, Time now) {
  meant_from = now;
  if (is_meant && stretches.end()) {
    const bool goes_on =
        stretches.all().back().hearing == Hearing::kHeard && (!heard.read_from || *heard.read_from <= *stretches.end());
    // It was read further than was kept here.
    if (goes_on && heard.read_until) set(*stretches.end(), end_of_read(*heard.read_until, now), Hearing::kHeard);
    set(*stretches.end(), now, Hearing::kDown);
  }
  read_from.reset();
  read_until.reset();
  is_heard = false;
}

Time Ledger::Source::tail() const { return std::max(stretches.end().value_or(meant_from), meant_from); }

// Whether something other has begun.
bool Ledger::Source::look(const SourceHeard& heard, Time now) {
  bool is_other = !looked_at || heard.is_heard != is_heard || heard.read_from != read_from;
  if (stretches.end() > now) {  // The clock was ahead.
    stretches.cut(now);
    changed_from = std::min(changed_from.value_or(now), now);
    meant_from = std::min(meant_from, now);
  }
  if (!looked_at) take_up(heard, now);
  if (heard.read_from != read_from && read_until && heard.read_from > read_until) {
    set_lost(end_of_read(*read_until, now), std::min(*heard.read_from, now));
  }
  if (heard.read_until) {
    const Time until = heard.is_heard && heard.is_quiet ? now : end_of_read(*heard.read_until, now);
    if (heard.read_from) set(*heard.read_from, until, Hearing::kHeard);
  } else if (heard.is_heard && looked_at) {
    set(std::min(*looked_at, now), now, is_heard ? Hearing::kHeard : Hearing::kLost);
  }
  if (!heard.is_heard) set(tail(), now, Hearing::kLost);
  is_other = is_other || !is_meant;
  is_meant = true;
  is_heard = heard.is_heard;
  is_quiet = heard.is_quiet;
  is_behind = is_heard && heard.read_until && !heard.is_quiet && now - *heard.read_until > kBehindMin;
  read_from = heard.read_from;
  read_until = heard.read_until;
  looked_at = now;
  return is_other;
}

// What only the last look says is so from now on; until the source shows that it was not. What it has not read yet is
// not: what comes after a crash may begin later.
void Ledger::Source::settle(Time now) {
  if (!looked_at || !is_meant || !is_heard || is_behind) return;
  set(tail(), read_until && !is_quiet ? end_of_read(*read_until, now) : now, Hearing::kHeard);
}

// It is no longer meant to be heard.
void Ledger::Source::let_go(Time now) {
  settle(now);
  is_meant = false;
  looked_at.reset();
}

std::vector<Stretch> Ledger::Source::within(Time from, Time to, Time now) const {
  auto out = stretches.within(from, to);
  if (!is_meant || !looked_at) return out;
  const Stretch last{std::max(tail(), from), std::min(now, to), is_behind ? Hearing::kBehind : Hearing::kHeard};
  if (is_heard && last.from < last.to) out.push_back(last);
  return out;
}

Result<void> Ledger::look(std::span<const SourceHeard> sources, Time now) {
  using storage::Lasting;
  const auto lasting = state_.with([&](State& state) -> std::optional<Lasting> {
    bool is_urgent = false;
    state.now = now;
    for (auto& [name, source] : state.sources) {
      const auto is_it = [&, &own = name](const SourceHeard& heard) { return heard.name == own; };
      if (!source.is_meant || std::any_of(sources.begin(), sources.end(), is_it)) continue;
      source.let_go(now);
      is_urgent = true;
    }
    for (const auto& heard : sources) {
      if (!state.sources.contains(heard.name) && state.sources.size() >= kSourcesMax) continue;
      is_urgent = state.sources[heard.name].look(heard, now) || is_urgent;
    }
    if (is_urgent) return Lasting::kNow;
    if (now - state.kept_at < kKeepEvery && now >= state.kept_at) return std::nullopt;
    return Lasting::kWithOthers;
  });
  return lasting ? keep(*lasting) : Result<void>{};
}

Result<void> Ledger::keep(storage::Lasting lasting) {
  return connection_.with([&](Connection& database) -> Result<void> {
    const auto changes = state_.with(take_changes);
    if (changes.empty()) return {};
    auto ok = database->transaction(
        [&]() -> Result<void> {
          for (const auto& change : changes) {
            if (auto written = write(*database, change); !written) return written;
          }
          return {};
        },
        lasting);
    if (!ok) state_.with([&](State& state) { give_back(state, changes); });
    return ok;
  });
}

std::vector<Ledger::Change> Ledger::take_changes(State& state) {
  std::vector<Change> out;
  for (auto& [name, source] : state.sources) {
    source.settle(state.now);
    Change change{name, source.is_meant, std::exchange(source.changed_from, std::nullopt), Time::max(), {}};
    const auto all = source.stretches.all();
    if (!all.empty()) change.oldest = all.front().from;
    for (const auto& one : all) {
      if (change.from && one.to >= *change.from) change.stretches.push_back(one);
    }
    out.push_back(std::move(change));
  }
  state.kept_at = state.now;
  return out;
}

void Ledger::give_back(State& state, std::span<const Change> changes) {
  for (const auto& change : changes) {
    auto& changed_from = state.sources[change.name].changed_from;
    if (change.from) changed_from = std::min(changed_from.value_or(*change.from), *change.from);
  }
  state.kept_at = {};
}

Result<void> Ledger::write(storage::Database& database, const Change& change) {
  const Value meant[] = {change.name, std::int64_t{change.is_meant ? 1 : 0}};
  auto said = database.run(
      "INSERT INTO coverage_source (name, is_meant) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET is_meant = $2",
      meant);
  if (!said) return said.error();
  if (!change.from) return {};
  const Value old[] = {change.name, micros_of(*change.from), micros_of(change.oldest)};
  said = database.run("DELETE FROM coverage_stretch WHERE source = $1 AND (to_at >= $2 OR from_at < $3)", old);
  if (!said) return said.error();
  for (const auto& one : change.stretches) {
    const Value values[] = {change.name, micros_of(one.from), micros_of(one.to), std::string(name_of(one.hearing))};
    said =
        database.run("INSERT INTO coverage_stretch (source, from_at, to_at, hearing) VALUES ($1, $2, $3, $4)", values);
    if (!said) return said.error();
  }
  return {};
}

bool Ledger::knows(std::string_view source) const {
  return state_.with([&](const State& state) { return state.sources.contains(source); });
}

std::vector<SourceCoverage> Ledger::of(Time from, Time to, std::string_view source) const {
  return state_.with([&](const State& state) {
    std::vector<SourceCoverage> out;
    for (const auto& [name, own] : state.sources) {
      if (!source.empty() && name != source) continue;
      auto stretches = own.within(from, to, state.now);
      if (!stretches.empty()) out.push_back({name, std::move(stretches)});
    }
    return out;
  });
}

}  // namespace vigie::alert
