// The accounts of a folder, as a command reaches them: through the server that has it open, or alone.
// Threads: owned by one thread. Errors: what the part people says, or the server in its place.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/tools.h"
#include "people/account.h"

namespace vigie::cli {

class AccountRoster {
 public:
  static Result<std::unique_ptr<AccountRoster>> open(const std::string& data, const Tools& tools);
  virtual ~AccountRoster() = default;

  virtual Result<std::vector<people::Account>> list() = 0;
  // An empty password: invited. What to open in a browser then, else nothing.
  virtual Result<std::string> add(const people::AccountDraft& draft, const std::string& password) = 0;
  virtual Result<void> set_password(const people::Account& account, const std::string& password) = 0;
  virtual Result<void> end(const people::Account& account) = 0;
};

}  // namespace vigie::cli
