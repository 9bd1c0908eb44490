#include "protocol/csv.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "base/shared_data.h"
#include "base/time_text.h"
#include "post/validate.h"
#include "protocol/json_lines.h"
#include "protocol/post_json.h"

namespace vigie::protocol {
namespace {

struct Outcome {
  post::Batch batch;
  std::vector<std::string> refused;  // `record/line reason`
  std::string error;
};

Outcome read(const CsvOptions& options, std::string_view text) {
  Outcome out;
  auto posts = CsvPosts::create(options);
  if (!posts) {
    out.error = posts.error().message;
    return out;
  }
  posts->feed(text);
  posts->finish();
  while (true) {
    Refused refused;
    const auto state = posts->next(out.batch, refused);
    if (!state) {
      out.error = state.error().message;
      return out;
    }
    if (*state == CsvPosts::State::kEnd) return out;
    if (*state == CsvPosts::State::kRefused) {
      out.refused.push_back(std::to_string(refused.record) + "/" + std::to_string(refused.line) + " " + refused.reason);
    }
  }
}

TEST(CsvPosts, FillsFieldsFromNamedColumns) {
  CsvOptions options;
  options.map = {"text=Avis", "time=Date", "author.handle=Qui", "rating=Note"};
  options.set = {"brand=Aurora", "kind=review"};
  options.time_format = "%d/%m/%Y";
  options.source = "file:avis";
  const auto out = read(options, "Date;Note;Qui;Avis;Ville\n31/01/2026;4;@zoe;\"Bonne; vraiment\";Lyon\n");
  ASSERT_EQ(out.error, "");
  ASSERT_EQ(out.batch.size(), 1U);
  const post::Post& post = out.batch.items()[0].post;
  EXPECT_EQ(post.text, "Bonne; vraiment");
  EXPECT_EQ(format_time(post.created_at), "2026-01-31T00:00:00Z");
  EXPECT_EQ(post.author.handle, "zoe");
  EXPECT_EQ(post.author.id, "zoe");
  EXPECT_EQ(post.rating, 4.0F);
  EXPECT_EQ(post.brand, "Aurora");
  EXPECT_EQ(post.kind, post::Kind::kReview);
  EXPECT_EQ(post.source, "file:avis");
  EXPECT_EQ(post.id.size(), 32U);
  EXPECT_EQ(post.extra, R"({"Ville":"Lyon"})");
}

TEST(CsvPosts, TakesColumnsNamedLikeFieldsUnasked) {
  const auto out = read({}, "id,source,time,text,likes,parent\n1,s,2026-01-31T09:30:00Z,hello,3,0\n");
  ASSERT_EQ(out.batch.size(), 1U);
  EXPECT_EQ(out.batch.items()[0].post.id, "1");
  EXPECT_EQ(out.batch.items()[0].post.likes, 3U);
  EXPECT_EQ(out.batch.items()[0].post.kind, post::Kind::kReply);
}

TEST(CsvPosts, GivesEqualRowsEqualIdsAndOthersOthers) {
  const auto out = read({}, "time,text\n0,a\n0,b\n0,a\n");
  ASSERT_EQ(out.batch.size(), 3U);
  EXPECT_EQ(out.batch.items()[0].post.id, out.batch.items()[2].post.id);
  EXPECT_NE(out.batch.items()[0].post.id, out.batch.items()[1].post.id);
}

TEST(CsvPosts, RefusesARaggedRowAloneWithItsRecordAndLine) {
  const auto out = read({}, "time,text\n0,\"a\nb\"\n0\n0,c,d\n0,e\n,f\nsoon,g\n");
  EXPECT_EQ(out.batch.size(), 2U);
  EXPECT_EQ(out.refused, (std::vector<std::string>{"2/4 1 columns, the header has 2", "3/5 3 columns, the header has 2",
                                                   "5/7 time: missing",
                                                   "6/8 time: \"soon\" is no time of RFC 3339 and no number since "
                                                   "1970; --time-format says how times are written"}));
}

TEST(CsvPosts, RefusesCountsOutOfRange) {
  const auto out = read(
      {}, "time,text,likes\n0,a,-1\n0,a,1e17\n0,a,many\n0,a,1.5\n0,a,\n0,a,9007199254740993\n0,a,9007199254740992\n");
  EXPECT_EQ(out.refused, (std::vector<std::string>{"1/2 likes: -1 is below 0", "2/3 likes: 1e17 is above 2^53",
                                                   "3/4 likes: \"many\" is no number", "4/5 likes: 1.5 is not whole",
                                                   "6/7 likes: 9007199254740993 is above 2^53"}));
  ASSERT_EQ(out.batch.size(), 2U);
  EXPECT_EQ(out.batch.items()[1].post.likes, std::uint64_t{1} << 53);
}

TEST(CsvPosts, KeepsColumnsNamedLikeMembersBesideThem) {
  CsvOptions options;
  options.map = {"text=Avis"};
  const auto out = read(options, "time,Avis,text,deleted,vigie,author,media,shop\n0,oui,non,true,x,y,z,Lyon\n");
  ASSERT_EQ(out.batch.size(), 1U);
  const post::Post& post = out.batch.items()[0].post;
  EXPECT_EQ(post.text, "oui");
  EXPECT_EQ(post.extra, R"({"column.text":"non","column.deleted":"true","column.vigie":"x","column.author":"y",)"
                        R"("column.media":"z","shop":"Lyon"})");
}

TEST(CsvPosts, WritesAPostOfOddColumnsSoThatItIsReadBackTheSame) {
  CsvOptions options;
  options.map = {"text=Avis"};
  options.source = "file:t";
  auto out = read(options, "time,Avis,text,deleted,id.2,author.id,shop,shop\n1769851800,oui,non,true,x,zoe,a,b\n");
  ASSERT_EQ(out.batch.size(), 1U);
  std::string once;
  write_json(out.batch.items()[0], once);
  JsonLines lines;
  ASSERT_TRUE(lines.read(once, out.batch));
  std::string twice;
  write_json(out.batch.items()[1], twice);
  EXPECT_EQ(once, twice);
  EXPECT_EQ(out.batch.items()[1].post.text, "oui");
  EXPECT_EQ(out.batch.items()[1].post.extra,
            R"({"column.text":"non","column.deleted":"true","id.2":"x","shop":"a","shop.2":"b"})");
}

TEST(CsvPosts, RefusesTwoColumnsForOneField) {
  EXPECT_EQ(read({}, "time,text,text\n").error, "csv: two columns are named \"text\"; rename one of them");
  CsvOptions options;
  options.map = {"title=x"};
  EXPECT_EQ(read(options, "time,text,x,x\n").error, "csv: two columns are named \"x\"; rename one of them");
  options.map = {"title=x", "title=text"};
  EXPECT_EQ(read(options, "time,text,x\n").error, "title: given twice");
  options.map = {"author.handle=x", "author.name=x"};
  EXPECT_EQ(read(options, "time,text,x\n0,a,zoe\n").batch.items()[0].post.author.name, "zoe");
}

TEST(CsvPosts, ReadsAHeaderCellOfTwoLines) {
  EXPECT_EQ(read({}, "time,text,\"two\r\nlines\"\r\n0,a,b\r\n").batch.items()[0].post.extra, R"({"two\r\nlines":"b"})");
  EXPECT_EQ(read({}, "time,text\r0,a\r").error, "csv: lines end with bare carriage returns; write them as LF or CRLF");
}

TEST(CsvPosts, ReadsTheTimesOfSettingsAsThoseOfColumns) {
  CsvOptions options;
  options.set = {"time=31/01/2026"};
  options.time_format = "%d/%m/%Y";
  EXPECT_EQ(format_time(read(options, "text\na\n").batch.items()[0].post.created_at), "2026-01-31T00:00:00Z");
}

TEST(CsvPosts, NamesTheColumnThatIsNotThere) {
  EXPECT_EQ(read({.map = {"text=Avis"}, .set = {}, .time_format = "", .source = ""}, "a,b\n1,2\n").error,
            "csv: no column \"Avis\"; the columns are a, b");
}

TEST(CsvPosts, NamesTheFieldThatIsNone) {
  const auto error = read({.map = {"texte=a"}, .set = {}, .time_format = "", .source = ""}, "a\n").error;
  EXPECT_EQ(error.substr(0, 48), "\"texte\" is no field of a post; fields are id, so");
  EXPECT_EQ(read({.map = {"text"}, .set = {}, .time_format = "", .source = ""}, "a\n").error,
            "\"text\": FIELD=… expected");
}

TEST(CsvPosts, ReadsTheRecordedCustomersAndBrands) {
  VIGIE_NEEDS_SHARED_DATA();
  std::ifstream file(shared_data() + "/stream/customer-support.csv", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  CsvOptions options;
  options.map = {"id=tweet_id", "author.handle=author_id", "time=created_at", "parent=in_response_to_tweet_id"};
  options.time_format = "%a %b %d %H:%M:%S %z %Y";
  options.source = "file:customer-support";
  const auto out = read(options, text);
  EXPECT_EQ(out.error, "");
  EXPECT_EQ(out.refused, std::vector<std::string>{});
  EXPECT_EQ(out.batch.size(), 5'000U);
  std::set<std::string_view> ids;
  for (const auto& item : out.batch.items()) {
    EXPECT_TRUE(post::validate(item, *parse_time("2026-01-01T00:00:00Z"))) << item.post.id;
    ids.insert(item.post.id);
  }
  EXPECT_EQ(ids.size(), 5'000U);
}

}  // namespace
}  // namespace vigie::protocol
