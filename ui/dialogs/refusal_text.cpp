#include "ui/dialogs/refusal_text.h"

#include "ui/dialogs/amount_text.h"

#include <QCoreApplication>

#include <string>

namespace alluse::ui {

using services::FailureKind;

namespace {

// One pass, so that a "%1" inside a name is never taken for a placeholder.
QString filled(const QString& sentence, const std::array<QString, 3>& values) {
    QString text;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const char next = i + 1 < sentence.size() ? sentence[i + 1].toLatin1() : '\0';
        if (sentence[i] == u'%' && next >= '1' && next <= '3') {
            text += values[static_cast<std::size_t>(next - '1')];
            ++i;
        } else {
            text += sentence[i];
        }
    }
    return text;
}

QString failureSentence(const char* text) { return QCoreApplication::translate("Failure", text); }

} // namespace

QString refusalText(const domain::Refusal& refusal, const QLocale& locale) {
    const std::string source(domain::sentenceTemplate(refusal));
    return filled(QCoreApplication::translate("Refusal", source.c_str()),
                  {refusal.limit ? moneyText(*refusal.limit, locale) : QString(),
                   QString::fromStdString(refusal.detail),
                   refusal.account ? QString::number(refusal.account->value()) : QString()});
}

QString failureText(const services::Failure& failure, const QLocale& locale) {
    switch (failure.kind) {
    case FailureKind::Refused:
        if (failure.refusal) return refusalText(*failure.refusal, locale);
        break;
    case FailureKind::Unknown:
        return failureSentence(QT_TRANSLATE_NOOP(
            "Failure", "The connection was lost while saving, so it is not known whether this was "
                       "saved. Check again before you do anything else."));
    case FailureKind::Unavailable:
        return failureSentence(QT_TRANSLATE_NOOP(
            "Failure", "The database cannot be reached. Nothing was saved and your entries are "
                       "kept. Try again when it is back."));
    case FailureKind::Busy:
        return failureSentence(QT_TRANSLATE_NOOP(
            "Failure", "The database is busy with other work. Nothing was saved. Try again."));
    case FailureKind::Cancelled:
        return failureSentence(QT_TRANSLATE_NOOP("Failure", "Cancelled. Nothing was saved."));
    case FailureKind::Full:
        return failureSentence(QT_TRANSLATE_NOOP(
            "Failure", "The disk of the database is full. Nothing was saved. Make room, then try "
                       "again."));
    case FailureKind::Corrupt:
        return failureSentence(QT_TRANSLATE_NOOP(
            "Failure", "The database is damaged or does not belong to this program. Nothing was "
                       "saved. Restore a backup."));
    case FailureKind::Internal: break;
    }
    return failureSentence(QT_TRANSLATE_NOOP(
               "Failure", "Something unexpected happened. Check again to see whether this was "
                          "saved. %1"))
        .arg(QString::fromStdString(failure.text))
        .trimmed();
}

} // namespace alluse::ui
