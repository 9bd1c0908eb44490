#include <algorithm>
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/time_text.h"
#include "cli/bench_material.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "protocol/csv.h"
#include "protocol/feed.h"
#include "source/decoders.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kPostsHeldMax = 100'000;
constexpr std::size_t kPostsPerPiece = 500;  // As loads are cut; of a feed, its entries.
constexpr std::chrono::seconds kFormatLasts{1};
constexpr std::size_t kRoundsMin = 3;

// Posts written again in one format, in pieces as sources hand them on.
struct Format {
  std::string name;
  std::vector<std::string> pieces;
  std::function<void(std::string_view piece, post::Batch& out)> read;

  std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& piece : pieces) sum += piece.size();
    return sum;
  }
};

Result<post::Batch> read_posts(const std::string& path, Time now) {
  const auto chunks = read_chunks(path);
  if (!chunks) return chunks.error();
  const auto decoder = source::json_lines_decoder();
  std::vector<source::Reject> rejects;
  post::Batch out;
  for (const auto& chunk : *chunks) {
    if (out.size() >= kPostsHeldMax) break;
    decoder->decode(chunk.raw, chunk.first, now, out, rejects);
  }
  out.shrink(std::min(out.size(), kPostsHeldMax));
  return out.empty() ? Result<post::Batch>(invalid(path + ": no post in it")) : Result(std::move(out));
}

// `write` appends one post to a piece; each piece stands between `head` and `foot`.
template <typename Write>
std::vector<std::string> written(const post::Batch& posts, std::string_view head, std::string_view foot, Write write) {
  std::vector<std::string> pieces;
  std::size_t in_piece = kPostsPerPiece;
  for (const auto& item : posts.items()) {
    if (item.act != post::Act::kSay) continue;
    if (in_piece == kPostsPerPiece) {
      if (!pieces.empty()) pieces.back() += foot;
      pieces.emplace_back(head);
      in_piece = 0;
    }
    write(item.post, pieces.back());
    ++in_piece;
  }
  pieces.back() += foot;
  return pieces;
}

std::string escaped_markup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&' || c == '<' || c == '>') {
      out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

Format by_decoder(std::string name, std::vector<std::string> pieces,
                  const std::shared_ptr<const source::Decoder>& decoder, Time now) {
  return {std::move(name), std::move(pieces), [=](std::string_view piece, post::Batch& out) {
            std::vector<source::Reject> rejects;
            decoder->decode(piece, {}, now, out, rejects);
          }};
}

Format json_lines(const post::Batch& posts, Time now) {
  auto pieces = written(posts, "", "", [](const post::Post& post, std::string& out) {
    ordered_json record{{"id", post.id}, {"source", post.source}, {"kind", post::name_of(post.kind)}};
    record["time"] = format_time(post.created_at);
    record["author"] = {{"id", post.author.id}, {"handle", post.author.handle}};
    record["text"] = post.text;
    if (!post.links.empty()) record["links"] = std::vector<std::string>(post.links.begin(), post.links.end());
    out += record.dump() + "\n";
  });
  return by_decoder("json lines", std::move(pieces), source::json_lines_decoder(), now);
}

Format csv(const post::Batch& posts) {
  auto pieces = written(posts, "id,source,time,author.handle,text\n", "", [](const post::Post& post, std::string& out) {
    out.append(post.id).append(",").append(post.source).append(",").append(format_time(post.created_at));
    out.append(",").append(post.author.handle).append(",\"");
    for (const char c : post.text) out.append(c == '"' ? 2 : 1, c);
    out += "\"\n";
  });
  return {"csv", std::move(pieces), [](std::string_view piece, post::Batch& out) {
            auto rows = protocol::CsvPosts::create({});
            rows->feed(piece);
            rows->finish();
            protocol::Refused refused;
            while (true) {
              const auto state = rows->next(out, refused);
              if (!state || *state == protocol::CsvPosts::State::kEnd) return;
            }
          }};
}

