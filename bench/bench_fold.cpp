// bench_fold make CASE RECORDS [PER_COMMIT]   founds a case and fills it with records
// bench_fold open CASE                        opens vault and index, and asks what is new: nothing
// bench_fold rebuild CASE                     reads, proves and folds all of it into a new index
//
// A record: 490 bytes, one assertion, 120 bytes of text, half of them Burmese. Fictional.
// PER_COMMIT: how many records are published together; a person at work publishes few, an importer
// thousands. The number of commits, not of records, is what opening a case pays for.
#include "index/index.h"
#include "test_case.h"

using namespace kotobune;
using namespace kotobune::bench;

namespace {

constexpr std::size_t record_bytes = 490;
constexpr std::size_t text_bytes = 120;
constexpr std::string_view english =
    "On that morning soldiers came to the school by the river and stayed there for eleven nights, "
    "as three people told us.     ";
constexpr std::string_view burmese =
    "ထိုနေ့နံနက်တွင် စစ်သားများသည် မြစ်နားရှိ ကျောင်းသို့ ရောက်လာကြသည်";

std::string text_of(std::int64_t number) {
  std::string text = std::to_string(number) + " ";
  text += number % 2 == 0 ? english : burmese;
  std::size_t end = text_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole letters
  return text.substr(0, end);
}

// About three statements on each entity, of five properties; a tenth supersedes an earlier one.
vault::NewRecord record_of(std::int64_t number, const std::vector<std::string>& entities,
                           const std::vector<RecordId>& earlier) {
  static constexpr const char* properties[] = {"title", "what", "account", "remark", "outcome"};
  Json value = Json::object();
  value.set("text", text_of(number)).set("lang", number % 2 == 0 ? "en" : "my");
  Json one = Json::object();
  one.set("p", properties[number % 5]).set("val", std::move(value)).set("grade", "B2");
  Json body = Json::object();
  body.set("e", entities[static_cast<std::size_t>(number / 3) % entities.size()])
      .set("type", "event")
      .set("inf", entities[static_cast<std::size_t>(number) % 97 % entities.size()]);
  if (!earlier.empty()) {
    Json bases = Json::array();
    bases.push(earlier[static_cast<std::size_t>(number) % earlier.size()].str());
    one.set("bases", std::move(bases));
  }
  std::vector<std::string> supersedes;
  if (number % 10 == 0 && !earlier.empty()) {
    const auto& old = earlier[static_cast<std::size_t>(number * 7) % earlier.size()];
    supersedes.push_back(old.str() + "/0");
  }
  body.set("a", Json(Json::Array{std::move(one)}));
  // The rest of a record of 490 bytes: id, salt, time, author and what else stands in each.
  constexpr std::size_t frame_bytes = 215;
  const auto have = body.dump().size() + frame_bytes + 30 * supersedes.size();
  if (have < record_bytes) body.set("ref", std::string(record_bytes - have, 'x'));
  return {"assert", "main", std::move(body), std::move(supersedes), {}, {}};
}

int make(const char* path, std::int64_t records, std::int64_t per_commit) {
  auto& world = real_world();
  const auto opened = make_case(world, path);
  std::vector<std::string> entities;
  for (std::int64_t i = 0; i < std::max<std::int64_t>(1, records / 3); ++i)
    entities.push_back(opened->new_id().str());
  std::vector<RecordId> earlier;
  for (std::int64_t done = 0; done < records;) {
    std::vector<vault::NewRecord> batch;
    for (; static_cast<std::int64_t>(batch.size()) < per_commit && done < records; ++done)
      batch.push_back(record_of(done, entities, earlier));
    const auto ids = or_die(opened->append(std::move(batch)), "append");
    if (earlier.size() < 100'000) earlier.insert(earlier.end(), ids.begin(), ids.end());
    or_die(opened->publish(), "publish");
  }
  std::int64_t bytes = 0;
  std::int64_t lines = 0;
  vault::Cursor from;
  or_die(opened->read(from, [&](const vault::StoredRecord& stored) -> Status {
    if (stored.compartment == "main") {
      bytes += static_cast<std::int64_t>(stored.line.size());
      ++lines;
    }
    return {};
  }), "read");
  Json answer = Json::object();
  answer.set("records", lines).set("bytes_each", bytes / std::max<std::int64_t>(1, lines));
  std::printf("%s\n", answer.dump().c_str());
  return 0;
}

Status put_all(vault::Case& opened, vault::Cursor& from, const index::Index::Put& put) {
  return opened.read(from, [&](const vault::StoredRecord& stored) -> Status {
    return put({stored.log.str(), stored.index, stored.compartment, stored.line, stored.published});
  });
}

// The first opening fills the index, as after an import; the one that counts is the next.
int open(const char* path) {
  auto& world = real_world();
  Json answer = Json::object();
  timed(answer, "key", [&] {
    vault::Layout layout(path);
    (void)or_die(vault::load_keystore(world, layout.keystore(), as_bytes(passphrase)), "keystore");
  });
  std::unique_ptr<vault::Case> opened;
  timed(answer, "vault", [&] {
    opened = or_die(vault::Case::open(world, path, as_bytes(passphrase)), "open");
  });
  std::unique_ptr<index::Index> index;
  timed(answer, "index", [&] {
    const auto key = opened->keystore().database_key("index-v1", 0);
    index = or_die(index::Index::open(world, opened->layout().index(), key.view()), "index");
  });
  std::int64_t fresh = 0;
  timed(answer, "news", [&] {
    const auto applied = or_die(index->cursor(), "cursor");
    vault::Cursor from(applied.begin(), applied.end());
    std::vector<index::Input> inputs;
    or_die(put_all(*opened, from, [&](const index::Input& input) -> Status {
      inputs.push_back(input);
      return {};
    }), "read");
    fresh = static_cast<std::int64_t>(inputs.size());
    if (fresh > 0) or_die(index->apply(inputs), "apply");
  });
  answer.set("fresh", fresh).set("rss_kib", memory_kib("VmRSS"));
  std::printf("%s\n", answer.dump().c_str());
  return 0;
}

int rebuild(const char* path) {
  auto& world = real_world();
  const auto opened = or_die(vault::Case::open(world, path, as_bytes(passphrase)), "open");
  Json answer = Json::object();
  std::int64_t records = 0;
  timed(answer, "read", [&] {
    vault::Cursor from;
    or_die(opened->read(from, [&](const vault::StoredRecord&) -> Status {
      ++records;
      return {};
    }), "read");
  });
  const auto file = opened->layout().local() + "/bench-index.db";
  const auto key = opened->keystore().database_key("index-v1", 1000);
  auto index = or_die(index::Index::open(world, file, key.view(), index::Load::rebuild), "index");
  timed(answer, "fold", [&] {
    or_die(index->rebuild([&](const index::Index::Put& put) -> Status {
      vault::Cursor from;
      return put_all(*opened, from, put);
    }), "rebuild");
  });
  answer.set("index_bytes", or_die(world.disk.info(file), "info").size_bytes);
  index.reset();
  for (const char* end : {"", "-wal", ".lock"}) (void)world.disk.remove(file + end);
  answer.set("records", records);
  std::printf("%s\n", answer.dump().c_str());
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::string what = count > 1 ? words[1] : "";
  if (what == "make" && count >= 4) {
    return make(words[2], std::atoll(words[3]), count > 4 ? std::atoll(words[4]) : 2000);
  }
  if (what == "open" && count == 3) return open(words[2]);
  if (what == "rebuild" && count == 3) return rebuild(words[2]);
  std::fprintf(stderr, "bench_fold make CASE RECORDS [PER_COMMIT] | open CASE | "
                       "rebuild CASE\n");
  return 2;
}
