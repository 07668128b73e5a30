#include "ui/common/prompts.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace alluse::ui {

void DesktopPrompts::confirm(QWidget* parent, const QString& question, const QString& explanation,
                             const QString& verb, std::function<void(bool)> answered) {
    auto* box = new QMessageBox(QMessageBox::NoIcon, QString(), question, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(explanation);
    QPushButton* yes = box->addButton(verb, QMessageBox::AcceptRole);
    QObject::connect(box, &QMessageBox::finished, box, [box, yes, answered = std::move(answered)] {
        answered(box->clickedButton() == yes);
    });
    box->open();
}

void DesktopPrompts::chooseFile(QWidget* parent, const QString& title, const QString& filter,
                                std::function<void(const QString&)> chosen) {
    auto* dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(chosen));
    dialog->open();
}

void DesktopPrompts::chooseSaveFile(QWidget* parent, const QString& title, const QString& filter,
                                    const QString& suggestion,
                                    std::function<void(const QString&)> chosen) {
    auto* dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestion);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(chosen));
    dialog->open();
}

} // namespace alluse::ui
