#pragma once

#include <nlohmann/json_fwd.hpp>

#include "hotline/report/workbook.hpp"
#include "report/xlsx/book.hpp"

// The sheets of a workbook, in their order.
namespace hotline::detail {

void summary_sheet(Book& book, const WorkbookFindings& findings);
void measures_sheet(Book& book, const Result& result);
void intervals_sheet(Book& book, const WorkbookFindings& findings);
void days_sheet(Book& book, const Result& result);
void groups_sheet(Book& book, const Result& result);
// Nothing if no group has shifts.
void roster_sheet(Book& book, const WorkbookFindings& findings);
// `facts`: lines of a name and its value above the texts.
void scenario_sheet(Book& book, const std::vector<std::pair<std::string, std::string>>& facts,
                    const std::vector<SourceText>& sources);
void table_sheet(Book& book, const TableSheet& table);

// Of what `hotline compare` prints as JSON: the differences of the house, with charts.
void differences_sheet(Book& book, const nlohmann::ordered_json& result);
// Of `sweep`: what the levels of each factor do to each response, with charts.
void effects_sheet(Book& book, const nlohmann::ordered_json& result);
// Of `staff` and `schedule`: figures and targets.
void plan_sheet(Book& book, const nlohmann::ordered_json& result);
// Of `staff`: the agents of each interval.
void required_sheet(Book& book, const nlohmann::ordered_json& result);
// Of `staff --frontier`; nothing if there are no points.
void frontier_sheet(Book& book, const nlohmann::ordered_json& result);
// Of `schedule`: scheduled and required agents of each interval.
void coverage_sheet(Book& book, const nlohmann::ordered_json& result);

}  // namespace hotline::detail
