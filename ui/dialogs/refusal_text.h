#pragma once
// Refusals and failures as sentences in the operator's language.

#include "domain/refusal.h"
#include "services/outcome.h"

#include <QLocale>
#include <QString>

namespace alluse::ui {

// The translated sentence of the refusal with its figures in the locale's form; plain text.
[[nodiscard]] QString refusalText(const domain::Refusal& refusal, const QLocale& locale);
// What failed and what to do next, for a banner.
[[nodiscard]] QString failureText(const services::Failure& failure, const QLocale& locale);

} // namespace alluse::ui
