#include "protocol/csv_reader.h"

#include <gtest/gtest.h>

#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// All rows of `text`, fed in pieces of `piece` bytes; a refused row is its line and reason.
Rows read(std::string_view text, std::size_t piece = 1'000'000) {
  CsvReader reader;
  CsvReader::Row row;
  Rows out;
  while (true) {
    const auto state = reader.next(row);
    if (state == CsvReader::State::kEnd) return out;
    if (state == CsvReader::State::kMore) {
      reader.feed(text.substr(0, piece));
      text.remove_prefix(std::min(piece, text.size()));
      if (text.empty()) reader.finish();
    } else if (row.reason.empty()) {
      out.emplace_back(row.cells.begin(), row.cells.end());
    } else {
      out.push_back({std::to_string(row.line), row.reason});
    }
  }
}

TEST(CsvReader, ReadsPlainAndQuotedCells) {
  EXPECT_EQ(read("a,b,c\n1,\"two, \"\"2\"\"\",\n"), (Rows{{"a", "b", "c"}, {"1", "two, \"2\"", ""}}));
}

TEST(CsvReader, KeepsLineBreaksWithinQuotes) {
  EXPECT_EQ(read("a,b\r\n\"one\r\ntwo\",x\r\n"), (Rows{{"a", "b"}, {"one\r\ntwo", "x"}}));
}

TEST(CsvReader, TakesAQuoteInsideAPlainCellAsALetter) {
  EXPECT_EQ(read("a,b\n5\" pipe,x\ny,z\n"), (Rows{{"a", "b"}, {"5\" pipe", "x"}, {"y", "z"}}));
}

TEST(CsvReader, NeedsNoBreakAtTheEndAndSkipsBlankLines) {
  EXPECT_EQ(read("a,b\n\n\r\n1,2"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read(""), Rows{});
  EXPECT_EQ(read("\n\n"), Rows{});
}

TEST(CsvReader, FindsTheSeparatorInTheFirstRow) {
  EXPECT_EQ(read("a;b\n1,5;2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(read("a\tb\n1\t2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read("\"a;;;\",b\n1,2\n"), (Rows{{"a;;;", "b"}, {"1", "2"}}));
  EXPECT_EQ(read("text\nalone\n"), (Rows{{"text"}, {"alone"}}));
}

TEST(CsvReader, PassesOverAByteOrderMark) { EXPECT_EQ(read("\xEF\xBB\xBF\"a\",b\n"), (Rows{{"a", "b"}})); }

TEST(CsvReader, ReadsTheSameWhateverThePieces) {
  const std::string text = "\xEF\xBB\xBFid;text\r\n1;\"deux\r\n \"\"lignes\"\"\"\r\n\r\n2;x\n3;\"\"";
  const Rows whole = read(text);
  EXPECT_EQ(whole, (Rows{{"id", "text"}, {"1", "deux\r\n \"lignes\""}, {"2", "x"}, {"3", ""}}));
  for (std::size_t piece = 1; piece < text.size(); ++piece) EXPECT_EQ(read(text, piece), whole) << piece;
}

TEST(CsvReader, TellsABrokenRowAndGoesOn) {
  EXPECT_EQ(read("a,b\n\"1\"x,2\n3,4\n"),
            (Rows{{"a", "b"}, {"2", "text after a closing quote in column 1"}, {"3", "4"}}));
  EXPECT_EQ(read("a,b\n1,\"never\n"), (Rows{{"a", "b"}, {"2", "a quote never closed"}}));
  const std::string wide(kCsvColumnsMax, ',');
  EXPECT_EQ(read("a,b\n" + wide + "\n1,2\n"), (Rows{{"a", "b"}, {"2", "more than 1000 columns"}, {"1", "2"}}));
}

TEST(CsvReader, LosesOnlyTheLineOfAQuoteThatIsNeverClosed) {
  const Rows wanted = {{"a", "b"}, {"1", "2"}, {"3", "a quote never closed"}, {"5", "6"}, {"7", "8"}};
  const std::string text = "a,b\n1,2\n3,\"open\n5,6\n7,8\n";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) EXPECT_EQ(read(text, piece), wanted) << piece;
  EXPECT_EQ(
      read("a,b\n\"1\n\"2\n\"x\n3,4\n"),
      (Rows{{"a", "b"}, {"2", "text after a closing quote in column 1"}, {"4", "a quote never closed"}, {"3", "4"}}));
  EXPECT_EQ(read("a,b\n1,\"open\n"), (Rows{{"a", "b"}, {"2", "a quote never closed"}}));
  EXPECT_EQ(read("a,b\n1,\"open"), (Rows{{"a", "b"}, {"2", "a quote never closed"}}));
}

// Each line leaves a quote open, whether or not one was open before it.
TEST(CsvReader, ReadsAFileOfOpenQuotesOnce) {
  std::string text = "a,b\n";
  constexpr std::size_t kLines = 400'000;
  for (std::size_t i = 0; i < kLines; ++i) text += "x\",\"y\n";
  const Rows rows = read(text, 65'536);  // Minutes if each line began anew.
  EXPECT_EQ(rows.size(), kLines + 1);
  EXPECT_EQ(rows.back(), (std::vector<std::string>{std::to_string(kLines + 1), "a quote never closed"}));
}

TEST(CsvReader, CountsLinesWithinQuotes) { EXPECT_EQ(read("a,b\n\"x\n\ny\",2\n\"1\"x,2\n").back()[0], "5"); }

TEST(CsvReader, GoesOnWithTheNextLineAfterARowTooLong) {
  std::string text = "a,b\n1,\"open\n";
  for (int i = 0; i < 500'000; ++i) text += "second,row\n";
  const Rows rows = read(text, 65'536);
  ASSERT_EQ(rows.size(), 500'002U);
  EXPECT_EQ(rows[1][0], "2");
  EXPECT_EQ(rows[1][1], "a row of more than 4194304 bytes; is a quote never closed?");
  EXPECT_EQ(rows[2], (std::vector<std::string>{"second", "row"}));
}

TEST(CsvReader, HoldsNoMoreThanARowOfALineWithoutEnd) {
  const std::string text = "a,b\n" + std::string(3 * kCsvRowBytesMax, 'x') + "\n1,2\n";
  const Rows rows = read(text, 65'536);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2], (std::vector<std::string>{"1", "2"}));
}

}  // namespace
}  // namespace vigie::protocol
