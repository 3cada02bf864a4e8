// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The reference for start-up and memory: a Qt Widgets window with To, Cc, Subject and a body, and nothing else.
#include <QApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QTextEdit>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QApplication program(argc, argv);
    QWidget window;
    auto *form = new QFormLayout(&window);
    auto *to = new QLineEdit;
    form->addRow(u"To"_s, to);
    form->addRow(u"Cc"_s, new QLineEdit);
    form->addRow(u"Subject"_s, new QLineEdit);
    form->addRow(new QTextEdit);
    window.resize(720, 560);
    to->setFocus();
    window.show();
    window.activateWindow();
    return QApplication::exec();
}
