#include "jobs/runner/job_context.h"

#include "jobs/runner/job_events.h"

#include <QCoreApplication>

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <typeinfo>

namespace alluse::jobs {
namespace {

QString typeNameOf(const std::exception& exception) {
    const char* mangled = typeid(exception).name();
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(mangled, nullptr, nullptr, nullptr), &std::free);
    return QString::fromLatin1(name ? name.get() : mangled);
}

QString unexpectedText(std::string_view jobName, const QString& what) {
    const auto name = QString::fromUtf8(jobName.data(), static_cast<qsizetype>(jobName.size()));
    return QCoreApplication::translate("JobRunner", "“%1” stopped unexpectedly (%2).")
        .arg(name, what);
}

} // namespace

void JobContext::stopIfCancelled() const {
    if (isCancelled()) throw JobStopped();
}

void JobContext::progress(qint64 done, qint64 total, const QString& text) const {
    m_job->setProgress({done, total, text.toStdString()});
    m_events.changed(m_job, change::kProgressed);
}

void JobContext::log(const QString& line) const {
    m_job->addLogLine(line.toStdString());
    m_events.changed(m_job, change::kProgressed);
}

JobFailed describeCurrentException(std::string_view jobName) {
    try {
        throw;
    } catch (const JobError& error) {
        return {JobFailed::Cause::Exception, error.text(), error.failureClass()};
    } catch (const std::exception& exception) {
        return {JobFailed::Cause::Exception, unexpectedText(jobName, typeNameOf(exception)),
                FailureClass::Permanent};
    } catch (...) {
        const auto unknown = QCoreApplication::translate("JobRunner", "unknown error");
        return {JobFailed::Cause::Exception, unexpectedText(jobName, unknown), FailureClass::Permanent};
    }
}

} // namespace alluse::jobs
