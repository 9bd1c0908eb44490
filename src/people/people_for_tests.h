// The people of a house in a folder of its own, with a clock that stands still. For tests alone. Threads: the test's.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/time_text.h"
#include "people/people.h"

namespace vigie::people {

class PeopleTest : public ::testing::Test {
 protected:
  static constexpr const char* kPassword = "a lantern by the sea";
  static constexpr const char* kAddress = "192.0.2.7";

  void SetUp() override {
    static int number = 0;
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("vigie_people_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::create_directories(folder_);
    reopen();
  }
  void TearDown() override {
    people_.reset();
    std::filesystem::remove_all(folder_);
  }
  // As after a restart.
  void reopen() {
    people_.reset();
    people_ = People::open(folder_ / "vigie.db", clock_, kLeastCost).value();
  }
  static AccountDraft draft(const std::string& name, Role role = Role::kManager) {
    AccountDraft out;
    out.name = name;
    out.role = role;
    return out;
  }
  Account add(const std::string& name, Role role = Role::kManager) {
    return people_->add(draft(name, role), kPassword).value();
  }
  Login log_in(const std::string& name, const std::string& password = kPassword) {
    return people_->log_in(name, password, kAddress).value();
  }
  Pass pass_of(const std::string& name) { return session_pass(log_in(name).secret); }
  std::optional<Caller> who(const Pass& pass) const { return people_->who(pass, Use::kRequest); }
  template <typename T>
  static std::string problem(const Result<T>& result) {
    return result ? "" : result.error().message;
  }

  std::filesystem::path folder_;
  ManualClock clock_{*parse_time("2026-11-27T17:00:00Z")};
  std::unique_ptr<People> people_;
};

}  // namespace vigie::people
