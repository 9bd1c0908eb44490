#include "source/import.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "base/ascii.h"
#include "protocol/json_values.h"
#include "protocol/limits.h"
#include "source/import_reader.h"
#include "source/line_chunks.h"
#include "source/value_chunks.h"

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
constexpr std::array<std::string_view, 4> kPackings = {".gz", ".gzip", ".zst", ".zstd"};

std::filesystem::path without_packing(const std::string& path) {
  const std::filesystem::path name = std::filesystem::path(path).filename();
  const std::string ending = lower(name.extension().string());
  return std::find(kPackings.begin(), kPackings.end(), ending) != kPackings.end() ? name.stem() : name;
}

Format format_for(const ImportOptions& options, const std::string& path) {
  return options.format == Format::kByName ? format_by_name(path) : options.format;
}

Result<void> import_rows(Unpack& input, const ImportOptions& options, const ReadOptions& how) {
  auto rows =
      protocol::CsvPosts::create({options.map, options.set, options.time_format, "file:" + stem_of(input.path())});
  return rows ? read_rows(input, *rows, how) : Result<void>(rows.error());
}

Result<void> import_feed(Unpack& input, const Settings& settings, const ReadOptions& how) {
  const auto bytes = input.read_whole(protocol::kFeedBytesMax);
  if (!bytes) return bytes.error();
  if (trimmed(*bytes).empty()) return {};  // Nothing said is nothing wrong.
  protocol::FeedOptions about;
  about.stem = stem_of(input.path());
  about.fetched_at = how.clock.now();
  auto entries = protocol::FeedPosts::create(*bytes, std::move(about));
  return entries ? read_entries(*entries, settings, how) : Result<void>(entries.error());
}

using MakeDecoder = std::shared_ptr<const Decoder> (*)(Settings settings, Records records);

Result<void> import_records(Unpack& input, MakeDecoder decoder, const Settings& settings, const ReadOptions& how) {
  const auto start = input.peek();
  if (!start) return start.error();
  if (protocol::is_document(*start)) {
    ValueChunks values(input);
    return read_records(values, decoder(settings, Records::kValues), how);
  }
  LineChunks lines(input);
  return read_records(lines, decoder(settings, Records::kLines), how);
}

Result<void> import_file(Unpack& input, const ImportOptions& options, const Settings& settings,
                         const ReadOptions& how) {
  switch (format_for(options, input.path())) {
    case Format::kCsv:
      return import_rows(input, options, how);
    case Format::kFeed:
      return import_feed(input, settings, how);
    case Format::kJetstream:
      return import_records(input, jetstream_decoder, settings, how);
    case Format::kMastodon:
      return import_records(input, mastodon_decoder, settings, how);
    default:
      return import_records(input, json_lines_decoder, settings, how);
  }
}

Error of_file(const std::string& path, const Error& error) {
  return error.message.starts_with(path) ? error : Error{error.code, path + ": " + error.message};
}

}  // namespace

Result<Format> format_of(const std::string& name) {
  for (const auto& known : kFormats) {
    if (known.name == name) return known.format;
  }
  return invalid("unknown format '" + name + "'; one of jsonl, csv, jetstream, mastodon, feed");
}

Format format_by_name(const std::string& path) {
  const std::string ending = lower(without_packing(path).extension().string());
  for (const auto& known : kEndings) {
    if (ending == known.name) return known.format;
  }
  return Format::kJsonLines;
}

std::string stem_of(const std::string& path) { return path == "-" ? "stdin" : without_packing(path).stem().string(); }

