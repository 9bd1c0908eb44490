#include "cli/account_roster.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/time_text.h"
#include "cli/served.h"
#include "people/people.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::chrono::milliseconds kLockWait{2'000};

ordered_json json_of(const people::AccountDraft& draft) {
  ordered_json out = {{"name", draft.name},
                      {"display_name", draft.display_name},
                      {"role", people::name_of(draft.role)},
                      {"title", draft.title},
                      {"topics", draft.topics}};
  if (draft.mandate_until) out["mandate_until"] = format_time(*draft.mandate_until);
  return out;
}

people::Account account_of(const ordered_json& json) {
  people::Account out;
  out.id = people::account_id_of(json.value("id", "")).value_or(0);
  auto& said = out.said;
  said.name = json.value("name", "");
  said.display_name = json.value("display_name", "");
  said.role = people::role_of(json.value("role", "")).value_or(people::Role::kReader);
  said.title = json.value("title", "");
  said.topics = json.value("topics", std::vector<std::string>());
  if (json.contains("mandate_until") && json["mandate_until"].is_string()) {
    said.mandate_until = parse_time(json["mandate_until"].get<std::string>());
  }
  for (const auto standing : {people::Standing::kInvited, people::Standing::kActive, people::Standing::kEnded}) {
    if (json.value("state", "") == people::name_of(standing)) out.standing = standing;
  }
  out.created_at = parse_time(json.value("created_at", "")).value_or(Time{});
  return out;
}

// Through the socket: the server changes what it has in memory, and ends the sessions there.
class ServedRoster final : public AccountRoster {
 public:
  explicit ServedRoster(Served served) : served_(std::move(served)) {}

  Result<std::vector<people::Account>> list() override {
    std::vector<people::Account> out;
    std::string cursor;
    do {
      const auto page = served_.get("/api/v1/accounts?limit=1000&cursor=" + cursor);
      if (!page) return page.error();
      for (const auto& account : (*page)["accounts"]) out.push_back(account_of(account));
      const auto& next = (*page)["next_cursor"];
      cursor = next.is_string() ? next.get<std::string>() : "";
    } while (!cursor.empty());
    return out;
  }

  Result<std::string> add(const people::AccountDraft& draft, const std::string& password) override {
    auto body = json_of(draft);
    if (!password.empty()) body["password"] = password;
    const auto made = served_.send(net::Method::kPost, "/api/v1/accounts", body.dump());
    if (!made) return made.error();
    return made->contains("invitation") ? (*made)["invitation"].value("url", "") : std::string();
  }

  Result<void> set_password(const people::Account& account, const std::string& password) override {
    auto body = json_of(account.said);
    body["password"] = password;
    const auto set = served_.send(net::Method::kPut, path_of(account), body.dump());
    return set ? Result<void>{} : Result<void>(set.error());
  }

  Result<void> end(const people::Account& account) override {
    const auto ended = served_.send(net::Method::kDelete, path_of(account), "");
    return ended ? Result<void>{} : Result<void>(ended.error());
  }

 private:
  static std::string path_of(const people::Account& account) {
    return "/api/v1/accounts/" + people::text_of(account.id);
  }

  Served served_;
};

// Alone, with the folder's lock: no server may begin meanwhile with what was before.
class OwnRoster final : public AccountRoster {
 public:
  OwnRoster(std::unique_ptr<DiskLock> lock, std::unique_ptr<people::People> people)
      : lock_(std::move(lock)), people_(std::move(people)) {}

  Result<std::vector<people::Account>> list() override { return people_->accounts(); }

  Result<std::string> add(const people::AccountDraft& draft, const std::string& password) override {
    const auto added = people_->add(draft, password);
    if (!added) return added.error();
    if (!password.empty()) return std::string();
    const auto invitation = people_->invite(added->id);
    if (!invitation) return invitation.error();
    return "/invitation/" + invitation->secret;
  }

  Result<void> set_password(const people::Account& account, const std::string& password) override {
    return people_->set_password(account.id, password);
  }

  Result<void> end(const people::Account& account) override { return people_->end(account.id); }

 private:
  std::unique_ptr<DiskLock> lock_;  // Given back last.
  std::unique_ptr<people::People> people_;
};

}  // namespace

Result<std::unique_ptr<AccountRoster>> AccountRoster::open(const std::string& data, const Tools& tools) {
  if (auto served = Served::find(data)) return std::unique_ptr<AccountRoster>(new ServedRoster(std::move(*served)));
  if (auto ok = tools.disk.make_folder(data); !ok) return ok.error();
  auto lock = tools.disk.lock(data + "/lock", kLockWait);
  if (!lock) return lock.error();
  auto people = people::People::open(data + "/vigie.db", tools.clock);
  if (!people) return people.error();
  return std::unique_ptr<AccountRoster>(new OwnRoster(std::move(*lock), std::move(*people)));
}

}  // namespace vigie::cli
