// An alert in plain words. Threads: pure functions. Errors: none.
#pragma once

#include <string>

#include "alert/alert.h"

namespace vigie::alert {

struct Sentence {
  std::string fr;
  std::string en;
};

Sentence sentence_of(const Alert& alert);

}  // namespace vigie::alert
