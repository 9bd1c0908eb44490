#include "source/import.h"

#include <array>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "protocol/feed.h"
#include "protocol/limits.h"
#include "protocol/mastodon.h"
#include "source/import_reader.h"

namespace vigie::source {
namespace {

struct Named {
  std::string_view name;
  Format format;
};
constexpr std::array kFormats = {Named{"jsonl", Format::kJsonLines}, Named{"csv", Format::kCsv},
                                 Named{"jetstream", Format::kJetstream}, Named{"mastodon", Format::kMastodon},
                                 Named{"feed", Format::kFeed}};
constexpr std::array kEndings = {Named{".csv", Format::kCsv},   Named{".tsv", Format::kCsv},
                                 Named{".xml", Format::kFeed},  Named{".rss", Format::kFeed},
                                 Named{".atom", Format::kFeed}, Named{".rdf", Format::kFeed}};

std::filesystem::path without_packing(const std::string& path) {
  std::filesystem::path name = std::filesystem::path(path).filename();
  return name.extension() == ".gz" || name.extension() == ".zst" ? name.stem() : name;
}

Result<Settings> settings_of(const std::vector<std::string>& texts) {
  Settings out;
  for (const auto& text : texts) {
    auto setting = protocol::parse_assignment(text);
    if (!setting) return setting.error();
    out.push_back(std::move(*setting));
  }
  return out;
}

Result<void> import_rows(Unpack& input, const ImportOptions& options, const std::string& path, const ReadOptions& how) {
  auto rows = protocol::CsvPosts::create({options.map, options.set, options.time_format, "file:" + stem_of(path)});
  return rows ? read_rows(input, *rows, how) : Result<void>(rows.error());
}

Result<void> import_statuses(Unpack& input, const Settings& settings, const ReadOptions& how) {
  const ReadDocument read = [](std::string_view bytes, post::Batch& out, const protocol::OnRefused& on_refused) {
    return protocol::Mastodon().read(bytes, out, on_refused);
  };
  return read_document(input, protocol::kDocumentBytesMax, read, settings, how);
}

Result<void> import_feed(Unpack& input, const Settings& settings, const ReadOptions& how) {
  const ReadDocument read = [&](std::string_view bytes, post::Batch& out, const protocol::OnRefused&) {
    protocol::FeedOptions about;
    about.fetched_at = how.clock.now();
    return protocol::read_feed(bytes, about, out);
  };
  return read_document(input, protocol::kFeedBytesMax, read, settings, how);
}

// Of a file of Statuses: is it one array, rather than one a line?
Result<bool> begins_an_array(Unpack& input) {
  const auto start = input.peek();
  if (!start) return start.error();
  const auto first = start->find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && (*start)[first] == '[';
}

}  // namespace

Result<Format> format_of(const std::string& name) {
  for (const auto& known : kFormats) {
    if (known.name == name) return known.format;
  }
  return invalid("unknown format '" + name + "'; one of jsonl, csv, jetstream, mastodon, feed");
}

Format format_by_name(const std::string& path) {
  const auto ending = without_packing(path).extension();
  for (const auto& known : kEndings) {
    if (ending == known.name) return known.format;
  }
  return Format::kJsonLines;
}

std::string stem_of(const std::string& path) { return path == "-" ? "stdin" : without_packing(path).stem().string(); }

// Counts what the house says of each load, and knows when it has heard of all.
class Import::Ledger {
 public:
  Ledger(Import& import, std::string file) : import_(import), file_(std::move(file)) {}

  bool hand_over(Load load, std::uint64_t records, std::vector<Reject> early) {
    {
      const std::lock_guard lock(mutex_);
      ++waiting_;
    }
    const bool taken = import_.intake_.submit(
        std::move(load),
        [this, records, early = std::move(early)](const Result<Outcome>& outcome) { hear(records, early, outcome); });
    if (!taken) hear(0, {}, unavailable("import: the house is closing"));
    return taken;
  }

  // Waits until the house has told of every load; its first failure.
  Result<void> settle() {
    std::unique_lock lock(mutex_);
    all_heard_.wait(lock, [&] { return waiting_ == 0; });
    return failure_;
  }

 private:
  void hear(std::uint64_t records, const std::vector<Reject>& early, const Result<Outcome>& outcome) {
    const std::lock_guard lock(mutex_);
    if (outcome) {
      count(records, early, *outcome);
    } else if (failure_) {
      failure_ = outcome.error();
    }
    if (--waiting_ == 0) all_heard_.notify_all();
  }

  void count(std::uint64_t records, const std::vector<Reject>& early, const Outcome& outcome) {
    ImportCounts& counts = import_.counts_;
    counts.records += records;
    counts.accepted += outcome.accepted;
    counts.duplicates += outcome.duplicates;
    counts.edited += outcome.edited;
    counts.deleted += outcome.deleted;
    counts.rejected += early.size() + outcome.rejects.size();
    for (const auto& reject : early) import_.listener_.on_reject(file_, reject);
    for (const auto& reject : outcome.rejects) import_.listener_.on_reject(file_, reject);
    import_.listener_.on_durable(counts);
  }

  Import& import_;
  std::string file_;
  std::mutex mutex_;
  std::condition_variable all_heard_;
  std::uint64_t waiting_ = 0;
  Result<void> failure_ = {};
};

Result<void> Import::run(const std::atomic<bool>& stop) {
  for (const auto& file : options_.files) {
    Ledger ledger(*this, file);
    auto read = read_file(file, ledger, stop);
    auto settled = ledger.settle();
    if (!settled) return settled;
    if (!read) return read;
  }
  return {};
}

Result<void> Import::read_file(const std::string& path, Ledger& ledger, const std::atomic<bool>& stop) {
  auto opened = Unpack::open(path);
  if (!opened) return opened.error();
  Unpack& input = **opened;
  const auto settings = settings_of(options_.set);
  if (!settings) return settings.error();
  const ReadOptions how{clock_, stop, [&](Load load, std::uint64_t records, std::vector<Reject> early) {
                          listener_.on_bytes(input.packed_bytes_read(), input.packed_bytes());
                          return ledger.hand_over(std::move(load), records, std::move(early));
                        }};
  switch (options_.format == Format::kByName ? format_by_name(path) : options_.format) {
    case Format::kCsv:
      return import_rows(input, options_, path, how);
    case Format::kFeed:
      return import_feed(input, *settings, how);
    case Format::kJetstream:
      return read_lines(input, jetstream_decoder(*settings), how);
    case Format::kMastodon: {
      const auto array = begins_an_array(input);
      if (!array) return array.error();
      return *array ? import_statuses(input, *settings, how) : read_lines(input, mastodon_decoder(*settings), how);
    }
    default:
      return read_lines(input, json_lines_decoder(*settings), how);
  }
}

}  // namespace vigie::source