Result<void> check_options(const ImportOptions& options) {
  const auto map = protocol::parse_assignments(options.map);
  if (!map) return invalid("--map " + map.error().message);
  const auto settings = Settings::parse(options.set, options.time_format);
  if (!settings) return invalid((options.set.empty() ? "" : "--set ") + settings.error().message);
  const bool has_rows = std::any_of(options.files.begin(), options.files.end(),
                                    [&](const auto& file) { return format_for(options, file) == Format::kCsv; });
  if (has_rows) return {};
  if (!map->empty()) return invalid("--map names columns, and no file is CSV; --format csv says that one is");
  const bool sets_time = settings->names(post::Field::kTime) || settings->names(post::Field::kEditedAt);
  if (!options.time_format.empty() && !sets_time) {
    return invalid("--time-format is for the columns of CSV, and no file is CSV; --format csv says that one is");
  }
  return {};
}

// Counts what the house says of each load, in the order in which they were handed over, up to the first
// that fails: what comes behind it may be kept, but is not acknowledged.
class Import::Ledger {
 public:
  Ledger(Import& import, std::string file) : import_(import), file_(std::move(file)) {}

  bool hand_over(Load load, std::uint64_t records, std::vector<Reject> early) {
    {
      const std::lock_guard lock(mutex_);
      if (!so_far_) return false;
      ++waiting_;
    }
    const bool taken = import_.intake_.submit(
        std::move(load),
        [this, records, early = std::move(early)](const Result<Outcome>& outcome) { hear(records, early, outcome); });
    if (!taken) hear(0, {}, unavailable("the house is closing"));
    return taken;
  }

  // Waits until the house has told of every load; its first failure.
  Result<void> settle() {
    std::unique_lock lock(mutex_);
    all_heard_.wait(lock, [&] { return waiting_ == 0; });
    return so_far_;
  }

 private:
  void hear(std::uint64_t records, const std::vector<Reject>& early, const Result<Outcome>& outcome) {
    const std::lock_guard lock(mutex_);
    if (so_far_) so_far_ = outcome ? count(records, early, *outcome) : Result<void>(outcome.error());
    if (--waiting_ == 0) all_heard_.notify_all();
  }

  Result<void> count(std::uint64_t records, const std::vector<Reject>& early, const Outcome& outcome) {
    Result<void> ok;
    for (const auto* rejects : {&early, &outcome.rejects}) {
      for (std::size_t i = 0; i < rejects->size() && ok; ++i) ok = import_.listener_.on_reject(file_, (*rejects)[i]);
    }
    if (!ok) return ok;
    ImportCounts& counts = import_.counts_;
    counts.records += records;
    counts.accepted += outcome.accepted;
    counts.duplicates += outcome.duplicates;
    counts.edited += outcome.edited;
    counts.deleted += outcome.deleted;
    counts.rejected += early.size() + outcome.rejects.size();
    return import_.listener_.on_durable(counts);
  }

  Import& import_;
  std::string file_;
  std::mutex mutex_;
  std::condition_variable all_heard_;
  std::uint64_t waiting_ = 0;
  Result<void> so_far_;
};

Result<void> Import::run(const std::atomic<bool>& stop) {
  const auto settings = Settings::parse(options_.set, options_.time_format);
  if (!settings) return settings.error();
  for (const auto& file : options_.files) {
    if (stop) return unavailable("stopped before " + file);
    Ledger ledger(*this, file);
    const auto read = read_file(file, *settings, ledger, stop);
    if (auto settled = ledger.settle(); !settled) return settled;
    if (!read && stop) return read.error();
    if (!read) listener_.on_unreadable(of_file(file, read.error()));
  }
  return {};
}

Result<void> Import::read_file(const std::string& path, const Settings& settings, Ledger& ledger,
                               const std::atomic<bool>& stop) {
  auto opened = Unpack::open(path);
  if (!opened) return opened.error();
  Unpack& input = **opened;
  const ReadOptions how{clock_, stop, [&](Load load, std::uint64_t records, std::vector<Reject> early) {
                          listener_.on_bytes(input.packed_bytes_read(), input.packed_bytes());
                          return ledger.hand_over(std::move(load), records, std::move(early));
                        }};
  return import_file(input, options_, settings, how);
}

}  // namespace vigie::source
