// For tests: a desk over the fake disk, with the packs of the house and a case that may be sealed
// into.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/fake_world.h"
#include "desk/desk.h"

namespace kotobune::desk {

struct TestDesk {
  FakeWorld fake;
  std::unique_ptr<Desk> desk;

  static constexpr const char* passphrase = "four words and a boat";

  TestDesk() {
    const std::string from = std::string(KOTOBUNE_SOURCE_DIR) + "/packs";
    copy(from, "/packs");
    vault::CreateOptions options;
    options.title = "Tarn Valley";
    options.prefix = "MS";
    options.fictional = true;
    options.log_n = 10;
    auto made = vault::Case::create(fake.world, "/case", options, as_bytes(passphrase));
    REQUIRE(made.ok());
    REQUIRE(made->opened->confirm_sheet(made->sheet.groups[made->sheet.asked_group]).ok());
    auto opened = Desk::around(fake.world, std::move(made->opened), "/packs");
    REQUIRE_MESSAGE(opened.ok(), opened.error().sentence());
    desk = std::move(*opened);
  }

  void reopen() {
    desk.reset();
    auto opened = Desk::open(fake.world, "/case", as_bytes(passphrase), "/packs");
    REQUIRE_MESSAGE(opened.ok(), opened.error().sentence());
    desk = std::move(*opened);
  }

  void put(const std::string& path, std::string_view content) {
    REQUIRE(fake.world.disk.make_directory(parent_path(path)).ok());
    REQUIRE(fake.world.disk.write_new(path, as_bytes(content)).ok());
  }

 private:
  void copy(const std::string& from, const std::string& to) {
    auto& real = real_world().disk;
    const auto entries = real.list(from);
    REQUIRE(entries.ok());
    for (const auto& entry : *entries) {
      const auto source = join_path(from, entry.name);
      if (entry.kind == FileKind::directory) {
        copy(source, join_path(to, entry.name));
        continue;
      }
      const auto bytes = real.read_all(source, 16u << 20);
      REQUIRE(bytes.ok());
      put(join_path(to, entry.name), as_chars(*bytes));
    }
  }
};

}  // namespace kotobune::desk
