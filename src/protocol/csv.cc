#include "protocol/csv.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/utf8.h"
#include "protocol/post_json.h"

namespace vigie::protocol {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// 128 bits in hex: two rows of a file are never taken for one by chance.
std::string hash_of_row(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const std::uint64_t half : {hash64(bytes, 0), hash64(bytes, 1)}) {
    for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(half >> shift) & 15];
  }
  return out;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Result<std::vector<FieldAssignment>> parse_all(const std::vector<std::string>& texts) {
  std::vector<FieldAssignment> out;
  for (const auto& text : texts) {
    auto assignment = parse_assignment(text);
    if (!assignment) return assignment.error();
    out.push_back(std::move(*assignment));
  }
  return out;
}

bool names_field(const std::vector<FieldAssignment>& assignments, PostField field) {
  return std::any_of(assignments.begin(), assignments.end(), [&](const auto& each) { return each.field == field; });
}

}  // namespace

Result<CsvPosts> CsvPosts::create(const CsvOptions& options) {
  CsvPosts out;
  auto map = parse_all(options.map);
  if (!map) return map.error();
  auto set = parse_all(options.set);
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

Result<void> CsvPosts::read_header(const CsvReader::Row& header) {
  if (!header.reason.empty()) return invalid("csv: the header cannot be read: " + header.reason);
  for (const auto cell : header.cells) {
    if (!is_utf8(cell)) return invalid("csv: the header is not UTF-8");
    if (cell.find('\r') != cell.npos)
      return invalid("csv: lines end with bare carriage returns; write them as LF or CRLF");
    names_.emplace_back(trimmed(cell));
  }
  std::vector<bool> taken(names_.size(), false);
  for (const auto& assignment : map_) {
    const auto found = std::find(names_.begin(), names_.end(), assignment.value);
    if (found == names_.end()) {
      return invalid("csv: no column \"" + assignment.value + "\"; the columns are " + list_of(names_));
    }
    const auto index = static_cast<std::size_t>(found - names_.begin());
    taken[index] = true;
    columns_.push_back({index, assignment.field});
  }
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (taken[i]) continue;
    const auto field = post_field_of(names_[i]);
    if (field && !names_field(map_, *field)) {
      columns_.push_back({i, *field});
    } else if (!names_[i].empty()) {
      extra_.push_back(i);
    }
  }
  header_read_ = true;
  return {};
}

Result<void> CsvPosts::read_row(const CsvReader::Row& row, post::Batch& out) {
  if (!row.reason.empty()) return invalid(row.reason);
  if (row.cells.size() != names_.size()) {
    return invalid(std::to_string(row.cells.size()) + " columns, the header has " + std::to_string(names_.size()));
  }
  Arena& arena = out.arena();
  post::Item item;
  post::Post& post = item.post;
  bool kind_named = false;
  bool time_given = false;
  bool text_given = false;
  const auto put = [&](PostField field, std::string_view value, const TimeFormat& times) {
    kind_named = kind_named || (field == PostField::kKind && !value.empty());
    time_given = time_given || (field == PostField::kTime && !value.empty());
    text_given = text_given || field == PostField::kText;
    return set_field(post, field, value, times, arena);
  };
  for (const auto& assignment : set_) {
    if (auto ok = put(assignment.field, assignment.value, TimeFormat()); !ok) return ok;
  }
  for (const auto& column : columns_) {
    if (auto ok = put(column.field, row.cells[column.index], times_); !ok) return ok;
  }
  if (!time_given) return invalid("time: missing");
  if (!text_given) return invalid("text: missing; name its column with --map text=COLUMN");
  if (post.id.empty()) post.id = arena.copy(hash_of_row(row.bytes));
  if (post.source.empty()) post.source = arena.copy(source_);
  post.extra = arena.copy(extra_of(row));
  settle(post, kind_named);
  out.adopt(item);
  return {};
}

std::string CsvPosts::extra_of(const CsvReader::Row& row) const {
  std::string out;
  for (const auto index : extra_) {
    if (row.cells[index].empty()) continue;
    out += out.empty() ? '{' : ',';
    write_json_string(names_[index], out);
    out += ':';
    write_json_string(row.cells[index], out);
  }
  if (!out.empty()) out += '}';
  return out;
}

}  // namespace vigie::protocol
