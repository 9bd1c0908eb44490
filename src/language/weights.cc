#include "language/weights.h"

#include <cmath>
#include <cstdio>

#include "base/bytes.h"
#include "base/hash.h"

namespace vigie::language {
namespace {

constexpr std::string_view kMagic = "VGLM";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kTablesMax = 8;

Error broken(const char* what) {
  return {ErrorCode::kCorrupt, std::string("language: the model file is broken: ") + what};
}

void put_table(std::string& out, const Table& table) {
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
  for (std::size_t at = 0; at < table.weights.size(); at += 2) {
    out.push_back(static_cast<char>(table.weights[at] | (table.weights[at + 1] << 4)));
  }
}

bool is_sane(const Table& table) {
  return table.row_count > 0 && table.row_count <= kRowsMax && (table.lane_count == 16 || table.lane_count == 32) &&
         std::isfinite(table.unit) && table.unit > 0 && table.power >= 0 && table.power <= 1;
}

const char* read_lanes(ByteReader& in, Table& table) {
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
  table.levels = in.get<std::array<std::int8_t, 16>>();
  if (!in.ok() || !is_sane(table)) return "a table's head makes no sense";
  if (const char* problem = read_lanes(in, table)) return problem;
  const std::string_view packed = in.take(std::uint64_t{table.row_count} * table.lane_count / 2);
  if (!in.ok()) return "a table is cut short";
  table.weights.reserve(packed.size() * 2);
  for (const char pair : packed) {
    const auto byte = static_cast<unsigned char>(pair);
    table.weights.push_back(table.levels[byte & 15U]);
    table.weights.push_back(table.levels[byte >> 4U]);
  }
  return nullptr;
}

std::string version_of(std::uint32_t crc) {
  char text[16];
  std::snprintf(text, sizeof text, "lang-%08x", crc);
  return text;
}

}  // namespace

std::string to_bytes(const std::vector<Table>& tables) {
  std::string out(kMagic);
  put(out, kFormat);
  put_varint(out, tables.size());
  for (const Table& table : tables) put_table(out, table);
  put(out, crc32c(out));
  return out;
}

Result<std::shared_ptr<const Model::Weights>> Model::Weights::from_bytes(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) return broken("it does not begin with VGLM");
  if (bytes.size() < kMagic.size() + 2 * sizeof(std::uint32_t)) return broken("it is cut short");
  ByteReader tail(bytes.substr(bytes.size() - sizeof(std::uint32_t)));
  const auto crc = tail.get<std::uint32_t>();
  bytes.remove_suffix(sizeof crc);
  if (crc32c(bytes) != crc) return broken("its checksum does not fit");
  ByteReader in(bytes.substr(kMagic.size()));
  if (in.get<std::uint32_t>() != kFormat) return broken("its format is not one that this program reads");
  const std::uint64_t count = in.varint();
  if (count == 0 || count > kTablesMax) return broken("it has no tables, or too many");

  auto out = std::make_shared<Weights>();
  out->table_of.fill(-1);
  out->version = version_of(crc);
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
