#include "cli/answer.h"

#include "services/service_meters.h"

namespace alluse::cli {

Problem problemOf(const services::Failure& failure) {
    Problem problem;
    problem.code = services::errorKind(failure);
    problem.text = services::describe(failure);
    if (failure.kind == services::FailureKind::Unknown) problem.exitCode = ExitCode::Unknown;
    if (!failure.refusal) return problem;
    const domain::Refusal& refusal = *failure.refusal;
    if (refusal.account) problem.details["account"] = refusal.account->value();
    if (refusal.limit) problem.details["limitCents"] = refusal.limit->cents();
    if (!refusal.detail.empty()) problem.details["detail"] = refusal.detail;
    if (!refusal.field.empty()) problem.details["field"] = refusal.field;
    return problem;
}

tl::unexpected<Problem> problem(const services::Failure& failure) {
    return tl::unexpected(problemOf(failure));
}

tl::unexpected<Problem> badInput(std::string text) {
    return tl::unexpected(Problem{ExitCode::BadInput, "BAD_INPUT", std::move(text), Json::object()});
}

Json errorJson(const Problem& problem) {
    Json error{{"code", problem.code}, {"text", problem.text}};
    for (const auto& [key, value] : problem.details.items()) error[key] = value;
    return Json{{"error", error}};
}

} // namespace alluse::cli
