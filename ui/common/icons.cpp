#include "ui/common/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <memory>

namespace alluse::ui {
namespace {

// Renders the drawing at the size asked for and fills its strokes with the colour of now.
class LineIconEngine final : public QIconEngine {
public:
    explicit LineIconEngine(QString name)
        : m_name(std::move(name)),
          m_renderer(std::make_shared<QSvgRenderer>(QStringLiteral(":/icons/%1.svg").arg(m_name))) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap image = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        image.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), image);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        QPixmap image(size);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        m_renderer->render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        const QPalette palette = QGuiApplication::palette();
        painter.fillRect(image.rect(), palette.color(mode == QIcon::Disabled
                                                         ? QPalette::Disabled
                                                         : QPalette::Active,
                                                     QPalette::ButtonText));
        return image;
    }

    QIconEngine* clone() const override { return new LineIconEngine(m_name); }

private:
    QString m_name;
    std::shared_ptr<QSvgRenderer> m_renderer;
};

} // namespace

QIcon lineIcon(const QString& name) {
    return QIcon(new LineIconEngine(name));
}

} // namespace alluse::ui