Format jetstream(const post::Batch& posts, Time now) {
  auto pieces = written(posts, "", "", [number = std::uint64_t{0}](const post::Post& post, std::string& out) mutable {
    ordered_json record{{"$type", "app.bsky.feed.post"}, {"createdAt", format_time(post.created_at)}};
    record["text"] = post.text;
    ordered_json commit{{"rev", "3m"}, {"operation", "create"}, {"collection", "app.bsky.feed.post"}};
    commit["rkey"] = "k" + std::to_string(++number);
    commit["record"] = record;
    ordered_json event{{"did", "did:plc:abcdefghijklmnopqrstuvwx"}, {"time_us", micros_of(post.created_at)}};
    event["kind"] = "commit";
    event["commit"] = commit;
    out += event.dump() + "\n";
  });
  return by_decoder("jetstream", std::move(pieces), source::jetstream_decoder(), now);
}

Format mastodon(const post::Batch& posts, Time now) {
  auto pieces = written(posts, "", "", [number = std::uint64_t{0}](const post::Post& post, std::string& out) mutable {
    const std::string name = std::to_string(++number);
    ordered_json status{{"uri", "https://place.example/users/zoe/statuses/" + name}};
    status["url"] = "https://place.example/@zoe/" + name;
    status["created_at"] = format_time(post.created_at);
    status["visibility"] = "public";
    status["content"] = "<p>" + escaped_markup(post.text) + "</p>";
    status["account"] = {{"acct", "zoe"}, {"url", "https://place.example/@zoe"}, {"indexable", true}};
    out += status.dump() + "\n";
  });
  return by_decoder("mastodon", std::move(pieces), source::mastodon_decoder(), now);
}

Format feed(const post::Batch& posts, Time now) {
  auto pieces = written(
      posts, R"(<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>https://place.example/</link>)",
      "</channel></rss>", [](const post::Post& post, std::string& out) {
        out.append("<item><guid>").append(escaped_markup(post.id)).append("</guid><pubDate>");
        out.append(format_time(post.created_at)).append("</pubDate><description>");
        out.append(escaped_markup(post.text)).append("</description></item>");
      });
  return {"feed", std::move(pieces), [now](std::string_view piece, post::Batch& out) {
            protocol::FeedOptions options;
            options.source = "feed:bench";
            options.fetched_at = now;
            auto entries = protocol::FeedPosts::create(piece, options);
            protocol::Refused about;
            while (entries && entries->next(out, about)) continue;
          }};
}

// The fastest of several rounds over all pieces.
ordered_json measured(const Format& format) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + kFormatLasts;
  double seconds = 1e9;
  std::size_t records = 0;
  post::Batch batch;
  for (std::size_t round = 0; round < kRoundsMin || Clock::now() < end; ++round) {
    const auto begin = Clock::now();
    records = 0;
    for (const auto& piece : format.pieces) {
      batch.clear();
      format.read(piece, batch);
      records += batch.size();
    }
    seconds = std::min(seconds, std::chrono::duration<double>(Clock::now() - begin).count());
  }
  const auto count = static_cast<double>(records);
  return {{"records", records},
          {"records_per_s", count / seconds},
          {"mb_per_s", static_cast<double>(format.bytes()) / seconds / 1e6},
          {"ns_per_record", seconds * 1e9 / std::max(count, 1.0)}};
}

}  // namespace

int run_bench_sources(const SourcesBenchCommand& command, const Tools& tools) {
  const Time now = tools.clock.now();
  const auto posts = read_posts(command.posts, now);
  if (!posts) return tools.fail(posts.error().message);
  ordered_json figures = ordered_json::object();
  for (const auto& format :
       {json_lines(*posts, now), csv(*posts), jetstream(*posts, now), mastodon(*posts, now), feed(*posts, now)}) {
    figures[format.name] = measured(format);
  }
  if (command.json) {
    tools.print(figures.dump() + "\n");
    return kDone;
  }
  for (const auto& [name, figure] : figures.items()) {
    char line[128];
    std::snprintf(line, sizeof line, "  %-10s %12s records/s %8.0f MB/s %8.0f ns/record\n", name.c_str(),
                  grouped(figure["records_per_s"].get<std::uint64_t>()).c_str(), figure["mb_per_s"].get<double>(),
                  figure["ns_per_record"].get<double>());
    tools.print(line);
  }
  return kDone;
}

}  // namespace vigie::cli
