#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/posix_disk.h"
#include "base/time_text.h"

namespace vigie::cli {
namespace {

// Runs the program's own command line, with files in place of the terminal.
class CommandLineTest : public ::testing::Test {
 protected:
  int run(std::vector<const char*> words) {
    words.insert(words.begin(), "vigie");
    std::rewind(out_);
    (void)!ftruncate(fileno(out_), 0);
    const Tools tools{disk_, clock_, log_,  stop_, [] { return Result<watch::Models>(unavailable("none")); },
                      out_,  err_,   false, false};
    Servers servers;
    servers.serve = [&](const ServeCommand& command) {
      served_ = command;
      return 0;
    };
    return cli::run(static_cast<int>(words.size()), words.data(), tools, servers, "9.9");
  }
  std::string printed() {
    std::fflush(out_);
    std::rewind(out_);
    std::string text(100'000, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), out_));
    return text;
  }
  void TearDown() override {
    std::fclose(out_);
    std::fclose(err_);
  }

  PosixDisk disk_;
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  SilentLog log_;
  std::atomic<bool> stop_ = false;
  std::FILE* out_ = std::tmpfile();
  std::FILE* err_ = std::tmpfile();
  ServeCommand served_;
};

TEST_F(CommandLineTest, WrongUseIsTwo) {
  EXPECT_EQ(run({}), kWrongUse);
  EXPECT_EQ(run({"sail"}), kWrongUse);
  EXPECT_EQ(run({"search"}), kWrongUse);
  EXPECT_EQ(run({"explain", "rouge ("}), kWrongUse);
  EXPECT_EQ(run({"search", "rouge (", "--data", "/nonexistent"}), kWrongUse);
}

TEST_F(CommandLineTest, WhatTheWorldRefusesIsOne) {
  EXPECT_EQ(run({"search", "rouge", "--data", "/nonexistent"}), kFailed);
  EXPECT_EQ(run({"import", "/nonexistent", "--dry-run"}), kFailed);
}

TEST_F(CommandLineTest, ServeTakesItsOptions) {
  EXPECT_EQ(run({"serve", "--data", "d", "--listen", "127.0.0.1:0"}), kDone);
  EXPECT_EQ(served_.data, "d");
  EXPECT_EQ(served_.listen, "127.0.0.1:0");
}

TEST_F(CommandLineTest, ExplainShowsTheTree) {
  EXPECT_EQ(run({"explain", "rouge OR bleu"}), kDone);
  EXPECT_NE(printed().find("rouge"), std::string::npos);
}

TEST_F(CommandLineTest, LimitsAreToldWithUnits) {
  EXPECT_EQ(run({"limits"}), kDone);
  EXPECT_NE(printed().find("query.terms_max"), std::string::npos);
}

TEST_F(CommandLineTest, AQueryMayBeginWithAMinus) {
  EXPECT_EQ(run({"explain", "-rouge bleu"}), kDone);
  EXPECT_EQ(run({"explain", "-rouge bleu", "--json"}), kDone);
  EXPECT_EQ(run({"explain", "--json", "--", "-rouge bleu"}), kDone);
  EXPECT_EQ(run({"explain", "-h"}), kDone);
  EXPECT_EQ(run({"explain", "--jsn", "-rouge bleu"}), kWrongUse);
}

}  // namespace
}  // namespace vigie::cli
