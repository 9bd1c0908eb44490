#include <nlohmann/json.hpp>

#include "alert/delivery_limits.h"
#include "alert/limits.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "community/limits.h"
#include "desk/limits.h"
#include "image/attributes.h"
#include "intent/sentences.h"
#include "judgement/corrections.h"
#include "language/limits.h"
#include "measure/reader.h"
#include "mood/limits.h"
#include "net/limits.h"
#include "people/limits.h"
#include "post/validate.h"
#include "protocol/limits.h"
#include "query/query.h"
#include "refusal/refusals.h"
#include "rehearsal/limits.h"
#include "relevance/limits.h"
#include "source/limits.h"
#include "store/store.h"
#include "survey/draw.h"
#include "text/words.h"
#include "trend/trends.h"
#include "watch/pipeline.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

std::vector<Limit> all_limits(const Tools& tools) {
  std::vector<Limit> all;
  for (const auto part :
       {post::limits(),     text::limits(),           language::limits(), mood::limits(),    query::limits(),
        protocol::limits(), rehearsal::limits(),      net::limits(),      store::limits(),   source::limits(),
        people::limits(),   alert::delivery_limits(), watch::limits(),    measure::limits(), survey::limits(),
        image::limits(),    relevance::limits(),      trend::limits(),    alert::limits(),   community::limits(),
        desk::limits(),     judgement::limits(),      intent::limits(),   refusal::limits(), tools.served_limits}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

std::string json_of(const std::vector<Limit>& limits) {
  ordered_json out = ordered_json::array();
  for (const auto& limit : limits) {
    out.push_back({{"name", limit.name}, {"value", limit.value}, {"unit", limit.unit}, {"meaning", limit.meaning}});
  }
  return out.dump() + "\n";
}

}  // namespace

int run_limits(const LimitsCommand& command, const Tools& tools) {
  const auto limits = all_limits(tools);
  if (command.json) {
    tools.print(json_of(limits));
    return kDone;
  }
  for (const auto& limit : limits) {
    char line[512];
    std::snprintf(line, sizeof line, "%-34.*s %16s %-14.*s %.*s\n", static_cast<int>(limit.name.size()),
                  limit.name.data(), grouped(limit.value).c_str(), static_cast<int>(limit.unit.size()),
                  limit.unit.data(), static_cast<int>(limit.meaning.size()), limit.meaning.data());
    tools.print(line);
  }
  return kDone;
}

}  // namespace vigie::cli
