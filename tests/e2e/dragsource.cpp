// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Another program with files to drag: usage: dragsource X Y FILE…   Prints one line when it is shown, and the action
// that the receiver took ("copy", or "refused") after each drag.
#include <QApplication>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

#include <cstdio>

class Source : public QLabel
{
public:
    explicit Source(const QStringList &files)
        : QLabel(QStringLiteral("drag me"))
    {
        for (const QString &file : files)
            m_urls.append(QUrl::fromLocalFile(file));
        setAlignment(Qt::AlignCenter);
        setFixedSize(160, 60);
    }

protected:
    void mousePressEvent(QMouseEvent *) override
    {
        auto *files = new QMimeData;
        files->setUrls(m_urls);
        auto *drag = new QDrag(this);
        drag->setMimeData(files);
        const Qt::DropAction taken = drag->exec(Qt::CopyAction);
        std::puts(taken == Qt::CopyAction ? "copy" : "refused");
        std::fflush(stdout);
    }

private:
    QList<QUrl> m_urls;
};

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 4)
        return 64;
    Source source(arguments.mid(3));
    source.move(arguments.at(1).toInt(), arguments.at(2).toInt());
    source.show();
    std::puts("shown");
    std::fflush(stdout);
    return QApplication::exec();
}
