#include "ui/dialogs/field_edits.h"

#include "ui/dialogs/amount_text.h"

#include <QAction>
#include <QCalendarWidget>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QWidgetAction>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMoneyWidth = 168;
constexpr int kPercentWidth = 96;
constexpr int kDateWidth = 136;
constexpr int kSignWidth = 20;

// A sheet with a head line, in the text colour of the field.
QIcon calendarIcon(const QPalette& palette) {
    QPixmap sheet(32, 32);
    sheet.setDevicePixelRatio(2);
    sheet.fill(Qt::transparent);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(QPalette::PlaceholderText), 1.2));
    painter.drawRoundedRect(QRectF(2.5, 3.5, 11, 10), 1.5, 1.5);
    painter.drawLine(QPointF(2.5, 6.5), QPointF(13.5, 6.5));
    painter.drawLine(QPointF(5.5, 1.8), QPointF(5.5, 4.5));
    painter.drawLine(QPointF(10.5, 1.8), QPointF(10.5, 4.5));
    return QIcon(sheet);
}
} // namespace

MoneyEdit::MoneyEdit(QWidget* parent) : QLineEdit(parent) {
    setAlignment(Qt::AlignRight);
    setFixedWidth(kMoneyWidth);
    setMaxLength(40);
    setPlaceholderText(moneyText({}, locale()));
    connect(this, &QLineEdit::textChanged, this, &MoneyEdit::amountEdited);
}

std::optional<domain::Money> MoneyEdit::amount() const {
    if (const auto parsed = parseMoney(text(), locale())) return *parsed;
    return std::nullopt;
}

void MoneyEdit::setAmount(domain::Money amount) { setText(moneyText(amount, locale())); }

QString MoneyEdit::errorText() const {
    if (text().trimmed().isEmpty()) return tr("Enter an amount.");
    const auto parsed = parseMoney(text(), locale());
    return parsed ? QString() : amountErrorText(parsed.error(), locale());
}

void MoneyEdit::focusOutEvent(QFocusEvent* event) {
    if (const auto value = amount()) setAmount(*value);
    QLineEdit::focusOutEvent(event);
}

PercentEdit::PercentEdit(QWidget* parent) : QLineEdit(parent), m_sign(new QLabel(u"%"_s, this)) {
    setAlignment(Qt::AlignRight);
    setFixedWidth(kPercentWidth);
    setMaxLength(12);
    setTextMargins(0, 0, kSignWidth, 0);
    m_sign->setForegroundRole(QPalette::PlaceholderText);
    m_sign->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_sign->setAlignment(Qt::AlignCenter);
}

std::optional<domain::BasisPoints> PercentEdit::share() const {
    return parsePercent(text(), locale());
}

void PercentEdit::setShare(domain::BasisPoints share) { setText(percentText(share, locale())); }

QString PercentEdit::errorText() const {
    if (share()) return {};
    return tr("Enter a percentage such as %1, with at most two decimals.")
        .arg(percentText(domain::BasisPoints(250), locale()));
}

void PercentEdit::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    m_sign->setGeometry(width() - kSignWidth - 4, 0, kSignWidth, height());
}

HundredthsEdit::HundredthsEdit(QWidget* parent) : QLineEdit(parent) {
    setAlignment(Qt::AlignRight);
    setFixedWidth(kPercentWidth);
    setMaxLength(12);
}

std::optional<std::int32_t> HundredthsEdit::hundredths() const {
    return parseHundredths(text(), locale());
}

void HundredthsEdit::setHundredths(std::int32_t hundredths) {
    setText(hundredthsText(hundredths, locale()));
}

QString HundredthsEdit::errorText() const {
    if (hundredths()) return {};
    return tr("Enter a number such as %1, with at most two decimals.")
        .arg(hundredthsText(150, locale()));
}

DateEdit::DateEdit(QWidget* parent) : QLineEdit(parent) {
    setFixedWidth(kDateWidth);
    setMaxLength(10);
    setPlaceholderText(tr("YYYY-MM-DD"));
    auto* open = addAction(calendarIcon(palette()), QLineEdit::TrailingPosition);
    open->setText(tr("Choose from a calendar"));
    open->setToolTip(tr("Choose from a calendar (F4)"));
    connect(open, &QAction::triggered, this, &DateEdit::openCalendar);
}

std::optional<domain::Date> DateEdit::date() const {
    return domain::Date::parse(text().trimmed().toStdString());
}

void DateEdit::setDate(domain::Date date) { setText(dateText(date)); }

QString DateEdit::errorText() const {
    if (date() || (m_isOptional && text().trimmed().isEmpty())) return {};
    return tr("Enter a date as year, month, day: 2026-01-31.");
}

void DateEdit::keyPressEvent(QKeyEvent* event) {
    const auto current = date();
    if (current && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        setDate(current->plusDays(event->key() == Qt::Key_Up ? 1 : -1));
        return;
    }
    if (event->key() == Qt::Key_F4) {
        openCalendar();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void DateEdit::openCalendar() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* calendar = new QCalendarWidget;
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar->setFirstDayOfWeek(locale().firstDayOfWeek());
    if (const auto current = date())
        calendar->setSelectedDate(QDate(current->year(), static_cast<int>(current->month()),
                                        static_cast<int>(current->day())));
    auto* holder = new QWidgetAction(menu);
    holder->setDefaultWidget(calendar);
    menu->addAction(holder);
    connect(calendar, &QCalendarWidget::activated, this, [this, menu](QDate chosen) {
        setText(chosen.toString(Qt::ISODate));
        menu->close();
    });
    connect(calendar, &QCalendarWidget::clicked, calendar, &QCalendarWidget::activated);
    menu->popup(mapToGlobal(QPoint(0, height())));
    calendar->setFocus();
}

} // namespace alluse::ui
