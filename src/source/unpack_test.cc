#include "source/unpack.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <fstream>
#include <vector>

namespace vigie::source {
namespace {

class UnpackTest : public ::testing::Test {
 protected:
  std::string write(std::string_view bytes) {
    const std::string path = ::testing::TempDir() + "vigie_unpack_" + std::to_string(::getpid());
    std::ofstream(path, std::ios::binary) << bytes;
    paths_.push_back(path);
    return path;
  }
  void TearDown() override {
    for (const auto& path : paths_) std::remove(path.c_str());
  }

  // `before`: what was given before an error.
  static Result<std::string> read_all(const std::string& path, std::string* before = nullptr) {
    auto reader = Unpack::open(path);
    if (!reader) return reader.error();
    std::string out;
    std::vector<char> room(100'000);
    while (true) {
      const auto count = (*reader)->read(room);
      if (!count && before != nullptr) *before = out;
      if (!count) return count.error();
      if (*count == 0) return out;
      out.append(room.data(), *count);
    }
  }

  static std::string zstd(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
  }

  static std::string zstd_with_checksum(std::string_view text) {
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
    ZSTD_freeCCtx(context);
    return out;
  }

  static std::string gzip(std::string_view text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }

  static std::string varied(std::size_t bytes) {
    std::string out;
    for (std::uint64_t x = 88172645463325252ULL; out.size() < bytes;) {
      x ^= x << 13;
      x ^= x >> 7;
      x ^= x << 17;
      out += std::to_string(x) + "\n";
    }
    return out;
  }

 private:
  std::vector<std::string> paths_;
};

TEST_F(UnpackTest, ReadsTheSameTextFromEachPacking) {
  const std::string text = varied(3'000'000);
  EXPECT_EQ(read_all(write(text)).value(), text);
  EXPECT_EQ(read_all(write(zstd(text))).value(), text);
  EXPECT_EQ(read_all(write(gzip(text))).value(), text);
}

TEST_F(UnpackTest, ReadsPackingsThatFollowEachOther) {
  EXPECT_EQ(read_all(write(zstd("un\n") + zstd("deux\n"))).value(), "un\ndeux\n");
  EXPECT_EQ(read_all(write(gzip("un\n") + gzip("deux\n"))).value(), "un\ndeux\n");
}

TEST_F(UnpackTest, KnowsZstdByAFrameToBeSkippedToo) {
  const std::string skipped("\x5A\x2A\x4D\x18\x04\0\0\0note", 12);
  EXPECT_EQ(read_all(write(skipped + zstd("un\n"))).value(), "un\n");
}

TEST_F(UnpackTest, TakesZerosBehindGzipForPadding) {
  EXPECT_EQ(read_all(write(gzip("un\n") + std::string(600'000, '\0'))).value(), "un\n");
  EXPECT_EQ(read_all(write(gzip("un\n") + std::string(512, '\0') + gzip("deux\n"))).value(), "un\ndeux\n");
  EXPECT_FALSE(read_all(write(gzip("un\n") + "garbage")));
}

TEST_F(UnpackTest, GivesWhatStandsBeforeADamage) {
  const std::string text = varied(300'000);
  std::string packed = gzip(text);
  packed[packed.size() - 6] ^= 1;  // Of the checksum.
  std::string before;
  const auto out = read_all(write(packed), &before);
  EXPECT_FALSE(out);
  EXPECT_TRUE(before == text) << before.size();
  packed = zstd_with_checksum(text);
  packed.back() ^= 1;
  EXPECT_FALSE(read_all(write(packed), &before));
  EXPECT_TRUE(before == text) << before.size();
}

TEST_F(UnpackTest, SaysWhatToDoAboutALargeWindow) {
  const auto out =
      read_all(write(std::string("\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00"
                                 "a",
                                 10)));  // Window_Descriptor: 2^31.
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kRefused);
  EXPECT_NE(out.error().message.find("zstd -d --long=31"), std::string::npos) << out.error().message;
}

TEST_F(UnpackTest, NamesAPackingThatIsNotRead) {
  const auto out =
      read_all(write(std::string("\xFD"
                                 "7zXZ\0\0",
                                 7)));
  ASSERT_FALSE(out);
  EXPECT_NE(out.error().message.find("packed as xz, which is not read"), std::string::npos);
}

TEST_F(UnpackTest, ReadsAWholeFileUpToALimit) {
  const auto path = write(gzip("un\ndeux\n"));
  EXPECT_EQ((*Unpack::open(path))->read_whole(100).value(), "un\ndeux\n");
  EXPECT_EQ((*Unpack::open(path))->read_whole(7).error().message, path + ": longer than 7 bytes");
}

TEST_F(UnpackTest, AnEmptyFileIsEmpty) { EXPECT_EQ(read_all(write("")).value(), ""); }

TEST_F(UnpackTest, TellsATruncatedPacking) {
  const std::string text = varied(100'000);
  for (const auto& packed : {zstd(text), gzip(text)}) {
    const auto out = read_all(write(std::string_view(packed).substr(0, packed.size() / 2)));
    ASSERT_FALSE(out);
    EXPECT_NE(out.error().message.find("truncated"), std::string::npos) << out.error().message;
  }
}

TEST_F(UnpackTest, TellsADamagedPacking) {
  std::string packed = zstd(varied(100'000));
  packed[packed.size() / 2] ^= 0x55;
  packed[packed.size() / 2 + 1] ^= 0x55;
  EXPECT_FALSE(read_all(write(packed)));
}

TEST_F(UnpackTest, RefusesABomb) {
  const std::string zeros(300 << 20, '0');
  for (const auto& packed : {zstd(zeros), gzip(zeros)}) {
    const auto out = read_all(write(packed));
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::kRefused);
  }
}

TEST_F(UnpackTest, NamesAFileThatIsNotThere) {
  const auto out = read_all("/nonexistent/file");
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().message, "/nonexistent/file: No such file or directory");
}

}  // namespace
}  // namespace vigie::source
