#pragma once
// Line edits for amounts, percentages and dates, with the locale's signs and one sentence when the
// text does not say a value. GUI thread.

#include "domain/basis_points.h"
#include "domain/calendar.h"
#include "domain/money.h"

#include <QLabel>
#include <QLineEdit>

#include <optional>

namespace alluse::ui {

// Right-aligned amount in US dollars; leaving the field shows it grouped.
class MoneyEdit final : public QLineEdit {
    Q_OBJECT

public:
    explicit MoneyEdit(QWidget* parent = nullptr);

    // None when the field is empty or wrong; errorText() says which.
    [[nodiscard]] std::optional<domain::Money> amount() const;
    void setAmount(domain::Money amount);
    // Empty when amount() has a value.
    [[nodiscard]] QString errorText() const;

signals:
    void amountEdited(); // by typing or by setAmount

protected:
    void focusOutEvent(QFocusEvent* event) override;
};

// A share in percent with at most two decimals; the sign stands behind the number.
class PercentEdit final : public QLineEdit {
    Q_OBJECT

public:
    explicit PercentEdit(QWidget* parent = nullptr);

    [[nodiscard]] std::optional<domain::BasisPoints> share() const;
    void setShare(domain::BasisPoints share);
    [[nodiscard]] QString errorText() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* m_sign;
};

// A number with at most two decimals, kept as hundredths: 150 is "1.5".
class HundredthsEdit final : public QLineEdit {
    Q_OBJECT

public:
    explicit HundredthsEdit(QWidget* parent = nullptr);

    [[nodiscard]] std::optional<std::int32_t> hundredths() const;
    void setHundredths(std::int32_t hundredths);
    [[nodiscard]] QString errorText() const;
};

// A business date as YYYY-MM-DD; Up and Down move it by a day, the button opens a calendar.
class DateEdit final : public QLineEdit {
    Q_OBJECT

public:
    explicit DateEdit(QWidget* parent = nullptr);

    [[nodiscard]] std::optional<domain::Date> date() const;
    void setDate(domain::Date date);
    // An empty field is no error when the date is optional.
    void setOptional(bool isOptional) { m_isOptional = isOptional; }
    [[nodiscard]] QString errorText() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void openCalendar();

    bool m_isOptional = false;
};

} // namespace alluse::ui
