// Two readers, the same things: how far do they agree, property by property? What they code are
// ordinary statements, each under her own name; the comparison only reads them.
//
// The scale follows from the value: a number or a date is an interval (a date by the middle of the
// days it may mean), a term of an ordered vocabulary has an order, everything else is the same or
// not. Of a property that takes many values the whole set is compared.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"
#include "record/agreement.h"

namespace kotobune::desk {

struct Comparison {
  std::string type;
  std::vector<std::string> readers;  // codes of people; empty: all who coded
  // Readers who each made an entity of their own out of the same exhibit are compared by the
  // exhibit it rests on. A unit where one of them made two is left out and counted.
  bool by_exhibit = false;
};

struct PropertyAgreement {
  std::string property, label;
  record::Scale scale = record::Scale::nominal;
  std::vector<std::string> readers;  // who coded it at all
  record::Measured measured;
  std::string words;  // plain sentence: the figure with its interval, or why there is none
};

struct Compared {
  std::vector<PropertyAgreement> properties;  // coded by two readers at least once
  std::size_t units = 0;       // entities or exhibits looked at
  std::size_t unclear = 0;     // by_exhibit: where a reader made more than one
};

// Errors: type_unknown, readers_missing.
Result<Compared> compare_readers(Desk& desk, const Comparison& comparison);

}  // namespace kotobune::desk
