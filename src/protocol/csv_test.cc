#include "protocol/csv.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "base/shared_data.h"
#include "base/time_text.h"
#include "post/validate.h"

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
  EXPECT_EQ(out.refused,
            (std::vector<std::string>{"2/4 1 columns, the header has 2", "3/5 3 columns, the header has 2",
                                      "5/7 time: missing", "6/8 time: \"soon\" is no time in the format expected"}));
}

TEST(CsvPosts, RefusesCountsOutOfRange) {
  const auto out = read({}, "time,text,likes\n0,a,-1\n0,a,1e17\n0,a,many\n0,a,1.5\n0,a,\n");
  EXPECT_EQ(out.refused, (std::vector<std::string>{"1/2 likes: -1 is below 0", "2/3 likes: 1e17 is above 2^53",
                                                   "3/4 likes: \"many\" is no number", "4/5 likes: 1.5 is not whole"}));
  EXPECT_EQ(out.batch.size(), 1U);
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
