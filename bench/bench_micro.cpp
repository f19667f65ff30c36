// What the large figures are made of: the primitives, one call at a time (Google Benchmark).
#include <benchmark/benchmark.h>

#include "base/fake_world.h"
#include "crypt/aead.h"
#include "crypt/age.h"
#include "crypt/digest.h"
#include "record/record.h"

using namespace kotobune;

namespace {

void hash(benchmark::State& state) {
  const Bytes bytes(static_cast<std::size_t>(state.range(0)), 7);
  for (auto _ : state) benchmark::DoNotOptimize(crypt::sha256(bytes));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(hash)->Arg(512)->Arg(64 << 10)->Arg(1 << 20);

void encrypt(benchmark::State& state) {
  FakeRandom random;
  const auto recipient = crypt::Identity::generate(random).recipient();
  const Bytes bytes(static_cast<std::size_t>(state.range(0)), 7);
  for (auto _ : state) benchmark::DoNotOptimize(crypt::age_encrypt(bytes, {recipient}, random));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(encrypt)->Arg(4 << 10)->Arg(1 << 20)->Arg(8 << 20);

void page(benchmark::State& state) {
  auto aead = crypt::Aead::aes_256_gcm(Bytes(32, 1));
  const Bytes plain(4064, 7), nonce(12, 3), place(9, 0);
  Bytes sealed(plain.size()), tag(16);
  for (auto _ : state) aead.seal(nonce, place, plain, sealed, tag);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(plain.size()));
}
BENCHMARK(page);

std::string line() {
  FakeWorld fake;
  record::Writer writer(fake.world, "MS", 0);
  Json value = Json::object();
  value.set("text", std::string(120, 'x')).set("lang", "en");
  Json one = Json::object();
  one.set("p", "title").set("val", std::move(value)).set("grade", "B2");
  Json body = Json::object();
  body.set("e", std::string(26, 'a')).set("type", "event").set("a", Json(Json::Array{one}));
  return writer.write("assert", std::move(body))->text;
}

void parse(benchmark::State& state) {
  const auto text = line();
  for (auto _ : state) benchmark::DoNotOptimize(record::parse_record(text));
}
BENCHMARK(parse);

void commit(benchmark::State& state) {
  const auto text = line();
  const CaseId id(std::string(32, 'c'));
  const LogId log(std::string(32, 'd'));
  for (auto _ : state) benchmark::DoNotOptimize(record::commitment(id, log, text));
}
BENCHMARK(commit);

}  // namespace

BENCHMARK_MAIN();
