// Records made by hand for the tests of index/.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/fake_world.h"
#include "index/index.h"

namespace kotobune::index::testing {

inline const std::string log_a(32, 'a'), log_b(32, 'b');

// "w03" -> a well-formed id that a reader of this test still recognizes.
inline std::string id(std::string name) {
  std::replace(name.begin(), name.end(), '-', 'x');
  for (auto& c : name) {
    if (c == '0' || c == '1' || c == '8' || c == '9') c = 'q';
  }
  name.resize(25, 'a');
  return name + "a";
}

struct Fixture {
  FakeClock clock;
  FakeRandom random;
  FakeDisk disk;
  World world{clock, random, disk};
  std::map<std::string, std::int64_t> next;
  std::vector<Input> inputs;
  std::unique_ptr<Index> index = make("index.db");
  Reader inside{{disclosure::Viewer{"MS"}, disclosure::Purpose::analysis, "h"},
                {"main", "case", "identities"}, 20000, {}, false};
  Reader outside{{disclosure::Audience{"public"}, disclosure::Purpose::public_report, "h"},
                 {"main"}, 20000, {}, false};

  std::unique_ptr<Index> make(const std::string& name) {
    auto opened = Index::open(world, name, Bytes(32, 7));
    REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
    return std::move(opened).value();
  }
  void put(const std::string& record_id, const std::string& kind, const std::string& body,
           std::vector<std::string> sup = {}, const std::string& compartment = "main",
           const std::string& log = log_a) {
    auto parsed = parse_json(body);
    REQUIRE(parsed.ok());
    Json line = Json::object();
    Json list = Json::array();
    for (const auto& one : sup) list.push(one);
    parsed->set("by", "MS").set("v", 1);
    char t[17];
    std::snprintf(t, sizeof t, "%016x", static_cast<unsigned>(inputs.size() + 1));
    line.set("id", record_id).set("k", kind).set("b", *parsed).set("crit", false);
    line.set("s", std::string(22, 'A')).set("sup", list).set("t", std::string(t));
    inputs.push_back({log, next[log]++, compartment, line.dump(), true});
  }
  void exhibit(const std::string& name, int no, const std::string& source = "",
               const std::string& compartment = "main") {
    put(id(name), "exhibit", R"({"no":)" + std::to_string(no) + R"(,"sha256":"hash-)" + name +
        R"(","size":10,"mime":"text/plain","title":"Title )" + name +
        R"(","path":"/in/)" + name + R"(","mtime_ns":5,"name":"a.txt"})", {}, compartment);
    if (!source.empty()) {
      say("src-" + name, name, "exhibit", "source", R"({"entity":")" + id(source) + R"("})",
          compartment);
    }
  }
  void say(const std::string& name, const std::string& entity, const std::string& type,
           const std::string& property, const std::string& value,
           const std::string& compartment = "main", std::vector<std::string> sup = {},
           const std::string& informant = "") {
    put(id(name), "assert", R"({"e":")" + id(entity) + R"(","type":")" + type + R"(","inf":")" +
        (informant.empty() ? "" : id(informant)) + R"(","a":[{"p":")" + property +
        R"(","val":)" + value + R"(,"bases":[],"grade":"B2"}]})", std::move(sup), compartment);
  }
  void source(const std::string& name, const std::string& code) {
    say("code-" + name, name, "source", "code", R"({"text":")" + code + R"("})");
  }
  void consent(const std::string& name, const std::string& source, const std::string& state,
               std::vector<std::string> sup = {}) {
    put(id(name), "consent", R"({"src":")" + id(source) +
        R"(","items":"all","purposes":{"P3":{"state":")" + state +
        R"(","identity":"pseudonym","modality":["quote"]}}})", std::move(sup));
  }
  void settle() {
    const Status status = index->apply(inputs);
    REQUIRE_MESSAGE(status.ok(), (status.ok() ? "" : status.error().sentence()));
    REQUIRE(index->set_logs({{log_a, "MS", "MS"}}).ok());
  }
};

}  // namespace kotobune::index::testing
