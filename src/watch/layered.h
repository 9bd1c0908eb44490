// The models as one data folder reads with them: its own layer (mood/layer.h), learnt of what people there say, over
// the shipped model of mood. The file is read once, at start.
// Threads: any. Errors: a layer that is broken or of another model is refused, and the error says what to do.
#pragma once

#include <string>

#include "base/disk.h"
#include "base/result.h"
#include "watch/models.h"

namespace vigie::watch {

std::string layer_file_of(const std::string& folder);

// Without a layer in `folder`: the models as they are.
Result<Models> layered(Result<Models> models, Disk& disk, const std::string& folder);

}  // namespace vigie::watch
