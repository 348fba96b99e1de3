#pragma once

#include <functional>

#include "hotline/staffing/plan.hpp"
#include "hotline/staffing/schedule.hpp"

namespace hotline::planning {

// Whether a random value, by its number, is the busyness of a day or of a whole replication.
bool is_busyness_of_days(const FactorLaw& law, std::uint32_t value);

// Takes the busyness of days and replications away and multiplies what it concerned by `factor`.
void plan_for_busy(Model& model, double factor);

// What a 1-in-20 busy day brings to the people of the model that `model_on` makes of a plan.
BusyDay busy_day_of(const Plan& plan, const std::function<Model(const Plan&)>& model_on,
                    int replications, const SearchOptions& options);

// Where a search begins: what the best formula says, or, where it has no answer, as many as the
// load and a half.
Staffing beginning(const Plan& plan);

// Replications of each step of a search, unless somebody asks for others.
int usual_replications(const Plan& plan);

// What people should know of a requirement that comes from the plan itself.
void add_notes(const Plan& plan, Requirement& requirement);

// Whether agents of `from` take every call type of callers that those of `to` take; not of a group
// itself.
bool can_stand_in(const Model& model, GroupId from, GroupId to);

// Names the people anew and adds up what they cost.
void sum_up(const Plan& plan, Schedule& schedule);

// The model of a schedule, with the target times and the busyness of the plan.
Model scheduled_model(const Plan& plan, const Schedule& schedule);

// How much of a cell of the week a stretch covers that begins at `from` in the circle of the week,
// counted from Monday's midnight: 0..1.
double share_of_cell(const PlanCell& cell, Seconds from, Seconds length);

}  // namespace hotline::planning
