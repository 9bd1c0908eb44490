#include "language/weights.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/bytes.h"
#include "language/rows.h"
#include "learning/model_file.h"

namespace vigie::language {
namespace {

constexpr learning::ModelKind kKind{"language", "lang", "VGLM", 1};
constexpr std::size_t kTablesMax = 8;

void put_table(std::string& out, const CodedTable& table) {
  put(out, table.row_count);
  put(out, table.lane_count);
  put(out, table.power);
  put(out, table.unit);
  put(out, table.levels);
  put_varint(out, table.lanes.size());
  for (const Lane& lane : table.lanes) {
    put(out, lane.script);
    put_string(out, post::code_of(lane.language));
  }
  for (std::size_t at = 0; at < table.codes.size(); at += 2) {
    out.push_back(static_cast<char>(table.codes[at] | (table.codes[at + 1] << 4)));
  }
}

bool is_sane(const TableHead& table) {
  return table.row_count > 0 && table.row_count <= kRowsMax && (table.lane_count == 16 || table.lane_count == 32) &&
         std::isfinite(table.unit) && table.unit > 0 && table.power >= 0 && table.power <= 1;
}

const char* read_lanes(ByteReader& in, TableHead& table) {
  const std::uint64_t count = in.varint();
  if (count == 0 || count > table.lane_count) return "a table has no lanes, or more than fit";
  for (std::uint64_t index = 0; index < count; ++index) {
    const auto script = in.get<std::uint8_t>();
    const std::string_view code = in.string();
    const auto language = post::language_of(code);
    if (!in.ok() || script >= kScripts || !language) return "a lane's script or language is not known";
    table.lanes.push_back({static_cast<Script>(script), *language});
  }
  return nullptr;
}

const char* read_table(ByteReader& in, Table& table) {
  table.row_count = in.get<std::uint32_t>();
  table.lane_count = in.get<std::uint32_t>();
  table.power = in.get<float>();
  table.unit = in.get<float>();
  table.levels = in.get<Levels>();
  if (!in.ok() || !is_sane(table)) return "a table's head makes no sense";
  if (const char* problem = read_lanes(in, table)) return problem;
  const std::string_view packed = in.take(std::uint64_t{table.row_count} * table.lane_count / 2);
  if (!in.ok()) return "a table is cut short";
  table.codes.assign(packed.begin(), packed.end());
  table.measure();
  return nullptr;
}

}  // namespace

void Table::measure() {
  scales_.clear();
  scales_.reserve(kRowsOfTextMax + 1);
  for (std::size_t rows = 0; rows <= kRowsOfTextMax; ++rows) {
    scales_.push_back(unit / std::pow(static_cast<float>(std::max<std::size_t>(rows, 1)), power));
  }
}

std::string to_bytes(const std::vector<CodedTable>& tables) {
  std::string body;
  put_varint(body, tables.size());
  for (const CodedTable& table : tables) put_table(body, table);
  return learning::to_model_file(kKind, body);
}

Result<std::shared_ptr<const Model::Weights>> Model::Weights::from_bytes(std::string_view bytes) {
  const auto broken = [](const char* what) { return learning::broken_model(kKind, what); };
  auto file = learning::open_model_file(kKind, bytes);
  if (!file) return file.error();
  ByteReader in(file->body);
  const std::uint64_t count = in.varint();
  if (count == 0 || count > kTablesMax) return broken("it has no tables, or too many");

  auto out = std::make_shared<Weights>();
  out->table_of.fill(-1);
  out->version = std::move(file->version);
  out->tables.resize(count);
  for (std::size_t index = 0; index < count; ++index) {
    if (const char* problem = read_table(in, out->tables[index])) return broken(problem);
    for (const Lane& lane : out->tables[index].lanes) {
      out->table_of[static_cast<std::size_t>(lane.script)] = static_cast<int>(index);
    }
  }
  if (!in.at_end()) return broken("there is more than it says");
  return std::shared_ptr<const Weights>(std::move(out));
}

}  // namespace vigie::language
