#include "source/chunks.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "protocol/limits.h"
#include "source/line_chunks.h"
#include "source/value_chunks.h"

namespace vigie::source {
namespace {

struct Read {
  std::string raw;
  std::vector<std::string> chunks;
  std::vector<Place> firsts;
  std::vector<Reject> rejects;
  std::uint64_t records = 0;
};

template <typename Kind>
Read read(const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "vigie_chunks_" + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary) << bytes;
  const auto input = Unpack::open(path);
  Kind chunks(**input);
  Read out;
  Chunk chunk;
  while (*chunks.next(chunk)) {
    out.raw += chunk.raw;
    out.chunks.push_back(chunk.raw);
    out.firsts.push_back(chunk.first);
    out.records += chunk.records;
    out.rejects.insert(out.rejects.end(), chunk.rejects.begin(), chunk.rejects.end());
  }
  std::remove(path.c_str());
  return out;
}

TEST(LineChunks, KeepEveryByteAndCountWhatIsNotBlank) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += std::to_string(i) + (i % 3 == 0 ? "\n\n" : "\r\n");
  text += "last";
  const auto out = read<LineChunks>(text);
  EXPECT_EQ(out.raw, text);
  EXPECT_EQ(out.records, 2'001U);
  EXPECT_GE(out.chunks.size(), 4U);
  EXPECT_EQ(out.firsts[1].record, kLoadRecordsMax + 1);
}

TEST(LineChunks, PassOverAByteOrderMarkAtTheStartAlone) {
  EXPECT_EQ(read<LineChunks>("\xEF\xBB\xBF"
                             "a\n\xEF\xBB\xBF"
                             "b")
                .raw,
            "a\n\xEF\xBB\xBF"
            "b");
  EXPECT_EQ(read<LineChunks>("\xEF\xBB\xBF").records, 0U);
  EXPECT_EQ(read<LineChunks>("ab").raw, "ab");
  EXPECT_EQ(read<LineChunks>("").records, 0U);
}

TEST(ValueChunks, EndEachValueAndKeepItsLines) {
  const auto out = read<ValueChunks>("\n[1,\n {\"a\":\n2}\n,\n\n3]\n");
  EXPECT_EQ(out.raw, "\n1\x1E\n{\"a\":\n2}\n\x1E\n\n3\x1E");
  EXPECT_EQ(out.records, 3U);
}

TEST(ValueChunks, RefuseWhatIsNotThereAndWhatIsTooLong) {
  const std::string endless = "\"" + std::string(2 * protocol::kLineBytesMax, 'x') + "\"";
  const auto out = read<ValueChunks>("[1,,\n" + endless + ",\n2,");
  EXPECT_EQ(out.records, 5U);
  ASSERT_EQ(out.rejects.size(), 3U);
  EXPECT_EQ(out.rejects[0].reason, "an element that is empty");
  EXPECT_EQ(out.rejects[0].place.record, 2U);
  EXPECT_EQ(out.rejects[1].reason, "longer than 4194304 bytes");
  EXPECT_EQ(out.rejects[1].place.line, 2U);
  EXPECT_EQ(out.rejects[1].whole_bytes, endless.size());
  EXPECT_EQ(out.rejects[2].reason, "the document breaks off here");
  EXPECT_EQ(out.rejects[2].place.record, 5U);
  EXPECT_EQ(out.rejects[2].place.line, 3U);
}

TEST(ValueChunks, LeaveNoMarkOfTheirOwnInsideAValue) {
  EXPECT_EQ(read<ValueChunks>("[\"a\x1E{}\"]").raw, "\"a\x1F{}\"\x1E");
}

}  // namespace
}  // namespace vigie::source
