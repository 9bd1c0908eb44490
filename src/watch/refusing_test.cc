// That whoever refuses to be read is gone, and stays away, by whatever way their words come.
#include <fstream>

#include "source/decoders.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

class Refusing : public HouseTest {
 protected:
  static post::Post by(std::string_view source, std::string_view author, std::string_view id) {
    post::Post out = post(id, "rouge");
    out.source = source;
    out.author = {author, "", ""};
    return out;
  }
  // Bytes as a network or a file brings them.
  source::Outcome keep(std::shared_ptr<const source::Decoder> decoder, std::string raw) {
    source::Load load;
    load.raw = std::move(raw);
    load.decoder = std::move(decoder);
    std::promise<Result<source::Outcome>> heard;
    EXPECT_TRUE(
        house_->pipeline().submit(std::move(load), [&](const Result<source::Outcome>& o) { heard.set_value(o); }));
    return heard.get_future().get().value();
  }
  using HouseTest::keep;
};

TEST_F(Refusing, TakesOutWhatIsKeptOfThemFromEverySourceAndLeavesTheOthers) {
  open();
  keep({by("bluesky", "did:plc:shy", "1"), by("file:archive", "did:plc:shy", "2"), by("bluesky", "did:plc:ana", "3")});
  const auto refused = house_->refuse("bluesky", "did:plc:shy").value();
  EXPECT_TRUE(refused.added.is_new);
  EXPECT_EQ(refused.forgotten, 2U);
  EXPECT_EQ(found("rouge"), 1U);
  EXPECT_TRUE(house_->store().knows("bluesky", "3"));
}

TEST_F(Refusing, KnowsTheSamePersonOfTheFediverseByEveryNameAndServer) {
  open();
  keep({by("mastodon:piaille.fr", "https://piaille.fr/users/zoe", "1"),
        by("mastodon:mastodon.social", "https://piaille.fr/@zoe", "2"),
        by("mastodon:piaille.fr", "https://piaille.fr/users/ana", "3")});
  EXPECT_EQ(house_->refuse("mastodon:piaille.fr", "@Zoe@piaille.fr")->forgotten, 2U);
  EXPECT_EQ(found("rouge"), 1U);
}

TEST_F(Refusing, TakesNothingOfThemFromItemsReadyMade) {
  open();
  ASSERT_TRUE(house_->refuse("file:t", "zoe"));
  const auto outcome = keep({post("1", "rouge"), by("file:t", "ana", "2"), by("file:other", "zoe", "3")});
  EXPECT_EQ(outcome.accepted, 2U);
  EXPECT_EQ(outcome.fates.at(0), post::Fate::kRejected);
  ASSERT_EQ(outcome.rejects.size(), 1U);
  EXPECT_EQ(outcome.rejects[0].reason, "its author refuses to be read here");
  EXPECT_EQ(outcome.rejects[0].raw, "") << "neither words nor id";
  EXPECT_FALSE(house_->store().knows("file:t", "1"));
}

TEST_F(Refusing, TakesNothingOfThemFromAnyCodec) {
  open();
  ASSERT_TRUE(house_->refuse("bluesky", "did:plc:shy"));
  ASSERT_TRUE(house_->refuse("mastodon:piaille.fr", "https://piaille.fr/@shy"));
  ASSERT_TRUE(house_->refuse("file:t", "shy"));
  EXPECT_EQ(keep(source::jetstream_decoder(),
                 R"({"did":"did:plc:shy","time_us":1763812800000000,"kind":"commit","commit":{"rev":"1","operation":)"
                 R"("create","collection":"app.bsky.feed.post","rkey":"1","cid":"c","record":{"$type":)"
                 R"("app.bsky.feed.post","createdAt":"2026-11-22T11:00:00Z","text":"rouge"}}})"
                 "\n")
                .accepted,
            0U);
  EXPECT_EQ(keep(source::json_lines_decoder(),
                 R"({"id":"1","source":"file:t","time":"2026-11-22T11:00:00Z","text":"rouge","author":{"id":"shy"}})"
                 "\n"
                 R"({"id":"2","source":"file:t","time":"2026-11-22T11:00:00Z","text":"vu","author":{"id":"ana"}})"
                 "\n")
                .accepted,
            1U);
  EXPECT_EQ(keep(source::mastodon_decoder(),
                 R"({"id":"1","uri":"https://piaille.fr/users/shy/statuses/1","created_at":"2026-11-22T11:00:00Z",)"
                 R"("visibility":"public","content":"<p>rouge</p>","account":{"acct":"shy",)"
                 R"("url":"https://piaille.fr/@shy","uri":"https://piaille.fr/users/shy","indexable":true}})"
                 "\n")
                .accepted,
            0U);
  EXPECT_EQ(found("rouge"), 0U);
  EXPECT_EQ(found("vu"), 1U);
}

TEST_F(Refusing, IsObeyedByTheNextProcessAndUntilItIsTakenBack) {
  open();
  const auto refused = house_->refuse("file:t", "zoe").value();
  open();
  EXPECT_EQ(keep({post("1", "rouge")}).accepted, 0U);
  ASSERT_TRUE(house_->refusals().remove(refused.added.refusal.id));
  EXPECT_EQ(keep({post("1", "rouge")}).accepted, 1U);
}

TEST_F(Refusing, StillHearsThatTheyTookAPostBack) {
  open();
  keep({post("1", "rouge")});
  ASSERT_TRUE(house_->refusals().add("file:t", "zoe"));
  EXPECT_TRUE(house_->erase_post("file:t", "1").value());
  EXPECT_EQ(found("rouge"), 0U);
}

TEST_F(Refusing, EndsWhatWasOnItsWayWhenTheyRefused) {
  open(4);
  std::atomic<bool> stop = false;
  std::thread crowd([&] {
    for (int i = 0; !stop; ++i) {
      source::Load load;
      const auto id = std::to_string(i);
      for (int j = 0; j < 20; ++j)
        load.batch.add(by("file:t", j % 2 == 0 ? "zoe" : "ana", id + "/" + std::to_string(j)));
      house_->pipeline().submit(std::move(load), {});
    }
  });
  while (found("author:zoe") == 0) std::this_thread::yield();
  ASSERT_TRUE(house_->refuse("file:t", "zoe"));
  EXPECT_EQ(found("author:zoe"), 0U);
  stop = true;
  crowd.join();
  keep({by("file:t", "ana", "last")});
  EXPECT_EQ(found("author:zoe"), 0U);
}

TEST_F(Refusing, AskedAgainTakesOutWhatAnEarlierAttemptHadLeft) {
  open();
  keep({post("1", "rouge")});
  ASSERT_TRUE(house_->refusals().add("file:t", "zoe"));  // And the machine lost power.
  const auto again = house_->refuse("file:t", "zoe").value();
  EXPECT_FALSE(again.added.is_new);
  EXPECT_EQ(again.forgotten, 1U);
}

TEST_F(Refusing, LeavesNoByteOfThemInTheFolder) {
  open();
  keep({by("bluesky", "did:plc:shy", "at://did:plc:shy/app.bsky.feed.post/1")});
  ASSERT_TRUE(house_->refuse("bluesky", "did:plc:shy"));
  ASSERT_TRUE(house_->store().erase_now());
  house_.reset();
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder_)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    EXPECT_EQ(bytes.find("shy"), std::string::npos) << file.path();
    EXPECT_EQ(bytes.find("rouge"), std::string::npos) << file.path();
  }
}

}  // namespace
}  // namespace vigie::watch
