#pragma once
// Brings "this changed" from the thread that committed to every view, on the GUI thread.

#include "domain/ledger_entry.h"

#include <QObject>

namespace alluse::ui {

class ChangeHub final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    // Any thread.
    void announce(const domain::ChangeSet& changes);

signals:
    void changed(const alluse::domain::ChangeSet& changes);
};

} // namespace alluse::ui
