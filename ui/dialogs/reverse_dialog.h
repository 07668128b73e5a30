#pragma once
// Takes a whole entry back: its postings, their opposites, and why.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <optional>
#include <vector>

class QLineEdit;

namespace alluse::ui {

class ChangeTable;
class DateEdit;

class ReverseDialog final : public CommandDialog {
    Q_OBJECT

public:
    ReverseDialog(const DialogContext& context, domain::EntryId entry, QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    struct Loaded {
        services::EntryDetails details;
        std::vector<domain::Account> accounts; // the customer accounts of the entry, as they stand
    };
    void loadEntry();
    void showEntry(Loaded loaded);
    void showPreview();
    static services::Outcome<Loaded> readEntry(const DialogContext& context, domain::EntryId entry,
                                               const services::Call& call);

    domain::EntryId m_entry;
    std::optional<Loaded> m_loaded;
    QLineEdit* m_reason;
    DateEdit* m_date;
    ChangeTable* m_preview;
};

} // namespace alluse::ui
