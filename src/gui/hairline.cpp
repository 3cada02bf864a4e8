// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/hairline.h"

#include "gui/theme.h"

#include <QPainter>

namespace Sendoff::Gui {

Hairline::Hairline(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme(palette()).hairline);
}

QSplitterHandle *HairSplitter::createHandle()
{
    class Handle : public QSplitterHandle
    {
    public:
        using QSplitterHandle::QSplitterHandle;

    protected:
        void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(contentsRect(), Theme(palette()).hairline); }
    };
    return new Handle(orientation(), this);
}

} // namespace Sendoff::Gui
