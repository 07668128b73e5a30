#include "ui/common/change_hub.h"

namespace alluse::ui {

void ChangeHub::announce(const domain::ChangeSet& changes) {
    QMetaObject::invokeMethod(
        this, [this, changes] { emit changed(changes); }, Qt::QueuedConnection);
}

} // namespace alluse::ui
