#pragma once
// Opens a family: client, name, capital and template; the split is shown to the cent while typing.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <QTimer>

#include <vector>

class QComboBox;
class QCompleter;
class QLineEdit;
class QStringListModel;

namespace alluse::ui {

class ChangeTable;
class MoneyEdit;

class OpenFamilyDialog final : public CommandDialog {
    Q_OBJECT

public:
    explicit OpenFamilyDialog(const DialogContext& context, QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    void buildFields();
    void searchClients();
    void showClients(std::vector<services::ClientRow> clients);
    void refresh();
    // The existing client whose line stands in the field; none means a new one.
    [[nodiscard]] const services::ClientRow* knownClient() const;
    [[nodiscard]] const domain::PolicyTemplate& chosenTemplate() const;

    QLineEdit* m_client;
    QLineEdit* m_reference;
    QLineEdit* m_contact;
    QLineEdit* m_name;
    MoneyEdit* m_capital;
    QComboBox* m_template;
    QLineEdit* m_note;
    ChangeTable* m_preview;
    QCompleter* m_completer;
    QStringListModel* m_suggestions;
    QTimer m_pause; // a search starts when typing rests
    std::vector<services::ClientRow> m_clients;
    jobs::LatestTicket m_search;
    bool m_isNameTyped = false; // the operator gave the family its own name
};

} // namespace alluse::ui
