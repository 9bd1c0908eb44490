#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time_text.h"
#include "cli/account_roster.h"
#include "cli/commands.h"
#include "cli/read_secret.h"
#include "cli/terminal_text.h"
#include "people/name.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

Result<people::AccountDraft> draft_of(const AccountCommand& command) {
  people::AccountDraft draft;
  draft.name = command.name;
  draft.display_name = command.display_name;
  draft.title = command.title;
  draft.topics = command.topics;
  const auto role = people::role_of(command.role);
  if (!role) return invalid("account: --role must be reader, expert or manager");
  draft.role = *role;
  if (!command.until.empty()) {
    draft.mandate_until = parse_time(command.until);
    if (!draft.mandate_until) draft.mandate_until = parse_date(command.until);
    if (!draft.mandate_until) return invalid("account: --until must be a time or a date like 2026-12-31");
  }
  return draft;
}

Result<people::Account> find(AccountRoster& roster, const std::string& name) {
  const auto all = roster.list();
  if (!all) return all.error();
  const auto folded = people::folded_name(name);
  const auto found = std::find_if(all->begin(), all->end(),
                                  [&](const auto& one) { return people::folded_name(one.said.name) == folded; });
  if (found == all->end()) {
    return Error{ErrorCode::kNotFound, "account: there is none with the name " + name + "; `vigie account list`"};
  }
  return *found;
}

std::string line_of(const people::Account& account) {
  const auto& said = account.said;
  std::string out = std::string(people::name_of(account.standing)) + "  " + std::string(people::name_of(said.role)) +
                    "  " + said.name + "  " + said.display_name;
  for (const auto& topic : said.topics) out += (&topic == said.topics.data() ? "  " : ", ") + topic;
  if (said.mandate_until) out += "  until " + format_time(*said.mandate_until);
  return shown(out);
}

ordered_json json_of(const people::Account& account) {
  const auto& said = account.said;
  return {
      {"id", people::text_of(account.id)},
      {"name", said.name},
      {"display_name", said.display_name},
      {"role", people::name_of(said.role)},
      {"title", said.title},
      {"topics", said.topics},
      {"mandate_until", said.mandate_until ? ordered_json(format_time(*said.mandate_until)) : ordered_json(nullptr)},
      {"created_at", format_time(account.created_at)},
      {"state", people::name_of(account.standing)}};
}

int told(const Tools& tools, const Error& error) {
  return tools.fail(error.message, error.code == ErrorCode::kInvalid ? kWrongUse : kFailed);
}

}  // namespace

int run_account_add(const AccountCommand& command, const Tools& tools) {
  const auto draft = draft_of(command);
  if (!draft) return told(tools, draft.error());
  auto roster = AccountRoster::open(command.data, tools);
  if (!roster) return told(tools, roster.error());
  std::string password;
  if (!command.invite) {
    auto typed = read_new_password(command.name, tools);
    if (!typed) return told(tools, typed.error());
    password = std::move(*typed);
  }
  const auto link = (*roster)->add(*draft, password);
  if (!link) return told(tools, link.error());
  if (!link->empty()) {
    tools.print(*link + "\n");
    tools.note("good once, and for a week");
  }
  return kDone;
}

int run_account_list(const AccountCommand& command, const Tools& tools) {
  auto roster = AccountRoster::open(command.data, tools);
  if (!roster) return told(tools, roster.error());
  const auto all = (*roster)->list();
  if (!all) return told(tools, all.error());
  for (const auto& account : *all) {
    tools.print((command.json ? json_of(account).dump() : line_of(account)) + "\n");
  }
  if (all->empty() && !command.json) tools.note("nobody has an account: whoever sits at this machine is its manager");
  return kDone;
}

int run_account_password(const AccountCommand& command, const Tools& tools) {
  auto roster = AccountRoster::open(command.data, tools);
  if (!roster) return told(tools, roster.error());
  const auto account = find(**roster, command.name);
  if (!account) return told(tools, account.error());
  const auto password = read_new_password(account->said.name, tools);
  if (!password) return told(tools, password.error());
  if (auto ok = (*roster)->set_password(*account, *password); !ok) return told(tools, ok.error());
  return kDone;
}

int run_account_end(const AccountCommand& command, const Tools& tools) {
  auto roster = AccountRoster::open(command.data, tools);
  if (!roster) return told(tools, roster.error());
  const auto account = find(**roster, command.name);
  if (!account) return told(tools, account.error());
  if (auto ok = (*roster)->end(*account); !ok) return told(tools, ok.error());
  return kDone;
}

}  // namespace vigie::cli
