#include "protocol/csv.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/utf8.h"
#include "protocol/invented_id.h"
#include "protocol/post_reader.h"

namespace vigie::protocol {
namespace {

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// A carriage return that no line feed follows: of an old Mac, or of a file written twice.
bool has_bare_return(std::string_view cell) {
  for (std::size_t at = cell.find('\r'); at != std::string_view::npos; at = cell.find('\r', at + 1)) {
    if (at + 1 == cell.size() || cell[at + 1] != '\n') return true;
  }
  return false;
}

template <typename Assignments>
bool is_assigned(const Assignments& assignments, post::Field field) {
  return std::any_of(assignments.begin(), assignments.end(), [&](const auto& each) { return each.field == field; });
}

Error named_twice(const std::string& column) {
  return invalid("csv: two columns are named \"" + column + "\"; rename one of them");
}

}  // namespace

Result<CsvPosts> CsvPosts::create(const CsvOptions& options) {
  CsvPosts out;
  auto map = parse_assignments(options.map);
  if (!map) return map.error();
  auto set = parse_assignments(options.set);
  if (!set) return set.error();
  auto times = TimeFormat::parse(options.time_format);
  if (!times) return times.error();
  out.map_ = std::move(*map);
  out.set_ = std::move(*set);
  out.times_ = std::move(*times);
  out.source_ = options.source;
  return out;
}

Result<CsvPosts::State> CsvPosts::next(post::Batch& out, Refused& refused) {
  CsvReader::Row row;
  while (true) {
    const auto state = reader_.next(row);
    if (state == CsvReader::State::kMore) return State::kMore;
    if (state == CsvReader::State::kEnd) return State::kEnd;
    if (header_read_) break;
    if (auto ok = read_header(row); !ok) return ok.error();
  }
  ++record_count_;
  const auto ok = read_row(row, out);
  refused = {record_count_, row.line, ok ? std::string() : ok.error().message, row.bytes};
  return ok ? State::kAdded : State::kRefused;
}

Refused CsvPosts::broken_off(std::string reason) const {
  const auto row = reader_.unfinished();
  return {record_count_ + 1, row.line, std::move(reason), row.bytes};
}

Result<void> CsvPosts::read_header(const CsvReader::Row& header) {
  auto ok = read_names(header);
  std::vector<bool> taken(names_.size(), false);
  if (ok) ok = take_mapped(taken);
  if (ok) ok = take_named(taken);
  if (!ok) return ok;
  keep_rest(taken);
  names_text_ = is_assigned(columns_, post::Field::kText) || is_assigned(set_, post::Field::kText);
  header_read_ = true;
  return {};
}

Result<void> CsvPosts::read_names(const CsvReader::Row& header) {
  if (!header.reason.empty()) return invalid("csv: the header cannot be read: " + header.reason);
  for (const auto cell : header.cells) {
    if (!is_utf8(cell)) return invalid("csv: the header is not UTF-8");
    if (has_bare_return(cell)) {
      return invalid("csv: lines end with bare carriage returns; write them as LF or CRLF");
    }
    names_.emplace_back(trimmed(cell));
  }
  return {};
}

Result<void> CsvPosts::take_mapped(std::vector<bool>& taken) {
  for (const auto& assignment : map_) {
    const auto found = std::find(names_.begin(), names_.end(), assignment.value);
    if (found == names_.end()) {
      return invalid("csv: no column \"" + assignment.value + "\"; the columns are " + list_of(names_));
    }
    if (std::find(found + 1, names_.end(), assignment.value) != names_.end()) return named_twice(assignment.value);
    const auto index = static_cast<std::size_t>(found - names_.begin());
    taken[index] = true;
    columns_.push_back({index, assignment.field});
  }
  return {};
}

Result<void> CsvPosts::take_named(std::vector<bool>& taken) {
  std::set<post::Field> filled;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const auto field = settable_field(names_[i]);
    if (taken[i] || !field || is_assigned(map_, *field)) continue;
    if (!filled.insert(*field).second) return named_twice(names_[i]);
    taken[i] = true;
    columns_.push_back({i, *field});
  }
  return {};
}

// A name that a post has for itself would overwrite that member when the post is written and read again.
void CsvPosts::keep_rest(const std::vector<bool>& taken) {
  std::set<std::string> used;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (taken[i] || names_[i].empty()) continue;
    const std::string name = PostReader::knows(names_[i]) ? "column." + names_[i] : names_[i];
    std::string unique = name;
    for (unsigned number = 2; !used.insert(unique).second; ++number) unique = name + "." + std::to_string(number);
    extra_columns_.push_back({i, unique});
  }
}

Result<void> CsvPosts::read_row(const CsvReader::Row& row, post::Batch& out) {
  if (!row.reason.empty()) return invalid(row.reason);
  if (row.cells.size() != names_.size()) {
    return invalid(std::to_string(row.cells.size()) + " columns, the header has " + std::to_string(names_.size()));
  }
  Arena& arena = out.arena();
  post::Item item;
  post::Post& post = item.post;
  if (auto ok = fill(row, post, arena); !ok) return ok;
  if (post.id.empty()) post.id = arena.copy(invented_id(row.bytes));
  if (post.source.empty()) post.source = arena.copy(source_);
  out.adopt(item);
  return {};
}

Result<void> CsvPosts::fill(const CsvReader::Row& row, post::Post& post, Arena& arena) {
  bool kind_named = false;
  bool time_given = false;
  const auto put = [&](post::Field field, std::string_view value) {
    kind_named = kind_named || (field == post::Field::kKind && !value.empty());
    time_given = time_given || (field == post::Field::kTime && !value.empty());
    return set_field(post, field, value, times_, arena);
  };
  for (const auto& setting : set_) {
    if (auto ok = put(setting.field, setting.value); !ok) return ok;
  }
  for (const auto& column : columns_) {
    if (auto ok = put(column.field, row.cells[column.index]); !ok) return ok;
  }
  if (!time_given) return invalid("time: missing");
  if (!names_text_) return invalid("text: missing; name its column with --map text=COLUMN");
  extra_.clear();
  for (const auto& column : extra_columns_) {
    const auto cell = row.cells[column.index];
    if (cell.empty()) continue;
    if (auto ok = extra_.add_text(column.name, cell); !ok) return ok;
  }
  post.extra = extra_.object(arena);
  settle(post, kind_named);
  return {};
}

}  // namespace vigie::protocol
