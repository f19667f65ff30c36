#include "desk/import_foreign.h"

namespace kotobune::desk {

namespace {

constexpr const char* martus_map =
    R"(# A bulletin becomes an event. privateinfo, author and summary find no home: who imports has
# to place them, since they often name people or say the details twice.
[[import]]
name = "martus-bulletins"
optional = true
type = "event"
key = ["LocalId"]
sheet = "bulletins"
file_column = "attachments"
[[import.column]]
column = "title"
property = "title"
[[import.column]]
column = "eventdate"
property = "date"
[[import.column]]
column = "entrydate"
property = "received"
[[import.column]]
column = "location"
property = "local-area"
[[import.column]]
column = "publicinfo"
property = "description"
[[import.column]]
column = "keywords"
property = "index-terms"
)";

constexpr const char* openevsys_map =
    R"(# Persons and events first: acts and involvements name them by record number. What stands
# in mlt_* tables (several values of a field) and in extensions of acts finds no home here.
[[import]]
name = "openevsys-person"
optional = true
type = "person"
key = ["person_record_number"]
sheet = "person"
[[import.column]]
column = "person_name"
property = "name"
[[import.column]]
column = "other_names"
property = "other-names"
[[import.column]]
column = "counting_unit"
property = "counting-unit"
[[import.column]]
column = "sex"
property = "sex"
[[import.column]]
column = "date_of_birth"
property = "born"
[[import.column]]
column = "date_deceased"
property = "died"
[[import.column]]
column = "deceased"
property = "deceased"
words = { y = "yes", n = "no", Y = "yes", N = "no" }
[[import.column]]
column = "civil_status"
property = "civil-status"
[[import.column]]
column = "formal_education"
property = "education"
[[import.column]]
column = "dependants"
property = "dependants"
counts = "person"
[[import.column]]
column = "identification_documents"
property = "id-documents"
[[import.column]]
column = "health"
property = "health"
[[import.column]]
column = "group_description"
property = "group-description"
[[import]]
name = "openevsys-event"
optional = true
type = "event"
key = ["event_record_number"]
sheet = "event"
[[import.column]]
column = "event_title"
property = "title"
[[import.column]]
column = "initial_date"
property = "date"
[[import.column]]
column = "event_description"
property = "description"
[[import.column]]
column = "impact_of_event"
property = "impact"
[[import.column]]
column = "violation_status"
property = "status"
[[import.column]]
column = "record_grouping"
property = "project"
[[import]]
name = "openevsys-act"
optional = true
type = "act"
key = ["act_record_number"]
sheet = "act"
[[import.column]]
column = "event"
property = "event"
refers = "openevsys-event"
[[import.column]]
column = "victim"
property = "victim"
refers = "openevsys-person"
[[import.column]]
column = "type_of_act"
property = "type"
[[import.column]]
column = "initial_date"
property = "date"
[[import.column]]
column = "final_date"
property = "end-date"
[[import.column]]
column = "stated_reason"
property = "stated-reason"
[[import.column]]
column = "physical_consequences"
property = "physical-consequences"
[[import.column]]
column = "psychological_consequences"
property = "psychological-consequences"
[[import.column]]
column = "age_at_time_of_victimisation"
property = "age-at-time"
[[import.column]]
column = "status_at_end_of_act"
property = "victim-status"
[[import.column]]
column = "type_of_location"
property = "location-type"
[[import]]
name = "openevsys-involvement"
optional = true
type = "involvement"
key = ["involvement_record_number"]
sheet = "involvement"
[[import.column]]
column = "event"
property = "event"
refers = "openevsys-event"
[[import.column]]
column = "act"
property = "act"
refers = "openevsys-act"
[[import.column]]
column = "perpetrator"
property = "perpetrator"
refers = "openevsys-person"
[[import.column]]
column = "degree_of_involvement"
property = "degree"
[[import.column]]
column = "latest_status_as_perpetrator_in_the_act"
property = "perpetrator-status"
)";

constexpr const char* uwazi_map =
    R"(# The labels of a Uwazi template are its headers, so each archive has others; title and id
# are all they share. Print this with `kotobune import map uwazi` and add yours.
[[import]]
name = "uwazi-entities"
optional = true
type = "event"
key = ["id"]
[[import.column]]
column = "title"
property = "title"
)";

}  // namespace

const char* foreign_mapping(std::string_view system) {
  if (system == "martus") return martus_map;
  if (system == "openevsys") return openevsys_map;
  if (system == "uwazi") return uwazi_map;
  return nullptr;
}

}  // namespace kotobune::desk
