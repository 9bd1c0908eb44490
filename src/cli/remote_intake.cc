#include "cli/remote_intake.h"

#include <thread>

#include "base/bytes.h"
#include "post/codec.h"

namespace vigie::cli {
namespace {

constexpr std::chrono::seconds kRetryWait{1};
constexpr std::chrono::milliseconds kLookForStop{50};

std::string encoded(const post::Batch& batch) {
  std::string out;
  std::string one;
  for (const auto& item : batch.items()) {
    one.clear();
    post::encode(item, {}, one);
    put_string(out, one);
  }
  return out;
}

// The server's word on the items of `load`, of which there is one each.
Result<void> add_fates(const nlohmann::ordered_json& answer, const source::Load& load, source::Outcome& outcome) {
  const auto results = answer.value("results", nlohmann::ordered_json::array());
  if (results.size() != load.batch.size()) return unavailable("the server's answer is not about what was sent");
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto fate = post::fate_of(results[i].value("fate", ""));
    if (!fate) return unavailable("the server tells a fate that is unknown here");
    outcome.add(*fate);
    if (*fate != post::Fate::kRejected) continue;
    const source::Place place{load.first.record + i, load.first.line};
    outcome.rejects.push_back(source::reject_of(place, results[i].value("reason", ""), load.batch.items()[i].post.id));
  }
  return {};
}

}  // namespace

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
    outcome.cursor = load.decoder->decode(load.raw, load.first, tools_.clock.now(), load.batch, outcome.rejects);
  }
  if (load.batch.empty()) return outcome;
  const auto answer = insist(encoded(load.batch));
  if (!answer) return answer.error();
  outcome.forgotten = answer->value("forgotten", std::uint64_t{0});
  if (auto ok = add_fates(*answer, load, outcome); !ok) return ok.error();
  return outcome;
}

// A server that cannot take the load now has kept nothing of it.
Result<nlohmann::ordered_json> RemoteIntake::insist(const std::string& items) {
  for (bool told = false;; told = true) {
    auto answer = served_.send(net::Method::kPost, "/api/v1/posts", items, "application/vnd.vigie.items");
    if (answer || answer.error().code != ErrorCode::kOverloaded) return answer;
    if (!told) tools_.note("the server takes nothing now (" + answer.error().message + "); the import waits");
    for (auto waited = std::chrono::milliseconds(0); waited < kRetryWait; waited += kLookForStop) {
      if (tools_.stop) return answer;
      std::this_thread::sleep_for(kLookForStop);
    }
  }
}

}  // namespace vigie::cli
