// What every engine that searches is run by: it grows from size to size and is asked at each.
// Threads: one. Errors: told on standard error, and the exit status.
#pragma once

#include <cstdio>
#include <exception>
#include <string>

#include "measured.h"

namespace vigie::bench {

// `Searched` is made of posts, a folder and questions; it can grow_to() a size and ask() into a file of answers.
template <typename Searched>
int run_search(const std::string& engine, int argc, char** argv) {
  const std::string name = engine + "_search";
  if (argc != 5) {
    std::fprintf(stderr, "usage: %s POSTS QUESTIONS FOLDER SIZE,SIZE,...\n", name.c_str());
    return 2;
  }
  try {
    const std::string folder = argv[3];
    Searched searched(argv[1], folder, argv[2]);
    for (const auto size : read_sizes(argv[4])) {
      searched.grow_to(size);
      searched.ask(folder + "/answers." + engine + "." + std::to_string(size));
    }
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), problem.what());
    return 1;
  }
  return 0;
}

}  // namespace vigie::bench
