// The live sources of a house, started and stopped from the pages or by the configuration. What was
// started is started again with the next process.
// Threads: list(), start(), stop() from any but the loop thread once it runs; the sources live on it.
// Errors: an unknown network; kConflict for one that runs already, kNotFound for one that does not.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "alert/coverage.h"
#include "api/api.h"
#include "base/guarded.h"
#include "listening/listening.h"
#include "main/config.h"
#include "net/loop.h"
#include "source/jetstream_source.h"
#include "source/polite_door.h"

namespace vigie {

class Networks final : public api::LiveSources {
 public:
  Networks(const source::JetstreamSource::World& world, const Config& config, std::string folder);
  ~Networks() override;  // On the loop thread, or when it does not run.

  // `vigie/VERSION (+PUBLIC_URL/reading; contact)`: whoever sees us read finds out why, and how to refuse.
  static std::string user_agent(const Config& config);
  // What people added, of the house's database. Before start_remembered().
  Result<void> open(const std::string& database);
  void start_remembered();  // Before the loop runs.
  std::vector<source::Status> list() const override;
  std::vector<alert::SourceHeard> coverage() const;  // Of those that should be heard now.
  Result<std::string> start(const listening::Wanted& wanted, const std::string& by) override;
  Result<void> stop(const std::string& name) override;
  Result<void> pause(const std::string& name) override { return listening_->pause(name); }
  Result<void> resume(const std::string& name) override { return listening_->resume(name); }
  Result<void> try_out(const listening::Wanted& wanted, std::size_t count, post::Batch& out) override {
    return listening_->try_out(wanted, count, out);
  }

 private:
  std::vector<source::Status> bluesky() const;
  void on_loop(const std::function<void()>& task);
  std::string remembered_file() const { return folder_ + "/bluesky.on"; }

  source::JetstreamSource::World world_;
  source::JetstreamOptions options_;
  bool enabled_;
  std::string folder_;                                         // DATA/sources
  Guarded<std::shared_ptr<source::JetstreamSource>> bluesky_;  // Made and destroyed on the loop thread.
  source::DoorOptions door_;
  source::Hosts hosts_;
  std::unique_ptr<listening::Listening> listening_;  // Its listeners use what stands above.
};

}  // namespace vigie
