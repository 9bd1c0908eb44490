#include "cli/watch_file.h"

#include <algorithm>
#include <chrono>

#include "cli/tab_rows.h"

namespace vigie::cli {
namespace {

bool asks_for_readings(const query::Node& node) {
  if (node.op == query::Op::kField) {
    return node.field.name == query::FieldName::kLang || node.field.name == query::FieldName::kMood;
  }
  return std::any_of(node.children.begin(), node.children.end(), asks_for_readings);
}

}  // namespace

Result<WatchFile> WatchFile::read(const std::string& path) {
  const auto rows = TabRows::read(path, "watch id");
  if (!rows) return rows.error();
  std::vector<query::Watch> queries;
  std::vector<std::string> ids;
  bool needs_readings = false;
  for (const TabRow& row : rows->all()) {
    auto query = query::parse(row.rest, query::Use::kWatch);
    if (!query) return invalid(rows->where(row) + query.error().message);
    needs_readings = needs_readings || asks_for_readings(query->root());
    queries.push_back({static_cast<std::uint32_t>(ids.size()), std::move(*query)});
    ids.emplace_back(row.key);
  }
  const auto begin = std::chrono::steady_clock::now();
  auto set = query::WatchSet::compile(queries);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  return WatchFile{std::move(ids), std::move(queries), std::move(set), needs_readings, seconds.count()};
}

}  // namespace vigie::cli
