#pragma once
// How every table of the window looks and answers keys, in one place. Widths, selection of several
// rows, sorting and menus stay with the table's owner.

class QTableView;

namespace alluse::ui {

// Header, delegate, rows of one height, whole rows selected one at a time, nothing edited in place.
// Call it before the model is set, and decide on sorting afterwards: taking over a header hides its
// sort mark.
void dressTable(QTableView& table);

} // namespace alluse::ui
