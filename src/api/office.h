// A house with those who work in it, as main furnishes it: one for the real house, one for each rehearsal.
// Threads: open(), start(), stop() by the owner; the rest as each member says. Owns: all but the house, whose
// writer it outlives. Errors: open() tells what is wrong with the house's database.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "alert/alerts.h"
#include "alert/courier.h"
#include "api/household.h"
#include "base/log.h"
#include "community/place.h"
#include "desk/desk.h"
#include "judgement/corrections.h"
#include "judgement/relevances.h"
#include "judgement/sample.h"
#include "judgement/sweeper.h"
#include "source/drill_source.h"
#include "survey/image_book.h"
#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::trend {
class Trends;
}

namespace vigie::api {

struct OfficeOptions {
  std::string public_url;        // Under which our own place is reached, without a slash at its end.
  Household::Names staff_names;  // Whom no pseudonym may imitate.
  // How the real house is heard outside. A rehearsal is given none, whatever is configured: there everything is said
  // into the sealed house.
  desk::Voices voices;
  // How what is told of alerts leaves the real house; none in a rehearsal.
  alert::Carry letter, webhook;
  bool webhook_may_be_private = false;
  bool french_letters = true;
  alert::Coverage coverage;  // Which sources are heard.
  // Of a rehearsal: what is done is told to its public. Outlives the office.
  source::DrillSource* drill = nullptr;
  bool french = false;  // The language of its page of our own place.
};

class Office final : public watch::Tenant {
 public:
  static Result<std::unique_ptr<Office>> open(watch::House& house, Log& log, OfficeOptions options = {});
  ~Office() override;

  void start() override;
  void stop() override;
  void heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
             post::Fate fate) override;
  void said(const query::Document& document, std::span<const watch::WatchId> watches) override;

  // Whether one of us said it: staff, on our own place or in a rehearsal; or our account of a network.
  bool is_ours(const post::Post& post) const;

  watch::House& house() { return house_; }
  community::Place& place() { return *place_; }
  desk::Desk& desk() { return *desk_; }
  judgement::Corrections& corrections() { return *corrections_; }
  judgement::Relevances& relevances() { return *relevances_; }
  judgement::Sample& sample() { return *sample_; }
  const watch::Relevance* relevance() const override;
  // Of a watch that is gone. What cannot be forgotten now is logged, and swept later.
  void forget_watch(watch::WatchId id);
  alert::Alerts& alerts() { return *alerts_; }
  alert::Courier& courier() { return *courier_; }
  survey::ImageBook& image_book() { return *image_book_; }
  survey::CategoryBook& category_book() { return *category_book_; }
  const trend::Trends& trends() const { return *trends_; }
  source::DrillSource* drill() { return drill_; }  // Null in the real house.

 private:
  Office(watch::House& house, Log& log, const OfficeOptions& options);
  Result<void> open_place(const std::string& public_url);
  Result<void> open_desk(OfficeOptions options);
  Result<void> open_corrections();
  Result<void> open_alerts(const OfficeOptions& options);
  Result<void> open_courier(const OfficeOptions& options);
  Result<void> open_judgements();
  Result<void> sweep_judgements();
  void open_trends();
  Result<void> open_lists();
  void open_played_page();

  watch::House& house_;
  Log& log_;
  source::DrillSource* drill_;
  bool french_;
  SystemClock door_;  // Of those who come from outside: a rehearsal's clock is not theirs.
  Household household_;
  std::unique_ptr<community::Place> place_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<judgement::Surroundings> judged_;
  std::unique_ptr<judgement::Corrections> corrections_;
  std::unique_ptr<judgement::Room> room_;
  std::unique_ptr<judgement::Relevances> relevances_;
  std::unique_ptr<judgement::Sample> sample_;
  std::unique_ptr<watch::Relevance> live_relevance_;
  std::unique_ptr<judgement::Sweeper> sweeper_;
  std::unique_ptr<alert::Alerts> alerts_;
  std::unique_ptr<alert::Courier> courier_;
  std::unique_ptr<trend::Trends> trends_;
  std::unique_ptr<survey::ImageBook> image_book_;
  std::unique_ptr<survey::CategoryBook> category_book_;
  std::vector<std::thread> threads_;
};

}  // namespace vigie::api
