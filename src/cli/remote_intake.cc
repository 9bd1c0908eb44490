#include "cli/remote_intake.h"

#include "net/url.h"
#include "protocol/post_json.h"

namespace vigie::cli {

bool RemoteIntake::submit(source::Load load, source::Done done) {
  done(send(load));
  return true;
}

bool RemoteIntake::try_submit(source::Load& load, source::Done& done) {
  return submit(std::move(load), std::move(done));
}

Result<source::Outcome> RemoteIntake::send(source::Load& load) {
  source::Outcome outcome;
  if (load.decoder) {
    outcome.cursor = load.decoder->decode(load.raw, load.first, clock_.now(), load.batch, outcome.rejects);
  }
  std::string lines;
  for (const auto& item : load.batch.items()) {
    if (item.act == post::Act::kForgetAuthor) continue;
    protocol::write_json(item, lines);
    lines += '\n';
  }
  if (!lines.empty()) {
    const auto answer = served_.send(net::Method::kPost, "/api/v1/posts", std::move(lines), "application/x-ndjson");
    if (!answer) return answer.error();
    outcome.accepted = answer->value("accepted", std::uint64_t{0});
    outcome.duplicates = answer->value("duplicates", std::uint64_t{0});
    outcome.edited = answer->value("edited", std::uint64_t{0});
    outcome.deleted = answer->value("deleted", std::uint64_t{0});
    for (const auto& result : answer->value("results", nlohmann::ordered_json::array())) {
      if (result.value("fate", "") != "rejected") continue;
      outcome.rejects.push_back({load.first, result.value("reason", ""), result.value("id", "")});
    }
  }
  if (auto ok = forget_authors(load.batch); !ok) return ok.error();
  return outcome;
}

Result<void> RemoteIntake::forget_authors(const post::Batch& batch) {
  for (const auto& item : batch.items()) {
    if (item.act != post::Act::kForgetAuthor) continue;
    const std::string target =
        "/api/v1/authors/" + net::percent_encode(item.post.source) + "/" + net::percent_encode(item.post.author.id);
    if (const auto answer = served_.send(net::Method::kDelete, target, {}); !answer) return answer.error();
  }
  return {};
}

}  // namespace vigie::cli
