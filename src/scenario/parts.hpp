#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fields.hpp"
#include "hotline/scenario/scenario.hpp"
#include "table_view.hpp"

// The readers of the parts of a scenario, in the order in which they need each other. Each fills
// its part of the draft.
namespace hotline::reading {

// A scenario in the making, and what the later parts need to know about the earlier ones.
struct Draft {
  Scenario scenario;

  enum class Kind { kUnknown, kCalendar, kSteady };
  Kind horizon = Kind::kUnknown;  // unknown if it has mistakes: then nothing is held against it

  bool demand_known = true;  // false if it has mistakes

  // Where a call type names the types of its callbacks and messages.
  struct DeferredSpots {
    std::optional<Spot> callback, voicemail;
  };

  struct Call {
    Spot spot;
    std::optional<Spot> share;
    bool sound = false;         // without mistakes in its name, share and arrivals
    std::vector<Spot> sequels;  // where each of its sequels says what follows
    DeferredSpots deferred;
  };
  std::vector<Call> calls;  // as many as scenario.calls

  // What [demand] says about call types, which are read later: their names, and where each
  // busyness says how its types are correlated.
  std::vector<std::pair<std::string, Spot>> named_in_demand;
  std::vector<std::optional<Spot>> type_correlations;  // as many as demand->busyness
  std::vector<Spot> wages;                             // where groups say what they earn
  struct Group {
    std::optional<Spot> takes;
  };
  std::vector<Group> groups;                 // as many as scenario.agents
  std::map<std::string, Spot> group_orders;  // where routing.groups names each call type
  bool call_names_known = false;
  bool group_names_known = false;

  bool is_calendar() const { return horizon == Kind::kCalendar; }
  bool is_steady() const { return horizon == Kind::kSteady; }
};

void read_horizon(TableView& root, Draft& draft);
void read_opening(TableView& root, Draft& draft);
void read_demand(TableView& root, Draft& draft);
void read_calls(TableView& root, Draft& draft);
void read_agents(TableView& root, Draft& draft);
void read_lines(TableView& root, Draft& draft);
void read_routing(TableView& root, Draft& draft);
void read_start(TableView& root, Draft& draft);
void read_run(TableView& root, Draft& draft);
void read_reporting(TableView& root, Draft& draft);
void read_staffing_wishes(TableView& root, Draft& draft);

// `busyness` of one call type; of the shared demand: one or a list.
std::optional<Busyness> as_own_busyness(const Field& field, const Draft& draft);
void read_shared_busyness(const Field& field, Draft& draft);

// Names of call types in [demand], which is read before them.
std::vector<std::string> read_named_calls(const Field& field, Draft& draft);

// What [demand] says about call types, once they are known.
void check_named_in_demand(const Draft& draft, Problems& problems);

// `arrivals` of a call type.
std::optional<Arrivals> as_arrivals(const Field& field, const Draft& draft);

// The sum of the parameters of Dirichlet's law.
inline const auto as_dirichlet = positive_up_to(1e9);

inline constexpr double kMostCalls = 1e10;  // a day, or in all
inline constexpr double kMostFactor = 1e6;

// A problem at `field` if the horizon is steady, where nothing changes with the clock.
void refuse_if_steady(const Field& field, const Draft& draft);

// Reports names that are taken twice. `title` as in "[[call]]".
class Names {
 public:
  explicit Names(std::string title) : title_(std::move(title)) {}
  void add(const std::string& name, Spot spot, Problems& problems);
  std::vector<std::string> all() const;

 private:
  std::string title_;
  std::vector<std::pair<std::string, Spot>> taken_;
};

// `queue_limit`: a number of callers, or { per_agent = ... }.
void read_queue_limit(TableView& table, std::optional<int>& callers,
                      std::optional<double>& per_agent);

// The names of the call types and of the agent groups read so far.
std::vector<std::string> call_names(const Draft& draft);
std::vector<std::string> group_names(const Draft& draft);

// A list of names, each one of `known` and none twice. An unknown name is reported as "there is no
// <what> ..."; if the known names are not `complete`, it is let pass.
std::optional<std::vector<std::string>> as_names_of(const Field& field,
                                                    const std::vector<std::string>& known,
                                                    bool complete, const std::string& what);

// "there is no call type "x"", with the nearest or all known ones.
void no_such_name(Problems& problems, Spot spot, const std::string& what, const std::string& name,
                  const std::vector<std::string>& known);

}  // namespace hotline::reading
