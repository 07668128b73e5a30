#pragma once
// Questions to people, behind a face that tests answer. GUI thread.

#include <QString>

#include <functional>

class QWidget;

namespace alluse::ui {

class Prompts {
public:
    virtual ~Prompts() = default;
    // Asks without a nested event loop; `answered` is called once with the decision.
    virtual void confirm(QWidget* parent, const QString& question, const QString& explanation,
                         const QString& verb, std::function<void(bool)> answered) = 0;
    virtual void chooseFile(QWidget* parent, const QString& title, const QString& filter,
                            std::function<void(const QString&)> chosen) = 0;
    // A file to write; asks before one that exists is replaced.
    virtual void chooseSaveFile(QWidget* parent, const QString& title, const QString& filter,
                                const QString& suggestion,
                                std::function<void(const QString&)> chosen) = 0;
};

// Real boxes.
class DesktopPrompts final : public Prompts {
public:
    void confirm(QWidget* parent, const QString& question, const QString& explanation,
                 const QString& verb, std::function<void(bool)> answered) override;
    void chooseFile(QWidget* parent, const QString& title, const QString& filter,
                    std::function<void(const QString&)> chosen) override;
    void chooseSaveFile(QWidget* parent, const QString& title, const QString& filter,
                        const QString& suggestion,
                        std::function<void(const QString&)> chosen) override;
};

} // namespace alluse::ui
